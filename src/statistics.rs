//! Statistics: which differences are real, and how sure that is.
//!
//! Everything here works on numbers: rows of sufficient statistics, or scores of segments. Texts
//! are never drawn or shuffled, rows are.

pub mod bootstrap;
pub mod correction;
pub mod interval;
pub mod power;
pub mod random;
pub mod randomization;
pub mod ranking;
pub mod units;
