//! Summary: the verdict on a test set, its scores, and what is wrong with the outputs.

use std::collections::BTreeMap;

use super::html::{Column, counted, encoded, escape, isolated, number, table};
use super::names::worst_names;
use super::scores::{decimals, label, of_segments, scores};
use super::verdict::verdict;
use super::{Numbered, checks, link};
use crate::analysis::flags::Kind;
use crate::entity::Verdict;
use crate::finding::Severity;
use crate::record::TestSet;

/// How many segments are listed.
const WORST: usize = 10;
/// How many checks are among the problems; their own table has them all.
const CHECKS: usize = 5;
/// How much of a text is shown in a list, in code points.
const EXCERPT: usize = 90;

/// The first screen of a test set.
pub(super) fn summary(numbered: &Numbered<'_>) -> String {
    let Numbered { test_set, prefix } = numbered;
    let mut html = format!(
        "<section aria-labelledby=\"{prefix}-title\"><h3 id=\"{prefix}-title\">{}</h3>\n",
        isolated(&test_set.name)
    );
    html += &verdict(test_set);
    let documents = test_set.segments.iter().filter_map(|segment| segment.document.as_ref());
    let documents = documents.collect::<std::collections::BTreeSet<_>>().len();
    html += &format!(
        "<p class=\"note\">{}{}, {}.</p>\n",
        counted(test_set.segments.len(), "segment", "segments"),
        if documents > 0 {
            format!(" of {}", counted(documents, "document", "documents"))
        } else {
            String::new()
        },
        counted(test_set.systems.len(), "system", "systems")
    );
    for warning in &test_set.warnings {
        html += &format!("<p class=\"warning\">Warning: {}</p>\n", isolated(warning));
    }
    html += &scores(test_set, prefix);
    html += &problems(test_set, prefix);
    html += &worst_names(numbered);
    html += &worst_segments(test_set, prefix);
    html + "</section>\n"
}

/// What is wrong with the outputs, counted per system.
fn problems(test_set: &TestSet, prefix: &str) -> String {
    let mut rows: Vec<(usize, Vec<String>)> = Vec::new();
    let mut add = |label: &str, counts: &[usize], filter: &str| {
        let total: usize = counts.iter().sum();
        if total == 0 {
            return;
        }
        let cells = test_set.systems.iter().zip(counts).map(|(system, &count)| match count {
            0 => "0".to_owned(),
            _ => {
                let filter = format!("{filter}&system={}", encoded(&system.name));
                format!("<a href=\"#{}/?{}\">{count}</a>", encoded(&test_set.name), escape(&filter))
            }
        });
        rows.push((total, std::iter::once(escape(label)).chain(cells).collect()));
    };
    if let Some(names) = &test_set.names {
        let mut counts: BTreeMap<(bool, usize), Vec<usize>> = BTreeMap::new();
        for mention in &names.mentions {
            let verdict = Verdict::ALL.iter().position(|v| v.name() == mention.verdict);
            let system = test_set.systems.iter().position(|s| s.name == mention.system);
            if let (Some(verdict), Some(system)) = (verdict, system) {
                let of_kind = counts.entry((mention.is_quantity, verdict));
                of_kind.or_insert_with(|| vec![0; test_set.systems.len()])[system] += 1;
            }
        }
        for ((is_quantity, verdict), counts) in &counts {
            let verdict = Verdict::ALL[*verdict];
            if let Some(label) = problem(verdict, *is_quantity) {
                let what = if *is_quantity { "numbers" } else { "names" };
                add(label, counts, &format!("verdict={}&what={what}", verdict.name()));
            }
        }
    }
    for kind in Kind::ALL {
        let count = |system: &str| {
            let of_system = test_set.analyses.flags.iter().find(|flags| flags.system == system);
            of_system.map_or(0, |flags| flags.count(kind))
        };
        let counts: Vec<usize> =
            test_set.systems.iter().map(|system| count(&system.name)).collect();
        add(flag_label(kind), &counts, &format!("flag={}", kind.name()));
    }
    let of_checks = checks::rows(test_set).into_iter().filter(|row| row.severity > Severity::Info);
    for row in of_checks.take(CHECKS) {
        let label = format!("Check {}: {}", row.check, row.summary());
        add(&label, &row.counts, &format!("flag={}", encoded(&row.filter())));
    }
    if rows.is_empty() {
        let analyses = &test_set.analyses;
        let was_sought =
            test_set.names.is_some() || !analyses.flags.is_empty() || !analyses.checks.is_empty();
        return match was_sought {
            true => "<p>No wrong name, lost number or suspicious output was found.</p>\n".into(),
            false => String::new(),
        };
    }
    rows.sort_by_key(|(total, _)| std::cmp::Reverse(*total));
    let columns: Vec<Column> = std::iter::once(Column::words("Problem"))
        .chain(test_set.systems.iter().map(|system| Column::system(&system.name)))
        .collect();
    let rows = rows.into_iter().map(|(_, row)| row);
    let caption = "Problems, the most frequent first; each number leads to the segments";
    table(&format!("{prefix}-problems"), caption, &columns, rows)
}

fn problem(verdict: Verdict, is_quantity: bool) -> Option<&'static str> {
    Some(match (verdict, is_quantity) {
        (Verdict::Mangled, _) => "Names mangled",
        (Verdict::Untranslated, false) => "Names left untranslated",
        (Verdict::Untranslated, true) => "Numbers left untranslated",
        (Verdict::Omitted, false) => "Names omitted",
        (Verdict::Omitted, true) => "Numbers lost",
        (Verdict::WrongNumber, _) => "Numbers wrong",
        (Verdict::Spurious, false) => "Names that the source does not have",
        (Verdict::Spurious, true) => "Numbers that the source does not have",
        (Verdict::Correct | Verdict::Variant | Verdict::Unlocated, _) => return None,
    })
}

/// A flag in words.
pub(super) fn flag_label(kind: Kind) -> &'static str {
    match kind {
        Kind::Empty => "Empty outputs",
        Kind::Copy => "Copies of the source",
        Kind::Length => "Outputs far too long or too short",
        Kind::Repetition => "Loops: a phrase again and again",
        Kind::Script => "Outputs in another script",
        Kind::Duplicate => "One output for different sources",
    }
}

/// The segments with the lowest mean over all systems.
fn worst_segments(test_set: &TestSet, prefix: &str) -> String {
    let metric = of_segments(test_set);
    let Some(of_metric) = test_set.metrics.get(metric) else { return String::new() };
    let score = |system: &crate::record::System, segment: usize| {
        system.segment_scores.get(metric).and_then(|scores| *scores.get(segment)?)
    };
    let mean = |segment: usize| {
        let scores: Vec<f64> =
            test_set.systems.iter().filter_map(|system| score(system, segment)).collect();
        (!scores.is_empty()).then(|| scores.iter().sum::<f64>() / scores.len() as f64)
    };
    let sign = if of_metric.lower_is_better { -1.0 } else { 1.0 };
    let mut means: Vec<(f64, usize)> = (0..test_set.segments.len())
        .filter_map(|segment| Some((sign * mean(segment)?, segment)))
        .collect();
    means.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    if means.is_empty() {
        return String::new();
    }
    let decimals = decimals(test_set, metric).min(3);
    let columns: Vec<Column> = [Column::numbers("Segment"), Column::words("Text")]
        .into_iter()
        .chain(test_set.systems.iter().map(|system| Column::system(&system.name)))
        .collect();
    let rows = means.iter().take(WORST).map(|&(_, index)| {
        let segment = &test_set.segments[index];
        let text = segment.source.as_ref().or(segment.references.first());
        let scores = test_set.systems.iter().map(|system| match score(system, index) {
            Some(score) => number(score, decimals),
            None => "–".to_owned(),
        });
        [link(test_set, index), isolated(&excerpt(text.map_or("", String::as_str)))]
            .into_iter()
            .chain(scores)
            .collect()
    });
    let caption = format!("The worst segments, by mean {}", label(test_set, metric));
    table(&format!("{prefix}-worst"), &caption, &columns, rows)
}

fn excerpt(text: &str) -> String {
    match text.char_indices().nth(EXCERPT) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}
