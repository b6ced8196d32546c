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
    text.split(is_space).filter(|word| !word.is_empty())
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
}
