//! Vocabulary: the words of a segment's references, numbered from 0.

use std::ops::Range;

/// The numbers of the words; what it held is forgotten for every segment without clearing it.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    /// The words one after the other.
    text: Vec<u8>,
    /// Where in the text each word is.
    words: Vec<Range<usize>>,
    /// Open addressing; a power of two, at most half full.
    slots: Vec<Slot>,
    /// The segment that is being numbered; slots of earlier ones are free.
    segment: u64,
}

#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    segment: u64,
    hash: u64,
    number: u32,
}

/// Where the search for a word ended.
enum Place {
    Found(u32),
    Free(usize),
}

impl Vocabulary {
    /// Forgets all words.
    pub(super) fn clear(&mut self) {
        self.segment += 1;
        self.text.clear();
        self.words.clear();
        if self.slots.is_empty() {
            self.slots.resize(256, Slot::default());
        }
    }

    /// How many words have a number; also the number that stands for every other word.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// The number of a word, which is given one if it has none.
    pub(super) fn insert(&mut self, word: &[u8]) -> u32 {
        let hash = hash(word);
        match self.look_up(word, hash) {
            Place::Found(number) => number,
            Place::Free(index) => {
                let number = narrow(self.words.len());
                let start = self.text.len();
                self.text.extend_from_slice(word);
                self.words.push(start..self.text.len());
                self.slots[index] = Slot {
                    segment: self.segment,
                    hash,
                    number,
                };
                if self.words.len() * 2 > self.slots.len() {
                    self.grow();
                }
                number
            }
        }
    }

    /// The number of a word; [`len`](Self::len) where it has none.
    pub(super) fn find(&self, word: &[u8]) -> u32 {
        match self.look_up(word, hash(word)) {
            Place::Found(number) => number,
            Place::Free(_) => narrow(self.words.len()),
        }
    }

    fn look_up(&self, word: &[u8], hash: u64) -> Place {
        let mut index = self.index_of(hash);
        loop {
            let slot = self.slots[index];
            if slot.segment != self.segment {
                return Place::Free(index);
            }
            if slot.hash == hash && &self.text[self.words[slot.number as usize].clone()] == word {
                return Place::Found(slot.number);
            }
            index = (index + 1) & (self.slots.len() - 1);
        }
    }

    /// The slot where the search begins: the upper bits of the hash, which are the best mixed.
    fn index_of(&self, hash: u64) -> usize {
        let upper = (hash >> 32) as u32;
        upper as usize & (self.slots.len() - 1)
    }

    fn grow(&mut self) {
        let size = self.slots.len() * 2;
        let old = std::mem::replace(&mut self.slots, vec![Slot::default(); size]);
        for slot in old.into_iter().filter(|slot| slot.segment == self.segment) {
            let mut index = self.index_of(slot.hash);
            while self.slots[index].segment == self.segment {
                index = (index + 1) & (size - 1);
            }
            self.slots[index] = slot;
        }
    }
}

/// A count of words or a place in a text, as the tables keep it.
pub(super) fn narrow(count: usize) -> u32 {
    u32::try_from(count).expect("a segment has fewer than 2³² words")
}

/// A multiplicative hash over eight bytes at a time; the last eight may overlap those before.
fn hash(word: &[u8]) -> u64 {
    const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;
    let mix = |hash: u64, bytes: u64| {
        let product = u128::from(hash ^ bytes) * u128::from(FACTOR);
        #[expect(clippy::cast_possible_truncation, reason = "both halves are used")]
        let folded = (product >> 64) as u64 ^ product as u64;
        folded
    };
    let seed = word.len() as u64 ^ FACTOR.rotate_left(32);
    if let (Some(_), Some(last)) = (word.first_chunk::<8>(), word.last_chunk::<8>()) {
        let (chunks, _) = word.as_chunks::<8>();
        let hash = chunks
            .iter()
            .fold(seed, |hash, &chunk| mix(hash, u64::from_le_bytes(chunk)));
        mix(hash, u64::from_le_bytes(*last))
    } else if let (Some(first), Some(last)) = (word.first_chunk::<4>(), word.last_chunk::<4>()) {
        let low = u64::from(u32::from_le_bytes(*first));
        mix(seed, low << 32 | u64::from(u32::from_le_bytes(*last)))
    } else {
        let bytes = word
            .iter()
            .fold(0, |bytes, &byte| bytes << 8 | u64::from(byte));
        mix(seed, bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_numbered_in_the_order_they_come() {
        let mut vocabulary = Vocabulary::default();
        vocabulary.clear();
        assert_eq!(vocabulary.insert("كتاب".as_bytes()), 0);
        assert_eq!(vocabulary.insert(b"a"), 1);
        assert_eq!(vocabulary.insert("كتاب".as_bytes()), 0);
        assert_eq!(vocabulary.find(b"a"), 1);
        assert_eq!(vocabulary.find(b"b"), 2);
        vocabulary.clear();
        assert_eq!(vocabulary.find(b"a"), 0);
        assert_eq!(vocabulary.len(), 0);
    }

    #[test]
    fn many_words_of_every_length_keep_their_numbers() {
        let mut vocabulary = Vocabulary::default();
        for _ in 0..2 {
            vocabulary.clear();
            let words: Vec<String> = (0..3000)
                .map(|number| format!("{}{number}", "x".repeat(number % 23)))
                .collect();
            for (number, word) in words.iter().enumerate() {
                assert_eq!(vocabulary.insert(word.as_bytes()) as usize, number);
            }
            for (number, word) in words.iter().enumerate() {
                assert_eq!(vocabulary.find(word.as_bytes()) as usize, number);
            }
        }
    }
}
