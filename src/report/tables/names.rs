//! Names: what became of each, and how consistently they are rendered.

use super::super::table::Cell;
use super::{Rows, Shape};
use crate::finding::Severity;
use crate::record::TestSet;

pub(super) const NAMES: Shape = Shape {
    name: "names",
    title: "What became of every name and number",
    columns: &[
        "system",
        "segment",
        "entity",
        "type",
        "verdict",
        "severity",
        "rendering",
        "expected",
        "evidence",
        "consistent",
    ],
    rows: names,
};

fn names(testset: &TestSet) -> Rows {
    let mentions = testset.names.iter().flat_map(|names| &names.mentions);
    mentions
        .map(|mention| {
            row![
                &mention.system,
                mention.segment + 1,
                mention.entity.as_ref(),
                &mention.kind,
                &mention.verdict,
                mention.severity.map(Severity::name),
                mention.rendering.as_ref(),
                mention.expected.join(" | ").as_str(),
                &mention.evidence,
                mention.is_consistent,
            ]
        })
        .collect()
}

pub(super) const CONSISTENCY: Shape = Shape {
    name: "consistency",
    title: "How consistently names are rendered",
    columns: &["system", "dominant_share", "names"],
    rows: consistency,
};

fn consistency(testset: &TestSet) -> Rows {
    let consistency = testset.names.iter().flat_map(|names| &names.consistency);
    consistency
        .map(|found| {
            let system = found.system.as_deref().unwrap_or("(reference)");
            row![system, found.dominant, found.names]
        })
        .collect()
}
