//! Qt: the messages of `.ts` files.
//!
//! A message is named by its `id`, else by context, text and comment, with U+2404 (␄) between
//! them; its context is its document. Each numerus form is a unit. Messages that have vanished or
//! are obsolete are not given. Of translations of several lengths the first, longest, is taken.

use std::collections::VecDeque;

use super::super::input::Input;
use super::super::unit::{Content, Dialect, State, Unit, Units};
use super::super::xml::{Events, Piece, Start};
use crate::error::Result;
use crate::text::placeholder::codes;

const DIALECTS: &[Dialect] = &[Dialect::Qt, Dialect::Html];
const NAME_END: &str = "\u{2404}";

/// The messages of a file.
pub(super) struct QtTs {
    events: Events,
    is_open: bool,
    context: String,
    ready: VecDeque<Unit>,
}

/// What a message holds.
#[derive(Default)]
struct Message {
    source: String,
    comment: Option<String>,
    note: Option<String>,
    /// The texts of the translation, one or one per form.
    forms: Vec<String>,
    kind: String,
}

impl QtTs {
    pub(super) fn new(input: Input) -> Self {
        QtTs {
            events: Events::new(input),
            is_open: false,
            context: String::new(),
            ready: VecDeque::new(),
        }
    }

    fn message(&mut self, start: &Start) -> Result<()> {
        let line = self.events.line();
        let depth = self.events.depth();
        let is_plural = start.attribute("numerus") == Some("yes");
        let mut message = Message::default();
        while let Some(piece) = self.events.next_piece()? {
            match piece {
                Piece::Start(start) => match start.name.as_str() {
                    "source" => message.source = self.text()?,
                    "comment" => message.comment = Some(self.text()?),
                    "extracomment" => message.note = Some(self.text()?),
                    "translation" => {
                        message.kind = start.attribute("type").unwrap_or_default().to_owned();
                        message.forms = self.forms(is_plural)?;
                    }
                    _ => self.events.skip()?,
                },
                Piece::End(_) if self.events.depth() < depth => break,
                Piece::End(_) | Piece::Text(_) => {}
            }
        }
        if matches!(message.kind.as_str(), "vanished" | "obsolete") {
            return Ok(());
        }
        let id = match start.attribute("id") {
            Some(id) => id.to_owned(),
            None => {
                let comment = message.comment.iter().filter(|comment| !comment.is_empty());
                let parts = [&self.context, &message.source].into_iter().chain(comment);
                parts.map(String::as_str).collect::<Vec<_>>().join(NAME_END)
            }
        };
        if message.forms.is_empty() {
            message.forms.push(String::new());
        }
        let content = |text: &str| Content { text: text.to_owned(), codes: codes(text, DIALECTS) };
        let units = message.forms.iter().enumerate().map(|(form, text)| Unit {
            id: id.clone(),
            line,
            document: (!self.context.is_empty()).then(|| self.context.clone()),
            source: Some(content(&message.source)),
            target: (!text.is_empty()).then(|| content(text)),
            state: match (text.is_empty(), message.kind.as_str()) {
                (true, _) => State::Untranslated,
                (false, "unfinished") => State::NeedsWork,
                (false, _) => State::Translated,
            },
            note: message.note.clone().or_else(|| message.comment.clone()),
            plural: is_plural.then(|| form.to_string()),
            dialects: DIALECTS.to_vec(),
            ..Unit::default()
        });
        self.ready.extend(units);
        Ok(())
    }

    /// Reads a translation: its text, or those of its forms.
    fn forms(&mut self, is_plural: bool) -> Result<Vec<String>> {
        if !is_plural {
            return Ok(vec![self.text()?]);
        }
        let depth = self.events.depth();
        let mut forms = Vec::new();
        while let Some(piece) = self.events.next_piece()? {
            match piece {
                Piece::Start(start) if start.name == "numerusform" => forms.push(self.text()?),
                Piece::Start(_) => self.events.skip()?,
                Piece::End(_) if self.events.depth() < depth => break,
                Piece::End(_) | Piece::Text(_) => {}
            }
        }
        Ok(forms)
    }

    /// Reads a text. `<byte value="x1b"/>` is a character that XML does not allow.
    fn text(&mut self) -> Result<String> {
        let depth = self.events.depth();
        let mut text = String::new();
        let mut variants = 0;
        while let Some(piece) = self.events.next_piece()? {
            match piece {
                Piece::Text(_) if variants > 1 => {}
                Piece::Text(piece) => text.push_str(&piece),
                Piece::Start(start) if start.name == "byte" => {
                    let value = start.attribute("value").unwrap_or_default();
                    let number = match value.strip_prefix('x') {
                        Some(digits) => u32::from_str_radix(digits, 16).ok(),
                        None => value.parse().ok(),
                    };
                    let character = number.and_then(char::from_u32);
                    text.push(character.ok_or_else(|| {
                        self.events.error(format!("'{value}' is not the number of a character"))
                    })?);
                }
                Piece::Start(start) if start.name == "lengthvariant" => {
                    // White space stands around the variants.
                    if variants == 0 {
                        text.clear();
                    }
                    variants += 1;
                }
                Piece::End(name) if name == "lengthvariant" => variants = variants.max(2),
                Piece::End(_) if self.events.depth() < depth => break,
                Piece::Start(_) | Piece::End(_) => {}
            }
        }
        Ok(text)
    }
}

impl Units for QtTs {
    fn next_unit(&mut self) -> Result<Option<Unit>> {
        if !self.is_open {
            self.events.root("TS")?;
            self.is_open = true;
        }
        while self.ready.is_empty() {
            let Some(piece) = self.events.next_piece()? else { return Ok(None) };
            match piece {
                Piece::Start(start) if start.name == "context" => self.context.clear(),
                Piece::Start(start) if start.name == "name" => self.context = self.text()?,
                Piece::Start(start) if start.name == "message" => self.message(&start)?,
                Piece::Start(_) => self.events.skip()?,
                Piece::End(_) | Piece::Text(_) => {}
            }
        }
        Ok(self.ready.pop_front())
    }
}
