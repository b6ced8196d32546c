//! Latin in Arabic: words in Latin letters that Arabic text would have in its own.
//!
//! A name whose Arabic form the lexicon knows, and a word in small letters, is a warning. Acronyms,
//! and names that stand so in the source, are only mentioned; units of measure, single letters,
//! identifiers and what stands in brackets behind Arabic are left alone.

use super::characters::{Characters, Class, Word};
use super::{Case, Remark};
use crate::entity::Lexicon;

/// Longer runs of capitals are words.
const LONGEST_ACRONYM: usize = 6;
/// Where there are more, they are not looked for in the source.
const MOST_RUNS: usize = 200;
/// Units, suffixes and words of formulae.
const SIGNS: &[&str] = &[
    "km", "cm", "mm", "kg", "mg", "ml", "mph", "kmh", "ghz", "mhz", "khz", "hz", "gb", "mb", "kb",
    "tb", "fps", "dpi", "px", "pt", "sin", "cos", "log", "max", "min", "th", "st", "nd", "rd",
    "am", "pm", "vs",
];

pub(super) fn check(case: &Case<'_>) -> Vec<Remark> {
    let target = case.target;
    if !(target.has(Class::Arabic) && target.has(Class::Latin)) {
        return Vec::new();
    }
    let source: Option<String> = case.source.map(|source| source.all().iter().collect());
    let runs = runs(target);
    let source = source.filter(|_| runs.len() <= MOST_RUNS);
    runs.into_iter().filter_map(|run| inspect(target, &run, source.as_deref())).collect()
}

/// Latin words with spaces, hyphens or apostrophes between them.
fn runs(text: &Characters) -> Vec<Vec<&Word>> {
    let mut runs: Vec<Vec<&Word>> = Vec::new();
    let latin = |word: &&Word| word.is_pure && word.script == Class::Latin;
    for word in text.words().iter().filter(latin) {
        let joins = |last: &Word| {
            let mut between = last.span.end..word.span.start;
            between.len() <= 2
                && between.all(|at| matches!(text.at(at), ' ' | '-' | '\'' | '’' | '.' | '&'))
        };
        match runs.last_mut() {
            Some(run) if run.last().is_some_and(|last| joins(last)) => run.push(word),
            _ => runs.push(vec![word]),
        }
    }
    runs
}

fn inspect(text: &Characters, run: &[&Word], source: Option<&str>) -> Option<Remark> {
    let span = run.first()?.span.start..run.last()?.span.end;
    let found = text.text(span.clone());
    let words: Vec<String> = run.iter().map(|word| text.text(word.span.clone())).collect();
    let is_sign = |word: &String| word.len() < 2 || SIGNS.contains(&word.to_lowercase().as_str());
    if words.iter().all(is_sign) || is_in_code(text, &span) || is_gloss(text, &span) {
        return None;
    }
    // example.com, settings.py.
    let is_joined = |pair: &[&Word]| {
        pair[1].span.start == pair[0].span.end + 1 && text.at(pair[0].span.end) == '.'
    };
    if run.windows(2).any(is_joined) {
        return None;
    }
    let is_in_source = source.is_some_and(|source| source.contains(&found));
    let (known, expected) = known(&words);
    if known && expected.is_none() {
        return None;
    }
    if let Some(form) = expected {
        let message = "a name in Latin letters whose Arabic form is known";
        return Some(Remark::warning(span, message).expecting(form));
    }
    let is_acronym = |word: &String| {
        word.chars().count() <= LONGEST_ACRONYM && word.chars().all(char::is_uppercase)
    };
    if words.iter().all(is_acronym) {
        return Some(Remark::info(span, "an acronym in Latin letters"));
    }
    let is_plain = |word: &String| word.chars().count() > 2 && word.chars().all(char::is_lowercase);
    let plain = words.iter().filter(|word| is_plain(word)).count();
    let message = "words in Latin letters";
    Some(match (is_in_source, plain) {
        (true, 0..=1) => Remark::info(span, message),
        (true, _) if 2 * plain <= words.len() => Remark::info(span, message),
        _ => Remark::warning(span, message),
    })
}

/// Whether the lexicon knows these words, and the Arabic form of the first it knows.
fn known(words: &[String]) -> (bool, Option<String>) {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let mut is_known = false;
    for start in 0..words.len() {
        // Names have capitals; May and may are two words.
        if !words[start].starts_with(char::is_uppercase) {
            continue;
        }
        if let Some((_, entry)) = Lexicon::built_in().longest_latin(&words[start..]) {
            is_known = true;
            if !entry.keep_latin {
                return (true, entry.targets.first().cloned());
            }
        }
    }
    (is_known, None)
}

/// Whether the run is part of an identifier, a path, a code.
fn is_in_code(text: &Characters, span: &std::ops::Range<usize>) -> bool {
    let is_joint = |at: usize, beyond: usize| {
        let is_word = matches!(text.class(beyond), Class::Latin | Class::Digit | Class::Sign);
        match text.at(at) {
            '_' | '/' | '\\' | '@' | '=' | '{' | '}' | '<' | '>' | '#' | '$' | '~' | '`' => true,
            '.' | ':' => is_word && text.class(at) == Class::Sign,
            _ => matches!(text.class(at), Class::Digit | Class::Code),
        }
    };
    let before = span.start.checked_sub(1);
    let is_joined_before =
        before.is_some_and(|at| is_joint(at, at.checked_sub(1).unwrap_or(usize::MAX)));
    is_joined_before || is_joint(span.end, span.end + 1)
}

/// Whether the run stands in brackets, as the original name behind the Arabic one.
fn is_gloss(text: &Characters, span: &std::ops::Range<usize>) -> bool {
    let opens = (0..span.start).rev().take(60).map(|at| text.at(at));
    for character in opens {
        match character {
            '(' | '[' => return true,
            ')' | ']' => return false,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::super::testing::{expected, found, found_with};
    use super::*;

    #[test]
    fn names_and_words_are_found() {
        assert_eq!(found(check, "يدعم Volodymyr Zelensky باكو"), ["Volodymyr Zelensky"]);
        assert_eq!(expected(check, "فوق Grozny أمس"), ["غروزني"]);
        assert_eq!(found(check, "قال the man ذلك"), ["the man"]);
        assert_eq!(found(check, "وكالة Azéri Media نشرت"), ["Azéri Media"]);
    }

    #[test]
    fn glosses_units_and_code_are_left_alone() {
        for text in [
            "غروزني (Grozny)",
            "5 km/h في",
            "الملف settings.py هنا",
            "المتغير my_name",
            "x و y",
            "Latin only",
            "",
        ] {
            assert!(found(check, text).is_empty(), "{text}");
        }
    }

    #[test]
    fn names_of_the_source_are_only_mentioned() {
        let unit = super::super::testing::pair("Open Zibbler now", "افتح Zibbler الآن");
        let remarks = super::super::testing::remarks(check, &unit);
        assert_eq!(remarks[0].severity, crate::finding::Severity::Info);
        assert_eq!(found_with(check, "x", "افتح Zibbler الآن"), ["Zibbler"]);
    }
}
