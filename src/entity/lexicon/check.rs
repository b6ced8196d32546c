//! Check: what is wrong with a lexicon that can be read.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use super::{Entry, Lexicon, arabic_key, latin_key};
use crate::text::Folding;

/// What kind of fault a [`Finding`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FindingKind {
    /// A spelling that another entry has too.
    Double,
    /// Entries, or forms of one entry, that cannot both hold.
    Contradiction,
    /// No Arabic form, where the name may not stay in Latin letters.
    NoTarget,
    /// Latin letters in an Arabic form, where the name may not stay in Latin letters.
    LatinTarget,
    /// Arabic letters in a spelling.
    ArabicSource,
    /// Tashkeel or tatweel in an Arabic form.
    Marks,
    /// An entry of a compiled file that cannot be read.
    Damaged,
}

impl FindingKind {
    /// The words in a report.
    pub fn name(self) -> &'static str {
        match self {
            FindingKind::Double => "double",
            FindingKind::Contradiction => "contradiction",
            FindingKind::NoTarget => "no target",
            FindingKind::LatinTarget => "latin target",
            FindingKind::ArabicSource => "arabic source",
            FindingKind::Marks => "tashkeel",
            FindingKind::Damaged => "damaged",
        }
    }
}

/// A fault of a lexicon. `Display` gives `file:line: kind: message`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What kind of fault it is.
    pub kind: FindingKind,
    /// The file of the entry.
    pub file: String,
    /// The line of the entry, from 1; its number in a compiled file.
    pub line: usize,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}: {}", self.file, self.line, self.kind.name(), self.message)
    }
}

/// The faults of a lexicon, in the order of its entries. Two entries may accept the same Arabic
/// form.
pub fn check(lexicon: &Lexicon) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut placed: Vec<Placed<'_>> = Vec::with_capacity(lexicon.len());
    for part in &lexicon.parts {
        for index in 0..part.packed.len() {
            let (file, line) = part.place(index);
            match part.packed.entry(index) {
                Some(entry) => placed.push(Placed { file, line, entry }),
                None => findings.push(Finding {
                    kind: FindingKind::Damaged,
                    file: file.to_owned(),
                    line,
                    message: "the entry cannot be read".to_owned(),
                }),
            }
        }
    }
    let heads = by_head(&placed);
    let mut first: HashMap<String, usize> = HashMap::new();
    for (index, Placed { file, line, entry }) in placed.iter().enumerate() {
        let same_head = &heads[&latin_key(entry.head())];
        let faults = letters(entry)
            .into_iter()
            .chain(forbidden(&placed, index, same_head))
            .chain(doubles(&placed, index, &mut first));
        findings.extend(faults.map(|(kind, message)| Finding {
            kind,
            file: (*file).to_owned(),
            line: *line,
            message,
        }));
    }
    findings
}

/// An entry and where it stands.
struct Placed<'a> {
    file: &'a str,
    line: usize,
    entry: Entry,
}

fn by_head(placed: &[Placed<'_>]) -> HashMap<String, Vec<usize>> {
    let mut heads: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, Placed { entry, .. }) in placed.iter().enumerate() {
        heads.entry(latin_key(entry.head())).or_default().push(index);
    }
    heads
}

type Fault = (FindingKind, String);

/// Forms that are missing or are not in the letters they should be in.
fn letters(entry: &Entry) -> Vec<Fault> {
    let mut faults = Vec::new();
    for source in entry.sources.iter().filter(|source| source.chars().any(is_arabic)) {
        let message = format!("'{source}' stands among the spellings in Latin letters");
        faults.push((FindingKind::ArabicSource, message));
    }
    if entry.targets.is_empty() && !entry.keep_latin {
        let message = format!("'{}' has no Arabic form and is not keep_latin", entry.head());
        faults.push((FindingKind::NoTarget, message));
    }
    for target in &entry.targets {
        if !entry.keep_latin && target.chars().any(is_latin) {
            let message = format!("'{target}' has Latin letters and is not keep_latin");
            faults.push((FindingKind::LatinTarget, message));
        }
        let plain = Folding::MARKS.fold(target);
        if plain != *target {
            let message = format!("'{target}' has tashkeel or tatweel, write '{plain}'");
            faults.push((FindingKind::Marks, message));
        }
    }
    faults
}

/// Accepted forms that this entry or another of the same head forbids.
fn forbidden(placed: &[Placed<'_>], index: usize, same_head: &[usize]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for target in &placed[index].entry.targets {
        for &other in same_head {
            if placed[other].entry.forbidden.contains(target) {
                let message = if other == index {
                    format!("'{target}' is accepted and forbidden")
                } else {
                    format!(
                        "'{target}' is accepted here and forbidden at {}",
                        place(&placed[other])
                    )
                };
                faults.push((FindingKind::Contradiction, message));
            }
        }
    }
    faults
}

/// Spellings that an earlier entry has; `first` is the first entry with each key.
fn doubles(placed: &[Placed<'_>], index: usize, first: &mut HashMap<String, usize>) -> Vec<Fault> {
    let entry = &placed[index].entry;
    let mut shared: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    for source in &entry.sources {
        let other = *first.entry(latin_key(source)).or_insert(index);
        if other != index {
            shared.entry(other).or_default().push(source);
        }
    }
    let fault = |(other, spellings): (usize, Vec<&str>)| {
        let spellings = format!("'{}'", spellings.join("', '"));
        let there = place(&placed[other]);
        let other = &placed[other].entry;
        if accept_alike(entry, other) {
            (FindingKind::Double, format!("{spellings} also at {there}"))
        } else {
            let forms = format!("'{}', there '{}'", preferred(entry), preferred(other));
            (FindingKind::Contradiction, format!("{spellings} also at {there}; here {forms}"))
        }
    };
    shared.into_iter().map(fault).collect()
}

/// Whether two entries share an Arabic form, or neither has one.
fn accept_alike(one: &Entry, other: &Entry) -> bool {
    let keys: Vec<String> = other.targets.iter().map(|target| arabic_key(target)).collect();
    one.targets.iter().any(|target| keys.contains(&arabic_key(target)))
        || one.targets.is_empty() && other.targets.is_empty()
}

fn preferred(entry: &Entry) -> &str {
    entry.targets.first().map_or("", String::as_str)
}

fn place(placed: &Placed<'_>) -> String {
    format!("{}:{}", placed.file, placed.line)
}

pub(super) fn is_arabic(character: char) -> bool {
    matches!(character, '\u{0600}'..='\u{06FF}' | '\u{0750}'..='\u{077F}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}

pub(super) fn is_latin(character: char) -> bool {
    character.is_ascii_alphabetic()
        || character.is_alphabetic() && ('\u{C0}'..='\u{24F}').contains(&character)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::corpus::input::Input;
    use crate::entity::lexicon::{Part, Shape};

    /// What is found in rows of source, target, `keep_latin` and forbid.
    fn findings(rows: &[&str]) -> Vec<String> {
        let text = format!("source\ttarget\tkeep_latin\tforbid\n{}\n", rows.join("\n"));
        let bytes = Box::new(std::io::Cursor::new(text));
        let input = Input::from_reader("a.tsv".into(), bytes).unwrap();
        let part = Part::of_input(input, Shape::Tabs).unwrap();
        check(&Lexicon { parts: vec![Arc::new(part)] }).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_clean_lexicon_has_no_findings() {
        let rows =
            ["Rial\tريال\t\t", "Riyal\tريال\t\tدينار", "iPhone\tiPhone|آيفون\tyes\t", "X\t\tyes\t"];
        assert!(findings(&rows).is_empty(), "{:?}", findings(&rows));
    }

    #[test]
    fn a_spelling_in_two_entries_is_a_double() {
        assert_eq!(
            findings(&["Bakou|Baku\tباكو\t\t", "Gobustan|bāku|bakou\tباكو|كوبستان\t\t"]),
            ["a.tsv:3: double: 'bāku', 'bakou' also at a.tsv:2"]
        );
    }

    #[test]
    fn a_spelling_with_unlike_targets_is_a_contradiction() {
        assert_eq!(
            findings(&["Baku\tباكو\t\t", "Baku\tبكين\t\t"]),
            ["a.tsv:3: contradiction: 'Baku' also at a.tsv:2; here 'بكين', there 'باكو'"]
        );
    }

    #[test]
    fn an_accepted_form_that_is_forbidden_is_a_contradiction() {
        assert_eq!(
            findings(&["Baku\tباكو|بكو\t\tبكو"]),
            ["a.tsv:2: contradiction: 'بكو' is accepted and forbidden"]
        );
        let found = findings(&["Baku\tباكو|بكو\t\t", "baku\tباكو\t\tبكو"]);
        assert_eq!(
            found[0],
            "a.tsv:2: contradiction: 'بكو' is accepted here and forbidden at a.tsv:3"
        );
        assert_eq!(found.len(), 2, "{found:?}");
    }

    #[test]
    fn forms_in_the_wrong_letters_are_found() {
        for (row, expected) in [
            ("Baku\t\t\t", "no target: 'Baku' has no Arabic form and is not keep_latin"),
            ("Baku\tباكوu\t\t", "latin target: 'باكوu' has Latin letters and is not keep_latin"),
            ("باكو\tباكو\t\t", "arabic source: 'باكو' stands among the spellings in Latin letters"),
            ("Baku\tباكُو\t\t", "tashkeel: 'باكُو' has tashkeel or tatweel, write 'باكو'"),
        ] {
            assert_eq!(findings(&[row]), [format!("a.tsv:2: {expected}")]);
        }
    }
}
