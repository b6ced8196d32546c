//! Words: precision, recall and F1 of each kind of word.
//!
//! ```text
//! precision = matched words of the output with this label   / its words with this label
//! recall    = matched words of the reference with this label / its words with this label
//! F1        = 2 · precision · recall / (precision + recall)
//! ```
//!
//! Word F1 by frequency is compare-mt's (Neubig et al., "compare-mt", NAACL 2019). Words are matched
//! as in BLEU, wherever they stand: of a word that the output has c times, at most as many match as
//! the reference has. Where a word's occurrences bear different labels (by position, by files),
//! those that bear the same label on both sides match first, then the others from the left; so the
//! matched words of a label need not be as many in the output as in the reference.
//!
//! With several references, precision counts a word as matched up to its highest count in any of
//! them, as BLEU does; recall is taken from the one reference, chosen segment by segment, that the
//! output recalls best (ties: of which more words match, then the first). So an output that is one
//! of the references has precision and recall 1, and counts still add over segments. The price is
//! that two systems may be held to different references.
//!
//! Segments without a reference count nowhere; an absent output is an empty one.

mod matching;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::labels::{Labelling, Labels};
use super::tokens::Tokens;
use crate::error::Result;
use crate::statistics::bootstrap::resample;
use crate::statistics::interval::Interval;
use crate::statistics::units::Units;
use crate::table::Table;
use matching::Scratch;

/// Below this many words on either side a label's figures are not to be relied on.
pub const RELIABLE: u64 = 30;

/// Matched words per segment, system and label: what is to be added, grouped and resampled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordCounts {
    labels: Vec<String>,
    segments: usize,
    systems: Vec<SystemCounts>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct SystemCounts {
    name: String,
    /// Only labels that occur, by segment and then by label.
    cells: Vec<Cell>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Cell {
    segment: u32,
    label: u32,
    row: [u32; WIDTH],
}

/// The columns of a row: words of the output, those matched, words of the reference, those matched.
pub const COLUMNS: [&str; WIDTH] =
    ["in_hypothesis", "matched_in_hypothesis", "in_reference", "matched_in_reference"];
const WIDTH: usize = 4;

/// The figures of one label for one system.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WordRow {
    /// The label.
    pub label: String,
    /// How many words of the output have it.
    pub in_hypothesis: u64,
    /// How many of these match a reference.
    pub matched_in_hypothesis: u64,
    /// How many words of the reference have it.
    pub in_reference: u64,
    /// How many of these match the output.
    pub matched_in_reference: u64,
    /// From 0 to 1; `None` where the output has no such word.
    pub precision: Option<f64>,
    /// From 0 to 1; `None` where the reference has no such word.
    pub recall: Option<f64>,
    /// From 0 to 1; `None` where either side has no such word.
    pub f1: Option<f64>,
    /// Where F1 lies, by bootstrap; `None` where nothing was drawn, or where no resample has the
    /// word on both sides.
    pub interval: Option<Interval>,
    /// Whether there are at least [`RELIABLE`] words on both sides.
    pub reliable: bool,
}

/// Counts matched words by label, for every system.
///
/// # Errors
///
/// Where files of labels do not fit the texts.
///
/// # Panics
///
/// Beyond 2³² segments.
///
/// # Examples
///
/// ```
/// use mizan::analysis::{labels::Labelling, tokens::{Cutting, Tokens}, words};
/// use mizan::corpus::{Corpus, Parts, System};
/// use mizan::text::Stream;
///
/// let corpus = Corpus::new(Parts {
///     references: vec![Stream::from_iter(["بلغ عدد الركاب 120 راكبا"])],
///     systems: vec![System {
///         name: "a".into(),
///         hypotheses: Stream::from_iter(["بلغ عدد المسافرين 120"]),
///         ..System::default()
///     }],
///     ..Parts::default()
/// })?;
/// let tokens = Tokens::of(&corpus, Cutting::default());
/// let counts = words::count(&tokens, &Labelling::Script)?;
/// let arabic = &counts.rows(0)[0];
/// assert_eq!(arabic.label, "Arabic");
/// assert_eq!((arabic.precision, arabic.recall), (Some(2.0 / 3.0), Some(0.5)));
/// # Ok::<(), mizan::Error>(())
/// ```
pub fn count(tokens: &Tokens, labelling: &Labelling) -> Result<WordCounts> {
    let labels = Labels::new(tokens, labelling)?;
    let systems = tokens.systems().iter().enumerate().map(|(system, text)| {
        let by_segment: Vec<Vec<Cell>> = (0..tokens.segments())
            .into_par_iter()
            .with_min_len(64)
            .map_init(Scratch::default, |scratch, segment| {
                scratch.count(tokens, &labels, system, segment)
            })
            .collect();
        SystemCounts { name: text.name.clone(), cells: by_segment.concat() }
    });
    let systems = systems.collect();
    Ok(WordCounts { labels: labels.names, segments: tokens.segments(), systems })
}

impl WordCounts {
    /// The labels, in the order of tables.
    pub fn labels(&self) -> &[String] {
        &self.labels
    }

    /// The names of the systems, sorted.
    pub fn systems(&self) -> impl ExactSizeIterator<Item = &str> {
        self.systems.iter().map(|system| system.name.as_str())
    }

    /// One row per segment for a system and a label, with [`COLUMNS`]: to be grouped by document and
    /// resampled, and read with [`precision`], [`recall`] and [`f1`].
    ///
    /// # Panics
    ///
    /// When there is no such system.
    pub fn table(&self, system: usize, label: usize) -> Table {
        let mut table = Table::new(WIDTH);
        let mut cells = self.systems[system]
            .cells
            .iter()
            .filter(|cell| cell.label as usize == label)
            .peekable();
        for segment in 0..self.segments {
            match cells.next_if(|cell| cell.segment as usize == segment) {
                Some(cell) => table.push(&cell.row.map(f64::from)),
                None => table.push(&[0.0; WIDTH]),
            }
        }
        table
    }

    /// The figures of every label for a system, over the whole corpus.
    ///
    /// # Panics
    ///
    /// When there is no such system.
    pub fn rows(&self, system: usize) -> Vec<WordRow> {
        let mut sums = vec![[0_u64; WIDTH]; self.labels.len()];
        for cell in &self.systems[system].cells {
            for (sum, value) in sums[cell.label as usize].iter_mut().zip(cell.row) {
                *sum += u64::from(value);
            }
        }
        self.labels.iter().zip(sums).map(|(label, sum)| WordRow::new(label, sum)).collect()
    }

    /// The figures of every label for every system, with the intervals of F1.
    ///
    /// # Panics
    ///
    /// When the units are not those of the corpus.
    pub fn rows_with_intervals(
        &self,
        units: &Units,
        samples: usize,
        seed: u64,
    ) -> Vec<Vec<WordRow>> {
        let samples = if units.len() > 1 { samples } else { 0 };
        let of_system = |system: usize| {
            let mut rows = self.rows(system);
            let tables: Vec<Table> = (0..self.labels.len())
                .map(|label| units.rows(&self.table(system, label)).into_owned())
                .collect();
            let tables: Vec<&Table> = tables.iter().collect();
            let drawn = resample(&tables, samples, seed, |_, sum| f1(sum).unwrap_or(f64::NAN));
            for (row, mut values) in rows.iter_mut().zip(drawn) {
                values.retain(|value| !value.is_nan());
                row.interval = row.f1.and(Interval::of_middle(&values));
            }
            rows
        };
        (0..self.systems.len()).map(of_system).collect()
    }
}

impl WordRow {
    fn new(label: &str, counts: [u64; WIDTH]) -> WordRow {
        let row = counts.map(|count| count as f64);
        let [in_hypothesis, matched_in_hypothesis, in_reference, matched_in_reference] = counts;
        WordRow {
            label: label.to_owned(),
            in_hypothesis,
            matched_in_hypothesis,
            in_reference,
            matched_in_reference,
            precision: precision(&row),
            recall: recall(&row),
            f1: f1(&row),
            interval: None,
            reliable: in_hypothesis.min(in_reference) >= RELIABLE,
        }
    }
}

/// The precision of a row of [`COLUMNS`] or a sum of rows, from 0 to 1; `None` without words.
///
/// # Examples
///
/// ```
/// use mizan::analysis::words::{f1, precision, recall};
///
/// let row = [4.0, 3.0, 6.0, 3.0];
/// assert_eq!((precision(&row), recall(&row), f1(&row)), (Some(0.75), Some(0.5), Some(0.6)));
/// assert_eq!(precision(&[0.0; 4]), None);
/// ```
pub fn precision(row: &[f64]) -> Option<f64> {
    (row[0] > 0.0).then(|| row[1] / row[0])
}

/// The recall of a row of [`COLUMNS`] or a sum of rows, from 0 to 1; `None` without words.
pub fn recall(row: &[f64]) -> Option<f64> {
    (row[2] > 0.0).then(|| row[3] / row[2])
}

/// The F1 of a row of [`COLUMNS`] or a sum of rows, from 0 to 1; `None` where a side has no words.
pub fn f1(row: &[f64]) -> Option<f64> {
    let (precision, recall) = (precision(row)?, recall(row)?);
    let sum = precision + recall;
    Some(if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 })
}

#[cfg(test)]
mod tests;
