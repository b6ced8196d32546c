//! Untranslated: the source stands in the place of its translation, or nothing does.

use super::characters::{Characters, Class};
use super::{Case, Remark};

/// A copy of as many words that are no names is no translation.
const LEAST_WORDS: usize = 4;

pub(super) fn check(case: &Case<'_>) -> Vec<Remark> {
    let Some(source) = case.source else { return Vec::new() };
    let target = case.target;
    let is_empty = |text: &Characters| text.all().iter().all(|c| c.is_whitespace());
    if is_empty(target) {
        return match is_empty(source) {
            true => Vec::new(),
            false => vec![Remark::error(None, "there is no translation")],
        };
    }
    if target.has(Class::Arabic) || !is_same(source, target) {
        return Vec::new();
    }
    let words: Vec<_> = target.words().iter().filter(|word| word.span.len() > 1).collect();
    // Names and acronyms have capitals, and codes are no words.
    let is_plain = |at: usize| {
        let word = target.text(words[at].span.clone());
        word.len() >= 3 && word.chars().all(char::is_lowercase)
    };
    let plain = (0..words.len()).filter(|&at| is_plain(at)).count();
    let span = 0..target.len();
    if plain > 0 && words.len() >= LEAST_WORDS {
        return vec![Remark::error(span, "the source was copied")];
    }
    if plain > 0 && words.len() > 1 {
        return vec![Remark::warning(span, "the source was copied")];
    }
    match words.is_empty() || is_identifier(target) {
        true => Vec::new(),
        false => vec![Remark::info(span, "the source was copied; it may be a name")],
    }
}

fn is_same(source: &Characters, target: &Characters) -> bool {
    let seen = |text: &Characters| -> Vec<char> {
        let places = 0..text.len();
        let is_seen = |&at: &usize| !matches!(text.class(at), Class::Invisible | Class::Space);
        places.filter(is_seen).map(|at| text.at(at)).collect()
    };
    seen(source) == seen(target)
}

/// One word with digits, points, capitals within: a name in code, a format.
fn is_identifier(text: &Characters) -> bool {
    let plain: String = text.all().iter().collect();
    let plain = plain.trim();
    let inner = plain.chars().skip(1);
    !plain.contains(' ')
        && plain.chars().skip(1).any(|c| c.is_uppercase() || c.is_numeric() || "._-/:%".contains(c))
        && inner.count() > 0
}

#[cfg(test)]
mod tests {
    use super::super::testing::{found_with, messages_with};
    use super::*;

    #[test]
    fn copies_are_found() {
        let text = "He said that it works";
        assert_eq!(found_with(check, text, text), [text]);
        assert_eq!(found_with(check, "File not", "File not"), ["File not"]);
        assert_eq!(messages_with(check, "Save", " "), ["there is no translation"]);
    }

    #[test]
    fn names_codes_and_translations_are_left_alone() {
        for (source, target) in [
            ("Save", "حفظ"),
            ("URL", "URL"),
            ("WebP", "WebP"),
            ("12:30", "12:30"),
            ("", ""),
            ("a.b", "a.b"),
        ] {
            assert!(found_with(check, source, target).is_empty(), "{source}");
        }
    }
}
