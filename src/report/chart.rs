//! Chart: a record's figures as SVG, and as PNG.
//!
//! A chart stands for itself: it has a title, axes with units and the better direction, a
//! description for those who cannot see it, and no meaning that only a colour has. Colours are
//! classes whose values are CSS custom properties with fallbacks, so that a page can restyle them:
//! `--mz-surface`, `--mz-ink`, `--mz-muted`, `--mz-grid` and `--mz-0` to `--mz-6`. The same record
//! gives the same bytes.

mod axis;
mod buckets;
mod canvas;
mod checks;
mod consistency;
mod differences;
mod distribution;
mod flags;
mod histogram;
mod label;
mod lanes;
mod lengths;
mod marker;
mod ngrams;
mod pairs;
mod perturb;
mod png;
mod scatter;
mod scores;
mod style;
mod subject;
mod tally;
#[cfg(feature = "history")]
mod trend;
mod verdicts;

#[cfg(test)]
mod tests;

use crate::record::TestSet;
pub use png::png;
use subject::Subject;
#[cfg(feature = "history")]
pub use trend::trend;

/// More systems than these are not drawn; a chart says so.
pub const MOST_SYSTEMS: usize = 12;

/// The names of the charts of what must be asked for.
pub const OPTIONAL: [&str; 2] = ["checks", "perturb"];

/// A chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// The stem of a file's name, unique in the test set; ASCII letters, digits and hyphens.
    pub name: String,
    /// What is seen, in a few words.
    pub title: String,
    /// What is seen, for those who cannot see it: units, direction, the figures that matter.
    pub description: String,
    /// The drawing, for a file of its own or inside HTML.
    pub svg: String,
}

/// Draws all that the test set has figures for; what has none is left out.
///
/// Differences are those to the baseline; without one, to the best system under each metric.
pub fn charts(testset: &TestSet, baseline: Option<&str>) -> Vec<Chart> {
    let subject = Subject::new(testset, baseline);
    let metrics = 0..testset.metrics.len();
    let mut charts = Vec::new();
    charts.extend(metrics.clone().filter_map(|metric| scores::chart(&subject, metric)));
    charts.extend(metrics.clone().filter_map(|metric| differences::chart(&subject, metric)));
    charts.extend(metrics.clone().filter_map(|metric| pairs::chart(&subject, metric)));
    charts.extend(testset.analyses.buckets.iter().filter_map(|by| buckets::chart(&subject, by)));
    charts.extend(metrics.filter_map(|metric| distribution::chart(&subject, metric)));
    charts.extend(scatter::chart(&subject));
    charts.extend(lengths::chart(&subject));
    charts.extend(verdicts::charts(&subject));
    charts.extend(consistency::chart(&subject));
    charts.extend(ngrams::charts(&subject));
    charts.extend(flags::chart(&subject));
    charts.extend(checks::chart(&subject));
    charts.extend(perturb::chart(&subject));
    charts
}
