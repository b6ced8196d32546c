//! Tokenizers: how BLEU cuts a line into words. Each is the same as sacreBLEU's of that name.

use crate::text::whitespace::{is_space, trim, trim_end, words};
use crate::text::{intl, v13a};

/// A tokenizer by its name in signatures.
///
/// # Examples
///
/// ```
/// use mizan::text::Tokenizer;
///
/// assert_eq!(Tokenizer::V13a.tokens("Hello, world."), ["Hello", ",", "world", "."]);
/// assert_eq!(Tokenizer::V13a.tokens("قال، نعم."), ["قال،", "نعم", "."]);
/// assert_eq!(Tokenizer::Intl.tokens("قال، نعم."), ["قال", "،", "نعم", "."]);
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tokenizer {
    /// `13a`, the default: ASCII punctuation split off as mteval-v13a.pl does.
    #[default]
    V13a,
    /// `intl`: all punctuation and symbols of Unicode split off, as mteval-v14.pl does.
    Intl,
    /// `zh`: Chinese characters one by one, the rest as in `13a`.
    Zh,
    /// `char`: every character by itself.
    Char,
    /// `none`: the text is tokenized already; only white space counts.
    None,
}

/// Every tokenizer with its name.
pub const TOKENIZERS: [(&str, Tokenizer); 5] = [
    ("13a", Tokenizer::V13a),
    ("intl", Tokenizer::Intl),
    ("zh", Tokenizer::Zh),
    ("char", Tokenizer::Char),
    ("none", Tokenizer::None),
];

impl Tokenizer {
    /// The tokenizer of this name.
    pub fn from_name(name: &str) -> Option<Tokenizer> {
        TOKENIZERS.iter().find(|(known, _)| *known == name).map(|(_, tokenizer)| *tokenizer)
    }

    /// The name in signatures.
    pub fn name(self) -> &'static str {
        match self {
            Tokenizer::V13a => "13a",
            Tokenizer::Intl => "intl",
            Tokenizer::Zh => "zh",
            Tokenizer::Char => "char",
            Tokenizer::None => "none",
        }
    }

    /// The tokens of a line, in order.
    pub fn tokens(self, line: &str) -> Vec<String> {
        let mut tokens = Vec::new();
        self.visit(line, &mut String::new(), |token| {
            tokens.push(token.to_owned());
        });
        tokens
    }

    /// Calls `each` for every token of a line, in order; `buffer` is room for rewriting the line,
    /// so that nothing is allocated when the same buffer is given again.
    pub fn visit(self, line: &str, buffer: &mut String, mut each: impl FnMut(&str)) {
        match self {
            Tokenizer::V13a => {
                let unescaped = v13a::unescape(trim_end(line), buffer);
                v13a::split(unescaped, v13a::Ends::Padded, each);
            }
            Tokenizer::Intl => words(intl::separate(line, buffer)).for_each(each),
            Tokenizer::Zh => {
                let line = trim(line);
                buffer.clear();
                for character in line.chars() {
                    if is_chinese(character) {
                        buffer.extend([' ', character, ' ']);
                    } else {
                        buffer.push(character);
                    }
                }
                v13a::split(buffer, v13a::Ends::Bare, each);
            }
            Tokenizer::Char => {
                for (start, character) in line.char_indices() {
                    if !is_space(character) {
                        each(&line[start..start + character.len_utf8()]);
                    }
                }
            }
            Tokenizer::None => words(line).for_each(each),
        }
    }
}

/// The characters that sacreBLEU's `zh` separates.
///
/// Its source lists blocks beyond U+FFFF with four-digit escapes, so that two of its ranges end
/// elsewhere than they say: `\u20000`–`\u2a6d6` compares as U+2001–U+2A6D, and the ideographs of
/// extension B are not separated. Scores can only be compared with the same set.
fn is_chinese(character: char) -> bool {
    matches!(character,
        '\u{2001}'..='\u{2A6D}'
        | '\u{2E80}'..='\u{2FDF}'
        | '\u{2FF0}'..='\u{303F}'
        | '\u{3100}'..='\u{312F}'
        | '\u{31A0}'..='\u{31EF}'
        | '\u{3200}'..='\u{4DB5}'
        | '\u{4E00}'..='\u{9FBB}'
        | '\u{F900}'..='\u{FA2D}'
        | '\u{FA30}'..='\u{FA6A}'
        | '\u{FA70}'..='\u{FAD9}'
        | '\u{FE10}'..='\u{FE1F}'
        | '\u{FE30}'..='\u{FE4F}'
        | '\u{FF00}'..='\u{FFEF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back() {
        for (name, tokenizer) in TOKENIZERS {
            assert_eq!(tokenizer.name(), name);
            assert_eq!(Tokenizer::from_name(name), Some(tokenizer));
        }
    }

    #[test]
    fn zh_leaves_a_final_point_on_its_number() {
        assert_eq!(Tokenizer::Zh.tokens("共6."), ["共", "6."]);
        assert_eq!(Tokenizer::Zh.tokens("你好 ok."), ["你", "好", "ok", "."]);
    }

    #[test]
    fn char_drops_white_space() {
        assert_eq!(Tokenizer::Char.tokens(" لا\u{1C}ن "), ["ل", "ا", "ن"]);
    }
}
