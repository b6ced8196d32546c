//! Subject: a test set as charts look at it.

use super::MOST_SYSTEMS;
use super::canvas::{Canvas, Head};
use super::label::isolate;
use crate::comparison::Score;
use crate::record::TestSet;

/// A test set, and the system that others are compared with.
pub(super) struct Subject<'a> {
    pub(super) testset: &'a TestSet,
    baseline: Option<usize>,
}

/// The systems of a chart.
pub(super) struct Shown {
    /// Their indices, the best first.
    pub(super) systems: Vec<usize>,
    /// What is to be said where some are left out; else empty.
    pub(super) note: String,
}

/// The first of two systems against the second.
pub(super) struct Against {
    pub(super) difference: f64,
    pub(super) interval: Option<[f64; 2]>,
    pub(super) p_adjusted: f64,
}

impl<'a> Subject<'a> {
    pub(super) fn new(testset: &'a TestSet, baseline: Option<&str>) -> Subject<'a> {
        let baseline =
            testset.systems.iter().position(|system| Some(system.name.as_str()) == baseline);
        Subject { testset, baseline }
    }

    pub(super) fn canvas(&self, name: &str) -> Canvas {
        Canvas::new(&self.testset.name, name)
    }

    /// A system's name as it was given.
    pub(super) fn name(&self, system: usize) -> &'a str {
        &self.testset.systems[system].name
    }

    /// A metric's name, with its settings where two share a name.
    pub(super) fn metric(&self, metric: usize) -> String {
        let metrics = &self.testset.metrics;
        let metric = &metrics[metric];
        let is_shared = metrics.iter().filter(|other| other.name == metric.name).count() > 1;
        match metric.id.split_once(':') {
            Some((_, settings)) if is_shared => format!("{} {settings}", metric.name),
            _ => metric.name.clone(),
        }
    }

    /// A metric as an axis names it: unit and direction.
    pub(super) fn axis_name(&self, metric: usize) -> String {
        let unit = if self.testset.metrics[metric].is_own { "points" } else { "its own scale" };
        format!("{}, {unit} ({})", self.metric(metric), self.direction(metric))
    }

    /// Which way is better, in words.
    pub(super) fn direction(&self, metric: usize) -> &'static str {
        if self.testset.metrics[metric].lower_is_better {
            "← lower is better"
        } else {
            "higher is better →"
        }
    }

    /// Decimal places of a metric; scores made elsewhere may lie between 0 and 1.
    pub(super) fn decimals(&self, metric: usize) -> usize {
        if self.testset.metrics[metric].is_own { 2 } else { 4 }
    }

    /// A system's score under a metric, where it is a number.
    pub(super) fn score(&self, system: usize, metric: usize) -> Option<&'a Score> {
        let name = self.name(system);
        let found = self.testset.comparison.systems.iter().find(|system| system.name == name)?;
        let id = &self.testset.metrics[metric].id;
        found.scores.iter().find(|score| score.id == *id && score.value.is_finite())
    }

    /// The systems with a score, the best first; some of the worst may be left out, but not the
    /// baseline.
    pub(super) fn best(&self, metric: usize) -> Shown {
        self.shown(self.ranked(metric))
    }

    /// All systems, the best under the first metric first.
    pub(super) fn all(&self) -> Shown {
        let first = (!self.testset.metrics.is_empty()).then_some(0);
        let mut order = first.map(|metric| self.ranked(metric)).unwrap_or_default();
        for system in 0..self.testset.systems.len() {
            if !order.contains(&system) {
                order.push(system);
            }
        }
        self.shown(order)
    }

    fn ranked(&self, metric: usize) -> Vec<usize> {
        let key = |system: usize| {
            let score = self.score(system, metric)?;
            Some((system, if score.lower_is_better { score.value } else { -score.value }))
        };
        let mut ranked: Vec<(usize, f64)> =
            (0..self.testset.systems.len()).filter_map(key).collect();
        ranked.sort_by(|a, b| a.1.total_cmp(&b.1));
        ranked.into_iter().map(|(system, _)| system).collect()
    }

    fn shown(&self, mut systems: Vec<usize>) -> Shown {
        let known = systems.len();
        if known <= MOST_SYSTEMS {
            return Shown { systems, note: String::new() };
        }
        let left_out = systems.split_off(MOST_SYSTEMS);
        if let Some(baseline) = self.baseline.filter(|baseline| left_out.contains(baseline)) {
            systems.pop();
            systems.push(baseline);
        }
        Shown { systems, note: format!(" · showing {MOST_SYSTEMS} of {known} systems, the best") }
    }

    /// The baseline, or the best system under the metric.
    pub(super) fn yardstick(&self, metric: usize) -> Option<usize> {
        self.baseline.or_else(|| self.best(metric).systems.first().copied())
    }

    /// How far a gate lets a metric fall: from no difference to this one.
    pub(super) fn tolerance(&self, metric: usize) -> Option<f64> {
        let metric = &self.testset.metrics[metric];
        let points = self.testset.tolerances.get(&metric.id).copied().filter(|of| *of > 0.0)?;
        Some(if metric.lower_is_better { points } else { -points })
    }

    /// Whether a baseline was named.
    pub(super) fn has_baseline(&self) -> bool {
        self.baseline.is_some()
    }

    /// How two systems differ under a metric, where they were compared.
    pub(super) fn against(&self, metric: usize, system: usize, other: usize) -> Option<Against> {
        let names = [self.name(system), self.name(other)];
        let id = &self.testset.metrics[metric].id;
        let mut pairs = self.testset.comparison.pairs.iter().filter(|pair| pair.id == *id);
        let (pair, is_turned) = pairs.find_map(|pair| {
            let found = [pair.a.as_str(), pair.b.as_str()];
            let is_turned = found == [names[1], names[0]];
            (is_turned || found == names).then_some((pair, is_turned))
        })?;
        let interval = pair.interval.map(|interval| [interval.low, interval.high]);
        let interval = interval.filter(|ends| ends.iter().all(|end| end.is_finite()));
        if !pair.difference.is_finite() {
            return None;
        }
        Some(Against {
            difference: if is_turned { -pair.difference } else { pair.difference },
            interval: interval
                .map(|[low, high]| if is_turned { [-high, -low] } else { [low, high] }),
            p_adjusted: pair.p_adjusted,
        })
    }

    /// The head of a chart.
    pub(super) fn head(&self, name: String, title: String, subtitle: String) -> Head {
        let testset = isolate(&self.testset.name);
        let description = format!("Test set {testset}. {subtitle}.");
        Head { name, title, subtitle, description }
    }
}
