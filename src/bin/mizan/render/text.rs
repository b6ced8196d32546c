//! Text: the table that a person reads in a terminal.

use std::io::{self, Write};

use mizan::evaluate::Evaluation;
use unicode_width::UnicodeWidthStr;

use super::{Results, arrow, counts, heading, is_best};
use crate::cell::{isolate, pad_end, shorten};
use crate::style::{BEST, FAINT};

/// A table is cut into several, one below the other, where it would be wider than this.
const PAGE_WIDTH: usize = 80;
const GAP: usize = 3;

/// Writes a table of systems and metrics, and the signatures below it.
pub(super) fn write(
    results: &Results<'_>,
    decimals: usize,
    verbose: bool,
    out: &mut impl Write,
) -> io::Result<()> {
    let evaluation = results.evaluation;
    writeln!(out, "{}", counts(results))?;
    let columns: Vec<Column> = (0..evaluation.calculators().len())
        .map(|metric| column(results, metric, decimals))
        .collect();
    let names: Vec<String> = evaluation.systems().iter().map(|name| shorten(name)).collect();
    let name_width = names.iter().map(|name| name.width()).max().unwrap_or(0).max("system".len());
    let mut rest = &columns[..];
    while !rest.is_empty() {
        let fitting = fitting(rest, name_width);
        writeln!(out)?;
        write_block(&rest[..fitting], &names, name_width, out)?;
        rest = &rest[fitting..];
    }
    if evaluation.systems().len() > 1 {
        writeln!(out, "\n{FAINT}* best; ↑ higher is better, ↓ lower is better{FAINT:#}")?;
    } else {
        writeln!(out)?;
    }
    for metric in 0..columns.len() {
        writeln!(out, "{FAINT}{}{FAINT:#}", results.signature(metric))?;
    }
    if verbose {
        write_breakdowns(evaluation, decimals, out)?;
    }
    Ok(())
}

struct Column {
    heading: String,
    /// Per system: the number, and whether it is the best.
    cells: Vec<(String, bool)>,
    width: usize,
}

fn column(results: &Results<'_>, metric: usize, decimals: usize) -> Column {
    let evaluation = results.evaluation;
    let heading = format!("{} {}", heading(evaluation, metric), arrow(evaluation, metric));
    let cells: Vec<(String, bool)> = (0..evaluation.systems().len())
        .map(|system| {
            let number = results.number(metric, system, decimals);
            (number, is_best(evaluation, metric, system))
        })
        .collect();
    // A number is followed by the mark of the best, or a space in its place.
    let widest = cells.iter().map(|(number, _)| number.width() + 1).max().unwrap_or(0);
    let width = widest.max(heading.width());
    Column { heading, cells, width }
}

/// How many columns fit on a page beside the names; at least one.
fn fitting(columns: &[Column], name_width: usize) -> usize {
    let mut width = name_width;
    let count = columns
        .iter()
        .take_while(|column| {
            width += GAP + column.width;
            width <= PAGE_WIDTH
        })
        .count();
    count.max(1)
}

fn write_block(
    columns: &[Column],
    names: &[String],
    name_width: usize,
    out: &mut impl Write,
) -> io::Result<()> {
    write!(out, "{FAINT}{}{FAINT:#}", pad_end("system", name_width))?;
    for column in columns {
        let space = GAP + column.width - column.heading.width();
        write!(out, "{:space$}{FAINT}{}{FAINT:#}", "", column.heading)?;
    }
    writeln!(out)?;
    for (system, name) in names.iter().enumerate() {
        let mut line = pad_end(&isolate(name), name_width);
        for column in columns {
            let (number, is_best) = &column.cells[system];
            let space = GAP + column.width - number.width() - 1;
            line.push_str(&" ".repeat(space));
            if *is_best {
                line.push_str(&format!("{BEST}{number}*{BEST:#}"));
            } else {
                line.push_str(number);
                line.push(' ');
            }
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

fn write_breakdowns(
    evaluation: &Evaluation,
    decimals: usize,
    out: &mut impl Write,
) -> io::Result<()> {
    writeln!(out)?;
    for (system, name) in evaluation.systems().iter().enumerate() {
        for (metric, calculator) in evaluation.calculators().iter().enumerate() {
            let sum = evaluation.sum(metric, system);
            let breakdown = calculator.breakdown(sum);
            let statistics = calculator.statistics(sum);
            let is_counted = |part: &str| statistics.iter().any(|(name, _)| *name == part);
            let parts: Vec<String> = breakdown
                .iter()
                // Counts are in the statistics too, and are written once.
                .filter(|(part, _)| !is_counted(part))
                .map(|(part, value)| {
                    // Ratios near 1 say nothing with fewer; sacreBLEU prints as many.
                    let is_ratio = matches!(part.as_str(), "bp" | "ratio");
                    let least = if is_ratio { 3 } else { 1 };
                    format!("{part} {value:.*}", decimals.max(least))
                })
                .collect();
            let counted: Vec<String> = statistics
                .iter()
                .filter_map(|(part, value)| match value {
                    mizan::metric::Statistic::Number(value) => Some(format!("{part} {value}")),
                    mizan::metric::Statistic::List(_) | mizan::metric::Statistic::Table(_) => None,
                })
                .collect();
            let parts = [parts, counted].concat().join(", ");
            writeln!(out, "{} {}: {parts}", isolate(name), heading(evaluation, metric))?;
        }
    }
    Ok(())
}
