//! Text: what a person reads in a terminal: by check, the gravest first, each finding marked in its
//! sentence.

use std::io::{self, IsTerminal, Write};

use mizan::check::CHECKS;
use mizan::finding::{Finding, Severity};
use unicode_width::UnicodeWidthStr;

use super::material::Checked;
use crate::args::Check;
use crate::cell::{isolate, plain, shorten};
use crate::excerpt::{Place, excerpt};
use crate::style::{BEST, ERROR, FAINT, WARNING};

/// Where there is no terminal; and sentences are no longer on wide ones.
const PAGE_WIDTH: usize = 80;
const MOST_WIDTH: usize = 160;
/// Findings of a check that are listed unless all are asked for.
const MOST_FINDINGS: usize = 5;
/// Expected forms that are shown.
const MOST_EXPECTED: usize = 3;

/// A finding and its file.
type Row<'a> = (&'a Checked, &'a Finding);

/// Writes everything; `known` findings were left out.
pub(super) fn write(
    checked: &[Checked],
    arguments: &Check,
    known: usize,
    out: &mut impl Write,
) -> io::Result<()> {
    let rows: Vec<Row<'_>> = checked
        .iter()
        .flat_map(|file| file.findings.iter().map(move |finding| (file, finding)))
        .collect();
    writeln!(out, "{}", counts(checked, &rows, known))?;
    let width = width(arguments.output.is_none());
    for (name, rows) in groups(&rows) {
        let summary = CHECKS.iter().find(|check| check.name == name).map_or("", |c| c.summary);
        writeln!(out, "\n{BEST}{name}{BEST:#}{FAINT} ({}): {summary}{FAINT:#}", rows.len())?;
        let shown = if arguments.all { rows.len() } else { rows.len().min(MOST_FINDINGS) };
        for row in &rows[..shown] {
            write_row(*row, checked.len() > 1, width, out)?;
        }
        if shown < rows.len() {
            writeln!(out, "{FAINT}  … and {} more: --all{FAINT:#}", rows.len() - shown)?;
        }
    }
    Ok(())
}

/// "6 segments: 1 error, 28 warnings".
fn counts(checked: &[Checked], rows: &[Row<'_>], known: usize) -> String {
    let of = |count: usize, noun: &str| match count {
        1 => format!("1 {noun}"),
        several => format!("{several} {noun}s"),
    };
    let with = |severity: Severity| rows.iter().filter(|(_, f)| f.severity == severity).count();
    let mut parts = vec![
        of(with(Severity::Error), "error"),
        of(with(Severity::Warning), "warning"),
        format!("{} to know", with(Severity::Info)),
    ];
    if known > 0 {
        parts.push(format!("{known} known"));
    }
    let segments = checked.iter().map(|file| file.units.len()).sum();
    let files =
        if checked.len() > 1 { format!(" in {} files", checked.len()) } else { String::new() };
    format!("{}{files}: {}", of(segments, "segment"), parts.join(", "))
}

/// The findings of each check, those with the gravest first.
fn groups<'a>(rows: &[Row<'a>]) -> Vec<(&'a str, Vec<Row<'a>>)> {
    let mut groups: Vec<(&str, Vec<Row<'a>>)> = Vec::new();
    for &(file, finding) in rows {
        match groups.iter_mut().find(|(name, _)| *name == finding.check) {
            Some((_, rows)) => rows.push((file, finding)),
            None => groups.push((&finding.check, vec![(file, finding)])),
        }
    }
    for (_, rows) in &mut groups {
        rows.sort_by_key(|(_, finding)| std::cmp::Reverse(finding.severity));
    }
    let place = |name: &str| CHECKS.iter().position(|check| check.name == name);
    groups.sort_by_key(|(name, rows)| {
        (std::cmp::Reverse(rows.first().map(|(_, finding)| finding.severity)), place(name))
    });
    groups
}

fn write_row(
    (file, finding): Row<'_>,
    has_files: bool,
    width: usize,
    out: &mut impl Write,
) -> io::Result<()> {
    let (style, severity) = match finding.severity {
        Severity::Error => (ERROR, "error"),
        Severity::Warning => (WARNING, "warning"),
        Severity::Info => (FAINT, "info"),
    };
    let expected: Vec<String> = finding
        .expected
        .iter()
        .take(MOST_EXPECTED)
        .filter(|form| !form.trim().is_empty())
        .map(|form| shown(form))
        .collect();
    let expected = match expected.is_empty() {
        true => String::new(),
        false => format!("; expected {}", expected.join(", ")),
    };
    let message: String = finding.message.chars().map(plain).collect();
    writeln!(out, "  {style}{severity:<7}{style:#}  {message}{expected}")?;
    let line = file.line(finding);
    let place = match has_files {
        true => format!("{}:{line}", isolate(&shorten(&file.name))),
        false => line.to_string(),
    };
    let marked = match &finding.span {
        Some(span) => Place::Marked(span.clone()),
        None => Place::Around(0.0),
    };
    let room = width.saturating_sub(place.width() + 4);
    writeln!(out, "  {FAINT}{place}:{FAINT:#} {}", excerpt(file.target(finding), &marked, room))
}

fn shown(text: &str) -> String {
    const LONGEST: usize = 40;
    let mut short: String = text.chars().take(LONGEST).map(plain).collect();
    if text.chars().nth(LONGEST).is_some() {
        short.push('…');
    }
    isolate(&short)
}

/// How wide sentences may be.
fn width(is_standard: bool) -> usize {
    let is_terminal = is_standard && io::stdout().is_terminal();
    let found = is_terminal.then(terminal_size::terminal_size).flatten();
    found.map_or(PAGE_WIDTH, |(width, _)| usize::from(width.0).clamp(PAGE_WIDTH / 2, MOST_WIDTH))
}
