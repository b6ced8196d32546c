//! Series: what one system scored under one metric, run after run.

use std::collections::BTreeMap;

use super::Score;

/// A drop that is no larger than this beyond what is allowed is rounding.
const ROUNDING: f64 = 1e-9;

/// The scores of one system on one test set under one metric, in the order of runs; never empty.
#[derive(Debug, Clone, PartialEq)]
pub struct Series<'a> {
    /// The scores.
    pub scores: Vec<&'a Score>,
}

/// Why two scores are not compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Break {
    /// The metric has other settings, or is another version's.
    Signature,
    /// The source or the references are others.
    Texts,
}

/// A score that is worse than that of the run before.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fall<'a> {
    /// The score of the run before.
    pub from: &'a Score,
    /// The score that fell.
    pub to: &'a Score,
}

/// The series of all scores, which are in the order of runs: by test set, metric and system.
pub fn series(scores: &[Score]) -> Vec<Series<'_>> {
    let mut found: BTreeMap<[&str; 3], Vec<&Score>> = BTreeMap::new();
    for score in scores {
        let key = [score.testset.as_str(), &score.metric, &score.system];
        found.entry(key).or_default().push(score);
    }
    found.into_values().map(|scores| Series { scores }).collect()
}

impl Break {
    /// Why two scores of a series are not compared; `None` where they are.
    pub fn between(before: &Score, after: &Score) -> Option<Break> {
        if before.signature != after.signature {
            Some(Break::Signature)
        } else if before.texts != after.texts {
            Some(Break::Texts)
        } else {
            None
        }
    }

    /// What changed, in words.
    pub fn what(self) -> &'static str {
        match self {
            Break::Signature => "the signature changed",
            Break::Texts => "source or references changed",
        }
    }
}

impl<'a> Series<'a> {
    /// The parts within which scores are compared, in order; none is empty.
    pub fn stretches(&self) -> Vec<&[&'a Score]> {
        self.scores.chunk_by(|before, after| Break::between(before, after).is_none()).collect()
    }

    /// The scores with which a comparison starts anew, and why.
    pub fn breaks(&self) -> Vec<(Break, &'a Score)> {
        let pairs = self.scores.windows(2);
        pairs.filter_map(|pair| Some((Break::between(pair[0], pair[1])?, pair[1]))).collect()
    }

    /// The first score that is worse than that of the run before by more than so many points.
    pub fn first_fall(&self, by: f64) -> Option<Fall<'a>> {
        let stretches = self.stretches();
        let mut pairs = stretches.iter().flat_map(|stretch| stretch.windows(2));
        pairs.find_map(|pair| {
            let drop = -pair[0].gain_to(pair[1]);
            (drop > by + ROUNDING).then_some(Fall { from: pair[0], to: pair[1] })
        })
    }
}

/// The best of some scores; the first of equal ones.
pub fn best<'a>(scores: &[&'a Score]) -> Option<&'a Score> {
    let mut best: Option<&Score> = None;
    for &score in scores {
        if best.is_none_or(|best| best.gain_to(score) > 0.0) {
            best = Some(score);
        }
    }
    best
}
