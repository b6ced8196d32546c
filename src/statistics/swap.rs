//! Swap: whether one metric goes along with gold scores better than another.
//!
//! The scores of both metrics are put on one scale (mean 0, variance 1) and swapped output by
//! output with probability ½. p is the share of swaps after which the second metric is at least as
//! far ahead as observed: PERM-BOTH of Deutsch, Dror and Roth, "A Statistical Analysis of
//! Summarization Evaluation Metrics Using Resampling Methods", TACL 2021 (arXiv:2104.00054), as
//! mt-metrics-eval's `PermutationSigDiff`.

use std::ops::RangeInclusive;

use crate::statistics::grouping::Row;
use crate::statistics::signs;

/// The comparison of two metrics.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Swap {
    /// The second metric's value less the first's, on standardised scores.
    pub difference: f64,
    /// The p-value for the second metric being better; 1 − p for the first.
    pub p: f64,
    /// How many swaps were made.
    pub trials: usize,
}

/// After so many trials each time, it ends where the answer is clear.
const BLOCK: usize = 1000;
/// Below it is clearly significant, above clearly not.
const UNCLEAR: RangeInclusive<f64> = 0.02..=0.5;

/// Tests whether the second metric is better than the first, by at most `trials` swaps.
///
/// Both have the same rows of the same outputs; `statistic` gives the value of a metric's rows,
/// such as `|rows| average(rows, pearson).value`. `bits` gives random bits, ⌈outputs / 32⌉ times a
/// trial. After each 1,000 trials it ends if p is below 0.02 or above 0.5. A metric that gives
/// every output the same score, a NaN, and no trials leave p NaN.
///
/// # Panics
///
/// When the metrics do not have the same gold scores.
///
/// # Examples
///
/// ```
/// use mizan::statistics::correlation::pearson;
/// use mizan::statistics::grouping::{Row, average};
/// use mizan::statistics::swap::perm_both;
///
/// let gold = vec![1.0, 2.0, 3.0, 4.0];
/// let first = Row { gold: gold.clone(), metric: vec![0.3, 0.1, 0.4, 0.2] };
/// let second = Row { gold, metric: vec![10.0, 20.0, 30.0, 40.0] };
/// let mut state = 1_u32;
/// let bits = || {
///     state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
///     state >> 16
/// };
/// let swap = perm_both(&[first], &[second], |rows| average(rows, pearson).value, 1000, bits);
/// assert!((swap.difference - 1.0).abs() < 1e-12);
/// // 4 of all 16 swaps leave the second as far ahead.
/// assert!((swap.p - 4.0 / 16.0).abs() < 0.05);
/// ```
pub fn perm_both(
    first: &[Row],
    second: &[Row],
    statistic: impl Fn(&[Row]) -> f64,
    trials: usize,
    mut bits: impl FnMut() -> u32,
) -> Swap {
    assert!(
        first.iter().map(|row| &row.gold).eq(second.iter().map(|row| &row.gold)),
        "both metrics are compared with the same gold scores"
    );
    let (mut first, mut second) = (first.to_vec(), second.to_vec());
    let is_scaled = standardize(&mut first) & standardize(&mut second);
    if !is_scaled || trials == 0 {
        return Swap { difference: f64::NAN, p: f64::NAN, trials: 0 };
    }
    let difference = statistic(&second) - statistic(&first);
    let outputs = first.iter().map(|row| row.metric.len()).sum();
    let (mut ahead, mut made) = (0, 0);
    let share = |ahead: usize, made: usize| ahead as f64 / made as f64;
    // A swap of swapped scores is as good as one of the scores at hand.
    while made < trials {
        let choice = signs::draw(outputs, &mut bits);
        let is_chosen = |place: usize| choice[place / 32] >> (place % 32) & 1 == 1;
        let places = first.iter_mut().zip(&mut second);
        let scores = places.flat_map(|(a, b)| a.metric.iter_mut().zip(&mut b.metric));
        for (place, (a, b)) in scores.enumerate() {
            if is_chosen(place) {
                std::mem::swap(a, b);
            }
        }
        ahead += usize::from(statistic(&second) - statistic(&first) >= difference);
        made += 1;
        let p = share(ahead, made);
        if made.is_multiple_of(BLOCK) && !UNCLEAR.contains(&p) {
            break;
        }
    }
    Swap { difference, p: share(ahead, made), trials: made }
}

/// Scales all scores to mean 0 and variance 1; false where that cannot be.
fn standardize(rows: &mut [Row]) -> bool {
    let count = rows.iter().map(|row| row.metric.len()).sum::<usize>() as f64;
    let scores = || rows.iter().flat_map(|row| &row.metric);
    let mean = scores().sum::<f64>() / count;
    let deviation = (scores().map(|score| (score - mean).powi(2)).sum::<f64>() / count).sqrt();
    let first = scores().next().copied();
    if !deviation.is_finite() || scores().all(|&score| Some(score) == first) {
        return false;
    }
    for score in rows.iter_mut().flat_map(|row| &mut row.metric) {
        *score = (*score - mean) / deviation;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::correlation::pearson;
    use crate::statistics::grouping::average;

    fn row(metric: Vec<f64>) -> [Row; 1] {
        [Row { gold: (0..metric.len()).map(|n| n as f64).collect(), metric }]
    }

    #[test]
    fn equal_metrics_are_not_ahead() {
        let scores = row(vec![0.1, 0.5, 0.2, 0.9]);
        let value = |rows: &[Row]| average(rows, pearson).value;
        let swap = perm_both(&scores, &scores, value, 5000, || 0b1010);
        assert_eq!(swap, Swap { difference: 0.0, p: 1.0, trials: 1000 });
    }

    #[test]
    fn what_cannot_be_scaled_cannot_be_compared() {
        let varied = row(vec![0.1, 0.5]);
        for other in [row(vec![0.5, 0.5]), row(vec![0.5, f64::NAN])] {
            assert!(perm_both(&varied, &other, |_| 0.0, 10, || 0).p.is_nan());
        }
        assert!(perm_both(&varied, &varied, |_| 0.0, 0, || 0).p.is_nan());
        assert!(perm_both(&[], &[], |_| 0.0, 10, || 0).p.is_nan());
    }
}
