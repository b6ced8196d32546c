//! Compare: `mizan compare`.

mod analyses;
mod files;
mod markup;
mod results;
mod sections;
mod text;

use std::path::{Path, PathBuf};

use mizan::comparison::{Clusters, Comparison, Plan, compare};
use mizan::corpus::open;
use mizan::record::Analyses;
use mizan::statistics::randomization::Ties;
use mizan::statistics::units::Unit;
use mizan::{Error, ErrorKind};

use self::results::{Results, arrow, heading, signed, stars};
use crate::args::{self, Compare, OutputFormat, Resampling, UnitChoice};
use crate::exit::Outcome;
use crate::write::Destination;
use crate::{Ending, measure, overwrite, style, texts};

/// So many pairs take longer than somebody waits without a word.
const MANY_PAIRS: usize = 20_000;

/// Compares every pair of systems and prints what was found.
pub(crate) fn run(arguments: &Compare) -> Ending {
    let calculators = measure::calculators(&arguments.measures.metric)?;
    check_output(arguments)?;
    let pool = arguments.common.pool()?;
    let plan_of_corpus = mizan::corpus::Plan {
        scores: arguments.measures.scores.clone(),
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
    let pairs = systems * (systems - 1) / 2;
    if pairs > MANY_PAIRS && arguments.baseline.is_none() && !arguments.common.quiet {
        style::note(&format!(
            "{pairs} pairs are compared, which takes minutes; --baseline NAME compares with one system"
        ));
    }
    let output = Destination::open(arguments.output.output.as_deref())?;
    let corpus = reader.read_all()?;
    let human = analyses::human(&arguments.human, &corpus)?;
    let wanted = analyses::wanted(arguments, human)?;
    let plan = plan(arguments);
    let (measured, comparison, analyses) = pool.install(|| {
        let measured = measure::whole(&corpus, calculators)?;
        let evaluation = &measured.evaluation;
        let comparison = compare(evaluation, corpus.documents(), &plan)?;
        let analyses = Analyses::of(&corpus, evaluation, &plan, &wanted)?;
        Ok::<_, Error>((measured, comparison, analyses))
    })?;
    let mut warnings = measured.warn(&reader, &arguments.common);
    for warning in wanted.human.iter().flat_map(|human| &human.warnings) {
        warnings += 1;
        if !arguments.common.quiet {
            style::warning(&warning.message);
        }
    }
    let width = usize::from(arguments.output.width);
    let results = Results::new(&comparison, arguments.baseline.clone(), width);
    output.write(|mut out| match arguments.output.format {
        OutputFormat::Json => files::write_json(&comparison, &analyses, &mut out),
        OutputFormat::Jsonl => files::write_json_lines(&comparison, &analyses, &mut out),
        OutputFormat::Csv => files::write_csv(&comparison, &mut out),
        OutputFormat::Markdown => markup::write_markdown(&results, &mut out),
        OutputFormat::Latex => markup::write_latex(&results, &mut out),
        OutputFormat::Text => {
            text::write(&results, &mut out)?;
            sections::write(&results, &analyses, &corpus, &mut out)
        }
    })?;
    Ok(if warnings > 0 && arguments.common.strict { Outcome::Warned } else { Outcome::Done })
}

/// What is drawn and exchanged, in words.
fn drawn(comparison: &Comparison) -> String {
    match comparison.unit {
        Unit::Segment => "segments".to_owned(),
        Unit::Document => format!("{} documents", comparison.units),
    }
}

fn plan(arguments: &Compare) -> Plan {
    Plan {
        trials: arguments.trials as usize,
        ties: match arguments.ties {
            args::Ties::Counted => Ties::Counted,
            args::Ties::Ignored => Ties::Ignored,
        },
        baseline: arguments.baseline.clone(),
        clusters: match arguments.clusters {
            args::Clusters::Holm => Clusters::Holm,
            args::Clusters::Wmt25 => Clusters::Wmt25,
        },
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

fn check_output(arguments: &Compare) -> mizan::Result<()> {
    let inputs = arguments.texts.inputs().chain(&arguments.layout.documents);
    let inputs: Vec<&Path> = inputs
        .chain(arguments.measures.scores.iter().map(|scores| &scores.path))
        .chain(arguments.human.iter().chain(&arguments.labels).map(|named| &named.path))
        .chain(arguments.train.iter().chain(&arguments.counts).chain(&arguments.reference_labels))
        .map(PathBuf::as_path)
        .collect();
    match &arguments.output.output {
        Some(path) => overwrite::check(path, &inputs),
        None => Ok(()),
    }
}
