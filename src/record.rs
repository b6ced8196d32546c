//! Record: everything that an evaluation leaves behind, to be drawn and compared again.
//!
//! Reports and the gate read records only, from memory or from a file (`evaluation.mizan`), so that
//! a run can be reported again without texts being read or scored. A record holds no time, no
//! absolute path and nothing about threads: the same inputs and settings give the same bytes.

mod analyses;
mod file;
mod make;
mod verify;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::comparison::Comparison;
use crate::finding::Severity;
use crate::table::Table;
pub use analyses::{Analyses, Wanted, Words};
pub use make::Material;

/// The version of the shape of a record.
pub const SCHEMA: &str = "mizan.evaluation/1";

/// Everything that a run found, test set by test set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// [`SCHEMA`].
    pub schema: String,
    /// The version of mizan that made it.
    pub mizan: String,
    /// What was run: the name of the configuration's folder.
    pub name: String,
    /// The test sets, in the order of the configuration.
    pub testsets: Vec<TestSet>,
    /// What could not be evaluated, and why; a gate does not decide over the rest.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub failed: Vec<String>,
}

/// A corpus and what was found of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TestSet {
    /// Its name.
    pub name: String,
    /// The files it was made of.
    pub inputs: Vec<Input>,
    /// The texts, one entry per segment.
    pub segments: Vec<Segment>,
    /// The metrics, those made elsewhere last.
    pub metrics: Vec<Metric>,
    /// The systems, by name.
    pub systems: Vec<System>,
    /// Scores with intervals, pairs and ranks; systems by name.
    pub comparison: Comparison,
    /// What was looked into; what was not is empty.
    pub analyses: Analyses,
    /// What became of names and numbers; `None` where there was no source to find them in.
    pub names: Option<Names>,
    /// What a user was told while it was made.
    pub warnings: Vec<String>,
    /// How many points the gate lets a metric worsen, by the metric's id; empty without a gate.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub tolerances: BTreeMap<String, f64>,
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    /// What it was: `source`, `reference`, `documents`, `scores`, or `system NAME`.
    pub role: String,
    /// The file as the configuration names it.
    pub path: String,
    /// The SHA-256 of its bytes, in hexadecimal digits.
    pub hash: String,
}

/// The texts of one segment beside the outputs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    /// What the files call it, where they name it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The source, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The references.
    pub references: Vec<String>,
    /// The document, where documents are known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
    /// The document's domain, where one is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub domain: Option<String>,
}

/// A metric.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Metric {
    /// Its key with the settings that are not at their default.
    pub id: String,
    /// Its key.
    pub key: String,
    /// Its name in tables.
    pub name: String,
    /// Whether a lower score is better.
    pub lower_is_better: bool,
    /// What reproduces a corpus score, with the name in front.
    pub signature: String,
    /// What reproduces a segment's score.
    pub segment_signature: String,
    /// The names of a row's columns.
    pub columns: Vec<String>,
    /// Whether it is mizan's own; its scores lie between 0 and 100 then.
    pub is_own: bool,
}

/// A system.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct System {
    /// Its name.
    pub name: String,
    /// One output per segment; `None` where the system gave none.
    pub hypotheses: Vec<Option<String>>,
    /// Per metric, the score of each segment; `None` where there is nothing to score.
    pub segment_scores: Vec<Vec<Option<f64>>>,
    /// Per metric, the rows, one per segment: what every later comparison needs.
    pub rows: Vec<Rows>,
}

/// The rows of one metric, one after another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rows {
    /// How many numbers a row has.
    pub width: usize,
    /// The numbers, row after row.
    pub cells: Vec<f64>,
}

/// What became of names and numbers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Names {
    /// Every mention under every system, system by system in the order of segments.
    pub mentions: Vec<Mention>,
    /// Consistency over documents: per system by name, then the reference's own.
    pub consistency: Vec<Consistency>,
}

/// What became of names and numbers in one output.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SystemNames {
    /// Every mention in the order of segments.
    pub mentions: Vec<Mention>,
    /// Over documents; `None` where no name is said twice.
    pub consistency: Option<Consistency>,
}

/// One mention of a name, or one number, in one output.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    /// The system.
    pub system: String,
    /// The segment, from 0 (in files too: it is an index into [`TestSet::segments`]).
    pub segment: usize,
    /// The name as the source has it; `None` for what only the output has.
    pub entity: Option<String>,
    /// What makes mentions of one entity one.
    pub key: String,
    /// PER, LOC, ORG, NUMBER …
    pub kind: String,
    /// Whether it is a number, date, amount or percentage.
    pub is_quantity: bool,
    /// `correct`, `variant`, `mangled`, `untranslated`, `omitted`, `wrong_number`, `spurious`,
    /// `unlocated`.
    pub verdict: String,
    /// How sure a wrong verdict is.
    pub severity: Option<Severity>,
    /// The reason.
    pub evidence: String,
    /// The place in the source, `[start, end)` in code points.
    pub source_span: Option<[usize; 2]>,
    /// The place in the first reference.
    pub reference_span: Option<[usize; 2]>,
    /// The place in the output.
    pub hypothesis_span: Option<[usize; 2]>,
    /// What stands there.
    pub rendering: Option<String>,
    /// The forms that are accepted.
    pub expected: Vec<String>,
    /// Whether the name is rendered alike throughout its document; `None` where it occurs once.
    pub is_consistent: Option<bool>,
}

/// How consistently one system renders names.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Consistency {
    /// The system; `None` for the reference.
    pub system: Option<String>,
    /// The share of mentions that have their name's most frequent rendering in their document.
    pub dominant: f64,
    /// How many names have two mentions or more.
    pub names: usize,
}

impl Rows {
    /// The rows of a table.
    pub fn of(table: &Table) -> Rows {
        Rows { width: table.width(), cells: table.rows().flatten().copied().collect() }
    }

    /// As a table.
    pub fn table(&self) -> Table {
        let mut table = Table::new(self.width.max(1));
        self.cells.chunks_exact(self.width.max(1)).for_each(|row| table.push(row));
        table
    }
}
