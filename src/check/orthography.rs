//! Orthography: what Arabic spelling never has. Only what is certain is said.
//!
//! - ة stands only at the end of a word: إحاطةه is إحاطته; مدرسةكبيرة lacks a space.
//! - ى too: مستوىها is مستواها. Older Egyptian spelling has شىء, which is left alone.
//! - Tanwin ends a word; تنوين الفتح leans on an alef but for ة, ى, a hamza after an alef.
//! - A mark stands once on a letter, and one vowel at most.
//! - Letters of Persian where Arabic has its own: ک ی. پ چ ژ گ ڤ are written in foreign names.
//! - Presentation forms, which are shapes and no letters.
//! - Tatweel within a word.
//! - A few words that have one spelling: لكن, هذا, ذلك.

use std::ops::Range;

use unicode_normalization::char::decompose_compatible;

use super::characters::{Characters, Class, Word};
use super::{Case, Remark};

/// Pronouns that are written together with the word before them.
const SUFFIXES: [&str; 12] =
    ["ه", "ها", "هم", "هن", "هما", "ي", "ك", "كم", "كن", "كما", "نا", "هما"];
/// What is longer is no word.
const LONGEST_WORD: usize = 80;
const TANWIN_FATH: char = '\u{64B}';
const TANWIN: [char; 3] = [TANWIN_FATH, '\u{64C}', '\u{64D}'];
const SHADDA: char = '\u{651}';
const VOWELS: Range<u32> = 0x64B..0x653;
/// Spellings that are wrong wherever they stand.
const WRONG: [(&str, &str); 8] = [
    ("لاكن", "لكن"),
    ("ولاكن", "ولكن"),
    ("هاذا", "هذا"),
    ("هاذه", "هذه"),
    ("ذالك", "ذلك"),
    ("كذالك", "كذلك"),
    ("هاؤلاء", "هؤلاء"),
    ("أيظا", "أيضا"),
];
/// Letters of Persian, Urdu, Kurdish and their neighbours, which show a word of theirs.
const FOREIGN: [char; 16] =
    ['پ', 'چ', 'ژ', 'گ', 'ہ', 'ھ', 'ے', 'ڑ', 'ٹ', 'ڈ', 'ۆ', 'ێ', 'ە', 'ڕ', 'ڵ', 'ں'];

pub(super) fn check(case: &Case<'_>) -> Vec<Remark> {
    let target = case.target;
    if !target.has(Class::Arabic) {
        return Vec::new();
    }
    let mut remarks = Vec::new();
    let is_word = |word: &&Word| word.script == Class::Arabic && word.span.len() <= LONGEST_WORD;
    for word in target.words().iter().filter(is_word) {
        inspect(target, word, &mut remarks);
    }
    remarks
}

/// Looks at each letter once.
fn inspect(text: &Characters, word: &Word, remarks: &mut Vec<Remark>) {
    let span = word.span.clone();
    let is_foreign = || span.clone().any(|at| FOREIGN.contains(&text.at(at)));
    let mut has_presentation_form = false;
    for at in span.clone() {
        let character = text.at(at);
        match character {
            'ة' => remarks.extend(taa_marbuta(text, &span, at)),
            'ى' => remarks.extend(alef_maqsura(text, &span, at)),
            '\u{640}' => remarks.extend(tatweel(text, &span, at)),
            '\u{64B}'..='\u{652}' => remarks.extend(mark(text, &span, at)),
            'ک' | 'ی' if !is_foreign() => {
                let arabic = match character {
                    'ک' => 'ك',
                    _ if at + 1 == span.end => 'ى',
                    _ => 'ي',
                };
                let message = format!("{character} is a letter of Persian");
                let remark = Remark::warning(at..at + 1, message).expecting(arabic);
                // A final ی is ي or ى.
                let is_final = character == 'ی' && arabic == 'ى';
                remarks.push(if is_final { remark.expecting('ي') } else { remark });
            }
            '\u{FB50}'..='\u{FDEF}' | '\u{FE70}'..='\u{FEFE}' => has_presentation_form = true,
            _ => {}
        }
    }
    if has_presentation_form {
        let mut plain = String::new();
        for at in span.clone() {
            decompose_compatible(text.at(at), |part| plain.push(part));
        }
        let message = "presentation forms in place of letters";
        remarks.push(Remark::warning(span.clone(), message).expecting(plain));
    }
    if span.len() < 12 && matches!(text.at(span.start), 'ل' | 'و' | 'ه' | 'ذ' | 'ك' | 'أ') {
        let found = WRONG.iter().find(|(wrong, _)| wrong.chars().eq(text.letters(span.clone())));
        if let Some((_, right)) = found {
            remarks.push(
                Remark::error(span, "a spelling that Arabic does not have").expecting(*right),
            );
        }
    }
}

/// The first letter of the word behind a place.
fn next_letter(text: &Characters, word: &Range<usize>, at: usize) -> Option<usize> {
    (at + 1..word.end).find(|&next| text.class(next) == Class::Arabic)
}

fn taa_marbuta(text: &Characters, word: &Range<usize>, at: usize) -> Option<Remark> {
    let next = next_letter(text, word, at)?;
    Some(wrong_within(text, word, at, next, 'ت', "ة within a word"))
}

fn alef_maqsura(text: &Characters, word: &Range<usize>, at: usize) -> Option<Remark> {
    let next = next_letter(text, word, at)?;
    // شىء, and Koranic spelling with a small alef.
    if text.at(next) == 'ء' || text.at(at + 1) == '\u{670}' || text.at(at + 1) == '\u{654}' {
        return None;
    }
    let before: String = text.letters(word.start..at).collect();
    let is_preposition = ["عل", "إل", "لد", "وعل", "وإل"].contains(&before.as_str());
    let letter = if is_preposition { 'ي' } else { 'ا' };
    Some(wrong_within(text, word, at, next, letter, "ى within a word"))
}

/// A letter that only ends words, with a pronoun behind it or another word.
fn wrong_within(
    text: &Characters,
    word: &Range<usize>,
    at: usize,
    next: usize,
    letter: char,
    message: &str,
) -> Remark {
    let rest: String = text.letters(next..word.end).collect();
    let (before, behind) = (text.text(word.start..at), text.text(next..word.end));
    let expected = if SUFFIXES.contains(&rest.as_str()) {
        format!("{before}{letter}{behind}")
    } else {
        format!("{} {behind}", text.text(word.start..next))
    };
    Remark::error(word.clone(), message).expecting(expected)
}

/// Tatweel between two letters; one after what is attached, as in الـ, is usual.
fn tatweel(text: &Characters, word: &Range<usize>, at: usize) -> Option<Remark> {
    let is_first = text.at(at.wrapping_sub(1)) != '\u{640}' || at == word.start;
    let next = next_letter(text, word, at)?;
    let before: String = text.letters(word.start..at).collect();
    let is_attached =
        ["", "ال", "لل", "و", "ب", "ل", "ك", "ف", "وال", "بال"].contains(&before.as_str());
    if !is_first || is_attached {
        return None;
    }
    let plain: String = text.text(word.clone()).replace('\u{640}', "");
    Some(Remark::info(at..next, "tatweel within a word").expecting(plain))
}

/// A mark that stands where or beside what it cannot.
fn mark(text: &Characters, word: &Range<usize>, at: usize) -> Option<Remark> {
    let (character, next) = (text.at(at), text.at(at + 1));
    let is_vowel = |c: char| VOWELS.contains(&(c as u32)) && c != SHADDA;
    if next == character {
        return Some(Remark::warning(at..at + 2, "the same mark twice").expecting(character));
    }
    if is_vowel(character) && is_vowel(next) && at + 1 < word.end {
        return Some(Remark::warning(at..at + 2, "two vowels on one letter"));
    }
    if !TANWIN.contains(&character) {
        return None;
    }
    let letter = (word.start..at).rev().find(|&before| text.class(before) == Class::Arabic)?;
    match next_letter(text, word, at) {
        Some(behind) => {
            let is_seat = matches!(text.at(behind), 'ا' | 'ى') && character == TANWIN_FATH;
            let is_last = next_letter(text, word, behind).is_none();
            let message = "tanwin within a word";
            (!(is_seat && is_last)).then(|| Remark::warning(word.clone(), message))
        }
        None if character == TANWIN_FATH => {
            let has_seat = matches!(text.at(letter), 'ا' | 'ى' | 'ة' | 'ء' | 'أ' | 'ئ' | 'ؤ' | 'آ');
            let is_arabic = matches!(text.at(letter), 'ب'..='ي') && !has_seat;
            is_arabic.then(|| {
                let expected = format!("{}ا", text.text(word.clone()));
                Remark::warning(word.clone(), "تنوين الفتح without its alef").expecting(expected)
            })
        }
        None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{expected, found};
    use super::*;

    #[test]
    fn taa_marbuta_within_a_word_is_found_with_the_right_form() {
        assert_eq!(found(check, "خلال إحاطةه اليومية"), ["إحاطةه"]);
        assert_eq!(expected(check, "خلال إحاطةه اليومية"), ["إحاطته"]);
        assert_eq!(expected(check, "مدرسةكبيرة"), ["مدرسة كبيرة"]);
    }

    #[test]
    fn alef_maqsura_within_a_word_is_found_with_the_right_form() {
        assert_eq!(expected(check, "مستوىها علىه"), ["مستواها", "عليه"]);
        assert_eq!(expected(check, "إلىالمدرسة"), ["إلى المدرسة"]);
    }

    #[test]
    fn marks_are_found_where_they_cannot_stand() {
        assert_eq!(found(check, "كتاباًجديدا"), ["كتاباًجديدا"]);
        assert_eq!(expected(check, "رجلً"), ["رجلًا"]);
        assert_eq!(found(check, "مُُحمد"), ["ُُ"]);
        assert_eq!(found(check, "مَُحمد"), ["َُ"]);
    }

    #[test]
    fn letters_and_shapes_of_others_are_found() {
        assert_eq!(expected(check, "کتاب"), ["ك"]);
        assert_eq!(expected(check, "ﻣﺮﺣﺒﺎ"), ["مرحبا"]);
        assert_eq!(expected(check, "محـــمد"), ["محمد"]);
        assert_eq!(expected(check, "لاكن هاذا"), ["لكن", "هذا"]);
    }

    #[test]
    fn right_spelling_is_left_alone() {
        for text in [
            "المدرسةُ والحياةَ، شيءٌ، شىء، هدًى، شكرًا، شكراً، سماءً، مرةً، شيئًا، مُحمَّدًا",
            "هـ ١٤٤٥، الـ٢٠، لـمحمد، «ـه»",
            "سوءًا جزءًا مبدأً ملجأً عيسىٰ",
            "پیکان گوگل ڤيينا",
            "صلى الله عليه وسلم ﷺ ﷲ",
            "هدىً فتىً قرىً",
            "أمّةً حقًّا أيًّا",
            "",
            "\u{64B}\u{64B}\u{651}",
        ] {
            assert!(found(check, text).is_empty(), "{text}: {:?}", found(check, text));
        }
    }
}
