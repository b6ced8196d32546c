//! Key: the forms of names that look-up compares.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::text::Folding;

/// Capitals of the longest name that is an acronym and found in capitals only.
const ACRONYM: usize = 5;

/// The key of a name in Latin letters: without accents, hyphens as spaces, in small letters. A
/// name of up to five capitals and no small letter is an acronym and stays in capitals, so that
/// WHO is not who.
///
/// # Examples
///
/// ```
/// use mizan::entity::lexicon::latin_key;
///
/// assert_eq!(latin_key("Jean-Luc  Mélenchon"), "jean luc melenchon");
/// assert_eq!(latin_key("WHO"), "WHO");
/// assert_eq!(latin_key("UNESCO"), "unesco");
/// ```
pub fn latin_key(name: &str) -> String {
    let plain = plain_latin(name);
    if is_acronym(&plain) { plain } else { plain.to_lowercase() }
}

/// Whether the plain form of a name is an acronym.
pub(super) fn is_acronym(plain: &str) -> bool {
    let capitals = plain.chars().filter(|c| c.is_uppercase()).count();
    (1..=ACRONYM).contains(&capitals) && !plain.chars().any(char::is_lowercase)
}

/// A name without accents, with one space for each run of spaces and hyphens.
pub(super) fn plain_latin(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    let mut push = |character: char| match character {
        _ if character.is_ascii_alphanumeric() => plain.push(character),
        _ if character.is_whitespace() || is_hyphen(character) => {
            if !plain.is_empty() && !plain.ends_with(' ') {
                plain.push(' ');
            }
        }
        '’' | '‘' | 'ʼ' | 'ʻ' | '`' | '´' => plain.push('\''),
        // Letters that are not a letter with a mark in Unicode.
        'ł' => plain.push('l'),
        'Ł' => plain.push('L'),
        'ø' => plain.push('o'),
        'Ø' => plain.push('O'),
        'đ' | 'ð' => plain.push('d'),
        'Đ' | 'Ð' => plain.push('D'),
        'ı' => plain.push('i'),
        'ß' => plain.push_str("ss"),
        'æ' => plain.push_str("ae"),
        'Æ' => plain.push_str("AE"),
        'œ' => plain.push_str("oe"),
        'Œ' => plain.push_str("OE"),
        'þ' => plain.push_str("th"),
        'Þ' => plain.push_str("Th"),
        _ if is_combining_mark(character) || is_invisible(character) => {}
        other => plain.push(other),
    };
    if name.is_ascii() {
        name.chars().for_each(&mut push);
    } else {
        name.nfd().for_each(&mut push);
    }
    plain.truncate(plain.trim_end().len());
    plain
}

/// The key of a name in Arabic letters: without tashkeel and tatweel, with alef, hamza, yaa and
/// taa folded, hyphens as spaces.
///
/// # Examples
///
/// ```
/// use mizan::entity::lexicon::arabic_key;
///
/// assert_eq!(arabic_key("أُوكرانيا"), arabic_key("اوكرانيا"));
/// ```
pub fn arabic_key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    for word in name.split(|c: char| c.is_whitespace() || is_hyphen(c)).filter(|w| !w.is_empty()) {
        if !key.is_empty() {
            key.push(' ');
        }
        Folding::LETTERS.fold_into(word, &mut key);
    }
    key.retain(|character| !is_invisible(character));
    key
}

fn is_hyphen(character: char) -> bool {
    matches!(character, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// Marks of direction and joining, soft hyphens.
fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{061C}' | '\u{FEFF}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_hyphens_do_not_count() {
        for (one, other) in [
            ("Azerbaïdjan", "azerbaidjan"),
            ("al-Sisi", "Al  Sisi"),
            ("Côte d’Ivoire", "cote d'ivoire"),
            ("Lech Wałęsa", "LECH WALESA"),
            ("Hô‑Chi‑Minh", "Ho Chi Minh"),
            ("İstanbul", "Istanbul"),
            ("Zelensky ", "Zelensky"),
        ] {
            assert_eq!(latin_key(one), latin_key(other), "{one}");
        }
    }

    #[test]
    fn acronyms_keep_their_capitals() {
        for acronym in ["FSB", "G7", "S-400", "AT&T", "US"] {
            assert_ne!(latin_key(acronym), latin_key(&acronym.to_lowercase()), "{acronym}");
        }
        assert_eq!(latin_key("UNESCO"), latin_key("Unesco"));
        assert_eq!(latin_key("20"), "20");
    }

    #[test]
    fn arabic_letters_that_writers_exchange_do_not_count() {
        for (one, other) in [
            ("إيران", "ايران"),
            ("أوكرانيــا", "اوكرانيا"),
            ("سورية", "سوريه"),
            ("رئيس\u{200F} الوزراء", "رئيس الوزراء"),
            ("تيمور - ليشتي", "تيمور ليشتي"),
            ("عُمان", "عمان"),
        ] {
            assert_eq!(arabic_key(one), arabic_key(other), "{one}");
        }
    }
}
