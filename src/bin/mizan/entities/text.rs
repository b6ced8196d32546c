//! Text: what a person reads in a terminal, the scores first, then what is wrong, worst first.

use std::io::{self, IsTerminal, Write};

use mizan::entity::{SystemAudit, Tally, Verdict};
use unicode_width::UnicodeWidthStr;

use super::material::Material;
use super::summary::{digits, score, types};
use super::{Results, agreement, wrong};
use crate::args::Entities;
use crate::cell::{isolate, pad_end, shorten};
use crate::style::{BEST, FAINT};

/// Where there is no terminal; and sentences are no longer on wide ones.
const PAGE_WIDTH: usize = 80;
const MOST_WIDTH: usize = 160;

/// What of the verdicts a table of names shows, with its heading.
const OF_NAMES: [(&str, Verdict); 6] = [
    ("correct", Verdict::Correct),
    ("variant", Verdict::Variant),
    ("mangled", Verdict::Mangled),
    ("untransl.", Verdict::Untranslated),
    ("omitted", Verdict::Omitted),
    ("unlocated", Verdict::Unlocated),
];
/// The same for numbers.
const OF_NUMBERS: [(&str, Verdict); 4] = [
    ("correct", Verdict::Correct),
    ("wrong", Verdict::WrongNumber),
    ("omitted", Verdict::Omitted),
    ("unlocated", Verdict::Unlocated),
];

/// Writes everything.
pub(super) fn write(
    results: &Results,
    arguments: &Entities,
    out: &mut impl Write,
) -> io::Result<()> {
    let material = &results.material;
    let decimals = usize::from(arguments.output.width);
    writeln!(out, "{}", counts(material))?;
    write_overview(results, decimals, out)?;
    if let Some(comparison) = &results.comparison {
        let names: Vec<&str> = material.audit.systems.iter().map(|s| s.name.as_str()).collect();
        agreement::write(comparison, &names, arguments.common.verbose, out)?;
    }
    let list = wrong::List {
        material,
        is_whole: arguments.all,
        width: width(arguments.output.output.is_none()),
    };
    for (index, system) in material.audit.systems.iter().enumerate() {
        let name = isolate(&shorten(&system.name));
        let rule = "─".repeat(PAGE_WIDTH.saturating_sub(name.width() + 4));
        writeln!(out, "\n{FAINT}──{FAINT:#} {BEST}{name}{BEST:#} {FAINT}{rule}{FAINT:#}")?;
        if material.is_scored() {
            write_types(system, decimals, out)?;
        }
        list.write(index, out)?;
    }
    Ok(())
}

/// How wide sentences may be.
fn width(is_standard: bool) -> usize {
    let is_terminal = is_standard && io::stdout().is_terminal();
    let found = is_terminal.then(terminal_size::terminal_size).flatten();
    found.map_or(PAGE_WIDTH, |(width, _)| usize::from(width.0).clamp(PAGE_WIDTH / 2, MOST_WIDTH))
}

/// "66 segments, 1 reference, 3 systems; names found in the source".
fn counts(material: &Material) -> String {
    let of = |count: usize, noun: &str| match count {
        0 => format!("no {noun}"),
        1 => format!("1 {noun}"),
        several => format!("{several} {noun}s"),
    };
    let names = match &material.inventory {
        Some(inventory) => format!("{} given", of(inventory.mentions().len(), "name")),
        None if material.has_given_names() => "names given with the references".to_owned(),
        None if material.parts.source.is_some() => "names found in the source".to_owned(),
        None => "names found in the outputs".to_owned(),
    };
    format!(
        "{}, {}, {}; {names}",
        of(material.segments(), "segment"),
        of(material.parts.references.len(), "reference"),
        of(material.audit.systems.len(), "system"),
    )
}

/// One line a system.
fn write_overview(results: &Results, decimals: usize, out: &mut impl Write) -> io::Result<()> {
    let material = &results.material;
    let is_scored = material.is_scored();
    let systems = &material.audit.systems;
    let mut head = vec!["system"];
    if is_scored {
        head.extend(["score ↑", "names", "located", "wrong", "numbers", "wrong"]);
    } else {
        head.extend(["names", "suspicious", "numbers", "suspicious"]);
    }
    let has_consistency = systems.iter().any(|system| system.consistency.is_some());
    if has_consistency {
        head.push("consistent");
    }
    let has_m_eta = systems.iter().any(|system| system.m_eta.is_some());
    if has_m_eta {
        head.extend(["M-ETA", "normalised"]);
    }
    let percent = |value: Option<f64>| percent(value, decimals);
    let mut rows = vec![head.into_iter().map(str::to_owned).collect::<Vec<_>>()];
    for system in systems {
        let (names, numbers) = system.tallies();
        let mut row = vec![isolate(&shorten(&system.name))];
        if is_scored {
            row.push(percent(score(&names)));
            row.extend([names.mentions(), names.located(), names.wrong()].map(|n| n.to_string()));
        } else {
            row.extend([names.mentions(), suspicious(system, false)].map(|n| n.to_string()));
        }
        let wrong = if is_scored { numbers.wrong() } else { suspicious(system, true) };
        row.extend([numbers.mentions(), wrong].map(|n| n.to_string()));
        if has_consistency {
            row.push(percent(system.consistency.as_ref().map(|c| 100.0 * c.dominant)));
        }
        if has_m_eta {
            let scores = system.m_eta;
            row.extend([scores.map(|m| m.published), scores.map(|m| m.normalised)].map(percent));
        }
        rows.push(row);
    }
    writeln!(out)?;
    write_table(&rows, out)?;
    writeln!(out)?;
    let reference = material.audit.reference_consistency.filter(|_| has_consistency);
    if let Some(reference) = reference {
        let percent = 100.0 * reference.dominant;
        writeln!(out, "{FAINT}the reference's own consistency: {percent:.decimals$}{FAINT:#}")?;
    }
    if is_scored {
        let fit = material.fit.map(|fit| format!("|fit:{}", digits(fit))).unwrap_or_default();
        let signature =
            format!("mode:{}|lexicon:{}{fit}", material.mode(), digits(results.lexicon));
        writeln!(out, "{FAINT}score: right names of 100 located; {signature}{FAINT:#}")?;
    } else {
        let lacking = if material.parts.references.is_empty() { "reference" } else { "source" };
        writeln!(out, "no {lacking}, so nothing is scored: below is what looks wrong")?;
    }
    Ok(())
}

fn suspicious(system: &SystemAudit, is_quantity: bool) -> f64 {
    let judgements = system.rows.iter().map(|row| &row.judgement);
    let of_kind = judgements.filter(|j| j.is_quantity() == is_quantity);
    of_kind.filter(|judgement| judgement.severity.is_some()).count() as f64
}

/// The verdicts by type: a table of names, a table of numbers.
fn write_types(system: &SystemAudit, decimals: usize, out: &mut impl Write) -> io::Result<()> {
    let types = types(system);
    let is_quantity = |name: &str| matches!(name, "NUMBER" | "DATE" | "MONEY" | "PERCENT");
    for (title, columns, quantities) in
        [("names", &OF_NAMES[..], false), ("numbers", &OF_NUMBERS[..], true)]
    {
        let chosen: Vec<_> = types
            .iter()
            .filter(|(kind, tally)| {
                is_quantity(kind.name()) == quantities && tally.mentions() > 0.0
            })
            .collect();
        if chosen.is_empty() {
            continue;
        }
        let mut head = vec![title.to_owned(), "all".to_owned()];
        head.extend(columns.iter().map(|(name, _)| (*name).to_owned()));
        head.push("score".to_owned());
        let mut rows = vec![head];
        let mut all = Tally::default();
        for (kind, tally) in &chosen {
            all.add(tally);
            rows.push(row(kind.name(), tally, columns, decimals));
        }
        if chosen.len() > 1 {
            rows.push(row("all", &all, columns, decimals));
        }
        writeln!(out)?;
        write_table(&rows, out)?;
    }
    Ok(())
}

fn row(name: &str, tally: &Tally, columns: &[(&str, Verdict)], decimals: usize) -> Vec<String> {
    let mut row = vec![name.to_owned(), tally.mentions().to_string()];
    row.extend(columns.iter().map(|(_, verdict)| match tally.get(*verdict) {
        0.0 => "·".to_owned(),
        count => count.to_string(),
    }));
    row.push(percent(score(tally), decimals));
    row
}

fn percent(value: Option<f64>, decimals: usize) -> String {
    value.map_or("-".to_owned(), |value| format!("{value:.decimals$}"))
}

/// A table: the head faint, the first column to the left, the others to the right.
pub(super) fn write_table(rows: &[Vec<String>], out: &mut impl Write) -> io::Result<()> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    for (index, row) in rows.iter().enumerate() {
        let mut line = String::new();
        for (column, cell) in row.iter().enumerate() {
            match column {
                0 => line.push_str(&pad_end(cell, widths[0])),
                _ => {
                    line.push_str(&" ".repeat(2 + widths[column].saturating_sub(cell.width())));
                    line.push_str(cell);
                }
            }
        }
        let line = line.trim_end();
        if index == 0 {
            writeln!(out, "{FAINT}{line}{FAINT:#}")?;
        } else {
            writeln!(out, "{line}")?;
        }
    }
    Ok(())
}
