//! Distribution: upper tails of the normal and of Student's t.

use statrs::function::beta::beta_reg;
use statrs::function::erf::erfc;

use crate::statistics::paired::Alternative;

/// P(Z ≥ z) for a standard normal Z; NaN for NaN.
pub(super) fn normal_upper(z: f64) -> f64 {
    if z.is_nan() { z } else { 0.5 * erfc(z / std::f64::consts::SQRT_2) }
}

/// P(T ≥ t) for Student's t with so many degrees of freedom; NaN for NaN or without freedom.
pub(super) fn student_upper(t: f64, freedom: f64) -> f64 {
    if t.is_nan() || freedom.is_nan() || freedom <= 0.0 {
        return f64::NAN;
    }
    if t.is_infinite() {
        return if t > 0.0 { 0.0 } else { 1.0 };
    }
    let square = t * t;
    // Of the two complementary integrals, the one whose argument is not close to 1: next to 1 the
    // argument has lost the digits of t.
    let above = if square < freedom {
        0.5 - 0.5 * beta_reg(0.5, freedom / 2.0, square / (freedom + square))
    } else {
        0.5 * beta_reg(freedom / 2.0, 0.5, freedom / (freedom + square))
    };
    if t >= 0.0 { above } else { 1.0 - above }
}

/// The p-value of a statistic whose distribution under the null hypothesis is symmetric about 0.
pub(super) fn p_value(statistic: f64, alternative: Alternative, upper: impl Fn(f64) -> f64) -> f64 {
    match alternative {
        Alternative::Greater => upper(statistic),
        Alternative::Less => upper(-statistic),
        Alternative::TwoSided => (2.0 * upper(statistic.abs())).clamp(0.0, 1.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `scipy.stats.t.sf` and `norm.sf`, SciPy 1.17.1.
    #[test]
    fn tails_are_those_of_scipy() {
        for (t, freedom, expected) in [
            (1e-5, 100_000.0, 0.499_996_010_587_169_6),
            (0.001, 10_000.0, 0.499_601_067_759_526_3),
            (1.96, 100_000.0, 0.024_999_281_597_150_84),
            (3.0, 1.0, 0.102_416_382_349_566_72),
        ] {
            assert!((student_upper(t, freedom) - expected).abs() < 1e-9, "{t} {freedom}");
            assert!((student_upper(-t, freedom) - (1.0 - expected)).abs() < 1e-9);
        }
        assert!((normal_upper(1.0) - 0.158_655_253_931_457_07).abs() < 1e-10);
    }

    #[test]
    fn no_freedom_is_no_tail() {
        assert!(student_upper(1.0, 0.0).is_nan());
        assert!(student_upper(f64::NAN, 3.0).is_nan());
        assert_eq!(student_upper(f64::INFINITY, 3.0), 0.0);
        assert_eq!(student_upper(f64::NEG_INFINITY, 3.0), 1.0);
    }
}
