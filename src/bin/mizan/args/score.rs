//! Score: the arguments of `mizan score`.

use std::path::PathBuf;

use clap::Args;

use super::{Common, Layout, Measures, Output, Resampling, Texts};

/// The arguments of `mizan score`.
#[derive(Debug, Args)]
#[command(
    override_usage = "mizan score [OPTIONS] <REF>... -i <HYP>...",
    after_help = "\
References come first, as with sacreBLEU; several files are several references. Each -i is a
system, named after its file. A file is plain text, one segment a line, unless its extension
(.tsv .csv .jsonl .json), --col or --from says otherwise; gzip, zstd and xz are recognised by
their content. A directory is read as mt-metrics-eval lays it out.

Examples:
  mizan score reference.ar -i google.ar nllb.ar
  mizan score reference.ar -i out.ar -m bleu:tok=intl chrf++ ter:arabic=yes --format json
  mizan score data.tsv --col source=src,reference=ref,hypothesis=mt
  mizan score reference.ar -i out.ar --segments segments.csv"
)]
pub(crate) struct Score {
    #[command(flatten)]
    pub(crate) texts: Texts,
    #[command(flatten)]
    pub(crate) measures: Measures,
    #[command(flatten)]
    pub(crate) layout: Layout,
    #[command(flatten)]
    pub(crate) output: Output,
    /// Write the score of each segment to this file, CSV or by its extension .jsonl
    #[arg(long, value_name = "FILE")]
    pub(crate) segments: Option<PathBuf>,
    /// The references were made from the outputs, by post-editors: print how much they kept
    #[arg(long)]
    pub(crate) post_edited: bool,
    /// Write what post-editors kept, by system and file, to this CSV file; implies --post-edited
    #[arg(long, value_name = "FILE")]
    pub(crate) effort: Option<PathBuf>,
    /// Print the interval of each score, by bootstrap
    #[arg(long)]
    pub(crate) ci: bool,
    #[command(flatten)]
    pub(crate) resampling: Resampling,
    /// Say what pairs with what, and score nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    #[command(flatten)]
    pub(crate) common: Common,
}
