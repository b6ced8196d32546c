//! Separated: TSV and CSV, whose columns serve as source, references, outputs and ids.
//!
//! TSV is never quoted: a `"` is text. CSV is read as RFC 4180 has it, by hand, because a line
//! that a CSV library skips (an empty one in a file of one column) is a segment here, and because
//! a quote that is never closed must not swallow the rest of a corpus in silence.

use super::batch::{Layout, Records};
use super::cells::{self, Cells};
use super::lines::Lines;
use super::selection::Request;
use crate::error::{Error, ErrorKind, Result};

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
            self.lines.check(self.text.len(), "a row")?;
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

impl Cells for Rows {
    fn advance(&mut self) -> Result<bool> {
        Rows::advance(self)
    }

    fn width(&self) -> usize {
        Rows::width(self)
    }

    fn cell(&self, index: usize) -> &str {
        Rows::cell(self, index)
    }

    fn line(&self) -> usize {
        Rows::line(self)
    }

    fn name(&self) -> &str {
        Rows::name(self)
    }
}

/// Reads the columns that the request asks for.
pub(super) fn open(
    lines: Lines,
    dialect: Dialect,
    request: &Request,
) -> Result<(Box<dyn Records>, Layout)> {
    cells::open(Rows::new(lines, dialect), request)
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
