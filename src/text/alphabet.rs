//! Alphabet: the distinct characters of the texts seen, numbered from 1.

use crate::text::ngram::Profile;
use crate::text::whitespace::is_space;

/// Marks a character that is left out: white space, where it does not count.
const SKIPPED: u32 = u32::MAX;
/// The table's entries at first: all white space lies below, and most alphabets.
const FIRST_CODE_POINTS: usize = 0x3001;
/// More characters than this are forgotten: an alphabet in use stays well below the 1,023 symbols
/// of a packed n-gram of six characters.
const MOST_REMEMBERED: u32 = 500;

/// Numbers characters through a table with an entry per code point.
///
/// It remembers characters from one segment to the next, so that a text of a known alphabet is
/// numbered without a surprise for the processor. The table reaches as far as the highest code
/// point seen.
#[derive(Debug, Clone)]
pub struct Alphabet {
    numbers: Vec<u32>,
    /// The last number given.
    last: u32,
    skips_space: bool,
}

impl Alphabet {
    /// An alphabet without characters, which leaves white space out or counts it as any other.
    pub fn new(skips_space: bool) -> Self {
        let mut numbers = vec![0; FIRST_CODE_POINTS];
        if skips_space {
            for character in ('\0'..='\u{3000}').filter(|&character| is_space(character)) {
                numbers[character as usize] = SKIPPED;
            }
        }
        Alphabet { numbers, last: 0, skips_space }
    }

    /// The highest number.
    pub fn highest(&self) -> u32 {
        self.last
    }

    /// Forgets all characters where there are too many; to be called between segments.
    pub fn tidy(&mut self) {
        if self.last > MOST_REMEMBERED {
            *self = Alphabet::new(self.skips_space);
        }
    }

    /// Writes the numbers of a text's characters, new ones numbered on.
    pub fn number(&mut self, text: &str, profile: &mut Profile) {
        visit(text, profile, |code_point| {
            let at = code_point as usize;
            if at >= self.numbers.len() {
                self.reach(at);
            }
            let number = &mut self.numbers[at];
            if *number == 0 {
                self.last += 1;
                *number = self.last;
            }
            *number
        });
    }

    #[cold]
    fn reach(&mut self, code_point: usize) {
        self.numbers.resize((code_point + 1).next_power_of_two(), 0);
    }
}

/// Writes what `number` says of each code point, but what is skipped.
///
/// Neither the length of a character, where it is one or two bytes, nor whether it is skipped is a
/// branch: in Arabic text both change with each word, which the processor cannot foresee.
fn visit(text: &str, profile: &mut Profile, mut number: impl FnMut(u32) -> u32) {
    let bytes = text.as_bytes();
    profile.fill(bytes.len() + 1, |symbols| {
        let (mut at, mut length) = (0, 0);
        while at < bytes.len() {
            let first = u32::from(bytes[at]);
            let next = |offset: usize| {
                u32::from(bytes.get(at + offset).copied().unwrap_or_default() & 0x3F)
            };
            let (code_point, size) = if first < 0xE0 {
                let is_two = first >= 0xC0;
                let two = (first & 0x1F) << 6 | next(1);
                (if is_two { two } else { first }, 1 + usize::from(is_two))
            } else if first < 0xF0 {
                ((first & 0x0F) << 12 | next(1) << 6 | next(2), 3)
            } else {
                ((first & 0x07) << 18 | next(1) << 12 | next(2) << 6 | next(3), 4)
            };
            at += size;
            let symbol = number(code_point);
            symbols[length] = symbol;
            length += usize::from(symbol != SKIPPED);
        }
        length
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(alphabet: &mut Alphabet, text: &str) -> Vec<u32> {
        let mut profile = Profile::default();
        alphabet.number(text, &mut profile);
        profile.symbols().to_vec()
    }

    #[test]
    fn characters_keep_their_numbers_and_white_space_has_none() {
        let mut alphabet = Alphabet::new(true);
        assert_eq!(number(&mut alphabet, "با ب"), [1, 2, 1]);
        alphabet.tidy();
        assert_eq!(number(&mut alphabet, "تا\u{2028}ب"), [3, 2, 1]);
        assert_eq!(alphabet.highest(), 3);
    }

    #[test]
    fn a_large_alphabet_is_forgotten_between_segments() {
        let mut alphabet = Alphabet::new(true);
        let many: String = ('\u{4E00}'..='\u{5400}').collect();
        assert_eq!(number(&mut alphabet, &many).last(), Some(&1537));
        alphabet.tidy();
        assert_eq!(number(&mut alphabet, "بب"), [1, 1]);
    }

    #[test]
    fn white_space_counts_where_it_is_asked_for() {
        assert_eq!(number(&mut Alphabet::new(false), "a b"), [1, 2, 3]);
    }

    #[test]
    fn every_code_point_is_decoded_as_itself() {
        for character in (char::MIN..=char::MAX).filter(|&character| !is_space(character)) {
            let mut seen = Vec::new();
            let text = format!("{character}!");
            visit(&text, &mut Profile::default(), |code_point| {
                seen.push(code_point);
                1
            });
            assert_eq!(seen, [character as u32, '!' as u32]);
        }
    }
}
