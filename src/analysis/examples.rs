//! Examples: the segments that are worth reading.
//!
//! - For each pair of systems and each metric: where one is most ahead of the other, both ways.
//! - For each system and metric: its worst and its best segments.
//! - For each system: where metrics disagree most.
//!
//! Metrics have different scales, so that their disagreement is one of ranks. Under a metric, the
//! place of a segment among the n that it scores is
//!
//! ```text
//! place = (rank − 1) / (n − 1)      rank 1 is the worst; equal scores share their mean rank
//! ```
//!
//! so that 0 is the worst of the system's segments and 1 its best, and the spread of a segment is
//! its highest place less its lowest. Between two metrics it is the difference of ranks whose
//! squares add up to Spearman's correlation (Spearman 1904): these are the segments that make it
//! small.
//!
//! In a list no segment comes twice, and of segments with the same source (without one: the same
//! references) and the same outputs of the systems concerned only the first. Equal figures are in
//! the order of the segments. Segments without a score, or without anything to score, are left out.
//! Only indices and scores are returned; the texts are in the corpus.

mod disagreement;
mod list;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::measured::{Measured, sign};
use crate::corpus::Corpus;
use crate::error::Result;
pub use disagreement::{Disagreement, Place, SystemDisagreements};
use list::List;

/// The segments that are worth reading.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Examples {
    /// Pairs of systems: metric by metric, in each by name.
    pub pairs: Vec<PairExamples>,
    /// Single systems: metric by metric, in each by name.
    pub systems: Vec<SystemExamples>,
    /// Where metrics disagree, by system.
    pub disagreements: Vec<SystemDisagreements>,
}

/// Where two systems differ most under a metric.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PairExamples {
    /// The metric's id.
    pub id: String,
    /// The metric's key.
    pub metric: String,
    /// The first system by name, or the one that is compared with the baseline.
    pub a: String,
    /// The other.
    pub b: String,
    /// Segments on which `a` is better, the largest difference first.
    pub a_better: Vec<PairExample>,
    /// Segments on which `b` is better, the largest difference first.
    pub b_better: Vec<PairExample>,
}

/// A segment under two systems.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct PairExample {
    /// The segment, from 0; written from 1.
    #[serde(with = "crate::analysis::number")]
    pub segment: usize,
    /// The score of `a`.
    pub a: f64,
    /// The score of `b`.
    pub b: f64,
    /// The score of `a` less that of `b`.
    pub difference: f64,
}

/// The ends of a system's segments under a metric.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SystemExamples {
    /// The metric's id.
    pub id: String,
    /// The metric's key.
    pub metric: String,
    /// The system's name.
    pub system: String,
    /// The worst segment first.
    pub worst: Vec<Example>,
    /// The best segment first.
    pub best: Vec<Example>,
}

/// A segment and its score.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Example {
    /// The segment, from 0; written from 1.
    #[serde(with = "crate::analysis::number")]
    pub segment: usize,
    /// Its score.
    pub score: f64,
}

/// Finds the segments that are worth reading, at most `most` for each list.
///
/// Pairs are all pairs of systems, or each system with the baseline. The result depends neither on
/// the number of threads nor on the order of the systems.
///
/// # Errors
///
/// [`ErrorKind::Setting`](crate::error::ErrorKind::Setting) where there is no system of the
/// baseline's name.
///
/// # Panics
///
/// When the systems are not those of the corpus, or the tables have not one row per segment.
///
/// # Examples
///
/// ```
/// use mizan::analysis::examples::examples;
/// use mizan::analysis::measured::{Measured, MetricRows};
/// use mizan::corpus::{Corpus, Parts, System};
/// use mizan::metric::registry::calculator;
/// use mizan::table::Table;
/// use mizan::text::Stream;
///
/// let system = |name: &str, lines: [&str; 2]| System {
///     name: name.into(),
///     hypotheses: Stream::from_iter(lines),
///     ..System::default()
/// };
/// let corpus = Corpus::new(Parts {
///     references: vec![Stream::from_iter(["زار باكو", "غادر باكو"])],
///     systems: vec![system("a", ["زار باكو", "سافر"]), system("b", ["زار", "غادر باكو"])],
///     ..Parts::default()
/// })?;
/// let ter = calculator("ter")?;
/// let [mut of_a, mut of_b] = [Table::new(2), Table::new(2)];
/// [[0.0, 2.0], [2.0, 2.0]].iter().for_each(|row| of_a.push(row));
/// [[1.0, 2.0], [0.0, 2.0]].iter().for_each(|row| of_b.push(row));
/// let systems = ["a".to_owned(), "b".to_owned()];
/// let rows = MetricRows { calculator: &ter, tables: vec![&of_a, &of_b] };
/// let found = examples(&corpus, &Measured::new(&systems, vec![rows]), None, 10)?;
/// let pair = &found.pairs[0];
/// assert_eq!((pair.a_better[0].segment, pair.a_better[0].difference), (0, -50.0));
/// assert_eq!((pair.b_better[0].segment, pair.b_better[0].difference), (1, 100.0));
/// assert_eq!(found.systems[0].worst[0].score, 100.0);
/// # Ok::<(), mizan::Error>(())
/// ```
pub fn examples(
    corpus: &Corpus,
    measured: &Measured<'_>,
    baseline: Option<&str>,
    most: usize,
) -> Result<Examples> {
    let pairs = measured.pairs(baseline)?;
    let list = List::new(corpus, measured.systems(), most);
    let systems = 0..measured.systems().len();
    let (mut in_pairs, mut alone) = (Vec::new(), Vec::new());
    let mut scores = Vec::new();
    for metric in 0..measured.metrics().len() {
        let of_metric: Vec<Vec<Option<f64>>> =
            systems.clone().into_par_iter().map(|s| measured.segment_scores(metric, s)).collect();
        let seen = Seen { measured, list: &list, metric, scores: &of_metric };
        in_pairs.par_extend(pairs.par_iter().map(|&pair| seen.pair(pair)));
        alone.par_extend(systems.clone().into_par_iter().map(|system| seen.system(system)));
        scores.push(of_metric);
    }
    let disagreements = systems
        .into_par_iter()
        .map(|system| disagreement::disagreements(measured, &list, &scores, system));
    Ok(Examples { pairs: in_pairs, systems: alone, disagreements: disagreements.collect() })
}

/// What a metric says of every segment.
struct Seen<'a> {
    measured: &'a Measured<'a>,
    list: &'a List<'a>,
    metric: usize,
    /// Per system and segment.
    scores: &'a [Vec<Option<f64>>],
}

impl Seen<'_> {
    fn pair(&self, (a, b): (usize, usize)) -> PairExamples {
        let calculator = self.measured.metrics()[self.metric].calculator;
        let scores = self.scores[a].iter().zip(&self.scores[b]).enumerate();
        let both: Vec<PairExample> = scores
            .filter_map(|(segment, (a, b))| {
                a.zip(*b).map(|(a, b)| PairExample { segment, a, b, difference: a - b })
            })
            .collect();
        let ahead = |sign: f64| {
            let ahead = both.iter().map(|one| (one.segment, sign * one.difference, *one));
            let ahead = ahead.filter(|(_, by, _)| *by > 0.0).collect();
            self.list.first(ahead, &[a, b])
        };
        let sign = sign(calculator);
        PairExamples {
            id: calculator.id().to_owned(),
            metric: calculator.key().to_owned(),
            a: self.measured.systems()[a].to_owned(),
            b: self.measured.systems()[b].to_owned(),
            a_better: ahead(sign),
            b_better: ahead(-sign),
        }
    }

    fn system(&self, system: usize) -> SystemExamples {
        let calculator = self.measured.metrics()[self.metric].calculator;
        let ordered = |sign: f64| {
            let scores = self.scores[system].iter().enumerate();
            let scores = scores.filter_map(|(segment, score)| {
                score.map(|score| (segment, sign * score, Example { segment, score }))
            });
            self.list.first(scores.collect(), &[system])
        };
        let sign = sign(calculator);
        SystemExamples {
            id: calculator.id().to_owned(),
            metric: calculator.key().to_owned(),
            system: self.measured.systems()[system].to_owned(),
            worst: ordered(-sign),
            best: ordered(sign),
        }
    }
}

#[cfg(test)]
mod tests;
