//! Wikidata: labels and aliases by language, as objects or as a table.
//!
//! ```text
//! {"id": "Q1", "labels": {"en": "Grozny", "ar": "غروزني"}, "aliases": {"en": ["Djohar"]}, "type": "city"}
//! ```
//!
//! A label may also be an object with `value`, as in Wikidata's own JSON. A table has a column for
//! each language, named `en`, `label_en` or `labels.en`, and may have `alias_en` with `|` between
//! several.

use serde_json::{Map, Value};

use super::Entry;
use super::check::{is_arabic, is_latin};
use super::read::{push_new, skip_comments};
use super::shape::{Shape, Sink};
use crate::corpus::json::{Objects, kind};
use crate::corpus::lines::Lines;
use crate::corpus::separated::{Dialect, Rows};
use crate::entity::EntityType;
use crate::error::{Error, ErrorKind, Result};
use crate::text::Folding;

/// What is wrong with an item; the caller knows where it stands.
type Fallible<T> = std::result::Result<T, String>;

/// Types in words that are not ours.
const KINDS: [(&str, EntityType); 10] = [
    ("human", EntityType::Person),
    ("q5", EntityType::Person),
    ("city", EntityType::Location),
    ("country", EntityType::Location),
    ("q515", EntityType::Location),
    ("q6256", EntityType::Location),
    ("company", EntityType::Organization),
    ("q43229", EntityType::Organization),
    ("q4830453", EntityType::Organization),
    ("q7278", EntityType::Organization),
];

/// Gives the items that have a name in Latin letters and one in Arabic.
pub(super) fn entries(mut lines: Lines, shape: Shape, sink: Sink<'_>) -> Result<()> {
    skip_comments(&mut lines)?;
    match shape {
        Shape::Objects => objects(Objects::new(lines)?, sink),
        Shape::Commas => table(Rows::new(lines, Dialect::Quoted(None)), sink),
        Shape::Tabs | Shape::Tbx | Shape::Compiled => table(Rows::new(lines, Dialect::Tabs), sink),
    }
}

/// Whether a header names a label in Arabic and one in another language.
pub(super) fn is_header<'a>(cells: impl Iterator<Item = &'a str>) -> bool {
    let labels: Vec<Column> =
        cells.map(Column::of).filter(|column| matches!(column, Column::Label(_))).collect();
    labels.len() > 1 && labels.contains(&Column::Label("ar".to_owned()))
}

/// The names of an item.
#[derive(Debug, Default)]
struct Item {
    /// Language, whether it is an alias, name.
    names: Vec<(String, bool, String)>,
    kind: Option<EntityType>,
}

impl Item {
    fn entry(mut self) -> Option<Entry> {
        let place = |language: &str| match language {
            "ar" | "en" => 0,
            "fr" => 1,
            _ => 2,
        };
        // The labels of all languages before any alias.
        self.names.sort_by(|one, other| {
            let key = |name: &(String, bool, String)| (name.1, place(&name.0));
            key(one).cmp(&key(other)).then_with(|| one.0.cmp(&other.0))
        });
        let mut entry = Entry {
            sources: Vec::new(),
            targets: Vec::new(),
            kind: self.kind.unwrap_or(EntityType::Other),
            keep_latin: false,
            forbidden: Vec::new(),
        };
        for (language, _, name) in self.names {
            let is_ours = language == "ar" || language.starts_with("ar-");
            if is_ours && name.chars().any(is_arabic) {
                entry.keep_latin |= name.chars().any(is_latin);
                push_new(&Folding::MARKS.fold(&name), &mut entry.targets);
            } else if !is_ours && name.chars().any(is_latin) && !name.chars().any(is_arabic) {
                push_new(&name, &mut entry.sources);
            }
        }
        (!entry.sources.is_empty() && !entry.targets.is_empty()).then_some(entry)
    }

    fn push(&mut self, language: &str, is_alias: bool, name: &str) {
        let name = name.trim();
        if !name.is_empty() {
            self.names.push((language.to_lowercase(), is_alias, name.to_owned()));
        }
    }
}

fn objects(mut objects: Objects, sink: Sink<'_>) -> Result<()> {
    while let Some(object) = objects.next_object()? {
        let item = item_of(&object.keys).map_err(|message| {
            Error::new(ErrorKind::Input, message).at(objects.name(), object.line, None)
        })?;
        if let Some(entry) = item.entry() {
            sink(object.line, entry);
        }
    }
    Ok(())
}

fn item_of(keys: &Map<String, Value>) -> Fallible<Item> {
    let mut item = Item::default();
    for (key, is_alias) in [("labels", false), ("aliases", true)] {
        let languages = match keys.get(key) {
            None | Some(Value::Null) if is_alias => continue,
            // Wikidata writes an empty object as an empty list.
            Some(Value::Array(none)) if none.is_empty() => continue,
            Some(Value::Object(languages)) => languages,
            other => {
                let found = other.map_or("nothing", kind);
                return Err(format!("key '{key}' holds {found}, expected an object of languages"));
            }
        };
        for (language, names) in languages {
            let names = match names {
                Value::Array(names) => names.as_slice(),
                other => std::slice::from_ref(other),
            };
            for name in names {
                let name = match name {
                    Value::Object(inner) => inner.get("value").unwrap_or(&Value::Null),
                    other => other,
                };
                match name {
                    Value::Null => {}
                    Value::String(name) => item.push(language, is_alias, name),
                    other => {
                        let found = kind(other);
                        return Err(format!(
                            "key '{key}.{language}' holds {found}, expected a text"
                        ));
                    }
                }
            }
        }
    }
    // In Wikidata's own JSON `type` is always "item".
    item.kind = keys.get("type").and_then(Value::as_str).and_then(known_kind);
    Ok(item)
}

/// The type that a word means.
fn known_kind(word: &str) -> Option<EntityType> {
    let word = word.trim().to_lowercase();
    if let Some((_, kind)) = KINDS.into_iter().find(|(known, _)| *known == word) {
        return Some(kind);
    }
    if word == "item" || word.starts_with('q') && word[1..].parse::<u64>().is_ok() {
        return None;
    }
    word.parse().ok()
}

/// What a column holds.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Column {
    Label(String),
    Alias(String),
    Type,
    Else,
}

impl Column {
    fn of(name: &str) -> Self {
        let name = name.trim().trim_start_matches('?').to_lowercase();
        if name == "type" {
            return Column::Type;
        }
        for (prefixes, make) in [
            (["labels", "label"], Column::Label as fn(String) -> Column),
            (["aliases", "alias"], Column::Alias),
        ] {
            for prefix in prefixes {
                let rest = name.strip_prefix(prefix);
                let rest = rest.and_then(|rest| rest.strip_prefix(['.', '_', ':', '-']));
                if let Some(language) = rest.filter(|rest| is_language(rest)) {
                    return make(language.to_owned());
                }
            }
        }
        if is_language(&name) && name != "id" && name != "qid" {
            return Column::Label(name);
        }
        Column::Else
    }
}

/// Whether a word may be a language's tag: two or three letters, then parts between hyphens.
fn is_language(word: &str) -> bool {
    let main = word.split('-').next().unwrap_or_default();
    (2..=3).contains(&main.len())
        && main.bytes().all(|byte| byte.is_ascii_lowercase())
        && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

fn table(mut rows: Rows, sink: Sink<'_>) -> Result<()> {
    if !rows.advance()? {
        return Ok(());
    }
    let fault = |rows: &Rows, text: String| {
        Error::new(ErrorKind::Input, text).at(rows.name(), rows.line(), None)
    };
    if !is_header(rows.cells()) {
        let found: Vec<&str> = rows.cells().map(str::trim).collect();
        let message =
            format!("found the columns {}, expected languages, ar among them", found.join(", "));
        return Err(
            fault(&rows, message).help("the first line names the columns: id, en, fr, ar, type")
        );
    }
    let columns: Vec<Column> = rows.cells().map(Column::of).collect();
    while rows.advance()? {
        if rows.cells().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if rows.width() != columns.len() {
            let message = format!("expected {} columns, found {}", columns.len(), rows.width());
            return Err(fault(&rows, message));
        }
        let mut item = Item::default();
        for (column, cell) in columns.iter().zip(rows.cells()) {
            match column {
                Column::Label(language) => item.push(language, false, cell),
                Column::Alias(language) => {
                    cell.split('|').for_each(|name| item.push(language, true, name));
                }
                Column::Type => item.kind = known_kind(cell),
                Column::Else => {}
            }
        }
        if let Some(entry) = item.entry() {
            sink(rows.line(), entry);
        }
    }
    Ok(())
}
