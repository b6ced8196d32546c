//! XLIFF 1.2: units and segments of `trans-unit`.

use std::collections::VecDeque;

use super::super::markup::{self, Marked};
use super::super::unit::{Dialect, State, Suggestion, Unit, Units};
use super::super::xml::{Events, Piece, Start};
use super::dialect::{Said, is_machine_name, is_machine_qualifier, placeholders};
use super::{document, quality};
use crate::error::Result;

/// The units of a file.
pub(super) struct Reader {
    events: Events,
    ready: VecDeque<Unit>,
    document: Option<String>,
    dialects: Vec<Dialect>,
    /// Id and name of the tools of the current `<file>`.
    tools: Vec<(String, String)>,
}

impl Reader {
    /// Reads on behind the beginning of the root.
    pub(super) fn new(events: Events) -> Self {
        let (ready, dialects, tools) = Default::default();
        Reader { events, ready, document: None, dialects, tools }
    }

    /// Reads a unit to its end.
    fn unit(&mut self, start: &Start) -> Result<()> {
        let depth = self.events.depth();
        let mut read = TransUnit {
            line: self.events.line(),
            id: start.attribute("id").or_else(|| start.attribute("resname")).map(str::to_owned),
            max_length: max_length(start),
            said: Said::by_unit(start),
            ..TransUnit::default()
        };
        let is_approved = start.attribute("approved") == Some("yes");
        while self.events.depth() >= depth {
            let start = match self.events.next_piece()? {
                Some(Piece::Start(start)) => start,
                Some(Piece::Text(_) | Piece::End(_)) => continue,
                None => break,
            };
            match start.name.as_str() {
                "source" => read.source = markup::read(&mut self.events)?,
                "seg-source" => read.segmented = markup::read(&mut self.events)?,
                "target" => {
                    read.target_said = Said::by_target(&start, is_approved);
                    read.target = markup::read(&mut self.events)?;
                }
                "alt-trans" | "insertedmatch" => self.suggestion(&start, &mut read)?,
                "note" => push_note(&mut read.note, &self.events.text()?),
                "seg-defs" => self.segment_definitions(&mut read)?,
                _ => self.events.skip()?,
            }
        }
        if start.attribute("translate") != Some("no") {
            let document = &self.document;
            let dialects = &self.dialects;
            let complete =
                |unit| Unit { document: document.clone(), dialects: dialects.clone(), ..unit };
            self.ready.extend(read.units().into_iter().map(complete));
        }
        Ok(())
    }

    /// Reads an `alt-trans` of the standard or an `insertedmatch` of memoQ.
    fn suggestion(&mut self, start: &Start, read: &mut TransUnit) -> Result<()> {
        let depth = self.events.depth();
        // `previous-version`, `rejected` and `reference` propose nothing.
        let kind = start.attribute("alttranstype").unwrap_or("proposal");
        let tool = start.attribute("tool-id").map(|id| self.tool(id));
        let origin = start.attribute("origin").or_else(|| start.attribute("source"));
        let extension = start.attribute("extype").unwrap_or_default();
        let mut is_machine =
            [origin, tool, Some(extension)].into_iter().flatten().any(is_machine_name);
        let origin = origin.or(tool).map(str::to_owned);
        let rate = start.attribute("match-quality").or_else(|| start.attribute("matchrate"));
        let segment = start.attribute("mid").map(str::to_owned);
        let mut targets = Vec::new();
        while self.events.depth() >= depth {
            match self.events.next_piece()? {
                Some(Piece::Start(inner)) if inner.name == "target" => {
                    is_machine |=
                        inner.attribute("state-qualifier").is_some_and(is_machine_qualifier);
                    targets.push(markup::read(&mut self.events)?.content);
                }
                Some(Piece::Start(_)) => self.events.skip()?,
                Some(Piece::Text(_) | Piece::End(_)) => {}
                None => break,
            }
        }
        if kind != "proposal" {
            return Ok(());
        }
        for content in targets.into_iter().filter(|content| !content.text.is_empty()) {
            let origin = origin.clone();
            let suggestion = Suggestion { content, is_machine, origin, quality: quality(rate) };
            read.suggestions.push((segment.clone(), suggestion));
        }
        Ok(())
    }

    /// The name of a tool, else its id.
    fn tool<'a>(&'a self, id: &'a str) -> &'a str {
        self.tools.iter().find(|(known, _)| known == id).map_or(id, |(_, name)| name.as_str())
    }

    /// Reads what Trados says of each segment.
    fn segment_definitions(&mut self, read: &mut TransUnit) -> Result<()> {
        let depth = self.events.depth();
        while self.events.depth() >= depth {
            match self.events.next_piece()? {
                Some(Piece::Start(segment)) if segment.name == "seg" => {
                    let id = segment.attribute("id").unwrap_or_default().to_owned();
                    read.segment_said.push((id, Said::by_trados(&segment)));
                    self.events.skip()?;
                }
                Some(Piece::Start(_) | Piece::Text(_) | Piece::End(_)) => {}
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
                    self.dialects = placeholders(start.attribute("datatype"), original);
                    self.tools.clear();
                }
                "tool" => {
                    let attribute = |name| start.attribute(name).unwrap_or_default().to_owned();
                    self.tools.push((attribute("tool-id"), attribute("tool-name")));
                }
                "trans-unit" => self.unit(&start)?,
                "xliff" | "header" | "body" | "group" => {}
                _ => self.events.skip()?,
            }
        }
    }

    fn may_suggest(&self) -> bool {
        true
    }
}

/// What is read of a `trans-unit`.
#[derive(Default)]
struct TransUnit {
    line: usize,
    id: Option<String>,
    source: Marked,
    segmented: Marked,
    target: Marked,
    /// What is said of the whole, of the target and of each segment.
    said: Said,
    target_said: Said,
    segment_said: Vec<(String, Said)>,
    /// Suggestions, some for one segment.
    suggestions: Vec<(Option<String>, Suggestion)>,
    note: Option<String>,
    max_length: Option<usize>,
}

impl TransUnit {
    /// The units it consists of: its segments, else itself.
    fn units(self) -> Vec<Unit> {
        let id = self.id.clone().unwrap_or_else(|| self.source.content.text.clone());
        let is_whole = !self.segmented.has_segments()
            || !self.target.has_segments() && !self.target.content.text.trim().is_empty();
        if is_whole {
            let (source, target) = (self.source.content.clone(), self.target.content.clone());
            let one = Unit { id, source: Some(source), target: Some(target), ..Unit::default() };
            // A whole that is one segment is still named by it.
            let only = match self.segment_said.as_slice() {
                [(segment, _)] => Some(segment.clone()),
                _ => None,
            };
            return vec![self.completed(one, only.as_deref())];
        }
        let segments = self.segmented.segments().map(|(segment, source)| {
            let target = self.target.segment(segment);
            let id = format!("{id}/{segment}");
            let one = Unit { id, source: Some(source), target, ..Unit::default() };
            self.completed(one, Some(segment))
        });
        segments.collect()
    }

    /// The unit with what is said of it.
    fn completed(&self, unit: Unit, segment: Option<&str>) -> Unit {
        let of_segment = self.segment_said.iter().find(|(id, _)| Some(id.as_str()) == segment);
        let said = match of_segment {
            Some((_, said)) => said,
            None if self.said.state.is_some() => &self.said,
            None => &self.target_said,
        };
        let target = unit.target.filter(|target| !target.text.trim().is_empty());
        let is_alone = self.segmented.segments().count() < 2;
        let belongs = |place: &Option<String>| match place {
            Some(place) => Some(place.as_str()) == segment || is_alone,
            None => is_alone || segment.is_none(),
        };
        let suggested = self.suggestions.iter().filter(|(place, _)| belongs(place));
        let mut suggestions: Vec<Suggestion> =
            suggested.map(|(_, suggestion)| suggestion.clone()).collect();
        if let (true, Some(target)) = (said.is_machine, &target) {
            suggestions.push(Suggestion {
                content: target.clone(),
                is_machine: true,
                origin: said.origin.clone(),
                quality: said.quality,
            });
        }
        let state = match target {
            Some(_) => said.state.unwrap_or(State::Translated),
            None => State::Untranslated,
        };
        Unit {
            line: self.line,
            target,
            state,
            suggestions,
            note: self.note.clone(),
            max_length: self.max_length,
            ..unit
        }
    }
}

/// The most characters, where the limit counts them.
fn max_length(start: &Start) -> Option<usize> {
    match start.attribute("size-unit") {
        Some("char" | "glyph" | "grapheme") => start.attribute("maxwidth")?.parse().ok(),
        // Without a unit they are pixels.
        Some(_) | None => None,
    }
}

/// Adds a note on a line of its own.
pub(super) fn push_note(note: &mut Option<String>, text: &str) {
    let text = text.trim();
    match note {
        _ if text.is_empty() => {}
        Some(note) => {
            note.push('\n');
            note.push_str(text);
        }
        None => *note = Some(text.to_owned()),
    }
}
