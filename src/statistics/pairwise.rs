//! Pairwise: how far a metric decides between systems as gold scores do.
//!
//! ```text
//! pairwise accuracy       share of pairs with sign(Δ gold) = sign(Δ metric)
//! soft pairwise accuracy  1 − mean over pairs i < j of |p_gold(i, j) − p_metric(i, j)|
//! ```
//!
//! Kocmi et al., "To Ship or Not to Ship", WMT 2021, and Thompson et al., "Improving Statistical
//! Significance in Human Evaluation of Automatic Metrics via Soft Pairwise Accuracy", WMT 2024
//! (arXiv:2409.09598). p(i, j) is the one-sided p-value of a paired permutation test that system i
//! is better than system j: the share of sign choices whose sum of differences is at least the one
//! observed, without the added 1 of [`permutation`](super::paired::permutation). The reference
//! draws 1,000 choices, with an error of about 0.01 in the result; here all are counted where that
//! is possible.

use crate::statistics::concordance::Concordance;
use crate::statistics::signs;

/// The share of system pairs that the metric orders as gold does, ties included; NaN for fewer
/// than two systems.
///
/// # Panics
///
/// When the sides are not equally long.
///
/// # Examples
///
/// ```
/// use mizan::statistics::pairwise::pairwise_accuracy;
///
/// assert_eq!(pairwise_accuracy(&[80.0, 75.0, 60.0], &[31.0, 33.0, 20.0]), 2.0 / 3.0);
/// ```
pub fn pairwise_accuracy(gold: &[f64], metric: &[f64]) -> f64 {
    Concordance::new(gold, metric, 0.0).accuracy()
}

/// Choices of signs, the same for all pairs of systems, for gold and for metrics.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignChoices {
    segments: usize,
    /// `None` for all 2ⁿ.
    drawn: Option<Vec<Vec<u32>>>,
}

impl SignChoices {
    /// All choices for up to 20 segments; above, so many drawn ones. `bits` gives random bits and
    /// is called only then, ⌈segments / 32⌉ times a trial.
    pub fn new(segments: usize, trials: usize, mut bits: impl FnMut() -> u32) -> Self {
        let is_exact = segments <= signs::EXACT_LIMIT;
        let drawn =
            (!is_exact).then(|| (0..trials).map(|_| signs::draw(segments, &mut bits)).collect());
        SignChoices { segments, drawn }
    }

    /// The p-value of each system (row) being better than each other (column), from the segment
    /// scores of each system.
    ///
    /// 1 where both have the same scores, and so on the diagonal; NaN where a score is not finite,
    /// or where signs are drawn and there are no trials.
    ///
    /// # Panics
    ///
    /// When a system does not have as many scores as there are segments.
    ///
    /// # Examples
    ///
    /// ```
    /// use mizan::statistics::pairwise::SignChoices;
    ///
    /// let choices = SignChoices::new(3, 0, || unreachable!());
    /// let p = choices.p_values(&[vec![0.9, 0.8, 0.7], vec![0.4, 0.5, 0.6]]);
    /// assert_eq!(p, [[1.0, 0.125], [1.0, 1.0]]);
    /// ```
    pub fn p_values(&self, scores: &[Vec<f64>]) -> Vec<Vec<f64>> {
        for system in scores {
            assert_eq!(system.len(), self.segments, "a score for each segment");
        }
        match &self.drawn {
            None => matrix(scores.len(), |a, b| exact_p(&scores[a], &scores[b])),
            Some(drawn) => drawn_p(scores, drawn),
        }
    }

    /// Soft pairwise accuracy of a metric: segment scores of each system, by gold and by the
    /// metric. NaN for fewer than two systems, and as [`p_values`](Self::p_values).
    ///
    /// # Panics
    ///
    /// When the sides do not have the same number of systems, and as `p_values`.
    ///
    /// # Examples
    ///
    /// ```
    /// use mizan::statistics::pairwise::SignChoices;
    ///
    /// let gold = [vec![0.9, 0.8, 0.7], vec![0.4, 0.5, 0.6]];
    /// let metric = [vec![0.9, 0.8, 0.5], vec![0.4, 0.5, 0.6]];
    /// let choices = SignChoices::new(3, 0, || unreachable!());
    /// assert_eq!(choices.soft_pairwise_accuracy(&gold, &metric), 0.875);
    /// ```
    pub fn soft_pairwise_accuracy(&self, gold: &[Vec<f64>], metric: &[Vec<f64>]) -> f64 {
        assert_eq!(gold.len(), metric.len(), "both sides have the same systems");
        let (gold, metric) = (self.p_values(gold), self.p_values(metric));
        let (mut sum, mut pairs) = (0.0, 0.0);
        for a in 0..gold.len() {
            for b in a + 1..gold.len() {
                sum += (gold[a][b] - metric[a][b]).abs();
                pairs += 1.0;
            }
        }
        1.0 - sum / pairs
    }
}

fn matrix(count: usize, p: impl Fn(usize, usize) -> f64) -> Vec<Vec<f64>> {
    let row = |a| (0..count).map(|b| if a == b { 1.0 } else { p(a, b) }).collect();
    (0..count).map(row).collect()
}

fn exact_p(better: &[f64], worse: &[f64]) -> f64 {
    let differences: Vec<f64> = better.iter().zip(worse).map(|(a, b)| a - b).collect();
    let observed: f64 = differences.iter().sum();
    if !observed.is_finite() {
        return f64::NAN;
    }
    signs::share_at_least(&differences, observed - signs::slack(&differences))
}

/// Sums of systems rather than of differences: as many as systems, not as pairs.
fn drawn_p(scores: &[Vec<f64>], drawn: &[Vec<u32>]) -> Vec<Vec<f64>> {
    let sums: Vec<Vec<f64>> = drawn
        .iter()
        .map(|choice| scores.iter().map(|system| signs::signed_sum(system, choice)).collect())
        .collect();
    let observed: Vec<f64> = scores.iter().map(|system| system.iter().sum()).collect();
    let slack: Vec<f64> = scores.iter().map(|system| signs::slack(system)).collect();
    matrix(scores.len(), |a, b| {
        let difference = observed[a] - observed[b];
        if !difference.is_finite() {
            return f64::NAN;
        }
        let least = difference - slack[a] - slack[b];
        let count = sums.iter().filter(|sums| sums[a] - sums[b] >= least).count();
        count as f64 / drawn.len() as f64
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_systems_are_not_better_than_each_other() {
        for segments in [5, 25] {
            let choices = SignChoices::new(segments, 10, || 0xAAAA_5555);
            let same = vec![0.1; segments];
            assert_eq!(choices.p_values(&[same.clone(), same]), [[1.0, 1.0], [1.0, 1.0]]);
        }
    }

    #[test]
    fn one_system_has_no_accuracy() {
        let choices = SignChoices::new(1, 0, || 0);
        assert!(choices.soft_pairwise_accuracy(&[vec![1.0]], &[vec![1.0]]).is_nan());
        assert!(pairwise_accuracy(&[1.0], &[1.0]).is_nan());
    }

    #[test]
    fn missing_numbers_have_no_p_value() {
        let choices = SignChoices::new(2, 0, || 0);
        let p = choices.p_values(&[vec![1.0, f64::NAN], vec![1.0, 2.0]]);
        assert!(p[0][1].is_nan() && p[1][0].is_nan());
        let choices = SignChoices::new(21, 0, || 0);
        assert!(choices.p_values(&[vec![1.0; 21], vec![0.0; 21]])[0][1].is_nan());
    }

    #[test]
    fn a_system_that_agrees_with_gold_in_scale_alone_is_perfect() {
        let gold = [vec![3.0, 1.0, 4.0, 1.0], vec![2.0, 7.0, 1.0, 8.0], vec![1.0, 4.0, 1.0, 4.0]];
        let scaled = gold.clone().map(|system| system.iter().map(|x| x / 8.0 - 3.0).collect());
        let choices = SignChoices::new(4, 0, || 0);
        assert_eq!(choices.soft_pairwise_accuracy(&gold, &scaled), 1.0);
    }
}
