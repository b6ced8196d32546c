//! Cell: a text that keeps to its column in a terminal, whatever its direction.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// A longer name is cut in the middle.
const NAME_WIDTH: usize = 40;

/// The name with what would be too wide cut out of its middle.
pub(crate) fn shorten(name: &str) -> String {
    if name.width() <= NAME_WIDTH {
        return name.to_owned();
    }
    let half = (NAME_WIDTH - 1) / 2;
    let take = |characters: &mut dyn Iterator<Item = char>| -> Vec<char> {
        let mut width = 0;
        characters
            .take_while(|character| {
                width += character.width().unwrap_or(0);
                width <= half
            })
            .collect()
    };
    let start = take(&mut name.chars());
    let end = take(&mut name.chars().rev());
    start.into_iter().chain(['…']).chain(end.into_iter().rev()).collect()
}

/// A name that may run right to left, kept from reordering what stands beside it.
pub(crate) fn isolate(name: &str) -> String {
    const FIRST_STRONG_ISOLATE: char = '\u{2068}';
    const POP_ISOLATE: char = '\u{2069}';
    if !name.chars().any(is_right_to_left) {
        return name.to_owned();
    }
    format!("{FIRST_STRONG_ISOLATE}{name}{POP_ISOLATE}")
}

/// Whether the character is in a block of a right-to-left script, or a mark for that direction.
fn is_right_to_left(character: char) -> bool {
    matches!(character,
        '\u{590}'..='\u{8FF}'
        | '\u{200F}'
        | '\u{202B}'
        | '\u{202E}'
        | '\u{2067}'
        | '\u{FB1D}'..='\u{FDFF}'
        | '\u{FE70}'..='\u{FEFF}'
        | '\u{10800}'..='\u{10FFF}'
        | '\u{1E800}'..='\u{1EFFF}')
}

/// The character, or a space for what would move the cursor or change the direction of the rest.
pub(crate) fn plain(character: char) -> char {
    let is_direction = matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    if character.is_control() || is_direction { ' ' } else { character }
}

/// The text with spaces behind it up to a width.
pub(crate) fn pad_end(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_is_cut_in_the_middle_and_keeps_both_ends() {
        let name = format!("start-{}-end", "x".repeat(80));
        let short = shorten(&name);
        assert!(short.starts_with("start-") && short.ends_with("-end") && short.contains('…'));
        assert!(short.width() <= NAME_WIDTH);
    }

    #[test]
    fn arabic_names_are_isolated_and_take_no_more_room() {
        assert_eq!(isolate("google"), "google");
        assert_eq!(isolate("a…z"), "a…z");
        assert_eq!(isolate("نظام"), "\u{2068}نظام\u{2069}");
        assert_eq!(pad_end(&isolate("نظام"), 6).width(), 6);
    }
}
