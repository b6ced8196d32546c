//! Compare: `mizan compare`.

mod results;
mod text;

use std::path::{Path, PathBuf};

use mizan::comparison::{Comparison, Plan, compare};
use mizan::corpus::open;
use mizan::statistics::randomization::Ties;
use mizan::statistics::units::Unit;
use mizan::{Error, ErrorKind};
use serde::Serialize;

use self::results::{Results, arrow, heading, signed, stars};
use crate::args::{self, Compare, OutputFormat, Resampling, UnitChoice};
use crate::exit::Outcome;
use crate::write::Destination;
use crate::{Ending, measure, overwrite, texts};

/// Compares every pair of systems and prints what was found.
pub(crate) fn run(arguments: &Compare) -> Ending {
    let calculators = measure::calculators(&arguments.metric)?;
    check_output(arguments)?;
    let pool = arguments.common.pool()?;
    let plan_of_corpus = mizan::corpus::Plan {
        scores: arguments.scores.clone(),
        ..arguments.texts.plan(&arguments.layout)
    };
    let mut reader = pool.install(|| open(&plan_of_corpus))?;
    let calculators = measure::or_default(calculators, &reader)?;
    if arguments.dry_run {
        texts::describe(&reader, &mut anstream::stdout().lock())?;
        return Ok(Outcome::Done);
    }
    let systems = reader.system_names().count();
    if systems < 2 {
        let message = format!("a comparison needs two systems, found {systems}");
        return Err(Error::new(ErrorKind::Nothing, message)
            .help("mizan compare REF... -i HYP HYP...")
            .into());
    }
    let output = Destination::open(arguments.output.output.as_deref())?;
    let corpus = reader.read_all()?;
    let (measured, comparison) = pool.install(|| {
        let measured = measure::whole(&corpus, calculators)?;
        let comparison = compare(&measured.evaluation, corpus.documents(), &plan(arguments))?;
        Ok::<_, Error>((measured, comparison))
    })?;
    let warnings = measured.warn(&reader, &arguments.common);
    let width = usize::from(arguments.output.width);
    let results = Results::new(&comparison, arguments.baseline.clone(), width);
    output.write(|mut out| match arguments.output.format {
        OutputFormat::Json => {
            serde_json::to_writer_pretty(&mut *out, &json(&comparison))?;
            writeln!(out)
        }
        _ => text::write(&results, &mut out),
    })?;
    Ok(if warnings > 0 && arguments.common.strict { Outcome::Warned } else { Outcome::Done })
}

fn plan(arguments: &Compare) -> Plan {
    Plan {
        trials: arguments.trials as usize,
        ties: match arguments.ties {
            args::Ties::Counted => Ties::Counted,
            args::Ties::Ignored => Ties::Ignored,
        },
        baseline: arguments.baseline.clone(),
        ..arguments.resampling.plan()
    }
}

impl Resampling {
    /// How resamples are drawn.
    pub(crate) fn plan(&self) -> Plan {
        Plan {
            seed: self.seed,
            samples: self.samples as usize,
            unit: match self.unit {
                UnitChoice::Auto => None,
                UnitChoice::Segment => Some(Unit::Segment),
                UnitChoice::Document => Some(Unit::Document),
            },
            ..Plan::default()
        }
    }
}

/// `mizan compare --format json`, as docs/output.md describes it.
#[derive(Serialize)]
struct Json<'a> {
    schema: &'static str,
    mizan: &'static str,
    #[serde(flatten)]
    comparison: &'a Comparison,
}

fn json(comparison: &Comparison) -> Json<'_> {
    Json { schema: "mizan.compare/1", mizan: env!("CARGO_PKG_VERSION"), comparison }
}

fn check_output(arguments: &Compare) -> mizan::Result<()> {
    let inputs = arguments.texts.inputs().chain(&arguments.layout.documents);
    let inputs: Vec<&Path> = inputs
        .chain(arguments.scores.iter().map(|scores| &scores.path))
        .map(PathBuf::as_path)
        .collect();
    match &arguments.output.output {
        Some(path) => overwrite::check(path, &inputs),
        None => Ok(()),
    }
}
