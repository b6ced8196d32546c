//! Baseline: the findings that are known, so that only new ones count.
//!
//! A finding is known by its fingerprint: check, id of the unit, what was found. No line number is
//! in it, so that a file may grow above. A unit without an id is known by its text.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::corpus::Unit;
use crate::error::{Error, ErrorKind, Result};
use crate::finding::Finding;

const SCHEMA: &str = "mizan.check-baseline/1";

/// Findings that are known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Baseline {
    schema: String,
    findings: Vec<Known>,
}

/// A known finding; all but the fingerprint is for readers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Known {
    file: String,
    check: String,
    text: String,
    fingerprint: String,
}

impl Baseline {
    /// A baseline without findings.
    pub fn new() -> Self {
        Baseline { schema: SCHEMA.to_owned(), findings: Vec::new() }
    }

    /// Reads a baseline as [`to_json`](Self::to_json) writes it; `name` is for messages.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Input`] for a text that is none.
    pub fn from_json(name: &str, text: &str) -> Result<Self> {
        let baseline: Baseline = serde_json::from_str(text).map_err(|error| {
            let message = format!("not a baseline of `mizan check`: {error}");
            Error::new(ErrorKind::Input, message).in_file(name)
        })?;
        if baseline.schema != SCHEMA {
            let message = format!("the schema is '{}', expected '{SCHEMA}'", baseline.schema);
            return Err(Error::new(ErrorKind::Input, message).in_file(name));
        }
        Ok(baseline)
    }

    /// The baseline as JSON, a finding a line, in an order that does not depend on lines.
    pub fn to_json(&self) -> String {
        let mut findings = self.findings.clone();
        findings.sort();
        // Strings are always JSON.
        let lines: Vec<String> =
            findings.iter().filter_map(|known| serde_json::to_string(known).ok()).collect();
        let body = lines.join(",\n  ");
        format!("{{\"schema\": \"{SCHEMA}\",\n \"findings\": [\n  {body}\n]}}\n")
    }

    /// Adds findings of a file with their fingerprints.
    pub fn add(&mut self, file: &str, findings: &[Finding], fingerprints: &[u64]) {
        let known = findings.iter().zip(fingerprints).map(|(finding, fingerprint)| Known {
            file: file.to_owned(),
            check: finding.check.clone(),
            text: finding.found.clone().unwrap_or_else(|| finding.message.clone()),
            fingerprint: format!("{fingerprint:016x}"),
        });
        self.findings.extend(known);
    }

    /// How many findings are known.
    pub fn len(&self) -> usize {
        self.findings.len()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.findings.is_empty()
    }

    /// Whether each finding is new, by the fingerprints in order. A finding that is known twice and
    /// found three times is new once.
    pub fn are_new(&self, fingerprints: &[u64]) -> Vec<bool> {
        let mut known: HashMap<&str, usize> = HashMap::new();
        for finding in &self.findings {
            *known.entry(&finding.fingerprint).or_default() += 1;
        }
        let mut take = |fingerprint: &u64| {
            let key = format!("{fingerprint:016x}");
            match known.get_mut(key.as_str()) {
                Some(left) if *left > 0 => {
                    *left -= 1;
                    false
                }
                _ => true,
            }
        };
        fingerprints.iter().map(&mut take).collect()
    }
}

/// The fingerprint of each finding in these units.
pub fn fingerprints(units: &[Unit], findings: &[Finding]) -> Vec<u64> {
    let of = |finding: &Finding| {
        let unit = units.get(finding.segment);
        let text = unit.and_then(|unit| unit.target.as_ref()).map_or("", |target| &target.text);
        let id = unit.map_or("", |unit| unit.id.as_str());
        let found = finding.found.as_deref().unwrap_or(&finding.message);
        // A finding of a whole text or without an id is known by what stands there.
        let place = if id.is_empty() { text.trim() } else { id };
        hash(&[&finding.check, place, found])
    };
    findings.iter().map(of).collect()
}

/// FNV-1a of several texts; a byte that UTF-8 does not have parts them.
fn hash(texts: &[&str]) -> u64 {
    let bytes = texts.iter().flat_map(|text| text.bytes().chain([0xFF]));
    bytes.fold(0xCBF2_9CE4_8422_2325, |state, byte| {
        (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::texts;
    use super::super::{Settings, check};
    use super::*;

    fn marks(units: &[Unit]) -> Vec<u64> {
        fingerprints(units, &check("", units, &Settings::default()))
    }

    #[test]
    fn a_finding_is_known_where_lines_were_added_above() {
        let before = marks(&texts(&["نعم ؟"]));
        let after = marks(&texts(&["سطر آخر", "نعم ؟"]));
        assert_eq!(before, after);
        let other = marks(&texts(&["كلا ؟"]));
        assert_ne!(before, other);
    }

    #[test]
    fn what_is_known_once_is_new_when_found_again() {
        let units = texts(&["نعم ؟"]);
        let findings = check("", &units, &Settings::default());
        let prints = fingerprints(&units, &findings);
        let mut baseline = Baseline::new();
        baseline.add("a.ar", &findings, &prints);
        let read = Baseline::from_json("b", &baseline.to_json()).unwrap();
        assert_eq!(read.are_new(&prints), [false]);
        assert_eq!(read.are_new(&[prints[0], prints[0]]), [false, true]);
        assert_eq!((read.len(), read.is_empty()), (1, false));
    }

    #[test]
    fn another_file_is_no_baseline() {
        assert!(Baseline::from_json("b", "{}").is_err());
        let other = "{\"schema\": \"x/9\", \"findings\": []}";
        let error = Baseline::from_json("b", other).unwrap_err().to_string();
        assert!(error.contains("expected 'mizan.check-baseline/1'"), "{error}");
        let none = Baseline::new().to_json();
        assert_eq!(Baseline::from_json("b", &none).unwrap(), Baseline::new());
    }
}
