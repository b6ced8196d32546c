//! White space as Python's `str.split()` and `str.rstrip()` define it.
//!
//! The 29 code points of Unicode's `White_Space` and U+001C–U+001F, which Rust's
//! [`char::is_whitespace`] leaves out. Checked against CPython 3.11 over all code points.

/// Whether Python's `str.isspace` holds for this character.
///
/// # Examples
///
/// ```
/// use mizan::text::whitespace::is_space;
///
/// assert!(is_space('\u{1C}') && is_space('\u{3000}'));
/// assert!(!is_space('\u{200B}') && !is_space('\u{FEFF}'));
/// ```
pub const fn is_space(character: char) -> bool {
    matches!(
        character,
        '\u{09}'..='\u{0D}'
            | '\u{1C}'..='\u{20}'
            | '\u{85}'
            | '\u{A0}'
            | '\u{1680}'
            | '\u{2000}'..='\u{200A}'
            | '\u{2028}'
            | '\u{2029}'
            | '\u{202F}'
            | '\u{205F}'
            | '\u{3000}'
    )
}

/// The text without white space at its end: Python's `str.rstrip()`.
pub fn trim_end(text: &str) -> &str {
    text.trim_end_matches(is_space)
}

/// The text without white space at either end: Python's `str.strip()`.
pub fn trim(text: &str) -> &str {
    text.trim_matches(is_space)
}

/// The words between white space: Python's `str.split()`.
///
/// # Examples
///
/// ```
/// let words: Vec<_> = mizan::text::whitespace::words(" a\u{1C}b  c ").collect();
/// assert_eq!(words, ["a", "b", "c"]);
/// ```
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut candidates = Candidates::new(text.as_bytes());
    let mut start = 0;
    std::iter::from_fn(move || {
        loop {
            if start == text.len() {
                return None;
            }
            let (end, next) = match candidates.next() {
                Some(at) => match space_length(&text[at..]) {
                    0 => continue,
                    length => (at, at + length),
                },
                None => (text.len(), text.len()),
            };
            let word = &text[start..end];
            start = next;
            if !word.is_empty() {
                return Some(word);
            }
        }
    })
}

/// The length in bytes of the white space that a text begins with; 0 where it does not.
fn space_length(text: &str) -> usize {
    let character = text.chars().next().filter(|&character| is_space(character));
    character.map_or(0, char::len_utf8)
}

/// The places of bytes that white space may begin with: at most U+0020, or the lead bytes C2 and
/// E0–E3.
///
/// They are looked for in blocks, each of which gives its places as bits: a search from word to
/// word would branch on the length of each word, which the processor cannot foresee.
struct Candidates<'a> {
    bytes: &'a [u8],
    /// Where the next block begins.
    next_block: usize,
    /// The places in the current block that were not given yet.
    places: u64,
}

const BLOCK: usize = 64;

impl<'a> Candidates<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Candidates { bytes, next_block: 0, places: 0 }
    }

    fn next(&mut self) -> Option<usize> {
        while self.places == 0 {
            let rest = self.bytes.get(self.next_block..).filter(|rest| !rest.is_empty())?;
            self.places = match rest.first_chunk() {
                Some(block) => places(block),
                None => {
                    let mut block = [b'.'; BLOCK];
                    block[..rest.len()].copy_from_slice(rest);
                    places(&block)
                }
            };
            self.next_block += BLOCK;
        }
        let place = self.places.trailing_zeros() as usize;
        self.places &= self.places - 1;
        Some(self.next_block - BLOCK + place)
    }
}

/// The bytes of a block that white space may begin with, the first as the lowest bit.
fn places(block: &[u8; BLOCK]) -> u64 {
    const HIGH: u64 = u64::from_le_bytes([0x80; 8]);
    const REST: u64 = !HIGH;
    let all = |byte: u8| u64::from_le_bytes([byte; 8]);
    // The high bit of each byte of the sum says whether its low seven bits are more than `least`;
    // no byte carries into the next.
    let is_above = |eight: u64, least: u8| (eight & REST) + all(0x7F - least);
    let is_not_zero = |eight: u64| is_above(eight, 0) | eight;
    let mut places = 0;
    for (index, chunk) in block.chunks_exact(8).enumerate() {
        let eight = u64::from_le_bytes(chunk.try_into().expect("eight bytes"));
        let is_not_ascii_space = is_above(eight, 0x20) | eight;
        let is_not_c2 = is_not_zero(eight ^ all(0xC2));
        let is_not_e0_to_e3 = is_not_zero((eight & all(0xFC)) ^ all(0xE0));
        let found = !(is_not_ascii_space & is_not_c2 & is_not_e0_to_e3) & HIGH;
        // The multiplication brings the eight high bits together in the topmost byte.
        places |= ((found >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56) << (8 * index);
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_29_code_points_and_they_include_rusts() {
        let all: Vec<char> = (char::MIN..=char::MAX).filter(|&c| is_space(c)).collect();
        assert_eq!(all.len(), 29);
        for character in char::MIN..=char::MAX {
            let separator = ('\u{1C}'..='\u{1F}').contains(&character);
            assert_eq!(is_space(character), character.is_whitespace() || separator);
        }
    }

    #[test]
    fn words_are_found_across_the_ends_of_blocks() {
        for length in 0..3 * BLOCK {
            for space in ["\n", " \u{3000}", "\u{A0}é"] {
                let text = format!("{}{space}بيت ¡", "x".repeat(length));
                let plain: Vec<&str> =
                    text.split(is_space).filter(|word| !word.is_empty()).collect();
                assert_eq!(words(&text).collect::<Vec<_>>(), plain, "{text:?}");
            }
        }
    }

    #[test]
    fn words_are_cut_at_every_white_space_and_nowhere_else() {
        for character in char::MIN..=char::MAX {
            let text = format!("ا{character}b");
            assert_eq!(words(&text).count(), if is_space(character) { 2 } else { 1 });
        }
    }
}
