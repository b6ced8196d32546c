//! Buckets: every metric's score on groups of segments: short and long ones, domains, documents,
//! those with many names.
//!
//! A bucket's score is the score of the sum of its rows, as a corpus's is. Intervals and p-values
//! come from drawing and exchanging the bucket's segments; or its documents, where documents are
//! drawn and the bucket has at least [`LEAST_DOCUMENTS`](crate::statistics::units::LEAST_DOCUMENTS)
//! of them.
//!
//! - With fewer than [`RELIABLE`] segments that have something to score, figures are marked as not
//!   to be relied on.
//! - A resample may draw none of the segments that a metric has something to say about. Where some
//!   have nothing, an interval is drawn only if at least [`LEAST_SCORED`] have.
//! - Intervals are the middle 95 % of the resamples, for those of a few segments around their mean
//!   would reach beyond 0 and 100.
//! - With fewer than [`TESTED_FROM`] units no way of exchanging them has a p-value below 0.05; there
//!   differences are neither tested nor given an interval. For a pair of systems, the tested buckets
//!   of a grouping under a metric are one family, adjusted by [`benjamini_hochberg`].
//! - Buckets by score are cut by the mean over all systems, so that all systems have the same
//!   segments in them. They change with the set of systems, and their differences are those of
//!   segments that were chosen by their scores: they describe, and prove nothing.
//!
//! compare-mt groups sentences by length and score (Neubig et al., NAACL 2019), without intervals.

mod bands;
mod bucket;
mod group;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::measured::Measured;
use crate::corpus::Corpus;
use crate::error::{Error, ErrorKind, Result, closest};
use crate::statistics::correction::benjamini_hochberg;
use crate::statistics::units::{Unit, Units};
pub use bucket::{Bucket, Difference, LEAST_SCORED, MetricScores, RELIABLE, Score, TESTED_FROM};
pub use group::By;
use group::Grouper;

/// How segments are to be grouped and buckets compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The groupings; those that the corpus does not allow are left out.
    pub by: Vec<By>,
    /// The id of the metric of [`By::Score`]; `None` takes chrF, or else the first.
    pub score: Option<String>,
    /// The system that the others are compared with; `None` compares all pairs.
    pub baseline: Option<String>,
    /// What is drawn; `None` leaves it to the corpus.
    pub unit: Option<Unit>,
    /// Resamples of the bootstrap.
    pub samples: usize,
    /// Trials of the randomization.
    pub trials: usize,
    /// Another seed draws otherwise.
    pub seed: u64,
}

impl Default for Plan {
    /// All groupings and pairs; seed 12345, 1,000 resamples, 1,000 trials.
    fn default() -> Self {
        Plan {
            by: By::ALL.to_vec(),
            score: None,
            baseline: None,
            unit: None,
            samples: 1000,
            trials: 1000,
            seed: 12345,
        }
    }
}

/// The buckets of one grouping.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Grouping {
    /// What the segments are grouped by.
    pub by: By,
    /// Whether a segment may be in several buckets, or in none; else each is in exactly one.
    pub overlapping: bool,
    /// The buckets that have a segment, from low to high, or by name, or in the corpus's order.
    pub buckets: Vec<Bucket>,
    /// Where segments are grouped by score: how each system's own scores are spread.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub distribution: Option<Distribution>,
}

/// How many segments each system has in each band of its own segment scores.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Distribution {
    /// The metric's id.
    pub id: String,
    /// The bands, from low to high.
    pub labels: Vec<String>,
    /// The systems, by name.
    pub systems: Vec<SystemDistribution>,
}

/// How a system's segment scores are spread.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SystemDistribution {
    /// The system's name.
    pub system: String,
    /// Per band, how many segments; those with nothing to score are in none.
    pub segments: Vec<usize>,
}

/// Groups the segments of a corpus and scores every system in every bucket.
///
/// It uses the threads of the rayon pool it is called in; the result depends neither on their
/// number nor on the order of the systems.
///
/// # Errors
///
/// [`ErrorKind::Setting`] where documents are to be drawn that are not known, or there is no system
/// of the baseline's name or metric of the score's id.
///
/// # Panics
///
/// When the tables have not one row per segment of the corpus.
///
/// # Examples
///
/// ```
/// use mizan::analysis::buckets::{By, Plan, buckets};
/// use mizan::analysis::measured::{Measured, MetricRows};
/// use mizan::corpus::{Corpus, Parts};
/// use mizan::metric::registry::calculator;
/// use mizan::table::Table;
/// use mizan::text::Stream;
///
/// let corpus = Corpus::new(Parts {
///     source: Some(Stream::from_iter(["He left.", "The talks went on until late in the day."])),
///     ..Parts::default()
/// })?;
/// let ter = calculator("ter")?;
/// let mut table = Table::new(2);
/// table.push(&[1.0, 2.0]);
/// table.push(&[2.0, 10.0]);
/// let systems = ["a".to_owned()];
/// let rows = MetricRows { calculator: &ter, tables: vec![&table] };
/// let measured = Measured::new(&systems, vec![rows]);
/// let plan = Plan { by: vec![By::SourceLength], ..Plan::default() };
/// let found = &buckets(&corpus, &measured, &plan)?[0].buckets;
/// assert_eq!((found.len(), found[0].label.as_str(), found[0].segments), (1, "1–9", 2));
/// let score = &found[0].metrics[0].systems[0];
/// assert_eq!((score.value, score.reliable), (Some(25.0), false));
/// # Ok::<(), mizan::Error>(())
/// ```
pub fn buckets(corpus: &Corpus, measured: &Measured<'_>, plan: &Plan) -> Result<Vec<Grouping>> {
    let mut tables = measured.metrics().iter().flat_map(|metric| &metric.tables);
    assert!(tables.all(|table| table.len() == corpus.len()), "one row per segment");
    let pairs = measured.pairs(plan.baseline.as_deref())?;
    let metric = score_metric(measured, plan.score.as_deref())?;
    let unit = Units::choose(corpus.len(), corpus.documents(), plan.unit)?.unit();
    let documents = corpus.documents().filter(|_| unit == Unit::Document);
    let cut = bucket::Cut { measured, documents, pairs: &pairs, plan };
    let grouper = Grouper::new(corpus, measured, metric, &plan.by);
    let grouping = |&by: &By| {
        let groups = grouper.groups(by);
        let mut buckets: Vec<Bucket> =
            groups.into_par_iter().map(|group| cut.bucket(group)).collect();
        adjust(&mut buckets);
        let distribution = metric.filter(|_| by == By::Score);
        Grouping {
            by,
            overlapping: by.is_overlapping(),
            buckets,
            distribution: distribution.map(|metric| distribute(&grouper, measured, metric)),
        }
    };
    let groupings = plan.by.par_iter().map(grouping);
    Ok(groupings.filter(|grouping| !grouping.buckets.is_empty()).collect())
}

/// The metric that segments are grouped by.
fn score_metric(measured: &Measured<'_>, id: Option<&str>) -> Result<Option<usize>> {
    let mut calculators = measured.metrics().iter().map(|metric| metric.calculator);
    let Some(id) = id else {
        let chrf = calculators.position(|calculator| calculator.key() == "chrf");
        return Ok(chrf.or_else(|| (!measured.metrics().is_empty()).then_some(0)));
    };
    if let Some(index) = calculators.position(|calculator| calculator.id() == id) {
        return Ok(Some(index));
    }
    let ids: Vec<&str> = measured.metrics().iter().map(|metric| metric.calculator.id()).collect();
    let message = format!("there is no metric '{id}' to group segments by");
    let error = Error::new(ErrorKind::Setting, message);
    Err(match closest(id, ids.iter().copied()) {
        Some(near) => error.help(format!("did you mean '{near}'?")),
        None => error.help(format!("the metrics are {}", ids.join(", "))),
    })
}

/// Adjusts the p-values of each pair under each metric for the number of tested buckets.
fn adjust(buckets: &mut [Bucket]) {
    let Some(first) = buckets.first() else { return };
    let pairs: Vec<usize> = first.metrics.iter().map(|metric| metric.pairs.len()).collect();
    for (metric, pairs) in pairs.into_iter().enumerate() {
        for pair in 0..pairs {
            let p = buckets.iter().map(|b| b.metrics[metric].pairs[pair].p.unwrap_or(f64::NAN));
            let adjusted = benjamini_hochberg(&p.collect::<Vec<_>>());
            for (bucket, adjusted) in buckets.iter_mut().zip(adjusted) {
                let difference = &mut bucket.metrics[metric].pairs[pair];
                difference.p_adjusted = difference.p.map(|_| adjusted);
            }
        }
    }
}

fn distribute(grouper: &Grouper<'_>, measured: &Measured<'_>, metric: usize) -> Distribution {
    let bands = grouper.score_bands(metric);
    let spread = |(system, name): (usize, &&str)| {
        let mut segments = vec![0; bands.labels().len()];
        for score in measured.segment_scores(metric, system).into_iter().flatten() {
            segments[bands.of(score)] += 1;
        }
        SystemDistribution { system: (*name).to_owned(), segments }
    };
    Distribution {
        id: measured.metrics()[metric].calculator.id().to_owned(),
        labels: bands.labels().to_vec(),
        systems: measured.systems().iter().enumerate().map(spread).collect(),
    }
}

#[cfg(test)]
mod tests;
