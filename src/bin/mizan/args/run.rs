//! Run: the arguments of `mizan run` and `mizan report`.

use std::path::PathBuf;

use clap::Args;

use super::{Above, Common};

/// The arguments of `mizan run`.
#[derive(Debug, Args)]
#[command(after_help = "\
The configuration is a mizan.toml, or the folder that holds one; docs/run.md describes it. The folder
of the report gets evaluation.mizan, tables, charts, report.html, report.md, report.json and
report.xlsx. Without [report] output or -o it is reports/ and the name of the configuration's folder.
Flags go before MIZAN_SEED, MIZAN_SAMPLES, MIZAN_TRIALS, MIZAN_UNIT, MIZAN_OUTPUT and MIZAN_THREADS,
and those before the file; `mizan config show --origin` says what came from where.

Examples:
  mizan run corpora/demo
  mizan run nightly.toml -o out/nightly")]
pub(crate) struct Run {
    /// A folder with mizan.toml, or such a file [default: the nearest, from here upwards]
    #[arg(value_name = "DIR or FILE")]
    pub(crate) config: Option<PathBuf>,
    /// The folder of the report
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,
    /// Say what pairs with what, and score nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Score everything anew, whatever earlier runs have kept in .mizan
    #[arg(long)]
    pub(crate) fresh: bool,
    #[command(flatten)]
    pub(crate) above: Above,
    #[command(flatten)]
    pub(crate) common: Common,
}

/// The arguments of `mizan report`.
#[derive(Debug, Args)]
pub(crate) struct Report {
    /// A saved evaluation, evaluation.mizan
    #[arg(value_name = "EVALUATION")]
    pub(crate) evaluation: PathBuf,
    /// The folder of the report
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: PathBuf,
    /// Begin CSV files with a byte-order mark, which tells Excel that they are UTF-8
    #[arg(long)]
    pub(crate) bom: bool,
}
