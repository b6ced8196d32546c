//! Entities: `mizan entities`.

mod agreement;
mod excerpt;
mod gold;
mod group;
mod rows;
mod summary;
mod text;
mod wrong;

use std::path::{Path, PathBuf};

use mizan::corpus::{Corpus, Plan, Reader, open};
use mizan::entity::{Audit, Fit, Inventory, Lexicon, audit};
use mizan::{Error, ErrorKind};

use self::gold::{Comparison, Gold};
use crate::args::{Entities, OutputFormat};
use crate::exit::Outcome;
use crate::write::Destination;
use crate::{Ending, overwrite, style, texts};

/// What was found, and what it was found with.
struct Results<'a> {
    corpus: &'a Corpus,
    audit: &'a Audit,
    /// The names that were looked for, where they were given.
    inventory: Option<&'a Inventory>,
    /// How far the verdicts agree with those of people.
    comparison: Option<Comparison>,
    fit: u64,
    lexicon: u64,
}

impl Results<'_> {
    /// Whether there is something to score against.
    fn has_references(&self) -> bool {
        !self.corpus.references().is_empty()
    }

    /// A system's output for a segment.
    fn hypothesis(&self, system: usize, segment: usize) -> &str {
        self.corpus.systems()[system].hypotheses.get(segment).unwrap_or_default()
    }
}

/// Judges every name and number of every system and prints what was found.
pub(crate) fn run(arguments: &Entities) -> Ending {
    check_arguments(arguments)?;
    let mut reader = open(&plan(arguments))?;
    if arguments.dry_run {
        texts::describe(&reader, &mut anstream::stdout().lock())?;
        return Ok(Outcome::Done);
    }
    let output = Destination::open(arguments.output.output.as_deref())?;
    let pool = arguments.common.pool()?;
    let lexicon = lexicon(&arguments.lexicon)?;
    let corpus = reader.read_all()?;
    check_corpus(&corpus)?;
    let read = |path: &PathBuf| Inventory::read_for(path, &corpus);
    let mut inventory = arguments.inventory.as_ref().map(read).transpose()?;
    let gold = arguments.gold.as_ref().map(read).transpose()?;
    let gold = match (&arguments.gold, gold) {
        (Some(path), Some(names)) => Some(Gold::new(path, names, &corpus)?),
        _ => None,
    };
    if inventory.is_none() && !arguments.mined {
        inventory = gold.as_ref().map(|gold| gold.names.clone());
    }
    let (audit, fit) = pool.install(|| examine(arguments, &corpus, &lexicon, inventory.as_ref()));
    let is_gold = arguments.inventory.is_none() && !arguments.mined;
    let comparison = gold.as_ref().map(|gold| gold.compare(&audit, is_gold));
    let results = Results {
        corpus: &corpus,
        audit: &audit,
        inventory: inventory.as_ref(),
        comparison,
        fit,
        lexicon: lexicon.hash(),
    };
    let warnings = warn(arguments, &reader, &results, gold.as_ref());
    output.write(|mut out| match arguments.output.format {
        OutputFormat::Json => summary::write(&results, &mut out),
        OutputFormat::Jsonl => rows::write_json_lines(&results, &mut out),
        OutputFormat::Csv => rows::write_csv(&results, &mut out),
        OutputFormat::Text | OutputFormat::Markdown | OutputFormat::Latex => {
            text::write(&results, arguments, &mut out)
        }
    })?;
    Ok(if warnings > 0 && arguments.common.strict { Outcome::Warned } else { Outcome::Done })
}

/// The one place where texts become verdicts, and the hash of what was learned.
fn examine(
    _arguments: &Entities,
    corpus: &Corpus,
    lexicon: &Lexicon,
    inventory: Option<&Inventory>,
) -> (Audit, u64) {
    let fit = Fit::learn(corpus);
    (audit(corpus, &fit, lexicon, inventory), fit.hash())
}

fn plan(arguments: &Entities) -> Plan {
    arguments.texts.plan(&arguments.layout)
}

fn check_arguments(arguments: &Entities) -> mizan::Result<()> {
    match arguments.output.format {
        OutputFormat::Text | OutputFormat::Json | OutputFormat::Jsonl | OutputFormat::Csv => {}
        OutputFormat::Markdown | OutputFormat::Latex => {
            return Err(Error::new(
                ErrorKind::Setting,
                "names are written as text, json, jsonl or csv, not as markdown or latex",
            ));
        }
    }
    let texts = &arguments.texts;
    if texts.references.is_empty() && texts.input.is_empty() && texts.source.is_none() {
        return Err(Error::new(ErrorKind::Setting, "no output is given")
            .help("mizan entities [REF]... -i HYP... [-s SRC]"));
    }
    if arguments.by_document {
        return Err(Error::new(ErrorKind::Setting, "--by-document is not in this version yet"));
    }
    let inputs = arguments.texts.inputs().chain(&arguments.layout.documents);
    let names = arguments.lexicon.iter().chain(&arguments.inventory).chain(&arguments.gold);
    let inputs: Vec<&Path> = inputs.chain(names).map(PathBuf::as_path).collect();
    match &arguments.output.output {
        Some(path) => overwrite::check(path, &inputs),
        None => Ok(()),
    }
}

fn check_corpus(corpus: &Corpus) -> mizan::Result<()> {
    if corpus.systems().is_empty() {
        return Err(Error::new(ErrorKind::Nothing, "there is no output to look at")
            .help("name it: -i FILE"));
    }
    if corpus.is_empty() {
        return Err(Error::new(ErrorKind::Nothing, "there is no segment to look at"));
    }
    Ok(())
}

/// The user's names, then the built-in ones.
fn lexicon(files: &[PathBuf]) -> mizan::Result<Lexicon> {
    if files.is_empty() {
        return Ok(Lexicon::built_in().clone());
    }
    let mut lexicon = Lexicon::read(files)?;
    lexicon.extend(Lexicon::built_in());
    Ok(lexicon)
}

/// Prints what the user should know, and gives the number of warnings.
fn warn(
    arguments: &Entities,
    reader: &Reader,
    results: &Results<'_>,
    gold: Option<&Gold>,
) -> usize {
    let warnings = reader.warnings();
    if arguments.common.quiet {
        return warnings.len();
    }
    for warning in warnings {
        style::warning(&warning.message);
    }
    for note in reader.notes() {
        style::note(note);
    }
    for note in gold.iter().flat_map(|gold| gold.notes(results.corpus)) {
        style::note(&note);
    }
    let is_mined = results.inventory.is_none();
    if is_mined && results.corpus.source().is_none() && results.has_references() {
        style::note("names are found in the source, and there is none: give it with -s");
    }
    if arguments.common.verbose {
        let pairing = format!("pairing\n{}", reader.description().trim_end());
        style::note(&pairing.replace('\n', "\n  "));
    }
    warnings.len()
}
