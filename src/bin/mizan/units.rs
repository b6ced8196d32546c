//! Units: `mizan units`, what is read from localization files.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use mizan::corpus::{Content, Limits, State, Suggestion, Unit, read_units, write_units};
use mizan::{Error, ErrorKind};
use serde::Serialize;

use crate::args::{Units, UnitsFormat};
use crate::cell::isolate;
use crate::exit::Outcome;
use crate::style::FAINT;
use crate::write::Destination;
use crate::{Ending, overwrite};

/// Reads every file and writes its units, or how many there are.
pub(crate) fn run(arguments: &Units) -> Ending {
    if let Some(output) = &arguments.output {
        let inputs: Vec<&Path> = arguments.files.iter().map(AsRef::as_ref).collect();
        overwrite::check(output, &inputs)?;
    }
    let output = Destination::open(arguments.output.as_deref())?;
    let read = |path| read(path, arguments);
    let files = arguments.files.iter().map(|path| read(path));
    let files: Vec<Vec<Unit>> = files.collect::<mizan::Result<_>>()?;
    output.write(|out| match arguments.format {
        UnitsFormat::Text => write_counts(arguments, &files, out),
        UnitsFormat::Tsv => write_units(&files.concat(), BufWriter::new(out)),
        UnitsFormat::Jsonl => write_json_lines(&files.concat(), out),
    })?;
    Ok(Outcome::Done)
}

fn read(path: &Path, arguments: &Units) -> mizan::Result<Vec<Unit>> {
    read_units(path, arguments.from, Limits::default())?.ok_or_else(|| {
        Error::new(ErrorKind::Input, "is no localization file, so it has no units")
            .in_file(&path.display().to_string())
            .help("mizan score FILE --dry-run says what is read from a table or from text")
    })
}

/// One row per file: how many strings there are, and how many in each state.
fn write_counts(arguments: &Units, files: &[Vec<Unit>], out: &mut dyn Write) -> io::Result<()> {
    let columns = State::ALL.iter().rev();
    let names = columns.clone().map(|state| state.name());
    let names: Vec<&str> = std::iter::once("strings").chain(names).collect();
    writeln!(out, "{FAINT}{}   file{FAINT:#}", names.join("   "))?;
    for (path, units) in arguments.files.iter().zip(files) {
        let states = states(units);
        let count = |state: &State| states.iter().filter(|found| *found == state).count();
        let counts = std::iter::once(states.len()).chain(columns.clone().map(count));
        for (name, count) in names.iter().zip(counts) {
            write!(out, "{count:>width$}   ", width = name.len())?;
        }
        writeln!(out, "{}", isolate(&path.display().to_string()))?;
    }
    Ok(())
}

/// The state of each string; the forms of a plural are one.
fn states(units: &[Unit]) -> Vec<State> {
    let is_same = |one: &Unit, other: &Unit| {
        let are_forms = one.plural.is_some() && other.plural.is_some();
        are_forms && (&one.document, &one.id) == (&other.document, &other.id)
    };
    let least = |forms: &[Unit]| forms.iter().map(|unit| unit.state).min();
    units.chunk_by(is_same).filter_map(least).collect()
}

/// A line of `--format jsonl`.
#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    document: Option<&'a str>,
    line: usize,
    plural: Option<&'a str>,
    state: &'static str,
    source: Option<&'a str>,
    target: Option<&'a str>,
    suggestions: Vec<Suggested<'a>>,
    note: Option<&'a str>,
    max_length: Option<usize>,
}

#[derive(Serialize)]
struct Suggested<'a> {
    text: &'a str,
    machine: bool,
    origin: Option<&'a str>,
    quality: Option<f64>,
}

impl<'a> Row<'a> {
    fn new(unit: &'a Unit) -> Self {
        let text = |content: &'a Option<Content>| content.as_ref().map(|found| found.text.as_str());
        let suggested = |suggestion: &'a Suggestion| Suggested {
            text: &suggestion.content.text,
            machine: suggestion.is_machine,
            origin: suggestion.origin.as_deref(),
            quality: suggestion.quality,
        };
        Row {
            id: &unit.id,
            document: unit.document.as_deref(),
            line: unit.line,
            plural: unit.plural.as_deref(),
            state: unit.state.name(),
            source: text(&unit.source),
            target: text(&unit.target),
            suggestions: unit.suggestions.iter().map(suggested).collect(),
            note: unit.note.as_deref(),
            max_length: unit.max_length,
        }
    }
}

fn write_json_lines(units: &[Unit], out: &mut dyn Write) -> io::Result<()> {
    let mut out = BufWriter::new(out);
    for unit in units {
        serde_json::to_writer(&mut out, &Row::new(unit))?;
        writeln!(out)?;
    }
    out.flush()
}
