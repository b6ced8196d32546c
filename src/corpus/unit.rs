//! Unit: one string of a localization file, with what the file says of it.
//!
//! Readers of localization formats give units; how they become sources, references and hypotheses
//! is decided in one place for all of them.

pub use crate::text::{Code, CodeKind, Dialect};

/// A string and its translation.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Unit {
    /// What names it in its file: a key; context and source; file, unit and segment. The plural
    /// forms of a text share it.
    pub id: String,
    /// The line on which it starts, from 1.
    pub line: usize,
    /// The part of the file that it belongs to, where files have parts (`<file>` of XLIFF).
    pub document: Option<String>,
    /// The text in the source language; `None` where the file has but one language.
    pub source: Option<Content>,
    /// The translation; `None` where there is none.
    pub target: Option<Content>,
    /// How far the translation has come.
    pub state: State,
    /// Translations that a machine or a memory suggests.
    pub suggestions: Vec<Suggestion>,
    /// What translators are told.
    pub note: Option<String>,
    /// The most characters that the translation may have.
    pub max_length: Option<usize>,
    /// The plural form that this is the text of, as the file names it: `few`, `3`.
    pub plural: Option<String>,
    /// How placeholders are written in it.
    pub dialects: Vec<Dialect>,
}

/// Text with marked placeholders and tags.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Content {
    /// The text with all codes, as the file has it, escapes of the format resolved.
    pub text: String,
    /// The places of the codes, in bytes, in their order, apart from each other.
    pub codes: Vec<Code>,
}

/// How far a translation has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// There is none.
    #[default]
    Untranslated,
    /// There is one, and it needs work: fuzzy, unfinished, `needs-translation`.
    NeedsWork,
    /// There is one; nothing says that it was approved.
    Translated,
    /// It was approved: `approved="yes"`, reviewed, final, signed off.
    Approved,
}

impl State {
    /// Every state, from the least to the most.
    pub const ALL: [State; 4] =
        [State::Untranslated, State::NeedsWork, State::Translated, State::Approved];

    /// Its name in tables and JSON.
    pub fn name(self) -> &'static str {
        match self {
            State::Untranslated => "untranslated",
            State::NeedsWork => "needs-work",
            State::Translated => "translated",
            State::Approved => "approved",
        }
    }
}

/// A translation that somebody may take over.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    /// The translation.
    pub content: Content,
    /// Whether a machine made it; else it comes from a memory or a person.
    pub is_machine: bool,
    /// Who made it, as the file says: `origin`, `tool-id`.
    pub origin: Option<String>,
    /// How well it matches, from 0 to 100.
    pub quality: Option<f64>,
}

impl Content {
    /// Text without codes.
    pub fn plain(text: impl Into<String>) -> Self {
        Content { text: text.into(), codes: Vec::new() }
    }

    /// The text for people alone. A code that stood between two words leaves a space.
    ///
    /// # Examples
    ///
    /// ```
    /// use mizan::corpus::{Code, CodeKind, Content};
    ///
    /// let code = |span, name: &str| Code { span, name: name.into(), kind: CodeKind::Tag };
    /// let codes = vec![code(0..3, "<b>"), code(7..11, "</b>")];
    /// let content = Content { text: "<b>Save</b> all".into(), codes };
    /// assert_eq!(content.without_codes(), "Save all");
    /// ```
    pub fn without_codes(&self) -> String {
        let mut text = String::with_capacity(self.text.len());
        let mut end = 0;
        for code in &self.codes {
            text.push_str(self.text.get(end..code.span.start).unwrap_or_default());
            end = code.span.end;
            let next = self.text.get(end..).and_then(|rest| rest.chars().next());
            let is_between_words = text.chars().next_back().is_some_and(char::is_alphanumeric)
                && next.is_some_and(char::is_alphanumeric);
            if is_between_words && code.kind == CodeKind::Placeholder {
                text.push(' ');
            }
        }
        text.push_str(self.text.get(end..).unwrap_or_default());
        text
    }
}

/// A file that gives its units one after another.
pub trait Units: Send {
    /// The next unit; `None` at the end.
    ///
    /// # Errors
    ///
    /// When the file is not what its format asks for, with line and column.
    fn next_unit(&mut self) -> crate::error::Result<Option<Unit>>;

    /// Whether units of this file may have suggestions.
    fn may_suggest(&self) -> bool {
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_placeholder_between_words_leaves_a_space_and_a_tag_nothing() {
        let code = |kind| Code { span: 1..3, name: "%s".into(), kind };
        let content = |kind| Content { text: "a%sb".into(), codes: vec![code(kind)] };
        assert_eq!(content(CodeKind::Placeholder).without_codes(), "a b");
        assert_eq!(content(CodeKind::Tag).without_codes(), "ab");
    }
}
