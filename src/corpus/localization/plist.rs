//! Property lists in XML: `.stringsdict`, and `.strings` that were written so.
//!
//! The format of a key (`NSStringLocalizedFormatKey`) is a unit with the key as its id. The forms
//! of a variable are units named `KEY.VARIABLE`, each with its plural form.

use super::super::input::Input;
use super::super::unit::{Dialect, Unit, Units};
use super::super::xml::{Events, Piece};
use super::whole::{FORMS, monolingual};
use crate::error::Result;

const DIALECTS: &[Dialect] = &[Dialect::Apple, Dialect::Html];

/// What the text of a key with variables stands under.
const FORMAT: &str = "NSStringLocalizedFormatKey";

/// The texts of a property list.
pub(super) struct Plist {
    events: Events,
    is_open: bool,
    /// The keys of the open dictionaries; the outermost has none.
    path: Vec<Option<String>>,
    key: Option<String>,
}

impl Plist {
    pub(super) fn new(input: Input) -> Self {
        Plist { events: Events::new(input), is_open: false, path: Vec::new(), key: None }
    }

    /// The unit of a text under a key, unless it says what kind of value there is.
    fn unit(&self, key: &str, line: usize, text: String) -> Option<Unit> {
        let above: Vec<&str> = self.path.iter().flatten().map(String::as_str).collect();
        let path = above.join(".");
        let (id, plural) = match (above.is_empty(), key) {
            (true, key) => (key.to_owned(), None),
            (false, FORMAT) => (path, None),
            (false, form) if FORMS.contains(&form) => (path, Some(form.to_owned())),
            // Texts by the width of the screen, and others that are no plurals.
            (false, key) if !key.starts_with("NSStringFormat") => (format!("{path}.{key}"), None),
            (false, _) => return None,
        };
        Some(Unit { plural, ..monolingual(id, line, text, DIALECTS) })
    }
}

impl Units for Plist {
    fn next_unit(&mut self) -> Result<Option<Unit>> {
        if !self.is_open {
            self.events.root("plist")?;
            self.is_open = true;
        }
        while let Some(piece) = self.events.next_piece()? {
            let line = self.events.line();
            match piece {
                Piece::Start(start) => match start.name.as_str() {
                    "dict" => {
                        if self.key.is_none() && !self.path.is_empty() {
                            return Err(self.events.error("a <dict> without a <key> before it"));
                        }
                        self.path.push(self.key.take());
                    }
                    "key" => self.key = Some(self.events.text()?),
                    "string" => {
                        let Some(key) = self.key.take() else {
                            return Err(self.events.error("a <string> without a <key> before it"));
                        };
                        let text = self.events.text()?;
                        if let Some(unit) = self.unit(&key, line, text) {
                            return Ok(Some(unit));
                        }
                    }
                    _ => {
                        self.key = None;
                        self.events.skip()?;
                    }
                },
                Piece::End(name) if name == "dict" => {
                    self.path.pop();
                }
                Piece::End(_) | Piece::Text(_) => {}
            }
        }
        Ok(None)
    }
}
