//! Doubled word: the same word twice, where Arabic does not double it on purpose.

use std::cell::LazyCell;

use super::characters::{Characters, Class, Word};
use super::{Case, Remark};

/// Doubled for emphasis, distribution or as interjections.
const DOUBLED: &[&str] = &[
    "جدا",
    "شيئا",
    "رويدا",
    "قليلا",
    "خطوة",
    "واحدا",
    "واحدة",
    "واحد",
    "لا",
    "نعم",
    "كلا",
    "هيا",
    "مهلا",
    "الله",
    "يوما",
    "كلمة",
    "حرفا",
    "بيتا",
    "صفا",
    "دكا",
    "اثنين",
    "مرة",
    "مرارا",
    "طويلا",
    "كثيرا",
    "وداعا",
    "مرحبا",
    "شكرا",
    "أخيرا",
    "بسرعة",
    "ببطء",
    "هنا",
    "تعال",
    "انتظر",
    "اذهب",
    "قف",
    "ها",
    "هي",
    "هو",
    "يا",
    "صفر",
    "ثلاثة",
    "أربعة",
    "خمسة",
    "ستة",
    "سبعة",
    "ثمانية",
    "تسعة",
    "بورا",
    "دوران",
    "تشا",
    "تسي",
    "يو",
    "بادن",
    "باجو",
    "هونغ",
    "مو",
    "لو",
    "كو",
    "بينغ",
    "ماو",
];
/// A single letter doubled is a list or a spelling.
const LEAST_LETTERS: usize = 2;

pub(super) fn check(case: &Case<'_>) -> Vec<Remark> {
    let target = case.target;
    let mut remarks = Vec::new();
    let is_doubled_in_source = LazyCell::new(|| case.source.is_some_and(has_doubled));
    for pair in target.words().windows(2) {
        let [first, second] = pair else { continue };
        if is_doubled(target, first, second)
            && !is_on_purpose(target, first)
            && !*is_doubled_in_source
        {
            let span = first.span.start..second.span.end;
            let word = target.text(first.span.clone());
            remarks.push(Remark::warning(span, format!("{word} stands twice")).expecting(word));
        }
    }
    remarks
}

fn is_doubled(text: &Characters, first: &Word, second: &Word) -> bool {
    // Nothing but one space or line break between them, and no digit or hyphen at their ends.
    let between = first.span.end..second.span.start;
    let is_joined = |place: usize| {
        !matches!(text.class(place), Class::Space | Class::Break | Class::Sign | Class::Invisible)
            || matches!(text.at(place), '-' | '_' | '\'' | '’' | '/')
    };
    !between.is_empty()
        && between.clone().all(|place| matches!(text.class(place), Class::Space | Class::Break))
        && first.span.len().abs_diff(second.span.len()) <= 4
        && text.letters(first.span.clone()).eq(text.letters(second.span.clone()))
        && text.letters(first.span.clone()).count() >= LEAST_LETTERS
        && !is_joined(second.span.end)
        && !(first.span.start > 0 && is_joined(first.span.start - 1))
        && !has_other_marks(text, first, second)
}

/// مَن مِن are two words; marks on one of them only say nothing.
fn has_other_marks(text: &Characters, first: &Word, second: &Word) -> bool {
    let marks = |word: &Word| -> Vec<char> {
        let span = word.span.clone();
        span.filter(|&at| text.class(at) == Class::Tashkeel).map(|at| text.at(at)).collect()
    };
    let (first, second) = (marks(first), marks(second));
    first != second
}

fn is_on_purpose(text: &Characters, word: &Word) -> bool {
    if word.script != Class::Arabic {
        // Walla Walla, but not "the the".
        return text.at(word.span.start).is_uppercase();
    }
    let letters: String = text.letters(word.span.clone()).collect();
    // An accusative that is doubled distributes: بابا بابا, جماعاتٍ جماعات.
    let has_tanwin = word.span.clone().any(|at| text.at(at) == '\u{64B}');
    has_tanwin || DOUBLED.contains(&letters.as_str())
}

fn has_doubled(source: &Characters) -> bool {
    let same = |pair: &[Word]| {
        let letters = |word: &Word| source.text(word.span.clone()).to_lowercase();
        letters(&pair[0]) == letters(&pair[1])
    };
    source.words().windows(2).any(same)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{found, found_with};
    use super::*;

    #[test]
    fn a_word_twice_is_found() {
        assert_eq!(found(check, "ذهب إلى إلى المدرسة"), ["إلى إلى"]);
        assert_eq!(found(check, "the the cat"), ["the the"]);
        assert_eq!(found(check, "في\nفي البيت"), ["في\nفي"]);
    }

    #[test]
    fn what_is_doubled_on_purpose_is_left_alone() {
        for text in [
            "كبير جدا جدا",
            "شيئًا شيئًا",
            "ذهب، ذهب",
            "مَن مِن الناس",
            "Walla Walla",
            "بورا بورا",
            "10 10",
            "و و",
            "من منزل",
            "",
        ] {
            assert!(found(check, text).is_empty(), "{text}");
        }
        assert!(found_with(check, "He is very very big", "هو كبير كبير").is_empty());
    }
}
