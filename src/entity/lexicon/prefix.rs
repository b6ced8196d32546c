//! Prefix: the longest name that the first words of a text are.
//!
//! Word by word, the hash of the words so far says which entry has them and whether a longer name
//! begins so; where none does, the search ends. Most words of a text begin no name.

use super::hash::KeyHash;
use super::packed::Found;
use super::{Entry, Part, arabic_key, key};

/// The key of the words so far.
#[derive(Default)]
struct Words {
    key: String,
    hash: KeyHash,
}

impl Words {
    fn push(&mut self, word: &str) {
        if !self.key.is_empty() {
            self.key.push(' ');
            self.hash = self.hash.with(" ");
        }
        self.key.push_str(word);
        self.hash = self.hash.with(word);
    }
}

/// The most words that are a spelling, and the entry; an acronym is found before another name.
pub(super) fn latin<P: AsRef<Part>>(parts: &[P], words: &[&str]) -> Option<(usize, Entry)> {
    let (mut plain, mut lower) = (Words::default(), Words::default());
    let mut longest = None;
    for (index, word) in words.iter().enumerate() {
        let word = key::plain_latin(word);
        if word.is_empty() {
            continue;
        }
        plain.push(&word);
        lower.push(&word.to_lowercase());
        let find = |keys: &Words| {
            first(parts, |part| part.packed.find_latin(&keys.key, keys.hash.value()))
        };
        let (found, mut goes_on) = find(&lower);
        let mut found = found;
        if key::is_acronym(&plain.key) {
            let (acronym, longer) = find(&plain);
            found = acronym.or(found);
            goes_on |= longer;
        }
        longest = found.map(|entry| (index + 1, entry)).or(longest);
        if !goes_on {
            break;
        }
    }
    entry(parts, longest?)
}

/// The most words that are an Arabic form, and the first entry that accepts it.
pub(super) fn arabic<P: AsRef<Part>>(parts: &[P], words: &[&str]) -> Option<(usize, Entry)> {
    let mut keys = Words::default();
    let mut longest = None;
    for (index, word) in words.iter().enumerate() {
        let word = arabic_key(word);
        if word.is_empty() {
            continue;
        }
        keys.push(&word);
        let (found, goes_on) =
            first(parts, |part| part.packed.find_arabic(&keys.key, keys.hash.value()));
        longest = found.map(|entry| (index + 1, entry)).or(longest);
        if !goes_on {
            break;
        }
    }
    entry(parts, longest?)
}

/// The first part that has an entry, and the entry; and whether any part has a longer name.
fn first<P: AsRef<Part>>(
    parts: &[P],
    find: impl Fn(&Part) -> Found,
) -> (Option<(usize, usize)>, bool) {
    let (mut entry, mut goes_on) = (None, false);
    for (number, part) in parts.iter().enumerate() {
        let found = find(part.as_ref());
        entry = entry.or(found.entry.map(|index| (number, index)));
        goes_on |= found.goes_on;
    }
    (entry, goes_on)
}

fn entry<P: AsRef<Part>>(
    parts: &[P],
    (words, (part, index)): (usize, (usize, usize)),
) -> Option<(usize, Entry)> {
    Some((words, parts[part].as_ref().packed.entry(index)?))
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
