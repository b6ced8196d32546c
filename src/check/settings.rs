//! Settings: which checks run, for which region, with which terms.

use std::collections::BTreeMap;
use std::str::FromStr;

use super::{Check, Ignore};
use crate::entity::Lexicon;
use crate::entity::lexicon::Entry;
use crate::entity::quantity::Language;
use crate::error::{Error, ErrorKind};
use crate::finding::{Finding, Severity};
use crate::text::normal::{Kind, Normal};

/// What is checked, and how.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The language and region of the translation.
    pub locale: Locale,
    /// The language whose number words are read in the source.
    pub source_language: Language,
    /// Less severe findings are left out.
    pub severity: Severity,
    /// The checks that run; all but the slow ones where there is none.
    pub only: Vec<String>,
    /// Slow checks that run too.
    pub also: Vec<String>,
    /// Checks that do not.
    pub except: Vec<String>,
    /// Severities in place of those that a check gives, by the check's name.
    pub levels: BTreeMap<String, Severity>,
    /// Terms and their Arabic forms.
    pub glossary: Option<Glossary>,
    /// Findings that are left out.
    pub ignore: Vec<Ignore>,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            locale: Locale::default(),
            source_language: Language::English,
            severity: Severity::Info,
            only: Vec::new(),
            also: Vec::new(),
            except: Vec::new(),
            levels: BTreeMap::new(),
            glossary: None,
            ignore: Vec::new(),
        }
    }
}

impl Settings {
    /// Whether a check runs.
    pub fn has(&self, check: &Check) -> bool {
        let is_in = |list: &[String]| list.iter().any(|name| name == check.name);
        let is_chosen = if self.only.is_empty() { !check.is_slow } else { is_in(&self.only) };
        (is_chosen || is_in(&self.also)) && !is_in(&self.except)
    }

    /// Gives a finding the severity that is set for its check.
    pub(super) fn weigh(&self, finding: &mut Finding) {
        if let Some(severity) = self.levels.get(&finding.check) {
            finding.severity = *severity;
        }
    }
}

/// Which digits a region writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Digits {
    /// ٠ to ٩.
    Arabic,
    /// 0 to 9.
    Latin,
}

/// A language and a region: `ar`, `ar-EG`.
///
/// # Examples
///
/// ```
/// use mizan::check::{Digits, Locale};
///
/// let locale: Locale = "ar_EG".parse()?;
/// assert!(locale.is_arabic());
/// assert_eq!(locale.digits(), Some(Digits::Arabic));
/// # Ok::<(), mizan::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Locale {
    language: String,
    region: Option<String>,
}

impl Default for Locale {
    fn default() -> Self {
        Locale { language: "ar".to_owned(), region: None }
    }
}

impl FromStr for Locale {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let is_word = |part: &str| !part.is_empty() && part.chars().all(char::is_alphanumeric);
        let language = text.split(['-', '_']).next().unwrap_or_default();
        if !matches!(language.len(), 2 | 3) || !text.split(['-', '_']).all(is_word) {
            let message = format!("'{text}' is no locale, expected one as ar or ar-EG");
            return Err(Error::new(ErrorKind::Setting, message));
        }
        let mut parts = text.split(['-', '_']);
        let language = parts.next().unwrap_or_default().to_lowercase();
        // A part of four letters is a script.
        let region = parts.find(|part| matches!(part.len(), 2 | 3)).map(str::to_uppercase);
        Ok(Locale { language, region })
    }
}

impl Locale {
    /// Whether it is Arabic of any region.
    pub fn is_arabic(&self) -> bool {
        self.language == "ar"
    }

    /// The digits of the region, where it has one custom.
    pub fn digits(&self) -> Option<Digits> {
        match self.region.as_deref() {
            _ if !self.is_arabic() => None,
            Some("EG" | "SA") => Some(Digits::Arabic),
            Some("MA" | "DZ" | "TN") => Some(Digits::Latin),
            _ => None,
        }
    }
}

/// Terms with their Arabic forms.
#[derive(Debug, Clone)]
pub struct Glossary {
    lexicon: Lexicon,
    forbidden: Vec<Forbidden>,
}

/// A form that must not stand in a translation.
#[derive(Debug, Clone)]
pub(super) struct Forbidden {
    pub(super) term: String,
    pub(super) form: Normal,
    pub(super) preferred: Option<String>,
}

impl Glossary {
    /// The terms of a lexicon.
    pub fn new(lexicon: Lexicon) -> Self {
        let of = |entry: Entry| {
            let (term, preferred) = (entry.head().to_owned(), entry.targets.first().cloned());
            let forms = entry.forbidden.into_iter();
            forms.map(move |form| Forbidden {
                term: term.clone(),
                form: Normal::of(&form),
                preferred: preferred.clone(),
            })
        };
        let forbidden = lexicon.entries().flat_map(of).collect();
        Glossary { lexicon, forbidden }
    }

    pub(super) fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    pub(super) fn forbidden(&self) -> &[Forbidden] {
        &self.forbidden
    }

    /// The terms of a source text, from left to right, none overlapping.
    pub(super) fn terms(&self, source: &str) -> Vec<Entry> {
        let normal = Normal::of(source);
        let latin = normal.tokens().iter().filter(|token| token.kind != Kind::Arabic);
        let words: Vec<&str> =
            latin.map(|token| &source[normal.bytes(&token.characters)]).collect();
        let mut terms: Vec<Entry> = Vec::new();
        let mut at = 0;
        while at < words.len() {
            match self.lexicon.longest_latin(&words[at..]) {
                Some((length, entry)) => {
                    at += length.max(1);
                    if !terms.contains(&entry) {
                        terms.push(entry);
                    }
                }
                None => at += 1,
            }
        }
        terms
    }
}
