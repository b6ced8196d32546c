//! Wilcoxon: the signed-rank test of paired differences.
//!
//! ```text
//! W = Σ rank(|d|) over d > 0
//! ```
//!
//! Wilcoxon, "Individual comparisons by ranking methods", 1945. Statistic, choice of the
//! distribution and p-value are those of `scipy.stats.wilcoxon` in SciPy 1.17 without continuity
//! correction:
//!
//! - more than 50 differences: the normal approximation with tie correction;
//! - up to 50 without ties and zeros: the exact distribution;
//! - up to 13 with ties or zeros: the exact distribution over all signs, with the ranks as they are;
//! - otherwise the normal approximation.

use crate::statistics::distribution::{normal_upper, p_value};
use crate::statistics::paired::{Alternative, Test};
use crate::statistics::ranks::Ranks;

/// What becomes of differences of 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Zeros {
    /// They are left out before ranking (Wilcoxon 1945).
    #[default]
    Dropped,
    /// They are ranked, and their ranks left out (Pratt 1959).
    Pratt,
    /// They are ranked, and each counts half as positive and half as negative.
    Split,
}

/// Where the p-value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Method {
    /// Exact where that is cheap and right; see the [module](self).
    #[default]
    Auto,
    /// The normal approximation, whatever the number.
    Normal,
}

/// Up to so many differences the exact distribution is used, if there are neither ties nor zeros.
const EXACT_LIMIT: usize = 50;
/// Up to so many with ties or zeros: SciPy draws 9,999 choices of signs, more than 2¹³.
const TIED_EXACT_LIMIT: usize = 13;

/// The signed-rank test; the statistic is W, or for a two-sided test the smaller of W and its
/// counterpart over negative differences.
///
/// Without differences, or with NaN, the test cannot be made. Differences that are all 0 have p = 1
/// up to 13; above, the normal approximation has no spread and p is NaN (except with
/// [`Zeros::Split`]), as in SciPy.
///
/// # Examples
///
/// ```
/// use mizan::statistics::paired::Alternative;
/// use mizan::statistics::wilcoxon::{Method, Zeros, wilcoxon};
///
/// let test = wilcoxon(&[0.3, 0.1, -0.2], Zeros::Dropped, Alternative::Greater, Method::Auto);
/// assert_eq!((test.statistic, test.p), (4.0, 0.375));
/// ```
pub fn wilcoxon(
    differences: &[f64],
    zeros: Zeros,
    alternative: Alternative,
    method: Method,
) -> Test {
    if differences.is_empty() || differences.iter().any(|value| value.is_nan()) {
        return Test::NONE;
    }
    let signed = SignedRanks::new(differences, zeros);
    let statistic = match alternative {
        Alternative::TwoSided => signed.plus.min(signed.minus),
        Alternative::Greater | Alternative::Less => signed.plus,
    };
    let limit = if signed.is_tied { TIED_EXACT_LIMIT } else { EXACT_LIMIT };
    let p = match method {
        Method::Auto if differences.len() <= limit => signed.exact_p(alternative),
        Method::Auto | Method::Normal => signed.normal_p(alternative),
    };
    Test { statistic, p }
}

/// The ranks of absolute differences, added up by sign.
struct SignedRanks {
    plus: f64,
    minus: f64,
    /// The ranks whose sign could be either.
    free: Vec<f64>,
    /// What zeros add to `plus`, whatever the signs.
    fixed: f64,
    is_tied: bool,
    mean: f64,
    variance: f64,
}

impl SignedRanks {
    fn new(differences: &[f64], zeros: Zeros) -> Self {
        let kept: Vec<f64> = match zeros {
            Zeros::Dropped => differences.iter().copied().filter(|&value| value != 0.0).collect(),
            Zeros::Pratt | Zeros::Split => differences.to_vec(),
        };
        let zero_count = differences.iter().filter(|&&value| value == 0.0).count();
        let ranks = Ranks::new(&kept.iter().map(|value| value.abs()).collect::<Vec<_>>());
        let (mut plus, mut minus, mut fixed) = (0.0, 0.0, 0.0);
        let mut free = Vec::with_capacity(kept.len());
        for (value, rank) in kept.iter().zip(&ranks.ranks) {
            if *value == 0.0 {
                fixed += rank / 2.0;
                continue;
            }
            let side = if *value > 0.0 { &mut plus } else { &mut minus };
            *side += rank;
            free.push(*rank);
        }
        let is_tied = zero_count > 0 || ranks.counts.iter().any(|&count| count > 1);
        let (mut mean, mut spread) = moments(kept.len());
        let mut counts = &ranks.counts[..];
        match zeros {
            Zeros::Dropped => {}
            Zeros::Pratt => {
                // Cureton (1967): what the zeros would have added. They are the smallest.
                fixed = 0.0;
                let (zero_mean, zero_spread) = moments(zero_count);
                mean -= zero_mean;
                spread -= zero_spread;
                counts = &counts[usize::from(zero_count > 0)..];
            }
            Zeros::Split => {
                plus += fixed;
                minus += fixed;
            }
        }
        let variance = (spread - Ranks::tie_term(counts) / 2.0) / 24.0;
        SignedRanks { plus, minus, free, fixed, is_tied, mean, variance }
    }

    fn normal_p(&self, alternative: Alternative) -> f64 {
        let z = (self.plus - self.mean) / self.variance.sqrt();
        p_value(z, alternative, normal_upper)
    }

    /// Over all choices of signs, each equally likely.
    fn exact_p(&self, alternative: Alternative) -> f64 {
        // Ranks are whole or half; doubled they are places in a table.
        #[expect(clippy::cast_possible_truncation, reason = "whole, and small")]
        let doubled = |rank: f64| (2.0 * rank).round() as usize;
        let total: usize = self.free.iter().map(|&rank| doubled(rank)).sum();
        let mut chances = vec![0.0; total + 1];
        chances[0] = 1.0;
        let mut reached = 0;
        for rank in self.free.iter().map(|&rank| doubled(rank)) {
            reached += rank;
            for sum in (0..=reached).rev() {
                let with = if sum >= rank { chances[sum - rank] } else { 0.0 };
                chances[sum] = 0.5 * (chances[sum] + with);
            }
        }
        let observed = doubled(self.plus - self.fixed);
        let greater: f64 = chances[observed..].iter().sum();
        let less: f64 = chances[..=observed].iter().sum();
        match alternative {
            Alternative::Greater => greater.min(1.0),
            Alternative::Less => less.min(1.0),
            Alternative::TwoSided => (2.0 * greater.min(less)).min(1.0),
        }
    }
}

/// The mean of W and 24 times its variance, without ties.
fn moments(count: usize) -> (f64, f64) {
    let count = count as f64;
    (count * (count + 1.0) / 4.0, count * (count + 1.0) * (2.0 * count + 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Zeros; 3] = [Zeros::Dropped, Zeros::Pratt, Zeros::Split];

    #[test]
    fn nothing_but_zeros_is_no_difference_or_no_test() {
        for zeros in ALL {
            let test =
                |count| wilcoxon(&vec![0.0; count], zeros, Alternative::TwoSided, Method::Auto);
            assert_eq!(test(13).p, 1.0);
            assert_eq!(test(20).p.is_nan(), zeros != Zeros::Split);
            assert!(test(0).p.is_nan());
        }
    }

    #[test]
    fn one_difference_shows_nothing() {
        for zeros in ALL {
            let p = |alternative| wilcoxon(&[1.0], zeros, alternative, Method::Auto).p;
            assert_eq!(p(Alternative::Greater), 0.5);
            assert_eq!(p(Alternative::Less), 1.0);
            assert_eq!(p(Alternative::TwoSided), 1.0);
        }
        let missing = [1.0, f64::NAN];
        assert!(wilcoxon(&missing, ALL[0], Alternative::Greater, Method::Auto).p.is_nan());
    }

    #[test]
    fn the_other_direction_is_the_other_tail() {
        let differences: Vec<f64> = (1..40).map(|n| f64::from(n * 17 % 41) - 15.5).collect();
        let opposite: Vec<f64> = differences.iter().map(|value| -value).collect();
        for method in [Method::Auto, Method::Normal] {
            let greater = wilcoxon(&differences, ALL[0], Alternative::Greater, method).p;
            let less = wilcoxon(&opposite, ALL[0], Alternative::Less, method).p;
            assert!((greater - less).abs() < 1e-12);
        }
    }
}
