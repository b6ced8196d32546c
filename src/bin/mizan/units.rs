//! Units: `mizan units`, what is read from localization files.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use mizan::corpus::{Content, State, Suggestion, Unit, read_units, write_units};
use mizan::{Error, ErrorKind};
use serde::Serialize;

use crate::args::{Units, UnitsFormat};
use crate::exit::Outcome;
use crate::grid::{self, Cell, Column};
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
    read_units(path, arguments.from)?.ok_or_else(|| {
        Error::new(ErrorKind::Input, "is no localization file, so it has no units")
            .in_file(&path.display().to_string())
            .help("mizan score FILE --dry-run says what is read from a table or from text")
    })
}

/// One row per file: how many strings there are in each state.
fn write_counts(arguments: &Units, files: &[Vec<Unit>], mut out: &mut dyn Write) -> io::Result<()> {
    let names: Vec<String> =
        arguments.files.iter().map(|path| path.display().to_string()).collect();
    let states: Vec<Vec<State>> = files.iter().map(|units| states(units)).collect();
    let column = |name: &str, state: Option<State>| {
        let count = |states: &Vec<State>| {
            let counted = states.iter().filter(|found| state.is_none_or(|state| **found == state));
            Cell { text: counted.count().to_string(), is_best: false }
        };
        Column::new(name.to_owned(), states.iter().map(count).collect())
    };
    let mut columns = vec![column("strings", None)];
    columns.extend(State::ALL.iter().rev().map(|state| column(state.name(), Some(*state))));
    grid::write("file", &names, &columns, &mut out)
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
