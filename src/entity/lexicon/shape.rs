//! Shape: how a lexicon is written, by the name of its file.

use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;

use super::pack::MAGIC;
use super::{Entry, read, tbx};
use crate::corpus::extension;
use crate::corpus::input::{Input, read_error};
use crate::corpus::json::Objects;
use crate::corpus::lines::Lines;
use crate::corpus::separated::Dialect;
use crate::error::{Error, ErrorKind, Result};

/// What takes the entries of a file, each with its line.
pub(super) type Sink<'a> = &'a mut dyn FnMut(usize, Entry);

/// How a lexicon is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Tabs,
    Commas,
    Objects,
    Tbx,
    Compiled,
}

impl Shape {
    /// The shape that the name of a file means.
    pub(super) fn of_path(path: &Path) -> Result<Self> {
        match extension(path).as_str() {
            "tsv" => Ok(Shape::Tabs),
            "csv" => Ok(Shape::Commas),
            "jsonl" | "json" => Ok(Shape::Objects),
            "tbx" => Ok(Shape::Tbx),
            "mlex" => Ok(Shape::Compiled),
            _ => Err(Error::new(
                ErrorKind::Input,
                "the name does not say how the lexicon is written",
            )
            .in_file(&path.display().to_string())
            .help("a lexicon is .csv, .tsv, .jsonl, .json, .tbx or, compiled, .mlex")),
        }
    }

    /// Gives the entries of a file that is not compiled.
    pub(super) fn read(self, input: Input, sink: Sink<'_>) -> Result<()> {
        if self == Shape::Tbx {
            return tbx::terms(input, sink);
        }
        let mut lines = Lines::new(input);
        read::skip_comments(&mut lines)?;
        match self {
            Shape::Tabs => read::rows(lines, Dialect::Tabs, sink),
            Shape::Commas => read::rows(lines, Dialect::Quoted(None), sink),
            Shape::Objects => read::objects(Objects::new(lines)?, sink),
            Shape::Tbx | Shape::Compiled => Ok(()),
        }
    }
}

/// The bytes of a compiled lexicon, read as one block; decompressed where they are compressed.
pub(super) fn whole(path: &Path) -> Result<Vec<u8>> {
    let name = path.display().to_string();
    if path.is_dir() {
        return Err(Error::new(ErrorKind::Input, "is a directory, expected a file").in_file(&name));
    }
    let bytes = fs::read(path).map_err(|error| Error::io(path, &error))?;
    if bytes.starts_with(&MAGIC) {
        return Ok(bytes);
    }
    let mut input = Input::from_reader(name, Box::new(Cursor::new(bytes)))?;
    let mut decompressed = Vec::new();
    let read = input.bytes.read_to_end(&mut decompressed);
    read.map_err(|error| read_error(&input.name, &error))?;
    Ok(decompressed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_another_kind_is_refused_by_its_name() {
        let error = Shape::of_path("terms.xlsx".as_ref()).unwrap_err().to_string();
        assert_eq!(
            error,
            "terms.xlsx: the name does not say how the lexicon is written\n  \
             help: a lexicon is .csv, .tsv, .jsonl, .json, .tbx or, compiled, .mlex"
        );
        assert!(Shape::of_path("names.txt".as_ref()).is_err());
        assert_eq!(Shape::of_path("names.csv.gz".as_ref()).unwrap(), Shape::Commas);
    }
}
