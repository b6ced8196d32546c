//! Tables: every table of a report, over all test sets, one file each.

use super::table::{Cell, Table};
use crate::record::{Record, TestSet};
use crate::statistics::interval::Interval;

/// A row of cells from values of several types.
macro_rules! row {
    ($($cell:expr),* $(,)?) => { vec![$(Cell::from($cell)),*] };
}

mod analyses;
mod checks;
mod names;
mod perturb;
mod scores;

pub use self::scores::pairs_of;

/// The tables, in the order of the workbook.
const ALL: [Shape; 18] = [
    scores::SYSTEMS,
    scores::PAIRS,
    scores::SEGMENTS,
    analyses::BUCKETS,
    analyses::WORDS,
    analyses::NGRAMS,
    analyses::NGRAM_PAIRS,
    analyses::EXAMPLES,
    analyses::FLAGS,
    checks::CHECKS,
    checks::SCORECARD,
    checks::FINDINGS,
    perturb::PERTURB,
    names::NAMES,
    names::CONSISTENCY,
    analyses::HUMAN,
    scores::METRICS,
    scores::INPUTS,
];

type Rows = Vec<Vec<Cell>>;

/// A table before it has rows.
struct Shape {
    name: &'static str,
    title: &'static str,
    /// Without that of the test set, which is the first of every table.
    columns: &'static [&'static str],
    rows: fn(&TestSet) -> Rows,
}

impl Shape {
    fn table(&self, record: &Record) -> Table {
        let of_testset = |testset: &TestSet| {
            let rows = (self.rows)(testset).into_iter();
            rows.map(|row| [vec![Cell::from(&testset.name)], row].concat()).collect::<Rows>()
        };
        Table {
            name: self.name,
            title: self.title,
            columns: [&["testset"], self.columns].concat(),
            rows: record.testsets.iter().flat_map(of_testset).collect(),
        }
    }
}

/// The names of the tables of what must be asked for.
pub const OPTIONAL: [&str; 5] = ["human", "checks", "scorecard", "findings", "perturb"];

/// Every table; one without a row stays, so that files do not come and go. [`OPTIONAL`] ones are there
/// where they were asked for.
pub fn tables(record: &Record) -> Vec<Table> {
    let is_asked_for = |table: &Table| match table.name {
        "human" | "perturb" => !table.rows.is_empty(),
        "checks" | "scorecard" | "findings" => {
            record.testsets.iter().any(|testset| !testset.analyses.checks.is_empty())
        }
        _ => true,
    };
    ALL.iter().map(|shape| shape.table(record)).filter(is_asked_for).collect()
}

fn low(interval: Option<Interval>) -> Cell {
    interval.map(|interval| interval.low).into()
}

fn high(interval: Option<Interval>) -> Cell {
    interval.map(|interval| interval.high).into()
}
