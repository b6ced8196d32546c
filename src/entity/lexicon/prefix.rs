//! Prefix: the keys of the first words of a text, of one word, of two and so on.

use super::hash::KeyHash;
use super::{Entry, arabic_key, key};

/// Words of the longest name that is looked for; the built-in lexicon has names of fourteen.
const LONGEST: usize = 16;

/// The keys of Latin words, in small letters and, where they are an acronym, as they stand.
pub(super) struct Latin {
    plain: String,
    lower: String,
    ends: Vec<LatinEnd>,
}

/// Where a key ends.
struct LatinEnd {
    words: usize,
    plain: usize,
    lower: usize,
    hash: u64,
}

impl Latin {
    pub(super) fn of(words: &[&str]) -> Self {
        let mut keys = Latin { plain: String::new(), lower: String::new(), ends: Vec::new() };
        let mut hash = KeyHash::new();
        for (index, word) in words.iter().take(LONGEST).enumerate() {
            let word = key::plain_latin(word);
            if word.is_empty() {
                continue;
            }
            if !keys.plain.is_empty() {
                keys.plain.push(' ');
                keys.lower.push(' ');
                hash = hash.with(" ");
            }
            let lower = word.to_lowercase();
            hash = hash.with(&lower);
            keys.plain.push_str(&word);
            keys.lower.push_str(&lower);
            keys.ends.push(LatinEnd {
                words: index + 1,
                plain: keys.plain.len(),
                lower: keys.lower.len(),
                hash: hash.value(),
            });
        }
        keys
    }

    /// What is found for the most words.
    pub(super) fn longest(
        &self,
        find: impl Fn(&str, u64) -> Option<Entry>,
    ) -> Option<(usize, Entry)> {
        self.ends.iter().rev().find_map(|end| {
            let plain = &self.plain[..end.plain];
            let acronym = key::is_acronym(plain).then(|| find(plain, KeyHash::of(plain)));
            let entry = acronym.flatten().or_else(|| find(&self.lower[..end.lower], end.hash))?;
            Some((end.words, entry))
        })
    }
}

/// The keys of Arabic words.
pub(super) struct Arabic {
    key: String,
    /// Words, where the key ends, its hash.
    ends: Vec<(usize, usize, u64)>,
}

impl Arabic {
    pub(super) fn of(words: &[&str]) -> Self {
        let mut keys = Arabic { key: String::new(), ends: Vec::new() };
        let mut hash = KeyHash::new();
        for (index, word) in words.iter().take(LONGEST).enumerate() {
            let word = arabic_key(word);
            if word.is_empty() {
                continue;
            }
            if !keys.key.is_empty() {
                keys.key.push(' ');
                hash = hash.with(" ");
            }
            hash = hash.with(&word);
            keys.key.push_str(&word);
            keys.ends.push((index + 1, keys.key.len(), hash.value()));
        }
        keys
    }

    /// What is found for the most words.
    pub(super) fn longest(
        &self,
        find: impl Fn(&str, u64) -> Option<Entry>,
    ) -> Option<(usize, Entry)> {
        self.ends.iter().rev().find_map(|&(words, end, hash)| {
            find(&self.key[..end], hash).map(|entry| (words, entry))
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::entity::Lexicon;

    fn latin(words: &str) -> Option<(usize, String)> {
        let words: Vec<&str> = words.split(' ').collect();
        let found = Lexicon::built_in().longest_latin(&words);
        found.map(|(length, entry)| (length, entry.targets[0].clone()))
    }

    #[test]
    fn the_longest_name_is_found() {
        let emirates = latin("United Arab Emirates and more").unwrap();
        assert_eq!(emirates.0, 3);
        assert_eq!(latin("United Nations envoy"), Some((2, "الأمم المتحدة".to_owned())));
        assert_eq!(latin("the United Nations"), None);
        assert_eq!(latin("- Saudi - Arabia ,").map(|found| found.0), Some(4));
        assert_eq!(latin(""), None);
        assert!(Lexicon::built_in().longest_latin(&[]).is_none());
    }

    #[test]
    fn every_name_is_found_as_its_words() {
        for entry in Lexicon::built_in().entries() {
            for source in &entry.sources {
                let words: Vec<&str> = source.split(' ').collect();
                let found = Lexicon::built_in().longest_latin(&words);
                assert_eq!(found.map(|(length, _)| length), Some(words.len()), "{source}");
            }
            for target in &entry.targets {
                let words: Vec<&str> = target.split(' ').collect();
                let found = Lexicon::built_in().longest_arabic(&words);
                assert_eq!(found.map(|(length, _)| length), Some(words.len()), "{target}");
            }
        }
    }

    #[test]
    fn acronyms_are_found_in_capitals_only() {
        assert_eq!(latin("WHO says").map(|found| found.0), Some(1));
        assert_eq!(latin("Who says"), None);
        assert_eq!(latin("who says"), None);
    }
}
