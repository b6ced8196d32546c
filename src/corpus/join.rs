//! Join: records of several files put together by their ids.

use std::collections::HashMap;

use super::batch::push;
use super::pairing::{Side, mismatch};
use super::selection::Purpose;
use super::warning::Warning;
use super::{Parts, System};
use crate::error::{Error, ErrorKind, Result};
use crate::text::Stream;

/// The records that the others are joined to, by key.
pub(super) struct Master<'a> {
    name: &'a str,
    places: HashMap<String, usize>,
}

impl<'a> Master<'a> {
    /// Learns the keys of a file; each may occur once.
    pub(super) fn new(side: &Side<'a>, keys: Vec<String>) -> Result<Self> {
        let mut places = HashMap::with_capacity(keys.len());
        for (index, key) in keys.into_iter().enumerate() {
            if let Some(earlier) = places.insert(key.clone(), index) {
                return Err(repeated(side, &key, earlier, index));
            }
        }
        Ok(Master { name: side.name, places })
    }

    pub(super) fn len(&self) -> usize {
        self.places.len()
    }

    /// For each of the master's records, that of this side. Of repeated predictions the last
    /// counts; a repeated source or reference is an error.
    pub(super) fn order(
        &self,
        side: &Side<'_>,
        keys: &[String],
        warnings: &mut Vec<Warning>,
    ) -> Result<Vec<Option<usize>>> {
        let mut order: Vec<Option<usize>> = vec![None; self.len()];
        let (mut known, mut unknown, mut again) = (0, 0, 0);
        for (index, key) in keys.iter().enumerate() {
            let Some(&place) = self.places.get(key) else {
                unknown += 1;
                continue;
            };
            known += 1;
            if let Some(earlier) = order[place].replace(index) {
                if side.purpose != Purpose::Hypothesis {
                    return Err(repeated(side, key, earlier, index));
                }
                again += 1;
            }
        }
        if known == 0 && unknown > 0 {
            return Err(Error::new(
                ErrorKind::Mismatch,
                format!("no id of {} is among those of {}", side.name, self.name),
            )
            .detail(format!("its first is '{}'", readable(&keys[0]))));
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
        Ok(order)
    }
}

fn repeated(side: &Side<'_>, key: &str, earlier: usize, index: usize) -> Error {
    let line = |index: usize| side.batch.lines.get(index).copied().unwrap_or(index + 1);
    Error::new(
        ErrorKind::Input,
        format!("id '{}' occurs again, first on line {}", readable(key), line(earlier)),
    )
    .at(side.name, line(index), None)
    .help("ids of sources and references must differ")
}

/// The side that the others are joined to: the first reference, else the first text.
pub(super) fn master_of<'s, 'a>(sides: &'s [Side<'a>]) -> Result<&'s Side<'a>> {
    let reference = sides.iter().find(|side| side.purpose == Purpose::Reference);
    reference
        .or_else(|| sides.first())
        .ok_or_else(|| Error::new(ErrorKind::Nothing, "no text is given"))
}

/// The segments of a stream in another order.
fn reordered(stream: &Stream, order: &[Option<usize>]) -> Stream {
    let mut new = Stream::new();
    for place in order {
        push(&mut new, place.and_then(|index| stream.get(index)));
    }
    new
}

const SEPARATOR: char = '\0';

/// The keys of a side's records: the id, after the document where every file has documents.
fn keys(side: &Side<'_>, with_documents: bool) -> Vec<String> {
    let ids = side.batch.parts.ids.as_deref().unwrap_or_default();
    match side.batch.parts.documents.as_deref() {
        Some(documents) if with_documents => documents
            .iter()
            .zip(ids)
            .map(|(document, id)| format!("{}{SEPARATOR}{id}", document.name))
            .collect(),
        Some(_) | None => ids.to_vec(),
    }
}

fn readable(key: &str) -> String {
    key.replace(SEPARATOR, " ")
}

/// Joins the sides by id, in the order of the first reference file.
pub(super) fn by_id(sides: &[Side<'_>], warnings: &mut Vec<Warning>) -> Result<Parts> {
    let master_side = master_of(sides)?;
    let texts = || sides.iter().filter(|side| side.purpose != Purpose::Documents);
    let with_documents = texts().all(|side| side.batch.parts.documents.is_some());
    let master = Master::new(master_side, keys(master_side, with_documents))?;
    let mut joined = Parts {
        ids: master_side.batch.parts.ids.clone(),
        documents: master_side.batch.parts.documents.clone(),
        ..Parts::default()
    };
    for side in sides {
        let parts = &side.batch.parts;
        if side.purpose == Purpose::Documents {
            // A list of documents has no ids: it pairs with the references line by line.
            if let Some(error) = mismatch(&[master_side, side]) {
                return Err(error);
            }
            joined.documents = parts.documents.clone();
            continue;
        }
        let order = master.order(side, &keys(side, with_documents), warnings)?;
        if joined.source.is_none() {
            joined.source = parts.source.as_ref().map(|source| reordered(source, &order));
        }
        let references = parts.references.iter();
        joined.references.extend(references.map(|stream| reordered(stream, &order)));
        joined.systems.extend(parts.systems.iter().map(|system| System {
            name: system.name.clone(),
            path: system.path.clone(),
            hypotheses: reordered(&system.hypotheses, &order),
        }));
        if let (None, Some(mentions)) = (&joined.mentions, &parts.mentions) {
            let of = |place: &Option<usize>| place.map(|index| mentions[index].clone());
            joined.mentions =
                Some(order.iter().map(|place| of(place).unwrap_or_default()).collect());
        }
    }
    Ok(joined)
}
