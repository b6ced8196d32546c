//! Analyses: tables of buckets, words and n-grams, folded away.

use super::html::{Column, details, encoded, escape, hidden, isolated, number, p_value, table};
use super::scores::{decimals, heading};
use crate::analysis::buckets::{By, Score};
use crate::analysis::ngrams::{Difference, Usage};
use crate::record::{TestSet, Words};

/// Scores of groups of segments, a table per grouping and metric.
pub(super) fn buckets(test_set: &TestSet, prefix: &str) -> String {
    let mut html = String::new();
    // The number of a grouping's first bucket, as the page's script counts them.
    let mut first = 0;
    let is_linked = !test_set.analyses.members.is_empty();
    for (at, grouping) in test_set.analyses.buckets.iter().enumerate() {
        for (index, metric) in test_set.metrics.iter().enumerate() {
            let columns: Vec<Column> = [Column::words(title(grouping.by)), Column::numbers("n")]
                .into_iter()
                .chain(test_set.systems.iter().map(|system| Column::system(&system.name)))
                .collect();
            let rows = (first..).zip(&grouping.buckets).map(|(bucket_number, bucket)| {
                let linked = |text: String, filter: &str| match is_linked {
                    true => linked(test_set, &text, &format!("bucket={bucket_number}{filter}")),
                    false => text,
                };
                let of_metric = bucket.metrics.iter().find(|scores| scores.id == metric.id);
                let cells = test_set.systems.iter().map(|system| {
                    let scores = of_metric.into_iter().flat_map(|scores| &scores.systems);
                    let found = scores.into_iter().find(|score| score.system == system.name);
                    let Some(score) = found.filter(|score| score.value.is_some()) else {
                        return "–".to_owned();
                    };
                    let worst =
                        format!("&metric={index}&system={}&sort=worst", encoded(&system.name));
                    linked(cell(score, decimals(test_set, index)), &worst)
                });
                [isolated(&bucket.label), linked(bucket.segments.to_string(), "")]
                    .into_iter()
                    .chain(cells)
                    .collect()
            });
            let id = format!("{prefix}-bucket-{}-{}", at + 1, index + 1);
            let caption = format!("{} by {}", heading(test_set, index), title(grouping.by));
            html += &table(&id, &caption, &columns, rows);
        }
        first += grouping.buckets.len();
    }
    if html.is_empty() {
        return html;
    }
    if is_linked {
        html += "<p class=\"note\">Each number leads to the segments, the worst first.</p>\n";
    }
    details(&format!("{prefix}-buckets"), "Buckets of segments", &(html + UNRELIABLE))
}

/// HTML that leads to the segments that a filter leaves.
fn linked(test_set: &TestSet, html: &str, filter: &str) -> String {
    format!("<a href=\"#{}/?{}\">{html}</a>", encoded(&test_set.name), escape(filter))
}

const UNRELIABLE: &str =
    "<p class=\"note\">≀ and grey: too few to be relied on. In brackets, the 95 % interval.</p>\n";

fn cell(score: &Score, decimals: usize) -> String {
    let Some(value) = score.value else { return "–".to_owned() };
    let interval = score.interval.map(|interval| {
        format!(" ({} … {})", number(interval.low, decimals), number(interval.high, decimals))
    });
    let figure = format!("{}{}", number(value, decimals), interval.unwrap_or_default());
    marked(figure, score.reliable)
}

fn marked(figure: String, is_reliable: bool) -> String {
    if is_reliable {
        figure
    } else {
        format!("<span class=\"unreliable\">≀ {figure}{}</span>", hidden("unreliable"))
    }
}

/// What segments are grouped by, in words.
pub(super) fn title(by: By) -> &'static str {
    match by {
        By::SourceLength => "words of the source",
        By::ReferenceLength => "words of the reference",
        By::Domain => "domain",
        By::Document => "document",
        By::Names => "number of names",
        By::EntityType => "type of name",
        By::Score => "score",
    }
}

/// F1 of words by label, a table per labelling.
pub(super) fn words(test_set: &TestSet, prefix: &str) -> String {
    let words = &test_set.analyses.words;
    let mut labellings: Vec<&str> = Vec::new();
    for by in words.iter().map(|words| words.by.as_str()) {
        if !labellings.contains(&by) {
            labellings.push(by);
        }
    }
    let mut html = String::new();
    for (at, by) in labellings.into_iter().enumerate() {
        let of_labelling: Vec<&Words> = words.iter().filter(|words| words.by == by).collect();
        let columns: Vec<Column> = [Column::words("Words"), Column::numbers("in the reference")]
            .into_iter()
            .chain(of_labelling.iter().map(|words| Column::system(&words.system)))
            .collect();
        // A label may be missing where a system never has it.
        let mut labels: Vec<&str> = Vec::new();
        for row in of_labelling.iter().flat_map(|words| &words.labels) {
            if !labels.contains(&row.label.as_str()) {
                labels.push(&row.label);
            }
        }
        let rows = labels.into_iter().map(|label| {
            let found =
                |words: &&Words| words.labels.iter().find(|row| row.label == label).cloned();
            let found: Vec<_> = of_labelling.iter().map(found).collect();
            let count = found.iter().flatten().map(|row| row.in_reference).max().unwrap_or(0);
            let cells = found.into_iter().map(|row| {
                let Some((row, f1)) = row.and_then(|row| row.f1.map(|f1| (row, f1))) else {
                    return "–".to_owned();
                };
                let percent = |share: f64| number(100.0 * share, 1);
                let interval = row.interval.map(|interval| {
                    format!(" ({} … {})", percent(interval.low), percent(interval.high))
                });
                marked(format!("{}{}", percent(f1), interval.unwrap_or_default()), row.reliable)
            });
            [isolated(label), count.to_string()].into_iter().chain(cells).collect()
        });
        let caption = format!("F1 of words in percent, by {}", by.replace('_', " "));
        html += &table(&format!("{prefix}-word-{}", at + 1), &caption, &columns, rows);
    }
    if html.is_empty() {
        return html;
    }
    details(&format!("{prefix}-words"), "Words", &(html + UNRELIABLE))
}

/// N-grams that differ, a table per system and pair.
pub(super) fn ngrams(test_set: &TestSet, prefix: &str) -> String {
    let Some(ngrams) = &test_set.analyses.ngrams else { return String::new() };
    let mut html = String::new();
    for (at, system) in ngrams.systems.iter().enumerate() {
        let columns = [
            Column::words("N-gram"),
            Column::words("which way"),
            Column::numbers("too often"),
            Column::numbers("too seldom"),
            Column::numbers("segments"),
            Column::numbers("p, adjusted"),
        ];
        let usage = |what: &'static str| {
            move |usage: &Usage| {
                vec![
                    isolated(&usage.ngram),
                    what.to_owned(),
                    usage.too_much.to_string(),
                    usage.too_little.to_string(),
                    format!("{} : {}", usage.segments_too_much, usage.segments_too_little),
                    p_value(usage.p_adjusted),
                ]
            }
        };
        let rows = system.too_much.iter().map(usage("too often"));
        let rows = rows.chain(system.too_little.iter().map(usage("too seldom")));
        let caption = format!("{} against the references; {} tested", system.system, system.tested);
        html += &table(&format!("{prefix}-ngram-{}", at + 1), &caption, &columns, rows);
    }
    for (at, pair) in ngrams.pairs.iter().enumerate() {
        let columns = [
            Column::words("N-gram"),
            Column::words("more in"),
            Column::system(&pair.a),
            Column::system(&pair.b),
            Column::numbers("segments"),
            Column::numbers("p, adjusted"),
        ];
        let difference = |system: String| {
            move |one: &Difference| {
                vec![
                    isolated(&one.ngram),
                    system.clone(),
                    one.a.to_string(),
                    one.b.to_string(),
                    format!("{} : {}", one.segments_a, one.segments_b),
                    p_value(one.p_adjusted),
                ]
            }
        };
        let rows = pair.a_more.iter().map(difference(isolated(&pair.a)));
        let rows = rows.chain(pair.b_more.iter().map(difference(isolated(&pair.b))));
        let caption = format!("Matched by {} and by {}; {} tested", pair.a, pair.b, pair.tested);
        html += &table(&format!("{prefix}-ngram-pair-{}", at + 1), &caption, &columns, rows);
    }
    let note = "<p class=\"note\">– for p: in too few segments to be tested.</p>\n";
    if html.is_empty() {
        html
    } else {
        details(&format!("{prefix}-ngrams"), "N-grams", &(html + note))
    }
}

/// The link to what stands behind a picture of this name.
pub(super) fn behind(name: &str) -> (&'static str, &'static str) {
    let targets = [
        ("scores-", "scores", "scores"),
        ("differ", "pairs", "pairs"),
        ("pairs-", "pairs", "pairs"),
        ("segments-", "worst", "worst segments"),
        ("bucket", "buckets", "buckets"),
        ("word", "words", "words"),
        ("gram", "ngrams", "n-grams"),
        ("name", "verdicts", "verdicts on names"),
        ("entit", "verdicts", "verdicts on names"),
        ("verdict", "verdicts", "verdicts on names"),
        ("consist", "consistency", "consistency"),
        ("flag", "problems", "problems"),
        ("perturb", "perturb", "damaged references"),
        ("check", "checks", "findings by check"),
        ("lengths", "worst", "worst segments"),
        ("scatter", "worst", "worst segments"),
        ("human", "people", "agreement with people"),
        ("people", "people", "agreement with people"),
    ];
    let found = targets.into_iter().find(|(part, _, _)| name.to_lowercase().contains(part));
    found.map_or(("scores", "scores"), |(_, id, label)| (id, label))
}

/// An empty label reads as nothing; this says so.
pub(super) fn or_none(text: &str) -> String {
    if text.is_empty() { "none".to_owned() } else { escape(text) }
}
