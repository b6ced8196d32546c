//! Line: one text as words in a form in which small differences do not count.

use std::ops::Range;

use crate::text::Folding;
use crate::text::lowercase::lower_into;

/// A text and its words: runs of letters and digits, in lower case, without Arabic marks.
pub(super) struct Line<'a> {
    pub(super) text: &'a str,
    pub(super) words: Vec<Word>,
}

pub(super) struct Word {
    pub(super) folded: String,
    pub(super) bytes: Range<usize>,
}

impl<'a> Line<'a> {
    pub(super) fn of(text: &'a str) -> Line<'a> {
        let mut words = Vec::new();
        let mut start = None;
        for (at, character) in text.char_indices().chain([(text.len(), ' ')]) {
            if is_of_word(character) {
                start.get_or_insert(at);
            } else if let Some(start) = start.take() {
                let mut folded = String::new();
                lower_into(&Folding::MARKS.fold(&text[start..at]), &mut folded);
                if folded.chars().any(char::is_alphanumeric) {
                    words.push(Word { folded, bytes: start..at });
                }
            }
        }
        Line { text, words }
    }

    /// Letters and digits, marks left out.
    pub(super) fn length(&self) -> usize {
        let characters = self.words.iter().flat_map(|word| word.folded.chars());
        characters.filter(|character| character.is_alphanumeric()).count()
    }

    /// The words with spaces between.
    pub(super) fn key(&self) -> String {
        let words: Vec<&str> = self.words.iter().map(|word| word.folded.as_str()).collect();
        words.join(" ")
    }

    /// The place of these words, in code points.
    pub(super) fn code_points(&self, words: Range<usize>) -> (usize, usize) {
        let bytes = self.words[words.start].bytes.start..self.words[words.end - 1].bytes.end;
        let start = self.text[..bytes.start].chars().count();
        (start, start + self.text[bytes].chars().count())
    }
}

fn is_of_word(character: char) -> bool {
    // Combining marks, tatweel and the joiners within Persian and Indic words are no gap.
    character.is_alphanumeric()
        || matches!(character, '\u{0300}'..='\u{036F}' | '\u{0640}' | '\u{064B}'..='\u{065F}'
            | '\u{0670}' | '\u{200C}' | '\u{200D}')
}

/// How alike two texts are as bags of words: twice the common words by all words, from 0 to 1
/// (Dice's coefficient).
pub(super) fn alike(one: &Line<'_>, other: &Line<'_>) -> f64 {
    let sorted = |line: &Line<'_>| {
        let mut words: Vec<String> = line.words.iter().map(|word| word.folded.clone()).collect();
        words.sort_unstable();
        words
    };
    let (ones, others) = (sorted(one), sorted(other));
    let mut rest = others.iter().peekable();
    let mut common = 0;
    for word in &ones {
        while rest.next_if(|other| *other < word).is_some() {}
        common += usize::from(rest.next_if_eq(&word).is_some());
    }
    let all = ones.len() + others.len();
    if all == 0 { 0.0 } else { 2.0 * common as f64 / all as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded_and_keep_their_place() {
        let line = Line::of("  «وَصَلَ» الـوفد, BBC!");
        assert_eq!(line.key(), "وصل الوفد bbc");
        assert_eq!(line.code_points(0..1), (3, 9));
        assert_eq!(line.length(), 11);
        assert_eq!(Line::of(" ـ ، \u{200F}").words.len(), 0);
    }

    #[test]
    fn bags_of_words_are_compared_with_their_counts() {
        assert_eq!(alike(&Line::of("a a b"), &Line::of("b a c")), 4.0 / 6.0);
        assert_eq!(alike(&Line::of(""), &Line::of("")), 0.0);
    }
}
