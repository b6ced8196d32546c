//! Verdict: what the gate says, rule by rule, and as a whole.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::config::gate::Level;
use crate::finding::Severity;
use crate::statistics::units::Unit;

use super::DecidedBy;

/// Everything that the gate decided; all outputs are made from it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Decision {
    /// [`SCHEMA`](super::SCHEMA).
    pub schema: &'static str,
    /// The version of mizan.
    pub mizan: &'static str,
    /// What was run.
    pub name: String,
    /// The baseline as the configuration names it.
    pub baseline: Option<String>,
    /// The whole.
    pub ending: Ending,
    /// One per rule, test set and system, in this order.
    pub verdicts: Vec<Verdict>,
    /// Findings that verdicts count, the gravest first; one that several count stands as often.
    pub findings: Vec<NewFinding>,
    /// What else should be known: systems that the baseline does not have.
    pub warnings: Vec<String>,
}

/// How the gate ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Ending {
    /// Every rule is kept: exit code 0.
    Passed,
    /// Rules are kept, with warnings: exit code 0, or 4 with `--strict`.
    Warned,
    /// A rule of level error is broken: exit code 1.
    Failed,
    /// Something could not be compared, or nothing was tested: exit code 3.
    Undecided,
}

/// What became of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// It is broken.
    Fail,
    /// The baseline is missing, differs, or has another reference, source or signature.
    Incomparable,
    /// There is too little to decide by: no segment, too few of them, nothing to count.
    Insufficient,
    /// It is broken, and only of level warn.
    Warn,
    /// A drop is neither shown nor excluded.
    Inconclusive,
    /// It is kept.
    Pass,
}

impl Outcome {
    /// The word in files and tables.
    pub fn name(self) -> &'static str {
        match self {
            Outcome::Fail => "fail",
            Outcome::Incomparable => "incomparable",
            Outcome::Insufficient => "insufficient",
            Outcome::Warn => "warn",
            Outcome::Inconclusive => "inconclusive",
            Outcome::Pass => "pass",
        }
    }
}

/// What a verdict does to the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Weight {
    /// The gate fails.
    Fails,
    /// The gate is not decided.
    Undecides,
    /// The gate passes with a warning.
    Warns,
    /// Nothing.
    Passes,
}

/// What became of one rule for one system of one test set.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Verdict {
    /// The rule's number, from 1.
    pub rule: usize,
    /// The rule in words: `chrf max_drop 0.5`.
    pub name: String,
    /// What of the rule is decided: `min`, `max`, `max_drop`, `max_new` or `must_pass`.
    pub asks: &'static str,
    /// The metric's id, where the rule is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metric: Option<String>,
    /// The check, where the rule is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub check: Option<String>,
    /// The rule's level.
    pub level: Level,
    /// The test set; `None` where the rule found none.
    pub testset: Option<String>,
    /// The system; `None` where it is about all of them.
    pub system: Option<String>,
    /// The part of the test set, in words; `None` for the whole.
    pub slice: Option<String>,
    /// What became of it.
    pub outcome: Outcome,
    /// What that does to the whole.
    pub weight: Weight,
    /// The reason in words.
    pub message: String,
    /// How many segments were looked at.
    pub segments: usize,
    /// The score, in the metric's points.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<f64>,
    /// The bound that the score is held to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bound: Option<f64>,
    /// The comparison with the baseline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drop: Option<Drop>,
    /// How many findings count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<usize>,
    /// How many there may be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<usize>,
}

/// The numbers of a comparison with the baseline.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Drop {
    /// The baseline's score on the same segments.
    pub baseline: f64,
    /// New less baseline, its sign turned where lower is better: negative is worse.
    pub difference: f64,
    /// How much worse it may be.
    pub tolerance: f64,
    /// Where the difference lies; `None` where only the sign of it was looked at.
    pub interval: Option<Interval>,
    /// How likely a difference as low is where the true drop is the tolerance.
    pub p: Option<f64>,
    /// The same, adjusted for the number of comparisons; what decides.
    pub p_adjusted: Option<f64>,
    /// How likely a difference as high is where the true drop is the tolerance.
    pub p_excluded: Option<f64>,
    /// What was drawn or exchanged.
    pub unit: Unit,
    /// How many of them there are.
    pub units: usize,
    /// What decided.
    pub decided_by: DecidedBy,
    /// The smallest true drop that would be shown four times in five; `None` below ten units.
    pub minimum_detectable: Option<f64>,
    /// Whether the set is large enough to see a drop of the tolerance.
    pub sees_tolerance: Option<bool>,
    /// How many units would decide this difference four times in five.
    pub units_needed: Option<u64>,
}

/// The ends of an interval, each at the confidence of the gate.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// How sure it is that the difference is above the lower end, and that it is below the upper one.
    pub confidence: f64,
}

/// A finding that a rule counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NewFinding {
    /// The rule's number, from 1.
    pub rule: usize,
    /// The place of the verdict that counts it, from 0.
    pub verdict: usize,
    /// Whether it makes the gate fail, or only warns.
    pub weight: Weight,
    /// The check.
    pub check: String,
    /// How sure it is.
    pub severity: Severity,
    /// The test set.
    pub testset: String,
    /// The system.
    pub system: String,
    /// The output, as the configuration names it; empty where it is not one file.
    pub file: String,
    /// The segment, from 1.
    pub segment: usize,
    /// Whether the segment's number is the line of the file.
    pub is_line: bool,
    /// The place in the output, `[start, end)` in code points.
    pub span: Option<[usize; 2]>,
    /// The name, where it is about one.
    pub entity: Option<String>,
    /// What stands there.
    pub found: Option<String>,
    /// What might stand there.
    pub expected: Vec<String>,
    /// The reason in words.
    pub message: String,
    /// What makes it the same finding elsewhere: of check, segment and text, not of the line.
    pub fingerprint: String,
}

impl Decision {
    /// The verdicts, the gravest first; equals stay in their order.
    pub fn gravest_first(&self) -> Vec<&Verdict> {
        let mut verdicts: Vec<&Verdict> = self.verdicts.iter().collect();
        verdicts.sort_by_key(|verdict| (verdict.weight, verdict.outcome));
        verdicts
    }

    /// Every finding once, however many verdicts count it, as the gravest of them has it.
    pub fn distinct(&self) -> Vec<&NewFinding> {
        let mut seen = BTreeSet::new();
        let all = self.findings.iter();
        all.filter(|&one| {
            let names = (&one.testset, &one.system, &one.fingerprint);
            seen.insert((names, one.segment, one.span))
        })
        .collect()
    }

    /// How many verdicts weigh this much.
    pub fn count(&self, weight: Weight) -> usize {
        self.verdicts.iter().filter(|verdict| verdict.weight == weight).count()
    }

    /// The decision as JSON.
    pub fn json(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }
}

impl Ending {
    /// The word in texts.
    pub fn name(self) -> &'static str {
        match self {
            Ending::Passed => "passed",
            Ending::Warned => "passed with warnings",
            Ending::Failed => "failed",
            Ending::Undecided => "not decided",
        }
    }

    /// The whole of these verdicts; no verdict is no pass.
    pub(super) fn of(verdicts: &[Verdict], has_warnings: bool) -> Ending {
        match verdicts.iter().map(|verdict| verdict.weight).min() {
            None | Some(Weight::Undecides) => Ending::Undecided,
            Some(Weight::Fails) => Ending::Failed,
            Some(Weight::Warns) => Ending::Warned,
            Some(Weight::Passes) if has_warnings => Ending::Warned,
            Some(Weight::Passes) => Ending::Passed,
        }
    }
}
