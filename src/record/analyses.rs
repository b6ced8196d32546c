//! Analyses: where scores and differences come from.

use serde::{Deserialize, Serialize};

use crate::analysis::buckets::{self, Grouping, buckets};
use crate::analysis::checks::{self, SystemChecks, checks};
use crate::analysis::examples::{Examples, examples};
use crate::analysis::flags::{SystemFlags, flags};
use crate::analysis::labels::Labelling;
use crate::analysis::ngrams::{Ngrams, ngrams};
use crate::analysis::tokens::{Cutting, Tokens};
use crate::analysis::words::{self, WordRow};
use crate::comparison::{HumanAgreement, Plan, agree};
use crate::corpus::{Corpus, HumanScores};
use crate::error::Result;
use crate::evaluate::Evaluation;
use crate::sensitivity::Sensitivity;
use crate::statistics::units::Units;

/// What was looked into beside the scores; what was not is empty.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Analyses {
    /// Scores by length, domain, document, names and score.
    pub buckets: Vec<Grouping>,
    /// Per grouping and bucket, which segments are in it, from 0 (in files too), ascending.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<Vec<Vec<usize>>>,
    /// Precision and recall of words by label.
    pub words: Vec<Words>,
    /// N-grams that differ.
    pub ngrams: Option<Ngrams>,
    /// Segments worth reading.
    pub examples: Option<Examples>,
    /// Suspicious outputs.
    pub flags: Vec<SystemFlags>,
    /// What the checks find in each output.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checks: Vec<SystemChecks>,
    /// What the metrics make of damaged references.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub perturb: Option<Sensitivity>,
    /// Metrics against people.
    pub human: Vec<HumanAgreement>,
}

/// The words of one system under one labelling.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Words {
    /// How words were labelled: `reference_frequency`, `position`, `script`,
    /// `training_frequency`, `labels`.
    pub by: String,
    /// The system.
    pub system: String,
    /// The labels with their figures.
    pub labels: Vec<WordRow>,
}

/// What is to be looked into.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Scores of groups of segments.
    pub buckets: bool,
    /// Words by these labels.
    pub words: Vec<(String, Labelling)>,
    /// N-grams.
    pub ngrams: bool,
    /// Examples.
    pub examples: bool,
    /// Suspicious outputs.
    pub flags: bool,
    /// What can be seen to be wrong, by these checks.
    pub checks: Option<checks::Plan>,
    /// How many n-grams and examples are listed each way.
    pub most: usize,
    /// What people said.
    pub human: Vec<HumanScores>,
}

impl Wanted {
    /// Words by what the corpus itself tells: frequency in the references, place, script.
    pub fn own_labels() -> Vec<(String, Labelling)> {
        [
            ("reference_frequency", Labelling::ReferenceFrequency),
            ("position", Labelling::Position),
            ("script", Labelling::Script),
        ]
        .map(|(name, labelling)| (name.to_owned(), labelling))
        .to_vec()
    }
}

impl Analyses {
    /// Looks into an evaluation that has kept its rows.
    ///
    /// # Errors
    ///
    /// As [`compare`](crate::comparison::compare), and where files of labels do not fit the texts.
    pub fn of(
        corpus: &Corpus,
        evaluation: &Evaluation,
        plan: &Plan,
        wanted: &Wanted,
    ) -> Result<Analyses> {
        let mut found = Analyses::default();
        if let Some(measured) = evaluation.measured() {
            if wanted.buckets {
                let plan = buckets::Plan {
                    baseline: plan.baseline.clone(),
                    unit: plan.unit,
                    samples: plan.samples,
                    seed: plan.seed,
                    ..buckets::Plan::default()
                };
                found.buckets = buckets(corpus, &measured, &plan)?;
                let of_grouping = |grouping: &Grouping| {
                    grouping.buckets.iter().map(|bucket| bucket.members.clone()).collect()
                };
                found.members = found.buckets.iter().map(of_grouping).collect();
            }
            if wanted.examples {
                let baseline = plan.baseline.as_deref();
                found.examples = Some(examples(corpus, &measured, baseline, wanted.most)?);
            }
        }
        if wanted.ngrams || !wanted.words.is_empty() {
            let tokens = Tokens::of(corpus, Cutting::default());
            let units = Units::choose(corpus.len(), corpus.documents(), plan.unit)?;
            for (by, labelling) in &wanted.words {
                let counts = words::count(&tokens, labelling)?;
                let rows = counts.rows_with_intervals(&units, plan.samples, plan.seed);
                let of_system = |(system, labels): (&str, Vec<WordRow>)| Words {
                    by: by.clone(),
                    system: system.to_owned(),
                    labels,
                };
                found.words.extend(counts.systems().zip(rows).map(of_system));
            }
            if wanted.ngrams {
                found.ngrams = Some(ngrams(&tokens, wanted.most));
            }
        }
        if wanted.flags {
            found.flags = flags(corpus);
        }
        if let Some(plan) = &wanted.checks {
            found.checks = checks(corpus, plan);
        }
        for human in &wanted.human {
            found.human.extend(agree(evaluation, human, plan.seed)?);
        }
        Ok(found)
    }
}
