//! WMT XML: the documents of a test set of WMT since 2021, with everything in one file.
//!
//! ```text
//! dataset > [collection >] doc[id, domain] > src[lang], ref[translator], hyp[system] > p > seg[id]
//! ```
//!
//! References are in the order in which translators occur first, systems likewise. They are known
//! only at the end of the file, so its texts are read before the first record is given.

use std::collections::HashMap;

use super::Document;
use super::batch::{Batch, Layout, Records, push};
use super::columns::Role;
use super::input::Input;
use super::selection::{Purpose, Request};
use super::xml::{Events, Piece, Start};
use crate::error::{Error, ErrorKind, Result};
use crate::text::whitespace::trim;

/// Reads the texts that the request asks for.
pub(super) fn open(input: Input, request: &Request) -> Result<(Box<dyn Records>, Layout)> {
    let mut events = Events::new(input);
    let root = events.root("dataset");
    root.map_err(|error| error.help("XML of other kinds has formats of its own: see --from"))?;
    let mut set = TestSet::default();
    while let Some(piece) = events.next_piece()? {
        if let Piece::Start(start) = piece {
            match start.name.as_str() {
                "doc" => set.document(&mut events, &start)?,
                "collection" => {}
                _ => events.skip()?,
            }
        }
    }
    let layout = set.layout(request)?;
    Ok((Box::new(set.records(request.purpose, &layout)), layout))
}

/// Who made a text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Maker {
    Source,
    Translator(String),
    System(String),
}

/// A segment and its texts, by the place of their maker.
struct Segment {
    document: Document,
    id: String,
    line: usize,
    texts: Vec<(usize, String)>,
}

/// What a file holds.
#[derive(Default)]
struct TestSet {
    makers: Vec<Maker>,
    segments: Vec<Segment>,
}

impl TestSet {
    /// Reads a document to its end.
    fn document(&mut self, events: &mut Events, start: &Start) -> Result<()> {
        let depth = events.depth();
        let document = Document {
            name: start.attribute("id").unwrap_or_default().to_owned(),
            domain: start.attribute("domain").map(str::to_owned),
        };
        let mut places: HashMap<String, usize> = HashMap::new();
        let mut maker = None;
        while events.depth() >= depth {
            let inner = match events.next_piece()? {
                Some(Piece::Start(inner)) => inner,
                Some(Piece::Text(_) | Piece::End(_)) => continue,
                None => break,
            };
            let attribute = |name| inner.attribute(name).unwrap_or_default().to_owned();
            match inner.name.as_str() {
                "src" => maker = Some(self.place(Maker::Source)),
                "ref" => maker = Some(self.place(Maker::Translator(attribute("translator")))),
                "hyp" => maker = Some(self.place(Maker::System(attribute("system")))),
                "p" => {}
                "seg" => {
                    let line = events.line();
                    let Some(id) = inner.attribute("id") else {
                        return Err(events.error("<seg> has no id"));
                    };
                    let Some(maker) = maker else {
                        return Err(events.error("<seg> stands outside <src>, <ref> and <hyp>"));
                    };
                    let place = *places.entry(id.to_owned()).or_insert_with(|| {
                        let (document, id) = (document.clone(), id.to_owned());
                        self.segments.push(Segment { document, id, line, texts: Vec::new() });
                        self.segments.len() - 1
                    });
                    let text = trim(&events.text()?).replace(['\n', '\r'], " ");
                    self.segments[place].texts.push((maker, text));
                }
                _ => events.skip()?,
            }
        }
        Ok(())
    }

    fn place(&mut self, maker: Maker) -> usize {
        let known = self.makers.iter().position(|known| *known == maker);
        known.unwrap_or_else(|| {
            self.makers.push(maker);
            self.makers.len() - 1
        })
    }

    /// What the file gives of what is asked for.
    fn layout(&self, request: &Request) -> Result<Layout> {
        let count = |is: fn(&Maker) -> bool| self.makers.iter().filter(|m| is(m)).count();
        let references = count(|maker| matches!(maker, Maker::Translator(_)));
        let has_source = count(|maker| *maker == Maker::Source) > 0;
        let systems: Vec<String> = self.makers.iter().filter_map(Maker::system).collect();
        let wants = |role| request.roles.contains(&role);
        let is_there = match request.purpose {
            Purpose::Source => has_source,
            Purpose::Reference => references > 0,
            Purpose::Hypothesis => !systems.is_empty(),
            Purpose::Documents => true,
        };
        if !is_there && !self.segments.is_empty() {
            let element = match request.purpose {
                Purpose::Source | Purpose::Documents => "src",
                Purpose::Reference => "ref",
                Purpose::Hypothesis => "hyp",
            };
            let message = format!("no <{element}> for the {}", request.purpose.role().name());
            return Err(Error::new(ErrorKind::Input, message).in_file(&request.path));
        }
        // One system of a file that was given a name has that name.
        let is_named = request.system.is_some() && systems.len() == 1;
        Ok(Layout {
            has_source: has_source && wants(Role::Source),
            references: if wants(Role::Reference) { references } else { 0 },
            systems: match wants(Role::Hypothesis) {
                true if is_named => request.systems(&systems),
                true => systems.into_iter().map(|name| (name, request.path.clone())).collect(),
                false => Vec::new(),
            },
            has_documents: true,
            has_ids: true,
            ..Layout::default()
        })
    }

    fn records(self, purpose: Purpose, layout: &Layout) -> TestSetRecords {
        let given = |place: &usize| match self.makers[*place] {
            Maker::Source => false,
            Maker::Translator(_) => layout.references > 0,
            Maker::System(_) => !layout.systems.is_empty(),
        };
        let places: Vec<usize> = (0..self.makers.len()).filter(given).collect();
        let of = |is: fn(&Maker) -> bool| {
            places.iter().copied().filter(|&place| is(&self.makers[place])).collect()
        };
        TestSetRecords {
            source: self.makers.iter().position(|maker| *maker == Maker::Source),
            references: of(|maker| matches!(maker, Maker::Translator(_))),
            systems: of(|maker| matches!(maker, Maker::System(_))),
            purpose,
            segments: self.segments.into_iter(),
        }
    }
}

impl Maker {
    fn system(&self) -> Option<String> {
        match self {
            Maker::System(name) => Some(name.clone()),
            Maker::Source | Maker::Translator(_) => None,
        }
    }
}

/// The records of a file, and the places of its makers.
struct TestSetRecords {
    source: Option<usize>,
    references: Vec<usize>,
    systems: Vec<usize>,
    purpose: Purpose,
    segments: std::vec::IntoIter<Segment>,
}

impl Records for TestSetRecords {
    fn next(&mut self, batch: &mut Batch) -> Result<bool> {
        let Some(segment) = self.segments.next() else {
            return Ok(false);
        };
        let text = |place: usize| {
            let found = segment.texts.iter().find(|(maker, _)| *maker == place);
            found.map(|(_, text)| text.as_str())
        };
        if self.purpose == Purpose::Reference {
            let references: Vec<Option<&str>> =
                self.references.iter().map(|&place| text(place)).collect();
            batch.push_references(&references);
        }
        let parts = &mut batch.parts;
        if let Some(stream) = &mut parts.source {
            push(stream, self.source.and_then(text));
        }
        for (system, &place) in parts.systems.iter_mut().zip(&self.systems) {
            push(&mut system.hypotheses, text(place));
        }
        if let Some(documents) = &mut parts.documents {
            documents.push(segment.document.clone());
        }
        if let Some(ids) = &mut parts.ids {
            ids.push(segment.id.clone());
        }
        batch.records += 1;
        batch.lines.push(segment.line);
        Ok(true)
    }
}

#[cfg(test)]
mod tests;
