//! Excerpt: a sentence shortened to a width, with one place marked.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use crate::cell::plain;
use crate::style::BEST;

/// Around the place that is marked.
const BRACKETS: [char; 2] = ['【', '】'];
const FIRST_STRONG_ISOLATE: char = '\u{2068}';
const LEFT_TO_RIGHT_ISOLATE: char = '\u{2066}';
const RIGHT_TO_LEFT_ISOLATE: char = '\u{2067}';
const POP_ISOLATE: char = '\u{2069}';

/// What is to be seen of a sentence.
pub(crate) enum Place {
    /// Code points that are marked.
    Marked(Range<usize>),
    /// Nothing is marked; the window lies at this share of the sentence.
    Around(f64),
}

/// The words of a sentence around a place, no wider than `width`, isolated from what
/// stands beside it.
pub(crate) fn excerpt(sentence: &str, place: &Place, width: usize) -> String {
    let characters: Vec<char> = sentence.chars().map(plain).collect();
    let all = characters.len();
    let marked = match place {
        Place::Marked(span) if span.end <= all && span.start < span.end => Some(span.clone()),
        Place::Marked(_) | Place::Around(_) => None,
    };
    let middle = match (place, &marked) {
        (_, Some(span)) => span.clone(),
        (Place::Around(share), None) => share_of(all, *share),
        (Place::Marked(_), None) => 0..0,
    };
    let room = width.saturating_sub(if marked.is_some() { 4 } else { 0 });
    let window = window(&characters, middle, room);
    let mut text = String::from(direction(&characters));
    if window.start > 0 {
        text.push('…');
    }
    let push = |text: &mut String, range: Range<usize>| text.extend(&characters[range]);
    match marked {
        Some(span) => {
            push(&mut text, window.start..span.start.max(window.start));
            text.push_str(&format!("{BEST}{}{FIRST_STRONG_ISOLATE}", BRACKETS[0]));
            push(&mut text, span.start..span.end.min(window.end));
            text.push_str(&format!("{POP_ISOLATE}{}{BEST:#}", BRACKETS[1]));
            push(&mut text, span.end.min(window.end)..window.end);
        }
        None => push(&mut text, window.clone()),
    }
    if window.end < all {
        text.push('…');
    }
    text.push(POP_ISOLATE);
    text
}

/// The isolate for the direction that most of a sentence has: one in Arabic may begin with a name
/// in Latin letters, and one may be left in English but for a word.
fn direction(characters: &[char]) -> char {
    let arabic = characters.iter().filter(|c| matches!(c, '\u{600}'..='\u{8FF}')).count();
    let letters = characters.iter().filter(|c| c.is_alphabetic()).count();
    if 2 * arabic >= letters { RIGHT_TO_LEFT_ISOLATE } else { LEFT_TO_RIGHT_ISOLATE }
}

/// The place at a share of so many characters.
fn share_of(all: usize, share: f64) -> Range<usize> {
    // Where a whole lies, its share does.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a place in a text"
    )]
    let place = (all as f64 * share.clamp(0.0, 1.0)) as usize;
    place..place
}

/// As much as fits around a place, cut between words.
fn window(characters: &[char], middle: Range<usize>, width: usize) -> Range<usize> {
    let columns = |range: Range<usize>| -> usize {
        characters[range].iter().map(|c| c.width().unwrap_or(0)).sum()
    };
    if columns(0..characters.len()) <= width {
        return 0..characters.len();
    }
    // Two for the marks of what is left out.
    let width = width.saturating_sub(2);
    let Range { mut start, mut end } = middle;
    let mut used = columns(start..end);
    if used > width {
        while end > start && used > width {
            end -= 1;
            used -= columns(end..end + 1);
        }
        return start..end;
    }
    let (first, last) = (start, end);
    loop {
        let before = start.checked_sub(1).map(|next| columns(next..start));
        let behind = (end < characters.len()).then(|| columns(end..end + 1));
        let take_before = before.is_some_and(|more| used + more <= width);
        let take_behind = behind.is_some_and(|more| used + more <= width);
        let is_left_shorter = first - start <= end - last;
        match (take_before, take_behind) {
            (false, false) => break,
            (true, _) if is_left_shorter || !take_behind => {
                start -= 1;
                used += before.unwrap_or(0);
            }
            _ => {
                end += 1;
                used += behind.unwrap_or(0);
            }
        }
    }
    // Half a word says nothing, unless it is the only one.
    if start > 0 && characters[start - 1] != ' ' {
        let space = characters[start..first].iter().position(|c| *c == ' ');
        start = space.map_or(first, |space| start + space + 1);
    }
    if end < characters.len() && characters[end] != ' ' {
        let space = characters[last..end].iter().rposition(|c| *c == ' ');
        end = space.map_or(last, |space| last + space);
    }
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> String {
        let text = anstream::adapter::strip_str(text).to_string();
        text.replace(['\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}'], "")
    }

    #[test]
    fn a_sentence_is_isolated_in_the_direction_of_most_of_it() {
        assert!(excerpt("Gavi غافي تعلن", &Place::Around(0.0), 40).starts_with('\u{2067}'));
        assert!(excerpt("Gavi was there غافي", &Place::Around(0.0), 40).starts_with('\u{2066}'));
    }

    #[test]
    fn a_place_is_marked_and_the_rest_shortened_between_words() {
        let text = "one two three four five six";
        assert_eq!(
            seen(&excerpt(text, &Place::Marked(8..13), 40)),
            "one two 【three】 four five six"
        );
        assert_eq!(seen(&excerpt(text, &Place::Marked(8..13), 22)), "…two 【three】 four…");
        assert_eq!(seen(&excerpt(text, &Place::Marked(0..3), 13)), "【one】 two…");
        assert_eq!(seen(&excerpt(text, &Place::Around(1.0), 12)), "…five six");
    }

    #[test]
    fn odd_places_and_widths_do_no_harm() {
        for width in 0..30 {
            for start in 0..9 {
                for end in start..11 {
                    excerpt("غروزني a", &Place::Marked(start..end), width);
                    excerpt("", &Place::Around(0.5), width);
                }
            }
        }
        assert_eq!(seen(&excerpt("a\u{1b}[31mb\u{202e}", &Place::Around(0.0), 20)), "a [31mb ");
    }
}
