//! List: the segments with the highest figures, the same texts only once.

use std::collections::HashSet;

use crate::corpus::{Corpus, System};

/// Makes lists of segments of a corpus.
pub(super) struct List<'a> {
    corpus: &'a Corpus,
    /// The systems, by name.
    systems: Vec<&'a System>,
    most: usize,
}

/// What makes two segments the same to a reader.
#[derive(PartialEq, Eq, Hash)]
struct Texts<'a> {
    given: Vec<&'a str>,
    outputs: Vec<Option<&'a str>>,
}

impl<'a> List<'a> {
    pub(super) fn new(corpus: &'a Corpus, names: &[&str], most: usize) -> Self {
        let mut systems: Vec<&System> = corpus.systems().iter().collect();
        systems.sort_by(|one, other| one.name.cmp(&other.name));
        assert!(
            systems.iter().map(|system| system.name.as_str()).eq(names.iter().copied()),
            "the systems are those of the corpus"
        );
        List { corpus, systems, most }
    }

    /// The candidates (segment, figure, what is told of it) with the highest figures; ties are in
    /// the order of the segments. Of segments with the same source and outputs of these systems
    /// only the first is there.
    pub(super) fn first<T>(
        &self,
        mut candidates: Vec<(usize, f64, T)>,
        systems: &[usize],
    ) -> Vec<T> {
        // Adding 0 makes −0 a 0, which equals it.
        candidates.sort_by(|one, other| {
            (other.1 + 0.0).total_cmp(&(one.1 + 0.0)).then(one.0.cmp(&other.0))
        });
        let mut seen = HashSet::new();
        let distinct = candidates
            .into_iter()
            .filter(|(segment, _, _)| seen.insert(self.texts(*segment, systems)));
        distinct.take(self.most).map(|(_, _, told)| told).collect()
    }

    fn texts(&self, segment: usize, systems: &[usize]) -> Texts<'a> {
        let given = self.corpus.segment(segment);
        let outputs = systems.iter().map(|&system| self.systems[system].hypotheses.get(segment));
        Texts {
            given: match given.source() {
                Some(source) => vec![source],
                None => given.references().collect(),
            },
            outputs: outputs.collect(),
        }
    }
}
