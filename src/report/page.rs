//! Page: one HTML file that shows a record, alone and without a network.
//!
//! Verdict, tables and charts are plain HTML; the list of names and the segment browser are drawn by
//! a script from data in the page. The page links to nothing outside, and its content security
//! policy allows nothing from there.

mod analyses;
mod browser;
mod checks;
mod figure;
mod html;
mod method;
mod names;
mod pairs;
mod payload;
mod perturb;
mod scores;
mod summary;
mod verdict;

use self::html::{counted, encoded, escape, isolated, plain};
use crate::record::{Record, TestSet};

/// A chart to stand in the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Picture<'a> {
    /// What tells it from the others of its test set; it says which table stands behind it.
    pub name: &'a str,
    /// Its title.
    pub title: &'a str,
    /// What it shows, in words.
    pub description: &'a str,
    /// The SVG, put into the page as it is.
    pub svg: &'a str,
}

/// What the record does not know of the run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct About {
    /// The command that repeats it.
    pub command: String,
}

/// A test set and what its ids begin with.
struct Numbered<'a> {
    test_set: &'a TestSet,
    prefix: String,
}

/// Returns the page; the same record gives the same page. `pictures` are those of each test set.
///
/// # Examples
///
/// ```
/// use mizan::record::{Record, SCHEMA};
/// use mizan::report::page::{About, page};
///
/// let record = Record {
///     schema: SCHEMA.to_owned(),
///     mizan: mizan::VERSION.to_owned(),
///     name: "news".to_owned(),
///     testsets: Vec::new(),
///     failed: Vec::new(),
/// };
/// let html = page(&record, &[], &About { command: "mizan run".to_owned() });
/// assert!(html.starts_with("<!doctype html>"));
/// ```
pub fn page(record: &Record, pictures: &[Vec<Picture<'_>>], about: &About) -> String {
    let test_sets: Vec<Numbered<'_>> = record
        .testsets
        .iter()
        .enumerate()
        .map(|(at, test_set)| Numbered { test_set, prefix: format!("t{}", at + 1) })
        .collect();
    let data: String = test_sets.iter().map(data).collect();
    let nonce = nonce(&data);
    let signs = serde_json::json!(browser::signs());
    format!(
        "{}{}<main id=\"main\">\n{}</main>\n\
         <footer><p>Made by {}. This file is complete in itself.</p></footer>\n{data}\
         <script nonce=\"{nonce}\">\n(() => {{\n\"use strict\";\nconst VERDICTS = {signs};\n\
         {SCRIPT}}})();\n</script>\n</body>\n</html>\n",
        head(record, &nonce),
        header(record, &test_sets, pictures),
        body(record, &test_sets, pictures, about),
        escape(&record.mizan),
    )
}

const STYLE: &str = include_str!("page/style.css");
const SCRIPT: &str = concat!(
    include_str!("page/text.js"),
    include_str!("page/invisible.js"),
    include_str!("page/data.js"),
    include_str!("page/filter.js"),
    include_str!("page/list.js"),
    include_str!("page/segment.js"),
    include_str!("page/export.js"),
    include_str!("page/script.js"),
    include_str!("page/names.js"),
    include_str!("page/sort.js")
);

fn head(record: &Record, nonce: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\" dir=\"ltr\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
         script-src 'nonce-{nonce}'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; \
         form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{} · mizan</title>\n\
         <style>\n{STYLE}</style>\n</head>\n",
        plain(&record.name)
    )
}

fn header(record: &Record, test_sets: &[Numbered<'_>], pictures: &[Vec<Picture<'_>>]) -> String {
    let mut sections = vec![("summary", "Summary")];
    if pictures.iter().any(|pictures| !pictures.is_empty()) {
        sections.push(("charts", "Charts"));
    }
    if test_sets.iter().any(|numbered| numbered.test_set.names.is_some()) {
        sections.push(("names", "Names"));
    }
    sections.extend([("segments", "Segments"), ("tables", "Tables"), ("method", "Method")]);
    let links: Vec<String> = sections
        .iter()
        .map(|(id, title)| format!("<li><a href=\"#{id}\">{title}</a></li>"))
        .collect();
    format!(
        "<body>\n<a class=\"skip\" href=\"#main\">Skip to the content</a>\n\
         <header><h1>Translation quality: {}</h1><p>{}</p>\
         <nav aria-label=\"Sections\"><ul>{}</ul></nav></header>\n",
        isolated(&record.name),
        counted(test_sets.len(), "test set", "test sets"),
        links.concat()
    )
}

fn body(
    record: &Record,
    test_sets: &[Numbered<'_>],
    pictures: &[Vec<Picture<'_>>],
    about: &About,
) -> String {
    let of_all = |content: fn(&Numbered<'_>) -> String| -> String {
        test_sets.iter().map(content).collect()
    };
    let failed = record.failed.iter();
    let missing: String = failed
        .map(|failed| format!("<p class=\"warning\">Not evaluated: {}</p>\n", isolated(failed)))
        .collect();
    let summary = missing + &of_all(summary::summary);
    let of_names = of_all(names::names);
    let tables = of_all(tables);
    let ids = format!("{summary}{of_names}{tables}");
    let charts: String = test_sets
        .iter()
        .zip(pictures)
        .filter(|(_, pictures)| !pictures.is_empty())
        .map(|(numbered, pictures)| {
            let figures = figure::figures(numbered, pictures, &ids);
            let name = isolated(&numbered.test_set.name);
            format!("<h3>{name}</h3>\n<div class=\"figures\">{figures}</div>\n")
        })
        .collect();
    let names = if of_names.is_empty() { of_names } else { of_names + &browser::names(test_sets) };
    [
        section("summary", "Summary", &summary),
        section("charts", "Charts", &charts),
        section("names", "Names and numbers", &names),
        section("segments", "Segments", &browser::segments(test_sets)),
        section("tables", "Tables", &tables),
        section("method", "Method", &method::method(record, test_sets, about)),
    ]
    .concat()
}

/// A section; none where there is nothing to say.
fn section(id: &str, title: &str, content: &str) -> String {
    if content.is_empty() {
        return String::new();
    }
    format!(
        "<section id=\"{id}\" aria-labelledby=\"{id}-heading\">\
         <h2 id=\"{id}-heading\">{title}</h2>\n{content}</section>\n"
    )
}

fn tables(Numbered { test_set, prefix }: &Numbered<'_>) -> String {
    let tables = [
        pairs::pairs(test_set, prefix),
        analyses::buckets(test_set, prefix),
        analyses::words(test_set, prefix),
        analyses::ngrams(test_set, prefix),
        checks::checks(test_set, prefix),
        perturb::perturb(test_set, prefix),
        pairs::examples(test_set, prefix),
        pairs::people(test_set, prefix),
    ]
    .concat();
    if tables.is_empty() {
        tables
    } else {
        format!("<h3>{}</h3>\n{tables}", isolated(&test_set.name))
    }
}

fn data(Numbered { test_set, prefix }: &Numbered<'_>) -> String {
    let json = payload::payload(test_set);
    format!(
        "<script type=\"application/json\" class=\"data\" id=\"{prefix}-data\">{json}</script>\n"
    )
}

/// The link to a segment, under its number from 1.
fn link(test_set: &TestSet, segment: usize) -> String {
    let number = segment + 1;
    format!("<a href=\"#{}/{number}\">{number}</a>", encoded(&test_set.name))
}

/// What marks the page's script as its own: FNV-1a of the data, so that no text in the data can
/// name it beforehand and the same record gives the same page.
fn nonce(data: &str) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in data.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests;
