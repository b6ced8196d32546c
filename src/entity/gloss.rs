//! Gloss: the name in its own script, in brackets behind the Arabic form: غروزني (Grozny).

use std::ops::Range;

use super::sentence::Sentence;
use super::transliterate::{Aligner, Arabic, Latin};
use crate::text::normal::Kind;

/// Whether words stand in brackets of their own right behind an Arabic word.
pub(super) fn is_bracketed(sentence: &Sentence, words: &Range<usize>) -> bool {
    let Some(before) = words.start.checked_sub(1) else { return false };
    let characters = sentence.normal.characters();
    let behind = characters[sentence.words[words.end - 1].characters.end..].iter();
    let text = |gap: &[char]| gap.iter().filter(|c| !c.is_whitespace()).collect::<String>();
    sentence.words[before].kind == Kind::Arabic
        && matches!(text(sentence.gap(words.start)).as_str(), "(" | "[")
        && matches!(behind.copied().find(|c| !c.is_whitespace()), Some(')' | ']'))
}

/// Less alike than this does not sound alike.
const LEAST_SOUND: f64 = 0.7;

/// Whether bracketed words are the Arabic ones right before them, letter by letter.
pub(super) fn is_gloss(sentence: &Sentence, words: &Range<usize>) -> bool {
    let Some(start) = words.start.checked_sub(words.len()) else { return false };
    is_bracketed(sentence, words) && {
        let latin: String = sentence.joined(words, 0).iter().collect();
        let latin = Latin::of(&latin);
        let before = start..words.start;
        let fits = |form: usize| {
            let letters = sentence.joined(&before, form);
            Aligner::new().fit_above(&latin, &Arabic::of_letters(&letters), LEAST_SOUND).is_some()
        };
        sentence.words[start].forms.iter().any(|form| fits(form.start))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gloss_stands_in_brackets_behind_what_it_spells() {
        let is = |text: &str, words: Range<usize>| is_gloss(&Sentence::of(text), &words);
        assert!(is("وصل إلى غروزني (Grozny) أمس", 3..4));
        assert!(is("من لوس أنجلوس (Los Angeles).", 3..5));
        // No brackets, another word before them, more within them.
        assert!(!is("وصل إلى غروزني Grozny أمس", 3..4));
        assert!(!is("وصل إلى المدينة (Grozny) أمس", 3..4));
        assert!(!is("وصل إلى غروزني (Grozny الكبيرة)", 3..4));
        assert!(!is("(Grozny)", 0..1));
    }
}
