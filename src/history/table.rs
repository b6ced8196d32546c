//! Table: scores of past runs as rows, for CSV and JSON.

use super::Score;
use crate::report::table::{Cell, Table};

/// The scores as a table, one a row, exact.
///
/// # Examples
///
/// ```
/// let table = mizan::history::table(&[]);
/// assert_eq!(table.columns[..3], ["date", "commit", "label"]);
/// ```
pub fn table(scores: &[Score]) -> Table {
    let row = |score: &Score| -> Vec<Cell> {
        vec![
            score.stamp.date.to_string().as_str().into(),
            score.stamp.commit.as_ref().into(),
            score.stamp.label.as_ref().into(),
            (&score.testset).into(),
            (&score.system).into(),
            (&score.metric).into(),
            score.value.into(),
            score.interval.map(|ends| ends[0]).into(),
            score.interval.map(|ends| ends[1]).into(),
            score.lower_is_better.into(),
            (&score.signature).into(),
            (&score.texts).into(),
            (&score.evaluation).into(),
        ]
    };
    Table {
        name: "history",
        title: "The scores of past runs.",
        columns: vec![
            "date",
            "commit",
            "label",
            "testset",
            "system",
            "metric",
            "value",
            "low",
            "high",
            "lower_is_better",
            "signature",
            "texts",
            "evaluation",
        ],
        rows: scores.iter().map(row).collect(),
    }
}
