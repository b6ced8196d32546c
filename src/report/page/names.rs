//! Names: what became of names and numbers, for a page that runs no script; the list of all of them
//! is made by the script.

use std::collections::BTreeMap;

use super::html::{Column, escape, isolated, number, table};
use super::{Numbered, link};
use crate::entity::Verdict;
use crate::record::{Mention, TestSet};

/// How many names are listed without a script.
const WORST: usize = 15;
/// How many segments are named for each.
const PLACES: usize = 5;

/// A name with all its mentions under all systems.
struct Name<'a> {
    mentions: Vec<&'a Mention>,
    wrong: usize,
}

/// The names that are wrong most often.
pub(super) fn worst_names(numbered: &Numbered<'_>) -> String {
    let Numbered { test_set, prefix } = numbered;
    let Some(names) = &test_set.names else { return String::new() };
    let mut by_key: BTreeMap<(&str, &str), Name<'_>> = BTreeMap::new();
    for mention in names.mentions.iter().filter(|mention| mention.entity.is_some()) {
        let name = by_key
            .entry((&mention.kind, &mention.key))
            .or_insert_with(|| Name { mentions: Vec::new(), wrong: 0 });
        name.wrong += usize::from(is_wrong(mention));
        name.mentions.push(mention);
    }
    let mut worst: Vec<&Name<'_>> = by_key.values().filter(|name| name.wrong > 0).collect();
    worst.sort_by_key(|name| std::cmp::Reverse(name.wrong));
    if worst.is_empty() {
        return String::new();
    }
    let columns: Vec<Column> = ["Name", "Type", "Expected"]
        .map(Column::words)
        .into_iter()
        .chain(test_set.systems.iter().map(|system| Column::system(&system.name)))
        .chain([Column::words("Where")])
        .collect();
    let rows = worst.iter().take(WORST).map(|name| row(test_set, name));
    let caption = "Names and numbers, the most often wrong first: wrong of all, per system";
    table(&format!("{prefix}-wrong-names"), caption, &columns, rows)
}

fn row(test_set: &TestSet, name: &Name<'_>) -> Vec<String> {
    let first = name.mentions[0];
    let expected: Vec<String> = first.expected.iter().take(2).map(|form| isolated(form)).collect();
    let counts = test_set.systems.iter().map(|system| {
        let mentions = name.mentions.iter().filter(|mention| mention.system == system.name);
        let (mut wrong, mut all) = (0, 0);
        for mention in mentions {
            wrong += usize::from(is_wrong(mention));
            all += 1;
        }
        if wrong > 0 { format!("<b>{wrong}</b>/{all}") } else { format!("0/{all}") }
    });
    let mut places: Vec<usize> =
        name.mentions.iter().filter(|m| is_wrong(m)).map(|mention| mention.segment).collect();
    places.sort_unstable();
    places.dedup();
    let mut links: Vec<String> =
        places.iter().take(PLACES).map(|&segment| link(test_set, segment)).collect();
    if places.len() > PLACES {
        links.push("…".to_owned());
    }
    let entity = first.entity.as_deref().unwrap_or_default();
    [isolated(entity), escape(&first.kind), expected.join(" · ")]
        .into_iter()
        .chain(counts)
        .chain([links.join(" ")])
        .collect()
}

fn is_wrong(mention: &Mention) -> bool {
    Verdict::from_name(&mention.verdict).is_some_and(Verdict::is_wrong)
}

/// The counts of all verdicts, and the place for the list of all names.
pub(super) fn names(numbered: &Numbered<'_>) -> String {
    let Numbered { test_set, prefix } = numbered;
    let Some(names) = &test_set.names else { return String::new() };
    let columns: Vec<Column> = std::iter::once(Column::words("Verdict"))
        .chain(test_set.systems.iter().map(|system| Column::system(&system.name)))
        .collect();
    let counts = |verdict: Verdict| {
        test_set.systems.iter().map(move |system| {
            let of_system = names.mentions.iter().filter(|m| m.system == system.name);
            of_system.filter(|mention| mention.verdict == verdict.name()).count()
        })
    };
    let rows = Verdict::ALL.into_iter().filter(|&verdict| counts(verdict).sum::<usize>() > 0).map(
        |verdict| {
            let cells = counts(verdict).map(|count| count.to_string());
            let name = format!("{} {}", symbol(verdict), verdict.name().replace('_', " "));
            std::iter::once(name).chain(cells).collect()
        },
    );
    let mut html = format!("<h3>{}</h3>\n", isolated(&test_set.name));
    html += &table(&format!("{prefix}-verdicts"), "Mentions by verdict", &columns, rows);
    if !names.consistency.is_empty() {
        let columns = [
            Column::words("System"),
            Column::numbers("Mentions as usual in their document, %"),
            Column::numbers("Names with two mentions or more"),
        ];
        let rows = names.consistency.iter().map(|found| {
            let system = found.system.as_deref().map_or("reference".to_owned(), isolated);
            vec![system, number(100.0 * found.dominant, 1), found.names.to_string()]
        });
        html += &table(&format!("{prefix}-consistency"), "Consistency", &columns, rows);
    }
    html
}

/// The sign of a verdict, beside its word and its colour.
pub(super) fn symbol(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Correct => "✓",
        Verdict::Variant => "≈",
        Verdict::Mangled => "✗",
        Verdict::Untranslated => "↺",
        Verdict::Omitted => "∅",
        Verdict::WrongNumber => "≠",
        Verdict::Spurious => "+",
        Verdict::Unlocated => "?",
    }
}
