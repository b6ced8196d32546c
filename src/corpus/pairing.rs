//! Pairing: what belongs to what in the files of a corpus.

use super::batch::Batch;
use super::selection::Purpose;
use super::{Parts, length_mismatch_at};
use crate::error::Error;

/// How the records of several files belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Pairing {
    /// The first with the first, the second with the second.
    Line,
    /// By id, in the order of the references.
    Id,
    /// By the document's id, then by paragraph where all counts agree, else as whole documents.
    Document,
}

/// Some records of one file beside those of others.
pub(super) struct Side<'a> {
    pub(super) name: &'a str,
    pub(super) purpose: Purpose,
    /// How many records came before the batch.
    pub(super) before: usize,
    /// How many records the file has in all.
    pub(super) count: usize,
    pub(super) batch: Batch,
}

/// Puts batches of equal length side by side. A list of documents goes before documents that come
/// with texts; else the first file that gives a thing gives it.
pub(super) fn side_by_side(batches: impl IntoIterator<Item = (Purpose, Batch)>) -> Parts {
    let mut whole = Parts::default();
    for (purpose, batch) in batches {
        let parts = batch.parts;
        whole.source = whole.source.or(parts.source);
        whole.references.extend(parts.references);
        whole.systems.extend(parts.systems);
        whole.documents = match purpose {
            Purpose::Documents => parts.documents,
            Purpose::Source | Purpose::Reference | Purpose::Hypothesis => {
                whole.documents.or(parts.documents)
            }
        };
        whole.ids = whole.ids.or(parts.ids);
        whole.mentions = whole.mentions.or(parts.mentions);
    }
    whole
}

/// The error for files of different lengths; `None` where they are equal.
pub(super) fn mismatch(sides: &[&Side<'_>]) -> Option<Error> {
    let first =
        sides.iter().find(|side| side.purpose == Purpose::Reference).or_else(|| sides.first())?;
    let other = sides.iter().find(|side| side.count != first.count)?;
    let (shorter, longer) = if other.count < first.count { (other, first) } else { (first, other) };
    // Lines are kept for the batch in which the shorter file ended.
    let line = shorter
        .count
        .checked_sub(longer.before)
        .and_then(|index| longer.batch.line(index))
        .unwrap_or(shorter.count + 1);
    let error = length_mismatch_at((other.name, other.count), (first.name, first.count), line);
    Some(error.help("if the texts are whole documents cut differently, add --align"))
}
