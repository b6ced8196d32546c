//! Scores: the systems of a test set in order, with what is said of each.

use super::html::{Column, hidden, isolated, number, table};
use crate::comparison::{Comparison, Pair, Score};
use crate::record::TestSet;

/// Decimal places of scores between 0 and 100.
const DECIMALS: usize = 2;
/// Decimal places of scores made elsewhere, which may lie between 0 and 1.
const OTHER_DECIMALS: usize = 4;

/// The systems by index, the best under the metric first.
pub(super) fn best_first(comparison: &Comparison, metric: usize) -> Vec<usize> {
    let key = |system: usize| match comparison.systems[system].scores.get(metric) {
        Some(score) if score.lower_is_better => score.value,
        Some(score) => -score.value,
        None => 0.0,
    };
    let mut order: Vec<usize> = (0..comparison.systems.len()).collect();
    order.sort_by(|&a, &b| key(a).total_cmp(&key(b)));
    order
}

/// The decimal places of a metric.
pub(super) fn decimals(test_set: &TestSet, metric: usize) -> usize {
    let is_own = test_set.metrics.get(metric).is_some_and(|metric| metric.is_own);
    if is_own { DECIMALS } else { OTHER_DECIMALS }
}

/// The decimal places of the metric with this id.
pub(super) fn decimals_of(test_set: &TestSet, id: &str) -> usize {
    let metric = test_set.metrics.iter().position(|metric| metric.id == id);
    decimals(test_set, metric.unwrap_or(usize::MAX))
}

/// A metric's name, with its settings where two share a name.
pub(super) fn label(test_set: &TestSet, metric: usize) -> String {
    let metrics = &test_set.metrics;
    let Some(metric) = metrics.get(metric) else { return String::new() };
    let is_shared = metrics.iter().filter(|other| other.name == metric.name).count() > 1;
    match metric.id.split_once(':') {
        Some((_, settings)) if is_shared => format!("{} {settings}", metric.name),
        _ => metric.name.clone(),
    }
}

/// The label of the metric with this id.
pub(super) fn label_of(test_set: &TestSet, id: &str) -> String {
    match test_set.metrics.iter().position(|metric| metric.id == id) {
        Some(metric) => label(test_set, metric),
        None => id.to_owned(),
    }
}

/// A metric's label and which way is better.
pub(super) fn heading(test_set: &TestSet, metric: usize) -> String {
    let is_lower = test_set.metrics.get(metric).is_some_and(|metric| metric.lower_is_better);
    format!("{} {}", label(test_set, metric), if is_lower { "↓" } else { "↑" })
}

/// The metric that segments are sorted by: chrF, which says most of single segments, or the first.
pub(super) fn of_segments(test_set: &TestSet) -> usize {
    test_set.metrics.iter().position(|metric| metric.key == "chrf").unwrap_or(0)
}

/// The pair of two systems under a metric, and −1 where it stands the other way round.
pub(super) fn pair<'a>(
    comparison: &'a Comparison,
    id: &str,
    a: &str,
    b: &str,
) -> Option<(&'a Pair, f64)> {
    comparison.pairs.iter().filter(|pair| pair.id == id).find_map(|pair| {
        if pair.a == a && pair.b == b {
            Some((pair, 1.0))
        } else if pair.a == b && pair.b == a {
            Some((pair, -1.0))
        } else {
            None
        }
    })
}

/// The table of scores: best first under the first metric, with intervals, ranks and the best
/// cluster marked.
pub(super) fn scores(test_set: &TestSet, prefix: &str) -> String {
    let comparison = &test_set.comparison;
    let metrics = 0..test_set.metrics.len();
    let columns: Vec<Column> = std::iter::once(Column::words("System"))
        .chain(metrics.clone().map(|metric| Column::numbers(&heading(test_set, metric))))
        .collect();
    let rows = best_first(comparison, 0).into_iter().map(|system| {
        let system = &comparison.systems[system];
        let cells = metrics.clone().map(|metric| match system.scores.get(metric) {
            Some(score) => cell(score, decimals(test_set, metric)),
            None => "–".to_owned(),
        });
        std::iter::once(isolated(&system.name)).chain(cells).collect()
    });
    let html = table(&format!("{prefix}-scores"), "Scores", &columns, rows);
    format!("{html}<p class=\"note\">{}</p>\n", note(comparison))
}

fn cell(score: &Score, decimals: usize) -> String {
    let mut html = format!("<b>{}</b>", number(score.value, decimals));
    if let Some(interval) = score.interval {
        let half = (interval.high - interval.low) / 2.0;
        html += &format!(" ± {half:.decimals$}");
    }
    if let Some(place) = score.place {
        let [best, worst] = place.ranks;
        let rank = if best == worst { format!("{best}") } else { format!("{best}–{worst}") };
        html += &format!("<br><span class=\"rank\">rank {rank}");
        if place.cluster == 1 {
            html += " <span class=\"best\">★</span>";
            html += &hidden("in the best cluster");
        }
        html += "</span>";
    }
    html
}

fn note(comparison: &Comparison) -> String {
    let mut notes = vec!["↑ higher is better, ↓ lower is better."];
    let scores = || comparison.systems.iter().flat_map(|system| &system.scores);
    if scores().any(|score| score.interval.is_some()) {
        notes.push("± half of the 95 % interval.");
    }
    if scores().any(|score| score.place.is_some()) {
        notes.push(
            "★ in the best cluster: no other cluster is significantly better. \
             A rank such as 1–2 says that the order is not known.",
        );
    }
    notes.join(" ")
}
