//! Search: the fewest edits and shifts from a hypothesis to a reference, as tercom finds them.
//!
//! Greedy: the shift that gains most is made, as long as one gains. What is skipped here could
//! not have changed the choice; `plain.rs` tries everything, and the tests compare the two.

use super::alignment::Alignment;
use super::band::{Band, Banded};
use super::matrix::Matrix;
use super::reference::Reference;
use super::shift::{self, Candidate, Shift};

/// The memory of the search, to be used again for every hypothesis.
#[derive(Debug, Default)]
pub(super) struct Search {
    words: Vec<u32>,
    matrix: Matrix,
    banded: Banded,
    alignment: Alignment,
    candidates: Vec<Candidate>,
    taken: Vec<u32>,
}

/// What a round of the search knows about the distance before a shift.
#[derive(Debug, Clone, Copy)]
struct Round {
    band: Band,
    /// The distance within the band.
    distance: u32,
    /// The true distance, or a lower bound of it.
    true_distance: u32,
    /// No order of the words has a smaller distance.
    least_distance: u32,
    /// Whether bit vectors give the true distance after a shift.
    has_matrix: bool,
}

impl Search {
    /// The number of shifts and edits that turn the hypothesis into the reference.
    pub(super) fn edits(&mut self, reference: &Reference, hypothesis: &[u32]) -> u32 {
        let lengths = (hypothesis.len(), reference.words.len());
        if lengths.0 == 0 || lengths.1 == 0 {
            return super::reference::narrow(lengths.0 + lengths.1);
        }
        self.words.clear();
        self.words.extend_from_slice(hypothesis);
        let least_distance = reference.least_distance(hypothesis, &mut self.taken);
        let mut round = Round {
            band: Band::new(lengths.0, lengths.1),
            distance: 0,
            true_distance: 0,
            least_distance,
            has_matrix: reference.has_masks_for(lengths.0),
        };
        let (mut shifts, mut tried, mut kept) = (0, 0, 0);
        loop {
            self.align(reference, &mut round, kept);
            let edits = shifts + round.distance;
            if round.distance == least_distance {
                return edits;
            }
            let is_complete = shift::collect(
                reference,
                &self.words,
                &self.alignment,
                &mut tried,
                &mut self.candidates,
            );
            let best = if is_complete { self.best(reference, &round) } else { None };
            let Some(best) = best else {
                return edits;
            };
            best.apply(&mut self.words);
            kept = best.start;
            shifts += 1;
        }
    }

    /// Finds distance and alignment of the words, of which the first `kept` are as before.
    fn align(&mut self, reference: &Reference, round: &mut Round, kept: usize) {
        if round.has_matrix {
            round.true_distance = self.matrix.fill(reference, &self.words, kept);
            if round.true_distance == round.least_distance && round.is_certain() {
                round.distance = round.true_distance;
                return;
            }
            let band = (!round.is_certain()).then_some(&round.band);
            let is_inside = self.matrix.align(reference, &self.words, band, &mut self.alignment);
            if is_inside {
                round.distance = round.true_distance;
                return;
            }
        } else {
            round.true_distance = round.least_distance;
        }
        round.distance =
            self.banded.align(&round.band, &reference.words, &self.words, &mut self.alignment);
    }

    /// The shift that gains most, where one gains; of several the one of the highest rank.
    fn best(&mut self, reference: &Reference, round: &Round) -> Option<Shift> {
        let mut best: Option<(u32, Candidate)> = None;
        for index in 0..self.candidates.len() {
            let candidate = self.candidates[index];
            let needed = match best {
                Some((gain, other)) => gain + u32::from(candidate.rank <= other.rank),
                None => 1,
            };
            // A distance of at most this replaces the best.
            let Some(limit) = round.distance.checked_sub(needed) else {
                continue;
            };
            let most_gain = candidate.shift.most_gain();
            let least = round.true_distance.saturating_sub(most_gain);
            if least.max(round.least_distance) > limit {
                continue;
            }
            let distance = self.distance_after(reference, round, candidate.shift, limit);
            if distance <= limit {
                best = Some((round.distance - distance, candidate));
            }
        }
        best.map(|(_, candidate)| candidate.shift)
    }

    /// The distance within the band after a shift, or any number above `limit` where it is above.
    fn distance_after(
        &mut self,
        reference: &Reference,
        round: &Round,
        shift: Shift,
        limit: u32,
    ) -> u32 {
        if round.has_matrix {
            let distance = self.matrix.distance_after(reference, &self.words, shift);
            if distance > limit || round.band.contains_paths_of(distance) {
                return distance;
            }
        }
        let word = |index| self.words[shift.origin(index)];
        self.banded.distance(&round.band, &reference.words, word)
    }
}

impl Round {
    /// Whether the true distance and its alignment are those within the band.
    fn is_certain(&self) -> bool {
        self.band.contains_paths_of(self.true_distance)
    }
}

#[cfg(test)]
mod tests {
    use super::super::plain;
    use super::*;

    /// A linear congruential generator (Knuth's MMIX): the same numbers everywhere.
    struct Numbers(u64);

    impl Numbers {
        fn below(&mut self, limit: usize) -> usize {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005);
            self.0 = self.0.wrapping_add(1_442_695_040_888_963_407);
            (self.0 >> 33) as usize % limit
        }

        fn words(&mut self, vocabulary: usize, length: usize) -> Vec<u32> {
            let mut word = || u32::try_from(self.below(vocabulary)).unwrap();
            (0..length).map(|_| word()).collect()
        }

        /// The words with some replaced, left out, put in and moved.
        fn altered(&mut self, words: &[u32], vocabulary: usize) -> Vec<u32> {
            let mut words = words.to_vec();
            for _ in 0..self.below(words.len() / 2 + 3) {
                let word = u32::try_from(self.below(vocabulary + 1)).unwrap();
                let place = self.below(words.len() + 1);
                match self.below(4) {
                    0 => words.insert(place, word),
                    1 if place < words.len() => words[place] = word,
                    2 if place < words.len() => drop(words.remove(place)),
                    _ => {
                        let end = words.len().min(place + self.below(14));
                        let span: Vec<u32> = words.drain(place..end).collect();
                        let to = self.below(words.len() + 1);
                        words.splice(to..to, span);
                    }
                }
            }
            words
        }
    }

    fn indexed(words: &[u32], vocabulary: usize) -> Reference {
        let mut reference = Reference::default();
        reference.words.extend_from_slice(words);
        reference.index(vocabulary);
        reference
    }

    fn compare(search: &mut Search, vocabulary: usize, reference: &[u32], hypothesis: &[u32]) {
        let fast = search.edits(&indexed(reference, vocabulary), hypothesis);
        let plain = plain::edits(reference, hypothesis);
        assert_eq!(fast, plain, "{reference:?} {hypothesis:?}");
    }

    #[test]
    fn one_shift_is_one_edit() {
        let edits = Search::default().edits(&indexed(&[0, 1, 2, 3, 4], 5), &[3, 4, 0, 1, 2]);
        assert_eq!(edits, 1);
    }

    #[test]
    fn an_empty_side_costs_the_words_of_the_other() {
        let mut search = Search::default();
        assert_eq!(search.edits(&indexed(&[], 0), &[0, 0]), 2);
        assert_eq!(search.edits(&indexed(&[0, 1], 2), &[]), 2);
    }

    #[test]
    fn similar_texts_cost_what_the_plain_search_finds() {
        let mut numbers = Numbers(1);
        let mut search = Search::default();
        for round in 0..1200 {
            let vocabulary = [2, 4, 8, 20, 60, 400][round % 6];
            let length = numbers.below([10, 30, 90][round / 6 % 3]);
            let reference = numbers.words(vocabulary, length);
            let hypothesis = numbers.altered(&reference, vocabulary);
            compare(&mut search, vocabulary, &reference, &hypothesis);
        }
    }

    #[test]
    fn texts_of_several_blocks_cost_what_the_plain_search_finds() {
        let mut numbers = Numbers(2);
        let mut search = Search::default();
        for round in 0..24 {
            let vocabulary = [20, 60, 400][round % 3];
            let length = 64 + numbers.below(140);
            let reference = numbers.words(vocabulary, length);
            let hypothesis = numbers.altered(&reference, vocabulary);
            compare(&mut search, vocabulary, &reference, &hypothesis);
        }
    }

    #[test]
    fn unlike_lengths_and_words_cost_what_the_plain_search_finds() {
        let mut numbers = Numbers(3);
        let mut search = Search::default();
        for round in 0..600 {
            let vocabulary = [3, 9, 40, 300][round % 4];
            let lengths = (numbers.below(90), numbers.below([90, 3, 12][round % 3]));
            let reference = numbers.words(vocabulary, lengths.0);
            let hypothesis = numbers.words(vocabulary + 1, lengths.1);
            compare(&mut search, vocabulary, &reference, &hypothesis);
        }
    }

    #[test]
    fn a_text_too_long_for_bit_vectors_costs_what_the_plain_search_finds() {
        let words: Vec<u32> = (0..4100).collect();
        let mut hypothesis = words.clone();
        hypothesis[100..130].rotate_left(7);
        hypothesis[2000] = 4100;
        hypothesis.remove(3000);
        compare(&mut Search::default(), 4100, &words, &hypothesis);
    }
}
