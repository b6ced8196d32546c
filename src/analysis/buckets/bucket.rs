//! Bucket: what all metrics say of all systems on some of the segments.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::Plan;
use super::group::Group;
use crate::analysis::measured::{Measured, MetricRows, defined};
use crate::corpus::Documents;
use crate::metric::Calculator;
use crate::statistics::bootstrap::{Scored, bootstrap};
use crate::statistics::interval::Interval;
use crate::statistics::randomization::{Ties, randomization};
use crate::statistics::units::{Unit, Units};
use crate::table::Table;

/// Below this many segments a score is not to be relied on.
pub const RELIABLE: usize = 30;
/// Units with something to score, where others have nothing, from which on intervals are drawn: one
/// resample in 20,000 then has none of them.
pub const LEAST_SCORED: usize = 10;
/// With fewer units the smallest p-value of an exchange, 2 in 2ⁿ, is above 0.05.
pub const TESTED_FROM: usize = 6;

/// Some segments and the scores of all systems on them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Bucket {
    /// What the segments have in common.
    pub label: String,
    /// How many segments there are.
    pub segments: usize,
    /// Which segments, from 0, ascending.
    #[serde(skip)]
    pub members: Vec<usize>,
    /// What was drawn.
    pub unit: Unit,
    /// How many of them there are.
    pub units: usize,
    /// The scores, one entry per metric.
    pub metrics: Vec<MetricScores>,
}

/// What a metric says of a bucket.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MetricScores {
    /// The metric's id.
    pub id: String,
    /// The metric's key.
    pub metric: String,
    /// The systems, by name.
    pub systems: Vec<Score>,
    /// The pairs, by name, or each system with the baseline.
    pub pairs: Vec<Difference>,
}

/// A system's score in a bucket.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Score {
    /// The system's name.
    pub system: String,
    /// The score; `None` where there is nothing to score.
    pub value: Option<f64>,
    /// Where it lies; `None` where there is too little to draw from.
    pub interval: Option<Interval>,
    /// How many segments have something to score.
    pub scored: usize,
    /// Whether these are at least [`RELIABLE`].
    pub reliable: bool,
}

/// How two systems differ in a bucket.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Difference {
    /// The first system by name, or the one that is compared with the baseline.
    pub a: String,
    /// The other.
    pub b: String,
    /// The score of `a` less that of `b`; `None` where one of them has none.
    pub difference: Option<f64>,
    /// Where the difference lies; `None` where it is not tested, or there is too little to draw.
    pub interval: Option<Interval>,
    /// The two-sided p-value of randomization; `None` where there is too little to test.
    pub p: Option<f64>,
    /// The same, adjusted for the tested buckets of the grouping.
    pub p_adjusted: Option<f64>,
    /// Whether both scores are reliable.
    pub reliable: bool,
}

/// What buckets are cut from, and how.
pub(super) struct Cut<'a> {
    pub(super) measured: &'a Measured<'a>,
    /// The documents, where they are drawn.
    pub(super) documents: Option<&'a Documents>,
    pub(super) pairs: &'a [(usize, usize)],
    pub(super) plan: &'a Plan,
}

/// The rows of a bucket under one metric, per system.
struct Rows<'a> {
    calculator: &'a Calculator,
    /// Per system, how many segments have something to score.
    scored: Vec<usize>,
    /// Per system, the score.
    values: Vec<Option<f64>>,
    /// Per system, one row per unit.
    units: Vec<Table>,
    /// Per system and unit, whether it has something to score.
    defined: Vec<Vec<bool>>,
}

impl Cut<'_> {
    pub(super) fn bucket(&self, group: Group) -> Bucket {
        let units = self.units(&group.members);
        let metrics = self.measured.metrics().iter();
        let rows: Vec<Rows<'_>> =
            metrics.map(|metric| Rows::new(metric, &group.members, &units)).collect();
        let all: Vec<Scored<'_>> = rows.iter().flat_map(Rows::scored_units).collect();
        // Nothing can be learned from drawing the only unit again and again.
        let samples = if units.len() > 1 { self.plan.samples } else { 0 };
        let resampled = bootstrap(&all, samples, self.plan.seed);
        let systems = self.measured.systems().len().max(1);
        let metrics = rows.iter().zip(resampled.chunks(systems));
        Bucket {
            label: group.label,
            segments: group.members.len(),
            unit: units.unit(),
            units: units.len(),
            metrics: metrics.map(|(rows, resampled)| self.scores(rows, resampled)).collect(),
            members: group.members,
        }
    }

    /// What is drawn: documents where that is asked for and there are enough of them.
    fn units(&self, members: &[usize]) -> Units {
        let documents: Option<Documents> =
            self.documents.map(|all| members.iter().map(|&m| all.get(m)).collect());
        Units::choose(members.len(), documents.as_ref(), None)
            .expect("documents are not insisted on")
    }

    fn scores(&self, rows: &Rows<'_>, resampled: &[Vec<f64>]) -> MetricScores {
        let score = |(system, name): (usize, &&str)| Score {
            system: (*name).to_owned(),
            value: rows.values[system],
            interval: Interval::of_middle(&resampled[system]).filter(|_| rows.is_drawable(system)),
            scored: rows.scored[system],
            reliable: rows.is_reliable(system),
        };
        let names = self.measured.systems();
        MetricScores {
            id: rows.calculator.id().to_owned(),
            metric: rows.calculator.key().to_owned(),
            systems: names.iter().enumerate().map(score).collect(),
            pairs: self.differences(rows, resampled),
        }
    }

    fn differences(&self, rows: &Rows<'_>, resampled: &[Vec<f64>]) -> Vec<Difference> {
        let tested: Vec<(usize, usize)> =
            self.pairs.iter().copied().filter(|&(a, b)| rows.is_testable(a, b)).collect();
        let Plan { trials, seed, .. } = *self.plan;
        let scored: Vec<Scored<'_>> = rows.scored_units().collect();
        let mut p = match tested.is_empty() {
            true => Vec::new(),
            false => randomization(&scored, &tested, trials, seed, Ties::Counted).p,
        }
        .into_iter();
        let names = self.measured.systems();
        let difference = |&(a, b): &(usize, usize)| {
            let is_tested = rows.is_testable(a, b);
            let can_be_drawn = is_tested && rows.is_drawable(a) && rows.is_drawable(b);
            let middle = || {
                let differences = resampled[a].iter().zip(&resampled[b]).map(|(a, b)| a - b);
                Interval::of_middle(&differences.collect::<Vec<_>>())
            };
            Difference {
                a: names[a].to_owned(),
                b: names[b].to_owned(),
                difference: rows.values[a].zip(rows.values[b]).map(|(a, b)| a - b),
                interval: if can_be_drawn { middle() } else { None },
                p: if is_tested { p.next() } else { None },
                p_adjusted: None,
                reliable: rows.is_reliable(a) && rows.is_reliable(b),
            }
        };
        self.pairs.iter().map(difference).collect()
    }
}

impl<'a> Rows<'a> {
    fn new(metric: &MetricRows<'a>, members: &[usize], units: &Units) -> Rows<'a> {
        let calculator = metric.calculator;
        let mut rows = Rows {
            calculator,
            scored: Vec::new(),
            values: Vec::new(),
            units: Vec::new(),
            defined: Vec::new(),
        };
        let is_defined = |row: &[f64]| calculator.is_defined(row);
        for table in &metric.tables {
            let mut own = Table::new(table.width());
            members.iter().for_each(|&segment| own.push(table.row(segment)));
            rows.scored.push(own.rows().filter(|row| is_defined(row)).count());
            rows.values.push(defined(calculator, &own.sum(), Calculator::score));
            let grouped = match units.rows(&own) {
                Cow::Owned(grouped) => Some(grouped),
                Cow::Borrowed(_) => None,
            };
            let drawn = grouped.unwrap_or(own);
            rows.defined.push(drawn.rows().map(is_defined).collect());
            rows.units.push(drawn);
        }
        rows
    }

    fn scored_units(&self) -> impl Iterator<Item = Scored<'_>> {
        self.units.iter().map(|rows| Scored { calculator: self.calculator, rows })
    }

    fn is_reliable(&self, system: usize) -> bool {
        self.scored[system] >= RELIABLE
    }

    /// Whether resamples of a system have something to score.
    fn is_drawable(&self, system: usize) -> bool {
        let defined = &self.defined[system];
        let count = defined.iter().filter(|&&is_defined| is_defined).count();
        count > 1 && (count == defined.len() || count >= LEAST_SCORED)
    }

    /// Whether a test of two systems can come out below 0.05.
    fn is_testable(&self, a: usize, b: usize) -> bool {
        let both = self.defined[a].iter().zip(&self.defined[b]);
        both.filter(|(a, b)| **a && **b).count() >= TESTED_FROM
    }
}
