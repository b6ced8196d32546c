//! File: a baseline on disk, JSON in gzip.

use std::io::Write;
use std::path::Path;

use flate2::Compression;

use super::{Baseline, SCHEMA, TestSet};
use crate::error::{Error, ErrorKind, Result};
use crate::packed::{self, Fault};

/// A baseline of more bytes is refused.
const MOST_BYTES: u64 = 1 << 30;

impl Baseline {
    /// Writes the baseline; the same baseline gives the same bytes.
    ///
    /// # Errors
    ///
    /// What writing gives.
    pub fn write(&self, out: impl Write) -> std::io::Result<()> {
        packed::write(self, out, Compression::best())
    }

    /// Reads a baseline; `None` where there is no such file.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`] where it cannot be read, [`ErrorKind::Input`] where it is no baseline, or
    /// one of another version.
    pub fn read(path: &Path) -> Result<Option<Baseline>> {
        let bytes = match std::fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(Error::io(path, &error)),
        };
        let name = path.display().to_string();
        let unreadable = |what: String| {
            Error::new(ErrorKind::Input, format!("is no baseline: {what}"))
                .in_file(&name)
                .help("mizan baseline update writes one")
        };
        let baseline: Baseline = packed::read(&bytes, SCHEMA, MOST_BYTES).map_err(|fault| {
            unreadable(match fault {
                Fault::Unreadable(what) => what,
                Fault::Schema(found) => format!("it has the schema {found}, expected {SCHEMA}"),
            })
        })?;
        if !baseline.testsets.iter().all(TestSet::is_whole) {
            return Err(unreadable("its parts do not have the same number of segments".to_owned()));
        }
        Ok(Some(baseline))
    }
}
