//! Pack: entries as the bytes that [`Packed`](super::packed::Packed) looks names up in.
//!
//! ```text
//! header       72 bytes: magic, version, 0, length, checksum of what follows, counts, digest
//! entry ends   4 bytes an entry: where its record ends
//! Latin index  4 bytes a bucket: where its slots end; 8 bytes a slot: hash, entry or GOES_ON
//! Arabic index as the Latin one
//! records      kind, flags, then sources, targets, forbidden: their number, each with its length
//! attribution  text
//! ```
//!
//! All numbers are little-endian; those within records take seven bits a byte.

use super::hash::{KeyHash, checksum};
use super::{Entry, arabic_key, latin_key};
use crate::entity::EntityType;
use crate::error::{Error, ErrorKind, Result};

/// What a compiled lexicon begins with. The line ends show a transfer as text.
pub(super) const MAGIC: [u8; 8] = *b"mlex\r\n\x1A\n";
/// The version of the format that is written, and the only one that is read.
pub(super) const VERSION: u32 = 1;
/// Bytes of the header.
pub(super) const HEADER: usize = 72;
/// Where in the header the checksum ends, and what it covers begins.
pub(super) const CHECKED: usize = 32;
/// Slots of a bucket on average.
const SLOTS: usize = 4;
/// The types, by their number in a record; a word of another type follows [`WORD`].
pub(super) const KINDS: [EntityType; 10] = [
    EntityType::Other,
    EntityType::Person,
    EntityType::Location,
    EntityType::Organization,
    EntityType::Work,
    EntityType::Event,
    EntityType::Product,
    EntityType::Brand,
    EntityType::Unit,
    EntityType::Month,
];
pub(super) const WORD: u8 = 255;
/// In place of an entry: the words with this hash begin a longer name.
pub(super) const GOES_ON: u32 = u32::MAX;
/// The flag of an entry that may stay in Latin letters.
pub(super) const KEEP_LATIN: u8 = 1;

/// Entries, packed one by one.
#[derive(Debug, Default)]
pub(super) struct Packer {
    records: Vec<u8>,
    ends: Vec<usize>,
    latin: Keys,
    arabic: Keys,
}

/// The hashes of names.
#[derive(Debug, Default)]
struct Keys {
    /// Those of whole names, each with its entry.
    whole: Vec<(u64, u32)>,
    /// Those of the words that names begin with.
    begun: Vec<u64>,
}

impl Packer {
    /// How many entries there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// How many spellings and how many Arabic forms are looked up.
    pub(super) fn keys(&self) -> (usize, usize) {
        (self.latin.whole.len(), self.arabic.whole.len())
    }

    pub(super) fn push(&mut self, entry: &Entry) {
        // Where it does not fit, `finish` refuses the number of entries.
        let index = u32::try_from(self.ends.len()).unwrap_or(GOES_ON);
        match (0_u8..).zip(&KINDS).find(|(_, kind)| **kind == entry.kind) {
            Some((number, _)) => self.records.push(number),
            None => {
                self.records.push(WORD);
                push_text(&mut self.records, entry.kind.name());
            }
        }
        self.records.push(if entry.keep_latin { KEEP_LATIN } else { 0 });
        for texts in [&entry.sources, &entry.targets, &entry.forbidden] {
            push_number(&mut self.records, texts.len());
            for text in texts {
                push_text(&mut self.records, text);
            }
        }
        self.ends.push(self.records.len());
        let latin = entry.sources.iter().map(|source| latin_key(source));
        self.latin.push(latin, index);
        let arabic = entry.targets.iter().map(|target| arabic_key(target));
        self.arabic.push(arabic, index);
    }

    /// The bytes of a compiled lexicon.
    pub(super) fn finish(self, attribution: &str) -> Result<Vec<u8>> {
        let (latin, latin_buckets, latin_slots) = self.latin.index()?;
        let (arabic, arabic_buckets, arabic_slots) = self.arabic.index()?;
        let ends = self.ends.len() * 4;
        let length =
            HEADER + ends + latin.len() + arabic.len() + self.records.len() + attribution.len();
        let mut bytes = Vec::with_capacity(length);
        bytes.extend(MAGIC);
        bytes.extend(VERSION.to_le_bytes());
        bytes.extend([0; 4]);
        bytes.extend((length as u64).to_le_bytes());
        bytes.extend([0; 8]);
        for count in [
            self.ends.len(),
            latin_buckets,
            latin_slots,
            arabic_buckets,
            arabic_slots,
            self.records.len(),
            attribution.len(),
            0,
        ] {
            bytes.extend(small(count)?);
        }
        bytes.extend(checksum(&self.records).to_le_bytes());
        for end in &self.ends {
            bytes.extend(small(*end)?);
        }
        bytes.extend(latin);
        bytes.extend(arabic);
        bytes.extend(self.records);
        bytes.extend(attribution.as_bytes());
        let sum = checksum(&bytes[CHECKED..]);
        bytes[CHECKED - 8..CHECKED].copy_from_slice(&sum.to_le_bytes());
        Ok(bytes)
    }
}

/// The buckets of so many slots in which a hash may be, chosen by its high half.
pub(super) fn bucket(hash: u64, buckets: usize) -> usize {
    // The product of two numbers of 32 bits; its high half is below `buckets`.
    usize::try_from(((hash >> 32) * buckets as u64) >> 32).unwrap_or(0)
}

/// The half of a hash that a slot holds.
pub(super) fn mark(hash: u64) -> u32 {
    let [a, b, c, d, ..] = hash.to_le_bytes();
    u32::from_le_bytes([a, b, c, d])
}

impl Keys {
    /// Adds the keys of an entry, each once.
    fn push(&mut self, keys: impl Iterator<Item = String>, index: u32) {
        let first = self.whole.len();
        for key in keys {
            let mut hash = KeyHash::new();
            let mut words = key.split(' ').peekable();
            while let Some(word) = words.next() {
                hash = hash.with(word);
                if words.peek().is_some() {
                    self.begun.push(hash.value());
                    hash = hash.with(" ");
                }
            }
            let hash = hash.value();
            if !self.whole[first..].iter().any(|(known, _)| *known == hash) {
                self.whole.push((hash, index));
            }
        }
    }

    /// The index: the ends of its buckets, then its slots; and how many there are of each. Within
    /// a bucket, earlier entries come first.
    fn index(self) -> Result<(Vec<u8>, usize, usize)> {
        let Keys { whole: mut keys, mut begun } = self;
        begun.sort_unstable();
        begun.dedup();
        keys.extend(begun.into_iter().map(|hash| (hash, GOES_ON)));
        let buckets = keys.len().div_ceil(SLOTS).max(1);
        keys.sort_unstable_by_key(|&(hash, entry)| (bucket(hash, buckets), entry, mark(hash)));
        let mut bytes = Vec::with_capacity(buckets * 4 + keys.len() * 8);
        let mut end = 0;
        for number in 0..buckets {
            while keys.get(end).is_some_and(|(hash, _)| bucket(*hash, buckets) == number) {
                end += 1;
            }
            bytes.extend(small(end)?);
        }
        for (hash, entry) in &keys {
            bytes.extend(mark(*hash).to_le_bytes());
            bytes.extend(entry.to_le_bytes());
        }
        Ok((bytes, buckets, keys.len()))
    }
}

/// A number that the format holds in four bytes.
fn small(number: usize) -> Result<[u8; 4]> {
    let fits = u32::try_from(number).map(u32::to_le_bytes);
    fits.map_err(|_| {
        Error::new(
            ErrorKind::Input,
            format!("the lexicon is too large: found {number}, expected at most {}", u32::MAX),
        )
        .help("build several lexicons")
    })
}

fn push_text(bytes: &mut Vec<u8>, text: &str) {
    push_number(bytes, text.len());
    bytes.extend(text.as_bytes());
}

fn push_number(bytes: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        bytes.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    bytes.push(number.to_le_bytes()[0]);
}
