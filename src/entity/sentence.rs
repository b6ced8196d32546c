//! Sentence: a text cut into words that are ready to be compared with names.

use std::ops::Range;

use super::transliterate::Arabic;
use crate::text::clitic::Found;
use crate::text::normal::{Kind, Normal, is_function_word};
use crate::text::stem::stem;

/// A text in normal form with its words made ready.
#[derive(Debug, Clone, Default)]
pub(super) struct Sentence {
    pub(super) normal: Normal,
    pub(super) words: Vec<Word>,
}

/// A word of a sentence.
#[derive(Debug, Clone)]
pub(super) struct Word {
    pub(super) kind: Kind,
    /// Its characters in the sentence's normal form.
    pub(super) characters: Range<usize>,
    /// What may be the word proper: all of it, and what remains without attached clitics.
    pub(super) forms: Vec<Form>,
    /// Whether it is a preposition, a conjunction or the like, and never a name.
    pub(super) is_function: bool,
    /// Whether it has a capital, as in Baku and iPhone.
    pub(super) is_capital: bool,
    /// Whether it is written in two to six capitals.
    pub(super) is_acronym: bool,
    /// Whether only white space or a hyphen stands before it and the word before.
    pub(super) is_adjacent: bool,
}

/// A word, or a word without what is attached before it.
#[derive(Debug, Clone)]
pub(super) struct Form {
    /// How many letters of the word stand before it.
    pub(super) start: usize,
    pub(super) sound: Arabic,
}

/// What may be attached to a word, the longest forms first where they begin alike.
const ATTACHED: [&[char]; 16] = [
    &['و'],
    &['ف'],
    &['ب'],
    &['ك'],
    &['ل'],
    &['و', 'ب'],
    &['و', 'ل'],
    &['و', 'ك'],
    &['ا', 'ل'],
    &['و', 'ا', 'ل'],
    &['ف', 'ا', 'ل'],
    &['ب', 'ا', 'ل'],
    &['ك', 'ا', 'ل'],
    &['ل', 'ل'],
    &['و', 'ب', 'ا', 'ل'],
    &['و', 'ل', 'ل'],
];

/// Abbreviations that stand before names.
const ABBREVIATIONS: [&str; 20] = [
    "mr", "mrs", "ms", "dr", "st", "ste", "prof", "gen", "sen", "rep", "lt", "col", "capt", "sgt",
    "jr", "sr", "mt", "ft", "mme", "no",
];

impl Sentence {
    pub(super) fn of(raw: &str) -> Self {
        let normal = Normal::of(raw);
        let mut words: Vec<Word> = Vec::with_capacity(normal.tokens().len());
        let mut end = 0;
        for token in normal.tokens() {
            let letters = normal.letters(token);
            let written = &raw[normal.bytes(&token.characters)];
            let is_arabic = token.kind == Kind::Arabic;
            let gap = &normal.characters()[end..token.characters.start];
            words.push(Word {
                kind: token.kind,
                characters: token.characters.clone(),
                forms: if is_arabic { forms(letters) } else { Vec::new() },
                is_function: is_arabic && letters.len() <= 6 && is_function_word(written),
                is_capital: written.chars().any(char::is_uppercase),
                is_acronym: (2..=6).contains(&letters.len())
                    && written.chars().all(char::is_uppercase),
                is_adjacent: !words.is_empty()
                    && gap.iter().all(|c| c.is_whitespace() || matches!(c, '-' | '‐' | '‑')),
            });
            end = token.characters.end;
        }
        Sentence { normal, words }
    }

    /// Whether a word begins a sentence or a quotation, where anything has a capital.
    pub(super) fn begins_sentence(&self, word: usize) -> bool {
        let Some(before) = word.checked_sub(1) else { return true };
        let gap = self.gap(word);
        // A point after an abbreviation or an initial ends nothing.
        let abbreviates = || {
            let letters: String = self.letters(before).iter().collect();
            letters.len() == 1 || ABBREVIATIONS.contains(&letters.as_str())
        };
        let ends = |c: &char| {
            matches!(
                c,
                '!' | '?' | ':' | ';' | '\n' | '"' | '“' | '«' | '…' | '•' | '¿' | '¡' | '\u{201E}'
            )
        };
        gap.iter().any(ends) || gap.contains(&'.') && !abbreviates()
    }

    /// The characters between a word and the one before it.
    pub(super) fn gap(&self, word: usize) -> &[char] {
        let start = word.checked_sub(1).map_or(0, |before| self.words[before].characters.end);
        &self.normal.characters()[start..self.words[word].characters.start]
    }

    /// The letters of a word in normal form.
    pub(super) fn letters(&self, word: usize) -> &[char] {
        &self.normal.characters()[self.words[word].characters.clone()]
    }

    /// The letters of a word from a place on.
    pub(super) fn letters_from(&self, word: usize, start: usize) -> &[char] {
        &self.letters(word)[start..]
    }

    /// The stem of an Arabic word, all of any other.
    pub(super) fn stem(&self, word: usize) -> &[char] {
        let letters = self.letters(word);
        if self.words[word].kind == Kind::Arabic { stem(letters) } else { letters }
    }

    /// The letters of some words, the first from a place on, joined.
    pub(super) fn joined(&self, words: &Range<usize>, start: usize) -> Vec<char> {
        let mut letters = Vec::new();
        for word in words.clone() {
            let skipped = if word == words.start { start } else { 0 };
            letters.extend_from_slice(self.letters_from(word, skipped));
        }
        letters
    }

    /// The code points of the raw text that some words stand for, the first from a place on.
    pub(super) fn span(&self, words: &Range<usize>, start: usize) -> Range<usize> {
        if words.is_empty() {
            return 0..0;
        }
        let first = self.words[words.start].characters.start + start;
        self.normal.code_points(&(first..self.words[words.end - 1].characters.end))
    }

    /// The words in which a name was found, and how many letters of the first are attached.
    pub(super) fn place(&self, found: &Found) -> (Range<usize>, usize) {
        let first = self.words[found.tokens.start].characters.start;
        (found.tokens.clone(), found.characters.start - first)
    }

    /// The words that overlap a span of code points.
    pub(super) fn words_in(&self, span: &Range<usize>) -> Range<usize> {
        let place = |word: &Word| self.normal.code_points(&word.characters);
        let start = self.words.partition_point(|word| place(word).end <= span.start);
        let end = self.words.partition_point(|word| place(word).start < span.end);
        start..end.max(start)
    }
}

fn forms(letters: &[char]) -> Vec<Form> {
    let mut forms = vec![Form { start: 0, sound: Arabic::of_letters(letters) }];
    for attached in ATTACHED {
        let least = if attached.ends_with(&['ل']) && attached.len() > 1 { 2 } else { 3 };
        // The article alone is left to the alignment, which tries both.
        let is_article = attached == ['ا', 'ل'];
        if !is_article && letters.len() >= attached.len() + least && letters.starts_with(attached) {
            let sound = Arabic::of_letters(&letters[attached.len()..]);
            forms.push(Form { start: attached.len(), sound });
        }
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_their_forms_and_places() {
        let sentence = Sentence::of("سافر إلى وبالكرملين Grozny");
        let starts: Vec<usize> = sentence.words[2].forms.iter().map(|form| form.start).collect();
        assert_eq!(starts, [0, 1, 2, 4]);
        assert!(sentence.words[1].is_function && !sentence.words[2].is_function);
        assert_eq!(sentence.span(&(2..3), 4), 13..19);
        assert_eq!(sentence.words_in(&(20..26)), 3..4);
        assert_eq!(sentence.words_in(&(0..3)), 0..1);
    }
}
