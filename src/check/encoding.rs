//! Encoding: text that was read as what it is not, and characters that no text has.

use std::cell::LazyCell;

use super::characters::{Characters, Class};
use super::{Case, Remark};

/// Entities that are left where nothing resolves them.
const ENTITIES: [&str; 8] =
    ["&amp;", "&quot;", "&nbsp;", "&lt;", "&gt;", "&apos;", "&#39;", "&#34;"];

pub(super) fn check(case: &Case<'_>) -> Vec<Remark> {
    let target = case.target;
    let mut remarks = Vec::new();
    let in_source = LazyCell::new(|| {
        let source = case.unit.source.as_ref().map_or("", |source| source.text.as_str());
        Escapes {
            entities: ENTITIES.map(|entity| source.contains(entity)),
            escape: source.contains("\\u"),
        }
    });
    let mut at = 0;
    while at < target.len() {
        let character = target.at(at);
        if (' '..='~').contains(&character) && character != '&' && character != '\\'
            || target.class(at) == Class::Arabic
        {
            at += 1;
            continue;
        }
        let length = mojibake(target, at);
        if length > 0 {
            let message = "UTF-8 that was read as another encoding";
            remarks.push(Remark::error(at..at + length, message));
            at += length;
            continue;
        }
        remarks.extend(alone(target, at));
        remarks.extend(escaped(target, at, &in_source));
        at += 1;
    }
    remarks
}

/// A character that has no place in a text.
fn alone(target: &Characters, at: usize) -> Option<Remark> {
    let span = at..at + 1;
    match target.at(at) {
        '\u{FFFD}' => Some(Remark::error(span, "a character was lost (U+FFFD)")),
        '\t' | '\n' | '\r' => None,
        character @ ('\0'..='\u{1F}' | '\u{7F}'..='\u{84}' | '\u{86}'..='\u{9F}') => {
            let message = format!("a control character (U+{:04X})", character as u32);
            Some(Remark::error(span, message))
        }
        '\u{FEFF}' => Some(Remark::warning(span, "a byte-order mark within the text")),
        character if character as u32 & 0xFFFE == 0xFFFE => {
            Some(Remark::error(span, "a code point that is no character"))
        }
        '\u{E000}'..='\u{F8FF}' => {
            Some(Remark::info(span, "a character of private use: fonts show it differently"))
        }
        _ => None,
    }
}

/// How many characters from here on are UTF-8 read as Latin-1 or Windows-1252; 0 where they
/// are not.
fn mojibake(target: &Characters, at: usize) -> usize {
    let (first, second) = (target.at(at), target.at(at + 1));
    match (first, second) {
        // The lead bytes of Arabic letters, as Latin-1 shows them, at least twice: Ø§Ù„.
        ('Ø' | 'Ù' | 'Ú' | 'Û', _) => {
            let mut length = 0;
            while matches!(target.at(at + length), 'Ø' | 'Ù' | 'Ú' | 'Û')
                && is_continuation(target.at(at + length + 1))
            {
                length += 2;
            }
            if length >= 4 { length } else { 0 }
        }
        ('Ã' | 'Â', second) if is_continuation(second) && !second.is_alphabetic() => 2,
        ('â', '€' | '\u{80}') if is_continuation(target.at(at + 2)) => 3,
        _ => 0,
    }
}

/// Whether a byte from 80 to BF may be shown as this character.
fn is_continuation(character: char) -> bool {
    matches!(character, '\u{80}'..='\u{BF}') || "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ".contains(character)
}

/// Which escapes the source has.
struct Escapes {
    entities: [bool; ENTITIES.len()],
    escape: bool,
}

/// An escape or entity that was not resolved.
fn escaped(
    target: &Characters,
    at: usize,
    in_source: &LazyCell<Escapes, impl FnOnce() -> Escapes>,
) -> Option<Remark> {
    if target.class(at) != Class::Sign {
        return None;
    }
    let rest = &target.all()[at..];
    match target.at(at) {
        '&' => {
            let starts = |entity: &str| entity.chars().eq(rest.iter().copied().take(entity.len()));
            let index = ENTITIES.iter().position(|entity| starts(entity))?;
            let entity = ENTITIES[index];
            let message = format!("{entity} was not resolved");
            (!in_source.entities[index]).then(|| Remark::warning(at..at + entity.len(), message))
        }
        '\\' => {
            let is_escape = target.at(at + 1) == 'u'
                && rest.len() >= 6
                && rest[2..6].iter().all(char::is_ascii_hexdigit);
            (is_escape && !in_source.escape)
                .then(|| Remark::warning(at..at + 6, "an escape that was not resolved"))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{found, found_with};
    use super::*;

    #[test]
    fn text_in_another_encoding_is_found() {
        assert_eq!(found(check, "Ø§Ù„Ø¹Ø±Ø¨"), ["Ø§Ù„Ø¹Ø±Ø¨"]);
        assert_eq!(found(check, "cafÃ© itâ€™s"), ["Ã©", "â€™"]);
        assert_eq!(found(check, "ال\u{FFFD}عرب"), ["\u{FFFD}"]);
        assert_eq!(found(check, "ا\u{1}ب\u{90}"), ["\u{1}", "\u{90}"]);
    }

    #[test]
    fn escapes_are_found_unless_the_source_has_them() {
        assert_eq!(found(check, "قال &quot;نعم&quot;"), ["&quot;", "&quot;"]);
        assert_eq!(found(check, "\\u0627"), ["\\u0627"]);
        assert!(found_with(check, "a &amp; b", "أ &amp; ب").is_empty());
    }

    #[test]
    fn other_letters_are_left_alone() {
        for text in ["Ørsted Ångström Âge Ãrea", "نعم\tلا\n", "5 €", "R&D", "C:\\users", ""]
        {
            assert!(found(check, text).is_empty(), "{text}");
        }
    }
}
