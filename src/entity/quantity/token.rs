//! Tokens: numerals, words and signs, with their place in the text.

use super::Language;
use super::numeral::{self, Numeral, Part};
use crate::text::Folding;
use crate::text::whitespace::is_space;
use std::ops::Range;

/// A piece of text that the grammar of quantities sees.
pub(super) struct Token {
    pub(super) content: Content,
    pub(super) span: Range<usize>,
    /// Whether white space stands before it.
    pub(super) spaced: bool,
    /// Whether it begins with a capital letter.
    pub(super) capital: bool,
}

/// What a token is.
pub(super) enum Content {
    Numeral(Numeral),
    /// A word without case, accents, harakat and the differences of Arabic orthography.
    Word(String),
    Sign(char),
}

impl Token {
    /// The folded word, or nothing.
    pub(super) fn word(&self) -> &str {
        match &self.content {
            Content::Word(word) => word,
            Content::Numeral(_) | Content::Sign(_) => "",
        }
    }

    pub(super) fn sign(&self) -> Option<char> {
        match self.content {
            Content::Sign(sign) => Some(sign),
            Content::Numeral(_) | Content::Word(_) => None,
        }
    }

    pub(super) fn numeral(&self) -> Option<&Numeral> {
        match &self.content {
            Content::Numeral(numeral) => Some(numeral),
            Content::Word(_) | Content::Sign(_) => None,
        }
    }

    /// The value and length of at most four digits without a separator.
    pub(super) fn plain(&self) -> Option<(u16, usize)> {
        self.numeral().and_then(|numeral| numeral.plain)
    }
}

/// The tokens of a text. Marks of direction are none.
pub(super) fn tokens(text: &str, language: Language) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut at = 0;
    let mut spaced = true;
    while let Some(character) = text[at..].chars().next() {
        let end = at + character.len_utf8();
        if is_space(character) || is_mark(character) {
            spaced |= is_space(character);
            at = end;
        } else if numeral::digit(character).is_some() {
            for part in numeral::parts(text, at, language) {
                let (content, span) = match part {
                    Part::Numeral(numeral, span) => (Content::Numeral(numeral), span),
                    Part::Separator(sign, span) => (Content::Sign(sign), span),
                };
                at = span.end;
                tokens.push(Token { content, span, spaced, capital: false });
                spaced = false;
            }
        } else if character.is_alphabetic() {
            let after_numeral = !spaced && tokens.last().is_some_and(|t| t.numeral().is_some());
            let end = word_end(text, at, character, after_numeral);
            let word = fold(&text[at..end]);
            let capital = character.is_uppercase();
            tokens.push(Token { content: Content::Word(word), span: at..end, spaced, capital });
            spaced = false;
            at = end;
        } else {
            let content = Content::Sign(character);
            tokens.push(Token { content, span: at..end, spaced, capital: false });
            spaced = false;
            at = end;
        }
    }
    tokens
}

/// Marks of direction and joining.
fn is_mark(character: char) -> bool {
    matches!(
        character,
        '\u{61C}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'
            | '\u{2066}'..='\u{2069}'
            | '\u{FEFF}'
    )
}

/// Where the word ends. Digits after Latin letters belong to it, as they do in the name `A1GP`,
/// unless a numeral stands before: `14h30`.
fn word_end(text: &str, start: usize, first: char, after_numeral: bool) -> usize {
    let keeps_digits = is_latin(first) && !after_numeral;
    let mut end = start;
    for character in text[start..].chars() {
        let is_digit = numeral::digit(character).is_some();
        let continues = match is_digit {
            true => keeps_digits,
            false => {
                is_combining(character)
                    || (character.is_alphabetic() && is_latin(character) == is_latin(first))
            }
        };
        if !continues {
            break;
        }
        end += character.len_utf8();
    }
    end
}

fn is_latin(character: char) -> bool {
    character < '\u{300}'
}

fn is_combining(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36F}' | '\u{640}' | '\u{64B}'..='\u{65F}' | '\u{670}')
}

/// The word as the tables of words have it.
fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    for character in Folding::ALL.fold(word).chars().flat_map(char::to_lowercase) {
        match character {
            'à' | 'â' => folded.push('a'),
            'é' | 'è' | 'ê' | 'ë' => folded.push('e'),
            'î' | 'ï' => folded.push('i'),
            'ô' => folded.push('o'),
            'ù' | 'û' | 'ü' => folded.push('u'),
            'ç' => folded.push('c'),
            '\u{300}'..='\u{36F}' => {}
            other => folded.push(other),
        }
    }
    folded
}

/// What may be left of an Arabic word without attached و ف ب ل ك and ال, the longest first.
pub(super) fn stems(word: &str) -> impl Iterator<Item = Stem<'_>> {
    const CLITICS: [&str; 17] = [
        "", "وبال", "ولل", "وال", "بال", "فال", "كال", "لل", "ال", "وب", "ول", "فب", "و", "ف", "ب",
        "ل", "ك",
    ];
    CLITICS.iter().filter_map(move |clitics| {
        let stem = word.strip_prefix(clitics)?;
        let has_article = clitics.ends_with("ال") || clitics.ends_with("لل");
        Some(Stem { stem, and: clitics.starts_with('و'), has_article, clitics })
    })
}

/// A word without its clitics.
pub(super) struct Stem<'a> {
    pub(super) stem: &'a str,
    /// Whether it began with و.
    pub(super) and: bool,
    pub(super) has_article: bool,
    pub(super) clitics: &'static str,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let tokens = tokens(text, Language::Arabic);
        let shown = tokens.iter().map(|token| match &token.content {
            Content::Numeral(numeral) => format!("#{}", numeral.readings[0]),
            Content::Word(word) => word.clone(),
            Content::Sign(sign) => sign.to_string(),
        });
        shown.collect()
    }

    #[test]
    fn digits_are_cut_from_arabic_letters_and_kept_in_latin_names() {
        assert_eq!(words("عام2006 وال25 بـ7"), ["عام", "#2006", "وال", "#25", "ب", "#7"]);
        assert_eq!(words("A1GP COVID-19 14h30"), ["a1gp", "covid", "-", "#19", "#14", "h", "#30"]);
    }

    #[test]
    fn words_are_folded() {
        assert_eq!(words("Août d’euros مِئَة أيّار"), ["aout", "d", "’", "euros", "ميه", "ايار"]);
    }

    #[test]
    fn spans_are_those_of_the_raw_text() {
        let text = "\u{200F}في ٢٥٪";
        let tokens = tokens(text, Language::Arabic);
        let texts: Vec<_> = tokens.iter().map(|token| &text[token.span.clone()]).collect();
        assert_eq!(texts, ["في", "٢٥", "٪"]);
        assert!(tokens[1].spaced && !tokens[2].spaced);
    }
}
