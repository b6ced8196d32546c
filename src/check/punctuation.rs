//! Punctuation: Arabic text has ، ؛ ؟, and no mark twice.
//!
//! A Latin mark is reported where it follows Arabic letters and no number, Latin word or code
//! follows at once. The sign of percent is left alone: both are written.

use std::cell::LazyCell;

use super::characters::{Characters, Class};
use super::{Case, Remark};

/// Marks that end a text and should do so in both languages.
const FINAL: [(char, &[char]); 3] = [(':', &[':']), ('?', &['?', '؟']), ('…', &['…', '.'])];

pub(super) fn check(case: &Case<'_>) -> Vec<Remark> {
    let target = case.target;
    if !target.has(Class::Arabic) {
        return Vec::new();
    }
    let mut remarks = Vec::new();
    if target.has(Class::Sign) {
        let is_list = LazyCell::new(|| case.source.is_some_and(Characters::has_bare_list));
        for (place, &character) in target.all().iter().enumerate() {
            if character == ' ' || target.class(place) != Class::Sign {
                continue;
            }
            if let Some(expected) = arabic(character)
                && is_after_arabic(target, place)
                && !(character == ',' && *is_list)
            {
                let message = format!("{character} in Arabic text");
                remarks.push(Remark::warning(place..place + 1, message).expecting(expected));
            }
            remarks.extend(doubled(target, place));
        }
    }
    remarks.extend(case.source.and_then(|source| final_mark(source, target)));
    remarks
}

fn arabic(mark: char) -> Option<char> {
    match mark {
        ',' => Some('،'),
        ';' => Some('؛'),
        '?' => Some('؟'),
        _ => None,
    }
}

/// Whether a Latin mark belongs to the Arabic text before it.
fn is_after_arabic(target: &Characters, place: usize) -> bool {
    let follows = target.class(place + 1);
    if matches!(follows, Class::Latin | Class::Digit | Class::Code) {
        return false;
    }
    // Closing quotation marks and brackets, and a space, may stand between.
    let mut at = place;
    while let Some(before) = target.before(at) {
        match (target.class(before), target.at(before)) {
            (Class::Arabic | Class::Tatweel, _) => return true,
            (Class::Sign, '»' | '”' | '“' | '"' | ')' | ']') => at = before,
            (Class::Space, _) if at == place => at = before,
            _ => return false,
        }
    }
    false
}

/// A mark that stands twice, or two that do not go together.
fn doubled(target: &Characters, place: usize) -> Option<Remark> {
    let (mark, next) = (target.at(place), target.at(place + 1));
    if place > 0 && target.at(place - 1) == mark {
        return None;
    }
    let is_wrong = match (mark, next) {
        ('،' | '؛', '،' | '؛' | '.' | ',') | (',' | '.', '،' | '؛') => true,
        // Three points are an ellipsis.
        ('.', '.') => target.at(place + 2) != '.' && !matches!(target.at(place + 2), '/' | '\\'),
        (':', ':') => target.class_before(place) == Class::Arabic,
        _ => false,
    };
    // In «إلخ.، ثم» the point belongs to an abbreviation.
    let is_abbreviation = mark == '.' && next != '.';
    (is_wrong && !is_abbreviation && target.class(place + 1) == Class::Sign)
        .then(|| Remark::warning(place..place + 2, "two marks of punctuation together"))
}

/// A mark that ends the source, and nothing of the kind ends the translation.
fn final_mark(source: &Characters, target: &Characters) -> Option<Remark> {
    let last = |text: &Characters| {
        text.all().iter().rev().copied().find(|c| !c.is_whitespace() && *c != '\u{200F}')
    };
    let (in_source, in_target) = (last(source)?, last(target)?);
    let (mark, accepted) = FINAL.iter().find(|(mark, _)| *mark == in_source)?;
    if accepted.contains(&in_target) || source.len() < 3 {
        return None;
    }
    let is_closed = matches!(in_target, '»' | '”' | '"' | ')');
    (!is_closed).then(|| {
        let message = format!("the source ends with {mark}, the translation does not");
        Remark::info(None, message)
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{found, found_with};
    use super::*;

    #[test]
    fn latin_marks_after_arabic_letters_are_found() {
        assert_eq!(found(check, "ذهب, ثم عاد; فلماذا?"), [",", ";", "?"]);
        assert_eq!(found(check, "قال «نعم», ثم سكت"), [","]);
        assert_eq!(found(check, "كتابٌ, وقلم"), [","]);
        assert_eq!(found(check, "نعم , لا"), [","]);
    }

    #[test]
    fn marks_of_numbers_latin_words_and_addresses_are_left_alone() {
        for text in [
            "بلغ 1,234 و3,5",
            "كتب \"Yes, we can\" ثم رحل",
            "انظر https://example.org/?a=b;c",
            "ذهب، ثم عاد؛ فلماذا؟",
            "Hello, world; ok?",
            "Python, و",
            "؟؟ !! ...",
            "",
        ] {
            assert!(found(check, text).is_empty(), "{text}");
        }
    }

    #[test]
    fn lists_for_programs_keep_their_commas() {
        assert!(found_with(check, "yes,no,maybe", "نعم,لا,ربما").is_empty());
    }

    #[test]
    fn two_marks_together_are_found() {
        assert_eq!(found(check, "ذهب،، ثم عاد.."), ["،،", ".."]);
        assert_eq!(found(check, "ذهب،. ثم"), ["،."]);
        assert!(found(check, "ثم... صمت؟! ../src").is_empty());
    }

    #[test]
    fn the_last_mark_is_compared() {
        assert_eq!(found_with(check, "Name:", "الاسم").len(), 1);
        assert!(found_with(check, "Name:", "الاسم:").is_empty());
        assert!(found_with(check, "Really?", "حقا؟").is_empty());
        assert!(found_with(check, "Loading…", "جارٍ التحميل...").is_empty());
    }
}
