//! JSON of i18next and its kin, nested or with dots in the keys; and ARB, whose messages are ICU's.
//!
//! The id is the path of keys with dots between. Where an object has `KEY_other`, the suffixes
//! `_zero` to `_other` (and `_ordinal_zero` to `_ordinal_other`) are plural forms. Numbers, true
//! and false are no texts; null and an empty text are a text that is missing.

use std::collections::HashSet;
use std::ops::Range;

use super::super::unit::{Dialect, Unit, Units};
use super::members::{DEEPEST, Member, Value, Walk};
use super::whole::{FORMS, Forms, Whole, monolingual};
use crate::error::Result;

/// How placeholders may be written.
const JSON: &[Dialect] = &[Dialect::Template, Dialect::Icu, Dialect::Html];
const ARB: &[Dialect] = &[Dialect::Icu, Dialect::Html];

/// The texts of a file.
pub(super) struct JsonI18n {
    whole: Whole,
    is_arb: bool,
    /// What ARB says of its texts, by key, those of one key in their order.
    about: Vec<Member>,
    /// The open objects.
    open: Vec<Open>,
}

/// An object that is being read.
struct Open {
    path: String,
    members: Walk,
    /// The keys of plural texts, without their suffixes.
    plurals: HashSet<String>,
    /// Whether all its keys are plural forms.
    is_plural: bool,
}

impl JsonI18n {
    pub(super) fn new(whole: Whole, is_arb: bool) -> Result<Self> {
        let span = whole.json()?;
        if !whole.text[span.clone()].starts_with('{') {
            return Err(whole.error(span.start, "expected an object of texts"));
        }
        let mut file = JsonI18n { whole, is_arb, about: Vec::new(), open: Vec::new() };
        let mut members = file.whole.walk(&span);
        while is_arb && let Some(member) = file.whole.next_member(&mut members)? {
            file.about.extend(member.key.starts_with('@').then_some(member));
        }
        file.about.sort_by(|one, other| one.key.cmp(&other.key));
        file.push(String::new(), &span)?;
        Ok(file)
    }

    fn push(&mut self, path: String, span: &Range<usize>) -> Result<()> {
        if self.open.len() == DEEPEST {
            let message = format!("more than {DEEPEST} objects within each other");
            return Err(self.whole.error(span.start, message));
        }
        let mut plurals = HashSet::new();
        let mut forms = Forms::default();
        let mut members = self.whole.walk(span);
        while let Some(Member { key, .. }) = self.whole.next_member(&mut members)? {
            forms.see(&key);
            if let (Some(base), false) = (key.strip_suffix("_other"), self.is_arb) {
                plurals.insert(base.to_owned());
            }
        }
        let is_plural = !path.is_empty() && forms.are_plural();
        self.open.push(Open { path, members: self.whole.walk(span), plurals, is_plural });
        Ok(())
    }

    /// What ARB says of a text.
    fn note(&self, key: &str) -> Result<Option<String>> {
        let key = format!("@{key}");
        let first = self.about.partition_point(|about| about.key < key);
        let Some(about) = self.about.get(first).filter(|about| about.key == key) else {
            return Ok(None);
        };
        self.whole.text_of(&self.whole.members(&about.span)?, "description")
    }
}

impl Open {
    /// The id of a member, and its plural form.
    fn name(&self, key: &str) -> (String, Option<String>) {
        if self.is_plural {
            return (self.path.clone(), Some(key.to_owned()));
        }
        let (base, form) = match key.rsplit_once('_') {
            Some((base, form)) if FORMS.contains(&form) && self.plurals.contains(base) => {
                (base, Some(form.to_owned()))
            }
            Some(_) | None => (key, None),
        };
        let id =
            if self.path.is_empty() { base.to_owned() } else { format!("{}.{base}", self.path) };
        (id, form)
    }
}

impl Units for JsonI18n {
    fn next_unit(&mut self) -> Result<Option<Unit>> {
        while let Some(open) = self.open.last_mut() {
            let Some(Member { key, span }) = self.whole.next_member(&mut open.members)? else {
                self.open.pop();
                continue;
            };
            if self.is_arb && key.starts_with('@') {
                continue;
            }
            let (id, plural) = open.name(&key);
            let text = match self.whole.value(&span)? {
                Value::Members => {
                    let path =
                        if open.path.is_empty() { key } else { format!("{}.{key}", open.path) };
                    self.push(path, &span)?;
                    continue;
                }
                Value::Other => continue,
                Value::Null => String::new(),
                Value::Text(text) => text,
            };
            let note = if self.is_arb { self.note(&key)? } else { None };
            let line = self.whole.line(span.start);
            let dialects = if self.is_arb { ARB } else { JSON };
            return Ok(Some(Unit { plural, note, ..monolingual(id, line, text, dialects) }));
        }
        Ok(None)
    }
}

/// Keys by which objects of a corpus are known from texts of a program.
const OF_CORPUS: &[&str] = &[
    "source",
    "src",
    "src_text",
    "reference",
    "references",
    "ref",
    "refs",
    "hypothesis",
    "hyp",
    "mt",
    "prediction",
    "translation",
    "output",
    "target",
    "targets",
    "tgt",
    "text",
    "id",
    "segment_id",
    "seg_id",
    "doc_id",
    "document",
];

/// Whether the beginning of a file is that of an object of texts, not of objects of a corpus.
///
/// It is one object whose values, nested ones too, are texts, and none of whose own keys is one by
/// which the objects of a corpus are known.
pub(super) fn is_map_of_texts(head: &str) -> bool {
    let mut depth = 0usize;
    let mut texts = 0usize;
    let mut is_value = false;
    let mut rest = head.trim_start();
    while let Some(character) = rest.chars().next() {
        rest = &rest[character.len_utf8()..];
        match character {
            '"' => {
                let Some(end) = closing_quote(rest) else { return texts > 0 || is_value };
                let text = &rest[..end];
                rest = rest[end + 1..].trim_start();
                if !rest.starts_with(':') {
                    texts += 1;
                } else if depth == 1 && OF_CORPUS.contains(&text.to_ascii_lowercase().as_str()) {
                    return false;
                }
            }
            '{' | '[' if depth > 0 => depth += 1,
            '{' => depth = 1,
            '}' | ']' if depth == 1 => {
                return character == '}' && texts > 0 && rest.trim().is_empty();
            }
            '}' | ']' if depth > 1 => depth -= 1,
            ',' | ':' => is_value = character == ':',
            space if space.is_whitespace() => {}
            // A number, true or false, or no JSON.
            _ => return false,
        }
    }
    texts > 0
}

/// Where the quote stands that ends a text.
fn closing_quote(text: &str) -> Option<usize> {
    let mut is_escaped = false;
    text.bytes().position(|byte| {
        let is_end = byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        is_end
    })
}
