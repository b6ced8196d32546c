//! Words: the common words that names are made of, and how Arabic translates them.
//!
//! `words.tsv` has a word in English or French, its class and the usual renderings, without the
//! article: "university" is جامعة. A name whose words are covered by such renderings is a
//! translation that a reader knows, also where the reference chose another word.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::text::normal::Normal;
use crate::text::stem::without_suffix;

/// What a common word may do in a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// A generic word that may be translated or transliterated: University, Park, New.
    Head,
    /// A rank or an office before a name.
    Title,
    /// Any other word; it is translated.
    Common,
}

/// A common word.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) class: Class,
    /// The renderings, each as the stems of its words.
    pub(super) renderings: Vec<Vec<Box<[char]>>>,
    /// Whether a rendering is the plural of people, as أمريكيون.
    has_people: bool,
}

static WORDS: LazyLock<HashMap<String, Entry>> = LazyLock::new(|| {
    let rows = include_str!("words.tsv").lines().skip(1);
    rows.map(|row| {
        let mut columns = row.split('\t');
        let mut next = || columns.next().expect("the tests read the table");
        let word = Normal::of(next()).characters().iter().collect();
        let class = match next() {
            "head" => Class::Head,
            "title" => Class::Title,
            _ => Class::Common,
        };
        let arabic = next();
        let has_people = arabic.split('|').any(|rendering| rendering.ends_with("يون"));
        let renderings = arabic.split('|').map(stems).collect();
        (word, Entry { class, renderings, has_people })
    })
    .collect()
});

static STEMS: LazyLock<HashSet<Box<[char]>>> = LazyLock::new(|| {
    let renderings = WORDS.values().flat_map(|entry| &entry.renderings);
    renderings.flatten().cloned().collect()
});

/// Whether a stem is that of a common Arabic word.
pub(super) fn is_arabic(stem: &[char]) -> bool {
    STEMS.contains(stem)
}

static ARABIC: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let rows = include_str!("words.tsv").lines().skip(1).filter_map(|row| row.split('\t').nth(2));
    rows.flat_map(|row| row.split('|'))
        .map(|word| Normal::of(word).characters().iter().collect())
        .collect()
});

/// Whether a word in normal form, without its article, is a common Arabic word as it stands.
pub(super) fn is_common(word: &[char]) -> bool {
    ARABIC.contains(&word.iter().collect::<String>())
}

/// The entry of a word in normal form, or of its singular.
pub(super) fn find(word: &str) -> Option<&'static Entry> {
    WORDS.get(word).or_else(|| WORDS.get(word.strip_suffix('s')?))
}

/// Whether a word in normal form is the adjective of a country or a people: American.
pub(super) fn is_demonym(word: &str) -> bool {
    WORDS.get(word).is_some_and(|entry| entry.has_people)
}

fn stems(rendering: &str) -> Vec<Box<[char]>> {
    let normal = Normal::of(rendering);
    // They have no article: ألعاب begins with its own letters.
    let tokens = normal.tokens().iter();
    tokens.map(|token| without_suffix(normal.letters(token)).into()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_well_formed() {
        let text = include_str!("words.tsv");
        assert!(text.starts_with("word\tclass\tarabic\n"));
        for row in text.lines().skip(1) {
            let columns: Vec<&str> = row.split('\t').collect();
            assert_eq!(columns.len(), 3, "{row}");
            assert!(matches!(columns[1], "head" | "title" | "common"), "{row}");
            assert!(columns[2].split('|').all(|rendering| !rendering.trim().is_empty()), "{row}");
        }
        assert!(text.lines().count() > 1_000);
    }

    #[test]
    fn words_are_found_in_any_number_and_without_accents() {
        assert_eq!(find("university").unwrap().class, Class::Head);
        assert!(find("universite").is_some() && find("grozny").is_none());
    }
}
