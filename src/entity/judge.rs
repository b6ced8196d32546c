//! Judge: what became of a name in a hypothesis.
//!
//! The words of a name that sound alike in the reference are looked for by sound, in the
//! hypothesis against the source and against the reference, and either will do; of the words that
//! are translated only the presence of a translation is asked. The words found must stand
//! together.

use std::ops::Range;

use super::confusable::Comparison;
use super::dictionary::{Dictionary, Numbers};
use super::hit::{Fate, Hit, hits, nationality};
use super::name::Name;
use super::reference::Reference;
use super::sentence::Sentence;
use super::transliterate::Aligner;
use super::window::{self, Place};
use super::{EntityType, Verdict};
use crate::text::clitic::{self, attached};
use crate::text::normal::Kind;

/// What became of a name, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Judgement {
    /// The verdict.
    pub verdict: Verdict,
    /// The reason in a word or two.
    pub evidence: &'static str,
    /// The words of the hypothesis, in code points.
    pub hypothesis_span: Option<Range<usize>>,
    /// The words of the reference, in code points.
    pub reference_span: Option<Range<usize>>,
    /// How alike the rendering sounds, 0 to 1.
    pub similarity: f64,
}

/// The buffers of judging.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    pub(super) aligner: Aligner,
    pub(super) comparison: Comparison,
}

/// A segment, one of its references and a hypothesis.
pub(super) struct Task<'a> {
    pub(super) source: &'a Sentence,
    pub(super) source_numbers: &'a Numbers,
    pub(super) dictionary: &'a Dictionary,
    pub(super) reference: &'a Reference,
    pub(super) hypothesis: &'a Sentence,
    pub(super) numbers: &'a Numbers,
}

impl Task<'_> {
    /// The verdict on one name.
    pub(super) fn judge(&self, index: usize, name: &Name, scratch: &mut Scratch) -> Judgement {
        let rendering = &self.reference.renderings[index];
        let mut judgement = Judgement {
            verdict: Verdict::Unlocated,
            evidence: "no-reference-rendering",
            hypothesis_span: None,
            reference_span: None,
            similarity: 0.0,
        };
        if rendering.words.is_empty() && name.accepted.is_empty() {
            return judgement;
        }
        if !rendering.words.is_empty() {
            judgement.reference_span =
                Some(self.reference.sentence.span(&rendering.words, rendering.start));
        }
        if let Some((words, start)) = self.find_whole(index, name) {
            judgement.verdict = Verdict::Correct;
            judgement.evidence = "as-expected";
            judgement.similarity = 1.0;
            judgement.hypothesis_span = Some(self.hypothesis.span(&words, start));
            return judgement;
        }
        if name.kind == EntityType::Location
            && let Some(word) = nationality(self, &name.accepted)
        {
            judgement.verdict = Verdict::Variant;
            judgement.evidence = "nationality";
            judgement.similarity = 1.0;
            judgement.hypothesis_span = Some(self.hypothesis.span(&(word..word + 1), 0));
            return judgement;
        }
        let all: Vec<Vec<Hit>> = name
            .parts
            .iter()
            .zip(&rendering.anchors)
            .map(|(part, anchor)| hits(self, name, part, anchor.as_ref(), scratch))
            .collect();
        let chosen = choose(name, &all, rendering.words.len());
        (judgement.verdict, judgement.evidence) = decide(name, &chosen);
        let found = || chosen.iter().flatten();
        if let Some(first) = found().min_by_key(|hit| hit.words.start) {
            let end = found().map(|hit| hit.words.end).max().unwrap_or(first.words.end);
            judgement.similarity =
                found().map(|hit| hit.similarity).sum::<f64>() / name.parts.len() as f64;
            judgement.hypothesis_span =
                Some(self.hypothesis.span(&(first.words.start..end), first.start));
        }
        judgement
    }

    /// An accepted form, or all of the reference's rendering.
    fn find_whole(&self, index: usize, name: &Name) -> Option<(Range<usize>, usize)> {
        let sentence = self.hypothesis;
        let place = |found: &clitic::Found| {
            let start =
                found.characters.start - sentence.words[found.tokens.start].characters.start;
            (found.tokens.clone(), start)
        };
        for form in &name.accepted {
            if let Some(found) = clitic::find(&sentence.normal, form).first() {
                return Some(place(found));
            }
        }
        let rendering = &self.reference.renderings[index];
        let is_whole = rendering.is_accepted || rendering.anchors.iter().all(Option::is_some);
        if rendering.words.is_empty() || !is_whole {
            return None;
        }
        let words = rendering.words.clone();
        // Word by word with what the reference may have attached.
        let reference = &self.reference.sentence;
        (0..(sentence.words.len() + 1).saturating_sub(words.len())).find_map(|start| {
            let mut skipped = None;
            for (at, word) in words.clone().enumerate() {
                let own = if at == 0 { rendering.start } else { 0 };
                let expected = reference.letters_from(word, own);
                let letters = sentence.letters(start + at);
                let found = match (reference.words[word].kind, sentence.words[start + at].kind) {
                    (Kind::Arabic, Kind::Arabic) => attached(letters, expected)?.letters,
                    (a, b) if a == b && letters == expected => 0,
                    _ => return None,
                };
                skipped.get_or_insert(found);
            }
            Some((start..start + words.len(), skipped.unwrap_or(0)))
        })
    }
}

/// The hits that stand together and make up most of the name, one per part.
fn choose<'a>(name: &Name, all: &'a [Vec<Hit>], expected: usize) -> Vec<Option<&'a Hit>> {
    let width = 2 + name.parts.len() + name.parts.len().max(expected);
    let hits: Vec<(usize, &Hit)> = all
        .iter()
        .enumerate()
        .flat_map(|(part, hits)| hits.iter().map(move |hit| (part, hit)))
        .collect();
    let places: Vec<Place> = hits
        .iter()
        .map(|(part, hit)| Place {
            parts: *part..part + 1,
            words: hit.words.clone(),
            score: name.parts[*part].weight() * (hit.fate.quality() + 0.1 * hit.similarity),
            may_share: hit.fate == Fate::Same,
        })
        .collect();
    let (_, chosen) = window::choose(all.len(), &places, width);
    chosen.into_iter().map(|index| index.map(|index| hits[index].1)).collect()
}

fn decide(name: &Name, chosen: &[Option<&Hit>]) -> (Verdict, &'static str) {
    let (mut whole, mut same, mut alike, mut distorted, mut foreign) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for (part, hit) in name.parts.iter().zip(chosen) {
        let weight = part.weight();
        whole += weight;
        match hit.map(|hit| hit.fate) {
            Some(Fate::Same) => same += weight,
            Some(Fate::Alike | Fate::Translated) => alike += weight,
            Some(Fate::Distorted) => distorted += weight,
            Some(Fate::Foreign) => foreign += weight,
            None => {}
        }
    }
    let is_last_there =
        matches!(chosen.last(), Some(Some(hit)) if matches!(hit.fate, Fate::Same | Fate::Alike));
    let there = same + alike;
    if foreign > 0.0 && foreign >= 0.34 * whole {
        (Verdict::Untranslated, "latin-left-in")
    } else if same >= 0.999 * whole {
        (Verdict::Correct, "every-word-as-expected")
    } else if there >= 0.999 * whole {
        (Verdict::Variant, "another-spelling")
    } else if name.kind == EntityType::Person && is_last_there && distorted == 0.0 {
        (Verdict::Variant, "surname-alone")
    } else if there >= 0.6 * whole && distorted == 0.0 {
        (Verdict::Variant, "most-of-the-name")
    } else if there > 0.0 || distorted > 0.0 {
        (Verdict::Mangled, "letters-differ")
    } else {
        (Verdict::Omitted, "nothing-alike")
    }
}
