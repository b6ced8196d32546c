//! Human: segment scores that people gave, by system and segment.
//!
//! The files are those of [`ScoreFile`](super::ScoreFile): `SYSTEM SCORE` lines as in
//! mt-metrics-eval's `human-scores`, tables and JSON objects. Several scores of one output, by
//! several annotators, are averaged; an output may have none.

use std::collections::BTreeMap;
use std::path::Path;

use super::input::Input;
use super::scores::{Entry, entries};
use super::warning::Warning;
use crate::error::{Error, ErrorKind, Result};

/// Human scores of a corpus's systems.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct HumanScores {
    /// What was asked of people: `mqm`, `esa`, or the name of the file.
    pub name: String,
    /// The systems that have scores, in the corpus's order, with one value per segment; `None`
    /// where nobody scored it.
    pub systems: Vec<(String, Vec<Option<f64>>)>,
    /// The corpus's systems that have none.
    pub unscored: Vec<String>,
    /// What a user should know: scores of systems that the corpus does not have.
    pub warnings: Vec<Warning>,
}

impl HumanScores {
    /// Reads the scores of these systems, each of so many segments.
    ///
    /// # Errors
    ///
    /// What reading scores gives; [`ErrorKind::Mismatch`] where the file has no score of any of the
    /// systems, a segment beyond the last, or in a file without segments another number of them.
    ///
    /// # Examples
    ///
    /// ```
    /// use mizan::corpus::HumanScores;
    ///
    /// let folder = tempfile::tempdir()?;
    /// let path = folder.path().join("esa.tsv");
    /// std::fs::write(&path, "system\tsegment\tscore\na\t2\t80\na\t2\t70\n")?;
    /// let scores = HumanScores::read("esa", &path, &["a", "b"], 2)?;
    /// assert_eq!(scores.systems, [("a".to_owned(), vec![None, Some(75.0)])]);
    /// assert_eq!(scores.unscored, ["b"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn read(name: &str, path: &Path, systems: &[&str], segments: usize) -> Result<Self> {
        let input = Input::open(path)?;
        let file = input.name.clone();
        let mut found: BTreeMap<String, Vec<Entry>> = BTreeMap::new();
        for entry in entries(path, input)? {
            found.entry(entry.system.clone()).or_default().push(entry);
        }
        let mut scores = HumanScores { name: name.to_owned(), ..HumanScores::default() };
        if !systems.iter().any(|system| found.contains_key(*system)) {
            return Err(no_common_system(&file, &found, systems));
        }
        for system in systems {
            let given = found.remove(*system).unwrap_or_default();
            let values = means(&file, &given, segments)?;
            if values.iter().any(Option::is_some) {
                scores.systems.push(((*system).to_owned(), values));
            } else {
                scores.unscored.push((*system).to_owned());
            }
        }
        if !found.is_empty() {
            let names: Vec<&str> = found.keys().map(String::as_str).collect();
            let message = format!(
                "{file}: human scores of systems that the corpus does not have: {}",
                names.join(", ")
            );
            scores.warnings.push(Warning { message, count: names.len() });
        }
        Ok(scores)
    }
}

fn no_common_system(file: &str, found: &BTreeMap<String, Vec<Entry>>, systems: &[&str]) -> Error {
    let names: Vec<&str> = found.keys().map(String::as_str).collect();
    let message = format!(
        "no system of the corpus has human scores; scored are: {}; the corpus has: {}",
        names.join(", "),
        systems.join(", ")
    );
    Error::new(ErrorKind::Mismatch, message)
        .in_file(file)
        .help("name the systems as the scores do: -i NAME=PATH")
}

/// The mean score of each segment.
fn means(file: &str, entries: &[Entry], segments: usize) -> Result<Vec<Option<f64>>> {
    let unnumbered = entries.iter().filter(|entry| entry.segment.is_none()).count();
    if unnumbered > 0 && unnumbered != segments {
        let message = format!(
            "system '{}' has {unnumbered} lines, expected {segments}, one per segment",
            entries[0].system
        );
        return Err(Error::new(ErrorKind::Mismatch, message)
            .in_file(file)
            .help("write None where a segment has no score, or give a column 'segment'"));
    }
    let mut sums = vec![(0.0, 0_usize); segments];
    let mut unnumbered = 1..;
    for entry in entries {
        let number = entry.segment.or_else(|| unnumbered.next()).unwrap_or_default();
        let Some((sum, count)) = number.checked_sub(1).and_then(|index| sums.get_mut(index)) else {
            let message = format!("segment {number} is beyond the last, {segments}");
            return Err(Error::new(ErrorKind::Mismatch, message).at(file, entry.line, None));
        };
        if let Some(value) = entry.value {
            *sum += value;
            *count += 1;
        }
    }
    Ok(sums.into_iter().map(|(sum, count)| (count > 0).then(|| sum / count as f64)).collect())
}
