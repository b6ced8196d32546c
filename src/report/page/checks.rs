//! Checks: what they found, with the way to the segments.

use super::html::{Column, details, encoded, escape, isolated, number, table};
use crate::analysis::checks::{Count, SystemChecks};
use crate::check::Check;
use crate::finding::Severity;
use crate::record::TestSet;

/// A check's findings of one severity: how many there are in the output of each system.
pub(super) struct Row {
    pub(super) check: String,
    pub(super) category: String,
    pub(super) severity: Severity,
    /// In the order of the test set's systems.
    pub(super) counts: Vec<usize>,
}

impl Row {
    pub(super) fn total(&self) -> usize {
        self.counts.iter().sum()
    }

    /// What the browser's filter of flags calls it.
    pub(super) fn filter(&self) -> String {
        kind(&self.check, self.severity)
    }

    /// What the check looks for, in words.
    pub(super) fn summary(&self) -> &'static str {
        summary(&self.check)
    }
}

/// What the browser's filter of flags calls the findings of a check.
pub(super) fn kind(check: &str, severity: Severity) -> String {
    format!("check:{check}:{}", severity.name())
}

/// What a check looks for, in words.
pub(super) fn summary(check: &str) -> &'static str {
    Check::find(check).map_or("", |check| check.summary)
}

/// What was found in a test set, the most frequent first.
pub(super) fn rows(test_set: &TestSet) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for found in &test_set.analyses.checks {
        let Some(system) = test_set.systems.iter().position(|s| s.name == found.system) else {
            continue;
        };
        for count in &found.counts {
            row(&mut rows, count, test_set.systems.len()).counts[system] += count.findings;
        }
    }
    // Of as many, in the order of severity and name: systems may come in any.
    let key = |row: &Row| (row.severity, row.check.clone());
    rows.sort_by(|a, b| b.total().cmp(&a.total()).then_with(|| key(b).cmp(&key(a))));
    rows
}

fn row<'a>(rows: &'a mut Vec<Row>, count: &Count, systems: usize) -> &'a mut Row {
    let is_same = |row: &Row| row.check == count.check && row.severity == count.severity;
    let place = rows.iter().position(is_same).unwrap_or(rows.len());
    if place == rows.len() {
        rows.push(Row {
            check: count.check.clone(),
            category: count.category.clone(),
            severity: count.severity,
            counts: vec![0; systems],
        });
    }
    &mut rows[place]
}

/// The scorecard and what each check found, folded away.
pub(super) fn checks(test_set: &TestSet, prefix: &str) -> String {
    let checks = &test_set.analyses.checks;
    if checks.is_empty() {
        return String::new();
    }
    let columns: Vec<Column> =
        [Column::words("Check"), Column::words("MQM"), Column::words("Severity")]
            .into_iter()
            .chain(test_set.systems.iter().map(|system| Column::system(&system.name)))
            .collect();
    let of_checks = rows(test_set).into_iter().map(|row| {
        let cells = test_set.systems.iter().zip(&row.counts).map(|(system, &count)| match count {
            0 => "0".to_owned(),
            _ => linked(test_set, count, &row.filter(), &system.name),
        });
        let name = format!("{} <small>{}</small>", escape(&row.check), escape(row.summary()));
        [name, escape(&row.category), format!("{} ({})", row.severity.name(), mqm(row.severity))]
            .into_iter()
            .chain(cells)
            .collect::<Vec<String>>()
    });
    let caption = "Findings by check, the most frequent first; each number leads to the segments";
    let html = scorecard(checks, prefix)
        + &table(&format!("{prefix}-checks-table"), caption, &columns, of_checks)
        + "<p class=\"note\">The checks are those of <code>mizan check</code>, which lists every \
           finding. They look at form: an output without a finding may still say something else.</p>\n";
    details(&format!("{prefix}-checks"), "Findings by check", &html)
}

fn scorecard(checks: &[SystemChecks], prefix: &str) -> String {
    let columns = [
        Column::words("System"),
        Column::numbers("Words"),
        Column::numbers("Errors"),
        Column::numbers("Warnings"),
        Column::numbers("Infos"),
        Column::numbers("per 1,000 words ↓"),
    ];
    let rows = checks.iter().map(|system| {
        let count = |severity| system.of_severity(severity).to_string();
        vec![
            isolated(&system.system),
            system.words.to_string(),
            count(Severity::Error),
            count(Severity::Warning),
            count(Severity::Info),
            system.penalty.map_or("–".to_owned(), |penalty| number(penalty, 2)),
        ]
    });
    let caption = "Scorecard: an error counts 5, a warning 1, an info nothing";
    table(&format!("{prefix}-scorecard"), caption, &columns, rows)
}

/// A count that leads to the segments.
pub(super) fn linked(test_set: &TestSet, count: usize, filter: &str, system: &str) -> String {
    let (set, filter, system) = (encoded(&test_set.name), encoded(filter), encoded(system));
    format!("<a href=\"#{set}/?flag={filter}&amp;system={system}\">{count}</a>")
}

/// A severity in MQM's words.
fn mqm(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "neutral",
        Severity::Warning => "minor",
        Severity::Error => "major",
    }
}
