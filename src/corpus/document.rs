//! Document: what the segments of a corpus belong to, each kept once.

use std::fmt;

use super::batch::push;
use super::index::Index;
use crate::text::Stream;

/// A document of the corpus.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Document<'a> {
    /// The document's name.
    pub name: &'a str,
    /// Its domain, where one is known.
    pub domain: Option<&'a str>,
}

/// The document of each segment, in their order.
///
/// A document that several segments belong to is kept once, so that a segment costs four bytes.
///
/// # Examples
///
/// ```
/// use mizan::corpus::{Document, Documents};
///
/// let news = Document { name: "bbc.17", domain: Some("news") };
/// let documents = Documents::from_iter([news, news, Document { name: "x", domain: None }]);
/// assert_eq!(documents.len(), 3);
/// assert_eq!(documents.get(1), news);
/// assert_eq!(documents.iter().map(|document| document.name).collect::<String>(), "bbc.17bbc.17x");
/// ```
#[derive(Clone, Default)]
pub struct Documents {
    /// Name and domain of each document, one behind the other.
    texts: Stream,
    /// Per segment, the number of its document.
    of: Vec<u32>,
    index: Index,
}

impl Documents {
    /// The documents of no segment.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the document of the next segment.
    ///
    /// # Panics
    ///
    /// When there are more than 4 billion different ones.
    pub fn push(&mut self, document: Document<'_>) {
        // Segments of a document mostly follow each other.
        let last = self.of.last().copied();
        if let Some(number) = last.filter(|number| self.distinct(*number as usize) == document) {
            self.of.push(number);
            return;
        }
        let new = self.texts.len() / 2;
        let is_it = |number| distinct(&self.texts, number) == document;
        let known = self.index.find_or_insert(document, new, is_it);
        if known.is_none() {
            self.texts.push(document.name);
            push(&mut self.texts, document.domain);
        }
        let number = u32::try_from(known.unwrap_or(new));
        self.of.push(number.expect("the index has counted them"));
    }

    /// How many segments there are.
    pub fn len(&self) -> usize {
        self.of.len()
    }

    /// Whether there is no segment.
    pub fn is_empty(&self) -> bool {
        self.of.is_empty()
    }

    /// The document of a segment, counted from 0.
    ///
    /// # Panics
    ///
    /// When there is no such segment.
    pub fn get(&self, segment: usize) -> Document<'_> {
        self.distinct(self.of[segment] as usize)
    }

    /// The document of each segment.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Document<'_>> {
        self.of.iter().map(|number| self.distinct(*number as usize))
    }

    fn distinct(&self, number: usize) -> Document<'_> {
        distinct(&self.texts, number)
    }
}

fn distinct(texts: &Stream, number: usize) -> Document<'_> {
    let name = texts.get(2 * number).unwrap_or_default();
    Document { name, domain: texts.get(2 * number + 1) }
}

impl PartialEq for Documents {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl fmt::Debug for Documents {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_list().entries(self.iter()).finish()
    }
}

impl<'a> Extend<Document<'a>> for Documents {
    fn extend<I: IntoIterator<Item = Document<'a>>>(&mut self, documents: I) {
        documents.into_iter().for_each(|document| self.push(document));
    }
}

impl<'a> FromIterator<Document<'a>> for Documents {
    fn from_iter<I: IntoIterator<Item = Document<'a>>>(documents: I) -> Self {
        let mut all = Documents::new();
        all.extend(documents);
        all
    }
}

/// Documents by their names, of no domain.
impl<S: AsRef<str>> FromIterator<S> for Documents {
    fn from_iter<I: IntoIterator<Item = S>>(names: I) -> Self {
        let mut all = Documents::new();
        for name in names {
            all.push(Document { name: name.as_ref(), domain: None });
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_kept_once_wherever_their_segments_stand() {
        let mut documents = Documents::new();
        for (name, domain) in [("a", None), ("b", None), ("a", None), ("a", Some("b"))] {
            documents.push(Document { name, domain });
        }
        assert_eq!(documents.texts.len(), 2 * 3);
        let names: Vec<&str> = documents.iter().map(|document| document.name).collect();
        assert_eq!(names, ["a", "b", "a", "a"]);
        assert_eq!(documents.get(3).domain, Some("b"));
        assert_eq!(documents, documents.iter().collect());
    }
}
