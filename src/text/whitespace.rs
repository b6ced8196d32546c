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
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            if rest.is_empty() {
                return None;
            }
            let (word, after) = match next_space(rest) {
                Some((start, length)) => (&rest[..start], &rest[start + length..]),
                None => (rest, ""),
            };
            rest = after;
            if !word.is_empty() {
                return Some(word);
            }
        }
    })
}

/// Where the first white space begins, and its length in bytes.
fn next_space(text: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    loop {
        let at = from + next_candidate(&text.as_bytes()[from..])?;
        let character = text[at..].chars().next()?;
        if is_space(character) {
            return Some((at, character.len_utf8()));
        }
        from = at + character.len_utf8();
    }
}

/// The first byte that white space may begin with: at most U+0020, or the lead byte C2, E0–E3.
///
/// Eight bytes at a time; a word of Arabic is seldom longer than two such steps.
fn next_candidate(bytes: &[u8]) -> Option<usize> {
    const LOW: u64 = u64::from_le_bytes([0x01; 8]);
    const HIGH: u64 = LOW << 7;
    // The lowest high bit that is set belongs to the first byte that is zero.
    let zeros = |eight: u64| eight.wrapping_sub(LOW) & !eight & HIGH;
    let mut chunks = bytes.chunks_exact(8);
    for (index, chunk) in chunks.by_ref().enumerate() {
        let eight = u64::from_le_bytes(chunk.try_into().expect("eight bytes"));
        let ascii = eight.wrapping_sub(LOW * 0x21) & !eight & HIGH;
        let c2 = zeros(eight ^ (LOW * 0xC2));
        let e0_to_e3 = zeros((eight & (LOW * 0xFC)) ^ (LOW * 0xE0));
        let found = ascii | c2 | e0_to_e3;
        if found != 0 {
            return Some(8 * index + found.trailing_zeros() as usize / 8);
        }
    }
    let rest = chunks.remainder();
    let found = rest
        .iter()
        .position(|&byte| matches!(byte, 0..=0x20 | 0xC2 | 0xE0..=0xE3))?;
    Some(bytes.len() - rest.len() + found)
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
    fn words_are_cut_at_every_white_space_and_nowhere_else() {
        for character in char::MIN..=char::MAX {
            let text = format!("ا{character}b");
            assert_eq!(
                words(&text).count(),
                if is_space(character) { 2 } else { 1 }
            );
        }
    }
}
