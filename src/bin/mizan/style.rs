//! Style: colours, and messages on standard error.

use std::io::Write;

use anstyle::{AnsiColor, Style};

/// The best value of a column.
pub(crate) const BEST: Style = Style::new().bold();
/// What explains and may be passed over.
pub(crate) const FAINT: Style = Style::new().dimmed();
/// What must be corrected.
pub(crate) const ERROR: Style = AnsiColor::Red.on_default().bold();
/// What should be looked at.
pub(crate) const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const NOTE: Style = AnsiColor::Cyan.on_default().bold();

/// Prints an error.
pub(crate) fn error(text: &str) {
    message("error", ERROR, text);
}

/// Prints a warning.
pub(crate) fn warning(text: &str) {
    message("warning", WARNING, text);
}

/// Prints a note.
pub(crate) fn note(text: &str) {
    message("note", NOTE, text);
}

/// Prints what a user should know of a corpus: warnings, notes, and how files were paired.
pub(crate) fn remarks(warnings: &[String], notes: &[String], pairing: Option<String>) {
    warnings.iter().for_each(|text| warning(text));
    notes.iter().for_each(|text| note(text));
    if let Some(pairing) = pairing {
        note(&format!("pairing\n{}", pairing.trim_end()).replace('\n', "\n  "));
    }
}

fn message(label: &str, style: Style, text: &str) {
    // Where standard error is closed there is nobody to tell.
    let _ = writeln!(anstream::stderr(), "{style}{label}:{style:#} {text}");
}
