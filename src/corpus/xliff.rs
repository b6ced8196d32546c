//! XLIFF: 1.2 with the dialects of SDL Trados, memoQ and Phrase, 2.0 and 2.1.
//!
//! ```text
//! 1.2   xliff > file[original] > body > group… > trans-unit[id] > source, seg-source, target, alt-trans
//! 2.x   xliff > file[original] > group… > unit[id] > mtc:matches > match; segment[id] > source, target
//! ```
//!
//! A segment is a unit, its document is the file's `original`.

mod dialect;
mod v1;
mod v2;

use super::input::Input;
use super::unit::{State, Units};
use super::xml::Events;
use crate::error::Result;

/// Reads the units of a file of any version.
pub(super) fn open(input: Input) -> Result<Box<dyn Units>> {
    let mut events = Events::new(input);
    let root = events.root("xliff")?;
    let version = root.attribute("version").unwrap_or("1.2");
    match version.split('.').next() {
        Some("1") => Ok(Box::new(v1::Reader::new(events))),
        Some("2") => Ok(Box::new(v2::Reader::new(events))),
        Some(_) | None => {
            let message = format!("XLIFF of version {version}, expected 1.x or 2.x");
            Err(events.error(message))
        }
    }
}

/// The state that a word of the standard means; a translation of which nothing is said is one.
///
/// `new` and the words that begin with `needs-` and ask for a translation mean work, as Weblate
/// has it; those that ask for a review do not.
fn state(word: Option<&str>, is_approved: bool) -> State {
    match word {
        Some("new" | "needs-translation" | "needs-adaptation" | "needs-l10n" | "initial") => {
            State::NeedsWork
        }
        Some("final" | "signed-off" | "reviewed") => State::Approved,
        Some(_) | None if is_approved => State::Approved,
        Some(_) | None => State::Translated,
    }
}

/// The part of a file that its units name: `original`, else its id.
fn document(file: &super::xml::Start) -> Option<String> {
    let named = file.attribute("original").filter(|original| !original.is_empty());
    named.or_else(|| file.attribute("id")).map(str::to_owned)
}

/// A number from 0 to 100: `87`, `87%`.
fn quality(text: Option<&str>) -> Option<f64> {
    let number: f64 = text?.trim().trim_end_matches('%').trim().parse().ok()?;
    (0.0..=100.0).contains(&number).then_some(number)
}

#[cfg(test)]
mod tests;
