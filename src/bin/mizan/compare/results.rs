//! Results: what was found, as the writers read it.

use mizan::comparison::{Comparison, Pair, Score};

use crate::cell::shorten;

/// What is to be written.
pub(crate) struct Results<'a> {
    pub(crate) comparison: &'a Comparison,
    pub(crate) baseline: Option<String>,
    /// The systems by index, the best under the first metric first.
    pub(crate) order: Vec<usize>,
    /// Decimal places in tables.
    pub(crate) width: usize,
}

impl<'a> Results<'a> {
    pub(crate) fn new(comparison: &'a Comparison, baseline: Option<String>, width: usize) -> Self {
        Results { comparison, baseline, order: best_first(comparison, 0), width }
    }

    /// The systems by index, the best under a metric first.
    pub(crate) fn best_first(&self, metric: usize) -> Vec<usize> {
        best_first(self.comparison, metric)
    }

    /// A system's number in the tables.
    pub(crate) fn number_of(&self, system: usize) -> usize {
        self.order.iter().position(|&other| other == system).map_or(0, |place| place + 1)
    }

    /// The numbers of a pair's systems.
    pub(crate) fn numbers(&self, pair: &Pair) -> [usize; 2] {
        [&pair.a, &pair.b].map(|name| {
            let system = self.comparison.systems.iter().position(|system| system.name == *name);
            system.map_or(0, |system| self.number_of(system))
        })
    }

    /// How many metrics there are.
    pub(crate) fn metrics(&self) -> usize {
        self.comparison.systems[0].scores.len()
    }

    /// A metric as the first system has it: its name and signature are those of all.
    pub(crate) fn metric(&self, metric: usize) -> &'a Score {
        &self.comparison.systems[0].scores[metric]
    }

    /// The pairs under a metric.
    pub(crate) fn pairs(&self, metric: usize) -> impl Iterator<Item = &'a Pair> {
        let id = &self.metric(metric).id;
        self.comparison.pairs.iter().filter(move |pair| pair.id == *id)
    }

    /// The pair of two systems, and −1 where it stands the other way round.
    pub(crate) fn pair(&self, metric: usize, a: usize, b: usize) -> Option<(&'a Pair, f64)> {
        let names = [a, b].map(|system| self.comparison.systems[system].name.as_str());
        self.pairs(metric).find_map(|pair| {
            let found = [pair.a.as_str(), pair.b.as_str()];
            if found == names {
                Some((pair, 1.0))
            } else if found == [names[1], names[0]] {
                Some((pair, -1.0))
            } else {
                None
            }
        })
    }

    /// The places that a system may have, where systems are ranked: `2`, `1–3`.
    pub(crate) fn ranks(&self, system: usize, metric: usize) -> Option<String> {
        let place = self.comparison.systems[system].scores[metric].place?;
        Some(match place.ranks {
            [best, worst] if best == worst => format!("{best}"),
            [best, worst] => format!("{best}–{worst}"),
        })
    }

    /// Whether no other cluster is better.
    pub(crate) fn is_in_first_cluster(&self, system: usize, metric: usize) -> bool {
        let place = self.comparison.systems[system].scores[metric].place;
        place.is_some_and(|place| place.cluster == 1)
    }

    /// The systems in their order, numbered.
    pub(crate) fn labels(&self) -> Vec<String> {
        let label = |(number, &system): (usize, &usize)| {
            format!("{} {}", number + 1, shorten(&self.comparison.systems[system].name))
        };
        self.order.iter().enumerate().map(label).collect()
    }

    /// Decimal places of a metric; scores made elsewhere may lie between 0 and 1.
    pub(crate) fn decimals(&self, metric: usize) -> usize {
        let is_ours =
            ["bleu", "chrf", "ter", "entity"].contains(&self.metric(metric).metric.as_str());
        if is_ours { self.width } else { self.width.max(4) }
    }

    /// A score, with half the width of its interval.
    pub(crate) fn number(&self, system: usize, metric: usize) -> String {
        let score = &self.comparison.systems[system].scores[metric];
        let decimals = self.decimals(metric);
        match score.interval {
            Some(interval) => {
                let half = (interval.high - interval.low) / 2.0;
                format!("{:.decimals$} ± {half:.decimals$}", score.value)
            }
            None => format!("{:.decimals$}", score.value),
        }
    }
}

fn best_first(comparison: &Comparison, metric: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..comparison.systems.len()).collect();
    let key = |system: usize| {
        let score = &comparison.systems[system].scores[metric];
        if score.lower_is_better { score.value } else { -score.value }
    };
    order.sort_by(|&a, &b| key(a).total_cmp(&key(b)));
    order
}

/// A metric's name in a table's head, and its settings where two share a name.
pub(crate) fn heading(results: &Results<'_>, metric: usize) -> String {
    let score = results.metric(metric);
    let scores = &results.comparison.systems[0].scores;
    let is_shared = scores.iter().filter(|other| other.name == score.name).count() > 1;
    match score.id.split_once(':') {
        Some((_, settings)) if is_shared => format!("{} {settings}", score.name),
        _ => score.name.clone(),
    }
}

/// Which way is better.
pub(crate) fn arrow(results: &Results<'_>, metric: usize) -> &'static str {
    if results.metric(metric).lower_is_better { "↓" } else { "↑" }
}

/// A number with its sign; a difference that rounds to nothing has none.
pub(crate) fn signed(value: f64, decimals: usize) -> String {
    let text = format!("{:.decimals$}", value.abs());
    let is_zero = text.bytes().all(|byte| matches!(byte, b'0' | b'.'));
    match (is_zero, value < 0.0) {
        (true, _) => text,
        (false, true) => format!("−{text}"),
        (false, false) => format!("+{text}"),
    }
}

/// The stars that papers use.
pub(crate) fn stars(p: f64) -> &'static str {
    match p {
        p if p < 0.001 => "***",
        p if p < 0.01 => "**",
        p if p < 0.05 => "*",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_that_rounds_to_nothing_has_no_sign() {
        assert_eq!(signed(-0.001, 2), "0.00");
        assert_eq!(signed(-0.01, 2), "−0.01");
        assert_eq!(signed(1.0, 0), "+1");
    }
}
