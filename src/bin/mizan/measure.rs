//! Measure: the metrics that are asked for, and the evaluation of a corpus with them.

use std::path::Path;

use mizan::analysis::effort::Effort;
use mizan::corpus::{Corpus, Documents, Reader};
use mizan::evaluate::{Evaluation, Evaluator, Rows};
use mizan::metric::registry::calculator;
use mizan::metric::{Calculator, Settings};

use crate::args::Common;
use crate::effort::SystemEffort;
use crate::progress::Progress;
use crate::style;

/// Segments in memory at a time, over all texts of the corpus.
const SEGMENTS_IN_MEMORY: usize = 1 << 16;
/// As in sacreBLEU: so many lines that end like this look tokenized.
const TOKENIZED_ENDINGS: usize = 100;

/// The metrics asked for.
pub(crate) fn calculators(metrics: &[String]) -> mizan::Result<Vec<Calculator>> {
    let metrics = metrics.iter().map(|text| {
        calculator(text).map_err(|error| {
            // `-m bleu ref.ar`: the option took what was meant as a reference.
            let is_unknown = text.parse::<Settings>().is_ok() && Path::new(text).exists();
            if is_unknown { error.help("it is a file: put references before -m") } else { error }
        })
    });
    metrics.collect()
}

/// The metrics of a corpus where none are asked for: entity too where there is a source.
pub(crate) fn or_default(
    calculators: Vec<Calculator>,
    reader: &Reader,
) -> mizan::Result<Vec<Calculator>> {
    if !calculators.is_empty() {
        return Ok(calculators);
    }
    let names = reader.has_source().then_some("entity");
    ["bleu", "chrf", "ter"].into_iter().chain(names).map(calculator).collect()
}

/// What scoring gives, beside the scores what was seen of the corpus.
pub(crate) struct Measured {
    pub(crate) evaluation: Evaluation,
    /// Per system, the file as it was named.
    pub(crate) paths: Vec<String>,
    pub(crate) documents: Option<Documents>,
    /// What post-editors kept, where references were made from the outputs.
    pub(crate) effort: Option<Effort>,
    /// Per system, how many lines end in a tokenized full stop.
    tokenized: Vec<usize>,
}

/// Measures chunk by chunk; the next one is read while one is measured.
pub(crate) fn in_chunks(
    reader: &mut Reader,
    calculators: Vec<Calculator>,
    rows: Rows,
    quiet: bool,
) -> mizan::Result<Measured> {
    let progress = Progress::new(quiet);
    // A metric that learns from the corpus sees it whole.
    let chunk_len = if calculators.iter().any(Calculator::needs_fit) {
        usize::MAX
    } else {
        (SEGMENTS_IN_MEMORY / (reader.system_names().count() + 2)).max(64)
    };
    let mut next = reader.next_chunk(chunk_len)?;
    let mut effort = next.as_ref().is_some_and(Corpus::is_post_edited).then(Effort::default);
    let rows = if effort.is_some() { Rows::Kept } else { rows };
    let mut evaluator = Evaluator::new(calculators, rows);
    let mut paths = Vec::new();
    let mut documents: Option<Documents> = None;
    let mut tokenized = Vec::new();
    while let Some(chunk) = next.take() {
        if paths.is_empty() {
            paths = chunk.systems().iter().map(|system| system.path.clone()).collect();
            tokenized = vec![0; paths.len()];
        }
        if let (Rows::Kept, Some(more)) = (rows, chunk.documents()) {
            documents.get_or_insert_default().extend(more.iter());
        }
        count_tokenized(&chunk, &mut tokenized);
        if let Some(effort) = &mut effort {
            effort.add(&chunk);
        }
        let (added, read) = rayon::join(|| evaluator.add(&chunk), || reader.next_chunk(chunk_len));
        added?;
        next = read?;
        progress.set(evaluator.segments());
    }
    let evaluation = evaluator.finish()?;
    Ok(Measured { evaluation, paths, documents, effort, tokenized })
}

/// Measures a corpus that is in memory and stays there, and keeps all rows.
pub(crate) fn whole(corpus: &Corpus, calculators: Vec<Calculator>) -> mizan::Result<Measured> {
    let mut evaluator = Evaluator::new(calculators, Rows::Kept);
    evaluator.add(corpus)?;
    let mut tokenized = vec![0; corpus.systems().len()];
    count_tokenized(corpus, &mut tokenized);
    Ok(Measured {
        evaluation: evaluator.finish()?,
        paths: corpus.systems().iter().map(|system| system.path.clone()).collect(),
        documents: corpus.documents().cloned(),
        effort: None,
        tokenized,
    })
}

fn count_tokenized(chunk: &Corpus, counts: &mut [usize]) {
    for (system, count) in chunk.systems().iter().zip(counts) {
        let lines = system.hypotheses.iter().flatten();
        *count += lines.filter(|line| line.ends_with(" .")).count();
    }
}

impl Measured {
    /// Per system what post-editors kept, where references were made from the outputs.
    pub(crate) fn effort(&self) -> Vec<SystemEffort> {
        let systems = 0..self.evaluation.systems().len();
        let effort = self.effort.iter();
        effort
            .flat_map(|effort| {
                systems.clone().map(|system| SystemEffort::new(effort, &self.evaluation, system))
            })
            .collect()
    }

    /// Prints what the user should know, and gives the number of warnings.
    pub(crate) fn warn(&self, reader: &Reader, common: &Common) -> usize {
        let warnings = warnings(&self.evaluation, &self.tokenized, reader);
        if !common.quiet {
            let pairing = common.verbose.then(|| reader.description());
            style::remarks(&warnings, reader.notes(), pairing);
        }
        warnings.len()
    }
}

/// What the user should know of a corpus that is in memory.
pub(crate) fn warnings_of(
    corpus: &Corpus,
    evaluation: &Evaluation,
    reader: &Reader,
) -> Vec<String> {
    let mut tokenized = vec![0; corpus.systems().len()];
    count_tokenized(corpus, &mut tokenized);
    warnings(evaluation, &tokenized, reader)
}

fn warnings(evaluation: &Evaluation, tokenized: &[usize], reader: &Reader) -> Vec<String> {
    let mut warnings: Vec<String> =
        reader.warnings().iter().map(|warning| warning.message.clone()).collect();
    let systems = evaluation.systems().iter().zip(tokenized);
    for (system, count) in systems.filter(|(_, count)| **count >= TOKENIZED_ENDINGS) {
        warnings.push(format!(
            "{count} lines of {system} end in ' .': metrics expect text that is not tokenized"
        ));
    }
    warnings.extend(names_missing(evaluation));
    warnings
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
