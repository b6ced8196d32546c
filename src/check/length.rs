//! Length: what the file allows, and what the source lets expect.

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

use super::{Case, Remark};

/// Shorter sources say nothing about the length of their translation.
const LEAST_SOURCE: usize = 20;
/// Translations of sentences into Arabic have 0.5 to 1.6 times the characters of English.
const RATIOS: std::ops::Range<f64> = 0.3..3.0;

pub(super) fn check(case: &Case<'_>) -> Vec<Remark> {
    let mut remarks = Vec::new();
    if let Some(most) = case.unit.max_length
        && case.target.len() > most
    {
        let length = graphemes(case.target.all());
        if length > most {
            let message = format!("{length} characters, at most {most} are allowed");
            remarks.push(Remark::error(0..case.target.len(), message));
        }
    }
    if let Some(source) = case.source
        && source.len() >= LEAST_SOURCE
        && case.target.len() > 0
        && case.unit.plural.is_none()
    {
        let ratio = case.target.len() as f64 / source.len() as f64;
        if !RATIOS.contains(&ratio) {
            let message = format!("{ratio:.1} times as long as the source");
            remarks.push(Remark::warning(None, message));
        }
    }
    remarks
}

/// Characters as a person counts them: marks, joiners and selectors belong to what they follow,
/// and so do the second flag letter and what a joiner adds.
fn graphemes(text: &[char]) -> usize {
    let (mut count, mut flags) = (0, 0);
    let mut is_joined = false;
    for &character in text {
        let is_flag = matches!(character, '\u{1F1E6}'..='\u{1F1FF}');
        flags = if is_flag { flags + 1 } else { 0 };
        let extends = !character.is_ascii()
            && (matches!(
                character.general_category(),
                GeneralCategory::NonspacingMark
                    | GeneralCategory::EnclosingMark
                    | GeneralCategory::SpacingMark
            ) || matches!(character, '\u{200D}' | '\u{200C}' | '\u{1F3FB}'..='\u{1F3FF}'));
        if !(extends || is_joined || is_flag && flags % 2 == 0) {
            count += 1;
        }
        is_joined = character == '\u{200D}';
    }
    count
}

#[cfg(test)]
mod tests {
    use super::super::testing::{messages_with, remarks, unit};
    use super::*;
    use crate::corpus::Unit;

    #[test]
    fn marks_and_joiners_are_no_characters_of_their_own() {
        let count = |text: &str| graphemes(&text.chars().collect::<Vec<_>>());
        assert_eq!(count("مُحَمَّدٌ"), 4);
        assert_eq!(count("🇪🇬🇲🇦"), 2);
        assert_eq!(count("👩\u{200D}👧"), 1);
        assert_eq!(count(""), 0);
    }

    #[test]
    fn what_is_too_long_is_found() {
        let of = |text: &str, most| Unit { max_length: Some(most), ..unit(text) };
        assert_eq!(remarks(check, &of("كتاب", 3)).len(), 1);
        assert!(remarks(check, &of("كُتُب", 3)).is_empty());
    }

    #[test]
    fn odd_ratios_are_found() {
        let source = "a sentence of some length, not short";
        assert_eq!(messages_with(check, source, "كلمة").len(), 1);
        assert!(messages_with(check, source, "جملة ذات طول معقول، ليست قصيرة").is_empty());
        assert!(messages_with(check, "ok", "نعم، هذا جيد جدا").is_empty());
    }
}
