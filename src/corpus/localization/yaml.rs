//! YAML: texts as Rails has them.
//!
//! The id is the path of keys with dots between, without the language at the top of the file. Keys
//! that are plural forms and nothing else, with `other` among them, are the forms of one text.
//! Numbers, true and false are no texts; null and an empty text are a text that is missing.

use std::collections::{HashMap, VecDeque};

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span};

use super::super::unit::{Dialect, Unit, Units};
use super::members::DEEPEST;
use super::whole::{FORMS, Forms, Whole, monolingual};
use crate::error::{Error, ErrorKind, Result};

const DIALECTS: &[Dialect] = &[Dialect::Template, Dialect::Html];

/// The characters of a file, which the parser owns.
struct Characters {
    text: String,
    at: usize,
}

impl Iterator for Characters {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        let next = self.text[self.at..].chars().next()?;
        self.at += next.len_utf8();
        Some(next)
    }
}

/// The texts of a file.
pub(super) struct Yaml {
    name: String,
    events: Parser<'static, saphyr_parser::BufferedInput<Characters>>,
    open: Vec<Open>,
    /// Whether the file has one key at its top, which may be its language.
    has_one_key: bool,
    /// The texts that an alias may stand for.
    anchors: HashMap<usize, String>,
    ready: VecDeque<Unit>,
}

/// A mapping or a sequence that is being read.
struct Open {
    path: String,
    /// The key whose value comes next.
    key: Option<String>,
    /// The number of the next item of a sequence.
    item: Option<usize>,
    /// The texts of a mapping that so far has nothing but texts, by key.
    texts: Vec<(String, Unit)>,
    has_others: bool,
}

impl Yaml {
    pub(super) fn new(whole: Whole) -> Self {
        let lines = whole.text.lines().filter(|line| {
            !line.trim().is_empty() && !line.starts_with([' ', '\t', '#', '%', '-', '.', '}'])
        });
        let has_one_key = lines.count() == 1;
        Yaml {
            name: whole.name,
            events: Parser::new_from_iter(Characters { text: whole.text, at: 0 }),
            open: Vec::new(),
            has_one_key,
            anchors: HashMap::new(),
            ready: VecDeque::new(),
        }
    }

    fn error(&self, span: Span, message: impl Into<String>) -> Error {
        let start = span.start;
        Error::new(ErrorKind::Input, message).at(&self.name, start.line(), Some(start.col() + 1))
    }

    fn syntax(&self, error: &ScanError) -> Error {
        let (marker, message) = (error.marker(), format!("invalid YAML: {}", error.info()));
        let error = Error::new(ErrorKind::Input, message);
        error.at(&self.name, marker.line(), Some(marker.col() + 1))
    }

    /// The path of the next value: that of a language at the top is empty.
    fn path(&mut self) -> String {
        let is_top = self.open.len() == 1 && self.has_one_key;
        let Some(open) = self.open.last_mut() else { return String::new() };
        let key = match (&mut open.item, open.key.take()) {
            (Some(item), _) => {
                *item += 1;
                (*item - 1).to_string()
            }
            (None, key) => key.unwrap_or_default(),
        };
        match (open.path.is_empty(), is_top && is_language(&key)) {
            (_, true) => String::new(),
            (true, false) => key,
            (false, false) => format!("{}.{key}", open.path),
        }
    }

    fn begin(&mut self, is_sequence: bool, span: Span) -> Result<()> {
        if self.open.len() == DEEPEST {
            return Err(self.error(span, format!("more than {DEEPEST} mappings within each other")));
        }
        if self.open.last().is_some_and(|open| open.item.is_none() && open.key.is_none()) {
            return Err(self.error(span, "expected a text as a key"));
        }
        let path = self.path();
        if let Some(above) = self.open.last_mut() {
            above.has_others = true;
            self.ready.extend(above.texts.drain(..).map(|(_, unit)| unit));
        }
        let item = is_sequence.then_some(0);
        self.open.push(Open { path, key: None, item, texts: Vec::new(), has_others: is_sequence });
        Ok(())
    }

    fn end(&mut self) {
        let Some(open) = self.open.pop() else { return };
        let mut forms = Forms::default();
        open.texts.iter().for_each(|(key, _)| forms.see(key));
        let is_plural = !open.has_others && !open.path.is_empty() && forms.are_plural();
        self.ready.extend(open.texts.into_iter().map(|(key, unit)| match is_plural {
            true => Unit { id: open.path.clone(), plural: Some(key), ..unit },
            false => unit,
        }));
    }

    /// Takes a scalar as a key or a text.
    fn scalar(&mut self, text: String, is_text: bool, span: Span) -> Result<()> {
        let Some(open) = self.open.last_mut() else {
            return Err(self.error(span, "expected keys and texts"));
        };
        if open.item.is_none() && open.key.is_none() {
            open.key = Some(text);
            return Ok(());
        }
        let key = open.key.clone().unwrap_or_default();
        let path = self.path();
        if !is_text {
            return Ok(());
        }
        let unit = monolingual(path, span.start.line(), text, DIALECTS);
        let Some(open) = self.open.last_mut() else { return Ok(()) };
        // Only the forms of a text wait for their mapping to end; a file may be one mapping.
        if !FORMS.contains(&key.as_str()) {
            open.has_others = true;
            self.ready.extend(open.texts.drain(..).map(|(_, unit)| unit));
        }
        match open.has_others {
            true => self.ready.push_back(unit),
            false => open.texts.push((key, unit)),
        }
        Ok(())
    }

    fn event(&mut self, event: Event<'_>, span: Span) -> Result<()> {
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let is_null = style == ScalarStyle::Plain
                    && matches!(&*text, "" | "~" | "null" | "Null" | "NULL");
                let is_key =
                    self.open.last().is_some_and(|open| open.item.is_none() && open.key.is_none());
                let text = if is_null && !is_key { String::new() } else { text.into_owned() };
                if anchor > 0 {
                    self.anchors.insert(anchor, text.clone());
                }
                let is_text = style != ScalarStyle::Plain || !is_number_or_truth(&text);
                self.scalar(text, is_text, span)
            }
            Event::Alias(anchor) => match self.anchors.get(&anchor).cloned() {
                Some(text) => self.scalar(text, true, span),
                None => {
                    let error = self.error(span, "an alias of a mapping, expected of a text");
                    Err(error.help("write the mapping out"))
                }
            },
            Event::MappingStart(..) => self.begin(false, span),
            Event::SequenceStart(..) => self.begin(true, span),
            Event::MappingEnd | Event::SequenceEnd => {
                self.end();
                Ok(())
            }
            _ => Ok(()),
        }
    }
}

/// Whether a key at the top of a file is a language: `ar`, `pt-BR`, `zh_Hant`.
fn is_language(key: &str) -> bool {
    let mut parts = key.split(['-', '_']);
    let is_main = parts.next().is_some_and(|main| {
        (2..=3).contains(&main.len()) && main.bytes().all(|byte| byte.is_ascii_lowercase())
    });
    is_main
        && parts.all(|part| {
            (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

/// Whether a text without quotes is no text to YAML.
fn is_number_or_truth(text: &str) -> bool {
    let is_number = text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.'))
        && text.parse::<f64>().is_ok();
    is_number || matches!(text, "true" | "True" | "TRUE" | "false" | "False" | "FALSE")
}

impl Units for Yaml {
    fn next_unit(&mut self) -> Result<Option<Unit>> {
        while self.ready.is_empty() {
            match self.events.next_event() {
                None => return Ok(None),
                Some(Ok((event, span))) => self.event(event, span)?,
                Some(Err(error)) => return Err(self.syntax(&error)),
            }
        }
        Ok(self.ready.pop_front())
    }
}
