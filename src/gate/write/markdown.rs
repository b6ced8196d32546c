//! Markdown: a comment on a merge request.

use std::fmt::Write;

use super::clean::{isolated, plain, short};
use super::text::summary;
use super::{MOST_CHARACTERS, place};
use crate::gate::{Decision, Ending, NewFinding, Verdict, Weight};
use crate::report::escape::markdown as escape;

/// By this line a bot finds its comment again, to write it anew in place of a second one.
pub const MARKER: &str = "<!-- mizan-gate -->";

/// Rows of a table; a comment has a limit, and a reader too.
const MOST_ROWS: usize = 30;

/// The decision as a comment.
pub fn markdown(decision: &Decision) -> String {
    let mut out = format!("{MARKER}\n");
    // Writing to a string cannot fail.
    let _ = write_all(decision, &mut out);
    out
}

fn write_all(decision: &Decision, out: &mut String) -> std::fmt::Result {
    let sign = match decision.ending {
        Ending::Passed => "✅",
        Ending::Warned => "⚠️",
        Ending::Failed => "❌",
        Ending::Undecided => "❔",
    };
    let name = safe(&decision.name);
    writeln!(out, "### {sign} Translation gate {}: {name}\n", decision.ending.name())?;
    write!(out, "{}", summary(decision))?;
    if let Some(baseline) = &decision.baseline {
        write!(out, "; baseline {}", safe(baseline))?;
    }
    writeln!(out, ".\n")?;
    let (told, kept): (Vec<&Verdict>, Vec<&Verdict>) =
        decision.gravest_first().into_iter().partition(|v| v.weight != Weight::Passes);
    if !told.is_empty() {
        table(&told, out)?;
    }
    let findings = decision.distinct();
    if !findings.is_empty() {
        writeln!(out, "| where | name or check | found | expected | why |")?;
        writeln!(out, "|:---|:---|:---|:---|:---|")?;
        for finding in findings.iter().take(MOST_ROWS) {
            row(finding, out)?;
        }
        more(findings.len(), out)?;
    }
    for warning in decision.warnings.iter().take(MOST_ROWS) {
        writeln!(out, "- {}", safe(warning))?;
    }
    if !decision.warnings.is_empty() {
        writeln!(out)?;
    }
    if !kept.is_empty() {
        writeln!(out, "<details><summary>{} passed</summary>\n", kept.len())?;
        table(&kept, out)?;
        writeln!(out, "</details>")?;
    }
    Ok(())
}

fn table(verdicts: &[&Verdict], out: &mut String) -> std::fmt::Result {
    writeln!(out, "| | rule | where | |\n|:---|:---|:---|:---|")?;
    for verdict in verdicts.iter().take(MOST_ROWS) {
        writeln!(
            out,
            "| {} | {} | {} | {} |",
            verdict.outcome.name(),
            safe(&verdict.name),
            link_free(&escape(&place(verdict))),
            safe(&verdict.message)
        )?;
    }
    more(verdicts.len(), out)
}

fn row(finding: &NewFinding, out: &mut String) -> std::fmt::Result {
    let file = if finding.file.is_empty() { &finding.system } else { &finding.file };
    let what = finding.entity.as_ref().unwrap_or(&finding.check);
    let found = finding.found.as_deref().map_or_else(String::new, safe);
    let expected: Vec<String> = finding.expected.iter().take(2).map(|form| safe(form)).collect();
    writeln!(
        out,
        "| {}:{} | {} | {found} | {} | {} |",
        safe(file),
        finding.segment,
        safe(what),
        expected.join(", "),
        safe(&finding.message)
    )
}

fn more(all: usize, out: &mut String) -> std::fmt::Result {
    if all > MOST_ROWS {
        writeln!(out, "\n… and {} more", all - MOST_ROWS)?;
    }
    writeln!(out)
}

/// A text of others within a cell: no markup, no mention of a person, no link.
fn safe(text: &str) -> String {
    link_free(&escape(&isolated(&short(&plain(text), 3 * MOST_CHARACTERS))))
}

/// What GitHub and GitLab make links of without any markup.
fn link_free(text: &str) -> String {
    text.replace('@', "@\u{200B}")
        .replace("://", ":\u{200B}//")
        .replace("www.", "www\u{200B}.")
        .replace('#', "&#35;")
        .replace('!', "&#33;")
        .replace("-->", "--&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_stays_text() {
        let hostile = "</details>|\n# x @all [a](b) https://x.y `c` <!-- --> باكو\u{2069}";
        let found = safe(hostile);
        for out in ["\n", "<", "@all", "[a](", "://", "# x", "-->"] {
            assert!(!found.contains(out), "{out:?} in {found:?}");
        }
        assert!(found.starts_with('\u{2068}') && found.ends_with('\u{2069}'));
        assert_eq!(found.matches('\u{2069}').count(), 1);
    }
}
