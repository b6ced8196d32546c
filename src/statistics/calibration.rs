//! Calibration: from which difference on a metric's scores are told apart.
//!
//! Human scores tie often, metric scores hardly ever. Before accuracy is measured, metric scores
//! that differ by at most ε count as tied, for the ε that is best for the metric: Deutsch, Foster
//! and Freitag, "Ties Matter", EMNLP 2023 (arXiv:2305.14324). As mt-metrics-eval's
//! `KendallWithTiesOpt` with `sample_rate=1.0`: candidates are 0 and all observed differences;
//! pairs become ties in the order of their differences; of several best candidates the smallest is
//! taken.

use crate::statistics::concordance::{Concordance, Order};
use crate::statistics::grouping::Row;

/// The best ε.
#[derive(Debug, Clone, PartialEq)]
pub struct Calibration {
    /// Scores that differ by at most this are tied.
    pub epsilon: f64,
    /// The statistic with these ties, averaged over rows.
    pub value: f64,
    /// All candidates and what each gives, from 0 on.
    pub candidates: Vec<(f64, f64)>,
}

/// A pair, with what it counts as while it is no tie.
struct Pair {
    row: usize,
    difference: f64,
    order: Order,
}

/// Finds the ε under which a statistic of the counts, averaged over rows, is highest.
///
/// Rows without a pair are left out, and so are pairs with NaN or with a difference that is NaN.
/// `None` where no pair is left. The statistic is [`Concordance::accuracy`] or
/// [`Concordance::tau_23`].
///
/// # Examples
///
/// ```
/// use mizan::statistics::calibration::calibrate;
/// use mizan::statistics::concordance::Concordance;
/// use mizan::statistics::grouping::Row;
///
/// let row = Row { gold: vec![0.0, 0.0, -5.0], metric: vec![1.0, 0.75, 0.25] };
/// let best = calibrate(&[row], Concordance::accuracy).unwrap();
/// assert_eq!((best.epsilon, best.value), (0.25, 1.0));
/// assert_eq!(best.candidates.len(), 4);
/// ```
pub fn calibrate(rows: &[Row], statistic: impl Fn(&Concordance) -> f64) -> Option<Calibration> {
    let mut pairs: Vec<Pair> = rows.iter().enumerate().flat_map(|(n, row)| pairs(n, row)).collect();
    let mut counts = vec![Concordance::default(); rows.len()];
    for pair in &pairs {
        *counts[pair.row].of_mut(pair.order) += 1;
    }
    let used = counts.iter().filter(|counts| counts.pairs() > 0);
    let row_count = used.clone().count() as f64;
    let mut total: f64 = used.map(&statistic).sum();
    // The sum is kept up to date rather than made anew, and in the order of the reference: which
    // of two equal candidates comes out ahead by a rounding is part of the result.
    pairs.sort_by(|a, b| a.difference.total_cmp(&b.difference));
    let mut candidates = vec![(0.0, total / row_count)];
    for pair in &pairs {
        let counts = &mut counts[pair.row];
        total -= statistic(counts);
        *counts.of_mut(pair.order) -= 1;
        *counts.of_mut(pair.order.tied()) += 1;
        total += statistic(counts);
        match candidates.last_mut() {
            Some((epsilon, value)) if *epsilon == pair.difference => *value = total / row_count,
            _ => candidates.push((pair.difference, total / row_count)),
        }
    }
    let mut best: Option<(f64, f64)> = None;
    for &(epsilon, value) in candidates.iter().filter(|(_, value)| !value.is_nan()) {
        if best.is_none_or(|(_, highest)| value > highest) {
            best = Some((epsilon, value));
        }
    }
    best.map(|(epsilon, value)| Calibration { epsilon, value, candidates })
}

fn pairs(row_index: usize, row: &Row) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for first in 0..row.gold.len() {
        for second in first + 1..row.gold.len() {
            let metric = [row.metric[first], row.metric[second]];
            let difference = (metric[0] - metric[1]).abs();
            let order = Order::of([row.gold[first], row.gold[second]], metric, 0.0);
            if let Some(order) = order.filter(|_| !difference.is_nan()) {
                pairs.push(Pair { row: row_index, difference, order });
            }
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_to_pair_is_no_calibration() {
        assert_eq!(calibrate(&[], Concordance::accuracy), None);
        let single = Row { gold: vec![1.0], metric: vec![0.5] };
        let missing = Row { gold: vec![1.0, 2.0], metric: vec![0.5, f64::NAN] };
        assert_eq!(calibrate(&[single, missing], Concordance::accuracy), None);
    }

    #[test]
    fn of_equally_good_candidates_the_first_is_taken() {
        // Gold tells all apart, so that no tie is better than none.
        let row = Row { gold: vec![1.0, 2.0, 3.0], metric: vec![0.1, 0.1, 0.1] };
        let best = calibrate(&[row], Concordance::accuracy).unwrap();
        assert_eq!((best.epsilon, best.value), (0.0, 0.0));
        assert_eq!(best.candidates, [(0.0, 0.0)]);
    }

    #[test]
    fn the_value_is_that_of_counting_with_the_epsilon() {
        let gold: Vec<f64> = (0..30).map(|n| f64::from(n * n % 7)).collect();
        let metric: Vec<f64> = (0..30).map(|n| f64::from(n * n % 11) / 8.0).collect();
        let row = Row { gold: gold.clone(), metric: metric.clone() };
        let best = calibrate(&[row], Concordance::tau_23).unwrap();
        for (epsilon, value) in best.candidates {
            let counted = Concordance::new(&gold, &metric, epsilon).tau_23();
            assert!((value - counted).abs() < 1e-12);
        }
    }
}
