//! Inventory: the names to look for, segment by segment, and what became of them where that is
//! known.

mod conll;
mod objects;

use std::ops::Range;
use std::path::Path;

use super::{EntityType, Verdict};
use crate::corpus::input::Input;
use crate::corpus::lines::Lines;
use crate::corpus::{Corpus, extension};
use crate::error::{Error, ErrorKind, Result};
use crate::text::Stream;

/// One name to look for in one segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The segment, from 0; files count from 1.
    pub segment: usize,
    /// The name as the source has it.
    pub entity: String,
    /// What the name names.
    pub kind: EntityType,
    /// Where it stands in the source, in code points.
    pub source_span: Option<Range<usize>>,
    /// Where it stands in the reference, in code points.
    pub reference_span: Option<Range<usize>>,
    /// Accepted Arabic forms.
    pub mentions: Vec<String>,
    /// The document of the segment.
    pub document: Option<String>,
    /// What became of it, by the name of the system; in a gold file.
    pub verdicts: Vec<(String, Verdict)>,
}

/// The names to look for in a test set.
///
/// # Examples
///
/// ```
/// use mizan::entity::{Inventory, Verdict};
///
/// let inventory = Inventory::read("corpora/demo/entities.gold.jsonl".as_ref(), None)?;
/// let kiev = &inventory.mentions()[0];
/// assert_eq!((kiev.segment, kiev.entity.as_str(), kiev.kind.name()), (0, "Kiev", "LOC"));
/// assert_eq!(kiev.source_span, Some(0..4));
/// assert_eq!(kiev.verdicts[0], ("alif".to_owned(), Verdict::Correct));
/// # Ok::<(), mizan::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inventory {
    mentions: Vec<Mention>,
}

/// How an inventory is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Objects,
    Conll,
}

impl Inventory {
    /// Reads `.jsonl` and `.json`, or CoNLL columns from `.conll`, `.bio`, `.iob2` and their like.
    ///
    /// With the source, spans are checked against it, and those of CoNLL tokens are found in it;
    /// its segments must then be those of the file, in order, empty ones left out.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`] for a file that cannot be read, [`ErrorKind::Input`] for one that is no
    /// inventory or does not belong to the source, with its line, [`ErrorKind::Mismatch`] where a
    /// CoNLL file does not have as many sentences as the source has segments.
    pub fn read(path: &Path, source: Option<&Stream>) -> Result<Self> {
        let shape = Shape::of_path(path)?;
        let lines = Lines::new(Input::open(path)?);
        Inventory::from_lines(lines, shape, source, source.map(Stream::len))
    }

    /// Reads a file that belongs to a corpus, with or without a source: its segments are those of
    /// the corpus.
    ///
    /// # Errors
    ///
    /// As for [`read`](Self::read); a segment beyond the corpus is [`ErrorKind::Input`].
    pub fn read_for(path: &Path, corpus: &Corpus) -> Result<Self> {
        let shape = Shape::of_path(path)?;
        let lines = Lines::new(Input::open(path)?);
        Inventory::from_lines(lines, shape, corpus.source(), Some(corpus.len()))
    }

    /// The names in the order of the file.
    pub fn mentions(&self) -> &[Mention] {
        &self.mentions
    }

    fn from_lines(
        lines: Lines,
        shape: Shape,
        source: Option<&Stream>,
        segments: Option<usize>,
    ) -> Result<Self> {
        let mentions = match shape {
            Shape::Objects => objects::mentions(lines, source, segments)?,
            Shape::Conll => conll::mentions(lines, source, segments)?,
        };
        Ok(Inventory { mentions })
    }
}

impl Shape {
    fn of_path(path: &Path) -> Result<Self> {
        match extension(path).as_str() {
            "jsonl" | "json" => Ok(Shape::Objects),
            "conll" | "bio" | "iob" | "iob2" | "bioes" => Ok(Shape::Conll),
            _ => Err(Error::new(
                ErrorKind::Input,
                "the name does not say how the inventory is written",
            )
            .in_file(&path.display().to_string())
            .help("an inventory is .jsonl or .json, or CoNLL columns in .conll, .bio or .iob2")),
        }
    }
}

/// The inventory in a text, for tests.
#[cfg(test)]
fn inventory(text: &str, shape: Shape, source: Option<&[&str]>) -> Result<Vec<Mention>> {
    let bytes = Box::new(std::io::Cursor::new(text.to_owned().into_bytes()));
    let lines = Lines::new(Input::from_reader("names".into(), bytes)?);
    let source = source.map(|segments| segments.iter().collect::<Stream>());
    let segments = source.as_ref().map(Stream::len);
    Ok(Inventory::from_lines(lines, shape, source.as_ref(), segments)?.mentions)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Parts;

    #[test]
    fn the_extension_says_how_an_inventory_is_written() {
        for (path, shape) in [
            ("a.jsonl", Shape::Objects),
            ("a.json.gz", Shape::Objects),
            ("a.CONLL", Shape::Conll),
            ("a.bio", Shape::Conll),
            ("a.iob2.xz", Shape::Conll),
        ] {
            assert_eq!(Shape::of_path(path.as_ref()).unwrap(), shape, "{path}");
        }
        let error = Shape::of_path("names.txt".as_ref()).unwrap_err().to_string();
        assert!(error.starts_with("names.txt: the name does not say how"), "{error}");
    }

    #[test]
    fn a_segment_beyond_a_corpus_without_source_is_an_error_with_its_line() {
        let folder = tempfile::tempdir().unwrap();
        let corpus = Corpus::new(Parts {
            references: vec![Stream::from_iter(["باكو"])],
            ..Parts::default()
        });
        let corpus = corpus.unwrap();
        for (name, text, expected) in [
            (
                "a.jsonl",
                "{\"segment\": 2, \"entity\": \"Baku\"}\n",
                ":1: segment 2, but the corpus",
            ),
            ("a.conll", "Baku B-LOC\n\nGrozny B-LOC\n", ":3: a sentence more than the corpus has"),
        ] {
            let path = folder.path().join(name);
            std::fs::write(&path, text).unwrap();
            let error = Inventory::read_for(&path, &corpus).unwrap_err().to_string();
            assert!(error.contains(expected), "{error}");
            assert!(Inventory::read(&path, None).is_ok());
        }
    }

    #[test]
    fn the_gold_of_the_demo_belongs_to_its_source() {
        let text = std::fs::read_to_string("corpora/demo/source.fr").unwrap();
        let source: Stream = text.lines().collect();
        let path = Path::new("corpora/demo/entities.gold.jsonl");
        let inventory = Inventory::read(path, Some(&source)).unwrap();
        assert!(inventory.mentions().len() > 100);
        for mention in inventory.mentions() {
            let line: Vec<char> = source.get(mention.segment).unwrap().chars().collect();
            let span = mention.source_span.clone().unwrap();
            assert_eq!(line[span].iter().collect::<String>(), mention.entity);
        }
    }

    #[test]
    fn no_damage_leads_to_a_panic() {
        let source = ["L'OTAN à Bakou", "", "Été (2)"];
        let objects = "{\"segment\": 1, \"entity\": \"OTAN\", \"source_span\": [2, 6], \
                       \"verdicts\": {\"a\": \"correct\"}}\n";
        let conll = "L' O\nOTAN B-ORG\nà O\nBakou S-LOC\n\nÉté B-DATE\n-LRB- O\n2 I-DATE\n";
        for (text, shape) in [(objects, Shape::Objects), (conll, Shape::Conll)] {
            let characters: Vec<char> = text.chars().collect();
            for place in 0..characters.len() {
                for other in ['\n', '\t', ' ', '-', '9', '[', '"', 'é', 'B'] {
                    let mut damaged = characters.clone();
                    damaged[place] = other;
                    let damaged: String = damaged.into_iter().collect();
                    let _ = inventory(&damaged, shape, Some(&source));
                    let _ = inventory(&damaged, shape, None);
                }
                let cut: String = characters[..place].iter().collect();
                let _ = inventory(&cut, shape, Some(&source));
            }
        }
    }
}
