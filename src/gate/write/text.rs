//! Text: what a person sees in a terminal, on at most 25 lines.

use super::clean::isolated;
use super::{description, place};
use crate::gate::label::count;
use crate::gate::{Decision, Weight};

/// Verdicts that are listed, the gravest first.
const MOST_VERDICTS: usize = 8;
/// Findings that are listed.
const MOST_FINDINGS: usize = 5;
/// Warnings of the whole that are listed.
const MOST_WARNINGS: usize = 3;

/// The decision in words.
pub fn text(decision: &Decision) -> String {
    let mut lines = vec![format!("gate {}", decision.ending.name())];
    if let Some(baseline) = &decision.baseline {
        lines[0] += &format!("; baseline {}", isolated(baseline));
    }
    let told: Vec<_> = decision
        .gravest_first()
        .into_iter()
        .filter(|verdict| verdict.weight != Weight::Passes)
        .collect();
    if !told.is_empty() {
        lines.push(String::new());
    }
    for verdict in told.iter().take(MOST_VERDICTS) {
        let (outcome, place) = (verdict.outcome.name(), place(verdict));
        let place = if place.is_empty() { place } else { format!("  {place}") };
        let (name, message) = (isolated(&verdict.name), isolated(&verdict.message));
        lines.push(format!("{outcome}: {name}{place}: {message}"));
    }
    if told.len() > MOST_VERDICTS {
        lines.push(format!("… and {} more", told.len() - MOST_VERDICTS));
    }
    let findings = decision.distinct();
    if !findings.is_empty() {
        lines.push(String::new());
    }
    for finding in findings.iter().take(MOST_FINDINGS) {
        let place = if finding.file.is_empty() { &finding.system } else { &finding.file };
        let (place, segment) = (isolated(place), finding.segment);
        lines.push(format!("{place}:{segment}: {}: {}", finding.check, description(finding)));
    }
    if findings.len() > MOST_FINDINGS {
        lines.push(format!("… and {} more findings", findings.len() - MOST_FINDINGS));
    }
    if !decision.warnings.is_empty() {
        lines.push(String::new());
    }
    for warning in decision.warnings.iter().take(MOST_WARNINGS) {
        lines.push(format!("warning: {}", isolated(warning)));
    }
    if decision.warnings.len() > MOST_WARNINGS {
        lines.push(format!("… and {} more warnings", decision.warnings.len() - MOST_WARNINGS));
    }
    lines.push(String::new());
    lines.push(summary(decision));
    lines.join("\n") + "\n"
}

/// How many verdicts there are of each kind.
pub(super) fn summary(decision: &Decision) -> String {
    let counts = [
        (Weight::Fails, "failed"),
        (Weight::Undecides, "not decided"),
        (Weight::Warns, "with a warning"),
        (Weight::Passes, "passed"),
    ];
    let words: Vec<String> = counts
        .into_iter()
        .map(|(weight, word)| (decision.count(weight), word))
        .filter(|(number, _)| *number > 0)
        .map(|(number, word)| format!("{number} {word}"))
        .collect();
    let all = count(decision.verdicts.len(), "comparison", "comparisons");
    format!("{all}: {}", if words.is_empty() { "none".to_owned() } else { words.join(", ") })
}
