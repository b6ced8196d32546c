//! Output: the folder of a report.

use std::io::{self, Write};
use std::path::Path;

use mizan::Result;
use mizan::record::{Record, TestSet};
use mizan::report::chart::{self, Chart};
use mizan::report::page::{self, About, Picture};
use mizan::report::{files, latex, tables, workbook};

use rayon::prelude::*;

use super::{below, remove};
use crate::cell::shorten;
use crate::grid::{self, Cell, Column};
use crate::style;
use crate::write::OutputFile;

/// Pixels to a unit of the chart: sharp on a dense screen.
const PNG_SCALE: f32 = 2.0;

/// What the record does not say of its report.
pub(super) struct Drawing {
    /// The command that repeats it.
    pub(super) command: String,
    /// Whether the evaluation is not saved yet.
    pub(super) is_new: bool,
    /// Whether CSV files begin with a byte-order mark.
    pub(super) has_mark: bool,
}

/// Writes every file of the report, each beside its place and then renamed. The saved evaluation
/// comes first: from it all others can be made again.
pub(super) fn write(record: &Record, folder: &Path, drawing: &Drawing) -> Result<()> {
    if drawing.is_new {
        let mut bytes = Vec::new();
        record.write(&mut bytes).map_err(|error| mizan::Error::io(folder, &error))?;
        write_file(folder, "evaluation.mizan", &bytes)?;
    }
    let tables = tables::tables(record);
    for table in &tables {
        let mut bytes = Vec::new();
        table
            .write_csv(drawing.has_mark, &mut bytes)
            .map_err(|error| mizan::Error::io(folder, &error))?;
        write_file(folder, &format!("tables/{}.csv", table.name), &bytes)?;
    }
    // Those of an earlier run that asked for more would speak for this one.
    for name in tables::OPTIONAL.iter().filter(|name| tables.iter().all(|t| t.name != **name)) {
        remove(&folder.join(format!("tables/{name}.csv")))?;
    }
    write_file(folder, "tables/systems.tex", latex::systems(record).as_bytes())?;
    write_file(folder, "tables/pairs.tex", latex::pairs(record).as_bytes())?;
    match latex::checks(record) {
        Some(text) => write_file(folder, "tables/checks.tex", text.as_bytes())?,
        None => remove(&folder.join("tables/checks.tex"))?,
    }
    write_file(folder, "report.json", files::json(record, &tables).as_bytes())?;
    write_file(folder, "report.md", files::markdown(record).as_bytes())?;
    write_file(folder, "report.xlsx", &workbook::workbook(&tables)?)?;
    let charts: Vec<Vec<Chart>> =
        record.testsets.iter().map(|testset| chart::charts(testset, baseline(testset))).collect();
    for (testset, charts) in record.testsets.iter().zip(&charts) {
        let prefix = match record.testsets.len() {
            // One test set needs no name before the chart's.
            1 => String::new(),
            _ => format!("{}.", testset.name),
        };
        for name in chart::OPTIONAL.iter().filter(|name| charts.iter().all(|c| c.name != **name)) {
            remove(&folder.join(format!("charts/{prefix}{name}.svg")))?;
            remove(&folder.join(format!("charts/{prefix}{name}.png")))?;
        }
        let pictures = charts.par_iter().map(|chart| chart::png(&chart.svg, PNG_SCALE));
        let pictures: Vec<Result<Vec<u8>>> = pictures.collect();
        for (chart, picture) in charts.iter().zip(pictures) {
            let name = format!("{prefix}{}", chart.name);
            write_file(folder, &format!("charts/{name}.svg"), chart.svg.as_bytes())?;
            // The font has no Chinese: the drawing is there, only not as a picture.
            match picture {
                Ok(bytes) => write_file(folder, &format!("charts/{name}.png"), &bytes)?,
                Err(error) => style::warning(&format!("charts/{name}.png is left out: {error}")),
            }
        }
    }
    let pictures: Vec<Vec<Picture<'_>>> =
        charts.iter().map(|charts| charts.iter().map(picture).collect()).collect();
    let about = About { command: drawing.command.clone() };
    write_file(folder, "report.html", page::page(record, &pictures, &about).as_bytes())
}

/// The system that all others were compared with, where they were not compared with each other.
fn baseline(testset: &TestSet) -> Option<&str> {
    let comparison = &testset.comparison;
    if comparison.systems.iter().flat_map(|system| &system.scores).any(|one| one.place.is_some()) {
        return None;
    }
    let is_in_all = |name: &str| comparison.pairs.iter().all(|p| p.a == name || p.b == name);
    let mut names = comparison.systems.iter().map(|system| system.name.as_str());
    let found = names.find(|name| is_in_all(name))?;
    // Of two systems either may be the baseline.
    (!names.any(is_in_all)).then_some(found)
}

fn picture(chart: &Chart) -> Picture<'_> {
    Picture {
        name: &chart.name,
        title: &chart.title,
        description: &chart.description,
        svg: &chart.svg,
    }
}

pub(super) fn write_file(folder: &Path, name: &str, bytes: &[u8]) -> Result<()> {
    let mut file = OutputFile::create(&below(folder, name)?)?;
    file.write_all(bytes).map_err(|error| file.failed(&error))?;
    file.finish()
}

/// What a person sees at the end: the scores, and where the report lies.
pub(super) fn summarize(record: &Record, folder: &Path, out: &mut impl Write) -> io::Result<()> {
    for testset in &record.testsets {
        let segments = testset.segments.len();
        writeln!(
            out,
            "{}: {}, {}\n",
            testset.name,
            counted(segments, "segment"),
            counted(testset.systems.len(), "system")
        )?;
        let systems = &testset.comparison.systems;
        let names: Vec<String> = systems.iter().map(|system| shorten(&system.name)).collect();
        let columns: Vec<Column> = testset
            .metrics
            .iter()
            .enumerate()
            .map(|(index, metric)| {
                let cells = systems.iter().map(|system| {
                    let score = &system.scores[index];
                    let decimals = if metric.is_own { 2 } else { 4 };
                    let half = score.interval.map(|i| (i.high - i.low) / 2.0);
                    let half = half.map(|half| format!(" ± {half:.decimals$}"));
                    Cell {
                        text: format!("{:.decimals$}{}", score.value, half.unwrap_or_default()),
                        is_best: score.place.is_some_and(|place| place.cluster == 1),
                    }
                });
                let arrow = if metric.lower_is_better { "↓" } else { "↑" };
                let same = testset.metrics.iter().filter(|other| other.name == metric.name).count();
                let settings = metric.id.split_once(':').filter(|_| same > 1);
                let settings = settings.map(|(_, settings)| format!(" {settings}"));
                let heading = format!("{}{} {arrow}", metric.name, settings.unwrap_or_default());
                Column::new(heading, cells.collect())
            })
            .collect();
        grid::write("system", &names, &columns, out)?;
        writeln!(out)?;
    }
    writeln!(out, "report: {}", folder.join("report.html").display())
}

fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
