//! Examiner: the names of one segment, found in its references and judged in its hypotheses.

use super::dictionary::{Dictionary, Numbers};
use super::judge::{Judgement, Scratch, Task};
use super::name::Name;
use super::reference::Reference;
use super::sentence::Sentence;
use super::{Lexicon, Verdict};
use crate::corpus::{Corpus, Segment};
use std::ops::Range;

/// What is learned from all sources and references.
#[derive(Debug, Clone, Default)]
pub struct Fit {
    dictionary: Dictionary,
}

impl Fit {
    /// Learns from a corpus; outputs are not looked at.
    pub fn learn(corpus: &Corpus) -> Self {
        let Some(source) = corpus.source() else { return Fit::default() };
        let sources: Vec<Sentence> =
            source.iter().map(|text| Sentence::of(text.unwrap_or_default())).collect();
        let references: Vec<Vec<Sentence>> = corpus
            .references()
            .iter()
            .map(|r| r.iter().map(|text| Sentence::of(text.unwrap_or_default())).collect())
            .collect();
        let pairs = references.iter().flat_map(|r| sources.iter().zip(r));
        Fit { dictionary: Dictionary::learn(pairs) }
    }
}

/// One segment with its names.
#[derive(Debug)]
pub struct Prepared {
    source: Sentence,
    numbers: Numbers,
    names: Vec<Name>,
    references: Vec<Reference>,
    scratch: Scratch,
}

/// A name that is asked for.
pub struct Asked<'a> {
    /// As the source has it.
    pub entity: &'a str,
    /// Its type.
    pub kind: super::EntityType,
    /// In the source.
    pub span: Option<Range<usize>>,
    /// Accepted.
    pub mentions: &'a [String],
}

impl Prepared {
    /// Prepares.
    pub fn new(fit: &Fit, lexicon: &Lexicon, segment: Segment<'_>, asked: &[Asked<'_>]) -> Self {
        let source = Sentence::of(segment.source().unwrap_or_default());
        let numbers = fit.dictionary.source_numbers(&source);
        let names: Vec<Name> = asked
            .iter()
            .map(|asked| {
                let words = asked.span.as_ref().map_or(0..0, |span| source.words_in(span));
                Name::new(&source, words, asked.kind.clone(), asked.mentions, lexicon, asked.entity)
            })
            .collect();
        let mut scratch = Scratch::default();
        let references = segment
            .references()
            .map(|text| {
                Reference::new(
                    &source,
                    &numbers,
                    &names,
                    &fit.dictionary,
                    Sentence::of(text),
                    &mut scratch.aligner,
                )
            })
            .collect();
        Prepared { source, numbers, names, references, scratch }
    }

    /// Judges.
    pub fn judge(&mut self, fit: &Fit, hypothesis: &str) -> Vec<Judgement> {
        let hypothesis = Sentence::of(hypothesis);
        let numbers = fit.dictionary.target_numbers(&hypothesis);
        let order = |verdict: Verdict| match verdict {
            Verdict::Correct => 0,
            Verdict::Variant => 1,
            Verdict::Unlocated => 3,
            _ => 2,
        };
        let mut best: Vec<Option<Judgement>> = vec![None; self.names.len()];
        for reference in &self.references {
            let task = Task {
                source: &self.source,
                source_numbers: &self.numbers,
                dictionary: &fit.dictionary,
                reference,
                hypothesis: &hypothesis,
                numbers: &numbers,
            };
            for (index, name) in self.names.iter().enumerate() {
                let judgement = task.judge(index, name, &mut self.scratch);
                if best[index].as_ref().is_none_or(|b| order(judgement.verdict) < order(b.verdict))
                {
                    best[index] = Some(judgement);
                }
            }
        }
        best.into_iter().flatten().collect()
    }
}
