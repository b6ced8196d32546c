//! Tables: every table of a report, over all test sets, one file each.

use super::table::{Cell, Table};
use crate::analysis::buckets::By;
use crate::comparison::Comparison;
use crate::finding::Severity;
use crate::record::{Record, TestSet};
use crate::statistics::interval::Interval;

/// A row of cells from values of several types.
macro_rules! row {
    ($($cell:expr),* $(,)?) => { vec![$(Cell::from($cell)),*] };
}

/// Every table; one without a row stays, so that files do not come and go.
pub fn tables(record: &Record) -> Vec<Table> {
    let mut tables = vec![
        table("systems", "Scores with intervals and ranks", SYSTEMS, record, systems),
        table("pairs", "Differences of all pairs of systems, with tests", PAIRS, record, pairs),
        table("segments", "The score of every segment", SEGMENTS, record, segments),
        table("buckets", "Scores of groups of segments", BUCKETS, record, buckets),
        table("words", "Precision and recall of words by label", WORDS, record, words),
        table("ngrams", "N-grams too much and too little", NGRAMS, record, ngrams),
        table(
            "ngram_pairs",
            "N-grams that one system gets right more often",
            NGRAM_PAIRS,
            record,
            ngram_pairs,
        ),
        table("examples", "Segments worth reading", EXAMPLES, record, examples),
        table("flags", "Suspicious outputs", FLAGS, record, flags),
        table("names", "What became of every name and number", NAMES, record, names),
        table(
            "consistency",
            "How consistently names are rendered",
            CONSISTENCY,
            record,
            consistency,
        ),
        table("human", "How far metrics agree with people", HUMAN, record, human),
        table("metrics", "What reproduces the scores", METRICS, record, metrics),
        table("inputs", "The files that were read", INPUTS, record, inputs),
    ];
    tables.retain(|table| table.name != "human" || !table.rows.is_empty());
    tables
}

type Rows = Vec<Vec<Cell>>;

fn table(
    name: &'static str,
    title: &'static str,
    columns: &[&'static str],
    record: &Record,
    rows: fn(&TestSet) -> Rows,
) -> Table {
    let of_testset = |testset: &TestSet| {
        let rows = rows(testset).into_iter();
        rows.map(|row| [vec![Cell::from(&testset.name)], row].concat()).collect::<Rows>()
    };
    Table {
        name,
        title,
        columns: [&["testset"], columns].concat(),
        rows: record.testsets.iter().flat_map(of_testset).collect(),
    }
}

fn low(interval: Option<Interval>) -> Cell {
    interval.map(|interval| interval.low).into()
}

fn high(interval: Option<Interval>) -> Cell {
    interval.map(|interval| interval.high).into()
}

const SYSTEMS: &[&str] = &[
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
];

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

const PAIRS: &[&str] = &[
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
];

fn pairs(testset: &TestSet) -> Rows {
    rows_of_pairs(&testset.comparison)
}

/// The pairs of one comparison, by themselves.
pub fn pairs_of(comparison: &Comparison) -> Table {
    Table {
        name: "pairs",
        title: "Differences of pairs of systems, with tests",
        columns: PAIRS.to_vec(),
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

const SEGMENTS: &[&str] = &["system", "segment", "document", "domain", "metric", "value"];

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

const BUCKETS: &[&str] =
    &["by", "bucket", "segments", "metric", "system", "value", "low", "high", "scored", "reliable"];

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

const WORDS: &[&str] = &[
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
];

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

const NGRAMS: &[&str] =
    &["system", "list", "ngram", "order", "matched", "too_much", "too_little", "p", "p_adjusted"];

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

const NGRAM_PAIRS: &[&str] =
    &["a", "b", "more", "ngram", "order", "matched_a", "matched_b", "p", "p_adjusted"];

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

const EXAMPLES: &[&str] = &["metric", "list", "a", "b", "segment", "score", "other", "difference"];

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

const FLAGS: &[&str] = &["system", "segment", "flag", "severity", "found", "message"];

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

const NAMES: &[&str] = &[
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
];

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

const CONSISTENCY: &[&str] = &["system", "dominant_share", "names"];

fn consistency(testset: &TestSet) -> Rows {
    let consistency = testset.names.iter().flat_map(|names| &names.consistency);
    consistency
        .map(|found| {
            let system = found.system.as_deref().unwrap_or("(reference)");
            row![system, found.dominant, found.names]
        })
        .collect()
}

const HUMAN: &[&str] = &[
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
];

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

const METRICS: &[&str] = &["metric", "name", "lower_is_better", "signature", "segment_signature"];

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

const INPUTS: &[&str] = &["role", "path", "sha256"];

fn inputs(testset: &TestSet) -> Rows {
    testset.inputs.iter().map(|input| row![&input.role, &input.path, &input.hash]).collect()
}
