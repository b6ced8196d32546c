//! Measured: what metrics found of systems, segment by segment, for all that looks into it.

use crate::error::{Error, ErrorKind, Result, closest};
use crate::metric::{Calculator, Direction};
use crate::table::Table;

/// The rows of one metric: a table per system, in the order in which the systems were given.
#[derive(Debug, Clone)]
pub struct MetricRows<'a> {
    /// What makes a score of a row or of a sum of rows.
    pub calculator: &'a Calculator,
    /// Per system, one row per segment.
    pub tables: Vec<&'a Table>,
}

/// The rows of all systems under all metrics; systems are in the order of their names.
///
/// # Examples
///
/// ```
/// use mizan::analysis::measured::{Measured, MetricRows};
/// use mizan::metric::registry::calculator;
/// use mizan::table::Table;
///
/// let ter = calculator("ter")?;
/// let [mut of_b, mut of_a] = [Table::new(2), Table::new(2)];
/// of_b.push(&[1.0, 10.0]);
/// of_a.push(&[3.0, 10.0]);
/// let systems = ["b".to_owned(), "a".to_owned()];
/// let rows = MetricRows { calculator: &ter, tables: vec![&of_b, &of_a] };
/// let measured = Measured::new(&systems, vec![rows]);
/// assert_eq!(measured.systems(), ["a", "b"]);
/// assert_eq!(measured.segment_scores(0, 0), [Some(30.0)]);
/// # Ok::<(), mizan::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Measured<'a> {
    systems: Vec<&'a str>,
    metrics: Vec<MetricRows<'a>>,
}

impl<'a> Measured<'a> {
    /// Puts the systems, and the tables of each metric with them, in the order of their names.
    ///
    /// # Panics
    ///
    /// When a metric has not one table per system, or tables are not equally long.
    pub fn new(systems: &'a [String], metrics: Vec<MetricRows<'a>>) -> Self {
        let mut order: Vec<usize> = (0..systems.len()).collect();
        order.sort_by(|&a, &b| systems[a].cmp(&systems[b]));
        let sorted = |metric: MetricRows<'a>| {
            assert_eq!(metric.tables.len(), systems.len(), "one table per system");
            let tables = order.iter().map(|&system| metric.tables[system]).collect();
            MetricRows { calculator: metric.calculator, tables }
        };
        let metrics: Vec<MetricRows<'a>> = metrics.into_iter().map(sorted).collect();
        let mut lengths = metrics.iter().flat_map(|m| m.tables.iter().map(|table| table.len()));
        let first = lengths.next();
        assert!(lengths.all(|length| Some(length) == first), "all tables have the same rows");
        Measured {
            systems: order.iter().map(|&system| systems[system].as_str()).collect(),
            metrics,
        }
    }

    /// The names of the systems, sorted.
    pub fn systems(&self) -> &[&'a str] {
        &self.systems
    }

    /// The metrics in the order given, their tables in the order of [`systems`](Self::systems).
    pub fn metrics(&self) -> &[MetricRows<'a>] {
        &self.metrics
    }

    /// The score of each segment of a system; `None` where there is nothing to score.
    ///
    /// # Panics
    ///
    /// When there is no such metric or system.
    pub fn segment_scores(&self, metric: usize, system: usize) -> Vec<Option<f64>> {
        let MetricRows { calculator, tables } = &self.metrics[metric];
        let score = |row| defined(calculator, row, Calculator::segment_score);
        tables[system].rows().map(score).collect()
    }

    /// The pairs to compare, by the indices of the sorted names: all of them, or each system with
    /// the baseline.
    pub(super) fn pairs(&self, baseline: Option<&str>) -> Result<Vec<(usize, usize)>> {
        let systems = 0..self.systems.len();
        let Some(baseline) = baseline else {
            let count = systems.end;
            return Ok(systems.flat_map(|a| (a + 1..count).map(move |b| (a, b))).collect());
        };
        let Some(index) = self.systems.iter().position(|name| *name == baseline) else {
            let message = format!("there is no system '{baseline}' to be the baseline");
            let error = Error::new(ErrorKind::Setting, message);
            return Err(match closest(baseline, self.systems.iter().copied()) {
                Some(near) => error.help(format!("did you mean '{near}'?")),
                None => error.help(format!("the systems are {}", self.systems.join(", "))),
            });
        };
        Ok(systems.filter(|&system| system != index).map(|system| (system, index)).collect())
    }
}

/// The score of a row, or of a sum of rows, in one of the calculator's ways; `None` where there is
/// nothing to score.
pub(super) fn defined(
    calculator: &Calculator,
    row: &[f64],
    score: impl Fn(&Calculator, &[f64]) -> f64,
) -> Option<f64> {
    let score = calculator.is_defined(row).then(|| score(calculator, row));
    score.filter(|score| score.is_finite())
}

/// The number by which a score is multiplied so that more is better.
pub(super) fn sign(calculator: &Calculator) -> f64 {
    match calculator.direction() {
        Direction::HigherIsBetter => 1.0,
        Direction::LowerIsBetter => -1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::ImportedScores;
    use crate::metric::imported::Imported;
    use crate::metric::registry::calculator;

    #[test]
    fn what_has_nothing_to_score_has_no_score() {
        let comet = Imported::calculator(&ImportedScores::default());
        assert_eq!(defined(&comet, &[0.0, 0.0], Calculator::score), None);
        assert_eq!(defined(&comet, &[0.0, 2.0], Calculator::score), Some(0.0));
        let entity = calculator("entity").unwrap();
        assert_eq!(defined(&entity, &[0.0; 8], Calculator::score), None);
        // One correct name, and one that is not located.
        let row = [1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0];
        assert_eq!(defined(&entity, &row, Calculator::score), Some(100.0));
        let unlocated = [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0];
        assert_eq!(defined(&entity, &unlocated, Calculator::score), None);
    }

    #[test]
    fn pairs_are_all_or_those_with_the_baseline() {
        let systems = ["c", "a", "b"].map(str::to_owned);
        let measured = Measured::new(&systems, Vec::new());
        assert_eq!(measured.pairs(None).unwrap(), [(0, 1), (0, 2), (1, 2)]);
        assert_eq!(measured.pairs(Some("b")).unwrap(), [(0, 1), (2, 1)]);
        assert_eq!(measured.pairs(Some("d")).unwrap_err().kind(), ErrorKind::Setting);
        assert!(Measured::new(&[], Vec::new()).pairs(None).unwrap().is_empty());
    }
}
