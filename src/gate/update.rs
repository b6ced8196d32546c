//! Update: a baseline made anew. It is refused where that would lower a score, and nobody says why.

use super::baseline::Accepted;
use super::comparable;
use super::known::Known;
use super::{Baseline, System, TestSet};

/// How a baseline is made anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way {
    /// Everything is replaced, if no score falls.
    Replace,
    /// Everything is replaced, and a score may fall for this reason.
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

/// What an update comes to.
#[derive(Debug, Clone, PartialEq)]
pub struct Update {
    /// The new baseline.
    pub baseline: Baseline,
    /// The scores that change.
    pub changes: Vec<Change>,
    /// Whether it must not be written: a score falls without a reason.
    pub is_refused: bool,
    /// What should be known: test sets and systems that came or went, other references.
    pub notes: Vec<String>,
}

/// Makes a baseline anew from what was measured now.
pub fn update(old: Option<&Baseline>, now: Baseline, way: &Way) -> Update {
    let mut update =
        Update { baseline: now, changes: Vec::new(), is_refused: false, notes: Vec::new() };
    let Some(old) = old else { return update };
    update.baseline.accepted.clone_from(&old.accepted);
    for known in &old.testsets {
        let Some(new) = update.baseline.testsets.iter_mut().find(|set| set.name == known.name)
        else {
            update.notes.push(format!("test set {} is not there any more", known.name));
            continue;
        };
        if let Err(reason) = comparable::pairs(new, known, false) {
            update.notes.push(format!("{}: made anew: {reason}", known.name));
            continue;
        }
        for system in &known.systems {
            let Some(fresh) = new.systems.iter().position(|one| one.name == system.name) else {
                let name = &system.name;
                update.notes.push(format!("system {name} of {} is not there any more", known.name));
                continue;
            };
            let changes = changes(new, fresh, known, system);
            if *way == Way::Ratchet {
                keep_better(new, fresh, known, system, &changes);
                update.changes.extend(changes.into_iter().filter(|change| !change.is_worse));
            } else {
                update.changes.extend(changes);
            }
        }
    }
    let worse = update.changes.iter().filter(|change| change.is_worse);
    match way {
        Way::Replace => update.is_refused = worse.count() > 0,
        Way::Ratchet => {}
        Way::Accept(reason) => {
            let accepted = worse.map(|change| Accepted {
                reason: reason.clone(),
                testset: change.testset.clone(),
                system: change.system.clone(),
                metric: change.metric.clone(),
                from: change.from,
                to: change.to,
            });
            update.baseline.accepted.extend(accepted);
        }
    }
    update
}

/// The scores of a system that differ, under the metrics that both have with one signature.
fn changes(new: &TestSet, fresh: usize, known: &TestSet, system: &System) -> Vec<Change> {
    let mut found = Vec::new();
    for (index, metric) in new.metrics.iter().enumerate() {
        if comparable::metric(&metric.id, new, known).is_some() {
            continue;
        }
        let Some((place, _)) = known.metric(&metric.id) else { continue };
        let (Some(from), Some(to)) = (system.scores[place], new.systems[fresh].scores[index])
        else {
            continue;
        };
        if from != to {
            found.push(Change {
                testset: new.name.clone(),
                system: system.name.clone(),
                metric: metric.id.clone(),
                from,
                to,
                is_worse: (to < from) != metric.lower_is_better,
            });
        }
    }
    found
}

/// Puts back what was better, metric by metric, and takes over no finding that was not known.
fn keep_better(
    new: &mut TestSet,
    fresh: usize,
    known: &TestSet,
    system: &System,
    changes: &[Change],
) {
    // Segments pair, but may stand in another order.
    let Ok(pairs) = comparable::pairs(new, known, false) else { return };
    let in_order = |columns: &super::Columns| {
        let column =
            |column: &Vec<f64>| pairs.iter().map(|(_, there)| column[*there]).collect::<Vec<f64>>();
        super::Columns(columns.0.iter().map(column).collect())
    };
    for change in changes.iter().filter(|change| change.is_worse) {
        let places = (new.metric(&change.metric), known.metric(&change.metric));
        let (Some((index, metric)), Some((place, _))) = places else { continue };
        let is_of_names = metric.id == "entity";
        let target = &mut new.systems[fresh];
        target.scores[index] = system.scores[place];
        target.rows[index] = in_order(&system.rows[place]);
        if is_of_names {
            target.types =
                system.types.iter().map(|(k, rows)| (k.clone(), in_order(rows))).collect();
        }
    }
    let checks = new.checks.clone();
    let target = &mut new.systems[fresh];
    for group in &mut target.findings {
        if known.checks.contains(&group.check) {
            let before = system
                .findings
                .iter()
                .find(|other| (&other.check, other.severity) == (&group.check, group.severity));
            group.keys = in_both(&group.keys, before);
        }
    }
    target.findings.retain(|group| checks.contains(&group.check) && !group.keys.is_empty());
}

/// The keys that both lists have, as often as both have them; both are sorted.
fn in_both(keys: &[String], before: Option<&Known>) -> Vec<String> {
    let mut rest = before.map_or(&[][..], |known| &known.keys).iter().peekable();
    let mut found = Vec::new();
    for key in keys {
        while rest.next_if(|other| *other < key).is_some() {}
        if rest.next_if(|other| *other == key).is_some() {
            found.push(key.clone());
        }
    }
    found
}
