//! Testset: one test set of a batch, from its files to its record.

use std::mem::take;
use std::path::Path;

use mizan::analysis::checks;
use mizan::comparison::{Plan, compare};
use mizan::config::{Config, TestSet};
use mizan::corpus::{Corpus, Plan as Files, Reader, open};
use mizan::record::{self, Analyses, Input, Material, Wanted};
use mizan::sensitivity::sensitivity;
use mizan::{Error, Result};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::kept::hash;
use super::systems::{self, Known, Measured};
use super::{Batch, Depth};
use crate::measure;

/// A test set as it is kept: without what its systems' results hold, which are named.
#[derive(Serialize, Deserialize)]
struct Whole {
    results: Vec<String>,
    record: record::TestSet,
}

/// Reads, scores, compares and looks into one test set. Systems that cannot be read are told apart.
pub(super) fn record(
    batch: &Batch<'_>,
    testset: &TestSet,
    failed: &mut Vec<(String, Error)>,
) -> Result<record::TestSet> {
    let config = batch.config;
    let calculators = measure::calculators(&config.metrics.chosen)?;
    let mut files = config.plan(testset)?;
    let mut name = None;
    let mut hashed = inputs(config, &files);
    if let Ok(inputs) = &hashed {
        name = name_of_result(batch, testset, inputs);
        let found: Option<Whole> = name.as_ref().and_then(|name| batch.kept.get(name));
        if let Some(record) = found.and_then(|whole| whole.restored(batch)) {
            batch.steps.done(files.systems.len());
            return Ok(record);
        }
    }
    let (reader, corpus) = match read(&files) {
        Ok(read) => read,
        Err(error) => {
            let unreadable = unreadable(&files);
            // It is not a system's fault, or every system has one.
            if unreadable.is_empty() || unreadable.len() == files.systems.len() {
                return Err(error);
            }
            batch.steps.done(unreadable.len());
            for (system, error) in unreadable {
                failed.push((format!("test set {}, system {system}", testset.name), error));
                files.systems.retain(|other| other.system_name() != system);
            }
            name = None;
            hashed = inputs(config, &files);
            read(&files)?
        }
    };
    let is_whole = files.systems.len() == config.plan(testset)?.systems.len();
    let calculators = measure::or_default(calculators, &reader)?;
    let Measured { evaluation, names, results } = systems::measure(batch, &corpus, &calculators)?;
    let is_drawn = batch.depth == Depth::Report;
    let plan = Plan {
        seed: config.statistics.seed,
        samples: if is_drawn { config.statistics.samples as usize } else { 0 },
        trials: if is_drawn { config.statistics.trials as usize } else { 0 },
        unit: config.unit()?,
        // One that could not be read is no baseline.
        baseline: testset
            .baseline
            .clone()
            .filter(|name| is_whole || corpus.systems().iter().any(|system| system.name == *name)),
        ..Plan::default()
    };
    let comparison = compare(&evaluation, corpus.documents(), &plan)?;
    let inputs = hashed?;
    let mut warnings = measure::warnings_of(&corpus, &evaluation, &reader);
    let wanted = wanted(config, batch.depth, &inputs)?;
    let mut analyses = Analyses::of(&corpus, &evaluation, &plan, &wanted)?;
    if is_drawn && config.analysis.wants("perturb") {
        match sensitivity(&corpus, evaluation.calculators(), plan.seed) {
            Ok(found) => analyses.perturb = Some(found),
            // All the rest is there, and the report says what is missing.
            Err(error) => warnings.push(no_perturb(&testset.name, &error)),
        }
    }
    let folder = format!("{}/", config.folder.display());
    let material = Material {
        name: &testset.name,
        inputs: inputs.clone(),
        corpus: &corpus,
        evaluation: &evaluation,
        comparison,
        analyses,
        names,
        // Files are named as the configuration names them, wherever the command was called.
        warnings: warnings.iter().map(|warning| warning.replace(&folder, "")).collect(),
    };
    let record = material.record();
    // With many systems the rows are most of the memory; the record has them now.
    drop((evaluation, corpus));
    // What was changed while it was read is not what the name says.
    let is_unchanged = || self::inputs(config, &files).is_ok_and(|now| now == inputs);
    Ok(match name.filter(|_| is_unchanged()) {
        Some(name) => Whole::keep(batch, &name, record, results),
        None => record,
    })
}

impl Whole {
    /// Keeps a record without its rows and mentions, and gives it back with them; `results` are in the
    /// order of the corpus.
    fn keep(
        batch: &Batch<'_>,
        name: &str,
        mut record: record::TestSet,
        results: Vec<String>,
    ) -> record::TestSet {
        let rows: Vec<_> = record.systems.iter_mut().map(|system| take(&mut system.rows)).collect();
        let mentions = record.names.as_mut().map(|names| take(&mut names.mentions));
        let whole = Whole { results, record };
        batch.kept.put(name, &whole);
        let mut record = whole.record;
        for (system, rows) in record.systems.iter_mut().zip(rows) {
            system.rows = rows;
        }
        if let (Some(names), Some(mentions)) = (&mut record.names, mentions) {
            names.mentions = mentions;
        }
        record
    }

    /// The record as it was; `None` where a system's result is gone.
    fn restored(self, batch: &Batch<'_>) -> Option<record::TestSet> {
        let mut record = self.record;
        let known: Option<Vec<Known>> =
            self.results.par_iter().map(|name| batch.kept.get(name)).collect();
        let mut known = known?;
        known.sort_by(|a, b| a.system.cmp(&b.system));
        for (system, known) in record.systems.iter_mut().zip(known) {
            if system.name != known.system {
                return None;
            }
            system.rows = known.rows;
            if let (Some(names), Some(found)) = (&mut record.names, known.names) {
                names.mentions.extend(found.mentions);
            }
        }
        Some(record)
    }
}

fn read(files: &Files) -> Result<(Reader, Corpus)> {
    let mut reader = open(files)?;
    let corpus = reader.read_all()?;
    Ok((reader, corpus))
}

/// The systems that cannot be read beside the references, each by itself.
fn unreadable(files: &Files) -> Vec<(String, Error)> {
    let alone = files.systems.iter().map(|system| {
        let alone = Files { systems: vec![system.clone()], scores: Vec::new(), ..files.clone() };
        (system.system_name(), read(&alone).err())
    });
    alone.filter_map(|(name, error)| Some((name, error?))).collect()
}

/// Under which name the test set's result is kept; none where an input is a folder.
fn name_of_result(batch: &Batch<'_>, testset: &TestSet, inputs: &[Input]) -> Option<String> {
    let config = batch.config;
    let mut made = batch
        .kept
        .made(batch.kind())
        .with(&format!("{testset:?}"))
        .with(&format!("{:?}", config.metrics))
        .with(&format!("{:?}", config.statistics))
        .with(&format!("{:?}", config.analysis));
    if batch.depth == Depth::Report && config.analysis.wants("checks") {
        made = made.with(&format!("{:?}", config.check));
        for file in &config.check.glossary {
            made = made.with(&hash(file).ok()?);
        }
    }
    for input in inputs {
        if input.hash.is_empty() {
            return None;
        }
        made = made.with(&input.role).with(&input.path).with(&input.hash);
    }
    Some(made.name())
}

/// Why there is nothing of what perturb shows.
fn no_perturb(testset: &str, error: &Error) -> String {
    let reason = error.to_string();
    let reason = reason.lines().next().unwrap_or_default();
    format!(
        "{testset}: analysis \"perturb\" is left out: {reason}; it takes a source, a reference in \
         which its names are found, and a metric that mizan computes"
    )
}

/// What is looked into; the inputs name the files of the systems.
fn wanted(config: &Config, depth: Depth, inputs: &[Input]) -> Result<Wanted> {
    if depth == Depth::Scores {
        return Ok(Wanted::default());
    }
    let wants = |analysis: &str| config.analysis.wants(analysis);
    let checks = || {
        let file = |input: &Input| {
            let system = input.role.strip_prefix("system ")?;
            Some((system.to_owned(), input.path.clone()))
        };
        let files = inputs.iter().filter_map(file).collect();
        Ok::<_, Error>(checks::Plan { settings: config.check.settings()?, files })
    };
    Ok(Wanted {
        buckets: wants("buckets"),
        words: if wants("words") { Wanted::own_labels() } else { Vec::new() },
        ngrams: wants("ngrams"),
        examples: wants("examples"),
        flags: wants("flags"),
        checks: wants("checks").then(checks).transpose()?,
        most: config.analysis.most,
        human: Vec::new(),
    })
}

/// The files with their hashes, named as the configuration names them.
fn inputs(config: &Config, files: &Files) -> Result<Vec<Input>> {
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
