//! Card: what the findings of each file cost, as a table, JSON or CSV.

use std::io::{self, Write};

use mizan::check::{Scorecard, Weights};
use mizan::finding::Severity;
use serde::Serialize;

use super::material::Checked;
use crate::args::CheckFormat;
use crate::cell::shorten;
use crate::grid::{self, Cell, Column};
use crate::write::csv_failure;

/// A row of the scorecard.
#[derive(Serialize)]
struct Row {
    file: String,
    words: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
    sum: f64,
    /// Per 1,000 words.
    penalty: Option<f64>,
    passed: Option<bool>,
}

/// Writes a row per file, and one for all where there are several.
pub(super) fn write(
    checked: &[Checked],
    weights: &Weights,
    threshold: Option<f64>,
    format: CheckFormat,
    out: &mut impl Write,
) -> io::Result<()> {
    let mut all = Scorecard::default();
    let mut rows: Vec<Row> = checked
        .iter()
        .map(|file| {
            let card = file.card(weights);
            all.add(&card);
            row(&file.name, &card, threshold)
        })
        .collect();
    if checked.len() > 1 {
        rows.push(row("all", &all, None));
    }
    match format {
        CheckFormat::Json => write_json(&rows, threshold, out),
        CheckFormat::Csv => write_csv(&rows, out),
        CheckFormat::Text | CheckFormat::Jsonl | CheckFormat::Sarif => write_text(&rows, out),
    }
}

fn row(name: &str, card: &Scorecard, threshold: Option<f64>) -> Row {
    let penalty = card.penalty();
    Row {
        file: name.to_owned(),
        words: card.words,
        errors: card.count(Severity::Error),
        warnings: card.count(Severity::Warning),
        infos: card.count(Severity::Info),
        sum: card.sum,
        penalty,
        passed: threshold.map(|most| penalty.is_none_or(|cost| cost <= most)),
    }
}

fn write_json(rows: &[Row], threshold: Option<f64>, out: &mut impl Write) -> io::Result<()> {
    #[derive(Serialize)]
    struct Document<'a> {
        schema: &'static str,
        threshold: Option<f64>,
        files: &'a [Row],
    }
    let document = Document { schema: "mizan.scorecard/1", threshold, files: rows };
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}

fn write_csv(rows: &[Row], out: &mut impl Write) -> io::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    for row in rows {
        csv.serialize(row).map_err(csv_failure)?;
    }
    csv.flush()
}

fn write_text(rows: &[Row], out: &mut impl Write) -> io::Result<()> {
    let names: Vec<String> = rows.iter().map(|row| shorten(&row.file)).collect();
    let column = |heading: &str, of: &dyn Fn(&Row) -> String| {
        let cells = rows.iter().map(|row| Cell { text: of(row), is_best: false });
        Column::new(heading.to_owned(), cells.collect())
    };
    let mut columns = vec![
        column("words", &|row| row.words.to_string()),
        column("errors", &|row| row.errors.to_string()),
        column("warnings", &|row| row.warnings.to_string()),
        column("per 1,000", &|row| {
            row.penalty.map_or("-".to_owned(), |penalty| format!("{penalty:.2}"))
        }),
    ];
    if rows.iter().any(|row| row.passed.is_some()) {
        columns.push(column("result", &|row| match row.passed {
            Some(true) => "passed".to_owned(),
            Some(false) => "failed".to_owned(),
            None => "-".to_owned(),
        }));
    }
    grid::write("file", &names, &columns, out)
}
