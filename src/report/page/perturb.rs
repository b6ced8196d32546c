//! Perturb: what the metrics see of damaged references, in a sentence and in a table.

use super::html::{Column, details, escape, listed, number, table};
use super::scores::{decimals, label};
use crate::record::TestSet;
use crate::sensitivity::{Dose, Reading, Sensitivity, What};

/// The explanation and the table, folded away.
pub(super) fn perturb(test_set: &TestSet, prefix: &str) -> String {
    let Some(found) = &test_set.analyses.perturb else { return String::new() };
    let columns: Vec<Column> =
        [Column::words("The reference with"), Column::numbers("damaged"), Column::numbers("of")]
            .into_iter()
            .chain((0..test_set.metrics.len()).map(|metric| {
                let arrow = if test_set.metrics[metric].lower_is_better { "↓" } else { "↑" };
                Column::numbers(&format!("{} {arrow}", label(test_set, metric)))
            }))
            .collect();
    let cells = |readings: &[Reading]| -> Vec<String> {
        let metrics = test_set.metrics.iter().enumerate();
        metrics
            .map(|(index, metric)| {
                let found = readings.iter().find(|reading| reading.id == metric.id);
                found.map_or("–".to_owned(), |found| {
                    number(found.value, decimals(test_set, index))
                })
            })
            .collect()
    };
    let row = |dose: &Dose| {
        let what = format!("{} % of {}", number(100.0 * dose.share(), 1), dose.what.label());
        [vec![what, dose.damaged.to_string(), dose.candidates.to_string()], cells(&dose.readings)]
            .concat()
    };
    let untouched = ["nothing damaged", "0", "–"].map(str::to_owned).to_vec();
    let rows = std::iter::once([untouched, cells(&found.untouched)].concat())
        .chain(found.doses.iter().map(row));
    let caption = "Scores of the reference, damaged at known rates";
    let html = format!("<p>{}</p>\n", explanation(test_set, found))
        + &table(&format!("{prefix}-perturb-table"), caption, &columns, rows);
    details(&format!("{prefix}-perturb"), "What the metrics see of wrong names", &html)
}

/// What was done, and how much of it each metric sees.
fn explanation(test_set: &TestSet, found: &Sensitivity) -> String {
    let said: Vec<String> = What::ALL
        .into_iter()
        .filter_map(|what| lost(test_set, found.of(what).next_back()?))
        .collect();
    format!(
        "A copy of the reference in which a known share of the names, or of the other words, was \
         damaged is scored like an output: what a metric loses is what it sees of such errors. {}.",
        said.join("; ")
    )
}

/// What metrics lose to a dose, those that lose most first.
fn lost(test_set: &TestSet, dose: &Dose) -> Option<String> {
    let metrics = test_set.metrics.iter().enumerate();
    let losses = metrics.filter_map(|(index, metric)| {
        Some((dose.loss(&metric.id)?, escape(&label(test_set, index))))
    });
    let mut losses: Vec<(f64, String)> = losses.collect();
    losses.sort_by(|a, b| b.0.total_cmp(&a.0));
    let words: Vec<String> =
        losses.into_iter().map(|(loss, name)| format!("{name} {}", number(loss, 2))).collect();
    let share = number(100.0 * dose.share(), 1);
    let what = dose.what.label();
    (!words.is_empty()).then(|| format!("{share} % of the {what} cost {} points", listed(&words)))
}
