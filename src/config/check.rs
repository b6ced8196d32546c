//! Check: the part of a configuration that says what `mizan check` looks for.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::misread;
use crate::check::{self, CHECKS, Glossary, Ignore, Settings};
use crate::entity::Lexicon;
use crate::error::{Error, ErrorKind, Result, closest};
use crate::finding::Severity;

/// `[check]`: which checks run, how severe they are, and what is left out. Paths are relative to the
/// file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Checks {
    /// The checks that run, in place of all but the slow ones.
    pub only: Vec<String>,
    /// Slow checks that run too.
    pub also: Vec<String>,
    /// Checks that do not run.
    pub except: Vec<String>,
    /// Less severe findings are left out.
    pub severity: Option<Severity>,
    /// Language and region of the translations: `ar-EG`.
    pub locale: Option<String>,
    /// Files with terms and their Arabic forms.
    pub glossary: Vec<PathBuf>,
    /// Severities in place of those that checks give, by the check's name.
    pub level: BTreeMap<String, Severity>,
    /// Findings that are left out.
    pub ignore: Vec<Rule>,
}

/// `[[check.ignore]]`: a finding that agrees with all that is given is left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Rule {
    /// The check.
    pub check: Option<String>,
    /// The file: `*` is anything but a slash, `**` anything, `?` one character.
    pub file: Option<String>,
    /// What was found contains this, or the translation where nothing was.
    pub text: Option<String>,
    /// Why; for people.
    pub reason: Option<String>,
}

/// The rest of the file belongs to other commands, which need more of it than there may be.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Part {
    #[serde(default)]
    check: Checks,
    #[serde(rename = "schema")]
    _schema: Option<toml::Value>,
    #[serde(rename = "testset")]
    _testset: Option<toml::Value>,
    #[serde(rename = "metrics")]
    _metrics: Option<toml::Value>,
    #[serde(rename = "statistics")]
    _statistics: Option<toml::Value>,
    #[serde(rename = "analysis")]
    _analysis: Option<toml::Value>,
    #[serde(rename = "report")]
    _report: Option<toml::Value>,
    #[serde(rename = "threads")]
    _threads: Option<toml::Value>,
    #[serde(rename = "gate")]
    _gate: Option<toml::Value>,
}

impl Checks {
    /// Reads the part of a file, which is empty where the file has none.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Io`] where it cannot be read, [`ErrorKind::Setting`] with line and column where
    /// a key or a value is not known.
    pub fn read(file: &Path) -> Result<Checks> {
        let name = file.display().to_string();
        let text = std::fs::read_to_string(file).map_err(|error| Error::io(file, &error))?;
        let part: Part = toml::from_str(&text).map_err(|error| misread(&error, &text, &name))?;
        let mut checks = part.check;
        checks.verify().map_err(|error| error.in_file(&name))?;
        let folder = file.parent().unwrap_or(Path::new(""));
        for path in &mut checks.glossary {
            *path = folder.join(&*path);
        }
        Ok(checks)
    }

    /// Every name must be that of a check, and a rule must say something.
    pub(super) fn verify(&self) -> Result<()> {
        if let Some(locale) = &self.locale {
            locale.parse::<check::Locale>()?;
        }
        let rules = self.ignore.iter().filter_map(|rule| rule.check.as_ref());
        let lists = self.only.iter().chain(&self.also).chain(&self.except);
        for name in lists.chain(self.level.keys()).chain(rules) {
            if check::Check::find(name).is_some() {
                continue;
            }
            let error = Error::new(ErrorKind::Setting, format!("there is no check '{name}'"));
            return Err(match closest(name, CHECKS.iter().map(|check| check.name)) {
                Some(near) => error.help(format!("did you mean '{near}'?")),
                None => error.help("mizan check --list prints them"),
            });
        }
        // An empty text is in every text.
        let has_text = |rule: &Rule| rule.text.as_ref().is_some_and(|text| !text.is_empty());
        let says_nothing =
            |rule: &Rule| rule.check.is_none() && rule.file.is_none() && !has_text(rule);
        if self.ignore.iter().any(says_nothing) {
            let message = "a [[check.ignore]] names neither check nor file nor text";
            return Err(Error::new(ErrorKind::Setting, message)
                .help("it would leave out every finding; name what it is about"));
        }
        Ok(())
    }

    /// What is checked, and how.
    ///
    /// # Errors
    ///
    /// As [`Lexicon::read`] where there is a glossary.
    pub fn settings(&self) -> Result<Settings> {
        let glossary = match self.glossary.as_slice() {
            [] => None,
            files => Some(Glossary::new(Lexicon::read(files)?)),
        };
        let default = Settings::default();
        let rule = |rule: &Rule| Ignore {
            check: rule.check.clone(),
            file: rule.file.clone(),
            text: rule.text.clone(),
        };
        Ok(Settings {
            locale: match &self.locale {
                Some(locale) => locale.parse()?,
                None => default.locale,
            },
            severity: self.severity.unwrap_or(default.severity),
            only: self.only.clone(),
            also: self.also.clone(),
            except: self.except.clone(),
            levels: self.level.clone(),
            glossary,
            ignore: self.ignore.iter().map(rule).collect(),
            ..Settings::default()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::FILE_NAME;

    fn read(text: &str) -> Result<Checks> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(FILE_NAME);
        std::fs::write(&file, text).unwrap();
        Checks::read(&file)
    }

    #[test]
    fn settings_are_what_the_file_says() {
        let checks = read(
            "schema = 1\n[check]\nexcept = ['quotes']\nlocale = 'ar-EG'\nseverity = 'warning'\n\
             level = { url = 'error' }\n[[check.ignore]]\ncheck = 'number'\nfile = 'old/**'\n\
             reason = 'years'\n",
        );
        let settings = checks.unwrap().settings().unwrap();
        assert_eq!(settings.except, ["quotes"]);
        assert_eq!(settings.severity, Severity::Warning);
        assert_eq!(settings.levels["url"], Severity::Error);
        assert_eq!(settings.locale, "ar-EG".parse().unwrap());
        assert_eq!(settings.ignore[0].file.as_deref(), Some("old/**"));
        assert_eq!(read("schema = 1\n").unwrap(), Checks::default());
    }

    #[test]
    fn what_is_not_known_is_an_error_with_a_suggestion() {
        let message = |text: &str| read(text).unwrap_err().to_string();
        assert!(message("[check]\nexept = []\n").contains("did you mean 'except'?"));
        assert!(message("[check_]\n").contains("did you mean 'check'?"));
        assert!(message("[check]\nlocale = '??'\n").contains("no locale"));
        assert!(message("[[check.ignore]]\ntext = ''\n").contains("neither check"));
        assert!(message("[check]\nonly = ['quote']\n").contains("did you mean 'quotes'?"));
        assert!(message("[check]\nlevel = { url = 'fatal' }\n").contains("2:"));
        assert!(message("[[check.ignore]]\nreason = 'x'\n").contains("neither check"));
    }
}
