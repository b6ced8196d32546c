//! Power: how large a difference must be for a test set to show it.

use statrs::function::erf::erfc_inv;

/// The 97.5th and the 80th percentile of the normal distribution, added: a true difference of so
/// many standard errors is found at the 5 % level, two-sided, four times in five.
const STANDARD_ERRORS: f64 = 1.959_963_984_540_054 + 0.841_621_233_572_914_3;

/// The true difference that a comparison of this pair would show at the 5 % level in four of five
/// test sets of this size, from the standard deviation of the resampled differences. It is made
/// from the pair itself, for close systems have far smaller standard errors than distant ones.
///
/// # Examples
///
/// ```
/// use mizan::statistics::power::{minimum_detectable, units_needed};
///
/// let differences = [0.0, 1.0, 2.0, 1.0];
/// let minimum = minimum_detectable(&differences);
/// assert!((minimum - 2.2874).abs() < 1e-4);
/// // A difference of 1 would need about five times the data.
/// assert_eq!(units_needed(100, minimum, 1.0), Some(524));
/// ```
pub fn minimum_detectable(differences: &[f64]) -> f64 {
    let count = differences.len() as f64;
    if count < 2.0 {
        return f64::NAN;
    }
    let mean = differences.iter().sum::<f64>() / count;
    let squares: f64 = differences.iter().map(|difference| (difference - mean).powi(2)).sum();
    STANDARD_ERRORS * (squares / (count - 1.0)).sqrt()
}

/// The true difference that a one-sided test at this confidence shows in four of five test sets, where
/// a difference has this standard error: the smallest drop that a gate sees.
///
/// # Examples
///
/// ```
/// let seen = mizan::statistics::power::detectable(1.0, 0.95);
/// assert!((seen - 2.4865).abs() < 1e-4);
/// ```
pub fn detectable(standard_error: f64, confidence: f64) -> f64 {
    let quantile = |share: f64| std::f64::consts::SQRT_2 * erfc_inv(2.0 * (1.0 - share));
    standard_error * (quantile(confidence) + quantile(0.8))
}

/// How many units a test set must have for `difference` to be found four times in five, where
/// `units` of them show `minimum`: the standard error falls with the square root. `None` where
/// there is no difference, or more would be needed than can be counted.
pub fn units_needed(units: usize, minimum: f64, difference: f64) -> Option<u64> {
    let needed = (units as f64 * (minimum / difference).powi(2)).ceil();
    #[expect(clippy::cast_possible_truncation, reason = "a whole number in the range")]
    #[expect(clippy::cast_sign_loss, reason = "squares are not negative")]
    (needed.is_finite() && needed < 1e15).then_some(needed as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_difference_and_no_spread_are_defined() {
        assert_eq!(units_needed(10, 1.0, 0.0), None);
        assert_eq!(minimum_detectable(&[2.0, 2.0]), 0.0);
        assert!(minimum_detectable(&[2.0]).is_nan());
        assert_eq!(units_needed(10, 0.0, 0.0), None);
    }
}
