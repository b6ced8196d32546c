//! Compare: the arguments of `mizan compare`.

use std::path::PathBuf;

use clap::Args;
use clap::ValueEnum;
use mizan::corpus::NamedPath;

use super::{Common, Layout, Measures, Output, Resampling, Texts, draws};

/// The arguments of `mizan compare`.
#[derive(Debug, Args)]
#[command(
    override_usage = "mizan compare [OPTIONS] <REF>... -i <HYP> <HYP>... [-s <SRC>]",
    after_help = "\
Every pair of systems is tested by randomization, and the p-values are adjusted for their number.
Whole documents are exchanged and drawn where at least ten are known. docs/statistics.md says what
each number means.

Examples:
  mizan compare reference.ar -i google.ar nllb.ar -s source.en
  mizan compare reference.ar -i new.ar old.ar --baseline old --documents docs.txt
  mizan compare reference.ar -i google.ar nllb.ar -m chrf bleu --format latex"
)]
pub(crate) struct Compare {
    #[command(flatten)]
    pub(crate) texts: Texts,
    #[command(flatten)]
    pub(crate) measures: Measures,
    #[command(flatten)]
    pub(crate) layout: Layout,
    /// Compare the other systems with this one only, in place of all pairs
    #[arg(long, value_name = "SYSTEM")]
    pub(crate) baseline: Option<String>,
    #[command(flatten)]
    pub(crate) resampling: Resampling,
    /// Trials of the randomization
    #[arg(long, value_name = "N", default_value_t = 10_000, value_parser = draws())]
    pub(crate) trials: u32,
    /// Whether a trial counts that differs exactly as much as what was observed; ignored is
    /// sacreBLEU's rule
    #[arg(long, value_enum, default_value_t = Ties::Counted, value_name = "RULE")]
    pub(crate) ties: Ties,
    /// How ranks are grouped into clusters
    #[arg(long, value_enum, default_value_t = Clusters::Holm, value_name = "RULE")]
    pub(crate) clusters: Clusters,
    /// What else is looked into: buckets words ngrams examples flags, or none [default: flags;
    /// all of them in json and jsonl]
    #[arg(long, value_enum, value_name = "KIND", num_args = 1..)]
    pub(crate) analysis: Vec<Analysis>,
    /// How many n-grams and examples are listed each way
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(crate) most: u16,
    /// A training corpus: words are also grouped by how often they stand in it
    #[arg(long, value_name = "FILE", conflicts_with = "counts")]
    pub(crate) train: Option<PathBuf>,
    /// Counts of words, WORD and COUNT between a tab: words are also grouped by them
    #[arg(long, value_name = "FILE")]
    pub(crate) counts: Option<PathBuf>,
    /// A label for every word of each reference, in the order of the references
    #[arg(long, value_name = "FILE", num_args = 1.., requires = "labels")]
    pub(crate) reference_labels: Vec<PathBuf>,
    /// A label for every word of a system's output; one file for each system
    #[arg(long, value_name = "SYSTEM=FILE", num_args = 1.., requires = "reference_labels")]
    pub(crate) labels: Vec<NamedPath>,
    /// Scores that people gave to segments: says how far each metric agrees with them
    #[arg(long, value_name = "FILE")]
    pub(crate) human: Vec<NamedPath>,
    #[command(flatten)]
    pub(crate) output: Output,
    /// Say what pairs with what, and compare nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    #[command(flatten)]
    pub(crate) common: Common,
}

/// What is looked into beside the scores.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Analysis {
    /// Scores by length, domain, document, names and score
    Buckets,
    /// Precision and recall of words by frequency, position and script
    Words,
    /// N-grams that a system has too often or too seldom
    Ngrams,
    /// Segments worth reading
    Examples,
    /// Suspicious outputs: empty, copied, looping, in a wrong script
    Flags,
    /// Nothing
    None,
}

/// How clusters are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Clusters {
    /// By randomization of all pairs, adjusted by Holm's method
    Holm,
    /// As WMT25: Wilcoxon's test of the segment scores of neighbours, not adjusted
    Wmt25,
}

/// What becomes of trials that equal the observation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Ties {
    Counted,
    Ignored,
}
