//! Label: how wide a text is, how it is shortened, and how numbers are written.

use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

/// The text without what moves a cursor or changes the direction of the rest.
pub(super) fn clean(text: &str) -> String {
    let plain = |character: char| match character {
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FFFE}' | '\u{FFFF}' => ' ',
        character if character.is_control() => ' ',
        character => character,
    };
    text.chars().map(plain).collect()
}

/// A name inside a sentence, whatever its direction.
pub(super) fn isolate(name: &str) -> String {
    let name = clean(name);
    if name.chars().all(|character| character < '\u{590}') {
        return name;
    }
    format!("\u{2068}{name}\u{2069}")
}

/// How wide the text is at most, in a font as wide as `DejaVu Sans`.
pub(super) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(advance).sum::<f64>() * size
}

/// The cleaned text, with its middle cut out where it is wider than that.
pub(super) fn fit(text: &str, size: f64, most: f64) -> String {
    let text = clean(text);
    if width(&text, size) <= most {
        return text;
    }
    let half = (most - width("…", size)).max(0.0) / 2.0;
    let take = |characters: &mut dyn Iterator<Item = char>| -> Vec<char> {
        let mut used = 0.0;
        let fits = |character: &char| {
            used += advance(*character) * size;
            used <= half
        };
        characters.take_while(fits).collect()
    };
    let start = take(&mut text.chars());
    let mut end = take(&mut text.chars().rev());
    // A mark without its letter.
    while end.last().is_some_and(|&character| is_mark(character)) {
        end.pop();
    }
    start.into_iter().chain(['…']).chain(end.into_iter().rev()).collect()
}

/// A number with a real minus; what rounds to nothing has none.
pub(super) fn number(value: f64, decimals: usize) -> String {
    let text = format!("{:.decimals$}", value.abs());
    let is_zero = text.bytes().all(|byte| matches!(byte, b'0' | b'.'));
    if value < 0.0 && !is_zero { format!("−{text}") } else { text }
}

/// A number with its sign; what rounds to nothing has none.
pub(super) fn signed(value: f64, decimals: usize) -> String {
    let text = number(value, decimals);
    let is_zero = text.bytes().all(|byte| matches!(byte, b'0' | b'.'));
    if value > 0.0 && !is_zero { format!("+{text}") } else { text }
}

/// A count of things: `1 segment`, `2 segments`.
pub(super) fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

/// The heights of labels from top to bottom that want to be at these, moved so that none lies over
/// another of this height.
pub(super) fn apart(wanted: &[f64], step: f64, [top, bottom]: [f64; 2]) -> Vec<f64> {
    let mut free = top;
    let mut left_over = wanted.len() as f64;
    let places = wanted.iter().map(|y| {
        // Those below need their room too.
        let y = y.min(bottom - step * (left_over - 1.0)).max(free);
        (free, left_over) = (y + step, left_over - 1.0);
        y
    });
    places.collect()
}

fn is_mark(character: char) -> bool {
    character.general_category_group() == GeneralCategoryGroup::Mark
}

/// The advance in em.
fn advance(character: char) -> f64 {
    match character {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | ' ' | '-' => 0.37,
        'f' | 'r' | 't' | '(' | ')' | '[' | ']' | '/' => 0.42,
        'm' | 'w' | 'M' | 'W' | '%' | '@' | '…' => 1.0,
        'A'..='Z' => 0.74,
        ' '..='~' => 0.64,
        character if is_mark(character) || matches!(character, '\u{200B}'..='\u{200F}') => 0.0,
        '\u{600}'..='\u{8FF}' => 0.56,
        '\u{1100}'..='\u{11FF}' | '\u{2E80}'..='\u{D7FF}' | '\u{1F000}'.. => 1.1,
        _ => 0.8,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_keeps_both_ends() {
        let short = fit(&format!("start-{}-end", "x".repeat(80)), 12.0, 100.0);
        assert!(short.starts_with("st") && short.ends_with("end") && short.contains('…'));
        assert!(width(&short, 12.0) <= 100.0);
        assert_eq!(fit("short", 12.0, 100.0), "short");
    }

    #[test]
    fn what_rounds_to_nothing_has_no_sign() {
        assert_eq!(signed(-0.001, 2), "0.00");
        assert_eq!(signed(1.5, 1), "+1.5");
        assert_eq!(number(-1.5, 1), "−1.5");
    }

    #[test]
    fn labels_stand_apart_within_their_room() {
        assert_eq!(apart(&[5.0, 50.0], 10.0, [0.0, 100.0]), [5.0, 50.0]);
        assert_eq!(apart(&[5.0, 6.0, 99.0], 10.0, [0.0, 100.0]), [5.0, 15.0, 99.0]);
        assert_eq!(apart(&[98.0, 99.0, 99.0], 10.0, [0.0, 100.0]), [80.0, 90.0, 100.0]);
    }

    #[test]
    fn controls_never_reach_a_label() {
        assert_eq!(clean("a\u{0}b\u{202E}c"), "a b c");
        assert_eq!(isolate("نظام"), "\u{2068}نظام\u{2069}");
    }
}
