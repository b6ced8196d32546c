//! Band: the part of the matrix of edit distances that tercom looks at.
//!
//! Where an optimal path leaves it, the distance found is larger than the true one. This is the
//! plain dynamic programme; [`Matrix`](super::matrix::Matrix) is much faster and is used wherever
//! it can be shown to give the same edits.

use std::ops::Range;

use super::alignment::{Alignment, Edit};

/// How far the band reaches to both sides of the diagonal.
const WIDTH: usize = 25;

/// A distance that no path has.
const FAR: u32 = 1 << 30;

/// The band around the diagonal between the corners of a matrix of this size.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Band {
    hypothesis_len: usize,
    reference_len: usize,
    ratio: f64,
    width: usize,
}

impl Band {
    /// The band for texts of these lengths; the hypothesis is not empty.
    pub(super) fn new(hypothesis_len: usize, reference_len: usize) -> Self {
        let ratio = reference_len as f64 / hypothesis_len as f64;
        // Rows that do not overlap would cut the matrix in two.
        let width = if WIDTH as f64 >= ratio / 2.0 {
            WIDTH
        } else {
            floor((ratio / 2.0 + WIDTH as f64).ceil())
        };
        Band { hypothesis_len, reference_len, ratio, width }
    }

    /// The columns of a row that are looked at: all of them in row 0, to the end in the last.
    pub(super) fn columns(&self, row: usize) -> Range<usize> {
        let all = self.reference_len + 1;
        if row == 0 {
            return 0..all;
        }
        let diagonal = floor(row as f64 * self.ratio);
        let end = if row == self.hypothesis_len { all } else { all.min(diagonal + self.width) };
        diagonal.saturating_sub(self.width)..end
    }

    /// Whether every path of this many edits or fewer lies within the band.
    ///
    /// With Δ the difference of the lengths, a path of d edits stays within (d + |Δ|) / 2 of the
    /// diagonal; rounding down to a whole column costs one more on one side, where the band is
    /// one narrower.
    pub(super) fn contains_paths_of(&self, distance: u32) -> bool {
        let difference = self.hypothesis_len.abs_diff(self.reference_len);
        self.reference_len < WIDTH || distance as usize + difference <= 2 * (WIDTH - 2)
    }
}

/// A number that is not negative, without its fraction.
fn floor(number: f64) -> usize {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is cut off on purpose, and not negative"
    )]
    let floor = number as usize;
    floor
}

/// The banded matrix; only two rows of distances are kept, and the edits within the band.
#[derive(Debug, Default)]
pub(super) struct Banded {
    row: Vec<u32>,
    before: Vec<u32>,
    edits: Vec<Edit>,
}

impl Banded {
    /// The distance of a hypothesis, whose words are given by position, within the band.
    pub(super) fn distance(
        &mut self,
        band: &Band,
        reference: &[u32],
        word: impl Fn(usize) -> u32,
    ) -> u32 {
        self.fill(band, reference, word, |_, _, _| {})
    }

    /// The distance of a hypothesis within the band, with its alignment.
    pub(super) fn align(
        &mut self,
        band: &Band,
        reference: &[u32],
        hypothesis: &[u32],
        alignment: &mut Alignment,
    ) -> u32 {
        let mut edits = std::mem::take(&mut self.edits);
        let stride = 2 * band.width + 1;
        edits.clear();
        edits.resize((hypothesis.len() + 1) * stride, Edit::Insert);
        let place = |row: usize, column: usize| row * stride + column - band.columns(row).start;
        let word = |index: usize| hypothesis[index];
        let distance = self.fill(band, reference, word, |row, column, edit| {
            edits[place(row, column)] = edit;
        });
        alignment.trace((hypothesis.len(), reference.len()), |row, column| {
            if row == 0 { Edit::Insert } else { edits[place(row, column)] }
        });
        self.edits = edits;
        distance
    }

    fn fill(
        &mut self,
        band: &Band,
        reference: &[u32],
        word: impl Fn(usize) -> u32,
        mut keep: impl FnMut(usize, usize, Edit),
    ) -> u32 {
        self.row.clear();
        self.row.extend((0..).take(reference.len() + 1));
        for row in 1..=band.hypothesis_len {
            std::mem::swap(&mut self.row, &mut self.before);
            self.row.clear();
            self.row.resize(reference.len() + 1, FAR);
            let word = word(row - 1);
            for column in band.columns(row) {
                let mut best = (FAR, Edit::Insert);
                if column == 0 {
                    best = (self.before[0] + 1, Edit::Delete);
                } else {
                    let diagonal = if reference[column - 1] == word {
                        (self.before[column - 1], Edit::Keep)
                    } else {
                        (self.before[column - 1] + 1, Edit::Substitute)
                    };
                    let delete = (self.before[column] + 1, Edit::Delete);
                    let insert = (self.row[column - 1] + 1, Edit::Insert);
                    for other in [diagonal, delete, insert] {
                        if other.0 < best.0 {
                            best = other;
                        }
                    }
                }
                self.row[column] = best.0;
                keep(row, column, best.1);
            }
        }
        self.row[reference.len()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_band_has_tercoms_width_and_its_ends() {
        let band = Band::new(100, 100);
        assert_eq!(band.columns(0), 0..101);
        assert_eq!(band.columns(10), 0..35);
        assert_eq!(band.columns(50), 25..75);
        assert_eq!(band.columns(100), 75..101);
        // 25 < 60 / 2: wider, so that rows overlap.
        assert_eq!(Band::new(10, 600).columns(2), 65..175);
    }

    #[test]
    fn a_path_outside_the_band_is_not_found() {
        // The first 30 of 120 words at the end: 60 edits, but 30 columns away from the diagonal.
        let words: Vec<u32> = (0..120).collect();
        let rotated = |index: usize| words[(index + 30) % 120];
        assert_eq!(Banded::default().distance(&Band::new(120, 120), &words, rotated), 120);
    }
}
