//! Tokens: a corpus as numbered words, cut once for all that counts words.

use serde::Serialize;

use crate::corpus::Corpus;
use crate::text::vocabulary::Vocabulary;
use crate::text::{Folding, Stream, Tokenizer};

/// How lines become words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cutting {
    /// Cuts a line into words; `13a` unless chosen otherwise.
    pub tokenizer: Tokenizer,
    /// Which differences of Arabic orthography make no other word; none unless chosen.
    pub folding: Folding,
}

impl Cutting {
    /// Calls `each` for every word of a line as it is compared: folded, then cut.
    pub fn visit(self, line: &str, each: impl FnMut(&str)) {
        if self.folding.is_none() {
            self.tokenizer.visit(line, &mut String::new(), each);
        } else {
            self.tokenizer.visit(&self.folding.fold(line), &mut String::new(), each);
        }
    }
}

/// The references and outputs of a corpus as numbered words; four bytes a word.
///
/// Systems are in the order of their names, so that numbers, and whatever is sorted by them, do not
/// depend on the order in which the systems were given.
///
/// # Examples
///
/// ```
/// use mizan::analysis::tokens::{Cutting, Tokens};
/// use mizan::corpus::{Corpus, Parts, System};
/// use mizan::text::Stream;
///
/// let corpus = Corpus::new(Parts {
///     references: vec![Stream::from_iter(["وصل الوفد إلى باكو."])],
///     systems: vec![System {
///         name: "a".into(),
///         hypotheses: Stream::from_iter(["وصل الوفد الى باكو."]),
///         ..System::default()
///     }],
///     ..Parts::default()
/// })?;
/// let cutting = Cutting { folding: "alef+yaa".parse()?, ..Cutting::default() };
/// let tokens = Tokens::of(&corpus, cutting);
/// assert_eq!(tokens.systems()[0].text.segment(0), tokens.references()[0].segment(0));
/// assert_eq!(tokens.spelling(3), "إلى");
/// # Ok::<(), mizan::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Tokens {
    cutting: Cutting,
    /// The spelling of each word as it was first seen; word 1 is the first.
    spellings: Stream,
    references: Vec<Text>,
    systems: Vec<SystemText>,
    segments: usize,
}

/// A system's output as numbered words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SystemText {
    /// The system's name.
    pub name: String,
    /// Its output.
    pub text: Text,
}

/// One text as numbered words, segment by segment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Text {
    words: Vec<u32>,
    ends: Vec<usize>,
    absent: Vec<usize>,
}

impl Tokens {
    /// Cuts the references and the outputs of a corpus into words, references first.
    pub fn of(corpus: &Corpus, cutting: Cutting) -> Tokens {
        let mut numbering = Numbering { cutting, ..Numbering::default() };
        let references = corpus.references().iter().map(|stream| numbering.text(stream)).collect();
        let mut systems: Vec<_> = corpus.systems().iter().collect();
        systems.sort_by(|one, other| one.name.cmp(&other.name));
        let systems = systems
            .into_iter()
            .map(|system| SystemText {
                name: system.name.clone(),
                text: numbering.text(&system.hypotheses),
            })
            .collect();
        let spellings = numbering.spellings;
        Tokens { cutting, spellings, references, systems, segments: corpus.len() }
    }

    /// How the lines were cut.
    pub fn cutting(&self) -> Cutting {
        self.cutting
    }

    /// How many segments there are.
    pub fn segments(&self) -> usize {
        self.segments
    }

    /// How many different words there are; the highest number.
    pub fn vocabulary(&self) -> usize {
        self.spellings.len()
    }

    /// A word as it was first spelt, in the references or else in the systems by name.
    ///
    /// # Panics
    ///
    /// When no word has this number.
    pub fn spelling(&self, word: u32) -> &str {
        self.spellings.get(word as usize - 1).expect("every word has a spelling")
    }

    /// The references in the corpus's order.
    pub fn references(&self) -> &[Text] {
        &self.references
    }

    /// The systems by name.
    pub fn systems(&self) -> &[SystemText] {
        &self.systems
    }

    /// The references of a segment, without the absent ones.
    pub fn references_of(&self, segment: usize) -> impl Iterator<Item = &[u32]> {
        self.references.iter().filter_map(move |reference| reference.segment(segment))
    }
}

impl Text {
    /// The words of a segment; `None` where it is absent.
    ///
    /// # Panics
    ///
    /// When there is no such segment.
    pub fn segment(&self, index: usize) -> Option<&[u32]> {
        let start = if index == 0 { 0 } else { self.ends[index - 1] };
        let words = &self.words[start..self.ends[index]];
        let is_absent = words.is_empty() && self.absent.binary_search(&index).is_ok();
        (!is_absent).then_some(words)
    }

    /// How many words there are in all.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there is no word.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// All words in order.
    pub fn words(&self) -> &[u32] {
        &self.words
    }
}

/// Texts that are cut already, numbered; the names by number, and the texts.
pub(super) fn numbered<'a>(
    streams: impl IntoIterator<Item = &'a Stream>,
) -> (Vec<String>, Vec<Text>) {
    let cutting = Cutting { tokenizer: Tokenizer::None, ..Cutting::default() };
    let mut numbering = Numbering { cutting, ..Numbering::default() };
    let texts = streams.into_iter().map(|stream| numbering.text(stream)).collect();
    let names = numbering.spellings.iter().flatten().map(str::to_owned).collect();
    (names, texts)
}

#[derive(Default)]
struct Numbering {
    cutting: Cutting,
    vocabulary: Vocabulary,
    spellings: Stream,
    buffer: String,
    folded: String,
}

impl Numbering {
    fn text(&mut self, stream: &Stream) -> Text {
        let mut text = Text::default();
        for (index, line) in stream.iter().enumerate() {
            match line {
                Some(line) => self.line(line, &mut text.words),
                None => text.absent.push(index),
            }
            text.ends.push(text.words.len());
        }
        text
    }

    fn line(&mut self, line: &str, words: &mut Vec<u32>) {
        let Cutting { tokenizer, folding } = self.cutting;
        if folding.is_none() {
            tokenizer.visit(line, &mut self.buffer, |word| {
                words.push(number(&mut self.vocabulary, &mut self.spellings, word, word));
            });
            return;
        }
        self.folded.clear();
        folding.fold_into(line, &mut self.folded);
        let (raw, folded) = (tokenizer.tokens(line), tokenizer.tokens(&self.folded));
        // A fold may part a word from its punctuation: such a line is shown folded.
        let shown = if raw.len() == folded.len() { &raw } else { &folded };
        for (word, spelling) in folded.iter().zip(shown) {
            words.push(number(&mut self.vocabulary, &mut self.spellings, word, spelling));
        }
    }
}

fn number(vocabulary: &mut Vocabulary, spellings: &mut Stream, word: &str, spelling: &str) -> u32 {
    let number = vocabulary.number(word);
    if number as usize > spellings.len() {
        spellings.push(spelling);
    }
    number
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::corpus::{Parts, System};

    /// A corpus of these references and systems, one line a segment.
    pub(crate) fn corpus(references: &[&[&str]], systems: &[(&str, &[&str])]) -> Corpus {
        Corpus::new(Parts {
            references: references.iter().map(|lines| Stream::from_iter(*lines)).collect(),
            systems: systems
                .iter()
                .map(|(name, lines)| System {
                    name: (*name).into(),
                    hypotheses: Stream::from_iter(*lines),
                    ..System::default()
                })
                .collect(),
            ..Parts::default()
        })
        .unwrap()
    }

    #[test]
    fn numbers_do_not_depend_on_the_order_of_systems() {
        let (one, other): (&[&str], &[&str]) = (&["باب بيت"], &["كتاب باب"]);
        let there =
            Tokens::of(&corpus(&[&["بيت"]], &[("a", one), ("b", other)]), Cutting::default());
        let back =
            Tokens::of(&corpus(&[&["بيت"]], &[("b", other), ("a", one)]), Cutting::default());
        assert_eq!(there.systems(), back.systems());
        assert_eq!(there.spelling(3), "كتاب");
        assert_eq!(there.spelling(3), back.spelling(3));
    }

    #[test]
    fn absent_is_not_empty() {
        let mut parts = corpus(&[&["", "a"]], &[]).into_parts();
        parts.references[0] = Stream::from_iter([""]);
        parts.references[0].push_absent();
        let tokens = Tokens::of(&Corpus::new(parts).unwrap(), Cutting::default());
        assert_eq!(tokens.references()[0].segment(0), Some(&[][..]));
        assert_eq!(tokens.references()[0].segment(1), None);
    }

    #[test]
    fn a_line_that_a_fold_cuts_otherwise_is_shown_folded() {
        let cutting = Cutting { folding: Folding::ALL, ..Cutting::default() };
        let tokens = Tokens::of(&corpus(&[&["إلى", "على، مصر"]], &[]), cutting);
        let spellings: Vec<_> = (1..=4).map(|word| tokens.spelling(word)).collect();
        assert_eq!(spellings, ["إلى", "علي", "،", "مصر"]);
    }
}
