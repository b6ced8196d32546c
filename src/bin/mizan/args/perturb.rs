//! Perturb: the arguments of `mizan perturb`.

use std::path::Path;
use std::path::PathBuf;

use clap::Args;
use mizan::entity::perturb::Corruption;

use super::{Common, Layout};

/// The arguments of `mizan perturb`.
#[derive(Debug, Args)]
#[command(
    override_usage = "mizan perturb [OPTIONS] <REF> -s <SRC> -o <OUT>",
    after_help = "\
Names are found by the source, and corrupted where they stand in the reference as expected:
  latin    left as the source has them
  letters  letters exchanged, transposed or lost, so that it is no longer the name
  swap     another name in their place
  drop     dropped, with the preposition before them
  split    rendered otherwise from some mention in a document on
  numbers  numbers in digits get another value
  words    ordinary words dropped
No name is corrupted twice. The gold says what became of each name and number, as an inventory
that `mizan` reads. docs/perturb.md describes it.

Examples:
  mizan perturb reference.ar -s source.en -o corrupt.ar --gold corrupt.gold.jsonl
  mizan perturb reference.ar -s source.en -o latin.ar --kind latin --rate 0.5 --seed 7"
)]
pub(crate) struct Perturb {
    /// The reference to corrupt
    #[arg(value_name = "REF")]
    pub(crate) text: PathBuf,
    /// The source text, by which names are found; a table with the reference may hold it
    #[arg(short, long, value_name = "SRC")]
    pub(crate) source: Option<PathBuf>,
    /// Write the corrupted text to this file, one segment a line; - is standard output
    #[arg(short, long, value_name = "OUT", default_value = "-")]
    pub(crate) output: PathBuf,
    /// Write what became of each name and number to this file, .jsonl
    #[arg(long, value_name = "FILE")]
    pub(crate) gold: Option<PathBuf>,
    /// What is done: latin letters swap drop split numbers words; all of them by default
    #[arg(long, value_name = "KIND", num_args = 1.., value_parser = corruption)]
    pub(crate) kind: Vec<Corruption>,
    /// The share of names, numbers or words that each kind corrupts, from 0 to 1
    #[arg(long, value_name = "R", default_value_t = 0.1)]
    pub(crate) rate: f64,
    /// Another seed corrupts others
    #[arg(long, value_name = "N", default_value_t = 12345)]
    pub(crate) seed: u64,
    /// The names to corrupt, one a line with its segment: .jsonl .json .conll; no others are sought
    #[arg(long, value_name = "FILE")]
    pub(crate) inventory: Option<PathBuf>,
    /// Names and their accepted Arabic forms, found before the built-in ones; may be repeated
    #[arg(long, value_name = "FILE")]
    pub(crate) lexicon: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) layout: Layout,
    #[command(flatten)]
    pub(crate) common: Common,
}

fn corruption(text: &str) -> Result<Corruption, String> {
    text.parse().map_err(|error: mizan::Error| {
        // `--kind latin ref.ar`: the option took what was meant as the reference.
        let is_file = Path::new(text).exists();
        if is_file { error.help("it is a file: put REF before --kind") } else { error }.to_string()
    })
}
