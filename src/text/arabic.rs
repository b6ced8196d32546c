//! Arabic orthography: folding the differences that a reader does not count.
//!
//! The folds are those that the field uses before comparing Arabic texts (Habash, "Introduction
//! to Arabic Natural Language Processing", 2010, section 2.2), each of which can be chosen alone.

use crate::error::{Error, ErrorKind, Result, closest};

/// Which differences of Arabic orthography are folded before scoring; by default none.
///
/// # Examples
///
/// ```
/// use mizan::text::Folding;
///
/// let all: Folding = "yes".parse()?;
/// assert_eq!(all.fold("إلى مدرسةٍ، ٢٥٪"), "الي مدرسه ،  25%");
/// let some: Folding = "tashkeel+alef".parse()?;
/// assert_eq!(some.fold("إلى مدرسةٍ"), "الى مدرسة");
/// assert_eq!(some.to_string(), "tashkeel+alef");
/// # Ok::<(), mizan::Error>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Folding {
    chosen: u8,
}

/// One fold: its name in settings and what it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fold {
    Tashkeel,
    Tatweel,
    Alef,
    Hamza,
    Yaa,
    Taa,
    Digits,
    Punct,
}

/// Every fold in the order in which a signature names them.
const FOLDS: [(&str, Fold); 8] = [
    ("tashkeel", Fold::Tashkeel),
    ("tatweel", Fold::Tatweel),
    ("alef", Fold::Alef),
    ("hamza", Fold::Hamza),
    ("yaa", Fold::Yaa),
    ("taa", Fold::Taa),
    ("digits", Fold::Digits),
    ("punct", Fold::Punct),
];

impl Folding {
    /// No fold: text stays as it is.
    pub const NONE: Folding = Folding { chosen: 0 };
    /// The folds of letters and marks: all but digits and punctuation.
    pub const LETTERS: Folding =
        Folding { chosen: !(1 << Fold::Digits as u8 | 1 << Fold::Punct as u8) };
    /// The folds of what is written above, below and between letters and is not a letter.
    pub const MARKS: Folding =
        Folding { chosen: (1 << Fold::Tashkeel as u8) | (1 << Fold::Tatweel as u8) };
    /// Every fold.
    pub const ALL: Folding = Folding { chosen: u8::MAX };

    /// The names of the folds, in the order of a signature.
    pub fn names() -> impl Iterator<Item = &'static str> {
        FOLDS.iter().map(|(name, _)| *name)
    }

    /// Whether text stays as it is.
    pub fn is_none(self) -> bool {
        self == Folding::NONE
    }

    /// The text with the chosen differences folded.
    pub fn fold(self, text: &str) -> String {
        let mut folded = String::with_capacity(text.len());
        self.fold_into(text, &mut folded);
        folded
    }

    /// Appends the folded text to `folded`.
    pub fn fold_into(self, text: &str, folded: &mut String) {
        for character in text.chars() {
            if character.is_ascii() {
                folded.push(character);
                continue;
            }
            match fold_of(character) {
                Some((fold, replacement)) if self.has(fold) => folded.push_str(replacement),
                _ if self.has(Fold::Punct) && is_punctuation(character) => {
                    folded.extend([' ', character, ' ']);
                }
                _ => folded.push(character),
            }
        }
    }

    fn has(self, fold: Fold) -> bool {
        self.chosen & (1 << fold as u8) != 0
    }
}

/// The fold that changes this character, and what it becomes.
fn fold_of(character: char) -> Option<(Fold, &'static str)> {
    const DIGITS: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
    let digit = |zero: char| DIGITS[character as usize - zero as usize];
    Some(match character {
        // Koranic marks, harakat, tanwin, shadda, sukun, the marks above and the dagger alef.
        '\u{0610}'..='\u{061A}'
        | '\u{064B}'..='\u{0652}'
        | '\u{0656}'..='\u{065F}'
        | '\u{0670}'
        | '\u{06D6}'..='\u{06DC}'
        | '\u{06DF}'..='\u{06E4}'
        | '\u{06E7}'
        | '\u{06E8}'
        | '\u{06EA}'..='\u{06ED}' => (Fold::Tashkeel, ""),
        '\u{0640}' => (Fold::Tatweel, ""),
        'آ' | 'أ' | 'إ' | 'ٱ' => (Fold::Alef, "ا"),
        // Madda and hamza as combining marks: the decomposed forms of the letters above.
        '\u{0653}' => (Fold::Alef, ""),
        '\u{0654}' | '\u{0655}' => (Fold::Hamza, ""),
        'ؤ' => (Fold::Hamza, "و"),
        'ئ' => (Fold::Hamza, "ي"),
        'ى' | 'ی' => (Fold::Yaa, "ي"),
        'ة' => (Fold::Taa, "ه"),
        '٠'..='٩' => (Fold::Digits, digit('٠')),
        '۰'..='۹' => (Fold::Digits, digit('۰')),
        '٪' => (Fold::Digits, "%"),
        '٫' => (Fold::Digits, "."),
        '٬' => (Fold::Digits, ","),
        _ => return None,
    })
}

/// Punctuation of Arabic texts that no tokenizer for Latin script splits off.
fn is_punctuation(character: char) -> bool {
    matches!(
        character,
        '،' | '؛'
            | '؟'
            | '۔'
            | '٪'
            | '«'
            | '»'
            | '“'
            | '”'
            | '„'
            | '‘'
            | '’'
            | '‹'
            | '›'
            | '…'
            | '–'
            | '—'
            | '﴾'
            | '﴿'
    )
}

impl std::str::FromStr for Folding {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        match text {
            "yes" => return Ok(Folding::ALL),
            "no" => return Ok(Folding::NONE),
            _ => {}
        }
        let mut chosen = 0;
        for name in text.split('+') {
            let Some((_, fold)) = FOLDS.iter().find(|(known, _)| *known == name) else {
                let names: Vec<_> = Folding::names().collect();
                let error = Error::new(ErrorKind::Setting, format!("no Arabic fold '{name}'"))
                    .detail(format!("there are: yes, no, {}", names.join(", ")));
                return Err(match closest(name, names) {
                    Some(near) => error.help(format!("did you mean '{near}'?")),
                    None => error,
                });
            };
            chosen |= 1 << *fold as u8;
        }
        Ok(Folding { chosen })
    }
}

impl std::fmt::Display for Folding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match *self {
            Folding::NONE => f.write_str("no"),
            Folding::ALL => f.write_str("yes"),
            some => {
                let names: Vec<_> = FOLDS
                    .iter()
                    .filter(|(_, fold)| some.has(*fold))
                    .map(|(name, _)| *name)
                    .collect();
                f.write_str(&names.join("+"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fold(which: &str, text: &str) -> String {
        which.parse::<Folding>().unwrap().fold(text)
    }

    #[test]
    fn each_fold_changes_only_its_own() {
        assert_eq!(fold("tashkeel", "شَخْصًا أُمّـة"), "شخصا أمّـة".replace('ّ', ""));
        assert_eq!(fold("tatweel", "محـــمد أ"), "محمد أ");
        assert_eq!(fold("alef", "أإآٱ ؤ ى"), "اااا ؤ ى");
        assert_eq!(fold("hamza", "سؤال شاطئ أ"), "سوال شاطي أ");
        assert_eq!(fold("yaa", "على ة"), "علي ة");
        assert_eq!(fold("taa", "مدرسة ى"), "مدرسه ى");
        assert_eq!(fold("digits", "٣٫٥ ۱۲ ٪"), "3.5 12 %");
        assert_eq!(fold("punct", "قال،نعم؟"), "قال ، نعم ؟ ");
    }

    #[test]
    fn composed_and_decomposed_hamza_fold_alike() {
        assert_eq!(fold("alef+hamza", "أ"), fold("alef+hamza", "ا\u{0654}"));
        assert_eq!(fold("alef", "آ"), fold("alef", "ا\u{0653}"));
    }

    #[test]
    fn every_choice_reads_back_from_its_name() {
        for chosen in 0..=u8::MAX {
            let folding = Folding { chosen };
            assert_eq!(folding.to_string().parse::<Folding>().unwrap(), folding);
        }
    }

    #[test]
    fn the_named_choices_are_what_they_say() {
        assert_eq!(Folding::LETTERS.to_string(), "tashkeel+tatweel+alef+hamza+yaa+taa");
        assert_eq!(Folding::MARKS.to_string(), "tashkeel+tatweel");
    }

    #[test]
    fn a_misspelt_fold_is_an_error_with_a_suggestion() {
        let error = "tashkel".parse::<Folding>().unwrap_err().to_string();
        assert!(error.contains("did you mean 'tashkeel'?"), "{error}");
    }
}
