//! Separated: TSV and CSV, whose columns serve as source, references, outputs and ids.
//!
//! TSV is never quoted: a `"` is text. CSV is read as RFC 4180 has it, by hand, because a line
//! that a CSV library skips (an empty one in a file of one column) is a segment here, and because
//! a quote that is never closed must not swallow the rest of a corpus in silence.

use std::collections::HashSet;

use super::Document;
use super::batch::{Batch, Layout, Records};
use super::lines::Lines;
use super::selection::{Request, Selection};
use crate::error::{Error, ErrorKind, Result};
use crate::text::whitespace::trim;

/// How the columns of a line are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    Tabs,
    /// Quoted, with this delimiter; `None`: a comma where the first line has one, else a semicolon.
    Quoted(Option<char>),
}

/// The rows of a table, one at a time.
pub(crate) struct Rows {
    lines: Lines,
    dialect: Dialect,
    text: String,
    ends: Vec<usize>,
    /// The line at which the current row starts.
    line: usize,
}

impl Rows {
    pub(crate) fn new(lines: Lines, dialect: Dialect) -> Self {
        Rows { lines, dialect, text: String::new(), ends: Vec::new(), line: 0 }
    }

    /// The file as messages name it.
    pub(crate) fn name(&self) -> &str {
        self.lines.name()
    }

    /// The line at which the current row starts.
    pub(crate) fn line(&self) -> usize {
        self.line
    }

    /// The number of columns of the current row.
    pub(crate) fn width(&self) -> usize {
        self.ends.len()
    }

    /// A column of the current row.
    pub(crate) fn cell(&self, index: usize) -> &str {
        let start = if index == 0 { 0 } else { self.ends[index - 1] };
        &self.text[start..self.ends[index]]
    }

    pub(crate) fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.width()).map(|index| self.cell(index))
    }

    /// Reads the next row; `false` at the end.
    pub(crate) fn advance(&mut self) -> Result<bool> {
        self.text.clear();
        self.ends.clear();
        self.line = self.lines.number() + 1;
        match self.dialect {
            Dialect::Tabs => self.split_tabs(),
            Dialect::Quoted(Some(delimiter)) => self.unquote(delimiter),
            Dialect::Quoted(None) => {
                let first = self.lines.peek_line()?.unwrap_or_default();
                let semicolon = !first.contains(',') && first.contains(';');
                let delimiter = if semicolon { ';' } else { ',' };
                self.dialect = Dialect::Quoted(Some(delimiter));
                self.unquote(delimiter)
            }
        }
    }

    fn split_tabs(&mut self) -> Result<bool> {
        let Some(line) = self.lines.next_row()? else {
            return Ok(false);
        };
        for cell in line.split('\t') {
            self.text.push_str(cell);
            self.ends.push(self.text.len());
        }
        Ok(true)
    }

    fn unquote(&mut self, delimiter: char) -> Result<bool> {
        /// Where in a row the reading is.
        enum At {
            CellStart,
            Cell,
            /// Between quotes that opened at this line and column.
            Quoted(usize, usize),
        }
        let mut at = At::CellStart;
        loop {
            let number = self.lines.number() + 1;
            let Some(line) = self.lines.next_line()? else {
                return match at {
                    At::Quoted(line, column) => {
                        Err(Error::new(ErrorKind::Input, "the quote is never closed")
                            .at(self.lines.name(), line, Some(column))
                            .help("write a quote inside quotes twice; --from tsv knows no quotes"))
                    }
                    At::CellStart | At::Cell => Ok(false),
                };
            };
            let mut rest = line;
            loop {
                match at {
                    At::Quoted(..) => {
                        let Some(quote) = rest.find('"') else {
                            self.text.push_str(rest);
                            self.text.push('\n');
                            break;
                        };
                        self.text.push_str(&rest[..quote]);
                        rest = &rest[quote + 1..];
                        if let Some(after) = rest.strip_prefix('"') {
                            self.text.push('"');
                            rest = after;
                        } else {
                            at = At::Cell;
                        }
                    }
                    At::CellStart if rest.starts_with('"') => {
                        let before = &line[..line.len() - rest.len()];
                        at = At::Quoted(number, before.chars().count() + 1);
                        rest = &rest[1..];
                    }
                    At::CellStart | At::Cell => {
                        let Some(end) = rest.find(delimiter) else {
                            self.text.push_str(rest.strip_suffix('\r').unwrap_or(rest));
                            self.ends.push(self.text.len());
                            return Ok(true);
                        };
                        self.text.push_str(&rest[..end]);
                        self.ends.push(self.text.len());
                        rest = &rest[end + delimiter.len_utf8()..];
                        at = At::CellStart;
                    }
                }
            }
        }
    }
}

struct Separated {
    rows: Rows,
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
pub(super) fn open(
    lines: Lines,
    dialect: Dialect,
    request: &Request,
) -> Result<(Box<dyn Records>, Layout)> {
    let mut rows = Rows::new(lines, dialect);
    let has_row = rows.advance()?;
    let is_positional = request.columns.are_positions();
    let names: Vec<String> = if is_positional {
        (1..=rows.width()).map(|number| number.to_string()).collect()
    } else {
        rows.cells().map(|name| trim(name).to_owned()).collect()
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
    let separated = Separated {
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
    Ok((Box::new(separated), layout))
}

/// A selected name that two columns have.
fn doubled<'a>(names: &'a [String], selection: &Selection) -> Option<&'a String> {
    let mut seen = HashSet::new();
    let mut again = names.iter().filter(|name| !seen.insert(*name));
    again.find(|name| selection.names().any(|selected| selected == *name))
}

impl Records for Separated {
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
            ids.push(rows.cell(index).to_owned());
        }
        if let Some(documents) = &mut parts.documents {
            let cell = |index: usize| rows.cell(index).to_owned();
            documents.push(Document {
                name: self.document.map(cell).unwrap_or_default(),
                domain: self.domain.map(cell),
            });
        }
        if let (Some(mentions), Some(index)) = (&mut parts.mentions, self.mention) {
            let mention = rows.cell(index);
            mentions.push(match mention {
                "" => Vec::new(),
                mention => vec![mention.to_owned()],
            });
        }
        batch.records += 1;
        batch.lines.push(rows.line());
        Ok(true)
    }
}

impl Separated {
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

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;
    use crate::corpus::input::Input;

    fn rows_of(text: &str, dialect: Dialect) -> Result<Vec<Vec<String>>> {
        let bytes = Box::new(Cursor::new(text.to_owned().into_bytes()));
        let lines = Lines::new(Input::from_reader("a.csv".into(), bytes)?);
        let mut rows = Rows::new(lines, dialect);
        let mut all = Vec::new();
        while rows.advance()? {
            all.push(rows.cells().map(str::to_owned).collect());
        }
        Ok(all)
    }

    const CSV: Dialect = Dialect::Quoted(None);

    #[test]
    fn tsv_knows_no_quotes_and_no_escapes() {
        let rows = rows_of("a\t\"b\tc\\t\"\r\n\t\t\n", Dialect::Tabs).unwrap();
        assert_eq!(rows, [["a", "\"b", "c\\t\""], ["", "", ""]]);
    }

    #[test]
    fn csv_unquotes_as_rfc_4180() {
        let rows = rows_of("a,\"b,\"\"c\"\"\",\"\"\r\n\"x\ny\",z\"z,\"q\"r\n", CSV).unwrap();
        assert_eq!(rows, [["a", "b,\"c\"", ""], ["x\ny", "z\"z", "qr"]]);
    }

    #[test]
    fn empty_lines_of_a_csv_with_one_column_are_rows() {
        assert_eq!(rows_of("a\n\n\nb", CSV).unwrap().len(), 4);
    }

    #[test]
    fn a_semicolon_separates_where_the_first_line_has_no_comma() {
        assert_eq!(rows_of("a;b\n1,5;2\n", CSV).unwrap(), [["a", "b"], ["1,5", "2"]]);
        assert_eq!(rows_of("a;b,c\n", CSV).unwrap(), [["a;b", "c"]]);
    }

    #[test]
    fn an_unclosed_quote_is_an_error_where_it_opened() {
        let error = rows_of("a,b\nب,\"c\nd\n", CSV).unwrap_err().to_string();
        assert!(error.starts_with("a.csv:2:3: the quote is never closed"), "{error}");
    }
}
