//! TBX: terms of a termbase, of TBX 2008 (`martif`) and of TBX version 3 (`tbx`).
//!
//! | 2008 | version 3 | gives |
//! |---|---|---|
//! | `termEntry` | `conceptEntry` | an entry |
//! | `langSet` | `langSec` | `ar` its targets, other languages its spellings in Latin letters |
//! | `tig`, `ntig` | `termSec` | a term and what is said of it |
//!
//! What is said of a term stands in an element with `type="administrativeStatus"` or in one of that
//! name, as the two styles of version 3 have it.

use super::Entry;
use super::check::{is_arabic, is_latin};
use super::read::push_new;
use super::shape::Sink;
use crate::corpus::input::Input;
use crate::corpus::xml::{Events, Piece};
use crate::entity::EntityType;
use crate::error::Result;

/// Gives the entries of a termbase that have both a Latin and an Arabic term.
pub(super) fn terms(input: Input, sink: Sink<'_>) -> Result<()> {
    let mut events = Events::new(input);
    let mut concept = Concept::default();
    let mut is_in_root = false;
    // The elements of one kind do not stand within each other, but what stands in a text does.
    let mut reading: Option<Reading> = None;
    while let Some(piece) = events.next_piece()? {
        match piece {
            Piece::Start(start) => {
                if !is_in_root && start.name != "martif" && start.name != "tbx" {
                    let message =
                        format!("the root is <{}>, expected <martif> or <tbx>", start.name);
                    return Err(events.error(message).help("a lexicon in TBX is needed"));
                }
                is_in_root = true;
                match start.name.as_str() {
                    "termEntry" | "conceptEntry" => {
                        concept = Concept { line: events.line(), ..Concept::default() };
                    }
                    "langSet" | "langSec" => {
                        let language = start.language().ok_or_else(|| {
                            events.error(format!("<{}> has no xml:lang", start.name))
                        })?;
                        concept.language = Language::of(language.trim());
                    }
                    "tig" | "ntig" | "termSec" => concept.term = Term::default(),
                    _ => {}
                }
                if reading.is_none() {
                    let field =
                        Field::of(start.attribute("type").map_or(start.name.as_str(), str::trim));
                    let field = if start.name == "term" { Some(Field::Term) } else { field };
                    reading = field.map(|field| Reading {
                        field,
                        depth: events.depth(),
                        text: String::new(),
                    });
                }
            }
            Piece::Text(text) => {
                if let Some(reading) = &mut reading {
                    reading.text.push_str(&text);
                }
            }
            Piece::End(name) => {
                // An element ends one level above where it began.
                if reading.as_ref().is_some_and(|reading| events.depth() < reading.depth)
                    && let Some(reading) = reading.take()
                {
                    concept.set(reading.field, &reading.text);
                }
                match name.as_str() {
                    "tig" | "ntig" | "termSec" => concept.end_term(),
                    "termEntry" | "conceptEntry" => {
                        let line = concept.line;
                        if let Some(entry) = std::mem::take(&mut concept).entry() {
                            sink(line, entry);
                        }
                    }
                    _ => {}
                }
            }
        }
    }
    Ok(())
}

/// A text that is being read.
struct Reading {
    field: Field,
    /// How deep the element is in which it stands.
    depth: usize,
    text: String,
}

/// What a text says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Term,
    /// Whether the term is to be used.
    Status,
    /// What the concept is.
    Type,
    /// The subject, which may say what the concept is.
    Subject,
}

impl Field {
    /// By the `type` of an element, or by its name.
    fn of(name: &str) -> Option<Self> {
        match name {
            "administrativeStatus" | "normativeAuthorization" => Some(Field::Status),
            "entityType" | "type" => Some(Field::Type),
            "subjectField" => Some(Field::Subject),
            _ => None,
        }
    }
}

/// Whose terms they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Language {
    Arabic,
    #[default]
    Other,
}

impl Language {
    fn of(tag: &str) -> Self {
        let main = tag.split(['-', '_']).next().unwrap_or_default();
        if main.eq_ignore_ascii_case("ar") || main.eq_ignore_ascii_case("ara") {
            Language::Arabic
        } else {
            Language::Other
        }
    }
}

/// Whether a term is to be used; the preferred one comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
enum Status {
    Preferred,
    #[default]
    Admitted,
    Forbidden,
}

impl Status {
    /// By words such as `preferredTerm-admn-sts`; one that is not known admits.
    fn of(word: &str) -> Self {
        const PREFERRED: [&str; 3] = ["preferred", "standardized", "standardised"];
        const FORBIDDEN: [&str; 8] = [
            "deprecated",
            "superseded",
            "obsolete",
            "forbidden",
            "prohibited",
            "rejected",
            "notrecommended",
            "not recommended",
        ];
        let word = word.to_lowercase();
        let begins = |words: &[&str]| words.iter().any(|known| word.starts_with(known));
        if begins(&PREFERRED) {
            Status::Preferred
        } else if begins(&FORBIDDEN) {
            Status::Forbidden
        } else {
            Status::Admitted
        }
    }
}

/// A term and what is said of it.
#[derive(Debug, Default)]
struct Term {
    text: String,
    status: Status,
}

/// What is read of an entry.
#[derive(Debug, Default)]
struct Concept {
    line: usize,
    language: Language,
    kind: Option<EntityType>,
    subject: Option<EntityType>,
    term: Term,
    latin: Vec<Term>,
    arabic: Vec<Term>,
}

impl Concept {
    fn set(&mut self, field: Field, text: &str) {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        match field {
            Field::Term => self.term.text = text,
            Field::Status => self.term.status = Status::of(&text),
            Field::Type => self.kind = self.kind.take().or_else(|| known_kind(&text)),
            Field::Subject => self.subject = self.subject.take().or_else(|| known_kind(&text)),
        }
    }

    fn end_term(&mut self) {
        let term = std::mem::take(&mut self.term);
        match self.language {
            _ if term.text.is_empty() => {}
            Language::Arabic => self.arabic.push(term),
            // Chinese and Persian terms are no spellings in Latin letters.
            Language::Other if term.text.chars().any(is_arabic) => {}
            Language::Other if term.text.chars().any(is_latin) => self.latin.push(term),
            Language::Other => {}
        }
    }

    fn entry(mut self) -> Option<Entry> {
        self.latin.sort_by_key(|term| term.status);
        self.arabic.sort_by_key(|term| term.status);
        let mut entry = Entry {
            sources: Vec::new(),
            targets: Vec::new(),
            kind: self.kind.or(self.subject).unwrap_or(EntityType::Other),
            keep_latin: false,
            forbidden: Vec::new(),
        };
        for term in self.latin {
            push_new(&term.text, &mut entry.sources);
        }
        for Term { text, status } in self.arabic {
            if status == Status::Forbidden {
                push_new(&text, &mut entry.forbidden);
            } else {
                entry.keep_latin |= text.chars().any(is_latin);
                push_new(&text, &mut entry.targets);
            }
        }
        let is_empty =
            entry.sources.is_empty() || entry.targets.is_empty() && entry.forbidden.is_empty();
        (!is_empty).then_some(entry)
    }
}

/// The type that a word means, where it is one that has a meaning here.
fn known_kind(text: &str) -> Option<EntityType> {
    let kind: EntityType = text.parse().ok()?;
    match kind {
        EntityType::Word(_) | EntityType::Other => None,
        EntityType::Person
        | EntityType::Location
        | EntityType::Organization
        | EntityType::Work
        | EntityType::Event
        | EntityType::Product
        | EntityType::Brand
        | EntityType::Unit
        | EntityType::Month => Some(kind),
    }
}

#[cfg(test)]
mod tests;
