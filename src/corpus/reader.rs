//! Reader: the corpus of a plan, whole or in chunks.

use std::fmt::Write as _;
use std::io::Read;

use super::align::{Align, batches};
use super::batch::Batch;
use super::file::TextFile;
use super::format::Format;
use super::input::Inputs;
use super::pairing::{Pairing, Side, mismatch, side_by_side};
use super::plan::Plan;
use super::scores::Scores;
use super::selection::Purpose;
use super::warning::Warning;
use super::{Corpus, Parts, first_double, join, mt_metrics_eval, wmt};
use crate::error::{Error, ErrorKind, Result, closest};

/// The opened files of a plan.
pub struct Reader {
    files: Vec<TextFile>,
    scores: Vec<Scores>,
    pairing: Pairing,
    warnings: Vec<Warning>,
    notes: Vec<String>,
    /// Per system, how many of its segments have no prediction.
    missing: Vec<(String, usize)>,
    is_done: bool,
    /// Whether the user said that the references were made from the hypotheses.
    is_post_edited: bool,
    /// Whether everything was read at once, to be re-cut.
    is_aligned: bool,
    /// All of the corpus, where it had to be read at once to be re-cut.
    recut: Option<Parts>,
}

/// Opens the files of a plan.
///
/// # Errors
///
/// [`ErrorKind::Io`] for a file that cannot be read, [`ErrorKind::Input`] for one whose columns or
/// keys are not those asked for, [`ErrorKind::Setting`] for a plan that contradicts itself.
pub fn open(plan: &Plan) -> Result<Reader> {
    open_with_stdin(plan, Box::new(std::io::stdin()))
}

/// Opens the files of a plan; `-` is the reader given.
///
/// # Errors
///
/// As for [`open`].
///
/// # Examples
///
/// ```
/// use mizan::corpus::{Plan, open_with_stdin};
///
/// let plan = Plan {
///     references: vec!["-".into()],
///     columns: "reference=1,hypothesis=2".parse()?,
///     ..Plan::default()
/// };
/// let mut reader = open_with_stdin(&plan, Box::new("باكو\tBaku\n".as_bytes()))?;
/// let chunk = reader.next_chunk(1000)?.expect("there is a segment");
/// assert_eq!(chunk.systems()[0].hypotheses.get(0), Some("Baku"));
/// assert!(reader.next_chunk(1000)?.is_none());
/// # Ok::<(), mizan::Error>(())
/// ```
pub fn open_with_stdin(plan: &Plan, stdin: Box<dyn Read + Send>) -> Result<Reader> {
    let mut warnings = Vec::new();
    let expanded = mt_metrics_eval::expand(plan, &mut warnings)?;
    let plan = expanded.as_ref().unwrap_or(plan);
    let mut inputs = Inputs::new(stdin, plan.limits);
    let mut files = Vec::new();
    let mut add = |purpose, path, name| {
        TextFile::open(&mut inputs, plan, purpose, path, name).map(|file| files.push(file))
    };
    if let Some(path) = &plan.source {
        add(Purpose::Source, path, None)?;
    }
    for path in &plan.references {
        add(Purpose::Reference, path, None)?;
    }
    for system in &plan.systems {
        add(Purpose::Hypothesis, &system.path, system.name.as_ref())?;
    }
    if files_are_missing(plan) {
        return Err(Error::new(ErrorKind::Nothing, "no text is given"));
    }
    if let Some(path) = &plan.documents {
        add(Purpose::Documents, path, None)?;
    }
    let mut scores = Vec::new();
    for file in &plan.scores {
        scores.push(Scores::read(file, inputs.open(&file.path)?)?);
    }
    check_columns(plan, &files)?;
    check_names(&files)?;
    let pairing = choose_pairing(plan.format, &files)?;
    if pairing == Pairing::Line {
        warnings.extend(unused_ids(&files));
    }
    let mut reader = Reader {
        pairing,
        files,
        scores,
        warnings,
        notes: Vec::new(),
        missing: Vec::new(),
        is_done: false,
        is_post_edited: plan.post_edited,
        is_aligned: false,
        recut: None,
    };
    if plan.align != Align::Never {
        reader.recut(plan.align)?;
    }
    Ok(reader)
}

fn files_are_missing(plan: &Plan) -> bool {
    plan.source.is_none() && plan.references.is_empty() && plan.systems.is_empty()
}

/// Every column chosen must be in some file.
fn check_columns(plan: &Plan, files: &[TextFile]) -> Result<()> {
    let has = |key: &str| files.iter().any(|f| f.layout.found.iter().any(|found| found == key));
    let Some((role, key)) = plan.columns.all().find(|(_, key)| !has(key)) else {
        return Ok(());
    };
    let names = || files.iter().flat_map(|file| &file.layout.names).map(String::as_str);
    let error = Error::new(
        ErrorKind::Input,
        format!("no file has a column '{key}' for the {}", role.name()),
    );
    Err(match closest(key, names()) {
        Some(near) => error.help(format!("did you mean '{near}'?")),
        None if names().next().is_none() => error.help("plain text has no columns; see --from"),
        None => error.detail(format!("found: {}", names().collect::<Vec<_>>().join(", "))),
    })
}

/// The warning for ids that pair nothing because another file has none. Where one table stands
/// beside plain text, its ids are not meant to.
fn unused_ids(files: &[TextFile]) -> Option<Warning> {
    let texts = || files.iter().filter(|file| file.purpose != Purpose::Documents);
    let with_ids = texts().filter(|file| file.layout.has_ids).count();
    let without = texts().find(|file| !file.layout.has_ids)?;
    if with_ids == 0 || with_ids == 1 && without.layout.names.is_empty() {
        return None;
    }
    let message =
        format!("{} has no ids, so all files are paired line by line, not by id", without.name);
    Some(Warning { message, count: 1 })
}

fn check_names(files: &[TextFile]) -> Result<()> {
    let parts: Vec<Parts> = files.iter().map(|file| file.layout.parts()).collect();
    let systems: Vec<_> = parts.into_iter().flat_map(|parts| parts.systems).collect();
    let Some(name) = first_double(&systems) else {
        return Ok(());
    };
    let mut error = Error::new(ErrorKind::Setting, format!("two systems are named '{name}'"));
    for system in systems.iter().filter(|system| system.name == name) {
        error = error.detail(system.path.clone());
    }
    Err(error.help("name them: -i NAME=PATH"))
}

fn choose_pairing(format: Option<Format>, files: &[TextFile]) -> Result<Pairing> {
    let texts = || files.iter().filter(|file| file.purpose != Purpose::Documents);
    let lacking = |what: &str, file: &TextFile| {
        Error::new(
            ErrorKind::Input,
            format!("no key for the {what}, found: {}", file.layout.names.join(", ")),
        )
        .in_file(&file.name)
        .help(format!("choose one: --col {what}=NAME"))
    };
    let without_id = texts().find(|file| !file.layout.has_ids);
    let without_document = texts().find(|file| !file.layout.has_documents);
    if format == Some(Format::Wmt) {
        return match without_document {
            Some(file) if !file.layout.names.is_empty() => Err(lacking("document", file)),
            Some(_) | None => Ok(Pairing::Document),
        };
    }
    match without_id {
        Some(file) if format == Some(Format::MEta) && !file.layout.names.is_empty() => {
            Err(lacking("id", file))
        }
        None if texts().count() > 1 => Ok(Pairing::Id),
        Some(_) | None if texts().all(|file| file.layout.is_document_by_document) => {
            Ok(Pairing::Document)
        }
        Some(_) | None => Ok(Pairing::Line),
    }
}

impl Reader {
    /// The next segments, at most this many, or all of them where the corpus does not
    /// [stream](Self::can_stream); `None` at the end, so at once where there is no segment.
    ///
    /// Where references differ in number from segment to segment, a later chunk may have more
    /// references than an earlier one, never fewer.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Input`] for content that is not what its format asks for,
    /// [`ErrorKind::Mismatch`] where files do not pair. After an error there are no more chunks.
    pub fn next_chunk(&mut self, segments: usize) -> Result<Option<Corpus>> {
        if self.is_done {
            return Ok(None);
        }
        self.is_done = true;
        let corpus = self.read(segments)?;
        if !corpus.is_empty() {
            self.is_done = !self.can_stream();
        }
        if self.is_done {
            self.conclude();
        }
        Ok((!corpus.is_empty()).then_some(corpus))
    }

    /// All segments that are left, possibly none.
    ///
    /// # Errors
    ///
    /// As for [`next_chunk`](Self::next_chunk).
    pub fn read_all(&mut self) -> Result<Corpus> {
        self.is_done = true;
        let corpus = self.read(usize::MAX)?;
        self.conclude();
        Ok(corpus)
    }

    /// Whether chunks are read as they are asked for, so that memory stays bounded. What is joined
    /// by id or by document, or has scores made elsewhere, comes as one chunk.
    pub fn can_stream(&self) -> bool {
        !self.is_aligned && self.pairing == Pairing::Line && self.scores.is_empty()
    }

    /// Whether a file gives the source text.
    pub fn has_source(&self) -> bool {
        self.files.iter().any(|file| file.layout.has_source)
    }

    /// How the files are paired.
    pub fn pairing(&self) -> Pairing {
        self.pairing
    }

    /// What was noticed so far; complete once the last chunk was given.
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// What was done that a user may want to know, without being a warning.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// The names of the systems, in the corpus's order.
    pub fn system_names(&self) -> impl Iterator<Item = &str> {
        self.files.iter().flat_map(|file| file.layout.systems.iter().map(|(name, _)| name.as_str()))
    }

    /// In how many segments the reference was made from the hypothesis: it is the accepted
    /// translation of a unit in which a machine suggested the hypothesis. Such scores measure the
    /// work of the post-editor, not the distance to a translation made without the machine.
    /// Complete once the last chunk was given.
    pub fn post_edited(&self) -> usize {
        let is_hypothesis = |name: &str| {
            self.files.iter().any(|f| f.purpose == Purpose::Hypothesis && f.name == name)
        };
        let references = self.files.iter().filter(|file| file.purpose == Purpose::Reference);
        let both =
            references.filter(|file| !file.layout.systems.is_empty() || is_hypothesis(&file.name));
        both.map(TextFile::post_edited).sum()
    }

    /// What pairs with what, in lines of text.
    pub fn description(&self) -> String {
        let mut text = String::new();
        for file in &self.files {
            let format = match file.purpose {
                Purpose::Documents => "list",
                Purpose::Source | Purpose::Reference | Purpose::Hypothesis => file.format.name(),
            };
            // Writing to a String does not fail.
            let _ = writeln!(text, "{} ({format}): {}", file.name, file.layout.describe());
        }
        for scores in &self.scores {
            let _ = writeln!(text, "{}: scores {}", scores.path, scores.name);
        }
        text.push_str(match self.pairing {
            Pairing::Line => "paired line by line\n",
            Pairing::Id => "paired by id\n",
            Pairing::Document => "paired by document, then by paragraph\n",
        });
        text
    }

    fn read(&mut self, segments: usize) -> Result<Corpus> {
        let mut parts = match self.recut.take() {
            Some(parts) => parts,
            None => self.read_parts(segments)?,
        };
        for scores in &self.scores {
            let attached = scores.attach(&parts, &mut self.warnings)?;
            parts.scores.push(attached);
        }
        self.missing.resize(parts.systems.len(), Default::default());
        for (system, (name, count)) in parts.systems.iter().zip(&mut self.missing) {
            name.clone_from(&system.name);
            *count += system.hypotheses.absent();
        }
        parts.is_post_edited = self.is_post_edited || self.post_edited() > 0;
        Corpus::new(parts)
    }

    fn read_parts(&mut self, segments: usize) -> Result<Parts> {
        let limit = if self.can_stream() { segments.max(1) } else { usize::MAX };
        let before: Vec<usize> = self.files.iter().map(|file| file.count).collect();
        let mut batches = Vec::with_capacity(self.files.len());
        for file in &mut self.files {
            batches.push(file.read(limit)?);
        }
        self.pair(&before, batches)
    }

    /// Reads everything and re-cuts the hypotheses. Files that pair by id or by document do so as
    /// ever.
    fn recut(&mut self, align: Align) -> Result<()> {
        if self.pairing != Pairing::Line {
            let message = "hypotheses are not re-cut where files are paired by id or by document";
            self.warnings.push(Warning { message: message.to_owned(), count: 1 });
            return Ok(());
        }
        let before = vec![0; self.files.len()];
        let mut batches = Vec::with_capacity(self.files.len());
        for file in &mut self.files {
            batches.push(file.read(usize::MAX)?);
        }
        let sides = sides(&self.files, &before, batches);
        let (batches, report) = batches::recut_all(&sides, align)?;
        self.warnings.extend(report.warnings);
        self.notes.extend(report.notes);
        let mut parts = side_by_side(batches);
        parts.is_recut = report.is_recut;
        for file in &mut self.files {
            file.layout.has_source &= parts.source.is_some();
        }
        self.is_aligned = true;
        self.recut = Some(parts);
        Ok(())
    }

    fn pair(&mut self, before: &[usize], mut batches: Vec<Batch>) -> Result<Parts> {
        if self.pairing == Pairing::Document {
            let is_asked_for = self.files.iter().any(|file| file.format == Format::Wmt);
            let sides = sides(&self.files, before, batches);
            if is_asked_for || !wmt::has_repeated_documents(&sides) {
                return wmt::by_document(&sides, &mut self.warnings, &mut self.notes);
            }
            // Several segments of a document an object each: not WMT's shape after all.
            self.pairing = Pairing::Line;
            batches = sides.into_iter().map(|side| side.batch).collect();
        }
        if self.pairing == Pairing::Id {
            return join::by_id(sides(&self.files, before, batches), &mut self.warnings);
        }
        if batches.iter().any(|batch| batch.records != batches[0].records) {
            for file in &mut self.files {
                file.count_rest()?;
            }
        }
        let sides = sides(&self.files, before, batches);
        match mismatch(&sides.iter().collect::<Vec<_>>()) {
            Some(error) => Err(error),
            None => Ok(side_by_side(sides.into_iter().map(|side| (side.purpose, side.batch)))),
        }
    }

    /// Says what is known once everything was read.
    fn conclude(&mut self) {
        let left_out: Vec<String> = self.files.iter().flat_map(TextFile::notes).collect();
        self.notes.extend(left_out);
        if self.post_edited() > 0 {
            self.notes.push(format!(
                "the reference was post-edited from the hypothesis in {}: TER is post-editing \
                 distance",
                segments(self.post_edited())
            ));
        }
        self.warn_of_missing();
    }

    fn warn_of_missing(&mut self) {
        for (name, count) in std::mem::take(&mut self.missing) {
            if count > 0 {
                self.warnings.push(Warning {
                    message: format!("system {name} has no prediction for {}", segments(count)),
                    count,
                });
            }
        }
    }
}

/// A count of segments in words.
fn segments(count: usize) -> String {
    match count {
        1 => "1 segment".to_owned(),
        several => format!("{several} segments"),
    }
}

fn sides<'a>(files: &'a [TextFile], before: &[usize], batches: Vec<Batch>) -> Vec<Side<'a>> {
    let with_batches = files.iter().zip(before).zip(batches);
    with_batches
        .map(|((file, &before), batch)| Side {
            name: &file.name,
            purpose: file.purpose,
            before,
            count: file.count,
            batch,
        })
        .collect()
}
