//! Layers: where each value of a configuration comes from: a flag, the environment, the file, or
//! nowhere. The first of these that has one wins.

use std::path::{Path, PathBuf};

use toml::de::DeTable;

use super::{Config, FILE_NAME};
use crate::error::{Error, ErrorKind, Result};

/// Where a value came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// An option of the command line.
    Flag(&'static str),
    /// An environment variable.
    Environment(&'static str),
    /// A line of the configuration, from 1.
    File(usize),
    /// What holds where nothing is said.
    Default,
}

/// A value with its origin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// The table of the configuration; empty at its top.
    pub table: &'static str,
    /// The key in the table.
    pub key: &'static str,
    /// The value, as TOML.
    pub value: String,
    /// Where it came from.
    pub origin: Origin,
}

/// Values that go before those of the file; the same from flags and from the environment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Overrides {
    /// The seed.
    pub seed: Option<u64>,
    /// Resamples of the bootstrap.
    pub samples: Option<u32>,
    /// Trials of the randomization.
    pub trials: Option<u32>,
    /// What is drawn.
    pub unit: Option<String>,
    /// The folder of the report, relative to the current directory.
    pub output: Option<PathBuf>,
    /// Threads; 0 is one per processor.
    pub threads: Option<u16>,
}

/// Reads overrides from the environment, through `lookup`: `MIZAN_SEED`, `MIZAN_SAMPLES`,
/// `MIZAN_TRIALS`, `MIZAN_UNIT`, `MIZAN_OUTPUT`, `MIZAN_THREADS`. What is empty is not there.
///
/// # Errors
///
/// [`ErrorKind::Setting`] for a value that is no such number.
///
/// # Examples
///
/// ```
/// let lookup = |name: &str| (name == "MIZAN_SEED").then(|| "7".to_owned());
/// assert_eq!(mizan::config::environment(lookup)?.seed, Some(7));
/// # Ok::<(), mizan::Error>(())
/// ```
pub fn environment(lookup: impl Fn(&str) -> Option<String>) -> Result<Overrides> {
    let found = |name: &str| lookup(name).filter(|value| !value.is_empty());
    fn number<T: std::str::FromStr>(name: &str, value: Option<String>) -> Result<Option<T>> {
        let parse = |value: String| {
            value.trim().parse().map_err(|_| {
                let message = format!("{name} is '{value}', expected a whole number");
                Error::new(ErrorKind::Setting, message)
            })
        };
        value.map(parse).transpose()
    }
    Ok(Overrides {
        seed: number("MIZAN_SEED", found("MIZAN_SEED"))?,
        samples: number("MIZAN_SAMPLES", found("MIZAN_SAMPLES"))?,
        trials: number("MIZAN_TRIALS", found("MIZAN_TRIALS"))?,
        unit: found("MIZAN_UNIT"),
        output: found("MIZAN_OUTPUT").map(PathBuf::from),
        threads: number("MIZAN_THREADS", found("MIZAN_THREADS"))?,
    })
}

/// The nearest configuration: in the folder, or in one that holds it.
pub fn nearest(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().map(|folder| folder.join(FILE_NAME)).find(|file| file.is_file())
}

impl Config {
    /// Takes values of flags and of the environment in place of the file's, flags first, and says
    /// where each value came from. `text` is the configuration's text.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Setting`] for a unit that is none.
    pub fn layer(
        &mut self,
        text: &str,
        flags: &Overrides,
        environment: &Overrides,
    ) -> Result<Vec<Setting>> {
        let mut layers = Layers { text, flags, environment, settings: Vec::new() };
        layers.take("", "threads", &mut self.threads, |from| from.threads);
        layers.keep("metrics", "use", &self.metrics.chosen);
        let statistics = &mut self.statistics;
        layers.take("statistics", "seed", &mut statistics.seed, |from| from.seed);
        layers.take("statistics", "samples", &mut statistics.samples, |from| from.samples);
        layers.take("statistics", "trials", &mut statistics.trials, |from| from.trials);
        layers.take("statistics", "unit", &mut statistics.unit, |from| from.unit.clone());
        layers.keep("analysis", "use", &self.analysis.chosen);
        layers.keep("analysis", "most", &self.analysis.most);
        // The file's folder is relative to the file, the others to the current directory.
        let mut output = match &self.report.output {
            Some(output) => self.folder.join(output),
            None => Path::new("reports").join(self.name()),
        };
        layers.take("report", "output", &mut output, |from| from.output.clone());
        self.report.output = Some(output);
        layers.keep("report", "bom", &self.report.bom);
        let settings = layers.settings;
        self.unit()?;
        Ok(settings)
    }
}

struct Layers<'a> {
    text: &'a str,
    flags: &'a Overrides,
    environment: &'a Overrides,
    settings: Vec<Setting>,
}

impl Layers<'_> {
    fn take<T: serde::Serialize>(
        &mut self,
        table: &'static str,
        key: &'static str,
        value: &mut T,
        of: impl Fn(&Overrides) -> Option<T>,
    ) {
        let origin = if let Some(flag) = of(self.flags) {
            *value = flag;
            Some(Origin::Flag(flag_of(key)))
        } else if let Some(variable) = of(self.environment) {
            *value = variable;
            Some(Origin::Environment(variable_of(key)))
        } else {
            None
        };
        self.put(table, key, value, origin);
    }

    fn keep(&mut self, table: &'static str, key: &'static str, value: &impl serde::Serialize) {
        self.put(table, key, value, None);
    }

    fn put(
        &mut self,
        table: &'static str,
        key: &'static str,
        value: &impl serde::Serialize,
        origin: Option<Origin>,
    ) {
        let in_file = || line(self.text, table, key).map_or(Origin::Default, Origin::File);
        let origin = origin.unwrap_or_else(in_file);
        // A JSON string, number, truth or list of strings is TOML too.
        let value = serde_json::to_string(value).unwrap_or_default().replace("\",\"", "\", \"");
        self.settings.push(Setting { table, key, value, origin });
    }
}

fn flag_of(key: &str) -> &'static str {
    match key {
        "seed" => "--seed",
        "samples" => "--samples",
        "trials" => "--trials",
        "unit" => "--unit",
        "output" => "--output",
        _ => "--threads",
    }
}

fn variable_of(key: &str) -> &'static str {
    match key {
        "seed" => "MIZAN_SEED",
        "samples" => "MIZAN_SAMPLES",
        "trials" => "MIZAN_TRIALS",
        "unit" => "MIZAN_UNIT",
        "output" => "MIZAN_OUTPUT",
        _ => "MIZAN_THREADS",
    }
}

/// The line, from 1, of a key in a table of the text; at its top where the table has no name.
fn line(text: &str, table: &str, key: &str) -> Option<usize> {
    let whole = DeTable::parse(text).ok()?;
    let top = whole.get_ref();
    let within = match table {
        "" => top,
        _ => top.iter().find(|(name, _)| name.get_ref() == table)?.1.get_ref().as_table()?,
    };
    let (name, _) = within.iter().find(|(name, _)| name.get_ref() == key)?;
    Some(text.get(..name.span().start)?.matches('\n').count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "schema = 1\nthreads = 2\n[[testset]]\nname = \"a\"\nreferences = [\"r\"]\n\
                        systems = \"*.ar\"\n[statistics]\nseed = 5\nsamples = 50\n";

    fn layered(flags: &Overrides, variables: &Overrides) -> (Config, Vec<Setting>) {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(FILE_NAME), TEXT).unwrap();
        let mut config = Config::read(folder.path()).unwrap();
        let settings = config.layer(TEXT, flags, variables).unwrap();
        (config, settings)
    }

    fn origin(settings: &[Setting], key: &str) -> Origin {
        settings.iter().find(|setting| setting.key == key).unwrap().origin.clone()
    }

    #[test]
    fn flags_go_before_the_environment_and_that_before_the_file() {
        let flags = Overrides { seed: Some(7), ..Overrides::default() };
        let variables = Overrides { seed: Some(8), samples: Some(90), ..Overrides::default() };
        let (config, settings) = layered(&flags, &variables);
        let statistics = &config.statistics;
        assert_eq!((statistics.seed, statistics.samples, config.threads), (7, 90, 2));
        assert_eq!(origin(&settings, "seed"), Origin::Flag("--seed"));
        assert_eq!(origin(&settings, "samples"), Origin::Environment("MIZAN_SAMPLES"));
        assert_eq!(origin(&settings, "threads"), Origin::File(2));
        assert_eq!(origin(&settings, "trials"), Origin::Default);
    }

    #[test]
    fn a_number_that_is_none_is_refused_with_the_name_of_its_variable() {
        let lookup = |name: &str| (name == "MIZAN_SAMPLES").then(|| "many".to_owned());
        let error = environment(lookup).unwrap_err().to_string();
        assert!(error.contains("MIZAN_SAMPLES is 'many'"), "{error}");
    }

    #[test]
    fn the_nearest_configuration_is_found_from_within() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("a/b");
        std::fs::create_dir_all(&inner).unwrap();
        std::fs::write(folder.path().join(FILE_NAME), TEXT).unwrap();
        assert_eq!(nearest(&inner), Some(folder.path().join(FILE_NAME)));
    }
}
