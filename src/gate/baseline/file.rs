//! File: a baseline on disk, JSON in gzip.

use std::io::{Read, Write};
use std::path::Path;

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;

use super::{Baseline, SCHEMA};
use crate::error::{Error, ErrorKind, Result};

/// A baseline of more is refused: a small file can claim to be gigabytes.
const MOST_BYTES: u64 = 1 << 30;

impl Baseline {
    /// Writes the baseline; the same baseline gives the same bytes.
    ///
    /// # Errors
    ///
    /// What writing gives.
    pub fn write(&self, out: impl Write) -> std::io::Result<()> {
        let mut encoder = GzEncoder::new(out, Compression::best());
        serde_json::to_writer(&mut encoder, self)?;
        encoder.finish()?.flush()
    }

    /// Reads a baseline; `None` where there is no such file.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`] where it cannot be read, [`ErrorKind::Input`] where it is no baseline, or
    /// one of another version.
    pub fn read(path: &Path) -> Result<Option<Baseline>> {
        #[derive(serde::Deserialize)]
        struct Head {
            schema: String,
        }
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
        let mut text = Vec::new();
        GzDecoder::new(bytes.as_slice())
            .take(MOST_BYTES)
            .read_to_end(&mut text)
            .map_err(|error| unreadable(error.to_string()))?;
        let head: Head =
            serde_json::from_slice(&text).map_err(|error| unreadable(error.to_string()))?;
        if head.schema != SCHEMA {
            let message = format!("it has the schema {}, expected {SCHEMA}", head.schema);
            return Err(unreadable(message));
        }
        let baseline: Baseline =
            serde_json::from_slice(&text).map_err(|error| unreadable(error.to_string()))?;
        if !baseline.testsets.iter().all(super::TestSet::is_whole) {
            return Err(unreadable("its parts do not have the same number of segments".to_owned()));
        }
        Ok(Some(baseline))
    }
}
