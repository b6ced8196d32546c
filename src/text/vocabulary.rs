//! Vocabulary: the distinct words of a segment's references, numbered from 1.

/// Numbers words, and forgets them quickly: nothing is freed or cleared but what was used.
///
/// # Examples
///
/// ```
/// let mut vocabulary = mizan::text::vocabulary::Vocabulary::default();
/// assert_eq!(vocabulary.number("بيت"), 1);
/// assert_eq!(vocabulary.number("باب"), 2);
/// assert_eq!(vocabulary.find("بيت"), 1);
/// assert_eq!(vocabulary.find("كتاب"), vocabulary.unknown());
/// ```
#[derive(Debug, Default, Clone)]
pub struct Vocabulary {
    text: Vec<u8>,
    words: Vec<Word>,
    /// Numbers of words by hash, open addressing; 0 is free. Its length is a power of two.
    slots: Vec<u32>,
}

#[derive(Debug, Clone, Copy)]
struct Word {
    ends: Ends,
    start: usize,
    slot: usize,
}

/// A word's length and its first and last eight bytes: all of it, up to sixteen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Ends {
    length: usize,
    first: u64,
    last: u64,
}

const WHOLE: usize = 16;

impl Vocabulary {
    /// How many words there are; the highest number.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there is no word.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Forgets all words.
    pub fn clear(&mut self) {
        for word in &self.words {
            self.slots[word.slot] = 0;
        }
        self.words.clear();
        self.text.clear();
    }

    /// The number of a word, which is added where it is new.
    ///
    /// # Panics
    ///
    /// Beyond 2³² − 2 words.
    pub fn number(&mut self, word: &str) -> u32 {
        if self.slots.len() < 2 * (self.words.len() + 1) {
            self.grow();
        }
        let word = word.as_bytes();
        let ends = Ends::of(word);
        let slot = match self.search(ends, word) {
            Ok(number) => return number,
            Err(slot) => slot,
        };
        let start = self.text.len();
        if ends.length > WHOLE {
            self.text.extend_from_slice(word);
        }
        self.words.push(Word { ends, start, slot });
        let number = u32::try_from(self.words.len()).expect("fewer than 2³² words in a segment");
        self.slots[slot] = number;
        number
    }

    /// The number that all words share which have none: the one after the last.
    ///
    /// # Panics
    ///
    /// Beyond 2³² − 2 words.
    pub fn unknown(&self) -> u32 {
        u32::try_from(self.words.len() + 1).expect("fewer than 2³² words in a segment")
    }

    /// The number of a word; [`unknown`](Self::unknown) where it has none.
    #[inline]
    pub fn find(&self, word: &str) -> u32 {
        if self.words.is_empty() {
            return self.unknown();
        }
        let word = word.as_bytes();
        self.search(Ends::of(word), word).unwrap_or_else(|_| self.unknown())
    }

    /// The number of a word, or the slot where it belongs.
    #[inline(always)]
    fn search(&self, ends: Ends, word: &[u8]) -> Result<u32, usize> {
        let mask = self.slots.len() - 1;
        let mut slot = hash(ends, word) & mask;
        loop {
            let number = self.slots[slot];
            if number == 0 {
                return Err(slot);
            }
            let known = &self.words[number as usize - 1];
            if known.ends == ends
                && (ends.length <= WHOLE
                    || self.text[known.start..known.start + ends.length] == *word)
            {
                return Ok(number);
            }
            slot = (slot + 1) & mask;
        }
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(128);
        self.slots.clear();
        self.slots.resize(size, 0);
        for (index, word) in self.words.iter_mut().enumerate() {
            let text = match word.ends.length {
                ..=WHOLE => &[][..],
                length => &self.text[word.start..word.start + length],
            };
            let mut slot = hash(word.ends, text) & (size - 1);
            while self.slots[slot] != 0 {
                slot = (slot + 1) & (size - 1);
            }
            word.slot = slot;
            self.slots[slot] = u32::try_from(index + 1).expect("checked when it was added");
        }
    }
}

impl Ends {
    fn of(word: &[u8]) -> Ends {
        let four = |at: usize| {
            u64::from(u32::from_le_bytes(word[at..at + 4].try_into().expect("four bytes")))
        };
        let length = word.len();
        let (first, last) = match length {
            0 => (0, 0),
            1..4 => {
                let byte = |at: usize| u64::from(word[at]);
                (byte(0) | byte(length / 2) << 8 | byte(length - 1) << 16, 0)
            }
            4..8 => (four(0) | four(length - 4) << 32, 0),
            _ => (eight(word), eight(&word[length - 8..])),
        };
        Ends { length, first, last }
    }
}

/// The first eight bytes as a number.
fn eight(bytes: &[u8]) -> u64 {
    u64::from_le_bytes(bytes[..8].try_into().expect("eight bytes"))
}

/// Folds eight bytes at a time with a multiplication (the idea of Firefox's hash); words are
/// compared after it, so that a collision costs time and never a wrong number.
///
/// Of a word up to [`WHOLE`] only its ends are read.
fn hash(ends: Ends, word: &[u8]) -> usize {
    const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;
    let fold = |state: u64, value: u64| (state.rotate_left(23) ^ value).wrapping_mul(FACTOR);
    let mut state = fold(fold(ends.length as u64, ends.first), ends.last);
    if ends.length > WHOLE {
        state = word[8..].chunks_exact(8).map(eight).fold(state, fold);
    }
    (state >> 32) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words of every length from 1 to over 32 bytes.
    fn word(round: usize, n: usize) -> String {
        format!("{n}{}", "كتابة".repeat((round + n) % 4))
    }

    #[test]
    fn words_that_differ_in_one_byte_are_two() {
        for length in 1..40 {
            for place in 0..length {
                let mut vocabulary = Vocabulary::default();
                let mut bytes = vec![b'a'; length];
                vocabulary.number(str::from_utf8(&bytes).unwrap());
                bytes[place] = b'b';
                assert_eq!(vocabulary.find(str::from_utf8(&bytes).unwrap()), 2);
                assert_eq!(vocabulary.number(str::from_utf8(&bytes).unwrap()), 2);
            }
        }
    }

    #[test]
    fn numbers_stay_through_growth_and_go_with_clear() {
        let mut vocabulary = Vocabulary::default();
        for round in 0..3 {
            let words: Vec<String> = (0..1000).map(|n| word(round, n)).collect();
            for (index, word) in words.iter().enumerate() {
                assert_eq!(vocabulary.number(word) as usize, index + 1);
            }
            for (index, word) in words.iter().enumerate() {
                assert_eq!(vocabulary.number(word) as usize, index + 1);
            }
            vocabulary.clear();
            assert!(vocabulary.is_empty() && vocabulary.find(&words[0]) == 1);
            assert!(vocabulary.slots.iter().all(|&slot| slot == 0));
        }
    }
}
