//! History: the scores of past runs, in one `SQLite` file.
//!
//! A run is a saved evaluation with a date, a commit and a label. Runs are in the order of their
//! dates, those of one date as they were added. Scores are compared only where the metric's
//! signature and the texts are the same: where one of them changes, a comparison starts anew.
//!
//! # Examples
//!
//! ```
//! use mizan::history::{Date, History, Stamp};
//!
//! let folder = tempfile::tempdir()?;
//! let mut history = History::open(&folder.path().join("history.sqlite"))?;
//! assert!(history.scores()?.is_empty());
//! let stamp = Stamp::new("2026-11-01".parse()?, Some("4f1d2c3"), Some("nightly"))?;
//! assert_eq!(stamp.to_string(), "2026-11-01 4f1d2c3 nightly");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod commit;
mod date;
mod filter;
mod series;
mod store;
mod table;

#[cfg(test)]
mod tests;

use std::fmt;

use sha2::{Digest, Sha256};

use crate::error::{Error, ErrorKind, Result};
use crate::record::{Record, TestSet};
pub use date::Date;
pub use filter::Filter;
pub use series::{Break, Fall, Series, best, series};
pub use store::{Added, History};
pub use table::table;

/// When a run was, of what, and what for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// When.
    pub date: Date,
    /// The commit that was measured, where there is one.
    pub commit: Option<String>,
    /// What tells runs apart that are made for different ends, `nightly` and `release`.
    pub label: Option<String>,
}

/// A score of a past run.
#[derive(Debug, Clone, PartialEq)]
pub struct Score {
    /// The number that the history gave to the run; 0 before it is added.
    pub run: i64,
    /// When the run was, of what, and what for.
    pub stamp: Stamp,
    /// The hash of the evaluation that it was taken from.
    pub evaluation: String,
    /// The test set.
    pub testset: String,
    /// The system.
    pub system: String,
    /// The metric's id.
    pub metric: String,
    /// The metric's name in tables.
    pub name: String,
    /// The score.
    pub value: f64,
    /// The ends of its interval, where one was drawn.
    pub interval: Option<[f64; 2]>,
    /// Whether a lower score is better.
    pub lower_is_better: bool,
    /// Whether the metric is mizan's own; others have a scale of their own.
    pub is_own: bool,
    /// What reproduces the score.
    pub signature: String,
    /// The hash of sources and references.
    pub texts: String,
}

impl Stamp {
    /// A stamp.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Setting`] where commit or label are empty or have control characters, or the
    /// commit has white space.
    pub fn new(date: Date, commit: Option<&str>, label: Option<&str>) -> Result<Stamp> {
        let refuse = |what: &str, text: &str| {
            let text: String = text.escape_debug().collect();
            Err(Error::new(ErrorKind::Setting, format!("'{text}' is no {what}")))
        };
        let is_plain = |text: &str| !text.trim().is_empty() && !text.chars().any(char::is_control);
        if let Some(commit) = commit
            && (!is_plain(commit) || commit.contains(char::is_whitespace))
        {
            return refuse("commit", commit);
        }
        if let Some(label) = label.filter(|label| !is_plain(label)) {
            return refuse("label", label);
        }
        Ok(Stamp { date, commit: commit.map(str::to_owned), label: label.map(str::to_owned) })
    }

    /// The commit as people name it: the first ten of forty digits.
    pub fn short_commit(&self) -> Option<&str> {
        let commit = self.commit.as_deref()?;
        let is_hash = commit.len() >= 40 && commit.bytes().all(|byte| byte.is_ascii_hexdigit());
        Some(if is_hash { &commit[..10] } else { commit })
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.date.short())?;
        for part in self.short_commit().into_iter().chain(self.label.as_deref()) {
            write!(f, " {part}")?;
        }
        Ok(())
    }
}

impl Score {
    /// How much better another score is, in the metric's points; worse is negative.
    pub fn gain_to(&self, other: &Score) -> f64 {
        let gain = other.value - self.value;
        if self.lower_is_better { -gain } else { gain }
    }

    /// Decimal places; scores made elsewhere may lie between 0 and 1.
    pub fn decimals(&self) -> usize {
        if self.is_own { 2 } else { 4 }
    }
}

/// The scores of an evaluation, with the stamp of its run; what is no number is left out.
pub fn scores_of(record: &Record, stamp: &Stamp) -> Vec<Score> {
    let evaluation = hash_of(record);
    let mut found = Vec::new();
    for testset in &record.testsets {
        let texts = texts_of(testset);
        for system in &testset.comparison.systems {
            for score in system.scores.iter().filter(|score| score.value.is_finite()) {
                let metric = testset.metrics.iter().find(|metric| metric.id == score.id);
                let ends = score.interval.map(|interval| [interval.low, interval.high]);
                found.push(Score {
                    run: 0,
                    stamp: stamp.clone(),
                    evaluation: evaluation.clone(),
                    testset: testset.name.clone(),
                    system: system.name.clone(),
                    metric: score.id.clone(),
                    name: score.name.clone(),
                    value: score.value,
                    interval: ends.filter(|ends| ends.iter().all(|end| end.is_finite())),
                    lower_is_better: score.lower_is_better,
                    is_own: metric.is_some_and(|metric| metric.is_own),
                    // The metric's own: that of the score names resamples too, on which the score
                    // does not depend.
                    signature: metric.map_or(&score.signature, |of| &of.signature).clone(),
                    texts: texts.clone(),
                });
            }
        }
    }
    found
}

/// The hash of an evaluation; not of its file, whose bytes depend on how it was compressed.
fn hash_of(record: &Record) -> String {
    let text = serde_json::to_vec(record).expect("a record has only names as keys");
    digits(Sha256::new().chain_update(text))
}

/// The hash of what outputs are measured against.
fn texts_of(testset: &TestSet) -> String {
    let mut hash = Sha256::new();
    for segment in &testset.segments {
        hash.update((segment.references.len() as u64).to_le_bytes());
        for text in segment.source.iter().chain(&segment.references) {
            // With its length, so that texts cannot run into one another.
            hash.update((text.len() as u64).to_le_bytes());
            hash.update(text);
        }
    }
    digits(hash)
}

fn digits(hash: Sha256) -> String {
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
