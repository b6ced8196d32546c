//! Row: a unit as a row of a table.

use std::io::{self, Write};

use super::super::unit::{Content, State, Suggestion, Unit};

/// What of a unit is its source, its reference and its hypothesis, each on one line.
///
/// # Examples
///
/// ```
/// use mizan::corpus::{Content, State, Unit, UnitRow};
///
/// let unit = Unit {
///     id: "save".into(),
///     target: Some(Content::plain("احفظ\nالكل")),
///     state: State::NeedsWork,
///     ..Unit::default()
/// };
/// let row = UnitRow::new(&unit);
/// assert_eq!(row.reference, None);
/// assert_eq!(row.hypothesis.as_deref(), Some("احفظ الكل"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitRow {
    /// The id, with the plural form where there is one: `files[few]`. Tabs and line ends are
    /// written `\t`, `\n` and `\r`, a backslash `\\`.
    pub id: String,
    /// The part of the file that it belongs to.
    pub document: Option<String>,
    /// How far the translation has come.
    pub state: State,
    /// The source without codes.
    pub source: Option<String>,
    /// The translation without codes, where it is translated or approved.
    pub reference: Option<String>,
    /// The first suggestion of a machine without codes, else the translation.
    pub hypothesis: Option<String>,
}

impl UnitRow {
    /// The columns of a table of units. [`open`](crate::corpus::open) knows all but `state`.
    pub const COLUMNS: [&str; 6] = ["id", "document", "state", "source", "reference", "hypothesis"];

    /// The row of a unit.
    pub fn new(unit: &Unit) -> Self {
        let suggested = machines(unit).next().map(|suggestion| &suggestion.content);
        UnitRow {
            id: id(unit),
            document: unit.document.as_deref().map(escaped),
            state: unit.state,
            source: unit.source.as_ref().map(scored),
            reference: unit.target.as_ref().filter(|_| accepts(unit.state)).map(scored),
            hypothesis: suggested.or(unit.target.as_ref()).map(scored),
        }
    }

    /// One cell for each column; empty where there is nothing.
    pub fn cells(&self) -> [&str; 6] {
        [
            &self.id,
            self.document.as_deref().unwrap_or_default(),
            self.state.name(),
            self.source.as_deref().unwrap_or_default(),
            self.reference.as_deref().unwrap_or_default(),
            self.hypothesis.as_deref().unwrap_or_default(),
        ]
    }
}

/// Writes units as TSV, which reads again as the same sources, references and hypotheses. The
/// columns `document` and `source` are left out where no unit has one.
///
/// # Errors
///
/// What writing gives.
///
/// # Examples
///
/// ```
/// use mizan::corpus::{Content, State, Unit, write_units};
///
/// let target = Some(Content::plain("حفظ"));
/// let unit = Unit { id: "save".into(), target, state: State::Approved, ..Unit::default() };
/// let mut table = Vec::new();
/// write_units(&[unit], &mut table)?;
/// assert_eq!(
///     String::from_utf8_lossy(&table),
///     "id\tstate\treference\thypothesis\nsave\tapproved\tحفظ\tحفظ\n"
/// );
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn write_units(units: &[Unit], mut out: impl Write) -> io::Result<()> {
    let is_written = |column: &str| match column {
        "document" => units.iter().any(|unit| unit.document.is_some()),
        "source" => units.iter().any(|unit| unit.source.is_some()),
        _ => true,
    };
    let written = UnitRow::COLUMNS.map(is_written);
    let mut write = |cells: [&str; 6]| {
        let cells = cells.into_iter().zip(written).filter(|(_, is_written)| *is_written);
        let cells: Vec<&str> = cells.map(|(cell, _)| cell).collect();
        writeln!(out, "{}", cells.join("\t"))
    };
    write(UnitRow::COLUMNS)?;
    units.iter().try_for_each(|unit| write(UnitRow::new(unit).cells()))
}

/// The id of a unit, which tells it from all others, on one line.
pub(super) fn id(unit: &Unit) -> String {
    let id = escaped(&unit.id);
    match &unit.plural {
        Some(form) => format!("{id}[{}]", escaped(form)),
        None => id,
    }
}

/// A name on one line; different names stay different.
pub(super) fn escaped(name: &str) -> String {
    if !name.contains(['\\', '\t', '\n', '\r']) {
        return name.to_owned();
    }
    name.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n").replace('\r', "\\r")
}

/// The suggestions of machines.
pub(super) fn machines(unit: &Unit) -> impl Iterator<Item = &Suggestion> {
    unit.suggestions.iter().filter(|suggestion| suggestion.is_machine)
}

/// Whether a translation in this state can be a reference.
pub(super) fn accepts(state: State) -> bool {
    match state {
        State::Translated | State::Approved => true,
        State::Untranslated | State::NeedsWork => false,
    }
}

/// The text of a unit as metrics see it: without codes, without line ends and tabs.
pub(super) fn scored(content: &Content) -> String {
    let text = content.without_codes();
    let mut line = String::with_capacity(text.len());
    for part in text.split(['\n', '\r', '\t']).map(str::trim).filter(|part| !part.is_empty()) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(part);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::unit::{Code, CodeKind};

    #[test]
    fn scored_text_is_on_one_line_without_codes() {
        let text = "\n  احفظ <b>الكل</b>\r\n \t الآن \n".to_owned();
        let at = text.find("<b>").unwrap();
        let codes = vec![Code { span: at..at + 3, name: "<b>".into(), kind: CodeKind::Tag }];
        let content = Content { text, codes };
        assert_eq!(scored(&content), "احفظ الكل</b> الآن");
        assert_eq!(scored(&Content::plain(" a\u{A0}b ")), "a\u{A0}b");
    }

    #[test]
    fn ids_that_differ_in_a_line_end_stay_different() {
        let row = |id: &str| UnitRow::new(&Unit { id: id.into(), ..Unit::default() }).id;
        assert_eq!(row("a\n\tb"), "a\\n\\tb");
        assert_ne!(row("a\\n"), row("a\n"));
    }
}
