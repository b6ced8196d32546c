//! Properties: keys and texts of Java.
//!
//! A file that is not UTF-8 is ISO-8859-1, as Java reads it. Placeholders are those of
//! `MessageFormat`: `{0}`.

use std::str::Chars;

use super::super::unit::{Dialect, Unit, Units};
use super::whole::{Whole, monolingual};
use crate::error::{Error, Result};

const DIALECTS: &[Dialect] = &[Dialect::Icu, Dialect::Html];

/// The texts of a file.
pub(super) struct Properties {
    whole: Whole,
    at: usize,
}

impl Properties {
    pub(super) fn new(whole: Whole) -> Self {
        Properties { whole, at: 0 }
    }

    /// Passes over white space, empty lines and comments; `None` at the end.
    fn skip_to_key(&mut self) -> Option<()> {
        loop {
            let rest = &self.whole.text[self.at..];
            let start = rest.trim_start_matches([' ', '\t', '\u{C}', '\r', '\n']);
            self.at = self.whole.text.len() - start.len();
            if !start.starts_with(['#', '!']) {
                return (!start.is_empty()).then_some(());
            }
            self.at += start.find(['\r', '\n']).unwrap_or(start.len());
        }
    }

    /// Reads a key, or a text up to the end of its line, and resolves its escapes.
    fn piece(&mut self, is_key: bool) -> Result<String> {
        let mut piece = String::new();
        loop {
            let rest = &self.whole.text[self.at..];
            let end = rest.find(|c: char| {
                matches!(c, '\\' | '\r' | '\n')
                    || (is_key && matches!(c, ' ' | '\t' | '\u{C}' | '=' | ':'))
            });
            let end = end.unwrap_or(rest.len());
            piece.push_str(&rest[..end]);
            self.at += end;
            if !rest[end..].starts_with('\\') {
                return Ok(piece);
            }
            self.escape(&mut piece)?;
        }
    }

    /// Reads an escape or the end of a line that goes on.
    fn escape(&mut self, piece: &mut String) -> Result<()> {
        let mut rest = self.whole.text[self.at + 1..].chars();
        let Some(next) = rest.next() else {
            // Java drops a backslash at the very end.
            self.at = self.whole.text.len();
            return Ok(());
        };
        match next {
            'n' => piece.push('\n'),
            't' => piece.push('\t'),
            'r' => piece.push('\r'),
            'f' => piece.push('\u{C}'),
            'u' => piece.push(self.unicode(&mut rest)?),
            '\r' | '\n' => {
                let behind = rest.as_str();
                let behind =
                    if next == '\r' { behind.strip_prefix('\n').unwrap_or(behind) } else { behind };
                rest = behind.trim_start_matches([' ', '\t', '\u{C}']).chars();
            }
            other => piece.push(other),
        }
        self.at = self.whole.text.len() - rest.as_str().len();
        Ok(())
    }

    /// Reads the digits behind `\u`, and a second half where there is one.
    fn unicode(&self, rest: &mut Chars<'_>) -> Result<char> {
        let first = unit(rest).ok_or_else(|| self.fault("expected four digits behind \\u"))?;
        if !(0xD800..0xE000).contains(&first) {
            return char::from_u32(first).ok_or_else(|| self.fault("no character has this number"));
        }
        let second = (rest.next() == Some('\\') && rest.next() == Some('u')).then(|| unit(rest));
        match second.flatten() {
            Some(second @ 0xDC00..=0xDFFF) if first < 0xDC00 => {
                char::from_u32(0x10000 + ((first & 0x3FF) << 10) + (second & 0x3FF))
            }
            Some(_) | None => None,
        }
        .ok_or_else(|| self.fault("half a pair of \\u"))
    }

    fn fault(&self, message: &str) -> Error {
        self.whole.error(self.at, message)
    }
}

/// The number of four digits.
fn unit(rest: &mut Chars<'_>) -> Option<u32> {
    let digits =
        rest.as_str().get(..4).filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()))?;
    rest.nth(3);
    u32::from_str_radix(digits, 16).ok()
}

impl Units for Properties {
    fn next_unit(&mut self) -> Result<Option<Unit>> {
        if self.skip_to_key().is_none() {
            return Ok(None);
        }
        let line = self.whole.line(self.at);
        let key = self.piece(true)?;
        let is_space = [' ', '\t', '\u{C}'];
        let rest = self.whole.text[self.at..].trim_start_matches(is_space);
        let rest = rest.strip_prefix(['=', ':']).unwrap_or(rest).trim_start_matches(is_space);
        self.at = self.whole.text.len() - rest.len();
        let text = self.piece(false)?;
        Ok(Some(monolingual(key, line, text, DIALECTS)))
    }
}
