//! Digits: those of the region, or at least the same ones throughout a text.

use super::characters::{Characters, Class};
use super::settings::Digits;
use super::{Case, Remark, Settings};
use crate::corpus::Unit;

pub(super) fn check(case: &Case<'_>) -> Vec<Remark> {
    let target = case.target;
    let shapes = [Class::Digit, Class::ArabicDigit, Class::PersianDigit];
    if !target.has(Class::Arabic) || !shapes.into_iter().any(|shape| target.has(shape)) {
        return Vec::new();
    }
    let mut remarks = Vec::new();
    let mut at = 0;
    while at < target.len() {
        let shape = target.class(at);
        if !shapes.contains(&shape) {
            at += 1;
            continue;
        }
        let start = at;
        let mut is_mixed = false;
        while shapes.contains(&target.class(at)) {
            is_mixed |= target.class(at) != shape;
            at += 1;
        }
        if is_mixed {
            remarks.push(Remark::error(start..at, "digits of two shapes in one number"));
        } else if shape == Class::PersianDigit
            && target.all()[start..at].iter().any(|c| matches!(c, '۴'..='۶'))
        {
            // The other seven look as in Arabic.
            remarks.push(Remark::warning(start..at, "digits of Persian"));
        } else if is_other(case.settings.locale.digits(), shape) && !is_latin(target, start, at) {
            let message = match shape {
                Class::Digit => "the region writes ٠ to ٩",
                _ => "the region writes 0 to 9",
            };
            remarks.push(Remark::warning(start..at, message));
        }
    }
    remarks
}

fn is_other(wanted: Option<Digits>, shape: Class) -> bool {
    match wanted {
        Some(Digits::Arabic) => shape == Class::Digit,
        Some(Digits::Latin) => shape == Class::ArabicDigit,
        None => false,
    }
}

/// Whether a number belongs to a Latin word: `A4`, `H.264`.
fn is_latin(text: &Characters, start: usize, end: usize) -> bool {
    let is_joint = |at: usize| {
        text.class(at) == Class::Latin
            || matches!(text.at(at), '_' | '/' | '=' | '#')
            || text.class(at) == Class::Code
    };
    let before = |back: usize| start.checked_sub(back).is_some_and(is_joint);
    let is_linked = start > 0 && matches!(text.at(start - 1), '-' | '.' | ' ') && before(2);
    before(1) || is_linked || is_joint(end)
}

/// Where the region says nothing, the shape that most numbers of the text have: one remark on the
/// first unit with the other.
pub(super) fn check_text(units: &[Unit], settings: &Settings) -> Vec<(usize, Remark)> {
    if settings.locale.digits().is_some() {
        return Vec::new();
    }
    let mut counts = [0_usize; 2];
    let mut first: [Option<(usize, usize)>; 2] = [None, None];
    for (index, unit) in units.iter().enumerate() {
        let Some(target) = &unit.target else { continue };
        let is_digit = |byte: &u8| byte.is_ascii_digit() || *byte == 0xD9;
        if !target.text.as_bytes().iter().any(is_digit) {
            continue;
        }
        let characters = Characters::of(target);
        if !characters.has(Class::Arabic) {
            continue;
        }
        for (shape, class) in [Class::Digit, Class::ArabicDigit].into_iter().enumerate() {
            if !characters.has(class) {
                continue;
            }
            let is_number =
                |&at: &usize| characters.class(at) == class && !is_latin(&characters, at, at + 1);
            if let Some(at) = (0..characters.len()).find(is_number) {
                counts[shape] += 1;
                first[shape].get_or_insert((index, at));
            }
        }
    }
    let minor = usize::from(counts[0] >= counts[1]);
    let Some((unit, at)) = first[minor].filter(|_| counts[1 - minor] > 0) else {
        return Vec::new();
    };
    let shapes = ["0 to 9", "٠ to ٩"];
    let message = format!(
        "{} in {} segments, {} in {}",
        shapes[minor],
        counts[minor],
        shapes[1 - minor],
        counts[1 - minor]
    );
    vec![(unit, Remark::info(at..at + 1, message))]
}

#[cfg(test)]
mod tests {
    use super::super::testing::{found, remarks_with, texts, unit};
    use super::*;

    #[test]
    fn two_shapes_in_one_number_are_found() {
        assert_eq!(found(check, "عام 2٠24"), ["2٠24"]);
        assert_eq!(found(check, "عام ۲۰۲۴"), ["۲۰۲۴"]);
        assert!(found(check, "عام 2024 و٢٠٢٥").is_empty());
        assert!(found(check, "").is_empty());
    }

    #[test]
    fn a_region_has_its_digits() {
        let count = |locale: &str, text: &str| {
            let settings = Settings { locale: locale.parse().unwrap(), ..Settings::default() };
            remarks_with(check, &unit(text), &settings).len()
        };
        assert_eq!(count("ar-EG", "عام 2024"), 1);
        assert_eq!(count("ar-EG", "ورق A4 عام ٢٠٢٤"), 0);
        assert_eq!(count("ar-MA", "عام ٢٠٢٤"), 1);
        assert_eq!(count("ar", "عام ٢٠٢٤"), 0);
    }

    #[test]
    fn the_shape_that_most_of_a_text_lacks_is_found_once() {
        let units = texts(&["عام 2024", "عام 2025", "عام ٢٠٢٦", "عام ٢٠٢٧"]);
        let found = check_text(&units[..3], &Settings::default());
        assert_eq!((found.len(), found[0].0), (1, 2));
        assert_eq!(check_text(&units[..2], &Settings::default()), []);
    }
}
