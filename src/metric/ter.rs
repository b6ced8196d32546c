//! TER: the edits that turn the hypothesis into a reference, per reference word.
//!
//! ```text
//! TER = 100 · Σ edits / Σ mean reference length
//! ```
//!
//! An edit puts in, leaves out or replaces a word, or shifts a span of words elsewhere. Of several
//! references the one with the fewest edits counts, but the length is the mean of all.
//!
//! Snover et al., "A Study of Translation Edit Rate with Targeted Human Annotation", AMTA 2006.
//! Same as sacreBLEU 2.6.0, which differs from tercom in that the beam of the edit distance
//! follows the diagonal, a shift is put before its place instead of behind it, and the search ends
//! without a further shift when it has tried 1,000. As in both, spans longer than 10 words are not
//! shifted, nor those further than 50 words away.

mod alignment;
mod band;
mod matrix;
#[cfg(test)]
mod plain;
mod reference;
mod search;
mod shift;
mod vocabulary;

use crate::corpus::Segment;
use crate::error::Result;
use crate::metric::preprocess::{Case, Preprocess};
use crate::metric::{Direction, Metric, Settings, Signature, Statistic, Stats};
use crate::text::{Folding, Tercom, tercom, whitespace};
use reference::Reference;
use search::Search;
use vocabulary::Vocabulary;

/// The metric TER.
///
/// # Examples
///
/// ```
/// use mizan::corpus::{Corpus, Parts};
/// use mizan::metric::{Metric, Ter};
/// use mizan::text::Stream;
///
/// let corpus = Corpus::new(Parts {
///     references: vec![Stream::from_iter(["the cat sat on the mat"])],
///     ..Parts::default()
/// })?;
/// let ter = Ter::default();
/// let mut prepared = Default::default();
/// ter.prepare(&(), corpus.segment(0), &mut prepared);
/// // One shift.
/// let stats = ter.measure("on the mat the cat sat", &mut prepared);
/// assert_eq!((stats.edits, stats.reference_len), (1.0, 6.0));
/// assert_eq!(ter.score(&stats), 100.0 / 6.0);
/// # Ok::<(), mizan::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ter {
    /// Lower-casing and Arabic folding; capitals do not count by default.
    pub preprocess: Preprocess,
    /// Whether entities are read and punctuation is split off.
    pub normalized: bool,
    /// Whether punctuation is kept.
    pub punctuation: bool,
    /// Whether the two settings above also act on Chinese and Japanese characters.
    pub asian: bool,
}

impl Default for Ter {
    fn default() -> Self {
        Ter {
            preprocess: Preprocess {
                case: Case::Lowered,
                arabic: Folding::NONE,
            },
            normalized: false,
            punctuation: true,
            asian: false,
        }
    }
}

/// The statistics of TER.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct TerStats {
    /// The edits to the nearest reference.
    pub edits: f64,
    /// The mean length of the references in words.
    pub reference_len: f64,
}

impl Stats for TerStats {
    fn write(&self, row: &mut [f64]) {
        row.copy_from_slice(&[self.edits, self.reference_len]);
    }

    fn read(row: &[f64]) -> Self {
        TerStats {
            edits: row[0],
            reference_len: row[1],
        }
    }
}

/// The references of a segment as numbered words, and the memory of the search.
#[derive(Debug, Default)]
pub struct Prepared {
    text: String,
    passes: tercom::Passes,
    vocabulary: Vocabulary,
    /// The references of this segment, then those left from segments that had more.
    references: Vec<Reference>,
    count: usize,
    reference_len: f64,
    hypothesis: Vec<u32>,
    search: Search,
}

impl Ter {
    /// The settings with their defaults, as the signature orders them.
    pub const SETTINGS: &[(&str, &str)] = &[
        ("case", "lc"),
        ("norm", "no"),
        ("punct", "yes"),
        ("asian", "no"),
        ("arabic", "no"),
    ];

    /// The metric with these settings.
    ///
    /// # Errors
    ///
    /// When a setting or its value is not known.
    pub fn from_settings(mut settings: Settings) -> Result<Ter> {
        let ter = Ter {
            preprocess: Preprocess::read(&mut settings, Case::Lowered)?,
            normalized: settings.read_bool("norm", false)?,
            punctuation: settings.read_bool("punct", true)?,
            asian: settings.read_bool("asian", false)?,
        };
        settings.finish(
            &Ter::SETTINGS
                .iter()
                .map(|(key, _)| *key)
                .collect::<Vec<_>>(),
        )?;
        Ok(ter)
    }

    /// Gives each word of a text, in order, as UTF-8.
    fn words(
        &self,
        text: &str,
        (lowered, passes): (&mut String, &mut tercom::Passes),
        mut take: impl FnMut(&[u8]),
    ) {
        let tercom = Tercom {
            normalized: self.normalized,
            punctuation: self.punctuation,
            asian: self.asian,
        };
        let text = self.preprocess.apply(whitespace::trim_end(text), lowered);
        for word in whitespace::words(tercom.apply(text, passes)) {
            take(word.as_bytes());
        }
    }
}

impl Metric for Ter {
    type Fit = ();
    type Prepared = Prepared;
    type Stats = TerStats;

    fn name(&self) -> String {
        "TER".to_owned()
    }

    fn signature(&self) -> Signature {
        let yes_or_no = |value| if value { "yes" } else { "no" };
        Signature::new()
            .word("case", "c", self.preprocess.case.name(), "lc")
            .word("tok", "t", "tercom", "tercom")
            .word("norm", "nr", yes_or_no(self.normalized), "no")
            .word("punct", "pn", yes_or_no(self.punctuation), "yes")
            .word("asian", "as", yes_or_no(self.asian), "no")
            .own_word("arabic", self.preprocess.arabic.to_string(), "no")
    }

    fn direction(&self) -> Direction {
        Direction::LowerIsBetter
    }

    fn columns(&self) -> Vec<String> {
        vec!["edits".to_owned(), "ref_len".to_owned()]
    }

    fn prepare(&self, (): &(), segment: Segment<'_>, prepared: &mut Prepared) {
        prepared.vocabulary.clear();
        prepared.count = 0;
        let mut total = 0;
        for text in segment.references() {
            if prepared.references.len() == prepared.count {
                prepared.references.push(Reference::default());
            }
            let words = &mut prepared.references[prepared.count].words;
            words.clear();
            let vocabulary = &mut prepared.vocabulary;
            let memory = (&mut prepared.text, &mut prepared.passes);
            self.words(text, memory, |word| words.push(vocabulary.insert(word)));
            total += words.len();
            prepared.count += 1;
        }
        for reference in &mut prepared.references[..prepared.count] {
            reference.index(prepared.vocabulary.len());
        }
        prepared.reference_len = total as f64 / prepared.count.max(1) as f64;
    }

    /// Without a reference the hypothesis is measured as against an empty one.
    fn measure(&self, hypothesis: &str, prepared: &mut Prepared) -> TerStats {
        let words = &mut prepared.hypothesis;
        words.clear();
        let vocabulary = &prepared.vocabulary;
        let memory = (&mut prepared.text, &mut prepared.passes);
        self.words(hypothesis, memory, |word| words.push(vocabulary.find(word)));
        let search = &mut prepared.search;
        let edits = prepared.references[..prepared.count]
            .iter()
            .map(|reference| f64::from(search.edits(reference, words)))
            .min_by(f64::total_cmp);
        TerStats {
            edits: edits.unwrap_or(words.len() as f64),
            reference_len: prepared.reference_len,
        }
    }

    fn score(&self, stats: &TerStats) -> f64 {
        if stats.reference_len > 0.0 {
            100.0 * (stats.edits / stats.reference_len)
        } else if stats.edits > 0.0 {
            100.0
        } else {
            0.0
        }
    }

    fn statistics(&self, stats: &TerStats) -> Vec<(&'static str, Statistic)> {
        vec![
            ("edits", Statistic::Number(stats.edits)),
            ("ref_len", Statistic::Number(stats.reference_len)),
        ]
    }

    fn breakdown(&self, stats: &TerStats) -> Vec<(String, f64)> {
        vec![
            ("edits".to_owned(), stats.edits),
            ("ref_len".to_owned(), stats.reference_len),
        ]
    }
}
