//! `OpenMetrics`: scores, differences and counts as GitLab's metrics report and Prometheus read them.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::clean::plain;
use crate::gate::{Decision, Ending, Verdict, Weight};

/// The numbers of the decision as gauges of `OpenMetrics` 1.0. Bounds are not among the labels, so that
/// a number can be followed where a rule changes.
pub fn openmetrics(decision: &Decision) -> String {
    let mut out = String::new();
    let mut family = |name: &str, help: &str, numbers: &[(String, f64)]| {
        // Rules of one metric have one score; that of the whole stands before that of what the
        // baseline has too.
        let mut found = BTreeMap::new();
        for (labels, value) in numbers {
            found.entry(labels).or_insert(value);
        }
        if found.is_empty() {
            return;
        }
        // Writing to a string cannot fail.
        let _ = write!(out, "# TYPE {name} gauge\n# HELP {name} {help}\n");
        for (labels, value) in found {
            let _ = writeln!(out, "{name}{labels} {value}");
        }
    };
    let passed = matches!(decision.ending, Ending::Passed | Ending::Warned);
    let passed = [(String::new(), f64::from(u8::from(passed)))];
    family("mizan_gate_passed", "Whether the gate passed.", &passed);
    let weights = [
        ("fails", Weight::Fails),
        ("undecides", Weight::Undecides),
        ("warns", Weight::Warns),
        ("passes", Weight::Passes),
    ];
    let count = |(name, weight)| (labels(&[("weight", name)]), number(decision.count(weight)));
    family("mizan_gate_verdicts", "Verdicts by what they do.", &weights.map(count));
    let of = |value: fn(&Verdict) -> Option<f64>| -> Vec<(String, f64)> {
        let verdicts = decision.verdicts.iter();
        verdicts.filter_map(|verdict| Some((place(verdict), value(verdict)?))).collect()
    };
    family("mizan_score", "Scores, in points of the metric.", &of(|verdict| verdict.score));
    family(
        "mizan_difference",
        "New less baseline in points of the metric, below 0 where it is worse.",
        &of(|verdict| verdict.drop.as_ref().map(|drop| drop.difference)),
    );
    family("mizan_findings", "Findings by check.", &of(|verdict| verdict.count.map(number)));
    out.push_str("# EOF\n");
    out
}

#[expect(clippy::cast_precision_loss, reason = "counts are far below what a double holds exactly")]
fn number(count: usize) -> f64 {
    count as f64
}

/// What a verdict's number is about.
fn place(verdict: &Verdict) -> String {
    // New findings, all findings and names that must pass are counted apart.
    let counted = verdict.count.map(|_| verdict.asks);
    let named = [
        ("testset", verdict.testset.as_deref()),
        ("system", verdict.system.as_deref()),
        ("slice", verdict.slice.as_deref()),
        ("metric", verdict.metric.as_deref()),
        ("check", verdict.check.as_deref()),
        ("counted", counted),
    ];
    labels(&named.into_iter().filter_map(|(name, of)| Some((name, of?))).collect::<Vec<_>>())
}

fn labels(labels: &[(&str, &str)]) -> String {
    let label = |(name, value): &(&str, &str)| {
        format!("{name}=\"{}\"", plain(value).replace('\\', "\\\\").replace('"', "\\\""))
    };
    match labels {
        [] => String::new(),
        _ => format!("{{{}}}", labels.iter().map(label).collect::<Vec<_>>().join(",")),
    }
}
