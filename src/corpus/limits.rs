//! Limits: how much of an input is unpacked and held, so that no file fills the memory.

use std::error::Error as StdError;
use std::fmt;
use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::error::{Error, ErrorKind, Result};

/// How many times its packed size a file may have. Text packs up to 20 to 1, the XML of sheets up to
/// 50 to 1; what is made to fill the memory 1000 to 1 and more.
const MOST_TIMES: u64 = 100;

/// The most that is taken of an input; more is an error.
///
/// # Examples
///
/// ```
/// use mizan::corpus::{Limits, Plan, open};
///
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("ref.ar");
/// std::fs::write(&path, "وصل الوفد إلى باكو مساء أمس\n")?;
/// let limits = Limits { line: 20, ..Limits::default() };
/// let plan = Plan { references: vec![path], limits, ..Plan::default() };
/// let error = open(&plan)?.read_all().unwrap_err().to_string();
/// assert!(error.contains("ref.ar:1: a line of more than 20 bytes"), "{error}");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes that a packed file may unpack to. `None` is 100 times its packed size, and 64 MiB (4
    /// MiB for a file in a workbook) whatever its size.
    pub unpacked: Option<u64>,
    /// Bytes of a line of text, or of a row whose quoted cells go over several lines.
    pub line: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { unpacked: None, line: 1 << 28 }
    }
}

impl Limits {
    /// An error where a line or a row of the file has more bytes than it may.
    pub(super) fn check(self, bytes: usize, what: &str, name: &str, line: usize) -> Result<()> {
        if bytes <= self.line {
            return Ok(());
        }
        let message = format!("{what} of more than {}", in_words(self.line as u64));
        Err(Error::new(ErrorKind::Input, message)
            .at(name, line, None)
            .help("segments end with a line feed; --max-line SIZE allows longer ones"))
    }
}

/// The bytes of a packed file, as long as they are not too many.
pub(super) struct Unpacked<R> {
    bytes: R,
    given: u64,
    /// How many packed bytes were read so far, or there are.
    packed: Arc<AtomicU64>,
    /// Bytes that are always allowed.
    always: u64,
    limits: Limits,
}

impl<R> Unpacked<R> {
    pub(super) fn new(bytes: R, packed: Arc<AtomicU64>, always: u64, limits: Limits) -> Self {
        Unpacked { bytes, given: 0, packed, always, limits }
    }
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.bytes.read(buffer)?;
        self.given += read as u64;
        let packed = self.packed.load(Ordering::Relaxed);
        let most = self.limits.unpacked.unwrap_or(self.always.max(packed * MOST_TIMES));
        if self.given <= most {
            return Ok(read);
        }
        let message = match self.limits.unpacked {
            Some(most) => format!("unpacks to more than {}", in_words(most)),
            None => format!("unpacks to more than {MOST_TIMES} times its size"),
        };
        Err(io::Error::new(io::ErrorKind::InvalidData, TooMuch(message)))
    }
}

/// A file that unpacks to more than it may.
#[derive(Debug)]
struct TooMuch(String);

impl fmt::Display for TooMuch {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl StdError for TooMuch {}

/// The error with the way out, where it comes of a file that unpacks to too much.
pub(super) fn with_help(error: Error, cause: &io::Error) -> Error {
    match cause.get_ref() {
        Some(inner) if inner.is::<TooMuch>() => error
            .help("a file that is to be trusted can be unpacked, or allowed: --max-unpacked SIZE"),
        Some(_) | None => error,
    }
}

/// A number of bytes: `64 MiB`.
fn in_words(bytes: u64) -> String {
    let units = [(30, "GiB"), (20, "MiB"), (10, "KiB")];
    let whole =
        units.iter().find(|(bits, _)| bytes >= 1 << bits && bytes.is_multiple_of(1 << bits));
    match whole {
        Some((bits, unit)) => format!("{} {unit}", bytes >> bits),
        None => format!("{bytes} bytes"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(length: usize, packed: u64, always: u64, limits: Limits) -> io::Result<usize> {
        let bytes = io::repeat(b' ').take(length as u64);
        let packed = Arc::new(AtomicU64::new(packed));
        io::copy(&mut Unpacked::new(bytes, packed, always, limits), &mut io::sink())
            .map(|read| usize::try_from(read).unwrap())
    }

    #[test]
    fn what_unpacks_to_more_than_its_limit_is_an_error() {
        let by_size = Limits::default();
        assert_eq!(read(1000, 10, 50, by_size).unwrap(), 1000);
        assert_eq!(read(50, 0, 50, by_size).unwrap(), 50);
        let error = read(1001, 10, 50, by_size).unwrap_err();
        assert_eq!(error.to_string(), "unpacks to more than 100 times its size");
        let given = Limits { unpacked: Some(2048), ..by_size };
        assert_eq!(read(2048, 1, 50, given).unwrap(), 2048);
        let error = read(2049, 1000, 5000, given).unwrap_err();
        assert_eq!(error.to_string(), "unpacks to more than 2 KiB");
        let error = with_help(Error::new(ErrorKind::Input, "x"), &error).to_string();
        assert!(error.contains("--max-unpacked"), "{error}");
    }

    #[test]
    fn sizes_are_told_in_the_largest_unit_that_is_whole() {
        assert_eq!(in_words(1 << 30), "1 GiB");
        assert_eq!(in_words(3 << 19), "1536 KiB");
        assert_eq!(in_words(1000), "1000 bytes");
    }
}
