//! Documents: a list of the document of each segment, `DOMAIN DOCNAME` or a name a line.

use super::Document;
use super::batch::{Batch, Layout, Records};
use super::lines::Lines;
use super::selection::Request;
use crate::error::{Error, ErrorKind, Result};
use crate::text::whitespace::{is_space, trim};

struct DocumentList {
    lines: Lines,
    /// Which column has the name and which the domain, where the file has a header line.
    columns: Option<(usize, Option<usize>)>,
}

/// Reads a list of documents. A first line with the words of a header (`document`, `domain`) and
/// tabs tells the columns; else there is none.
pub(super) fn open(mut lines: Lines, request: &Request) -> Result<(Box<dyn Records>, Layout)> {
    let columns = lines.peek_line()?.and_then(header);
    if columns.is_some() {
        lines.next_line()?;
    }
    Ok((Box::new(DocumentList { lines, columns }), request.sole_layout()))
}

fn header(line: &str) -> Option<(usize, Option<usize>)> {
    let names: Vec<String> = line.split('\t').map(|n| trim(n).to_lowercase()).collect();
    let name =
        names.iter().position(|n| matches!(n.as_str(), "document" | "doc" | "doc_id" | "docid"))?;
    Some((name, names.iter().position(|n| n == "domain")))
}

impl Records for DocumentList {
    fn next(&mut self, batch: &mut Batch) -> Result<bool> {
        let columns = self.columns;
        let Some(line) = self.lines.next_line()? else {
            return Ok(false);
        };
        let document = match columns {
            Some((name, domain)) => {
                let cell = |index: usize| line.split('\t').nth(index).map(trim);
                cell(name).map(|name| Document { name, domain: domain.and_then(cell) })
            }
            None => without_header(line),
        };
        let Some(document) = document else {
            let found = line.to_owned();
            return Err(Error::new(
                ErrorKind::Input,
                format!("expected 'DOMAIN DOCUMENT' or a document's name, found '{found}'"),
            )
            .at(self.lines.name(), self.lines.number(), None));
        };
        batch.parts.documents.get_or_insert_default().push(document);
        batch.count_at(self.lines.number());
        Ok(true)
    }
}

fn without_header(line: &str) -> Option<Document<'_>> {
    let line = trim(line);
    if line.is_empty() {
        return None;
    }
    Some(match line.split_once(is_space) {
        Some((domain, name)) => Document { name: trim(name), domain: Some(domain) },
        None => Document { name: line, domain: None },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_domain_and_a_name_or_only_a_name() {
        let news = Document { name: "bbc 17", domain: Some("news") };
        assert_eq!(without_header("news  bbc 17\r"), Some(news));
        assert_eq!(without_header("bbc"), Some(Document { name: "bbc", domain: None }));
        assert_eq!(without_header(" "), None);
    }

    #[test]
    fn a_header_tells_the_columns() {
        assert_eq!(header("Document\tdomain"), Some((0, Some(1))));
        assert_eq!(header("id\tdoc_id"), Some((1, None)));
        assert_eq!(header("news bbc.1"), None);
    }
}
