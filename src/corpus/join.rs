//! Join: records of several files put together by their ids.

use std::num::NonZeroU32;

use super::batch::push;
use super::index::{self, Index};
use super::pairing::{Side, mismatch};
use super::selection::Purpose;
use super::warning::Warning;
use super::{Documents, Parts, System};
use crate::error::{Error, ErrorKind, Result};
use crate::text::Stream;

/// What names the records of a file: document and id, or one of the two.
#[derive(Clone, Copy)]
pub(super) struct Keys<'a> {
    pub(super) documents: Option<&'a Documents>,
    pub(super) ids: Option<&'a Stream>,
}

type Key<'a> = (Option<&'a str>, Option<&'a str>);

impl<'a> Keys<'a> {
    /// The id, after the document where every file has documents.
    fn of(side: &'a Side<'_>, with_documents: bool) -> Self {
        let parts = &side.batch.parts;
        let documents = parts.documents.as_ref().filter(|_| with_documents);
        Keys { documents, ids: parts.ids.as_ref() }
    }

    fn len(self) -> usize {
        self.documents.map(Documents::len).or(self.ids.map(Stream::len)).unwrap_or(0)
    }

    fn get(self, record: usize) -> Key<'a> {
        let document = self.documents.map(|documents| documents.get(record).name);
        (document, self.ids.and_then(|ids| ids.get(record)))
    }
}

fn readable((document, id): Key<'_>) -> String {
    Vec::from_iter(document.into_iter().chain(id)).join(" ").replace('\0', " ")
}

/// The records that the others are joined to, by key.
pub(super) struct Master<'a> {
    name: &'a str,
    keys: Keys<'a>,
    places: Index,
}

/// Which record of a side belongs to each of the master's.
pub(super) enum Order {
    /// The first to the first, the second to the second, to the end of both.
    Same,
    /// The number of the record, from 1, where there is one.
    Other(Vec<Option<NonZeroU32>>),
}

impl Order {
    /// The record that belongs to one of the master's.
    pub(super) fn get(&self, place: usize) -> Option<usize> {
        match self {
            Order::Same => Some(place),
            Order::Other(records) => records[place].map(from_number),
        }
    }

    /// The segments of a stream in this order.
    fn arrange(&self, stream: Stream) -> Stream {
        let Order::Other(records) = self else { return stream };
        let mut new = Stream::new();
        for record in records {
            push(&mut new, record.and_then(|record| stream.get(from_number(record))));
        }
        new
    }
}

fn from_number(record: NonZeroU32) -> usize {
    record.get() as usize - 1
}

impl<'a> Master<'a> {
    /// Learns the keys of a file; each may occur once.
    pub(super) fn new(side: &'a Side<'_>, keys: Keys<'a>) -> Result<Self> {
        check_count(side, keys)?;
        let mut places = Index::with_capacity(keys.len());
        for record in 0..keys.len() {
            let key = keys.get(record);
            if let Some(earlier) = places.find_or_insert(key, record, |at| keys.get(at) == key) {
                return Err(repeated(side, key, earlier, record));
            }
        }
        Ok(Master { name: side.name, keys, places })
    }

    pub(super) fn len(&self) -> usize {
        self.keys.len()
    }

    /// The place of a key; it is mostly the one `expected`, for files are mostly in one order.
    fn place(&self, key: Key<'_>, expected: usize) -> Option<usize> {
        if expected < self.len() && self.keys.get(expected) == key {
            return Some(expected);
        }
        self.places.find(key, |at| self.keys.get(at) == key)
    }

    /// For each of the master's records, that of this side. Of repeated predictions the last
    /// counts; a repeated source or reference is an error.
    pub(super) fn order(
        &self,
        side: &Side<'_>,
        keys: Keys<'_>,
        warnings: &mut Vec<Warning>,
    ) -> Result<Order> {
        check_count(side, keys)?;
        let mut order: Vec<Option<NonZeroU32>> = vec![None; self.len()];
        let (mut known, mut unknown, mut again) = (0, 0, 0);
        let mut expected = 0;
        for (record, number) in (0..keys.len()).zip(1..) {
            let key = keys.get(record);
            let Some(place) = self.place(key, expected) else {
                unknown += 1;
                continue;
            };
            known += 1;
            expected = place + 1;
            if let Some(earlier) = std::mem::replace(&mut order[place], NonZeroU32::new(number)) {
                if side.purpose != Purpose::Hypothesis {
                    return Err(repeated(side, key, from_number(earlier), record));
                }
                again += 1;
            }
        }
        if known == 0 && unknown > 0 {
            return Err(Error::new(
                ErrorKind::Mismatch,
                format!("no id of {} is among those of {}", side.name, self.name),
            )
            .detail(format!("its first is '{}'", readable(keys.get(0)))));
        }
        let mut warn = |count: usize, message: String| {
            if count > 0 {
                warnings.push(Warning { message, count });
            }
        };
        let (file, master) = (side.name, self.name);
        if side.purpose != Purpose::Hypothesis {
            let lacking = order.iter().filter(|place| place.is_none()).count();
            warn(lacking, format!("{file}: no record for ids of {master}: {lacking}"));
        }
        warn(again, format!("{file}: repeated predictions, the last of each id counts: {again}"));
        warn(
            unknown,
            format!("{file}: records left out, their ids are not in {master}: {unknown}"),
        );
        let is_same = keys.len() == order.len()
            && order
                .iter()
                .enumerate()
                .all(|(place, record)| record.map(from_number) == Some(place));
        Ok(if is_same { Order::Same } else { Order::Other(order) })
    }
}

/// Records are numbered in four bytes.
fn check_count(side: &Side<'_>, keys: Keys<'_>) -> Result<()> {
    if keys.len() <= index::MOST {
        return Ok(());
    }
    let message = format!("{} records to be paired by id, at most {}", keys.len(), index::MOST);
    Err(Error::new(ErrorKind::Input, message).in_file(side.name).help("split the files"))
}

fn repeated(side: &Side<'_>, key: Key<'_>, earlier: usize, record: usize) -> Error {
    let line = |record: usize| side.batch.line(record).unwrap_or(record + 1);
    Error::new(
        ErrorKind::Input,
        format!("id '{}' occurs again, first on line {}", readable(key), line(earlier)),
    )
    .at(side.name, line(record), None)
    .help("ids of sources and references must differ")
}

/// The place of the side that the others are joined to: the first reference, else the first text.
pub(super) fn place_of_master(sides: &[Side<'_>]) -> Result<usize> {
    let reference = sides.iter().position(|side| side.purpose == Purpose::Reference);
    let first = (!sides.is_empty()).then_some(0);
    reference.or(first).ok_or_else(|| Error::new(ErrorKind::Nothing, "no text is given"))
}

/// Joins the sides by id, in the order of the first reference file.
pub(super) fn by_id(sides: Vec<Side<'_>>, warnings: &mut Vec<Warning>) -> Result<Parts> {
    let place = place_of_master(&sides)?;
    let orders = orders(&sides, &sides[place], warnings)?;
    let records = sides[place].batch.records;
    let mut joined = Parts::default();
    for (index, (side, order)) in sides.into_iter().zip(orders).enumerate() {
        let parts = side.batch.parts;
        if index == place {
            (joined.ids, joined.documents) = (parts.ids, parts.documents);
        } else if side.purpose == Purpose::Documents {
            joined.documents = parts.documents;
            continue;
        }
        let arrange = |stream| order.arrange(stream);
        joined.source = joined.source.or_else(|| parts.source.map(arrange));
        joined.references.extend(parts.references.into_iter().map(arrange));
        joined.systems.extend(
            parts
                .systems
                .into_iter()
                .map(|system| System { hypotheses: order.arrange(system.hypotheses), ..system }),
        );
        if let (None, Some(mut mentions)) = (&joined.mentions, parts.mentions) {
            let mut of = |record: Option<usize>| record.map(|at| std::mem::take(&mut mentions[at]));
            joined.mentions =
                Some((0..records).map(|place| of(order.get(place)).unwrap_or_default()).collect());
        }
    }
    Ok(joined)
}

/// The order of each side.
fn orders(
    sides: &[Side<'_>],
    master_side: &Side<'_>,
    warnings: &mut Vec<Warning>,
) -> Result<Vec<Order>> {
    let mut texts = sides.iter().filter(|side| side.purpose != Purpose::Documents);
    let with_documents = texts.all(|side| side.batch.parts.documents.is_some());
    let master = Master::new(master_side, Keys::of(master_side, with_documents))?;
    let mut orders = Vec::with_capacity(sides.len());
    for side in sides {
        if side.purpose == Purpose::Documents {
            // A list of documents has no ids: it pairs with the references line by line.
            if let Some(error) = mismatch(&[master_side, side]) {
                return Err(error);
            }
            orders.push(Order::Same);
            continue;
        }
        orders.push(master.order(side, Keys::of(side, with_documents), warnings)?);
    }
    Ok(orders)
}
