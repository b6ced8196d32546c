//! Clean: texts of others, so that they change neither lines, nor direction, nor markup.

/// The text on one line, without what would change the direction of the rest.
pub(super) fn plain(text: &str) -> String {
    let clean = |character: char| {
        let is_direction = matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
        let is_line = matches!(character, '\u{2028}' | '\u{2029}');
        if character.is_control() || is_direction || is_line { ' ' } else { character }
    };
    text.chars().map(clean).collect()
}

/// The first characters of a text; a mark stays with its letter.
pub(super) fn short(text: &str, most: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(most) else { return text.to_owned() };
    let is_mark = |character: char| {
        matches!(character, '\u{0300}'..='\u{036F}' | '\u{064B}'..='\u{065F}' | '\u{0670}'
            | '\u{200C}' | '\u{200D}' | '\u{FE00}'..='\u{FE0F}' | '\u{1F3FB}'..='\u{1F3FF}')
    };
    let mut end = end;
    while end > 0 && text[end..].chars().next().is_some_and(is_mark) {
        end -= text[..end].chars().next_back().map_or(0, char::len_utf8);
    }
    format!("{}…", &text[..end])
}

/// The text on one line, between marks that keep its direction to itself where it runs right to
/// left.
pub(super) fn isolated(text: &str) -> String {
    let text = plain(text);
    let is_right_to_left = |character: char| {
        matches!(character, '\u{590}'..='\u{8FF}' | '\u{200F}' | '\u{FB1D}'..='\u{FDFF}'
            | '\u{FE70}'..='\u{FEFF}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
    };
    if text.chars().any(is_right_to_left) { format!("\u{2068}{text}\u{2069}") } else { text }
}

/// The text within XML, where some characters cannot stand at all.
pub(super) fn xml(text: &str) -> String {
    let mut escaped = String::new();
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\u{FFFE}' | '\u{FFFF}' => escaped.push('\u{FFFD}'),
            '\n' => escaped.push('\n'),
            control if control.is_control() => escaped.push(' '),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_breaks_out_of_its_line_or_direction() {
        assert_eq!(plain("a\r\n::error::b\u{2028}\u{202E}c\u{2069}\u{85}"), "a  ::error::b  c  ");
        assert_eq!(isolated("باكو\u{2069}x"), "\u{2068}باكو x\u{2069}");
        assert_eq!(isolated("Baku"), "Baku");
        assert_eq!(xml("<a b=\"c\">&\u{1}\u{FFFF}"), "&lt;a b=&quot;c&quot;&gt;&amp; \u{FFFD}");
    }

    #[test]
    fn a_mark_is_not_cut_from_its_letter() {
        assert_eq!(short("abc", 3), "abc");
        assert_eq!(short("abcd", 3), "abc…");
        assert_eq!(short("abكَّd", 4), "ab…");
        assert_eq!(short("\u{64B}\u{64B}", 1), "…");
    }
}
