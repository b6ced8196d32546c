//! `JUnit`: a case for each rule, test set and system, as CI servers read it.

use std::fmt::Write;

use super::clean::{isolated, xml};
use super::{description, place};
use crate::gate::{Decision, NewFinding, Verdict, Weight};

/// Findings that are written out for one rule.
const MOST_FINDINGS: usize = 50;

/// The decision as one suite of `JUnit`'s XML. A broken rule is a failure; what could not be compared
/// or tested is an error; a warning passes and says so in its output.
pub fn junit(decision: &Decision) -> String {
    let count = |weight| decision.count(weight);
    let (failures, errors) = (count(Weight::Fails), count(Weight::Undecides));
    let tests = decision.verdicts.len();
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    // Writing to a string cannot fail.
    let _ = writeln!(
        out,
        "<testsuites name=\"mizan\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\">"
    );
    let _ = writeln!(
        out,
        " <testsuite name=\"{}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\" skipped=\"0\">",
        attribute(&decision.name)
    );
    for (index, verdict) in decision.verdicts.iter().enumerate() {
        let _ = case(decision, index, verdict, &mut out);
    }
    if !decision.warnings.is_empty() {
        let warnings: Vec<String> =
            decision.warnings.iter().map(|warning| attribute(warning)).collect();
        let _ = writeln!(out, "  <system-out>{}</system-out>", warnings.join("\n"));
    }
    out.push_str(" </testsuite>\n</testsuites>\n");
    out
}

fn case(
    decision: &Decision,
    index: usize,
    verdict: &Verdict,
    out: &mut String,
) -> std::fmt::Result {
    let place = place(verdict);
    let class = if place.is_empty() { "gate" } else { &place };
    // The place is clean, and its marks are to stay.
    let (class, name) = (xml(class), attribute(&verdict.name));
    write!(out, "  <testcase classname=\"{class}\" name=\"{name}\"")?;
    let message = attribute(&verdict.message);
    let outcome = verdict.outcome.name();
    let details = details(decision, index);
    match verdict.weight {
        Weight::Passes => writeln!(out, "/>"),
        Weight::Fails => writeln!(
            out,
            ">\n   <failure message=\"{message}\" type=\"{outcome}\">{details}</failure>\n  </testcase>"
        ),
        Weight::Undecides => writeln!(
            out,
            ">\n   <error message=\"{message}\" type=\"{outcome}\">{details}</error>\n  </testcase>"
        ),
        Weight::Warns => {
            let said = attribute(&verdict.message);
            let end = if details.is_empty() { "" } else { "\n" };
            writeln!(
                out,
                ">\n   <system-out>{outcome}: {said}{end}{details}</system-out>\n  </testcase>"
            )
        }
    }
}

fn attribute(text: &str) -> String {
    xml(&isolated(text))
}

/// The findings that a verdict counts, a line each.
fn details(decision: &Decision, index: usize) -> String {
    let is_counted = |finding: &&NewFinding| finding.verdict == index;
    let lines = decision.findings.iter().filter(is_counted).take(MOST_FINDINGS);
    let line = |finding: &NewFinding| {
        let segment = finding.segment;
        xml(&format!("{}:{segment}: {}", isolated(&finding.file), description(finding)))
    };
    lines.map(line).collect::<Vec<_>>().join("\n")
}
