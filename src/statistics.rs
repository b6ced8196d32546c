//! Statistics: which differences are real, and how sure that is.
//!
//! Everything here works on numbers: rows of sufficient statistics, or scores of segments. Texts
//! are never drawn or shuffled, rows are.

pub mod bootstrap;
pub mod calibration;
pub mod concordance;
pub mod correction;
pub mod correlation;
mod distribution;
pub mod grouping;
pub mod human;
pub mod interval;
pub mod kendall;
pub mod paired;
pub mod pairwise;
pub mod power;
pub mod random;
pub mod randomization;
pub mod ranking;
pub(crate) mod ranks;
mod signs;
pub mod swap;
pub mod units;
pub mod wilcoxon;
pub mod williams;
pub mod wmt;
