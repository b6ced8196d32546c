//! Batches: the files of a corpus made to pair line by line, by re-cutting the hypotheses.

use super::super::batch::Batch;
use super::super::pairing::{Side, mismatch};
use super::super::selection::Purpose;
use super::super::warning::Warning;
use super::{Align, Recut, recut_documents};
use crate::error::{Error, ErrorKind, Result};
use crate::text::Stream;

/// What was done to the batches, for the user to know.
#[derive(Debug, Default)]
pub(in super::super) struct Report {
    pub(in super::super) is_recut: bool,
    pub(in super::super) warnings: Vec<Warning>,
    pub(in super::super) notes: Vec<String>,
}

/// Re-cuts the hypotheses to the references' segments. A source of another length is left out, for
/// it cannot be compared word by word; references and lists of documents must pair.
pub(in super::super) fn recut_all(
    sides: &[Side<'_>],
    align: Align,
) -> Result<(Vec<(Purpose, Batch)>, Report)> {
    let fixed = |side: &&Side<'_>| match side.purpose {
        Purpose::Reference | Purpose::Documents => true,
        Purpose::Source | Purpose::Hypothesis => false,
    };
    let fixed: Vec<&Side<'_>> = sides.iter().filter(fixed).collect();
    if let Some(error) = mismatch(&fixed) {
        return Err(error.help("only hypotheses can be re-cut: references must be cut alike"));
    }
    let references = || sides.iter().filter(|side| side.purpose == Purpose::Reference);
    let Some(master) = references().next() else {
        let message = "a hypothesis is re-cut to a reference, and there is none";
        return Err(Error::new(ErrorKind::Setting, message));
    };
    let texts = master.batch.parts.references.first().ok_or_else(|| {
        Error::new(ErrorKind::Nothing, "there is no reference to cut to").in_file(master.name)
    })?;
    let listed = sides.iter().find(|side| side.purpose == Purpose::Documents).unwrap_or(master);
    let documents = listed.batch.parts.documents.as_ref();
    let mut report = Report::default();
    let mut batches = Vec::with_capacity(sides.len());
    for side in sides {
        let mut batch = side.batch.clone();
        let pairs = batch.records == master.count;
        if side.purpose == Purpose::Source && !pairs {
            report.warnings.push(Warning {
                message: format!(
                    "{} has {} segments, {} has {}: the source is left out, only hypotheses can \
                     be re-cut",
                    side.name, side.count, master.name, master.count
                ),
                count: 1,
            });
            continue;
        }
        let is_asked = match align {
            Align::Never => false,
            Align::Differing => !pairs,
            Align::Always => true,
        };
        if is_asked && !batch.parts.systems.is_empty() {
            let own = (side.purpose == Purpose::Hypothesis).then(|| batch.parts.documents.take());
            let own = own.flatten().or_else(|| pairs.then(|| documents.cloned())?);
            for system in &mut batch.parts.systems {
                let before = system.hypotheses.len();
                let recut = recut_documents((texts, documents), (&system.hypotheses, own.as_ref()))
                    .map_err(|error| error.in_file(side.name))?;
                report.tell(&system.name, before, &recut);
                system.hypotheses = recut.segments;
            }
            batch.records = master.count;
            if side.purpose == Purpose::Hypothesis {
                // Of lines that are no more.
                batch.parts.ids = None;
                batch.parts.source = None;
                batch.parts.mentions = None;
                batch.parts.references = Vec::<Stream>::new();
            }
        }
        batches.push((side.purpose, batch));
    }
    Ok((batches, report))
}

impl Report {
    fn tell(&mut self, name: &str, before: usize, recut: &Recut) {
        self.is_recut = true;
        self.notes.push(summary(name, before, recut));
        if let Some(doubts) = doubts(recut) {
            let count = recut.doubtful().count();
            self.warnings.push(Warning { message: format!("{name}: {doubts}"), count });
        }
    }
}

/// What was re-cut, in words.
pub fn summary(name: &str, before: usize, recut: &Recut) -> String {
    let noun = if before == 1 { "segment" } else { "segments" };
    format!(
        "{name}: {before} {noun} re-cut to {}, confidence {:.2}",
        recut.segments.len(),
        recut.confidence()
    )
}

/// The segments of low confidence, counted from 1, in words.
pub fn doubts(recut: &Recut) -> Option<String> {
    const SHOWN: usize = 20;
    let doubtful: Vec<usize> = recut.doubtful().map(|index| index + 1).collect();
    if doubtful.is_empty() {
        return None;
    }
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for &segment in &doubtful {
        match runs.last_mut().filter(|(_, last)| last + 1 == segment) {
            Some((_, last)) => *last = segment,
            None => runs.push((segment, segment)),
        }
    }
    let run = |&(first, last): &(usize, usize)| match last - first {
        0 => first.to_string(),
        _ => format!("{first}-{last}"),
    };
    let mut named: Vec<String> = runs.iter().take(SHOWN).map(run).collect();
    if runs.len() > SHOWN {
        named.push("…".to_owned());
    }
    let (all, named) = (recut.segments.len(), named.join(", "));
    Some(format!("low confidence in {} of {all} segments: {named}", doubtful.len()))
}
