//! Align: the arguments of `mizan align`.

use std::path::PathBuf;

use clap::Args;
use clap::ValueEnum;
use mizan::corpus::{Columns, Format, NamedPath};

use super::Common;

/// The arguments of `mizan align`.
#[derive(Debug, Args)]
#[command(
    override_usage = "mizan align [OPTIONS] <REF> -i <HYP>",
    after_help = "\
Words of the output are aligned with those of the reference, over the whole document; cuts are made
between words, at ends of sentences where that fits. Joined again, the lines are the output, white
space aside. A segment of low confidence may have words of its neighbours. docs/align.md says more.

Examples:
  mizan align reference.ar -i out.txt -o out.ar
  mizan align reference.ar -i out.txt --format jsonl
  mizan align reference.txt -i out.txt --split"
)]
pub(crate) struct AlignTexts {
    /// The reference, one segment a line
    #[arg(value_name = "REF")]
    pub(crate) reference: PathBuf,
    /// The output to re-cut, as PATH or NAME=PATH; - is standard input
    #[arg(short, long, value_name = "HYP")]
    pub(crate) input: NamedPath,
    /// The document of each segment of the reference: DOMAIN DOCUMENT, or DOCUMENT, a line
    #[arg(long, value_name = "FILE")]
    pub(crate) documents: Option<PathBuf>,
    /// Cut the reference into its sentences first, which are the segments then
    #[arg(long, conflicts_with = "documents")]
    pub(crate) split: bool,
    /// What the columns of a table, or the keys of JSON, hold: reference=ref,hypothesis=mt,…
    #[arg(long, value_name = "ROLE=COLUMN,…")]
    pub(crate) col: Vec<Columns>,
    /// The format of both files, in place of their extensions; see `mizan formats`
    #[arg(long, value_name = "FORMAT")]
    pub(crate) from: Option<Format>,
    /// How the segments are written
    #[arg(long, value_enum, default_value_t = AlignFormat::Text, value_name = "FORMAT")]
    pub(crate) format: AlignFormat,
    /// Write the segments to this file in place of standard output, which is -
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) common: Common,
}

/// A way of writing segments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum AlignFormat {
    Text,
    Jsonl,
}
