//! Material: the units of a file, and what was found in them.

use std::collections::HashMap;
use std::path::Path;

use mizan::check::{Scorecard, Settings, Weights, check, fingerprints};
use mizan::corpus::{
    Code, Content, Corpus, Dialect, LineEnd, NamedPath, Parts, Plan, Role, State, Unit, open,
    read_units,
};
use mizan::entity::Fit;
use mizan::entity::quantity::Language;
use mizan::finding::Finding;
use mizan::text::{Stream, placeholder};
use mizan::{Error, ErrorKind, Result};

use crate::args::Check;
use crate::write::is_standard;

/// A file that was checked.
pub(super) struct Checked {
    /// The file as results name it.
    pub(super) name: String,
    pub(super) units: Vec<Unit>,
    pub(super) findings: Vec<Finding>,
    /// One per finding.
    pub(super) fingerprints: Vec<u64>,
    pub(super) warnings: Vec<String>,
    pub(super) notes: Vec<String>,
}

impl Checked {
    /// Reads a file and checks it; rules of the configuration name files as seen from its folder.
    pub(super) fn read(
        path: &Path,
        arguments: &Check,
        settings: &Settings,
        config: Option<&Path>,
    ) -> Result<Self> {
        let place = place(path, config);
        if let Some(units) = localized(path, arguments)? {
            let settings = Settings { source_language: language_of(&units)?, ..settings.clone() };
            let name = path.display().to_string();
            let findings = check(&place, &units, &settings);
            return Ok(Checked {
                fingerprints: fingerprints(&units, &findings),
                name,
                units,
                findings,
                warnings: Vec::new(),
                notes: Vec::new(),
            });
        }
        // A table that is said to have the source is the file of the source too.
        let has_source = arguments.layout.plan().columns.has(Role::Source);
        let source = arguments.source.clone();
        let plan = Plan {
            source: source.or_else(|| has_source.then(|| path.to_owned())),
            systems: vec![NamedPath::from(path.to_owned())],
            line_end: LineEnd::Kept,
            ..arguments.layout.plan()
        };
        let mut reader = open(&plan)?;
        let corpus = reader.read_all()?;
        let settings = Settings { source_language: language(&corpus), ..settings.clone() };
        let units = units(&corpus)?;
        let name = if is_standard(path) { "stdin".to_owned() } else { path.display().to_string() };
        let findings = check(&place, &units, &settings);
        Ok(Checked {
            fingerprints: fingerprints(&units, &findings),
            name,
            units,
            findings,
            warnings: reader.warnings().iter().map(|warning| warning.message.clone()).collect(),
            notes: reader.notes().to_vec(),
        })
    }

    /// What the findings cost.
    pub(super) fn card(&self, weights: &Weights) -> Scorecard {
        Scorecard::new(&self.units, &self.findings, weights)
    }

    /// The translation that a finding is about.
    pub(super) fn target(&self, finding: &Finding) -> &str {
        let unit = self.units.get(finding.segment);
        unit.and_then(|unit| unit.target.as_ref()).map_or("", |content| &content.text)
    }

    /// The line that a finding is about, from 1.
    pub(super) fn line(&self, finding: &Finding) -> usize {
        let line = self.units.get(finding.segment).map_or(0, |unit| unit.line);
        if line == 0 { finding.segment + 1 } else { line }
    }

    /// Keeps the findings that are new, one word for each.
    pub(super) fn keep(&mut self, are_new: &mut impl Iterator<Item = bool>) {
        let findings = std::mem::take(&mut self.findings).into_iter();
        let prints = std::mem::take(&mut self.fingerprints);
        for ((finding, print), is_new) in findings.zip(prints).zip(are_new) {
            if is_new {
                self.findings.push(finding);
                self.fingerprints.push(print);
            }
        }
    }

    /// Forgets all findings.
    pub(super) fn clear(&mut self) {
        self.findings.clear();
        self.fingerprints.clear();
    }
}

/// A file as seen from the configuration's folder, or as it was named where it is not in there.
fn place(path: &Path, config: Option<&Path>) -> String {
    let below = || {
        let folder = config?.canonicalize().ok()?.parent()?.to_owned();
        path.canonicalize().ok()?.strip_prefix(folder).ok().map(Path::to_owned)
    };
    below().as_deref().unwrap_or(path).display().to_string()
}

/// The units of a localization file; where it has one language, with the sources of the other file.
fn localized(path: &Path, arguments: &Check) -> Result<Option<Vec<Unit>>> {
    if is_standard(path) || path.is_dir() {
        return Ok(None);
    }
    let Plan { format, limits, .. } = arguments.layout.plan();
    let Some(mut units) = read_units(path, format, limits)? else { return Ok(None) };
    // What is not translated is no fault of the text.
    units.retain(|unit| unit.target.is_some());
    for unit in units.iter_mut().filter(|unit| unit.dialects.is_empty()) {
        unit.source.iter_mut().chain(&mut unit.target).for_each(mark_placeholders);
    }
    let Some(source) = arguments.source.as_ref().filter(|source| !is_standard(source)) else {
        return Ok(Some(units));
    };
    let Some(sources) = read_units(source, format, limits)? else {
        let message = "is text by lines; the source of a localization file is such a file too";
        return Err(Error::new(ErrorKind::Setting, message).in_file(&source.display().to_string()));
    };
    let key = |unit: &Unit| (unit.document.clone(), unit.id.clone(), unit.plural.clone());
    let by_id: HashMap<_, _> =
        sources.into_iter().map(|unit| (key(&unit), unit.source.or(unit.target))).collect();
    for unit in units.iter_mut().filter(|unit| unit.source.is_none()) {
        unit.source = by_id.get(&key(unit)).cloned().flatten();
    }
    Ok(Some(units))
}

/// XLIFF and TMX do not say how placeholders are written; these cannot be taken for text.
fn mark_placeholders(content: &mut Content) {
    for code in placeholder::codes(&content.text, &[Dialect::Template, Dialect::Apple]) {
        let is_apart =
            |other: &Code| other.span.end <= code.span.start || code.span.end <= other.span.start;
        if content.codes.iter().all(is_apart) {
            content.codes.push(code);
        }
    }
    content.codes.sort_by_key(|code| code.span.start);
}

/// The language of the sources, by their small words.
fn language_of(units: &[Unit]) -> Result<Language> {
    let sources = units.iter().filter_map(|unit| unit.source.as_ref());
    let source: Stream = sources.map(Content::without_codes).collect();
    if source.is_empty() {
        return Ok(Language::English);
    }
    let corpus = Corpus::new(Parts { source: Some(source), ..Parts::default() })?;
    Ok(language(&corpus))
}

/// The segments of a corpus as units.
fn units(corpus: &Corpus) -> Result<Vec<Unit>> {
    let Some(system) = corpus.systems().first() else {
        return Err(Error::new(ErrorKind::Nothing, "there is no translation in the file"));
    };
    let unit = |segment: usize| {
        let target = system.hypotheses.get(segment).map(Content::plain);
        Unit {
            id: corpus.ids().and_then(|ids| ids.get(segment)).unwrap_or_default().to_owned(),
            line: segment + 1,
            source: corpus.segment(segment).source().map(Content::plain),
            state: if target.is_some() { State::Translated } else { State::Untranslated },
            target,
            ..Unit::default()
        }
    };
    Ok((0..corpus.len()).map(unit).collect())
}

/// The language of the source, by its small words.
fn language(corpus: &Corpus) -> Language {
    match corpus.source() {
        Some(_) => Fit::learn(corpus).language(),
        None => Language::English,
    }
}
