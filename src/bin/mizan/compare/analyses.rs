//! Analyses: what is to be looked into beside the scores.

use std::fs;
use std::path::Path;

use mizan::analysis::labels::{Counts, LabelFile, LabelFiles, Labelling};
use mizan::analysis::tokens::Cutting;
use mizan::corpus::{Corpus, HumanScores, NamedPath};
use mizan::record::Wanted;
use mizan::text::Stream;
use mizan::{Error, ErrorKind};

use crate::args::{Analysis, Compare, OutputFormat};

/// What is asked for.
pub(crate) fn wanted(arguments: &Compare, human: Vec<HumanScores>) -> mizan::Result<Wanted> {
    let wants = |analysis| is_wanted(arguments, analysis);
    Ok(Wanted {
        buckets: wants(Analysis::Buckets),
        words: if wants(Analysis::Words) { labellings(arguments)? } else { Vec::new() },
        ngrams: wants(Analysis::Ngrams),
        examples: wants(Analysis::Examples),
        flags: wants(Analysis::Flags),
        checks: None,
        most: usize::from(arguments.most),
        human,
    })
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

fn labellings(arguments: &Compare) -> mizan::Result<Vec<(String, Labelling)>> {
    let mut labellings = Wanted::own_labels();
    let mut add = |name: &str, labelling| labellings.push((name.to_owned(), labelling));
    let cutting = Cutting::default();
    if let Some(path) = &arguments.train {
        let counts = Counts::of_lines(read(path)?.lines(), cutting);
        add("training_frequency", Labelling::Frequency(counts));
    }
    if let Some(path) = &arguments.counts {
        let counts = Counts::read(&read(path)?, &path.display().to_string(), cutting)?;
        add("training_frequency", Labelling::Frequency(counts));
    }
    if !arguments.labels.is_empty() {
        add("labels", Labelling::Files(label_files(arguments)?));
    }
    Ok(labellings)
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
