//! Packed: a lexicon used where it stands, in the bytes that [`Packer`](super::pack::Packer)
//! wrote. Opening it costs its reading and its checksum; nothing is parsed before it is found.

use std::ops::Range;
use std::str::from_utf8;

use super::hash::{KeyHash, checksum};
use super::pack::{
    CHECKED, GOES_ON, HEADER, KEEP_LATIN, KINDS, MAGIC, VERSION, WORD, bucket, mark,
};
use super::{Entry, arabic_key, latin_key};
use crate::entity::EntityType;
use crate::error::{Error, ErrorKind, Result};

/// A compiled lexicon. What its bytes hold is checked where it is read, so that no file, however
/// it was made, leads to a panic.
#[derive(Debug)]
pub(super) struct Packed {
    bytes: Vec<u8>,
    entries: usize,
    ends: Range<usize>,
    latin: Index,
    arabic: Index,
    records: Range<usize>,
    attribution: Range<usize>,
    digest: u64,
}

/// Where an index stands.
#[derive(Debug)]
struct Index {
    buckets: usize,
    ends: Range<usize>,
    slots: Range<usize>,
}

impl Packed {
    /// Takes the bytes of a file.
    pub(super) fn open(name: &str, bytes: Vec<u8>) -> Result<Self> {
        let refused = |message: &str| {
            Error::new(ErrorKind::Input, message)
                .in_file(name)
                .help("build it again with mizan lexicon build")
        };
        if !bytes.starts_with(&MAGIC) {
            return Err(refused("this is no compiled lexicon: it does not begin with 'mlex'"));
        }
        let Some(header) = bytes.get(MAGIC.len()..HEADER) else {
            return Err(refused(&format!(
                "the compiled lexicon is cut short: found {} bytes, expected at least {HEADER}",
                bytes.len()
            )));
        };
        let mut header = Numbers(header);
        let version = header.four();
        if version != VERSION {
            let message =
                format!("the compiled lexicon is version {version}, this mizan reads {VERSION}");
            return Err(Error::new(ErrorKind::Input, message)
                .in_file(name)
                .help("build it again with mizan lexicon build, or use the mizan that built it"));
        }
        let reserved = header.four();
        let (length, sum) = (header.eight(), header.eight());
        if length != bytes.len() as u64 {
            let fault = if length > bytes.len() as u64 { "cut short" } else { "damaged" };
            return Err(refused(&format!(
                "the compiled lexicon is {fault}: found {} bytes, expected {length}",
                bytes.len()
            )));
        }
        if sum != checksum(&bytes[CHECKED..]) || reserved != 0 {
            return Err(refused("the compiled lexicon is damaged: its checksum differs"));
        }
        let mut counts = [0; 7];
        for count in &mut counts {
            *count = header.four() as usize;
        }
        let [entries, latin_buckets, latin_slots, arabic_buckets, arabic_slots, records, note] =
            counts;
        header.four();
        let digest = header.eight();
        let mut place = Some(HEADER);
        // An end that is beyond all numbers is beyond the file too.
        let mut next = |count: usize, size: usize| {
            let start = place.unwrap_or(usize::MAX);
            place = count.checked_mul(size).and_then(|length| start.checked_add(length));
            start..place.unwrap_or(usize::MAX)
        };
        let ends = next(entries, 4);
        let latin = Index::new(latin_buckets, next(latin_buckets, 4), next(latin_slots, 8));
        let arabic = Index::new(arabic_buckets, next(arabic_buckets, 4), next(arabic_slots, 8));
        let records = next(records, 1);
        let attribution = next(note, 1);
        if attribution.end != bytes.len() {
            return Err(refused("the compiled lexicon is damaged: its parts do not fill it"));
        }
        // Else many entries could be the same long record, read again for each.
        let each = bytes[ends.clone()].chunks_exact(4).map(|end| Numbers(end).four());
        if !each.is_sorted() {
            return Err(refused("the compiled lexicon is damaged: its entries are not in order"));
        }
        if from_utf8(&bytes[attribution.clone()]).is_err() {
            return Err(refused("the compiled lexicon is damaged: its attribution is no text"));
        }
        Ok(Packed { entries, ends, latin, arabic, records, attribution, digest, bytes })
    }

    /// How many entries there are.
    pub(super) fn len(&self) -> usize {
        self.entries
    }

    /// Who is to be named; empty where nobody is.
    pub(super) fn attribution(&self) -> &str {
        from_utf8(&self.bytes[self.attribution.clone()]).unwrap_or_default()
    }

    /// A number that is the same for the same entries in the same order.
    pub(super) fn digest(&self) -> u64 {
        self.digest
    }

    /// An entry by its number; none where the bytes hold none.
    pub(super) fn entry(&self, index: usize) -> Option<Entry> {
        let mut record = self.record(index)?;
        let entry = Entry {
            kind: record.kind()?,
            keep_latin: record.byte()? & KEEP_LATIN != 0,
            sources: record.texts()?,
            targets: record.texts()?,
            forbidden: record.texts()?,
        };
        (!entry.sources.is_empty()).then_some(entry)
    }

    /// The first entry that has a spelling with this key, and whether a longer one goes on.
    pub(super) fn find_latin(&self, key: &str, hash: u64) -> Found {
        let is_it = |index| self.has_source(index, key).unwrap_or(false);
        Found::of(self.latin.candidates(&self.bytes, hash), is_it)
    }

    /// The first entry that has an Arabic form with this key, and whether a longer one goes on.
    pub(super) fn find_arabic(&self, key: &str, hash: u64) -> Found {
        let is_it = |index| self.has_target(index, key).unwrap_or(false);
        Found::of(self.arabic.candidates(&self.bytes, hash), is_it)
    }

    /// All entries that have an Arabic form with this key.
    pub(super) fn all_arabic(&self, key: &str) -> impl Iterator<Item = usize> {
        let found = self.arabic.candidates(&self.bytes, KeyHash::of(key));
        let found = found.map(|index| index as usize);
        found.filter(move |&index| self.has_target(index, key).unwrap_or(false))
    }

    fn has_source(&self, index: usize, key: &str) -> Option<bool> {
        let mut record = self.record(index)?;
        record.kind()?;
        record.byte()?;
        record.any_text(|text| latin_key(text) == key)
    }

    fn has_target(&self, index: usize, key: &str) -> Option<bool> {
        let mut record = self.record(index)?;
        record.kind()?;
        record.byte()?;
        record.texts()?;
        record.any_text(|text| arabic_key(text) == key)
    }

    fn record(&self, index: usize) -> Option<Record<'_>> {
        if index >= self.entries {
            return None;
        }
        let ends = &self.bytes[self.ends.clone()];
        let start = if index == 0 { 0 } else { four_at(ends, index - 1)? };
        let end = four_at(ends, index)?;
        Some(Record(self.bytes[self.records.clone()].get(start..end)?))
    }
}

/// What there is for a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    /// The entry that has it.
    pub(super) entry: Option<usize>,
    /// Whether a name may have it as its first words.
    pub(super) goes_on: bool,
}

impl Found {
    fn of(candidates: impl Iterator<Item = u32>, is_it: impl Fn(usize) -> bool) -> Self {
        let mut found = Found { entry: None, goes_on: false };
        for candidate in candidates {
            if candidate == GOES_ON {
                found.goes_on = true;
            } else if found.entry.is_none() && is_it(candidate as usize) {
                found.entry = Some(candidate as usize);
            }
        }
        found
    }
}

impl Index {
    fn new(buckets: usize, ends: Range<usize>, slots: Range<usize>) -> Self {
        Index { buckets, ends, slots }
    }

    /// What the slots with this hash hold.
    fn candidates<'a>(&self, bytes: &'a [u8], hash: u64) -> impl Iterator<Item = u32> + use<'a> {
        let ends = &bytes[self.ends.clone()];
        let number = bucket(hash, self.buckets);
        let start = if number == 0 { Some(0) } else { four_at(ends, number - 1) };
        let slots = start.zip(four_at(ends, number)).and_then(|(start, end)| {
            bytes[self.slots.clone()].get(start.checked_mul(8)?..end.checked_mul(8)?)
        });
        slots.unwrap_or_default().chunks_exact(8).filter_map(move |slot| {
            let mut slot = Numbers(slot);
            (slot.four() == mark(hash)).then(|| slot.four())
        })
    }
}

/// The number at a place in a list of numbers of four bytes.
fn four_at(bytes: &[u8], index: usize) -> Option<usize> {
    let start = index.checked_mul(4)?;
    Some(Numbers(bytes.get(start..start.checked_add(4)?)?).four() as usize)
}

/// Numbers of fixed size, one after another; 0 where they have ended.
struct Numbers<'a>(&'a [u8]);

impl Numbers<'_> {
    fn four(&mut self) -> u32 {
        let Some((first, rest)) = self.0.split_first_chunk() else { return 0 };
        self.0 = rest;
        u32::from_le_bytes(*first)
    }

    fn eight(&mut self) -> u64 {
        let Some((first, rest)) = self.0.split_first_chunk() else { return 0 };
        self.0 = rest;
        u64::from_le_bytes(*first)
    }
}

/// What is left of a record.
struct Record<'a>(&'a [u8]);

impl<'a> Record<'a> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    fn number(&mut self) -> Option<usize> {
        let mut number = 0_usize;
        for shift in (0..usize::BITS - 7).step_by(7) {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    fn text(&mut self) -> Option<&'a str> {
        let length = self.number()?;
        let (text, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        from_utf8(text).ok()
    }

    fn kind(&mut self) -> Option<EntityType> {
        match self.byte()? {
            WORD => self.text()?.parse().ok(),
            number => KINDS.get(usize::from(number)).cloned(),
        }
    }

    fn texts(&mut self) -> Option<Vec<String>> {
        let count = self.number()?;
        (0..count).map(|_| self.text().map(str::to_owned)).collect()
    }

    /// Whether one of a list of texts is wanted; the rest of the list is not read.
    fn any_text(&mut self, is_wanted: impl Fn(&str) -> bool) -> Option<bool> {
        for _ in 0..self.number()? {
            if is_wanted(self.text()?) {
                return Some(true);
            }
        }
        Some(false)
    }
}
