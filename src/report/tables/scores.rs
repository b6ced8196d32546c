//! Scores: of systems, of pairs and of segments, and what they were made from.

use super::super::table::{Cell, Table};
use super::{Rows, Shape, high, low};
use crate::comparison::Comparison;
use crate::record::TestSet;

pub(super) const SYSTEMS: Shape = Shape {
    name: "systems",
    title: "Scores with intervals and ranks",
    columns: &[
        "system",
        "metric",
        "name",
        "value",
        "mean",
        "low",
        "high",
        "best_rank",
        "worst_rank",
        "cluster",
        "lower_is_better",
        "signature",
    ],
    rows: systems,
};

fn systems(testset: &TestSet) -> Rows {
    let scores = testset.comparison.systems.iter();
    let scores = scores.flat_map(|s| s.scores.iter().map(move |score| (&s.name, score)));
    scores
        .map(|(system, score)| {
            row![
                system,
                &score.id,
                &score.name,
                score.value,
                score.interval.map(|interval| interval.mean),
                low(score.interval),
                high(score.interval),
                score.place.map(|place| place.ranks[0]),
                score.place.map(|place| place.ranks[1]),
                score.place.map(|place| place.cluster),
                score.lower_is_better,
                &score.signature,
            ]
        })
        .collect()
}

pub(super) const PAIRS: Shape = Shape {
    name: "pairs",
    title: "Differences of all pairs of systems, with tests",
    columns: &[
        "metric",
        "a",
        "b",
        "difference",
        "low",
        "high",
        "p_bootstrap",
        "p_randomization",
        "p_adjusted",
        "p_permutation",
        "p_t",
        "p_wilcoxon",
        "wins",
        "ties",
        "minimum_detectable",
        "units_needed",
        "agreement",
    ],
    rows: pairs,
};

fn pairs(testset: &TestSet) -> Rows {
    rows_of_pairs(&testset.comparison)
}

/// The pairs of one comparison, by themselves.
pub fn pairs_of(comparison: &Comparison) -> Table {
    Table {
        name: "pairs",
        title: "Differences of pairs of systems, with tests",
        columns: PAIRS.columns.to_vec(),
        rows: rows_of_pairs(comparison),
    }
}

fn rows_of_pairs(comparison: &Comparison) -> Rows {
    comparison
        .pairs
        .iter()
        .map(|pair| {
            row![
                &pair.id,
                &pair.a,
                &pair.b,
                pair.difference,
                low(pair.interval),
                high(pair.interval),
                pair.p.bootstrap,
                pair.p.randomization,
                pair.p_adjusted,
                pair.p.permutation,
                pair.p.t,
                pair.p.wilcoxon,
                pair.wins,
                pair.ties,
                pair.minimum_detectable,
                pair.units_needed,
                pair.agreement,
            ]
        })
        .collect()
}

pub(super) const SEGMENTS: Shape = Shape {
    name: "segments",
    title: "The score of every segment",
    columns: &["system", "segment", "document", "domain", "metric", "value"],
    rows: segments,
};

fn segments(testset: &TestSet) -> Rows {
    let mut rows = Vec::new();
    for system in &testset.systems {
        for (index, segment) in testset.segments.iter().enumerate() {
            for (metric, scores) in testset.metrics.iter().zip(&system.segment_scores) {
                rows.push(row![
                    &system.name,
                    index + 1,
                    segment.document.as_ref(),
                    segment.domain.as_ref(),
                    &metric.id,
                    scores[index],
                ]);
            }
        }
    }
    rows
}

pub(super) const METRICS: Shape = Shape {
    name: "metrics",
    title: "What reproduces the scores",
    columns: &["metric", "name", "lower_is_better", "signature", "segment_signature"],
    rows: metrics,
};

fn metrics(testset: &TestSet) -> Rows {
    let metrics = testset.metrics.iter();
    metrics
        .map(|metric| {
            row![
                &metric.id,
                &metric.name,
                metric.lower_is_better,
                &metric.signature,
                &metric.segment_signature,
            ]
        })
        .collect()
}

pub(super) const INPUTS: Shape = Shape {
    name: "inputs",
    title: "The files that were read",
    columns: &["role", "path", "sha256"],
    rows: inputs,
};

fn inputs(testset: &TestSet) -> Rows {
    testset.inputs.iter().map(|input| row![&input.role, &input.path, &input.hash]).collect()
}
