//! Check: `mizan check`.

mod card;
mod material;
mod rows;
mod sarif;
mod text;

use std::io::Write;
use std::path::{Path, PathBuf};

use mizan::check::{Baseline, CHECKS, Settings, Weights};
use mizan::config::check::Checks;
use mizan::config::{FILE_NAME, nearest};
use mizan::finding::{Finding, Severity};
use mizan::{Error, ErrorKind};

use self::material::Checked;
use crate::args::{Check, CheckFormat, Level};
use crate::exit::Outcome;
use crate::write::{Destination, OutputFile, is_standard};
use crate::{Ending, overwrite, style};

/// Checks every file and prints what was found.
pub(crate) fn run(arguments: &Check) -> Ending {
    if arguments.list {
        return list();
    }
    check_arguments(arguments)?;
    let config = config(arguments);
    let settings = settings(arguments, config.as_deref())?;
    let output = Destination::open(arguments.output.as_deref())?;
    let pool = arguments.common.pool()?;
    let mut checked = Vec::new();
    for file in &arguments.files {
        let config = config.as_deref();
        checked.push(pool.install(|| Checked::read(file, arguments, &settings, config))?);
    }
    if checked.iter().all(|file| file.units.is_empty()) {
        return Err(Error::new(ErrorKind::Nothing, "there is no segment to check").into());
    }
    let known = baseline(arguments, &mut checked)?;
    let weights =
        Weights { critical_checks: arguments.critical.clone(), ..arguments.weights.clone() };
    output.write(|mut out| match (arguments.scorecard, arguments.format) {
        (true, format) => card::write(&checked, &weights, arguments.threshold, format, &mut out),
        (false, CheckFormat::Text) => text::write(&checked, arguments, known, &mut out),
        (false, CheckFormat::Json) => rows::write_json(&checked, &mut out),
        (false, CheckFormat::Jsonl) => rows::write_json_lines(&checked, &mut out),
        (false, CheckFormat::Csv) => rows::write_csv(&checked, &mut out),
        (false, CheckFormat::Sarif) => sarif::write(&checked, &mut out),
    })?;
    let warnings = warn(arguments, &checked);
    let is_error = |finding: &Finding| finding.severity == Severity::Error;
    let has_errors = checked.iter().any(|file| file.findings.iter().any(is_error));
    let is_over = arguments.threshold.is_some_and(|most| {
        checked.iter().any(|file| file.card(&weights).penalty().is_some_and(|cost| cost > most))
    });
    Ok(match (has_errors || is_over, warnings > 0 && arguments.common.strict) {
        (true, _) => Outcome::Findings,
        (false, true) => Outcome::Warned,
        (false, false) => Outcome::Done,
    })
}

/// Prints every check.
fn list() -> Ending {
    let mut out = anstream::stdout().lock();
    let width = CHECKS.iter().map(|check| check.name.len()).max().unwrap_or(0);
    for check in CHECKS {
        let (best, faint) = (style::BEST, style::FAINT);
        let name = check.name;
        writeln!(
            out,
            "{best}{name:width$}{best:#}  {:<7}  {}",
            check.severity.name(),
            check.summary
        )?;
        writeln!(out, "{:width$}           {faint}{}{faint:#}", "", check.category)?;
    }
    Ok(Outcome::Done)
}

/// What the configuration says, and in its place what the options say.
fn settings(arguments: &Check, config: Option<&Path>) -> mizan::Result<Settings> {
    let mut checks = config.map(Checks::read).transpose()?.unwrap_or_default();
    checks.glossary.extend_from_slice(&arguments.glossary);
    for (list, given) in [
        (&mut checks.only, &arguments.only),
        (&mut checks.also, &arguments.also),
        (&mut checks.except, &arguments.except),
    ] {
        if !given.is_empty() {
            list.clone_from(given);
        }
    }
    let mut settings = checks.settings()?;
    if let Some(severity) = arguments.severity {
        settings.severity = match severity {
            Level::Info => Severity::Info,
            Level::Warning => Severity::Warning,
            Level::Error => Severity::Error,
        };
    }
    if let Some(locale) = &arguments.locale {
        settings.locale = locale.clone();
    }
    Ok(settings)
}

/// The configuration: that which is named, or the nearest.
fn config(arguments: &Check) -> Option<PathBuf> {
    let here = || std::env::current_dir().ok().and_then(|folder| nearest(&folder));
    let named = arguments.config.as_ref();
    let file = named.map(|path| if path.is_dir() { path.join(FILE_NAME) } else { path.clone() });
    file.or_else(here)
}

fn check_arguments(arguments: &Check) -> mizan::Result<()> {
    let refuse =
        |message: &str, help: &str| Err(Error::new(ErrorKind::Setting, message).help(help));
    if arguments.source.is_some() && arguments.files.len() > 1 {
        return refuse("a source pairs with one translation", "check the files one by one");
    }
    let inputs = arguments.files.iter().chain(&arguments.source);
    if inputs.clone().filter(|path| is_standard(path)).count() > 1 {
        return refuse(
            "standard input is asked for twice, it can be read once",
            "write one of the inputs to a file",
        );
    }
    if arguments.scorecard && matches!(arguments.format, CheckFormat::Jsonl | CheckFormat::Sarif) {
        return refuse("a scorecard is written as text, json or csv", "--format json");
    }
    let inputs: Vec<&Path> =
        inputs.chain(&arguments.glossary).chain(&arguments.config).map(PathBuf::as_path).collect();
    if let (Some(output), Some(baseline)) = (&arguments.output, &arguments.baseline)
        && overwrite::is_same_file(output, baseline)
    {
        return refuse("-o and --baseline are one file", "name two files");
    }
    let written = arguments.baseline.iter().filter(|_| arguments.update_baseline);
    for path in arguments.output.iter().chain(written) {
        overwrite::check(path, &inputs)?;
    }
    Ok(())
}

/// Takes out what the baseline knows and gives how many findings that were; writes it anew where
/// that is asked for.
fn baseline(arguments: &Check, checked: &mut [Checked]) -> mizan::Result<usize> {
    let Some(path) = &arguments.baseline else { return Ok(0) };
    let mut all = Vec::new();
    for file in checked.iter() {
        all.extend_from_slice(&file.fingerprints);
    }
    if arguments.update_baseline {
        let mut baseline = Baseline::new();
        for file in checked.iter() {
            baseline.add(&file.name, &file.findings, &file.fingerprints);
        }
        let mut file = OutputFile::create(path)?;
        file.write_all(baseline.to_json().as_bytes()).map_err(|error| file.failed(&error))?;
        file.finish()?;
        if !arguments.common.quiet {
            style::note(&format!("{}: {} findings are known now", path.display(), baseline.len()));
        }
        checked.iter_mut().for_each(Checked::clear);
        return Ok(all.len());
    }
    let text = std::fs::read_to_string(path).map_err(|error| {
        let error = Error::io(path, &error);
        if path.exists() { error } else { error.help("write it: --update-baseline") }
    })?;
    let baseline = Baseline::from_json(&path.display().to_string(), &text)?;
    let are_new = baseline.are_new(&all);
    let mut new = are_new.iter().copied();
    for file in checked.iter_mut() {
        file.keep(&mut new);
    }
    Ok(are_new.iter().filter(|is_new| !**is_new).count())
}

/// Prints what the user should know, and gives the number of warnings.
fn warn(arguments: &Check, checked: &[Checked]) -> usize {
    let warnings: Vec<String> = checked.iter().flat_map(|file| file.warnings.clone()).collect();
    let notes: Vec<String> = checked.iter().flat_map(|file| file.notes.clone()).collect();
    if !arguments.common.quiet {
        style::remarks(&warnings, &notes, None);
    }
    warnings.len()
}
