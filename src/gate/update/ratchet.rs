//! Ratchet: what is better is taken over, the rest stays.

use std::collections::{BTreeMap, BTreeSet};

use super::super::comparable::{self, Pairs};
use super::super::known::Known;
use super::super::label::count;
use super::super::{Baseline, Columns, System, TestSet};
use super::growth::grown;
use super::{Change, Update, changes};
use crate::config::gate::Gate;
use crate::finding::Severity;

impl Update {
    /// Takes over what is better. What was made under other conditions cannot be told to be better,
    /// and stays as it was.
    pub(super) fn ratchet(&mut self, old: &Baseline, gate: &Gate) {
        const ANEW: &str = "without --ratchet it is made anew";
        if old.mizan != self.baseline.mizan {
            self.notes.push(format!(
                "kept as it was: it was made by mizan {}, this is {}; {ANEW}",
                old.mizan, self.baseline.mizan
            ));
            self.baseline = old.clone();
            return;
        }
        for known in &old.testsets {
            let name = &known.name;
            let Some(place) = self.baseline.testsets.iter().position(|set| set.name == *name)
            else {
                self.notes.push(format!("test set {name} is not there, and is kept"));
                self.baseline.testsets.push(known.clone());
                continue;
            };
            let new = &mut self.baseline.testsets[place];
            let pairs = match unlike(new, known) {
                None => comparable::pairs(new, known, false).unwrap_or_default(),
                Some(reason) => {
                    self.notes.push(format!("{name}: kept as it was: {reason}; {ANEW}"));
                    *new = known.clone();
                    continue;
                }
            };
            for system in &known.systems {
                let found = new.systems.iter().position(|one| one.name == system.name);
                let Some(fresh) = found else {
                    let note =
                        format!("system {} of {name} is not there, and is kept", system.name);
                    self.notes.push(note);
                    let kept = kept(new, known, system, &pairs);
                    new.systems.push(kept);
                    continue;
                };
                let changes = changes((new, &new.systems[fresh]), (known, system), None);
                for grown in grown((new, &new.systems[fresh]), (known, system), gate) {
                    let findings = count(grown.count, "new finding", "new findings");
                    let (system, check) = (&system.name, &grown.check);
                    self.notes
                        .push(format!("{name}/{system}: {findings} of {check} not taken over"));
                }
                keep_better(new, fresh, known, system, &changes, &pairs);
                self.changes.extend(changes.into_iter().filter(|change| !change.is_worse));
            }
        }
    }
}

/// Why a test set cannot be told to be better or worse system by system; `None` where it can.
fn unlike(new: &TestSet, known: &TestSet) -> Option<String> {
    if let Err(reason) = comparable::pairs(new, known, false) {
        return Some(reason);
    }
    for metric in &known.metrics {
        let id = &metric.id;
        if new.metric(id).is_none() {
            return Some(format!("{id} is not measured any more"));
        }
        if let Some(reason) = comparable::metric(id, new, known) {
            return Some(reason);
        }
    }
    let is_gone = |system: &&System| new.systems.iter().all(|one| one.name != system.name);
    let gone = known.systems.iter().find(is_gone)?;
    let added = new.metrics.iter().find(|metric| known.metric(&metric.id).is_none())?;
    Some(format!("system {} is not there, and has no {}", gone.name, added.id))
}

/// A system that is not there now, in the order of the segments and metrics that there are.
fn kept(new: &TestSet, known: &TestSet, system: &System, pairs: &Pairs) -> System {
    let places: Vec<usize> = new
        .metrics
        .iter()
        .filter_map(|metric| known.metric(&metric.id).map(|(place, _)| place))
        .collect();
    System {
        name: system.name.clone(),
        scores: places.iter().map(|place| system.scores[*place]).collect(),
        rows: places.iter().map(|place| in_order(&system.rows[*place], pairs)).collect(),
        types: types(system, pairs),
        findings: system
            .findings
            .iter()
            .filter(|group| new.checks.contains(&group.check))
            .cloned()
            .collect(),
    }
}

/// Segments pair, but may stand in another order.
fn in_order(columns: &Columns, pairs: &Pairs) -> Columns {
    let column =
        |column: &Vec<f64>| pairs.iter().map(|(_, there)| column[*there]).collect::<Vec<f64>>();
    Columns(columns.0.iter().map(column).collect())
}

fn types(system: &System, pairs: &Pairs) -> BTreeMap<String, Columns> {
    system.types.iter().map(|(kind, rows)| (kind.clone(), in_order(rows, pairs))).collect()
}

/// Puts back what was better, metric by metric, and takes over no finding that was not known.
fn keep_better(
    new: &mut TestSet,
    fresh: usize,
    known: &TestSet,
    system: &System,
    changes: &[Change],
    pairs: &Pairs,
) {
    for change in changes.iter().filter(|change| change.is_worse) {
        let places = (new.metric(&change.metric), known.metric(&change.metric));
        let (Some((index, metric)), Some((place, _))) = places else { continue };
        let is_of_names = metric.id == "entity";
        let target = &mut new.systems[fresh];
        target.scores[index] = system.scores[place];
        target.rows[index] = in_order(&system.rows[place], pairs);
        if is_of_names {
            target.types = types(system, pairs);
        }
    }
    let target = &mut new.systems[fresh];
    let (checked, unchecked): (Vec<Known>, Vec<Known>) =
        target.findings.drain(..).partition(|group| known.checks.contains(&group.check));
    target.findings = in_both(&checked, &system.findings);
    target.findings.extend(unchecked);
    target.findings.sort_by(|a, b| (&a.check, a.severity).cmp(&(&b.check, b.severity)));
}

/// The findings that both have, as often as both have them, each as grave as the milder of the two:
/// a known error that is a warning now stays known as a warning, and a warning is not made an error.
fn in_both(now: &[Known], before: &[Known]) -> Vec<Known> {
    let mut found: BTreeMap<(String, Severity), Vec<String>> = BTreeMap::new();
    let checks: BTreeSet<&String> = now.iter().map(|group| &group.check).collect();
    for check in checks {
        let (now, before) = (severities(now, check), severities(before, check));
        for (key, now) in now {
            let pairs = now.into_iter().zip(before.get(key).into_iter().flatten());
            for (now, before) in pairs {
                let group = (check.clone(), now.min(*before));
                found.entry(group).or_default().push(key.to_owned());
            }
        }
    }
    let group = |((check, severity), keys)| Known { check, severity, keys };
    found.into_iter().map(group).collect()
}

/// How grave each finding of a check is, by its key, the gravest first.
fn severities<'a>(groups: &'a [Known], check: &str) -> BTreeMap<&'a str, Vec<Severity>> {
    let mut found: BTreeMap<&str, Vec<Severity>> = BTreeMap::new();
    for group in groups.iter().filter(|group| group.check == check) {
        for key in &group.keys {
            found.entry(key).or_default().push(group.severity);
        }
    }
    for severities in found.values_mut() {
        severities.sort_by(|a, b| b.cmp(a));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(severity: Severity, keys: &[&str]) -> Known {
        let keys = keys.iter().map(|&key| key.to_owned()).collect();
        Known { check: "name".to_owned(), severity, keys }
    }

    #[test]
    fn what_both_have_is_known_at_the_milder_severity() {
        let before = [known(Severity::Warning, &["c"]), known(Severity::Error, &["a", "b", "b"])];
        let now = [known(Severity::Warning, &["a", "b", "d"]), known(Severity::Error, &["c"])];
        assert_eq!(in_both(&now, &before), [known(Severity::Warning, &["a", "b", "c"])]);
    }
}
