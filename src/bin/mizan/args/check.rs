//! Check: the arguments of `mizan check`.

use std::path::PathBuf;

use clap::Args;
use clap::ValueEnum;

use super::{Common, Layout};

/// The arguments of `mizan check`.
#[derive(Debug, Args)]
#[command(
    override_usage = "mizan check [OPTIONS] <HYP>... [-s <SRC>]",
    after_help = "\
Checks of text that need no reference: placeholders, numbers, Arabic punctuation and spelling,
quotation marks, what was left in Latin letters. docs/check.md has each with an example.

The exit code is 0 where there is no finding of severity error, 1 where there is one.

Examples:
  mizan check --list
  mizan check out.ar -s source.en
  mizan check out.ar --severity warning --format sarif -o findings.sarif
  mizan check out.ar --baseline known.json --update-baseline
  mizan check a.ar b.ar --scorecard --threshold 5"
)]
pub(crate) struct Check {
    /// Translations; - is standard input
    #[arg(value_name = "HYP", required_unless_present = "list")]
    pub(crate) files: Vec<PathBuf>,
    /// The source text, whose lines pair with those of the one translation
    #[arg(short, long, value_name = "SRC")]
    pub(crate) source: Option<PathBuf>,
    /// Print the checks there are
    #[arg(long)]
    pub(crate) list: bool,
    /// Run these checks only
    #[arg(long, value_name = "CHECK", num_args = 1.., value_parser = check_name)]
    pub(crate) only: Vec<String>,
    /// Run these too, which are slow: name
    #[arg(long, value_name = "CHECK", num_args = 1.., value_parser = check_name)]
    pub(crate) also: Vec<String>,
    /// Do not run these
    #[arg(long, value_name = "CHECK", num_args = 1.., value_parser = check_name)]
    pub(crate) except: Vec<String>,
    /// Leave out findings below this severity [default: info]
    #[arg(long, value_enum, value_name = "LEVEL")]
    pub(crate) severity: Option<Level>,
    /// Language and region of the translation, which decide its digits: ar-EG [default: ar]
    #[arg(long, value_name = "LOCALE")]
    pub(crate) locale: Option<mizan::check::Locale>,
    /// The configuration with a [check] part; by default mizan.toml here or in a folder above
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Terms with their Arabic forms: .csv .tsv .jsonl .tbx, as lexicons; may be repeated
    #[arg(long, value_name = "FILE")]
    pub(crate) glossary: Vec<PathBuf>,
    /// Findings that are known and left out
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,
    /// Write all findings to the baseline
    #[arg(long, requires = "baseline")]
    pub(crate) update_baseline: bool,
    /// Print what the findings cost per 1,000 words, in place of the findings
    #[arg(long)]
    pub(crate) scorecard: bool,
    /// Exit with code 1 where a file costs more per 1,000 words
    #[arg(long, value_name = "PENALTY")]
    pub(crate) threshold: Option<f64>,
    /// What findings cost: minor=1,major=5,critical=25,neutral=0
    #[arg(long, value_name = "SEVERITY=N,…", default_value = "", hide_default_value = true, value_parser = weights)]
    pub(crate) weights: mizan::check::Weights,
    /// Checks whose errors are critical
    #[arg(long, value_name = "CHECK", num_args = 1.., value_parser = check_name)]
    pub(crate) critical: Vec<String>,
    /// List every finding, not only the first of each check
    #[arg(long)]
    pub(crate) all: bool,
    #[command(flatten)]
    pub(crate) layout: Layout,
    /// How findings are written
    #[arg(long, value_enum, default_value_t = CheckFormat::Text, value_name = "FORMAT")]
    pub(crate) format: CheckFormat,
    /// Write findings to this file in place of standard output, which is -
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) common: Common,
}

/// A way of writing findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    Text,
    Json,
    Jsonl,
    Csv,
    Sarif,
}

/// How sure a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Level {
    Info,
    Warning,
    Error,
}

fn check_name(text: &str) -> Result<String, String> {
    if mizan::check::Check::find(text).is_some() {
        return Ok(text.to_owned());
    }
    let names = mizan::check::CHECKS.iter().map(|check| check.name);
    Err(match mizan::error::closest(text, names) {
        Some(near) => format!("there is no such check, did you mean '{near}'?"),
        None => "there is no such check; see mizan check --list".to_owned(),
    })
}

fn weights(text: &str) -> Result<mizan::check::Weights, String> {
    let mut weights = mizan::check::Weights::default();
    for part in text.split(',').filter(|part| !part.is_empty()) {
        let (name, value) = part.split_once('=').ok_or("expected SEVERITY=N")?;
        let value: f64 = value.parse().map_err(|_| format!("'{value}' is no number"))?;
        if !(value.is_finite() && value >= 0.0) {
            return Err(format!("{name} is {value}, expected 0 or more"));
        }
        match name {
            "neutral" => weights.neutral = value,
            "minor" => weights.minor = value,
            "major" => weights.major = value,
            "critical" => weights.critical = value,
            _ => return Err(format!("'{name}' is none of neutral, minor, major, critical")),
        }
    }
    Ok(weights)
}
