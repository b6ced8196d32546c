//! Apple: `.strings`, keys and texts in quotes.
//!
//! The comment above a text is its note. Property lists (`.stringsdict`, and `.strings` in XML)
//! are read by `plist.rs`.

use super::super::unit::{Dialect, Unit, Units};
use super::whole::{Whole, monolingual};
use crate::error::{Error, Result};

const DIALECTS: &[Dialect] = &[Dialect::Apple, Dialect::Html];

/// The texts of a file.
pub(super) struct Strings {
    whole: Whole,
    at: usize,
}

impl Strings {
    pub(super) fn new(whole: Whole) -> Self {
        Strings { whole, at: 0 }
    }

    fn rest(&self) -> &str {
        &self.whole.text[self.at..]
    }

    fn error(&self, message: impl Into<String>) -> Error {
        self.whole.error(self.at, message)
    }

    /// Passes over white space and comments, and returns the last comment.
    fn skip(&mut self) -> Result<Option<String>> {
        let mut note = None;
        loop {
            self.at = self.whole.text.len() - self.rest().trim_start().len();
            let rest = self.rest();
            // What the comment says, and what ends it.
            let (comment, end) = if let Some(comment) = rest.strip_prefix("/*") {
                let end = comment.find("*/");
                let end = end.ok_or_else(|| self.error("the comment has no end"))?;
                (&comment[..end], 2)
            } else if let Some(comment) = rest.strip_prefix("//") {
                (comment.split('\n').next().unwrap_or_default(), 0)
            } else {
                return Ok(note);
            };
            note = Some(comment.trim().to_owned());
            self.at += 2 + comment.len() + end;
        }
    }

    /// Reads a text in quotes, or a word without them.
    fn text(&mut self, what: &str) -> Result<String> {
        if !self.rest().starts_with('"') {
            let is_word =
                |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | '$' | '/' | ':');
            let end = self.rest().find(|c| !is_word(c)).unwrap_or(self.rest().len());
            if end == 0 {
                return Err(self.error(format!("expected {what} in quotes")));
            }
            let word = self.rest()[..end].to_owned();
            self.at += end;
            return Ok(word);
        }
        let start = self.at;
        self.at += 1;
        let mut text = String::new();
        loop {
            let Some(end) = self.rest().find(['"', '\\']) else {
                return Err(self.whole.error(start, "the text has no closing quote"));
            };
            let piece = &self.rest()[..end];
            text.push_str(piece);
            let is_end = self.rest()[end..].starts_with('"');
            self.at += end;
            if is_end {
                self.at += 1;
                return Ok(text);
            }
            let (character, length) =
                escape(&self.rest()[1..]).ok_or_else(|| self.error("not an escape"))?;
            text.extend(character);
            self.at += 1 + length;
        }
    }

    fn expect(&mut self, sign: char, before: &str) -> Result<()> {
        self.skip()?;
        if !self.rest().starts_with(sign) {
            return Err(self.error(format!("expected '{sign}' behind {before}")));
        }
        self.at += 1;
        Ok(())
    }
}

/// The character of an escape, and its length behind the backslash; the end of a line is none.
fn escape(rest: &str) -> Option<(Option<char>, usize)> {
    let first = rest.chars().next()?;
    let character = match first {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        'a' => '\u{7}',
        'b' => '\u{8}',
        'f' => '\u{C}',
        'v' => '\u{B}',
        '\n' => return Some((None, 1)),
        'u' | 'U' => {
            let unit = |from: usize| {
                let digits = rest.get(from..from + 4)?;
                let is_number = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
                is_number.then(|| u16::from_str_radix(digits, 16).ok()).flatten()
            };
            let high = unit(1)?;
            if !(0xD800..0xDC00).contains(&high) {
                return Some((Some(char::from_u32(u32::from(high))?), 5));
            }
            rest.get(5..7).filter(|next| next.eq_ignore_ascii_case("\\u"))?;
            let pair = char::decode_utf16([high, unit(7)?]).next()?.ok()?;
            return Some((Some(pair), 11));
        }
        '0'..='7' => {
            let digits =
                rest.bytes().take(3).take_while(|byte| (b'0'..=b'7').contains(byte)).count();
            let number = u32::from_str_radix(&rest[..digits], 8).ok()?;
            return Some((Some(char::from_u32(number)?), digits));
        }
        other => other,
    };
    Some((Some(character), first.len_utf8()))
}

impl Units for Strings {
    fn next_unit(&mut self) -> Result<Option<Unit>> {
        let note = self.skip()?;
        if self.rest().is_empty() {
            return Ok(None);
        }
        let line = self.whole.line(self.at);
        let key = self.text("a key")?;
        self.skip()?;
        let text = if self.rest().starts_with(';') {
            key.clone()
        } else {
            self.expect('=', "a key")?;
            self.skip()?;
            self.text("a text")?
        };
        self.expect(';', "a text")?;
        Ok(Some(Unit { note, ..monolingual(key, line, text, DIALECTS) }))
    }
}
