//! XLIFF 2.0 and 2.1: segments of `unit`, and the module of matches.

use std::collections::VecDeque;

use super::super::markup;
use super::super::unit::{Dialect, State, Suggestion, Unit, Units};
use super::super::xml::{Events, Piece, Start};
use super::dialect::{is_machine_name, placeholders};
use super::v1::push_note;
use super::{document, quality, state};
use crate::error::Result;

/// The units of a file.
pub(super) struct Reader {
    events: Events,
    ready: VecDeque<Unit>,
    document: Option<String>,
    dialects: Vec<Dialect>,
}

impl Reader {
    /// Reads on behind the beginning of the root.
    pub(super) fn new(events: Events) -> Self {
        Reader { events, ready: VecDeque::new(), document: None, dialects: Vec::new() }
    }

    /// Reads a unit to its end.
    fn unit(&mut self, start: &Start) -> Result<()> {
        let depth = self.events.depth();
        let id = start.attribute("id").unwrap_or_default();
        let unit_limit = limit(start);
        let mut note = None;
        let mut matches = Vec::new();
        let mut segments: Vec<(Option<String>, Unit)> = Vec::new();
        while self.events.depth() >= depth {
            let inner = match self.events.next_piece()? {
                Some(Piece::Start(inner)) => inner,
                Some(Piece::Text(_) | Piece::End(_)) => continue,
                None => break,
            };
            match inner.name.as_str() {
                "note" => push_note(&mut note, &self.events.text()?),
                "match" => self.suggestion(&inner, &mut matches)?,
                "segment" => {
                    let mut unit = self.segment(&inner)?;
                    unit.max_length = limit(&inner).or(unit_limit);
                    segments.push((inner.attribute("id").map(str::to_owned), unit));
                }
                // Elements that hold the ones above.
                "notes" | "matches" => {}
                _ => self.events.skip()?,
            }
        }
        if start.attribute("translate") == Some("no") {
            return Ok(());
        }
        let count = segments.len();
        for (index, (segment, unit)) in segments.into_iter().enumerate() {
            let belongs = |place: &Option<String>| count == 1 || *place == segment;
            let suggested = matches.iter().filter(|(place, _)| belongs(place));
            let name = segment.clone().unwrap_or_else(|| (index + 1).to_string());
            self.ready.push_back(Unit {
                id: if count == 1 { id.to_owned() } else { format!("{id}/{name}") },
                document: self.document.clone(),
                suggestions: suggested.map(|(_, suggestion)| suggestion.clone()).collect(),
                note: note.clone(),
                dialects: self.dialects.clone(),
                ..unit
            });
        }
        Ok(())
    }

    /// Reads a segment to its end.
    fn segment(&mut self, start: &Start) -> Result<Unit> {
        let depth = self.events.depth();
        let mut unit = Unit { line: self.events.line(), ..Unit::default() };
        while self.events.depth() >= depth {
            match self.events.next_piece()? {
                Some(Piece::Start(inner)) if inner.name == "source" => {
                    unit.source = Some(markup::read(&mut self.events)?.content);
                }
                Some(Piece::Start(inner)) if inner.name == "target" => {
                    let target = markup::read(&mut self.events)?.content;
                    unit.target = Some(target).filter(|target| !target.text.trim().is_empty());
                }
                Some(Piece::Start(_)) => self.events.skip()?,
                Some(Piece::Text(_) | Piece::End(_)) => {}
                None => break,
            }
        }
        unit.state = match unit.target {
            Some(_) => state(start.attribute("state"), false),
            None => State::Untranslated,
        };
        Ok(unit)
    }

    /// Reads a match of the module of matches.
    fn suggestion(
        &mut self,
        start: &Start,
        matches: &mut Vec<(Option<String>, Suggestion)>,
    ) -> Result<()> {
        let depth = self.events.depth();
        let origin = start.attribute("origin").map(str::to_owned);
        let is_machine = match start.attribute("type") {
            Some(kind) => kind == "mt",
            None => origin.as_deref().is_some_and(is_machine_name),
        };
        // Without a quality there is still the similarity of the sources.
        let rate = start.attribute("matchQuality").or_else(|| start.attribute("similarity"));
        let reference =
            start.attribute("ref").and_then(|place| place.rsplit(['#', '/', '=']).next());
        while self.events.depth() >= depth {
            match self.events.next_piece()? {
                Some(Piece::Start(inner)) if inner.name == "target" => {
                    let content = markup::read(&mut self.events)?.content;
                    let origin = origin.clone();
                    let quality = quality(rate);
                    let suggestion = Suggestion { content, is_machine, origin, quality };
                    matches.push((reference.map(str::to_owned), suggestion));
                }
                Some(Piece::Start(_)) => self.events.skip()?,
                Some(Piece::Text(_) | Piece::End(_)) => {}
                None => break,
            }
        }
        Ok(())
    }
}

impl Units for Reader {
    fn next_unit(&mut self) -> Result<Option<Unit>> {
        loop {
            if let Some(unit) = self.ready.pop_front() {
                return Ok(Some(unit));
            }
            let start = match self.events.next_piece()? {
                Some(Piece::Start(start)) => start,
                Some(Piece::Text(_) | Piece::End(_)) => continue,
                None => return Ok(None),
            };
            match start.name.as_str() {
                "file" => {
                    self.document = document(&start);
                    let original = self.document.as_deref().unwrap_or_default();
                    self.dialects = placeholders(None, original);
                }
                "unit" => self.unit(&start)?,
                "group" => {}
                _ => self.events.skip()?,
            }
        }
    }

    fn may_suggest(&self) -> bool {
        true
    }
}

/// The most characters: `200`, or the end of `10,200`, of the module of sizes.
fn limit(start: &Start) -> Option<usize> {
    start.attribute("slr:sizeRestriction")?.rsplit(',').next()?.trim().parse().ok()
}
