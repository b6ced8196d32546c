//! Config: `mizan init` and `mizan config show`, and how a configuration is found.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use mizan::config::{
    self, Config, FILE_NAME, Origin, Overrides, Setting, environment, guess, nearest,
};
use mizan::{Error, ErrorKind};

use crate::args::{ConfigShow, Init};
use crate::exit::Outcome;
use crate::write::{OutputFile, is_standard};
use crate::{Ending, style};

/// A configuration with all layers, and where its values came from.
pub(crate) struct Layered {
    pub(crate) config: Config,
    pub(crate) settings: Vec<Setting>,
    /// The file as it was named, or found.
    pub(crate) file: PathBuf,
}

/// Reads a configuration, the nearest where none is named, and puts flags and the environment over
/// it.
pub(crate) fn read(named: Option<&Path>, flags: &Overrides) -> mizan::Result<Layered> {
    let file = match named {
        Some(path) if path.is_dir() => path.join(FILE_NAME),
        Some(path) => path.to_owned(),
        None => found_here()?,
    };
    let mut config = Config::read(&file)?;
    let text = std::fs::read_to_string(&file).map_err(|error| Error::io(&file, &error))?;
    let variables = environment(|name| std::env::var(name).ok())?;
    let settings = config.layer(&text, flags, &variables)?;
    Ok(Layered { config, settings, file })
}

/// The nearest configuration, under its shortest name.
fn found_here() -> mizan::Result<PathBuf> {
    let here = std::env::current_dir().map_err(|error| Error::io(Path::new("."), &error))?;
    match nearest(&here) {
        Some(file) if file.parent() == Some(&here) => Ok(PathBuf::from(FILE_NAME)),
        Some(file) => Ok(file),
        None => {
            Err(Error::new(ErrorKind::Setting, format!("there is no {FILE_NAME} here or above"))
                .help("mizan init writes one, or name a folder that has one"))
        }
    }
}

/// Writes a configuration from what a folder holds.
pub(crate) fn init(arguments: &Init) -> Ending {
    let file = arguments.output.clone().unwrap_or_else(|| arguments.folder.join(FILE_NAME));
    let is_printed = arguments.dry_run || is_standard(&file);
    if !is_printed && file.exists() {
        let error = Error::new(ErrorKind::Setting, "is there already, and is not written over");
        let shown = file.display().to_string();
        return Err(error.in_file(&shown).help("mizan init -o - prints what it would be").into());
    }
    let config::Guess { text, said } = guess(&arguments.folder)?;
    for sentence in &said {
        style::note(sentence);
    }
    if is_printed {
        io::stdout().lock().write_all(text.as_bytes())?;
        return Ok(Outcome::Done);
    }
    let mut output = OutputFile::create(&file)?;
    output.write_all(text.as_bytes()).map_err(|error| output.failed(&error))?;
    output.finish()?;
    style::note(&format!(
        "wrote {}; mizan run --dry-run says what pairs with what",
        file.display()
    ));
    Ok(Outcome::Done)
}

/// Prints the values that hold, as a configuration.
pub(crate) fn show(arguments: &ConfigShow) -> Ending {
    let flags = arguments.above.overrides(arguments.output.as_ref(), arguments.threads);
    let Layered { settings, file, .. } = read(arguments.config.as_deref(), &flags)?;
    let mut out = anstream::stdout().lock();
    let mut table = "";
    for setting in &settings {
        if setting.table != table {
            table = setting.table;
            writeln!(out, "\n[{table}]")?;
        }
        let line = format!("{} = {}", setting.key, setting.value);
        if !arguments.origin {
            writeln!(out, "{line}")?;
            continue;
        }
        let origin = match &setting.origin {
            Origin::Flag(flag) => format!("flag {flag}"),
            Origin::Environment(variable) => format!("environment {variable}"),
            Origin::File(line) => format!("{}:{line}", file.display()),
            Origin::Default => "default".to_owned(),
        };
        writeln!(out, "{line:<48}  # {origin}")?;
    }
    Ok(Outcome::Done)
}
