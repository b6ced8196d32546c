//! Measured: what one metric says of all systems.

use std::borrow::Cow;

use rayon::prelude::*;

use super::pair::{Pair, Tested};
use super::{ALPHA, Clusters, Plan, Score};
use crate::corpus::ImportedScores;
use crate::error::{Error, ErrorKind, Result};
use crate::evaluate::Evaluation;
use crate::metric::Direction;
use crate::metric::imported::Imported;
use crate::statistics::bootstrap::{Scored, bootstrap};
use crate::statistics::correction::holm;
use crate::statistics::interval::{Interval, Mean};
use crate::statistics::randomization::randomization;
use crate::statistics::ranking::{Place, places};
use crate::statistics::units::Units;
use crate::statistics::wmt;
use crate::table::Table;

/// The rows of these systems under a metric.
pub(super) fn tables(
    evaluation: &Evaluation,
    metric: usize,
    systems: impl Iterator<Item = usize>,
) -> Result<Vec<&Table>> {
    let tables: Option<Vec<&Table>> =
        systems.map(|system| evaluation.table(metric, system)).collect();
    tables.ok_or_else(|| {
        let message = "an evaluation is compared by its rows, and they were not kept";
        Error::new(ErrorKind::Setting, message)
    })
}

/// What one metric says of all systems, which are sorted by name.
pub(super) struct Measured<'a> {
    pub(super) evaluation: &'a Evaluation,
    pub(super) metric: usize,
    /// Per system, the score of each segment; `None` where one made elsewhere is missing.
    pub(super) segment_scores: Vec<Vec<Option<f64>>>,
    /// Per system, one row per unit.
    pub(super) rows: Vec<Cow<'a, Table>>,
    /// Per system, the scores of the resamples.
    pub(super) resampled: Vec<Vec<f64>>,
    pub(super) values: Vec<f64>,
    /// What the signature says of the resampling.
    pub(super) words: Vec<(&'static str, String)>,
}

impl<'a> Measured<'a> {
    pub(super) fn new(
        evaluation: &'a Evaluation,
        metric: usize,
        order: &[usize],
        units: &Units,
        plan: &Plan,
    ) -> Result<Self> {
        let segments = tables(evaluation, metric, order.iter().copied())?;
        let rows: Vec<_> = segments.iter().map(|table| units.rows(table)).collect();
        let calculator = &evaluation.calculators()[metric];
        let scored: Vec<Scored<'_>> = rows.iter().map(|rows| Scored { calculator, rows }).collect();
        let resampled = bootstrap(&scored, plan.samples_of(units), plan.seed);
        let score = |row: &[f64]| calculator.is_defined(row).then(|| calculator.segment_score(row));
        let segment_scores =
            segments.iter().map(|table| table.rows().map(score).collect()).collect();
        let values = order.iter().map(|&system| evaluation.score(metric, system)).collect();
        let mut words = plan.words(units.unit());
        words.insert(1, ("ar", plan.trials.to_string()));
        Ok(Measured { evaluation, metric, segment_scores, rows, resampled, values, words })
    }

    pub(super) fn score(&self, system: usize, place: Option<Place>) -> Score {
        let calculator = &self.evaluation.calculators()[self.metric];
        let precision = calculator.resampled_precision();
        Score {
            id: calculator.id().to_owned(),
            metric: calculator.key().to_owned(),
            name: calculator.name(),
            value: self.values[system],
            lower_is_better: calculator.direction() == Direction::LowerIsBetter,
            signature: self.evaluation.resampled_signature(self.metric, &self.words),
            interval: Interval::around_mean(&self.resampled[system], precision, Mean::Pairwise),
            place,
        }
    }

    pub(super) fn pairs(&self, names: &[&str], pairs: &[(usize, usize)], plan: &Plan) -> Vec<Pair> {
        let calculator = &self.evaluation.calculators()[self.metric];
        let scored: Vec<Scored<'_>> =
            self.rows.iter().map(|rows| Scored { calculator, rows }).collect();
        let tested = randomization(&scored, pairs, plan.trials, plan.seed, plan.ties).p;
        let means: Vec<Table> =
            self.segment_scores.iter().map(|scores| Imported::table(scores)).collect();
        let mean = Imported::calculator(&ImportedScores::default());
        let scored: Vec<Scored<'_>> =
            means.iter().map(|rows| Scored { calculator: &mean, rows }).collect();
        let permuted = randomization(&scored, pairs, plan.trials, plan.seed, plan.ties).p;
        let adjusted = holm(&tested);
        let found = pairs.par_iter().enumerate().map(|(index, &(a, b))| {
            let tested = Tested {
                randomization: tested[index],
                adjusted: adjusted[index],
                permutation: permuted[index],
            };
            self.pair(names, [a, b], &tested, plan.ties)
        });
        found.collect()
    }

    /// The place of each system among all.
    pub(super) fn places(
        &self,
        pairs: &[(usize, usize)],
        found: &[Pair],
        clusters: Clusters,
    ) -> Vec<Place> {
        if clusters == Clusters::Wmt25 {
            return self.places_of_wmt25();
        }
        let systems = self.values.len();
        let mut best_first: Vec<usize> = (0..systems).collect();
        let sign = match self.evaluation.calculators()[self.metric].direction() {
            Direction::HigherIsBetter => -1.0,
            Direction::LowerIsBetter => 1.0,
        };
        best_first.sort_by(|&a, &b| (sign * self.values[a]).total_cmp(&(sign * self.values[b])));
        let mut differ = vec![vec![false; systems]; systems];
        for (&(a, b), pair) in pairs.iter().zip(found) {
            differ[a][b] = pair.p_adjusted < ALPHA;
            differ[b][a] = differ[a][b];
        }
        let placed = places(systems, |a, b| differ[best_first[a]][best_first[b]]);
        let mut by_name: Vec<(usize, Place)> = best_first.into_iter().zip(placed).collect();
        by_name.sort_by_key(|(system, _)| *system);
        by_name.into_iter().map(|(_, place)| place).collect()
    }

    fn places_of_wmt25(&self) -> Vec<Place> {
        let sign = match self.evaluation.calculators()[self.metric].direction() {
            Direction::HigherIsBetter => 1.0,
            Direction::LowerIsBetter => -1.0,
        };
        let signed = |scores: &Vec<Option<f64>>| -> Vec<Option<f64>> {
            scores.iter().map(|score| score.map(|score| sign * score)).collect()
        };
        let scores: Vec<_> = self.segment_scores.iter().map(signed).collect();
        let mut placed = wmt::places(&scores, ALPHA);
        placed.sort_by_key(|place| place.system);
        let place = |place: &wmt::Place| Place {
            ranks: [place.first_rank, place.last_rank],
            cluster: place.cluster,
        };
        placed.iter().map(place).collect()
    }
}
