//! Group: the segments of a corpus by length, document, names or score.

use std::collections::{BTreeMap, HashMap, HashSet};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::bands::Bands;
use crate::analysis::measured::Measured;
use crate::corpus::{Corpus, Document, Documents};
use crate::entity::{EntityType, Fit, Lexicon, names};
use crate::text::whitespace::words;

/// What segments are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// Words of the source, between white space.
    SourceLength,
    /// Words of the reference; of the first that is there.
    ReferenceLength,
    /// The domain of the document.
    Domain,
    /// The document.
    Document,
    /// How many names the source has, found as the metric `entity` finds them.
    Names,
    /// The types of those names. A segment is in the bucket of each type that it has.
    EntityType,
    /// The mean over the systems of the segment's score under one metric.
    Score,
}

impl By {
    /// Every grouping, in the order of tables.
    pub const ALL: [By; 7] = [
        By::SourceLength,
        By::ReferenceLength,
        By::Domain,
        By::Document,
        By::Names,
        By::EntityType,
        By::Score,
    ];

    /// Whether a segment may be in several buckets, or in none.
    pub fn is_overlapping(self) -> bool {
        match self {
            By::EntityType => true,
            By::SourceLength
            | By::ReferenceLength
            | By::Domain
            | By::Document
            | By::Names
            | By::Score => false,
        }
    }
}

/// Some segments with a label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Group {
    pub(super) label: String,
    /// Their indices, ascending; at least one.
    pub(super) members: Vec<usize>,
}

/// The label of segments that have none of what the others are grouped by.
const NONE: &str = "none";

/// Groups the segments of a corpus in several ways; names are looked for once.
pub(super) struct Grouper<'a> {
    corpus: &'a Corpus,
    measured: &'a Measured<'a>,
    /// The metric of [`By::Score`].
    metric: Option<usize>,
    /// The types of the names of each segment, where there is a source.
    names: Option<Vec<Vec<EntityType>>>,
}

impl<'a> Grouper<'a> {
    pub(super) fn new(
        corpus: &'a Corpus,
        measured: &'a Measured<'a>,
        metric: Option<usize>,
        by: &[By],
    ) -> Self {
        let needs_names = by.contains(&By::Names) || by.contains(&By::EntityType);
        let names = (needs_names && corpus.source().is_some()).then(|| types_of_names(corpus));
        Grouper { corpus, measured, metric, names }
    }

    /// The groups, without empty ones; none where the corpus has nothing to group by.
    pub(super) fn groups(&self, by: By) -> Vec<Group> {
        match by {
            By::SourceLength => match self.corpus.source() {
                Some(source) => banded(&Bands::of_lengths(), source.iter().map(length)),
                None => Vec::new(),
            },
            By::ReferenceLength if self.corpus.references().is_empty() => Vec::new(),
            By::ReferenceLength => {
                let first = |index| self.corpus.segment(index).references().next();
                banded(&Bands::of_lengths(), (0..self.corpus.len()).map(first).map(length))
            }
            By::Domain => self.corpus.documents().map(by_domain).unwrap_or_default(),
            By::Document => self.corpus.documents().map(by_document).unwrap_or_default(),
            By::Names => {
                let count = |types: &Vec<EntityType>| Some(types.len() as f64);
                banded(&Bands::of_names(), self.names.iter().flatten().map(count))
            }
            By::EntityType => self.by_type(),
            By::Score => match self.metric {
                Some(metric) => banded(&self.score_bands(metric), self.mean_scores(metric)),
                None => Vec::new(),
            },
        }
    }

    fn by_type(&self) -> Vec<Group> {
        let mut by_type: BTreeMap<&EntityType, Vec<usize>> = BTreeMap::new();
        for (segment, types) in self.names.iter().flatten().enumerate() {
            for kind in types {
                let members = by_type.entry(kind).or_default();
                if members.last() != Some(&segment) {
                    members.push(segment);
                }
            }
        }
        let group = |(kind, members): (&EntityType, _)| Group { label: kind.to_string(), members };
        by_type.into_iter().map(group).collect()
    }

    /// Per segment the mean of the systems that have a score there.
    fn mean_scores(&self, metric: usize) -> Vec<Option<f64>> {
        let systems = self.measured.systems().len();
        let scores: Vec<_> =
            (0..systems).map(|s| self.measured.segment_scores(metric, s)).collect();
        let mean = |segment: usize| {
            let known: Vec<f64> = scores.iter().filter_map(|scores| scores[segment]).collect();
            (!known.is_empty()).then(|| known.iter().sum::<f64>() / known.len() as f64)
        };
        (0..self.corpus.len()).map(mean).collect()
    }

    /// The bands of a metric's segment scores.
    pub(super) fn score_bands(&self, metric: usize) -> Bands {
        if self.measured.metrics()[metric].calculator.reads_text() {
            return Bands::of_percent();
        }
        let systems = 0..self.measured.systems().len();
        let scores = systems.flat_map(|s| self.measured.segment_scores(metric, s)).flatten();
        let range = scores.fold(None, |range: Option<(f64, f64)>, score| {
            Some(range.map_or((score, score), |(low, high)| (low.min(score), high.max(score))))
        });
        range.map_or_else(Bands::of_percent, |(low, high)| Bands::covering(low, high))
    }
}

fn types_of_names(corpus: &Corpus) -> Vec<Vec<EntityType>> {
    let fit = Fit::learn(corpus);
    let lexicon = Lexicon::built_in();
    (0..corpus.len())
        .into_par_iter()
        .with_min_len(8)
        .map(|index| {
            let found = names(&fit, lexicon, corpus.segment(index));
            found.into_iter().map(|name| name.kind).collect()
        })
        .collect()
}

fn length(line: Option<&str>) -> Option<f64> {
    Some(words(line.unwrap_or_default()).count() as f64)
}

/// Groups segments by the band of a value; those without a value are in a group at the end.
fn banded(bands: &Bands, values: impl IntoIterator<Item = Option<f64>>) -> Vec<Group> {
    let mut members = vec![Vec::new(); bands.labels().len() + 1];
    for (segment, value) in values.into_iter().enumerate() {
        members[value.map_or(bands.labels().len(), |value| bands.of(value))].push(segment);
    }
    let labels = bands.labels().iter().map(String::as_str).chain([NONE]);
    let groups = labels.zip(members).map(|(label, members)| Group { label: label.into(), members });
    groups.filter(|group| !group.members.is_empty()).collect()
}

/// Domains by name, and what has no domain at the end; nothing where no document has one.
fn by_domain(documents: &Documents) -> Vec<Group> {
    let mut by_domain: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut without = Vec::new();
    for (segment, document) in documents.iter().enumerate() {
        match document.domain {
            Some(domain) => by_domain.entry(domain).or_default().push(segment),
            None => without.push(segment),
        }
    }
    if by_domain.is_empty() {
        return Vec::new();
    }
    let group = |(domain, members): (&str, _)| Group { label: domain.to_owned(), members };
    let mut groups: Vec<Group> = by_domain.into_iter().map(group).collect();
    if !without.is_empty() {
        groups.push(Group { label: NONE.to_owned(), members: without });
    }
    groups
}

/// Documents in the order of the corpus; the domain tells those of one name apart.
fn by_document(documents: &Documents) -> Vec<Group> {
    let mut places: HashMap<Document<'_>, usize> = HashMap::new();
    let mut found: Vec<(Document<'_>, Vec<usize>)> = Vec::new();
    for (segment, document) in documents.iter().enumerate() {
        let place = *places.entry(document).or_insert(found.len());
        if place == found.len() {
            found.push((document, Vec::new()));
        }
        found[place].1.push(segment);
    }
    let mut seen = HashSet::new();
    let repeated: HashSet<&str> =
        found.iter().map(|(d, _)| d.name).filter(|&name| !seen.insert(name)).collect();
    let label = |document: Document<'_>| match document.domain {
        Some(domain) if repeated.contains(document.name) => {
            format!("{domain}/{}", document.name)
        }
        _ => document.name.to_owned(),
    };
    found.into_iter().map(|(document, members)| Group { label: label(document), members }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document<'a>(name: &'a str, domain: Option<&'a str>) -> Document<'a> {
        Document { name, domain }
    }

    #[test]
    fn documents_of_one_name_are_told_apart_by_their_domains() {
        let documents = Documents::from_iter([
            document("z", None),
            document("1", Some("b")),
            document("1", Some("a")),
            document("z", None),
        ]);
        let groups = by_document(&documents);
        let seen: Vec<_> = groups.iter().map(|g| (g.label.as_str(), g.members.clone())).collect();
        assert_eq!(seen, [("z", vec![0, 3]), ("b/1", vec![1]), ("a/1", vec![2])]);
        let groups = by_domain(&documents);
        let seen: Vec<_> = groups.iter().map(|g| (g.label.as_str(), g.members.clone())).collect();
        assert_eq!(seen, [("a", vec![2]), ("b", vec![1]), ("none", vec![0, 3])]);
        assert!(by_domain(&documents.iter().take(1).collect()).is_empty());
    }

    #[test]
    fn what_has_no_value_is_a_group_of_its_own() {
        let groups = banded(&Bands::of_percent(), [Some(15.0), None, Some(3.0), Some(19.0)]);
        let seen: Vec<_> = groups.iter().map(|g| (g.label.as_str(), g.members.clone())).collect();
        assert_eq!(seen, [("0–10", vec![2]), ("10–20", vec![0, 3]), ("none", vec![1])]);
    }
}
