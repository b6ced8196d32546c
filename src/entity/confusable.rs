//! How alike two Arabic spellings of a name are.
//!
//! An edit distance in the normal form, where letters that transliterations exchange are cheap:
//!
//! | letters | cost of one for another |
//! |---|---|
//! | ا و ي | .3 |
//! | ه ح | .2 |
//! | غ ج ك ق خ | .25 |
//! | س ص ز ش | .3 |
//! | ت ط ث د | .3 |
//! | د ض ذ ظ ز | .3 |
//! | ف ب و | .4 |
//!
//! A letter left out, added or replaced otherwise costs its weight, of two letters the larger: .3
//! for ا و ي, .4 for ه ع, 1 for the rest. The similarity is 1 − cost / max(Σ weights, Σ weights).

use crate::text::normal::{Kind, Normal};

/// Compares Arabic words and keeps the memory for the next pair.
///
/// # Examples
///
/// ```
/// use mizan::entity::confusable::Comparison;
///
/// let mut comparison = Comparison::new();
/// let variant = comparison.similarity("جروزني", "غروزني");
/// let mangled = comparison.similarity("شتوتنيك", "سبوتنيك");
/// assert!(variant > 0.9 && mangled < 0.8);
/// assert_eq!(comparison.similarity("إلهام", "الهام"), 1.0);
/// ```
#[derive(Debug, Clone, Default)]
pub struct Comparison {
    above: Vec<u32>,
}

/// Letters of which one often stands for another, and the cost in hundredths, ascending.
const CLASSES: [(&[char], u32); 7] = [
    (&['ه', 'ح'], 20),
    (&['غ', 'ج', 'ك', 'ق', 'خ'], 25),
    (&['ا', 'و', 'ي'], 30),
    (&['س', 'ص', 'ز', 'ش'], 30),
    (&['ت', 'ط', 'ث', 'د'], 30),
    (&['د', 'ض', 'ذ', 'ظ', 'ز'], 30),
    (&['ف', 'ب', 'و'], 40),
];

impl Comparison {
    /// A comparison without memory yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The similarity of the Arabic letters of two texts; spaces do not count. 1 for equal ones,
    /// 0 where only one has any.
    pub fn similarity(&mut self, left: &str, right: &str) -> f64 {
        self.similarity_of_letters(&letters(left), &letters(right))
    }

    /// The same for letters in normal form.
    pub fn similarity_of_letters(&mut self, left: &[char], right: &[char]) -> f64 {
        let sum = |letters: &[char]| letters.iter().map(|&letter| weight(letter)).sum::<u32>();
        let heaviest = sum(left).max(sum(right));
        if heaviest == 0 {
            return 1.0;
        }
        1.0 - f64::from(self.distance(left, right)) / f64::from(heaviest)
    }

    /// The cost of letters in normal form, in consonants.
    pub fn cost_of_letters(&mut self, left: &[char], right: &[char]) -> f64 {
        f64::from(self.distance(left, right)) / 100.0
    }

    fn distance(&mut self, left: &[char], right: &[char]) -> u32 {
        self.above.clear();
        self.above.push(0);
        let mut sum = 0;
        self.above.extend(right.iter().map(|&letter| {
            sum += weight(letter);
            sum
        }));
        for &letter in left {
            let mut diagonal = self.above[0];
            self.above[0] += weight(letter);
            for (column, &other) in (1..).zip(right) {
                let replaced = diagonal + replacement(letter, other);
                let dropped = self.above[column] + weight(letter);
                let added = self.above[column - 1] + weight(other);
                diagonal = self.above[column];
                self.above[column] = replaced.min(dropped).min(added);
            }
        }
        self.above[right.len()]
    }
}

fn letters(text: &str) -> Vec<char> {
    let normal = Normal::of(text);
    let tokens = normal.tokens().iter().filter(|token| token.kind == Kind::Arabic);
    tokens.flat_map(|token| normal.letters(token)).copied().collect()
}

/// Hundredths.
fn weight(letter: char) -> u32 {
    match letter {
        'ا' | 'و' | 'ي' => 30,
        'ه' | 'ع' => 40,
        _ => 100,
    }
}

/// Hundredths.
fn replacement(letter: char, other: char) -> u32 {
    if letter == other {
        return 0;
    }
    match classes(letter) & classes(other) {
        0 => weight(letter).max(weight(other)),
        shared => CLASSES[shared.trailing_zeros() as usize].1,
    }
}

/// The classes of a letter as bits, in the order of [`CLASSES`].
fn classes(letter: char) -> u8 {
    match letter {
        'ه' | 'ح' => 1,
        'غ' | 'ج' | 'ك' | 'ق' | 'خ' => 1 << 1,
        'ا' | 'ي' => 1 << 2,
        'و' => 1 << 2 | 1 << 6,
        'س' | 'ص' | 'ش' => 1 << 3,
        'ز' => 1 << 3 | 1 << 5,
        'ت' | 'ط' | 'ث' => 1 << 4,
        'د' => 1 << 4 | 1 << 5,
        'ض' | 'ذ' | 'ظ' => 1 << 5,
        'ف' | 'ب' => 1 << 6,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn similarity(left: &str, right: &str) -> f64 {
        Comparison::new().similarity(left, right)
    }

    #[test]
    fn spellings_that_a_reader_accepts_are_closer_than_mangled_ones() {
        for (left, right, mangled) in [
            ("غروزني", "جروزني", "بروزني"),
            ("زيلينسكي", "زيلنسكي", "زيلنسمي"),
            ("بورصة", "بورسا", "بورلا"),
            ("ثيودور", "تيودور", "نيودور"),
        ] {
            assert!(similarity(left, right) > similarity(left, mangled), "{left}");
            assert!(similarity(left, right) > 0.8, "{left}");
        }
    }

    #[test]
    fn the_similarity_is_symmetric_and_lies_between_0_and_1() {
        let words = ["سبوتنيك", "شتوتنيك", "العام", "إلهام", "", "ء", "هـ", "Grozny"];
        for left in words {
            for right in words {
                let one = similarity(left, right);
                assert_eq!(one, similarity(right, left));
                assert!((0.0..=1.0).contains(&one), "{left} {right} {one}");
            }
            assert_eq!(similarity(left, left), 1.0);
        }
        assert_eq!(similarity("موسكو", ""), 0.0);
    }

    #[test]
    fn a_replacement_costs_no_more_than_leaving_out_and_adding() {
        let all: Vec<char> = CLASSES.iter().flat_map(|(letters, _)| *letters).copied().collect();
        for &one in &all {
            for &other in &all {
                assert!(replacement(one, other) <= weight(one) + weight(other));
            }
        }
    }

    #[test]
    fn each_letter_has_the_bits_of_its_classes_and_dear_classes_come_last() {
        assert!(CLASSES.is_sorted_by_key(|(_, cost)| *cost));
        for letter in '\u{620}'..='\u{64A}' {
            let bits = (0..).zip(CLASSES).filter(|(_, (letters, _))| letters.contains(&letter));
            assert_eq!(classes(letter), bits.map(|(bit, _)| 1 << bit).sum::<u8>(), "{letter}");
        }
    }

    #[test]
    fn the_cost_does_not_shrink_with_the_length_of_the_name() {
        let (left, right) = (letters("يكاترينبورغ"), letters("يكاترينبورل"));
        assert_eq!(Comparison::new().cost_of_letters(&left, &right), 1.0);
    }
}
