//! Run: `mizan run`, a batch of test sets into one folder, and `mizan report`, which draws it again.

mod output;

use std::path::{Path, PathBuf};

use mizan::config::Config;
use mizan::corpus::open;
use mizan::record::Record;
use mizan::{Error, ErrorKind};

use crate::args::{Report, Run};
use crate::batch::{Batch, Depth};
use crate::exit::Outcome;
use crate::{Ending, config, gate, style, texts};
use output::Drawing;

/// Evaluates every test set of a configuration and writes what was found.
pub(crate) fn run(arguments: &Run) -> Ending {
    let threads = arguments.common.threads;
    let flags = arguments.above.overrides(arguments.output.as_ref(), threads);
    let layered = config::read(arguments.config.as_deref(), &flags)?;
    let config = layered.config;
    let folder = config.report.output.clone().unwrap_or_else(|| PathBuf::from("reports"));
    if arguments.dry_run {
        for testset in &config.testsets {
            println_plain(&format!("{}:", testset.name))?;
            texts::describe(&open(&config.plan(testset)?)?, &mut anstream::stdout().lock())?;
        }
        return Ok(Outcome::Done);
    }
    check_folder(&folder, &config)?;
    let pool = texts::pool(config.threads)?;
    let batch = Batch::new(&config, Depth::Report, arguments.fresh, arguments.common.quiet);
    let evaluated = pool.install(|| batch.evaluate())?;
    let warnings = evaluated.warnings();
    let record = &evaluated.record;
    let drawing =
        Drawing { command: command(arguments), is_new: true, has_mark: config.report.bom };
    pool.install(|| output::write(record, &folder, &drawing))?;
    if !arguments.common.quiet {
        style::remarks(&warnings, &[], None);
    }
    output::summarize(record, &folder, &mut anstream::stdout().lock())?;
    // Of a part the gate cannot be decided.
    let rules =
        config.gate.as_ref().filter(|gate| !gate.rules.is_empty() && !evaluated.is_partial());
    let decision = match rules {
        Some(rules) => Some(pool.install(|| gate::decision(&batch, rules, record, false))?),
        None => None,
    };
    if !evaluated.is_partial() {
        batch.forget_others();
    }
    if decision.is_none() {
        // Those of an earlier run would speak for this one.
        for name in gate::FILES {
            remove(&folder.join(name))?;
        }
    }
    if let Some(decision) = &decision {
        for (name, text) in gate::files(decision) {
            output::write_file(&folder, name, text.as_bytes())?;
        }
        println_plain(&format!("\n{}", mizan::gate::write::text(decision).trim_end()))?;
    }
    if evaluated.say_failed() {
        return Ok(Outcome::Failed);
    }
    let is_strict = arguments.common.strict && !warnings.is_empty();
    Ok(match decision {
        Some(decision) => gate::outcome(&decision, is_strict, arguments.common.strict),
        None if is_strict => Outcome::Warned,
        None => Outcome::Done,
    })
}

/// Draws the report of a saved evaluation again.
pub(crate) fn report(arguments: &Report) -> Ending {
    let record = Record::read(&arguments.evaluation)?;
    let shown = arguments.evaluation.file_name().unwrap_or_default().to_string_lossy();
    let drawing = Drawing {
        command: format!("mizan report {shown}"),
        is_new: false,
        has_mark: arguments.bom,
    };
    output::write(&record, &arguments.output, &drawing)?;
    output::summarize(&record, &arguments.output, &mut anstream::stdout().lock())?;
    Ok(Outcome::Done)
}

/// What repeats the run: the configuration and what of the command line changes a result.
fn command(arguments: &Run) -> String {
    let named = arguments.config.as_ref().filter(|path| path.is_relative());
    let shown = named.map(|path| path.display().to_string().replace('\\', "/"));
    let mut command = "mizan run".to_owned();
    if let Some(shown) = shown {
        command += &format!(" {}", shown.trim_end_matches('/'));
    }
    let above = arguments.above.overrides(None, 0);
    let options = [
        ("seed", above.seed.map(|seed| seed.to_string())),
        ("samples", above.samples.map(|samples| samples.to_string())),
        ("trials", above.trials.map(|trials| trials.to_string())),
        ("unit", above.unit),
    ];
    for (option, value) in options {
        if let Some(value) = value {
            command += &format!(" --{option} {value}");
        }
    }
    command
}

fn println_plain(text: &str) -> std::io::Result<()> {
    use std::io::Write;
    writeln!(anstream::stdout().lock(), "{text}")
}

/// The report must not be written over the texts.
fn check_folder(folder: &Path, config: &Config) -> mizan::Result<()> {
    let canonical = |path: &Path| path.canonicalize().ok();
    let is_same = canonical(folder).is_some() && canonical(folder) == canonical(&config.folder);
    if is_same || (folder.exists() && !folder.is_dir()) {
        let message = if is_same { "is the configuration's own folder" } else { "is no folder" };
        return Err(Error::new(ErrorKind::Setting, message)
            .in_file(&folder.display().to_string())
            .help("name another folder: -o DIR"));
    }
    Ok(())
}

/// Removes a file, where there is one.
fn remove(path: &Path) -> mizan::Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Error::io(path, &error)),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Everything below a folder is one report; folders are made as they are needed.
fn below(folder: &Path, name: &str) -> mizan::Result<PathBuf> {
    let path = folder.join(name);
    let parent = path.parent().unwrap_or(folder);
    std::fs::create_dir_all(parent).map_err(|error| Error::io(parent, &error))?;
    Ok(path)
}
