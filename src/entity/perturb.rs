//! Perturb: a reference corrupted at known rates, with its gold.
//!
//! What is corrupted is known, so that it shows what each metric notices and how often a judge is
//! right. Only names that stand in the reference as expected, in Arabic letters, are candidates;
//! each is corrupted in one way at most. What is attached to a name stays: للناتو becomes
//! `ل NATO`, or للصين.
//!
//! The same seed gives the same text on any number of threads: names are found in parallel, and
//! drawn one after another (`SplitMix64`).

mod candidate;
mod corruption;
mod digits;
mod draw;
mod edit;
mod gold;
mod letters;
mod place;
mod random;

#[cfg(test)]
mod tests;

use std::collections::HashMap;

use rayon::prelude::*;

use self::candidate::{Candidate, Found};
pub use self::corruption::Corruption;
use self::draw::{Draw, Outcome};
pub use self::edit::Edit;
use self::edit::Edited;
pub use self::gold::Gold;
use super::{Fit, Inventory, Lexicon, Mention, Verdict};
use crate::corpus::Corpus;
use crate::error::{Error, ErrorKind, Result};
use crate::text::Stream;

/// What is to be corrupted.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// The ways.
    pub kinds: Vec<Corruption>,
    /// The share of the candidates of each way that is corrupted, from 0 to 1.
    pub rate: f64,
    /// What decides which candidates, and how.
    pub seed: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Settings { kinds: Corruption::ALL.to_vec(), rate: 0.1, seed: 12345 }
    }
}

/// How much was corrupted in one way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// The way.
    pub kind: Corruption,
    /// What could have been: names, numbers, words; for [`Corruption::Split`] names that occur
    /// more than once in a document.
    pub candidates: usize,
    /// What was.
    pub corrupted: usize,
}

impl Count {
    /// The share that was corrupted, 0 where there was no candidate.
    pub fn rate(&self) -> f64 {
        self.corrupted as f64 / self.candidates.max(1) as f64
    }
}

/// A corrupted text with its gold.
#[derive(Debug, Clone, PartialEq)]
pub struct Perturbed {
    /// The text.
    pub text: Stream,
    /// The names and numbers that could be corrupted, and what was done to them, in the order of
    /// segments.
    pub gold: Vec<Gold>,
    /// How much was corrupted, for each way asked for.
    pub counts: Vec<Count>,
    /// What was replaced in each segment; everything else is as it was.
    pub edits: Vec<Vec<Edit>>,
}

/// Corrupts the reference of a corpus. The names are those of the inventory, or those that are
/// found.
///
/// It uses the threads of the rayon pool it is called in.
///
/// # Errors
///
/// [`ErrorKind::Setting`] for a rate that is no share; [`ErrorKind::Nothing`] where the corpus has
/// no source or no reference; [`ErrorKind::Mismatch`] where it has several references.
///
/// # Examples
///
/// ```
/// use mizan::corpus::{Corpus, Parts};
/// use mizan::entity::perturb::{Corruption, Settings, perturb};
/// use mizan::entity::{Lexicon, Verdict};
/// use mizan::text::Stream;
///
/// let corpus = Corpus::new(Parts {
///     source: Some(Stream::from_iter(["The delegates of both sides met in Grozny."])),
///     references: vec![Stream::from_iter(["اجتمع مندوبو الطرفين في غروزني."])],
///     ..Parts::default()
/// })?;
/// let settings = Settings { kinds: vec![Corruption::Latin], rate: 1.0, seed: 1 };
/// let perturbed = perturb(&corpus, Lexicon::built_in(), None, &settings)?;
/// assert_eq!(perturbed.text.get(0), Some("اجتمع مندوبو الطرفين في Grozny."));
/// assert_eq!(perturbed.gold[0].verdict, Verdict::Untranslated);
/// assert_eq!(perturbed.gold[0].span, Some(24..30));
/// # Ok::<(), mizan::Error>(())
/// ```
pub fn perturb(
    corpus: &Corpus,
    lexicon: &Lexicon,
    inventory: Option<&Inventory>,
    settings: &Settings,
) -> Result<Perturbed> {
    let mut all = perturb_each(corpus, lexicon, inventory, std::slice::from_ref(settings))?;
    Ok(all.remove(0))
}

/// Corrupts the reference of a corpus in each of these ways, every time anew. It takes hardly longer
/// than once: the names are the same and found once.
///
/// # Errors
///
/// As [`perturb`].
pub fn perturb_each(
    corpus: &Corpus,
    lexicon: &Lexicon,
    inventory: Option<&Inventory>,
    settings: &[Settings],
) -> Result<Vec<Perturbed>> {
    settings.iter().try_for_each(|settings| check(corpus, settings))?;
    let fit = Fit::learn(corpus);
    let mut given: Vec<Vec<usize>> = vec![Vec::new(); corpus.len()];
    for (place, mention) in inventory.iter().flat_map(|i| i.mentions().iter().enumerate()) {
        if let Some(segment) = given.get_mut(mention.segment) {
            segment.push(place);
        }
    }
    let found: Vec<Found> = (0..corpus.len())
        .into_par_iter()
        .map(|index| {
            let given = inventory.map(|inventory| (inventory, given[index].as_slice()));
            candidate::find(&fit, lexicon, corpus.segment(index), given)
        })
        .collect();
    let mut candidates = Vec::new();
    let mut words = Vec::new();
    for (segment, found) in found.into_iter().enumerate() {
        candidates.extend(found.candidates);
        words.extend(found.words.into_iter().map(|span| (segment, span)));
    }
    let documents = documents(corpus);
    let perturbed = settings.iter().map(|settings| {
        let mut draw = Draw::new(&candidates, corpus, lexicon, settings);
        let counts = draw.all(&documents, &words);
        assemble(corpus, &candidates, draw, counts)
    });
    Ok(perturbed.collect())
}

fn check(corpus: &Corpus, settings: &Settings) -> Result<()> {
    if !(0.0..=1.0).contains(&settings.rate) {
        let message = format!("a rate of {}, expected a share from 0 to 1", settings.rate);
        return Err(Error::new(ErrorKind::Setting, message));
    }
    if corpus.source().is_none() {
        return Err(Error::new(ErrorKind::Nothing, "there is no source to find names by"));
    }
    match corpus.references().len() {
        0 => Err(Error::new(ErrorKind::Nothing, "there is no reference to corrupt")),
        1 => Ok(()),
        several => {
            let message = format!("{several} references, expected one to corrupt");
            Err(Error::new(ErrorKind::Mismatch, message))
        }
    }
}

/// The document of each segment; without documents the corpus is one.
fn documents(corpus: &Corpus) -> Vec<usize> {
    let Some(all) = corpus.documents() else { return vec![0; corpus.len()] };
    let mut known = HashMap::new();
    all.iter()
        .map(|document| {
            let next = known.len();
            *known.entry(document).or_insert(next)
        })
        .collect()
}

/// Puts the text together and says where everything stands now.
fn assemble(
    corpus: &Corpus,
    candidates: &[Candidate],
    draw: Draw<'_>,
    counts: Vec<Count>,
) -> Perturbed {
    let Draw { outcomes, split, dropped_words, .. } = draw;
    let mut edits: Vec<Vec<Edit>> = vec![Vec::new(); corpus.len()];
    for (candidate, outcome) in candidates.iter().zip(&outcomes) {
        if let Some(outcome) = outcome {
            edits[candidate.segment].push(outcome.edit.clone());
        }
    }
    for (segment, edit) in dropped_words {
        edits[segment].push(edit);
    }
    let reference = &corpus.references()[0];
    let mut text = Stream::new();
    let mut done = Vec::with_capacity(corpus.len());
    for (segment, edits) in reference.iter().zip(edits) {
        let characters: Vec<char> = segment.unwrap_or_default().chars().collect();
        let edited = Edited::new(&characters, edits);
        match segment {
            Some(_) => text.push(&edited.text),
            None => text.push_absent(),
        }
        done.push(edited);
    }
    let gold = candidates
        .iter()
        .zip(&outcomes)
        .zip(split)
        .map(|((candidate, outcome), is_split)| {
            let edited = &done[candidate.segment];
            let span = place(candidate, outcome.as_ref(), edited);
            let all = edited.text.chars();
            let rendering =
                span.clone().map(|span| all.skip(span.start).take(span.len()).collect::<String>());
            let document = corpus.documents().map(|all| all.get(candidate.segment).name.to_owned());
            Gold {
                mention: Mention {
                    segment: candidate.segment,
                    entity: candidate.entity.clone(),
                    kind: candidate.kind.clone(),
                    source_span: candidate.source_span.clone(),
                    reference_span: Some(candidate.span.clone()),
                    mentions: Vec::new(),
                    document,
                    verdicts: Vec::new(),
                },
                verdict: outcome.as_ref().map_or(Verdict::Correct, |outcome| outcome.verdict),
                corruption: outcome.as_ref().map(|outcome| outcome.kind),
                span,
                rendering,
                is_split,
            }
        })
        .collect();
    let edits = done.into_iter().map(|edited| edited.edits).collect();
    Perturbed { text, gold, counts, edits }
}

/// Where a candidate stands now, if it does.
fn place(
    candidate: &Candidate,
    outcome: Option<&Outcome>,
    edited: &Edited,
) -> Option<std::ops::Range<usize>> {
    let Some(outcome) = outcome else { return Some(edited.moved(&candidate.span)) };
    let core = outcome.core.as_ref()?;
    let start = edited.start_of(outcome.edit.span.start);
    Some(start + core.start..start + core.end)
}
