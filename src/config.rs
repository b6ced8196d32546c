//! Config: `mizan.toml`, what a batch is made of.

pub mod check;
pub mod gate;
mod guess;
mod layers;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

pub use guess::{Guess, guess};
pub use layers::{Origin, Overrides, Setting, environment, nearest};

use self::check::Checks;
use crate::corpus::{Format, NamedPath, Plan, ScoreFile};
use crate::error::{Error, ErrorKind, Result, closest};
use crate::statistics::units::Unit;

/// The name of the file in a configuration's folder.
pub const FILE_NAME: &str = "mizan.toml";

/// A batch: test sets, metrics, and what is made of them. Paths are relative to the file.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The version of the configuration's shape: 1.
    pub schema: u32,
    /// The test sets.
    #[serde(default, rename = "testset")]
    pub testsets: Vec<TestSet>,
    /// The metrics.
    #[serde(default)]
    pub metrics: Metrics,
    /// Intervals and tests.
    #[serde(default)]
    pub statistics: Statistics,
    /// What is looked into.
    #[serde(default)]
    pub analysis: Analysis,
    /// Where the report goes.
    #[serde(default)]
    pub report: Report,
    /// What is looked for in texts.
    #[serde(default)]
    pub check: Checks,
    /// When the gate passes.
    pub gate: Option<gate::Gate>,
    /// Threads; 0 is one per processor.
    #[serde(default)]
    pub threads: u16,
    /// The folder of the file.
    #[serde(skip)]
    pub folder: PathBuf,
}

/// A test set.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TestSet {
    /// Its name.
    pub name: String,
    /// The source text.
    pub source: Option<PathBuf>,
    /// The references.
    pub references: Vec<PathBuf>,
    /// The document of each segment.
    pub documents: Option<PathBuf>,
    /// The outputs.
    pub systems: Systems,
    /// Segment scores made elsewhere, by the metric's name; `NAME:lower` where lower is better.
    #[serde(default)]
    pub scores: BTreeMap<String, PathBuf>,
    /// The format of all files, in place of what their extensions say.
    pub format: Option<String>,
    /// The system that the others are compared with.
    pub baseline: Option<String>,
}

/// The outputs of a test set.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(
    untagged,
    expecting = "systems are a path such as \"out/*.ar\", a list of paths, or one file for each name: { alif = \"alif.ar\" }"
)]
pub enum Systems {
    /// A path with `*` and `?`: every file it matches is a system.
    Glob(String),
    /// Paths, each of which may be a glob.
    List(Vec<String>),
    /// Names and paths.
    Named(BTreeMap<String, PathBuf>),
}

/// The metrics.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Metrics {
    /// Metrics with their settings, as on the command line; empty leaves the choice to mizan.
    #[serde(default, rename = "use")]
    pub chosen: Vec<String>,
}

/// Intervals and tests.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Statistics {
    /// Another seed draws otherwise.
    pub seed: u64,
    /// Resamples of the bootstrap.
    pub samples: u32,
    /// Trials of the randomization.
    pub trials: u32,
    /// `auto`, `segment` or `document`.
    pub unit: String,
}

impl Default for Statistics {
    fn default() -> Self {
        Statistics { seed: 12345, samples: 1000, trials: 10_000, unit: "auto".to_owned() }
    }
}

/// What is looked into.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Analysis {
    /// [`ANALYSES`].
    #[serde(rename = "use")]
    pub chosen: Vec<String>,
    /// How many n-grams and examples are listed each way.
    pub most: usize,
}

/// The analyses there are.
pub const ANALYSES: [&str; 7] =
    ["buckets", "words", "ngrams", "examples", "flags", "checks", "perturb"];

impl Default for Analysis {
    fn default() -> Self {
        let chosen = ["buckets", "words", "ngrams", "examples", "flags"];
        Analysis { chosen: chosen.map(str::to_owned).to_vec(), most: 10 }
    }
}

impl Analysis {
    /// Whether an analysis is asked for.
    pub fn wants(&self, analysis: &str) -> bool {
        self.chosen.iter().any(|chosen| chosen == analysis)
    }
}

/// Where the report goes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Report {
    /// The folder; without it `reports/` and the name of the configuration's folder, in the current
    /// directory.
    pub output: Option<PathBuf>,
    /// Whether CSV files begin with a byte-order mark, which tells Excel that they are UTF-8.
    pub bom: bool,
}

impl Config {
    /// Reads a configuration: the file, or [`FILE_NAME`] in a folder.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`] where it cannot be read, [`ErrorKind::Setting`] with line and column where
    /// a key or a value is not known.
    pub fn read(path: &Path) -> Result<Config> {
        let file = if path.is_dir() { path.join(FILE_NAME) } else { path.to_owned() };
        let name = file.display().to_string();
        let text = std::fs::read_to_string(&file).map_err(|error| {
            let failed = Error::io(&file, &error);
            if error.kind() == std::io::ErrorKind::NotFound {
                failed.help("mizan run wants a folder with mizan.toml, or such a file")
            } else {
                failed
            }
        })?;
        let mut config: Config =
            toml::from_str(&text).map_err(|error| misread(&error, &text, &name))?;
        config.folder = match file.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
            _ => PathBuf::from("."),
        };
        for path in &mut config.check.glossary {
            *path = config.folder.join(&*path);
        }
        config.verify().map_err(|error| error.in_file(&name))?;
        Ok(config)
    }

    fn verify(&self) -> Result<()> {
        let refuse = |message: String| Err(Error::new(ErrorKind::Setting, message));
        if self.schema != 1 {
            return refuse(format!("schema = {}, expected 1", self.schema));
        }
        if self.testsets.is_empty() {
            return refuse("no [[testset]] is given".to_owned());
        }
        for (index, testset) in self.testsets.iter().enumerate() {
            if testset.name.is_empty() || testset.name.contains(['/', '\\']) {
                return refuse(format!("the test set name '{}' is no name", testset.name));
            }
            if self.testsets[..index].iter().any(|other| other.name == testset.name) {
                return refuse(format!("two test sets are named '{}'", testset.name));
            }
        }
        for analysis in &self.analysis.chosen {
            if !ANALYSES.contains(&analysis.as_str()) {
                let error = Error::new(
                    ErrorKind::Setting,
                    format!("unknown analysis '{analysis}', expected {}", ANALYSES.join(", ")),
                );
                return Err(match closest(analysis, ANALYSES) {
                    Some(near) => error.help(format!("did you mean '{near}'?")),
                    None => error,
                });
            }
        }
        self.check.verify()?;
        if let Some(gate) = &self.gate {
            gate.check(&self.check)?;
        }
        self.unit().map(|_| ())
    }

    /// What is drawn; `None` leaves it to the corpus.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Setting`] for a word that is none of the three.
    pub fn unit(&self) -> Result<Option<Unit>> {
        match self.statistics.unit.as_str() {
            "auto" => Ok(None),
            "segment" => Ok(Some(Unit::Segment)),
            "document" => Ok(Some(Unit::Document)),
            other => Err(Error::new(
                ErrorKind::Setting,
                format!("unit = \"{other}\", expected auto, segment or document"),
            )),
        }
    }

    /// The name of the batch: that of its folder.
    pub fn name(&self) -> String {
        let folder = self.folder.canonicalize().unwrap_or_else(|_| self.folder.clone());
        let name = folder.file_name().map(|name| name.to_string_lossy().into_owned());
        name.unwrap_or_else(|| "mizan".to_owned())
    }

    /// Which files make a test set's corpus.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Setting`] for an unknown format or a glob that matches nothing.
    pub fn plan(&self, testset: &TestSet) -> Result<Plan> {
        let at = |path: &PathBuf| self.folder.join(path);
        Ok(Plan {
            references: testset.references.iter().map(at).collect(),
            source: testset.source.as_ref().map(at),
            systems: self.systems(testset)?,
            documents: testset.documents.as_ref().map(at),
            format: testset.format.as_deref().map(str::parse::<Format>).transpose()?,
            scores: testset
                .scores
                .iter()
                .map(|(name, path)| {
                    let (name, lower_is_better) = match name.strip_suffix(":lower") {
                        Some(name) => (name, true),
                        None => (name.as_str(), false),
                    };
                    ScoreFile { name: name.to_owned(), path: at(path), lower_is_better }
                })
                .collect(),
            ..Plan::default()
        })
    }

    fn systems(&self, testset: &TestSet) -> Result<Vec<NamedPath>> {
        match &testset.systems {
            Systems::Named(named) => Ok(named
                .iter()
                .map(|(name, path)| NamedPath {
                    name: Some(name.clone()),
                    path: self.folder.join(path),
                })
                .collect()),
            Systems::Glob(pattern) => self.matched(pattern, &testset.name),
            Systems::List(patterns) => {
                let found = patterns.iter().map(|pattern| self.matched(pattern, &testset.name));
                Ok(found.collect::<Result<Vec<_>>>()?.concat())
            }
        }
    }

    /// The files that a glob matches, in the order of their names.
    fn matched(&self, pattern: &str, testset: &str) -> Result<Vec<NamedPath>> {
        let whole = if Path::new(pattern).is_absolute() {
            pattern.to_owned()
        } else {
            format!("{}/{pattern}", glob::Pattern::escape(&self.folder.to_string_lossy()))
        };
        let wrong = |error: String| {
            Error::new(ErrorKind::Setting, format!("systems = \"{pattern}\": {error}"))
        };
        let paths = glob::glob(&whole).map_err(|error| wrong(error.to_string()))?;
        let mut found = Vec::new();
        for path in paths {
            let path = path.map_err(|error| wrong(error.to_string()))?;
            if path.is_file() {
                found.push(NamedPath::from(path));
            }
        }
        if found.is_empty() {
            let message = format!("test set '{testset}': no file matches {pattern}");
            return Err(Error::new(ErrorKind::Setting, message)
                .help("paths are relative to the configuration's folder"));
        }
        Ok(found)
    }
}

/// An error of the parser, with its place and the word that may have been meant.
fn misread(error: &toml::de::Error, text: &str, file: &str) -> Error {
    let message = error.message().trim().replace('`', "'");
    let mut found = Error::new(ErrorKind::Setting, message.clone());
    if let Some(span) = error.span() {
        let before = text.get(..span.start).unwrap_or(text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        found = found.at(file, line, Some(column));
    } else {
        found = found.in_file(file);
    }
    let words: Vec<&str> = message.split('\'').skip(1).step_by(2).collect();
    match words.split_first() {
        Some((wrong, known)) if message.starts_with("unknown ") => {
            match closest(wrong, known.iter().copied()) {
                Some(near) => found.help(format!("did you mean '{near}'?")),
                None => found,
            }
        }
        _ => found,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn read(text: &str) -> Result<Config> {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(FILE_NAME), text).unwrap();
        Config::read(folder.path())
    }

    pub(super) const LEAST: &str =
        "schema = 1\n[[testset]]\nname = \"a\"\nreferences = [\"r\"]\nsystems = \"*.ar\"\n";

    #[test]
    fn defaults_are_those_of_the_command_line() {
        let config = read(LEAST).unwrap();
        assert_eq!((config.statistics.seed, config.statistics.samples), (12345, 1000));
        assert_eq!(config.unit().unwrap(), None);
        assert_eq!(config.analysis.chosen.len(), 5);
        let config = read(&format!("{LEAST}[report]\noutput = \"o\"\n")).unwrap();
        assert_eq!(config.report, Report { output: Some("o".into()), bom: false });
    }

    #[test]
    fn an_unknown_key_is_an_error_with_its_place_and_a_suggestion() {
        let error = read(&format!("{LEAST}sorce = \"s\"\n")).unwrap_err().to_string();
        assert!(error.contains("mizan.toml:6:1"), "{error}");
        assert!(error.contains("did you mean 'source'?"), "{error}");
        let samples = LEAST.replace("\"*.ar\"", "{ a = [\"1.ar\", \"2.ar\"] }");
        let error = read(&samples).unwrap_err().to_string();
        assert!(error.contains("mizan.toml:5:11: systems are a path"), "{error}");
    }

    #[test]
    fn what_cannot_be_is_refused() {
        for (change, message) in [
            (LEAST.replace("schema = 1", "schema = 2"), "schema = 2, expected 1"),
            ("schema = 1\n".to_owned(), "no [[testset]]"),
            (format!("{LEAST}[statistics]\nunit = \"line\"\n"), "expected auto, segment"),
            (format!("{LEAST}[analysis]\nuse = [\"bucket\"]\n"), "did you mean 'buckets'"),
            (format!("{LEAST}{}", &LEAST[11..]), "two test sets are named 'a'"),
        ] {
            let error = read(&change).unwrap_err().to_string();
            assert!(error.contains(message), "{error}");
        }
    }

    #[test]
    fn a_glob_that_matches_nothing_is_an_error() {
        let config = read(LEAST).unwrap();
        let error = config.plan(&config.testsets[0]).unwrap_err().to_string();
        assert!(error.contains("no file matches *.ar"), "{error}");
    }
}
