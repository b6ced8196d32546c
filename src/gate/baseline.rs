//! Baseline: what outputs are compared with, without their texts.
//!
//! It holds the rows of every system, so that paired tests run without the old outputs, and of the
//! texts only hashes. It is JSON in gzip; rows stand column by column, whole numbers as such, which
//! packs to a tenth.

mod file;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize, Serializer};

use super::known::{Known, known};
use super::spotted::spotted;
use super::{key, slice};
use crate::check::Settings;
use crate::error::Result;
use crate::record::{self, Input, Record};
use crate::table::Table;

/// The version of the shape of a baseline.
pub const SCHEMA: &str = "mizan.baseline/1";

/// What outputs are compared with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Baseline {
    /// [`SCHEMA`].
    pub schema: String,
    /// The version of mizan that made it.
    pub mizan: String,
    /// The test sets.
    pub testsets: Vec<TestSet>,
    /// What got worse on purpose, the oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accepted: Vec<Accepted>,
    /// Whether its one system stands for every system: it was made of an output, not read.
    #[serde(skip)]
    pub is_for_all: bool,
}

/// A score that was lowered on purpose, or findings that became known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Accepted {
    /// Why.
    pub reason: String,
    /// The test set.
    pub testset: String,
    /// The system.
    pub system: String,
    /// The metric's id, or the check.
    pub metric: String,
    /// The score before; 0 where it is a check.
    pub from: f64,
    /// The score after, or how many findings became known. A score that is no number is `null`.
    #[serde(deserialize_with = "or_nan")]
    pub to: f64,
}

/// A number; what stands as `null` is none.
fn or_nan<'a, D: serde::Deserializer<'a>>(from: D) -> std::result::Result<f64, D::Error> {
    Ok(Option::deserialize(from)?.unwrap_or(f64::NAN))
}

/// A test set without its texts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TestSet {
    /// Its name.
    pub name: String,
    /// Its files with their hashes.
    pub inputs: Vec<Input>,
    /// Its segments.
    pub segments: Segments,
    /// The metrics with their signatures, in which what was learned and the version stand.
    pub metrics: Vec<Metric>,
    /// The checks whose findings are known.
    pub checks: Vec<String>,
    /// The systems, by name.
    pub systems: Vec<System>,
}

/// What makes segments the same ones elsewhere.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segments {
    /// One key each: of its id, source or references.
    pub ids: Vec<String>,
    /// One hash each, of source and references.
    pub texts: Vec<String>,
}

/// A metric.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Metric {
    /// Its id.
    pub id: String,
    /// What reproduces a score.
    pub signature: String,
    /// Whether a lower score is better.
    pub lower_is_better: bool,
}

/// A system.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct System {
    /// Its name.
    pub name: String,
    /// Per metric the score, for readers.
    pub scores: Vec<Option<f64>>,
    /// Per metric the rows.
    pub rows: Vec<Columns>,
    /// The verdicts on names, by their type.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub types: BTreeMap<String, Columns>,
    /// The findings.
    pub findings: Vec<Known>,
}

/// Rows, column by column.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(transparent)]
pub struct Columns(pub Vec<Vec<f64>>);

impl Columns {
    /// The columns of a table.
    pub fn of(table: &Table) -> Self {
        let column = |column: usize| table.rows().map(|row| row[column]).collect();
        Columns((0..table.width()).map(column).collect())
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.0.first().map_or(0, Vec::len)
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// One row.
    pub(super) fn row(&self, index: usize) -> Vec<f64> {
        self.0.iter().map(|column| column[index]).collect()
    }

    /// Whether all columns have so many rows, of finite numbers.
    fn is_whole(&self, rows: usize) -> bool {
        let is_whole = |column: &Vec<f64>| {
            column.len() == rows && column.iter().all(|value| value.is_finite())
        };
        !self.0.is_empty() && self.0.iter().all(is_whole)
    }
}

impl Serialize for Columns {
    /// Whole numbers without a decimal point.
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        struct Column<'a>(&'a [f64]);
        impl Serialize for Column<'_> {
            fn serialize<S: Serializer>(&self, out: S) -> std::result::Result<S::Ok, S::Error> {
                out.collect_seq(self.0.iter().map(|&value| Number(value)))
            }
        }
        struct Number(f64);
        impl Serialize for Number {
            fn serialize<S: Serializer>(&self, out: S) -> std::result::Result<S::Ok, S::Error> {
                const EXACT: f64 = 9_007_199_254_740_992.0;
                if self.0.fract() == 0.0 && self.0.abs() < EXACT {
                    #[expect(clippy::cast_possible_truncation, reason = "a whole number below 2⁵³")]
                    out.serialize_i64(self.0 as i64)
                } else {
                    out.serialize_f64(self.0)
                }
            }
        }
        serializer.collect_seq(self.0.iter().map(|column| Column(column)))
    }
}

impl Baseline {
    /// The baseline of an evaluation, with the findings of these checks under these settings.
    ///
    /// # Errors
    ///
    /// As [`flags`](crate::analysis::flags::flags), where texts do not pair.
    pub fn of(record: &Record, checks: &[String], settings: &Settings) -> Result<Baseline> {
        Ok(Baseline {
            schema: SCHEMA.to_owned(),
            mizan: record.mizan.clone(),
            testsets: record
                .testsets
                .iter()
                .map(|testset| TestSet::of(testset, checks, settings))
                .collect::<Result<_>>()?,
            accepted: Vec::new(),
            is_for_all: false,
        })
    }

    /// The test set of this name.
    pub fn testset(&self, name: &str) -> Option<&TestSet> {
        self.testsets.iter().find(|testset| testset.name == name)
    }

    /// The system that a test set's system of this name is compared with.
    pub fn system<'a>(&self, testset: &'a TestSet, name: &str) -> Option<&'a System> {
        match self.is_for_all {
            true => testset.systems.first(),
            false => testset.systems.iter().find(|system| system.name == name),
        }
    }
}

impl TestSet {
    /// A test set of an evaluation, without its texts.
    fn of(testset: &record::TestSet, checks: &[String], settings: &Settings) -> Result<TestSet> {
        let segments = key::segments(&testset.segments);
        let found = spotted(testset, &segments, checks, settings)?;
        let metric = |metric: &record::Metric| Metric {
            id: metric.id.clone(),
            signature: metric.signature.clone(),
            lower_is_better: metric.lower_is_better,
        };
        let system = |system: &record::System| {
            let rows = system.rows.iter().map(|rows| Columns::of(&rows.table()));
            let score = |metric: &record::Metric| {
                let of_system =
                    testset.comparison.systems.iter().find(|s| s.name == system.name)?;
                let score = of_system.scores.iter().find(|score| score.id == metric.id)?;
                Some(score.value).filter(|value| value.is_finite())
            };
            System {
                name: system.name.clone(),
                scores: testset.metrics.iter().map(score).collect(),
                rows: rows.collect(),
                types: slice::types(testset, &system.name),
                findings: known(found.iter().filter(|one| one.system == system.name)),
            }
        };
        Ok(TestSet {
            name: testset.name.clone(),
            inputs: testset.inputs.clone(),
            metrics: testset.metrics.iter().map(metric).collect(),
            checks: checks.to_vec(),
            systems: testset.systems.iter().map(system).collect(),
            segments,
        })
    }

    /// The rows of a system's metric; the metric as its index.
    pub(super) fn metric(&self, id: &str) -> Option<(usize, &Metric)> {
        self.metrics.iter().enumerate().find(|(_, metric)| metric.id == id)
    }

    /// Whether every part has as many entries as its place asks for.
    fn is_whole(&self) -> bool {
        let segments = self.segments.ids.len();
        self.segments.texts.len() == segments
            && self.systems.iter().all(|system| {
                let counts = [system.rows.len(), system.scores.len()];
                counts == [self.metrics.len(); 2]
                    && system.rows.iter().chain(system.types.values()).all(|c| c.is_whole(segments))
            })
    }
}
