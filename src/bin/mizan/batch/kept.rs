//! Kept: what earlier runs found, by the hash of everything that it was made from.
//!
//! Each result is a file in `.mizan/results` beside the configuration, JSON in gzip, written beside
//! its place and renamed: a run that is killed loses what it was at, and two runs at once write the
//! same. A file that cannot be read is made again.

use std::collections::BTreeSet;
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::UNIX_EPOCH;

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use mizan::config::Config;
use mizan::text::Stream;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use crate::style;

/// The results of earlier runs.
pub(super) struct Kept {
    folder: PathBuf,
    /// What says that this program made them; another build may find otherwise.
    program: Option<String>,
    is_fresh: bool,
    used: Mutex<BTreeSet<String>>,
    has_warned: AtomicBool,
}

/// What a result is made from, put together part by part.
#[derive(Clone)]
pub(super) struct Made {
    kind: &'static str,
    hash: Sha256,
}

impl Kept {
    /// Those beside a configuration; `is_fresh` reads none of them.
    pub(super) fn beside(config: &Config, is_fresh: bool) -> Self {
        Kept {
            folder: config.folder.join(".mizan/results"),
            program: program(),
            is_fresh,
            used: Mutex::default(),
            has_warned: AtomicBool::new(false),
        }
    }

    /// Begins to say what a result is made from.
    pub(super) fn made(&self, kind: &'static str) -> Made {
        let made = Made { kind, hash: Sha256::new() };
        made.with(self.program.as_deref().unwrap_or_default())
    }

    /// The result of an earlier run.
    pub(super) fn get<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        if self.is_fresh || self.program.is_none() {
            return None;
        }
        let packed = fs::read(self.folder.join(name)).ok()?;
        let mut text = Vec::new();
        GzDecoder::new(packed.as_slice()).read_to_end(&mut text).ok()?;
        let found = serde_json::from_slice(&text).ok()?;
        self.use_name(name);
        Some(found)
    }

    /// Keeps a result for later runs. Where that is not possible the run goes on without.
    pub(super) fn put<T: Serialize>(&self, name: &str, result: &T) {
        if self.program.is_none() {
            return;
        }
        self.use_name(name);
        if let Err(error) = self.write(name, result)
            && !self.has_warned.swap(true, Ordering::Relaxed)
        {
            let folder = self.folder.display();
            style::warning(&format!("{folder}: results are not kept for the next run: {error}"));
        }
    }

    fn write<T: Serialize>(&self, name: &str, result: &T) -> std::io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        let file = tempfile::Builder::new().prefix(".mizan-").tempfile_in(&self.folder)?;
        let mut encoder = GzEncoder::new(file, Compression::fast());
        // At once: the encoder takes its time for each of many small pieces.
        encoder.write_all(&serde_json::to_vec(result)?)?;
        let file = encoder.finish()?;
        file.persist(self.folder.join(name)).map(|_| ()).map_err(|error| error.error)
    }

    /// Deletes the results of these kinds that this run had no use for.
    pub(super) fn forget_others(&self, kinds: &[&str]) {
        let Ok(used) = self.used.lock() else { return };
        for entry in fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let is_of_kind =
                kinds.iter().any(|kind| name.split_once('-').is_some_and(|(of, _)| of == *kind));
            if is_of_kind && !used.contains(&name) {
                // What cannot be deleted is only too much.
                let _ = fs::remove_file(entry.path());
            }
        }
    }

    /// Says that a result is of use, so that it stays.
    pub(super) fn use_name(&self, name: &str) {
        if let Ok(mut used) = self.used.lock() {
            used.insert(name.to_owned());
        }
    }
}

impl Made {
    /// Adds a part.
    #[must_use]
    pub(super) fn with(mut self, part: &str) -> Self {
        // With its length, so that parts cannot run into one another.
        self.hash.update((part.len() as u64).to_le_bytes());
        self.hash.update(part);
        self
    }

    /// Adds a text.
    #[must_use]
    pub(super) fn with_text(self, text: Option<&Stream>) -> Self {
        let Some(text) = text else { return self.with("none") };
        let made = self.with(&text.len().to_string());
        text.iter().fold(made, |made, segment| match segment {
            Some(segment) => made.with(segment),
            None => made.with("\0absent"),
        })
    }

    /// The name of the result.
    pub(super) fn name(self) -> String {
        let digits: String =
            self.hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        format!("{}-{}.json.gz", self.kind, &digits[..32])
    }
}

/// This build of the program: where it was built again, results may differ.
fn program() -> Option<String> {
    let path = std::env::current_exe().ok()?;
    let found = fs::metadata(&path).ok()?;
    let changed = found.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some(format!("{} {} {}", env!("CARGO_PKG_VERSION"), found.len(), changed.as_nanos()))
}

/// The SHA-256 of a file; of a folder, whose files make one corpus, there is none.
pub(crate) fn hash(path: &Path) -> mizan::Result<String> {
    if path.is_dir() {
        return Ok(String::new());
    }
    let failed = |error: std::io::Error| mizan::Error::io(path, &error);
    let mut file = fs::File::open(path).map_err(failed)?;
    let mut hasher = Sha256::new();
    std::io::copy(&mut file, &mut Hashing(&mut hasher)).map_err(failed)?;
    Ok(hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

/// A hash that can be written to.
struct Hashing<'a>(&'a mut Sha256);

impl Write for Hashing<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
