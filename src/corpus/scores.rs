//! Scores: segment scores made elsewhere, by system and segment.
//!
//! `SYSTEM SCORE` lines as in mt-metrics-eval, where the k-th line of a system is its k-th
//! segment; TSV or CSV with a header (`system`, `segment` from 1, `score` or `value`); JSON
//! objects with the same keys. The content tells which. `None`, and null in JSON, is missing.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use super::input::Input;
use super::json::Objects;
use super::lines::Lines;
use super::plan::ScoreFile;
use super::separated::{Dialect, Rows};
use super::warning::Warning;
use super::{ImportedScores, Parts};
use crate::error::{Error, ErrorKind, Result, closest};
use crate::text::whitespace::{is_space, trim};

/// The scores of a file, for whatever systems it has.
pub(super) struct Scores {
    pub(super) name: String,
    pub(super) path: String,
    lower_is_better: bool,
    systems: BTreeMap<String, Vec<Option<f64>>>,
}

/// What the column or key of the segment may be called.
const SEGMENT_NAMES: [&str; 4] = ["segment", "segment_id", "seg_id", "seg"];

/// One score as the file has it.
pub(super) struct Entry {
    pub(super) system: String,
    /// Counted from 1; `None` where the file does not say.
    pub(super) segment: Option<usize>,
    pub(super) value: Option<f64>,
    pub(super) line: usize,
}

/// The scores of a file one by one, in its order.
pub(super) fn entries(path: &Path, input: Input) -> Result<Vec<Entry>> {
    let mut lines = Lines::new(input);
    let first = lines.peek_line()?.unwrap_or_default();
    if first.trim_start().starts_with(['{', '[']) || is_json(path) {
        from_objects(Objects::new(lines)?)
    } else if let Some(dialect) = table_dialect(first) {
        from_rows(Rows::new(lines, dialect))
    } else {
        from_lines(lines)
    }
}

impl Scores {
    /// Reads a file of scores whole.
    pub(super) fn read(file: &ScoreFile, input: Input) -> Result<Self> {
        let path = input.name.clone();
        let entries = entries(&file.path, input)?;
        Ok(Scores {
            name: file.name.clone(),
            systems: by_system(&path, entries)?,
            path,
            lower_is_better: file.lower_is_better,
        })
    }

    /// The scores of these systems, in their order.
    pub(super) fn attach(
        &self,
        parts: &Parts,
        warnings: &mut Vec<Warning>,
    ) -> Result<ImportedScores> {
        let mut systems = Vec::with_capacity(parts.systems.len());
        for system in &parts.systems {
            let values = self.systems.get(&system.name).ok_or_else(|| {
                let names: Vec<&str> = self.systems.keys().map(String::as_str).collect();
                let error = Error::new(
                    ErrorKind::Mismatch,
                    format!("no scores for system '{}', found: {}", system.name, names.join(", ")),
                )
                .in_file(&self.path);
                match closest(&system.name, names) {
                    Some(near) => error.help(format!("did you mean -i {near}=PATH?")),
                    None => error.help("name the systems as the scores do: -i NAME=PATH"),
                }
            })?;
            let segments = system.hypotheses.len();
            if values.iter().all(Option::is_none) && segments > 0 {
                let message = format!("system '{}' has no score at all", system.name);
                return Err(Error::new(ErrorKind::Input, message).in_file(&self.path));
            }
            if values.len() != segments {
                return Err(Error::new(
                    ErrorKind::Mismatch,
                    format!(
                        "system '{}' has {} {}, expected {segments}, one per segment",
                        system.name,
                        values.len(),
                        if values.len() == 1 { "score" } else { "scores" },
                    ),
                )
                .in_file(&self.path)
                .help("write None where a segment has no score"));
            }
            systems.push(values.clone());
        }
        let is_used = |name: &&String| parts.systems.iter().any(|system| system.name == **name);
        let unused: Vec<&str> =
            self.systems.keys().filter(|name| !is_used(name)).map(String::as_str).collect();
        if !unused.is_empty() {
            warnings.push(Warning {
                message: format!(
                    "{}: scores of systems that the corpus does not have: {}",
                    self.path,
                    unused.join(", ")
                ),
                count: unused.len(),
            });
        }
        Ok(ImportedScores {
            name: self.name.clone(),
            lower_is_better: self.lower_is_better,
            systems,
        })
    }
}

fn is_json(path: &Path) -> bool {
    let format = super::Format::of_path(path);
    format.is_ok_and(|format| format == super::Format::Json)
}

/// How the columns of a table are told apart whose header line this is; `None` for no header.
fn table_dialect(first: &str) -> Option<Dialect> {
    let dialects = [
        ('\t', Dialect::Tabs),
        (',', Dialect::Quoted(Some(','))),
        (';', Dialect::Quoted(Some(';'))),
    ];
    dialects.into_iter().find_map(|(delimiter, dialect)| {
        let names: Vec<&str> = first.split(delimiter).map(cell_name).collect();
        let has = |name: &str| names.iter().any(|n| n.eq_ignore_ascii_case(name));
        (has("system") && (has("score") || has("value"))).then_some(dialect)
    })
}

fn cell_name(cell: &str) -> &str {
    trim(cell).trim_matches('"')
}

fn fault(message: String, file: &str, line: usize) -> Error {
    Error::new(ErrorKind::Input, message).at(file, line, None)
}

fn from_lines(mut lines: Lines) -> Result<Vec<Entry>> {
    let mut entries = Vec::new();
    loop {
        let line = lines.number() + 1;
        let Some(text) = lines.next_line()? else {
            return Ok(entries);
        };
        let parsed = match trim(text).rsplit_once(is_space) {
            Some((system, score)) => value(score).map(|value| (trim(system).to_owned(), value)),
            None => Err(format!("expected 'SYSTEM SCORE', found '{text}'")),
        };
        let (system, value) = parsed.map_err(|message| fault(message, lines.name(), line))?;
        entries.push(Entry { system, segment: None, value, line });
    }
}

fn from_rows(mut rows: Rows) -> Result<Vec<Entry>> {
    rows.advance()?;
    let width = rows.width();
    let place =
        |name: &str| rows.cells().position(|cell| cell_name(cell).eq_ignore_ascii_case(name));
    let segment_place = SEGMENT_NAMES.iter().find_map(|name| place(name));
    let (Some(system_place), Some(score_place)) =
        (place("system"), place("score").or_else(|| place("value")))
    else {
        let message = "expected columns system, segment, score".to_owned();
        return Err(fault(message, rows.name(), 1));
    };
    if segment_place.is_none() && width > 2 {
        let columns: Vec<&str> = rows.cells().map(cell_name).collect();
        let message = format!("no column for the segment, found: {}", columns.join(", "));
        let error = fault(message, rows.name(), 1);
        return Err(error.help("name it 'segment', counted from 1"));
    }
    let mut entries = Vec::new();
    while rows.advance()? {
        let line = rows.line();
        let read = |rows: &Rows| -> std::result::Result<Entry, String> {
            if rows.width() != width {
                return Err(format!("expected {width} columns, found {}", rows.width()));
            }
            let segment = segment_place.map(|place| segment(rows.cell(place))).transpose()?;
            Ok(Entry {
                system: trim(rows.cell(system_place)).to_owned(),
                segment,
                value: value(trim(rows.cell(score_place)))?,
                line,
            })
        };
        entries.push(read(&rows).map_err(|message| fault(message, rows.name(), line))?);
    }
    Ok(entries)
}

fn from_objects(mut objects: Objects) -> Result<Vec<Entry>> {
    let mut entries = Vec::new();
    while let Some(object) = objects.next_object()? {
        let key = |name: &str| object.keys.get(name).filter(|value| !value.is_null());
        let read = || -> std::result::Result<Entry, String> {
            let system = key("system").and_then(Value::as_str);
            let segment = SEGMENT_NAMES.iter().find_map(|name| key(name)).map(|value| {
                segment(value.as_str().map_or_else(|| value.to_string(), str::to_owned).as_str())
            });
            let value = match key("score").or_else(|| key("value")) {
                None => None,
                Some(Value::Number(number)) => value(&number.to_string())?,
                Some(Value::String(text)) => value(text)?,
                Some(_) => return Err("key 'score' holds no number".to_owned()),
            };
            if !object.keys.contains_key("score") && !object.keys.contains_key("value") {
                return Err("no key 'score' or 'value'".to_owned());
            }
            Ok(Entry {
                system: system.ok_or("key 'system' holds no text")?.to_owned(),
                segment: segment.transpose()?,
                value,
                line: object.line,
            })
        };
        let entry = read().map_err(|message| fault(message, objects.name(), object.line))?;
        entries.push(entry);
    }
    Ok(entries)
}

fn value(text: &str) -> std::result::Result<Option<f64>, String> {
    if matches!(text, "None" | "") {
        return Ok(None);
    }
    match text.parse::<f64>() {
        Ok(value) if value.is_finite() => Ok(Some(value)),
        Ok(_) => Err(format!("the score '{text}' is not finite, expected a number or None")),
        Err(_) => Err(format!("the score '{text}' is no number, expected a number or None")),
    }
}

fn segment(text: &str) -> std::result::Result<usize, String> {
    let number = trim(text).parse::<usize>().ok().filter(|&number| number > 0);
    number.ok_or_else(|| format!("the segment '{text}' is no number from 1"))
}

fn by_system(path: &str, entries: Vec<Entry>) -> Result<BTreeMap<String, Vec<Option<f64>>>> {
    let mut grouped: BTreeMap<String, Vec<Entry>> = BTreeMap::new();
    for entry in entries {
        grouped.entry(entry.system.clone()).or_default().push(entry);
    }
    let mut systems = BTreeMap::new();
    for (system, mut entries) in grouped {
        // Without a segment the order of the lines is that of the segments: the sort is stable.
        entries.sort_by_key(|entry| entry.segment);
        for (index, entry) in entries.iter().enumerate() {
            let Some(segment) = entry.segment else {
                continue;
            };
            if segment <= index {
                let message = format!("segment {segment} of system '{system}' has a second score");
                return Err(fault(message, path, entry.line));
            }
            if segment > index + 1 {
                let message = format!(
                    "segment {} of system '{system}' has no score, expected one before this",
                    index + 1
                );
                let error = fault(message, path, entry.line);
                return Err(error.help("write None where a segment has no score"));
            }
        }
        systems.insert(system, entries.into_iter().map(|entry| entry.value).collect());
    }
    Ok(systems)
}
