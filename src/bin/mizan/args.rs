//! Args: the command line as it is typed. What it means is decided by each subcommand.

mod align;
mod check;
mod compare;
mod config;
mod entities;
mod gate;
mod history;
mod lexicon;
mod manual;
mod perturb;
mod run;
mod schema;
mod score;
mod units;

use std::path::PathBuf;

pub(crate) use align::{AlignFormat, AlignTexts};
pub(crate) use check::{Check, CheckFormat, Level};
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
pub(crate) use compare::{Analysis, Clusters, Compare, Ties};
pub(crate) use config::{Above, Config, ConfigShow, Init};
pub(crate) use entities::Entities;
pub(crate) use gate::{Baseline, BaselineUpdate, Gate, GateFormat};
pub(crate) use history::{
    History, HistoryAdd, HistoryExport, HistoryFalls, HistoryFile, HistoryFormat, HistoryList,
    HistoryTrend,
};
pub(crate) use lexicon::{Lexicon, LexiconBuild};
pub(crate) use manual::{Completions, Manual};
use mizan::corpus::{Columns, Format, NamedPath, ScoreFile};
pub(crate) use perturb::Perturb;
pub(crate) use run::{Report, Run};
pub(crate) use schema::Schema;
pub(crate) use score::Score;
pub(crate) use units::{Units, UnitsFormat};

/// Reads the command line; ends the program with exit code 2 where it is not understood.
pub(crate) fn parse() -> Command {
    let line = CommandLine::parse();
    line.color.write_global();
    line.command
}

/// The command line itself, from which manuals and completions are made.
pub(crate) fn command() -> clap::Command {
    CommandLine::command()
}

/// Measures machine translation: exact BLEU, chrF and TER, Arabic first.
#[derive(Debug, Parser)]
#[command(name = "mizan", version, max_term_width = 100, disable_help_subcommand = true)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
    /// When to use colours
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    color: Color,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Scores of one or more systems, as a table
    Score(Box<Score>),
    /// Which of several systems differ, by how much, and how sure that is
    Compare(Box<Compare>),
    /// An output re-cut to the segments of its reference
    Align(Box<AlignTexts>),
    /// Every test set, system and metric of a configuration, into one folder
    Run(Box<Run>),
    /// The report of a saved evaluation, drawn again
    Report(Box<Report>),
    /// Pass or fail: scores and findings against floors and a baseline
    Gate(Box<Gate>),
    /// What the gate compares with
    #[command(subcommand)]
    Baseline(Baseline),
    /// Past runs: their scores, how they went, where one fell first
    #[command(subcommand)]
    History(History),
    /// A corrupted copy of a reference at known rates, with its gold
    Perturb(Box<Perturb>),
    /// What became of names and numbers in one or more outputs, worst first
    Entities(Box<Entities>),
    /// What looks wrong in a translation, without a reference
    Check(Box<Check>),
    /// Lists of names and their accepted Arabic forms
    #[command(subcommand)]
    Lexicon(Lexicon),
    /// A mizan.toml from what a folder holds
    Init(Box<Init>),
    /// The configuration that holds, and where its values came from
    #[command(subcommand)]
    Config(Config),
    /// The JSON Schemas of the outputs
    Schema(Schema),
    /// What is read from localization files: counts, or the units themselves
    Units(Units),
    /// The metrics there are, with their settings
    Metrics,
    /// The file formats there are, and what pairs with what
    Formats,
    /// What a shell reads to complete the command line
    Completions(Completions),
    /// The manual page, or a page for each subcommand
    Man(Manual),
}

/// What is measured.
#[derive(Debug, Args)]
pub(crate) struct Measures {
    /// Metrics with their settings: bleu chrf ter entity, chrf++, bleu:tok=intl, or a published
    /// signature [default: bleu chrf ter, and entity where a source is given]
    #[arg(short, long, value_name = "METRIC", num_args = 1..)]
    pub(crate) metric: Vec<String>,
    /// Segment scores made elsewhere, as a metric; NAME:lower=FILE where lower is better
    #[arg(long, value_name = "NAME=FILE", value_parser = score_file)]
    pub(crate) scores: Vec<ScoreFile>,
}

/// How resamples are drawn.
#[derive(Debug, Args)]
pub(crate) struct Resampling {
    /// Another seed draws others
    #[arg(long, value_name = "N", default_value_t = 12345)]
    pub(crate) seed: u64,
    /// Resamples of the bootstrap
    #[arg(long, value_name = "N", default_value_t = 1000, value_parser = draws())]
    pub(crate) samples: u32,
    /// What is drawn: segments, or whole documents; auto draws documents where ten are known
    #[arg(long, value_enum, default_value_t = UnitChoice::Auto, value_name = "UNIT")]
    pub(crate) unit: UnitChoice,
}

/// What is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum UnitChoice {
    Auto,
    Segment,
    Document,
}

/// The texts of a corpus.
#[derive(Debug, Args)]
pub(crate) struct Texts {
    /// Reference files; several are several references of each segment
    #[arg(value_name = "REF")]
    pub(crate) references: Vec<PathBuf>,
    /// Outputs of systems, as PATH or NAME=PATH; - is standard input
    #[arg(short, long, value_name = "HYP", num_args = 1..)]
    pub(crate) input: Vec<NamedPath>,
    /// The source text
    #[arg(short, long, value_name = "SRC")]
    pub(crate) source: Option<PathBuf>,
}

/// How the texts of a corpus are to be read.
#[derive(Debug, Args)]
pub(crate) struct Layout {
    /// The document of each segment: a file with DOMAIN DOCUMENT, or DOCUMENT, a line
    #[arg(long, value_name = "FILE")]
    pub(crate) documents: Option<PathBuf>,
    /// What the columns of a table, or the keys of JSON, hold: source=src,reference=ref,…
    #[arg(long, value_name = "ROLE=COLUMN,…")]
    pub(crate) col: Vec<Columns>,
    /// The format of all files, in place of their extensions; see `mizan formats`
    #[arg(long, value_name = "FORMAT")]
    pub(crate) from: Option<Format>,
    /// Re-cut outputs to the references' segments, by document; with always, those that pair too
    #[arg(long, value_enum, value_name = "WHEN", num_args = 0..=1, require_equals = true,
          default_value_t = AlignChoice::Never, default_missing_value = "differing",
          hide_default_value = true, hide_possible_values = true)]
    pub(crate) align: AlignChoice,
    /// The language pair to take from a directory that has several
    #[arg(long, value_name = "SRC-TGT")]
    pub(crate) language_pair: Option<String>,
    /// The references to take from a directory, by name; all of them by default
    #[arg(long, value_name = "NAME", num_args = 1..)]
    pub(crate) reference: Vec<String>,
    #[command(flatten)]
    pub(crate) limits: Limits,
}

/// How much of each file is taken.
#[derive(Debug, Args)]
pub(crate) struct Limits {
    /// What a packed file may unpack to, as 4GiB; by default 100 times its size, at least 64 MiB
    #[arg(long, value_name = "SIZE", value_parser = size)]
    pub(crate) max_unpacked: Option<u64>,
    /// How long a line may be, as 1GiB [default: 256MiB]
    #[arg(long, value_name = "SIZE", value_parser = size)]
    pub(crate) max_line: Option<u64>,
}

/// When outputs are re-cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum AlignChoice {
    Never,
    Differing,
    Always,
}

/// Where results go, and how they look.
#[derive(Debug, Args)]
pub(crate) struct Output {
    /// How results are written
    #[arg(long, value_enum, default_value_t = OutputFormat::Text, value_name = "FORMAT")]
    pub(crate) format: OutputFormat,
    /// Write results to this file in place of standard output, which is -
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Decimal places in tables; JSON and CSV are always exact
    #[arg(short = 'w', long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u8).range(0..=15))]
    pub(crate) width: u8,
}

/// Options of every subcommand that reads a corpus.
#[derive(Debug, Args)]
pub(crate) struct Common {
    /// Threads; 0 is one per processor
    #[arg(short = 'j', long, value_name = "N", default_value_t = 0, value_parser = clap::value_parser!(u16).range(0..=1024))]
    pub(crate) threads: u16,
    /// Exit with code 4 where there are warnings
    #[arg(long)]
    pub(crate) strict: bool,
    /// Neither progress nor notes nor warnings
    #[arg(short, long, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    /// Also how files were paired, and the parts of each score
    #[arg(short, long)]
    pub(crate) verbose: bool,
}

/// A way of writing results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum OutputFormat {
    Text,
    Json,
    Jsonl,
    Csv,
    Markdown,
    Latex,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Color {
    Auto,
    Always,
    Never,
}

impl Color {
    fn write_global(self) {
        match self {
            Color::Auto => anstream::ColorChoice::Auto,
            Color::Always => anstream::ColorChoice::Always,
            Color::Never => anstream::ColorChoice::Never,
        }
        .write_global();
    }
}

/// A number of draws: enough for an interval, and not so many that they never end.
fn draws() -> clap::builder::RangedI64ValueParser<u32> {
    clap::value_parser!(u32).range(40..=10_000_000)
}

/// A number of bytes: `1000`, `64KiB`, `4GiB`.
fn size(text: &str) -> Result<u64, String> {
    let digits = text.trim_end_matches(|c: char| !c.is_ascii_digit());
    let factor = match text[digits.len()..].trim_start() {
        "" | "B" => Some(1),
        "K" | "KiB" => Some(1 << 10),
        "M" | "MiB" => Some(1 << 20),
        "G" | "GiB" => Some(1 << 30),
        _ => None,
    };
    let bytes = digits.parse::<u64>().ok().zip(factor);
    let bytes = bytes.and_then(|(number, factor)| number.checked_mul(factor));
    bytes.ok_or_else(|| "expected a number of bytes, as 1000, 64KiB or 4GiB".to_owned())
}

fn score_file(text: &str) -> Result<ScoreFile, String> {
    let found = text.split_once('=').filter(|(name, path)| !name.is_empty() && !path.is_empty());
    let Some((name, path)) = found else {
        return Err("expected NAME=FILE".to_owned());
    };
    let (name, lower_is_better) = match name.strip_suffix(":lower") {
        Some(name) => (name, true),
        None => (name, false),
    };
    Ok(ScoreFile { name: name.to_owned(), path: path.into(), lower_is_better })
}
