//! Lexicon: names in Latin letters and the Arabic forms that are accepted for them.
//!
//! docs/lexicon.md describes the files and the rules of look-up. Whatever a file is, its entries
//! are packed into bytes with an index (`pack.rs`) and looked up there (`packed.rs`); a compiled
//! lexicon is these bytes, kept.

mod build;
mod check;
mod geonames;
mod hash;
mod key;
mod pack;
mod packed;
mod prefix;
mod read;
mod shape;
mod tbx;
mod wikidata;

use std::path::Path;
use std::sync::{Arc, LazyLock};

pub use build::{Built, SourceFormat, build};
pub use check::{Finding, FindingKind, check};
pub use key::{arabic_key, latin_key};

pub(super) use self::hash::KeyHash;
use self::pack::Packer;
use self::packed::Packed;
use self::shape::Shape;
use super::EntityType;
use crate::corpus::input::Input;
use crate::error::{Error, ErrorKind, Result};

/// The built-in tables; the first that has a name decides.
const BUILT_IN: [(&str, &str); 3] = [
    ("built-in/news.tsv", include_str!("lexicon/news.tsv")),
    ("built-in/world.tsv", include_str!("lexicon/world.tsv")),
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

/// The entries of one file, looked up in bytes.
#[derive(Debug)]
struct Part {
    file: String,
    /// The line of each entry; a compiled file has none.
    lines: Option<Vec<usize>>,
    packed: Packed,
}

/// Names and their Arabic forms, found by either.
///
/// A copy shares the entries.
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
    parts: Vec<Arc<Part>>,
}

impl Lexicon {
    /// The lexicon that is part of mizan: names of the news, territories, languages. It is read
    /// when first asked for.
    pub fn built_in() -> &'static Lexicon {
        static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
            let part = |(name, text): (&str, &'static str)| {
                let input = Input::from_reader(name.to_owned(), Box::new(text.as_bytes()))?;
                Ok(Arc::new(Part::of_input(input, Shape::Tabs)?))
            };
            let parts: Result<_> = BUILT_IN.into_iter().map(part).collect();
            Lexicon { parts: parts.expect("the tests read the built-in tables") }
        });
        &LEXICON
    }

    /// Reads files as one lexicon; where two have a name, the first is found.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`] for a file that cannot be read, [`ErrorKind::Input`] for one that is no
    /// lexicon, with its line, [`ErrorKind::Nothing`] where there is no name in all of them.
    pub fn read<P: AsRef<Path>>(paths: &[P]) -> Result<Self> {
        let part = |path: &P| {
            let path = path.as_ref();
            let part = match Shape::of_path(path)? {
                Shape::Compiled => Part::compiled(path)?,
                shape => Part::of_input(Input::open(path)?, shape)?,
            };
            Ok(Arc::new(part))
        };
        let lexicon = Lexicon { parts: paths.iter().map(part).collect::<Result<_>>()? };
        if lexicon.is_empty() {
            return Err(Error::new(ErrorKind::Nothing, "there is no name in the lexicon"));
        }
        Ok(lexicon)
    }

    /// Adds the entries of another lexicon behind those that are there, which are found first.
    pub fn extend(&mut self, other: &Lexicon) {
        self.parts.extend(other.parts.iter().cloned());
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.parts.iter().map(|part| part.packed.len()).sum()
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The entries in the order of their files.
    pub fn entries(&self) -> impl Iterator<Item = Entry> {
        let packed = self.parts.iter().map(|part| &part.packed);
        packed.flat_map(|packed| (0..packed.len()).filter_map(|index| packed.entry(index)))
    }

    /// Whom the compiled files name as the source of their names: file and text.
    pub fn attributions(&self) -> impl Iterator<Item = (&str, &str)> {
        let all = self.parts.iter().map(|part| (part.file.as_str(), part.packed.attribution()));
        all.filter(|(_, text)| !text.is_empty())
    }

    /// A number that is the same for the same entries in the same order of files, and another for
    /// others: a signature names it.
    ///
    /// # Examples
    ///
    /// ```
    /// use mizan::entity::Lexicon;
    ///
    /// assert_ne!(Lexicon::built_in().hash(), Lexicon::default().hash());
    /// ```
    pub fn hash(&self) -> u64 {
        let digests = self.parts.iter().map(|part| format!("{:016x}", part.packed.digest()));
        digests.fold(KeyHash::new(), |hash, digest| hash.with(&digest)).value()
    }

    /// The entry with this spelling; case, accents and hyphens do not count, but an acronym of up
    /// to five capitals is found in capitals only.
    pub fn find_latin(&self, name: &str) -> Option<Entry> {
        let plain = key::plain_latin(name);
        let acronym = key::is_acronym(&plain).then(|| self.latin(&plain, KeyHash::of(&plain)));
        acronym.flatten().or_else(|| {
            let lower = plain.to_lowercase();
            self.latin(&lower, KeyHash::of(&lower))
        })
    }

    /// The entries that accept this Arabic form; tashkeel, tatweel and the usual exchanges of
    /// letters do not count.
    pub fn find_arabic(&self, form: &str) -> impl Iterator<Item = Entry> {
        let key = arabic_key(form);
        self.parts.iter().flat_map(move |part| {
            let found: Vec<usize> = part.packed.all_arabic(&key).collect();
            found.into_iter().filter_map(|index| part.packed.entry(index))
        })
    }

    /// The longest run of words, from the first of these on, that is a spelling of an entry, and
    /// the entry. The cost grows with the words that a name begins with, and not with the lexicon.
    ///
    /// # Examples
    ///
    /// ```
    /// use mizan::entity::Lexicon;
    ///
    /// let words = ["Saudi", "Arabia", "said"];
    /// let (length, entry) = Lexicon::built_in().longest_latin(&words).expect("a country");
    /// assert_eq!((length, entry.targets[0].as_str()), (2, "السعودية"));
    /// ```
    pub fn longest_latin(&self, words: &[&str]) -> Option<(usize, Entry)> {
        prefix::latin(&self.parts, words)
    }

    /// The longest run of Arabic words, from the first of these on, that is an accepted form of an
    /// entry, and the first such entry.
    ///
    /// # Examples
    ///
    /// ```
    /// use mizan::entity::Lexicon;
    ///
    /// let words = ["الأمم", "المتحدة", "قالت"];
    /// let (length, entry) = Lexicon::built_in().longest_arabic(&words).expect("an organisation");
    /// assert_eq!((length, entry.head()), (2, "United Nations"));
    /// ```
    pub fn longest_arabic(&self, words: &[&str]) -> Option<(usize, Entry)> {
        prefix::arabic(&self.parts, words)
    }

    /// The first entry that has a spelling with this key.
    fn latin(&self, key: &str, hash: u64) -> Option<Entry> {
        self.parts
            .iter()
            .find_map(|part| part.packed.entry(part.packed.find_latin(key, hash).entry?))
    }
}

impl Part {
    fn of_input(input: Input, shape: Shape) -> Result<Self> {
        let file = input.name.clone();
        let mut packer = Packer::default();
        let mut lines = Vec::new();
        shape.read(input, &mut |line, entry| {
            lines.push(line);
            packer.push(&entry);
        })?;
        let packed = Packed::open(&file, packer.finish("")?)?;
        Ok(Part { file, lines: Some(lines), packed })
    }

    fn compiled(path: &Path) -> Result<Self> {
        let file = path.display().to_string();
        let bytes = shape::whole(path)?;
        Ok(Part { packed: Packed::open(&file, bytes)?, file, lines: None })
    }

    /// Where an entry stands: the file, and its line or, in a compiled file, its number.
    fn place(&self, index: usize) -> (&str, usize) {
        let line = self.lines.as_ref().and_then(|lines| lines.get(index).copied());
        (&self.file, line.unwrap_or(index + 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lexicon(text: &'static str) -> Lexicon {
        let input = Input::from_reader("a.tsv".into(), Box::new(text.as_bytes())).unwrap();
        let part = Part::of_input(input, Shape::Tabs).unwrap();
        Lexicon { parts: vec![Arc::new(part)] }
    }

    fn heads(entries: impl Iterator<Item = Entry>) -> Vec<String> {
        entries.map(|entry| entry.head().to_owned()).collect()
    }

    #[test]
    fn the_built_in_lexicon_is_large_and_has_no_findings() {
        let lexicon = Lexicon::built_in();
        let of_file = |file: usize| lexicon.parts[file].packed.len();
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
                let targets = entry.map(|entry| entry.targets).unwrap_or_default();
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
        assert_eq!(own.entries().count(), own.len());
        assert_eq!(own.len(), 1 + Lexicon::built_in().len());
    }
}
