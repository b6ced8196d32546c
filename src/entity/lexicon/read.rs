//! Read: mizan's own lexicons, as TSV, CSV and JSON.

use serde_json::Value;

use super::Entry;
use super::shape::Sink;
use crate::corpus::json::{Object, Objects, kind};
use crate::corpus::lines::Lines;
use crate::corpus::separated::{Dialect, Rows};
use crate::error::{Error, ErrorKind, Result, closest};

/// What a column or a key holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Source,
    Target,
    Type,
    Aliases,
    KeepLatin,
    Flags,
    Forbid,
}

/// The names of the fields; those of mizan's own tables come last.
const FIELDS: [(&str, Field); 9] = [
    ("source", Field::Source),
    ("target", Field::Target),
    ("type", Field::Type),
    ("aliases", Field::Aliases),
    ("keep_latin", Field::KeepLatin),
    ("forbid", Field::Forbid),
    ("latin", Field::Source),
    ("arabic", Field::Target),
    ("flags", Field::Flags),
];

/// What is wrong with an entry; the caller knows where it stands.
type Fallible<T> = std::result::Result<T, String>;

/// Skips the lines above the header that start with `#`.
pub(super) fn skip_comments(lines: &mut Lines) -> Result<()> {
    while lines.peek_line()?.is_some_and(|line| line.starts_with('#')) {
        lines.next_line()?;
    }
    Ok(())
}

/// Gives the entries of a table, each with its line.
pub(super) fn rows(lines: Lines, dialect: Dialect, sink: Sink<'_>) -> Result<()> {
    let mut rows = Rows::new(lines, dialect);
    if !rows.advance()? {
        return Ok(());
    }
    let fault = |rows: &Rows, text: String| {
        Error::new(ErrorKind::Input, text).at(rows.name(), rows.line(), None)
    };
    let mut fields = Vec::with_capacity(rows.width());
    for cell in rows.cells() {
        fields.push(field(cell.trim()).map_err(|message| fault(&rows, message))?);
    }
    for needed in [Field::Source, Field::Target] {
        match fields.iter().filter(|field| **field == Some(needed)).count() {
            1 => {}
            0 => {
                let found: Vec<&str> = rows.cells().map(str::trim).collect();
                let message =
                    format!("found the columns {}, expected source and target", found.join(", "));
                return Err(fault(&rows, message).help(
                    "the first line names the columns: \
                     source,target,type,aliases,keep_latin,forbid",
                ));
            }
            _ => return Err(fault(&rows, "two columns hold the same".to_owned())),
        }
    }
    while rows.advance()? {
        if rows.cells().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if rows.width() != fields.len() {
            let message = format!("expected {} columns, found {}", fields.len(), rows.width());
            return Err(fault(&rows, message));
        }
        let entry = entry_of_row(&rows, &fields).map_err(|message| fault(&rows, message))?;
        sink(rows.line(), entry);
    }
    Ok(())
}

fn entry_of_row(rows: &Rows, fields: &[Option<Field>]) -> Fallible<Entry> {
    let mut draft = Draft::default();
    for (field, cell) in fields.iter().zip(rows.cells()) {
        if let Some(field) = field {
            draft.add(*field, cell)?;
        }
    }
    draft.finish()
}

/// Gives the entries of a file of objects, each with its line.
pub(super) fn objects(mut objects: Objects, sink: Sink<'_>) -> Result<()> {
    while let Some(object) = objects.next_object()? {
        let entry = entry_of_object(&object).map_err(|message| {
            Error::new(ErrorKind::Input, message).at(objects.name(), object.line, None)
        })?;
        sink(object.line, entry);
    }
    Ok(())
}

fn entry_of_object(object: &Object) -> Fallible<Entry> {
    let mut draft = Draft::default();
    for (key, value) in &object.keys {
        let Some(field) = field(key)? else {
            continue;
        };
        let values = match value {
            Value::Array(values) => values.as_slice(),
            other => std::slice::from_ref(other),
        };
        for value in values {
            match value {
                Value::Null => {}
                Value::String(text) => draft.add(field, text)?,
                Value::Bool(keeps) if field == Field::KeepLatin => draft.entry.keep_latin = *keeps,
                other => {
                    let expected = match field {
                        Field::KeepLatin => "true or false",
                        Field::Type => "a text",
                        Field::Source
                        | Field::Target
                        | Field::Aliases
                        | Field::Flags
                        | Field::Forbid => "a text or a list of texts",
                    };
                    let found = kind(other);
                    return Err(format!("key '{key}' holds {found}, expected {expected}"));
                }
            }
        }
    }
    draft.finish()
}

/// The field of this name; none for a column that is not ours, an error for a misspelt one.
fn field(name: &str) -> Fallible<Option<Field>> {
    let lower = name.to_lowercase();
    if let Some((_, field)) = FIELDS.iter().find(|(known, _)| *known == lower) {
        return Ok(Some(*field));
    }
    match closest(&lower, FIELDS.iter().map(|(known, _)| *known)) {
        Some(near) => Err(format!("unknown column '{name}', did you mean '{near}'?")),
        None => Ok(None),
    }
}

/// An entry of which not all is read yet.
struct Draft {
    entry: Entry,
    aliases: Vec<String>,
}

impl Default for Draft {
    fn default() -> Self {
        let entry = Entry {
            sources: Vec::new(),
            targets: Vec::new(),
            kind: super::EntityType::Other,
            keep_latin: false,
            forbidden: Vec::new(),
        };
        Draft { entry, aliases: Vec::new() }
    }
}

impl Draft {
    fn add(&mut self, field: Field, text: &str) -> Fallible<()> {
        match field {
            Field::Source => push_list(text, &mut self.entry.sources),
            Field::Target => push_list(text, &mut self.entry.targets),
            Field::Aliases => push_list(text, &mut self.aliases),
            Field::Forbid => push_list(text, &mut self.entry.forbidden),
            Field::Type => {
                self.entry.kind = text.trim().parse().map_err(|error: Error| error.to_string())?;
            }
            Field::KeepLatin => self.entry.keep_latin = truth(text.trim())?,
            Field::Flags => {
                for flag in text.split('|').map(str::trim).filter(|flag| !flag.is_empty()) {
                    match flag {
                        "keep" => self.entry.keep_latin = true,
                        other => return Err(format!("unknown flag '{other}', expected keep")),
                    }
                }
            }
        }
        Ok(())
    }

    fn finish(mut self) -> Fallible<Entry> {
        if self.entry.sources.is_empty() {
            return Err("the entry has no source".to_owned());
        }
        for alias in self.aliases {
            push_new(&alias, &mut self.entry.sources);
        }
        Ok(self.entry)
    }
}

/// Appends the parts between `|` that the list does not have.
fn push_list(text: &str, list: &mut Vec<String>) {
    for part in text.split('|').map(str::trim).filter(|part| !part.is_empty()) {
        push_new(part, list);
    }
}

/// Appends a text that the list does not have.
pub(super) fn push_new(part: &str, list: &mut Vec<String>) {
    if !list.iter().any(|known| known == part) {
        list.push(part.to_owned());
    }
}

fn truth(text: &str) -> Fallible<bool> {
    match text.to_lowercase().as_str() {
        "yes" | "true" | "1" | "x" => Ok(true),
        "no" | "false" | "0" | "" => Ok(false),
        _ => Err(format!("keep_latin: found '{text}', expected yes or no")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::shape::Shape;
    use super::*;
    use crate::corpus::input::Input;
    use crate::entity::EntityType;

    fn read(text: &str, shape: Shape) -> Result<Vec<(usize, Entry)>> {
        let bytes = Box::new(std::io::Cursor::new(text.to_owned()));
        let mut entries = Vec::new();
        let input = Input::from_reader("a".into(), bytes)?;
        shape.read(input, &mut |line, entry| entries.push((line, entry)))?;
        Ok(entries)
    }

    fn message(text: &str, shape: Shape) -> String {
        read(text, shape).unwrap_err().to_string()
    }

    fn apple() -> Entry {
        Entry {
            sources: vec!["Apple".into(), "Apple Inc".into()],
            targets: vec!["آبل".into(), "أبل".into()],
            kind: EntityType::Brand,
            keep_latin: true,
            forbidden: vec!["تفاحة".into()],
        }
    }

    #[test]
    fn csv_tsv_and_jsonl_say_the_same() {
        let csv = "source,target,type,aliases,keep_latin,forbid\n\
                   Apple, آبل | أبل ,brand,Apple Inc,yes,تفاحة\n";
        let tsv = "# a comment\nforbid\tkeep_latin\ttype\ttarget\tsource\taliases\n\
                   تفاحة\t1\tBRAND\tآبل|أبل\tApple\tApple Inc|Apple\n";
        let json = "{\"source\": \"Apple\", \"aliases\": [\"Apple Inc\"], \"type\": \"BRAND\", \
                    \"target\": [\"آبل\", \"أبل\"], \"keep_latin\": true, \"forbid\": \"تفاحة\"}";
        assert_eq!(read(csv, Shape::Commas).unwrap(), [(2, apple())]);
        assert_eq!(read(tsv, Shape::Tabs).unwrap(), [(3, apple())]);
        assert_eq!(read(json, Shape::Objects).unwrap(), [(1, apple())]);
    }

    #[test]
    fn empty_rows_and_other_columns_are_passed_over() {
        let read =
            read("source\ttarget\tcomment\n\nBaku\tباكو\twell known\n", Shape::Tabs).unwrap();
        assert_eq!((read.len(), read[0].0), (1, 3));
    }

    #[test]
    fn a_header_without_the_needed_columns_is_an_error() {
        let error = message("source,type\nBaku,LOC\n", Shape::Commas);
        assert!(error.starts_with("a:1: found the columns source, type, expected"), "{error}");
        let error = message("source\ttarget\tkeeplatin\n", Shape::Tabs);
        assert_eq!(error, "a:1: unknown column 'keeplatin', did you mean 'keep_latin'?");
        assert_eq!(
            message("source\tlatin\ttarget\n", Shape::Tabs),
            "a:1: two columns hold the same"
        );
    }

    #[test]
    fn what_is_wrong_in_an_entry_is_said_with_its_line() {
        for (row, expected) in [
            ("\tباكو\t", "a:2: the entry has no source"),
            ("Baku\tباكو", "a:2: expected 3 columns, found 2"),
            ("Baku\tباكو\tmaybe", "a:2: keep_latin: found 'maybe', expected yes or no"),
        ] {
            let text = format!("source\ttarget\tkeep_latin\n{row}\n");
            assert_eq!(message(&text, Shape::Tabs), expected);
        }
        assert_eq!(
            message("{\"source\": \"a\"}\n{\"source\": 3}\n", Shape::Objects),
            "a:2: key 'source' holds a number, expected a text or a list of texts"
        );
    }
}
