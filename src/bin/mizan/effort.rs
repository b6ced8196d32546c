//! Effort: what post-editors kept of each output, as a table, JSON and CSV.

use std::io::{self, Write};
use std::path::Path;

use mizan::analysis::effort::{BANDS, Effort, File, Work};
use mizan::evaluate::Evaluation;
use serde::Serialize;

use crate::cell::{isolate, shorten};
use crate::grid::{self, Cell, Column};
use crate::style::FAINT;
use crate::write::{OutputFile, csv_failure};

/// So many files are listed in text, those with the most work.
const FILES_LISTED: usize = 20;

/// The effort that went into the output of one system.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct SystemEffort {
    /// What is counted as words: those of the `source`, or of the `output`.
    words_of: &'static str,
    #[serde(flatten)]
    total: Share,
    files: Vec<FileEffort>,
}

#[derive(Debug, Clone, Serialize)]
struct FileEffort {
    /// `null` where documents are not known, and all is one file.
    name: Option<String>,
    #[serde(flatten)]
    share: Share,
}

#[derive(Debug, Clone, Serialize)]
struct Share {
    segments: usize,
    words: usize,
    /// The share of segments that were left as they were, 0 to 1.
    untouched: Option<f64>,
    /// Edits per 100 words of the reference, where TER is measured.
    ter: Option<f64>,
    bands: Vec<Band>,
}

#[derive(Debug, Clone, Serialize)]
struct Band {
    /// The lowest match in percent.
    from: u8,
    segments: usize,
    words: usize,
}

impl SystemEffort {
    /// What is known of a system, counted from 0. Rows must have been kept.
    pub(crate) fn new(effort: &Effort, evaluation: &Evaluation, system: usize) -> Self {
        let ter = evaluation.calculators().iter().position(|metric| metric.key() == "ter");
        let of_file = |(index, file): (usize, &File)| FileEffort {
            name: file.name.clone(),
            share: Share::new(
                effort.of(system, index),
                ter.map(|metric| score(evaluation, metric, system, file)),
            ),
        };
        SystemEffort {
            words_of: if effort.counts_source() { "source" } else { "output" },
            total: Share::new(
                &effort.total(system),
                ter.map(|metric| evaluation.score(metric, system)),
            ),
            files: effort.files().iter().enumerate().map(of_file).collect(),
        }
    }
}

impl Share {
    fn new(work: &Work, ter: Option<f64>) -> Self {
        let counts = work.segments_by_band.iter().zip(work.words_by_band);
        let bands = BANDS.into_iter().zip(counts);
        Share {
            segments: work.segments,
            words: work.words,
            untouched: work.untouched(),
            ter,
            bands: bands.map(|(from, (&segments, words))| Band { from, segments, words }).collect(),
        }
    }
}

/// The score of one file.
fn score(evaluation: &Evaluation, metric: usize, system: usize, file: &File) -> f64 {
    let rows = evaluation.table(metric, system).expect("rows are kept where effort is asked for");
    let mut sum = vec![0.0; evaluation.sum(metric, system).len()];
    for segment in file.segments.iter().cloned().flatten() {
        mizan::table::add(&mut sum, rows.row(segment));
    }
    evaluation.calculators()[metric].score(&sum)
}

/// Writes what a person reads of a system's effort.
pub(crate) fn write_text(
    name: &str,
    effort: &SystemEffort,
    out: &mut impl Write,
) -> io::Result<()> {
    let total = &effort.total;
    writeln!(
        out,
        "\npost-editing of {}: {} of {} untouched ({})",
        isolate(&shorten(name)),
        total.bands[0].segments,
        if total.segments == 1 {
            "1 segment".to_owned()
        } else {
            format!("{} segments", total.segments)
        },
        percent(total.untouched)
    )?;
    let names: Vec<String> = band_names().collect();
    let share =
        |part: usize, whole: usize| percent((whole > 0).then(|| part as f64 / whole as f64));
    let column = |heading: &str, cell: &dyn Fn(&Band) -> String| {
        let cells = total.bands.iter().map(|band| plain(cell(band)));
        Column::new(heading.to_owned(), cells.collect())
    };
    let columns = [
        column("segments", &|band| band.segments.to_string()),
        column("share", &|band| share(band.segments, total.segments)),
        column(&format!("words of the {}", effort.words_of), &|band| band.words.to_string()),
        column("share", &|band| share(band.words, total.words)),
    ];
    grid::write("match", &names, &columns, out)?;
    if effort.files.len() > 1 {
        write_files(effort, out)?;
    }
    Ok(())
}

/// The files, those with the most work first.
fn write_files(effort: &SystemEffort, out: &mut impl Write) -> io::Result<()> {
    let mut files: Vec<&FileEffort> = effort.files.iter().collect();
    let work = |file: &FileEffort| {
        file.share.ter.or(file.share.untouched.map(|share| -share)).unwrap_or(f64::NEG_INFINITY)
    };
    files.sort_by(|a, b| work(b).total_cmp(&work(a)));
    files.truncate(FILES_LISTED);
    let names: Vec<String> =
        files.iter().map(|file| shorten(file.name.as_deref().unwrap_or_default())).collect();
    let column = |heading: &str, cell: &dyn Fn(&Share) -> String| {
        let cells = files.iter().map(|file| plain(cell(&file.share)));
        Column::new(heading.to_owned(), cells.collect())
    };
    let mut columns = vec![
        column("segments", &|share| share.segments.to_string()),
        column("words", &|share| share.words.to_string()),
        column("untouched", &|share| percent(share.untouched)),
    ];
    if effort.total.ter.is_some() {
        let ter = |share: &Share| share.ter.map_or_else(String::new, |ter| format!("{ter:.2}"));
        columns.push(column("TER", &ter));
    }
    writeln!(out)?;
    grid::write("file", &names, &columns, out)?;
    if effort.files.len() > FILES_LISTED {
        writeln!(
            out,
            "{FAINT}{FILES_LISTED} of {} files, those with the most work; --effort FILE has all{FAINT:#}",
            effort.files.len()
        )?;
    }
    Ok(())
}

/// Writes one row per system and file.
pub(crate) fn write_csv(
    path: &Path,
    systems: &[String],
    effort: &[SystemEffort],
) -> mizan::Result<()> {
    let mut file = OutputFile::create(path)?;
    let written = csv_rows(systems, effort, &mut file);
    written.map_err(|error| file.failed(&error))?;
    file.finish()
}

fn csv_rows(systems: &[String], effort: &[SystemEffort], out: &mut impl Write) -> io::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    let mut head: Vec<String> =
        ["system", "file", "segments", "words", "untouched", "ter"].map(str::to_owned).to_vec();
    for unit in ["segments", "words"] {
        head.extend(BANDS.map(|from| format!("{unit}_{from}")));
    }
    csv.write_record(head).map_err(csv_failure)?;
    let number = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
    for (system, effort) in systems.iter().zip(effort) {
        for FileEffort { name, share } in &effort.files {
            let mut row = vec![
                system.clone(),
                name.clone().unwrap_or_default(),
                share.segments.to_string(),
                share.words.to_string(),
                number(share.untouched),
                number(share.ter),
            ];
            row.extend(share.bands.iter().map(|band| band.segments.to_string()));
            row.extend(share.bands.iter().map(|band| band.words.to_string()));
            csv.write_record(row).map_err(csv_failure)?;
        }
    }
    csv.flush()
}

/// `100`, `95–99`, …, `below 50`.
fn band_names() -> impl Iterator<Item = String> {
    BANDS.iter().enumerate().map(|(index, &from)| match index.checked_sub(1) {
        None => from.to_string(),
        Some(better) if from == 0 => format!("below {}", BANDS[better]),
        Some(better) => format!("{from}–{}", BANDS[better] - 1),
    })
}

fn percent(share: Option<f64>) -> String {
    share.map_or_else(|| "–".to_owned(), |share| format!("{:.1} %", share * 100.0))
}

fn plain(text: String) -> Cell {
    Cell { text, is_best: false }
}
