//! Gate: whether translations are good enough, and not worse than before.
//!
//! A [`Record`] is held to the rules of a configuration, each system against the baseline's system of
//! its name, and every rule gives one [`Verdict`] per test set and system. One [`Decision`] holds all
//! of them; every output and the exit code are made from it, so that they cannot disagree.
//! docs/gate.md says what is decided, and how often that is wrong.

mod baseline;
mod comparable;
mod decide;
mod floor;
mod key;
mod known;
mod label;
mod regression;
mod slice;
mod spotted;
mod tolerance;
mod update;
mod verdict;
pub mod write;

pub use baseline::{
    Accepted, Baseline, Columns, SCHEMA as BASELINE_SCHEMA, Segments, System, TestSet,
};
pub use decide::{Question, checks, decide};
pub use known::Known;
pub use regression::{DecidedBy, Doubt, Regression, regression};
pub use tolerance::tolerances;
pub use update::{Change, Grown, Update, Way, update};
pub use verdict::{Decision, Drop, Ending, Interval, NewFinding, Outcome, Verdict, Weight};

#[cfg(doc)]
use crate::record::Record;

/// The version of the shape of a decision as JSON.
pub const SCHEMA: &str = "mizan.gate/1";
