//! Reference: one reference as words numbered from 0, with where each word stands.

/// The longest text for which bit vectors are kept; beyond it they would outgrow the caches and,
/// for a whole book on one line, the memory.
const MOST_WORDS: usize = 4096;

/// A reference, made ready for any number of hypotheses.
#[derive(Debug, Default)]
pub(super) struct Reference {
    /// The numbers of its words.
    pub(super) words: Vec<u32>,
    /// For each number, where its positions begin; one entry more for the unknown word.
    starts: Vec<u32>,
    /// The positions of all words, by number and then from left to right.
    positions: Vec<u32>,
    /// For each number, its positions as bits, in blocks of 64.
    masks: Vec<u64>,
    /// How many blocks of 64 words there are.
    blocks: usize,
}

impl Reference {
    /// Finds the positions of the words; `vocabulary` is how many numbers there are, in this
    /// reference or another of the segment.
    pub(super) fn index(&mut self, vocabulary: usize) {
        self.starts.clear();
        self.starts.resize(vocabulary + 2, 0);
        for &word in &self.words {
            self.starts[word as usize + 1] += 1;
        }
        let mut end = 0;
        for start in &mut self.starts {
            end += *start;
            *start = end;
        }
        // Filled from the back, so that the ends move down to become the starts.
        self.positions.clear();
        self.positions.resize(self.words.len(), 0);
        for (position, &word) in self.words.iter().enumerate().rev() {
            let place = &mut self.starts[word as usize + 1];
            *place -= 1;
            self.positions[*place as usize] = narrow(position);
        }
        self.starts.rotate_left(1);
        if let Some(last) = self.starts.last_mut() {
            *last = end;
        }
        self.blocks = self.words.len().div_ceil(64);
        self.masks.clear();
        if self.words.len() <= MOST_WORDS {
            self.masks.resize((vocabulary + 1) * self.blocks, 0);
            for (position, &word) in self.words.iter().enumerate() {
                self.masks[word as usize * self.blocks + position / 64] |= 1 << (position % 64);
            }
        }
    }

    /// Whether the bit vectors for a hypothesis of this length are small enough.
    pub(super) fn has_masks_for(&self, hypothesis_len: usize) -> bool {
        !self.masks.is_empty() && hypothesis_len <= MOST_WORDS
    }

    /// How many blocks of 64 words a bit vector has.
    pub(super) fn blocks(&self) -> usize {
        self.blocks
    }

    /// The positions of a word as bits.
    pub(super) fn mask(&self, word: u32) -> &[u64] {
        &self.masks[word as usize * self.blocks..][..self.blocks]
    }

    /// The positions of a word in a reference of one block, as bits.
    #[inline]
    pub(super) fn single_mask(&self, word: u32) -> u64 {
        self.masks[word as usize]
    }

    /// The positions of a word, from left to right.
    pub(super) fn positions(&self, word: u32) -> &[u32] {
        let word = word as usize;
        &self.positions[self.starts[word] as usize..self.starts[word + 1] as usize]
    }

    /// A lower bound of the edit distance, whatever the order of the hypothesis: as if every
    /// word that both sides have could be matched. `taken` is memory to be used again.
    pub(super) fn least_distance(&self, hypothesis: &[u32], taken: &mut Vec<u32>) -> u32 {
        taken.clear();
        taken.resize(self.starts.len(), 0);
        let mut matched = 0;
        for &word in hypothesis {
            let taken = &mut taken[word as usize];
            if (*taken as usize) < self.positions(word).len() {
                *taken += 1;
                matched += 1;
            }
        }
        narrow(hypothesis.len().max(self.words.len()) - matched)
    }
}

/// A count of words or a place in a text, as the tables keep it.
pub(super) fn narrow(count: usize) -> u32 {
    u32::try_from(count).expect("a segment has fewer than 2³² words")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_position_is_found_and_the_unknown_word_has_none() {
        let mut reference = Reference { words: vec![0, 1, 0, 2, 0], ..Reference::default() };
        reference.index(4);
        assert_eq!(reference.positions(0), [0, 2, 4]);
        assert_eq!(reference.positions(1), [1]);
        assert_eq!(reference.positions(2), [3]);
        assert_eq!(reference.positions(3), [0; 0]);
        assert_eq!(reference.positions(4), [0; 0]);
        assert_eq!(reference.mask(0), [0b10101]);
        assert_eq!(reference.mask(4), [0]);
    }

    #[test]
    fn the_least_distance_counts_the_words_that_both_have() {
        let mut reference = Reference { words: vec![0, 1, 0], ..Reference::default() };
        reference.index(2);
        assert_eq!(reference.least_distance(&[0, 0, 0, 2], &mut Vec::new()), 2);
        assert_eq!(reference.least_distance(&[], &mut Vec::new()), 3);
    }
}
