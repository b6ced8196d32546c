//! Floor: a score held to a bound. Nothing is drawn: the score is what it is.

use super::label::{self, Part};
use super::{Outcome, Verdict};
use crate::metric::Calculator;
use crate::table::Table;

/// Holds the score of these rows to a bound.
pub(super) fn decide(
    verdict: &mut Verdict,
    calculator: &Calculator,
    rows: &Table,
    part: Part,
    bound: f64,
) {
    let sum = rows.sum();
    let score = calculator.score(&sum);
    verdict.bound = Some(bound);
    if !calculator.is_defined(&sum) || !score.is_finite() {
        verdict.outcome = Outcome::Insufficient;
        verdict.message = "there is nothing to score".to_owned();
        return;
    }
    verdict.score = Some(score);
    let is_kept = if part == Part::Min { score >= bound } else { score <= bound };
    verdict.outcome = if is_kept { Outcome::Pass } else { Outcome::Fail };
    let shown = label::score(score, calculator.reads_text());
    verdict.message = match (is_kept, part == Part::Min) {
        (true, _) => shown,
        (false, true) => format!("{shown} is below {bound}"),
        (false, false) => format!("{shown} is above {bound}"),
    };
}
