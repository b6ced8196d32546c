//! Name: a name of a source, its words made ready for being looked for.

use std::ops::Range;

use super::sentence::Sentence;
use super::transliterate::Latin;
use super::words::{self, Class};
use super::{EntityType, Lexicon};
use crate::text::normal::{Kind, Normal};

/// A name of one source sentence.
#[derive(Debug, Clone)]
pub(super) struct Name {
    pub(super) kind: EntityType,
    /// Its words in the source, empty where the name does not stand there.
    pub(super) words: Range<usize>,
    /// Its words but for "of", "the" and the like.
    pub(super) parts: Vec<Part>,
    /// Accepted Arabic forms: those given with the name, or else those of the lexicon.
    pub(super) accepted: Vec<Normal>,
    /// Whether they were given with the name.
    pub(super) is_given: bool,
    /// Other spellings in Latin letters.
    pub(super) spellings: Vec<Normal>,
    /// Forms that are not accepted.
    pub(super) forbidden: Vec<Normal>,
    /// Whether the name may stay in Latin letters.
    pub(super) keeps_latin: bool,
    /// Whether it is written in capitals only.
    pub(super) is_acronym: bool,
}

/// A word of a name.
#[derive(Debug, Clone)]
pub(super) struct Part {
    /// Its place in the source; several for an acronym with points.
    pub(super) words: Range<usize>,
    /// In normal form.
    pub(super) letters: Vec<char>,
    pub(super) kind: Kind,
    pub(super) latin: Latin,
    /// What it means, where it is a common word.
    pub(super) meaning: Option<&'static words::Entry>,
    /// The lexicon's renderings of this word alone.
    pub(super) accepted: Vec<Normal>,
    /// Whether it is written in capitals.
    pub(super) is_acronym: bool,
}

/// Names have fewer words; of a longer one the rest is not looked at.
const MOST_PARTS: usize = 16;

/// Words that do not count in a name, in English, French, German, Spanish, Italian, Dutch.
const SMALL: [&str; 28] = [
    "of", "the", "and", "for", "in", "on", "at", "to", "de", "du", "des", "la", "le", "les", "l",
    "d", "et", "en", "au", "aux", "sur", "und", "der", "die", "y", "a", "an", "s",
];

impl Name {
    pub(super) fn new(
        source: &Sentence,
        words: Range<usize>,
        kind: EntityType,
        given: &[String],
        lexicon: &Lexicon,
        raw: &str,
    ) -> Self {
        let entry = lexicon.find_latin(raw.trim());
        let keeps_latin = entry.as_ref().is_some_and(|entry| entry.keep_latin);
        let normals = |forms: &[String]| forms.iter().map(|form| Normal::of(form)).collect();
        let is_small = |word: usize| {
            let letters: String = source.letters(word).iter().collect();
            words.len() > 1 && SMALL.contains(&letters.as_str())
        };
        let mut parts: Vec<Part> = Vec::new();
        let mut word = words.start;
        while word < words.end && parts.len() < MOST_PARTS {
            // U.S. is one word.
            let is_letter = |&word: &usize| {
                source.letters(word).len() == 1 && source.words[word].kind == Kind::Latin
            };
            let letters = (word..words.end).take_while(is_letter).count();
            let next = if letters > 1 { word + letters } else { word + 1 };
            if !is_small(word) || letters > 1 {
                parts.push(Part::new(source, word..next, words.len() > 1, lexicon));
            }
            word = next;
        }
        Name {
            kind,
            is_given: !given.is_empty(),
            accepted: match (given, &entry) {
                ([], Some(entry)) => normals(&entry.targets),
                _ => normals(given),
            },
            spellings: entry.as_ref().map_or(Vec::new(), |entry| normals(&entry.sources)),
            forbidden: entry.as_ref().map_or(Vec::new(), |entry| normals(&entry.forbidden)),
            keeps_latin,
            is_acronym: parts.len() == 1 && parts[0].is_acronym,
            parts,
            words,
        }
    }
}

impl Name {
    /// Whether both are the same words.
    pub(super) fn is_the_same_as(&self, other: &Name) -> bool {
        self.parts.len() == other.parts.len()
            && self.parts.iter().zip(&other.parts).all(|(a, b)| a.letters == b.letters)
    }

    /// Whether the other is only some of its words, as a surname is.
    pub(super) fn is_more_than(&self, other: &Name) -> bool {
        let has = |part: &Part| self.parts.iter().any(|own| own.letters == part.letters);
        self.parts.len() > other.parts.len() && other.parts.iter().all(has)
    }
}

impl Part {
    pub(super) fn new(
        source: &Sentence,
        words: Range<usize>,
        is_one_of_many: bool,
        lexicon: &Lexicon,
    ) -> Self {
        let letters = source.joined(&words, 0);
        let text: String = letters.iter().collect();
        let is_acronym = source.words[words.start].is_acronym || words.len() > 1;
        let spelled = if is_acronym { text.to_uppercase() } else { text.clone() };
        let entry = is_one_of_many.then(|| lexicon.find_latin(&spelled)).flatten();
        Part {
            latin: Latin::of(&text),
            kind: source.words[words.start].kind,
            meaning: words::find(&text),
            accepted: entry
                .map_or(Vec::new(), |e| e.targets.iter().map(|t| Normal::of(t)).collect()),
            is_acronym,
            letters,
            words,
        }
    }

    /// How much of a name it is.
    pub(super) fn weight(&self) -> f64 {
        match () {
            () if self.kind == Kind::Number || self.is_head() => 0.4,
            () if self.is_common() => 0.6,
            () => 1.0,
        }
    }

    /// Whether it is a word that is usually translated.
    pub(super) fn is_common(&self) -> bool {
        self.meaning.is_some_and(|entry| entry.class != Class::Head)
    }

    /// Whether it is a word of this name alone, no number and no generic word.
    pub(super) fn is_own(&self) -> bool {
        self.kind != Kind::Number && self.meaning.is_none()
    }

    /// Whether it may be translated or not.
    pub(super) fn is_head(&self) -> bool {
        self.meaning.is_some_and(|entry| entry.class == Class::Head)
    }
}
