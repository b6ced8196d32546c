//! Lexicon: `mizan lexicon check`.

use std::io::Write;
use std::path::PathBuf;

use mizan::entity::Lexicon;
use mizan::entity::lexicon::check as findings_in;

use crate::Ending;
use crate::exit::Outcome;

/// Prints every finding in the files, or in the built-in lexicon where there is none.
pub(crate) fn check(files: &[PathBuf]) -> Ending {
    let read;
    let lexicon = if files.is_empty() {
        Lexicon::built_in()
    } else {
        read = Lexicon::read(files)?;
        &read
    };
    let findings = findings_in(lexicon);
    let mut out = anstream::stdout().lock();
    for finding in &findings {
        writeln!(out, "{finding}")?;
    }
    let entries = counted(lexicon.len(), "entry", "entries");
    if findings.is_empty() {
        writeln!(out, "no findings in {entries}")?;
        return Ok(Outcome::Done);
    }
    writeln!(out, "{} in {entries}", counted(findings.len(), "finding", "findings"))?;
    Ok(Outcome::Findings)
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
