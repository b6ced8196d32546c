//! Lexicon: the arguments of `mizan lexicon`.

use std::path::PathBuf;

use clap::Args;
use clap::Subcommand;
use mizan::entity::lexicon::SourceFormat;

/// The subcommands of `mizan lexicon`.
#[derive(Debug, Subcommand)]
pub(crate) enum Lexicon {
    /// Doubles, contradictions and misplaced letters in a lexicon, one finding a line
    #[command(after_help = "\
A lexicon is a CSV or TSV file with the columns source,target,type,aliases,keep_latin,forbid, of
which source and target must be there, JSONL with these keys, TBX, or what mizan lexicon build made.
Several files are checked as one lexicon; without a file it is the built-in one. docs/lexicon.md has
the formats and the findings.

The exit code is 0 where there is no finding, 1 where there are some, 2 where a file cannot be read.

Examples:
  mizan lexicon check
  mizan lexicon check names.csv glossary.jsonl")]
    Check {
        /// Files with names: .csv .tsv .jsonl .json .tbx .mlex, plain or compressed
        #[arg(value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// A compiled lexicon, used without being parsed, from files with names
    #[command(after_help = "\
The files are lexicons (CSV, TSV, JSONL, TBX, compiled ones), tables of GeoNames (allCountries.txt,
cities15000.txt, alternateNamesV2.txt, unpacked; together where there are both) or items of Wikidata
(JSONL with labels and aliases by language, or a table with a column for each language). What a file
is shows in its first line; --format says it where it does not.

Where two entries have a spelling, the first keeps it; of places, the more populous. Only names that
have an Arabic form are taken from GeoNames, Wikidata and TBX. Say with --attribution whom the
licence of the names asks to name: it is kept in the file and shown where the file is checked.

Examples:
  mizan lexicon build names.csv terms.tbx -o house.mlex
  mizan lexicon build cities15000.txt alternateNamesV2.txt -o places.mlex \\
      --attribution \"GeoNames (geonames.org), CC BY 4.0\"")]
    Build(LexiconBuild),
}

/// The arguments of `mizan lexicon build`.
#[derive(Debug, Args)]
pub(crate) struct LexiconBuild {
    /// Files with names, plain or compressed
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// The file to write; its name ends with .mlex
    #[arg(short, long, value_name = "OUT.mlex")]
    pub(crate) output: PathBuf,
    /// What the files are: lexicon, geonames or wikidata; by default what each shows itself to be
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<SourceFormat>,
    /// Whom to name as the source of the names
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    pub(crate) attribution: String,
}
