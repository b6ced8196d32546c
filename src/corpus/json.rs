//! JSON: objects whose keys, nested ones by dots, serve as source, references, outputs and ids.
//!
//! M-ETA's files are read here too: `targets.translation` is a list of references,
//! `targets.mention` the accepted renderings of the entity. So are the objects of WMT's files,
//! which `wmt.rs` then pairs document by document.

mod objects;

use std::collections::{BTreeSet, VecDeque};

use serde_json::{Map, Value};

pub(crate) use self::objects::{Object, Objects, kind};
use super::Document;
use super::batch::{Batch, Layout, Records, push};
use super::lines::Lines;
use super::selection::{Request, Selection};
use crate::error::{Error, ErrorKind, Result};

/// How many objects are looked at to learn which keys a file has.
const LOOK_AHEAD: usize = 64;

struct Json {
    request: Request,
    /// The keys seen so far.
    names: BTreeSet<String>,
    objects: Objects,
    seen: VecDeque<Object>,
    selection: Selection,
    /// The names of references that are given by name (`refs.NAME.ref`), in order of appearance.
    reference_names: Vec<String>,
}

/// Reads the keys that the request asks for.
pub(super) fn open(lines: Lines, request: &Request) -> Result<(Box<dyn Records>, Layout)> {
    let mut objects = Objects::new(lines)?;
    let mut seen = VecDeque::new();
    while seen.len() < LOOK_AHEAD {
        match objects.next_object()? {
            Some(object) => seen.push_back(object),
            None => break,
        }
    }
    let names: Vec<String> = names(seen.iter()).into_iter().collect();
    let find = |key: &str| {
        let is_there = |object: &Object| !matches!(find(&object.keys, key), Found::Absent);
        (names.iter().any(|name| name == key) || seen.iter().any(is_there)).then(|| key.to_owned())
    };
    let selection = Selection::new(request, &names, find);
    let mut layout = if seen.is_empty() {
        request.sole_layout()
    } else {
        request.layout(&selection, names.clone())?
    };
    layout.found = request
        .columns
        .all()
        .filter(|(_, key)| seen.is_empty() || find(key).is_some())
        .map(|(_, key)| key.to_owned())
        .collect();
    let json = Json {
        request: request.clone(),
        names: names.into_iter().collect(),
        objects,
        seen,
        selection,
        reference_names: Vec::new(),
    };
    Ok((Box::new(json), layout))
}

/// The keys of these objects, and those of objects in lists below them.
fn names<'a>(objects: impl Iterator<Item = &'a Object>) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for object in objects {
        for (key, value) in &object.keys {
            names.insert(key.clone());
            for inner in value.as_array().into_iter().flatten() {
                let below = inner.as_object().into_iter().flat_map(Map::keys);
                names.extend(below.map(|below| format!("{key}.{below}")));
            }
        }
    }
    names
}

impl Json {
    /// Refuses a key that comes too late to be read: it would have served, had it come among the
    /// first objects.
    fn check_keys(&mut self, object: &Object) -> Result<()> {
        if object.keys.keys().all(|key| self.names.contains(key)) {
            return Ok(());
        }
        self.names.extend(names(std::iter::once(object)));
        let all: Vec<String> = self.names.iter().cloned().collect();
        let find = |key: &str| {
            let is_there = self.selection.names().any(|known| known == key)
                || self.names.contains(key)
                || !matches!(find(&object.keys, key), Found::Absent);
            is_there.then(|| key.to_owned())
        };
        let wider = Selection::new(&self.request, &all, find);
        let is_read = |key: &&String| self.selection.names().any(|known| known == *key);
        let Some(late) = wider.names().find(|key| !is_read(key)) else { return Ok(()) };
        let message = format!(
            "key '{late}' comes first after {LOOK_AHEAD} objects without it, too late to be read"
        );
        Err(Error::new(ErrorKind::Input, message)
            .at(self.objects.name(), object.line, None)
            .help("choose the keys with --col, or give every object all keys (null where absent)"))
    }
}

impl Records for Json {
    fn next(&mut self, batch: &mut Batch) -> Result<bool> {
        let object = match self.seen.pop_front() {
            Some(object) => object,
            None => {
                let Some(object) = self.objects.next_object()? else { return Ok(false) };
                self.check_keys(&object)?;
                object
            }
        };
        match append(&object, &self.selection, &mut self.reference_names, batch) {
            Ok(()) => Ok(true),
            Err(message) => {
                let error = Error::new(ErrorKind::Input, message);
                Err(error.at(self.objects.name(), object.line, None))
            }
        }
    }
}

/// Appends what the selection says to the batch; the error is what is wrong with the object.
fn append(
    object: &Object,
    selection: &Selection,
    reference_names: &mut Vec<String>,
    batch: &mut Batch,
) -> std::result::Result<(), String> {
    let keys = &object.keys;
    let mut references = Vec::new();
    for key in &selection.references {
        push_references(key, find(keys, key), reference_names, &mut references)?;
    }
    batch.push_references(&references);
    let parts = &mut batch.parts;
    if let (Some(stream), Some(key)) = (&mut parts.source, &selection.source) {
        push(stream, text(key, &find(keys, key))?);
    }
    for (system, key) in parts.systems.iter_mut().zip(&selection.hypotheses) {
        push(&mut system.hypotheses, text(key, &find(keys, key))?);
    }
    if let (Some(ids), Some(key)) = (&mut parts.ids, &selection.id) {
        let id = label(key, &find(keys, key))?;
        ids.push(&id.ok_or_else(|| format!("no '{key}', and other objects have one"))?);
    }
    if let Some(documents) = &mut parts.documents {
        let label = |key: &Option<String>| match key {
            Some(key) => label(key, &find(keys, key)),
            None => Ok(None),
        };
        let (name, domain) = (label(&selection.document)?, label(&selection.domain)?);
        let name = name.as_deref().unwrap_or_default();
        documents.push(Document { name, domain: domain.as_deref() });
    }
    if let (Some(mentions), Some(key)) = (&mut parts.mentions, &selection.mention) {
        let mut found = Vec::new();
        push_list(key, find(keys, key), &mut found)?;
        mentions.push(found.into_iter().flatten().map(str::to_owned).collect());
    }
    batch.count_at(object.line);
    Ok(())
}

/// What stands under a key.
enum Found<'a> {
    Absent,
    One(&'a Value),
    /// One value per element of a list on the way.
    Many(Vec<&'a Value>),
}

static NULL: Value = Value::Null;

/// Looks a key up: as it stands, then at every dot in it.
fn find<'a>(keys: &'a Map<String, Value>, key: &str) -> Found<'a> {
    match keys.get(key) {
        Some(Value::Null) => return Found::Absent,
        Some(value) => return Found::One(value),
        None => {}
    }
    for (dot, _) in key.match_indices('.') {
        if let Some(value) = keys.get(&key[..dot]) {
            return find_below(value, &key[dot + 1..]);
        }
    }
    Found::Absent
}

fn find_below<'a>(value: &'a Value, key: &str) -> Found<'a> {
    match value {
        Value::Object(keys) => find(keys, key),
        Value::Array(values) => {
            let (head, rest) = key.split_once('.').unwrap_or((key, ""));
            if let Ok(index) = head.parse::<usize>() {
                return match values.get(index) {
                    None | Some(Value::Null) => Found::Absent,
                    Some(value) if rest.is_empty() => Found::One(value),
                    Some(value) => find_below(value, rest),
                };
            }
            let mut many = Vec::with_capacity(values.len());
            for value in values {
                match find_below(value, key) {
                    Found::Absent => many.push(&NULL),
                    Found::One(value) => many.push(value),
                    Found::Many(values) => many.extend(values),
                }
            }
            Found::Many(many)
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Found::Absent,
    }
}

fn wrong_type(key: &str, value: &Value, expected: &str) -> String {
    format!("key '{key}' holds {}, expected {expected}", kind(value))
}

/// A text, `None` where it is absent or null.
fn text<'a>(key: &str, found: &Found<'a>) -> std::result::Result<Option<&'a str>, String> {
    match found {
        Found::Absent => Ok(None),
        Found::One(Value::String(text)) => Ok(Some(text)),
        Found::One(other) => Err(wrong_type(key, other, "a text")),
        Found::Many(_) => Err(format!("key '{key}' holds a list, expected a text")),
    }
}

/// A name or an id, which may be a number.
fn label(key: &str, found: &Found<'_>) -> std::result::Result<Option<String>, String> {
    match found {
        Found::One(Value::Number(number)) => Ok(Some(number.to_string())),
        other => Ok(text(key, other)?.map(str::to_owned)),
    }
}

/// A text or a list of texts.
fn push_list<'a>(
    key: &str,
    found: Found<'a>,
    list: &mut Vec<Option<&'a str>>,
) -> std::result::Result<(), String> {
    let mut push = |value: &'a Value| match value {
        Value::Null => {
            list.push(None);
            Ok(())
        }
        Value::String(text) => {
            list.push(Some(text));
            Ok(())
        }
        other => Err(wrong_type(key, other, "a text or a list of texts")),
    };
    match found {
        Found::Absent => push(&NULL),
        Found::One(Value::Array(values)) => values.iter().try_for_each(push),
        Found::One(value) => push(value),
        Found::Many(values) => values.into_iter().try_for_each(push),
    }
}

/// References: a text, a list, or an object of named ones, each a text or an object with `ref`.
fn push_references<'a>(
    key: &str,
    found: Found<'a>,
    names: &mut Vec<String>,
    references: &mut Vec<Option<&'a str>>,
) -> std::result::Result<(), String> {
    let Found::One(Value::Object(named)) = found else {
        return push_list(key, found, references);
    };
    let first = references.len();
    for (name, value) in named {
        let place = names.iter().position(|known| known == name).unwrap_or_else(|| {
            names.push(name.clone());
            names.len() - 1
        });
        let inner = match value {
            Value::Object(keys) => find(keys, "ref"),
            Value::Null => Found::Absent,
            other => Found::One(other),
        };
        let reference = text(&format!("{key}.{name}"), &inner)?;
        if references.len() <= first + place {
            references.resize(first + place + 1, None);
        }
        references[first + place] = reference;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Map<String, Value> {
        serde_json::from_str(text).unwrap()
    }

    fn references(text: &str, key: &str) -> std::result::Result<Vec<Option<String>>, String> {
        let keys = keys(text);
        let mut list = Vec::new();
        push_references(key, find(&keys, key), &mut Vec::new(), &mut list)?;
        Ok(list.into_iter().map(|text| text.map(str::to_owned)).collect())
    }

    fn some(texts: &[&str]) -> Vec<Option<String>> {
        texts.iter().map(|&text| Some(text.to_owned())).collect()
    }

    #[test]
    fn dots_go_into_objects_and_lists() {
        let nested = r#"{"t": [{"x": "a"}, {"x": null}, {}, {"x": "b"}], "o": {"p": {"q": "c"}}}"#;
        let mut expected = some(&["a", "a", "a", "b"]);
        expected[1] = None;
        expected[2] = None;
        assert_eq!(references(nested, "t.x").unwrap(), expected);
        assert_eq!(references(nested, "o.p.q").unwrap(), some(&["c"]));
        assert_eq!(references(nested, "t.3.x").unwrap(), some(&["b"]));
        assert_eq!(references(nested, "t.9.x").unwrap(), [None]);
    }

    #[test]
    fn a_key_with_a_dot_in_its_name_is_found_first() {
        assert_eq!(references(r#"{"a.b": "x", "a": {"b": "y"}}"#, "a.b").unwrap(), some(&["x"]));
    }

    #[test]
    fn a_list_is_several_references_and_null_is_absent() {
        assert_eq!(references(r#"{"r": ["a", "a", ""]}"#, "r").unwrap(), some(&["a", "a", ""]));
        assert_eq!(references(r#"{"r": null}"#, "r").unwrap(), [None]);
        assert_eq!(references("{}", "r").unwrap(), [None]);
        assert!(references(r#"{"r": []}"#, "r").unwrap().is_empty());
    }

    #[test]
    fn named_references_are_found_under_ref() {
        let refs = r#"{"refs": {"refA": {"ref": "x", "by": "me"}, "refB": "y"}}"#;
        assert_eq!(references(refs, "refs").unwrap(), some(&["x", "y"]));
        assert_eq!(references(refs, "refs.refA.ref").unwrap(), some(&["x"]));
    }

    #[test]
    fn a_value_of_the_wrong_type_is_named_by_its_key() {
        let error = references(r#"{"r": ["a", 3]}"#, "r").unwrap_err();
        assert_eq!(error, "key 'r' holds a number, expected a text or a list of texts");
        let keys = keys(r#"{"s": ["a"]}"#);
        let error = text("s", &find(&keys, "s")).unwrap_err();
        assert_eq!(error, "key 's' holds a list, expected a text");
    }

    #[test]
    fn ids_may_be_numbers() {
        let keys = keys(r#"{"id": 17, "flag": true}"#);
        assert_eq!(label("id", &find(&keys, "id")).unwrap().as_deref(), Some("17"));
        assert!(label("flag", &find(&keys, "flag")).is_err());
    }
}
