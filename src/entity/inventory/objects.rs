//! Objects: inventories and gold files as JSON objects, one a name.

use std::ops::Range;

use serde_json::{Map, Value};

use super::Mention;
use crate::corpus::json::{Objects, kind};
use crate::corpus::lines::Lines;
use crate::entity::{EntityType, Verdict};
use crate::error::{Error, ErrorKind, Result};
use crate::text::Stream;

/// What is wrong with an object; the caller knows where it stands.
type Fallible<T> = std::result::Result<T, String>;

/// The names of a file, one an object.
pub(super) fn mentions(
    lines: Lines,
    source: Option<&Stream>,
    segments: Option<usize>,
) -> Result<Vec<Mention>> {
    let mut objects = Objects::new(lines)?;
    let mut mentions = Vec::new();
    while let Some(object) = objects.next_object()? {
        let read = mention(&object.keys).and_then(|mention| {
            source.map_or(Ok(()), |source| check(&mention, source))?;
            match segments {
                Some(segments) if mention.segment >= segments => Err(format!(
                    "segment {}, but the corpus has {segments} segments",
                    mention.segment + 1
                )),
                _ => Ok(()),
            }?;
            Ok(mention)
        });
        mentions.push(read.map_err(|message| {
            Error::new(ErrorKind::Input, message).at(objects.name(), object.line, None)
        })?);
    }
    Ok(mentions)
}

fn mention(keys: &Map<String, Value>) -> Fallible<Mention> {
    let entity = text(keys, "entity")?.ok_or("the name has no 'entity'")?;
    if entity.trim().is_empty() {
        return Err("key 'entity' holds an empty text, expected a name".to_owned());
    }
    let kind = text(keys, "type")?.unwrap_or_default().trim().parse::<EntityType>();
    Ok(Mention {
        segment: segment(keys)?,
        entity: entity.to_owned(),
        kind: kind.map_err(|error| error.to_string())?,
        source_span: span(keys, "source_span")?,
        reference_span: span(keys, "reference_span")?,
        mentions: texts(keys, "mentions")?,
        document: document(keys)?,
        verdicts: verdicts(keys)?,
    })
}

/// Whether the segment and the place in it are in the source.
fn check(mention: &Mention, source: &Stream) -> Fallible<()> {
    let number = mention.segment + 1;
    if mention.segment >= source.len() {
        return Err(format!("segment {number}, but the source has {} segments", source.len()));
    }
    if let Some(span) = &mention.source_span {
        let length = source.get(mention.segment).unwrap_or_default().chars().count();
        if span.end > length {
            return Err(format!(
                "'source_span' ends at {}, but segment {number} of the source has {length} \
                 characters",
                span.end
            ));
        }
    }
    Ok(())
}

fn wrong_type(key: &str, value: &Value, expected: &str) -> String {
    format!("key '{key}' holds {}, expected {expected}", kind(value))
}

/// What stands under a key; null is nothing.
fn value<'a>(keys: &'a Map<String, Value>, key: &str) -> Option<&'a Value> {
    keys.get(key).filter(|value| !value.is_null())
}

fn text<'a>(keys: &'a Map<String, Value>, key: &str) -> Fallible<Option<&'a str>> {
    match value(keys, key) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(other) => Err(wrong_type(key, other, "a text")),
    }
}

/// The segment, from 0.
fn segment(keys: &Map<String, Value>) -> Fallible<usize> {
    let value = value(keys, "segment").ok_or("the name has no 'segment'")?;
    let Value::Number(number) = value else {
        return Err(wrong_type("segment", value, "a number from 1"));
    };
    let segment = number.as_u64().and_then(|number| usize::try_from(number).ok());
    match segment.and_then(|number| number.checked_sub(1)) {
        Some(index) => Ok(index),
        None => Err(format!("key 'segment' holds {number}, expected a whole number from 1")),
    }
}

fn span(keys: &Map<String, Value>, key: &str) -> Fallible<Option<Range<usize>>> {
    let Some(value) = value(keys, key) else { return Ok(None) };
    let expected = "[start, end] in code points, start not above end";
    let Value::Array(ends) = value else { return Err(wrong_type(key, value, expected)) };
    let ends: Option<Vec<usize>> =
        ends.iter().map(|end| end.as_u64().and_then(|end| end.try_into().ok())).collect();
    match ends.as_deref() {
        Some(&[start, end]) if start <= end => Ok(Some(start..end)),
        _ => Err(format!("key '{key}' holds {value}, expected {expected}")),
    }
}

/// A text, or a list of texts.
fn texts(keys: &Map<String, Value>, key: &str) -> Fallible<Vec<String>> {
    let values = match value(keys, key) {
        None => return Ok(Vec::new()),
        Some(Value::Array(values)) => values.as_slice(),
        Some(other) => std::slice::from_ref(other),
    };
    let mut texts = Vec::with_capacity(values.len());
    for value in values {
        match value {
            Value::String(text) => texts.push(text.clone()),
            other => return Err(wrong_type(key, other, "a text or a list of texts")),
        }
    }
    Ok(texts)
}

/// A document's name, which may be a number.
fn document(keys: &Map<String, Value>) -> Fallible<Option<String>> {
    match value(keys, "document") {
        Some(Value::Number(number)) => Ok(Some(number.to_string())),
        _ => Ok(text(keys, "document")?.map(str::to_owned)),
    }
}

fn verdicts(keys: &Map<String, Value>) -> Fallible<Vec<(String, Verdict)>> {
    let systems = match value(keys, "verdicts") {
        None => return Ok(Vec::new()),
        Some(Value::Object(systems)) => systems,
        Some(other) => return Err(wrong_type("verdicts", other, "an object of systems")),
    };
    let mut verdicts = Vec::with_capacity(systems.len());
    for system in systems.keys() {
        if let Some(name) = text(systems, system)? {
            let verdict: Verdict = name.parse().map_err(|error: Error| error.to_string())?;
            verdicts.push((system.clone(), verdict));
        }
    }
    Ok(verdicts)
}

#[cfg(test)]
mod tests {
    use super::super::{Shape, inventory};
    use super::*;

    fn message(text: &str, source: Option<&[&str]>) -> String {
        inventory(text, Shape::Objects, source).unwrap_err().to_string()
    }

    #[test]
    fn every_key_is_read_and_others_are_passed_over() {
        let text = r#"{"segment": 17, "entity": "Grozny", "type": "place", "source_span": [31, 37],
            "reference_span": [52, 58], "mentions": ["غروزني", "جروزني"], "document": 4, "note": 1,
            "verdicts": {"b": "untranslated", "a": "correct", "c": null}}"#;
        let expected = Mention {
            segment: 16,
            entity: "Grozny".into(),
            kind: EntityType::Location,
            source_span: Some(31..37),
            reference_span: Some(52..58),
            mentions: vec!["غروزني".into(), "جروزني".into()],
            document: Some("4".into()),
            verdicts: vec![("a".into(), Verdict::Correct), ("b".into(), Verdict::Untranslated)],
        };
        assert_eq!(inventory(text, Shape::Objects, None).unwrap(), [expected]);
    }

    #[test]
    fn a_segment_and_a_name_are_enough() {
        let text = "{\"segment\": 1, \"entity\": \"Baku\", \"source_span\": null}\n";
        let read = inventory(text, Shape::Objects, Some(&["Baku"])).unwrap();
        assert_eq!((&read[0].kind, &read[0].source_span), (&EntityType::Other, &None));
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        for (keys, expected) in [
            (r#""entity": "x""#, "the name has no 'segment'"),
            (r#""segment": 1"#, "the name has no 'entity'"),
            (r#""segment": 1, "entity": " ""#, "key 'entity' holds an empty text, expected a name"),
            (
                r#""segment": 0, "entity": "x""#,
                "key 'segment' holds 0, expected a whole number from 1",
            ),
            (
                r#""segment": "1", "entity": "x""#,
                "key 'segment' holds a text, expected a number from 1",
            ),
            (
                r#""segment": 1, "entity": "x", "source_span": [3, 2]"#,
                "key 'source_span' holds [3,2], expected [start, end] in code points, start not \
                 above end",
            ),
            (
                r#""segment": 1, "entity": "x", "mentions": [1]"#,
                "key 'mentions' holds a number, expected a text or a list of texts",
            ),
            (
                r#""segment": 1, "entity": "x", "type": "two words""#,
                "the type 'two words' is no word in capitals such as PER, LOC or ORG",
            ),
        ] {
            let text = format!("{{\"segment\": 1, \"entity\": \"a\"}}\n{{{keys}}}\n");
            assert_eq!(message(&text, None), format!("names:2: {expected}"));
        }
        let text = r#"{"segment": 1, "entity": "x", "verdicts": {"a": "omited"}}"#;
        let error = message(text, None);
        assert!(error.starts_with("names:1: unknown verdict 'omited'"), "{error}");
    }

    #[test]
    fn a_place_outside_the_source_is_an_error() {
        let far = r#"{"segment": 2, "entity": "x"}"#;
        assert_eq!(message(far, Some(&["a"])), "names:1: segment 2, but the source has 1 segments");
        let long = r#"{"segment": 1, "entity": "x", "source_span": [1, 4]}"#;
        assert_eq!(
            message(long, Some(&["éab"])),
            "names:1: 'source_span' ends at 4, but segment 1 of the source has 3 characters"
        );
    }
}
