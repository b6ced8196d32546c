//! File: one opened file of a corpus and what it gives.

use std::path::Path;

use super::batch::{Batch, Layout, Records};
use super::columns::Role;
use super::format::{Format, system_name};
use super::input::{Inputs, display_name, is_stdin};
use super::lines::Lines;
use super::plan::Plan;
use super::selection::{Purpose, Request};
use super::separated::Dialect;
use super::units::Repeats;
use super::{documents, json, localization, parquet, plain, separated, units, wmt_xml, xlsx};
use crate::error::Result;

/// A file that is open, with what it was given for and what it gives.
pub(super) struct TextFile {
    pub(super) name: String,
    pub(super) purpose: Purpose,
    pub(super) format: Format,
    pub(super) layout: Layout,
    /// How many records were read.
    pub(super) count: usize,
    records: Stage,
}

/// The records of a file, which may hold much memory, or at the end what there is to say of them.
enum Stage {
    Read(Box<dyn Records>),
    Ended { notes: Vec<String>, post_edited: usize },
}

impl TextFile {
    /// Opens a file for a purpose; `system` is the name given to the output in it.
    pub(super) fn open(
        inputs: &mut Inputs,
        plan: &Plan,
        purpose: Purpose,
        path: &Path,
        system: Option<&String>,
    ) -> Result<Self> {
        let format = match purpose {
            Purpose::Documents => Format::Plain,
            Purpose::Source | Purpose::Reference | Purpose::Hypothesis => {
                format_of(plan, purpose, path)?
            }
        };
        let input = inputs.open(path)?;
        let is_chosen = plan.format.is_some() || plan.columns.has(purpose.role());
        let (format, input) =
            if is_chosen { (format, input) } else { localization::of_content(format, input)? };
        let request = Request {
            purpose,
            columns: plan.columns.clone(),
            roles: roles(plan, purpose),
            is_json: matches!(format, Format::Json | Format::MEta | Format::Wmt),
            system: system.cloned(),
            file_stem: system_name(path),
            path: path.display().to_string(),
            is_both: plan.references.iter().any(|reference| reference == path)
                && plan.systems.iter().any(|system| system.path == path),
        };
        let (records, layout) = match format {
            Format::Plain if purpose == Purpose::Documents => {
                documents::open(Lines::new(input), &request)?
            }
            Format::Plain | Format::MtMetricsEval => {
                plain::open(Lines::new(input), &request, plan.line_end)
            }
            Format::Tsv => separated::open(Lines::new(input), Dialect::Tabs, &request)?,
            Format::Csv => separated::open(Lines::new(input), Dialect::Quoted(None), &request)?,
            Format::Json | Format::MEta | Format::Wmt => json::open(Lines::new(input), &request)?,
            Format::Tmx => {
                let memory = localization::units(format, input)?;
                units::open(memory, Repeats::AreReferences, &request)?
            }
            Format::WmtXml => wmt_xml::open(input, &request)?,
            Format::Xlsx => xlsx::open(input, &request)?,
            Format::Parquet => parquet::open(input, &request)?,
            Format::Xliff
            | Format::Po
            | Format::Mo
            | Format::Properties
            | Format::Resx
            | Format::Android
            | Format::Strings
            | Format::Stringsdict
            | Format::Xcstrings
            | Format::JsonI18n
            | Format::Arb
            | Format::Yaml
            | Format::QtTs
            | Format::Srt
            | Format::Vtt => {
                units::open(localization::units(format, input)?, Repeats::AreErrors, &request)?
            }
        };
        Ok(TextFile {
            name: display_name(path),
            purpose,
            format,
            layout,
            count: 0,
            records: Stage::Read(records),
        })
    }

    /// The next records, at most `limit`.
    pub(super) fn read(&mut self, limit: usize) -> Result<Batch> {
        let mut batch = Batch::new(self.layout.parts());
        while let Stage::Read(records) = &mut self.records
            && batch.records < limit
        {
            if !records.next(&mut batch)? {
                let (notes, post_edited) = (records.notes(), records.post_edited());
                self.records = Stage::Ended { notes, post_edited };
            }
        }
        // Later batches have at least the references that this one has.
        self.layout.references = batch.parts.references.len();
        self.count += batch.records;
        Ok(batch)
    }

    /// What was done with the records so far that a user may want to know.
    pub(super) fn notes(&self) -> Vec<String> {
        let notes = match &self.records {
            Stage::Read(records) => records.notes(),
            Stage::Ended { notes, .. } => notes.clone(),
        };
        notes.into_iter().map(|note| format!("{}: {note}", self.name)).collect()
    }

    /// How many references so far were made from a machine's suggestion in the same unit.
    pub(super) fn post_edited(&self) -> usize {
        match &self.records {
            Stage::Read(records) => records.post_edited(),
            Stage::Ended { post_edited, .. } => *post_edited,
        }
    }

    /// Reads to the end and keeps nothing but the count.
    pub(super) fn count_rest(&mut self) -> Result<()> {
        const AT_ONCE: usize = 4096;
        while let Stage::Read(_) = self.records {
            self.read(AT_ONCE)?;
        }
        Ok(())
    }
}

/// The format chosen, else that of the extension; text with chosen columns is TSV.
fn format_of(plan: &Plan, purpose: Purpose, path: &Path) -> Result<Format> {
    if let Some(format) = plan.format {
        return Ok(format);
    }
    let format = if is_stdin(path) { Format::Plain } else { Format::of_path(path)? };
    let has_columns = plan.columns.has(purpose.role());
    Ok(match format {
        Format::Plain if has_columns => Format::Tsv,
        other => other,
    })
}

/// What a file given for this purpose may give: what no other file was given for.
fn roles(plan: &Plan, purpose: Purpose) -> Vec<Role> {
    let mut roles = vec![purpose.role(), Role::Id, Role::Document, Role::Domain];
    if purpose == Purpose::Reference {
        roles.push(Role::Mention);
        if plan.source.is_none() {
            roles.push(Role::Source);
        }
        if plan.systems.is_empty() {
            roles.push(Role::Hypothesis);
        }
    }
    roles
}
