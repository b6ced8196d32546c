//! Update: a baseline made anew. It is refused where that would lower a score, or would make new
//! findings known that a rule is to stop, and nobody says why.

mod growth;
mod ratchet;

use self::growth::grown;
use super::baseline::Accepted;
use super::comparable::{self, Pairs};
use super::{Baseline, Columns, System, TestSet};
use crate::config::gate::Gate;
use crate::corpus::ImportedScores;
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
