//! Intervals: of each system's score by itself, as `sacrebleu -ci` makes them.

use super::Plan;
use crate::corpus::Documents;
use crate::error::Result;
use crate::evaluate::Evaluation;
use crate::statistics::bootstrap::{Scored, bootstrap};
use crate::statistics::interval::{Interval, Mean};
use crate::statistics::units::{Unit, Units};

/// The intervals of all scores.
#[derive(Debug, Clone, PartialEq)]
pub struct Intervals {
    /// What was drawn.
    pub unit: Unit,
    /// How many resamples were drawn.
    pub samples: usize,
    /// The seed.
    pub seed: u64,
    /// Per metric and system; `None` where there is but one unit to draw.
    pub of: Vec<Vec<Option<Interval>>>,
    /// Per metric, the signature with how resamples were drawn.
    pub signatures: Vec<String>,
}

/// Draws the intervals of an evaluation that has kept its rows.
///
/// # Errors
///
/// As [`compare`](super::compare).
pub fn intervals(
    evaluation: &Evaluation,
    documents: Option<&Documents>,
    plan: &Plan,
) -> Result<Intervals> {
    let units = Units::choose(evaluation.segments(), documents, plan.unit)?;
    let of_metric = |metric: usize| {
        let calculator = &evaluation.calculators()[metric];
        let rows: Vec<_> = super::tables(evaluation, metric, 0..evaluation.systems().len())?
            .into_iter()
            .map(|table| units.rows(table))
            .collect();
        let scored: Vec<Scored<'_>> = rows.iter().map(|rows| Scored { calculator, rows }).collect();
        let samples = plan.samples_of(&units);
        let precision = calculator.resampled_precision();
        let resampled = bootstrap(&scored, samples, plan.seed).into_iter();
        Ok(resampled.map(|s| Interval::around_mean(&s, precision, Mean::Exact)).collect())
    };
    let of = (0..evaluation.calculators().len()).map(of_metric).collect::<Result<_>>()?;
    let words = plan.words(units.unit());
    let metrics = 0..evaluation.calculators().len();
    Ok(Intervals {
        unit: units.unit(),
        samples: plan.samples,
        seed: plan.seed,
        of,
        signatures: metrics.map(|m| evaluation.resampled_signature(m, &words)).collect(),
    })
}
