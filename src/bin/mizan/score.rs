//! Score: `mizan score`.

use std::io::Write;
use std::path::{Path, PathBuf};

use mizan::corpus::{Columns, Corpus, Document, Plan, Reader, open};
use mizan::evaluate::{Evaluation, Evaluator, Rows};
use mizan::metric::registry::calculator;
use mizan::metric::{Calculator, Settings};
use mizan::{Error, ErrorKind};

use crate::args::Score;
use crate::exit::Outcome;
use crate::progress::Progress;
use crate::render::{self, Results};
use crate::segments::SegmentFile;
use crate::write::OutputFile;
use crate::{Ending, style};

/// Segments in memory at a time, over all texts of the corpus.
const SEGMENTS_IN_MEMORY: usize = 1 << 16;
/// As in sacreBLEU: so many lines that end like this look tokenized.
const TOKENIZED_ENDINGS: usize = 100;

/// Scores every system and prints the results.
pub(crate) fn run(arguments: &Score) -> Ending {
    let mut calculators = calculators(&arguments.metric)?;
    if arguments.references.is_empty() {
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
        let systems: Vec<&str> = reader.system_names().collect();
        let mut out = anstream::stdout().lock();
        write!(out, "{}", reader.description())?;
        let noun = if systems.len() == 1 { "system" } else { "systems" };
        writeln!(out, "{} {noun}: {}", systems.len(), systems.join(", "))?;
        return Ok(Outcome::Done);
    }
    let mut output = arguments
        .output
        .output
        .as_deref()
        .filter(|path| !is_standard(path))
        .map(OutputFile::create)
        .transpose()?;
    let segments = arguments.segments.as_deref().map(SegmentFile::create).transpose()?;

    let pool = rayon::ThreadPoolBuilder::new().num_threads(arguments.common.threads.into()).build();
    let pool = pool.map_err(|error| Error::new(ErrorKind::Setting, format!("threads: {error}")))?;
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
    match &mut output {
        Some(file) => {
            let mut plain = anstream::StripStream::new(Vec::new());
            render::write(&results, arguments, &mut plain)?;
            file.write_all(&plain.into_inner()).map_err(|error| file.failed(&error))?;
        }
        None => render::write(&results, arguments, &mut anstream::stdout().lock())?,
    }
    if let Some(file) = output {
        file.finish()?;
    }
    Ok(if warnings > 0 && arguments.common.strict { Outcome::Warned } else { Outcome::Done })
}

/// Whether the path stands for standard output.
pub(crate) fn is_standard(path: &Path) -> bool {
    path.as_os_str() == "-"
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
    let inputs = || {
        let systems = arguments.input.iter().map(|system| &system.path);
        let scores = arguments.scores.iter().map(|scores| &scores.path);
        let several = arguments.references.iter().chain(systems).chain(scores);
        several.chain(&arguments.source).chain(&arguments.documents)
    };
    let output = arguments.output.output.as_deref();
    for path in output.into_iter().chain(segments) {
        let is_input = |input: &PathBuf| is_same_file(input, path) || is_inside(path, input);
        if path.is_file() && inputs().any(is_input) {
            return refuse(path, "is an input, and would be written over", "name another file");
        }
    }
    match (output, segments) {
        (Some(output), Some(segments)) if is_same_file(output, segments) => {
            refuse(output, "is both -o and --segments", "name two files")
        }
        _ => Ok(()),
    }
}

/// Whether a file lies in a folder, as the texts of a corpus that is a directory do.
pub(crate) fn is_inside(path: &Path, folder: &Path) -> bool {
    match (path.canonicalize(), folder.canonicalize()) {
        (Ok(path), Ok(folder)) => folder.is_dir() && path.starts_with(folder),
        _ => false,
    }
}

/// Whether two paths lead to one file, which need not be there yet.
pub(crate) fn is_same_file(one: &Path, other: &Path) -> bool {
    let resolved = |path: &Path| {
        path.canonicalize().or_else(|_| {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
            let folder = folder.unwrap_or(Path::new(".")).canonicalize()?;
            Ok::<_, std::io::Error>(folder.join(path.file_name().unwrap_or_default()))
        })
    };
    match (resolved(one), resolved(other)) {
        (Ok(one), Ok(other)) => one == other,
        _ => one == other,
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
    let mut columns = Columns::default();
    arguments.col.iter().cloned().for_each(|chosen| columns.extend(chosen));
    Plan {
        references: arguments.references.clone(),
        source: arguments.source.clone(),
        systems: arguments.input.clone(),
        documents: arguments.documents.clone(),
        columns,
        format: arguments.from,
        scores: arguments.scores.clone(),
        language_pair: arguments.language_pair.clone(),
        reference_names: arguments.reference.clone(),
        ..Plan::default()
    }
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
        for warning in &warnings {
            style::warning(warning);
        }
        for note in reader.notes() {
            style::note(note);
        }
        if arguments.common.verbose {
            style::note(
                &format!("pairing\n{}", reader.description().trim_end()).replace('\n', "\n  "),
            );
        }
    }
    warnings.len()
}
