//! Remark: what a check says of a place, before it is known which check and which segment it was.

use std::ops::Range;

use crate::finding::Severity;

/// Something that a check has to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// How sure it is.
    pub severity: Severity,
    /// The place in the translation, in code points; `None` for what is not there.
    pub span: Option<Range<usize>>,
    /// What might stand there.
    pub expected: Vec<String>,
    /// The reason in words.
    pub message: String,
}

impl Remark {
    pub(super) fn info(span: impl Into<Option<Range<usize>>>, message: impl Into<String>) -> Self {
        Remark::new(Severity::Info, span.into(), message.into())
    }

    pub(super) fn warning(
        span: impl Into<Option<Range<usize>>>,
        message: impl Into<String>,
    ) -> Self {
        Remark::new(Severity::Warning, span.into(), message.into())
    }

    pub(super) fn error(span: impl Into<Option<Range<usize>>>, message: impl Into<String>) -> Self {
        Remark::new(Severity::Error, span.into(), message.into())
    }

    /// Says what should stand there.
    #[must_use]
    pub(super) fn expecting(mut self, expected: impl Into<String>) -> Self {
        self.expected.push(expected.into());
        self
    }

    fn new(severity: Severity, span: Option<Range<usize>>, message: String) -> Self {
        Remark { severity, span, expected: Vec::new(), message }
    }
}
