//! Edit: a stretch of a reference replaced, and the segment that results.

use std::ops::Range;

use crate::text::whitespace::is_space;

/// A stretch of a segment and what stands there in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The code points of the reference that go.
    pub span: Range<usize>,
    /// What comes in their place; empty where they are dropped.
    pub text: String,
}

/// A segment after its edits.
#[derive(Debug, Default)]
pub(super) struct Edited {
    /// The text.
    pub(super) text: String,
    /// What was done, in order, none overlapping.
    pub(super) edits: Vec<Edit>,
}

impl Edited {
    /// Applies edits in the order of their places. Of two that overlap, the later loses what the
    /// earlier takes; a segment that lost its beginning begins with a word.
    pub(super) fn new(characters: &[char], mut edits: Vec<Edit>) -> Self {
        edits.sort_by(|a, b| a.span.start.cmp(&b.span.start).then(b.span.end.cmp(&a.span.end)));
        let mut edited = Edited::default();
        let mut at = 0;
        for mut edit in edits {
            edit.span.start = edit.span.start.max(at);
            if edit.span.is_empty() || edit.span.end > characters.len() {
                continue;
            }
            edited.text.extend(&characters[at..edit.span.start]);
            if edit.text.is_empty() && edited.text.is_empty() {
                let spaces = characters[edit.span.end..].iter().take_while(|c| is_space(**c));
                edit.span.end += spaces.count();
            }
            edited.text.push_str(&edit.text);
            at = edit.span.end;
            edited.edits.push(edit);
        }
        edited.text.extend(&characters[at..]);
        edited
    }

    /// Where a place of the reference is now; it lies in no edit.
    pub(super) fn moved(&self, span: &Range<usize>) -> Range<usize> {
        let before = self.edits.iter().take_while(|edit| edit.span.end <= span.start);
        let (gone, come) = before.fold((0, 0), |(gone, come), edit| {
            (gone + edit.span.len(), come + edit.text.chars().count())
        });
        span.start + come - gone..span.end + come - gone
    }

    /// Where the replacement of an edit begins now.
    pub(super) fn start_of(&self, start: usize) -> usize {
        self.moved(&(start..start)).start
    }
}

/// Brackets and quotation marks, which go with the only thing in them.
const PAIRS: [(char, char); 7] =
    [('(', ')'), ('[', ']'), ('«', '»'), ('"', '"'), ('“', '”'), ('‘', '’'), ('\'', '\'')];

/// A stretch dropped, with the brackets that would be left empty and the white space before it.
pub(super) fn drop(characters: &[char], span: &Range<usize>) -> Edit {
    let mut span = span.clone();
    while span.start > 0
        && span.end < characters.len()
        && PAIRS.contains(&(characters[span.start - 1], characters[span.end]))
    {
        span = span.start - 1..span.end + 1;
    }
    let spaces = characters[..span.start].iter().rev().take_while(|c| is_space(**c)).count();
    let is_last = span.end == characters.len();
    let is_before_word = characters.get(span.end).is_some_and(|c| c.is_alphanumeric());
    if spaces > 0 && !is_before_word {
        span.start -= spaces;
    } else if !is_last && spaces == 0 {
        // After a bracket or a dash, what follows takes the place.
        span.end += characters[span.end..].iter().take_while(|c| is_space(**c)).count();
    }
    Edit { span, text: String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn without(text: &str, word: &str) -> String {
        let characters: Vec<char> = text.chars().collect();
        let start = text.find(word).map(|byte| text[..byte].chars().count()).unwrap();
        let edit = drop(&characters, &(start..start + word.chars().count()));
        Edited::new(&characters, vec![edit]).text
    }

    #[test]
    fn white_space_and_empty_brackets_go_with_what_is_dropped() {
        assert_eq!(without("قال بوتين أمس", "بوتين"), "قال أمس");
        assert_eq!(without("بوتين قال", "بوتين"), "قال");
        assert_eq!(without("قال بوتين.", "بوتين"), "قال.");
        assert_eq!(without("الحلف (الناتو) قال", "الناتو"), "الحلف قال");
        assert_eq!(without("حلف (الناتو الجديد) قال", "الناتو"), "حلف (الجديد) قال");
        assert_eq!(without("«الأصداء»، قال", "الأصداء"), "، قال");
    }

    #[test]
    fn edits_that_touch_leave_no_white_space_at_the_beginning() {
        let characters: Vec<char> = "واحد اثنان ثلاثة".chars().collect();
        let edits = [0..4, 5..10].map(|span| drop(&characters, &span));
        let edited = Edited::new(&characters, edits.to_vec());
        assert_eq!(edited.text, "ثلاثة");
        assert_eq!(edited.moved(&(11..16)), 0..5);
    }

    #[test]
    fn what_is_not_edited_moves_with_the_text() {
        let characters: Vec<char> = "من باكو إلى موسكو".chars().collect();
        let edit = Edit { span: 3..7, text: "Bakou".to_owned() };
        let edited = Edited::new(&characters, vec![edit]);
        assert_eq!(edited.text, "من Bakou إلى موسكو");
        assert_eq!(edited.moved(&(12..17)), 13..18);
        assert_eq!(edited.start_of(3), 3);
    }
}
