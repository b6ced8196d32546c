//! Update: a baseline made anew. It is refused where that would lower a score, or would make new
//! findings known that a rule is to stop, and nobody says why.

use std::collections::{BTreeMap, BTreeSet};

use super::baseline::Accepted;
use super::comparable::{self, Pairs};
use super::known::Known;
use super::label::count;
use super::spotted::canonical;
use super::{Baseline, Columns, System, TestSet, slice};
use crate::config::gate::{Gate, Level};
use crate::corpus::ImportedScores;
use crate::finding::Severity;
use crate::metric::Calculator;
use crate::metric::imported::Imported;
use crate::metric::registry::calculator;
use crate::table::Table;

/// How a baseline is made anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way {
    /// Everything is replaced, if no score falls and no rule is to stop what is new.
    Replace,
    /// Everything is replaced, for this reason.
    Accept(String),
    /// What is better is taken over, the rest stays.
    Ratchet,
}

/// A score that changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The test set.
    pub testset: String,
    /// The system.
    pub system: String,
    /// The metric's id.
    pub metric: String,
    /// The score before.
    pub from: f64,
    /// The score after.
    pub to: f64,
    /// Whether it is worse.
    pub is_worse: bool,
}

/// Findings of a system that the old baseline does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grown {
    /// The test set.
    pub testset: String,
    /// The system.
    pub system: String,
    /// The check.
    pub check: String,
    /// How many there are.
    pub count: usize,
    /// Whether a rule with `max_new` counts any of them.
    pub is_counted: bool,
}

/// What an update comes to.
#[derive(Debug, Clone, PartialEq)]
pub struct Update {
    /// The new baseline.
    pub baseline: Baseline,
    /// The scores that change.
    pub changes: Vec<Change>,
    /// The findings that become known.
    pub grown: Vec<Grown>,
    /// Whether it must not be written: something gets worse without a reason.
    pub is_refused: bool,
    /// What should be known: test sets and systems that came or went, other references.
    pub notes: Vec<String>,
}

/// Makes a baseline anew from what was measured now; `gate` says which findings are to be stopped.
pub fn update(old: Option<&Baseline>, now: Baseline, way: &Way, gate: &Gate) -> Update {
    let mut update = Update {
        baseline: now,
        changes: Vec::new(),
        grown: Vec::new(),
        is_refused: false,
        notes: Vec::new(),
    };
    let Some(old) = old else { return update };
    update.baseline.accepted.clone_from(&old.accepted);
    if *way == Way::Ratchet {
        update.ratchet(old, gate);
        return update;
    }
    for known in &old.testsets {
        update.compare(known, gate);
    }
    let worse = update.changes.iter().filter(|change| change.is_worse);
    let counted = update.grown.iter().filter(|grown| grown.is_counted);
    match way {
        Way::Accept(reason) => {
            let lowered = worse.map(|change| Accepted {
                reason: reason.clone(),
                testset: change.testset.clone(),
                system: change.system.clone(),
                metric: change.metric.clone(),
                from: change.from,
                to: change.to,
            });
            #[expect(clippy::cast_precision_loss, reason = "a number of findings")]
            let taken = counted.map(|grown| Accepted {
                reason: reason.clone(),
                testset: grown.testset.clone(),
                system: grown.system.clone(),
                metric: grown.check.clone(),
                from: 0.0,
                to: grown.count as f64,
            });
            let accepted: Vec<Accepted> = lowered.chain(taken).collect();
            update.baseline.accepted.extend(accepted);
        }
        Way::Replace | Way::Ratchet => update.is_refused = worse.count() + counted.count() > 0,
    }
    update
}

impl Update {
    /// Says what replacing a test set comes to.
    fn compare(&mut self, known: &TestSet, gate: &Gate) {
        let name = &known.name;
        let Some(new) = self.baseline.testsets.iter().find(|set| set.name == *name) else {
            self.notes.push(format!("test set {name} is not there any more"));
            return;
        };
        let pairs = match comparable::pairs(new, known, false) {
            Ok(_) => None,
            Err(reason) => {
                self.notes.push(format!("{name}: made anew: {reason}"));
                Some(comparable::shared(new, known))
            }
        };
        for metric in known.metrics.iter().filter(|metric| new.metric(&metric.id).is_none()) {
            self.notes.push(format!("{name}: {} is not measured any more", metric.id));
        }
        for system in &known.systems {
            let Some(fresh) = new.systems.iter().find(|one| one.name == system.name) else {
                let note = format!("system {} of {name} is not there any more", system.name);
                self.notes.push(note);
                continue;
            };
            self.changes.extend(changes((new, fresh), (known, system), pairs.as_ref()));
            self.grown.extend(grown((new, fresh), (known, system), gate));
        }
    }

    /// Takes over what is better. What was made under other conditions cannot be told to be better,
    /// and stays as it was.
    fn ratchet(&mut self, old: &Baseline, gate: &Gate) {
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

/// The scores of a system that differ, under the metrics that both have, whatever else the signatures
/// say. On these segments where some pair, else on all.
fn changes(
    (new, fresh): (&TestSet, &System),
    (known, system): (&TestSet, &System),
    pairs: Option<&Pairs>,
) -> Vec<Change> {
    let mut found = Vec::new();
    for (index, metric) in new.metrics.iter().enumerate() {
        let Some((place, before)) = known.metric(&metric.id) else { continue };
        let of_pairs = pairs.filter(|pairs| !pairs.is_empty()).and_then(|pairs| {
            let (old, now) = (&system.rows[place], &fresh.rows[index]);
            // A metric may have changed what it counts.
            let is_alike =
                before.lower_is_better == metric.lower_is_better && old.0.len() == now.0.len();
            let calculator = is_alike.then(|| calculated(&metric.id, now.0.len()))??;
            let from = score(&calculator, old, pairs.iter().map(|pair| pair.1));
            Some((from, score(&calculator, now, pairs.iter().map(|pair| pair.0))))
        });
        let scores = of_pairs.unwrap_or((system.scores[place], fresh.scores[index]));
        let (Some(from), to) = scores else { continue };
        // What could be scored and cannot be any more is worse than any score.
        let is_worse = to.is_none_or(|to| (to < from) != metric.lower_is_better);
        let to = to.unwrap_or(f64::NAN);
        if from != to {
            found.push(Change {
                testset: new.name.clone(),
                system: system.name.clone(),
                metric: metric.id.clone(),
                from,
                to,
                is_worse,
            });
        }
    }
    found
}

/// The metric of this id with so many columns; scores made elsewhere have two.
fn calculated(id: &str, width: usize) -> Option<Calculator> {
    let imported = || {
        Imported::calculator(&ImportedScores { name: id.to_owned(), ..ImportedScores::default() })
    };
    let all = [calculator(id).ok(), Some(imported())];
    all.into_iter().flatten().find(|calculator| calculator.columns().len() == width)
}

/// The score of some rows; `None` where there is nothing to score.
fn score(
    calculator: &Calculator,
    columns: &Columns,
    segments: impl Iterator<Item = usize>,
) -> Option<f64> {
    let mut table = Table::new(columns.0.len());
    segments.for_each(|segment| table.push(&columns.row(segment)));
    let sum = table.sum();
    let score = calculator.score(&sum);
    (calculator.is_defined(&sum) && score.is_finite()).then_some(score)
}

/// The findings that a system had not, check by check; of checks that the old baseline knows.
fn grown(
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

    #[test]
    fn a_finding_that_is_graver_now_is_new_to_a_rule_on_errors() {
        let before = [known(Severity::Warning, &["a", "b"])];
        let now = [known(Severity::Error, &["a"]), known(Severity::Warning, &["b"])];
        assert_eq!(added(&now, &before, "name", Severity::Error), 1);
        assert_eq!(added(&now, &before, "name", Severity::Info), 0);
    }
}
