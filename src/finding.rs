//! Finding: something in an output that a person should look at.

/// How sure it is that something must be corrected.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Good to know; most often right.
    Info,
    /// Worth a look; it may be right.
    Warning,
    /// Wrong in at least nine of ten cases.
    Error,
}

impl Severity {
    /// The word in files and tables.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// Where and what is wrong, as checks, output flags and names report it alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What was found, as `entity:untranslated`.
    pub check: String,
    /// How sure it is.
    pub severity: Severity,
    /// The segment, from 0.
    pub segment: usize,
    /// The place in the hypothesis, in code points.
    pub span: Option<std::ops::Range<usize>>,
    /// What stands there.
    pub found: Option<String>,
    /// What might stand there.
    pub expected: Vec<String>,
    /// The reason in words.
    pub message: String,
}
