//! Url: addresses of the source are in the translation, and whole.

use std::collections::HashSet;

use super::characters::{is_address, is_of_address};
use super::{Case, Remark};

pub(super) fn check(case: &Case<'_>) -> Vec<Remark> {
    let Some(source) = case.source else { return Vec::new() };
    let (wanted, found) = (addresses(source.all()), addresses(case.target.all()));
    if wanted.is_empty() && found.is_empty() {
        return Vec::new();
    }
    let keys = |addresses: &[(usize, String)]| -> HashSet<String> {
        addresses.iter().map(|(_, address)| key(address)).collect()
    };
    let (wanted_keys, found_keys) = (keys(&wanted), keys(&found));
    let mut remarks = Vec::new();
    for (_, address) in wanted.iter().filter(|(_, address)| !found_keys.contains(&key(address))) {
        let message = format!("{address} of the source is missing");
        remarks.push(Remark::warning(None, message).expecting(address.as_str()));
    }
    for (start, address) in found.iter().filter(|(_, address)| !wanted_keys.contains(&key(address)))
    {
        let span = *start..start + address.chars().count();
        remarks.push(Remark::warning(span, "an address that is not in the source"));
    }
    remarks
}

/// Addresses with their places, without marks of the sentence behind them.
fn addresses(text: &[char]) -> Vec<(usize, String)> {
    let mut all = Vec::new();
    if !text.iter().any(|c| matches!(c, '@' | ':'))
        && !text.windows(4).any(|w| w == ['w', 'w', 'w', '.'])
    {
        return all;
    }
    let mut at = 0;
    while at < text.len() {
        let length = text[at..].iter().take_while(|&&c| is_of_address(c)).count();
        let piece = &text[at..at + length];
        if is_address(piece) {
            let address: String = piece.iter().collect();
            let address = address.trim_end_matches(['.', ',', ';', ':', ')', '!', '?', '\'']);
            all.push((at, address.to_owned()));
        }
        at += length.max(1);
    }
    all
}

/// What addresses agree in; the name of a language within may be another.
fn key(address: &str) -> String {
    let is_language =
        |part: &&str| matches!(*part, "en" | "ar" | "fr" | "en-us" | "en-US" | "ar-SA" | "en-gb");
    let parts = address.trim_end_matches('/').split(['/', '.']);
    parts.filter(|part| !is_language(part)).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::super::testing::{found_with, messages_with};
    use super::*;

    #[test]
    fn addresses_that_are_missing_or_new_are_found() {
        let source = "See https://example.org/a.";
        assert_eq!(messages_with(check, source, "انظر الموقع").len(), 1);
        assert_eq!(
            found_with(check, source, "انظر https://example.org/b."),
            ["", "https://example.org/b"]
        );
        assert_eq!(messages_with(check, "Mail me@example.org", "راسل").len(), 1);
    }

    #[test]
    fn the_same_addresses_are_left_alone() {
        for (source, target) in [
            ("See https://example.org/a.", "انظر https://example.org/a، ثم"),
            ("See https://example.org/en/a", "انظر https://example.org/ar/a"),
            ("a:b @ c", "أ:ب @ ج"),
            ("", ""),
        ] {
            assert!(messages_with(check, source, target).is_empty(), "{source}");
        }
    }
}
