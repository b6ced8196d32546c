//! Verify: whether the parts of a record that was read belong together. A file can be damaged, or made
//! by somebody else, and everything that draws a record counts on its shape.

use super::{Record, TestSet};

/// What is wrong, in words; the first thing that is.
pub(super) fn fault(record: &Record) -> Option<String> {
    record.testsets.iter().find_map(|testset| {
        let found = of_systems(testset).or_else(|| of_comparison(testset));
        let found = found.or_else(|| of_names(testset)).or_else(|| of_analyses(testset));
        found.map(|what| format!("test set {}: {what}", testset.name))
    })
}

fn of_systems(testset: &TestSet) -> Option<String> {
    let (segments, metrics) = (testset.segments.len(), testset.metrics.len());
    if testset.systems.is_empty() || segments == 0 {
        return Some("no system or no segment".to_owned());
    }
    testset.systems.iter().find_map(|system| {
        let has_rows = system.rows.len() == metrics
            && system.rows.iter().zip(&testset.metrics).all(|(rows, metric)| {
                rows.width == metric.columns.len() && rows.cells.len() == rows.width * segments
            });
        let has_scores = system.segment_scores.len() == metrics
            && system.segment_scores.iter().all(|scores| scores.len() == segments);
        let is_whole = has_rows && has_scores && system.hypotheses.len() == segments;
        (!is_whole).then(|| format!("{} has not one row for each segment", system.name))
    })
}

fn of_comparison(testset: &TestSet) -> Option<String> {
    let names = |names: &mut dyn Iterator<Item = &String>| names.cloned().collect::<Vec<_>>();
    let compared = names(&mut testset.comparison.systems.iter().map(|system| &system.name));
    if compared != names(&mut testset.systems.iter().map(|system| &system.name)) {
        return Some("other systems are compared than are there".to_owned());
    }
    let metrics = testset.metrics.len();
    let lacks = testset.comparison.systems.iter().find(|system| system.scores.len() != metrics);
    lacks.map(|system| format!("{} has not one score for each metric", system.name))
}

fn of_names(testset: &TestSet) -> Option<String> {
    let mentions = testset.names.iter().flat_map(|names| &names.mentions);
    outside(testset, mentions.map(|mention| mention.segment), "a name")
}

fn of_analyses(testset: &TestSet) -> Option<String> {
    let analyses = &testset.analyses;
    let flags = analyses.flags.iter().flat_map(|system| &system.flags);
    let members = analyses.members.iter().flatten().flatten().copied();
    let counts = analyses.checks.iter().flat_map(|system| &system.counts);
    let counted = counts.flat_map(|count| count.segments.iter().copied());
    let findings = analyses.checks.iter().flat_map(|system| &system.findings);
    let checked = counted.chain(findings.map(|finding| finding.segment));
    outside(testset, flags.map(|flag| flag.segment), "a flag")
        .or_else(|| outside(testset, checked, "a finding"))
        .or_else(|| outside(testset, members, "a bucket"))
        .or_else(|| {
            let lists = analyses.examples.iter().flat_map(|examples| &examples.systems);
            let examples = lists.flat_map(|system| system.worst.iter().chain(&system.best));
            outside(testset, examples.map(|example| example.segment), "an example")
        })
}

fn outside(
    testset: &TestSet,
    mut segments: impl Iterator<Item = usize>,
    what: &str,
) -> Option<String> {
    let count = testset.segments.len();
    let segment = segments.find(|&segment| segment >= count)?;
    Some(format!("{what} is in segment {}, and there are {count}", segment + 1))
}
