//! Corpus: sources, references and the outputs of systems, paired segment by segment.
//!
//! A [`Plan`] says which files; [`open`] gives a [`Reader`], which gives the corpus, whole or in
//! chunks.

pub mod align;
mod batch;
mod cells;
mod columns;
mod compression;
mod document;
mod documents;
mod file;
mod format;
mod human;
mod index;
pub(crate) mod input;
mod join;
pub(crate) mod json;
#[cfg_attr(
    not(any(feature = "compression", feature = "xlsx")),
    expect(dead_code, reason = "nothing is unpacked without them")
)]
mod limits;
pub(crate) mod lines;
mod localization;
mod markup;
mod mt_metrics_eval;
mod pairing;
mod parquet;
mod plain;
mod plan;
mod reader;
mod scores;
mod selection;
pub(crate) mod separated;
mod tmx;
mod unit;
mod units;
mod utf16;
mod warning;
mod wmt;
mod wmt_xml;
mod xliff;
mod xlsx;
pub(crate) mod xml;
#[cfg(feature = "xlsx")]
mod zip;

pub use align::Align;
pub use columns::{Columns, Role};
pub use document::{Document, Documents};
pub(crate) use format::extension;
pub use format::{FORMATS, Format, FormatDescription, system_name};
pub use human::HumanScores;
pub use limits::Limits;
pub use localization::read_units;
pub use pairing::Pairing;
pub use plain::LineEnd;
pub use plan::{NamedPath, Plan, ScoreFile};
pub use reader::{Reader, open, open_with_stdin};
pub use unit::{Code, CodeKind, Content, Dialect, State, Suggestion, Unit, Units};
pub use units::{UnitRow, write_units};
pub use warning::Warning;

use crate::error::{Error, ErrorKind, Result};
use crate::text::Stream;

/// A system and its output: one hypothesis per segment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct System {
    /// The name in tables and files.
    pub name: String,
    /// The file it came from, as the user wrote it; empty where there was none.
    pub path: String,
    /// One hypothesis per segment; absent where the system gave no prediction.
    pub hypotheses: Stream,
}

/// Segment scores made elsewhere (COMET, a judge), one stream of numbers per system.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ImportedScores {
    /// The name of the metric.
    pub name: String,
    /// Whether a lower value is better.
    pub lower_is_better: bool,
    /// Per system, in the corpus's order: one value per segment, `None` where missing.
    pub systems: Vec<Vec<Option<f64>>>,
}

/// What a [`Corpus`] is made of; every stream has one entry per segment.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Parts {
    /// The source text.
    pub source: Option<Stream>,
    /// One stream per reference; a segment may be absent in some of them.
    pub references: Vec<Stream>,
    /// The systems' outputs.
    pub systems: Vec<System>,
    /// The document of each segment.
    pub documents: Option<Documents>,
    /// The id of each segment, where the files give one.
    pub ids: Option<Stream>,
    /// Per segment, the accepted renderings of its entity (M-ETA's `mention`s).
    pub mentions: Option<Vec<Vec<String>>>,
    /// Segment scores made elsewhere.
    pub scores: Vec<ImportedScores>,
    /// Whether hypotheses were re-cut to the references' segments.
    pub is_recut: bool,
    /// Whether the references were made from the hypotheses.
    pub is_post_edited: bool,
}

/// A test set with the outputs of any number of systems.
///
/// Its one invariant: every stream has the same number of segments, and no two systems have the
/// same name.
///
/// # Examples
///
/// ```
/// use mizan::corpus::{Corpus, Parts, System};
/// use mizan::text::Stream;
///
/// let corpus = Corpus::new(Parts {
///     references: vec![Stream::from_iter(["غروزني", "باكو"])],
///     systems: vec![System {
///         name: "a".into(),
///         hypotheses: Stream::from_iter(["Grozny", "باكو"]),
///         ..System::default()
///     }],
///     ..Parts::default()
/// })?;
/// assert_eq!(corpus.len(), 2);
/// assert_eq!(corpus.segment(1).references().next(), Some("باكو"));
/// # Ok::<(), mizan::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Corpus {
    parts: Parts,
    segments: usize,
}

impl Corpus {
    /// Pairs the parts.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Mismatch`] when two parts differ in length, [`ErrorKind::Setting`] when two
    /// systems share a name, [`ErrorKind::Nothing`] when there is neither reference nor system.
    pub fn new(parts: Parts) -> Result<Self> {
        let mut lengths = Vec::new();
        if let Some(source) = &parts.source {
            lengths.push(("the source".to_owned(), source.len()));
        }
        for (index, reference) in parts.references.iter().enumerate() {
            lengths.push((format!("reference {}", index + 1), reference.len()));
        }
        for system in &parts.systems {
            lengths.push((format!("system {}", system.name), system.hypotheses.len()));
        }
        if let Some(documents) = &parts.documents {
            lengths.push(("the list of documents".to_owned(), documents.len()));
        }
        if let Some(ids) = &parts.ids {
            lengths.push(("the list of ids".to_owned(), ids.len()));
        }
        if let Some(mentions) = &parts.mentions {
            lengths.push(("the list of mentions".to_owned(), mentions.len()));
        }
        for scores in &parts.scores {
            for values in &scores.systems {
                lengths.push((format!("scores {}", scores.name), values.len()));
            }
        }
        let Some((first, segments)) = lengths.first().cloned() else {
            return Err(Error::new(ErrorKind::Nothing, "a corpus needs a text"));
        };
        if let Some((other, length)) = lengths.iter().find(|(_, length)| *length != segments) {
            return Err(length_mismatch((other, *length), (&first, segments)));
        }
        if let Some(name) = first_double(&parts.systems) {
            return Err(Error::new(ErrorKind::Setting, format!("two systems are named '{name}'"))
                .help("name them: -i NAME=PATH"));
        }
        if let Some(scores) = parts.scores.iter().find(|s| s.systems.len() != parts.systems.len()) {
            return Err(Error::new(
                ErrorKind::Mismatch,
                format!(
                    "scores {} cover {} systems, expected {}",
                    scores.name,
                    scores.systems.len(),
                    parts.systems.len()
                ),
            ));
        }
        Ok(Corpus { parts, segments })
    }

    /// How many segments there are.
    pub fn len(&self) -> usize {
        self.segments
    }

    /// Whether there is no segment.
    pub fn is_empty(&self) -> bool {
        self.segments == 0
    }

    /// The source text, where there is one.
    pub fn source(&self) -> Option<&Stream> {
        self.parts.source.as_ref()
    }

    /// The references, one stream each.
    pub fn references(&self) -> &[Stream] {
        &self.parts.references
    }

    /// The systems in the order they were given.
    pub fn systems(&self) -> &[System] {
        &self.parts.systems
    }

    /// The document of each segment, where documents are known.
    pub fn documents(&self) -> Option<&Documents> {
        self.parts.documents.as_ref()
    }

    /// The id of each segment, where the files give one.
    pub fn ids(&self) -> Option<&Stream> {
        self.parts.ids.as_ref()
    }

    /// Per segment, the accepted renderings of its entity, where the files give them.
    pub fn mentions(&self) -> Option<&[Vec<String>]> {
        self.parts.mentions.as_deref()
    }

    /// Segment scores made elsewhere.
    pub fn scores(&self) -> &[ImportedScores] {
        &self.parts.scores
    }

    /// Whether hypotheses were re-cut to the references' segments.
    pub fn is_recut(&self) -> bool {
        self.parts.is_recut
    }

    /// Whether the references were made from the hypotheses, by people who corrected them: scores
    /// measure their work then, not the distance to an independent translation.
    pub fn is_post_edited(&self) -> bool {
        self.parts.is_post_edited
    }

    /// The same corpus with only these systems, counted from 0.
    ///
    /// # Panics
    ///
    /// When there is no such system.
    #[must_use]
    pub fn with_systems(&self, systems: &[usize]) -> Corpus {
        let scores = self.parts.scores.iter().map(|scores| ImportedScores {
            name: scores.name.clone(),
            lower_is_better: scores.lower_is_better,
            systems: systems.iter().map(|&index| scores.systems[index].clone()).collect(),
        });
        let parts = Parts {
            source: self.parts.source.clone(),
            references: self.parts.references.clone(),
            systems: systems.iter().map(|&index| self.parts.systems[index].clone()).collect(),
            documents: self.parts.documents.clone(),
            ids: self.parts.ids.clone(),
            mentions: self.parts.mentions.clone(),
            scores: scores.collect(),
            ..self.parts
        };
        Corpus { parts, segments: self.segments }
    }

    /// The parts again, to change or to move elsewhere.
    pub fn into_parts(self) -> Parts {
        self.parts
    }

    /// The segment at `index`, counted from 0.
    ///
    /// # Panics
    ///
    /// When `index` is not below [`len`](Self::len).
    pub fn segment(&self, index: usize) -> Segment<'_> {
        assert!(index < self.segments, "segment {index} of {}", self.segments);
        Segment { parts: &self.parts, index }
    }
}

/// One segment of a corpus: its source and its references.
#[derive(Debug, Clone, Copy)]
pub struct Segment<'a> {
    parts: &'a Parts,
    index: usize,
}

impl<'a> Segment<'a> {
    /// Its place in the corpus (or in the chunk of it that is in memory), from 0.
    pub fn index(self) -> usize {
        self.index
    }

    /// Its source, where there is one.
    pub fn source(self) -> Option<&'a str> {
        self.parts.source.as_ref().and_then(|source| source.get(self.index))
    }

    /// Its references, without the absent ones.
    pub fn references(self) -> impl Iterator<Item = &'a str> {
        self.parts.references.iter().filter_map(move |reference| reference.get(self.index))
    }
}

/// The error for two texts that do not pair: both counts and the first line without a partner.
pub(crate) fn length_mismatch(one: (&str, usize), other: (&str, usize)) -> Error {
    length_mismatch_at(one, other, one.1.min(other.1) + 1)
}

/// The same, where the first segment without a partner stands at another line than its number.
fn length_mismatch_at(one: (&str, usize), other: (&str, usize), line: usize) -> Error {
    let longer = if one.1 > other.1 { one.0 } else { other.0 };
    Error::new(
        ErrorKind::Mismatch,
        format!("{} has {} segments, {} has {}", one.0, one.1, other.0, other.1),
    )
    .detail(format!("first without a partner: {longer}:{line}"))
}

fn first_double(systems: &[System]) -> Option<&str> {
    let mut names: Vec<&str> = systems.iter().map(|system| system.name.as_str()).collect();
    names.sort_unstable();
    names.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn system(name: &str, lines: &[&str]) -> System {
        System { name: name.into(), hypotheses: Stream::from_iter(lines), ..System::default() }
    }

    #[test]
    fn lengths_that_differ_are_an_error_with_both_counts() {
        let error = Corpus::new(Parts {
            references: vec![Stream::from_iter(["a", "b", "c"])],
            systems: vec![system("x", &["a", "b"])],
            ..Parts::default()
        })
        .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Mismatch);
        assert_eq!(
            error.to_string(),
            "system x has 2 segments, reference 1 has 3\n  \
             first without a partner: reference 1:3"
        );
    }

    #[test]
    fn equal_system_names_are_an_error() {
        let error = Corpus::new(Parts {
            systems: vec![system("x", &["a"]), system("x", &["b"])],
            ..Parts::default()
        })
        .unwrap_err();
        assert!(error.to_string().contains("-i NAME=PATH"), "{error}");
    }

    #[test]
    fn absent_references_are_left_out_and_empty_ones_are_not() {
        let mut second = Stream::from_iter([""]);
        second.push_absent();
        let corpus = Corpus::new(Parts {
            references: vec![Stream::from_iter(["a", "b"]), second],
            ..Parts::default()
        })
        .unwrap();
        let references = |index| corpus.segment(index).references().collect::<Vec<_>>();
        assert_eq!(references(0), ["a", ""]);
        assert_eq!(references(1), ["b"]);
    }
}
