//! mizan (ميزان, "scales") measures the quality of machine translation, Arabic first.
//!
//! BLEU, chrF and TER are those of sacreBLEU 2.6.0: the same statistics, the same scores to 1e-9.
//!
//! # The idea
//!
//! A [`metric`] turns a segment into a short row of numbers that add up, its sufficient statistics.
//! Everything else is arithmetic on rows: a corpus score is the score of their sum, a document's
//! score that of some of them, a stream's that of what was added chunk by chunk. Only
//! [`Metric::prepare`](metric::Metric::prepare) and [`Metric::measure`](metric::Metric::measure)
//! see text.
//!
//! ```text
//! files ─corpus→ Corpus ─metric→ Table ─evaluate→ Evaluation → scores
//! ```
//!
//! # Example
//!
//! ```
//! use mizan::corpus::{NamedPath, Plan, open};
//! use mizan::evaluate::{Evaluator, Rows};
//! use mizan::metric::registry::calculator;
//!
//! let plan = Plan {
//!     references: vec!["corpora/demo/reference.ar".into()],
//!     systems: vec![NamedPath::parse("corpora/demo/systems/alif.ar")],
//!     ..Plan::default()
//! };
//! let mut evaluator = Evaluator::new(vec![calculator("chrf:arabic=yes")?], Rows::Summed);
//! evaluator.add(&open(&plan)?.read_all()?)?;
//! let evaluation = evaluator.finish()?;
//! assert_eq!(evaluation.segments(), 66);
//! assert_eq!(format!("{:.2}", evaluation.score(0, 0)), "74.40");
//! assert_eq!(
//!     evaluation.signature(0),
//!     format!(
//!         "nrefs:1|case:mixed|eff:yes|nc:6|nw:0|space:no|arabic:yes|version:{}",
//!         mizan::VERSION
//!     )
//! );
//! # Ok::<(), mizan::Error>(())
//! ```
//!
//! # The modules, in the order of their dependence
//!
//! - [`error`]: the one error type.
//! - [`text`]: streams of segments, white space, tokenizers, n-grams, Arabic orthography.
//! - [`corpus`]: sources, references and outputs, read from files and paired.
//! - [`entity`]: the lexicon of names, names and their Arabic renderings compared, numbers and dates.
//! - [`check`]: checks of a translation that need no reference.
//! - [`metric`]: the metrics, and what it takes to write one.
//! - [`table`]: rows that add.
//! - [`statistics`]: intervals, tests, rankings.
//! - [`analysis`]: where a score comes from: words, n-grams, suspicious outputs.
//! - [`evaluate`]: a corpus and metrics in, scores out.
//! - [`comparison`]: which systems differ, and how sure that is.
//! - [`sensitivity`]: what metrics make of errors that are known.
//! - `record`: everything that an evaluation leaves behind, with the feature `compression`.
//! - `report`: a record drawn and written for people, with the feature `report`.
//! - `gate`: whether a record is good enough, with the feature `report`.
//! - `history`: the scores of past runs, with the feature `history`.
//!
//! Nothing in the library prints, exits or reads the environment. Without default features it has
//! neither command line nor decompression.

#![warn(clippy::print_stdout, clippy::print_stderr)]

pub mod analysis;
pub mod check;
pub mod comparison;
#[cfg(feature = "report")]
pub mod config;
pub mod corpus;
pub mod entity;
pub mod error;
pub mod evaluate;
pub mod finding;
#[cfg(feature = "report")]
pub mod gate;
#[cfg(feature = "history")]
pub mod history;
pub mod metric;
#[cfg(feature = "compression")]
mod packed;
#[cfg(feature = "compression")]
pub mod record;
#[cfg(feature = "report")]
pub mod report;
pub mod sensitivity;
pub mod statistics;
pub mod table;
pub mod text;

pub use error::{Error, ErrorKind, Result};

/// The version that signatures name.
pub const VERSION: &str = concat!("mizan-", env!("CARGO_PKG_VERSION"));

/// Runs the README's Rust code as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct Readme;
