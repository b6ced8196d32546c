//! Analyses: where scores and differences come from, and how far people agree.

use super::super::table::Cell;
use super::{Rows, Shape, high, low};
use crate::analysis::buckets::By;
use crate::record::TestSet;

pub(super) const BUCKETS: Shape = Shape {
    name: "buckets",
    title: "Scores of groups of segments",
    columns: &[
        "by", "bucket", "segments", "metric", "system", "value", "low", "high", "scored",
        "reliable",
    ],
    rows: buckets,
};

fn by(by: By) -> &'static str {
    match by {
        By::SourceLength => "source_length",
        By::ReferenceLength => "reference_length",
        By::Domain => "domain",
        By::Document => "document",
        By::Names => "names",
        By::EntityType => "entity_type",
        By::Score => "score",
    }
}

fn buckets(testset: &TestSet) -> Rows {
    let mut rows = Vec::new();
    for grouping in &testset.analyses.buckets {
        for bucket in &grouping.buckets {
            for metric in &bucket.metrics {
                for score in &metric.systems {
                    rows.push(row![
                        by(grouping.by),
                        &bucket.label,
                        bucket.segments,
                        &metric.id,
                        &score.system,
                        score.value,
                        low(score.interval),
                        high(score.interval),
                        score.scored,
                        score.reliable,
                    ]);
                }
            }
        }
    }
    rows
}

pub(super) const WORDS: Shape = Shape {
    name: "words",
    title: "Precision and recall of words by label",
    columns: &[
        "by",
        "system",
        "label",
        "in_hypothesis",
        "in_reference",
        "precision",
        "recall",
        "f1",
        "low",
        "high",
        "reliable",
    ],
    rows: words,
};

fn words(testset: &TestSet) -> Rows {
    let words = testset.analyses.words.iter();
    let words = words.flat_map(|words| words.labels.iter().map(move |label| (words, label)));
    words
        .map(|(words, label)| {
            row![
                &words.by,
                &words.system,
                &label.label,
                label.in_hypothesis,
                label.in_reference,
                label.precision,
                label.recall,
                label.f1,
                low(label.interval),
                high(label.interval),
                label.reliable,
            ]
        })
        .collect()
}

pub(super) const NGRAMS: Shape = Shape {
    name: "ngrams",
    title: "N-grams too much and too little",
    columns: &[
        "system",
        "list",
        "ngram",
        "order",
        "matched",
        "too_much",
        "too_little",
        "p",
        "p_adjusted",
    ],
    rows: ngrams,
};

fn ngrams(testset: &TestSet) -> Rows {
    let mut rows = Vec::new();
    for system in testset.analyses.ngrams.iter().flat_map(|ngrams| &ngrams.systems) {
        for (list, usages) in [("too_much", &system.too_much), ("too_little", &system.too_little)] {
            for usage in usages {
                rows.push(row![
                    &system.system,
                    list,
                    &usage.ngram,
                    usage.order,
                    usage.matched,
                    usage.too_much,
                    usage.too_little,
                    usage.p,
                    usage.p_adjusted,
                ]);
            }
        }
    }
    rows
}

pub(super) const NGRAM_PAIRS: Shape = Shape {
    name: "ngram_pairs",
    title: "N-grams that one system gets right more often",
    columns: &["a", "b", "more", "ngram", "order", "matched_a", "matched_b", "p", "p_adjusted"],
    rows: ngram_pairs,
};

fn ngram_pairs(testset: &TestSet) -> Rows {
    let mut rows = Vec::new();
    for pair in testset.analyses.ngrams.iter().flat_map(|ngrams| &ngrams.pairs) {
        for (more, differences) in [("a", &pair.a_more), ("b", &pair.b_more)] {
            for difference in differences {
                rows.push(row![
                    &pair.a,
                    &pair.b,
                    more,
                    &difference.ngram,
                    difference.order,
                    difference.a,
                    difference.b,
                    difference.p,
                    difference.p_adjusted,
                ]);
            }
        }
    }
    rows
}

pub(super) const EXAMPLES: Shape = Shape {
    name: "examples",
    title: "Segments worth reading",
    columns: &["metric", "list", "a", "b", "segment", "score", "other", "difference"],
    rows: examples,
};

fn examples(testset: &TestSet) -> Rows {
    let mut rows = Vec::new();
    let Some(examples) = &testset.analyses.examples else { return rows };
    for system in &examples.systems {
        for (list, segments) in [("worst", &system.worst), ("best", &system.best)] {
            for example in segments {
                let number = example.segment + 1;
                let (none, score) = (Cell::Empty, example.score);
                rows.push(row![
                    &system.id,
                    list,
                    &system.system,
                    none.clone(),
                    number,
                    score,
                    none.clone(),
                    none
                ]);
            }
        }
    }
    for pair in &examples.pairs {
        for (list, segments) in [("a_better", &pair.a_better), ("b_better", &pair.b_better)] {
            for example in segments {
                let number = example.segment + 1;
                let difference = example.difference;
                rows.push(row![
                    &pair.id, list, &pair.a, &pair.b, number, example.a, example.b, difference
                ]);
            }
        }
    }
    rows
}

pub(super) const FLAGS: Shape = Shape {
    name: "flags",
    title: "Suspicious outputs",
    columns: &["system", "segment", "flag", "severity", "found", "message"],
    rows: flags,
};

fn flags(testset: &TestSet) -> Rows {
    let flags = testset.analyses.flags.iter();
    let flags = flags.flat_map(|system| system.flags.iter().map(move |flag| (system, flag)));
    flags
        .map(|(system, flag)| {
            row![
                &system.system,
                flag.segment + 1,
                flag.kind.name(),
                flag.severity.name(),
                flag.found.as_ref(),
                &flag.message,
            ]
        })
        .collect()
}

pub(super) const HUMAN: Shape = Shape {
    name: "human",
    title: "How far metrics agree with people",
    columns: &[
        "human",
        "metric",
        "systems",
        "segments",
        "pearson",
        "spearman",
        "pairwise_accuracy",
        "soft_pairwise_accuracy",
        "kendall_b",
        "tau_23",
        "kendall_wmt20",
        "acc_eq",
        "acc_eq_calibrated",
        "epsilon",
    ],
    rows: human,
};

fn human(testset: &TestSet) -> Rows {
    let human = testset.analyses.human.iter();
    human
        .map(|found| {
            let (systems, segments) = (&found.system_level, &found.segment_level);
            row![
                &found.human,
                &found.id,
                found.systems.len(),
                found.segments,
                systems.pearson,
                systems.spearman,
                systems.pairwise_accuracy,
                systems.soft_pairwise_accuracy,
                segments.kendall_b,
                segments.tau_23,
                segments.kendall_wmt20,
                segments.acc_eq,
                segments.acc_eq_calibrated,
                segments.epsilon,
            ]
        })
        .collect()
}
