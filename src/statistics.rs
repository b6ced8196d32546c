//! Statistics: which differences are real, and how sure that is.
//!
//! Everything here works on numbers: rows of sufficient statistics, or scores of segments. Texts
//! are never drawn or shuffled, rows are.

pub mod correction;
