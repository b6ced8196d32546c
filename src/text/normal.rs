//! The normal form in which names are compared, with the way back to the text as written.
//!
//! Folded is what does not make another name: presentation forms and ligatures (compatibility
//! decomposition), tashkeel, Koranic marks, tatweel, bidi controls and zero-width characters; أ إ آ ٱ
//! are ا; ى ئ and Persian ی are ي; ؤ is و; ة is ه; ء is nothing; پ چ ژ گ ڤ ک are ب ج ج غ ف ك; Arabic
//! and Persian digits are ASCII; Latin is lower case without accents.
//!
//! [`Folding`](crate::text::Folding) folds Arabic for metrics, one choice at a time; this form is
//! for finding names and keeps for each character where it stands.

use std::ops::Range;

use unicode_normalization::char::decompose_compatible;
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

/// A text in normal form, cut into tokens.
///
/// # Examples
///
/// ```
/// use mizan::text::normal::{Kind, Normal};
///
/// let raw = "زار إِيمانويلُ Côte-d’Or في ١٢ مايو";
/// let normal = Normal::of(raw);
/// let words: Vec<String> = normal.tokens().iter().map(|token| normal.word(token)).collect();
/// assert_eq!(words, ["زار", "ايمانويل", "cote", "d", "or", "في", "12", "مايو"]);
/// let name = &normal.tokens()[1];
/// assert_eq!(name.kind, Kind::Arabic);
/// assert_eq!(&raw[normal.bytes(&name.characters)], "إِيمانويلُ");
/// assert_eq!(normal.code_points(&name.characters), 4..14);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Normal {
    characters: Vec<char>,
    /// Where each of the characters stands in the raw text.
    places: Vec<Place>,
    tokens: Vec<Token>,
}

/// A stretch of the raw text: a character and the dropped ones that belong to it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Place {
    bytes: Range<usize>,
    code_points: Range<usize>,
}

/// A run of letters of one script, or a number.
///
/// An apostrophe between Latin letters stays within the token and becomes `'` (sana'a, o'brien),
/// but it parts an elided article (l'Oural, d'Azur, qu'Alain; not N'Djamena, for the n of French is
/// elided before vowels only) and the English possessive (Putin's). A hyphen parts tokens. A point
/// or comma between digits stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// What it consists of.
    pub kind: Kind,
    /// Its characters in the normal form; [`Normal::bytes`] leads to the raw text.
    pub characters: Range<usize>,
}

/// What a token consists of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Letters of the Arabic script.
    Arabic,
    /// Letters of the Latin script.
    Latin,
    /// Letters of any other script.
    Other,
    /// Digits.
    Number,
}

impl Normal {
    /// The normal form of a text.
    pub fn of(raw: &str) -> Self {
        let mut normal = Normal::default();
        // A mark without a letter before it belongs to the letter after it.
        let mut waiting: Option<Place> = None;
        for (code_point, (start, character)) in raw.char_indices().enumerate() {
            let place = Place {
                bytes: start..start + character.len_utf8(),
                code_points: code_point..code_point + 1,
            };
            let before = normal.characters.len();
            fold(character, &mut |folded| normal.characters.push(folded));
            if normal.characters.len() > before {
                let mut place = place;
                if let Some(marks) = waiting.take()
                    && marks.bytes.end == place.bytes.start
                    && kind(normal.characters[before]).is_some()
                {
                    place.bytes.start = marks.bytes.start;
                    place.code_points.start = marks.code_points.start;
                }
                normal.places.resize(normal.characters.len(), place);
            } else if !is_invisible(character) {
                match (normal.characters.last(), normal.places.last_mut()) {
                    (Some(&letter), Some(last))
                        if kind(letter).is_some() && last.bytes.end == place.bytes.start =>
                    {
                        last.bytes.end = place.bytes.end;
                        last.code_points.end = place.code_points.end;
                    }
                    _ => match &mut waiting {
                        Some(marks) if marks.bytes.end == place.bytes.start => {
                            marks.bytes.end = place.bytes.end;
                            marks.code_points.end = place.code_points.end;
                        }
                        _ => waiting = Some(place),
                    },
                }
            }
        }
        normal.cut();
        normal
    }

    /// The characters.
    pub fn characters(&self) -> &[char] {
        &self.characters
    }

    /// The tokens in order.
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// The characters of a token.
    pub fn letters(&self, token: &Token) -> &[char] {
        &self.characters[token.characters.clone()]
    }

    /// A token in normal form.
    pub fn word(&self, token: &Token) -> String {
        self.letters(token).iter().collect()
    }

    /// The bytes of the raw text that characters of the normal form stand for, marks on them
    /// included; empty for no character.
    pub fn bytes(&self, characters: &Range<usize>) -> Range<usize> {
        match self.places.get(characters.clone()) {
            Some([first, .., last]) => first.bytes.start..last.bytes.end,
            Some([only]) => only.bytes.clone(),
            _ => 0..0,
        }
    }

    /// The code points of the raw text that characters of the normal form stand for, marks on them
    /// included; empty for no character.
    pub fn code_points(&self, characters: &Range<usize>) -> Range<usize> {
        match self.places.get(characters.clone()) {
            Some([first, .., last]) => first.code_points.start..last.code_points.end,
            Some([only]) => only.code_points.clone(),
            _ => 0..0,
        }
    }

    fn cut(&mut self) {
        let characters = &self.characters;
        let mut start = 0;
        while start < characters.len() {
            let Some(kind) = kind(characters[start]) else {
                start += 1;
                continue;
            };
            let mut end = start + 1;
            while end < characters.len() {
                end += match self::kind(characters[end]) {
                    Some(next) if next == kind => 1,
                    None if joins(kind, &characters[start..], end - start) => 2,
                    _ => break,
                };
            }
            self.tokens.push(Token { kind, characters: start..end });
            start = end;
        }
    }
}

/// Whether an Arabic word is no name but a preposition, conjunction, pronoun, particle or the like,
/// also with و or ف before it. The word is as written: final ى tells على ("on") from علي (Ali).
///
/// # Examples
///
/// ```
/// use mizan::text::normal::is_function_word;
///
/// assert!(is_function_word("إِلى") && is_function_word("وعلى"));
/// assert!(!is_function_word("علي") && !is_function_word("موسكو"));
/// ```
pub fn is_function_word(word: &str) -> bool {
    let Normal { mut characters, .. } = Normal::of(word);
    if word.contains(['ى', 'ﻯ', 'ﻰ'])
        && let Some(last) = characters.last_mut().filter(|last| **last == 'ي')
    {
        *last = 'ى';
    }
    let word: String = characters.into_iter().collect();
    let is_listed = |word: &str| FUNCTION_WORDS.contains(&word);
    is_listed(&word) || word.strip_prefix(['و', 'ف']).is_some_and(is_listed)
}

/// In normal form, but for final ى.
const FUNCTION_WORDS: &[&str] = &[
    "في",
    "من",
    "الى",
    "على",
    "عن",
    "مع",
    "ان",
    "ما",
    "هو",
    "هي",
    "هم",
    "هن",
    "هما",
    "انا",
    "نحن",
    "انت",
    "انتم",
    "هذا",
    "هذه",
    "هولا",
    "ذلك",
    "تلك",
    "اوليك",
    "هناك",
    "هنا",
    "الذي",
    "التي",
    "الذين",
    "اللذين",
    "اللواتي",
    "اللاتي",
    "لا",
    "لم",
    "لن",
    "ليس",
    "ليست",
    "قد",
    "لقد",
    "سوف",
    "كان",
    "كانت",
    "كانوا",
    "يكون",
    "تكون",
    "كما",
    "كل",
    "بعض",
    "غير",
    "سوى",
    "بين",
    "بعد",
    "قبل",
    "عند",
    "عندما",
    "لدى",
    "منذ",
    "حتى",
    "حيث",
    "حول",
    "خلال",
    "دون",
    "ضد",
    "فوق",
    "تحت",
    "امام",
    "ورا",
    "او",
    "ام",
    "بل",
    "ثم",
    "لكن",
    "اذا",
    "اذ",
    "لو",
    "لولا",
    "كي",
    "لكي",
    "كيف",
    "متى",
    "اين",
    "ماذا",
    "لماذا",
    "هل",
    "اي",
    "ايه",
    "ايضا",
    "فقط",
    "نحو",
    "عبر",
    "به",
    "بها",
    "بهم",
    "له",
    "لها",
    "لهم",
    "فيه",
    "فيها",
    "منه",
    "منها",
    "عليه",
    "عليها",
    "اليه",
    "اليها",
    "عنه",
    "عنها",
    "معه",
    "انه",
    "انها",
    "بان",
    "بانه",
    "لان",
    "لانه",
    "مما",
    "بما",
    "يا",
];

/// Whether the character at `place` joins letters or digits on its two sides.
fn joins(kind: Kind, token: &[char], place: usize) -> bool {
    let Some(&next) = token.get(place + 1).filter(|&&next| self::kind(next) == Some(kind)) else {
        return false;
    };
    let is_vowel = |letter: char| matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'h');
    match (kind, token[place]) {
        (Kind::Number, '.' | ',') => true,
        (Kind::Latin, '\'') => {
            let is_elided = match token[..place] {
                ['l' | 'd' | 'j' | 'n' | 's' | 'c' | 'm' | 't'] | ['q', 'u'] => is_vowel(next),
                _ => false,
            };
            let is_last = token.get(place + 2).copied().and_then(self::kind) != Some(Kind::Latin);
            !(is_elided || next == 's' && is_last)
        }
        _ => false,
    }
}

/// Gives what the character becomes: usually one character, none where it is dropped.
fn fold(character: char, give: &mut impl FnMut(char)) {
    match character {
        'a'..='z' | '\0'..='@' => give(if character == '`' { '\'' } else { character }),
        'A'..='Z' => give(character.to_ascii_lowercase()),
        // Marks upon nothing: their decomposition has a space.
        '\u{FE70}'..='\u{FE7F}' => {}
        _ => decompose_compatible(character, |part| {
            for part in part.to_lowercase() {
                fold_part(part, give);
            }
        }),
    }
}

fn fold_part(character: char, give: &mut impl FnMut(char)) {
    let folded = match character {
        'ٱ' => 'ا',
        'ى' | 'ی' => 'ي',
        'ة' | 'ۃ' | 'ہ' | 'ھ' => 'ه',
        'پ' => 'ب',
        'چ' | 'ژ' => 'ج',
        'گ' => 'غ',
        'ڤ' => 'ف',
        'ک' => 'ك',
        'ء' | 'ـ' => return,
        '٠'..='٩' => digit(character, '٠'),
        '۰'..='۹' => digit(character, '۰'),
        '٪' => '%',
        '٫' => '.',
        '٬' => ',',
        '’' | '‘' | 'ʼ' | 'ʻ' | 'ʿ' | 'ʾ' | '`' | '´' | '′' => '\'',
        'ß' => return both('s', 's', give),
        'æ' => return both('a', 'e', give),
        'œ' => return both('o', 'e', give),
        'þ' => return both('t', 'h', give),
        'ø' => 'o',
        'ł' => 'l',
        'đ' | 'ð' => 'd',
        'ħ' => 'h',
        'ı' => 'i',
        'ə' => 'a',
        _ if is_dropped_mark(character) || is_invisible(character) => return,
        _ => character,
    };
    give(folded);
}

fn both(first: char, second: char, give: &mut impl FnMut(char)) {
    give(first);
    give(second);
}

fn digit(digit: char, zero: char) -> char {
    let value = u8::try_from(digit as u32 - zero as u32).expect("one of ten digits");
    char::from(b'0' + value)
}

/// Tashkeel, Koranic marks and accents; not the vowel signs of other scripts.
fn is_dropped_mark(character: char) -> bool {
    matches!(
        character,
        '\u{0300}'..='\u{036F}'
            | '\u{0610}'..='\u{061A}'
            | '\u{064B}'..='\u{065F}'
            | '\u{0670}'
            | '\u{06D6}'..='\u{06ED}'
            | '\u{08CA}'..='\u{08FF}'
            | '\u{1AB0}'..='\u{1AFF}'
            | '\u{1DC0}'..='\u{1DFF}'
            | '\u{20D0}'..='\u{20FF}'
            | '\u{FE20}'..='\u{FE2F}'
    )
}

/// Bidi controls, zero-width characters, soft hyphen, variation selectors.
fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{00AD}'
            | '\u{061C}'
            | '\u{180E}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
    )
}

/// What a character of the normal form belongs to; `None` between tokens.
fn kind(character: char) -> Option<Kind> {
    match character {
        '0'..='9' => Some(Kind::Number),
        'a'..='z' => Some(Kind::Latin),
        _ if character.is_ascii() => None,
        '\u{0600}'..='\u{06FF}' | '\u{0750}'..='\u{077F}' | '\u{0870}'..='\u{08FF}' => {
            character.is_alphabetic().then_some(Kind::Arabic)
        }
        '\u{AA}'..='\u{02AF}' | '\u{1E00}'..='\u{1EFF}' | '\u{2C60}'..='\u{2C7F}' => {
            character.is_alphabetic().then_some(Kind::Latin)
        }
        _ => {
            let is_mark = || character.general_category_group() == GeneralCategoryGroup::Mark;
            (character.is_alphabetic() || is_mark()).then_some(Kind::Other)
        }
    }
}

#[cfg(test)]
mod tests;
