//! Examination: the names of one segment, found in its references and judged in its hypotheses.

use std::ops::Range;

use super::dictionary::Numbers;
use super::judge::{Judgement, Scratch, Task};
use super::mine::mine;
use super::name::Name;
use super::reference::Reference;
use super::sentence::Sentence;
use super::{EntityType, Fit, Lexicon, Mention, Verdict};
use crate::corpus::Segment;

/// One segment with its names.
#[derive(Debug)]
pub struct Examination {
    source: Sentence,
    numbers: Numbers,
    names: Vec<Name>,
    references: Vec<Reference>,
    scratch: Scratch,
}

/// A name that is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The name as the source has it.
    pub entity: String,
    /// What it names.
    pub kind: EntityType,
    /// Where it stands in the source, in code points.
    pub source_span: Option<Range<usize>>,
    /// Accepted Arabic forms.
    pub mentions: Vec<String>,
}

impl From<&Mention> for Asked {
    fn from(mention: &Mention) -> Self {
        Asked {
            entity: mention.entity.clone(),
            kind: mention.kind.clone(),
            source_span: mention.source_span.clone(),
            mentions: mention.mentions.clone(),
        }
    }
}

/// Finds the names of a segment's source.
pub fn names(fit: &Fit, lexicon: &Lexicon, segment: Segment<'_>) -> Vec<Asked> {
    let raw = segment.source().unwrap_or_default();
    let source = Sentence::of(raw);
    let references: Vec<Sentence> = segment.references().map(Sentence::of).collect();
    let mut aligner = super::transliterate::Aligner::new();
    let characters: Vec<char> = raw.chars().collect();
    mine(raw, &source, &references, fit, lexicon, &mut aligner)
        .into_iter()
        .map(|found| {
            let span = source.span(&found.words, 0);
            Asked {
                entity: characters[span.clone()].iter().collect(),
                kind: found.kind,
                source_span: Some(span),
                mentions: Vec::new(),
            }
        })
        .collect()
}

impl Examination {
    /// Prepares.
    pub fn new(fit: &Fit, lexicon: &Lexicon, segment: Segment<'_>, asked: &[Asked]) -> Self {
        let source = Sentence::of(segment.source().unwrap_or_default());
        let numbers = fit.dictionary.source_numbers(&source);
        let names: Vec<Name> = asked
            .iter()
            .map(|asked| {
                let words = asked.source_span.as_ref().map_or(0..0, |span| source.words_in(span));
                Name::new(
                    &source,
                    words,
                    asked.kind.clone(),
                    &asked.mentions,
                    lexicon,
                    &asked.entity,
                )
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
        Examination { source, numbers, names, references, scratch }
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
