//! Percent: placeholders that begin with a percent sign, told from ordinary percent signs.

use super::{Found, placeholder};

/// What printf and its kin convert to; `b` and `h` are Java's, `m` is glibc's.
const CONVERSIONS: &[u8] = b"diouxXeEfFgGaAcCsSpnmbhB";
/// What a space may stand before: a number with a sign.
const SIGNED: &[u8] = b"dieEfFgG";
const LENGTHS: &[&str] = &["hh", "h", "ll", "l", "q", "j", "z", "t", "L", "I64", "I32"];

/// A format behind its percent sign.
struct Format<'a> {
    length: usize,
    /// `1$`, `(name)`, or nothing.
    argument: &'a str,
    has_space: bool,
    /// `l` and its kin.
    size: &'a str,
    conversion: u8,
}

/// Reads a format: argument, flags, width, precision, size, conversion.
fn format<'a>(rest: &'a str, argument: &'a str, conversions: &[u8]) -> Option<Format<'a>> {
    let digits = |from: usize| rest[from..].bytes().take_while(u8::is_ascii_digit).count();
    let mut at = 1 + argument.len();
    let flags = rest[at..].bytes().take_while(|byte| b"-+ #0',".contains(byte)).count();
    let has_space = rest[at..at + flags].contains(' ');
    at += flags;
    let number = |at: usize| match rest[at..].strip_prefix('*') {
        Some(_) => {
            let position = digits(at + 1);
            let is_position = position > 0 && rest[at + 1 + position..].starts_with('$');
            at + 1 + if is_position { position + 1 } else { 0 }
        }
        None => at + digits(at),
    };
    at = number(at);
    if rest[at..].starts_with('.') {
        at = number(at + 1);
    }
    let size = LENGTHS.iter().find(|size| rest[at..].starts_with(**size)).copied().unwrap_or("");
    at += size.len();
    let conversion = rest[at..].bytes().next().filter(|byte| conversions.contains(byte))?;
    Some(Format { length: at + 1, argument, has_space, size, conversion })
}

/// `1$` at the start, without the percent sign.
fn position(rest: &str) -> &str {
    let digits = rest[1..].bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 && rest[1 + digits..].starts_with('$') { &rest[1..digits + 2] } else { "" }
}

/// Whether a number stands before: `50 %`, `٥٠%`.
fn follows_number(text: &str, at: usize) -> bool {
    text[..at].trim_end().chars().next_back().is_some_and(char::is_numeric)
}

/// Whether a letter follows, so that a percent sign before a word is taken for what it is.
fn precedes_letter(rest: &str, length: usize) -> bool {
    rest[length..].chars().next().is_some_and(char::is_alphabetic)
}

/// Whether the format is a percent sign in a sentence: `50% off`, `50 % de`, `50%off`.
fn is_ordinary(text: &str, at: usize, format: &Format<'_>) -> bool {
    if !format.argument.is_empty() {
        return false;
    }
    let precedes_letter = precedes_letter(&text[at..], format.length);
    if format.has_space {
        return precedes_letter || follows_number(text, at) || !SIGNED.contains(&format.conversion);
    }
    precedes_letter && follows_number(text, at)
}

/// `%s`, `%1$d`, `%-5.2f`; `%%` is a percent sign.
pub(super) fn printf(text: &str, at: usize) -> Option<Found> {
    found(text, at, CONVERSIONS)
}

fn found(text: &str, at: usize, conversions: &[u8]) -> Option<Found> {
    let rest = &text[at..];
    if rest.starts_with("%%") {
        return Some(Found::Text(2));
    }
    let format = format(rest, position(rest), conversions)?;
    if is_ordinary(text, at, &format) {
        return None;
    }
    placeholder(format.length, name(&format))
}

/// The name of a format: argument, size and conversion, `i` being the same as `d`.
fn name(format: &Format<'_>) -> String {
    let conversion = if format.conversion == b'i' { 'd' } else { char::from(format.conversion) };
    format!("%{}{}{conversion}", format.argument, format.size)
}

/// `%(name)s`.
pub(super) fn python(text: &str, at: usize) -> Option<Found> {
    let rest = &text[at..];
    if !rest.starts_with("%(") {
        return None;
    }
    let end = rest.find([')', '\n']).filter(|end| rest[*end..].starts_with(')'))?;
    let format = format(rest, &rest[1..=end], b"diouxXeEfFgGaAcsr")?;
    placeholder(format.length, name(&format))
}

/// `%@`, `%1$@`, `%#@name@`, `%arg`, and what printf has.
pub(super) fn apple(text: &str, at: usize) -> Option<Found> {
    const WITH_OBJECT: &[u8] = b"@diouxXeEfFgGaAcCsSpDUO";
    let rest = &text[at..];
    let after_position = 1 + position(rest).len();
    if let Some(variable) = rest[after_position..].strip_prefix("#@") {
        let end = variable.find('@')?;
        let is_name = |c: char| c.is_alphanumeric() || c == '_';
        if end == 0 || !variable[..end].chars().all(is_name) {
            return None;
        }
        let length = after_position + 2 + end + 1;
        return placeholder(length, &rest[..length]);
    }
    if rest.starts_with("%arg") && !precedes_letter(rest, 4) {
        return placeholder(4, "%arg");
    }
    found(text, at, WITH_OBJECT)
}

/// `%1`, `%L1`, `%n`, `%Ln`.
pub(super) fn qt(text: &str, at: usize) -> Option<Found> {
    let rest = &text[at..];
    let before = if rest[1..].starts_with('L') { 2 } else { 1 };
    if rest[before..].starts_with('n') {
        let is_word = precedes_letter(rest, before + 1) && follows_number(text, at);
        return if is_word { None } else { placeholder(before + 1, "%n") };
    }
    // Qt reads two digits at most.
    let digits = rest[before..].bytes().take(2).take_while(u8::is_ascii_digit).count();
    let number = &rest[before..before + digits];
    let is_number = number.bytes().any(|byte| byte != b'0');
    if is_number { placeholder(before + digits, format!("%{number}")) } else { None }
}
