//! GitHub: workflow commands, which annotate files and show in the log.

use super::clean::{isolated, plain};
use super::{description, place, text};
use crate::gate::{Decision, Weight};

/// GitHub shows ten errors and ten warnings of a step; what is beyond is only counted.
const MOST: usize = 10;

/// Workflow commands for the gravest findings and verdicts; `folder` is what a file's path begins
/// with, relative to the repository.
pub fn github(decision: &Decision, folder: &str) -> String {
    let mut lines = Vec::new();
    // One is kept for the whole.
    for (weight, command, most) in
        [(Weight::Fails, "error", MOST - 1), (Weight::Undecides, "error", MOST - 1), (Weight::Warns, "warning", MOST)]
    {
        let mut commands: Vec<String> = Vec::new();
        for finding in decision.findings.iter().filter(|finding| finding.weight == weight) {
            let mut place = Vec::new();
            if !finding.file.is_empty() {
                place.push(format!("file={}", property(&format!("{folder}{}", finding.file))));
            }
            if finding.is_line && !finding.file.is_empty() {
                place.push(format!("line={}", finding.segment));
            }
            place.push(format!("title={}", property(&finding.check)));
            commands.push(format!(
                "::{command} {}::{}",
                place.join(","),
                message(&description(finding))
            ));
        }
        let verdicts = decision.verdicts.iter().filter(|verdict| verdict.weight == weight);
        for verdict in verdicts.filter(|verdict| verdict.count.is_none()) {
            let said = format!("{}: {}", place(verdict), isolated(&verdict.message));
            let title = property(&format!("{}: {}", verdict.outcome.name(), verdict.name));
            commands.push(format!("::{command} title={title}::{}", message(&said)));
        }
        let used = lines.iter().filter(|line: &&String| line.starts_with(&format!("::{command}"))).count();
        lines.extend(commands.into_iter().take(most.saturating_sub(used)));
    }
    if matches!(decision.count(Weight::Fails) + decision.count(Weight::Undecides), 1..)
        || decision.verdicts.is_empty()
    {
        let whole = format!("gate {}: {}", decision.ending.name(), text::summary(decision));
        lines.push(format!("::error title=mizan::{}", message(&whole)));
    } else {
        let whole = format!("gate {}: {}", decision.ending.name(), text::summary(decision));
        lines.push(format!("::notice title=mizan::{}", message(&whole)));
    }
    lines.join("\n") + "\n"
}

/// The part of a command after its last `::`. Line ends are taken out before; `::` is taken apart,
/// so that no reader of the log finds another command in it.
fn message(text: &str) -> String {
    let mut text = plain_but_isolates(text);
    while text.contains("::") {
        text = text.replace("::", ": :");
    }
    text.replace('%', "%25")
}

/// A value before it.
fn property(text: &str) -> String {
    plain(text).replace('%', "%25").replace(':', "%3A").replace(',', "%2C")
}

/// Line ends are escaped, and none is left to escape: what is shown was cleaned, part by part.
fn plain_but_isolates(text: &str) -> String {
    let clean = |character: char| if character.is_control() { ' ' } else { character };
    text.chars().map(clean).collect()
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
