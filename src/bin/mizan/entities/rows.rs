//! Rows: every judgement, as a JSON line or a row of CSV.

use std::io::{self, Write};
use std::ops::Range;

use mizan::entity::consistency::Usage;
use mizan::entity::{Row, SystemAudit};
use mizan::finding::Severity;
use serde::Serialize;

use super::material::Material;
use crate::ordered::Ordered;
use crate::write::csv_failure;

/// A row of JSON lines; keys and their order are fixed.
#[derive(Serialize)]
struct Line<'a> {
    system: &'a str,
    segment: usize,
    document: Option<&'a str>,
    entity: Option<&'a str>,
    r#type: &'a str,
    verdict: &'static str,
    severity: Option<&'static str>,
    source_span: Option<[usize; 2]>,
    reference_span: Option<[usize; 2]>,
    hypothesis_span: Option<[usize; 2]>,
    rendering: Option<&'a str>,
    expected: &'a [String],
    similarity: f64,
    evidence: &'a str,
    consistency: Option<Renderings<'a>>,
    /// The lines of the spans, where lines do not pair.
    #[serde(skip_serializing_if = "Option::is_none")]
    source_segment: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reference_segment: Option<usize>,
}

/// How the name is rendered in the row's document.
#[derive(Serialize)]
struct Renderings<'a> {
    renderings: Ordered<&'a str, usize>,
    consistent: bool,
}

/// The columns of CSV.
const COLUMNS: [&str; 16] = [
    "system",
    "segment",
    "document",
    "entity",
    "type",
    "verdict",
    "severity",
    "source_span",
    "reference_span",
    "hypothesis_span",
    "rendering",
    "expected",
    "similarity",
    "evidence",
    "renderings",
    "consistent",
];

/// Writes a line per judgement, system by system.
pub(super) fn write_json_lines(material: &Material, out: &mut impl Write) -> io::Result<()> {
    for (system, row) in rows(material) {
        serde_json::to_writer(&mut *out, &line(material, system, row))?;
        writeln!(out)?;
    }
    Ok(())
}

/// Writes the same as CSV.
pub(super) fn write_csv(material: &Material, out: &mut impl Write) -> io::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(COLUMNS).map_err(csv_failure)?;
    for (system, row) in rows(material) {
        let line = line(material, system, row);
        let renderings = line.consistency.as_ref().map(|consistency| {
            let each = consistency.renderings.0.iter();
            each.map(|(text, count)| format!("{text}: {count}")).collect::<Vec<_>>().join(" | ")
        });
        let consistent = line.consistency.as_ref().map(|c| c.consistent.to_string());
        let cells = [
            guarded(line.system),
            line.segment.to_string(),
            guarded(line.document.unwrap_or_default()),
            guarded(line.entity.unwrap_or_default()),
            guarded(line.r#type),
            line.verdict.to_owned(),
            line.severity.unwrap_or_default().to_owned(),
            span(line.source_span),
            span(line.reference_span),
            span(line.hypothesis_span),
            guarded(line.rendering.unwrap_or_default()),
            guarded(&line.expected.join(" | ")),
            line.similarity.to_string(),
            line.evidence.to_owned(),
            guarded(&renderings.unwrap_or_default()),
            consistent.unwrap_or_default(),
        ];
        csv.write_record(cells).map_err(csv_failure)?;
    }
    csv.flush()
}

fn rows(material: &Material) -> impl Iterator<Item = (&SystemAudit, &Row)> {
    let systems = material.audit.systems.iter();
    systems.flat_map(|system| system.rows.iter().map(move |row| (system, row)))
}

fn line<'a>(material: &'a Material, system: &'a SystemAudit, row: &'a Row) -> Line<'a> {
    let judgement = &row.judgement;
    // The document of the corpus, else the one that the inventory gives.
    let given = || {
        let mentions = material.inventory.as_ref()?.mentions();
        mentions.get(row.mention?)?.document.as_deref()
    };
    let ends = |span: &Option<Range<usize>>| span.as_ref().map(|span| [span.start, span.end]);
    Line {
        system: &system.name,
        segment: row.segment + 1,
        document: material.audit.documents[row.document].as_deref().or_else(given),
        entity: judgement.entity.as_deref(),
        r#type: judgement.kind.name(),
        verdict: judgement.verdict.name(),
        severity: judgement.severity.map(Severity::name),
        source_span: ends(&judgement.source_span),
        reference_span: ends(&judgement.reference_span),
        hypothesis_span: ends(&judgement.hypothesis_span),
        rendering: judgement.rendering.as_deref(),
        expected: &judgement.expected,
        // An empty sum is -0.
        similarity: judgement.similarity + 0.0,
        evidence: judgement.evidence,
        consistency: usage(system, row).map(|usage| Renderings {
            renderings: Ordered(usage.renderings.iter().map(|(t, n)| (t.as_str(), *n)).collect()),
            consistent: usage.is_consistent,
        }),
        source_segment: row.source_segment.map(|segment| segment + 1),
        reference_segment: row.reference_segment.map(|segment| segment + 1),
    }
}

/// The renderings of a name in the row's document; numbers, and what is not there, have none.
fn usage<'a>(system: &'a SystemAudit, row: &Row) -> Option<&'a Usage> {
    let judgement = &row.judgement;
    let is_rendered = judgement.rendering.is_some() && judgement.entity.is_some();
    (is_rendered && !judgement.is_quantity()).then(|| system.usage(row)).flatten()
}

fn span(ends: Option<[usize; 2]>) -> String {
    ends.map(|[start, end]| format!("{start}-{end}")).unwrap_or_default()
}

/// A cell that no spreadsheet takes for a formula.
fn guarded(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if is_formula { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::guarded;

    #[test]
    fn a_cell_is_no_formula() {
        assert_eq!(guarded("=1+1"), "'=1+1");
        assert_eq!(guarded("-5 %"), "'-5 %");
        assert_eq!(guarded("غروزني"), "غروزني");
    }
}
