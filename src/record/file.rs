//! File: a record on disk, JSON in gzip.

use std::io::Write;
use std::path::Path;

use flate2::Compression;

use super::verify::fault;
use super::{Record, SCHEMA};
use crate::error::{Error, ErrorKind, Result};
use crate::packed::{self, Fault};

/// A record of more bytes is refused.
const MOST_BYTES: u64 = 4 << 30;

impl Record {
    /// Writes the record; the same record gives the same bytes.
    ///
    /// # Errors
    ///
    /// What writing gives.
    pub fn write(&self, out: impl Write) -> std::io::Result<()> {
        packed::write(self, out, Compression::default())
    }

    /// Reads the record of a file.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`] where it cannot be read, [`ErrorKind::Input`] where it is no record, or
    /// one of another version.
    pub fn read(path: &Path) -> Result<Record> {
        let name = path.display().to_string();
        let refused = |what: &str| Error::new(ErrorKind::Input, what).in_file(&name);
        let unreadable = |what: String| {
            refused(&format!("is no saved evaluation: {what}"))
                .help("mizan run writes one as evaluation.mizan")
        };
        let bytes = std::fs::read(path).map_err(|error| Error::io(path, &error))?;
        let record = packed::read(&bytes, SCHEMA, MOST_BYTES).map_err(|fault| match fault {
            Fault::Unreadable(what) => unreadable(what),
            Fault::Schema(found) => refused(&format!("has the schema {found}, expected {SCHEMA}"))
                .help("run mizan run again with this version"),
        })?;
        match fault(&record) {
            Some(what) => Err(unreadable(what)),
            None => Ok(record),
        }
    }
}
