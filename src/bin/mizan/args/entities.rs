//! Entities: the arguments of `mizan entities`.

use std::path::PathBuf;

use clap::Args;

use super::{Common, Layout, Output, Texts};

/// The arguments of `mizan entities`.
#[derive(Debug, Args)]
#[command(
    override_usage = "mizan entities [OPTIONS] [REF]... -i <HYP>... [-s <SRC>]",
    after_help = "\
Names are found in the source, looked up in the references and judged in every output: correct,
variant, mangled, untranslated, omitted; numbers too: wrong_number. Without a reference nothing is
scored: what looks wrong is listed. docs/output.md describes every format.

Examples:
  mizan entities reference.ar -i google.ar nllb.ar -s source.en
  mizan entities reference.ar -i out.ar -s source.en --documents docs.txt --format jsonl -o rows.jsonl
  mizan entities reference.ar -i out.ar -s source.en --inventory names.jsonl --lexicon terms.csv
  mizan entities -i out.ar -s source.en"
)]
pub(crate) struct Entities {
    #[command(flatten)]
    pub(crate) texts: Texts,
    /// The names to look for, one a line with its segment: .jsonl .json .conll; no others are sought
    #[arg(long, value_name = "FILE")]
    pub(crate) inventory: Option<PathBuf>,
    /// Names and their accepted Arabic forms, found before the built-in ones; may be repeated
    #[arg(long, value_name = "FILE")]
    pub(crate) lexicon: Vec<PathBuf>,
    /// An inventory with people's verdicts: prints how far ours agree
    #[arg(long, value_name = "FILE")]
    pub(crate) gold: Option<PathBuf>,
    /// With --gold: find the names all the same, and compare where they overlap
    #[arg(long, requires = "gold", conflicts_with = "inventory")]
    pub(crate) mined: bool,
    #[command(flatten)]
    pub(crate) layout: Layout,
    /// Each file is one document, whose lines do not pair
    #[arg(long, conflicts_with_all = ["documents", "inventory", "gold", "align"])]
    pub(crate) by_document: bool,
    /// List every name that is wrong, not only the worst of each system
    #[arg(long)]
    pub(crate) all: bool,
    #[command(flatten)]
    pub(crate) output: Output,
    /// Say what pairs with what, and judge nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    #[command(flatten)]
    pub(crate) common: Common,
}
