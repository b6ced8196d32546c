//! SARIF: findings in version 2.1.0 of OASIS's format. A score is no finding, so that verdicts on
//! metrics are not in it.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::description;
use crate::check::CHECKS;
use crate::gate::{Decision, NewFinding, Weight};

/// The findings as one run; `folder` is what a file's path begins with, relative to the repository.
pub fn sarif(decision: &Decision, folder: &str) -> String {
    let findings = decision.distinct();
    let names: BTreeSet<&str> = findings.iter().map(|f| f.check.as_str()).collect();
    let names: Vec<&str> = names.into_iter().collect();
    let rules: Vec<Value> = names.iter().map(|name| rule(name)).collect();
    let results: Vec<Value> =
        findings.iter().map(|finding| result(finding, &names, folder)).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "mizan",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    let mut text = serde_json::to_string_pretty(&log).unwrap_or_default();
    text.push('\n');
    text
}

fn rule(name: &str) -> Value {
    let summary = CHECKS.iter().find(|check| check.name == name).map(|check| check.summary);
    let words = match (summary, name.strip_prefix("flag:")) {
        (Some(summary), _) => summary.to_owned(),
        (None, Some(flag)) => format!("suspicious output: {flag}"),
        (None, None) => "names that are rendered wrongly or not at all".to_owned(),
    };
    json!({"id": name, "shortDescription": {"text": words}})
}

fn result(finding: &NewFinding, rules: &[&str], folder: &str) -> Value {
    let level = match finding.weight {
        Weight::Fails | Weight::Undecides => "error",
        Weight::Warns => "warning",
        Weight::Passes => "note",
    };
    let path = if finding.file.is_empty() { &finding.system } else { &finding.file };
    let mut region = json!({"startLine": if finding.is_line { finding.segment } else { 1 }});
    if let Some([start, end]) = finding.span.filter(|_| finding.is_line) {
        region["startColumn"] = json!(start + 1);
        region["endColumn"] = json!(end + 1);
    }
    let mut result = json!({
        "ruleId": finding.check,
        "level": level,
        // A link in a text of others is no link.
        "message": {"text": description(finding).replace("](", "]\u{200B}(")},
        "locations": [{"physicalLocation": {
            "artifactLocation": {"uri": uri(&format!("{folder}{path}"))},
            "region": region,
        }}],
        "partialFingerprints": {"mizan/1": finding.fingerprint},
    });
    if let Some(index) = rules.iter().position(|name| *name == finding.check) {
        result["ruleIndex"] = json!(index);
    }
    result
}

/// A path as a URI.
fn uri(path: &str) -> String {
    let mut uri = String::new();
    for byte in path.replace('\\', "/").trim_start_matches("./").bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}
