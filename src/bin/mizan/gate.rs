//! Gate: `mizan gate`, and the gate of `mizan run`.

mod outputs;

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use mizan::config::{Config, Overrides, Systems, TestSet, gate};
use mizan::gate::{Baseline, Decision, Ending as Whole, Question, checks, decide, write};
use mizan::record::{Record, SCHEMA};
use mizan::{Error, ErrorKind};

use self::outputs::{Outputs, Places};
use crate::args::{Gate, GateFormat};
use crate::batch::kept::hash;
use crate::batch::{Batch, Depth};
use crate::config::{self, Layered};
use crate::exit::Outcome;
use crate::{Ending, overwrite, style, texts};

/// Decides and writes.
pub(crate) fn run(arguments: &Gate) -> Ending {
    let threads = arguments.common.threads;
    let flags = Overrides { threads: (threads > 0).then_some(threads), ..Overrides::default() };
    let Layered { config, file, .. } = config::read(arguments.config.as_deref(), &flags)?;
    let gate = configured(&config)?;
    let places = Places::of(&config, &file);
    for output in &arguments.output {
        let inputs = inputs(&config, &file, gate);
        overwrite::check(output, &inputs.iter().map(PathBuf::as_path).collect::<Vec<_>>())?;
    }
    let outputs = Outputs::open(&arguments.output)?;
    let pool = texts::pool(config.threads)?;
    let is_quiet = arguments.common.quiet || arguments.evaluation.is_some();
    let batch = Batch::new(&config, Depth::Scores, arguments.fresh, is_quiet);
    let record = match &arguments.evaluation {
        Some(path) => whole(Record::read(path)?, path)?,
        None => {
            let evaluated = pool.install(|| batch.evaluate())?;
            // Of a part the gate cannot be decided.
            if evaluated.say_failed() {
                return Ok(Outcome::Failed);
            }
            evaluated.record
        }
    };
    let changed = match arguments.evaluation {
        Some(_) => changed(&config, &record),
        None => Vec::new(),
    };
    let is_partial = arguments.allow_partial;
    let decision = pool.install(|| held(&batch, gate, &record, &changed, is_partial))?;
    if arguments.evaluation.is_none() {
        batch.forget_others();
    }
    outputs.write(&decision, &places)?;
    let printed = outputs::render(&decision, arguments.format, &places);
    anstream::stdout().lock().write_all(printed.as_bytes())?;
    if arguments.format == GateFormat::Github {
        outputs::summarize_step(&decision)?;
    }
    let warnings: Vec<String> =
        record.testsets.iter().flat_map(|testset| testset.warnings.clone()).collect();
    if !arguments.common.quiet {
        // The text has said it.
        if arguments.format != GateFormat::Text {
            style::remarks(&decision.warnings, &[], None);
        }
        style::remarks(&warnings, &[], None);
    }
    if arguments.exit_zero {
        return Ok(Outcome::Done);
    }
    Ok(outcome(&decision, !warnings.is_empty() && arguments.common.strict, arguments.common.strict))
}

/// The gate of a configuration.
pub(crate) fn configured(config: &Config) -> mizan::Result<&gate::Gate> {
    config.gate.as_ref().ok_or_else(|| {
        Error::new(ErrorKind::Setting, "the configuration has no [gate]")
            .in_file(&config.folder.display().to_string())
            .help("docs/gate.md shows one")
    })
}

/// An evaluation that nothing is missing from: over a part the gate does not decide.
fn whole(record: Record, path: &Path) -> mizan::Result<Record> {
    let Some(first) = record.failed.first() else { return Ok(record) };
    let more = match record.failed.len() {
        1 => String::new(),
        failed => format!(", and {} more", failed - 1),
    };
    Err(Error::new(
        ErrorKind::Input,
        "is the evaluation of a part, and the gate decides on the whole",
    )
    .in_file(&path.display().to_string())
    .detail(format!("not evaluated: {first}{more}"))
    .help("mend the input and run mizan run again"))
}

/// Holds an evaluation to the rules of its configuration.
pub(crate) fn decision(
    batch: &Batch<'_>,
    gate: &gate::Gate,
    record: &Record,
    is_partial: bool,
) -> mizan::Result<Decision> {
    held(batch, gate, record, &[], is_partial)
}

fn held(
    batch: &Batch<'_>,
    gate: &gate::Gate,
    record: &Record,
    warnings: &[String],
    is_partial: bool,
) -> mizan::Result<Decision> {
    let config = batch.config;
    let baseline = baseline(batch, gate)?;
    let format = |testset: &TestSet| {
        let format = testset.format.as_ref()?.parse().ok()?;
        Some((testset.name.clone(), format))
    };
    decide(&Question {
        record,
        gate,
        settings: &config.check.settings()?,
        baseline: baseline.as_ref(),
        seed: config.statistics.seed,
        formats: &config.testsets.iter().filter_map(format).collect(),
        warnings,
        is_partial,
    })
}

/// Which files are no longer what an evaluation was made from. Folders have no hash.
fn changed(config: &Config, record: &Record) -> Vec<String> {
    let inputs = record.testsets.iter().flat_map(|testset| &testset.inputs);
    let mut changed = Vec::new();
    for input in inputs.filter(|input| !input.hash.is_empty()) {
        let what = match hash(&config.folder.join(&input.path)) {
            Ok(found) if found == input.hash => continue,
            Ok(_) => "changed since the evaluation",
            Err(_) => "cannot be read any more",
        };
        let said = format!("{} {what}: what is decided is about the old one", input.path);
        if !changed.contains(&said) {
            changed.push(said);
        }
    }
    changed
}

/// What the exit code is made from.
pub(crate) fn outcome(decision: &Decision, has_warnings: bool, is_strict: bool) -> Outcome {
    match decision.ending {
        Whole::Failed => Outcome::Findings,
        Whole::Undecided => Outcome::Undecided,
        Whole::Warned if is_strict => Outcome::Warned,
        Whole::Warned | Whole::Passed if has_warnings => Outcome::Warned,
        Whole::Warned | Whole::Passed => Outcome::Done,
    }
}

/// What `mizan run` writes of a decision.
pub(crate) const FILES: [&str; 2] = ["gate.json", "gate.md"];

/// Writes what the gate decided beside the report.
pub(crate) fn files(decision: &Decision) -> [(&'static str, String); 2] {
    [(FILES[0], decision.json()), (FILES[1], write::markdown(decision))]
}

/// The baseline, or the output of an older version scored as one; `None` where there is no file.
fn baseline(batch: &Batch<'_>, gate: &gate::Gate) -> mizan::Result<Option<Baseline>> {
    let config = batch.config;
    let Some(named) = &gate.baseline else { return Ok(None) };
    let path = config.folder.join(named);
    if is_baseline(&path) {
        return Baseline::read(&path);
    }
    if !path.exists() {
        return Ok(None);
    }
    let [testset] = config.testsets.as_slice() else {
        let message = "an output can be the baseline of one test set, and there are several";
        return Err(Error::new(ErrorKind::Setting, message)
            .in_file(&path.display().to_string())
            .help("make a baseline: mizan baseline update writes NAME.mizan"));
    };
    let old = TestSet {
        systems: Systems::Named(BTreeMap::from([("baseline".to_owned(), named.clone())])),
        scores: BTreeMap::new(),
        baseline: None,
        ..testset.clone()
    };
    let batch = batch.beside(Depth::Scores);
    let record = Record {
        schema: SCHEMA.to_owned(),
        mizan: env!("CARGO_PKG_VERSION").to_owned(),
        name: config.name(),
        testsets: vec![batch.testset(&old, &mut Vec::new())?],
        failed: Vec::new(),
    };
    let mut baseline = Baseline::of(&record, &checks(gate), &config.check.settings()?)?;
    baseline.is_for_all = true;
    Ok(Some(baseline))
}

/// Whether a path names a baseline; what ends otherwise is an output.
pub(crate) fn is_baseline(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "mizan")
}

/// Everything that is read.
fn inputs(config: &Config, file: &Path, gate: &gate::Gate) -> Vec<PathBuf> {
    let mut inputs = vec![file.to_owned()];
    inputs.extend(gate.baseline.iter().map(|path| config.folder.join(path)));
    for testset in &config.testsets {
        let Ok(plan) = config.plan(testset) else { continue };
        inputs.extend(plan.source.into_iter().chain(plan.references).chain(plan.documents));
        inputs.extend(plan.systems.into_iter().map(|system| system.path));
        inputs.extend(plan.scores.into_iter().map(|scores| scores.path));
    }
    inputs
}
