//! 13a: the tokenizer of mteval-v13a.pl, as sacreBLEU has it, in one pass.
//!
//! The original is four regular expressions, one after the other, left to right, without overlap:
//!
//! 1. each ASCII punctuation mark except `' , - .` becomes a word of its own;
//! 2. `([^0-9])([.,])` → `\1 \2 `
//! 3. `([.,])([^0-9])` → ` \1 \2`
//! 4. `([0-9])(-)` → `\1 \2 `
//!
//! Only ASCII digits count as digits. What the passes do to one `.` or `,` follows from its
//! neighbours: after pass 2 no two of them stand together without a space, so that
//!
//! - it was the second character of a match of pass 2 exactly if the character before it is not a
//!   digit and was not itself such a second character (in `x...` the first and the third are);
//! - it is separated if so, or if a character that is not a digit follows (pass 3);
//! - and it stays in its word otherwise.
//!
//! `13a` pads the line with a space at each end; `zh` uses the same passes without padding, where
//! a line's first and last character have no neighbour to match with.

use crate::text::whitespace::is_space;

/// What stands before the first character and after the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ends {
    /// A space: `13a`.
    Padded,
    /// Nothing: `zh`.
    Bare,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Letter,
    Digit,
    Space,
    Mark,
    Point,
    Hyphen,
    /// The first byte of a character that may be white space beyond ASCII.
    Wide,
}

const CLASSES: [Class; 256] = classes();

const fn classes() -> [Class; 256] {
    let mut classes = [Class::Letter; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte {
            0x09..=0x0D | 0x1C..=0x20 => Class::Space,
            0x30..=0x39 => Class::Digit,
            0x2C | 0x2E => Class::Point,
            0x2D => Class::Hyphen,
            0x21..=0x26 | 0x28..=0x2B | 0x2F | 0x3A..=0x40 | 0x5B..=0x60 | 0x7B..=0x7E => {
                Class::Mark
            }
            0xC2 | 0xE1 | 0xE2 | 0xE3 => Class::Wide,
            _ => Class::Letter,
        };
        byte += 1;
    }
    classes
}

/// The line as 13a reads it before it looks for words: `<skipped>` and a hyphen at a line break
/// removed, line breaks as spaces, four entities read (in this order, so that `&amp;lt;` is `<`).
pub(crate) fn unescape<'a>(line: &'a str, buffer: &'a mut String) -> &'a str {
    if memchr::memchr3(b'&', b'<', b'\n', line.as_bytes()).is_none() {
        return line;
    }
    let mut text = line.replace("<skipped>", "").replace("-\n", "").replace('\n', " ");
    if text.contains('&') {
        text = text.replace("&quot;", "\"").replace("&amp;", "&");
        text = text.replace("&lt;", "<").replace("&gt;", ">");
    }
    *buffer = text;
    buffer
}

/// Calls `each` for every word of a line that is unescaped already.
pub(crate) fn split(line: &str, ends: Ends, mut each: impl FnMut(&str)) {
    let bytes = line.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let padded = ends == Ends::Padded;
    let mut start = 0;
    let mut at = 0;
    // The place after the last point or comma that pass 2 matched as a second character.
    let mut after_matched = usize::MAX;
    while at < bytes.len() {
        // How many bytes from here stand by themselves, as a token or as white space.
        let (length, is_token) = match CLASSES[bytes[at] as usize] {
            Class::Letter | Class::Digit => {
                at += 1;
                continue;
            }
            Class::Space => (1, false),
            Class::Mark => (1, true),
            Class::Hyphen if at > 0 && is_digit(at - 1) => (1, true),
            Class::Point => {
                let matched_before =
                    if at == 0 { padded } else { !is_digit(at - 1) && after_matched != at };
                if matched_before {
                    after_matched = at + 1;
                }
                let at_end = at + 1 == bytes.len();
                let matched_after = if at_end { padded } else { !is_digit(at + 1) };
                if !(matched_before || matched_after) {
                    at += 1;
                    continue;
                }
                (1, true)
            }
            Class::Hyphen => {
                at += 1;
                continue;
            }
            Class::Wide => {
                let character = line[at..].chars().next().expect("at is a character's first byte");
                if !is_space(character) {
                    at += character.len_utf8();
                    continue;
                }
                (character.len_utf8(), false)
            }
        };
        if start < at {
            each(&line[start..at]);
        }
        if is_token {
            each(&line[at..at + length]);
        }
        at += length;
        start = at;
    }
    if start < bytes.len() {
        each(&line[start..]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(line: &str, ends: Ends) -> Vec<&str> {
        // A `&str` that outlives the call: found again in the line by its bytes.
        let mut tokens = Vec::new();
        split(line, ends, |token| {
            let start = token.as_ptr() as usize - line.as_ptr() as usize;
            tokens.push(&line[start..start + token.len()]);
        });
        tokens
    }

    #[test]
    fn points_are_separated_as_the_four_passes_do() {
        for (line, expected) in [
            ("x..1", vec!["x", ".", ".1"]),
            ("x...1", vec!["x", ".", ".", ".", "1"]),
            ("5..1", vec!["5", ".", ".", "1"]),
            ("5...1", vec!["5", ".", ".", ".1"]),
            ("3.14, ok.", vec!["3.14", ",", "ok", "."]),
            (".5", vec![".", "5"]),
            ("5.", vec!["5", "."]),
            ("1--2", vec!["1", "-", "-2"]),
            ("a-b 1-b", vec!["a-b", "1", "-", "b"]),
            ("١٢.٥ ٥-٦", vec!["١٢", ".", "٥", "٥-٦"]),
            ("it's (x)", vec!["it's", "(", "x", ")"]),
        ] {
            assert_eq!(tokens(line, Ends::Padded), expected, "{line}");
        }
    }

    #[test]
    fn a_bare_end_has_no_neighbour() {
        assert_eq!(tokens(".5", Ends::Bare), [".5"]);
        assert_eq!(tokens("6.", Ends::Bare), ["6."]);
        assert_eq!(tokens("a.", Ends::Bare), ["a", "."]);
    }

    #[test]
    fn entities_are_read_one_after_the_other() {
        let mut buffer = String::new();
        assert_eq!(unescape("&amp;lt; &quot;a&quot;", &mut buffer), "< \"a\"");
        let mut buffer = String::new();
        assert_eq!(unescape("<skipped>state-\nof the\nart", &mut buffer), "stateof the art");
    }
}
