//! Duplicate: one output for sources that differ.
//!
//! Outputs are the same when their words are, case and punctuation aside; shorter ones than
//! [`LEAST_WORDS`] words are left alone ("نعم بالتأكيد"). Sources differ when fewer than four fifths
//! of their words are shared ([`SAME`], Dice's coefficient), and it is an error below one half.
//! Without a source the first references are compared. Where the two segments share a reference,
//! the output may be the same too.

use std::collections::HashMap;

use super::line::{Line, alike};
use super::{Flag, Kind};
use crate::corpus::{Corpus, System};
use crate::finding::Severity;

const LEAST_WORDS: usize = 3;
const SAME: f64 = 0.8;
const ERROR: f64 = 0.5;

pub(super) fn flags(corpus: &Corpus, system: &System) -> Vec<Flag> {
    let mut groups: HashMap<String, Vec<usize>> = HashMap::new();
    for (segment, output) in system.hypotheses.iter().enumerate() {
        let line = Line::of(output.unwrap_or_default());
        if line.len() >= LEAST_WORDS {
            groups.entry(line.key()).or_default().push(segment);
        }
    }
    let mut flags = Vec::new();
    for segments in groups.values().filter(|segments| segments.len() > 1) {
        let first = segments[0];
        let mut with_first = None;
        for &segment in &segments[1..] {
            if let Some(severity) = severity(corpus, first, segment) {
                with_first = with_first.or(Some((segment, severity)));
                flags.push(flag(segment, first, severity));
            }
        }
        flags.extend(with_first.map(|(other, severity)| flag(first, other, severity)));
    }
    // The map has no order; segments are flagged once.
    flags.sort_by_key(|flag| flag.segment);
    flags
}

fn flag(segment: usize, other: usize, severity: Severity) -> Flag {
    let message = format!("the same output as segment {}, for another source", other + 1);
    Flag { kind: Kind::Duplicate, severity, segment, span: None, found: None, message }
}

/// How sure it is that two segments cannot have one output; `None` where they can.
fn severity(corpus: &Corpus, one: usize, other: usize) -> Option<Severity> {
    let (one, other) = (corpus.segment(one), corpus.segment(other));
    let keys: Vec<String> = one.references().map(|text| Line::of(text).key()).collect();
    if other.references().any(|text| keys.contains(&Line::of(text).key())) {
        return None;
    }
    let (one, other) = match (one.source(), other.source()) {
        (Some(one), Some(other)) => (one, other),
        _ => (one.references().next()?, other.references().next()?),
    };
    let likeness = alike(&Line::of(one), &Line::of(other));
    if likeness >= SAME {
        return None;
    }
    Some(if likeness < ERROR { Severity::Error } else { Severity::Warning })
}
