//! Spelling: acronyms read letter by letter, as إف بي آي for FBI.

use super::sentence::Sentence;
use crate::text::normal::Kind;

/// The Arabic names of the letters in English and French, in normal form.
fn names(letter: char) -> &'static [&'static str] {
    match letter {
        'a' => &["اي", "ايه", "ا", "اه"],
        'b' | 'p' => &["بي", "بيه"],
        'c' => &["سي"],
        'd' => &["دي"],
        'e' => &["اي", "ايه", "او"],
        'f' => &["اف", "ايف"],
        'g' => &["جي", "غي", "جيه"],
        'h' => &["اتش", "ايتش", "اش", "هاش"],
        'i' => &["اي"],
        'j' => &["جي", "جيه", "جاي"],
        'k' => &["كي", "كيه", "كاي", "كا"],
        'l' => &["ال", "ايل"],
        'm' => &["ام", "ايم"],
        'n' => &["ان", "اين"],
        'o' => &["او"],
        'q' => &["كيو"],
        'r' => &["ار"],
        's' => &["اس", "ايس"],
        't' => &["تي"],
        'u' => &["يو"],
        'v' => &["في", "فيه"],
        'w' => &["دبليو", "دابليو", "دبليه"],
        'x' => &["اكس", "ايكس"],
        'y' => &["واي"],
        'z' => &["زد", "زيد", "زي"],
        _ => &[],
    }
}

/// How many words from this one on spell the letters; the first may have و ب ل or the like before
/// it.
pub(super) fn spelled(letters: &[char], sentence: &Sentence, word: usize) -> Option<usize> {
    if letters.len() < 2 || letters.len() > 6 {
        return None;
    }
    let mut at = word;
    let mut rest: &[char] = &[];
    for (place, &letter) in letters.iter().enumerate() {
        if rest.is_empty() {
            let next = sentence.words.get(at).filter(|next| next.kind == Kind::Arabic)?;
            if place > 0 && !next.is_adjacent {
                return None;
            }
            rest = sentence.letters(at);
            at += 1;
        }
        let strip = |rest: &'static [&'static str], text: &'_ [char]| {
            let lengths = rest.iter().filter_map(|name| {
                let length = name.chars().count();
                (text.len() >= length && name.chars().eq(text[..length].iter().copied()))
                    .then_some(length)
            });
            lengths.max()
        };
        let clitic = usize::from(
            place == 0 && matches!(rest[0], 'و' | 'ب' | 'ل' | 'ف' | 'ك') && rest.len() > 2,
        );
        let found = strip(names(letter), rest).map(|length| &rest[length..]).or_else(|| {
            strip(names(letter), &rest[clitic..]).map(|length| &rest[clitic + length..])
        });
        rest = found?;
    }
    rest.is_empty().then_some(at - word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(letters: &str, text: &str) -> Option<usize> {
        spelled(&letters.chars().collect::<Vec<_>>(), &Sentence::of(text), 0)
    }

    #[test]
    fn letters_are_read_one_by_one_and_joined() {
        assert_eq!(words("fbi", "إف بي آي"), Some(3));
        assert_eq!(words("fsb", "بإف إس بي"), Some(3));
        assert_eq!(words("bbc", "بي بي سي"), Some(3));
        assert_eq!(words("png", "بي إن جي"), Some(3));
        assert_eq!(words("bbc", "بيبي سي"), Some(2));
        assert_eq!(words("fbi", "إف بي"), None);
        assert_eq!(words("fbi", "في بيت"), None);
    }
}
