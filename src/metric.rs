//! Metric: how a segment becomes a row of numbers that add up, and a row becomes a score.
//!
//! This is the file to read second. Everything but [`Metric::prepare`] and [`Metric::measure`]
//! works on rows and never sees text: corpus scores, document scores, bootstrap samples and
//! shards are all `score(sum of some rows)`.

pub mod bleu;
pub mod calculator;
pub mod chrf;
pub mod entity;
pub mod imported;
pub mod preprocess;
mod real;
pub mod registry;
pub mod settings;
pub mod signature;
pub mod ter;

use serde::Serialize;

use crate::corpus::{Corpus, Segment};
pub use bleu::Bleu;
pub use calculator::{Calculator, Fitted, Worker};
pub use chrf::Chrf;
pub use entity::Entity;
pub use settings::Settings;
pub use signature::Signature;
pub use ter::Ter;

/// A metric: typed inside, erased outside by [`Calculator`].
///
/// The order of calls is: `fit` once over the whole corpus (most metrics have nothing to learn);
/// then for each segment `prepare` once, with its references, and `measure` once per system.
pub trait Metric: Send + Sync + 'static {
    /// What is learned from all sources and references, never from outputs; `()` for most.
    type Fit: Default + Send + Sync;
    /// One segment's references, tokenised once for all systems, and the buffers that measuring
    /// needs. Each thread has one and uses it again for every segment, so that the hot path
    /// allocates nothing.
    type Prepared: Default + Send;
    /// The sufficient statistics of one hypothesis.
    type Stats: Stats;

    /// The name in tables, as the field writes it: `BLEU`, `chrF2++`.
    fn name(&self) -> String;

    /// The settings that reproduce the score.
    fn signature(&self) -> Signature;

    /// Whether higher or lower is better.
    fn direction(&self) -> Direction {
        Direction::HigherIsBetter
    }

    /// The names of a row's columns; their number is the row's width.
    fn columns(&self) -> Vec<String>;

    /// Learns from sources and references. Only called where [`needs_fit`](Self::needs_fit).
    fn fit(&self, corpus: &Corpus) -> Self::Fit {
        let _ = corpus;
        Self::Fit::default()
    }

    /// The signature with what was learned.
    fn fitted_signature(&self, fit: &Self::Fit, signature: Signature) -> Signature {
        let _ = fit;
        signature
    }

    /// Whether the metric must see the whole corpus before it can measure; it cannot stream then.
    fn needs_fit(&self) -> bool {
        false
    }

    /// Makes a segment's references ready; what `prepared` held before is forgotten.
    fn prepare(&self, fit: &Self::Fit, segment: Segment<'_>, prepared: &mut Self::Prepared);

    /// The statistics of one hypothesis against the prepared references.
    fn measure(&self, hypothesis: &str, prepared: &mut Self::Prepared) -> Self::Stats;

    /// The score of a sum of statistics.
    fn score(&self, stats: &Self::Stats) -> f64;

    /// The score of a resampled sum, in the arithmetic in which sacreBLEU scores resamples.
    fn resampled_score(&self, stats: &Self::Stats) -> f64 {
        self.score(stats)
    }

    /// The precision in which [`resampled_score`](Self::resampled_score) comes out.
    fn resampled_precision(&self) -> Precision {
        Precision::Double
    }

    /// The score of a single segment, where the metric scores it otherwise than a corpus.
    fn segment_score(&self, stats: &Self::Stats) -> f64 {
        self.score(stats)
    }

    /// The settings that reproduce a segment's score, where they differ from a corpus's.
    fn segment_signature(&self) -> Signature {
        self.signature()
    }

    /// Whether there is anything to score; without it the score is a convention and says nothing.
    fn is_defined(&self, stats: &Self::Stats) -> bool {
        let _ = stats;
        true
    }

    /// The statistics by name, in the shape of the JSON output.
    fn statistics(&self, stats: &Self::Stats) -> Vec<(&'static str, Statistic)>;

    /// The parts of the score that people look at: precisions, brevity penalty, precision and
    /// recall.
    fn breakdown(&self, stats: &Self::Stats) -> Vec<(String, f64)>;
}

/// Sufficient statistics that are stored as a row of numbers.
///
/// Counts in `f64` are exact up to 2⁵³.
pub trait Stats {
    /// Writes itself into a row as wide as [`Metric::columns`] is long.
    fn write(&self, row: &mut [f64]);
    /// Reads itself from a row, or from a sum of rows.
    fn read(row: &[f64]) -> Self;
}

/// Whether more or less of a metric is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Direction {
    /// A higher score is better: BLEU, chrF.
    HigherIsBetter,
    /// A lower score is better: TER.
    LowerIsBetter,
}

/// How exact a number is; averages of numbers are then as exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Precision {
    /// 24 binary digits, as `f32`.
    Single,
    /// 53 binary digits, as `f64`.
    Double,
}

/// One named statistic, in the shape it has in the JSON output.
///
/// Whole numbers are written without a decimal point.
#[derive(Debug, Clone, PartialEq)]
pub enum Statistic {
    /// A single number.
    Number(f64),
    /// One number per n-gram order.
    List(Vec<f64>),
    /// Several numbers per n-gram order.
    Table(Vec<Vec<f64>>),
}

impl Serialize for Statistic {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Statistic::Number(value) => Plain(*value).serialize(serializer),
            Statistic::List(values) => {
                serializer.collect_seq(values.iter().map(|&value| Plain(value)))
            }
            Statistic::Table(rows) => serializer.collect_seq(
                rows.iter().map(|row| row.iter().map(|&value| Plain(value)).collect::<Vec<_>>()),
            ),
        }
    }
}

/// A number that is written as an integer where it is one.
struct Plain(f64);

impl Serialize for Plain {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        const EXACT: f64 = 9_007_199_254_740_992.0;
        if self.0.fract() == 0.0 && self.0.abs() <= EXACT {
            #[expect(clippy::cast_possible_truncation, reason = "a whole number below 2⁵³")]
            serializer.serialize_i64(self.0 as i64)
        } else {
            serializer.serialize_f64(self.0)
        }
    }
}
