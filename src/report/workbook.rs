//! Workbook: all tables in one Excel file, a sheet each.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};

use super::table::{Cell, Table};
use crate::error::{Error, ErrorKind, Result};

/// Excel has no more rows.
const MOST_ROWS: usize = 1_048_575;

/// The tables as `.xlsx`; the same tables give the same bytes. Text is text, never a formula.
///
/// # Errors
///
/// [`ErrorKind::Input`] where a table has more rows than a sheet, or a text is too long for a cell.
pub fn workbook(tables: &[Table]) -> Result<Vec<u8>> {
    make(tables).map_err(|error| {
        Error::new(ErrorKind::Input, format!("the workbook cannot hold it: {error}"))
    })
}

fn make(tables: &[Table]) -> std::result::Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // A fixed date: outputs do not depend on the clock.
    let date = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&date));
    let head = Format::new().set_bold();
    for table in tables {
        let sheet = workbook.add_worksheet();
        sheet.set_name(table.name)?;
        for (column, name) in (0..).zip(&table.columns) {
            sheet.write_with_format(0, column, *name, &head)?;
        }
        sheet.set_freeze_panes(1, 0)?;
        for (number, row) in (1..).zip(table.rows.iter().take(MOST_ROWS)) {
            for (column, cell) in (0..).zip(row) {
                match cell {
                    Cell::Text(text) => sheet.write_string(number, column, shortened(text))?,
                    Cell::Number(value) => sheet.write_number(number, column, *value)?,
                    Cell::Count(count) => sheet.write_number(number, column, *count as f64)?,
                    Cell::Flag(flag) => sheet.write_boolean(number, column, *flag)?,
                    Cell::Empty => continue,
                };
            }
        }
        sheet.autofit();
    }
    workbook.save_to_buffer()
}

/// A cell holds 32,767 characters.
fn shortened(text: &str) -> String {
    const MOST: usize = 32_767;
    if text.encode_utf16().count() <= MOST {
        return text.to_owned();
    }
    let mut units = 1;
    let fits = text.chars().take_while(|character| {
        units += character.len_utf16();
        units <= MOST
    });
    fits.chain(['…']).collect()
}
