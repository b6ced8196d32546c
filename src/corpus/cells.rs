//! Cells: the rows of a table as records, by the names of its columns.

use std::collections::HashSet;

use super::Document;
use super::batch::{Batch, Layout, Records};
use super::selection::{Request, Selection};
use crate::error::{Error, ErrorKind, Result};
use crate::text::whitespace::trim;

/// A table that gives its rows one after another.
pub(super) trait Cells: Send {
    /// Reads the next row; `false` at the end.
    fn advance(&mut self) -> Result<bool>;

    /// The number of columns of the current row.
    fn width(&self) -> usize;

    /// A column of the current row.
    fn cell(&self, index: usize) -> &str;

    /// The line at which the current row starts, from 1.
    fn line(&self) -> usize;

    /// The file as messages name it.
    fn name(&self) -> &str;
}

struct CellRecords<C> {
    rows: C,
    /// Whether the first row is a record that is read and not yet given.
    has_first: bool,
    width: usize,
    header: Vec<String>,
    source: Option<usize>,
    references: Vec<usize>,
    hypotheses: Vec<usize>,
    id: Option<usize>,
    document: Option<usize>,
    domain: Option<usize>,
    mention: Option<usize>,
}

/// Reads the columns that the request asks for.
pub(super) fn open<C: Cells + 'static>(
    mut rows: C,
    request: &Request,
) -> Result<(Box<dyn Records>, Layout)> {
    let has_row = rows.advance()?;
    let is_positional = request.columns.are_positions();
    let names: Vec<String> = if is_positional {
        (1..=rows.width()).map(|number| number.to_string()).collect()
    } else {
        (0..rows.width()).map(|index| trim(rows.cell(index)).to_owned()).collect()
    };
    let find = |key: &str| {
        let exact = names.iter().find(|name| *name == key);
        exact.or_else(|| names.iter().find(|name| name.eq_ignore_ascii_case(key))).cloned()
    };
    let selection = Selection::new(request, &names, find);
    let mut layout =
        if has_row { request.layout(&selection, names.clone())? } else { request.sole_layout() };
    layout.found = request
        .columns
        .all()
        .filter(|(_, key)| !has_row || find(key).is_some())
        .map(|(_, key)| key.to_owned())
        .collect();
    if let Some(name) = doubled(&names, &selection) {
        let message = format!("two columns are named '{name}'");
        let error = Error::new(ErrorKind::Input, message).at(rows.name(), 1, None);
        return Err(error.help("rename one of them"));
    }
    let place = |name: &String| names.iter().position(|n| n == name);
    let records = CellRecords {
        has_first: has_row && is_positional,
        width: rows.width(),
        source: selection.source.as_ref().and_then(place),
        references: selection.references.iter().filter_map(place).collect(),
        hypotheses: selection.hypotheses.iter().filter_map(place).collect(),
        id: selection.id.as_ref().and_then(place),
        document: selection.document.as_ref().and_then(place),
        domain: selection.domain.as_ref().and_then(place),
        mention: selection.mention.as_ref().and_then(place),
        header: if is_positional { Vec::new() } else { names },
        rows,
    };
    Ok((Box::new(records), layout))
}

/// A selected name that two columns have.
fn doubled<'a>(names: &'a [String], selection: &Selection) -> Option<&'a String> {
    let mut seen = HashSet::new();
    let mut again = names.iter().filter(|name| !seen.insert(*name));
    again.find(|name| selection.names().any(|selected| selected == *name))
}

impl<C: Cells> Records for CellRecords<C> {
    fn next(&mut self, batch: &mut Batch) -> Result<bool> {
        if self.has_first {
            self.has_first = false;
        } else if !self.rows.advance()? {
            return Ok(false);
        }
        let rows = &self.rows;
        if rows.width() != self.width {
            return Err(self.wrong_width());
        }
        let parts = &mut batch.parts;
        if let (Some(stream), Some(index)) = (&mut parts.source, self.source) {
            stream.push(rows.cell(index));
        }
        for (stream, &index) in parts.references.iter_mut().zip(&self.references) {
            stream.push(rows.cell(index));
        }
        for (system, &index) in parts.systems.iter_mut().zip(&self.hypotheses) {
            system.hypotheses.push(rows.cell(index));
        }
        if let (Some(ids), Some(index)) = (&mut parts.ids, self.id) {
            ids.push(rows.cell(index));
        }
        if let Some(documents) = &mut parts.documents {
            let cell = |index: usize| rows.cell(index);
            let name = self.document.map(cell).unwrap_or_default();
            documents.push(Document { name, domain: self.domain.map(cell) });
        }
        if let (Some(mentions), Some(index)) = (&mut parts.mentions, self.mention) {
            let mention = rows.cell(index);
            mentions.push(match mention {
                "" => Vec::new(),
                mention => vec![mention.to_owned()],
            });
        }
        batch.count_at(rows.line());
        Ok(true)
    }
}

impl<C: Cells> CellRecords<C> {
    fn wrong_width(&self) -> Error {
        let named = if self.header.is_empty() {
            String::new()
        } else {
            format!(" ({})", self.header.join(", "))
        };
        Error::new(
            ErrorKind::Input,
            format!("expected {} columns{named}, found {}", self.width, self.rows.width()),
        )
        .at(self.rows.name(), self.rows.line(), None)
    }
}
