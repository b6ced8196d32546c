//! Lower case as Python's `str.lower()` makes it: full mappings and the final sigma.

/// Appends the text in lower case to `lowered`.
///
/// # Examples
///
/// ```
/// let mut lowered = String::new();
/// mizan::text::lowercase::lower_into("ΟΔΟΣ İ", &mut lowered);
/// assert_eq!(lowered, "οδος i\u{307}");
/// ```
pub fn lower_into(text: &str, lowered: &mut String) {
    // The form of a sigma depends on the letters around it; the rest goes letter by letter.
    if text.contains('Σ') {
        lowered.push_str(&text.to_lowercase());
        return;
    }
    for character in text.chars() {
        if character.is_ascii() {
            lowered.push(character.to_ascii_lowercase());
        } else {
            lowered.extend(character.to_lowercase());
        }
    }
}

/// Whether the text surely stays as it is in lower case: no character begins with a byte that
/// begins a capital. True of Arabic, of most scripts of Asia, and of Latin in small ASCII letters.
pub fn is_lower(text: &str) -> bool {
    !text.bytes().any(begins_capital)
}

/// Whether a capital letter begins with this byte in UTF-8.
const fn begins_capital(byte: u8) -> bool {
    matches!(
        byte,
        b'A'..=b'Z' | 0xC3..=0xD5 | 0xE1 | 0xE2 | 0xEA | 0xEF | 0xF0
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_taken_for_lower_case_is_lower_case() {
        for character in char::MIN..=char::MAX {
            let text = character.to_string();
            let mut lowered = String::new();
            lower_into(&text, &mut lowered);
            assert_eq!(lowered, text.to_lowercase());
            assert!(!is_lower(&text) || lowered == text, "{text}");
        }
        assert!(is_lower("السلام عليكم, 123"));
    }

    #[test]
    fn a_sigma_is_final_at_the_end_of_a_word() {
        let mut lowered = String::new();
        lower_into("ΟΔΟΣ ΣΑΣ", &mut lowered);
        assert_eq!(lowered, "οδος σας");
    }
}
