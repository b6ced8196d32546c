//! Bounded: units that together are not much longer than the file that they come from.
//!
//! A text that aliases stand for, or a name that many units share (a path of keys, the file of
//! XLIFF), is written once and given again and again: a small file could fill the memory.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::super::input::Input;
use super::super::unit::{Content, Unit, Units};
use crate::error::{Error, ErrorKind, Result};

/// How many times as long as the file the units may be.
const MOST: usize = 10;
/// How many bytes they may have more: short texts stand under long paths of keys.
const ALLOWANCE: usize = 4 << 20;

/// Units, as long as they are not too long.
struct Bounded {
    units: Box<dyn Units>,
    name: String,
    read: Arc<AtomicUsize>,
    given: usize,
}

/// Bytes that are counted as they are read.
struct Counted {
    bytes: Box<dyn Read + Send>,
    read: Arc<AtomicUsize>,
}

/// Opens a file whose units are counted.
pub(super) fn bounded(
    input: Input,
    open: impl FnOnce(Input) -> Result<Box<dyn Units>>,
) -> Result<Box<dyn Units>> {
    let read = Arc::new(AtomicUsize::new(0));
    let name = input.name.clone();
    let bytes = Box::new(Counted { bytes: input.bytes, read: Arc::clone(&read) });
    let units = open(Input { bytes, ..input })?;
    Ok(Box::new(Bounded { units, name, read, given: 0 }))
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.bytes.read(buffer)?;
        self.read.fetch_add(read, Ordering::Relaxed);
        Ok(read)
    }
}

impl Units for Bounded {
    fn next_unit(&mut self) -> Result<Option<Unit>> {
        let Some(unit) = self.units.next_unit()? else { return Ok(None) };
        self.given += length(&unit);
        if self.given > ALLOWANCE + MOST * self.read.load(Ordering::Relaxed) {
            let message = format!(
                "keys and texts are repeated to more than {MOST} times the length of the file"
            );
            return Err(Error::new(ErrorKind::Input, message).at(&self.name, unit.line, None));
        }
        Ok(Some(unit))
    }

    fn may_suggest(&self) -> bool {
        self.units.may_suggest()
    }
}

/// The bytes of all texts of a unit.
fn length(unit: &Unit) -> usize {
    let suggested = unit.suggestions.iter().map(|suggestion| &suggestion.content);
    let texts = unit.source.iter().chain(&unit.target).chain(suggested);
    let names = unit.document.iter().chain(&unit.note).chain(&unit.plural);
    let texts = texts.map(|content: &Content| content.text.len()).sum::<usize>();
    unit.id.len() + texts + names.map(String::len).sum::<usize>()
}
