//! GitHub: workflow commands, which annotate files and show in the log.

use super::clean::{isolated, plain};
use super::{description, place, text};
use crate::gate::{Decision, Ending, NewFinding, Verdict, Weight};

/// GitHub shows ten errors and ten warnings of a step; what is beyond is only counted.
const MOST: usize = 10;
/// Warnings of the whole that are told.
const MOST_WARNINGS: usize = 4;
/// Rules that are told before the findings; the rest of the room is for findings.
const MOST_VERDICTS: usize = 4;

/// Workflow commands for the gravest verdicts and findings; `folder` is what a file's path begins
/// with, relative to the repository.
pub fn github(decision: &Decision, folder: &str) -> String {
    let mut lines = commands(decision, folder, &[Weight::Fails, Weight::Undecides], "error");
    // One is kept for the whole.
    lines.truncate(MOST - 1);
    let mut warnings = commands(decision, folder, &[Weight::Warns], "warning");
    // What was not compared comes first: whoever reads the rest should know.
    let said = decision.warnings.iter().map(|warning| of_warning(warning));
    warnings.splice(..0, said.take(MOST_WARNINGS));
    warnings.truncate(MOST);
    lines.extend(warnings);
    let command = match decision.ending {
        Ending::Failed | Ending::Undecided => "error",
        Ending::Passed | Ending::Warned => "notice",
    };
    let whole = format!("gate {}: {}", decision.ending.name(), text::summary(decision));
    lines.push(format!("::{command} title=mizan::{}", message(&whole)));
    lines.join("\n") + "\n"
}

/// What weighs so: rules that no finding stands for, then findings, then the other rules.
fn commands(decision: &Decision, folder: &str, weights: &[Weight], command: &str) -> Vec<String> {
    let verdicts = decision.gravest_first().into_iter();
    let verdicts = verdicts.filter(|one| weights.contains(&one.weight) && one.count.is_none());
    let mut lines: Vec<String> = verdicts.map(|verdict| of_verdict(verdict, command)).collect();
    let rest = lines.split_off(lines.len().min(MOST_VERDICTS));
    let findings = decision.distinct().into_iter().filter(|one| weights.contains(&one.weight));
    lines.extend(findings.map(|finding| of_finding(finding, folder, command)));
    lines.extend(rest);
    lines
}

fn of_warning(warning: &str) -> String {
    format!("::warning title=mizan::{}", message(&isolated(warning)))
}

fn of_verdict(verdict: &Verdict, command: &str) -> String {
    let title = property(&format!("{}: {}", verdict.outcome.name(), verdict.name));
    let place = place(verdict);
    let place = if place.is_empty() { place } else { format!("{place}: ") };
    let said = format!("{place}{}", isolated(&verdict.message));
    format!("::{command} title={title}::{}", message(&said))
}

fn of_finding(finding: &NewFinding, folder: &str, command: &str) -> String {
    let mut place = Vec::new();
    if !finding.file.is_empty() {
        place.push(format!("file={}", property(&format!("{folder}{}", finding.file))));
        if finding.is_line {
            place.push(format!("line={}", finding.segment));
        }
    }
    place.push(format!("title={}", property(&finding.check)));
    format!("::{command} {}::{}", place.join(","), message(&description(finding)))
}

/// The part of a command after its last `::`. Each text in it was cleaned, so that no line end is
/// left but for accident; `::` is taken apart, so that no reader of the log finds another command.
fn message(text: &str) -> String {
    let clean = |character: char| if character.is_control() { ' ' } else { character };
    let mut text: String = text.chars().map(clean).collect();
    while text.contains("::") {
        text = text.replace("::", ": :");
    }
    text.replace('%', "%25")
}

/// A value before it.
fn property(text: &str) -> String {
    plain(text).replace('%', "%25").replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_cannot_begin_a_command() {
        assert_eq!(message("50%\r\n::error::x"), "50%25  : :error: :x");
        assert_eq!(message("::::"), ": : : :");
        assert_eq!(property("a,b:c%\n::d"), "a%2Cb%3Ac%25 %3A%3Ad");
    }
}
