//! Distance: how many characters lie between two texts.

use std::collections::HashMap;

/// The Levenshtein distance: the fewest characters to insert, delete or replace.
///
/// Bit-parallel, in blocks of 64 characters, after Myers (1999, *A fast bit-vector algorithm for
/// approximate string matching based on dynamic programming*) and Hyyrö (2003): a 64th of the
/// product of the lengths.
///
/// # Examples
///
/// ```
/// use mizan::text::distance::distance;
///
/// assert_eq!(distance("غروزني", "غروزنى"), 1);
/// assert_eq!(distance("وصل الوفد", "الوفد"), 4);
/// assert_eq!(distance("", "باكو"), 4);
/// ```
pub fn distance(one: &str, other: &str) -> usize {
    let (mut short, mut long): (Vec<char>, Vec<char>) =
        (one.chars().collect(), other.chars().collect());
    if short.len() > long.len() {
        std::mem::swap(&mut short, &mut long);
    }
    let (short, long) = differing(&short, &long);
    if short.is_empty() { long.len() } else { Blocks::new(short).walk(long) }
}

/// The texts without what they begin and end with alike.
fn differing<'a>(one: &'a [char], other: &'a [char]) -> (&'a [char], &'a [char]) {
    let start = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[start..], &other[start..]);
    let end = one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    (&one[..one.len() - end], &other[..other.len() - end])
}

const WIDTH: usize = u64::BITS as usize;

/// A column of the matrix of distances: where it rises and falls from row to row.
struct Blocks {
    /// Per character of the pattern, in which rows it stands.
    rows: HashMap<char, Vec<u64>>,
    rises: Vec<u64>,
    falls: Vec<u64>,
    length: usize,
}

impl Blocks {
    fn new(pattern: &[char]) -> Self {
        let count = pattern.len().div_ceil(WIDTH);
        let mut rows: HashMap<char, Vec<u64>> = HashMap::new();
        for (place, &letter) in pattern.iter().enumerate() {
            rows.entry(letter).or_insert_with(|| vec![0; count])[place / WIDTH] |=
                1 << (place % WIDTH);
        }
        Blocks { rows, rises: vec![u64::MAX; count], falls: vec![0; count], length: pattern.len() }
    }

    /// Goes through the text column by column and gives the distance in the last row.
    fn walk(mut self, text: &[char]) -> usize {
        let last = self.rises.len() - 1;
        let none = vec![0; self.rises.len()];
        let mut distance = self.length;
        for letter in text {
            let equal = self.rows.get(letter).unwrap_or(&none);
            // The row above the first one is 0, 1, 2, …: it rises by one from column to column.
            let (mut up, mut down) = (true, false);
            for block in 0..=last {
                let bottom = if block == last { (self.length - 1) % WIDTH } else { WIDTH - 1 };
                let (rises, falls) = (self.rises[block], self.falls[block]);
                let vertical = equal[block] | falls;
                let equal = equal[block] | u64::from(down);
                let diagonal = ((equal & rises).wrapping_add(rises) ^ rises) | equal;
                let right_up = falls | !(diagonal | rises);
                let right_down = rises & diagonal;
                let shifted_up = right_up << 1 | u64::from(up);
                let shifted_down = right_down << 1 | u64::from(down);
                self.rises[block] = shifted_down | !(vertical | shifted_up);
                self.falls[block] = shifted_up & vertical;
                up = right_up >> bottom & 1 == 1;
                down = right_down >> bottom & 1 == 1;
            }
            distance = distance + usize::from(up) - usize::from(down);
        }
        distance
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_what_the_matrix_gives() {
        // Three letters repeat often; lengths on both sides of a block.
        let mut state = 1_u32;
        let mut text = |length: usize| -> String {
            let letter = |_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                ['ب', 'ت', 'a'][(state >> 16) as usize % 3]
            };
            (0..length).map(letter).collect()
        };
        for one in [0, 1, 5, 63, 64, 65, 128, 130] {
            for other in [0, 2, 64, 66, 129, 200] {
                let (one, other) = (text(one), text(other));
                assert_eq!(distance(&one, &other), strsim::levenshtein(&one, &other));
                assert_eq!(distance(&one, &other), distance(&other, &one));
            }
        }
    }

    #[test]
    fn long_texts_do_not_take_long() {
        let one = "ابتثجحخد".repeat(5_000);
        let other = "دخحجثتبا".repeat(5_000);
        assert!(distance(&one, &other) > 20_000);
    }
}
