//! Paired: marks that stand around something, and the half of a pair that a cut leaves behind.

use std::borrow::Cow;

/// Marks that open and those that close, in the order of the text.
const PAIRS: [(char, char); 6] =
    [('«', '»'), ('“', '”'), ('‹', '›'), ('(', ')'), ('[', ']'), ('{', '}')];
/// The mark that opens and closes.
const STRAIGHT: char = '"';

/// The text without quotation marks and brackets whose other half is missing; what is cut out of a
/// sentence often has one.
///
/// # Examples
///
/// ```
/// use mizan::text::without_half_pairs;
///
/// assert_eq!(without_half_pairs("وكالة «سبوتنيك"), "وكالة سبوتنيك");
/// assert_eq!(without_half_pairs("وكالة «سبوتنيك»"), "وكالة «سبوتنيك»");
/// ```
pub fn without_half_pairs(text: &str) -> Cow<'_, str> {
    let halves = halves(text);
    if halves.is_empty() {
        return Cow::Borrowed(text);
    }
    let is_kept = |(at, _): &(usize, char)| !halves.contains(at);
    let kept: String =
        text.char_indices().filter(is_kept).map(|(_, character)| character).collect();
    // A mark that stood alone leaves two spaces.
    Cow::Owned(kept.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Where the halves stand, in bytes.
fn halves(text: &str) -> Vec<usize> {
    let mut halves = Vec::new();
    let mut open: Vec<(usize, char)> = Vec::new();
    for (at, character) in text.char_indices() {
        if character == STRAIGHT {
            match open.iter().rposition(|(_, opened)| *opened == STRAIGHT) {
                Some(place) => drop(open.remove(place)),
                None => open.push((at, character)),
            }
        } else if PAIRS.iter().any(|(opens, _)| *opens == character) {
            open.push((at, character));
        } else if let Some((opens, _)) = PAIRS.iter().find(|(_, closes)| *closes == character) {
            match open.iter().rposition(|(_, opened)| opened == opens) {
                Some(place) => drop(open.remove(place)),
                None => halves.push(at),
            }
        }
    }
    halves.extend(open.into_iter().map(|(at, _)| at));
    halves
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_pair_goes_and_a_pair_stays() {
        for (text, expected) in [
            ("سبوتنيك»", "سبوتنيك"),
            ("إمبراير 190» التابعة", "إمبراير 190 التابعة"),
            ("قلعة \"كيربي موكسلو", "قلعة كيربي موكسلو"),
            ("قناة \"البحر\" و\"النهر", "قناة \"البحر\" والنهر"),
            ("منظمة (أوبك) «النفط", "منظمة (أوبك) النفط"),
            ("(أ «ب) ج»", "(أ «ب) ج»"),
            ("عالم « ديزني", "عالم ديزني"),
            ("«", ""),
            ("سبوتنيك  نيوز", "سبوتنيك  نيوز"),
        ] {
            assert_eq!(without_half_pairs(text), expected);
        }
    }
}
