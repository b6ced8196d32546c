//! Matrix: the edit distance of all prefixes, sixty-four reference words at a time.
//!
//! Myers, "A fast bit-vector algorithm for approximate string matching based on dynamic
//! programming", JACM 1999, in the form of Hyyrö (2003) for whole texts and several blocks.
//! Neighbours in the matrix of edit distances differ by -1, 0 or 1, so that a row, which stands
//! for a prefix of the hypothesis, is two bit vectors over the words of the reference.

use super::alignment::{Alignment, Edit};
use super::band::Band;
use super::reference::Reference;
use super::reference::narrow;
use super::shift::Shift;

/// The rows of one hypothesis against one reference, kept so that a shift begins where it differs.
#[derive(Debug, Default)]
pub(super) struct Matrix {
    blocks: usize,
    /// For each prefix of the hypothesis, its row in blocks.
    rows: Vec<Row>,
    /// For each prefix of the hypothesis, its distance from the whole reference.
    distances: Vec<u32>,
    /// For each word of the hypothesis, how its row came from the one before, in blocks.
    steps: Vec<Step>,
    /// A row that is not kept.
    shifted: Vec<Row>,
}

/// A block of a row: where the distance grows and falls from one reference word to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Row {
    grows: u64,
    falls: u64,
}

/// A block of the way from one row to the next.
#[derive(Debug, Clone, Copy, Default)]
struct Step {
    /// Where the distance equals that of both prefixes without their last words.
    diagonal: u64,
    /// Where the distance is one more than in the row before.
    grows: u64,
    /// Where the distance is one less than in the row before.
    falls: u64,
}

/// The row of the empty hypothesis: every reference word is one edit more.
const FIRST: Row = Row { grows: u64::MAX, falls: 0 };

impl Row {
    /// Moves on by one hypothesis word, which stands at `mask` in this block; `carry` holds the
    /// change at the end of the block before, in bit 0.
    #[inline]
    fn advance(&mut self, mask: u64, carry: (u64, u64)) -> Step {
        let matches = mask | carry.1;
        let sideways = (((matches & self.grows).wrapping_add(self.grows)) ^ self.grows) | matches;
        let step = Step {
            diagonal: sideways | mask | self.falls,
            grows: self.falls | !(sideways | self.grows),
            falls: self.grows & sideways,
        };
        let shifted_grows = step.grows << 1 | carry.0;
        let shifted_falls = step.falls << 1 | carry.1;
        let vertical = mask | self.falls;
        self.grows = shifted_falls | !(vertical | shifted_grows);
        self.falls = shifted_grows & vertical;
        step
    }
}

impl Step {
    /// The change at a position of the block.
    #[inline]
    fn change(&self, position: usize) -> (u64, u64) {
        (self.grows >> position & 1, self.falls >> position & 1)
    }
}

/// The change at the border: the empty reference is one edit further from each longer prefix.
const BORDER: (u64, u64) = (1, 0);

#[inline]
fn changed(distance: u32, change: (u64, u64)) -> u32 {
    #[expect(clippy::cast_possible_truncation, reason = "both are bits")]
    let (grows, falls) = (change.0 as u32, change.1 as u32);
    distance + grows - falls
}

impl Matrix {
    /// Computes the rows of a hypothesis, of which the first `kept` words are as they were the
    /// last time; returns its edit distance.
    pub(super) fn fill(&mut self, reference: &Reference, hypothesis: &[u32], kept: usize) -> u32 {
        self.blocks = reference.blocks();
        if kept == 0 {
            self.rows.clear();
            self.rows.resize(self.blocks, FIRST);
            self.distances.clear();
            self.distances.push(narrow(reference.words.len()));
        }
        self.rows.truncate((kept + 1) * self.blocks);
        self.distances.truncate(kept + 1);
        self.steps.truncate(kept * self.blocks);
        let end = (reference.words.len() - 1) % 64;
        let mut distance = self.distances[kept];
        for &word in &hypothesis[kept..] {
            let mut carry = BORDER;
            let mut change = BORDER;
            let before = self.rows.len() - self.blocks;
            for (block, &mask) in reference.mask(word).iter().enumerate() {
                let mut row = self.rows[before + block];
                let step = row.advance(mask, carry);
                carry = step.change(63);
                change = step.change(end);
                self.rows.push(row);
                self.steps.push(step);
            }
            distance = changed(distance, change);
            self.distances.push(distance);
        }
        distance
    }

    /// The edit distance that the hypothesis of [`fill`](Self::fill) has after a shift.
    pub(super) fn distance_after(
        &mut self,
        reference: &Reference,
        hypothesis: &[u32],
        shift: Shift,
    ) -> u32 {
        if self.blocks == 1 {
            self.distance_after_in_one_block(reference, hypothesis, shift)
        } else {
            self.distance_after_in_blocks(reference, hypothesis, shift)
        }
    }

    fn distance_after_in_one_block(
        &self,
        reference: &Reference,
        hypothesis: &[u32],
        shift: Shift,
    ) -> u32 {
        let end = reference.words.len() - 1;
        let mut row = self.rows[shift.start];
        let mut distance = self.distances[shift.start];
        let moved = hypothesis[shift.middle..shift.end].iter();
        for &word in moved.chain(&hypothesis[shift.start..shift.middle]) {
            let step = row.advance(reference.single_mask(word), BORDER);
            distance = changed(distance, step.change(end));
        }
        let unmoved = &hypothesis[shift.end..];
        let rows = &self.rows[shift.end..];
        for (index, (&word, before)) in unmoved.iter().zip(rows).enumerate() {
            if row == *before {
                return self.joined(distance, shift.end + index);
            }
            let step = row.advance(reference.single_mask(word), BORDER);
            distance = changed(distance, step.change(end));
        }
        distance
    }

    fn distance_after_in_blocks(
        &mut self,
        reference: &Reference,
        hypothesis: &[u32],
        shift: Shift,
    ) -> u32 {
        let end = (reference.words.len() - 1) % 64;
        let blocks = self.blocks;
        let mut distance = self.distances[shift.start];
        self.shifted.clear();
        self.shifted.extend_from_slice(&self.rows[shift.start * blocks..][..blocks]);
        for index in shift.start..hypothesis.len() {
            if index >= shift.end && self.shifted == self.rows[index * blocks..][..blocks] {
                return self.joined(distance, index);
            }
            let mut carry = BORDER;
            let mut change = BORDER;
            let masks = reference.mask(hypothesis[shift.origin(index)]);
            for (row, &mask) in self.shifted.iter_mut().zip(masks) {
                let step = row.advance(mask, carry);
                carry = step.change(63);
                change = step.change(end);
            }
            distance = changed(distance, change);
        }
        distance
    }

    /// The distance at the end, where the rows are the same from `index` on.
    fn joined(&self, distance: u32, index: usize) -> u32 {
        let last = self.distances.last().copied().unwrap_or_default();
        distance + last - self.distances[index]
    }

    /// Aligns the hypothesis of [`fill`](Self::fill); returns whether the alignment stays within
    /// the band, where there is one.
    pub(super) fn align(
        &self,
        reference: &Reference,
        hypothesis: &[u32],
        band: Option<&Band>,
        alignment: &mut Alignment,
    ) -> bool {
        let mut is_inside = true;
        let lengths = (hypothesis.len(), reference.words.len());
        alignment.trace(lengths, |row, column| {
            is_inside &= band.is_none_or(|band| band.columns(row).contains(&column));
            if row == 0 {
                return Edit::Insert;
            }
            let Some(position) = column.checked_sub(1) else {
                return Edit::Delete;
            };
            let step = self.steps[(row - 1) * self.blocks + position / 64];
            let bit = |bits: u64| bits >> (position % 64) & 1 == 1;
            if reference.words[position] == hypothesis[row - 1] {
                Edit::Keep
            } else if !bit(step.diagonal) {
                Edit::Substitute
            } else if bit(step.grows) {
                Edit::Delete
            } else {
                Edit::Insert
            }
        });
        is_inside
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reference(words: Vec<u32>) -> Reference {
        let mut reference = Reference::default();
        reference.words = words;
        reference.index(200);
        reference
    }

    #[test]
    fn a_word_put_in_and_a_word_replaced_are_two_edits() {
        let reference = reference(vec![0, 1, 2, 3]);
        let hypothesis = [0, 2, 4];
        let mut matrix = Matrix::default();
        assert_eq!(matrix.fill(&reference, &hypothesis, 0), 2);
        let mut alignment = Alignment::default();
        assert!(matrix.align(&reference, &hypothesis, None, &mut alignment));
        assert_eq!(alignment.places, [0, 1, 1, 2, 3]);
        assert_eq!(alignment.wrong_in_hypothesis, [false, false, true]);
    }

    #[test]
    fn a_shift_is_measured_in_one_block_and_in_several() {
        for length in [5, 64, 65, 200] {
            let words: Vec<u32> = (0..length).collect();
            let reference = reference(words.clone());
            let mut hypothesis = words;
            hypothesis[1..4].rotate_left(1);
            let mut matrix = Matrix::default();
            assert_eq!(matrix.fill(&reference, &hypothesis, 0), 2);
            let shift = Shift { start: 1, middle: 3, end: 4 };
            assert_eq!(matrix.distance_after(&reference, &hypothesis, shift), 0);
            shift.apply(&mut hypothesis);
            assert_eq!(matrix.fill(&reference, &hypothesis, shift.start), 0);
        }
    }
}
