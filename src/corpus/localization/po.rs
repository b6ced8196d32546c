//! PO: the messages of gettext.
//!
//! A message is named by its context and its text, with U+2404 (␄) between them. Every plural form
//! is a unit: its source is the singular where it is the form that 1 takes, else the plural.
//! Obsolete messages, previous texts and the header are not given.

use std::collections::VecDeque;

use super::super::lines::Lines;
use super::super::unit::{Content, Dialect, State, Unit, Units};
use super::plural::Plurals;
use crate::error::{Error, ErrorKind, Result};
use crate::text::placeholder::codes;

/// Between the context of a message and its text, where MO files have U+0004.
const CONTEXT_END: char = '\u{2404}';

/// The messages of a file.
pub(super) struct Po {
    lines: Lines,
    plurals: Plurals,
    domain: Option<String>,
    /// What is read of the next message.
    next: Message,
    /// The field that a line that begins with a quote goes on with.
    field: Option<Field>,
    ready: VecDeque<Unit>,
}

/// A message as it stands.
#[derive(Debug, Default)]
pub(super) struct Message {
    pub(super) line: usize,
    pub(super) domain: Option<String>,
    pub(super) note: Option<String>,
    pub(super) flags: Vec<String>,
    pub(super) context: Option<Vec<u8>>,
    pub(super) id: Option<Vec<u8>>,
    pub(super) plural: Option<Vec<u8>>,
    pub(super) forms: Vec<(usize, Vec<u8>)>,
}

/// A field of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Context,
    Id,
    Plural,
    /// The last of the forms.
    Form,
    Domain,
}

impl Po {
    pub(super) fn new(lines: Lines) -> Self {
        Po {
            lines,
            plurals: Plurals::default(),
            domain: None,
            next: Message::default(),
            field: None,
            ready: VecDeque::new(),
        }
    }

    fn error(&self, line: &str, rest: &str, message: impl Into<String>) -> Error {
        let column = line[..line.len() - rest.len()].chars().count() + 1;
        Error::new(ErrorKind::Input, message).at(
            self.lines.name(),
            self.lines.number(),
            Some(column),
        )
    }

    /// Reads a line that is not empty.
    fn line(&mut self, line: &str) -> Result<()> {
        let rest = line.trim_start();
        if let Some(comment) = rest.strip_prefix('#') {
            // Within a message, behind msgid, a comment says nothing of it.
            if self.next.id.is_none() || !self.next.forms.is_empty() || comment.starts_with('~') {
                self.end_message()?;
                self.field = None;
                self.comment(comment);
            }
            return Ok(());
        }
        if rest.starts_with('"') {
            if self.field.is_none() {
                return Err(self.error(line, rest, "a text without a keyword before it"));
            }
            return self.text(line, rest);
        }
        let end = rest.find(|c: char| c.is_whitespace() || c == '"' || c == '[');
        let (keyword, mut rest) = rest.split_at(end.unwrap_or(rest.len()));
        let at = &line[line.len() - keyword.len() - rest.len()..];
        if matches!(keyword, "msgctxt" | "msgid" | "domain") && !self.next.forms.is_empty() {
            self.end_message()?;
        }
        let number = self.lines.number();
        let next = &mut self.next;
        if next.line == 0 {
            next.line = number;
        }
        let is_twice = match keyword {
            "msgctxt" => next.context.replace(Vec::new()).is_some() || next.id.is_some(),
            "msgid" => next.id.replace(Vec::new()).is_some(),
            "msgid_plural" => next.id.is_none() || next.plural.replace(Vec::new()).is_some(),
            "msgstr" => next.id.is_none(),
            "domain" => next.id.is_some(),
            _ => {
                let message = format!("expected a comment, a text or msgid, found '{keyword}'");
                return Err(self.error(line, at, message));
            }
        };
        if is_twice {
            return Err(self.error(line, at, format!("{keyword} is out of place")));
        }
        self.field = Some(match keyword {
            "msgctxt" => Field::Context,
            "msgid" => Field::Id,
            "msgid_plural" => Field::Plural,
            "domain" => {
                self.domain = Some(String::new());
                self.next = Message { note: self.next.note.take(), ..Message::default() };
                Field::Domain
            }
            _ => {
                let form = self.form(line, &mut rest)?;
                self.next.forms.push((form, Vec::new()));
                Field::Form
            }
        });
        let text = rest.trim_start();
        if !text.starts_with('"') {
            return Err(self.error(
                line,
                text,
                format!("expected a text in quotes behind {keyword}"),
            ));
        }
        self.text(line, text)
    }

    /// Reads `[3]` behind `msgstr`; without it there is one form.
    fn form(&self, line: &str, rest: &mut &str) -> Result<usize> {
        let index = rest.strip_prefix('[').and_then(|inside| inside.split_once(']'));
        let number = index.and_then(|(number, _)| number.trim().parse::<usize>().ok());
        let expected = self.next.forms.len();
        let message = match (self.next.plural.is_some(), index.is_some(), number) {
            (true, true, Some(number)) if number == expected => {
                *rest = index.map_or(*rest, |(_, behind)| behind);
                return Ok(number);
            }
            (true, ..) => format!("expected msgstr[{expected}]"),
            (false, false, _) if !rest.starts_with('[') && expected == 0 => return Ok(0),
            (false, false, _) if !rest.starts_with('[') => "a second msgstr".to_owned(),
            (false, ..) => "msgstr with a number, and there is no msgid_plural".to_owned(),
        };
        Err(self.error(line, rest, message))
    }

    /// Reads the texts in quotes of a line.
    fn text(&mut self, line: &str, mut rest: &str) -> Result<()> {
        let mut bytes = Vec::new();
        while let Some(inside) = rest.strip_prefix('"') {
            rest = self.quoted(line, inside, &mut bytes)?.trim_start();
        }
        if !rest.is_empty() {
            return Err(self.error(line, rest, "expected nothing behind a text"));
        }
        let next = &mut self.next;
        match self.field {
            Some(Field::Context) => next.context.get_or_insert_default().extend(bytes),
            Some(Field::Id) => next.id.get_or_insert_default().extend(bytes),
            Some(Field::Plural) => next.plural.get_or_insert_default().extend(bytes),
            Some(Field::Form) => {
                if let Some((_, form)) = next.forms.last_mut() {
                    form.extend(bytes);
                }
            }
            Some(Field::Domain) => {
                let text = String::from_utf8_lossy(&bytes);
                self.domain.get_or_insert_default().push_str(&text);
            }
            None => {}
        }
        Ok(())
    }

    /// Appends what stands up to the closing quote and returns what stands behind it.
    fn quoted<'a>(&self, line: &str, inside: &'a str, bytes: &mut Vec<u8>) -> Result<&'a str> {
        let mut rest = inside;
        loop {
            let Some(found) = rest.find(['"', '\\']) else {
                return Err(self.error(line, &line[line.len()..], "the text has no closing quote"));
            };
            bytes.extend_from_slice(&rest.as_bytes()[..found]);
            let at = &rest[found..];
            if let Some(behind) = at.strip_prefix('"') {
                return Ok(behind);
            }
            let Some((byte, length)) = escape(&at[1..]) else {
                let what: String = at.chars().take(2).collect();
                return Err(self.error(line, at, format!("unknown escape '{what}'")));
            };
            bytes.push(byte);
            rest = &at[1 + length..];
        }
    }

    /// Reads a comment, the `#` left out.
    fn comment(&mut self, comment: &str) {
        if comment.starts_with('~') {
            // What stood above belongs to the obsolete message.
            self.next = Message::default();
        } else if let Some(flags) = comment.strip_prefix([',', '=']) {
            let flags = flags.split(',').map(|flag| flag.trim().to_owned());
            self.next.flags.extend(flags.filter(|flag| !flag.is_empty()));
        } else if let Some(note) = comment.strip_prefix('.') {
            let all = self.next.note.get_or_insert_default();
            if !all.is_empty() {
                all.push('\n');
            }
            all.push_str(note.trim());
        }
    }

    /// Gives the message that is read, if one is.
    fn end_message(&mut self) -> Result<()> {
        if self.next.id.is_none() && self.next.context.is_none() {
            return Ok(());
        }
        let mut message = std::mem::take(&mut self.next);
        let line = message.line;
        let fail = |fault: Fault| {
            let error =
                Error::new(ErrorKind::Input, fault.message).at(self.lines.name(), line, None);
            match fault.help {
                Some(help) => error.help(help),
                None => error,
            }
        };
        if message.id.is_none() || message.forms.is_empty() {
            let what = if message.id.is_none() { "msgid" } else { "msgstr" };
            return Err(fail(format!("the message that begins here has no {what}").into()));
        }
        message.domain = self.domain.clone();
        self.ready.extend(message.units(&mut self.plurals).map_err(fail)?);
        Ok(())
    }
}

/// What is wrong with a message, and the way out.
pub(super) struct Fault {
    pub(super) message: String,
    pub(super) help: Option<String>,
}

impl From<String> for Fault {
    fn from(message: String) -> Self {
        Fault { message, help: None }
    }
}

impl Message {
    /// One unit for each form; none of a header, which says what plurals there are.
    pub(super) fn units(self, plurals: &mut Plurals) -> std::result::Result<Vec<Unit>, Fault> {
        let text = |bytes: Vec<u8>| {
            String::from_utf8(bytes).map_err(|_| Fault::from("the text is not UTF-8".to_owned()))
        };
        let context = self.context.map(text).transpose()?;
        let id = self.id.map(text).transpose()?.unwrap_or_default();
        let plural = self.plural.map(text).transpose()?;
        let forms = self.forms.into_iter().map(|(form, bytes)| Ok((form, text(bytes)?)));
        let forms: Vec<(usize, String)> = forms.collect::<std::result::Result<_, Fault>>()?;
        if id.is_empty() && context.is_none() {
            let header = forms.into_iter().next().map(|(_, text)| text).unwrap_or_default();
            check_charset(&header)?;
            *plurals = Plurals::of_header(&header)?;
            return Ok(Vec::new());
        }
        let dialects = dialects(&self.flags);
        let content = |text: String| Content { codes: codes(&text, &dialects), text };
        let name = match &context {
            Some(context) => format!("{context}{CONTEXT_END}{id}"),
            None => id.clone(),
        };
        let is_fuzzy = self.flags.iter().any(|flag| flag == "fuzzy");
        let units = forms.into_iter().map(|(form, target)| {
            let source = match &plural {
                Some(plural) if !plurals.is_singular(form) => plural,
                Some(_) | None => &id,
            };
            Unit {
                id: name.clone(),
                line: self.line,
                document: self.domain.clone(),
                source: Some(content(source.clone())),
                state: match (target.is_empty(), is_fuzzy) {
                    (true, _) => State::Untranslated,
                    (false, true) => State::NeedsWork,
                    (false, false) => State::Translated,
                },
                target: (!target.is_empty()).then(|| content(target)),
                note: self.note.clone(),
                plural: plural.is_some().then(|| form.to_string()),
                dialects: dialects.clone(),
                ..Unit::default()
            }
        });
        Ok(units.collect())
    }
}

/// Refuses a header that names another encoding than UTF-8.
fn check_charset(header: &str) -> std::result::Result<(), Fault> {
    let line = header.lines().find_map(|line| line.strip_prefix("Content-Type:"));
    let charset =
        line.and_then(|line| line.split_once("charset=")).map(|(_, charset)| charset.trim());
    let is_known = |charset: &str| {
        // A template has CHARSET.
        let known = ["utf-8", "utf8", "ascii", "us-ascii", "charset", ""];
        known.iter().any(|known| known.eq_ignore_ascii_case(charset))
    };
    match charset {
        Some(charset) if !is_known(charset) => Err(Fault {
            message: format!("the file says it is {charset}, expected UTF-8"),
            help: Some("convert it: msgconv -t UTF-8".to_owned()),
        }),
        Some(_) | None => Ok(()),
    }
}

/// How placeholders are written in a message with these flags.
fn dialects(flags: &[String]) -> Vec<Dialect> {
    let mut dialects = Vec::new();
    for flag in flags {
        let of_flag: &[Dialect] = match flag.strip_suffix("-format") {
            Some("python") => &[Dialect::Python],
            Some("python-brace" | "csharp" | "perl-brace" | "rust" | "c++") => {
                &[Dialect::PythonBrace]
            }
            Some("qt" | "qt-plural" | "kde" | "kde-kuit") => &[Dialect::Qt],
            Some("boost") => &[Dialect::Printf, Dialect::Qt],
            Some("objc") => &[Dialect::Apple],
            Some("java") => &[Dialect::Icu],
            Some("ruby") => &[Dialect::Printf, Dialect::Template],
            Some("sh") => &[Dialect::Template],
            Some(
                "c" | "java-printf" | "php" | "perl" | "javascript" | "lua" | "awk" | "tcl"
                | "object-pascal" | "gcc-internal" | "gfc-internal" | "go" | "d" | "modula2"
                | "ocaml",
            ) => &[Dialect::Printf],
            Some(_) | None => &[],
        };
        for dialect in of_flag {
            if !dialects.contains(dialect) {
                dialects.push(*dialect);
            }
        }
    }
    dialects.push(Dialect::Html);
    dialects
}

/// The byte that an escape stands for, and its length behind the backslash.
fn escape(rest: &str) -> Option<(u8, usize)> {
    let bytes = rest.as_bytes();
    let digits = |from: usize, most: usize, radix: u32| {
        let is_digit = |byte: &&u8| char::from(**byte).is_digit(radix);
        let length = bytes.get(from..)?.iter().take(most).take_while(is_digit).count();
        let value = u8::from_str_radix(&rest[from..from + length], radix).ok()?;
        Some((value, from + length))
    };
    Some(match bytes.first()? {
        b'n' => (b'\n', 1),
        b't' => (b'\t', 1),
        b'r' => (b'\r', 1),
        b'a' => (0x07, 1),
        b'b' => (0x08, 1),
        b'v' => (0x0B, 1),
        b'f' => (0x0C, 1),
        byte @ (b'"' | b'\\' | b'\'' | b'?') => (*byte, 1),
        b'0'..=b'7' => digits(0, 3, 8)?,
        b'x' => digits(1, 2, 16)?,
        _ => return None,
    })
}

impl Units for Po {
    fn next_unit(&mut self) -> Result<Option<Unit>> {
        while self.ready.is_empty() {
            let Some(line) = self.lines.next_row()?.map(str::to_owned) else {
                self.end_message()?;
                return Ok(self.ready.pop_front());
            };
            if !line.trim().is_empty() {
                self.line(&line)?;
            } else if self.next.id.as_ref().is_some_and(Vec::is_empty)
                && !self.next.forms.is_empty()
            {
                // The header says the encoding of what follows.
                self.end_message()?;
            }
        }
        Ok(self.ready.pop_front())
    }
}

#[cfg(test)]
mod tests;
