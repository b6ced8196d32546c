//! GeoNames: places with their alternate names, from the tables of geonames.org.
//!
//! A table of places (`allCountries.txt`, `cities15000.txt`, `SY.txt`) has the alternate names of
//! a place without their language; `alternateNamesV2.txt` has it. With both, the table of places
//! says which places and how populous they are, the other how they are called.

use std::collections::HashMap;
use std::path::Path;

use super::check::{is_arabic, is_latin};
use super::shape::Sink;
use super::{Entry, latin_key};
use crate::corpus::input::Input;
use crate::corpus::lines::Lines;
use crate::corpus::separated::{Dialect, Rows};
use crate::entity::EntityType;
use crate::error::{Error, ErrorKind, Result};
use crate::text::Folding;

/// Columns of a table of places: id, name, name in ASCII, alternate names, latitude, longitude,
/// feature class, feature code, country, further countries, four areas, population, …
const ID: usize = 0;
const NAME: usize = 1;
const ASCII_NAME: usize = 2;
const NAMES: usize = 3;
const LATITUDE: usize = 4;
const POPULATION: usize = 14;
/// Columns of a table of alternate names: id, id of the place, language, name, whether it is
/// preferred, short, colloquial, historic, …
const PLACE: usize = 1;
const LANGUAGE: usize = 2;
const ALTERNATE: usize = 3;
const IS_PREFERRED: usize = 4;
const IS_COLLOQUIAL: usize = 6;
const IS_HISTORIC: usize = 7;
/// Letters of the shortest alternate name of unknown language; shorter ones are codes of airports.
const SHORTEST: usize = 4;

/// Whether the first row is one of a table of places.
pub(super) fn is_place(cells: &[&str]) -> bool {
    let is_degree = |cell: &&str| cell.parse::<f64>().is_ok();
    cells.len() > POPULATION
        && (cells[ID] == "geonameid"
            || number(cells[ID]).is_some() && cells[LATITUDE..LATITUDE + 2].iter().all(is_degree))
}

/// Whether the first row is one of a table of alternate names.
pub(super) fn is_alternate(cells: &[&str]) -> bool {
    cells.len() > ALTERNATE
        && (cells[ID].eq_ignore_ascii_case("alternateNameId")
            || number(cells[ID]).is_some() && number(cells[PLACE]).is_some())
}

/// The tables that are read together.
#[derive(Debug, Default)]
pub(super) struct Files<'a> {
    pub(super) places: Vec<&'a Path>,
    pub(super) alternates: Vec<&'a Path>,
}

/// The names of a place that has Arabic ones, of known language.
#[derive(Debug, Default)]
struct Names {
    /// How good each Arabic name is, the best being 0.
    arabic: Vec<(u8, String)>,
    latin: Vec<(u8, String)>,
}

impl Files<'_> {
    /// Gives the places that have an Arabic name, the most populous first.
    pub(super) fn read(&self, sink: Sink<'_>) -> Result<()> {
        let mut names: HashMap<u64, Names> = HashMap::new();
        for path in &self.alternates {
            rows(path, ALTERNATE + 1, |cells| {
                if cells[LANGUAGE] == "ar" && has_only_arabic(cells[ALTERNATE]) {
                    let place = names.entry(id(cells[PLACE])?).or_default();
                    place.arabic.push((rank(cells), plain_arabic(cells[ALTERNATE])));
                }
                Ok(())
            })?;
        }
        // Only now is it known which places have an Arabic name.
        for path in &self.alternates {
            rows(path, ALTERNATE + 1, |cells| {
                let order = ["en", "fr", ""].iter().position(|known| *known == cells[LANGUAGE]);
                if let Some(order) = order
                    && let Some(place) = names.get_mut(&id(cells[PLACE])?)
                    && is_latin_name(cells[ALTERNATE])
                {
                    let rank = rank(cells) + 4 * u8::try_from(order).unwrap_or(u8::MAX / 8);
                    place.latin.push((rank, cells[ALTERNATE].trim().to_owned()));
                }
                Ok(())
            })?;
        }
        let mut places: Vec<(u64, u64, Entry)> = Vec::new();
        for path in &self.places {
            rows(path, POPULATION + 1, |cells| {
                let id = id(cells[ID])?;
                if let Some(entry) = place(cells, names.remove(&id)) {
                    places.push((number(cells[POPULATION]).unwrap_or(0), id, entry));
                }
                Ok(())
            })?;
        }
        if self.places.is_empty() {
            let entry = |(id, names)| Some((0, id, named(Vec::new(), names)?));
            places.extend(names.into_iter().filter_map(entry));
        }
        places.sort_by_key(|(population, id, _)| (std::cmp::Reverse(*population), *id));
        for (index, (_, _, entry)) in places.into_iter().enumerate() {
            sink(index + 1, entry);
        }
        Ok(())
    }
}

/// Calls a function with the cells of every row; its errors get the row's place.
fn rows(
    path: &Path,
    width: usize,
    mut each: impl FnMut(&[&str]) -> std::result::Result<(), String>,
) -> Result<()> {
    let mut rows = Rows::new(Lines::new(Input::open(path)?), Dialect::Tabs);
    let mut is_first = true;
    while rows.advance()? {
        let cells: Vec<&str> = rows.cells().collect();
        let is_header = std::mem::take(&mut is_first) && number(cells[ID]).is_none();
        if is_header || cells == [""] || cells[ID].starts_with('#') {
            continue;
        }
        let read = if cells.len() < width {
            Err(format!("expected at least {width} columns, found {}", cells.len()))
        } else {
            each(&cells)
        };
        read.map_err(|message| {
            Error::new(ErrorKind::Input, message).at(rows.name(), rows.line(), None)
        })?;
    }
    Ok(())
}

fn number(text: &str) -> Option<u64> {
    text.trim().parse().ok()
}

fn id(text: &str) -> std::result::Result<u64, String> {
    number(text).ok_or_else(|| format!("found '{text}', expected the number of a place"))
}

/// How good an alternate name is: preferred, usual, colloquial, historic.
fn rank(cells: &[&str]) -> u8 {
    let is = |column: usize| cells.get(column).is_some_and(|cell| cell.trim() == "1");
    if is(IS_HISTORIC) {
        3
    } else if is(IS_COLLOQUIAL) {
        2
    } else {
        u8::from(!is(IS_PREFERRED))
    }
}

/// The entry of a row; the names of known language count, if there are any.
fn place(cells: &[&str], names: Option<Names>) -> Option<Entry> {
    let mut latin = vec![cells[NAME].trim().to_owned(), cells[ASCII_NAME].trim().to_owned()];
    latin.retain(|name| is_latin_name(name));
    if let Some(names) = names {
        return named(latin, names);
    }
    let mut names = Names::default();
    for name in cells[NAMES].split(',').map(str::trim) {
        if has_only_arabic(name) {
            names.arabic.push((0, plain_arabic(name)));
        } else if is_latin_name(name) && is_written_as_name(name) {
            names.latin.push((0, name.to_owned()));
        }
    }
    named(latin, names)
}

/// The entry of a place with these spellings before those that it has.
fn named(mut sources: Vec<String>, mut names: Names) -> Option<Entry> {
    names.arabic.sort_by_key(|(rank, _)| *rank);
    names.latin.sort_by_key(|(rank, _)| *rank);
    sources.extend(names.latin.into_iter().map(|(_, name)| name));
    let mut keys = Vec::new();
    sources.retain(|source| {
        let key = latin_key(source);
        let is_new = !keys.contains(&key);
        keys.push(key);
        is_new
    });
    let mut targets: Vec<String> = Vec::new();
    for (_, name) in names.arabic {
        if !targets.contains(&name) {
            targets.push(name);
        }
    }
    let has_both = !sources.is_empty() && !targets.is_empty();
    has_both.then_some(Entry {
        sources,
        targets,
        kind: EntityType::Location,
        keep_latin: false,
        forbidden: Vec::new(),
    })
}

/// Whether a name has letters of the Arabic language and no others, such as those of Persian.
fn has_only_arabic(name: &str) -> bool {
    let is_letter = |c: char| matches!(c, '\u{0621}'..='\u{063A}' | '\u{0641}'..='\u{064A}');
    let is_mark = |c: char| matches!(c, '\u{0640}' | '\u{064B}'..='\u{0652}' | '\u{0670}');
    name.chars().filter(|c| is_letter(*c)).count() > 1
        && name.chars().all(|c| is_letter(c) || is_mark(c) || c == ' ' || c == '-')
}

fn plain_arabic(name: &str) -> String {
    Folding::MARKS.fold(name.trim())
}

fn is_latin_name(name: &str) -> bool {
    name.chars().any(is_latin)
        && !name.chars().any(|c| is_arabic(c) || c.is_numeric())
        && name
            .chars()
            .all(|c| !c.is_alphabetic() || is_latin(c) || ('\u{1E00}'..='\u{1EFF}').contains(&c))
}

/// Whether a name of unknown language looks like one, and not like a code.
fn is_written_as_name(name: &str) -> bool {
    name.chars().count() >= SHORTEST
        && name.starts_with(char::is_uppercase)
        && name.chars().any(char::is_lowercase)
}
