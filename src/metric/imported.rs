//! Imported: segment scores made elsewhere, as a metric like any other.
//!
//! ```text
//! score = Σ segment scores / number of segments that have one
//! ```
//!
//! A segment without a score (`None` in mt-metrics-eval's files) adds to neither sum.

use std::sync::Arc;

use crate::corpus::{Corpus, ImportedScores};
use crate::metric::calculator::{Calculator, Erased, ErasedFit, Worker};
use crate::metric::{Direction, Signature, Statistic};
use crate::table::Table;

/// A metric whose rows come from a file; its score is the mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    name: String,
    direction: Direction,
}

impl Imported {
    /// The metric of these scores.
    pub fn calculator(scores: &ImportedScores) -> Calculator {
        let direction = if scores.lower_is_better {
            Direction::LowerIsBetter
        } else {
            Direction::HigherIsBetter
        };
        let metric = Imported { name: scores.name.clone(), direction };
        Calculator::from_erased(&scores.name, Arc::new(metric))
    }

    /// The rows of one system: the score and 1, or two zeros where the score is missing.
    pub fn table(values: &[Option<f64>]) -> Table {
        let mut table = Table::new(2);
        for value in values {
            table.push(&value.map_or([0.0, 0.0], |score| [score, 1.0]));
        }
        table
    }
}

impl Erased for Imported {
    fn name(&self) -> String {
        self.name.clone()
    }
    fn signature(&self) -> Signature {
        Signature::new().word("scores", "scores", "imported", "imported")
    }
    fn direction(&self) -> Direction {
        self.direction
    }
    fn columns(&self) -> Vec<String> {
        vec!["sum".to_owned(), "count".to_owned()]
    }
    fn reads_text(&self) -> bool {
        false
    }
    fn needs_fit(&self) -> bool {
        false
    }
    fn score(&self, row: &[f64]) -> f64 {
        if row[1] > 0.0 { row[0] / row[1] } else { 0.0 }
    }
    fn segment_score(&self, row: &[f64]) -> f64 {
        self.score(row)
    }
    fn is_defined(&self, row: &[f64]) -> bool {
        row[1] > 0.0
    }
    fn statistics(&self, row: &[f64]) -> Vec<(&'static str, Statistic)> {
        vec![("sum", Statistic::Number(row[0])), ("count", Statistic::Number(row[1]))]
    }
    fn breakdown(&self, _row: &[f64]) -> Vec<(String, f64)> {
        Vec::new()
    }
    fn fit(&self, _corpus: &Corpus) -> Box<dyn ErasedFit> {
        Box::new(RowsOnly)
    }
}

struct RowsOnly;

impl ErasedFit for RowsOnly {
    fn signature(&self, signature: Signature) -> Signature {
        signature
    }

    fn worker(&self) -> Worker {
        unreachable!("evaluate takes imported scores from the corpus: reads_text() is false")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_score_is_the_mean_of_the_scores_that_are_there() {
        let scores = ImportedScores { name: "comet".into(), ..ImportedScores::default() };
        let comet = Imported::calculator(&scores);
        let table = Imported::table(&[Some(0.5), None, Some(0.75)]);
        assert_eq!(comet.score(&table.sum()), 0.625);
        assert_eq!(comet.id(), "comet");
    }
}
