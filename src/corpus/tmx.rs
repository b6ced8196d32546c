//! TMX: the units of a translation memory, version 1.4.
//!
//! ```text
//! tmx > header[srclang], body > tu[tuid, srclang] > tuv[xml:lang] > seg
//! ```
//!
//! The source is the text in the source language; where that is `*all*` or not said, the first
//! text. The translation is the Arabic text, else the first in another language. Further texts in
//! the language of the translation are units with the same id. Where there is no `tuid`, the
//! source is the id.

use std::collections::VecDeque;

use super::input::Input;
use super::markup;
use super::unit::{Content, State, Suggestion, Unit, Units};
use super::xml::{Events, Piece, Start};
use crate::error::Result;

/// Reads the units of a translation memory.
pub(super) fn open(input: Input) -> Result<Box<dyn Units>> {
    let mut events = Events::new(input);
    events.root("tmx")?;
    Ok(Box::new(Memory { events, source_language: None, ready: VecDeque::new() }))
}

struct Memory {
    events: Events,
    source_language: Option<String>,
    ready: VecDeque<Unit>,
}

/// A text in a language.
struct Variant {
    language: Language,
    content: Content,
    is_machine: bool,
}

/// The main part of a language tag in lower case: `ar` of `ar-SA`.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Language(String);

impl Language {
    fn new(tag: &str) -> Self {
        Language(tag.trim().split(['-', '_']).next().unwrap_or_default().to_lowercase())
    }

    fn is_arabic(&self) -> bool {
        self.0 == "ar" || self.0 == "ara"
    }
}

impl Memory {
    /// Reads a unit to its end.
    fn unit(&mut self, start: &Start) -> Result<()> {
        let depth = self.events.depth();
        let line = self.events.line();
        let is_machine = is_by_machine(start);
        let mut notes = Vec::new();
        let mut variants = Vec::new();
        while self.events.depth() >= depth {
            match self.events.next_piece()? {
                Some(Piece::Start(inner)) if inner.name == "note" => {
                    notes.push(self.events.text()?.trim().to_owned());
                }
                Some(Piece::Start(inner)) if inner.name == "tuv" => {
                    variants.extend(self.variant(&inner, is_machine)?);
                }
                Some(Piece::Start(_)) => self.events.skip()?,
                Some(Piece::Text(_) | Piece::End(_)) => {}
                None => break,
            }
        }
        let language = start.attribute("srclang").map(str::to_owned);
        let language = language.or_else(|| self.source_language.clone());
        let language = language.filter(|tag| tag != "*all*").map(|tag| Language::new(&tag));
        let Some((source, targets)) = pair(variants, language.as_ref()) else {
            return Ok(());
        };
        let id = start.attribute("tuid").map(str::to_owned);
        let id = id.unwrap_or_else(|| source.text.split_whitespace().collect::<Vec<_>>().join(" "));
        let unit = Unit {
            id,
            line,
            source: Some(source),
            note: (!notes.is_empty()).then(|| notes.join("\n")),
            ..Unit::default()
        };
        if targets.is_empty() {
            self.ready.push_back(unit.clone());
        }
        self.ready.extend(targets.into_iter().map(|target| with_target(unit.clone(), target)));
        Ok(())
    }

    /// Reads the text of a language to its end.
    fn variant(&mut self, start: &Start, is_machine: bool) -> Result<Option<Variant>> {
        let depth = self.events.depth();
        let Some(language) = start.language().map(Language::new) else {
            return Err(self.events.error("<tuv> has no xml:lang"));
        };
        let is_machine = is_machine || is_by_machine(start);
        let mut variant = None;
        while self.events.depth() >= depth {
            match self.events.next_piece()? {
                Some(Piece::Start(inner)) if inner.name == "seg" => {
                    let content = markup::read(&mut self.events)?.content;
                    variant = Some(Variant { language: language.clone(), content, is_machine });
                }
                Some(Piece::Start(_)) => self.events.skip()?,
                Some(Piece::Text(_) | Piece::End(_)) => {}
                None => break,
            }
        }
        Ok(variant)
    }
}

/// Whether a machine is noted as the author; tools write `MT!` for one.
fn is_by_machine(start: &Start) -> bool {
    start.attribute("creationid").is_some_and(|author| author.starts_with("MT!"))
}

/// The source and its translations.
fn pair(
    mut variants: Vec<Variant>,
    language: Option<&Language>,
) -> Option<(Content, Vec<Variant>)> {
    let of_language = |variant: &Variant| language.is_none_or(|known| variant.language == *known);
    let place = variants.iter().position(of_language)?;
    let source = variants.remove(place);
    let others = || variants.iter().filter(|variant| variant.language != source.language);
    let arabic = others().find(|variant| variant.language.is_arabic());
    let language = arabic.or_else(|| others().next()).map(|variant| variant.language.clone());
    variants.retain(|variant| {
        Some(&variant.language) == language.as_ref() && !variant.content.text.trim().is_empty()
    });
    Some((source.content, variants))
}

fn with_target(unit: Unit, target: Variant) -> Unit {
    let suggestion = target.is_machine.then(|| Suggestion {
        content: target.content.clone(),
        is_machine: true,
        origin: None,
        quality: None,
    });
    Unit {
        target: Some(target.content),
        state: if target.is_machine { State::NeedsWork } else { State::Translated },
        suggestions: suggestion.into_iter().collect(),
        ..unit
    }
}

impl Units for Memory {
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
                "header" => {
                    self.source_language = start.attribute("srclang").map(str::to_owned);
                    self.events.skip()?;
                }
                "body" => {}
                "tu" => self.unit(&start)?,
                _ => self.events.skip()?,
            }
        }
    }

    fn may_suggest(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests;
