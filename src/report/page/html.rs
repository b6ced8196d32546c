//! HTML: escaping, isolation of text in either direction, tables.

use std::fmt::Write;

use crate::analysis::script::Script;

/// Text as HTML shows it, in an element or in an attribute with quotes.
///
/// Control characters have no place in HTML and become U+FFFD.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\t' | '\n' => escaped.push(character),
            control if control.is_control() => escaped.push('\u{FFFD}'),
            other => escaped.push(other),
        }
    }
    escaped
}

/// Text where no element can isolate it, in a title or an attribute: without what changes its
/// direction.
pub(super) fn plain(text: &str) -> String {
    let is_direction = |c: char| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}');
    escape(&text.replace(is_direction, ""))
}

/// Text of either direction, isolated from what stands around it; its language where the script
/// tells.
pub(super) fn isolated(text: &str) -> String {
    let language = if is_arabic(text) { " lang=\"ar\"" } else { "" };
    format!("<bdi{language}>{}</bdi>", escape(text))
}

/// Whether most letters are Arabic.
fn is_arabic(text: &str) -> bool {
    let (mut arabic, mut letters) = (0_usize, 0_usize);
    for script in text.chars().filter_map(Script::of) {
        letters += 1;
        arabic += usize::from(script == Script::Arabic);
    }
    arabic * 2 > letters
}

/// A name as part of an address within the page, as JavaScript's `encodeURIComponent` has it.
pub(super) fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            write!(encoded, "%{byte:02X}").expect("a String takes all that is written");
        }
    }
    encoded
}

/// A column of a table.
pub(super) struct Column {
    /// HTML.
    heading: String,
    is_number: bool,
}

impl Column {
    /// A column of words, under this text.
    pub(super) fn words(heading: &str) -> Column {
        Column { heading: escape(heading), is_number: false }
    }

    /// A column of numbers, under this text.
    pub(super) fn numbers(heading: &str) -> Column {
        Column { heading: escape(heading), is_number: true }
    }

    /// A column of numbers of the system of this name.
    pub(super) fn system(name: &str) -> Column {
        Column { heading: isolated(name), is_number: true }
    }
}

/// A table; the first cell of a row is its heading. Cells are HTML.
pub(super) fn table(
    id: &str,
    caption: &str,
    columns: &[Column],
    rows: impl IntoIterator<Item = Vec<String>>,
) -> String {
    let mut html = format!(
        "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-labelledby=\"{id}-caption\">\
         <table id=\"{id}\"><caption id=\"{id}-caption\">{}</caption><thead><tr>",
        escape(caption)
    );
    let class = |column: &Column| if column.is_number { " class=\"number\"" } else { "" };
    for column in columns {
        html += &format!("<th scope=\"col\"{}>{}</th>", class(column), column.heading);
    }
    html += "</tr></thead>\n<tbody>\n";
    for row in rows {
        html += "<tr>";
        for (at, (cell, column)) in row.iter().zip(columns).enumerate() {
            html += &match at {
                0 => format!("<th scope=\"row\"{}>{cell}</th>", class(column)),
                _ => format!("<td{}>{cell}</td>", class(column)),
            };
        }
        html += "</tr>\n";
    }
    html + "</tbody></table></div>\n"
}

/// What is folded away until it is asked for.
pub(super) fn details(id: &str, summary: &str, content: &str) -> String {
    format!("<details id=\"{id}\"><summary>{}</summary>\n{content}</details>\n", escape(summary))
}

/// A number with its sign; a difference that rounds to nothing has none.
pub(super) fn signed(value: f64, decimals: usize) -> String {
    let text = format!("{:.decimals$}", value.abs());
    let is_zero = text.bytes().all(|byte| matches!(byte, b'0' | b'.'));
    match (is_zero, value < 0.0) {
        (true, _) => text,
        (false, true) => format!("−{text}"),
        (false, false) => format!("+{text}"),
    }
}

/// A number, with a minus and not a hyphen.
pub(super) fn number(value: f64, decimals: usize) -> String {
    format!("{value:.decimals$}").replace('-', "−")
}

/// A p-value; `–` where there is none.
pub(super) fn p_value(p: Option<f64>) -> String {
    match p {
        None => "–".to_owned(),
        Some(p) if p < 0.0001 => "&lt; 0.0001".to_owned(),
        Some(p) => format!("{p:.4}"),
    }
}

/// What is only there for those who listen.
pub(super) fn hidden(text: &str) -> String {
    format!("<span class=\"unseen\">{}</span>", escape(text))
}

/// A word in the singular or the plural, after its number.
pub(super) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// Words as a list: `a, b and c`.
pub(super) fn listed(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_and_quotes_are_escaped() {
        assert_eq!(escape("<a b='\"&'>"), "&lt;a b=&#39;&quot;&amp;&#39;&gt;");
        assert_eq!(escape("a\0b\u{9f}"), "a\u{FFFD}b\u{FFFD}");
        assert_eq!(plain("a\u{202E}<"), "a&lt;");
    }

    #[test]
    fn arabic_is_marked_and_isolated() {
        assert_eq!(isolated("باكو 2"), "<bdi lang=\"ar\">باكو 2</bdi>");
        assert_eq!(isolated("1.5"), "<bdi>1.5</bdi>");
    }

    #[test]
    fn an_address_holds_no_markup() {
        assert_eq!(encoded("a b/\"<é"), "a%20b%2F%22%3C%C3%A9");
    }

    #[test]
    fn a_table_has_headings_of_columns_and_rows() {
        let row = vec!["a".to_owned(), "1".to_owned()];
        let html = table("t", "A", &[Column::words("x"), Column::numbers("n")], [row]);
        assert!(html.contains("<th scope=\"col\">x</th><th scope=\"col\" class=\"number\">n</th>"));
        assert!(html.contains("<th scope=\"row\">a</th><td class=\"number\">1</td>"));
    }

    #[test]
    fn lists_read_as_sentences_do() {
        let words = ["a", "b", "c"].map(str::to_owned);
        assert_eq!(listed(&words), "a, b and c");
        assert_eq!(listed(&words[..1]), "a");
    }
}
