//! Asked: the names that are looked for in one segment, given or found.

use std::ops::Range;

use super::examination::Examination;
use super::judge::Scratch;
use super::mine::mine;
use super::sentence::Sentence;
use super::{EntityType, Fit, Lexicon, Mention};
use crate::corpus::Segment;
use crate::text::clitic;
use crate::text::normal::Normal;

/// A name that is looked for in one segment.
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

/// The names that a segment's source is seen to have: by their capitals, by the lexicon and by
/// what sounds alike in a reference.
pub fn names(fit: &Fit, lexicon: &Lexicon, segment: Segment<'_>) -> Vec<Asked> {
    let raw = segment.source().unwrap_or_default();
    let source = Sentence::of(raw);
    let references: Vec<Sentence> = segment.references().map(Sentence::of).collect();
    let mut scratch = Scratch::default();
    let found = mine(raw, &source, &references, fit, lexicon, &mut scratch.aligner);
    let characters: Vec<char> = raw.chars().collect();
    found
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

/// The entity of a segment whose accepted forms are given without its name, as M-ETA's files do:
/// of the names that are found the one that a reference renders by such a form, else the longest.
pub(super) fn named_by(
    fit: &Fit,
    lexicon: &Lexicon,
    segment: Segment<'_>,
    mentions: &[String],
) -> Asked {
    let found = names(fit, lexicon, segment);
    let examination = Examination::new(fit, lexicon, segment, found.clone());
    let forms: Vec<Normal> = mentions.iter().map(|form| Normal::of(form)).collect();
    let renders = |place: &usize| {
        examination.references().iter().any(|reference| {
            let words = &reference.renderings[*place].words;
            let of_form = |form: &Normal| clitic::find(&reference.sentence.normal, form);
            forms
                .iter()
                .flat_map(of_form)
                .any(|found| found.tokens.start < words.end && words.start < found.tokens.end)
        })
    };
    let length = |place: &usize| found[*place].entity.chars().count();
    let chosen = (0..found.len()).filter(renders).max_by_key(length);
    let named = chosen.or_else(|| (0..found.len()).max_by_key(length)).map(|place| &found[place]);
    Asked {
        entity: named.map_or_else(
            || mentions.first().cloned().unwrap_or_default(),
            |named| named.entity.clone(),
        ),
        kind: named.map_or(EntityType::Other, |named| named.kind.clone()),
        source_span: named.and_then(|named| named.source_span.clone()),
        mentions: mentions.to_vec(),
    }
}
