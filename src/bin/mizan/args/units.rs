//! Units: the arguments of `mizan units`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use mizan::corpus::Format;

/// The arguments of `mizan units`.
#[derive(Debug, Args)]
#[command(after_help = "\
As text: how many strings each file has, and how far they are translated; a string with plural forms
counts once, in the state of its least form. As TSV: the texts as they are scored, without codes, on
one line. As JSON lines: all that was read, with codes and as the file has it.

Examples:
  mizan units ar.po
  mizan units ar.xliff --format tsv -o ar.tsv
  mizan units strings.xml --from android --format jsonl")]
pub(crate) struct Units {
    /// Localization files: PO, XLIFF, TMX, strings.xml …
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// The format of all files, in place of their extensions; see `mizan formats`
    #[arg(long, value_name = "FORMAT")]
    pub(crate) from: Option<Format>,
    /// How the units are written
    #[arg(long, value_enum, default_value_t = UnitsFormat::Text, value_name = "FORMAT")]
    pub(crate) format: UnitsFormat,
    /// Write to this file in place of standard output, which is -
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// A way of writing units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum UnitsFormat {
    Text,
    Tsv,
    Jsonl,
}
