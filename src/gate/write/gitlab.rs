//! GitLab: findings in the JSON of Code Climate that GitLab's code quality report reads.

use serde_json::{Value, json};

use super::clean::{isolated, plain};
use super::{description, place};
use crate::gate::key::hash;
use crate::gate::{Decision, NewFinding, Verdict, Weight};

/// The findings, and the verdicts that no finding stands for; `folder` is what a file's path begins
/// with, relative to the repository. `config` is the file that verdicts are shown at.
pub fn gitlab(decision: &Decision, folder: &str, config: &str) -> String {
    let findings = decision.distinct().into_iter().map(|finding| of_finding(finding, folder));
    let told = decision
        .verdicts
        .iter()
        .filter(|verdict| verdict.count.is_none() && verdict.weight != Weight::Passes);
    let all: Vec<Value> = findings.chain(told.map(|verdict| of_verdict(verdict, config))).collect();
    let mut text = serde_json::to_string_pretty(&all).unwrap_or_default();
    text.push('\n');
    text
}

fn of_finding(finding: &NewFinding, folder: &str) -> Value {
    let path = if finding.file.is_empty() { &finding.system } else { &finding.file };
    let line = if finding.is_line { finding.segment } else { 1 };
    let fingerprint =
        hash(&[&finding.testset, &finding.system, &finding.check, &finding.fingerprint]);
    json!({
        "description": description(finding),
        "check_name": finding.check,
        "fingerprint": fingerprint,
        "severity": severity(finding.weight),
        "location": {"path": plain(&format!("{folder}{path}")), "lines": {"begin": line}},
    })
}

fn of_verdict(verdict: &Verdict, config: &str) -> Value {
    let parts = [isolated(&verdict.name), place(verdict), isolated(&verdict.message)];
    let said = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(": ");
    let names = [&verdict.testset, &verdict.system, &verdict.slice];
    let names: Vec<&str> = names.into_iter().map(|name| name.as_deref().unwrap_or("")).collect();
    json!({
        "description": said,
        "check_name": isolated(&verdict.name),
        "fingerprint": hash(&[&[verdict.name.as_str()][..], &names].concat()),
        "severity": severity(verdict.weight),
        "location": {"path": plain(config), "lines": {"begin": 1}},
    })
}

fn severity(weight: Weight) -> &'static str {
    match weight {
        Weight::Fails => "major",
        Weight::Undecides => "major",
        Weight::Warns => "minor",
        Weight::Passes => "info",
    }
}
