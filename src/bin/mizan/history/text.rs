//! Text: past runs as a person reads them in a terminal.

use std::io::{self, Write};

use mizan::history::{Break, Score, Series, Stamp, best};
use unicode_width::UnicodeWidthStr;

use crate::cell::{isolate, pad_end, plain, shorten};
use crate::grid::{self, Cell, Column};
use crate::style::{FAINT, WARNING};

/// The bars of a sparkline, low to high.
const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/// A sparkline shows the last of more scores.
const MOST_BARS: usize = 40;

/// Writes a row for each system of each run, a column for each metric.
pub(super) fn list(scores: &[Score], out: &mut impl Write) -> io::Result<()> {
    let mut testsets: Vec<&str> = Vec::new();
    for score in scores {
        if !testsets.contains(&score.testset.as_str()) {
            testsets.push(&score.testset);
        }
    }
    testsets.sort_unstable();
    for (index, testset) in testsets.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        writeln!(out, "{}", clean(testset))?;
        let of: Vec<&Score> = scores.iter().filter(|score| score.testset == *testset).collect();
        block(&of, out)?;
    }
    Ok(())
}

/// Writes the scores of one test set.
fn block(scores: &[&Score], out: &mut impl Write) -> io::Result<()> {
    let is_row = |a: &&Score, b: &&Score| (a.run, &a.system) == (b.run, &b.system);
    let rows: Vec<&[&Score]> = scores.chunk_by(is_row).collect();
    let mut metrics: Vec<&Score> = Vec::new();
    for score in scores {
        if !metrics.iter().any(|known| known.metric == score.metric) {
            metrics.push(score);
        }
    }
    metrics.sort_by(|a, b| a.metric.cmp(&b.metric));
    let stamps: Vec<String> = rows.iter().map(|row| shown(&row[0].stamp)).collect();
    let width = stamps.iter().map(|stamp| stamp.width()).max().unwrap_or(0);
    let names: Vec<String> = rows
        .iter()
        .zip(&stamps)
        .map(|(row, stamp)| format!("{}  {}", pad_end(stamp, width), clean(&row[0].system)))
        .collect();
    let columns: Vec<Column> = metrics
        .iter()
        .map(|metric| {
            let arrow = if metric.lower_is_better { "↓" } else { "↑" };
            let cells = rows.iter().map(|row| {
                let found = row.iter().find(|score| score.metric == metric.metric);
                let text = found.map_or_else(|| "-".to_owned(), |score| number(score));
                Cell { text, is_best: false }
            });
            Column::new(format!("{} {arrow}", plain_text(&metric.metric)), cells.collect())
        })
        .collect();
    grid::write(&format!("{}  system", pad_end("run", width)), &names, &columns, out)
}

/// Writes a line for each system, with how its score went, the first, the last and the best.
pub(super) fn trend(series: &[Series<'_>], out: &mut impl Write) -> io::Result<()> {
    let heading = |of: &Series<'_>| {
        let score = of.scores[0];
        let better = if score.lower_is_better { "lower" } else { "higher" };
        format!("{} {}, {better} is better", clean(&score.testset), plain_text(&score.metric))
    };
    for (index, of) in series.chunk_by(|a, b| heading(a) == heading(b)).enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        writeln!(out, "{}", heading(&of[0]))?;
        let names: Vec<String> = of.iter().map(|of| clean(&of.scores[0].system)).collect();
        let lines: Vec<String> = of.iter().map(sparkline).collect();
        let widest = |texts: &[String]| texts.iter().map(|text| text.width()).max().unwrap_or(0);
        let (name_width, line_width) = (widest(&names), widest(&lines));
        for ((of, name), line) in of.iter().zip(&names).zip(&lines) {
            let (name, line) = (pad_end(name, name_width), pad_end(line, line_width));
            writeln!(out, "{name}  {line}  {}", ends(of))?;
        }
        changes(of, out)?;
    }
    Ok(())
}

/// First, last and best since the comparison began.
fn ends(of: &Series<'_>) -> String {
    let stretches = of.stretches();
    let Some([first, .., last] | [first @ last]) = stretches.last().copied() else {
        return String::new();
    };
    let mut text = format!("{} → {}", number(first), number(last));
    let best = stretches.last().and_then(|stretch| best(stretch));
    if let Some(best) = best {
        text += &format!(", best {} ({})", number(best), shown(&best.stamp));
    }
    text
}

/// Scores as bars between the lowest and the highest, with a `|` where they are not compared.
fn sparkline(of: &Series<'_>) -> String {
    let skipped = of.scores.len().saturating_sub(MOST_BARS);
    let scores = &of.scores[skipped..];
    let values = || scores.iter().map(|score| score.value);
    let (low, high) = (values().fold(f64::INFINITY, f64::min), values().fold(f64::MIN, f64::max));
    let mut line = if skipped > 0 { "…".to_owned() } else { String::new() };
    for (index, score) in scores.iter().enumerate() {
        if index > 0 && Break::between(scores[index - 1], score).is_some() {
            line.push('|');
        }
        // Of scores that are all the same each is in the middle.
        let share = if high > low { (score.value - low) / (high - low) } else { 0.5 };
        let bar = (1..BARS.len()).rfind(|bar| *bar as f64 <= share * 7.0 + 0.5);
        line.push(BARS[bar.unwrap_or(0)]);
    }
    line
}

/// Writes the first fall of each series, and where comparisons start anew.
pub(super) fn falls(series: &[Series<'_>], by: f64, out: &mut impl Write) -> io::Result<()> {
    let mut found: Vec<_> = series.iter().filter_map(|of| of.first_fall(by)).collect();
    found.sort_by_key(|fall| (fall.to.stamp.date, fall.to.run));
    for fall in &found {
        let (from, to) = (fall.from, fall.to);
        let drop = to.value - from.value;
        let (sign, decimals) = (if drop < 0.0 { '−' } else { '+' }, to.decimals());
        writeln!(
            out,
            "{}: {}/{} {} {WARNING}{} → {}{WARNING:#} ({sign}{:.decimals$}), before {}",
            shown(&to.stamp),
            clean(&to.testset),
            clean(&to.system),
            plain_text(&to.metric),
            number(from),
            number(to),
            drop.abs(),
            shown(&from.stamp),
        )?;
    }
    if found.is_empty() && by > 0.0 {
        writeln!(out, "no score fell by more than {by}")?;
    } else if found.is_empty() {
        writeln!(out, "no score fell")?;
    }
    changes(series, out)
}

/// Says where comparisons start anew; what holds for several systems is said once.
fn changes(series: &[Series<'_>], out: &mut impl Write) -> io::Result<()> {
    let mut said: Vec<String> = Vec::new();
    for (of, score) in series.iter().flat_map(Series::breaks) {
        let line = format!(
            "{}: {} {}: {}; the comparison starts anew",
            shown(&score.stamp),
            clean(&score.testset),
            plain_text(&score.metric),
            of.what(),
        );
        if !said.contains(&line) {
            said.push(line);
        }
    }
    said.sort();
    said.iter().try_for_each(|line| writeln!(out, "{FAINT}{line}{FAINT:#}"))
}

fn number(score: &Score) -> String {
    format!("{:.*}", score.decimals(), score.value)
}

fn shown(stamp: &Stamp) -> String {
    isolate(&plain_text(&stamp.to_string()))
}

fn clean(name: &str) -> String {
    isolate(&shorten(&plain_text(name)))
}

fn plain_text(text: &str) -> String {
    text.chars().map(plain).collect()
}
