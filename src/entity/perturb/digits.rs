//! Digits: a quantity with another value in the same shape.

use std::ops::Range;

use super::random::Random;
use crate::entity::quantity::{self, Language};

/// What digits of a quantity may become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bounds {
    /// Any digits, the first no zero where it was none.
    Any,
    /// From 1 to this.
    UpTo(u32),
    /// Minutes.
    Below60,
}

/// Days that every month has.
const DAYS: u32 = 28;
/// Hours of either clock.
const HOURS: u32 = 12;
/// Draws before a number is given up.
const ATTEMPTS: usize = 40;

/// Another value for the quantity at `span`, in code points; the same number of digits, in the
/// same digits and separators. `None` where it has no digits or nothing else comes out.
pub(super) fn change(
    characters: &[char],
    span: &Range<usize>,
    is_date: bool,
    random: &mut Random,
) -> Option<String> {
    let text = &characters[span.clone()];
    let runs = runs(text);
    let read = |middle: &[char]| {
        let whole = [&characters[..span.start], middle, &characters[span.end..]].concat();
        let whole: String = whole.into_iter().collect();
        let before: usize = characters[..span.start].iter().map(|c| c.len_utf8()).sum();
        quantity::find(&whole, Language::Arabic).into_iter().find(|q| q.span.end > before)
    };
    let own = read(text)?;
    for _ in 0..ATTEMPTS {
        let (place, bounds) = random.pick(&bounded(text, &runs, is_date))?.clone();
        let digits = drawn(&text[place.clone()], bounds, random)?;
        let changed = [&text[..place.start], &digits, &text[place.end..]].concat();
        let is_other = changed != text
            && read(&changed)
                .is_some_and(|new| new.kind == own.kind && !quantity::matches(&own, &new));
        if is_other {
            return Some(changed.into_iter().collect());
        }
    }
    None
}

/// Whether there are digits.
pub(super) fn has_digits(text: &str) -> bool {
    text.chars().any(|character| digit(character).is_some())
}

/// The runs of digits.
fn runs(text: &[char]) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (at, _) in text.iter().enumerate().filter(|(_, c)| digit(**c).is_some()) {
        match runs.last_mut() {
            Some(run) if run.end == at => run.end += 1,
            _ => runs.push(at..at + 1),
        }
    }
    runs
}

fn bounded(text: &[char], runs: &[Range<usize>], is_date: bool) -> Vec<(Range<usize>, Bounds)> {
    let is_time = text.contains(&':');
    let bounds = |(index, run): (usize, &Range<usize>)| match () {
        () if is_time && index == 0 => Bounds::UpTo(HOURS),
        () if is_time => Bounds::Below60,
        () if is_date && run.len() <= 2 => Bounds::UpTo(DAYS),
        () => Bounds::Any,
    };
    let all = runs.iter().enumerate();
    all.map(|(index, run)| (run.clone(), bounds((index, run)))).collect()
}

/// Other digits for these.
fn drawn(digits: &[char], bounds: Bounds, random: &mut Random) -> Option<Vec<char>> {
    let zero = char::from_u32(u32::from(*digits.first()?) - digit(*digits.first()?)?)?;
    let mut values: Vec<u32> = digits.iter().filter_map(|&c| digit(c)).collect();
    match bounds {
        Bounds::Any => {
            // A year stays in its century, and most errors are one digit; some are two exchanged.
            let first = if is_year(&values) { 2 } else { 0 };
            let mut draw = || first + random.below(values.len() - first);
            let (at, other) = (draw(), draw());
            if values.len() > 1 && random.below(3) == 0 {
                values.swap(at, other);
            } else {
                values[at] = u32::try_from(random.below(10)).ok()?;
            }
            if values[0] == 0 && digit(digits[0]) != Some(0) {
                return Some(digits.to_vec());
            }
        }
        Bounds::UpTo(_) | Bounds::Below60 => {
            let (least, most) = match bounds {
                Bounds::UpTo(most) => (1, most),
                Bounds::Any | Bounds::Below60 => (0, 59),
            };
            let is_padded = values[0] == 0 || bounds == Bounds::Below60;
            let range: Vec<u32> = match values.len() {
                1 => (least..=most.min(9)).collect(),
                _ if is_padded => (least..=most).collect(),
                _ => (10..=most).collect(),
            };
            let value = *random.pick(&range)?;
            for (place, power) in values.iter_mut().rev().zip([1, 10]) {
                *place = value / power % 10;
            }
        }
    }
    values.into_iter().map(|value| char::from_u32(u32::from(zero) + value)).collect()
}

/// Whether the digits are probably those of a year.
fn is_year(values: &[u32]) -> bool {
    matches!(values, [1, _, _, _] | [2, 0, _, _])
}

/// The value of a European, Arabic or Persian digit.
fn digit(character: char) -> Option<u32> {
    let zero = match character {
        '0'..='9' => '0',
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        _ => return None,
    };
    Some(u32::from(character) - u32::from(zero))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed(text: &str, number: &str, is_date: bool) -> Vec<String> {
        let characters: Vec<char> = text.chars().collect();
        let start = text.find(number).map(|byte| text[..byte].chars().count()).unwrap();
        let span = start..start + number.chars().count();
        let mut random = Random::new(3);
        (0..60).filter_map(|_| change(&characters, &span, is_date, &mut random)).collect()
    }

    #[test]
    fn the_shape_stays_and_the_value_does_not() {
        for (text, number) in [("نحو ٤٤٬١٩٨ شخصا", "٤٤٬١٩٨"), ("ارتفع 1.9% أمس", "1.9%")]
        {
            let all = changed(text, number, false);
            assert!(!all.is_empty());
            for new in all {
                assert_ne!(new, number);
                let shape = |text: &str| {
                    let shape = text.chars().map(|c| if digit(c).is_some() { '0' } else { c });
                    shape.collect::<String>()
                };
                assert_eq!(shape(&new), shape(number));
                assert!(!new.starts_with(['0', '٠']), "{new}");
            }
        }
    }

    #[test]
    fn days_and_times_stay_possible() {
        for new in changed("في 12 مايو 2024 قال", "12 مايو 2024", true) {
            let day: u32 = new.split(' ').next().unwrap().parse().unwrap();
            assert!((10..=28).contains(&day), "{new}");
        }
        for new in changed("الساعة ٩:٣٠ صباحا", "٩:٣٠", true) {
            let minutes: Vec<u32> = new.chars().skip(2).filter_map(digit).collect();
            assert!(minutes[0] < 6, "{new}");
        }
    }

    #[test]
    fn a_year_stays_in_its_century() {
        let years = changed("في عام ١٩٤٥ قال", "١٩٤٥", false);
        assert!(years.len() > 40 && years.iter().all(|year| year.starts_with("١٩")), "{years:?}");
    }

    #[test]
    fn words_have_no_digits_to_change() {
        assert!(changed("ثلاثة ملايين", "ثلاثة ملايين", false).is_empty());
        assert!(!has_digits("ثلاثة") && has_digits("القرن الـ١٦"));
    }
}
