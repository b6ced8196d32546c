//! Registry: every check there is.

use super::{
    Case, Remark, Settings, accelerator, bidi, brackets, consistency, digits, double_space,
    doubled_word, encoding, glossary, latin_in_arabic, length, missing_space, mixed_script, name,
    number, orthography, placeholder, plural, punctuation, quotes, space_before_punctuation,
    untranslated, url, whitespace,
};
use crate::corpus::Unit;
use crate::finding::Severity;

/// What a check says of one unit.
type OverUnit = fn(&Case<'_>) -> Vec<Remark>;
/// What a check says of a text: the unit, and what it is.
type OverText = fn(&[Unit], &Settings) -> Vec<(usize, Remark)>;

/// A check: what it is called, what it finds, and how.
#[derive(Debug, Clone, Copy)]
pub struct Check {
    /// Its name in files, options and configurations.
    pub name: &'static str,
    /// What it finds.
    pub summary: &'static str,
    /// The highest severity that it gives.
    pub severity: Severity,
    /// The type of error in MQM's words.
    pub category: &'static str,
    /// Whether it takes longer than all others together, and runs only where it is asked for.
    pub is_slow: bool,
    unit: Option<OverUnit>,
    text: Option<OverText>,
}

impl Check {
    /// The check of this name.
    pub fn find(name: &str) -> Option<&'static Check> {
        CHECKS.iter().find(|check| check.name == name)
    }

    pub(super) fn over_unit(&self, case: &Case<'_>) -> Vec<Remark> {
        self.unit.map_or_else(Vec::new, |unit| unit(case))
    }

    pub(super) fn over_text(&self, units: &[Unit], settings: &Settings) -> Vec<(usize, Remark)> {
        self.text.map_or_else(Vec::new, |text| text(units, settings))
    }
}

const fn check(
    name: &'static str,
    severity: Severity,
    category: &'static str,
    summary: &'static str,
    unit: OverUnit,
) -> Check {
    Check { name, summary, severity, category, is_slow: false, unit: Some(unit), text: None }
}

/// Every check; one line each, and `docs/check.md` has an example.
pub const CHECKS: &[Check] = &[
    check(
        "placeholder",
        Severity::Error,
        "Design and markup / Markup",
        "placeholders and tags that are missing or too many",
        placeholder::check,
    ),
    check(
        "number",
        Severity::Warning,
        "Accuracy / Mistranslation",
        "numbers, dates and amounts that are missing or changed",
        number::check,
    ),
    check(
        "punctuation",
        Severity::Warning,
        "Linguistic conventions / Punctuation",
        "Latin marks in Arabic text, doubled marks, another mark at the end",
        punctuation::check,
    ),
    check(
        "space-before-punctuation",
        Severity::Warning,
        "Linguistic conventions / Punctuation",
        "a space before a mark or within brackets",
        space_before_punctuation::check,
    ),
    check(
        "missing-space",
        Severity::Warning,
        "Linguistic conventions / Punctuation",
        "no space after a mark, beside a quotation, a bracket or a number",
        missing_space::check,
    ),
    Check {
        text: Some(|units, _| quotes::check_text(units)),
        ..check(
            "quotes",
            Severity::Warning,
            "Linguistic conventions / Punctuation",
            "quotation marks that are not closed, or of several kinds",
            quotes::check,
        )
    },
    check(
        "brackets",
        Severity::Warning,
        "Linguistic conventions / Punctuation",
        "brackets that are not closed",
        brackets::check,
    ),
    check(
        "doubled-word",
        Severity::Warning,
        "Accuracy / Addition",
        "a word that stands twice",
        doubled_word::check,
    ),
    check(
        "double-space",
        Severity::Warning,
        "Linguistic conventions / Typography",
        "more than one space between words",
        double_space::check,
    ),
    check(
        "whitespace",
        Severity::Warning,
        "Linguistic conventions / Typography",
        "other spaces and line breaks at the ends than the source has",
        whitespace::check,
    ),
    check(
        "untranslated",
        Severity::Error,
        "Accuracy / Untranslated",
        "a copy of the source, or nothing",
        untranslated::check,
    ),
    check(
        "latin-in-arabic",
        Severity::Warning,
        "Accuracy / Untranslated",
        "words in Latin letters within Arabic text",
        latin_in_arabic::check,
    ),
    check(
        "mixed-script",
        Severity::Error,
        "Linguistic conventions / Spelling",
        "a word with letters of two scripts",
        mixed_script::check,
    ),
    check(
        "orthography",
        Severity::Error,
        "Linguistic conventions / Spelling",
        "spellings that Arabic never has",
        orthography::check,
    ),
    Check {
        text: Some(digits::check_text),
        ..check(
            "digits",
            Severity::Error,
            "Locale conventions / Number format",
            "digits that the region does not write, or of two shapes",
            digits::check,
        )
    },
    check(
        "encoding",
        Severity::Error,
        "Design and markup / Character encoding",
        "text read in another encoding, control characters, escapes",
        encoding::check,
    ),
    check(
        "bidi",
        Severity::Error,
        "Design and markup / Character formatting",
        "controls of direction that are not closed, or override",
        bidi::check,
    ),
    check(
        "length",
        Severity::Error,
        "Design and markup / Length",
        "longer than the file allows, or far from the source",
        length::check,
    ),
    Check {
        text: Some(plural::check_text),
        unit: None,
        ..check(
            "plural",
            Severity::Warning,
            "Linguistic conventions / Grammar",
            "plural forms that are missing",
            nothing,
        )
    },
    check(
        "glossary",
        Severity::Error,
        "Terminology / Wrong term",
        "terms that the glossary renders otherwise, or forbids",
        glossary::check,
    ),
    Check {
        text: Some(name::check_text),
        unit: None,
        is_slow: true,
        ..check(
            "name",
            Severity::Warning,
            "Accuracy / Mistranslation",
            "names that are missing, garbled or in Latin letters",
            nothing,
        )
    },
    Check {
        text: Some(|units, _| consistency::check_text(units)),
        unit: None,
        ..check(
            "consistency",
            Severity::Warning,
            "Terminology / Inconsistent use",
            "one source with several translations, one translation of several",
            nothing,
        )
    },
    check(
        "url",
        Severity::Warning,
        "Accuracy / Mistranslation",
        "addresses that are missing or changed",
        url::check,
    ),
    check(
        "accelerator",
        Severity::Warning,
        "Design and markup / Markup",
        "keys of menus that are missing or doubled",
        accelerator::check,
    ),
];

fn nothing(_: &Case<'_>) -> Vec<Remark> {
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_the_documentation_has_them() {
        let documentation = std::fs::read_to_string("docs/check.md").unwrap();
        for (index, check) in CHECKS.iter().enumerate() {
            assert!(CHECKS[..index].iter().all(|other| other.name != check.name));
            assert!(documentation.contains(&format!("| `{}` |", check.name)), "{}", check.name);
        }
    }
}
