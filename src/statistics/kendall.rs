//! Kendall: whether a rank correlation could be chance.

use crate::statistics::concordance::Concordance;
use crate::statistics::distribution::{normal_upper, p_value};
use crate::statistics::paired::Alternative;
use crate::statistics::ranks::Ranks;

/// Up to so many elements without ties every order is counted.
const EXACT_LIMIT: usize = 33;

/// The two-sided p-value of Kendall's τ, whichever variant: it is one of C − D.
///
/// ```text
/// z = (C − D) / √v
/// v = (m (2n + 5) − g2 − h2) / 18 + 2 g h / m + g1 h1 / (9 m (n − 2)),  m = n (n − 1)
/// g = Σ t (t − 1) / 2,  g1 = Σ t (t − 1)(t − 2),  g2 = Σ t (t − 1)(2t + 5)
/// ```
///
/// over groups of t equal gold scores, h alike for the metric: Kendall, "Rank Correlation Methods",
/// 1970, as `scipy.stats.kendalltau`. Without ties and with up to 33 elements, or with at most one
/// pair against the rest, it is the exact share of orders. NaN where one side is constant or holds
/// NaN, or with fewer than two elements.
///
/// # Panics
///
/// When the sides are not equally long.
///
/// # Examples
///
/// ```
/// use mizan::statistics::kendall::kendall_p;
///
/// // Two of 24 orders are as extreme as the opposite one.
/// let p = kendall_p(&[1.0, 2.0, 3.0, 4.0], &[4.0, 3.0, 2.0, 1.0]);
/// assert!((p - 2.0 / 24.0).abs() < 1e-12);
/// ```
pub fn kendall_p(gold: &[f64], metric: &[f64]) -> f64 {
    let counts = Concordance::new(gold, metric, 0.0);
    if counts.tau_b().is_nan() || gold.iter().chain(metric).any(|score| score.is_nan()) {
        return f64::NAN;
    }
    let fewer = counts.concordant.min(counts.discordant);
    let has_ties = counts.concordant + counts.discordant < counts.pairs();
    if !has_ties && (gold.len() <= EXACT_LIMIT || fewer <= 1) {
        return exact_p(gold.len(), fewer);
    }
    let (g, h) = (Ties::new(gold), Ties::new(metric));
    let n = gold.len() as f64;
    let m = n * (n - 1.0);
    let variance = (m * (2.0 * n + 5.0) - g.spread - h.spread) / 18.0
        + 2.0 * g.pairs * h.pairs / m
        + g.triples * h.triples / (9.0 * m * (n - 2.0));
    let z = (counts.concordant as f64 - counts.discordant as f64) / variance.sqrt();
    p_value(z, Alternative::TwoSided, normal_upper)
}

/// Twice the share of the n! orders with at most so many inversions.
fn exact_p(count: usize, inversions: u64) -> f64 {
    let mut chances = vec![1.0];
    for element in 2..=count {
        // A further element comes before 0 to `element − 1` of the others.
        let length = (chances.len() as u64 + element as u64 - 1).min(inversions + 1);
        let share = |sum: usize| -> f64 {
            let first = (sum + 1).saturating_sub(element);
            let last = (sum + 1).min(chances.len());
            chances.get(first..last).unwrap_or_default().iter().sum::<f64>() / element as f64
        };
        chances = (0..).take_while(|&sum| (sum as u64) < length).map(share).collect();
    }
    (2.0 * chances.iter().sum::<f64>()).min(1.0)
}

/// Sums over groups of equal values.
struct Ties {
    pairs: f64,
    triples: f64,
    spread: f64,
}

impl Ties {
    fn new(values: &[f64]) -> Self {
        let counts = Ranks::new(values).counts;
        let sum = |term: fn(f64) -> f64| counts.iter().map(|&count| term(count as f64)).sum();
        Ties {
            pairs: sum(|t| t * (t - 1.0) / 2.0),
            triples: sum(|t| t * (t - 1.0) * (t - 2.0)),
            spread: sum(|t| t * (t - 1.0) * (2.0 * t + 5.0)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_orders_are_counted() {
        // Of 6 orders 1, 2, 2, 1 have 0, 1, 2, 3 inversions.
        assert!((exact_p(3, 0) - 2.0 / 6.0).abs() < 1e-12);
        assert!((exact_p(3, 1) - 1.0).abs() < 1e-12);
        assert_eq!(exact_p(2, 0), 1.0);
        assert!(exact_p(1000, 1) < 1e-300);
    }

    #[test]
    fn what_is_constant_or_missing_has_no_p_value() {
        for scores in [&[][..], &[1.0], &[1.0, 1.0], &[1.0, 2.0, f64::NAN]] {
            assert!(kendall_p(scores, scores).is_nan());
        }
    }
}
