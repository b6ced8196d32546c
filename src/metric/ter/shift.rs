//! Shift: a span of the hypothesis that moves, and the spans worth trying.

use super::alignment::Alignment;
use super::reference::Reference;
use super::reference::narrow;

/// The longest span that is moved.
const LONGEST: usize = 10;

/// The furthest that two equal spans may stand apart.
const FURTHEST: usize = 50;

/// How many candidates are tried for one hypothesis; the round that reaches it has no result.
pub(super) const MOST_CANDIDATES: usize = 1000;

/// Two neighbouring spans of the hypothesis that change places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shift {
    /// Where the first begins.
    pub(super) start: usize,
    /// Where the second begins.
    pub(super) middle: usize,
    /// Where the second ends.
    pub(super) end: usize,
}

impl Shift {
    /// The shift that moves the `length` words from `from` to the place before `to`.
    ///
    /// As in tercom, a place within the span itself counts from its end.
    fn new(from: usize, length: usize, to: usize, hypothesis_len: usize) -> Self {
        if to < from {
            Shift { start: to, middle: from, end: from + length }
        } else {
            let end = if to > from + length { to } else { to + length };
            Shift { start: from, middle: from + length, end: end.min(hypothesis_len) }
        }
    }

    /// Where the word at `index` comes from.
    pub(super) fn origin(self, index: usize) -> usize {
        let second = self.end - self.middle;
        if index < self.start || index >= self.end {
            index
        } else if index < self.start + second {
            index + self.middle - self.start
        } else {
            index - second
        }
    }

    /// Moves the words.
    pub(super) fn apply(self, hypothesis: &mut [u32]) {
        hypothesis[self.start..self.end].rotate_left(self.middle - self.start);
    }

    /// The most by which the edit distance can fall: the shorter span deleted and inserted.
    pub(super) fn most_gain(self) -> u32 {
        narrow(2 * (self.middle - self.start).min(self.end - self.middle))
    }
}

/// A shift that is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Candidate {
    /// The shift.
    pub(super) shift: Shift,
    /// Its rank among shifts that gain the same: the longest, then the earliest, then the one
    /// that moves to the earliest place; the higher the better.
    pub(super) rank: (usize, std::cmp::Reverse<usize>, std::cmp::Reverse<usize>),
}

/// Collects the shifts to try, in any order, and adds their number to `tried`; returns whether it
/// stays below [`MOST_CANDIDATES`]. Shifts that move nothing are counted but not collected.
pub(super) fn collect(
    reference: &Reference,
    hypothesis: &[u32],
    alignment: &Alignment,
    tried: &mut usize,
    candidates: &mut Vec<Candidate>,
) -> bool {
    candidates.clear();
    for (from, &word) in hypothesis.iter().enumerate() {
        for &position in reference.positions(word) {
            let position = position as usize;
            if position.abs_diff(from) > FURTHEST {
                continue;
            }
            let equal = hypothesis[from..]
                .iter()
                .zip(&reference.words[position..])
                .take_while(|(one, other)| one == other)
                .take(LONGEST);
            let aligned = alignment.places[position + 1] as usize;
            let (mut is_wrong, mut is_missing) = (false, false);
            for length in 1..=equal.count() {
                is_wrong |= alignment.wrong_in_hypothesis[from + length - 1];
                is_missing |= alignment.wrong_in_reference[position + length - 1];
                // Only wrong words move, only to where the reference has none, and not to where
                // they are.
                let is_there = (from + 1..=from + length).contains(&aligned);
                if !is_wrong || !is_missing || is_there {
                    continue;
                }
                let mut previous = None;
                for &to in &alignment.places[position..=position + length] {
                    if previous == Some(to) {
                        continue;
                    }
                    previous = Some(to);
                    *tried += 1;
                    let to = to as usize;
                    let shift = Shift::new(from, length, to, hypothesis.len());
                    if shift.middle < shift.end {
                        let rank = (length, std::cmp::Reverse(from), std::cmp::Reverse(to));
                        candidates.push(Candidate { shift, rank });
                    }
                }
                if *tried >= MOST_CANDIDATES {
                    return false;
                }
            }
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shifted(from: usize, length: usize, to: usize) -> Vec<u32> {
        let mut words: Vec<u32> = (0..6).collect();
        let shift = Shift::new(from, length, to, words.len());
        let origins: Vec<u32> = (0..6).map(|index| words[shift.origin(index)]).collect();
        shift.apply(&mut words);
        assert_eq!(words, origins);
        words
    }

    // The expected words: sacreBLEU 2.6.0, lib_ter._perform_shift.

    #[test]
    fn a_span_moves_to_the_left_and_to_the_right() {
        assert_eq!(shifted(3, 2, 1), [0, 3, 4, 1, 2, 5]);
        assert_eq!(shifted(1, 2, 5), [0, 3, 4, 1, 2, 5]);
    }

    #[test]
    fn a_place_within_the_span_counts_from_its_end() {
        assert_eq!(shifted(1, 2, 1), [0, 1, 2, 3, 4, 5]);
        assert_eq!(shifted(1, 2, 2), [0, 3, 1, 2, 4, 5]);
        assert_eq!(shifted(1, 2, 3), [0, 3, 4, 1, 2, 5]);
        assert_eq!(shifted(3, 2, 5), [0, 1, 2, 5, 3, 4]);
    }
}
