//! Units as records: which text of a unit is the source, the reference, the hypothesis.
//!
//! | given for | what of a unit counts |
//! |---|---|
//! | references | its translation, where it is translated or approved; its source; where no outputs are given, the suggestions of machines, each a system named after its origin |
//! | outputs | the first suggestion of a machine, else its translation |
//! | source | its source, else its only text |
//!
//! Texts are without codes, on one line.

mod record;
mod row;

use std::collections::VecDeque;

use super::Document;
use super::batch::{Batch, Layout, Records, push};
use super::columns::Role;
use super::index::Index;
use super::selection::{Purpose, Request};
use super::unit::Units;
use crate::error::Result;

use self::record::{Record, Suggested};
pub use self::row::{UnitRow, write_units};

/// What units with the same id are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Repeats {
    /// A fault of the file.
    AreErrors,
    /// Further references: a translation memory has several translations of a source.
    AreReferences,
}

/// Reads units for what the request asks.
pub(super) fn open(
    units: Box<dyn Units>,
    repeats: Repeats,
    request: &Request,
) -> Result<(Box<dyn Records>, Layout)> {
    let mut queue = Queue { units, read: VecDeque::new() };
    if repeats == Repeats::AreReferences && request.purpose != Purpose::Hypothesis {
        queue.gather()?;
    }
    let wants = |role| request.roles.contains(&role);
    let gives_both = request.purpose == Purpose::Reference && wants(Role::Hypothesis);
    let suggested = match (gives_both || request.is_both) && queue.units.may_suggest() {
        true => queue.origins()?,
        false => Vec::new(),
    };
    let needs_suggestion = !suggested.is_empty();
    let origins = if gives_both { suggested } else { Vec::new() };
    let first = queue.first()?;
    let has = |is_there: fn(&Record) -> bool| first.is_some_and(is_there);
    let sole = request.sole_layout();
    let layout = Layout {
        has_source: sole.has_source || wants(Role::Source) && has(|record| record.source.is_some()),
        systems: if origins.is_empty() { sole.systems.clone() } else { named(&origins, request) },
        has_documents: has(|record| record.document.is_some()),
        has_ids: true,
        ..sole
    };
    let purpose = request.purpose;
    let counts = Counts::default();
    Ok((Box::new(UnitRecords { queue, purpose, origins, needs_suggestion, counts }), layout))
}

/// Name and path of the systems of these origins. One that has no origin is named after the file.
fn named(origins: &[Option<String>], request: &Request) -> Vec<(String, String)> {
    let name = |origin: &Option<String>| origin.as_ref().unwrap_or(&request.file_stem).clone();
    origins.iter().map(|origin| (name(origin), request.path.clone())).collect()
}

/// Units that were read ahead, and those still to be read.
struct Queue {
    units: Box<dyn Units>,
    read: VecDeque<Record>,
}

impl Queue {
    fn next(&mut self) -> Result<Option<Record>> {
        match self.read.pop_front() {
            Some(record) => Ok(Some(record)),
            None => Ok(self.units.next_unit()?.map(Record::from)),
        }
    }

    /// Reads one more unit ahead; `false` at the end.
    fn advance(&mut self) -> Result<bool> {
        let unit = self.units.next_unit()?;
        let is_there = unit.is_some();
        self.read.extend(unit.map(Record::from));
        Ok(is_there)
    }

    fn first(&mut self) -> Result<Option<&Record>> {
        if self.read.is_empty() {
            self.advance()?;
        }
        Ok(self.read.front())
    }

    /// Reads all units and puts those with the same id together.
    fn gather(&mut self) -> Result<()> {
        let mut places = Index::default();
        while let Some(unit) = self.units.next_unit()? {
            let record = Record::from(unit);
            let name = (&record.document, &record.id);
            let is_it = |at: usize| name == (&self.read[at].document, &self.read[at].id);
            match places.find_or_insert(name, self.read.len(), is_it) {
                None => self.read.push_back(record),
                Some(place) if !self.read[place].is_accepted => self.read[place] = record,
                Some(place) if record.is_accepted => self.read[place].more.extend(record.target),
                Some(_) => {}
            }
        }
        Ok(())
    }

    /// Who made the suggestions of the first unit that has one of a machine. Where there is none
    /// all units are read, so that it is known.
    fn origins(&mut self) -> Result<Vec<Option<String>>> {
        let mut looked_at = 0;
        loop {
            let mut ahead = self.read.iter().skip(looked_at);
            let found = ahead.find(|record| record.is_accepted && !record.suggestions.is_empty());
            if let Some(record) = found {
                let mut origins: Vec<Option<String>> = Vec::new();
                for suggestion in &record.suggestions {
                    if !origins.contains(&suggestion.origin) {
                        origins.push(suggestion.origin.clone());
                    }
                }
                return Ok(origins);
            }
            looked_at = self.read.len();
            if !self.advance()? {
                return Ok(Vec::new());
            }
        }
    }
}

/// The records of a file of units.
struct UnitRecords {
    queue: Queue,
    purpose: Purpose,
    /// The origins of the systems whose suggestions are given.
    origins: Vec<Option<String>>,
    /// Whether units without a machine's suggestion are left out.
    needs_suggestion: bool,
    counts: Counts,
}

/// How many units were read and how.
#[derive(Default)]
struct Counts {
    unaccepted: usize,
    unsuggested: usize,
    untranslated: usize,
    /// Suggestions of machines whose origin the first such unit does not have.
    unnamed: usize,
    post_edited: usize,
}

/// What a unit gives: a text, or several of one kind.
#[derive(Default)]
struct Texts<'a> {
    source: Option<&'a str>,
    references: Vec<Option<&'a str>>,
    hypotheses: Vec<Option<&'a str>>,
}

impl UnitRecords {
    /// What the unit gives; `None` where it is left out.
    fn texts<'a>(&mut self, record: &'a Record) -> Option<Texts<'a>> {
        let (source, target) = (record.source.as_deref(), record.target.as_deref());
        let suggestions = &record.suggestions;
        match self.purpose {
            Purpose::Source => Some(Texts { source: source.or(target), ..Texts::default() }),
            Purpose::Reference => {
                if !record.is_accepted {
                    self.counts.unaccepted += 1;
                    return None;
                }
                if self.needs_suggestion && suggestions.is_empty() {
                    self.counts.unsuggested += 1;
                    return None;
                }
                self.counts.post_edited += usize::from(!suggestions.is_empty());
                let mut hypotheses = vec![None; self.origins.len()];
                for Suggested { origin, text } in suggestions {
                    match self.origins.iter().position(|known| known == origin) {
                        Some(place) => hypotheses[place] = hypotheses[place].or(Some(&**text)),
                        None => self.counts.unnamed += usize::from(!self.origins.is_empty()),
                    }
                }
                let more = record.more.iter().map(|text| Some(&**text));
                let references = std::iter::once(target).chain(more).collect();
                Some(Texts { source, references, hypotheses })
            }
            Purpose::Hypothesis => {
                let suggested = suggestions.first().map(|suggestion| &*suggestion.text);
                // What is left out of the reference, the same file; it counts these units.
                if self.needs_suggestion && (suggested.is_none() || !record.is_accepted) {
                    return None;
                }
                let Some(text) = suggested.or(target) else {
                    self.counts.untranslated += 1;
                    return None;
                };
                Some(Texts { hypotheses: vec![Some(text)], ..Texts::default() })
            }
            Purpose::Documents => None,
        }
    }
}

impl Records for UnitRecords {
    fn next(&mut self, batch: &mut Batch) -> Result<bool> {
        while let Some(record) = self.queue.next()? {
            let Some(texts) = self.texts(&record) else { continue };
            if self.purpose == Purpose::Reference {
                batch.push_references(&texts.references);
            }
            let parts = &mut batch.parts;
            if let Some(stream) = &mut parts.source {
                push(stream, texts.source);
            }
            for (system, hypothesis) in parts.systems.iter_mut().zip(&texts.hypotheses) {
                push(&mut system.hypotheses, *hypothesis);
            }
            if let Some(documents) = &mut parts.documents {
                let name = record.document.as_deref().unwrap_or_default();
                documents.push(Document { name, domain: None });
            }
            if let Some(ids) = &mut parts.ids {
                ids.push(&record.id);
            }
            batch.count_at(record.line);
            return Ok(true);
        }
        Ok(false)
    }

    fn notes(&self) -> Vec<String> {
        let counts = &self.counts;
        let notes = [
            (counts.unaccepted, "without an accepted translation"),
            (counts.unsuggested, "without a machine's suggestion"),
            (counts.untranslated, "without a translation"),
        ];
        let unit = |count: usize| if count == 1 { "unit" } else { "units" };
        let left_out = notes.iter().filter(|(count, _)| *count > 0);
        let mut notes: Vec<String> = left_out
            .map(|&(count, what)| format!("{count} {} left out, {what}", unit(count)))
            .collect();
        if counts.unnamed > 0 {
            notes.push(format!(
                "suggestions left out, their origin is not that of a system: {}",
                counts.unnamed
            ));
        }
        notes
    }

    fn post_edited(&self) -> usize {
        self.counts.post_edited
    }
}

#[cfg(test)]
mod tests;
