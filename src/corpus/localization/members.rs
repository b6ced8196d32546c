//! Members: the keys and values of JSON objects, where they stand in their file.
//!
//! A value is read only when its members are asked for, so that no tree of a file is built.

use std::fmt;
use std::ops::Range;

use serde::Deserializer;
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::whole::Whole;
use crate::error::Result;

/// Objects within each other; more is an attempt to use up memory.
pub(super) const DEEPEST: usize = 100;

/// A key and where its value stands.
#[derive(Debug, Clone)]
pub(super) struct Member {
    pub(super) key: String,
    pub(super) span: Range<usize>,
}

/// What a value is.
pub(super) enum Value {
    Text(String),
    /// An object or a list; keys of a list are numbers.
    Members(Vec<Member>),
    Null,
    /// A number, true or false.
    Other,
}

impl Whole {
    /// Where the one value of the file stands.
    pub(super) fn json(&self) -> Result<Range<usize>> {
        let all = 0..self.text.len();
        let value: &RawValue = self.parse(&all, serde_json::from_str)?;
        Ok(self.span(value))
    }

    /// The value that stands there.
    pub(super) fn value(&self, span: &Range<usize>) -> Result<Value> {
        let members = |text| {
            let mut deserializer = serde_json::Deserializer::from_str(text);
            deserializer.deserialize_any(Members)
        };
        Ok(match self.text.as_bytes().get(span.start) {
            Some(b'"') => Value::Text(self.parse(span, serde_json::from_str)?),
            Some(b'{' | b'[') => {
                let values: Vec<(String, &RawValue)> = self.parse(span, members)?;
                let member = |(key, value)| Member { key, span: self.span(value) };
                Value::Members(values.into_iter().map(member).collect())
            }
            Some(b'n') => Value::Null,
            Some(_) | None => Value::Other,
        })
    }

    /// The members of an object or a list; none of another value.
    pub(super) fn members(&self, span: &Range<usize>) -> Result<Vec<Member>> {
        Ok(match self.value(span)? {
            Value::Members(members) => members,
            Value::Text(_) | Value::Null | Value::Other => Vec::new(),
        })
    }

    /// The text under a key.
    pub(super) fn text_of(&self, members: &[Member], key: &str) -> Result<Option<String>> {
        let Some(member) = find(members, key) else { return Ok(None) };
        Ok(match self.value(&member.span)? {
            Value::Text(text) => Some(text),
            Value::Members(_) | Value::Null | Value::Other => None,
        })
    }

    /// Where a value that borrows from the text stands.
    fn span(&self, value: &RawValue) -> Range<usize> {
        let start = value.get().as_ptr().addr() - self.text.as_ptr().addr();
        start..start + value.get().len()
    }

    fn parse<'a, T>(
        &'a self,
        span: &Range<usize>,
        read: impl Fn(&'a str) -> serde_json::Result<T>,
    ) -> Result<T> {
        let text = &self.text[span.clone()];
        read(text).map_err(|error| {
            let lines = text.split_inclusive('\n').take(error.line().saturating_sub(1));
            let offset = lines.map(str::len).sum::<usize>() + error.column().saturating_sub(1);
            let at = self.text.floor_char_boundary(span.start + offset.min(text.len()));
            let mut message = error.to_string();
            if let Some(place) = message.rfind(" at line ") {
                message.truncate(place);
            }
            self.error(at, format!("invalid JSON: {message}"))
        })
    }
}

/// The first member with this key.
pub(super) fn find<'a>(members: &'a [Member], key: &str) -> Option<&'a Member> {
    members.iter().find(|member| member.key == key)
}

/// Collects the members of an object or a list, in their order, with those that stand twice.
struct Members;

impl<'de> Visitor<'de> for Members {
    type Value = Vec<(String, &'de RawValue)>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object or a list")
    }

    fn visit_map<A: MapAccess<'de>>(
        self,
        mut map: A,
    ) -> std::result::Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(members)
    }

    fn visit_seq<A: SeqAccess<'de>>(
        self,
        mut list: A,
    ) -> std::result::Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        let mut number = 0usize;
        while let Some(value) = list.next_element::<&RawValue>()? {
            // Numbers, true and false are no texts, and a list of them may be long.
            if value.get().starts_with(['"', '{', '[', 'n']) {
                members.push((number.to_string(), value));
            }
            number += 1;
        }
        Ok(members)
    }
}
