//! Signs: sums of values whose signs are flipped, all of them or drawn at random.

/// Up to so many values every choice of signs is counted; above, signs are drawn.
pub(super) const EXACT_LIMIT: usize = 20;

/// Sums that differ by less than this share of the absolute values are taken as equal: they differ
/// by rounding alone.
const ROUNDING: f64 = 1e-12;

/// What to take off a threshold so that rounding does not decide.
pub(super) fn slack(values: &[f64]) -> f64 {
    ROUNDING * values.iter().map(|value| value.abs()).sum::<f64>()
}

/// The share of the 2ⁿ choices of signs whose sum is at least `least`.
pub(super) fn share_at_least(values: &[f64], least: f64) -> f64 {
    // Each sum is one of the first half's plus one of the second's: two short sorted lists.
    let (first, second) = values.split_at(values.len() / 2);
    let (mut first, mut second) = (signed_sums(first), signed_sums(second));
    first.sort_by(|a, b| b.total_cmp(a));
    second.sort_by(f64::total_cmp);
    let mut count = 0;
    // As the first summand falls, fewer of the second list suffice.
    let mut too_small = 0;
    for a in &first {
        while too_small < second.len() && a + second[too_small] < least {
            too_small += 1;
        }
        count += second.len() - too_small;
    }
    count as f64 / (first.len() * second.len()) as f64
}

fn signed_sums(values: &[f64]) -> Vec<f64> {
    values.iter().fold(vec![0.0], |sums, value| {
        sums.iter().flat_map(|sum| [sum + value, sum - value]).collect()
    })
}

/// Draws signs for so many values: a set bit is plus, the low bit of the first word comes first.
pub(super) fn draw(count: usize, bits: &mut impl FnMut() -> u32) -> Vec<u32> {
    (0..count.div_ceil(32)).map(|_| bits()).collect()
}

/// The sum of the values with these signs.
pub(super) fn signed_sum(values: &[f64], signs: &[u32]) -> f64 {
    let mut sum = 0.0;
    for (values, word) in values.chunks(32).zip(signs) {
        for (place, value) in values.iter().enumerate() {
            sum += if word >> place & 1 == 1 { *value } else { -value };
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_choice_is_counted_once() {
        // 6, 4, 2, 0, 0, −2, −4, −6
        let values = [1.0, 2.0, 3.0];
        for (least, count) in [(6.0, 1.0), (4.0, 2.0), (0.5, 3.0), (0.0, 5.0), (-6.0, 8.0)] {
            assert_eq!(share_at_least(&values, least), count / 8.0, "{least}");
        }
        assert_eq!(share_at_least(&[], 0.0), 1.0);
    }

    #[test]
    fn signs_are_taken_from_the_low_bit_on() {
        let mut values = vec![0.0; 33];
        (values[0], values[1], values[32]) = (1.0, 10.0, 100.0);
        let mut words = [0b01, 0b1].into_iter();
        let signs = draw(33, &mut || words.next().unwrap());
        assert_eq!(signed_sum(&values, &signs), 91.0);
    }
}
