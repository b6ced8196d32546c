//! History: the arguments of `mizan history`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use mizan::history::{Date, Filter};

/// The subcommands of `mizan history`.
#[derive(Debug, Subcommand)]
pub(crate) enum History {
    /// Adds the scores of a saved evaluation
    #[command(after_help = "\
Without EVALUATION it is evaluation.mizan in the report folder of the nearest mizan.toml. The commit is
that of --commit, else of GITHUB_SHA or CI_COMMIT_SHA, else the one that git has checked out here; the
date is that of --date, else SOURCE_DATE_EPOCH, else now. The same evaluation under the same commit and
label is not added twice.

Examples:
  mizan history add
  mizan history add reports/news/evaluation.mizan --label nightly
  mizan history add --commit 4f1d2c3 --date 2026-11-01")]
    Add(HistoryAdd),
    /// The scores of past runs
    #[command(after_help = "\
Examples:
  mizan history list --testset news
  mizan history list --metric chrf --format csv")]
    List(HistoryList),
    /// How the scores of each system went, run after run
    #[command(after_help = "\
A bar | stands where the metric's signature or the texts changed; first, last and best are those
since then.

Examples:
  mizan history trend --metric chrf
  mizan history trend --metric chrf --testset news -o trend.svg")]
    Trend(HistoryTrend),
    /// The first run in which a score fell, for each system and metric
    #[command(after_help = "\
A score is compared with that of the run before, in the direction of its metric; one with another
signature or other texts is not compared. Runs of different ends are told apart by --label.

Examples:
  mizan history falls
  mizan history falls --metric chrf --by 0.5 --label nightly")]
    Falls(HistoryFalls),
    /// All scores of all runs as CSV
    Export(HistoryExport),
}

/// The file of the history.
#[derive(Debug, Args)]
pub(crate) struct HistoryFile {
    /// The history [default: .mizan/history.sqlite beside the nearest mizan.toml]
    #[arg(long, value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
}

/// Which scores are looked at.
#[derive(Debug, Args)]
pub(crate) struct Chosen {
    /// Only this test set
    #[arg(long, value_name = "NAME")]
    testset: Option<String>,
    /// Only this system
    #[arg(long, value_name = "NAME")]
    system: Option<String>,
    /// Only runs with this label
    #[arg(long, value_name = "LABEL")]
    label: Option<String>,
}

impl Chosen {
    /// With the metric, which one of the subcommands must have.
    pub(crate) fn filter(&self, metric: Option<&String>) -> Filter {
        Filter {
            testset: self.testset.clone(),
            system: self.system.clone(),
            metric: metric.cloned(),
            label: self.label.clone(),
        }
    }
}

/// The arguments of `mizan history add`.
#[derive(Debug, Args)]
pub(crate) struct HistoryAdd {
    /// The saved evaluation [default: that of the nearest mizan.toml]
    #[arg(value_name = "EVALUATION")]
    pub(crate) evaluation: Option<PathBuf>,
    /// The commit that was measured
    #[arg(long, value_name = "SHA")]
    pub(crate) commit: Option<String>,
    /// What tells runs apart that are made for different ends
    #[arg(long, value_name = "LABEL")]
    pub(crate) label: Option<String>,
    /// When, in universal time: YYYY-MM-DD or YYYY-MM-DDTHH:MM:SSZ
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) date: Option<Date>,
    #[command(flatten)]
    pub(crate) file: HistoryFile,
}

/// The arguments of `mizan history list`.
#[derive(Debug, Args)]
pub(crate) struct HistoryList {
    /// Only this metric, by its id
    #[arg(short, long, value_name = "METRIC")]
    pub(crate) metric: Option<String>,
    #[command(flatten)]
    pub(crate) chosen: Chosen,
    /// What is printed
    #[arg(long, value_enum, default_value_t = HistoryFormat::Text, value_name = "FORMAT")]
    pub(crate) format: HistoryFormat,
    #[command(flatten)]
    pub(crate) file: HistoryFile,
}

/// A way of writing scores of past runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum HistoryFormat {
    Text,
    Json,
    Csv,
}

/// The arguments of `mizan history trend`.
#[derive(Debug, Args)]
pub(crate) struct HistoryTrend {
    /// The metric, by its id
    #[arg(short, long, value_name = "METRIC")]
    pub(crate) metric: String,
    #[command(flatten)]
    pub(crate) chosen: Chosen,
    /// Draw a chart into this file, in place of printing; one test set
    #[arg(short, long, value_name = "FILE.svg")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) file: HistoryFile,
}

/// The arguments of `mizan history falls`.
#[derive(Debug, Args)]
pub(crate) struct HistoryFalls {
    /// Only this metric, by its id
    #[arg(short, long, value_name = "METRIC")]
    pub(crate) metric: Option<String>,
    #[command(flatten)]
    pub(crate) chosen: Chosen,
    /// Pass over what fell by no more than so many points
    #[arg(long, value_name = "POINTS", default_value_t = 0.0, value_parser = points)]
    pub(crate) by: f64,
    #[command(flatten)]
    pub(crate) file: HistoryFile,
}

/// The arguments of `mizan history export`.
#[derive(Debug, Args)]
pub(crate) struct HistoryExport {
    /// Write to this file in place of standard output
    #[arg(short, long, value_name = "FILE.csv")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) file: HistoryFile,
}

/// A date; on a command line an error is one line.
fn date(text: &str) -> Result<Date, String> {
    let expected = "expected YYYY-MM-DD or YYYY-MM-DDTHH:MM:SSZ, in universal time";
    text.parse().map_err(|_| expected.to_owned())
}

fn points(text: &str) -> Result<f64, String> {
    let points = text.parse::<f64>().ok();
    let points = points.filter(|points| points.is_finite() && *points >= 0.0);
    points.ok_or_else(|| "expected a number of points, 0 or more".to_owned())
}
