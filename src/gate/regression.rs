//! Regression: whether a drop beyond the tolerance is shown, excluded, or neither.
//!
//! ```text
//! d = new − baseline, sign turned where lower is better
//! fail          P(d this low  | true drop = tolerance) < 1 − confidence
//! pass          P(d this high | true drop = tolerance) ≤ 1 − confidence
//! inconclusive  else
//! ```
//!
//! Where there is a tolerance, a drop is shown only if equal outputs would differ as much in at most
//! one of a hundred cases: with much noise and little tolerance the first line alone lets equal
//! outputs fail in up to one of twenty.
//!
//! Segments, or whole documents, are drawn with replacement, both systems alike. With at most
//! thirty of them the interval comes out too narrow; then each unit's part in the difference
//! (its jackknife pseudovalue, Tukey 1958), the tolerance added, changes sign at random, which holds
//! at any size. The same without the tolerance says how much equal outputs differ.

use serde::Serialize;

use super::Interval;
use crate::metric::{Calculator, Direction};
use crate::statistics::bootstrap::resample;
use crate::statistics::paired::{Alternative, permutation};
use crate::statistics::power::{detectable, units_needed};
use crate::statistics::random::Random;
use crate::statistics::units::LEAST_DOCUMENTS;
use crate::table::Table;

/// With so many units or fewer the bootstrap does not decide.
const FEW_UNITS: usize = 30;
/// How often equal outputs may differ as much where a drop is called shown.
const EQUAL_OUTPUTS: f64 = 0.01;

/// How sure a drop, or its absence, must be, and how that is found out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Doubt {
    /// How much worse it may be, in points.
    pub tolerance: f64,
    /// One-sided.
    pub confidence: f64,
    /// Resamples, and trials.
    pub samples: usize,
    /// Another seed draws otherwise.
    pub seed: u64,
}

/// What decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum DecidedBy {
    /// The interval by bootstrap.
    Bootstrap,
    /// Changing the signs of the units' parts at random.
    Signs,
    /// The difference itself.
    Difference,
}

/// How the new output compares.
#[derive(Debug, Clone, PartialEq)]
pub struct Regression {
    /// Negative is worse.
    pub difference: f64,
    /// By bootstrap.
    pub interval: Interval,
    /// How likely a difference as low is where the true drop is the tolerance.
    pub p_shown: f64,
    /// How likely a difference as high is where the true drop is the tolerance.
    pub p_excluded: f64,
    /// What the two are from.
    pub decided_by: DecidedBy,
    /// The smallest true drop that would be shown four times in five; `None` below ten units.
    pub minimum_detectable: Option<f64>,
    /// How many units would decide this difference four times in five.
    pub units_needed: Option<u64>,
}

/// Compares rows of a new output with those of an old one, unit by unit.
///
/// # Panics
///
/// When the tables are not equally long.
///
/// # Examples
///
/// ```
/// use mizan::gate::{Doubt, regression};
/// use mizan::metric::registry::calculator;
/// use mizan::table::Table;
///
/// let ter = calculator("ter")?;
/// let rows = |edits: f64| {
///     let mut rows = Table::new(2);
///     (0..40).for_each(|n| rows.push(&[edits + f64::from(n % 3), 10.0]));
///     rows
/// };
/// let doubt = Doubt { tolerance: 0.5, confidence: 0.95, samples: 1000, seed: 12345 };
/// // One more edit in ten words: TER rises by 10 points, which is worse.
/// let worse = regression(&ter, &rows(2.0), &rows(1.0), &doubt);
/// assert!((worse.difference + 10.0).abs() < 1e-9);
/// assert!(worse.p_shown < 0.05 && worse.p_excluded > 0.05);
/// let same = regression(&ter, &rows(1.0), &rows(1.0), &doubt);
/// assert!(same.p_shown > 0.05 && same.p_excluded < 0.05);
/// # Ok::<(), mizan::Error>(())
/// ```
pub fn regression(calculator: &Calculator, new: &Table, old: &Table, doubt: &Doubt) -> Regression {
    assert_eq!(new.len(), old.len(), "both have the same units");
    let sign = match calculator.direction() {
        Direction::HigherIsBetter => 1.0,
        Direction::LowerIsBetter => -1.0,
    };
    let score = |sum: &[f64]| sign * calculator.score(sum);
    let difference = score(&new.sum()) - score(&old.sum());
    let resampled = resample(&[new, old], doubt.samples, doubt.seed, |_, sum| score(sum));
    let mut drawn: Vec<f64> = resampled[0].iter().zip(&resampled[1]).map(|(a, b)| a - b).collect();
    drawn.sort_by(f64::total_cmp);
    let is_identical = new == old;
    let parts = parts(new, old, score);
    let (p_shown, p_excluded, decided_by) = if is_identical {
        (1.0, 0.0, DecidedBy::Difference)
    } else if new.len() <= FEW_UNITS {
        let beyond: Vec<f64> = parts.iter().map(|part| part + doubt.tolerance).collect();
        let shown = by_signs(&beyond, Alternative::Less, doubt);
        (shown, by_signs(&beyond, Alternative::Greater, doubt), DecidedBy::Signs)
    } else {
        // Both counts have the one at hand added, so that no probability is 0.
        let share = |count: usize| (count + 1) as f64 / (drawn.len() + 1) as f64;
        let below = drawn.partition_point(|&difference| difference < -doubt.tolerance);
        (share(drawn.len() - below), share(below), DecidedBy::Bootstrap)
    };
    let p_shown = if doubt.tolerance > 0.0 && !is_identical {
        // Scaled, so that it is below what the other is held to where it is below its own bound.
        let scale = ((1.0 - doubt.confidence) / EQUAL_OUTPUTS).max(1.0);
        let equal = by_signs(&parts, Alternative::Less, doubt);
        if equal.is_nan() { equal } else { p_shown.max(scale * equal).min(1.0) }
    } else {
        p_shown
    };
    let error = standard_deviation(&drawn);
    let minimum = (new.len() >= LEAST_DOCUMENTS).then(|| detectable(error, doubt.confidence));
    let distance = difference + doubt.tolerance;
    Regression {
        difference,
        interval: interval(&drawn, difference, doubt.confidence),
        p_shown,
        p_excluded,
        decided_by,
        minimum_detectable: minimum.filter(|minimum| minimum.is_finite()),
        units_needed: minimum.and_then(|minimum| units_needed(new.len(), minimum, distance)),
    }
}

/// What each unit has in the difference: n times the whole, less n − 1 times what is left without it.
fn parts(new: &Table, old: &Table, score: impl Fn(&[f64]) -> f64) -> Vec<f64> {
    let (new_sum, old_sum) = (new.sum(), old.sum());
    let difference = score(&new_sum) - score(&old_sum);
    let without = |table: &Table, sum: &[f64], unit: usize| {
        let rest: Vec<f64> = sum.iter().zip(table.row(unit)).map(|(all, one)| all - one).collect();
        score(&rest)
    };
    let count = new.len() as f64;
    let part = |unit: usize| {
        let rest = without(new, &new_sum, unit) - without(old, &old_sum, unit);
        count * difference - (count - 1.0) * rest
    };
    (0..new.len()).map(part).collect()
}

/// The chance of a sum as low, or as high, where every part could as well have the other sign.
fn by_signs(parts: &[f64], alternative: Alternative, doubt: &Doubt) -> f64 {
    let mut random = Random::new(doubt.seed);
    permutation(parts, alternative, doubt.samples, || random.next_u32()).p
}

fn interval(sorted: &[f64], difference: f64, confidence: f64) -> Interval {
    #[expect(clippy::cast_possible_truncation, reason = "a share of a length")]
    #[expect(clippy::cast_sign_loss, reason = "a share of a length")]
    // 1 − 0.95 is a little more than 0.05.
    let beyond = ((1.0 - confidence) * sorted.len() as f64 + 1e-9).floor() as usize;
    let end = |place: Option<usize>| {
        place.and_then(|place| sorted.get(place)).copied().unwrap_or(difference)
    };
    let last = sorted.len().checked_sub(beyond + 1);
    Interval { low: end(Some(beyond)), high: end(last), confidence }
}

fn standard_deviation(values: &[f64]) -> f64 {
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    (squares / (count - 1.0)).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metric::registry::calculator;

    const DOUBT: Doubt = Doubt { tolerance: 0.5, confidence: 0.95, samples: 1000, seed: 1 };

    fn rows(edits: impl Iterator<Item = f64>) -> Table {
        let mut rows = Table::new(2);
        edits.for_each(|edits| rows.push(&[edits, 10.0]));
        rows
    }

    fn compare(new: &Table, old: &Table, doubt: &Doubt) -> Regression {
        regression(&calculator("ter").unwrap(), new, old, doubt)
    }

    #[test]
    fn of_a_few_units_all_signs_are_tried() {
        let found = |tolerance: f64| {
            let (new, old) = (rows([3.0; 6].into_iter()), rows([1.0; 6].into_iter()));
            compare(&new, &old, &Doubt { tolerance, ..DOUBT })
        };
        assert_eq!(found(0.0).p_shown, 1.0 / 64.0);
        // With a tolerance equal outputs are held to one in a hundred.
        assert!((found(0.5).p_shown - 5.0 / 64.0).abs() < 1e-9);
        let found = found(0.5);
        assert_eq!(found.decided_by, DecidedBy::Signs);
        assert_eq!(found.minimum_detectable, None);
    }

    #[test]
    fn with_four_units_nothing_can_be_shown() {
        let found = compare(&rows([9.0; 4].into_iter()), &rows([1.0; 4].into_iter()), &DOUBT);
        assert!(found.p_shown > 0.05 && found.p_excluded > 0.05, "{found:?}");
    }

    #[test]
    fn what_did_not_change_has_not_dropped_even_without_tolerance() {
        for units in [1, 5, 50] {
            let same = || rows((0..units).map(|n| f64::from(n % 4)));
            let found = compare(&same(), &same(), &Doubt { tolerance: 0.0, ..DOUBT });
            assert_eq!((found.difference, found.p_shown, found.p_excluded), (0.0, 1.0, 0.0));
        }
    }

    #[test]
    fn both_ways_of_deciding_agree_where_both_may() {
        // 31 units are drawn, 30 change signs; the last is like the others.
        let noise = |n: u32| f64::from(n * 7919 % 13) / 4.0;
        let of = |units: u32, drop: f64| {
            let new = rows((0..units).map(|n| noise(n) + drop));
            compare(&new, &rows((0..units).map(|n| noise(n * 3 + 5))), &DOUBT)
        };
        for drop in [-1.0, 0.0, 0.4, 1.0] {
            let (signs, drawn) = (of(30, drop), of(31, drop));
            assert_eq!(signs.decided_by, DecidedBy::Signs);
            assert_eq!(drawn.decided_by, DecidedBy::Bootstrap);
            assert!((signs.p_excluded - drawn.p_excluded).abs() < 0.1, "{signs:?} {drawn:?}");
        }
    }

    #[test]
    fn the_ends_of_the_interval_leave_five_percent_beyond_each() {
        let drawn: Vec<f64> = (0..1000).map(f64::from).collect();
        let found = interval(&drawn, 0.0, 0.95);
        assert_eq!((found.low, found.high), (50.0, 949.0));
        assert_eq!(interval(&[], 2.0, 0.95).low, 2.0);
    }
}
