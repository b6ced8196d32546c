//! Effort: how much of a machine's output a post-editor kept.
//!
//! Where references were made from the outputs, TER is the post-editor's work (HTER; Snover et
//! al. 2006, *A Study of Translation Edit Rate with Targeted Human Annotation*), and each segment
//! falls into one of the bands in which translation memories are paid.

use std::ops::Range;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::corpus::Corpus;
use crate::text::distance::distance;

/// The lowest match of each band in percent, best first.
pub const BANDS: [u8; 6] = [100, 95, 85, 75, 50, 0];

/// What was kept of some segments.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Work {
    /// How many segments.
    pub segments: usize,
    /// Their words: of the source where there is one, else of the output.
    pub words: usize,
    /// Segments by [`BANDS`]; the first is that of the untouched ones.
    pub segments_by_band: [usize; 6],
    /// Words by [`BANDS`].
    pub words_by_band: [usize; 6],
}

impl Work {
    /// The share of segments that were left as they were, 0 to 1; `None` without a segment.
    pub fn untouched(&self) -> Option<f64> {
        (self.segments > 0).then(|| self.segments_by_band[0] as f64 / self.segments as f64)
    }

    fn add(&mut self, words: usize, band: usize) {
        self.segments += 1;
        self.words += words;
        self.segments_by_band[band] += 1;
        self.words_by_band[band] += words;
    }
}

/// A file, or a document of one, and where its segments are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// The name of the document; `None` where documents are not known.
    pub name: Option<String>,
    /// Its segments, in runs that follow one another.
    pub segments: Vec<Range<usize>>,
}

/// What post-editors kept, per system and file. A corpus may come in chunks.
///
/// # Examples
///
/// ```
/// use mizan::analysis::effort::Effort;
/// use mizan::corpus::{Corpus, Parts, System};
/// use mizan::text::Stream;
///
/// let corpus = Corpus::new(Parts {
///     references: vec![Stream::from_iter(["وصل الوفد", "باكو"])],
///     systems: vec![System {
///         name: "a".into(),
///         hypotheses: Stream::from_iter(["وصل الوفد", "باكي"]),
///         ..System::default()
///     }],
///     ..Parts::default()
/// })?;
/// let mut effort = Effort::default();
/// effort.add(&corpus);
/// let work = effort.total(0);
/// assert_eq!(work.untouched(), Some(0.5));
/// assert_eq!(work.segments_by_band, [1, 0, 0, 1, 0, 0]); // three letters of four
/// # Ok::<(), mizan::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Effort {
    files: Vec<File>,
    /// Per system and file.
    work: Vec<Vec<Work>>,
    segments: usize,
    counts_source: bool,
}

impl Effort {
    /// Adds the next segments. An output that is missing is an empty one; segments without a
    /// reference do not count.
    pub fn add(&mut self, corpus: &Corpus) {
        self.counts_source = corpus.source().is_some();
        self.work.resize(corpus.systems().len(), vec![Work::default(); self.files.len()]);
        let files: Vec<usize> =
            (0..corpus.len()).map(|index| self.file_of(corpus, index)).collect();
        for (system, work) in corpus.systems().iter().zip(&mut self.work) {
            work.resize(self.files.len(), Work::default());
            let bands: Vec<Option<usize>> = (0..corpus.len())
                .into_par_iter()
                .map(|index| {
                    // What is missing had to be written whole.
                    let hypothesis = system.hypotheses.get(index).unwrap_or_default();
                    corpus.segment(index).references().map(|text| band(hypothesis, text)).min()
                })
                .collect();
            for (index, band) in bands.into_iter().enumerate() {
                let Some(band) = band else { continue };
                let source = corpus.segment(index).source();
                let text = source.or(system.hypotheses.get(index)).unwrap_or_default();
                work[files[index]].add(text.split_whitespace().count(), band);
            }
        }
        self.segments += corpus.len();
    }

    /// The files, in the order in which they begin.
    pub fn files(&self) -> &[File] {
        &self.files
    }

    /// What was kept of a system's output in a file; both are counted from 0.
    pub fn of(&self, system: usize, file: usize) -> &Work {
        &self.work[system][file]
    }

    /// What was kept of a system's output.
    pub fn total(&self, system: usize) -> Work {
        self.work[system].iter().fold(Work::default(), |mut total, work| {
            total.segments += work.segments;
            total.words += work.words;
            for band in 0..BANDS.len() {
                total.segments_by_band[band] += work.segments_by_band[band];
                total.words_by_band[band] += work.words_by_band[band];
            }
            total
        })
    }

    /// Whether words are those of the source; else they are those of the output.
    pub fn counts_source(&self) -> bool {
        self.counts_source
    }

    fn file_of(&mut self, corpus: &Corpus, index: usize) -> usize {
        let number = self.segments + index;
        let name = corpus.documents().map(|documents| documents.get(index).name);
        // Files follow one another, as a rule.
        let file = match self.files.iter().rposition(|file| file.name.as_deref() == name) {
            Some(file) => file,
            None => {
                self.files.push(File { name: name.map(str::to_owned), segments: Vec::new() });
                self.files.len() - 1
            }
        };
        match self.files[file].segments.last_mut() {
            Some(run) if run.end == number => run.end += 1,
            _ => self.files[file].segments.push(number..number + 1),
        }
        file
    }
}

/// The band of an output: how much of it and of what became of it is the same, in percent of the
/// characters of the longer one. White space at the ends does not count.
fn band(hypothesis: &str, reference: &str) -> usize {
    let (hypothesis, reference) = (hypothesis.trim(), reference.trim());
    let longer = hypothesis.chars().count().max(reference.chars().count());
    let kept = longer - distance(hypothesis, reference);
    // In whole numbers, so that only what is untouched has 100.
    let percent = (kept * 100).checked_div(longer).unwrap_or(100);
    BANDS.iter().position(|&least| percent >= usize::from(least)).unwrap_or(BANDS.len() - 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{Parts, System};
    use crate::text::Stream;

    fn hypotheses(lines: &[(&str, Option<&str>, &str)]) -> Stream {
        let mut stream = Stream::default();
        for line in lines {
            match line.1 {
                Some(text) => stream.push(text),
                None => stream.push_absent(),
            }
        }
        stream
    }

    fn corpus(lines: &[(&str, Option<&str>, &str)]) -> Corpus {
        Corpus::new(Parts {
            references: vec![lines.iter().map(|line| line.2).collect()],
            systems: vec![System {
                name: "a".to_owned(),
                hypotheses: hypotheses(lines),
                ..System::default()
            }],
            documents: Some(lines.iter().map(|line| line.0).collect()),
            ..Parts::default()
        })
        .unwrap()
    }

    #[test]
    fn only_what_is_untouched_is_a_full_match() {
        let long = "ا".repeat(999);
        assert_eq!(band(&format!("{long}ب"), &format!("{long}ت")), 1);
        assert_eq!(band("باكو ", "باكو"), 0);
        assert_eq!(band("", ""), 0);
        assert_eq!(band("", "باكو"), 5);
    }

    #[test]
    fn the_bounds_of_bands_belong_to_the_better_one() {
        let text = |changed: usize| "ا".repeat(100 - changed) + &"ب".repeat(changed);
        let bands = [5, 6, 15, 16, 25, 26, 50, 51].map(|changed| band(&text(0), &text(changed)));
        assert_eq!(bands, [1, 2, 2, 3, 3, 4, 4, 5]);
    }

    #[test]
    fn chunks_give_what_the_whole_gives_and_missing_outputs_are_empty() {
        let lines = [
            ("x", Some("وصل الوفد"), "وصل الوفد"),
            ("y", None, "باكو"),
            ("x", Some("موسكو"), "باريس"),
        ];
        let mut whole = Effort::default();
        whole.add(&corpus(&lines));
        let mut parts = Effort::default();
        lines.iter().for_each(|line| parts.add(&corpus(&[*line])));
        assert_eq!(whole.files(), parts.files());
        assert_eq!(whole.files()[0].segments, [0..1, 2..3]);
        for file in 0..2 {
            assert_eq!(whole.of(0, file), parts.of(0, file));
        }
        assert_eq!(whole.of(0, 1).segments_by_band, [0, 0, 0, 0, 0, 1]);
        assert_eq!(Work::default().untouched(), None);
        assert_eq!(whole.total(0).words, 3);
        assert_eq!(whole.total(0).untouched(), Some(1.0 / 3.0));
    }
}
