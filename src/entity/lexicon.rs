//! Lexicon: names in Latin letters and the Arabic forms that are accepted for them.
//!
//! docs/lexicon.md describes the files and the rules of look-up.

mod check;
mod key;
mod read;

use std::collections::HashMap;
use std::collections::hash_map::Entry::Vacant;
use std::path::Path;
use std::sync::LazyLock;

pub use check::{Finding, FindingKind, check};
pub use key::{arabic_key, latin_key};

use super::EntityType;
use crate::corpus::input::Input;
use crate::error::{Error, ErrorKind, Result};

/// The built-in tables; the first that has a name decides.
const BUILT_IN: [(&str, &str); 2] = [
    ("built-in/news.tsv", include_str!("lexicon/news.tsv")),
    ("built-in/cldr.tsv", include_str!("lexicon/cldr.tsv")),
];

/// A name: its spellings and what Arabic makes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The spellings in Latin letters; there is at least one, and the first is the head.
    pub sources: Vec<String>,
    /// The accepted Arabic forms, the preferred one first.
    pub targets: Vec<String>,
    /// What the name names.
    pub kind: EntityType,
    /// Whether the name may stay in Latin letters.
    pub keep_latin: bool,
    /// Arabic forms that are not accepted.
    pub forbidden: Vec<String>,
}

impl Entry {
    /// The first spelling, which names the entry.
    pub fn head(&self) -> &str {
        &self.sources[0]
    }
}

/// Where an entry stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    /// The index of the file.
    file: usize,
    line: usize,
}

/// Names and their Arabic forms, found by either.
///
/// # Examples
///
/// ```
/// use mizan::entity::Lexicon;
///
/// let lexicon = Lexicon::built_in();
/// let grozny = lexicon.find_latin("GROZNY").expect("a name in the news");
/// assert_eq!(grozny.targets[0], "غروزني");
/// assert_eq!(lexicon.find_arabic("غروزنى").next(), Some(grozny));
/// assert_eq!(lexicon.find_latin("who"), None);
/// ```
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    files: Vec<String>,
    entries: Vec<Entry>,
    places: Vec<Place>,
    latin: HashMap<String, usize>,
    arabic: HashMap<String, Vec<usize>>,
}

impl Lexicon {
    /// The lexicon that is part of mizan: names of the news, territories, languages. It is read
    /// when first asked for.
    pub fn built_in() -> &'static Lexicon {
        static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
            let mut lexicon = Lexicon::default();
            for (name, text) in BUILT_IN {
                let input = Input::from_reader(name.to_owned(), Box::new(text.as_bytes()));
                let read = input.and_then(|input| read::table(input, read::Shape::Tabs));
                lexicon.add(name, read.expect("the tests read the built-in tables"));
            }
            lexicon
        });
        &LEXICON
    }

    /// Reads files as one lexicon; where two have a name, the first is found.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`] for a file that cannot be read, [`ErrorKind::Input`] for one that is no
    /// lexicon, with its line.
    pub fn read<P: AsRef<Path>>(paths: &[P]) -> Result<Self> {
        let mut lexicon = Lexicon::default();
        for path in paths {
            let path = path.as_ref();
            let shape = read::Shape::of_path(path)?;
            let input = Input::open(path)?;
            let name = input.name.clone();
            lexicon.add(&name, read::table(input, shape)?);
        }
        if lexicon.entries.is_empty() {
            return Err(Error::new(ErrorKind::Nothing, "there is no name in the lexicon"));
        }
        Ok(lexicon)
    }

    /// Adds the entries of another lexicon behind those that are there, which are found first.
    pub fn extend(&mut self, other: &Lexicon) {
        for (file, name) in other.files.iter().enumerate() {
            let entries = other.places.iter().zip(&other.entries);
            let own = entries.filter(|(place, _)| place.file == file);
            self.add(name, own.map(|(place, entry)| (place.line, entry.clone())).collect());
        }
    }

    /// The entries in the order of their files.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entry with this spelling; case, accents and hyphens do not count, but an acronym of up
    /// to five capitals is found in capitals only.
    pub fn find_latin(&self, name: &str) -> Option<&Entry> {
        let plain = key::plain_latin(name);
        let acronym = key::is_acronym(&plain).then(|| self.latin.get(&plain)).flatten();
        let index = acronym.or_else(|| self.latin.get(&plain.to_lowercase()))?;
        Some(&self.entries[*index])
    }

    /// The entries that accept this Arabic form; tashkeel, tatweel and the usual exchanges of
    /// letters do not count.
    pub fn find_arabic(&self, form: &str) -> impl Iterator<Item = &Entry> {
        let found = self.arabic.get(&arabic_key(form));
        found.into_iter().flatten().map(|&index| &self.entries[index])
    }

    fn add(&mut self, file: &str, entries: Vec<(usize, Entry)>) {
        let file_index = self.files.len();
        self.files.push(file.to_owned());
        let spellings = entries.iter().map(|(_, entry)| entry.sources.len()).sum();
        let forms = entries.iter().map(|(_, entry)| entry.targets.len()).sum();
        self.latin.reserve(spellings);
        self.arabic.reserve(forms);
        for (line, entry) in entries {
            let index = self.entries.len();
            for source in &entry.sources {
                if let Vacant(place) = self.latin.entry(latin_key(source)) {
                    place.insert(index);
                }
            }
            for target in &entry.targets {
                let same = self.arabic.entry(arabic_key(target)).or_default();
                if same.last() != Some(&index) {
                    same.push(index);
                }
            }
            self.entries.push(entry);
            self.places.push(Place { file: file_index, line });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lexicon(text: &'static str) -> Lexicon {
        let input = Input::from_reader("a.tsv".into(), Box::new(text.as_bytes())).unwrap();
        let mut lexicon = Lexicon::default();
        lexicon.add("a.tsv", read::table(input, read::Shape::Tabs).unwrap());
        lexicon
    }

    fn heads<'a>(entries: impl Iterator<Item = &'a Entry>) -> Vec<&'a str> {
        entries.map(Entry::head).collect()
    }

    #[test]
    fn the_built_in_lexicon_is_large_and_has_no_findings() {
        let lexicon = Lexicon::built_in();
        let of_file = |file: usize| lexicon.places.iter().filter(|p| p.file == file).count();
        assert!(of_file(0) >= 600, "{}", of_file(0));
        assert!(of_file(1) >= 300, "{}", of_file(1));
        let findings: Vec<String> = check(lexicon).iter().map(ToString::to_string).collect();
        assert!(findings.is_empty(), "{}", findings.join("\n"));
    }

    #[test]
    fn well_known_names_have_their_arabic_form() {
        for (names, form) in [
            (&["Grozny", "grozny"][..], "غروزني"),
            (&["Bakou", "Baku"], "باكو"),
            (&["NATO", "OTAN", "Otan"], "الناتو"),
            (&["WHO", "OMS"], "منظمة الصحة العالمية"),
            (&["Volodymyr Zelensky", "Zelenskyy"], "زيلينسكي"),
            (&["Kremlin"], "الكرملين"),
            (&["Germany", "Allemagne", "ALLEMAGNE"], "ألمانيا"),
            (&["Moscow", "Moscou"], "موسكو"),
            (&["Emmanuel Macron", "Macron"], "إيمانويل ماكرون"),
            (&["Jean-Luc Mélenchon", "Jean Luc Melenchon"], "ميلانشون"),
            (&["UN", "ONU", "United Nations"], "الأمم المتحدة"),
            (&["European Union", "Union européenne"], "الاتحاد الأوروبي"),
            (&["UNICEF", "Unicef"], "يونيسف"),
            (&["Ukraine"], "أوكرانيا"),
            (&["Côte d’Ivoire", "Ivory Coast"], "كوت ديفوار"),
            (&["Saudi Arabia", "Arabie saoudite"], "السعودية"),
            (&["United States", "États-Unis", "US", "USA"], "الولايات المتحدة الأمريكية"),
            (&["Warsaw", "Varsovie"], "وارسو"),
            (&["January", "janvier"], "يناير"),
            (&["Swahili"], "السواحلية"),
        ] {
            for name in names {
                let entry = Lexicon::built_in().find_latin(name);
                let targets = entry.map(|entry| entry.targets.as_slice()).unwrap_or_default();
                assert!(targets.iter().any(|target| target == form), "{name}: {targets:?}");
            }
        }
        assert_eq!(Lexicon::built_in().find_latin("FSB").unwrap().kind, EntityType::Organization);
    }

    #[test]
    fn acronyms_are_found_in_capitals_and_names_in_any_case() {
        let lexicon = lexicon("source\ttarget\nWHO\tمنظمة\nParis\tباريس\n");
        assert_eq!(lexicon.find_latin("WHO").unwrap().head(), "WHO");
        assert_eq!(lexicon.find_latin("who"), None);
        assert_eq!(lexicon.find_latin("PARIS").unwrap().head(), "Paris");
    }

    #[test]
    fn an_arabic_form_finds_every_entry_that_accepts_it() {
        let lexicon = lexicon("source\ttarget\nRial\tريال|رِيال\nRiyal\tريال\n");
        assert_eq!(heads(lexicon.find_arabic("ريـال")), ["Rial", "Riyal"]);
        assert!(lexicon.find_arabic("دينار").next().is_none());
    }

    #[test]
    fn the_lexicon_that_is_extended_is_found_first() {
        let mut own = lexicon("source\ttarget\nGrozny\tقروزني\n");
        own.extend(Lexicon::built_in());
        assert_eq!(own.find_latin("Grozny").unwrap().targets, ["قروزني"]);
        assert!(own.find_latin("Bakou").is_some());
        assert_eq!(own.entries().len(), 1 + Lexicon::built_in().entries().len());
    }
}
