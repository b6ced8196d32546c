//! Fixture: the units of a text in a format, for tests.

use std::io::Cursor;

use super::super::Format;
use super::super::input::Input;
use super::super::unit::{State, Unit};
use super::units;
use crate::error::Result;

/// The units of these bytes, or the first error.
pub(super) fn read(format: Format, bytes: impl Into<Vec<u8>>) -> Result<Vec<Unit>> {
    let input = Input::from_reader("app".into(), Box::new(Cursor::new(bytes.into())))?;
    let mut units = units(format, input)?;
    let mut all = Vec::new();
    while let Some(unit) = units.next_unit()? {
        all.push(unit);
    }
    Ok(all)
}

/// The first error of these bytes.
pub(super) fn error(format: Format, bytes: impl Into<Vec<u8>>) -> String {
    read(format, bytes).unwrap_err().to_string()
}

/// Id with plural form, and translation.
pub(super) fn texts(units: &[Unit]) -> Vec<(String, String)> {
    let id = |unit: &Unit| match &unit.plural {
        Some(form) => format!("{}[{form}]", unit.id),
        None => unit.id.clone(),
    };
    let text = |unit: &Unit| unit.target.as_ref().map(|target| target.text.clone());
    units.iter().map(|unit| (id(unit), text(unit).unwrap_or_default())).collect()
}

/// The same, of a text that has no error.
pub(super) fn read_texts(format: Format, text: &str) -> Vec<(String, String)> {
    texts(&read(format, text).unwrap())
}

/// The names of the codes of a translation.
pub(super) fn codes(unit: &Unit) -> Vec<&str> {
    unit.target.iter().flat_map(|target| &target.codes).map(|code| code.name.as_str()).collect()
}

/// How many units are in a state.
pub(super) fn count(units: &[Unit], state: State) -> usize {
    units.iter().filter(|unit| unit.state == state).count()
}

/// Id and text of each unit, as a test writes them.
pub(super) fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(id, text)| ((*id).to_owned(), (*text).to_owned())).collect()
}
