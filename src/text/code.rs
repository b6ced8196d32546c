//! Code: a piece of text that is not for people, and the ways to write placeholders.

use std::ops::Range;

/// A piece of text that is not for people: a tag, a placeholder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// Where it stands, in bytes of the text.
    pub span: Range<usize>,
    /// What it must agree in with a code of the other language: `%1$s`, `<b>`, `x id=1`.
    pub name: String,
    /// Tag or placeholder.
    pub kind: CodeKind,
}

/// What a code is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CodeKind {
    /// It marks the text beside or between: `<b>`, `</b>`, `<x id="1"/>`.
    Tag,
    /// A value takes its place: `%s`, `{name}`.
    Placeholder,
}

/// How placeholders are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// `%s`, `%1$d`, `%-5.2f`, `%%`.
    Printf,
    /// `%(name)s` and what printf has.
    Python,
    /// `{}`, `{name}`, `{0:>5}`, `{{`.
    PythonBrace,
    /// `%1`, `%L1`, `%n`.
    Qt,
    /// `%@`, `%1$@`, `%lld`, `%#@name@`.
    Apple,
    /// `{name}`, `{count, plural, one {…} other {…}}`, quotes by `'`.
    Icu,
    /// `{{name}}`, `${name}`, `%{name}`.
    Template,
    /// `<b>`, `</a>`, `&nbsp;`.
    Html,
}
