//! Fit: what is learned from all sources and references, and never from outputs.

use std::collections::BTreeMap;

use super::dictionary::Dictionary;
use super::lexicon::KeyHash;
use super::quantity::Language;
use super::sentence::Sentence;
use crate::corpus::Corpus;
use crate::text::normal::Kind;

/// Segments that are learned from; of a larger corpus, so many at even distances.
const MOST_SEGMENTS: usize = 20_000;

/// What is learned from the sources and references of a corpus: which words are written small,
/// which words translate which, and the source's language.
///
/// # Examples
///
/// ```
/// use mizan::corpus::{Corpus, Parts};
/// use mizan::entity::{Fit, quantity::Language};
/// use mizan::text::Stream;
///
/// let corpus = Corpus::new(Parts {
///     source: Some(Stream::from_iter(["Le train arrive à Bakou.", "Le soir tombe."])),
///     references: vec![Stream::from_iter(["يصل القطار إلى باكو.", "يحل المساء."])],
///     ..Parts::default()
/// })?;
/// let fit = Fit::learn(&corpus);
/// assert_eq!(fit.language(), Language::French);
/// assert_ne!(fit.hash(), Fit::default().hash());
/// # Ok::<(), mizan::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Fit {
    /// How often a word is written small, and how often with a capital that does not come from
    /// its place.
    casing: BTreeMap<String, (u32, u32)>,
    pub(super) dictionary: Dictionary,
    language: Language,
}

impl Default for Fit {
    fn default() -> Self {
        Fit {
            casing: BTreeMap::new(),
            dictionary: Dictionary::default(),
            language: Language::English,
        }
    }
}

/// Words that tell one language from the other.
const ENGLISH: [&str; 12] =
    ["the", "of", "and", "to", "in", "is", "was", "that", "for", "with", "by", "it"];
const FRENCH: [&str; 14] =
    ["le", "la", "les", "des", "et", "du", "une", "dans", "est", "que", "pour", "qui", "au", "sur"];

impl Fit {
    /// Learns from a corpus; the outputs of its systems are not looked at.
    pub fn learn(corpus: &Corpus) -> Self {
        let Some(source) = corpus.source() else { return Fit::default() };
        let step = corpus.len().div_ceil(MOST_SEGMENTS).max(1);
        let segments: Vec<usize> = (0..corpus.len()).step_by(step).collect();
        let sentence = |text: Option<&str>| Sentence::of(text.unwrap_or_default());
        let sources: Vec<Sentence> =
            segments.iter().map(|&index| sentence(source.get(index))).collect();
        let references: Vec<Vec<Sentence>> = corpus
            .references()
            .iter()
            .map(|stream| segments.iter().map(|&index| sentence(stream.get(index))).collect())
            .collect();
        let pairs = references.iter().flat_map(|reference| sources.iter().zip(reference));
        let mut fit = Fit { dictionary: Dictionary::learn(pairs), ..Fit::default() };
        let (mut english, mut french) = (0, 0);
        for source in &sources {
            for (index, word) in source.words.iter().enumerate() {
                if word.kind != Kind::Latin {
                    continue;
                }
                let letters: String = source.letters(index).iter().collect();
                english += usize::from(ENGLISH.contains(&letters.as_str()));
                french += usize::from(FRENCH.contains(&letters.as_str()));
                let (small, capital) = fit.casing.entry(letters).or_default();
                if !word.is_capital {
                    *small += 1;
                } else if !source.begins_sentence(index) {
                    *capital += 1;
                }
            }
        }
        fit.language = if french > english { Language::French } else { Language::English };
        fit
    }

    /// The language of the sources, as far as numbers are concerned: English or French.
    pub fn language(&self) -> Language {
        self.language
    }

    /// A number that stands for all that was learned.
    pub fn hash(&self) -> u64 {
        let mut hash = KeyHash::new();
        for (word, (small, capital)) in &self.casing {
            hash = hash.with(word).with(&format!(" {small} {capital}\n"));
        }
        self.dictionary.for_each_entry(|source, target, forward, backward| {
            hash = hash.with(source).with(target).with(&format!(
                " {:x} {:x}\n",
                forward.to_bits(),
                backward.to_bits()
            ));
        });
        hash.value()
    }

    /// Whether a word is usually written small.
    pub(super) fn is_ordinary(&self, word: &str) -> bool {
        self.casing.get(word).is_some_and(|(small, capital)| small > capital)
    }

    /// How often a word is written with a capital within a sentence.
    pub(super) fn capitals(&self, word: &str) -> u32 {
        self.casing.get(word).map_or(0, |(_, capital)| *capital)
    }
}
