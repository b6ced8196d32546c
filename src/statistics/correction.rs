//! Correction: p-values of a family of tests, adjusted for their number.
//!
//! An adjusted p-value is compared with the level that a single test would be held to. A family is
//! what a reader looks through for something remarkable: all pairs of systems under one metric, all
//! n-grams of a comparison.

/// Adjusts a family of p-values; the result is in the order given.
///
/// NaN, a test that could not be made, stays NaN and does not count as a member of the family.
///
/// # Examples
///
/// ```
/// use mizan::statistics::correction::holm;
///
/// assert_eq!(holm(&[0.04, 0.01, 0.03]), [0.06, 0.03, 0.06]);
/// ```
///
/// Holm (1979): of m p-values the i-th smallest is multiplied by m − i + 1, and is never below the
/// one before it. The chance of any false alarm in the family is at most the level, whatever the
/// tests have to do with each other.
pub fn holm(p: &[f64]) -> Vec<f64> {
    step(p, Direction::Up, |p, rank, count| p * (count - rank + 1.0))
}

/// Multiplies each p-value by their number (Bonferroni). [`holm`] is never weaker.
pub fn bonferroni(p: &[f64]) -> Vec<f64> {
    step(p, Direction::Up, |p, _, count| p * count)
}

/// Hochberg (1988): the factors of [`holm`], from the largest p-value down. Needs tests that are
/// independent or positively dependent.
pub fn hochberg(p: &[f64]) -> Vec<f64> {
    step(p, Direction::Down, |p, rank, count| p * (count - rank + 1.0))
}

/// Benjamini and Hochberg (1995): the false discovery rate. Of what is called significant at 0.05,
/// at most one in twenty is expected to be nothing.
pub fn benjamini_hochberg(p: &[f64]) -> Vec<f64> {
    step(p, Direction::Down, |p, rank, count| p * count / rank)
}

/// Benjamini and Yekutieli (2001): [`benjamini_hochberg`] for tests that depend on each other in
/// any way.
pub fn benjamini_yekutieli(p: &[f64]) -> Vec<f64> {
    step(p, Direction::Down, |p, rank, count| {
        let harmonic: f64 = (1..).map(f64::from).take_while(|&k| k <= count).map(|k| 1.0 / k).sum();
        p * count / rank * harmonic
    })
}

/// Šidák (1967): exact for independent tests.
pub fn sidak(p: &[f64]) -> Vec<f64> {
    step(p, Direction::Up, |p, _, count| at_least_one(p, count))
}

/// [`sidak`] step by step, as [`holm`] is Bonferroni step by step.
pub fn holm_sidak(p: &[f64]) -> Vec<f64> {
    step(p, Direction::Up, |p, rank, count| at_least_one(p, count - rank + 1.0))
}

/// The chance of at least one alarm in `count` independent tests, exact for small p too.
fn at_least_one(p: f64, count: f64) -> f64 {
    -f64::exp_m1(count * f64::ln_1p(-p))
}

/// From which end the p-values are walked.
#[derive(Clone, Copy, PartialEq)]
enum Direction {
    /// From the smallest: none is below the one before it.
    Up,
    /// From the largest: none is above the one before it.
    Down,
}

/// `adjust` is given a p-value, its rank from 1 for the smallest, and their number.
fn step(p: &[f64], direction: Direction, adjust: impl Fn(f64, f64, f64) -> f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p.len()).filter(|&index| !p[index].is_nan()).collect();
    order.sort_by(|&a, &b| p[a].total_cmp(&p[b]));
    let count = order.len() as f64;
    let mut ranked: Vec<(usize, f64)> =
        (1..).map(f64::from).zip(order).map(|(r, i)| (i, r)).collect();
    if direction == Direction::Down {
        ranked.reverse();
    }
    let mut adjusted = vec![f64::NAN; p.len()];
    let mut before: Option<f64> = None;
    for (index, rank) in ranked {
        let value = adjust(p[index], rank, count).min(1.0);
        let value = match (before, direction) {
            (None, _) => value,
            (Some(before), Direction::Up) => value.max(before),
            (Some(before), Direction::Down) => value.min(before),
        };
        adjusted[index] = value;
        before = Some(value);
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_and_gaps_of_the_input_are_kept() {
        let adjusted = benjamini_hochberg(&[0.5, f64::NAN, 0.001]);
        assert_eq!(adjusted[0], 0.5);
        assert!(adjusted[1].is_nan());
        assert_eq!(adjusted[2], 0.002);
    }

    #[test]
    fn nothing_is_above_one_and_equal_values_stay_equal() {
        assert_eq!(holm(&[0.6, 0.6]), [1.0, 1.0]);
        assert_eq!(benjamini_hochberg(&[0.02, 0.02, 0.02]), [0.02; 3]);
        assert!(holm(&[]).is_empty());
    }
}
