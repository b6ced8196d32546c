//! Tolerance: how far a gate lets metrics fall, for those who draw differences.

use std::collections::BTreeMap;

use super::slice::is_of;
use crate::config::gate::{Gate, Level, Slice};
use crate::metric::registry::calculator;

/// How many points the gate lets each metric worsen on the whole of a test set, by the metric's id: what
/// the strictest rule says. Rules about a part of the test set say nothing of the whole.
pub fn tolerances(gate: &Gate, testset: &str) -> BTreeMap<String, f64> {
    let mut found = BTreeMap::new();
    for rule in &gate.rules {
        let whole = Slice { testset: rule.slice.testset.clone(), ..Slice::default() };
        if rule.level == Level::Off || rule.slice != whole || !is_of(&rule.slice, testset) {
            continue;
        }
        if let (Some(metric), Some(drop)) = (&rule.metric, rule.max_drop) {
            // A score made elsewhere is named as it was brought in.
            let id = calculator(metric).map_or_else(|_| metric.clone(), |of| of.id().to_owned());
            let strictest = found.entry(id).or_insert(drop);
            *strictest = strictest.min(drop);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::gate::Rule;

    #[test]
    fn the_strictest_rule_about_the_whole_counts() {
        let rule = |metric: &str, drop: f64, slice: Slice| Rule {
            metric: Some(metric.to_owned()),
            max_drop: Some(drop),
            slice,
            ..Rule::default()
        };
        let of_domain = Slice { domain: Some("news".to_owned()), ..Slice::default() };
        let of_testset = Slice { testset: Some("a*".to_owned()), ..Slice::default() };
        let off = Rule { level: Level::Off, ..rule("ter", 1.0, Slice::default()) };
        let gate = Gate {
            rules: vec![
                rule("chrf++", 1.0, Slice::default()),
                rule("chrf:nw=2", 0.5, of_testset),
                rule("chrf++", 0.1, of_domain),
                rule("comet", 0.01, Slice::default()),
                off,
            ],
            ..Gate::default()
        };
        let found = |testset| tolerances(&gate, testset).into_iter().collect::<Vec<_>>();
        let comet = ("comet".to_owned(), 0.01);
        assert_eq!(found("ab"), [("chrf:nw=2".to_owned(), 0.5), comet.clone()]);
        assert_eq!(found("b"), [("chrf:nw=2".to_owned(), 1.0), comet]);
    }
}
