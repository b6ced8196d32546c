//! Align: `mizan align`.

use std::io::{self, Write};
use std::path::Path;

use mizan::corpus::align::{Recut, doubts, recut_documents, summary};
use mizan::corpus::{Columns, Corpus, Plan, Reader, Role, open};
use mizan::text::Stream;
use mizan::text::sentence::sentences;
use mizan::{Error, ErrorKind};
use serde::Serialize;

use crate::args::{AlignFormat, AlignTexts};
use crate::exit::Outcome;
use crate::write::{Destination, is_standard};
use crate::{Ending, overwrite, style};

/// Re-cuts an output and writes its segments.
pub(crate) fn run(arguments: &AlignTexts) -> Ending {
    check(arguments)?;
    let mut readers = [open(&reference_plan(arguments))?, open(&hypothesis_plan(arguments))?];
    let output = Destination::open(arguments.output.as_deref())?;
    let [mut reference, hypothesis] = read(&mut readers)?.map(Corpus::into_parts);
    let mut texts = std::mem::take(&mut reference.references).into_iter().next();
    if arguments.split {
        texts = texts.map(|texts| texts.iter().flatten().flat_map(sentences).collect());
    }
    let texts = texts.filter(|texts| !texts.is_empty()).ok_or_else(|| {
        Error::new(ErrorKind::Nothing, "there is no segment to cut to")
            .in_file(&arguments.reference.display().to_string())
    })?;
    let mut systems = hypothesis.systems.into_iter();
    let (Some(system), None) = (systems.next(), systems.next()) else {
        let error = Error::new(ErrorKind::Setting, "expected one output, found several");
        return Err(error.help("choose one: --col hypothesis=NAME").into());
    };
    let recut = arguments.common.pool()?.install(|| {
        recut_documents(
            (&texts, reference.documents.as_ref()),
            (&system.hypotheses, hypothesis.documents.as_ref()),
        )
    })?;
    output.write(|out| write(&recut, arguments.format, out))?;
    let warnings = warn(arguments, &readers, &system.hypotheses, &recut, &system.name);
    Ok(if warnings > 0 && arguments.common.strict { Outcome::Warned } else { Outcome::Done })
}

fn read(readers: &mut [Reader; 2]) -> mizan::Result<[Corpus; 2]> {
    let [reference, hypothesis] = readers;
    Ok([reference.read_all()?, hypothesis.read_all()?])
}

fn reference_plan(arguments: &AlignTexts) -> Plan {
    Plan {
        references: vec![arguments.reference.clone()],
        columns: columns(arguments, Role::Reference),
        documents: arguments.documents.clone(),
        format: arguments.from,
        ..Plan::default()
    }
}

fn hypothesis_plan(arguments: &AlignTexts) -> Plan {
    Plan {
        systems: vec![arguments.input.clone()],
        columns: columns(arguments, Role::Hypothesis),
        format: arguments.from,
        ..Plan::default()
    }
}

/// The columns chosen for the text of a file and for its documents.
fn columns(arguments: &AlignTexts, text: Role) -> Columns {
    let mut columns = Columns::default();
    for chosen in &arguments.col {
        for role in [text, Role::Document, Role::Domain] {
            chosen.keys(role).for_each(|key| columns.choose(role, key));
        }
    }
    columns
}

fn check(arguments: &AlignTexts) -> mizan::Result<()> {
    if is_standard(&arguments.reference) && is_standard(&arguments.input.path) {
        return Err(Error::new(
            ErrorKind::Setting,
            "standard input is asked for twice, it can be read once",
        )
        .help("write one of the inputs to a file"));
    }
    let texts = [&arguments.reference, &arguments.input.path];
    let inputs = texts.into_iter().chain(&arguments.documents);
    let inputs: Vec<&Path> = inputs.map(AsRef::as_ref).collect();
    match &arguments.output {
        Some(path) => overwrite::check(path, &inputs),
        None => Ok(()),
    }
}

/// A line of `--format jsonl`.
#[derive(Serialize)]
struct Row<'a> {
    segment: usize,
    text: &'a str,
    confidence: f64,
}

fn write(recut: &Recut, format: AlignFormat, out: &mut dyn Write) -> io::Result<()> {
    let mut out = io::BufWriter::new(out);
    let segments = recut.segments.iter().map(Option::unwrap_or_default);
    for ((segment, text), &confidence) in (1..).zip(segments).zip(&recut.confidences) {
        match format {
            AlignFormat::Text => writeln!(out, "{text}")?,
            AlignFormat::Jsonl => {
                serde_json::to_writer(&mut out, &Row { segment, text, confidence })?;
                writeln!(out)?;
            }
        }
    }
    out.flush()
}

/// Prints what was done and what should be looked at, and gives the number of warnings.
fn warn(
    arguments: &AlignTexts,
    readers: &[Reader; 2],
    hypotheses: &Stream,
    recut: &Recut,
    name: &str,
) -> usize {
    let seen = readers.iter().flat_map(Reader::warnings).map(|warning| warning.message.clone());
    let mut warnings: Vec<String> = seen.collect();
    warnings.extend(doubts(recut).map(|doubts| format!("{name}: {doubts}")));
    if !arguments.common.quiet {
        let pairing = arguments
            .common
            .verbose
            .then(|| readers.iter().map(Reader::description).collect::<String>());
        style::remarks(&warnings, &[summary(name, hypotheses.len(), recut)], pairing);
    }
    warnings.len()
}
