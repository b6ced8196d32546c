//! Labels: kinds of words, whose precision and recall are looked at apart.

mod counts;

use super::script::Make;
use super::tokens::{Text, Tokens, numbered};
use crate::error::{Error, ErrorKind, Result};
use crate::text::Stream;
pub use counts::Counts;

/// How the words of references and outputs are labelled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Labelling {
    /// By how often the word stands in all references of the test set.
    ReferenceFrequency,
    /// By how often it stands elsewhere, in a training corpus.
    Frequency(Counts),
    /// By its place in the segment: the first word, the last, and the others by fifths. Punctuation
    /// has no place and a label of its own.
    Position,
    /// By what it consists of.
    Script,
    /// By files with a label for every word, such as parts of speech.
    Files(LabelFiles),
}

/// The bands of frequency, each with the least count in it.
pub const BANDS: [(&str, u64); 8] = [
    ("0", 0),
    ("1", 1),
    ("2", 2),
    ("3–4", 3),
    ("5–9", 5),
    ("10–99", 10),
    ("100–999", 100),
    ("1000+", 1000),
];

const POSITIONS: [&str; 8] = [
    "first",
    "1st fifth",
    "2nd fifth",
    "3rd fifth",
    "4th fifth",
    "5th fifth",
    "last",
    "punctuation",
];

/// Files of labels, line by line parallel to the texts: one label a word, white space between.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LabelFiles {
    /// One for each reference, in the corpus's order.
    pub references: Vec<LabelFile>,
    /// One for each system, with its name.
    pub systems: Vec<(String, LabelFile)>,
}

/// A file with a label for every word of a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LabelFile {
    /// As messages name it.
    pub path: String,
    /// Its lines.
    pub lines: Stream,
}

/// The label of every word of a corpus, as an index into the names.
pub(super) struct Labels {
    pub(super) names: Vec<String>,
    assigned: Assigned,
}

enum Assigned {
    /// The label follows from the word.
    ByWord(Vec<u32>),
    /// It follows from the place; which words are punctuation.
    ByPlace(Vec<bool>),
    /// It was given, for each text in order.
    Given { references: Vec<Text>, systems: Vec<Text> },
}

/// Which text a segment is of: by index among the references or the systems of [`Tokens`].
#[derive(Clone, Copy)]
pub(super) enum Of {
    Reference(usize),
    System(usize),
}

impl Labels {
    pub(super) fn new(tokens: &Tokens, labelling: &Labelling) -> Result<Labels> {
        let words = 1..=u32::try_from(tokens.vocabulary()).expect("words are numbered in 32 bits");
        let spelt = words.map(|word| tokens.spelling(word));
        let bands = || BANDS.iter().map(|(name, _)| (*name).to_owned()).collect();
        let make = |spelling| Make::of(spelling);
        Ok(match labelling {
            Labelling::ReferenceFrequency => {
                let mut counts = vec![0; tokens.vocabulary()];
                for &word in tokens.references().iter().flat_map(Text::words) {
                    counts[word as usize - 1] += 1;
                }
                let by_word = counts.into_iter().map(band).collect();
                Labels { names: bands(), assigned: Assigned::ByWord(by_word) }
            }
            Labelling::Frequency(counts) => {
                let folding = tokens.cutting().folding;
                let by_word = spelt.map(|word| band(counts.of(&folding.fold(word)))).collect();
                Labels { names: bands(), assigned: Assigned::ByWord(by_word) }
            }
            Labelling::Position => Labels {
                names: POSITIONS.map(str::to_owned).to_vec(),
                assigned: Assigned::ByPlace(
                    spelt.map(|spelling| make(spelling) == Make::Punctuation).collect(),
                ),
            },
            Labelling::Script => Labels {
                names: Make::ALL.map(|make| make.name().to_owned()).to_vec(),
                assigned: Assigned::ByWord(spelt.map(|spelling| make(spelling) as u32).collect()),
            },
            Labelling::Files(files) => given(tokens, files)?,
        })
    }

    /// Writes the labels of a segment's words.
    pub(super) fn write(&self, of: Of, segment: usize, words: &[u32], labels: &mut Vec<u32>) {
        labels.clear();
        match &self.assigned {
            Assigned::ByWord(label) => {
                labels.extend(words.iter().map(|&word| label[word as usize - 1]));
            }
            Assigned::ByPlace(is_punctuation) => places(words, is_punctuation, labels),
            Assigned::Given { references, systems } => {
                let text = match of {
                    Of::Reference(index) => &references[index],
                    Of::System(index) => &systems[index],
                };
                // They are numbered from 1 as words are.
                labels.extend(
                    text.segment(segment).unwrap_or_default().iter().map(|label| label - 1),
                );
            }
        }
    }
}

fn band(count: u64) -> u32 {
    let above = BANDS.iter().filter(|(_, least)| *least <= count).count();
    u32::try_from(above - 1).expect("eight bands")
}

fn places(words: &[u32], is_punctuation: &[bool], labels: &mut Vec<u32>) {
    const LAST: u32 = 6;
    const PUNCTUATION: u32 = 7;
    let is_punctuation = |word: u32| is_punctuation[word as usize - 1];
    let count = words.iter().filter(|&&word| !is_punctuation(word)).count();
    let mut place = 0;
    labels.extend(words.iter().map(|&word| {
        if is_punctuation(word) {
            return PUNCTUATION;
        }
        place += 1;
        if place == 1 {
            0
        } else if place == count {
            LAST
        } else {
            1 + u32::try_from((place - 1) * 5 / count).expect("below five")
        }
    }));
}

fn given(tokens: &Tokens, files: &LabelFiles) -> Result<Labels> {
    let missing = |what: String| Error::new(ErrorKind::Mismatch, format!("no labels for {what}"));
    let mut texts = Vec::new();
    for (index, text) in tokens.references().iter().enumerate() {
        let file = files.references.get(index);
        texts.push((text, file.ok_or_else(|| missing(format!("reference {}", index + 1)))?));
    }
    for system in tokens.systems() {
        let file = files.systems.iter().find(|(name, _)| *name == system.name);
        let (_, file) = file.ok_or_else(|| missing(format!("system {}", system.name)))?;
        texts.push((&system.text, file));
    }
    for (text, file) in &texts {
        check(tokens, text, file)?;
    }
    let (names, mut references) = numbered(texts.iter().map(|(_, file)| &file.lines));
    let systems = references.split_off(tokens.references().len());
    Ok(Labels { names, assigned: Assigned::Given { references, systems } })
}

/// Every word has a label, and there is no other.
fn check(tokens: &Tokens, text: &Text, file: &LabelFile) -> Result<()> {
    if file.lines.len() != tokens.segments() {
        let found =
            format!("found {} lines of labels, expected {}", file.lines.len(), tokens.segments());
        return Err(Error::new(ErrorKind::Mismatch, found).in_file(&file.path));
    }
    for (index, line) in file.lines.iter().enumerate() {
        let found = crate::text::whitespace::words(line.unwrap_or_default()).count();
        let expected = text.segment(index).unwrap_or_default().len();
        if found != expected {
            let message = format!("found {found} labels, the segment has {expected} words");
            return Err(Error::new(ErrorKind::Mismatch, message)
                .at(&file.path, index + 1, None)
                .help("words are cut by the tokenizer 13a; for texts cut already choose 'none'"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::tokens::Cutting;
    use super::super::tokens::tests::corpus;
    use super::*;

    fn labels_of(line: &str, labelling: &Labelling) -> Vec<String> {
        let tokens = Tokens::of(&corpus(&[&[line]], &[]), Cutting::default());
        let labels = Labels::new(&tokens, labelling).unwrap();
        let mut written = Vec::new();
        let words = tokens.references()[0].segment(0).unwrap();
        labels.write(Of::Reference(0), 0, words, &mut written);
        written.iter().map(|&label| labels.names[label as usize].clone()).collect()
    }

    #[test]
    fn bands_begin_where_they_say() {
        let counts = [0, 1, 2, 3, 4, 5, 9, 10, 99, 100, 999, 1000, u64::MAX];
        let names = counts.map(|count| BANDS[band(count) as usize].0);
        let expected = [
            "0",
            "1",
            "2",
            "3–4",
            "3–4",
            "5–9",
            "5–9",
            "10–99",
            "10–99",
            "100–999",
            "100–999",
            "1000+",
            "1000+",
        ];
        assert_eq!(names, expected);
    }

    #[test]
    fn first_and_last_are_words_and_not_points() {
        assert_eq!(
            labels_of("« عاد الوفد مساء أمس إلى العاصمة .", &Labelling::Position),
            ["punctuation", "first", "1st fifth", "2nd fifth", "3rd fifth", "4th fifth", "last"]
                .into_iter()
                .chain(["punctuation"])
                .collect::<Vec<_>>()
        );
        assert_eq!(labels_of("نعم", &Labelling::Position), ["first"]);
        assert_eq!(labels_of("", &Labelling::Position), [""; 0]);
    }

    #[test]
    fn a_line_with_a_label_too_few_is_an_error_with_its_place() {
        let tokens = Tokens::of(&corpus(&[&["a b", "c d"]], &[]), Cutting::default());
        let file = LabelFile { path: "r.pos".into(), lines: Stream::from_iter(["N V", "N"]) };
        let files = LabelFiles { references: vec![file], systems: Vec::new() };
        let error = Labels::new(&tokens, &Labelling::Files(files)).err().unwrap().to_string();
        assert!(error.starts_with("r.pos:2: found 1 labels, the segment has 2 words"), "{error}");
        let error = Labels::new(&tokens, &Labelling::Files(LabelFiles::default())).err().unwrap();
        assert_eq!(error.to_string(), "no labels for reference 1");
    }
}
