//! Localization: the formats of texts that programs and films show, each read as units.

mod android;
mod apple;
mod bounded;
mod json_i18n;
mod members;
mod mo;
mod plist;
mod plural;
mod po;
mod properties;
mod qt_ts;
mod resx;
mod subtitles;
mod whole;
mod xcstrings;
mod yaml;

use std::io::{Cursor, Read};
use std::path::Path;

use self::bounded::bounded;
use self::subtitles::Kind;
use self::whole::{Otherwise, Whole};
use super::Format;
use super::input::{Input, read_error};
use super::limits::Limits;
use super::lines::Lines;
use super::unit::{Unit, Units};
use super::{tmx, xliff};
use crate::error::{Error, ErrorKind, Result};

/// How much of a file is looked at to learn its format.
const HEAD: usize = 1 << 16;

/// Reads all units of a localization file; `None` where the file is of another format, whose
/// segments [`open`](super::open) gives. The format is what is given, else what the file's name
/// and content mean.
///
/// # Errors
///
/// What opening and reading give.
///
/// # Examples
///
/// ```
/// use mizan::corpus::{Limits, read_units};
///
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("ar.po");
/// std::fs::write(&path, "msgid \"Save\"\nmsgstr \"حفظ\"\n")?;
/// let units = read_units(&path, None, Limits::default())?.unwrap();
/// assert_eq!(units[0].target.as_ref().unwrap().text, "حفظ");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn read_units(
    path: &Path,
    format: Option<Format>,
    limits: Limits,
) -> Result<Option<Vec<Unit>>> {
    let by_name = match format {
        Some(format) => format,
        None => Format::of_path(path)?,
    };
    let input = Input::open_within(path, limits)?;
    let (format, input) =
        if format.is_some() { (by_name, input) } else { of_content(by_name, input)? };
    let mut reader = match format {
        Format::Plain
        | Format::Tsv
        | Format::Csv
        | Format::Json
        | Format::MEta
        | Format::Wmt
        | Format::MtMetricsEval
        | Format::WmtXml
        | Format::Xlsx
        | Format::Parquet => return Ok(None),
        _ => units(format, input)?,
    };
    let mut found = Vec::new();
    while let Some(unit) = reader.next_unit()? {
        found.push(unit);
    }
    Ok(Some(found))
}

/// Opens a file of one of these formats.
pub(super) fn units(format: Format, input: Input) -> Result<Box<dyn Units>> {
    bounded(input, |input| reader(format, input))
}

fn reader(format: Format, input: Input) -> Result<Box<dyn Units>> {
    let whole = |input| Whole::read(input, Otherwise::Refused);
    Ok(match format {
        Format::Xliff => xliff::open(input)?,
        Format::Tmx => tmx::open(input)?,
        Format::Po => Box::new(po::Po::new(Lines::new(input))),
        Format::Mo => Box::new(mo::Mo::new(input)?),
        Format::Properties => {
            Box::new(properties::Properties::new(Whole::read(input, Otherwise::Latin1)?))
        }
        Format::Resx => Box::new(resx::Resx::new(input)),
        Format::Android => Box::new(android::Android::new(input)),
        Format::Strings | Format::Stringsdict => {
            let (head, input) = peek(input)?;
            let start = head.trim_start();
            if start.starts_with("bplist") {
                let error = Error::new(ErrorKind::Input, "a binary property list, expected text");
                return Err(error.in_file(&input.name).help("convert it: plutil -convert xml1"));
            }
            if start.starts_with('<') || format == Format::Stringsdict {
                Box::new(plist::Plist::new(input))
            } else {
                Box::new(apple::Strings::new(whole(input)?))
            }
        }
        Format::Xcstrings => Box::new(xcstrings::Xcstrings::new(whole(input)?, None)?),
        Format::JsonI18n => Box::new(json_i18n::JsonI18n::new(whole(input)?, false)?),
        Format::Arb => Box::new(json_i18n::JsonI18n::new(whole(input)?, true)?),
        Format::Yaml => Box::new(yaml::Yaml::new(whole(input)?)),
        Format::QtTs => Box::new(qt_ts::QtTs::new(input)),
        Format::Srt => Box::new(subtitles::Cues::new(Lines::new(input), Kind::Srt)),
        Format::Vtt => Box::new(subtitles::Cues::new(Lines::new(input), Kind::Vtt)),
        Format::Plain
        | Format::Tsv
        | Format::Csv
        | Format::Json
        | Format::MEta
        | Format::Wmt
        | Format::MtMetricsEval
        | Format::WmtXml
        | Format::Xlsx
        | Format::Parquet => {
            let message = format!("{} is no format of localization", format.name());
            return Err(Error::new(ErrorKind::Setting, message).in_file(&input.name));
        }
    })
}

/// The format that the content of a file means, where its extension leaves it open.
///
/// `.json` is a map of texts where it is one object of nothing but texts; `.xml` goes by its root.
pub(super) fn of_content(format: Format, input: Input) -> Result<(Format, Input)> {
    if format != Format::Json && format != Format::WmtXml {
        return Ok((format, input));
    }
    let (head, input) = peek(input)?;
    if format == Format::Json {
        let is_map = json_i18n::is_map_of_texts(&head);
        return Ok((if is_map { Format::JsonI18n } else { format }, input));
    }
    let format = match root_element(&head) {
        Some("resources") => Format::Android,
        Some("TS") => Format::QtTs,
        Some("plist") => Format::Stringsdict,
        Some("xliff") => Format::Xliff,
        Some("tmx") => Format::Tmx,
        Some(_) | None => format,
    };
    Ok((format, input))
}

/// The beginning of a file, as far as it is text, and the whole again.
fn peek(mut input: Input) -> Result<(String, Input)> {
    let mut head = Vec::with_capacity(HEAD);
    let read = input.bytes.by_ref().take(HEAD as u64).read_to_end(&mut head);
    read.map_err(|error| read_error(&input.name, &error))?;
    let valid = head.utf8_chunks().next().map(|chunk| chunk.valid().to_owned());
    let bytes = Box::new(Cursor::new(head).chain(input.bytes));
    Ok((valid.unwrap_or_default(), Input { bytes, ..input }))
}

/// The name of the first element of an XML file, without its prefix.
pub(super) fn root_element(head: &str) -> Option<&str> {
    let mut rest = head.trim_start();
    loop {
        let inside = rest.strip_prefix('<')?;
        let end = if inside.starts_with("!--") {
            inside.find("-->")? + 3
        } else if inside.starts_with('?') {
            inside.find("?>")? + 2
        } else if inside.starts_with('!') {
            end_of_document_type(inside)?
        } else {
            let is_end = |c: char| c.is_whitespace() || matches!(c, '>' | '/');
            let name = &inside[..inside.find(is_end)?];
            return name.rsplit(':').next();
        };
        rest = inside[end..].trim_start();
    }
}

/// Where a document type ends, which may hold declarations in square brackets.
fn end_of_document_type(inside: &str) -> Option<usize> {
    let (mut quote, mut depth) = (None, 0usize);
    let end = inside.bytes().position(|byte| {
        match (quote, byte) {
            (Some(open), _) if open == byte => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'[') => depth += 1,
            (None, b']') => depth = depth.saturating_sub(1),
            (None, b'>') => return depth == 0,
            (None, _) => {}
        }
        false
    })?;
    Some(end + 1)
}

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod tests;
