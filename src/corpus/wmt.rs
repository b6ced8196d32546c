//! WMT: whole documents joined by `doc_id` and cut into paragraphs.
//!
//! A paragraph is a line that is not empty. Where source, references and all systems have the
//! same number of them, each is a segment; else the whole document is one segment, its paragraphs
//! joined with a space. The domain is the middle of an id like `en-ar_EG_#_news_#_name`.

use std::collections::HashSet;

use super::batch::push;
use super::join::{Keys, Master, Order, place_of_master};
use super::pairing::Side;
use super::selection::Purpose;
use super::warning::Warning;
use super::{Document, Documents, Parts, System};
use crate::error::{Error, ErrorKind, Result};
use crate::text::Stream;
use crate::text::whitespace::{trim, trim_end};

/// What stands between the parts of a document's id.
const ID_SEPARATOR: &str = "_#_";

/// Whether a source or reference file has several records of one document.
pub(super) fn has_repeated_documents(sides: &[Side<'_>]) -> bool {
    let has_texts = sides.iter().any(|side| side.purpose != Purpose::Hypothesis);
    sides.iter().filter(|side| side.purpose != Purpose::Hypothesis || !has_texts).any(|side| {
        let mut seen = HashSet::new();
        !documents(side).all(|document| seen.insert(document.name))
    })
}

fn documents<'a>(side: &'a Side<'_>) -> impl Iterator<Item = Document<'a>> {
    side.batch.parts.documents.iter().flat_map(Documents::iter)
}

fn keys<'a>(side: &'a Side<'_>) -> Keys<'a> {
    Keys { documents: side.batch.parts.documents.as_ref(), ids: None }
}

/// One text of the corpus: its records, their order, and what becomes of them.
struct Column<'a> {
    stream: &'a Stream,
    order: usize,
    segments: Stream,
}

/// Joins the sides by document, in the order of the first reference file, and cuts them.
pub(super) fn by_document(
    sides: &[Side<'_>],
    warnings: &mut Vec<Warning>,
    notes: &mut Vec<String>,
) -> Result<Parts> {
    if let Some(list) = sides.iter().find(|side| side.purpose == Purpose::Documents) {
        return Err(Error::new(
            ErrorKind::Setting,
            "a list of documents is given, and the texts have documents of their own",
        )
        .in_file(list.name));
    }
    let master_side = &sides[place_of_master(sides)?];
    let master = Master::new(master_side, keys(master_side))?;
    let mut orders = Vec::new();
    let mut source = None;
    let (mut references, mut systems) = (Vec::new(), Vec::new());
    for side in sides {
        let column = |stream| Column { stream, order: orders.len(), segments: Stream::new() };
        let parts = &side.batch.parts;
        source = source.or_else(|| parts.source.as_ref().map(column));
        references.extend(parts.references.iter().map(column));
        systems.extend(parts.systems.iter().map(|s| column(&s.hypotheses)));
        orders.push(master.order(side, keys(side), warnings)?);
    }
    let mut columns: Vec<Column<'_>> = Vec::new();
    let (has_source, reference_count) = (source.is_some(), references.len());
    columns.extend(source);
    columns.extend(references);
    columns.extend(systems);
    let mut segment_documents = Documents::new();
    let mut by_paragraph = 0;
    for (index, document) in documents(master_side).enumerate() {
        let segments = cut(&mut columns, &orders, index);
        by_paragraph += usize::from(segments.is_some());
        let domain = document.domain.or_else(|| domain(document.name));
        let document = Document { domain, ..document };
        segment_documents.extend(std::iter::repeat_n(document, segments.unwrap_or(1)));
    }
    notes.push(format!(
        "{by_paragraph} {} paired by paragraph, {} as a whole because counts differ",
        if by_paragraph == 1 { "document" } else { "documents" },
        master.len() - by_paragraph
    ));
    let mut streams = columns.into_iter().map(|column| column.segments);
    let systems = sides.iter().flat_map(|side| &side.batch.parts.systems);
    Ok(Parts {
        source: has_source.then(|| streams.next()).flatten(),
        references: streams.by_ref().take(reference_count).collect(),
        systems: systems
            .zip(streams)
            .map(|(system, hypotheses)| System {
                hypotheses,
                name: system.name.clone(),
                path: system.path.clone(),
            })
            .collect(),
        documents: Some(segment_documents),
        ..Parts::default()
    })
}

/// Appends a document to every column: by paragraph, and how many, or as a whole.
fn cut(columns: &mut [Column<'_>], orders: &[Order], document: usize) -> Option<usize> {
    let cuts: Vec<Option<Vec<&str>>> = columns
        .iter()
        .map(|column| {
            let record = orders[column.order].get(document)?;
            column.stream.get(record).map(paragraphs)
        })
        .collect();
    let mut counts = cuts.iter().flatten().map(Vec::len);
    let count = counts.next().filter(|&count| count > 0 && counts.all(|other| other == count));
    for (column, cut) in columns.iter_mut().zip(&cuts) {
        match count {
            Some(count) => (0..count).for_each(|index| {
                push(&mut column.segments, cut.as_ref().map(|cut| cut[index]));
            }),
            None => push(&mut column.segments, cut.as_ref().map(|cut| cut.join(" ")).as_deref()),
        }
    }
    count
}

fn paragraphs(text: &str) -> Vec<&str> {
    let lines = text.split('\n').map(trim_end);
    lines.filter(|line| !trim(line).is_empty()).collect()
}

/// The domain in the id of a document.
fn domain(id: &str) -> Option<&str> {
    let mut parts = id.split(ID_SEPARATOR);
    match (parts.next(), parts.next(), parts.next()) {
        (Some(_), Some(domain), Some(_)) => Some(domain),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_line_ends_separate_paragraphs() {
        assert_eq!(paragraphs("a\n\nb\r\n \n\nc\n"), ["a", "b", "c"]);
        assert!(paragraphs("\n").is_empty());
    }

    #[test]
    fn the_domain_is_in_the_middle_of_the_id() {
        assert_eq!(domain("en-ar_EG_#_news_#_x_1"), Some("news"));
        assert_eq!(domain("en-ar_#_x"), None);
        assert_eq!(domain("x"), None);
    }
}
