//! Line: one text as words in a form in which small differences do not count.

use std::ops::Range;

use crate::text::Folding;

/// A text and its words: runs of letters and digits, in lower case, without Arabic marks.
pub(super) struct Line<'a> {
    pub(super) text: &'a str,
    /// All words in their compared form, one after the other.
    folded: String,
    places: Vec<Place>,
}

struct Place {
    folded: Range<usize>,
    bytes: Range<usize>,
}

impl<'a> Line<'a> {
    pub(super) fn of(text: &'a str) -> Line<'a> {
        let mut line = Line { text, folded: String::with_capacity(text.len()), places: Vec::new() };
        let mut start = None;
        for (at, character) in text.char_indices() {
            if is_of_word(character) {
                start.get_or_insert(at);
            } else if let Some(start) = start.take() {
                line.push(start..at);
            }
        }
        if let Some(start) = start {
            line.push(start..text.len());
        }
        line
    }

    fn push(&mut self, bytes: Range<usize>) {
        let start = self.folded.len();
        let word = &self.text[bytes.clone()];
        if word.is_ascii() {
            self.folded.extend(word.chars().map(|letter| letter.to_ascii_lowercase()));
        } else {
            Folding::MARKS.fold_into(&word.to_lowercase(), &mut self.folded);
        }
        let folded = start..self.folded.len();
        if self.folded[folded.clone()].chars().any(char::is_alphanumeric) {
            self.places.push(Place { folded, bytes });
        } else {
            self.folded.truncate(start);
        }
    }

    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there is neither letter nor digit.
    pub(super) fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// The words in their compared form.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        self.places.iter().map(|place| &self.folded[place.folded.clone()])
    }

    /// The words as they are written.
    pub(super) fn written(&self) -> impl Iterator<Item = &'a str> {
        self.places.iter().map(|place| &self.text[place.bytes.clone()])
    }

    /// Letters and digits, marks left out.
    pub(super) fn length(&self) -> usize {
        self.folded.chars().filter(|character| character.is_alphanumeric()).count()
    }

    /// The words with spaces between.
    pub(super) fn key(&self) -> String {
        self.words().collect::<Vec<_>>().join(" ")
    }

    /// These words as they are written, and what stands between them.
    pub(super) fn stretch(&self, words: Range<usize>) -> &'a str {
        &self.text[self.bytes(words)]
    }

    fn bytes(&self, words: Range<usize>) -> Range<usize> {
        self.places[words.start].bytes.start..self.places[words.end - 1].bytes.end
    }

    /// The place of these words, in code points.
    pub(super) fn code_points(&self, words: Range<usize>) -> (usize, usize) {
        let bytes = self.bytes(words);
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
    fn sorted<'a>(line: &'a Line<'_>) -> Vec<&'a str> {
        let mut words: Vec<&str> = line.words().collect();
        words.sort_unstable();
        words
    }
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
        assert!(Line::of(" ـ ، \u{200F}").is_empty());
    }

    #[test]
    fn bags_of_words_are_compared_with_their_counts() {
        assert_eq!(alike(&Line::of("a a b"), &Line::of("b a c")), 4.0 / 6.0);
        assert_eq!(alike(&Line::of(""), &Line::of("")), 0.0);
    }
}
