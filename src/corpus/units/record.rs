//! Record: what a corpus takes of a unit. Units that are read ahead are kept as records, which are
//! much smaller.

use super::super::unit::{Content, Unit};
use super::row::{accepts, escaped, id, scored};

/// The texts of a unit as metrics see them.
#[derive(Debug)]
pub(super) struct Record {
    /// The id, which tells the unit from all others of its document, on one line.
    pub(super) id: Box<str>,
    pub(super) document: Option<Box<str>>,
    pub(super) line: usize,
    /// Whether there is a translation that can be a reference.
    pub(super) is_accepted: bool,
    pub(super) source: Option<Box<str>>,
    pub(super) target: Option<Box<str>>,
    /// The accepted translations of further units with the same id.
    pub(super) more: Vec<Box<str>>,
    /// What machines suggest.
    pub(super) suggestions: Vec<Suggested>,
}

/// What a machine suggests.
#[derive(Debug)]
pub(super) struct Suggested {
    pub(super) origin: Option<String>,
    pub(super) text: Box<str>,
}

impl From<Unit> for Record {
    fn from(mut unit: Unit) -> Self {
        let is_id_ready = unit.plural.is_none() && !unit.id.contains(['\\', '\t', '\n', '\r']);
        let id = if is_id_ready { std::mem::take(&mut unit.id) } else { id(&unit) };
        let machines = unit.suggestions.into_iter().filter(|suggestion| suggestion.is_machine);
        Record {
            id: id.into(),
            document: unit.document.map(|document| escaped(&document).into()),
            line: unit.line,
            is_accepted: accepts(unit.state) && unit.target.is_some(),
            source: unit.source.map(text),
            target: unit.target.map(text),
            more: Vec::new(),
            suggestions: machines
                .map(|suggestion| Suggested {
                    origin: suggestion.origin,
                    text: text(suggestion.content),
                })
                .collect(),
        }
    }
}

/// The text without codes on one line; most texts are so already.
fn text(content: Content) -> Box<str> {
    let is_ready = content.codes.is_empty()
        && !content.text.contains(['\n', '\r', '\t'])
        && content.text.trim().len() == content.text.len();
    if is_ready { content.text.into() } else { scored(&content).into() }
}
