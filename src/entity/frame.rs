//! Frame: the words around a name in the reference, where the hypothesis has them too.
//!
//! What the hypothesis has between them renders the name; a word that pairs with another place of
//! the reference renders that, though it be the same name said once more.

use std::ops::Range;

use super::sentence::Sentence;

/// The words that a reference and a hypothesis have in the same order.
#[derive(Debug, Clone)]
pub(super) struct Frame {
    /// Per word of the reference, its place in the hypothesis.
    places: Vec<Option<usize>>,
    /// How many words the hypothesis has.
    length: usize,
}

/// Longer texts are not compared: the table has a cell for each pair of words.
const MOST_CELLS: usize = 1 << 16;
/// So many words stand next to a rendering.
const NEXT: usize = 3;
/// The hypothesis may have so many words more between two words than the reference.
const MOST_MORE: usize = 2;

impl Frame {
    /// Pairs the words so that most are the same, and of those most to the letter.
    pub(super) fn new(reference: &Sentence, hypothesis: &Sentence) -> Self {
        let (rows, columns) = (reference.words.len(), hypothesis.words.len());
        let mut places = vec![None; rows];
        if (rows + 1) * (columns + 1) > MOST_CELLS {
            return Frame { places, length: columns };
        }
        let alike = |row: usize, column: usize| -> u16 {
            if reference.letters(row) == hypothesis.letters(column) {
                3
            } else {
                2 * u16::from(reference.stem(row) == hypothesis.stem(column))
            }
        };
        // The most from each pair of places to the ends.
        let width = columns + 1;
        let mut most = vec![0_u16; (rows + 1) * width];
        for row in (0..rows).rev() {
            for column in (0..columns).rev() {
                let paired = match alike(row, column) {
                    0 => 0,
                    score => score + most[(row + 1) * width + column + 1],
                };
                let skipped = most[(row + 1) * width + column].max(most[row * width + column + 1]);
                most[row * width + column] = paired.max(skipped);
            }
        }
        let (mut row, mut column) = (0, 0);
        while row < rows && column < columns {
            let here = most[row * width + column];
            let score = alike(row, column);
            if score > 0 && here == score + most[(row + 1) * width + column + 1] {
                places[row] = Some(column);
                (row, column) = (row + 1, column + 1);
            } else if here == most[(row + 1) * width + column] {
                row += 1;
            } else {
                column += 1;
            }
        }
        Frame { places, length: columns }
    }

    /// What the hypothesis has between the words that stand next to a rendering on either side, as
    /// far as these are known.
    pub(super) fn between(&self, rendering: &Range<usize>) -> Option<Range<usize>> {
        let before = self.places[..rendering.start].iter().rev().take(NEXT);
        let after = self.places[rendering.end..].iter().take(NEXT);
        let start = match rendering.start {
            0 => 0,
            _ => before.flatten().next()? + 1,
        };
        let end = match self.places.len() - rendering.end {
            0 => self.length,
            _ => *after.flatten().next()?,
        };
        (start <= end).then_some(start..end)
    }

    /// Where the words before and after a rendering stand around its place in the hypothesis too:
    /// per word of the hypothesis, whether it renders another word of the reference.
    pub(super) fn elsewhere(&self, rendering: &Range<usize>) -> Option<Vec<bool>> {
        if rendering.is_empty() {
            return None;
        }
        let start = match rendering.start.checked_sub(1) {
            Some(before) => self.places[before]? + 1,
            None => 0,
        };
        let end = match self.places.get(rendering.end) {
            Some(after) => (*after)?,
            None => self.length,
        };
        if end > start + rendering.len() + MOST_MORE {
            return None;
        }
        let mut elsewhere = vec![false; self.length];
        // The words right beside it may be the name once more: the full form and then (فيفا).
        let beside = rendering.start.saturating_sub(1)..rendering.end + 1;
        for (word, place) in self.places.iter().enumerate() {
            if let Some(place) = place.filter(|_| !beside.contains(&word)) {
                elsewhere[place] = true;
            }
        }
        Some(elsewhere)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(reference: &str, hypothesis: &str) -> Frame {
        Frame::new(&Sentence::of(reference), &Sentence::of(hypothesis))
    }

    #[test]
    fn what_pairs_with_another_place_of_the_reference_is_not_the_name() {
        let found = frame("قرب فانكوفر وفي مدينة فانكوفر", "قرب دبلن وفي مدينة فانكوفر");
        assert_eq!(found.elsewhere(&(1..2)), Some(vec![false, false, false, true, true]));
        assert_eq!(found.elsewhere(&(4..5)), Some(vec![true, false, true, false, false]));
    }

    #[test]
    fn without_the_words_around_it_the_place_of_a_name_is_unknown() {
        let found = frame("قرب فانكوفر وفي مدينة فانكوفر", "بجوارها وفي مدينة فانكوفر");
        assert_eq!(found.elsewhere(&(1..2)), None);
        // Too much stands between them.
        let found = frame("قرب فانكوفر وفي", "قرب بيت كبير جميل قديم وفي");
        assert_eq!(found.elsewhere(&(1..2)), None);
        assert_eq!(found.elsewhere(&(1..1)), None);
    }

    #[test]
    fn what_stands_between_its_neighbours_stands_for_a_name() {
        let between = |hypothesis| frame("قرب فانكوفر وفي مدينة", hypothesis).between(&(1..2));
        assert_eq!(between("قرب دبلن وفي مدينة"), Some(1..2));
        assert_eq!(between("قرب مدينة"), Some(1..1));
        assert_eq!(between("هناك وفي مدينة"), None);
    }
}
