//! Missing space: after a mark, around quotation marks and brackets, between words and numbers.

use super::characters::{Characters, Class};
use super::{Case, Remark};

/// Words and letters that are written together with what follows them.
const PROCLITICS: [&str; 22] = [
    "و", "ف", "ب", "ك", "ل", "س", "ال", "وال", "بال", "فال", "كال", "لل", "ولل", "وب", "ول", "وك",
    "فب", "فل", "أ", "وبال", "لـ", "الـ",
];
/// What stands in brackets directly after a word: معلم(ة), and before one: (ال)كتاب.
const LONGEST_ENDING: usize = 3;
/// No more is looked at of what stands in brackets.
const LONGEST_BRACKET: usize = 12;
/// Shorter words may be abbreviations: ق.م, د.أ.
const LEAST_OF_SENTENCE: usize = 3;

pub(super) fn check(case: &Case<'_>) -> Vec<Remark> {
    let target = case.target;
    if !target.has(Class::Arabic) {
        return Vec::new();
    }
    let mut remarks = Vec::new();
    let mut is_open = false;
    for (place, &character) in target.all().iter().enumerate() {
        match target.class(place) {
            Class::Sign => {
                let is_straight = character == '"';
                let closes = matches!(character, '»' | '”') || is_straight && is_open;
                let opens = matches!(character, '«' | '“') || is_straight && !is_open;
                is_open ^= is_straight;
                remarks.extend(at_sign(target, place, closes, opens));
            }
            Class::Digit | Class::ArabicDigit => remarks.extend(at_digit(target, place)),
            Class::Space
            | Class::Break
            | Class::Arabic
            | Class::Tashkeel
            | Class::Tatweel
            | Class::Latin
            | Class::Other
            | Class::PersianDigit
            | Class::Invisible
            | Class::Code => {}
        }
    }
    let is_list =
        |remark: &Remark| remark.span.as_ref().is_some_and(|span| target.at(span.start) == ',');
    if remarks.iter().any(is_list) && case.source.is_some_and(Characters::has_bare_list) {
        remarks.retain(|remark| !is_list(remark));
    }
    remarks
}

fn at_sign(target: &Characters, place: usize, closes: bool, opens: bool) -> Option<Remark> {
    let mark = target.at(place);
    let next = target.from(place + 1).unwrap_or(target.len());
    let is_letter_next = target.class(next) == Class::Arabic;
    let is_arabic_before = target.class_before(place) == Class::Arabic;
    let wrong = match mark {
        '،' | '؛' | '؟' => {
            let is_opening =
                target.class(next) == Class::Sign && matches!(target.at(next), '«' | '“' | '(');
            let is_number = is_digit(target.class_before(place));
            is_letter_next || is_opening || is_digit(target.class(next)) && !is_number
        }
        ',' | ';' => is_letter_next && is_arabic_before,
        '.' | '!' | ':' => {
            is_letter_next && is_arabic_before && is_end_of_sentence(target, place, next)
        }
        ')' => is_letter_next && bracketed(target, place) > LONGEST_ENDING,
        '(' => is_arabic_before && is_bracket_after_word(target, place),
        // ” may open where the pair is reversed, as on some keyboards.
        _ if closes => is_letter_next && !is_reversed(target, place),
        _ if opens => {
            let is_next = target.class_from(place + 1) != Class::Space;
            is_arabic_before
                && is_next
                && !is_after_proclitic(target, place)
                && !is_reversed(target, place)
        }
        _ => false,
    };
    let is_before = opens || mark == '(';
    wrong.then(|| {
        let side = if is_before { "before" } else { "after" };
        Remark::warning(place..place + 1, format!("no space {side} {mark}"))
            .expecting(if is_before { format!(" {mark}") } else { format!("{mark} ") })
    })
}

fn is_digit(class: Class) -> bool {
    matches!(class, Class::Digit | Class::ArabicDigit | Class::PersianDigit)
}

/// Whether words of some length stand on both sides, and neither is an abbreviation.
fn is_end_of_sentence(target: &Characters, place: usize, next: usize) -> bool {
    let length = |at: Option<usize>| {
        at.and_then(|at| target.word_at(at))
            .map_or(0, |word| target.letters(word.span.clone()).count())
    };
    let (before, after) = (length(target.before(place)), length(Some(next)));
    before >= LEAST_OF_SENTENCE && after >= 2
}

/// How many characters stand between this closing bracket and the opening one.
fn bracketed(target: &Characters, place: usize) -> usize {
    let before = target.all()[..place].iter().rev();
    before.take(LONGEST_BRACKET).take_while(|&&c| c != '(').filter(|c| c.is_alphanumeric()).count()
}

/// Whether a bracket holds more than an ending and stands after a word.
fn is_bracket_after_word(target: &Characters, place: usize) -> bool {
    let inside = target.all()[place + 1..].iter().take(LONGEST_BRACKET).take_while(|&&c| c != ')');
    let letters = inside.filter(|c| c.is_alphanumeric()).count();
    let first = target.class_from(place + 1);
    letters > LONGEST_ENDING
        && matches!(first, Class::Arabic | Class::Latin)
        && !is_after_proclitic(target, place)
}

fn is_after_proclitic(target: &Characters, place: usize) -> bool {
    let word = target.before(place).and_then(|at| target.word_at(at));
    word.is_some_and(|word| {
        let is_tatweel = target.class(word.span.end - 1) == Class::Tatweel;
        is_tatweel
            || PROCLITICS.iter().any(|known| known.chars().eq(target.letters(word.span.clone())))
    })
}

/// Whether curly quotation marks are reversed in this text: ”…“.
fn is_reversed(target: &Characters, place: usize) -> bool {
    if !matches!(target.at(place), '“' | '”') {
        return false;
    }
    target.all().iter().find(|c| matches!(c, '“' | '”')) == Some(&'”')
}

/// A number directly before or after an Arabic word.
fn at_digit(target: &Characters, place: usize) -> Option<Remark> {
    let word_of = |at: usize| target.word_at(at).filter(|word| word.script == Class::Arabic);
    let letters = |span: std::ops::Range<usize>| target.letters(span).count();
    if let Some(before) = place.checked_sub(1)
        && matches!(target.class(before), Class::Arabic | Class::Tashkeel)
    {
        let word = word_of(before)?;
        let is_word =
            letters(word.span.clone()) > LONGEST_ENDING && !is_after_proclitic(target, place);
        return is_word
            .then(|| Remark::warning(word.span.start..place + 1, "no space before the number"));
    }
    if target.class(place + 1) == Class::Arabic {
        let word = word_of(place + 1)?;
        return (letters(word.span.clone()) >= LONGEST_ENDING)
            .then(|| Remark::warning(place..word.span.end, "no space after the number"));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::testing::found;
    use super::*;

    #[test]
    fn a_space_is_missing_after_marks() {
        assert_eq!(found(check, "“المعايير المشتركة”وقال"), ["”"]);
        assert_eq!(found(check, "ذهب،ثم عاد؛وبقي؟نعم"), ["،", "؛", "؟"]);
        assert_eq!(found(check, "قال \"نعم\"ثم عاد"), ["\""]);
        assert_eq!(found(check, "انتهى الدرس.بدأ آخر"), ["."]);
        assert_eq!(found(check, "(انظر الصفحة)ثم"), [")"]);
    }

    #[test]
    fn a_space_is_missing_before_quotes_brackets_and_beside_numbers() {
        assert_eq!(found(check, "كتاب«البخلاء»"), ["«"]);
        assert_eq!(found(check, "الأمم المتحدة(المنظمة)"), ["("]);
        assert_eq!(found(check, "ديسمبر2024 و90يوما"), ["ديسمبر2", "0يوما"]);
    }

    #[test]
    fn what_is_written_together_is_left_alone() {
        for text in [
            "و«استخدام» وبـ“كتاب” والـ\"كتاب\"",
            "معلم(ة) و(ال)كتاب",
            "ق.م و د.أ. وهـ.م",
            "”الأول“ و”الثاني“ هنا",
            "في 3،5 و١،٢ وب5 والـ20 وم2 و5كم",
            "قال: «نعم»، ثم سكت.",
            "«»",
            "،",
            "",
        ] {
            assert!(found(check, text).is_empty(), "{text}: {:?}", found(check, text));
        }
    }
}
