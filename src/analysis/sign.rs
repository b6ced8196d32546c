//! Sign: the exact sign test, which is McNemar's.

/// Two-sided p-values of exact sign tests with up to a known number of differing pairs.
///
/// ```text
/// p = min(1, 2 · Σ_{i ≤ min(wins, losses)} C(n, i) / 2ⁿ),  n = wins + losses
/// ```
///
/// Pairs that do not differ say nothing and are left out (Conover, "Practical Nonparametric
/// Statistics", 1999, section 3.4).
pub(super) struct SignTest {
    /// Logarithms of the factorials.
    ln_factorial: Vec<f64>,
}

impl SignTest {
    /// A test for at most `most` differing pairs.
    pub(super) fn new(most: u32) -> SignTest {
        let mut ln_factorial = vec![0.0];
        let mut sum = 0.0;
        for i in 1..=most {
            sum += f64::from(i).ln();
            ln_factorial.push(sum);
        }
        SignTest { ln_factorial }
    }

    /// The p-value; 1 where nothing differs.
    pub(super) fn p(&self, wins: u32, losses: u32) -> f64 {
        let fewer = wins.min(losses);
        let n = wins + losses;
        if n <= EXACT {
            return exact(fewer, n);
        }
        let ln_choices = self.ln_factorial[n as usize]
            - self.ln_factorial[fewer as usize]
            - self.ln_factorial[(n - fewer) as usize];
        // From the largest term down: each is the one before times k / (n − k + 1), below 1.
        let mut term = (ln_choices - f64::from(n) * std::f64::consts::LN_2).exp();
        let mut sum = 0.0;
        for k in (0..=fewer).rev() {
            sum += term;
            term *= f64::from(k) / f64::from(n - k + 1);
            if term < sum * f64::EPSILON {
                break;
            }
        }
        (2.0 * sum).min(1.0)
    }
}

/// Up to this many pairs the terms are whole numbers of 128 bits.
const EXACT: u32 = 100;

fn exact(fewer: u32, n: u32) -> f64 {
    let (mut term, mut sum) = (1_u128, 1_u128);
    for k in 1..=fewer {
        term = term * u128::from(n - k + 1) / u128::from(k);
        sum += term;
    }
    (2.0 * sum as f64 / 2.0_f64.powf(f64::from(n))).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_cases_are_those_of_the_binomial_distribution() {
        let test = SignTest::new(2000);
        for (wins, losses, expected) in [
            (6, 0, 0.03125),
            (0, 5, 0.0625),
            (1, 7, 0.0703125),
            (0, 0, 1.0),
            (5, 5, 1.0),
            (4, 5, 1.0),
            (1, 0, 1.0),
        ] {
            let p = test.p(wins, losses);
            assert!((p - expected).abs() < 1e-12, "{wins} {losses}: {p}");
        }
        // Summed in whole numbers.
        assert!((test.p(1100, 900) - 8.457_089_535_5e-6).abs() < 1e-15, "{}", test.p(1100, 900));
    }

    #[test]
    fn both_ways_of_summing_agree() {
        let test = SignTest::new(200);
        for fewer in 0..=50 {
            let (one, other) = (exact(fewer, 101), test.p(fewer, 101 - fewer));
            assert!((one - other).abs() <= 1e-12 * one, "{fewer}: {one} {other}");
        }
    }

    #[test]
    fn it_is_the_same_from_either_side() {
        let test = SignTest::new(90);
        for (wins, losses) in [(3, 9), (40, 50), (0, 80)] {
            assert_eq!(test.p(wins, losses), test.p(losses, wins));
        }
    }
}
