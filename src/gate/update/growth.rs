//! Growth: findings that a system had not when the baseline was made.

use std::collections::BTreeMap;

use super::super::known::Known;
use super::super::spotted::canonical;
use super::super::{System, TestSet, slice};
use super::Grown;
use crate::config::gate::{Gate, Level};
use crate::finding::Severity;

/// The findings that a system had not, check by check; of checks that the old baseline knows.
pub(super) fn grown(
    (new, fresh): (&TestSet, &System),
    (known, system): (&TestSet, &System),
    gate: &Gate,
) -> Vec<Grown> {
    let grown = |check: &String| {
        let count = |least| added(&fresh.findings, &system.findings, check, least);
        let rules = gate.rules.iter().filter(|rule| {
            rule.level != Level::Off
                && rule.max_new.is_some()
                && rule.check.as_deref().map(canonical).as_ref() == Some(check)
                && slice::is_of(&rule.slice, &new.name)
        });
        // A known finding that is graver now is new to a rule, and to nobody else.
        let counted = rules.map(|rule| count(rule.severity)).max().unwrap_or_default();
        let count = count(Severity::Info).max(counted);
        (count > 0).then(|| Grown {
            testset: new.name.clone(),
            system: system.name.clone(),
            check: check.clone(),
            count,
            is_counted: counted > 0,
        })
    };
    new.checks.iter().filter(|check| known.checks.contains(check)).filter_map(grown).collect()
}

/// How many findings of a check, at least so severe, only the first list has.
fn added(now: &[Known], before: &[Known], check: &str, least: Severity) -> usize {
    let mut left: BTreeMap<&str, usize> = BTreeMap::new();
    for key in keys(before, check, least) {
        *left.entry(key).or_default() += 1;
    }
    let is_new = |key: &&str| match left.get_mut(*key) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    };
    keys(now, check, least).filter(is_new).count()
}

fn keys<'a>(groups: &'a [Known], check: &str, least: Severity) -> impl Iterator<Item = &'a str> {
    let groups = groups.iter().filter(move |one| one.check == check && one.severity >= least);
    groups.flat_map(|group| &group.keys).map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(severity: Severity, keys: &[&str]) -> Known {
        let keys = keys.iter().map(|&key| key.to_owned()).collect();
        Known { check: "name".to_owned(), severity, keys }
    }

    #[test]
    fn a_finding_that_is_graver_now_is_new_to_a_rule_on_errors() {
        let before = [known(Severity::Warning, &["a", "b"])];
        let now = [known(Severity::Error, &["a"]), known(Severity::Warning, &["b"])];
        assert_eq!(added(&now, &before, "name", Severity::Error), 1);
        assert_eq!(added(&now, &before, "name", Severity::Info), 0);
    }
}
