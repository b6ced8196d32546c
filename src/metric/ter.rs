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
//! shifted, nor those further than 50 words away. As in sacreBLEU alone, references are tokenized
//! twice, which differs from once only where `normalized` is set.

mod alignment;
mod band;
mod matrix;
/// Edits per hundred words of the reference.
fn rate<R: Real>(stats: &TerStats) -> R {
    if stats.reference_len > 0.0 {
        R::of(100.0) * (R::of(stats.edits) / R::of(stats.reference_len))
    } else if stats.edits > 0.0 {
        R::of(100.0)
    } else {
        R::of(0.0)
    }
}

#[cfg(test)]
mod plain;
mod reference;
mod search;
mod shift;

use crate::corpus::Segment;
use crate::error::Result;
use crate::metric::preprocess::{Case, Preprocess};
use crate::metric::real::Real;
use crate::metric::{Direction, Metric, Precision, Settings, Signature, Statistic, Stats};
use crate::text::vocabulary::Vocabulary;
use crate::text::{Folding, Tercom, tercom, whitespace};
use reference::Reference;
use search::Search;

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
///     references: vec![Stream::from_iter(["the cat sat there"])],
///     ..Parts::default()
/// })?;
/// let ter = Ter::default();
/// let mut prepared = Default::default();
/// ter.prepare(&(), corpus.segment(0), &mut prepared);
/// // One shift.
/// let stats = ter.measure("There the cat sat", &mut prepared);
/// assert_eq!((stats.edits, stats.reference_len), (1.0, 4.0));
/// assert_eq!(ter.score(&stats), 25.0);
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
            preprocess: Preprocess { case: Case::Lowered, arabic: Folding::NONE },
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
        TerStats { edits: row[0], reference_len: row[1] }
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
    pub const SETTINGS: &[(&str, &str)] =
        &[("case", "lc"), ("norm", "no"), ("punct", "yes"), ("asian", "no"), ("arabic", "no")];

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
        settings.finish(Self::SETTINGS)?;
        Ok(ter)
    }

    fn tercom(&self) -> Tercom {
        Tercom { normalized: self.normalized, punctuation: self.punctuation, asian: self.asian }
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
            let text = whitespace::trim_end(text);
            let text = self.preprocess.apply(text, &mut prepared.text);
            let text = self.tercom().apply_to_reference(text, &mut prepared.passes);
            for word in whitespace::words(text) {
                words.push(prepared.vocabulary.number(word) - 1);
            }
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
        let text = whitespace::trim_end(hypothesis);
        let text = self.preprocess.apply(text, &mut prepared.text);
        let text = self.tercom().apply(text, &mut prepared.passes);
        for word in whitespace::words(text) {
            words.push(prepared.vocabulary.find(word) - 1);
        }
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
        rate(stats)
    }

    fn resampled_score(&self, stats: &TerStats) -> f64 {
        rate::<f32>(stats).into()
    }

    fn resampled_precision(&self) -> Precision {
        Precision::Single
    }

    fn statistics(&self, stats: &TerStats) -> Vec<(&'static str, Statistic)> {
        vec![
            ("edits", Statistic::Number(stats.edits)),
            ("ref_len", Statistic::Number(stats.reference_len)),
        ]
    }

    fn breakdown(&self, stats: &TerStats) -> Vec<(String, f64)> {
        vec![("edits".to_owned(), stats.edits), ("ref_len".to_owned(), stats.reference_len)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{Corpus, Parts};
    use crate::text::Stream;

    fn measure(ter: Ter, hypothesis: &str, references: &[&str]) -> TerStats {
        let corpus = Corpus::new(Parts {
            source: Some(Stream::from_iter([""])),
            references: references.iter().map(|&text| Stream::from_iter([text])).collect(),
            ..Parts::default()
        })
        .unwrap();
        let mut prepared = Prepared::default();
        ter.prepare(&(), corpus.segment(0), &mut prepared);
        ter.measure(hypothesis, &mut prepared)
    }

    fn stats(edits: f64, reference_len: f64) -> TerStats {
        TerStats { edits, reference_len }
    }

    #[test]
    fn the_nearest_reference_counts_and_the_mean_length() {
        let references = ["a b c d e f", "a b x"];
        let found = measure(Ter::default(), "a b c d", &references);
        assert_eq!(found, stats(2.0, 4.5));
        assert_eq!(measure(Ter::default(), "a b c", &["a b c d", ""]), stats(1.0, 2.0));
    }

    #[test]
    fn empty_texts_have_scores() {
        let ter = Ter::default();
        assert_eq!(ter.score(&measure(ter, "", &[""])), 0.0);
        assert_eq!(ter.score(&measure(ter, "a b", &[""])), 100.0);
        assert_eq!(ter.score(&measure(ter, "", &["a b"])), 100.0);
        assert_eq!(measure(ter, "a b", &[]), stats(2.0, 0.0));
    }

    /// sacreBLEU 2.6.0 counts two edits, though the texts are equal.
    #[test]
    fn references_are_tokenized_twice() {
        let normalized = Ter { normalized: true, ..Ter::default() };
        assert_eq!(measure(normalized, "x..1", &["x..1"]), stats(2.0, 4.0));
    }

    #[test]
    fn capitals_count_only_where_asked() {
        let mixed = Ter { preprocess: Preprocess::default(), ..Ter::default() };
        assert_eq!(measure(Ter::default(), "The CAT", &["the cat"]).edits, 0.0);
        assert_eq!(measure(mixed, "The CAT", &["the cat"]).edits, 2.0);
    }

    #[test]
    fn folded_text_is_compared() {
        let settings = "ter:arabic=alef".parse().unwrap();
        let folded = Ter::from_settings(settings).unwrap();
        assert_eq!(measure(Ter::default(), "أحمد", &["احمد"]).edits, 1.0);
        assert_eq!(measure(folded, "أحمد", &["احمد"]).edits, 0.0);
    }

    #[test]
    fn settings_and_signature_name_each_other() {
        let ter = Ter::from_settings("ter:norm=yes,punct=no,case=mixed".parse().unwrap()).unwrap();
        assert_eq!(ter.signature().settings(), "case=mixed,norm=yes,punct=no");
        let long = Ter::default().signature().with_references(Some(1)).long();
        let words = "nrefs:1|case:lc|tok:tercom|norm:no|punct:yes|asian:no|";
        assert!(long.starts_with(words), "{long}");
        let published = format!("TER|{words}version:2.6.0").parse().unwrap();
        assert_eq!(Ter::from_settings(published).unwrap(), Ter::default());
        assert!(Ter::from_settings("ter:normalized=yes".parse().unwrap()).is_err());
    }
}
