//! Mixed script: a word of letters of two scripts, among them letters that only look alike.

use super::characters::{Characters, Class, Word};
use super::{Case, Remark};

/// What Arabic writes together with a word in Latin letters.
const PROCLITICS: [&str; 17] = [
    "و", "ف", "ب", "ك", "ل", "ال", "وال", "بال", "فال", "كال", "لل", "ولل", "وب", "ول", "وك", "فب",
    "وبال",
];

pub(super) fn check(case: &Case<'_>) -> Vec<Remark> {
    let mixed = case.target.words().iter().filter(|word| !word.is_pure);
    mixed.filter_map(|word| inspect(case.target, word)).collect()
}

fn inspect(text: &Characters, word: &Word) -> Option<Remark> {
    let span = word.span.clone();
    let has = |class: Class| span.clone().any(|at| text.class(at) == class);
    if has(Class::Latin) && span.clone().any(|at| is_cyrillic(text.at(at))) {
        return Some(Remark::error(span, "Cyrillic letters in a Latin word"));
    }
    if !has(Class::Arabic) || !(has(Class::Latin) || has(Class::Other)) {
        return None;
    }
    if span.clone().all(|at| !matches!(text.class(at), Class::Latin)) {
        // A combining mark of another block on an Arabic letter is rare and right.
        let is_letter = |at: usize| text.class(at) == Class::Other && text.at(at).is_alphabetic();
        return span
            .clone()
            .any(is_letter)
            .then(|| Remark::warning(span.clone(), "letters of two scripts in one word"));
    }
    let first_latin = span.clone().find(|&at| text.class(at) == Class::Latin)?;
    let rest_is_latin = (first_latin..span.end).all(|at| text.class(at) != Class::Arabic);
    let before: String = text.letters(span.start..first_latin).collect();
    let has_tatweel = text.at(first_latin.wrapping_sub(1)) == '\u{640}';
    let is_attached = PROCLITICS.contains(&before.as_str()) || has_tatweel;
    (!(rest_is_latin && is_attached))
        .then(|| Remark::warning(span, "Arabic and Latin letters in one word"))
}

fn is_cyrillic(character: char) -> bool {
    matches!(character, '\u{400}'..='\u{52F}')
}

#[cfg(test)]
mod tests {
    use super::super::testing::found;
    use super::*;

    #[test]
    fn words_of_two_scripts_are_found() {
        assert_eq!(found(check, "كتابbook وFirefoxات"), ["كتابbook", "وFirefoxات"]);
        assert_eq!(found(check, "Pаris"), ["Pаris"]);
    }

    #[test]
    fn what_is_attached_to_latin_words_is_left_alone() {
        for text in ["وFirefox لـFirefox الـURL بـ DVD", "مرحبا", "Москва", "5µm", ""]
        {
            assert!(found(check, text).is_empty(), "{text}");
        }
    }
}
