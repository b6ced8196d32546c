//! Batch: some records of one file, as the parts of a corpus that the file gives.

use super::columns::Role;
use super::{Documents, Parts, System};
use crate::error::Result;
use crate::text::Stream;

/// Records of one file: every part the file gives has one entry per record.
#[derive(Debug, Clone, Default)]
pub(super) struct Batch {
    pub(super) parts: Parts,
    pub(super) records: usize,
    /// The line at which each record starts; empty where record `k` is line `k`.
    lines: Vec<u32>,
}

impl Batch {
    /// No records yet, of a file that gives these parts.
    pub(super) fn new(parts: Parts) -> Self {
        Batch { parts, ..Batch::default() }
    }

    /// Counts the record that was appended, which starts at this line.
    pub(super) fn count_at(&mut self, line: usize) {
        self.records += 1;
        // Behind 4 billion lines a message names the last of them.
        self.lines.push(u32::try_from(line).unwrap_or(u32::MAX));
    }

    /// The line at which a record starts, where that is not its number.
    pub(super) fn line(&self, record: usize) -> Option<usize> {
        self.lines.get(record).map(|line| *line as usize)
    }

    /// Appends the references of a record. A record with more than any before adds streams in
    /// which the earlier records are absent.
    pub(super) fn push_references(&mut self, references: &[Option<&str>]) {
        let streams = &mut self.parts.references;
        while streams.len() < references.len() {
            let mut stream = Stream::new();
            (0..self.records).for_each(|_| stream.push_absent());
            streams.push(stream);
        }
        for (index, stream) in streams.iter_mut().enumerate() {
            push(stream, references.get(index).copied().flatten());
        }
    }
}

/// Appends a segment, or that there is none.
pub(super) fn push(stream: &mut Stream, segment: Option<&str>) {
    match segment {
        Some(segment) => stream.push(segment),
        None => stream.push_absent(),
    }
}

/// A file that gives its records one after another.
pub(super) trait Records: Send {
    /// Appends the next record to the batch, whose parts began as [`Layout::parts`]; `false` at
    /// the end. Counts it, with its line where that is not its number.
    fn next(&mut self, batch: &mut Batch) -> Result<bool>;

    /// What was done so far that a user may want to know.
    fn notes(&self) -> Vec<String> {
        Vec::new()
    }

    /// How many references so far were made from a machine's suggestion in the same unit.
    fn post_edited(&self) -> usize {
        0
    }
}

/// What a file gives, known once it is open.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Layout {
    pub(super) has_source: bool,
    pub(super) references: usize,
    /// Name and path of each system.
    pub(super) systems: Vec<(String, String)>,
    pub(super) has_documents: bool,
    pub(super) has_ids: bool,
    pub(super) has_mentions: bool,
    /// The chosen keys that the file has.
    pub(super) found: Vec<String>,
    /// The names it has, for messages.
    pub(super) names: Vec<String>,
    /// Whether its objects are whole documents, as in WMT's files.
    pub(super) is_document_by_document: bool,
}

impl Layout {
    /// Parts without a segment, one stream for each thing the file gives.
    pub(super) fn parts(&self) -> Parts {
        Parts {
            source: self.has_source.then(Stream::new),
            references: vec![Stream::new(); self.references],
            systems: self
                .systems
                .iter()
                .map(|(name, path)| System {
                    name: name.clone(),
                    path: path.clone(),
                    hypotheses: Stream::new(),
                })
                .collect(),
            documents: self.has_documents.then(Documents::new),
            ids: self.has_ids.then(Stream::new),
            mentions: self.has_mentions.then(Vec::new),
            scores: Vec::new(),
            is_recut: false,
            is_post_edited: false,
        }
    }

    /// What the file gives, in words: `source, 2 references, ids`.
    pub(super) fn describe(&self) -> String {
        let mut given = Vec::new();
        if self.has_source {
            given.push(Role::Source.name().to_owned());
        }
        match self.references {
            0 => {}
            1 => given.push(Role::Reference.name().to_owned()),
            several => given.push(format!("{several} references")),
        }
        for (name, _) in &self.systems {
            given.push(format!("system {name}"));
        }
        for (has, name) in [
            (self.has_documents, "documents"),
            (self.has_ids, "ids"),
            (self.has_mentions, "mentions"),
        ] {
            if has {
                given.push(name.to_owned());
            }
        }
        given.join(", ")
    }
}
