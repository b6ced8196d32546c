//! Units: what is drawn and exchanged, segments or whole documents.
//!
//! Segments of one document tend to fail together: one misread name spoils ten lines. Drawing
//! single segments takes them for independent and makes intervals too narrow, by a factor of
//! several where errors cluster; documents are drawn where they are known.

use std::borrow::Cow;
use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::corpus::Documents;
use crate::error::{Error, ErrorKind, Result};
use crate::table::Table;

/// What is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// Single segments.
    Segment,
    /// All segments of a document together.
    Document,
}

/// With fewer documents, segments are drawn where nothing is said.
pub const LEAST_DOCUMENTS: usize = 10;

/// The units of a corpus.
///
/// # Examples
///
/// ```
/// use mizan::corpus::Documents;
/// use mizan::statistics::units::{Unit, Units};
///
/// let documents: Documents = (0..40).map(|n| format!("d{}", n / 4)).collect();
/// let units = Units::choose(40, Some(&documents), None)?;
/// assert_eq!((units.unit(), units.len()), (Unit::Document, 10));
/// # Ok::<(), mizan::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Units {
    /// Per segment, the number of its document; `None` where segments are drawn.
    groups: Option<Vec<usize>>,
    count: usize,
}

impl Units {
    /// The units of so many segments: what is asked for, else documents where there are at least
    /// [`LEAST_DOCUMENTS`].
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Setting`] where documents are asked for and none are known.
    ///
    /// # Panics
    ///
    /// When there is not one document per segment.
    pub fn choose(
        segments: usize,
        documents: Option<&Documents>,
        unit: Option<Unit>,
    ) -> Result<Units> {
        let single = Units { groups: None, count: segments };
        if unit == Some(Unit::Segment) {
            return Ok(single);
        }
        let Some(documents) = documents else {
            return match unit {
                Some(Unit::Document) => {
                    let message = "documents are to be drawn, and the corpus does not name any";
                    Err(Error::new(ErrorKind::Setting, message)
                        .help("--documents FILE names the document of each segment"))
                }
                _ => Ok(single),
            };
        };
        assert_eq!(documents.len(), segments, "one document per segment");
        let mut numbers = HashMap::new();
        let groups: Vec<usize> = documents
            .iter()
            .map(|document| {
                let next = numbers.len();
                *numbers.entry(document).or_insert(next)
            })
            .collect();
        if unit.is_none() && numbers.len() < LEAST_DOCUMENTS {
            return Ok(single);
        }
        Ok(Units { groups: Some(groups), count: numbers.len() })
    }

    /// What is drawn.
    pub fn unit(&self) -> Unit {
        if self.groups.is_some() { Unit::Document } else { Unit::Segment }
    }

    /// How many units there are.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there is no unit.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// One row per unit, from one row per segment.
    ///
    /// # Panics
    ///
    /// When the table has not one row per segment.
    pub fn rows<'a>(&self, table: &'a Table) -> Cow<'a, Table> {
        match &self.groups {
            Some(groups) => Cow::Owned(table.group(groups, self.count)),
            None => Cow::Borrowed(table),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn documents(count: usize) -> Documents {
        (0..30).map(|n| format!("d{}", n % count)).collect()
    }

    #[test]
    fn few_documents_are_drawn_only_where_asked_for() {
        let few = documents(9);
        assert_eq!(Units::choose(30, Some(&few), None).unwrap().unit(), Unit::Segment);
        let asked = Units::choose(30, Some(&few), Some(Unit::Document)).unwrap();
        assert_eq!((asked.unit(), asked.len()), (Unit::Document, 9));
        let many = documents(10);
        assert_eq!(Units::choose(30, Some(&many), Some(Unit::Segment)).unwrap().len(), 30);
    }

    #[test]
    fn documents_that_are_not_known_are_an_error() {
        let error = Units::choose(30, None, Some(Unit::Document)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Setting);
    }
}
