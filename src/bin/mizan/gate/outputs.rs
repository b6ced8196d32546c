//! Outputs: where a decision goes, each file as its name says.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};

use mizan::config::Config;
use mizan::gate::{Decision, write};
use mizan::{Error, ErrorKind, Result};

use crate::args::GateFormat;
use crate::write::{OutputFile, is_standard};

/// Files as a reviewer's tool finds them: relative to the current directory.
pub(super) struct Places {
    /// What stands before the paths of the configuration: empty, or with a slash at its end.
    folder: String,
    /// The configuration.
    config: String,
}

impl Places {
    pub(super) fn of(config: &Config, file: &Path) -> Self {
        let here = std::env::current_dir().ok().and_then(|here| here.canonicalize().ok());
        let folder = config.folder.canonicalize().ok();
        let below = here.zip(folder).and_then(|(here, folder)| {
            let below = folder.strip_prefix(&here).ok()?;
            Some(below.to_string_lossy().replace('\\', "/"))
        });
        let folder = match below {
            Some(below) if !below.is_empty() => format!("{below}/"),
            _ => String::new(),
        };
        let file = file.file_name().unwrap_or_default().to_string_lossy();
        Places { config: format!("{folder}{file}"), folder }
    }
}

/// Files that are being written.
pub(super) struct Outputs(Vec<(GateFormat, OutputFile)>);

impl Outputs {
    /// Opens all of them, before the work, so that a wrong name is known at once.
    pub(super) fn open(paths: &[PathBuf]) -> Result<Self> {
        let open = |path: &PathBuf| {
            let format = format_of(path)?;
            Ok((format, OutputFile::create(path)?))
        };
        Ok(Outputs(paths.iter().map(open).collect::<Result<_>>()?))
    }

    pub(super) fn write(self, decision: &Decision, places: &Places) -> Result<()> {
        for (format, mut file) in self.0 {
            let text = render(decision, format, places);
            file.write_all(text.as_bytes()).map_err(|error| file.failed(&error))?;
            file.finish()?;
        }
        Ok(())
    }
}

/// The format that a file's name asks for.
fn format_of(path: &Path) -> Result<GateFormat> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let ends = |ending: &str| name.ends_with(ending);
    let is_gitlab =
        ["gitlab", "codequality", "code-quality"].iter().any(|word| name.contains(word));
    let format = match () {
        () if ends(".sarif") || ends(".sarif.json") => GateFormat::Sarif,
        () if ends(".json") && is_gitlab => GateFormat::Gitlab,
        () if ends(".json") => GateFormat::Json,
        () if ends(".xml") => GateFormat::Junit,
        () if ends(".md") => GateFormat::Markdown,
        () if ends(".prom") || ends(".openmetrics") => GateFormat::Openmetrics,
        () if ends(".txt") && name.contains("metrics") => GateFormat::Openmetrics,
        () if ends(".txt") => GateFormat::Text,
        () => {
            let message = match is_standard(path) {
                true => "standard output has what --format says, without -o",
                false => "its name says no format",
            };
            return Err(Error::new(ErrorKind::Setting, message)
                .in_file(&path.display().to_string())
                .help("name it .txt .json .xml .sarif .md .prom, or with gitlab in it .json"));
        }
    };
    Ok(format)
}

/// The decision in a format.
pub(super) fn render(decision: &Decision, format: GateFormat, places: &Places) -> String {
    match format {
        GateFormat::Text => write::text(decision),
        GateFormat::Json => decision.json(),
        GateFormat::Junit => write::junit(decision),
        GateFormat::Sarif => write::sarif(decision, &places.folder),
        GateFormat::Github => write::github(decision, &places.folder),
        GateFormat::Gitlab => write::gitlab(decision, &places.folder, &places.config),
        GateFormat::Openmetrics => write::openmetrics(decision),
        GateFormat::Markdown => write::markdown(decision),
    }
}

/// Adds the decision to the summary of the step, where GitHub runs this.
pub(super) fn summarize_step(decision: &Decision) -> Result<()> {
    let Some(path) = std::env::var_os("GITHUB_STEP_SUMMARY").filter(|path| !path.is_empty()) else {
        return Ok(());
    };
    let failed = |error: std::io::Error| Error::io(Path::new(&path), &error);
    let mut file = OpenOptions::new().create(true).append(true).open(&path).map_err(failed)?;
    file.write_all(write::markdown(decision).as_bytes()).map_err(failed)
}
