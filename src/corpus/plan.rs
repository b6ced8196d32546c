//! Plan: which files make a corpus, and how they are to be read.

use std::convert::Infallible;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use super::align::Align;
use super::columns::Columns;
use super::format::{Format, system_name};
use super::limits::Limits;
use super::plain::LineEnd;

/// What a user asked for: the files of a corpus. `-` is standard input, for one of them.
///
/// # Examples
///
/// ```
/// use mizan::corpus::{Plan, open};
///
/// let folder = tempfile::tempdir()?;
/// let write = |name: &str, text: &str| {
///     let path = folder.path().join(name);
///     std::fs::write(&path, text).map(|()| path)
/// };
/// let plan = Plan {
///     references: vec![write("ref.ar", "غروزني\nباكو\n")?],
///     systems: vec![write("a.ar", "Grozny\nباكو\n")?.into()],
///     ..Plan::default()
/// };
/// let corpus = open(&plan)?.read_all()?;
/// assert_eq!(corpus.len(), 2);
/// assert_eq!(corpus.systems()[0].name, "a");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// Files with references; they may hold sources, outputs and documents too. Or one directory
    /// in mt-metrics-eval's layout.
    pub references: Vec<PathBuf>,
    /// The file with the source text. The references' own sources are not used then.
    pub source: Option<PathBuf>,
    /// The files with the systems' outputs. Outputs in the references' files are not used then.
    /// With a directory, a path that is no file may name one of its systems.
    pub systems: Vec<NamedPath>,
    /// The document of each segment: `DOMAIN DOCNAME`, or a name, a line.
    pub documents: Option<PathBuf>,
    /// Which column or key serves as what; the usual names serve where none is chosen.
    pub columns: Columns,
    /// The format of every file; where there is none, each file's extension tells it.
    pub format: Option<Format>,
    /// Segment scores made elsewhere.
    pub scores: Vec<ScoreFile>,
    /// The language pair to take from a directory that has several.
    pub language_pair: Option<String>,
    /// The references to take from a directory, by name; all of them where none is named.
    pub reference_names: Vec<String>,
    /// What becomes of white space at the end of lines of plain text.
    pub line_end: LineEnd,
    /// Whether hypotheses are re-cut to the references' segments, where files pair line by line.
    pub align: Align,
    /// Whether the references were made from the hypotheses. Files that say so need not be told.
    pub post_edited: bool,
    /// How much of each file is taken.
    pub limits: Limits,
}

/// A file with segment scores made elsewhere.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ScoreFile {
    /// The name of the metric.
    pub name: String,
    /// The file.
    pub path: PathBuf,
    /// Whether a lower value is better.
    pub lower_is_better: bool,
}

/// A path, and the name that what it holds shall have, where one is given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NamedPath {
    /// The name, where one is given.
    pub name: Option<String>,
    /// The path.
    pub path: PathBuf,
}

impl NamedPath {
    /// Reads `NAME=PATH` or `PATH`. A text that is the path of a file is a path, whatever it
    /// contains; a name has no slash.
    ///
    /// # Examples
    ///
    /// ```
    /// use mizan::corpus::NamedPath;
    ///
    /// let named = NamedPath::parse("google=out/flores.ar");
    /// assert_eq!(named.name.as_deref(), Some("google"));
    /// assert_eq!(named.system_name(), "google");
    /// assert_eq!(NamedPath::parse("out/flores.ar").system_name(), "flores");
    /// assert_eq!(NamedPath::parse("out/lr=0.1.ar").name, None);
    /// ```
    pub fn parse(text: &str) -> Self {
        if let Some((name, path)) = text.split_once('=') {
            let is_name = !name.is_empty() && !name.contains(['/', '\\']);
            if is_name && !Path::new(text).exists() {
                return NamedPath { name: Some(name.to_owned()), path: path.into() };
            }
        }
        NamedPath { name: None, path: text.into() }
    }

    /// The name given, else that of the file.
    pub fn system_name(&self) -> String {
        self.name.clone().unwrap_or_else(|| system_name(&self.path))
    }
}

impl FromStr for NamedPath {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self::parse(text))
    }
}

impl From<PathBuf> for NamedPath {
    fn from(path: PathBuf) -> Self {
        NamedPath { name: None, path }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_literal_path_of_a_file_is_a_path() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a=b.ar");
        std::fs::write(&path, "").unwrap();
        assert_eq!(NamedPath::parse(path.to_str().unwrap()), path.into());
    }

    #[test]
    fn the_first_equals_sign_separates_name_and_path() {
        let named = NamedPath::parse("a=C:\\x=y.ar");
        assert_eq!(named.name.as_deref(), Some("a"));
        assert_eq!(named.path, Path::new("C:\\x=y.ar"));
        assert_eq!(NamedPath::parse("=x").name, None);
        assert_eq!(NamedPath::parse("a=-").path, Path::new("-"));
    }
}
