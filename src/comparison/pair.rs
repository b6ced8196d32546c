//! Pair: two systems under one metric.

use serde::{Deserialize, Serialize};

use super::measured::Measured;
use crate::metric::Direction;
use crate::statistics::bootstrap::p_value;
use crate::statistics::human::FittedMetric;
use crate::statistics::interval::Interval;
use crate::statistics::paired::{Alternative, Test, t_test};
use crate::statistics::power::{minimum_detectable, units_needed};
use crate::statistics::randomization::Ties;
use crate::statistics::units::LEAST_DOCUMENTS;
use crate::statistics::wilcoxon::{Method, Zeros, wilcoxon};

/// Two systems under one metric. `a` comes before `b` by name, or `b` is the baseline; the difference is a − b in the
/// metric's own points, so that under TER a positive one speaks for `b`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Pair {
    /// The metric's id.
    pub id: String,
    /// The metric's key.
    pub metric: String,
    /// The first system.
    pub a: String,
    /// The second system.
    pub b: String,
    /// The score of `a` less that of `b`.
    pub difference: f64,
    /// Where the difference lies, by bootstrap; `None` where there is but one unit.
    pub interval: Option<Interval>,
    /// What each test says, two-sided.
    pub p: PValues,
    /// The p-value of randomization, by Holm's method adjusted for all pairs under the metric.
    pub p_adjusted: f64,
    /// The share of segments on which `a` is strictly better.
    pub wins: f64,
    /// The share of segments on which both are equally good.
    pub ties: f64,
    /// The true difference that would be found at the 5 % level four times in five; `None` below
    /// ten units.
    pub minimum_detectable: Option<f64>,
    /// How many units it would take to find the observed difference four times in five.
    pub units_needed: Option<u64>,
    /// The percentage of people's judgements of pairs of systems that agree with such a
    /// difference; `None` for metrics that the published fit does not cover.
    pub agreement: Option<f64>,
}

/// Two-sided p-values.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct PValues {
    /// Paired bootstrap; `None` where there is but one unit.
    pub bootstrap: Option<f64>,
    /// Approximate randomization, on which decisions rest.
    pub randomization: f64,
    /// Randomization of the mean segment score, each segment by itself.
    pub permutation: f64,
    /// The paired t-test of segment scores; `None` where it cannot be made.
    pub t: Option<f64>,
    /// Wilcoxon's test of segment scores; `None` where it cannot be made.
    pub wilcoxon: Option<f64>,
}

/// The p-values that need all pairs at once, or their adjustment.
pub(super) struct Tested {
    pub(super) randomization: f64,
    pub(super) adjusted: f64,
    pub(super) permutation: f64,
}

impl Measured<'_> {
    /// The pair of the systems at these two indices.
    pub(super) fn pair(
        &self,
        names: &[&str],
        [a, b]: [usize; 2],
        tested: &Tested,
        ties: Ties,
    ) -> Pair {
        let calculator = &self.evaluation.calculators()[self.metric];
        let difference = self.values[a] - self.values[b];
        let (first, second) = (&self.resampled[a], &self.resampled[b]);
        let differences: Vec<f64> = first.iter().zip(second).map(|(a, b)| a - b).collect();
        let precision = calculator.resampled_precision();
        let bootstrap = (!first.is_empty()).then(|| {
            let is_identical = ties == Ties::Counted && self.rows[a] == self.rows[b];
            if is_identical { 1.0 } else { p_value(first, second, difference, precision) }
        });
        // Of a few units neither the spread nor the smallest possible p-value can be relied on.
        let has_units = self.rows[a].len() >= LEAST_DOCUMENTS && !differences.is_empty();
        let minimum = has_units.then(|| minimum_detectable(&differences));
        let by_segment = self.segment_differences(a, b);
        let p = |test: Test| Some(test.p).filter(|p| !p.is_nan());
        let share = |counts: &dyn Fn(f64) -> bool| {
            let count = by_segment.iter().filter(|&&difference| counts(difference)).count();
            if by_segment.is_empty() { 0.0 } else { count as f64 / by_segment.len() as f64 }
        };
        let wins = match calculator.direction() {
            Direction::HigherIsBetter => share(&|difference| difference > 0.0),
            Direction::LowerIsBetter => share(&|difference| difference < 0.0),
        };
        Pair {
            id: calculator.id().to_owned(),
            metric: calculator.key().to_owned(),
            a: names[a].to_owned(),
            b: names[b].to_owned(),
            difference,
            interval: Interval::of_middle(&differences),
            p: PValues {
                bootstrap,
                randomization: tested.randomization,
                permutation: tested.permutation,
                t: p(t_test(&by_segment, Alternative::TwoSided)),
                wilcoxon: p(wilcoxon(
                    &by_segment,
                    Zeros::Dropped,
                    Alternative::TwoSided,
                    Method::Auto,
                )),
            },
            p_adjusted: tested.adjusted,
            wins,
            ties: share(&|difference| difference == 0.0),
            minimum_detectable: minimum,
            units_needed: minimum.and_then(|m| units_needed(self.rows[a].len(), m, difference)),
            agreement: FittedMetric::of(calculator.id()).map(|fit| fit.agreement(difference)),
        }
    }

    /// The differences of the segments that both systems have a score for.
    fn segment_differences(&self, a: usize, b: usize) -> Vec<f64> {
        let both = self.segment_scores[a].iter().zip(&self.segment_scores[b]);
        both.filter_map(|(a, b)| Some(a.as_ref()? - b.as_ref()?)).collect()
    }
}
