//! Text: the table that a person reads in a terminal.

use std::io::{self, Write};

use super::{Results, arrow, counts, heading, is_best};
use crate::cell::{isolate, shorten};
use crate::effort;
use crate::grid::{self, Cell, Column};
use crate::style::FAINT;
use mizan::evaluate::Evaluation;

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
    writeln!(out)?;
    grid::write("system", &names, &columns, out)?;
    if evaluation.systems().len() > 1 {
        writeln!(out, "\n{FAINT}* best; ↑ higher is better, ↓ lower is better{FAINT:#}")?;
    } else {
        writeln!(out)?;
    }
    for metric in 0..columns.len() {
        writeln!(out, "{FAINT}{}{FAINT:#}", results.signature(metric))?;
    }
    for (name, effort) in evaluation.systems().iter().zip(&results.effort) {
        effort::write_text(name, effort, out)?;
    }
    if verbose {
        write_breakdowns(evaluation, decimals, out)?;
    }
    Ok(())
}

fn column(results: &Results<'_>, metric: usize, decimals: usize) -> Column {
    let evaluation = results.evaluation;
    let heading = format!("{} {}", heading(evaluation, metric), arrow(evaluation, metric));
    let cell = |system: usize| Cell {
        text: results.number(metric, system, decimals),
        is_best: is_best(evaluation, metric, system),
    };
    Column::new(heading, (0..evaluation.systems().len()).map(cell).collect())
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
