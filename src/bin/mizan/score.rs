//! Score: `mizan score`.

use std::path::{Path, PathBuf};

use mizan::corpus::{Corpus, Document, Plan, Reader, open};
use mizan::evaluate::{Evaluation, Evaluator, Rows};
use mizan::metric::registry::calculator;
use mizan::metric::{Calculator, Settings};
use mizan::{Error, ErrorKind};

use crate::args::Score;
use crate::exit::Outcome;
use crate::progress::Progress;
use crate::render::{self, Results};
use crate::segments::SegmentFile;
use crate::write::{Destination, is_standard};
use crate::{Ending, overwrite, style, texts};

/// Segments in memory at a time, over all texts of the corpus.
const SEGMENTS_IN_MEMORY: usize = 1 << 16;
/// As in sacreBLEU: so many lines that end like this look tokenized.
const TOKENIZED_ENDINGS: usize = 100;

/// Scores every system and prints the results.
pub(crate) fn run(arguments: &Score) -> Ending {
    let mut calculators = calculators(&arguments.metric)?;
    if arguments.texts.references.is_empty() {
        return Err(Error::new(ErrorKind::Setting, "no reference is given")
            .help("references come first: mizan score REF... -i HYP...")
            .into());
    }
    check_outputs(arguments)?;
    let mut reader = open(&plan(arguments))?;
    if calculators.is_empty() {
        let names = reader.has_source().then_some("entity");
        for name in ["bleu", "chrf", "ter"].into_iter().chain(names) {
            calculators.push(calculator(name)?);
        }
    }
    if arguments.dry_run {
        texts::describe(&reader, &mut anstream::stdout().lock())?;
        return Ok(Outcome::Done);
    }
    let output = Destination::open(arguments.output.output.as_deref())?;
    let segments = arguments.segments.as_deref().map(SegmentFile::create).transpose()?;

    let pool = arguments.common.pool()?;
    let rows = if segments.is_some() { Rows::Kept } else { Rows::Summed };
    let scored = pool.install(|| score(&mut reader, calculators, rows, arguments.common.quiet))?;

    let warnings = warn(arguments, &reader, &scored);
    let results = Results { evaluation: &scored.evaluation, paths: &scored.paths };
    if let Some(segments) = segments {
        segments.write(&scored.evaluation, scored.documents.as_deref())?;
        let has_bleu = scored.evaluation.calculators().iter().any(|metric| metric.key() == "bleu");
        if has_bleu && !arguments.common.quiet {
            style::note("segment scores of BLEU use the effective order (eff:yes)");
        }
    }
    output.write(|mut out| render::write(&results, arguments, &mut out))?;
    Ok(if warnings > 0 && arguments.common.strict { Outcome::Warned } else { Outcome::Done })
}

/// No output may take the place of an input or of the other output.
fn check_outputs(arguments: &Score) -> mizan::Result<()> {
    let refuse = |path: &Path, message: &str, help: &str| {
        let error = Error::new(ErrorKind::Setting, message).help(help);
        Err(error.in_file(&path.display().to_string()))
    };
    let segments = arguments.segments.as_deref();
    if let Some(path) = segments.filter(|path| is_standard(path)) {
        return refuse(path, "segment scores need a file", "--segments FILE");
    }
    if let Some(path) = segments.filter(|path| path.extension().is_some_and(|e| e == "json")) {
        return refuse(path, "segment scores are CSV or JSON lines", "name it .csv or .jsonl");
    }
    let inputs = arguments.texts.inputs().chain(&arguments.layout.documents);
    let inputs: Vec<&Path> = inputs
        .chain(arguments.scores.iter().map(|scores| &scores.path))
        .map(PathBuf::as_path)
        .collect();
    let output = arguments.output.output.as_deref();
    for path in output.into_iter().chain(segments) {
        overwrite::check(path, &inputs)?;
    }
    match (output, segments) {
        (Some(output), Some(segments)) if overwrite::is_same_file(output, segments) => {
            refuse(output, "is both -o and --segments", "name two files")
        }
        _ => Ok(()),
    }
}

/// The metrics asked for.
fn calculators(metrics: &[String]) -> mizan::Result<Vec<Calculator>> {
    let metrics = metrics.iter().map(|text| {
        calculator(text).map_err(|error| {
            // `-m bleu ref.ar`: the option took what was meant as a reference.
            let is_unknown = text.parse::<Settings>().is_ok() && Path::new(text).exists();
            if is_unknown { error.help("it is a file: put references before -m") } else { error }
        })
    });
    metrics.collect()
}

fn plan(arguments: &Score) -> Plan {
    Plan { scores: arguments.scores.clone(), ..arguments.texts.plan(&arguments.layout) }
}

/// What scoring gives, beside the scores what was seen of the corpus.
struct Scored {
    evaluation: Evaluation,
    /// Per system, the file as it was named.
    paths: Vec<String>,
    documents: Option<Vec<Document>>,
    /// Per system, how many lines end in a tokenized full stop.
    tokenized: Vec<usize>,
}

/// Measures chunk by chunk; the next one is read while one is measured.
fn score(
    reader: &mut Reader,
    calculators: Vec<Calculator>,
    rows: Rows,
    quiet: bool,
) -> mizan::Result<Scored> {
    let progress = Progress::new(quiet);
    // A metric that learns from the corpus sees it whole.
    let chunk_len = if calculators.iter().any(Calculator::needs_fit) {
        usize::MAX
    } else {
        (SEGMENTS_IN_MEMORY / (reader.system_names().count() + 2)).max(64)
    };
    let mut evaluator = Evaluator::new(calculators, rows);
    let mut next = reader.next_chunk(chunk_len)?;
    let mut paths = Vec::new();
    let mut documents: Option<Vec<Document>> = None;
    let mut tokenized = Vec::new();
    while let Some(chunk) = next.take() {
        if paths.is_empty() {
            paths = chunk.systems().iter().map(|system| system.path.clone()).collect();
            tokenized = vec![0; paths.len()];
        }
        if let (Rows::Kept, Some(more)) = (rows, chunk.documents()) {
            documents.get_or_insert_default().extend_from_slice(more);
        }
        count_tokenized(&chunk, &mut tokenized);
        let (added, read) = rayon::join(|| evaluator.add(&chunk), || reader.next_chunk(chunk_len));
        added?;
        next = read?;
        progress.set(evaluator.segments());
    }
    let evaluation = evaluator.finish()?;
    Ok(Scored { evaluation, paths, documents, tokenized })
}

fn count_tokenized(chunk: &Corpus, counts: &mut [usize]) {
    for (system, count) in chunk.systems().iter().zip(counts) {
        let lines = system.hypotheses.iter().flatten();
        *count += lines.filter(|line| line.ends_with(" .")).count();
    }
}

/// Entity metrics that found nothing to count.
fn names_missing(evaluation: &Evaluation) -> Vec<String> {
    let is_empty = |&metric: &usize| {
        evaluation.calculators()[metric].key() == "entity"
            && (0..evaluation.systems().len())
                .all(|system| evaluation.sum(metric, system).iter().all(|&count| count == 0.0))
    };
    let metrics = (0..evaluation.calculators().len()).filter(is_empty);
    let message = |metric: usize| {
        let id = evaluation.calculators()[metric].id();
        format!("{id}: nothing to count was found in the source: 0 is no score")
    };
    metrics.map(message).collect()
}

/// Prints what the user should know, and gives the number of warnings.
fn warn(arguments: &Score, reader: &Reader, scored: &Scored) -> usize {
    let mut warnings: Vec<String> =
        reader.warnings().iter().map(|warning| warning.message.clone()).collect();
    let systems = scored.evaluation.systems().iter().zip(&scored.tokenized);
    for (system, count) in systems.filter(|(_, count)| **count >= TOKENIZED_ENDINGS) {
        warnings.push(format!(
            "{count} lines of {system} end in ' .': metrics expect text that is not tokenized"
        ));
    }
    warnings.extend(names_missing(&scored.evaluation));
    if !arguments.common.quiet {
        style::remarks(
            &warnings,
            reader.notes(),
            arguments.common.verbose.then(|| reader.description()),
        );
    }
    warnings.len()
}
