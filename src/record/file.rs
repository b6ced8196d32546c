//! File: a record on disk, JSON in gzip.

use std::io::{Read, Write};
use std::path::Path;

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;

use super::verify::fault;
use super::{Record, SCHEMA};
use crate::error::{Error, ErrorKind, Result};

/// A record of more is refused: a small file can claim to be gigabytes.
const MOST_BYTES: u64 = 4 << 30;

impl Record {
    /// Writes the record; the same record gives the same bytes.
    ///
    /// # Errors
    ///
    /// What writing gives.
    pub fn write(&self, out: impl Write) -> std::io::Result<()> {
        let mut encoder = GzEncoder::new(out, Compression::default());
        serde_json::to_writer(&mut encoder, self)?;
        encoder.finish()?.flush()
    }

    /// Reads the record of a file.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`] where it cannot be read, [`ErrorKind::Input`] where it is no record, or
    /// one of another version.
    pub fn read(path: &Path) -> Result<Record> {
        #[derive(serde::Deserialize)]
        struct Head {
            schema: String,
        }
        let name = path.display().to_string();
        let bytes = std::fs::read(path).map_err(|error| Error::io(path, &error))?;
        let mut text = Vec::new();
        let unreadable = |what: String| {
            Error::new(ErrorKind::Input, format!("is no saved evaluation: {what}"))
                .in_file(&name)
                .help("mizan run writes one as evaluation.mizan")
        };
        GzDecoder::new(bytes.as_slice())
            .take(MOST_BYTES)
            .read_to_end(&mut text)
            .map_err(|error| unreadable(error.to_string()))?;
        let head: Head =
            serde_json::from_slice(&text).map_err(|error| unreadable(error.to_string()))?;
        if head.schema != SCHEMA {
            let message = format!("has the schema {}, expected {SCHEMA}", head.schema);
            return Err(Error::new(ErrorKind::Input, message)
                .in_file(&name)
                .help("run mizan run again with this version"));
        }
        let record: Record =
            serde_json::from_slice(&text).map_err(|error| unreadable(error.to_string()))?;
        match fault(&record) {
            Some(what) => Err(unreadable(what)),
            None => Ok(record),
        }
    }
}
