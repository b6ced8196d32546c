//! Members: the keys and values of JSON objects, where they stand in their file.
//!
//! A value is read only when it is asked for, and a member after another: neither a tree of a file
//! nor a list of its keys is built.

use std::ops::Range;

use serde::Deserialize;
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
    Members,
    Null,
    /// A number, true or false.
    Other,
}

/// A way through the members of an object or a list.
#[derive(Debug, Clone)]
pub(super) struct Walk {
    /// Behind the last member, or behind the bracket that opens them.
    at: usize,
    end: usize,
    /// The number of the next element of a list.
    number: Option<usize>,
}

impl Whole {
    /// Where the one value of the file stands. From here on it is known to be JSON.
    pub(super) fn json(&self) -> Result<Range<usize>> {
        let all = 0..self.text.len();
        let value: &RawValue = self.parse(&all, serde_json::from_str)?;
        Ok(self.span(value))
    }

    /// The value that stands there.
    pub(super) fn value(&self, span: &Range<usize>) -> Result<Value> {
        Ok(match self.text.as_bytes().get(span.start) {
            Some(b'"') => Value::Text(self.parse(span, serde_json::from_str)?),
            Some(b'{' | b'[') => Value::Members,
            Some(b'n') => Value::Null,
            Some(_) | None => Value::Other,
        })
    }

    /// The way through the members of the value that stands there; another value has none.
    pub(super) fn walk(&self, span: &Range<usize>) -> Walk {
        let (at, end) = (span.start + 1, span.end.saturating_sub(1));
        match self.text.as_bytes().get(span.start) {
            Some(b'{') => Walk { at, end, number: None },
            Some(b'[') => Walk { at, end, number: Some(0) },
            Some(_) | None => Walk { at: end, end, number: None },
        }
    }

    /// The next member.
    pub(super) fn next_member(&self, walk: &mut Walk) -> Result<Option<Member>> {
        loop {
            self.pass(walk, b',');
            if walk.at >= walk.end {
                return Ok(None);
            }
            let key = match walk.number {
                None => Some(self.take::<String>(walk)?),
                Some(_) => None,
            };
            self.pass(walk, b':');
            let start = walk.at;
            self.take::<&RawValue>(walk)?;
            let span = start..walk.at;
            let Some(number) = &mut walk.number else {
                return Ok(key.map(|key| Member { key, span }));
            };
            let key = number.to_string();
            *number += 1;
            // Numbers, true and false are no texts, and a list of them may be long.
            if self.text[span.clone()].starts_with(['"', '{', '[', 'n']) {
                return Ok(Some(Member { key, span }));
            }
        }
    }

    /// All members of an object or a list; none of another value.
    pub(super) fn members(&self, span: &Range<usize>) -> Result<Vec<Member>> {
        let mut walk = self.walk(span);
        let mut members = Vec::new();
        while let Some(member) = self.next_member(&mut walk)? {
            members.push(member);
        }
        Ok(members)
    }

    /// The text under a key.
    pub(super) fn text_of(&self, members: &[Member], key: &str) -> Result<Option<String>> {
        let Some(member) = find(members, key) else { return Ok(None) };
        Ok(match self.value(&member.span)? {
            Value::Text(text) => Some(text),
            Value::Members | Value::Null | Value::Other => None,
        })
    }

    /// Where a value that borrows from the text stands.
    fn span(&self, value: &RawValue) -> Range<usize> {
        let start = value.get().as_ptr().addr() - self.text.as_ptr().addr();
        start..start + value.get().len()
    }

    /// Passes over white space, and over this sign where it stands there.
    fn pass(&self, walk: &mut Walk, sign: u8) {
        let rest = &self.text.as_bytes()[walk.at..walk.end];
        let is_between = |byte: &u8| byte.is_ascii_whitespace() || *byte == sign;
        walk.at += rest.iter().take_while(|byte| is_between(byte)).count();
    }

    /// Reads the value that comes next.
    fn take<'a, T: Deserialize<'a>>(&'a self, walk: &mut Walk) -> Result<T> {
        let mut length = 0;
        let value = self.parse(&(walk.at..walk.end), |text| {
            let mut values = serde_json::Deserializer::from_str(text).into_iter();
            let value = values.next();
            length = values.byte_offset();
            value.unwrap_or_else(|| serde_json::from_str(""))
        })?;
        walk.at += length;
        Ok(value)
    }

    fn parse<'a, T>(
        &'a self,
        span: &Range<usize>,
        read: impl FnOnce(&'a str) -> serde_json::Result<T>,
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
