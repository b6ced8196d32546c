//! Rows: the header and the rows of a Parquet file as cells of text.

use std::io::Read as _;
use std::panic::{AssertUnwindSafe, catch_unwind};

use bytes::Bytes;
use parquet::basic::{ConvertedType, Repetition};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::reader::RowIter;
use parquet::record::{Field, Row};
use parquet::schema::types::Type;

use super::super::cells::Cells;
use super::super::input::Input;
use crate::error::{Error, ErrorKind, Result};

/// Bytes of text in all cells; more is an attempt to use up memory.
const MOST: usize = 1 << 30;

/// The rows of a file; the first one has the names of the columns.
pub(super) struct Rows {
    name: String,
    rows: std::vec::IntoIter<Vec<String>>,
    current: Vec<String>,
    line: usize,
}

/// Reads a file.
pub(super) fn open(mut input: Input) -> Result<Rows> {
    let mut bytes = Vec::new();
    let read = input.bytes.read_to_end(&mut bytes);
    read.map_err(|error| Error::new(ErrorKind::Io, error.to_string()).in_file(&input.name))?;
    // The library promises no error for every damaged file.
    let rows = catch_unwind(AssertUnwindSafe(|| rows(bytes.into())));
    let rows = rows.unwrap_or_else(|_| Err("damaged".to_owned())).map_err(|message| {
        Error::new(ErrorKind::Input, format!("no Parquet file that can be read: {message}"))
            .in_file(&input.name)
    })?;
    Ok(Rows { name: input.name, rows: rows.into_iter(), current: Vec::new(), line: 0 })
}

fn rows(bytes: Bytes) -> std::result::Result<Vec<Vec<String>>, String> {
    let reader = SerializedFileReader::new(bytes).map_err(|error| error.to_string())?;
    let schema = reader.metadata().file_metadata().schema_descr().root_schema_ptr();
    let mut header = Vec::new();
    schema.get_fields().iter().for_each(|kind| names(kind, "", &mut header));
    let width = header.len();
    let mut rows = vec![header];
    let mut held = 0;
    for row in RowIter::from_file_into(Box::new(reader)) {
        let row = row.map_err(|error| error.to_string())?;
        let mut cells = Vec::with_capacity(width);
        texts(&row, &schema, &mut cells);
        held += cells.iter().map(String::len).sum::<usize>();
        if held > MOST {
            return Err(format!("more than {MOST} bytes of text"));
        }
        rows.push(cells);
    }
    Ok(rows)
}

/// Whether it is a group of columns, and neither a list nor a map.
fn is_group(kind: &Type) -> bool {
    let info = kind.get_basic_info();
    kind.is_group()
        && info.converted_type() == ConvertedType::NONE
        && !(info.has_repetition() && info.repetition() == Repetition::REPEATED)
}

fn names(kind: &Type, before: &str, names_found: &mut Vec<String>) {
    let name = format!("{before}{}", kind.name());
    if is_group(kind) {
        let before = format!("{name}.");
        kind.get_fields().iter().for_each(|kind| names(kind, &before, names_found));
    } else {
        names_found.push(name);
    }
}

/// Adds a cell for each name that [`names`] gives.
fn texts(row: &Row, group: &Type, cells: &mut Vec<String>) {
    for ((_, field), kind) in row.get_column_iter().zip(group.get_fields()) {
        match field {
            Field::Group(row) if is_group(kind) => texts(row, kind, cells),
            Field::Null if is_group(kind) => {
                let mut missing = Vec::new();
                names(kind, "", &mut missing);
                cells.extend(missing.iter().map(|_| String::new()));
            }
            Field::Null => cells.push(String::new()),
            Field::Str(text) => cells.push(text.clone()),
            // Older writers do not say that bytes are text.
            Field::Bytes(bytes) => cells.push(match bytes.as_utf8() {
                Ok(text) => text.to_owned(),
                Err(_) => field.to_string(),
            }),
            other => cells.push(other.to_string()),
        }
    }
}

impl Cells for Rows {
    fn advance(&mut self) -> Result<bool> {
        let Some(row) = self.rows.next() else { return Ok(false) };
        self.current = row;
        self.line += 1;
        Ok(true)
    }

    fn width(&self) -> usize {
        self.current.len()
    }

    fn cell(&self, index: usize) -> &str {
        &self.current[index]
    }

    fn line(&self) -> usize {
        self.line
    }

    fn name(&self) -> &str {
        &self.name
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
    use parquet::file::properties::WriterProperties;
    use parquet::file::writer::SerializedFileWriter;
    use parquet::schema::parser::parse_message_type;

    use super::*;

    /// A file with a number, a text that may be missing, and a group of two texts.
    fn file() -> Vec<u8> {
        let schema = "message m { required int64 id; optional binary note (UTF8);
            required group translation { required binary en (UTF8); required binary ar (UTF8); } }";
        let schema = Arc::new(parse_message_type(schema).unwrap());
        let mut bytes = Vec::new();
        let properties = Arc::new(WriterProperties::builder().build());
        let mut writer = SerializedFileWriter::new(&mut bytes, schema, properties).unwrap();
        let mut group = writer.next_row_group().unwrap();
        let texts = |texts: [&str; 2]| texts.map(ByteArray::from).to_vec();
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<Int64Type>().write_batch(&[1, 2], None, None).unwrap();
        column.close().unwrap();
        let mut column = group.next_column().unwrap().unwrap();
        let note = [ByteArray::from("new")];
        column.typed::<ByteArrayType>().write_batch(&note, Some(&[0, 1]), None).unwrap();
        column.close().unwrap();
        for pair in [["Baku", "Grozny"], ["باكو", "غروزني"]] {
            let mut column = group.next_column().unwrap().unwrap();
            column.typed::<ByteArrayType>().write_batch(&texts(pair), None, None).unwrap();
            column.close().unwrap();
        }
        group.close().unwrap();
        writer.close().unwrap();
        bytes
    }

    fn read(bytes: Vec<u8>) -> Result<Vec<Vec<String>>> {
        let input =
            Input::from_reader("a.parquet".to_owned(), Box::new(std::io::Cursor::new(bytes)))
                .unwrap();
        let mut rows = open(input)?;
        let mut all = Vec::new();
        while rows.advance()? {
            all.push((0..rows.width()).map(|index| rows.cell(index).to_owned()).collect());
        }
        Ok(all)
    }

    #[test]
    fn groups_are_columns_with_a_dot_and_null_is_empty() {
        let rows = read(file()).unwrap();
        assert_eq!(rows[0], ["id", "note", "translation.en", "translation.ar"]);
        assert_eq!(rows[1], ["1", "", "Baku", "باكو"]);
        assert_eq!(rows[2], ["2", "new", "Grozny", "غروزني"]);
    }

    #[test]
    fn every_prefix_and_changed_byte_is_read_or_refused() {
        let whole = file();
        for length in 0..whole.len() {
            assert!(read(whole[..length].to_vec()).is_err());
        }
        for place in 0..whole.len() {
            let mut changed = whole.clone();
            changed[place] ^= 0x55;
            // Either is right; what matters is that it ends.
            let _ = read(changed);
        }
    }
}
