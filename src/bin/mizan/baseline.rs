//! Baseline: `mizan baseline`.

use std::io::Write;

use mizan::config::Overrides;
use mizan::gate::{Baseline, Change, Grown, Way, checks, update};
use mizan::{Error, ErrorKind};

use crate::args::BaselineUpdate;
use crate::batch::{Batch, Depth};
use crate::cell::isolate;
use crate::exit::Outcome;
use crate::write::OutputFile;
use crate::{Ending, config, gate, style, texts};

/// Writes the baseline anew.
pub(crate) fn update_baseline(arguments: &BaselineUpdate) -> Ending {
    let way = match (&arguments.accept_regression, arguments.ratchet) {
        (Some(reason), _) if reason.trim().is_empty() => {
            let error = Error::new(ErrorKind::Setting, "--accept-regression without a reason");
            return Err(error.help("say why: it is kept in the baseline").into());
        }
        (Some(reason), _) => Way::Accept(reason.trim().to_owned()),
        (None, true) => Way::Ratchet,
        (None, false) => Way::Replace,
    };
    let threads = arguments.common.threads;
    let flags = Overrides { threads: (threads > 0).then_some(threads), ..Overrides::default() };
    let config = config::read(arguments.config.as_deref(), &flags)?.config;
    let rules = gate::configured(&config)?;
    let Some(named) = &rules.baseline else {
        let error = Error::new(ErrorKind::Setting, "[gate] names no baseline");
        return Err(error.help("baseline = \"baselines/NAME.mizan\"").into());
    };
    let path = config.folder.join(named);
    if !gate::is_baseline(&path) {
        let error = Error::new(ErrorKind::Setting, "is an output, not a baseline to be written");
        return Err(error
            .in_file(&path.display().to_string())
            .help("name it .mizan: [gate] baseline = \"baselines/NAME.mizan\"")
            .into());
    }
    let old = Baseline::read(&path)?;
    let pool = texts::pool(config.threads)?;
    let batch = Batch::new(&config, Depth::Scores, arguments.fresh, arguments.common.quiet);
    let evaluated = pool.install(|| batch.evaluate())?;
    if evaluated.say_failed() {
        return Ok(Outcome::Failed);
    }
    batch.forget_others();
    let warnings = evaluated.warnings();
    let record = evaluated.record;
    let settings = config.check.settings()?;
    let now = pool.install(|| Baseline::of(&record, &checks(rules), &settings))?;
    let made = update(old.as_ref(), now, &way, rules);
    if !arguments.common.quiet {
        style::remarks(&warnings, &made.notes, None);
    }
    let mut out = anstream::stdout().lock();
    for change in &made.changes {
        writeln!(out, "{}", words(change))?;
    }
    for grown in &made.grown {
        writeln!(out, "{}", known(grown))?;
    }
    if made.is_refused {
        style::error("the baseline would get worse; it was left as it is");
        style::note("--ratchet takes over what is better, --accept-regression WHY all of it");
        return Ok(Outcome::Findings);
    }
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|error| Error::io(folder, &error))?;
    }
    let mut bytes = Vec::new();
    made.baseline.write(&mut bytes)?;
    let mut file = OutputFile::create(&path)?;
    file.write_all(&bytes).map_err(|error| file.failed(&error))?;
    file.finish()?;
    let systems: usize = made.baseline.testsets.iter().map(|set| set.systems.len()).sum();
    let shown = named.display().to_string().replace('\\', "/");
    let (testsets, size) = (made.baseline.testsets.len(), bytes.len().div_ceil(1000));
    let sets = if testsets == 1 { "test set" } else { "test sets" };
    let of_systems = if systems == 1 { "system" } else { "systems" };
    writeln!(out, "{shown}: {testsets} {sets}, {systems} {of_systems}, {size} kB")?;
    let is_strict = arguments.common.strict && !warnings.is_empty();
    Ok(if is_strict { Outcome::Warned } else { Outcome::Done })
}

fn known(grown: &Grown) -> String {
    let (testset, system) = (isolate(&grown.testset), isolate(&grown.system));
    let (count, check) = (grown.count, &grown.check);
    let (findings, word) = if count == 1 { ("finding", "becomes") } else { ("findings", "become") };
    format!("{testset}/{system}: {count} new {findings} of {check} {word} known")
}

fn words(change: &Change) -> String {
    let to = if change.to.is_nan() { "none".to_owned() } else { format!("{:.2}", change.to) };
    let word = if change.is_worse { "worse" } else { "better" };
    let (testset, system) = (isolate(&change.testset), isolate(&change.system));
    format!("{word}: {testset}/{system} {}: {:.2} → {to}", change.metric, change.from)
}
