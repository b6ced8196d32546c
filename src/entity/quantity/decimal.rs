//! Exact decimal numbers.

/// An exact number, `mantissa` / 10^`scale`, in its only form: the mantissa does not end in 0.
///
/// # Examples
///
/// ```
/// use mizan::entity::quantity::Decimal;
///
/// assert_eq!(Decimal::new(250, 2), Decimal::new(25, 1));
/// assert_eq!(Decimal::new(25, 1).to_string(), "2.5");
/// assert_eq!(Decimal::new(5, -3).to_string(), "5000");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Decimal {
    mantissa: u128,
    scale: i32,
}

/// As many digits as surely fit into the mantissa, and leave room for a sum.
const DIGITS: usize = 30;

impl Decimal {
    /// The number `mantissa` / 10^`scale`; the scale of a round number may be negative.
    pub fn new(mantissa: u128, scale: i32) -> Self {
        let (mut mantissa, mut scale) = (mantissa, scale);
        if mantissa == 0 {
            return Decimal { mantissa: 0, scale: 0 };
        }
        while mantissa.is_multiple_of(10) {
            mantissa /= 10;
            scale -= 1;
        }
        Decimal { mantissa, scale }
    }

    /// The digits of the number without the zeros at its end.
    pub fn mantissa(self) -> u128 {
        self.mantissa
    }

    /// How many of the digits are decimals; negative if zeros follow them.
    pub fn scale(self) -> i32 {
        self.scale
    }

    /// The number with these ASCII digits before and after the point; `None` beyond 30 of them.
    pub(super) fn parse(whole: &str, fraction: &str) -> Option<Self> {
        let whole = whole.trim_start_matches('0');
        let fraction = fraction.trim_end_matches('0');
        if whole.len() + fraction.len() > DIGITS {
            return None;
        }
        let digits = format!("0{whole}{fraction}");
        let scale = i32::try_from(fraction.len()).ok()?;
        digits.parse().ok().map(|mantissa| Decimal::new(mantissa, scale))
    }

    /// The number times 10^`power`.
    pub(super) fn shifted(self, power: u32) -> Self {
        let power = i32::try_from(power).unwrap_or(i32::MAX);
        Decimal::new(self.mantissa, self.scale.saturating_sub(power))
    }

    /// The sum with a whole number; `None` where it does not fit.
    pub(super) fn plus(self, whole: u128) -> Option<Self> {
        let power = |scale: i32| 10u128.checked_pow(scale.unsigned_abs());
        if self.scale >= 0 {
            let sum = whole.checked_mul(power(self.scale)?)?.checked_add(self.mantissa)?;
            Some(Decimal::new(sum, self.scale))
        } else {
            let sum = self.mantissa.checked_mul(power(self.scale)?)?.checked_add(whole)?;
            Some(Decimal::new(sum, 0))
        }
    }

    /// The value, where it is whole and fits.
    pub(super) fn whole(self) -> Option<u128> {
        let power = 10u128.checked_pow(self.scale.unsigned_abs())?;
        if self.scale > 0 { None } else { self.mantissa.checked_mul(power) }
    }
}

impl std::fmt::Display for Decimal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let places = self.scale.unsigned_abs() as usize;
        if self.scale <= 0 {
            return write!(f, "{}{}", self.mantissa, "0".repeat(places));
        }
        let digits = format!("{:0>width$}", self.mantissa, width = places + 1);
        let (whole, fraction) = digits.split_at(digits.len() - places);
        write!(f, "{whole}.{fraction}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_one_form() {
        let same = [("5", ""), ("05", "0"), ("005", "000")];
        for (whole, fraction) in same {
            assert_eq!(Decimal::parse(whole, fraction), Some(Decimal::new(5, 0)));
        }
        assert_eq!(Decimal::parse("0", "50").unwrap().to_string(), "0.5");
        assert_eq!(Decimal::parse("0", "05").unwrap().to_string(), "0.05");
        assert_eq!(Decimal::parse("", "").unwrap().to_string(), "0");
    }

    #[test]
    fn sums_and_powers_are_exact() {
        assert_eq!(Decimal::new(12, 1).shifted(6).whole(), Some(1_200_000));
        assert_eq!(Decimal::new(5, -6).plus(200).unwrap().to_string(), "5000200");
        assert_eq!(Decimal::new(25, 1).plus(1).unwrap().to_string(), "3.5");
        assert_eq!(Decimal::new(5, -60).plus(1), None);
        assert_eq!(Decimal::new(25, 1).whole(), None);
    }

    #[test]
    fn more_than_thirty_digits_are_refused() {
        assert!(Decimal::parse(&"9".repeat(30), "").is_some());
        assert_eq!(Decimal::parse(&"9".repeat(31), ""), None);
        assert_eq!(Decimal::parse(&"9".repeat(20), &"1".repeat(11)), None);
        assert!(Decimal::parse("5", &"0".repeat(1000)).is_some());
    }
}
