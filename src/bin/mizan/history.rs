//! History: `mizan history`.

mod text;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use mizan::config::{Overrides, nearest};
use mizan::history::{Added, Date, Filter, History as Store, Score, Stamp, commit, series, table};
use mizan::record::Record;
use mizan::report::chart;
use mizan::{Error, ErrorKind};
use serde_json::json;

use crate::args::{
    History, HistoryAdd, HistoryExport, HistoryFalls, HistoryFile, HistoryFormat, HistoryList,
    HistoryTrend,
};
use crate::exit::Outcome;
use crate::write::{Destination, is_standard};
use crate::{Ending, config, overwrite, style};

/// The history beside a configuration.
const FILE: &str = ".mizan/history.sqlite";

/// Adds to the history or shows it.
pub(crate) fn run(arguments: &History) -> Ending {
    match arguments {
        History::Add(arguments) => add(arguments),
        History::List(arguments) => list(arguments),
        History::Trend(arguments) => trend(arguments),
        History::Falls(arguments) => falls(arguments),
        History::Export(arguments) => export(arguments),
    }
}

fn add(arguments: &HistoryAdd) -> Ending {
    let evaluation = match &arguments.evaluation {
        Some(path) => path.clone(),
        None => evaluation()?,
    };
    if !evaluation.exists() {
        let error = Error::new(ErrorKind::Io, "there is no saved evaluation");
        let shown = evaluation.display().to_string();
        return Err(error.in_file(&shown).help("mizan run writes one").into());
    }
    let path = path(&arguments.file)?;
    if overwrite::is_same_file(&evaluation, &path) {
        let error = Error::new(ErrorKind::Setting, "is the evaluation, not a history");
        return Err(error.in_file(&path.display().to_string()).into());
    }
    let date = match arguments.date {
        Some(date) => date,
        None => now()?,
    };
    let commit = arguments.commit.clone().or_else(measured_commit);
    let stamp = Stamp::new(date, commit.as_deref(), arguments.label.as_deref())?;
    let record = Record::read(&evaluation)?;
    if let Some(folder) = path.parent().filter(|_| arguments.file.file.is_none()) {
        std::fs::create_dir_all(folder).map_err(|error| Error::io(folder, &error))?;
    }
    match Store::open(&path)?.add(&record, &stamp)? {
        Added::New(scores) => {
            let noun = if scores == 1 { "score" } else { "scores" };
            writeln!(anstream::stdout().lock(), "added {stamp}: {scores} {noun}")?;
        }
        Added::Known => {
            style::note("this evaluation is known under this commit and label, and was not added");
        }
    }
    Ok(Outcome::Done)
}

fn list(arguments: &HistoryList) -> Ending {
    let filter = arguments.chosen.filter(arguments.metric.as_ref());
    let scores = scores(&arguments.file, &filter)?;
    let mut out = anstream::stdout().lock();
    match arguments.format {
        HistoryFormat::Text => text::list(&scores, &mut out)?,
        HistoryFormat::Csv => table(&scores).write_csv(false, &mut out)?,
        HistoryFormat::Json => {
            let shown = json!({"schema": "mizan.history/1", "scores": table(&scores).json()});
            serde_json::to_writer_pretty(&mut out, &shown).map_err(std::io::Error::from)?;
            writeln!(out)?;
        }
    }
    Ok(Outcome::Done)
}

fn trend(arguments: &HistoryTrend) -> Ending {
    let filter = arguments.chosen.filter(Some(&arguments.metric));
    let scores = scores(&arguments.file, &filter)?;
    let series = series(&scores);
    let Some(output) = &arguments.output else {
        text::trend(&series, &mut anstream::stdout().lock())?;
        return Ok(Outcome::Done);
    };
    let mut testsets: Vec<&str> = scores.iter().map(|score| score.testset.as_str()).collect();
    testsets.sort_unstable();
    testsets.dedup();
    if testsets.len() > 1 {
        let message = format!("a chart shows one test set, and there are {}", testsets.join(", "));
        return Err(Error::new(ErrorKind::Setting, message).help("add --testset NAME").into());
    }
    refuse_history(output, &arguments.file)?;
    let destination = Destination::open(Some(output))?;
    let chart = chart::trend(&series)
        .ok_or_else(|| Error::new(ErrorKind::Nothing, "there is no score to be drawn"))?;
    destination.write(|out| out.write_all(chart.svg.as_bytes()))?;
    Ok(Outcome::Done)
}

fn falls(arguments: &HistoryFalls) -> Ending {
    let filter = arguments.chosen.filter(arguments.metric.as_ref());
    let scores = scores(&arguments.file, &filter)?;
    text::falls(&series(&scores), arguments.by, &mut anstream::stdout().lock())?;
    Ok(Outcome::Done)
}

fn export(arguments: &HistoryExport) -> Ending {
    let scores = scores(&arguments.file, &Filter::default())?;
    if let Some(output) = &arguments.output {
        refuse_history(output, &arguments.file)?;
    }
    let destination = Destination::open(arguments.output.as_deref())?;
    destination.write(|out| table(&scores).write_csv(false, out))?;
    Ok(Outcome::Done)
}

/// The scores that are looked at, run by run.
fn scores(file: &HistoryFile, filter: &Filter) -> mizan::Result<Vec<Score>> {
    filter.of(Store::open_existing(&path(file)?)?.scores()?)
}

/// An output must not take the place of the history.
fn refuse_history(output: &Path, file: &HistoryFile) -> mizan::Result<()> {
    if is_standard(output) { Ok(()) } else { overwrite::check(output, &[&path(file)?]) }
}

/// The history that is named, or the one beside the nearest configuration.
fn path(file: &HistoryFile) -> mizan::Result<PathBuf> {
    if let Some(path) = &file.file {
        return Ok(path.clone());
    }
    let here = here()?;
    let Some(config) = nearest(&here) else {
        let message = format!("there is no {} here or above", mizan::config::FILE_NAME);
        return Err(Error::new(ErrorKind::Setting, message)
            .help("the history is kept beside it, or name a file: --file FILE"));
    };
    let folder = config.parent().unwrap_or(&here);
    // Its shortest name, for messages.
    Ok(if folder == here { PathBuf::from(FILE) } else { folder.join(FILE) })
}

fn here() -> mizan::Result<PathBuf> {
    std::env::current_dir().map_err(|error| Error::io(Path::new("."), &error))
}

/// The evaluation that `mizan run` writes here.
fn evaluation() -> mizan::Result<PathBuf> {
    let layered = config::read(None, &Overrides::default())?;
    let folder = layered.config.report.output.unwrap_or_else(|| PathBuf::from("reports"));
    Ok(folder.join("evaluation.mizan"))
}

/// The commit that a CI system names, or that git has checked out.
fn measured_commit() -> Option<String> {
    let variables = ["GITHUB_SHA", "CI_COMMIT_SHA"].into_iter();
    let named = variables.filter_map(|name| std::env::var(name).ok());
    let named = named.map(|commit| commit.trim().to_owned()).find(|commit| !commit.is_empty());
    named.or_else(|| commit::checked_out(&here().ok()?))
}

/// The second that is, or that a reproducible build says it is.
fn now() -> mizan::Result<Date> {
    if let Some(text) = std::env::var("SOURCE_DATE_EPOCH").ok().filter(|text| !text.is_empty()) {
        let seconds = text.trim().parse::<i64>().map_err(|_| {
            let message = format!("SOURCE_DATE_EPOCH is '{text}', expected seconds since 1970");
            Error::new(ErrorKind::Setting, message)
        })?;
        return Date::from_unix(seconds);
    }
    let elapsed = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Date::from_unix(i64::try_from(elapsed.as_secs()).unwrap_or(i64::MAX))
}
