//! Drops: scores compared with the baseline's.

use super::material::{self, Material};
use super::{Asked, Question};
use crate::config::gate::{Correction, Gate, Level, Mode};
use crate::error::Result;
use crate::gate::comparable::Pairs;
use crate::gate::label::{difference, score};
use crate::gate::{DecidedBy, Doubt, Drop, Outcome, System, TestSet, Verdict, regression};
use crate::metric::Direction;
use crate::statistics::correction::holm;
use crate::statistics::units::{Unit, Units};

/// A system and its baseline under one metric.
pub(super) struct Compared<'a> {
    pub(super) asked: &'a Asked<'a>,
    pub(super) material: &'a Material<'a>,
    pub(super) system: &'a str,
    pub(super) id: &'a str,
    pub(super) old: &'a TestSet,
    pub(super) known: &'a System,
}

impl Compared<'_> {
    /// Fills in the numbers; what they mean is decided when all of them are known.
    pub(super) fn decide(
        &self,
        verdict: &mut Verdict,
        pairs: &Pairs,
        question: &Question<'_>,
    ) -> Result<()> {
        let rule = self.asked.rule;
        let here: Vec<usize> = pairs.iter().map(|pair| pair.0).collect();
        let there = pairs.iter().map(|pair| pair.1);
        let (calculator, new) = self.material.rows(self.system, self.id, rule, &here);
        let old = material::rows(self.old, self.known, self.id, rule, new.width(), there);
        let (new_sum, old_sum) = (new.sum(), old.sum());
        let (now, before) = (calculator.score(&new_sum), calculator.score(&old_sum));
        let is_scored = calculator.is_defined(&new_sum) && calculator.is_defined(&old_sum);
        if !is_scored || !now.is_finite() || !before.is_finite() {
            verdict.outcome = Outcome::Insufficient;
            verdict.message = "there is nothing to score".to_owned();
            return Ok(());
        }
        verdict.score = Some(now);
        let tolerance = rule.max_drop.unwrap_or_default();
        let sign = if calculator.direction() == Direction::LowerIsBetter { -1.0 } else { 1.0 };
        let mut drop = Drop {
            baseline: before,
            difference: sign * (now - before),
            tolerance,
            interval: None,
            p: None,
            p_adjusted: None,
            p_excluded: None,
            unit: Unit::Segment,
            units: pairs.len(),
            decided_by: DecidedBy::Difference,
            minimum_detectable: None,
            sees_tolerance: None,
            units_needed: None,
        };
        if rule.mode == Mode::Interval {
            let gate = question.gate;
            let documents = self.material.documents(here.iter().copied());
            let units = Units::choose(pairs.len(), documents.as_ref(), gate.unit.unit())?;
            let doubt = Doubt {
                tolerance,
                confidence: gate.confidence,
                samples: gate.samples as usize,
                seed: question.seed,
            };
            let found = regression(&calculator, &units.rows(&new), &units.rows(&old), &doubt);
            drop.interval = Some(found.interval);
            drop.p = Some(found.p_shown).filter(|p| !p.is_nan());
            drop.p_excluded = Some(found.p_excluded).filter(|p| !p.is_nan());
            (drop.unit, drop.units) = (units.unit(), units.len());
            drop.decided_by = found.decided_by;
            drop.minimum_detectable = found.minimum_detectable;
            drop.sees_tolerance =
                found.minimum_detectable.filter(|_| tolerance > 0.0).map(|seen| seen <= tolerance);
            drop.units_needed = found.units_needed;
        }
        verdict.message = format!(
            "{} after {}: {}",
            score(now, calculator.reads_text()),
            score(before, calculator.reads_text()),
            difference(drop.difference, calculator.reads_text())
        );
        if let Some(interval) = drop.interval {
            let end = |value: f64| difference(value, calculator.reads_text());
            verdict.message += &format!(" ({} … {})", end(interval.low), end(interval.high));
        }
        verdict.drop = Some(drop);
        Ok(())
    }
}

/// Decides what was compared, all comparisons together.
pub(super) fn finish(verdicts: &mut [Verdict], gate: &Gate) {
    let is_corrected = gate.correction == Correction::Holm;
    let p = |verdict: &Verdict| verdict.drop.as_ref().and_then(|drop| drop.p);
    let in_family = |verdict: &&mut Verdict| verdict.level == Level::Error && p(verdict).is_some();
    let family: Vec<f64> = verdicts.iter_mut().filter(in_family).filter_map(|v| p(v)).collect();
    let adjusted = if is_corrected { holm(&family) } else { family };
    for (verdict, adjusted) in verdicts.iter_mut().filter(in_family).zip(adjusted) {
        if let Some(drop) = &mut verdict.drop {
            drop.p_adjusted = Some(adjusted);
        }
    }
    for verdict in verdicts {
        let Some(drop) = &mut verdict.drop else { continue };
        if drop.interval.is_none() {
            let is_beyond = drop.difference < -drop.tolerance;
            verdict.outcome = if is_beyond { Outcome::Fail } else { Outcome::Pass };
            continue;
        }
        // Rules of level warn are no part of the family.
        drop.p_adjusted = drop.p_adjusted.or(drop.p);
        let alpha = 1.0 - gate.confidence;
        let is_shown = drop.p_adjusted.is_some_and(|p| p < alpha);
        let is_excluded = drop.p_excluded.is_some_and(|p| p <= alpha + f64::EPSILON);
        let tolerance = drop.tolerance;
        let what = match tolerance > 0.0 {
            true => format!("a drop of more than {tolerance}"),
            false => "a drop".to_owned(),
        };
        let (outcome, words) = match (is_shown, is_excluded) {
            (true, _) => (Outcome::Fail, format!("{what} is shown")),
            (false, true) => (Outcome::Pass, format!("{what} is excluded")),
            (false, false) => (Outcome::Inconclusive, unclear(drop, &what)),
        };
        verdict.outcome = outcome;
        verdict.message += &format!("; {words}");
    }
}

/// Why nothing can be said, and what would help.
fn unclear(drop: &Drop, what: &str) -> String {
    let units = match drop.unit {
        Unit::Segment => "segments",
        Unit::Document => "documents",
    };
    let mut words = format!("{what} is neither shown nor excluded");
    if let Some(seen) = drop.minimum_detectable {
        words += &format!(": {} {units} show drops from {seen:.2} up", drop.units);
        if drop.sees_tolerance == Some(false) {
            words += ", too few to see the tolerance";
        }
    } else {
        words += &format!(": {} {units} are too few", drop.units);
    }
    // Few units, many comparisons, or equal outputs that differ as much.
    if drop.interval.is_some_and(|interval| interval.high < -drop.tolerance) {
        words += "; the interval alone does not decide";
    }
    if let Some(needed) = drop.units_needed.filter(|&needed| needed > drop.units as u64) {
        words += &format!("; about {needed} would decide");
    }
    words
}
