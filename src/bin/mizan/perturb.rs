//! Perturb: `mizan perturb`.

use std::io::Write;
use std::path::{Path, PathBuf};

use mizan::corpus::{Format, LineEnd, Plan, Reader, open, system_name};
use mizan::entity::Inventory;
use mizan::entity::perturb::{Corruption, Count, Perturbed, Settings, perturb};
use mizan::{Error, ErrorKind};

use crate::args::Perturb;
use crate::exit::Outcome;
use crate::lexicon::with_built_in;
use crate::overwrite::{is_inside, is_same_file};
use crate::write::OutputFile;
use crate::write::is_standard;
use crate::{Ending, style};

/// Corrupts the reference and writes it with its gold.
pub(crate) fn run(arguments: &Perturb) -> Ending {
    check_outputs(arguments)?;
    let mut reader = open(&plan(arguments))?;
    let create = |path: &PathBuf| OutputFile::create(path);
    let output = Some(&arguments.output).filter(|path| !is_standard(path));
    let output = output.map(create).transpose()?;
    let gold = arguments.gold.as_ref().map(create).transpose()?;

    let corpus = reader.read_all()?;
    let lexicon = with_built_in(&arguments.lexicon)?;
    let read = |path: &PathBuf| Inventory::read(path, corpus.source());
    let inventory = arguments.inventory.as_ref().map(read).transpose()?;
    let settings = settings(arguments);
    let perturbed = arguments
        .common
        .pool()?
        .install(|| perturb(&corpus, &lexicon, inventory.as_ref(), &settings));
    let perturbed = perturbed.map_err(|error| missing(error, arguments))?;
    if perturbed.counts.iter().all(|count| count.candidates == 0) {
        let error = Error::new(ErrorKind::Nothing, "there is nothing to corrupt");
        return Err(error.help("are source and reference those of one text?").into());
    }

    let (text, broken) = lines(&perturbed);
    if let Some(mut file) = gold {
        let system = system_name(&arguments.output);
        let lines = perturbed.gold.iter().map(|gold| gold.to_json(&system) + "\n");
        let lines: String = lines.collect();
        file.write_all(lines.as_bytes()).map_err(|error| file.failed(&error))?;
        file.finish()?;
    }
    match output {
        Some(mut file) => {
            file.write_all(text.as_bytes()).map_err(|error| file.failed(&error))?;
            file.finish()?;
        }
        None => std::io::stdout().lock().write_all(text.as_bytes())?,
    }
    let warnings = warn(arguments, &reader, &perturbed, broken);
    Ok(if warnings > 0 && arguments.common.strict { Outcome::Warned } else { Outcome::Done })
}

fn settings(arguments: &Perturb) -> Settings {
    let all = Corruption::ALL.to_vec();
    Settings {
        kinds: if arguments.kind.is_empty() { all } else { arguments.kind.clone() },
        rate: arguments.rate,
        seed: arguments.seed,
    }
}

fn plan(arguments: &Perturb) -> Plan {
    Plan {
        references: vec![arguments.text.clone()],
        source: arguments.source.clone(),
        line_end: LineEnd::Kept,
        ..arguments.layout.plan()
    }
}

/// No output may take the place of an input or of the other output, and each must be named so that
/// it is read again for what it is.
fn check_outputs(arguments: &Perturb) -> mizan::Result<()> {
    let refuse = |path: &Path, message: &str, help: &str| {
        let error = Error::new(ErrorKind::Setting, message).help(help);
        Err(error.in_file(&path.display().to_string()))
    };
    let output = arguments.output.as_path();
    let gold = arguments.gold.as_deref();
    if !is_standard(output) && !matches!(Format::of_path(output), Ok(Format::Plain)) {
        let help = "name it .ar or .txt";
        return refuse(output, "the text is written plain, one segment a line", help);
    }
    if let Some(gold) = gold {
        if is_standard(gold) {
            return refuse(gold, "the gold needs a file", "--gold FILE.jsonl");
        }
        if gold.extension().is_none_or(|extension| extension != "jsonl") {
            return refuse(gold, "the gold is JSON lines", "name it .jsonl");
        }
        if is_same_file(output, gold) {
            return refuse(gold, "is both -o and --gold", "name two files");
        }
    }
    let several = arguments.lexicon.iter().chain(&arguments.inventory);
    let inputs: Vec<&PathBuf> = several
        .chain(&arguments.layout.documents)
        .chain(&arguments.source)
        .chain([&arguments.text])
        .collect();
    for path in [output].into_iter().chain(gold).filter(|path| path.is_file()) {
        if inputs.iter().any(|input| is_same_file(input, path) || is_inside(path, input)) {
            return refuse(path, "is an input, and would be written over", "name another file");
        }
    }
    Ok(())
}

/// Says the way out where a text is missing.
fn missing(error: Error, arguments: &Perturb) -> Error {
    match error.kind() {
        ErrorKind::Nothing if arguments.source.is_none() => error.help("give it with -s SRC"),
        ErrorKind::Mismatch => error.help("give the file of one of them"),
        _ => error,
    }
}

/// The text, one segment a line, and how many segments held a line break, which is a space now.
fn lines(perturbed: &Perturbed) -> (String, usize) {
    let (mut text, mut broken) = (String::new(), 0);
    for segment in perturbed.text.iter() {
        let segment = segment.unwrap_or_default();
        if segment.contains('\n') {
            broken += 1;
            text.push_str(&segment.replace('\n', " "));
        } else {
            text.push_str(segment);
        }
        text.push('\n');
    }
    (text, broken)
}

/// Prints the rates that were reached and what the user should know, and gives the number of
/// warnings.
fn warn(arguments: &Perturb, reader: &Reader, perturbed: &Perturbed, broken: usize) -> usize {
    let mut warnings: Vec<String> =
        reader.warnings().iter().map(|warning| warning.message.clone()).collect();
    if broken > 0 {
        warnings.push(format!("line breaks within {broken} segments were written as spaces"));
    }
    for count in &perturbed.counts {
        let wanted = (count.candidates as f64 * arguments.rate).round();
        if (count.corrupted as f64) < wanted {
            warnings.push(format!(
                "{}: {} corrupted, expected {wanted}: the rest was taken by other kinds, or nothing \
                 else fits it",
                count.kind, count.corrupted
            ));
        }
    }
    if !arguments.common.quiet {
        style::remarks(
            &warnings,
            reader.notes(),
            arguments.common.verbose.then(|| reader.description()),
        );
        let rows: String = perturbed.counts.iter().map(row).collect();
        style::note(&format!("corrupted{rows}"));
    }
    warnings.len()
}

/// How much of what was corrupted, as a line below the note.
fn row(count: &Count) -> String {
    let of = match count.kind {
        Corruption::Latin | Corruption::Letters | Corruption::Swap | Corruption::Drop => "names",
        Corruption::Split => "names said more than once in a document",
        Corruption::Numbers => "numbers",
        Corruption::Words => "words",
    };
    let share = 100.0 * count.rate();
    let (done, all) = (count.corrupted, count.candidates);
    format!("\n  {:8}{done:6} of {all:6} {of} ({share:.1} %)", count.kind.name())
}
