//! Williams: whether one of two metrics correlates better with the same gold scores.
//!
//! ```text
//! K = 1 − r12² − r13² − r23² + 2 r12 r13 r23,  r̄ = (r12 + r13) / 2
//! t = (r12 − r13) √((n − 1)(1 + r23)) / √(2 K (n − 1) / (n − 3) + r̄² (1 − r23)³)
//! ```
//!
//! with n − 3 degrees of freedom: Williams, "Regression analysis", 1959; Graham and Baldwin,
//! "Testing for Significance of Increased Correlation with Human Judgment", EMNLP 2014. As
//! mt-metrics-eval's `WilliamsTest`, whose one-sided p-value is that of the better metric.

use crate::statistics::distribution::p_value;
use crate::statistics::distribution::student_upper;
use crate::statistics::paired::{Alternative, Test};

/// Williams' test of two Pearson correlations with gold scores, `first` and `second`, where the
/// metrics correlate with each other by `between`; the statistic is t.
///
/// [`Alternative::Greater`] is that the first is better. NaN for fewer than four elements, and where
/// the metrics are the same (`between` 1 and no difference).
///
/// # Examples
///
/// ```
/// use mizan::statistics::paired::Alternative;
/// use mizan::statistics::williams::williams;
///
/// let test = williams(0.9, 0.8, 0.85, 12, Alternative::Greater);
/// assert!((test.p - 0.1198).abs() < 1e-4);
/// ```
pub fn williams(
    first: f64,
    second: f64,
    between: f64,
    count: usize,
    alternative: Alternative,
) -> Test {
    if count < 4 {
        return Test::NONE;
    }
    let n = count as f64;
    let k = 1.0 - first.powi(2) - second.powi(2) - between.powi(2) + 2.0 * first * second * between;
    let mean = (first + second) / 2.0;
    let spread = 2.0 * (n - 1.0) / (n - 3.0) * k + mean.powi(2) * (1.0 - between).powi(3);
    let statistic = (first - second) * ((n - 1.0) * (1.0 + between)).sqrt() / spread.sqrt();
    let p = p_value(statistic, alternative, |t| student_upper(t, n - 3.0));
    Test { statistic, p }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_metric_and_too_few_elements_cannot_be_tested() {
        assert!(williams(0.5, 0.5, 1.0, 10, Alternative::TwoSided).p.is_nan());
        assert!(williams(0.9, 0.5, 0.7, 3, Alternative::TwoSided).p.is_nan());
        assert!(williams(f64::NAN, 0.5, 0.7, 9, Alternative::TwoSided).p.is_nan());
    }

    #[test]
    fn equally_good_metrics_do_not_differ() {
        assert_eq!(williams(0.5, 0.5, 0.7, 10, Alternative::TwoSided).p, 1.0);
        assert_eq!(williams(0.5, 0.5, 0.7, 10, Alternative::Greater).p, 0.5);
    }
}
