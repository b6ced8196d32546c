//! Gate: the arguments of `mizan gate` and `mizan baseline`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::Common;

/// The arguments of `mizan gate`.
#[derive(Debug, Args)]
#[command(after_help = "\
Every system is held to the rules of [gate] in mizan.toml, and compared with the baseline's system of
its name. docs/gate.md says what is decided and what it means.

Exit codes: 0 passed, 1 failed, 2 usage, configuration or input, 3 nothing to compare with or nothing
tested, 4 warnings only, with --strict.

Examples:
  mizan gate
  mizan gate --config ci/mizan.toml --format github -o gate.md -o gate.xml -o gate.sarif
  mizan gate --evaluation reports/news/evaluation.mizan")]
pub(crate) struct Gate {
    /// The mizan.toml, or the folder that holds one [default: the nearest, from here upwards]
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Decide over a saved evaluation, without scoring
    #[arg(long, value_name = "FILE")]
    pub(crate) evaluation: Option<PathBuf>,
    /// Score everything anew, whatever earlier runs have kept in .mizan
    #[arg(long)]
    pub(crate) fresh: bool,
    /// Compare the segments that evaluation and baseline both have, where others are left over
    #[arg(long)]
    pub(crate) allow_partial: bool,
    /// Exit with 0 whatever the gate says; errors keep their code
    #[arg(long)]
    pub(crate) exit_zero: bool,
    /// What is printed
    #[arg(long, value_enum, default_value_t = GateFormat::Text, value_name = "FORMAT")]
    pub(crate) format: GateFormat,
    /// Write a file too, as its name says: .txt .json .xml .sarif .md .prom, gitlab.json; may be repeated
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) common: Common,
}

/// A way of writing a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum GateFormat {
    /// At most 25 lines
    Text,
    /// Everything
    Json,
    /// A case for each rule, test set and system
    Junit,
    /// Findings, version 2.1.0
    Sarif,
    /// Workflow commands; the summary of the step too where GitHub has one
    Github,
    /// Findings for the code quality report
    Gitlab,
    /// A comment on a merge request
    Markdown,
    /// Scores and counts for GitLab's metrics report and Prometheus
    Openmetrics,
}

/// The subcommands of `mizan baseline`.
#[derive(Debug, Subcommand)]
pub(crate) enum Baseline {
    /// Writes the baseline of [gate] from the outputs at hand
    #[command(after_help = "\
The file is [gate] baseline of mizan.toml. It holds rows, hashes, signatures and the keys of known
findings, and no text. An update that lowers a score, or makes findings known that a rule with max_new
counts, is refused, with exit code 1, unless a reason is given, which the file keeps.

Examples:
  mizan baseline update
  mizan baseline update --config ci/mizan.toml --ratchet
  mizan baseline update --accept-regression \"the new model is ten times as fast\"")]
    Update(BaselineUpdate),
}

/// The arguments of `mizan baseline update`.
#[derive(Debug, Args)]
pub(crate) struct BaselineUpdate {
    /// The mizan.toml, or the folder that holds one [default: the nearest, from here upwards]
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Take over what is better, and keep the rest
    #[arg(long)]
    pub(crate) ratchet: bool,
    /// Lower scores and take in new findings for this reason
    #[arg(long, value_name = "WHY", conflicts_with = "ratchet")]
    pub(crate) accept_regression: Option<String>,
    /// Score everything anew, whatever earlier runs have kept in .mizan
    #[arg(long)]
    pub(crate) fresh: bool,
    #[command(flatten)]
    pub(crate) common: Common,
}
