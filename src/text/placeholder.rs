//! Placeholder: finds the placeholders and tags of a text.
//!
//! What a code is named by leaves out how a value is laid out (`%5.1f` is named `%f`), because a
//! translation may choose that.

mod percent;

use self::percent::{apple, printf, python, qt};
use super::code::{Code, CodeKind, Dialect};
use super::message::Message;

/// No code is longer, in bytes: what opens and never closes is not looked for to the end.
const LONGEST: usize = 4096;

/// What is found at a place of a text.
enum Found {
    /// A code: its length in bytes, its name, what it is.
    Code(usize, String, CodeKind),
    /// A piece that is no code, nor is anything within it: `%%`.
    Text(usize),
}

/// The placeholders and tags of a text in these dialects, in their order.
///
/// # Examples
///
/// ```
/// use mizan::text::{Dialect, placeholder::codes};
///
/// let found = codes("خصم 50 % على %1$s من <b>%d</b>", &[Dialect::Printf, Dialect::Html]);
/// let names: Vec<&str> = found.iter().map(|code| code.name.as_str()).collect();
/// assert_eq!(names, ["%1$s", "<b>", "%d", "</b>"]);
/// ```
pub fn codes(text: &str, dialects: &[Dialect]) -> Vec<Code> {
    if dialects.contains(&Dialect::Icu)
        && let Ok(message) = Message::parse(text)
        && message.has_choice()
    {
        return codes_of_message(text, &message, dialects);
    }
    let mut codes = Vec::new();
    scan(text, 0, dialects, &mut codes);
    codes
}

/// The codes of a message with branches: its own, and those of other dialects in its texts.
fn codes_of_message(text: &str, message: &Message, dialects: &[Dialect]) -> Vec<Code> {
    let others: Vec<Dialect> =
        dialects.iter().copied().filter(|dialect| *dialect != Dialect::Icu).collect();
    let own = message.codes();
    let mut codes = Vec::new();
    let mut end = 0;
    for code in own {
        scan(&text[end..code.span.start], end, &others, &mut codes);
        end = code.span.end;
        codes.push(code);
    }
    scan(&text[end..], end, &others, &mut codes);
    codes
}

/// Appends the codes of a text that starts at this offset.
fn scan(text: &str, offset: usize, dialects: &[Dialect], codes: &mut Vec<Code>) {
    let mut at = 0;
    while let Some(found) = text[at..].find(['%', '{', '}', '$', '<', '&', '\'']) {
        at += found;
        match find_at(text, at, dialects) {
            Some(Found::Code(length, name, kind)) => {
                codes.push(Code { span: offset + at..offset + at + length, name, kind });
                at += length;
            }
            Some(Found::Text(length)) => at += length,
            None => at += 1,
        }
    }
}

/// What is found at this place; all characters that begin a code are one byte long.
fn find_at(text: &str, at: usize, dialects: &[Dialect]) -> Option<Found> {
    let has = |dialect| dialects.contains(&dialect);
    let text = &text[..text.floor_char_boundary(at + LONGEST)];
    let rest = &text[at..];
    match rest.as_bytes()[0] {
        b'<' if has(Dialect::Html) => tag(rest),
        b'&' if has(Dialect::Html) => entity(rest),
        b'$' if has(Dialect::Template) => template(rest),
        b'{' | b'}' | b'\'' => {
            let in_template = has(Dialect::Template).then(|| template(rest)).flatten();
            let in_icu = || has(Dialect::Icu).then(|| icu(rest)).flatten();
            let in_python = || has(Dialect::PythonBrace).then(|| python_brace(rest)).flatten();
            in_template.or_else(in_python).or_else(in_icu)
        }
        b'%' => {
            let in_template = has(Dialect::Template).then(|| template(rest)).flatten();
            let in_python = || has(Dialect::Python).then(|| python(text, at)).flatten();
            let in_apple = || has(Dialect::Apple).then(|| apple(text, at)).flatten();
            let is_printf = has(Dialect::Printf) || has(Dialect::Python) || has(Dialect::Apple);
            let in_printf = || is_printf.then(|| printf(text, at)).flatten();
            let in_qt = || has(Dialect::Qt).then(|| qt(text, at)).flatten();
            in_template.or_else(in_python).or_else(in_apple).or_else(in_printf).or_else(in_qt)
        }
        _ => None,
    }
}

fn placeholder(length: usize, name: impl Into<String>) -> Option<Found> {
    Some(Found::Code(length, name.into(), CodeKind::Placeholder))
}

/// `{{name}}`, `${name}`, `%{name}`, `$t(key)`.
fn template(rest: &str) -> Option<Found> {
    let (open, close) = match rest.as_bytes() {
        [b'{', b'{', ..] => ("{{", "}}"),
        [b'$', b'{', ..] => ("${", "}"),
        [b'%', b'{', ..] => ("%{", "}"),
        [b'$', b't', b'(', ..] => ("$t(", ")"),
        _ => return None,
    };
    let inside = &rest[open.len()..];
    let end = inside.find(close)?;
    let name = inside[..end].trim();
    if name.is_empty() || name.contains(['\n', '{', '}', '"']) {
        return None;
    }
    placeholder(open.len() + end + close.len(), format!("{open}{name}{close}"))
}

/// `{}`, `{name}`, `{0.x[1]!r:>5}`; `{{` and `}}` are braces.
fn python_brace(rest: &str) -> Option<Found> {
    if rest.starts_with("{{") || rest.starts_with("}}") {
        return Some(Found::Text(2));
    }
    let inside = rest.strip_prefix('{')?;
    let mut depth = 1;
    let end = inside.bytes().position(|byte| {
        depth += i32::from(byte == b'{') - i32::from(byte == b'}');
        depth == 0 || byte == b'\n'
    })?;
    if depth != 0 {
        return None;
    }
    let field = inside[..end].split([':', '!']).next().unwrap_or_default();
    // .NET has a width behind a comma.
    let name = field.split(',').next().unwrap_or_default().trim();
    let is_name = |part: &str| part.chars().all(|c| c.is_alphanumeric() || c == '_');
    let mut parts = name.split(['.', '[', ']', '-']);
    if !parts.all(is_name) || (name.is_empty() && field.contains(',')) {
        return None;
    }
    placeholder(end + 2, format!("{{{name}}}"))
}

/// `{name}`, `{when, date, short}`; what stands in quotes that begin with a brace is text.
fn icu(rest: &str) -> Option<Found> {
    if let Some(quoted) = rest.strip_prefix('\'') {
        if quoted.starts_with('\'') {
            return Some(Found::Text(2));
        }
        let is_quote = quoted.starts_with(['{', '}']);
        let end = quoted.find('\'').map_or(rest.len(), |end| end + 2);
        return is_quote.then_some(Found::Text(end));
    }
    let inside = rest.strip_prefix('{')?;
    let end = inside.find(['}', '{'])?;
    if !inside[end..].starts_with('}') {
        return None;
    }
    let name = inside[..end].split(',').next().unwrap_or_default().trim();
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '@');
    if name.is_empty() || !name.chars().all(is_name) {
        return None;
    }
    placeholder(end + 2, format!("{{{name}}}"))
}

/// `<b>`, `</b>`, `<br/>`, `<a href="…">`, `<0>`.
fn tag(rest: &str) -> Option<Found> {
    let (closing, inside) = match rest[1..].strip_prefix('/') {
        Some(inside) => ("/", inside),
        None => ("", &rest[1..]),
    };
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ':' | '.');
    let length = inside.find(|c| !is_name(c))?;
    let name = &inside[..length];
    let is_number = name.bytes().all(|byte| byte.is_ascii_digit());
    if name.is_empty() || !(is_number || name.starts_with(|c: char| c.is_ascii_alphabetic())) {
        return None;
    }
    let attributes = &inside[length..];
    if !attributes.starts_with(['>', '/']) && !attributes.starts_with(char::is_whitespace) {
        return None;
    }
    let mut quote = None;
    let end = attributes.bytes().position(|byte| match (quote, byte) {
        (None, b'>' | b'<') => true,
        (None, b'"' | b'\'') => {
            quote = Some(byte);
            false
        }
        (Some(open), byte) => {
            if open == byte {
                quote = None;
            }
            false
        }
        (None, _) => false,
    })?;
    if !attributes[end..].starts_with('>') {
        return None;
    }
    let empty = if attributes[..end].ends_with('/') { "/" } else { "" };
    let code = format!("<{closing}{name}{empty}>");
    Some(Found::Code(1 + closing.len() + length + end + 1, code, CodeKind::Tag))
}

/// `&nbsp;`, `&#160;`, `&#xA0;`.
fn entity(rest: &str) -> Option<Found> {
    /// The longest name of an entity of HTML.
    const LETTERS: usize = 31;
    let length = rest.bytes().take(LETTERS + 2).position(|byte| byte == b';')?;
    let name = &rest[1..length];
    let is_reference = match name.strip_prefix('#') {
        Some(number) => match number.strip_prefix(['x', 'X']) {
            Some(digits) => !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_hexdigit()),
            None => !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()),
        },
        None => {
            name.starts_with(|c: char| c.is_ascii_alphabetic())
                && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
        }
    };
    if !is_reference {
        return None;
    }
    placeholder(length + 1, &rest[..=length])
}

#[cfg(test)]
mod tests;
