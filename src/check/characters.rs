//! Characters: a text with the class of each of its characters, and its words.
//!
//! Every check looks at these, so that a text is decoded and classified once. What is not for
//! people (placeholders, tags, addresses) has a class of its own, and no check of the language
//! sees it.

use std::ops::Range;
use std::sync::LazyLock;

use crate::corpus::Content;
use crate::text::whitespace::is_space;

/// Marks and invisible characters that are passed over in one place.
const MOST_MARKS: usize = 32;

/// What a character is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Class {
    /// White space on the line.
    Space,
    /// A line feed or another end of line.
    Break,
    /// A letter of the Arabic script.
    Arabic,
    /// Tashkeel and other marks of the Arabic script.
    Tashkeel,
    /// ـ
    Tatweel,
    /// A Latin letter.
    Latin,
    /// A letter of another script, or a mark on one.
    Other,
    /// 0 to 9.
    Digit,
    /// ٠ to ٩.
    ArabicDigit,
    /// ۰ to ۹.
    PersianDigit,
    /// A mark of direction, a character of no width.
    Invisible,
    /// Part of a placeholder, a tag, an address.
    Code,
    /// Everything else: punctuation, signs.
    Sign,
}

/// A run of letters, with the marks on them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) span: Range<usize>,
    /// The class of its first letter.
    pub(super) script: Class,
    /// Whether it has letters of one class only.
    pub(super) is_pure: bool,
}

/// A text as checks see it.
#[derive(Debug, Clone, Default)]
pub(super) struct Characters {
    all: Vec<char>,
    classes: Vec<Class>,
    words: Vec<Word>,
    seen: u16,
}

impl Characters {
    /// The characters of a content; its codes, and addresses, are [`Class::Code`].
    pub(super) fn of(content: &Content) -> Self {
        let text = &content.text;
        let mut characters = Characters {
            all: Vec::with_capacity(text.len()),
            classes: Vec::with_capacity(text.len()),
            ..Characters::default()
        };
        let mut codes = content.codes.iter().map(|code| &code.span).peekable();
        for (byte, character) in text.char_indices() {
            while codes.next_if(|span| span.end <= byte).is_some() {}
            let is_code = codes.peek().is_some_and(|span| span.contains(&byte));
            characters.all.push(character);
            characters.classes.push(if is_code { Class::Code } else { class_of(character) });
        }
        if text.contains("://") || text.contains("www.") || text.contains('@') {
            characters.hide_addresses();
        }
        for &class in &characters.classes {
            characters.seen |= 1 << class as u16;
        }
        characters.find_words();
        characters
    }

    /// How many code points there are.
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// The characters.
    pub(super) fn all(&self) -> &[char] {
        &self.all
    }

    /// The character at a place; NUL beyond the ends.
    pub(super) fn at(&self, place: usize) -> char {
        self.all.get(place).copied().unwrap_or('\0')
    }

    /// What stands at a place; a line break beyond the ends.
    pub(super) fn class(&self, place: usize) -> Class {
        self.classes.get(place).copied().unwrap_or(Class::Break)
    }

    /// The words in order.
    pub(super) fn words(&self) -> &[Word] {
        &self.words
    }

    /// Whether a character of this class is there.
    pub(super) fn has(&self, class: Class) -> bool {
        self.seen & (1 << class as u16) != 0
    }

    /// The last place before this one where no mark and nothing invisible stands; so many of them
    /// that no writer means them are not passed over.
    pub(super) fn before(&self, place: usize) -> Option<usize> {
        let is_seen = |&at: &usize| !matches!(self.classes[at], Class::Tashkeel | Class::Invisible);
        (0..place.min(self.len())).rev().take(MOST_MARKS).find(is_seen)
    }

    /// The first place from this one on where no mark and nothing invisible stands.
    pub(super) fn from(&self, place: usize) -> Option<usize> {
        let is_seen = |&at: &usize| !matches!(self.classes[at], Class::Tashkeel | Class::Invisible);
        (place..self.len()).take(MOST_MARKS).find(is_seen)
    }

    /// The class before a place, marks and invisible characters passed over.
    pub(super) fn class_before(&self, place: usize) -> Class {
        self.before(place).map_or(Class::Break, |at| self.classes[at])
    }

    /// The class from a place on, marks and invisible characters passed over.
    pub(super) fn class_from(&self, place: usize) -> Class {
        self.from(place).map_or(Class::Break, |at| self.classes[at])
    }

    /// A stretch as text.
    pub(super) fn text(&self, span: Range<usize>) -> String {
        self.all.get(span).unwrap_or_default().iter().collect()
    }

    /// The letters of a stretch without marks and tatweel.
    pub(super) fn letters(&self, span: Range<usize>) -> impl Iterator<Item = char> {
        span.filter(|&at| !matches!(self.class(at), Class::Tashkeel | Class::Tatweel))
            .map(|at| self.at(at))
    }

    /// The word that holds this place.
    pub(super) fn word_at(&self, place: usize) -> Option<&Word> {
        let index = self.words.partition_point(|word| word.span.end <= place);
        self.words.get(index).filter(|word| word.span.contains(&place))
    }

    /// Whether a character stands for itself among letters of people: no code, no address.
    pub(super) fn is_sign(&self, place: usize, sign: char) -> bool {
        self.at(place) == sign && self.class(place) == Class::Sign
    }

    /// Whether a comma parts words without a space, as in lists for programs: `yes,no,maybe`.
    pub(super) fn has_bare_list(&self) -> bool {
        let is_bare = |at: usize| self.is_sign(at, ',') && self.class(at + 1) == Class::Latin;
        (0..self.len()).any(is_bare)
    }

    fn find_words(&mut self) {
        let is_letter = |class: Class| matches!(class, Class::Arabic | Class::Latin | Class::Other);
        let mut at = 0;
        while at < self.len() {
            let script = self.classes[at];
            if !is_letter(script) {
                at += 1;
                continue;
            }
            let start = at;
            let mut is_pure = true;
            while is_letter(self.class(at))
                || matches!(self.class(at), Class::Tashkeel | Class::Tatweel)
            {
                is_pure &= !is_letter(self.classes[at]) || self.classes[at] == script;
                at += 1;
            }
            self.words.push(Word { span: start..at, script, is_pure });
        }
    }

    /// Makes code of what looks like an address on the web or of mail.
    fn hide_addresses(&mut self) {
        let mut at = 0;
        while at < self.len() {
            let start = at;
            while at < self.len() && is_of_address(self.all[at]) {
                at += 1;
            }
            if is_address(&self.all[start..at]) {
                let dots = self.all[start..at].iter().rev();
                let end =
                    at - dots.take_while(|last| matches!(last, '.' | ',' | ')' | ';')).count();
                self.classes[start..end].fill(Class::Code);
            }
            at = at.max(start + 1);
        }
    }
}

/// Whether a character may stand in an address.
pub(super) fn is_of_address(character: char) -> bool {
    character.is_ascii_graphic() && !matches!(character, '"' | '<' | '>' | '(' | '[' | '{' | '}')
}

/// Whether these characters are an address on the web or of mail.
pub(super) fn is_address(characters: &[char]) -> bool {
    let has = |part: &[char]| characters.windows(part.len()).any(|window| window == part);
    let has_scheme = has(&[':', '/', '/']) || characters.starts_with(&['w', 'w', 'w', '.']);
    let at_sign = characters.iter().position(|&c| c == '@');
    let is_mail = at_sign.is_some_and(|at| {
        at > 0
            && characters[at - 1].is_ascii_alphanumeric()
            && characters[at..]
                .windows(2)
                .any(|pair| pair[0] == '.' && pair[1].is_ascii_alphabetic())
    });
    (has_scheme || is_mail) && characters.len() > 4
}

/// The classes of ASCII, Latin and Arabic, which most text is made of.
static TABLE: LazyLock<Vec<Class>> = LazyLock::new(|| ('\0'..='\u{6FF}').map(class).collect());

fn class_of(character: char) -> Class {
    TABLE.get(character as usize).copied().unwrap_or_else(|| class(character))
}

fn class(character: char) -> Class {
    match character {
        'ء'..='غ' | 'ف'..='ي' => Class::Arabic,
        ' ' | '\t' | '\u{A0}' => Class::Space,
        '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Class::Break,
        'a'..='z' | 'A'..='Z' => Class::Latin,
        '0'..='9' => Class::Digit,
        '\u{640}' => Class::Tatweel,
        '٠'..='٩' => Class::ArabicDigit,
        '۰'..='۹' => Class::PersianDigit,
        '\u{610}'..='\u{61A}'
        | '\u{64B}'..='\u{65F}'
        | '\u{670}'
        | '\u{6D6}'..='\u{6DC}'
        | '\u{6DF}'..='\u{6E4}'
        | '\u{6E7}'
        | '\u{6E8}'
        | '\u{6EA}'..='\u{6ED}'
        | '\u{8D3}'..='\u{8FF}' => Class::Tashkeel,
        '\u{AD}'
        | '\u{61C}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2069}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}' => Class::Invisible,
        // Ligatures that are signs, and ornate brackets.
        '\u{FDF0}'..='\u{FDFF}' | '\u{FD3E}' | '\u{FD3F}' => Class::Sign,
        '\u{620}'..='\u{6FF}'
        | '\u{750}'..='\u{77F}'
        | '\u{870}'..='\u{8D2}'
        | '\u{FB50}'..='\u{FDEF}'
        | '\u{FE70}'..='\u{FEFE}' => {
            if character.is_alphabetic() {
                Class::Arabic
            } else {
                Class::Sign
            }
        }
        '\u{AA}' | '\u{BA}' | '\u{B5}' => Class::Sign,
        '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => {
            if character.is_alphabetic() {
                Class::Latin
            } else {
                Class::Sign
            }
        }
        '\u{300}'..='\u{36F}' => Class::Other,
        _ if character.is_ascii() => Class::Sign,
        _ if is_space(character) => Class::Space,
        _ if character.is_alphabetic() => Class::Other,
        _ => Class::Sign,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{Code, CodeKind};

    #[test]
    fn codes_and_addresses_are_no_letters() {
        let code = Code { span: 0..2, name: "%s".into(), kind: CodeKind::Placeholder };
        let text = "%s راجع https://example.org/a?b=c، أو me@example.org.";
        let characters = Characters::of(&Content { text: text.into(), codes: vec![code] });
        let words: Vec<String> =
            characters.words().iter().map(|word| characters.text(word.span.clone())).collect();
        assert_eq!(words, ["راجع", "أو"]);
        assert_eq!(characters.at(characters.len() - 1), '.');
        assert_eq!(characters.class(characters.len() - 1), Class::Sign);
    }

    #[test]
    fn marks_belong_to_words_and_are_passed_over() {
        let characters = Characters::of(&Content::plain("كتابٌ\u{200F} a"));
        assert_eq!(characters.words()[0].span, 0..5);
        assert_eq!(characters.before(6), Some(3));
        assert_eq!(characters.class_before(0), Class::Break);
        assert_eq!(characters.from(4), Some(6));
    }

    #[test]
    fn every_character_has_a_class() {
        for character in char::MIN..=char::MAX {
            class(character);
        }
    }
}
