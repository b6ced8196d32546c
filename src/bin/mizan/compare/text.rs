//! Text: the comparison that a person reads in a terminal.

use std::io::{self, Write};

use mizan::comparison::{ALPHA, Comparison, Pair};
use mizan::statistics::units::Unit;

use super::{Results, arrow, heading, signed, stars};
use crate::cell::{isolate, shorten};
use crate::grid::{self, Cell, Column};
use crate::style::FAINT;

/// With more systems a matrix of differences is no longer read, and is left to files.
const MOST_IN_MATRIX: usize = 12;
/// Pairs that are not told apart and are described one by one.
const MOST_PAIRS: usize = 8;

/// Writes scores with intervals and ranks, the differences, and what could not be told apart.
pub(super) fn write(results: &Results<'_>, out: &mut impl Write) -> io::Result<()> {
    write_head(results.comparison, out)?;
    write_systems(results, out)?;
    match &results.baseline {
        Some(baseline) => write_baseline(results, baseline, out)?,
        None if results.order.len() <= MOST_IN_MATRIX => write_matrices(results, out)?,
        None => writeln!(
            out,
            "\n{} pairs under each metric: --format csv or json lists them",
            results.order.len() * (results.order.len() - 1) / 2
        )?,
    }
    write_undecided(results, out)?;
    writeln!(out)?;
    for score in &results.comparison.systems[0].scores {
        writeln!(out, "{FAINT}{}|{}{FAINT:#}", score.name, score.signature)?;
    }
    Ok(())
}

fn write_head(comparison: &Comparison, out: &mut impl Write) -> io::Result<()> {
    let Comparison { segments, seed, samples, systems, .. } = comparison;
    let drawn = super::drawn(comparison);
    let noun = if *segments == 1 { "segment" } else { "segments" };
    writeln!(out, "{segments} {noun}, {} systems; drawn and exchanged: {drawn}", systems.len())?;
    let (bootstrap, trials) = (samples.bootstrap, samples.randomization);
    writeln!(out, "{bootstrap} resamples, {trials} trials, seed {seed}\n")
}

fn write_systems(results: &Results<'_>, out: &mut impl Write) -> io::Result<()> {
    let columns: Vec<Column> = (0..results.metrics())
        .map(|metric| {
            let cells = results.order.iter().map(|&system| {
                let ranks = results.ranks(system, metric);
                let ranks = ranks.map_or_else(String::new, |ranks| format!("  {ranks:>4}"));
                Cell {
                    text: format!("{}{ranks}", results.number(system, metric)),
                    is_best: results.is_in_first_cluster(system, metric),
                }
            });
            let rank = if results.baseline.is_none() { "  rank" } else { "" };
            let heading = format!("{} {}{rank}", heading(results, metric), arrow(results, metric));
            Column::new(heading, cells.collect())
        })
        .collect();
    grid::write("system", &results.labels(), &columns, out)?;
    writeln!(out, "\n{FAINT}± half of the 95 % interval{FAINT:#}")?;
    if results.baseline.is_none() {
        let lines = "rank: the places that a system may have\n\
                     * the first cluster: each is significantly better than all without *";
        writeln!(out, "{FAINT}{lines}{FAINT:#}")?;
        write_leaders(results, out)?;
    }
    Ok(())
}

/// Under each metric the best system and the next, and what people make of such a difference.
fn write_leaders(results: &Results<'_>, out: &mut impl Write) -> io::Result<()> {
    writeln!(out)?;
    for metric in 0..results.metrics() {
        let best = results.best_first(metric);
        let Some((pair, sign)) = results.pair(metric, best[0], best[1]) else { continue };
        let decimals = results.decimals(metric);
        let [first, second] = [best[0], best[1]].map(|system| results.number_of(system));
        let is_told_apart = pair.p_adjusted < ALPHA;
        let relation = if is_told_apart { "before" } else { "not told apart from" };
        let lead = format!("{:.decimals$}", pair.difference.abs());
        write!(out, "{}: {first} {relation} {second}, {lead}", heading(results, metric))?;
        if let Some(interval) = pair.interval {
            let mut ends = [sign * interval.low, sign * interval.high];
            if results.metric(metric).lower_is_better {
                ends = ends.map(|end| -end);
            }
            ends.sort_by(f64::total_cmp);
            let ends = ends.map(|end| signed(end, decimals));
            write!(out, " ({} … {})", ends[0], ends[1])?;
        }
        write!(out, ", p = {:.4}", pair.p_adjusted)?;
        match pair.agreement.filter(|_| is_told_apart) {
            Some(agreement) => writeln!(out, "; people agree in {agreement:.0} %")?,
            None => writeln!(out)?,
        }
    }
    Ok(())
}

/// The differences of all pairs under each metric, the better systems first.
fn write_matrices(results: &Results<'_>, out: &mut impl Write) -> io::Result<()> {
    let systems = results.order.len();
    for metric in 0..results.metrics() {
        writeln!(
            out,
            "\n{} {}: row less column",
            heading(results, metric),
            arrow(results, metric)
        )?;
        let columns: Vec<Column> = (1..systems)
            .map(|column| {
                let cell = |row: usize| {
                    let text = (row < column).then(|| {
                        let (pair, sign) =
                            results.pair(metric, results.order[row], results.order[column])?;
                        Some(difference(results, metric, sign * pair.difference, pair))
                    });
                    Cell { text: text.flatten().unwrap_or_default(), is_best: false }
                };
                Column::new(format!("{}", column + 1), (0..systems - 1).map(cell).collect())
            })
            .collect();
        let numbers: Vec<String> = (1..systems).map(|number| number.to_string()).collect();
        grid::write("", &numbers, &columns, out)?;
    }
    write_stars(results, out)
}

/// The difference of each system from the baseline.
fn write_baseline(results: &Results<'_>, baseline: &str, out: &mut impl Write) -> io::Result<()> {
    let others: Vec<usize> = results
        .order
        .iter()
        .copied()
        .filter(|&system| results.comparison.systems[system].name != baseline)
        .collect();
    let names: Vec<String> =
        others.iter().map(|&system| shorten(&results.comparison.systems[system].name)).collect();
    let columns: Vec<Column> = (0..results.metrics())
        .map(|metric| {
            let cells = others.iter().map(|&system| {
                let pair = results
                    .pairs(metric)
                    .find(|pair| pair.a == results.comparison.systems[system].name);
                let text = pair.map(|pair| difference(results, metric, pair.difference, pair));
                Cell { text: text.unwrap_or_default(), is_best: false }
            });
            let heading = format!("{} {}", heading(results, metric), arrow(results, metric));
            Column::new(heading, cells.collect())
        })
        .collect();
    writeln!(out, "\nless {}", isolate(&shorten(baseline)))?;
    grid::write("system", &names, &columns, out)?;
    write_stars(results, out)
}

fn difference(results: &Results<'_>, metric: usize, difference: f64, pair: &Pair) -> String {
    format!("{}{:<3}", signed(difference, results.decimals(metric)), stars(pair.p_adjusted))
}

fn write_stars(results: &Results<'_>, out: &mut impl Write) -> io::Result<()> {
    let pairs = results.pairs(0).count();
    let adjusted = if pairs > 1 {
        format!("; p adjusted for {pairs} pairs by Holm's method")
    } else {
        String::new()
    };
    let stars = "*** p < 0.001, ** p < 0.01, * p < 0.05";
    writeln!(out, "\n{FAINT}{stars}{adjusted}{FAINT:#}")
}

/// What could not be told apart, and what it would take.
fn write_undecided(results: &Results<'_>, out: &mut impl Write) -> io::Result<()> {
    let undecided: Vec<(usize, &Pair)> = (0..results.metrics())
        .flat_map(|metric| results.pairs(metric).map(move |pair| (metric, pair)))
        .filter(|(_, pair)| pair.p_adjusted >= ALPHA)
        .collect();
    if undecided.is_empty() {
        return Ok(());
    }
    let unit = match results.comparison.unit {
        Unit::Segment => "segment",
        Unit::Document => "document",
    };
    writeln!(out, "\nnot told apart")?;
    for (metric, pair) in undecided.iter().take(MOST_PAIRS) {
        let decimals = results.decimals(*metric);
        let name = heading(results, *metric);
        let [a, b] = results.numbers(pair);
        write!(out, "- {name}, {a} and {b}: {}", signed(pair.difference, decimals))?;
        if let Some(interval) = pair.interval {
            let ends = [interval.low, interval.high].map(|end| signed(end, decimals));
            write!(out, " ({} … {})", ends[0], ends[1])?;
        }
        writeln!(out, ", p = {:.3}", pair.p.randomization)?;
        if let Some(minimum) = pair.minimum_detectable {
            write!(out, "  {minimum:.decimals$} would be found four times in five")?;
            match pair.units_needed {
                Some(1) => writeln!(out, "; this much, with one {unit}")?,
                Some(needed) => writeln!(out, "; this much, with {needed} {unit}s")?,
                None => writeln!(out)?,
            }
        }
    }
    if undecided.len() > MOST_PAIRS {
        writeln!(out, "- and {} more: --format csv lists them", undecided.len() - MOST_PAIRS)?;
    }
    Ok(())
}
