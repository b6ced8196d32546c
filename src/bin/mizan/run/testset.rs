//! Testset: one test set of a batch, from its files to its record.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use mizan::comparison::{Plan, compare};
use mizan::config::{Config, TestSet};
use mizan::corpus::{Plan as CorpusPlan, open};
use mizan::entity::{Fit, Lexicon, audit};
use mizan::record::{self, Analyses, Input, Material, Wanted};
use mizan::{Error, Result};
use sha2::{Digest, Sha256};

use crate::measure;

/// How much is made of a test set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Depth {
    /// Everything that a report shows.
    Report,
    /// Scores, rows and names; whoever compares them draws for himself.
    Scores,
}

/// Reads, scores, compares and looks into one test set.
pub(crate) fn record(config: &Config, testset: &TestSet, depth: Depth) -> Result<record::TestSet> {
    let calculators = measure::calculators(&config.metrics.chosen)?;
    let files = config.plan(testset)?;
    let mut reader = open(&files)?;
    let calculators = measure::or_default(calculators, &reader)?;
    let corpus = reader.read_all()?;
    let measured = measure::whole(&corpus, calculators)?;
    let is_drawn = depth == Depth::Report;
    let plan = Plan {
        seed: config.statistics.seed,
        samples: if is_drawn { config.statistics.samples as usize } else { 0 },
        trials: if is_drawn { config.statistics.trials as usize } else { 0 },
        unit: config.unit()?,
        baseline: testset.baseline.clone(),
        ..Plan::default()
    };
    let comparison = compare(&measured.evaluation, corpus.documents(), &plan)?;
    let analyses = Analyses::of(&corpus, &measured.evaluation, &plan, &wanted(config, depth))?;
    let names =
        corpus.source().map(|_| audit(&corpus, &Fit::learn(&corpus), Lexicon::built_in(), None));
    let material = Material {
        name: &testset.name,
        inputs: inputs(config, &files)?,
        corpus: &corpus,
        evaluation: &measured.evaluation,
        comparison,
        analyses,
        audit: names.as_ref(),
        warnings: measured.warnings(&reader),
    };
    Ok(material.record())
}

fn wanted(config: &Config, depth: Depth) -> Wanted {
    if depth == Depth::Scores {
        return Wanted::default();
    }
    let wants = |analysis: &str| config.analysis.chosen.iter().any(|chosen| chosen == analysis);
    Wanted {
        buckets: wants("buckets"),
        words: if wants("words") { Wanted::own_labels() } else { Vec::new() },
        ngrams: wants("ngrams"),
        examples: wants("examples"),
        flags: wants("flags"),
        most: config.analysis.most,
        human: Vec::new(),
    }
}

/// The files with their hashes, named as the configuration names them.
fn inputs(config: &Config, files: &CorpusPlan) -> Result<Vec<Input>> {
    let input = |role: String, path: &Path| {
        let shown = path.strip_prefix(&config.folder).unwrap_or(path).display().to_string();
        Ok(Input { role, path: shown.replace('\\', "/"), hash: hash(path)? })
    };
    let mut inputs = Vec::new();
    if let Some(path) = &files.source {
        inputs.push(input("source".to_owned(), path)?);
    }
    for path in &files.references {
        inputs.push(input("reference".to_owned(), path)?);
    }
    if let Some(path) = &files.documents {
        inputs.push(input("documents".to_owned(), path)?);
    }
    for scores in &files.scores {
        inputs.push(input(format!("scores {}", scores.name), &scores.path)?);
    }
    for system in &files.systems {
        inputs.push(input(format!("system {}", system.system_name()), &system.path)?);
    }
    Ok(inputs)
}

/// The SHA-256 of a file; of a folder, whose files make one corpus, there is none.
fn hash(path: &Path) -> Result<String> {
    if path.is_dir() {
        return Ok(String::new());
    }
    let failed = |error: io::Error| Error::io(path, &error);
    let mut file = File::open(path).map_err(failed)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        let count = file.read(&mut buffer).map_err(failed)?;
        if count == 0 {
            break;
        }
        hasher.update(&buffer[..count]);
    }
    Ok(hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}
