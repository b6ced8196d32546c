//! Material: the texts, paired or each a document, the names to look for, and what was found.

use std::path::PathBuf;

use mizan::corpus::{NamedPath, Parts, Plan, Reader, open};
use mizan::entity::{Audit, Fit, Inventory, Lexicon, audit, audit_document};
use mizan::text::Stream;
use mizan::{Error, ErrorKind, Result};

use super::gold::Gold;
use crate::args::Entities;

/// Everything that results are written from.
pub(super) struct Material {
    pub(super) parts: Parts,
    pub(super) audit: Audit,
    /// The names that were looked for, where they were given.
    pub(super) inventory: Option<Inventory>,
    pub(super) gold: Option<Gold>,
    /// The hash of what was learned, where the texts pair.
    pub(super) fit: Option<u64>,
    pub(super) warnings: Vec<String>,
    pub(super) notes: Vec<String>,
}

impl Material {
    /// Judges texts that pair segment by segment.
    pub(super) fn paired(
        arguments: &Entities,
        mut reader: Reader,
        lexicon: &Lexicon,
    ) -> Result<Self> {
        let corpus = reader.read_all()?;
        check(corpus.systems().len(), corpus.len())?;
        let read = |path: &PathBuf| Inventory::read_for(path, &corpus);
        let mut inventory = arguments.inventory.as_ref().map(read).transpose()?;
        let gold = match &arguments.gold {
            Some(path) => Some(Gold::new(path, read(path)?, &corpus)?),
            None => None,
        };
        if inventory.is_none() && !arguments.mined {
            inventory = gold.as_ref().map(|gold| gold.names.clone());
        }
        let pool = arguments.common.pool()?;
        let (audit, fit) = pool.install(|| {
            let fit = Fit::learn(&corpus);
            (audit(&corpus, &fit, lexicon, inventory.as_ref()), fit.hash())
        });
        let mut notes = reader.notes().to_vec();
        notes.extend(gold.iter().flat_map(|gold| gold.notes(&corpus)));
        let warnings = reader.warnings().iter().map(|warning| warning.message.clone()).collect();
        let parts = corpus.into_parts();
        Ok(Material { parts, audit, inventory, gold, fit: Some(fit), warnings, notes })
    }

    /// Judges texts of which each is one document, whose lines do not pair.
    pub(super) fn documents(arguments: &Entities, lexicon: &Lexicon) -> Result<Self> {
        let (mut parts, mut warnings, mut notes) = (Parts::default(), Vec::new(), Vec::new());
        for plan in document_plans(arguments) {
            let mut reader = open(&plan)?;
            let read = reader.read_all()?.into_parts();
            parts.source = parts.source.or(read.source);
            parts.references.extend(read.references);
            parts.systems.extend(read.systems);
            warnings.extend(reader.warnings().iter().map(|warning| warning.message.clone()));
            notes.extend_from_slice(reader.notes());
        }
        let lines = parts.systems.iter().map(|system| system.hypotheses.len()).max();
        check(parts.systems.len(), lines.unwrap_or_default())?;
        let audit = arguments.common.pool()?.install(|| {
            let source = parts.source.as_ref();
            audit_document(source, &parts.references, parts.systems.clone(), lexicon)
        })?;
        Ok(Material { parts, audit, inventory: None, gold: None, fit: None, warnings, notes })
    }

    /// How many segments there are; where lines do not pair, those of the longest output.
    pub(super) fn segments(&self) -> usize {
        self.parts.systems.iter().map(|system| system.hypotheses.len()).max().unwrap_or_default()
    }

    /// Whether the names were given, by an inventory or with the references as in M-ETA's files.
    pub(super) fn has_given_names(&self) -> bool {
        self.inventory.is_some() || self.parts.mentions.is_some()
    }

    /// How the names were found, as signatures say it.
    pub(super) fn mode(&self) -> &'static str {
        if self.has_given_names() { "inventory" } else { "mined" }
    }

    /// Whether there is something to score against: without a source, and without names that are
    /// given, only the output is looked at.
    pub(super) fn is_scored(&self) -> bool {
        let has_names = self.parts.source.is_some() || self.inventory.is_some();
        has_names && !self.parts.references.is_empty()
    }

    /// A line of a text, where it is there.
    pub(super) fn line(stream: Option<&Stream>, segment: usize) -> &str {
        stream
            .filter(|stream| segment < stream.len())
            .and_then(|stream| stream.get(segment))
            .unwrap_or_default()
    }
}

/// The plan of each file alone.
pub(super) fn document_plans(arguments: &Entities) -> Vec<Plan> {
    let texts = &arguments.texts;
    let plan = Plan {
        references: Vec::new(),
        source: None,
        systems: Vec::new(),
        ..texts.plan(&arguments.layout)
    };
    let source =
        texts.source.iter().map(|path| Plan { source: Some(path.clone()), ..plan.clone() });
    let references = texts.references.iter();
    let references = references.map(|path| Plan { references: vec![path.clone()], ..plan.clone() });
    let systems = texts.input.iter();
    let systems =
        systems.map(|path: &NamedPath| Plan { systems: vec![path.clone()], ..plan.clone() });
    source.chain(references).chain(systems).collect()
}

fn check(systems: usize, segments: usize) -> Result<()> {
    let nothing = |message: &str| Error::new(ErrorKind::Nothing, message);
    match (systems, segments) {
        (0, _) => Err(nothing("there is no output to look at").help("name it: -i FILE")),
        (_, 0) => Err(nothing("there is no segment to look at")),
        _ => Ok(()),
    }
}
