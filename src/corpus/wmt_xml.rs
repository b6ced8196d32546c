//! WMT XML: the documents of a test set of WMT since 2021, with everything in one file.
//!
//! ```text
//! dataset > [collection >] doc[id, domain] > src[lang], ref[translator], hyp[system] > p > seg[id]
//! ```
//!
//! References are in the order in which translators occur first, systems likewise. They are known
//! only at the end of the file, so its texts are read before the first record is given.

use super::batch::{Batch, Layout, Records, push};
use super::columns::Role;
use super::index::Index;
use super::input::Input;
use super::selection::{Purpose, Request};
use super::xml::{Events, Piece, Start};
use super::{Document, Documents};
use crate::error::{Error, ErrorKind, Result};
use crate::text::Stream;
use crate::text::whitespace::trim;

/// Reads the texts that the request asks for.
pub(super) fn open(input: Input, request: &Request) -> Result<(Box<dyn Records>, Layout)> {
    let mut events = Events::new(input);
    events.root("dataset")?;
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

/// What a file holds.
#[derive(Default)]
struct TestSet {
    makers: Vec<Maker>,
    /// The texts of each maker.
    texts: Vec<Texts>,
    /// Per segment, its document, its id and its line.
    documents: Documents,
    ids: Stream,
    lines: Vec<u32>,
}

/// The texts of a maker as they stand in the file, and the segment that each is of.
#[derive(Default)]
struct Texts {
    segments: Vec<u32>,
    texts: Stream,
}

impl TestSet {
    /// Reads a document to its end.
    fn document(&mut self, events: &mut Events, start: &Start) -> Result<()> {
        let depth = events.depth();
        let name = start.attribute("id").unwrap_or_default();
        let document = Document { name, domain: start.attribute("domain") };
        let mut places = Index::default();
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
                    let new = self.ids.len();
                    let is_it = |place| self.ids.get(place) == Some(id);
                    let place = places.find_or_insert(id, new, is_it).unwrap_or(new);
                    let segment = number(place).ok_or_else(|| events.error("too many segments"))?;
                    if place == new {
                        self.documents.push(document);
                        self.ids.push(id);
                        self.lines.push(number(line).unwrap_or(u32::MAX));
                    }
                    let text = trim(&events.text()?).replace(['\n', '\r'], " ");
                    self.texts[maker].segments.push(segment);
                    self.texts[maker].texts.push(&text);
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
            self.texts.push(Texts::default());
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
        if !is_there && !self.ids.is_empty() {
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
        let of = |is: fn(&Maker) -> bool, is_given: bool| {
            let places = (0..self.makers.len()).filter(|place| is(&self.makers[*place]));
            places.filter(|_| is_given).collect()
        };
        let has_systems = !layout.systems.is_empty();
        TestSetRecords {
            source: self.makers.iter().position(|maker| *maker == Maker::Source),
            references: of(|maker| matches!(maker, Maker::Translator(_)), layout.references > 0),
            systems: of(|maker| matches!(maker, Maker::System(_)), has_systems),
            orders: self.texts.iter().map(|texts| Order::of(&texts.segments)).collect(),
            set: self,
            purpose,
            next: 0,
        }
    }
}

/// A number in four bytes.
fn number(number: usize) -> Option<u32> {
    u32::try_from(number).ok()
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
    set: TestSet,
    source: Option<usize>,
    references: Vec<usize>,
    systems: Vec<usize>,
    /// Per maker, where its text of the next segment is.
    orders: Vec<Order>,
    purpose: Purpose,
    next: usize,
}

/// The texts of a maker in the order of their segments.
struct Order {
    /// Where they stand; empty where they stand in that order.
    places: Vec<u32>,
    next: usize,
}

impl Order {
    fn of(segments: &[u32]) -> Self {
        let mut places = Vec::new();
        if !segments.is_sorted() {
            places.extend(0..number(segments.len()).unwrap_or(u32::MAX));
            places.sort_by_key(|place| segments[*place as usize]);
        }
        Order { places, next: 0 }
    }

    /// The first text of a segment, where there is one; segments are asked for in their order.
    fn text<'a>(&mut self, texts: &'a Texts, segment: usize) -> Option<&'a str> {
        let mut found = None;
        while self.next < texts.segments.len() {
            let place = self.places.get(self.next).map_or(self.next, |place| *place as usize);
            if texts.segments[place] as usize != segment {
                break;
            }
            found = found.or(texts.texts.get(place));
            self.next += 1;
        }
        found
    }
}

impl Records for TestSetRecords {
    fn next(&mut self, batch: &mut Batch) -> Result<bool> {
        let (set, segment) = (&self.set, self.next);
        let Some(id) = (segment < set.ids.len()).then(|| set.ids.get(segment)).flatten() else {
            return Ok(false);
        };
        self.next += 1;
        let mut text = |place: usize| self.orders[place].text(&set.texts[place], segment);
        if self.purpose == Purpose::Reference {
            let references: Vec<Option<&str>> =
                self.references.iter().map(|&place| text(place)).collect();
            batch.push_references(&references);
        }
        let parts = &mut batch.parts;
        if let Some(stream) = &mut parts.source {
            push(stream, self.source.and_then(&mut text));
        }
        for (system, &place) in parts.systems.iter_mut().zip(&self.systems) {
            push(&mut system.hypotheses, text(place));
        }
        if let Some(documents) = &mut parts.documents {
            documents.push(set.documents.get(segment));
        }
        if let Some(ids) = &mut parts.ids {
            ids.push(id);
        }
        batch.count_at(set.lines[segment] as usize);
        Ok(true)
    }
}

#[cfg(test)]
mod tests;
