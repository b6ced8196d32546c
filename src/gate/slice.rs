//! Slice: the part of a test set that a rule is about.

use std::collections::BTreeMap;

use glob::Pattern;

use super::Columns;
use crate::config::gate::Slice;
use crate::entity::{EntityType, Verdict};
use crate::record::{Segment, TestSet};
use crate::table::Table;

/// Whether a text matches a glob; configurations are checked when they are read.
fn is_match(pattern: &str, text: &str) -> bool {
    Pattern::new(pattern).is_ok_and(|pattern| pattern.matches(text))
}

/// Whether a rule is about the test set of this name.
pub(super) fn is_of(slice: &Slice, testset: &str) -> bool {
    slice.testset.as_ref().is_none_or(|pattern| is_match(pattern, testset))
}

/// Whether a rule is about a system of a test set at all.
pub(super) fn covers(slice: &Slice, testset: &TestSet, system: &str) -> bool {
    let role = format!("system {system}");
    let is_file = |pattern: &String| {
        let files = testset.inputs.iter().filter(|input| {
            input.role == "source" || input.role == "reference" || input.role == role
        });
        files.into_iter().any(|input| is_match(pattern, &input.path))
    };
    is_of(slice, &testset.name) && slice.file.as_ref().is_none_or(is_file)
}

/// The segments that a rule is about.
pub(super) fn segments(slice: &Slice, testset: &TestSet) -> Vec<usize> {
    let is_in = |wanted: &Option<String>, found: &Option<String>| {
        let Some(pattern) = wanted else { return true };
        found.as_ref().is_some_and(|text| is_match(pattern, text))
    };
    let is_covered = |segment: &Segment| {
        is_in(&slice.domain, &segment.domain) && is_in(&slice.document, &segment.document)
    };
    let all = testset.segments.iter().enumerate();
    all.filter(|(_, segment)| is_covered(segment)).map(|(index, _)| index).collect()
}

/// The slice in words; `None` for the whole.
pub(super) fn words(slice: &Slice) -> Option<String> {
    let parts = [
        ("testset", &slice.testset),
        ("file", &slice.file),
        ("domain", &slice.domain),
        ("document", &slice.document),
        ("type", &slice.kind),
    ];
    let words: Vec<String> = parts
        .into_iter()
        .filter_map(|(key, value)| Some(format!("{key}={}", value.as_ref()?)))
        .collect();
    (!words.is_empty()).then(|| words.join(", "))
}

/// A type of names as mentions write it: `person` is PER.
pub(super) fn kind(name: &str) -> String {
    name.parse::<EntityType>().map_or_else(|_| name.to_owned(), |kind| kind.to_string())
}

/// The verdicts on a system's names, type by type, as rows of the entity metric.
pub(super) fn types(testset: &TestSet, system: &str) -> BTreeMap<String, Columns> {
    let mut found: BTreeMap<String, Columns> = BTreeMap::new();
    let Some(names) = &testset.names else { return found };
    let empty = || {
        let mut table = Table::new(Verdict::ALL.len());
        testset.segments.iter().for_each(|_| table.push(&[0.0; Verdict::ALL.len()]));
        Columns::of(&table)
    };
    for mention in names.mentions.iter().filter(|mention| mention.system == system) {
        let verdict = Verdict::ALL.iter().position(|verdict| verdict.name() == mention.verdict);
        let Some(column) = verdict else { continue };
        found.entry(mention.kind.clone()).or_insert_with(empty).0[column][mention.segment] += 1.0;
    }
    found
}
