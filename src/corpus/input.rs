//! Input: the text of a file or of standard input in UTF-8, decompressed, without byte-order mark.

use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::Path;

use super::compression::{Compression, MAGIC_LENGTH, decompress};
use super::limits::{Limits, with_help};
use super::utf16::{ByteOrder, Utf16};
use crate::error::{Error, ErrorKind, Result};

/// Opens files, and standard input once.
pub(super) struct Inputs {
    stdin: Option<Box<dyn Read + Send>>,
    limits: Limits,
}

/// The text bytes of one file.
pub(crate) struct Input {
    /// The file as messages name it.
    pub(crate) name: String,
    pub(crate) bytes: Box<dyn Read + Send>,
    /// How much of it is taken.
    pub(crate) limits: Limits,
}

/// Whether the path stands for standard input.
pub(super) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// The file as messages name it.
pub(super) fn display_name(path: &Path) -> String {
    if is_stdin(path) { "standard input".to_owned() } else { path.display().to_string() }
}

impl Inputs {
    pub(super) fn new(stdin: Box<dyn Read + Send>, limits: Limits) -> Self {
        Inputs { stdin: Some(stdin), limits }
    }

    /// Opens a path, or standard input where it is `-`.
    pub(super) fn open(&mut self, path: &Path) -> Result<Input> {
        if is_stdin(path) {
            let Some(stdin) = self.stdin.take() else {
                return Err(Error::new(
                    ErrorKind::Setting,
                    "standard input is asked for twice, it can be read once",
                )
                .help("write one of the inputs to a file"));
            };
            return Input::within(display_name(path), stdin, self.limits);
        }
        Input::open_within(path, self.limits)
    }
}

impl Input {
    /// Opens the file at this path; `-` is a name like any other.
    pub(crate) fn open(path: &Path) -> Result<Self> {
        Input::open_within(path, Limits::default())
    }

    /// The same, with limits of its own.
    pub(super) fn open_within(path: &Path, limits: Limits) -> Result<Self> {
        let name = path.display().to_string();
        if path.is_dir() {
            return Err(
                Error::new(ErrorKind::Input, "is a directory, expected a file").in_file(&name)
            );
        }
        let file = File::open(path).map_err(|error| Error::io(path, &error))?;
        Input::within(name, Box::new(file), limits)
    }

    /// The text bytes of a reader, whatever its compression.
    pub(crate) fn from_reader(name: String, bytes: Box<dyn Read + Send>) -> Result<Self> {
        Input::within(name, bytes, Limits::default())
    }

    fn within(name: String, bytes: Box<dyn Read + Send>, limits: Limits) -> Result<Self> {
        let fail = |error: io::Error| read_error(&name, &error);
        let (head, bytes) = peek(bytes, MAGIC_LENGTH).map_err(fail)?;
        let bytes = match Compression::recognise(&head) {
            Some(compression) => decompress(compression, bytes, limits).map_err(fail)?,
            None => bytes,
        };
        let (mut head, mut bytes) = split(bytes, 4).map_err(fail)?;
        if let [0xFF, 0xFE, 0, 0] | [0, 0, 0xFE, 0xFF] = head.as_slice() {
            return Err(Error::new(ErrorKind::Input, "the text is UTF-32, expected UTF-8")
                .in_file(&name)
                .help("convert it: iconv -f UTF-32 -t UTF-8"));
        }
        if let Some(order) = ByteOrder::recognise(&head) {
            let units = Box::new(Cursor::new(head.split_off(2)).chain(bytes));
            return Ok(Input { name, bytes: Box::new(Utf16::new(units, order)), limits });
        }
        if head.starts_with(b"\xEF\xBB\xBF") {
            head.drain(..3);
        }
        bytes = Box::new(Cursor::new(head).chain(bytes));
        Ok(Input { name, bytes, limits })
    }
}

/// The error for a read that failed: damaged data is the file's fault, the rest the system's.
pub(crate) fn read_error(name: &str, error: &io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::InvalidData | io::ErrorKind::Unsupported => {
            with_help(Error::new(ErrorKind::Input, error.to_string()).in_file(name), error)
        }
        _ => Error::io(name, error),
    }
}

/// The first bytes, at most `length`, and the whole again.
fn peek(bytes: Box<dyn Read + Send>, length: usize) -> io::Result<(Vec<u8>, Box<dyn Read + Send>)> {
    let (head, rest) = split(bytes, length)?;
    Ok((head.clone(), Box::new(Cursor::new(head).chain(rest))))
}

/// The first bytes, at most `length`, and the rest.
fn split(
    mut bytes: Box<dyn Read + Send>,
    length: usize,
) -> io::Result<(Vec<u8>, Box<dyn Read + Send>)> {
    let mut head = Vec::with_capacity(length);
    bytes.by_ref().take(length as u64).read_to_end(&mut head)?;
    Ok((head, bytes))
}
