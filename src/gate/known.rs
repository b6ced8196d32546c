//! Known: findings that a baseline has, by their keys alone.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::System;
use super::spotted::Spotted;
use crate::finding::Severity;

/// The findings of one check and severity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// The check.
    pub check: String,
    /// The severity.
    pub severity: Severity,
    /// Their keys, sorted; a key stands as often as its finding was found.
    pub keys: Vec<String>,
}

/// The keys of findings.
pub(super) fn known<'a>(found: impl Iterator<Item = &'a Spotted>) -> Vec<Known> {
    let mut groups: BTreeMap<(String, Severity), Vec<String>> = BTreeMap::new();
    for one in found {
        let group = (one.finding.check.clone(), one.finding.severity);
        groups.entry(group).or_default().push(one.key.clone());
    }
    let group = |((check, severity), mut keys): (_, Vec<String>)| {
        keys.sort();
        Known { check, severity, keys }
    };
    groups.into_iter().map(group).collect()
}

/// The findings that a system of a baseline does not have. A finding that is known twice and found
/// three times is new once. What was less severe than the rule asks for was no finding.
pub(super) fn new<'a>(
    found: Vec<&'a Spotted>,
    system: &System,
    least: Severity,
) -> Vec<&'a Spotted> {
    let mut left: HashMap<(&str, &str), usize> = HashMap::new();
    for known in system.findings.iter().filter(|known| known.severity >= least) {
        for key in &known.keys {
            *left.entry((&known.check, key)).or_default() += 1;
        }
    }
    let mut new = Vec::new();
    for one in found {
        match left.get_mut(&(one.finding.check.as_str(), one.key.as_str())) {
            Some(count) if *count > 0 => *count -= 1,
            _ => new.push(one),
        }
    }
    new
}
