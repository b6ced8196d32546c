//! MO: the compiled messages of gettext, in either order of bytes.
//!
//! What there is of a message is what there is in a PO file but for flags, notes and places: its
//! line is its number.

use std::io::Read;

use super::super::input::{Input, read_error};
use super::super::unit::{Unit, Units};
use super::plural::Plurals;
use super::po::Message;
use crate::error::{Error, ErrorKind, Result};

/// The first bytes of a file whose numbers begin with their lowest byte.
const LITTLE: [u8; 4] = [0xDE, 0x12, 0x04, 0x95];
const BIG: [u8; 4] = [0x95, 0x04, 0x12, 0xDE];

/// The messages of a file.
pub(super) struct Mo {
    name: String,
    bytes: Vec<u8>,
    is_big: bool,
    count: usize,
    /// Where the tables of texts and of translations begin.
    originals: usize,
    translations: usize,
    next: usize,
    plurals: Plurals,
    /// The units of the last message, the next one at the end.
    ready: Vec<Unit>,
}

impl Mo {
    pub(super) fn new(mut input: Input) -> Result<Self> {
        let mut bytes = Vec::new();
        input.bytes.read_to_end(&mut bytes).map_err(|error| read_error(&input.name, &error))?;
        let is_big = bytes.starts_with(&BIG);
        let mut mo = Mo {
            name: input.name,
            bytes,
            is_big,
            count: 0,
            originals: 0,
            translations: 0,
            next: 0,
            plurals: Plurals::default(),
            ready: Vec::new(),
        };
        if !is_big && !mo.bytes.starts_with(&LITTLE) {
            return Err(mo.error("the file does not begin as an MO file does"));
        }
        let revision = mo.number(4)? >> 16;
        if revision > 1 {
            return Err(mo.error(format!("revision {revision} of MO, expected 0 or 1")));
        }
        mo.count = mo.number(8)?;
        mo.originals = mo.number(12)?;
        mo.translations = mo.number(16)?;
        for table in [mo.originals, mo.translations] {
            let end = mo.count.checked_mul(8).and_then(|length| length.checked_add(table));
            if end.is_none_or(|end| end > mo.bytes.len()) {
                let message = format!(
                    "{} messages at byte {table}, and the file has {} bytes",
                    mo.count,
                    mo.bytes.len()
                );
                return Err(mo.error(message));
            }
        }
        Ok(mo)
    }

    fn error(&self, message: impl Into<String>) -> Error {
        Error::new(ErrorKind::Input, message).in_file(&self.name)
    }

    /// The number at this byte.
    fn number(&self, at: usize) -> Result<usize> {
        let bytes = self.bytes.get(at..).and_then(|rest| rest.first_chunk::<4>());
        let Some(bytes) = bytes else {
            return Err(self.error(format!("the file ends at byte {}", self.bytes.len())));
        };
        let number =
            if self.is_big { u32::from_be_bytes(*bytes) } else { u32::from_le_bytes(*bytes) };
        usize::try_from(number).map_err(|_| self.error("a number too large"))
    }

    /// The text that this entry of a table points to.
    fn text(&self, table: usize, index: usize) -> Result<&[u8]> {
        let (length, start) =
            (self.number(table + index * 8)?, self.number(table + index * 8 + 4)?);
        let text = start.checked_add(length).and_then(|end| self.bytes.get(start..end));
        text.ok_or_else(|| {
            let message = format!("message {} points behind the end of the file", index + 1);
            self.error(message)
        })
    }

    fn message(&self, index: usize) -> Result<Message> {
        let mut original = self.text(self.originals, index)?;
        let translation = self.text(self.translations, index)?;
        let mut message = Message { line: index + 1, ..Message::default() };
        if let Some(end) = memchr::memchr(4, original) {
            message.context = Some(original[..end].to_owned());
            original = &original[end + 1..];
        }
        match memchr::memchr(0, original) {
            Some(end) => {
                message.id = Some(original[..end].to_owned());
                message.plural = Some(original[end + 1..].to_owned());
                let forms = translation.split(|byte| *byte == 0).map(<[u8]>::to_owned);
                message.forms = forms.enumerate().collect();
            }
            None => {
                message.id = Some(original.to_owned());
                message.forms = vec![(0, translation.to_owned())];
            }
        }
        Ok(message)
    }
}

impl Units for Mo {
    fn next_unit(&mut self) -> Result<Option<Unit>> {
        while self.ready.is_empty() && self.next < self.count {
            let number = self.next + 1;
            let message = self.message(self.next)?;
            self.next = number;
            let units = message.units(&mut self.plurals);
            self.ready = units.map_err(|fault| {
                let error = self.error(format!("message {number}: {}", fault.message));
                match fault.help {
                    Some(help) => error.help(help),
                    None => error,
                }
            })?;
            self.ready.reverse();
        }
        Ok(self.ready.pop())
    }
}
