//! intl: the international tokenizer of mteval-v14.pl, as sacreBLEU has it.
//!
//! ```text
//! (\P{N})(\p{P}) → \1 \2_      (\p{P})(\P{N}) → _\1 \2      (\p{S}) → _\1_
//! ```
//!
//! Three passes, left to right, without overlap; `_` stands for a space. There is no padding, so
//! a mark at the start of a line is separated by the second pass only.

use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

/// The line with spaces put in, written to `buffer`.
pub(crate) fn separate<'a>(line: &str, buffer: &'a mut String) -> &'a str {
    let line = crate::text::whitespace::trim_end(line);
    let characters: Vec<(char, Kind)> =
        line.chars().map(|character| (character, kind(character))).collect();
    let before = pairs(&characters, |first, second| {
        (first != Kind::Number && second == Kind::Punctuation).then_some(Spaces::BetweenAndAfter)
    });
    let after = pairs(&before, |first, second| {
        (first == Kind::Punctuation && second != Kind::Number).then_some(Spaces::BeforeAndBetween)
    });
    buffer.clear();
    for (character, kind) in after {
        if kind == Kind::Symbol {
            buffer.extend([' ', character, ' ']);
        } else {
            buffer.push(character);
        }
    }
    buffer
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Punctuation,
    Symbol,
    Other,
}

enum Spaces {
    BetweenAndAfter,
    BeforeAndBetween,
}

const SPACE: (char, Kind) = (' ', Kind::Other);

/// One pass: puts spaces around the pairs that match, which do not overlap.
fn pairs(
    characters: &[(char, Kind)],
    spaces: impl Fn(Kind, Kind) -> Option<Spaces>,
) -> Vec<(char, Kind)> {
    let mut separated = Vec::with_capacity(characters.len() * 2);
    let mut at = 0;
    while at < characters.len() {
        let first = characters[at];
        let second = characters.get(at + 1).copied();
        match second.and_then(|second| spaces(first.1, second.1).map(|spaces| (second, spaces))) {
            Some((second, Spaces::BetweenAndAfter)) => {
                separated.extend([first, SPACE, second, SPACE]);
                at += 2;
            }
            Some((second, Spaces::BeforeAndBetween)) => {
                separated.extend([SPACE, first, SPACE, second]);
                at += 2;
            }
            None => {
                separated.push(first);
                at += 1;
            }
        }
    }
    separated
}

fn kind(character: char) -> Kind {
    match character {
        '0'..='9' => return Kind::Number,
        'a'..='z' | 'A'..='Z' | ' ' => return Kind::Other,
        // The letters of the Arabic block, which most of our texts are made of.
        '\u{0621}'..='\u{063A}' | '\u{0641}'..='\u{064A}' => return Kind::Other,
        _ => {}
    }
    match character.general_category_group() {
        GeneralCategoryGroup::Number => Kind::Number,
        GeneralCategoryGroup::Punctuation => Kind::Punctuation,
        GeneralCategoryGroup::Symbol => Kind::Symbol,
        GeneralCategoryGroup::Letter
        | GeneralCategoryGroup::Mark
        | GeneralCategoryGroup::Separator
        | GeneralCategoryGroup::Other => Kind::Other,
    }
}

#[cfg(test)]
mod tests {
    use crate::text::Tokenizer;

    #[test]
    fn a_final_point_stays_on_its_number_and_arabic_separators_between_digits() {
        assert_eq!(Tokenizer::Intl.tokens("in 2016."), ["in", "2016."]);
        assert_eq!(Tokenizer::Intl.tokens("١٬٢٥٠٫٥"), ["١٬٢٥٠٫٥"]);
    }

    #[test]
    fn punctuation_and_symbols_are_words_and_tatweel_is_not() {
        assert_eq!(Tokenizer::Intl.tokens("«نعم»؟"), ["«", "نعم", "»", "؟"]);
        assert_eq!(Tokenizer::Intl.tokens("5€ محـمد"), ["5", "€", "محـمد"]);
    }
}
