//! Lexicon: `mizan lexicon check` and `mizan lexicon build`.

use std::io::Write;
use std::path::PathBuf;

use mizan::entity::Lexicon;
use mizan::entity::lexicon::{build as built_from, check as findings_in};
use mizan::{Error, ErrorKind};

use crate::Ending;
use crate::args::LexiconBuild;
use crate::exit::Outcome;
use crate::write::OutputFile;

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
    for (file, attribution) in lexicon.attributions() {
        for line in attribution.lines() {
            writeln!(out, "{file}: names from: {}", plain(line))?;
        }
    }
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

/// Compiles the files into one and says what is in it.
pub(crate) fn build(arguments: &LexiconBuild) -> Ending {
    let path = &arguments.output;
    let name = path.display().to_string();
    if !name.to_lowercase().ends_with(".mlex") {
        let message = format!("the output is named '{name}', expected a name that ends with .mlex");
        let error = Error::new(ErrorKind::Setting, message);
        return Err(error.help("that is how --lexicon knows a compiled lexicon").into());
    }
    let mut file = OutputFile::create(path)?;
    let built = built_from(&arguments.files, arguments.format, &arguments.attribution)?;
    file.write_all(&built.bytes).map_err(|error| file.failed(&error))?;
    file.finish()?;
    let mut out = anstream::stdout().lock();
    write!(
        out,
        "{name}: {}, {}, {}",
        counted(built.entries, "entry", "entries"),
        counted(built.spellings, "spelling", "spellings"),
        counted(built.forms, "Arabic form", "Arabic forms")
    )?;
    if built.left_out > 0 {
        let left_out = counted(built.left_out, "spelling", "spellings");
        write!(out, "; {left_out} left out that an earlier entry has")?;
    }
    writeln!(out)?;
    Ok(Outcome::Done)
}

/// A text from a file without what a terminal would obey.
fn plain(text: &str) -> String {
    text.chars().filter(|character| !character.is_control()).collect()
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// The names of these files, then the built-in ones.
pub(crate) fn with_built_in(files: &[PathBuf]) -> mizan::Result<Lexicon> {
    if files.is_empty() {
        return Ok(Lexicon::built_in().clone());
    }
    let mut lexicon = Lexicon::read(files)?;
    lexicon.extend(Lexicon::built_in());
    Ok(lexicon)
}
