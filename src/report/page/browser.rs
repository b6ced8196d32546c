//! Browser: the controls of the list of names and of the segments, which the script brings to life.

use std::collections::{BTreeMap, BTreeSet};

use super::Numbered;
use super::checks::{kind, rows};
use super::html::{escape, plain};
use super::names::symbol;
use super::summary::flag_label;
use crate::analysis::flags::Kind;
use crate::entity::Verdict;
use crate::finding::Severity;

/// The list of all names; hidden where no script runs.
pub(super) fn names(test_sets: &[Numbered<'_>]) -> String {
    format!(
        "<div id=\"all-names\" class=\"scripted\" hidden><h3>All names and numbers</h3>\n\
         <form class=\"filters\" id=\"name-filters\">{}{}{}{}{}</form>\n\
         <p id=\"name-count\" role=\"status\" aria-live=\"polite\"></p>\n\
         <div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"All names\">\
         <table id=\"name-list\"><caption class=\"unseen\">All names and numbers</caption><thead><tr>\
         <th scope=\"col\">Name</th><th scope=\"col\">Type</th><th scope=\"col\">Expected</th>\
         <th scope=\"col\">System</th><th scope=\"col\">Renderings</th>\
         <th scope=\"col\">Segments</th></tr></thead><tbody></tbody></table></div>\n\
         <p><button type=\"button\" id=\"more-names\" hidden>Show more names</button></p></div>\n",
        test_set_choice("name-set", test_sets),
        input("name-search", "Name or rendering", "search"),
        select("name-type", "Type", &[("", "all")]),
        select("name-verdict", "Verdict", &verdicts()),
        select("name-system", "System", &[("", "all")]),
    )
}

/// The segment browser; hidden where no script runs.
pub(super) fn segments(test_sets: &[Numbered<'_>]) -> String {
    let of_checks = of_checks(test_sets);
    let flags: Vec<(&str, &str)> = [("", "all"), ("any", "any flag")]
        .into_iter()
        .chain(Kind::ALL.map(|kind| (kind.name(), flag_label(kind))))
        .chain(of_checks.iter().map(|(kind, label)| (kind.as_str(), label.as_str())))
        .collect();
    let what = [("", "names and numbers"), ("names", "names"), ("numbers", "numbers")];
    let controls = [
        test_set_choice("set", test_sets),
        input("q", "Text (press /)", "search"),
        select("system", "System", &[("", "all")]),
        select("metric", "Metric", &[]),
        input("low", "Score from", "number"),
        input("high", "to", "number"),
        select("domain", "Domain", &[("", "all")]),
        select("document", "Document", &[("", "all")]),
        select("bucket", "Bucket", &[("", "all")]),
        select("verdict", "Verdict", &verdicts()),
        select("what", "on", &what),
        select("flag", "Flag", &flags),
        select("sort", "Sort by", &SORTS),
        select("differences", "Differences", &DIFFERENCES),
        select("marks", "Invisible characters", &[("", "show"), ("hide", "leave invisible")]),
    ];
    format!(
        "<noscript><p>The segment browser needs JavaScript; all above and below does not.</p>\
         </noscript>\n<div id=\"browser\" class=\"scripted\" hidden>\n\
         <form class=\"filters\" id=\"filters\">{}\
         <p class=\"buttons\"><button type=\"reset\">Clear filters</button> \
         <button type=\"button\" id=\"export\">Export selection as CSV</button></p></form>\n\
         <p id=\"name-chosen\" hidden><span></span> <button type=\"button\">Any name</button></p>\n\
         <p id=\"count\" role=\"status\" aria-live=\"polite\"></p>\n\
         <p class=\"note\" id=\"keys\">Keys: <kbd>j</kbd> <kbd>k</kbd> next and previous, \
         <kbd>/</kbd> search, <kbd>Enter</kbd> opens the segment, <kbd>Esc</kbd> goes back to the \
         list.</p>\n<div class=\"panes\">\n<div id=\"list\" role=\"listbox\" tabindex=\"0\" \
         aria-label=\"Segments\" aria-describedby=\"keys\"><div id=\"rows\"></div></div>\n\
         <article id=\"segment\" tabindex=\"-1\" aria-label=\"Segment\"></article></div>\n</div>\n",
        controls.concat()
    )
}

const SORTS: [(&str, &str); 6] = [
    ("", "order of the file"),
    ("worst", "worst score first"),
    ("best", "best score first"),
    ("spread", "systems differ most"),
    ("wrong", "most names wrong"),
    ("length", "longest first"),
];

const DIFFERENCES: [(&str, &str); 3] = [
    ("", "mark words that the reference lacks"),
    ("all", "show missing words too"),
    ("none", "do not mark"),
];

/// The findings of checks that there are, by what the filter calls them.
fn of_checks(test_sets: &[Numbered<'_>]) -> Vec<(String, String)> {
    let rows = test_sets.iter().flat_map(|numbered| rows(numbered.test_set));
    let mut found: BTreeMap<String, BTreeSet<Severity>> = BTreeMap::new();
    for row in rows {
        found.entry(row.check).or_default().insert(row.severity);
    }
    let mut kinds = Vec::new();
    if !found.is_empty() {
        kinds.push(("check".to_owned(), "any finding of a check".to_owned()));
    }
    for (check, severities) in found {
        kinds.push((format!("check:{check}"), format!("check {check}")));
        for severity in severities.into_iter().rev() {
            kinds.push((kind(&check, severity), format!("check {check}, {}", severity.name())));
        }
    }
    kinds
}

fn verdicts() -> Vec<(&'static str, &'static str)> {
    [("", "all"), ("wrong", "any wrong")]
        .into_iter()
        .chain(Verdict::ALL.map(|verdict| (verdict.name(), words(verdict))))
        .collect()
}

fn words(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::WrongNumber => "wrong number",
        other => other.name(),
    }
}

/// The verdicts with their signs, in the order of their numbers in the payload.
pub(super) fn signs() -> Vec<[&'static str; 3]> {
    Verdict::ALL.map(|verdict| [verdict.name(), words(verdict), symbol(verdict)]).to_vec()
}

fn test_set_choice(id: &str, test_sets: &[Numbered<'_>]) -> String {
    let options: Vec<String> = test_sets
        .iter()
        .enumerate()
        .map(|(at, numbered)| {
            format!("<option value=\"{at}\">{}</option>", plain(&numbered.test_set.name))
        })
        .collect();
    let hidden = if test_sets.len() < 2 { " hidden" } else { "" };
    let options = options.concat();
    format!("<label{hidden}>Test set <select id=\"{id}\">{options}</select></label>")
}

fn select(id: &str, label: &str, options: &[(&str, &str)]) -> String {
    let option = |(value, text): &(&str, &str)| {
        format!("<option value=\"{}\">{}</option>", escape(value), escape(text))
    };
    let options: Vec<String> = options.iter().map(option).collect();
    format!("<label>{} <select id=\"{id}\">{}</select></label>", escape(label), options.concat())
}

fn input(id: &str, label: &str, kind: &str) -> String {
    let step = if kind == "number" { " step=\"any\"" } else { " dir=\"auto\"" };
    format!("<label>{} <input id=\"{id}\" type=\"{kind}\"{step}></label>", escape(label))
}
