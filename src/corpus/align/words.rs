//! Words: two texts cut into words, and what it costs to take one word for another.
//!
//! Costs are whole numbers, so that sums are exact and ties are ties.

use std::collections::HashMap;
use std::ops::Range;

use crate::text::Folding;
use crate::text::sentence::{self, is_closing, is_final};
use crate::text::stem::stem;
use crate::text::whitespace::is_space;

/// What a word costs that has no partner.
pub(super) const WORD: u32 = 120;
/// The same for a short word.
pub(super) const SHORT: u32 = 60;
/// The same for what ends a sentence.
pub(super) const POINT: u32 = 90;
/// The same for a word of punctuation, which translators set as they like.
pub(super) const MARK: u32 = 30;

/// A word of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word {
    /// Its form among those of its text.
    form: usize,
    /// What it costs without a partner.
    pub(super) weight: u32,
}

/// The words of a text, and their different forms.
#[derive(Debug, Clone, Default)]
pub(super) struct Words {
    pub(super) words: Vec<Word>,
    /// Where each word stands, in bytes.
    pub(super) places: Vec<Range<usize>>,
    forms: Vec<Form>,
    known: HashMap<String, usize>,
}

/// What is compared of a word.
#[derive(Debug, Clone)]
struct Form {
    bigrams: Vec<(char, char)>,
    weight: u32,
}

impl Words {
    /// Appends the words of a text.
    pub(super) fn push(&mut self, text: &str) {
        let mut rest = text;
        while let Some(start) = rest.find(|c| !is_space(c)) {
            let word = &rest[start..];
            let word = &word[..word.find(is_space).unwrap_or(word.len())];
            let at = text.len() - rest.len() + start;
            let core = word.trim_end_matches(|c| is_final(c) || is_pause(c) || is_closing(c));
            let (core, tail) = word.split_at(core.len());
            if core.is_empty() || !tail.contains(|c| is_final(c) || is_pause(c)) {
                self.push_word(word, at);
            } else {
                self.push_word(core, at);
                self.push_word(tail, at + core.len());
            }
            rest = &rest[start + word.len()..];
        }
    }

    fn push_word(&mut self, word: &str, at: usize) {
        self.places.push(at..at + word.len());
        let form = self.form(word);
        self.words.push(Word { form, weight: self.forms[form].weight });
    }

    fn form(&mut self, word: &str) -> usize {
        if let Some(&known) = self.known.get(word) {
            return known;
        }
        self.known.insert(word.to_owned(), self.forms.len());
        self.forms.push(Form::of(word));
        self.forms.len() - 1
    }

    /// What it costs to cut before each word and behind the last.
    pub(super) fn cut_costs(&self, text: &str) -> Vec<u32> {
        let mut ends = sentence::ends(text).into_iter().peekable();
        let mut costs = vec![0];
        for pair in self.places.windows(2) {
            let (before, after) = (&pair[0], &pair[1]);
            let mut is_end = false;
            while let Some(end) = ends.next_if(|&end| end <= after.start) {
                is_end |= end >= before.end;
            }
            let word = text[before.start..after.start].trim_end_matches(is_space);
            let word = word.trim_end_matches(is_closing);
            let between = &text[before.end..after.start];
            costs.push(if !between.contains(is_space) {
                cost::INSIDE
            } else if between.contains('\n') {
                cost::LINE
            } else if is_closed_by(&text[after.clone()]) {
                cost::BEFORE_CLOSER
            } else if is_end {
                cost::SENTENCE
            } else if word.ends_with(is_final)
                || is_ornament(word) != is_ornament(&text[after.clone()])
            {
                cost::FULL_STOP
            } else if word.ends_with([':', '؛', ';']) {
                cost::COLON
            } else {
                cost::NOWHERE
            });
        }
        if !self.places.is_empty() {
            costs.push(0);
        }
        costs
    }
}

/// What it costs to cut, by what stands there.
pub(super) mod cost {
    pub(in super::super) const INSIDE: u32 = 12_000;
    pub(in super::super) const LINE: u32 = 0;
    pub(in super::super) const SENTENCE: u32 = 0;
    pub(in super::super) const FULL_STOP: u32 = 40;
    pub(in super::super) const COLON: u32 = 120;
    pub(in super::super) const NOWHERE: u32 = 180;
    pub(in super::super) const BEFORE_CLOSER: u32 = 360;
}

/// Whether the word, as in tokenized text, belongs to what stands before it.
fn is_closed_by(word: &str) -> bool {
    let is_end = |c: char| is_final(c) || is_pause(c);
    word.starts_with(|c: char| is_end(c) || matches!(c, '»' | '”' | ')' | ']'))
        && word.chars().all(|c| is_end(c) || is_closing(c))
}

/// Whether the word parts sections of a text, as in `* * *`.
fn is_ornament(word: &str) -> bool {
    word.chars().all(|c| matches!(c, '*' | '•' | '●' | '■' | '#' | '~' | '_' | '='))
}

/// Whether the character stands within sentences, behind a word.
fn is_pause(character: char) -> bool {
    matches!(character, '،' | '؛' | ',' | ';' | ':')
}

impl Form {
    fn of(word: &str) -> Self {
        let folded = Folding::ALL.fold(word);
        let mut letters: Vec<char> =
            folded.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        let is_word = !letters.is_empty();
        if is_word {
            letters = stem(&letters).to_vec();
        } else {
            let last = word.chars().rfind(|&c| is_final(c)).or(word.chars().next());
            letters = last.map(latin_mark).into_iter().collect();
        }
        let weight = if is_word {
            if letters.len() < 3 { SHORT } else { WORD }
        } else if word.contains(is_final) {
            POINT
        } else {
            MARK
        };
        let padded = || [' '].into_iter().chain(letters.iter().copied());
        let after = letters.iter().copied().chain([' ']);
        let mut bigrams: Vec<(char, char)> = padded().zip(after).collect();
        bigrams.sort_unstable();
        bigrams.dedup();
        Form { bigrams, weight }
    }
}

fn latin_mark(mark: char) -> char {
    match mark {
        '،' => ',',
        '؛' => ';',
        '؟' => '?',
        '۔' => '.',
        '«' | '»' | '“' | '”' | '„' => '"',
        '–' | '—' => '-',
        other => other,
    }
}

/// The forms of one text, found by what they share with a word of the other.
#[derive(Debug)]
pub(super) struct Index<'a> {
    of: &'a Words,
    by_bigram: HashMap<(char, char), Vec<usize>>,
}

impl<'a> Index<'a> {
    pub(super) fn new(of: &'a Words) -> Self {
        let mut by_bigram: HashMap<_, Vec<usize>> = HashMap::new();
        for (form, Form { bigrams, .. }) in of.forms.iter().enumerate() {
            for &bigram in bigrams {
                by_bigram.entry(bigram).or_default().push(form);
            }
        }
        Index { of, by_bigram }
    }

    /// What it costs to take the word for each form of this text: nothing for the same, as much as
    /// the heavier of the two for one that shares no bigram with it.
    pub(super) fn costs(&self, words: &Words, word: Word, costs: &mut Vec<u32>) {
        let Form { bigrams, weight } = &words.forms[word.form];
        let mut shared = vec![0u32; self.of.forms.len()];
        for form in bigrams.iter().filter_map(|bigram| self.by_bigram.get(bigram)).flatten() {
            shared[*form] += 1;
        }
        costs.clear();
        costs.extend(self.of.forms.iter().zip(&shared).map(|(other, &shared)| {
            let heavier = (*weight).max(other.weight);
            let all = bigrams.len() + other.bigrams.len();
            let all = u32::try_from(all).expect("a word has less than 2^31 letters");
            heavier - heavier * 2 * shared / all
        }));
    }

    /// The form of each word of a stretch of this text.
    pub(super) fn form(&self, word: usize) -> usize {
        self.of.words[word].form
    }
}
