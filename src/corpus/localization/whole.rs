//! Whole: the text of a file that is read at once, and the places in it.

use std::io::Read;
use std::str::from_utf8;

use super::super::input::{Input, read_error};
use super::super::unit::{Content, Dialect, State, Unit};
use crate::error::{Error, ErrorKind, Result};
use crate::text::placeholder::codes;

/// The text of a file.
pub(super) struct Whole {
    pub(super) name: String,
    pub(super) text: String,
    /// A place and its line, from which later ones are counted.
    counted: (usize, usize),
}

/// What becomes of bytes that are not UTF-8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Otherwise {
    /// They are an error.
    Refused,
    /// The file is ISO-8859-1.
    Latin1,
}

impl Whole {
    pub(super) fn read(mut input: Input, otherwise: Otherwise) -> Result<Self> {
        let mut bytes = Vec::new();
        input.bytes.read_to_end(&mut bytes).map_err(|error| read_error(&input.name, &error))?;
        let text = match (String::from_utf8(bytes), otherwise) {
            (Ok(text), _) => text,
            (Err(error), Otherwise::Latin1) => {
                error.as_bytes().iter().map(|byte| char::from(*byte)).collect()
            }
            (Err(error), Otherwise::Refused) => {
                let (valid, invalid) = error.as_bytes().split_at(error.utf8_error().valid_up_to());
                let (line, column) = place(from_utf8(valid).unwrap_or_default());
                let message = format!("invalid UTF-8, byte 0x{:02X}", invalid[0]);
                return Err(Error::new(ErrorKind::Input, message)
                    .at(&input.name, line, Some(column))
                    .help("convert the file to UTF-8"));
            }
        };
        Ok(Whole { name: input.name, text, counted: (0, 1) })
    }

    /// The line of a place; places are asked for in their order, or nearly.
    pub(super) fn line(&mut self, offset: usize) -> usize {
        let (from, line) = if self.counted.0 <= offset { self.counted } else { (0, 1) };
        let between = &self.text.as_bytes()[from..offset];
        let line = line + memchr::memchr_iter(b'\n', between).count();
        self.counted = (offset, line);
        line
    }

    /// An error at this place.
    pub(super) fn error(&self, offset: usize, message: impl Into<String>) -> Error {
        let (line, column) = place(&self.text[..offset.min(self.text.len())]);
        Error::new(ErrorKind::Input, message).at(&self.name, line, Some(column))
    }
}

/// Line and column behind a text.
fn place(before: &str) -> (usize, usize) {
    let line = memchr::memchr_iter(b'\n', before.as_bytes()).count() + 1;
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    (line, before[start..].chars().count() + 1)
}

/// A unit of a file of one language.
pub(super) fn monolingual(id: String, line: usize, text: String, dialects: &[Dialect]) -> Unit {
    let is_empty = text.is_empty();
    Unit {
        id,
        line,
        target: (!is_empty).then(|| Content { codes: codes(&text, dialects), text }),
        state: if is_empty { State::Untranslated } else { State::Translated },
        dialects: dialects.to_vec(),
        ..Unit::default()
    }
}

/// The plural forms of CLDR, as keys name them.
pub(super) const FORMS: &[&str] = &["zero", "one", "two", "few", "many", "other"];

/// Whether keys are plural forms and nothing else; there is always `other`.
#[derive(Debug, Default)]
pub(super) struct Forms {
    has_other: bool,
    has_more: bool,
}

impl Forms {
    pub(super) fn see(&mut self, key: &str) {
        self.has_other |= key == "other";
        self.has_more |= !FORMS.contains(&key);
    }

    pub(super) fn are_plural(&self) -> bool {
        self.has_other && !self.has_more
    }
}
