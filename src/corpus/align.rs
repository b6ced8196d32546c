//! Align: a hypothesis re-cut to the segments of its reference, document by document.
//!
//! Words are aligned by dynamic programming over the whole document. A word costs nothing with its
//! equal, as much as its bigrams differ (Dice) with another, and its weight without a partner;
//! Arabic orthography and inflection are folded for this comparison only. A cut is made before a
//! word and costs more where no sentence ends: nothing at a line end, little behind a full stop, as
//! much as one and a half words within a sentence. Of cuts that cost the same the earliest is
//! taken.
//!
//! Matusov et al., "Evaluating Machine Translation Output with Automatic Sentence Segmentation",
//! IWSLT 2005, align words for the same purpose; the soft costs and those of cuts are mizan's.

pub(super) mod batches;
mod confidence;
mod grid;
mod words;

use std::collections::HashMap;
use std::ops::Range;

use rayon::prelude::*;

pub use self::batches::{doubts, summary};
use self::grid::Grid;
use self::words::Words;
use super::{Document, Documents};
use crate::error::{Error, ErrorKind, Result};
use crate::text::Stream;
use crate::text::whitespace::trim;

/// Whether hypotheses are re-cut to the segments of their references.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Align {
    /// Never: texts of different lengths are an error.
    #[default]
    Never,
    /// Where a hypothesis has another number of segments than the references.
    Differing,
    /// Every hypothesis.
    Always,
}

/// Confidence below which a segment should be looked at.
pub const DOUBTFUL: f64 = 0.3;

/// A hypothesis that was re-cut.
#[derive(Debug, Clone, PartialEq)]
pub struct Recut {
    /// One segment for each of the reference, as the hypothesis has it; a line break within one is
    /// a space.
    pub segments: Stream,
    /// Per segment, how sure it is that these are its words, from 0 to 1.
    pub confidences: Vec<f64>,
}

impl Recut {
    /// The mean confidence of the segments; 1 where there is none.
    pub fn confidence(&self) -> f64 {
        if self.confidences.is_empty() {
            return 1.0;
        }
        self.confidences.iter().sum::<f64>() / self.confidences.len() as f64
    }

    /// The segments whose confidence is low, counted from 0.
    pub fn doubtful(&self) -> impl Iterator<Item = usize> {
        let confidences = self.confidences.iter().enumerate();
        confidences.filter(|(_, confidence)| **confidence < DOUBTFUL).map(|(index, _)| index)
    }
}

/// Re-cuts the hypothesis of one document.
///
/// Absent segments are empty. Joined, the segments are the hypothesis, white space where it is cut
/// or was cut aside.
///
/// # Examples
///
/// ```
/// use mizan::corpus::align::recut;
/// use mizan::text::Stream;
///
/// let reference = Stream::from_iter(["وصل الوفد إلى باكو.", "ثم بدأت المحادثات."]);
/// let hypothesis = Stream::from_iter(["وصل وفد الى باكو أمس. وبدأت المحادثات."]);
/// let recut = recut(&reference, &hypothesis);
/// assert_eq!(recut.segments.get(0), Some("وصل وفد الى باكو أمس."));
/// assert_eq!(recut.segments.get(1), Some("وبدأت المحادثات."));
/// assert!(recut.confidence() > 0.9);
/// ```
pub fn recut(reference: &Stream, hypothesis: &Stream) -> Recut {
    let reference: Vec<&str> = reference.iter().map(Option::unwrap_or_default).collect();
    let hypothesis: Vec<&str> = hypothesis.iter().flatten().collect();
    let (segments, confidences) = recut_document(&reference, &hypothesis);
    Recut { segments: segments.iter().collect(), confidences }
}

/// Re-cuts a hypothesis document by document, in parallel.
///
/// What belongs to which document is known where the hypothesis says it, where it has as many
/// segments as the reference, or one for each document. Else both texts are taken as one document.
///
/// # Errors
///
/// [`ErrorKind::Mismatch`] where the hypothesis has a document that the reference has not.
///
/// # Panics
///
/// Where a text and the list of its documents differ in length.
pub fn recut_documents(
    reference: (&Stream, Option<&Documents>),
    hypothesis: (&Stream, Option<&Documents>),
) -> Result<Recut> {
    let (texts, documents) = reference;
    let Some(documents) = documents else {
        return Ok(recut(texts, hypothesis.0));
    };
    assert_eq!(texts.len(), documents.len(), "a document for each segment");
    let groups = Groups::of(documents);
    let Some(others) = groups.of_hypothesis(hypothesis.0.len(), hypothesis.1)? else {
        return Ok(recut(texts, hypothesis.0));
    };
    let line = |stream: &'_ Stream, index: usize| -> String {
        stream.get(index).unwrap_or_default().to_owned()
    };
    let pairs: Vec<_> = groups.members.iter().zip(&others).collect();
    let cut: Vec<(Vec<String>, Vec<f64>)> = pairs
        .into_par_iter()
        .map(|(of_reference, of_hypothesis)| {
            let lines = |stream, members: &[usize]| -> Vec<String> {
                members.iter().map(|&index| line(stream, index)).collect()
            };
            recut_document(&lines(texts, of_reference), &lines(hypothesis.0, of_hypothesis))
        })
        .collect();
    let mut segments = vec![String::new(); texts.len()];
    let mut confidences = vec![1.0; texts.len()];
    for (members, (texts, sure)) in groups.members.iter().zip(cut) {
        for ((&index, text), sure) in members.iter().zip(texts).zip(sure) {
            segments[index] = text;
            confidences[index] = sure;
        }
    }
    Ok(Recut { segments: segments.iter().collect(), confidences })
}

/// The segments of each document, documents in the order in which they begin.
struct Groups<'a> {
    places: HashMap<&'a str, usize>,
    members: Vec<Vec<usize>>,
}

impl<'a> Groups<'a> {
    fn of(documents: &'a Documents) -> Self {
        let mut groups = Groups { places: HashMap::new(), members: Vec::new() };
        for (index, document) in documents.iter().enumerate() {
            let next = groups.members.len();
            let place = *groups.places.entry(document.name).or_insert(next);
            if place == next {
                groups.members.push(Vec::new());
            }
            groups.members[place].push(index);
        }
        groups
    }

    /// The segments of a hypothesis that belong to each document, where that is known.
    fn of_hypothesis(
        &self,
        segments: usize,
        documents: Option<&Documents>,
    ) -> Result<Option<Vec<Vec<usize>>>> {
        let Some(documents) = documents else {
            let all: usize = self.members.iter().map(Vec::len).sum();
            return Ok(if segments == all {
                Some(self.members.clone())
            } else if segments == self.members.len() {
                Some((0..segments).map(|segment| vec![segment]).collect())
            } else {
                None
            });
        };
        assert_eq!(segments, documents.len(), "a document for each segment");
        let mut members = vec![Vec::new(); self.members.len()];
        for (index, Document { name, .. }) in documents.iter().enumerate() {
            let Some(&place) = self.places.get(name) else {
                let message =
                    format!("document '{name}' of the hypothesis is not in the reference");
                return Err(Error::new(ErrorKind::Mismatch, message));
            };
            members[place].push(index);
        }
        Ok(Some(members))
    }
}

/// The segments of one document and the confidence of each.
fn recut_document<S: AsRef<str>>(reference: &[S], hypothesis: &[S]) -> (Vec<String>, Vec<f64>) {
    let mut words = Words::default();
    let mut segments: Vec<Range<usize>> = Vec::with_capacity(reference.len());
    for segment in reference {
        let first = words.words.len();
        words.push(segment.as_ref());
        segments.push(first..words.words.len());
    }
    let lines: Vec<&str> = hypothesis.iter().map(AsRef::as_ref).collect();
    let text = lines.join("\n");
    let mut other = Words::default();
    other.push(&text);
    let cut_costs = other.cut_costs(&text);
    let grid = Grid::new(&words, &segments, &other, &cut_costs);
    let cuts = grid.cut();
    let confidences = confidence::confidences(&grid, &cuts);
    let start = |word: usize| other.places.get(word).map_or(text.len(), |place| place.start);
    let segment = |cut: &Range<usize>| in_one_line(trim(&text[start(cut.start)..start(cut.end)]));
    (cuts.iter().map(segment).collect(), confidences)
}

fn in_one_line(text: &str) -> String {
    if !text.contains('\n') {
        return text.to_owned();
    }
    let lines: Vec<&str> = text.split('\n').map(trim).filter(|line| !line.is_empty()).collect();
    lines.join(" ")
}

#[cfg(test)]
mod tests;
