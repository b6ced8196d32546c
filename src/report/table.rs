//! Table: named columns and rows, before it becomes CSV, JSON, Markdown, LaTeX or a sheet.

use std::io::{self, Write};

use serde_json::{Map, Number, Value};

/// A table of the report.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The name of its file, without extension; stable.
    pub name: &'static str,
    /// What it shows, in a sentence.
    pub title: &'static str,
    /// The names of the columns; stable.
    pub columns: Vec<&'static str>,
    /// The rows, each as long as `columns`.
    pub rows: Vec<Vec<Cell>>,
}

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Words.
    Text(String),
    /// A number, exact.
    Number(f64),
    /// A count.
    Count(u64),
    /// Yes or no.
    Flag(bool),
    /// What cannot be had.
    Empty,
}

impl Cell {
    /// The cell as text; numbers are exact.
    pub fn text(&self) -> String {
        match self {
            Cell::Text(text) => text.clone(),
            Cell::Number(value) => value.to_string(),
            Cell::Count(count) => count.to_string(),
            Cell::Flag(flag) => flag.to_string(),
            Cell::Empty => String::new(),
        }
    }

    /// The text as a spreadsheet may open it: what it would run as a formula gets an apostrophe in
    /// front. Numbers are numbers and stay.
    ///
    /// # Examples
    ///
    /// ```
    /// use mizan::report::table::Cell;
    ///
    /// assert_eq!(Cell::Text("=1+1".into()).guarded(), "'=1+1");
    /// assert_eq!(Cell::Number(-1.5).guarded(), "-1.5");
    /// ```
    pub fn guarded(&self) -> String {
        let text = self.text();
        let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
        if matches!(self, Cell::Text(_)) && is_formula { format!("'{text}") } else { text }
    }

    fn json(&self) -> Value {
        match self {
            Cell::Text(text) => Value::String(text.clone()),
            Cell::Number(value) => Number::from_f64(*value).map_or(Value::Null, Value::Number),
            Cell::Count(count) => Value::Number((*count).into()),
            Cell::Flag(flag) => Value::Bool(*flag),
            Cell::Empty => Value::Null,
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }
}

impl From<&String> for Cell {
    fn from(text: &String) -> Cell {
        Cell::Text(text.clone())
    }
}

impl From<f64> for Cell {
    /// A number that is none is an empty cell.
    fn from(value: f64) -> Cell {
        if value.is_finite() { Cell::Number(value) } else { Cell::Empty }
    }
}

impl From<usize> for Cell {
    fn from(count: usize) -> Cell {
        Cell::Count(count as u64)
    }
}

impl From<u64> for Cell {
    fn from(count: u64) -> Cell {
        Cell::Count(count)
    }
}

impl From<bool> for Cell {
    fn from(flag: bool) -> Cell {
        Cell::Flag(flag)
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Cell {
        value.map_or(Cell::Empty, Into::into)
    }
}

impl Table {
    /// Writes the table as CSV, RFC 4180 with LF, guarded against formulas; a byte-order mark in
    /// front tells Excel that it is UTF-8.
    ///
    /// # Errors
    ///
    /// What writing gives.
    pub fn write_csv(&self, has_mark: bool, mut out: impl Write) -> io::Result<()> {
        if has_mark {
            out.write_all("\u{FEFF}".as_bytes())?;
        }
        let mut csv = csv::Writer::from_writer(out);
        csv.write_record(&self.columns).map_err(csv_failure)?;
        for row in &self.rows {
            csv.write_record(row.iter().map(Cell::guarded)).map_err(csv_failure)?;
        }
        csv.flush()
    }

    /// The rows as JSON objects.
    pub fn json(&self) -> Value {
        let object = |row: &Vec<Cell>| {
            let cells = self.columns.iter().zip(row);
            let cells = cells.map(|(name, cell)| ((*name).to_owned(), cell.json()));
            Value::Object(cells.collect::<Map<_, _>>())
        };
        Value::Array(self.rows.iter().map(object).collect())
    }
}

/// The failure of the writer below; csv's own conversion hides that a pipe was closed.
pub fn csv_failure(error: csv::Error) -> io::Error {
    if !error.is_io_error() {
        return io::Error::other(error);
    }
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_keep_what_they_are() {
        let table = Table {
            name: "t",
            title: "",
            columns: vec!["system", "value", "note"],
            rows: vec![vec!["=نظام,1".into(), 0.1.into(), Cell::from(f64::NAN)]],
        };
        let mut out = Vec::new();
        table.write_csv(true, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text, "\u{FEFF}system,value,note\n\"'=نظام,1\",0.1,\n");
        assert_eq!(table.json()[0]["note"], Value::Null);
    }
}
