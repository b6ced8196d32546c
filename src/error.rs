//! The one error type: what was found, what was expected, where, and the way out.

use std::fmt;
use std::path::Path;

/// The result of everything in mizan that can fail.
pub type Result<T> = std::result::Result<T, Error>;

/// What kind of failure an [`Error`] is; the command chooses its exit code by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A file could not be opened, read or written.
    Io,
    /// The content of an input is not what its format or its role asks for.
    Input,
    /// Inputs that belong together do not have the same number of segments.
    Mismatch,
    /// A setting, an option or a name is not known or not valid.
    Setting,
    /// There is nothing to compare: no text, or one without a segment.
    Nothing,
}

/// A failure that a user can act on.
///
/// `Display` gives `place: message`, then indented lines of detail, then `help: …`.
///
/// # Examples
///
/// ```
/// use mizan::{Error, ErrorKind};
///
/// let error = Error::new(ErrorKind::Input, "expected 3 columns, found 2")
///     .at("dev.tsv", 17, None)
///     .help("separate the columns with tabs");
/// assert_eq!(
///     error.to_string(),
///     "dev.tsv:17: expected 3 columns, found 2\n  help: separate the columns with tabs"
/// );
/// ```
#[derive(Debug)]
pub struct Error(Box<Inner>);

#[derive(Debug)]
struct Inner {
    kind: ErrorKind,
    place: Option<String>,
    message: String,
    details: Vec<String>,
    help: Option<String>,
}

impl Error {
    /// A new error of this kind; `message` is lower case, without a full stop.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Error(Box::new(Inner {
            kind,
            place: None,
            message: message.into(),
            details: Vec::new(),
            help: None,
        }))
    }

    /// An error of the operating system about this file.
    pub fn io(path: impl AsRef<Path>, error: &std::io::Error) -> Self {
        let text = error.to_string();
        let message = text.split(" (os error ").next().unwrap_or(&text);
        let mut made = Error::new(ErrorKind::Io, message);
        made.0.place = Some(path.as_ref().display().to_string());
        made
    }

    /// Says where: file, line and column, both counted from 1 (columns in code points).
    #[must_use]
    pub fn at(mut self, file: &str, line: usize, column: Option<usize>) -> Self {
        self.0.place = Some(match column {
            Some(column) => format!("{file}:{line}:{column}"),
            None => format!("{file}:{line}"),
        });
        self
    }

    /// Says which file, where no line applies.
    #[must_use]
    pub fn in_file(mut self, file: &str) -> Self {
        self.0.place = Some(file.to_owned());
        self
    }

    /// Adds a line of detail below the message.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.0.details.push(detail.into());
        self
    }

    /// Says the way out.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.0.help = Some(help.into());
        self
    }

    /// What kind of failure this is.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.0.place {
            write!(f, "{place}: ")?;
        }
        f.write_str(&self.0.message)?;
        for detail in &self.0.details {
            write!(f, "\n  {detail}")?;
        }
        if let Some(help) = &self.0.help {
            write!(f, "\n  help: {help}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}

/// Returns the candidate that is spelt most like `name`, where one is close enough to suggest.
///
/// # Examples
///
/// ```
/// assert_eq!(mizan::error::closest("blue", ["bleu", "chrf", "ter"]), Some("bleu"));
/// assert_eq!(mizan::error::closest("token", ["tok", "smooth"]), Some("tok"));
/// assert_eq!(mizan::error::closest("rouge-l", ["bleu", "chrf", "ter"]), None);
/// ```
pub fn closest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let name = name.to_lowercase();
    candidates
        .into_iter()
        .map(|candidate| {
            let candidate_lower = candidate.to_lowercase();
            // `token` for `tok`: a longer word for the same thing is a near miss too.
            let is_longer = candidate.len() > 2 && name.starts_with(&candidate_lower);
            let distance = strsim::osa_distance(&name, &candidate_lower);
            (if is_longer { distance.min(1) } else { distance }, candidate)
        })
        .filter(|&(distance, candidate)| distance <= 1 + candidate.chars().count() / 4)
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
}
