//! Interval: where a score, or a difference of scores, lies on other test sets of the same kind.

use serde::{Deserialize, Serialize};

use crate::metric::Precision;

/// The share of resamples that an interval covers.
pub const LEVEL: f64 = 0.95;

/// An interval from the scores of resamples.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// The mean of the resamples.
    pub mean: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// The share of resamples that it covers.
    pub level: f64,
}

/// How a mean is rounded. sacreBLEU's two ways of making intervals differ in the last digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mean {
    /// As if added up without error, then rounded once: `sacrebleu -ci`.
    Exact,
    /// As NumPy adds up, by halves: `sacrebleu --paired-bs`.
    Pairwise,
}

impl Interval {
    /// sacreBLEU's interval of a score: as wide as the middle 95 % of the resamples, around their
    /// mean. `None` where there is no resample.
    ///
    /// # Examples
    ///
    /// ```
    /// use mizan::metric::Precision;
    /// use mizan::statistics::interval::{Interval, Mean};
    ///
    /// let scores: Vec<f64> = (1..=1000).map(f64::from).collect();
    /// let interval = Interval::around_mean(&scores, Precision::Double, Mean::Exact).unwrap();
    /// assert_eq!((interval.mean, interval.low, interval.high), (500.5, 26.0, 975.0));
    /// ```
    pub fn around_mean(scores: &[f64], precision: Precision, rule: Mean) -> Option<Interval> {
        let sorted = sorted(scores);
        let (low, high) = middle(&sorted)?;
        let half = round(0.5 * round(high - low, precision), precision);
        let mean = match rule {
            Mean::Exact => round(exact_mean(&sorted), precision),
            Mean::Pairwise => pairwise_mean(&sorted, precision),
        };
        Some(Interval { mean, low: mean - half, high: mean + half, level: LEVEL })
    }

    /// The middle 95 % of resampled values: for a difference, whose ends need not be equally far
    /// from the mean. `None` where there is no resample.
    pub fn of_middle(values: &[f64]) -> Option<Interval> {
        let sorted = sorted(values);
        let (low, high) = middle(&sorted)?;
        Some(Interval { mean: exact_mean(&sorted), low, high, level: LEVEL })
    }
}

fn sorted(values: &[f64]) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted
}

/// The ends of the middle 95 %: of 1,000 values the 26th from each end.
fn middle(sorted: &[f64]) -> Option<(f64, f64)> {
    let beyond = sorted.len() / 40;
    let last = sorted.len().checked_sub(beyond + 1)?;
    Some((sorted[beyond], sorted[last]))
}

/// The number in this precision.
pub(super) fn round(value: f64, precision: Precision) -> f64 {
    match precision {
        #[expect(clippy::cast_possible_truncation, reason = "rounding is what is asked for")]
        Precision::Single => f64::from(value as f32),
        Precision::Double => value,
    }
}

/// Neumaier's sum (1974), whose error does not grow with the number of values.
fn exact_mean(values: &[f64]) -> f64 {
    let (mut sum, mut lost) = (0.0_f64, 0.0);
    for &value in values {
        let next = sum + value;
        lost += if sum.abs() >= value.abs() { (sum - next) + value } else { (value - next) + sum };
        sum = next;
    }
    (sum + lost) / values.len() as f64
}

/// The mean as NumPy computes it of an array in this precision.
pub(super) fn pairwise_mean(values: &[f64], precision: Precision) -> f64 {
    round(pairwise_sum(values, precision) / values.len() as f64, precision)
}

/// NumPy's sum: halves down to 128 values, which eight running sums add up. Every addition of two
/// single-precision numbers in double precision, rounded, is the addition in single precision.
fn pairwise_sum(values: &[f64], precision: Precision) -> f64 {
    const LANES: usize = 8;
    const BLOCK: usize = 128;
    let add = |a: f64, b: f64| round(a + b, precision);
    if values.len() < LANES {
        return values.iter().fold(0.0, |sum, &value| add(sum, value));
    }
    if values.len() > BLOCK {
        let half = values.len() / 2;
        let (left, right) = values.split_at(half - half % LANES);
        return add(pairwise_sum(left, precision), pairwise_sum(right, precision));
    }
    let rounds = values.chunks_exact(LANES);
    let rest = rounds.remainder();
    let mut lanes = [0.0; LANES];
    for round in rounds {
        for (lane, &value) in lanes.iter_mut().zip(round) {
            *lane = add(*lane, value);
        }
    }
    let [a, b, c, d, e, f, g, h] = lanes;
    let sum = add(add(add(a, b), add(c, d)), add(add(e, f), add(g, h)));
    rest.iter().fold(sum, |sum, &value| add(sum, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mean_of_one_value_is_that_value() {
        for rule in [Mean::Exact, Mean::Pairwise] {
            let interval = Interval::around_mean(&[0.1], Precision::Double, rule).unwrap();
            assert_eq!((interval.mean, interval.low, interval.high), (0.1, 0.1, 0.1));
        }
        assert_eq!(Interval::of_middle(&[]), None);
    }

    #[test]
    fn the_ends_of_a_difference_need_not_be_equally_far() {
        let values: Vec<f64> = (0..100).map(|n| f64::from(n * n)).collect();
        let interval = Interval::of_middle(&values).unwrap();
        assert_eq!((interval.low, interval.high), (4.0, 97.0 * 97.0));
        assert!(interval.mean - interval.low < interval.high - interval.mean);
    }

    #[test]
    fn single_precision_rounds_every_addition() {
        let values = vec![16_777_216.0, 1.0, 1.0, 1.0];
        assert_eq!(pairwise_mean(&values, Precision::Single), 4_194_304.0);
        assert_eq!(pairwise_mean(&values, Precision::Double), 4_194_304.75);
    }
}
