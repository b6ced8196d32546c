//! Parquet: the columns of a Parquet file, as data sets are published.
//!
//! Columns within groups are named with dots: `translation.ar`. Rows are held in memory. What is no
//! text (numbers, dates) is written as text; lists are JSON-like text; null is an empty text.

use super::batch::{Layout, Records};
use super::input::Input;
use super::selection::Request;
use crate::error::Result;

/// Refuses a Parquet file.
#[cfg(not(feature = "parquet"))]
#[expect(clippy::needless_pass_by_value, reason = "as the reader that the feature brings")]
pub(super) fn open(input: Input, _request: &Request) -> Result<(Box<dyn Records>, Layout)> {
    use crate::error::{Error, ErrorKind};

    let message = "a Parquet file, and this build of mizan reads none (feature 'parquet')";
    Err(Error::new(ErrorKind::Input, message)
        .in_file(&input.name)
        .help("cargo install mizan --features parquet, or write it as CSV or JSON lines"))
}

/// Reads the columns that the request asks for.
#[cfg(feature = "parquet")]
pub(super) fn open(input: Input, request: &Request) -> Result<(Box<dyn Records>, Layout)> {
    super::cells::open(rows::open(input)?, request)
}

#[cfg(feature = "parquet")]
mod rows;
