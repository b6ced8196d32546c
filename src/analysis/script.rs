//! Script: with which letters a word is written.

use serde::Serialize;

/// The scripts that are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Script {
    /// Arabic letters, those of Persian, Urdu and other languages included.
    Arabic,
    /// Latin letters with or without diacritics.
    Latin,
    /// The letters of any other script.
    Other,
}

impl Script {
    /// The script of a letter; `None` for what is not one.
    ///
    /// # Examples
    ///
    /// ```
    /// use mizan::analysis::script::Script;
    ///
    /// assert_eq!(Script::of('ض'), Some(Script::Arabic));
    /// assert_eq!(Script::of('é'), Some(Script::Latin));
    /// assert_eq!(Script::of('ж'), Some(Script::Other));
    /// assert_eq!(Script::of('٥'), None);
    /// ```
    pub fn of(letter: char) -> Option<Script> {
        if letter.is_ascii() {
            return letter.is_ascii_alphabetic().then_some(Script::Latin);
        }
        // Tatweel only lengthens a line; Unicode counts it as a letter. The ordinals are signs.
        if !letter.is_alphabetic() || matches!(letter, '\u{0640}' | '\u{AA}' | '\u{BA}') {
            return None;
        }
        Some(match letter {
            '\u{0600}'..='\u{06FF}'
            | '\u{0750}'..='\u{077F}'
            | '\u{0870}'..='\u{08FF}'
            | '\u{FB50}'..='\u{FDFF}'
            | '\u{FE70}'..='\u{FEFE}' => Script::Arabic,
            '\u{C0}'..='\u{02AF}'
            | '\u{1E00}'..='\u{1EFF}'
            | '\u{2C60}'..='\u{2C7F}'
            | '\u{A720}'..='\u{A7FF}'
            | '\u{FB00}'..='\u{FB06}'
            | '\u{FF21}'..='\u{FF5A}' => Script::Latin,
            _ => Script::Other,
        })
    }

    /// The name in a sentence.
    pub fn name(self) -> &'static str {
        match self {
            Script::Arabic => "Arabic",
            Script::Latin => "Latin",
            Script::Other => "other",
        }
    }
}

/// What a word consists of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Make {
    /// Arabic letters.
    Arabic,
    /// Latin letters.
    Latin,
    /// Digits without letters.
    Digits,
    /// Letters of two scripts, or letters and digits.
    Mixed,
    /// Letters of one other script.
    Other,
    /// Neither letter nor digit.
    Punctuation,
}

impl Make {
    /// Every kind, in the order of tables.
    pub const ALL: [Make; 6] =
        [Make::Arabic, Make::Latin, Make::Digits, Make::Mixed, Make::Other, Make::Punctuation];

    /// What this word consists of; its punctuation does not count where it has letters or digits.
    ///
    /// # Examples
    ///
    /// ```
    /// use mizan::analysis::script::Make;
    ///
    /// assert_eq!(Make::of("قال،"), Make::Arabic);
    /// assert_eq!(Make::of("٣٫٥"), Make::Digits);
    /// assert_eq!(Make::of("G20"), Make::Mixed);
    /// assert_eq!(Make::of("«"), Make::Punctuation);
    /// ```
    pub fn of(word: &str) -> Make {
        let mut make = None;
        for character in word.chars() {
            let here = match Script::of(character) {
                Some(Script::Arabic) => Make::Arabic,
                Some(Script::Latin) => Make::Latin,
                Some(Script::Other) => Make::Other,
                None if character.is_numeric() => Make::Digits,
                None => continue,
            };
            if make.is_some_and(|make| make != here) {
                return Make::Mixed;
            }
            make = Some(here);
        }
        make.unwrap_or(Make::Punctuation)
    }

    /// The label in tables.
    pub fn name(self) -> &'static str {
        match self {
            Make::Arabic => "Arabic",
            Make::Latin => "Latin",
            Make::Digits => "digits",
            Make::Mixed => "mixed",
            Make::Other => "other",
            Make::Punctuation => "punctuation",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_scripts_in_one_word_are_mixed() {
        assert_eq!(Make::of("الـWHO"), Make::Mixed);
        assert_eq!(Make::of("COVIDж"), Make::Mixed);
        assert_eq!(Make::of("北京"), Make::Other);
    }

    #[test]
    fn marks_and_tatweel_are_not_letters() {
        assert_eq!(Make::of("ـــ"), Make::Punctuation);
        assert_eq!(Make::of("شَدَّة"), Make::Arabic);
        assert_eq!(Make::of(""), Make::Punctuation);
    }
}
