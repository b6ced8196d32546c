//! Rows: every finding, as a JSON line, a row of CSV, or an element of one JSON document.

use std::io::{self, Write};

use mizan::finding::{Finding, Severity};
use serde::Serialize;

use super::material::Checked;
use crate::write::csv_failure;

/// A finding; keys and their order are fixed.
#[derive(Serialize)]
struct Line<'a> {
    file: &'a str,
    segment: usize,
    span: Option<[usize; 2]>,
    check: &'a str,
    severity: Severity,
    text: Option<&'a str>,
    message: &'a str,
    expected: &'a [String],
    #[serde(skip_serializing_if = "str::is_empty")]
    id: &'a str,
    fingerprint: String,
}

const COLUMNS: [&str; 8] =
    ["file", "segment", "span", "check", "severity", "text", "message", "expected"];

/// Writes a line per finding.
pub(super) fn write_json_lines(checked: &[Checked], out: &mut impl Write) -> io::Result<()> {
    for line in lines(checked) {
        serde_json::to_writer(&mut *out, &line)?;
        writeln!(out)?;
    }
    Ok(())
}

/// Writes one document.
pub(super) fn write_json(checked: &[Checked], out: &mut impl Write) -> io::Result<()> {
    #[derive(Serialize)]
    struct Document<'a> {
        schema: &'static str,
        segments: usize,
        findings: Vec<Line<'a>>,
    }
    let document = Document {
        schema: "mizan.check/1",
        segments: checked.iter().map(|file| file.units.len()).sum(),
        findings: lines(checked).collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}

/// Writes the same as CSV.
pub(super) fn write_csv(checked: &[Checked], out: &mut impl Write) -> io::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(COLUMNS).map_err(csv_failure)?;
    for line in lines(checked) {
        let span = line.span.map(|[start, end]| format!("{start}-{end}")).unwrap_or_default();
        let cells = [
            guarded(line.file),
            line.segment.to_string(),
            span,
            line.check.to_owned(),
            line.severity.name().to_owned(),
            guarded(line.text.unwrap_or_default()),
            guarded(line.message),
            guarded(&line.expected.join(" | ")),
        ];
        csv.write_record(cells).map_err(csv_failure)?;
    }
    csv.flush()
}

fn lines(checked: &[Checked]) -> impl Iterator<Item = Line<'_>> {
    checked.iter().flat_map(|file| {
        let findings = file.findings.iter().zip(&file.fingerprints);
        findings.map(move |(finding, print)| line(file, finding, *print))
    })
}

fn line<'a>(file: &'a Checked, finding: &'a Finding, fingerprint: u64) -> Line<'a> {
    Line {
        file: &file.name,
        segment: finding.segment + 1,
        span: finding.span.as_ref().map(|span| [span.start, span.end]),
        check: &finding.check,
        severity: finding.severity,
        text: finding.found.as_deref(),
        message: &finding.message,
        expected: &finding.expected,
        id: file.units.get(finding.segment).map_or("", |unit| &unit.id),
        fingerprint: format!("{fingerprint:016x}"),
    }
}

/// A cell that no spreadsheet takes for a formula.
fn guarded(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if is_formula { format!("'{text}") } else { text.to_owned() }
}
