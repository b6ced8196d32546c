//! SARIF: findings in version 2.1.0 of OASIS's format, for code review.

use std::io::{self, Write};
use std::path::Path;

use mizan::check::{CHECKS, Check};
use mizan::finding::{Finding, Severity};
use serde::Serialize;

use super::material::Checked;
use crate::cell::{isolate, plain};
use crate::ordered::Ordered;

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool,
    column_kind: &'static str,
    results: Vec<SarifResult<'a>>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
struct Driver {
    name: &'static str,
    version: &'static str,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    short_description: Text,
    default_configuration: Configuration,
    properties: Properties,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Properties {
    category: &'static str,
}

#[derive(Serialize)]
struct Text {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifResult<'a> {
    rule_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: Text,
    locations: [Location; 1],
    partial_fingerprints: Ordered<&'static str, String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: PhysicalLocation,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    region: Region,
}

#[derive(Serialize)]
struct ArtifactLocation {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_column: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_column: Option<usize>,
}

/// Writes a log of one run, with the rules that have results.
pub(super) fn write(checked: &[Checked], out: &mut impl Write) -> io::Result<()> {
    let is_found = |name: &str| {
        checked.iter().any(|file| file.findings.iter().any(|finding| finding.check == name))
    };
    let used: Vec<&Check> = CHECKS.iter().filter(|check| is_found(check.name)).collect();
    let rules = used.iter().map(|check| Rule {
        id: check.name,
        short_description: Text { text: check.summary.to_owned() },
        default_configuration: Configuration { level: level(check.severity) },
        properties: Properties { category: check.category },
    });
    let used = &used;
    let results = checked.iter().flat_map(|file| {
        let findings = file.findings.iter().zip(&file.fingerprints);
        findings.map(move |(finding, print)| result(file, finding, *print, used))
    });
    let driver =
        Driver { name: "mizan", version: env!("CARGO_PKG_VERSION"), rules: rules.collect() };
    let run =
        Run { tool: Tool { driver }, column_kind: "unicodeCodePoints", results: results.collect() };
    let log = Log { schema: SCHEMA, version: "2.1.0", runs: [run] };
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)
}

fn result<'a>(
    file: &Checked,
    finding: &'a Finding,
    fingerprint: u64,
    rules: &[&Check],
) -> SarifResult<'a> {
    let line = file.line(finding);
    // A line of plain text is a line of the file; columns hold only there.
    let is_line = !file.target(finding).contains('\n');
    let span = finding.span.as_ref().filter(|_| is_line);
    SarifResult {
        rule_id: &finding.check,
        rule_index: rules.iter().position(|check| check.name == finding.check),
        level: level(finding.severity),
        message: Text { text: message(finding) },
        locations: [Location {
            physical_location: PhysicalLocation {
                artifact_location: ArtifactLocation { uri: uri(&file.name) },
                region: Region {
                    start_line: line,
                    start_column: span.map(|span| span.start + 1),
                    end_column: span.map(|span| span.end + 1),
                },
            },
        }],
        partial_fingerprints: Ordered(vec![("mizan/1", format!("{fingerprint:016x}"))]),
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

/// The message with what is expected, of which nothing changes the direction of the rest.
fn message(finding: &Finding) -> String {
    let shown = |text: &str| isolate(&text.chars().take(80).map(plain).collect::<String>());
    let expected: Vec<String> = finding.expected.iter().take(3).map(|form| shown(form)).collect();
    match expected.is_empty() {
        true => shown_message(&finding.message),
        false => format!("{}; expected: {}", shown_message(&finding.message), expected.join(", ")),
    }
}

fn shown_message(message: &str) -> String {
    message.chars().map(plain).collect()
}

/// The path relative to the current directory, as a URI.
fn uri(name: &str) -> String {
    let path = Path::new(name);
    let here = std::env::current_dir().ok();
    let relative = here.as_deref().and_then(|here| path.strip_prefix(here).ok()).unwrap_or(path);
    let text = relative.to_string_lossy().replace('\\', "/");
    let text = text.trim_start_matches("./");
    let mut uri = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn paths_are_uris() {
        assert_eq!(uri("./a b/نظام.ar"), "a%20b/%D9%86%D8%B8%D8%A7%D9%85.ar");
        let here = std::env::current_dir().unwrap();
        assert_eq!(uri(&here.join("x/y.po").display().to_string()), "x/y.po");
    }
}
