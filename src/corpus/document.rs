//! Document: what the segments of a corpus belong to, each kept once.

use std::fmt;
use std::ops;

use super::index::Index;

/// A document of the corpus.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Document {
    /// The document's name.
    pub name: String,
    /// Its domain, where one is known.
    pub domain: Option<String>,
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
/// let mut documents = Documents::new();
/// documents.push("bbc.17", Some("news"));
/// documents.push("bbc.17", Some("news"));
/// assert_eq!(documents.len(), 2);
/// assert_eq!(documents[1].name, "bbc.17");
/// let known = documents.iter().map(|document| document.domain.as_deref());
/// assert_eq!(known.collect::<Vec<_>>(), [Some("news"); 2]);
/// ```
#[derive(Clone, Default)]
pub struct Documents {
    distinct: Vec<Document>,
    /// Per segment, the place of its document.
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
    pub fn push(&mut self, name: &str, domain: Option<&str>) {
        let is_it =
            |document: &Document| document.name == name && document.domain.as_deref() == domain;
        // Segments of a document mostly follow each other.
        let last = self.of.last().copied();
        if let Some(place) = last.filter(|place| is_it(&self.distinct[*place as usize])) {
            self.of.push(place);
            return;
        }
        let new = self.distinct.len();
        let known = self.index.find_or_insert((name, domain), new, |at| is_it(&self.distinct[at]));
        if known.is_none() {
            let domain = domain.map(str::to_owned);
            self.distinct.push(Document { name: name.to_owned(), domain });
        }
        let place = u32::try_from(known.unwrap_or(new));
        self.of.push(place.expect("the index has counted them"));
    }

    /// How many segments there are.
    pub fn len(&self) -> usize {
        self.of.len()
    }

    /// Whether there is no segment.
    pub fn is_empty(&self) -> bool {
        self.of.is_empty()
    }

    /// The document of each segment.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Document> {
        self.of.iter().map(|place| &self.distinct[*place as usize])
    }
}

impl ops::Index<usize> for Documents {
    type Output = Document;

    /// The document of a segment, counted from 0.
    fn index(&self, segment: usize) -> &Document {
        &self.distinct[self.of[segment] as usize]
    }
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

impl<'a> Extend<&'a Document> for Documents {
    fn extend<I: IntoIterator<Item = &'a Document>>(&mut self, documents: I) {
        for document in documents {
            self.push(&document.name, document.domain.as_deref());
        }
    }
}

impl<'a> FromIterator<&'a Document> for Documents {
    fn from_iter<I: IntoIterator<Item = &'a Document>>(documents: I) -> Self {
        let mut all = Documents::new();
        all.extend(documents);
        all
    }
}

impl FromIterator<Document> for Documents {
    fn from_iter<I: IntoIterator<Item = Document>>(documents: I) -> Self {
        let mut all = Documents::new();
        for document in documents {
            all.push(&document.name, document.domain.as_deref());
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
            documents.push(name, domain);
        }
        assert_eq!(documents.distinct.len(), 3);
        let names: Vec<&str> = documents.iter().map(|document| document.name.as_str()).collect();
        assert_eq!(names, ["a", "b", "a", "a"]);
        assert_eq!(documents[3].domain.as_deref(), Some("b"));
        assert_eq!(documents, documents.iter().collect());
    }
}
