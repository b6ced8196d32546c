//! Accelerator: where the source marks a key of the menu (`&File`, `_File`), the translation does.

use super::characters::{Characters, Class};
use super::{Case, Remark};

pub(super) fn check(case: &Case<'_>) -> Vec<Remark> {
    let Some(source) = case.source else { return Vec::new() };
    let mut remarks = Vec::new();
    for mark in ['&', '_'] {
        if places(source, mark).len() != 1 {
            continue;
        }
        let found = places(case.target, mark);
        match found.as_slice() {
            [_] => {}
            [] => {
                let message = format!("no letter is marked with {mark}, as one of the source is");
                remarks.push(Remark::warning(None, message));
            }
            [_, second, ..] => {
                let message = format!("more than one letter is marked with {mark}");
                remarks.push(Remark::warning(*second..second + 2, message));
            }
        }
    }
    remarks
}

/// Where a mark stands before a letter as accelerators do: `&File`, `Sa&ve`, `_File`; not in R&D,
/// `&amp;` or `snake_case`.
fn places(text: &Characters, mark: char) -> Vec<usize> {
    if !text.has(Class::Sign) || text.len() > 60 {
        return Vec::new();
    }
    let is_accelerator = |&at: &usize| {
        if !text.is_sign(at, mark) {
            return false;
        }
        let (before, next) =
            (at.checked_sub(1).map_or(' ', |before| text.at(before)), text.at(at + 1));
        let is_within_word = |c: char| c.is_alphabetic() && !c.is_uppercase();
        let is_within = is_within_word(before) && is_within_word(next) && mark == '&';
        let is_first = !before.is_alphanumeric() && before != mark && next.is_alphabetic();
        let is_entity = mark == '&' && text.all()[at..].iter().take(8).any(|&c| c == ';');
        let is_snake = mark == '_' && next.is_ascii_lowercase();
        (is_within || is_first) && !is_entity && !is_snake
    };
    (0..text.len()).filter(is_accelerator).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::messages_with;
    use super::*;

    #[test]
    fn a_key_that_is_missing_or_doubled_is_found() {
        assert_eq!(messages_with(check, "&File", "ملف").len(), 1);
        assert_eq!(messages_with(check, "_File", "ملف").len(), 1);
        assert_eq!(messages_with(check, "&File", "&ملف &جديد").len(), 1);
    }

    #[test]
    fn other_signs_are_left_alone() {
        for (source, target) in [
            ("&File", "&ملف"),
            ("Sa&ve", "ح&فظ"),
            ("&File", "ملف (&F)"),
            ("R&D", "البحث والتطوير"),
            ("a & b", "أ وب"),
            ("&amp; more", "والمزيد"),
            ("snake_case _id", "المعرف"),
            ("", ""),
        ] {
            assert!(messages_with(check, source, target).is_empty(), "{source}");
        }
    }
}
