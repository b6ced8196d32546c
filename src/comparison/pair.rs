//! Pair: two systems under one metric.

use serde::Serialize;

use super::Measured;
use crate::metric::{Calculator, Direction};
use crate::statistics::bootstrap::p_value;
use crate::statistics::interval::Interval;
use crate::statistics::power::{minimum_detectable, units_needed};
use crate::statistics::randomization::Ties;
use crate::table::Table;

/// Two systems under one metric. `a` comes before `b` by name, or `b` is the baseline; the difference is a − b in the
/// metric's own points, so that under TER a positive one speaks for `b`.
#[derive(Debug, Clone, PartialEq, Serialize)]
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
    /// The true difference that would be found at the 5 % level four times in five.
    pub minimum_detectable: Option<f64>,
    /// How many units it would take to find the observed difference four times in five.
    pub units_needed: Option<u64>,
}

/// Two-sided p-values.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct PValues {
    /// Paired bootstrap; `None` where there is but one unit.
    pub bootstrap: Option<f64>,
    /// Approximate randomization, on which decisions rest.
    pub randomization: f64,
}

impl Measured<'_> {
    /// The pair of the systems at these two indices.
    pub(super) fn pair(
        &self,
        names: &[&str],
        [a, b]: [usize; 2],
        (p, p_adjusted): (f64, f64),
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
        let minimum = Some(minimum_detectable(&differences)).filter(|minimum| !minimum.is_nan());
        let [wins, ties] = shares(calculator, self.segments[a], self.segments[b]);
        Pair {
            id: calculator.id().to_owned(),
            metric: calculator.key().to_owned(),
            a: names[a].to_owned(),
            b: names[b].to_owned(),
            difference,
            interval: Interval::of_middle(&differences),
            p: PValues { bootstrap, randomization: p },
            p_adjusted,
            wins,
            ties,
            minimum_detectable: minimum,
            units_needed: minimum.and_then(|m| units_needed(self.rows[a].len(), m, difference)),
        }
    }
}

/// The shares of segments on which the first is better, and on which both are equal.
fn shares(calculator: &Calculator, a: &Table, b: &Table) -> [f64; 2] {
    let (mut wins, mut ties, mut count) = (0_usize, 0_usize, 0_usize);
    for (a, b) in a.rows().zip(b.rows()) {
        if !calculator.has_score(a) || !calculator.has_score(b) {
            continue;
        }
        count += 1;
        let (a, b) = (calculator.segment_score(a), calculator.segment_score(b));
        let is_better = match calculator.direction() {
            Direction::HigherIsBetter => a > b,
            Direction::LowerIsBetter => a < b,
        };
        wins += usize::from(is_better);
        ties += usize::from(a == b);
    }
    [wins, ties].map(|number| if count > 0 { number as f64 / count as f64 } else { 0.0 })
}
