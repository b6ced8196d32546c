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

#[cfg(test)]
mod tests {
    use super::*;

    fn name(source: &str) -> Name {
        let sentence = Sentence::of(source);
        let words = 0..sentence.words.len();
        Name::new(&sentence, words, EntityType::Other, &[], Lexicon::built_in(), source)
    }

    fn letters(name: &Name) -> Vec<String> {
        name.parts.iter().map(|part| part.letters.iter().collect()).collect()
    }

    #[test]
    fn small_words_do_not_count_and_letters_with_points_are_one() {
        assert_eq!(
            letters(&name("University of the Western Cape")),
            ["university", "western", "cape"]
        );
        let navy = name("U.S. Navy");
        assert_eq!(letters(&navy), ["us", "navy"]);
        assert!(navy.parts[0].is_acronym && !navy.parts[1].is_acronym && !navy.is_acronym);
        // Alone, a small word is all there is of the name.
        assert_eq!(letters(&name("La")), ["la"]);
    }

    #[test]
    fn what_is_common_weighs_less_than_a_word_of_this_name_alone() {
        let name = name("Boeing University 737");
        let weights: Vec<f64> = name.parts.iter().map(Part::weight).collect();
        assert_eq!(weights, [1.0, 0.4, 0.4]);
        assert!(name.parts[0].is_own() && name.parts[1].is_head() && !name.parts[2].is_own());
    }

    #[test]
    fn a_full_name_is_more_than_the_surname_and_the_same_as_itself() {
        let (full, surname, other) = (name("Al Gore"), name("Gore"), name("Tommy Franks"));
        assert!(full.is_more_than(&surname) && !surname.is_more_than(&full));
        assert!(!full.is_more_than(&other) && !full.is_more_than(&full));
        assert!(full.is_the_same_as(&name("AL GORE")) && !full.is_the_same_as(&surname));
    }

    #[test]
    fn forms_that_are_given_take_the_place_of_the_lexicons() {
        let sentence = Sentence::of("Moscow");
        let with = |given: &[String]| {
            let kind = EntityType::Location;
            Name::new(&sentence, 0..1, kind, given, Lexicon::built_in(), "Moscow")
        };
        assert!(with(&[]).accepted.contains(&Normal::of("موسكو")) && !with(&[]).is_given);
        let given = with(&["العاصمة".to_owned()]);
        assert_eq!(given.accepted, [Normal::of("العاصمة")]);
        assert!(given.is_given);
    }
}
