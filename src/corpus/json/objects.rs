//! Objects: the JSON objects of a file, one a line, in an array, or one after another.

use std::vec;

use serde::de::IgnoredAny;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use crate::corpus::lines::Lines;
use crate::error::{Error, ErrorKind, Result};

/// One object and the line at which it starts.
pub(crate) struct Object {
    pub(crate) line: usize,
    pub(crate) keys: Map<String, Value>,
}

/// The objects of a file; told apart by content, whatever its extension.
///
/// Objects on one line each are read line by line. An array, and objects that span lines, are
/// read whole.
pub(crate) enum Objects {
    Lines(Lines),
    Whole(Whole),
}

/// A text of many objects, and where each of them stands.
pub(crate) struct Whole {
    name: String,
    text: String,
    spans: vec::IntoIter<(usize, usize)>,
    /// The line and column of `counted`, a byte offset that moves from object to object.
    line: usize,
    column: usize,
    counted: usize,
}

impl Objects {
    pub(crate) fn new(mut lines: Lines) -> Result<Self> {
        loop {
            let Some(line) = lines.peek_line()? else {
                return Ok(Self::Lines(lines));
            };
            let start = line.trim_start();
            if start.is_empty() {
                lines.next_line()?;
                continue;
            }
            let is_unfinished =
                || serde_json::from_str::<IgnoredAny>(line).is_err_and(|error| error.is_eof());
            let is_whole = start.starts_with('[') || is_unfinished();
            return if is_whole {
                Whole::new(lines).map(Self::Whole)
            } else {
                Ok(Self::Lines(lines))
            };
        }
    }

    /// The file as messages name it.
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::Lines(lines) => lines.name(),
            Self::Whole(whole) => &whole.name,
        }
    }

    /// The next object; `None` at the end.
    pub(crate) fn next_object(&mut self) -> Result<Option<Object>> {
        match self {
            Self::Lines(lines) => next_in_lines(lines),
            Self::Whole(whole) => whole.next_object(),
        }
    }
}

fn next_in_lines(lines: &mut Lines) -> Result<Option<Object>> {
    loop {
        let line = lines.number() + 1;
        // The name is needed beside the text only for errors.
        let parsed = match lines.next_line()? {
            None => return Ok(None),
            Some(text) if text.trim().is_empty() => continue,
            Some(text) => parse(text, line, 1),
        };
        return match parsed {
            Ok(keys) => Ok(Some(Object { line, keys })),
            Err(fault) => Err(fault.in_file(lines.name())),
        };
    }
}

impl Whole {
    fn new(mut lines: Lines) -> Result<Self> {
        let first = lines.number() + 1;
        let mut text = String::new();
        while let Some(line) = lines.next_line()? {
            text.push_str(line);
            text.push('\n');
        }
        let is_array = text.trim_start().starts_with('[');
        let raw: serde_json::Result<Vec<&RawValue>> = if is_array {
            serde_json::from_str(&text)
        } else {
            serde_json::Deserializer::from_str(&text).into_iter().collect()
        };
        let spans: Vec<(usize, usize)> = raw
            .map_err(|error| Fault::syntax(&error, &text, first, 1).in_file(lines.name()))?
            .into_iter()
            .map(|value| {
                let start = value.get().as_ptr().addr() - text.as_ptr().addr();
                (start, start + value.get().len())
            })
            .collect();
        Ok(Whole {
            name: lines.name().to_owned(),
            text,
            spans: spans.into_iter(),
            line: first,
            column: 1,
            counted: 0,
        })
    }

    fn next_object(&mut self) -> Result<Option<Object>> {
        let Some((start, end)) = self.spans.next() else {
            return Ok(None);
        };
        for character in self.text[self.counted..start].chars() {
            if character == '\n' {
                self.line += 1;
                self.column = 1;
            } else {
                self.column += 1;
            }
        }
        self.counted = start;
        let keys = parse(&self.text[start..end], self.line, self.column)
            .map_err(|fault| fault.in_file(&self.name))?;
        Ok(Some(Object { line: self.line, keys }))
    }
}

/// What is wrong with a text, and where.
struct Fault {
    message: String,
    line: usize,
    column: usize,
}

impl Fault {
    /// A syntax error in a text that starts at this line and column.
    fn syntax(error: &serde_json::Error, text: &str, line: usize, column: usize) -> Self {
        let below = error.line().saturating_sub(1);
        let inside = text.split('\n').nth(below).unwrap_or_default();
        let bytes = error.column().saturating_sub(1).min(inside.len());
        let before = inside.char_indices().take_while(|(at, _)| *at < bytes).count();
        let mut message = error.to_string();
        if let Some(place) = message.rfind(" at line ") {
            message.truncate(place);
        }
        Fault {
            message: format!("invalid JSON: {message}"),
            line: line + below,
            column: if below == 0 { column } else { 1 } + before,
        }
    }

    fn in_file(self, name: &str) -> Error {
        Error::new(ErrorKind::Input, self.message).at(name, self.line, Some(self.column))
    }
}

/// Reads the object in a text that starts at this line and column.
fn parse(text: &str, line: usize, column: usize) -> std::result::Result<Map<String, Value>, Fault> {
    match serde_json::from_str(text) {
        Ok(Value::Object(keys)) => Ok(keys),
        Ok(other) => Err(Fault {
            message: format!("expected an object, found {}", kind(&other)),
            line,
            column,
        }),
        Err(error) => Err(Fault::syntax(&error, text, line, column)),
    }
}

/// What a value is, in words.
pub(crate) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;
    use crate::corpus::input::Input;

    fn objects_of(text: &str) -> Result<Vec<(usize, String)>> {
        let bytes = Box::new(Cursor::new(text.to_owned().into_bytes()));
        let lines = Lines::new(Input::from_reader("a.json".into(), bytes)?);
        let mut objects = Objects::new(lines)?;
        let mut all = Vec::new();
        while let Some(object) = objects.next_object()? {
            all.push((object.line, Value::Object(object.keys).to_string()));
        }
        Ok(all)
    }

    #[test]
    fn lines_arrays_and_spread_objects_are_told_apart_by_content() {
        let a_and_b = |one: usize, two: usize| {
            vec![(one, r#"{"a":1}"#.to_owned()), (two, r#"{"b":2}"#.to_owned())]
        };
        assert_eq!(objects_of("{\"a\":1}\n\n{\"b\":2}").unwrap(), a_and_b(1, 3));
        assert_eq!(objects_of("\n [{\"a\":1},\n{\"b\":2}\n]\n").unwrap(), a_and_b(2, 3));
        assert_eq!(objects_of("{\n\"a\":1\n}\n{\"b\":2}").unwrap(), a_and_b(1, 4));
        assert!(objects_of("").unwrap().is_empty());
        assert!(objects_of("[]").unwrap().is_empty());
    }

    #[test]
    fn syntax_errors_have_line_and_column_in_code_points() {
        let error = objects_of("{\"a\":1}\n{\"ب\": x}\n").unwrap_err().to_string();
        assert!(error.starts_with("a.json:2:7: invalid JSON: expected value"), "{error}");
        let error = objects_of("[{\"a\":1},\n {\"ب\": x}]").unwrap_err().to_string();
        assert!(error.starts_with("a.json:2:8: invalid JSON"), "{error}");
    }

    #[test]
    fn what_is_not_an_object_is_an_error() {
        let error = objects_of("[{},\n 3]").unwrap_err().to_string();
        assert_eq!(error, "a.json:2:2: expected an object, found a number");
        assert!(objects_of("\"text\"\n").is_err());
    }

    #[test]
    fn an_array_that_is_cut_short_is_an_error() {
        assert!(objects_of("[{\"a\":1},").is_err());
        assert!(objects_of("{\"a\":\n").is_err());
    }
}
