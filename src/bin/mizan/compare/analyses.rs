//! Analyses: where the differences come from, as far as that is asked for.

use std::fs;
use std::path::Path;

use mizan::analysis::buckets::{self, Grouping, buckets};
use mizan::analysis::examples::{Examples, examples};
use mizan::analysis::flags::{SystemFlags, flags};
use mizan::analysis::labels::{Counts, LabelFile, LabelFiles, Labelling};
use mizan::analysis::ngrams::{Ngrams, ngrams};
use mizan::analysis::tokens::{Cutting, Tokens};
use mizan::analysis::words::{self, WordRow};
use mizan::comparison::{HumanAgreement, Plan, agree};
use mizan::corpus::{Corpus, HumanScores, NamedPath};
use mizan::evaluate::Evaluation;
use mizan::statistics::units::Units;
use mizan::text::Stream;
use mizan::{Error, ErrorKind};
use serde::{Serialize, Serializer};

use crate::args::{Analysis, Compare, OutputFormat};

/// What was looked into; what was not is empty.
#[derive(Default, Serialize)]
pub(crate) struct Analyses {
    pub(crate) buckets: Vec<Grouping>,
    pub(crate) words: Vec<Words>,
    #[serde(serialize_with = "list_ngrams")]
    pub(crate) ngrams: Option<Ngrams>,
    #[serde(serialize_with = "list_examples")]
    pub(crate) examples: Option<Examples>,
    pub(crate) flags: Vec<SystemFlags>,
    pub(crate) human: Vec<HumanAgreement>,
}

/// The words of one system, under one labelling.
#[derive(Serialize)]
pub(crate) struct Words {
    pub(crate) by: &'static str,
    pub(crate) system: String,
    pub(crate) labels: Vec<WordRow>,
}

/// A list may hold entries of several kinds; `of` says which.
#[derive(Serialize)]
#[serde(tag = "of", rename_all = "snake_case")]
enum Entry<'a, P, S, D> {
    Pair(&'a P),
    System(&'a S),
    Disagreement(&'a D),
}

fn list_ngrams<S: Serializer>(ngrams: &Option<Ngrams>, serializer: S) -> Result<S::Ok, S::Error> {
    let found = ngrams.iter().flat_map(|ngrams| {
        let systems = ngrams.systems.iter().map(Entry::<_, _, ()>::System);
        systems.chain(ngrams.pairs.iter().map(Entry::Pair))
    });
    serializer.collect_seq(found)
}

fn list_examples<S: Serializer>(
    examples: &Option<Examples>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let found = examples.iter().flat_map(|examples| {
        let pairs = examples.pairs.iter().map(Entry::Pair);
        let systems = examples.systems.iter().map(Entry::System);
        pairs.chain(systems).chain(examples.disagreements.iter().map(Entry::Disagreement))
    });
    serializer.collect_seq(found)
}

/// Looks into what is asked for.
pub(crate) fn analyse(
    arguments: &Compare,
    corpus: &Corpus,
    evaluation: &Evaluation,
    plan: &Plan,
    human: &[HumanScores],
) -> mizan::Result<Analyses> {
    let mut analyses = Analyses::default();
    let wants = |analysis| is_wanted(arguments, analysis);
    let most = usize::from(arguments.most);
    if let Some(measured) = evaluation.measured() {
        if wants(Analysis::Buckets) {
            let plan = buckets::Plan {
                baseline: plan.baseline.clone(),
                unit: plan.unit,
                samples: plan.samples,
                seed: plan.seed,
                ..buckets::Plan::default()
            };
            analyses.buckets = buckets(corpus, &measured, &plan)?;
        }
        if wants(Analysis::Examples) {
            analyses.examples = Some(examples(corpus, &measured, plan.baseline.as_deref(), most)?);
        }
    }
    if wants(Analysis::Words) || wants(Analysis::Ngrams) {
        let tokens = Tokens::of(corpus, Cutting::default());
        if wants(Analysis::Words) {
            let units = Units::choose(corpus.len(), corpus.documents(), plan.unit)?;
            analyses.words = of_words(arguments, &tokens, &units, plan)?;
        }
        if wants(Analysis::Ngrams) {
            analyses.ngrams = Some(ngrams(&tokens, most));
        }
    }
    if wants(Analysis::Flags) {
        analyses.flags = flags(corpus);
    }
    for human in human {
        analyses.human.extend(agree(evaluation, human, plan.seed)?);
    }
    Ok(analyses)
}

fn is_wanted(arguments: &Compare, analysis: Analysis) -> bool {
    if !arguments.analysis.is_empty() {
        return arguments.analysis.contains(&analysis);
    }
    match arguments.output.format {
        OutputFormat::Json | OutputFormat::Jsonl => true,
        OutputFormat::Text => {
            let is_labelled = arguments.train.is_some()
                || arguments.counts.is_some()
                || !arguments.labels.is_empty();
            analysis == Analysis::Flags || analysis == Analysis::Words && is_labelled
        }
        OutputFormat::Csv | OutputFormat::Markdown | OutputFormat::Latex => false,
    }
}

fn of_words(
    arguments: &Compare,
    tokens: &Tokens,
    units: &Units,
    plan: &Plan,
) -> mizan::Result<Vec<Words>> {
    let mut labellings = vec![
        ("reference_frequency", Labelling::ReferenceFrequency),
        ("position", Labelling::Position),
        ("script", Labelling::Script),
    ];
    if let Some(path) = &arguments.train {
        let text = read(path)?;
        let counts = Counts::of_lines(text.lines(), tokens.cutting());
        labellings.push(("training_frequency", Labelling::Frequency(counts)));
    }
    if let Some(path) = &arguments.counts {
        let counts = Counts::read(&read(path)?, &path.display().to_string(), tokens.cutting())?;
        labellings.push(("training_frequency", Labelling::Frequency(counts)));
    }
    if !arguments.labels.is_empty() {
        labellings.push(("labels", Labelling::Files(label_files(arguments)?)));
    }
    let mut found = Vec::new();
    for (by, labelling) in &labellings {
        let counts = words::count(tokens, labelling)?;
        let rows = counts.rows_with_intervals(units, plan.samples, plan.seed);
        for (name, labels) in counts.systems().zip(rows) {
            found.push(Words { by, system: name.to_owned(), labels });
        }
    }
    Ok(found)
}

fn label_files(arguments: &Compare) -> mizan::Result<LabelFiles> {
    let file = |path: &Path| {
        let lines: Stream = read(path)?.lines().collect();
        Ok::<_, Error>(LabelFile { path: path.display().to_string(), lines })
    };
    Ok(LabelFiles {
        references: arguments.reference_labels.iter().map(|p| file(p)).collect::<Result<_, _>>()?,
        systems: arguments
            .labels
            .iter()
            .map(|named| Ok((named.system_name(), file(&named.path)?)))
            .collect::<mizan::Result<_>>()?,
    })
}

fn read(path: &Path) -> mizan::Result<String> {
    let bytes = fs::read(path).map_err(|error| Error::io(path, &error))?;
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..at].iter().filter(|&&byte| byte == b'\n').count() + 1;
        Error::new(ErrorKind::Input, "invalid UTF-8")
            .at(&path.display().to_string(), line, None)
            .help("convert the file to UTF-8")
    })
}

/// Reads the scores that people gave.
pub(crate) fn human(files: &[NamedPath], corpus: &Corpus) -> mizan::Result<Vec<HumanScores>> {
    let systems: Vec<&str> = corpus.systems().iter().map(|system| system.name.as_str()).collect();
    files
        .iter()
        .map(|file| HumanScores::read(&file.system_name(), &file.path, &systems, corpus.len()))
        .collect()
}
