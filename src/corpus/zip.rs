//! Zip: the files of an archive, as far as Excel workbooks need it.
//!
//! Stored and deflated files of archives below 4 GiB; checksums are not checked.

use std::io::{self, Cursor, Read};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use flate2::read::DeflateDecoder;

use super::input::{Input, read_error};
use super::limits::{Limits, Unpacked};
use crate::error::{Error, ErrorKind, Result};

/// Bytes of the largest archive that is read.
const LARGEST: u64 = 1 << 30;
/// What the end of an archive begins with, and its length without a comment.
const END: &[u8] = b"PK\x05\x06";
const END_LENGTH: usize = 22;
/// What the entry of a file begins with in the list at the end, and its length without names.
const LISTED: &[u8] = b"PK\x01\x02";
const LISTED_LENGTH: usize = 46;
/// The same before the file itself.
const LOCAL: &[u8] = b"PK\x03\x04";
const LOCAL_LENGTH: usize = 30;
const DEFLATED: usize = 8;
/// Bytes that any file may have, since a small one of nothing but empty cells packs well.
const ALWAYS_UNPACKED: u64 = 1 << 22;

/// An archive in memory.
pub(super) struct Archive {
    name: String,
    bytes: Arc<[u8]>,
    entries: Vec<Entry>,
    limits: Limits,
}

/// A file of the archive.
struct Entry {
    path: String,
    is_deflated: bool,
    start: usize,
    length: usize,
}

impl Archive {
    /// Reads an archive and the list of its files.
    pub(super) fn new(input: Input) -> Result<Self> {
        let mut bytes = Vec::new();
        let read = input.bytes.take(LARGEST).read_to_end(&mut bytes);
        let read = read.map_err(|error| read_error(&input.name, &error))?;
        let fail = |message: &str| Error::new(ErrorKind::Input, message).in_file(&input.name);
        if read as u64 == LARGEST {
            return Err(fail("the workbook has more than 1 GiB"));
        }
        if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
            return Err(fail("an old or encrypted workbook, expected .xlsx")
                .help("save it as an Excel workbook (.xlsx) without a password"));
        }
        if !bytes.starts_with(b"PK") {
            return Err(fail("no workbook, expected .xlsx"));
        }
        let entries = entries(&bytes).map_err(|message| {
            fail(&format!("the workbook is damaged: {message}")).help("the file may be cut short")
        })?;
        Ok(Archive { name: input.name, bytes: bytes.into(), entries, limits: input.limits })
    }

    /// The file as messages name it.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// A file of the archive, unpacked as it is read.
    pub(super) fn open(&self, path: &str) -> Option<Input> {
        let entry = self.entries.iter().find(|entry| entry.path.eq_ignore_ascii_case(path))?;
        let packed = Packed {
            bytes: Arc::clone(&self.bytes),
            start: entry.start,
            end: entry.start + entry.length,
        };
        let length = Arc::new(AtomicU64::new(entry.length as u64));
        let bytes: Box<dyn Read + Send> = match entry.is_deflated {
            true => {
                let unpacked = DeflateDecoder::new(packed);
                Box::new(Unpacked::new(unpacked, length, ALWAYS_UNPACKED, self.limits))
            }
            false => Box::new(packed),
        };
        let name = format!("{} ({path})", self.name);
        Some(Input { name, bytes, limits: self.limits })
    }
}

/// A number of two bytes.
fn short(bytes: &[u8], at: usize) -> Option<usize> {
    let pair = bytes.get(at..at + 2)?;
    Some(usize::from(u16::from_le_bytes(pair.try_into().ok()?)))
}

/// A number of four bytes.
fn long(bytes: &[u8], at: usize) -> Option<usize> {
    let four = bytes.get(at..at + 4)?;
    usize::try_from(u32::from_le_bytes(four.try_into().ok()?)).ok()
}

/// The files of an archive, from the list at its end.
fn entries(bytes: &[u8]) -> std::result::Result<Vec<Entry>, &'static str> {
    const CUT: &str = "its list of files is cut short";
    let end = memchr::memmem::rfind(bytes, END).ok_or("its list of files is missing")?;
    let tail = bytes.get(end..end + END_LENGTH).ok_or(CUT)?;
    let count = short(tail, 10).ok_or(CUT)?;
    let mut at = long(tail, 16).ok_or(CUT)?;
    let mut entries = Vec::new();
    for _ in 0..count {
        let listed = bytes.get(at..).filter(|rest| rest.starts_with(LISTED)).ok_or(CUT)?;
        let [path, extra, comment] = [28, 30, 32].map(|place| short(listed, place).unwrap_or(0));
        let name = listed.get(LISTED_LENGTH..LISTED_LENGTH + path).ok_or(CUT)?;
        let method = short(listed, 10).ok_or(CUT)?;
        if short(listed, 8).ok_or(CUT)? & 1 == 1 {
            return Err("a file in it is encrypted");
        }
        if method != 0 && method != DEFLATED {
            return Err("a file in it is packed in a way that Excel does not use");
        }
        let length = long(listed, 20).ok_or(CUT)?;
        let local = long(listed, 42).ok_or(CUT)?;
        let before = bytes.get(local..).filter(|rest| rest.starts_with(LOCAL)).ok_or(CUT)?;
        let names = short(before, 26).ok_or(CUT)? + short(before, 28).ok_or(CUT)?;
        let start = local + LOCAL_LENGTH + names;
        if start.checked_add(length).is_none_or(|end| end > bytes.len()) {
            return Err("a file in it is cut short");
        }
        let path = String::from_utf8_lossy(name).replace('\\', "/");
        entries.push(Entry { path, is_deflated: method == DEFLATED, start, length });
        at += LISTED_LENGTH + name.len() + extra + comment;
    }
    Ok(entries)
}

/// The bytes of one file as the archive has them.
struct Packed {
    bytes: Arc<[u8]>,
    start: usize,
    end: usize,
}

impl Read for Packed {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = Cursor::new(&self.bytes[self.start..self.end]).read(buffer)?;
        self.start += read;
        Ok(read)
    }
}
