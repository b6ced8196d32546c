//! Checks: what they find in outputs, counted and by itself.

use super::super::table::Cell;
use super::{Rows, Shape};
use crate::analysis::checks::SystemChecks;
use crate::finding::Severity;
use crate::record::TestSet;

pub(super) const CHECKS: Shape = Shape {
    name: "checks",
    title: "Findings by check and severity",
    columns: &["system", "check", "category", "severity", "findings", "segments"],
    rows: checks,
};

fn checks(testset: &TestSet) -> Rows {
    let counts = |system: &SystemChecks| {
        let rows = system.counts.iter().map(|count| {
            row![
                &system.system,
                &count.check,
                &count.category,
                count.severity.name(),
                count.findings,
                count.segments.len(),
            ]
        });
        rows.collect::<Rows>()
    };
    testset.analyses.checks.iter().flat_map(counts).collect()
}

pub(super) const SCORECARD: Shape = Shape {
    name: "scorecard",
    title: "Findings weighed by severity, per 1,000 words",
    columns: &["system", "words", "errors", "warnings", "infos", "sum", "penalty"],
    rows: scorecard,
};

fn scorecard(testset: &TestSet) -> Rows {
    let card = |system: &SystemChecks| {
        row![
            &system.system,
            system.words,
            system.of_severity(Severity::Error),
            system.of_severity(Severity::Warning),
            system.of_severity(Severity::Info),
            system.sum,
            system.penalty,
        ]
    };
    testset.analyses.checks.iter().map(card).collect()
}

pub(super) const FINDINGS: Shape = Shape {
    name: "findings",
    title: "The first findings of each check",
    columns: &[
        "system", "segment", "check", "severity", "start", "end", "found", "expected", "message",
    ],
    rows: findings,
};

fn findings(testset: &TestSet) -> Rows {
    let spots = testset.analyses.checks.iter();
    let spots = spots.flat_map(|system| system.findings.iter().map(move |spot| (system, spot)));
    spots
        .map(|(system, spot)| {
            row![
                &system.system,
                spot.segment + 1,
                &spot.check,
                spot.severity.name(),
                spot.span.map(|(start, _)| start),
                spot.span.map(|(_, end)| end),
                spot.found.as_ref(),
                spot.expected.join(" | ").as_str(),
                &spot.message,
            ]
        })
        .collect()
}
