//! Fixture: files in a folder of the test's own, and what a corpus holds in plain lists.

use std::fmt::Display;
use std::path::PathBuf;

use mizan::corpus::{Corpus, NamedPath, Plan, Reader, open};
use mizan::text::Stream;
use tempfile::TempDir;

pub(crate) struct Folder(TempDir);

impl Folder {
    pub(crate) fn new() -> Self {
        Folder(tempfile::tempdir().unwrap())
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file, with its folders.
    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, content).unwrap();
        path
    }

    /// The message without the folder, so that it reads as a user's would.
    pub(crate) fn readable(&self, message: impl Display) -> String {
        let folder = format!("{}/", self.0.path().display());
        message.to_string().replace(&folder, "")
    }
}

pub(crate) fn system(path: PathBuf) -> NamedPath {
    path.into()
}

pub(crate) fn load(plan: &Plan) -> Corpus {
    open(plan).unwrap().read_all().unwrap()
}

/// The error of opening or of reading.
pub(crate) fn failure(folder: &Folder, plan: &Plan) -> String {
    let error = match open(plan) {
        Ok(mut reader) => reader.read_all().map(|_| ()).unwrap_err(),
        Err(error) => error,
    };
    folder.readable(error)
}

pub(crate) fn warnings(folder: &Folder, reader: &Reader) -> Vec<(String, usize)> {
    let warnings = reader.warnings().iter();
    warnings.map(|w| (folder.readable(&w.message), w.count)).collect()
}

/// The segments of a stream; `-` for an absent one.
pub(crate) fn texts(stream: &Stream) -> Vec<&str> {
    stream.iter().map(|segment| segment.unwrap_or("-")).collect()
}

pub(crate) fn hypotheses<'a>(corpus: &'a Corpus, name: &str) -> Vec<&'a str> {
    let system = corpus.systems().iter().find(|system| system.name == name);
    texts(&system.unwrap_or_else(|| panic!("no system {name}")).hypotheses)
}

pub(crate) fn names(corpus: &Corpus) -> Vec<&str> {
    corpus.systems().iter().map(|system| system.name.as_str()).collect()
}
