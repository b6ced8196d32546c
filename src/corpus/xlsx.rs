//! XLSX: the rows of the first visible sheet of an Excel workbook.
//!
//! A workbook is a zip archive of XML. Sheets are read row by row; the texts that cells share are
//! held in memory. A formula has the value that Excel computed last. Numbers and dates are what
//! the file has, not what Excel shows.

use super::batch::{Layout, Records};
use super::input::Input;
use super::selection::Request;
use crate::error::Result;

/// Refuses a workbook.
#[cfg(not(feature = "xlsx"))]
#[expect(clippy::needless_pass_by_value, reason = "as the reader that the feature brings")]
pub(super) fn open(input: Input, _request: &Request) -> Result<(Box<dyn Records>, Layout)> {
    use crate::error::{Error, ErrorKind};

    let message = "a workbook, and this build of mizan reads none (feature 'xlsx')";
    Err(Error::new(ErrorKind::Input, message).in_file(&input.name))
}

/// Reads the columns that the request asks for.
#[cfg(feature = "xlsx")]
pub(super) fn open(input: Input, request: &Request) -> Result<(Box<dyn Records>, Layout)> {
    super::cells::open(sheet::open(input)?, request)
}

#[cfg(feature = "xlsx")]
mod sheet;
