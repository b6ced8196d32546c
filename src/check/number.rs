//! Number: the numbers, dates, amounts of money and percentages of the source, in any writing.

use super::characters::{Characters, Class};
use super::places::Places;
use super::{Case, Remark};
use crate::corpus::Content;
use crate::entity::quantity::{Language, Quantity, compare, find};

pub(super) fn check(case: &Case<'_>) -> Vec<Remark> {
    let (Some(source), Some(target)) = (case.source, &case.unit.target) else {
        return Vec::new();
    };
    let Some(source_content) = &case.unit.source else { return Vec::new() };
    // Most texts have no number, or the same digits: nothing is to be read then.
    let (wanted, found) = (digits(source), digits(case.target));
    if wanted == found || case.target.len() == 0 {
        return Vec::new();
    }
    let (source_text, target_text) = (masked(source_content), masked(target));
    let wanted = find(&source_text, case.settings.source_language);
    let found = find(&target_text, Language::Arabic);
    let comparison = compare(&wanted, &found);
    // Codes are masked byte by byte, so that these are the places in the text itself.
    let places = Places::of(&target.text);
    let mut remarks = Vec::new();
    for &(one, other) in &comparison.changed {
        if !(is_in_digits(&wanted[one]) && is_in_digits(&found[other])) {
            continue;
        }
        let span = places.code_points(&found[other].span);
        let (from, to) = (&wanted[one].text, &found[other].text);
        remarks.push(Remark::warning(span, format!("{from} became {to}")).expecting(from.as_str()));
    }
    for &one in &comparison.missing {
        let quantity = &wanted[one];
        if is_in_digits(quantity) && !may_be_left_out(case, quantity) {
            let message = format!("{} of the source is missing", quantity.text);
            let severity = if is_often_in_words(quantity) { Remark::info } else { Remark::warning };
            remarks.push(severity(None, message).expecting(quantity.text.as_str()));
        }
    }
    for &other in &comparison.extra {
        if is_in_digits(&found[other]) {
            let span = places.code_points(&found[other].span);
            remarks.push(Remark::info(span, format!("{} is not in the source", found[other].text)));
        }
    }
    remarks
}

/// The numbers in digits as they are written, in order of value.
fn digits(text: &Characters) -> Vec<String> {
    let mut all = Vec::new();
    if !(text.has(Class::Digit) || text.has(Class::ArabicDigit) || text.has(Class::PersianDigit)) {
        return all;
    }
    let value = |at: usize| match text.class(at) {
        Class::Digit => Some(text.at(at)),
        Class::ArabicDigit => char::from_digit(text.at(at) as u32 - '٠' as u32, 10),
        Class::PersianDigit => char::from_digit(text.at(at) as u32 - '۰' as u32, 10),
        Class::Space
        | Class::Break
        | Class::Arabic
        | Class::Tashkeel
        | Class::Tatweel
        | Class::Latin
        | Class::Other
        | Class::Invisible
        | Class::Code
        | Class::Sign => None,
    };
    let mut number = String::new();
    for at in 0..=text.len() {
        match value(at) {
            Some(digit) => number.push(digit),
            None if !number.is_empty() => all.push(std::mem::take(&mut number)),
            None => {}
        }
    }
    all.sort_unstable();
    all
}

/// The text with spaces in the place of codes, as many bytes long.
fn masked(content: &Content) -> String {
    let mut text = String::with_capacity(content.text.len());
    let mut end = 0;
    for code in &content.codes {
        text.push_str(content.text.get(end..code.span.start).unwrap_or_default());
        text.extend(std::iter::repeat_n(' ', code.span.len()));
        end = code.span.end;
    }
    text.push_str(content.text.get(end..).unwrap_or_default());
    text
}

fn is_in_digits(quantity: &Quantity) -> bool {
    quantity.text.chars().any(char::is_numeric)
}

/// Ordinals (الرابعة for 4th, القرن التاسع عشر) and halves (ساعة ونصف for 1.5) are said in words that
/// are not read as numbers.
fn is_often_in_words(quantity: &Quantity) -> bool {
    let value = quantity.readings[0].to_string();
    value.ends_with(".5") || value.parse::<f64>().is_ok_and(|value| value <= 31.0)
}

/// 1 and 2 are said by the noun; a form of the plural need not say its number.
fn may_be_left_out(case: &Case<'_>, quantity: &Quantity) -> bool {
    let value = quantity.readings[0].to_string();
    case.unit.plural.is_some() || matches!(value.as_str(), "1" | "2")
}

#[cfg(test)]
mod tests {
    use super::super::testing::found_with;
    use super::super::testing::messages_with;
    use super::*;

    #[test]
    fn numbers_that_changed_or_are_missing_are_found() {
        assert_eq!(found_with(check, "67 people", "76 شخصا"), ["76"]);
        assert_eq!(messages_with(check, "In 2024", "في العام"), ["2024 of the source is missing"]);
        assert_eq!(found_with(check, "people", "76 شخصا"), ["76"]);
    }

    #[test]
    fn other_writings_are_the_same_number() {
        for (source, target) in [
            ("1,234.5 km", "١٬٢٣٤٫٥ كم"),
            ("$5 million", "5 ملايين دولار"),
            ("3 files", "ثلاثة ملفات"),
            ("2 files", "ملفان"),
            ("12 May 2024", "12 مايو 2024"),
            ("", ""),
        ] {
            assert!(found_with(check, source, target).is_empty(), "{source}");
            assert!(messages_with(check, source, target).is_empty(), "{source}");
        }
    }
}
