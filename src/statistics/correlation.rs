//! Correlation: how far a metric's scores go along with gold ones.
//!
//! Gold comes first, metric second. What counts pairs instead (Kendall, accuracy) is in
//! [`concordance`](super::concordance).

use crate::statistics::distribution::{p_value as tail, student_upper};
use crate::statistics::grouping::Row;
use crate::statistics::paired::Alternative;
use crate::statistics::ranks::Ranks;

/// Pearson's correlation.
///
/// ```text
/// r = Σ (x − x̄)(y − ȳ) / √(Σ (x − x̄)² · Σ (y − ȳ)²)
/// ```
///
/// As `scipy.stats.pearsonr`: NaN where one side is constant or holds NaN, or with fewer than two
/// pairs; exactly ±1 for two.
///
/// # Panics
///
/// When the sides are not equally long.
///
/// # Examples
///
/// ```
/// use mizan::statistics::correlation::pearson;
///
/// assert!((pearson(&[1.0, 2.0, 3.0], &[1.0, 3.0, 2.0]) - 0.5).abs() < 1e-12);
/// assert!(pearson(&[1.0, 2.0], &[0.7, 0.7]).is_nan());
/// ```
pub fn pearson(gold: &[f64], metric: &[f64]) -> f64 {
    assert_eq!(gold.len(), metric.len(), "both sides have a score for each element");
    if gold.len() < 2 {
        return f64::NAN;
    }
    let (Some(gold), Some(metric)) = (standardized(gold), standardized(metric)) else {
        return f64::NAN;
    };
    let product: f64 = gold.iter().zip(&metric).map(|(x, y)| x * y).sum();
    if gold.len() == 2 { product.round() } else { product.clamp(-1.0, 1.0) }
}

/// Values less their mean, scaled to length 1; `None` where they do not vary.
fn standardized(values: &[f64]) -> Option<Vec<f64>> {
    if values.iter().all(|value| *value == values[0]) {
        return None;
    }
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    let largest = values.iter().map(|value| (value - mean).abs()).fold(0.0, f64::max);
    // Scaled first, so that squares neither overflow nor vanish.
    let squares = values.iter().map(|value| ((value - mean) / largest).powi(2));
    let norm = largest * squares.sum::<f64>().sqrt();
    Some(values.iter().map(|value| (value - mean) / norm).collect())
}

/// Spearman's correlation: [`pearson`] of the ranks, where equal values share the mean of their
/// places.
///
/// NaN as there.
///
/// # Panics
///
/// When the sides are not equally long.
///
/// # Examples
///
/// ```
/// use mizan::statistics::correlation::spearman;
///
/// assert!((spearman(&[1.0, 2.0, 9.0], &[0.1, 0.7, 0.8]) - 1.0).abs() < 1e-12);
/// ```
pub fn spearman(gold: &[f64], metric: &[f64]) -> f64 {
    if gold.iter().chain(metric).any(|value| value.is_nan()) {
        return f64::NAN;
    }
    pearson(&Ranks::new(gold).ranks, &Ranks::new(metric).ranks)
}

/// The two-sided p-value of a correlation r by [`pearson`] or [`spearman`] of n pairs.
///
/// ```text
/// t = r · √((n − 2) / (1 − r²)),  n − 2 degrees of freedom
/// ```
///
/// Exact for Pearson where both sides are normal, an approximation for Spearman; as SciPy. NaN
/// for fewer than three pairs.
///
/// # Examples
///
/// ```
/// use mizan::statistics::correlation::p_value;
///
/// assert!((p_value(0.5, 3) - 2.0 / 3.0).abs() < 1e-9);
/// ```
pub fn p_value(correlation: f64, pairs: usize) -> f64 {
    let freedom = pairs as f64 - 2.0;
    let t = correlation * (freedom / ((1.0 + correlation) * (1.0 - correlation))).sqrt();
    tail(t, Alternative::TwoSided, |t| student_upper(t, freedom))
}

/// [`pearson`] of differences: of all ordered pairs within each row, pooled.
///
/// As mt-metrics-eval's pairwise difference Pearson (`pdp`), which groups by item: only
/// differences between systems on the same segment count, never how hard the segment is.
///
/// # Examples
///
/// ```
/// use mizan::statistics::correlation::pairwise_difference_pearson;
/// use mizan::statistics::grouping::Row;
///
/// // The second segment is harder, and that does not matter.
/// let easy = Row { gold: vec![90.0, 80.0], metric: vec![0.9, 0.8] };
/// let hard = Row { gold: vec![20.0, 10.0], metric: vec![0.8, 0.7] };
/// assert!((pairwise_difference_pearson(&[easy, hard]) - 1.0).abs() < 1e-12);
/// ```
pub fn pairwise_difference_pearson(rows: &[Row]) -> f64 {
    let (mut gold, mut metric) = (Vec::new(), Vec::new());
    for row in rows {
        let places = 0..row.gold.len();
        for (a, b) in places.clone().flat_map(|a| places.clone().map(move |b| (a, b))) {
            if a != b {
                gold.push(row.gold[a] - row.gold[b]);
                metric.push(row.metric[a] - row.metric[b]);
            }
        }
    }
    pearson(&gold, &metric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_vary_has_no_correlation() {
        for (gold, metric) in [
            (&[][..], &[][..]),
            (&[1.0], &[1.0]),
            (&[1.0, 2.0], &[3.0, 3.0]),
            (&[1.0, f64::NAN, 2.0], &[1.0, 2.0, 3.0]),
        ] {
            assert!(pearson(gold, metric).is_nan());
            assert!(spearman(gold, metric).is_nan());
        }
        assert!(pairwise_difference_pearson(&[]).is_nan());
    }

    #[test]
    fn size_does_not_matter() {
        let gold = [1e200, 2e200, 4e200];
        assert!((pearson(&gold, &[1e-200, 2e-200, 4e-200]) - 1.0).abs() < 1e-12);
        assert_eq!(pearson(&[0.1, 0.3], &[0.7, 0.2]), -1.0);
    }

    #[test]
    fn two_pairs_prove_nothing() {
        assert!(p_value(1.0, 2).is_nan());
        assert_eq!(p_value(1.0, 3), 0.0);
        assert_eq!(p_value(0.0, 10), 1.0);
        assert!(p_value(f64::NAN, 10).is_nan());
    }
}
