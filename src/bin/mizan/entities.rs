//! Entities: `mizan entities`.

mod agreement;
mod gold;
mod group;
mod material;
mod rows;
mod summary;
mod text;
mod wrong;

use std::path::{Path, PathBuf};

use mizan::corpus::open;
use mizan::{Error, ErrorKind};

use self::gold::Comparison;
use self::material::Material;
use crate::args::{Entities, OutputFormat};
use crate::exit::Outcome;
use crate::lexicon::with_built_in;
use crate::write::{Destination, is_standard};
use crate::{Ending, overwrite, style, texts};

/// What is written.
struct Results {
    material: Material,
    /// How far the verdicts agree with those of people.
    comparison: Option<Comparison>,
    lexicon: u64,
}

/// Judges every name and number of every system and prints what was found.
pub(crate) fn run(arguments: &Entities) -> Ending {
    check_arguments(arguments)?;
    if arguments.by_document && arguments.dry_run {
        for plan in material::document_plans(arguments) {
            texts::describe(&open(&plan)?, &mut anstream::stdout().lock())?;
        }
        return Ok(Outcome::Done);
    }
    let lexicon = with_built_in(&arguments.lexicon)?;
    let (output, material) = if arguments.by_document {
        let output = Destination::open(arguments.output.output.as_deref())?;
        (output, Material::documents(arguments, &lexicon)?)
    } else {
        let plan = arguments.texts.plan(&arguments.layout);
        let reader = arguments.common.pool()?.install(|| open(&plan))?;
        if arguments.dry_run {
            texts::describe(&reader, &mut anstream::stdout().lock())?;
            return Ok(Outcome::Done);
        }
        if arguments.common.verbose {
            let pairing = format!("pairing\n{}", reader.description().trim_end());
            style::note(&pairing.replace('\n', "\n  "));
        }
        let output = Destination::open(arguments.output.output.as_deref())?;
        (output, Material::paired(arguments, reader, &lexicon)?)
    };
    let is_gold = arguments.inventory.is_none() && !arguments.mined;
    let gold = material.gold.as_ref();
    let comparison = gold.map(|gold| gold.compare(&material.audit, is_gold));
    let results = Results { material, comparison, lexicon: lexicon.hash() };
    let warnings = warn(arguments, &results.material);
    output.write(|mut out| match arguments.output.format {
        OutputFormat::Json => summary::write(&results, &mut out),
        OutputFormat::Jsonl => rows::write_json_lines(&results.material, &mut out),
        OutputFormat::Csv => rows::write_csv(&results.material, &mut out),
        OutputFormat::Text | OutputFormat::Markdown | OutputFormat::Latex => {
            text::write(&results, arguments, &mut out)
        }
    })?;
    Ok(if warnings > 0 && arguments.common.strict { Outcome::Warned } else { Outcome::Done })
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
    if texts.inputs().filter(|path| is_standard(path)).count() > 1 {
        return Err(Error::new(
            ErrorKind::Setting,
            "standard input is asked for twice, it can be read once",
        )
        .help("write one of the inputs to a file"));
    }
    let inputs = arguments.texts.inputs().chain(&arguments.layout.documents);
    let names = arguments.lexicon.iter().chain(&arguments.inventory).chain(&arguments.gold);
    let inputs: Vec<&Path> = inputs.chain(names).map(PathBuf::as_path).collect();
    match &arguments.output.output {
        Some(path) => overwrite::check(path, &inputs),
        None => Ok(()),
    }
}

/// Prints what the user should know, and gives the number of warnings.
fn warn(arguments: &Entities, material: &Material) -> usize {
    if !arguments.common.quiet {
        for warning in &material.warnings {
            style::warning(warning);
        }
        for note in &material.notes {
            style::note(note);
        }
        if !material.is_scored() && !material.parts.references.is_empty() {
            style::note("without the source only the outputs are looked at: give it with -s");
        }
    }
    material.warnings.len()
}
