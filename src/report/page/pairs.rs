//! Pairs: every pair of systems under every metric, and metrics against people.

use super::html::{Column, details, escape, isolated, number, p_value, signed, table};
use super::scores::{decimals, decimals_of, heading, label_of};
use super::verdict::is_told_apart;
use crate::record::TestSet;

/// All pairs, a table per metric.
pub(super) fn pairs(test_set: &TestSet, prefix: &str) -> String {
    let mut html = String::new();
    for (index, metric) in test_set.metrics.iter().enumerate() {
        let pairs: Vec<_> =
            test_set.comparison.pairs.iter().filter(|pair| pair.id == metric.id).collect();
        if pairs.is_empty() {
            continue;
        }
        let columns = [
            Column::words("A"),
            Column::words("B"),
            Column::numbers("A − B"),
            Column::numbers("95 % interval"),
            Column::numbers("p"),
            Column::numbers("p, adjusted"),
            Column::words("told apart"),
            Column::numbers("A better, %"),
            Column::numbers("equal, %"),
            Column::numbers("detectable"),
            Column::numbers("people agree, %"),
        ];
        let decimals = decimals(test_set, index);
        let rows = pairs.into_iter().map(|pair| {
            let interval = pair.interval.map(|interval| {
                format!("{} … {}", signed(interval.low, decimals), signed(interval.high, decimals))
            });
            let or_dash = |number: Option<String>| number.unwrap_or_else(|| "–".to_owned());
            vec![
                isolated(&pair.a),
                isolated(&pair.b),
                signed(pair.difference, decimals),
                or_dash(interval),
                p_value(Some(pair.p.randomization)),
                p_value(Some(pair.p_adjusted)),
                if is_told_apart(pair) { "✓ yes" } else { "no" }.to_owned(),
                number(100.0 * pair.wins, 1),
                number(100.0 * pair.ties, 1),
                or_dash(pair.minimum_detectable.map(|least| number(least, decimals))),
                or_dash(pair.agreement.map(|agreement| number(agreement, 0))),
            ]
        });
        let caption = heading(test_set, index);
        html += &table(&format!("{prefix}-pairs-{}", index + 1), &caption, &columns, rows);
    }
    if html.is_empty() {
        html
    } else {
        details(&format!("{prefix}-pairs"), "Pairs of systems", &html)
    }
}

/// How far metrics agree with people.
pub(super) fn people(test_set: &TestSet, prefix: &str) -> String {
    if test_set.analyses.human.is_empty() {
        return String::new();
    }
    let columns = [
        Column::words("Metric"),
        Column::words("People's scores"),
        Column::numbers("segments"),
        Column::numbers("systems: Pearson"),
        Column::numbers("pairwise accuracy"),
        Column::numbers("soft pairwise accuracy"),
        Column::numbers("segments: Kendall τ_b"),
        Column::numbers("accuracy, ties calibrated"),
    ];
    let rows = test_set.analyses.human.iter().map(|found| {
        let figure = |value: Option<f64>| value.map_or("–".to_owned(), |value| number(value, 3));
        vec![
            escape(&label_of(test_set, &found.id)),
            isolated(&found.human),
            found.segments.to_string(),
            figure(found.system_level.pearson),
            figure(found.system_level.pairwise_accuracy),
            figure(found.system_level.soft_pairwise_accuracy),
            figure(found.segment_level.kendall_b),
            figure(found.segment_level.acc_eq_calibrated),
        ]
    });
    let html = table(&format!("{prefix}-people-table"), "Metrics and people", &columns, rows);
    details(&format!("{prefix}-people"), "Agreement with people", &html)
}

/// The segments that are worth reading, as links.
pub(super) fn examples(test_set: &TestSet, prefix: &str) -> String {
    let Some(examples) = &test_set.analyses.examples else { return String::new() };
    let link = |segment: usize, figure: String| {
        format!("{}&nbsp;<small>{figure}</small>", super::link(test_set, segment))
    };
    let columns = [Column::words("Metric"), Column::words("What"), Column::words("Segments")];
    let mut rows = Vec::new();
    for pair in &examples.pairs {
        let decimals = decimals_of(test_set, &pair.id);
        let sides = [(&pair.a, &pair.b, &pair.a_better), (&pair.b, &pair.a, &pair.b_better)];
        for (better, worse, segments) in sides {
            let links = segments.iter();
            let links: Vec<String> =
                links.map(|one| link(one.segment, signed(one.difference, decimals))).collect();
            let what = format!("{} ahead of {}", isolated(better), isolated(worse));
            rows.push(vec![escape(&label_of(test_set, &pair.id)), what, links.join(" ")]);
        }
    }
    for system in &examples.systems {
        let decimals = decimals_of(test_set, &system.id);
        for (what, segments) in [("worst", &system.worst), ("best", &system.best)] {
            let links: Vec<String> =
                segments.iter().map(|one| link(one.segment, number(one.score, decimals))).collect();
            let what = format!("{what} of {}", isolated(&system.system));
            rows.push(vec![escape(&label_of(test_set, &system.id)), what, links.join(" ")]);
        }
    }
    for system in &examples.disagreements {
        let links: Vec<String> =
            system.segments.iter().map(|one| link(one.segment, number(one.spread, 2))).collect();
        let what = format!("metrics disagree on {}", isolated(&system.system));
        rows.push(vec!["all".to_owned(), what, links.join(" ")]);
    }
    rows.retain(|row| !row[2].is_empty());
    if rows.is_empty() {
        return String::new();
    }
    let html = table(&format!("{prefix}-examples-table"), "Worth reading", &columns, rows);
    details(&format!("{prefix}-examples"), "Segments worth reading", &html)
}
