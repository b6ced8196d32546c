//! Score: `mizan score`.

use std::path::{Path, PathBuf};

use mizan::comparison::intervals;
use mizan::corpus::{Plan, open};
use mizan::evaluate::Rows;
use mizan::{Error, ErrorKind};

use crate::args::Score;
use crate::exit::Outcome;
use crate::render::{self, Results};
use crate::segments::SegmentFile;
use crate::write::{Destination, is_standard};
use crate::{Ending, effort, measure, overwrite, style, texts};

/// Scores every system and prints the results.
pub(crate) fn run(arguments: &Score) -> Ending {
    let calculators = measure::calculators(&arguments.measures.metric)?;
    if arguments.texts.references.is_empty() {
        return Err(Error::new(ErrorKind::Setting, "no reference is given")
            .help("references come first: mizan score REF... -i HYP...")
            .into());
    }
    check_outputs(arguments)?;
    let pool = arguments.common.pool()?;
    let mut reader = pool.install(|| open(&plan(arguments)))?;
    let calculators = measure::or_default(calculators, &reader)?;
    if arguments.dry_run {
        texts::describe(&reader, &mut anstream::stdout().lock())?;
        return Ok(Outcome::Done);
    }
    let output = Destination::open(arguments.output.output.as_deref())?;
    let segments = arguments.segments.as_deref().map(SegmentFile::create).transpose()?;

    let keeps_rows = segments.is_some() || arguments.ci;
    let rows = if keeps_rows { Rows::Kept } else { Rows::Summed };
    let quiet = arguments.common.quiet;
    let scored = pool.install(|| measure::in_chunks(&mut reader, calculators, rows, quiet))?;

    let warnings = scored.warn(&reader, &arguments.common);
    let intervals = arguments.ci.then(|| {
        let plan = arguments.resampling.plan();
        pool.install(|| intervals(&scored.evaluation, scored.documents.as_ref(), &plan))
    });
    let effort = scored.effort();
    if let Some(path) = &arguments.effort {
        effort::write_csv(path, scored.evaluation.systems(), &effort)?;
    }
    let results = Results {
        evaluation: &scored.evaluation,
        paths: &scored.paths,
        intervals: intervals.transpose()?,
        effort,
    };
    if let Some(segments) = segments {
        segments.write(&scored.evaluation, scored.documents.as_ref())?;
        let has_bleu = scored.evaluation.calculators().iter().any(|metric| metric.key() == "bleu");
        if has_bleu && !arguments.common.quiet {
            style::note("segment scores of BLEU use the effective order (eff:yes)");
        }
    }
    output.write(|mut out| render::write(&results, arguments, &mut out))?;
    Ok(if warnings > 0 && arguments.common.strict { Outcome::Warned } else { Outcome::Done })
}

/// No output may take the place of an input or of another output.
fn check_outputs(arguments: &Score) -> mizan::Result<()> {
    let refuse = |path: &Path, message: &str, help: &str| {
        let error = Error::new(ErrorKind::Setting, message).help(help);
        Err(error.in_file(&path.display().to_string()))
    };
    let segments = arguments.segments.as_deref();
    let effort = arguments.effort.as_deref();
    if let Some(path) = segments.filter(|path| is_standard(path)) {
        return refuse(path, "segment scores need a file", "--segments FILE");
    }
    if let Some(path) = effort.filter(|path| is_standard(path)) {
        return refuse(path, "effort needs a file", "--effort FILE");
    }
    if let Some(path) = segments.filter(|path| path.extension().is_some_and(|e| e == "json")) {
        return refuse(path, "segment scores are CSV or JSON lines", "name it .csv or .jsonl");
    }
    let inputs = arguments.texts.inputs().chain(&arguments.layout.documents);
    let inputs: Vec<&Path> = inputs
        .chain(arguments.measures.scores.iter().map(|scores| &scores.path))
        .map(PathBuf::as_path)
        .collect();
    let output = arguments.output.output.as_deref();
    let outputs = [("-o", output), ("--segments", segments), ("--effort", effort)];
    let outputs: Vec<(&str, &Path)> =
        outputs.into_iter().filter_map(|(option, path)| Some((option, path?))).collect();
    for (index, &(option, path)) in outputs.iter().enumerate() {
        overwrite::check(path, &inputs)?;
        let earlier = outputs[..index].iter();
        if let Some((other, _)) =
            earlier.into_iter().find(|(_, other)| overwrite::is_same_file(path, other))
        {
            return refuse(path, &format!("is both {other} and {option}"), "name two files");
        }
    }
    Ok(())
}

fn plan(arguments: &Score) -> Plan {
    Plan {
        scores: arguments.measures.scores.clone(),
        post_edited: arguments.post_edited || arguments.effort.is_some(),
        ..arguments.texts.plan(&arguments.layout)
    }
}
