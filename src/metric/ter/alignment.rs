//! Alignment: which word of the hypothesis each word of the reference belongs to.

use super::reference::narrow;

/// One edit on the way from the hypothesis to the reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edit {
    /// The words are equal.
    Keep,
    /// A word stands for another.
    Substitute,
    /// A word of the hypothesis is left out.
    Delete,
    /// A word of the reference is put in.
    Insert,
}

/// An alignment, and which words of both sides are wrong in it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Alignment {
    /// For each prefix of the reference, how many words of the hypothesis precede what follows:
    /// the place where a shift to this prefix inserts.
    pub(super) places: Vec<u32>,
    /// For each word of the reference, whether an edit makes it.
    pub(super) wrong_in_reference: Vec<bool>,
    /// For each word of the hypothesis, whether an edit removes it.
    pub(super) wrong_in_hypothesis: Vec<bool>,
}

impl Alignment {
    /// Follows the edits from the end of both texts to their beginnings; `edit` gives the last
    /// edit of the prefixes of the given lengths, first the hypothesis's.
    pub(super) fn trace(
        &mut self,
        (hypothesis_len, reference_len): (usize, usize),
        mut edit: impl FnMut(usize, usize) -> Edit,
    ) {
        self.places.clear();
        self.places.resize(reference_len + 1, 0);
        self.wrong_in_reference.clear();
        self.wrong_in_reference.resize(reference_len, false);
        self.wrong_in_hypothesis.clear();
        self.wrong_in_hypothesis.resize(hypothesis_len, false);
        let (mut row, mut column) = (hypothesis_len, reference_len);
        while row > 0 || column > 0 {
            let edit = edit(row, column);
            match edit {
                Edit::Keep | Edit::Substitute => {
                    let is_wrong = edit == Edit::Substitute;
                    self.places[column] = narrow(row);
                    row -= 1;
                    column -= 1;
                    self.wrong_in_hypothesis[row] = is_wrong;
                    self.wrong_in_reference[column] = is_wrong;
                }
                Edit::Delete => {
                    row -= 1;
                    self.wrong_in_hypothesis[row] = true;
                }
                Edit::Insert => {
                    self.places[column] = narrow(row);
                    column -= 1;
                    self.wrong_in_reference[column] = true;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_inserted_word_belongs_to_the_word_before_it() {
        // a b -> x a c: insert x, keep a, substitute.
        let mut alignment = Alignment::default();
        alignment.trace((2, 3), |row, _| [Edit::Insert, Edit::Keep, Edit::Substitute][row]);
        assert_eq!(alignment.places, [0, 0, 1, 2]);
        assert_eq!(alignment.wrong_in_reference, [true, false, true]);
        assert_eq!(alignment.wrong_in_hypothesis, [false, true]);
    }

    #[test]
    fn a_deleted_word_precedes_what_follows() {
        // a b c -> a c.
        let mut alignment = Alignment::default();
        alignment.trace((3, 2), |row, _| if row == 2 { Edit::Delete } else { Edit::Keep });
        assert_eq!(alignment.places, [0, 1, 3]);
        assert_eq!(alignment.wrong_in_hypothesis, [false, true, false]);
    }
}
