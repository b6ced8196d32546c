//! Paired: tests of the differences between two systems, segment by segment.
//!
//! The differences are `a[i] − b[i]`; a segment without a score on one side is left out by the
//! caller. [`permutation`] asks for nothing but that a difference and its opposite are equally
//! likely where the systems are equally good, and is the one to choose; [`t_test`] asks for
//! differences that are normal, or many. [`wilcoxon`](super::wilcoxon) is about ranks.

use crate::statistics::distribution::{p_value, student_upper};
use crate::statistics::signs;

/// What a test is to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alternative {
    /// The systems differ, one way or the other.
    TwoSided,
    /// The differences are above 0.
    Greater,
    /// The differences are below 0.
    Less,
}

/// The outcome of a test. Both numbers are NaN where the test could not be made.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Test {
    /// What the test looks at; each test says what that is.
    pub statistic: f64,
    /// The probability of a statistic that is at least as extreme where there is no difference.
    pub p: f64,
}

impl Test {
    /// The test that could not be made.
    pub(super) const NONE: Test = Test { statistic: f64::NAN, p: f64::NAN };
}

/// The permutation test of paired differences; the statistic is their sum.
///
/// ```text
/// p = share of sign choices with Σ ±d ≥ Σ d                exact: all 2ⁿ, for n ≤ 20
/// p = (drawn choices with Σ ±d ≥ Σ d, plus 1) / (trials + 1)                   above
/// ```
///
/// Fisher (1935); the added 1 is Phipson and Smyth's (2010), so that no p-value is 0. Sums that
/// differ by rounding alone count as equal. `bits` gives random bits and is called only where signs
/// are drawn, ⌈n / 32⌉ times a trial.
///
/// Differences that are all 0 have p = 1. Without differences, or with one that is not finite, the
/// test cannot be made.
///
/// # Examples
///
/// ```
/// use mizan::statistics::paired::{Alternative, permutation};
///
/// // Of 8 choices of signs only the one at hand sums to 6.
/// let test = permutation(&[1.0, 2.0, 3.0], Alternative::Greater, 10_000, || unreachable!());
/// assert_eq!((test.statistic, test.p), (6.0, 0.125));
/// ```
pub fn permutation(
    differences: &[f64],
    alternative: Alternative,
    trials: usize,
    mut bits: impl FnMut() -> u32,
) -> Test {
    if differences.is_empty() || !differences.iter().all(|value| value.is_finite()) {
        return Test::NONE;
    }
    let statistic: f64 = differences.iter().sum();
    let slack = signs::slack(differences);
    // Flipped sums are symmetric about 0, so that a lower tail is an upper one.
    let least = slack_below(statistic, alternative, slack);
    let is_two_sided = alternative == Alternative::TwoSided;
    let p = if differences.len() <= signs::EXACT_LIMIT {
        let upper = signs::share_at_least(differences, least);
        if is_two_sided { (2.0 * upper).min(1.0) } else { upper }
    } else {
        let mut count = 0;
        for _ in 0..trials {
            let signs = signs::draw(differences.len(), &mut bits);
            let sum = signs::signed_sum(differences, &signs);
            count += usize::from(sum >= least || is_two_sided && -sum >= least);
        }
        (count as f64 + 1.0) / (trials as f64 + 1.0)
    };
    Test { statistic, p }
}

fn slack_below(statistic: f64, alternative: Alternative, slack: f64) -> f64 {
    let extreme = match alternative {
        Alternative::Greater => statistic,
        Alternative::Less => -statistic,
        Alternative::TwoSided => statistic.abs(),
    };
    extreme - slack
}

/// The paired t-test; the statistic is t, with n − 1 degrees of freedom.
///
/// ```text
/// t = mean(d) / √(variance(d) / n)
/// ```
///
/// Student (1908), as `scipy.stats.ttest_rel`. Equal differences other than 0 have t = ±∞. With
/// fewer than two differences, with NaN, or where all are 0, the test cannot be made.
///
/// # Examples
///
/// ```
/// use mizan::statistics::paired::{Alternative, t_test};
///
/// let test = t_test(&[1.0, 2.0], Alternative::TwoSided);
/// assert!((test.statistic - 3.0).abs() < 1e-12);
/// assert!((test.p - 0.2048).abs() < 1e-4);
/// ```
pub fn t_test(differences: &[f64], alternative: Alternative) -> Test {
    let count = differences.len() as f64;
    if differences.len() < 2 || !differences.iter().all(|value| value.is_finite()) {
        return Test::NONE;
    }
    let first = differences[0];
    let statistic = if differences.iter().all(|&value| value == first) {
        if first == 0.0 {
            return Test::NONE;
        }
        f64::INFINITY.copysign(first)
    } else {
        let mean = differences.iter().sum::<f64>() / count;
        let squares: f64 = differences.iter().map(|value| (value - mean).powi(2)).sum();
        mean / (squares / (count - 1.0) / count).sqrt()
    };
    let p = p_value(statistic, alternative, |t| student_upper(t, count - 1.0));
    Test { statistic, p }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A small generator, Marsaglia's xorshift.
    fn xorshift(mut state: u32) -> impl FnMut() -> u32 {
        move || {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            state
        }
    }

    #[test]
    fn drawn_signs_come_close_to_all_of_them() {
        // 21 differences: the first 20 decide, the last is 0 and only calls for drawing.
        let mut differences: Vec<f64> = (0..20).map(|n| f64::from(n % 7) - 2.2).collect();
        for alternative in [Alternative::Greater, Alternative::Less, Alternative::TwoSided] {
            let exact = permutation(&differences, alternative, 0, || unreachable!());
            differences.push(0.0);
            let drawn = permutation(&differences, alternative, 40_000, xorshift(1));
            differences.pop();
            let error = (exact.p * (1.0 - exact.p) / 40_000.0).sqrt();
            assert!((exact.p - drawn.p).abs() < 4.0 * error, "{exact:?} {drawn:?}");
        }
    }

    #[test]
    fn equal_systems_do_not_differ() {
        let none = || unreachable!("20 differences need no random bits");
        for alternative in [Alternative::Greater, Alternative::Less, Alternative::TwoSided] {
            assert_eq!(permutation(&[0.0; 20], alternative, 9, none).p, 1.0);
            assert_eq!(permutation(&[0.0; 99], alternative, 9, xorshift(3)).p, 1.0);
        }
        assert!(t_test(&[0.0; 5], Alternative::TwoSided).p.is_nan());
    }

    #[test]
    fn rounding_does_not_decide() {
        // 0.1 + 0.2 is more than 0.3: without slack 0.3 − 0.1 − 0.2 would not equal its opposite.
        let test = permutation(&[0.1, 0.2, -0.3], Alternative::TwoSided, 0, || unreachable!());
        assert_eq!(test.p, 1.0);
    }

    #[test]
    fn what_cannot_be_tested_is_nan() {
        for differences in [&[][..], &[f64::NAN, 1.0], &[f64::INFINITY, 1.0]] {
            let test = permutation(differences, Alternative::Greater, 9, || 0);
            assert!(test.p.is_nan() && t_test(differences, Alternative::Greater).p.is_nan());
        }
        assert!(t_test(&[1.0], Alternative::TwoSided).p.is_nan());
    }

    #[test]
    fn equal_differences_are_beyond_doubt_for_t() {
        assert_eq!(t_test(&[0.1; 3], Alternative::Greater).p, 0.0);
        assert_eq!(t_test(&[-0.1; 3], Alternative::Greater).p, 1.0);
        assert_eq!(t_test(&[-0.1; 3], Alternative::TwoSided).p, 0.0);
    }
}
