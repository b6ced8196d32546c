//! Systems: what is found of each system by itself, measured or kept from an earlier run.

use std::collections::BTreeMap;

use mizan::Result;
use mizan::corpus::{Corpus, System};
use mizan::entity::consistency::Consistency;
use mizan::entity::{Fit, Lexicon, audit};
use mizan::evaluate::{Evaluation, Evaluator, Rows};
use mizan::metric::Calculator;
use mizan::record::{self, Names, SystemNames};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::Batch;
use super::kept::Made;

/// Segments that are measured before what was found is kept: a run that is killed loses no more.
const SEGMENTS_AT_ONCE: usize = 20_000;

/// What is found of one system, whatever the others are.
#[derive(Serialize, Deserialize)]
pub(super) struct Known {
    pub(super) system: String,
    /// By metric.
    pub(super) rows: Vec<record::Rows>,
    pub(super) names: Option<SystemNames>,
}

/// All systems of a corpus, measured.
pub(super) struct Measured {
    pub(super) evaluation: Evaluation,
    pub(super) names: Option<Names>,
    /// Under which names the results of the systems are kept.
    pub(super) results: Vec<String>,
}

/// What was measured in this run, system after system.
struct Fresh {
    evaluation: Evaluation,
    names: BTreeMap<String, SystemNames>,
    reference: Option<Consistency>,
}

/// Measures the systems that no earlier run has measured.
pub(super) fn measure(
    batch: &Batch<'_>,
    corpus: &Corpus,
    calculators: &[Calculator],
) -> Result<Measured> {
    let results = names_of_results(batch, corpus, calculators);
    let mut known: Vec<Option<Known>> =
        results.par_iter().map(|name| batch.kept.get(name)).collect();
    let mut missing: Vec<usize> = (0..known.len()).filter(|&i| known[i].is_none()).collect();
    batch.steps.done(known.len() - missing.len());
    if missing.is_empty() && !known.is_empty() {
        // Signatures hold what is learned of source and references, which no system's result has.
        missing.push(0);
        known[0] = None;
    }
    let at_once = (SEGMENTS_AT_ONCE / corpus.len().max(1)).max(1);
    let mut all: Option<Fresh> = None;
    for systems in missing.chunks(at_once) {
        let fresh = fresh(corpus, systems, calculators)?;
        for (place, &system) in systems.iter().enumerate() {
            batch.kept.put(&results[system], &fresh.known(place));
        }
        batch.steps.done(systems.len());
        match &mut all {
            Some(all) => all.join(fresh)?,
            None => all = Some(fresh),
        }
    }
    let mut all = match all {
        Some(all) => all,
        // Without a system this is the error that says so.
        None => fresh(corpus, &[], calculators)?,
    };
    for (system, known) in corpus.systems().iter().zip(known) {
        let Some(known) = known else { continue };
        let tables = known.rows.iter().map(record::Rows::table).collect();
        all.evaluation.insert(system.name.as_str(), tables)?;
        all.names.extend(known.names.map(|names| (system.name.clone(), names)));
    }
    let order: Vec<&str> = corpus.systems().iter().map(|system| system.name.as_str()).collect();
    all.evaluation.order(&order);
    let names =
        corpus.source().map(|_| Names::of(all.names.into_iter().collect(), all.reference.as_ref()));
    Ok(Measured { evaluation: all.evaluation, names, results })
}

/// Measures some of the systems.
fn fresh(corpus: &Corpus, systems: &[usize], calculators: &[Calculator]) -> Result<Fresh> {
    let part;
    let corpus = if systems.len() == corpus.systems().len() {
        corpus
    } else {
        part = corpus.with_systems(systems);
        &part
    };
    let evaluate = || {
        let mut evaluator = Evaluator::new(calculators.to_vec(), Rows::Kept);
        evaluator.add(corpus)?;
        evaluator.finish()
    };
    let judge =
        || corpus.source().map(|_| audit(corpus, &Fit::learn(corpus), Lexicon::built_in(), None));
    let (evaluation, audit) = rayon::join(evaluate, judge);
    let evaluation = evaluation?;
    let of_systems = audit.iter().flat_map(|audit| &audit.systems);
    Ok(Fresh {
        names: of_systems.map(|s| (s.name.clone(), SystemNames::of(s))).collect(),
        reference: audit.as_ref().and_then(|audit| audit.reference_consistency),
        evaluation,
    })
}

impl Fresh {
    /// What is kept of a system, counted from 0.
    fn known(&self, system: usize) -> Known {
        let metrics = 0..self.evaluation.calculators().len();
        let rows = metrics.filter_map(|metric| self.evaluation.table(metric, system));
        Known {
            system: self.evaluation.systems()[system].clone(),
            rows: rows.map(record::Rows::of).collect(),
            names: self.names.get(&self.evaluation.systems()[system]).cloned(),
        }
    }

    fn join(&mut self, other: Fresh) -> Result<()> {
        for (system, name) in other.evaluation.systems().iter().enumerate() {
            let metrics = 0..other.evaluation.calculators().len();
            let tables = metrics.filter_map(|metric| other.evaluation.table(metric, system));
            self.evaluation.insert(name.as_str(), tables.cloned().collect())?;
        }
        self.names.extend(other.names);
        Ok(())
    }
}

/// Under which name each system's result is kept: that of all that it is made from.
fn names_of_results(batch: &Batch<'_>, corpus: &Corpus, calculators: &[Calculator]) -> Vec<String> {
    let shared = shared(batch, corpus, calculators);
    let name = |(index, system): (usize, &System)| {
        let made = shared.clone().with(&system.name).with_text(Some(&system.hypotheses));
        let scores = corpus.scores().iter();
        scores.fold(made, |made, scores| made.with(&format!("{:?}", scores.systems[index]))).name()
    };
    corpus.systems().iter().enumerate().map(name).collect()
}

/// What all systems of a corpus have in common.
fn shared(batch: &Batch<'_>, corpus: &Corpus, calculators: &[Calculator]) -> Made {
    let mut made = batch.kept.made("system");
    for calculator in calculators {
        made = made.with(&calculator.signature().long());
    }
    for scores in corpus.scores() {
        made = made.with(&scores.name).with(&scores.lower_is_better.to_string());
    }
    made = made.with_text(corpus.source());
    for reference in corpus.references() {
        made = made.with_text(Some(reference));
    }
    made.with(&format!("{:?}", corpus.documents()))
        .with(&format!("{:?}", corpus.mentions()))
        .with(&format!("{} {}", corpus.is_recut(), corpus.is_post_edited()))
}
