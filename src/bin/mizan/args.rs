//! Args: the command line as it is typed. What it means is decided by each subcommand.

use std::path::{Path, PathBuf};

use clap::{Args, Parser, Subcommand, ValueEnum};
use mizan::corpus::{Columns, Format, NamedPath, ScoreFile};
use mizan::entity::lexicon::SourceFormat;
use mizan::entity::perturb::Corruption;

/// Reads the command line; ends the program with exit code 2 where it is not understood.
pub(crate) fn parse() -> Command {
    let line = CommandLine::parse();
    line.color.write_global();
    line.command
}

/// Measures machine translation: exact BLEU, chrF and TER, Arabic first.
#[derive(Debug, Parser)]
#[command(name = "mizan", version, max_term_width = 100, disable_help_subcommand = true)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
    /// When to use colours
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    color: Color,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Scores of one or more systems, as a table
    Score(Box<Score>),
    /// Which of several systems differ, by how much, and how sure that is
    Compare(Box<Compare>),
    /// An output re-cut to the segments of its reference
    Align(Box<AlignTexts>),
    /// Every test set, system and metric of a configuration, into one folder
    Run(Box<Run>),
    /// The report of a saved evaluation, drawn again
    Report(Box<Report>),
    /// A corrupted copy of a reference at known rates, with its gold
    Perturb(Box<Perturb>),
    /// What became of names and numbers in one or more outputs, worst first
    Entities(Box<Entities>),
    /// What looks wrong in a translation, without a reference
    Check(Box<Check>),
    /// Lists of names and their accepted Arabic forms
    #[command(subcommand)]
    Lexicon(Lexicon),
    /// The metrics there are, with their settings
    Metrics,
    /// The file formats there are, and what pairs with what
    Formats,
}

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
    /// Metrics with their settings: bleu chrf ter entity, chrf++, bleu:tok=intl, or a published
    /// signature [default: bleu chrf ter, and entity where a source is given]
    #[arg(short, long, value_name = "METRIC", num_args = 1..)]
    pub(crate) metric: Vec<String>,
    #[command(flatten)]
    pub(crate) layout: Layout,
    /// Segment scores made elsewhere, as a metric; NAME:lower=FILE where lower is better
    #[arg(long, value_name = "NAME=FILE", value_parser = score_file)]
    pub(crate) scores: Vec<ScoreFile>,
    #[command(flatten)]
    pub(crate) output: Output,
    /// Write the score of each segment to this file, CSV or by its extension .jsonl
    #[arg(long, value_name = "FILE")]
    pub(crate) segments: Option<PathBuf>,
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
    /// Metrics with their settings: bleu chrf ter entity, chrf++, bleu:tok=intl, or a published
    /// signature [default: bleu chrf ter, and entity where a source is given]
    #[arg(short, long, value_name = "METRIC", num_args = 1..)]
    pub(crate) metric: Vec<String>,
    #[command(flatten)]
    pub(crate) layout: Layout,
    /// Segment scores made elsewhere, as a metric; NAME:lower=FILE where lower is better
    #[arg(long, value_name = "NAME=FILE", value_parser = score_file)]
    pub(crate) scores: Vec<ScoreFile>,
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

/// The arguments of `mizan run`.
#[derive(Debug, Args)]
#[command(after_help = "\
The configuration is a mizan.toml, or the folder that holds one; docs/run.md describes it. The folder
of the report gets evaluation.mizan, tables, charts, report.html, report.md, report.json and
report.xlsx. Without [report] output or -o it is reports/ and the name of the configuration's folder.

Examples:
  mizan run corpora/demo
  mizan run nightly.toml -o out/nightly")]
pub(crate) struct Run {
    /// A folder with mizan.toml, or such a file
    #[arg(value_name = "DIR or FILE", default_value = ".")]
    pub(crate) config: PathBuf,
    /// The folder of the report
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,
    /// Say what pairs with what, and score nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
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
}

/// How resamples are drawn.
#[derive(Debug, Args)]
pub(crate) struct Resampling {
    /// Another seed draws others
    #[arg(long, value_name = "N", default_value_t = 12345)]
    pub(crate) seed: u64,
    /// Resamples of the bootstrap
    #[arg(long, value_name = "N", default_value_t = 1000, value_parser = draws())]
    pub(crate) samples: u32,
    /// What is drawn: segments, or whole documents; auto draws documents where ten are known
    #[arg(long, value_enum, default_value_t = UnitChoice::Auto, value_name = "UNIT")]
    pub(crate) unit: UnitChoice,
}

/// What is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum UnitChoice {
    Auto,
    Segment,
    Document,
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

/// The arguments of `mizan check`.
#[derive(Debug, Args)]
#[command(
    override_usage = "mizan check [OPTIONS] <HYP>... [-s <SRC>]",
    after_help = "\
Checks of text that need no reference: placeholders, numbers, Arabic punctuation and spelling,
quotation marks, what was left in Latin letters. docs/check.md has each with an example.

The exit code is 0 where there is no finding of severity error, 1 where there is one.

Examples:
  mizan check --list
  mizan check out.ar -s source.en
  mizan check out.ar --severity warning --format sarif -o findings.sarif
  mizan check out.ar --baseline known.json --update-baseline
  mizan check a.ar b.ar --scorecard --threshold 5"
)]
pub(crate) struct Check {
    /// Translations; - is standard input
    #[arg(value_name = "HYP", required_unless_present = "list")]
    pub(crate) files: Vec<PathBuf>,
    /// The source text, whose lines pair with those of the one translation
    #[arg(short, long, value_name = "SRC")]
    pub(crate) source: Option<PathBuf>,
    /// Print the checks there are
    #[arg(long)]
    pub(crate) list: bool,
    /// Run these checks only
    #[arg(long, value_name = "CHECK", num_args = 1.., value_parser = check_name)]
    pub(crate) only: Vec<String>,
    /// Do not run these
    #[arg(long, value_name = "CHECK", num_args = 1.., value_parser = check_name)]
    pub(crate) except: Vec<String>,
    /// Leave out findings below this severity
    #[arg(long, value_enum, default_value_t = Level::Info, value_name = "LEVEL")]
    pub(crate) severity: Level,
    /// Language and region of the translation, which decide its digits: ar-EG
    #[arg(long, value_name = "LOCALE", default_value = "ar")]
    pub(crate) locale: mizan::check::Locale,
    /// Terms with their Arabic forms: .csv .tsv .jsonl .tbx, as lexicons; may be repeated
    #[arg(long, value_name = "FILE")]
    pub(crate) glossary: Vec<PathBuf>,
    /// Findings that are known and left out
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,
    /// Write all findings to the baseline
    #[arg(long, requires = "baseline")]
    pub(crate) update_baseline: bool,
    /// Print what the findings cost per 1,000 words, in place of the findings
    #[arg(long)]
    pub(crate) scorecard: bool,
    /// Exit with code 1 where a file costs more per 1,000 words
    #[arg(long, value_name = "PENALTY")]
    pub(crate) threshold: Option<f64>,
    /// What findings cost: minor=1,major=5,critical=25,neutral=0
    #[arg(long, value_name = "SEVERITY=N,…", default_value = "", hide_default_value = true, value_parser = weights)]
    pub(crate) weights: mizan::check::Weights,
    /// Checks whose errors are critical
    #[arg(long, value_name = "CHECK", num_args = 1.., value_parser = check_name)]
    pub(crate) critical: Vec<String>,
    /// List every finding, not only the first of each check
    #[arg(long)]
    pub(crate) all: bool,
    #[command(flatten)]
    pub(crate) layout: Layout,
    /// How findings are written
    #[arg(long, value_enum, default_value_t = CheckFormat::Text, value_name = "FORMAT")]
    pub(crate) format: CheckFormat,
    /// Write findings to this file in place of standard output, which is -
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) common: Common,
}

/// A way of writing findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    Text,
    Json,
    Jsonl,
    Csv,
    Sarif,
}

/// How sure a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Level {
    Info,
    Warning,
    Error,
}

/// The texts of a corpus.
#[derive(Debug, Args)]
pub(crate) struct Texts {
    /// Reference files; several are several references of each segment
    #[arg(value_name = "REF")]
    pub(crate) references: Vec<PathBuf>,
    /// Outputs of systems, as PATH or NAME=PATH; - is standard input
    #[arg(short, long, value_name = "HYP", num_args = 1..)]
    pub(crate) input: Vec<NamedPath>,
    /// The source text
    #[arg(short, long, value_name = "SRC")]
    pub(crate) source: Option<PathBuf>,
}

/// How the texts of a corpus are to be read.
#[derive(Debug, Args)]
pub(crate) struct Layout {
    /// The document of each segment: a file with DOMAIN DOCUMENT, or DOCUMENT, a line
    #[arg(long, value_name = "FILE")]
    pub(crate) documents: Option<PathBuf>,
    /// What the columns of a table, or the keys of JSON, hold: source=src,reference=ref,…
    #[arg(long, value_name = "ROLE=COLUMN,…")]
    pub(crate) col: Vec<Columns>,
    /// The format of all files, in place of their extensions; see `mizan formats`
    #[arg(long, value_name = "FORMAT")]
    pub(crate) from: Option<Format>,
    /// Re-cut outputs to the references' segments, by document; with always, those that pair too
    #[arg(long, value_enum, value_name = "WHEN", num_args = 0..=1, require_equals = true,
          default_value_t = AlignChoice::Never, default_missing_value = "differing",
          hide_default_value = true, hide_possible_values = true)]
    pub(crate) align: AlignChoice,
    /// The language pair to take from a directory that has several
    #[arg(long, value_name = "SRC-TGT")]
    pub(crate) language_pair: Option<String>,
    /// The references to take from a directory, by name; all of them by default
    #[arg(long, value_name = "NAME", num_args = 1..)]
    pub(crate) reference: Vec<String>,
}

/// When outputs are re-cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum AlignChoice {
    Never,
    Differing,
    Always,
}

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

/// Where results go, and how they look.
#[derive(Debug, Args)]
pub(crate) struct Output {
    /// How results are written
    #[arg(long, value_enum, default_value_t = OutputFormat::Text, value_name = "FORMAT")]
    pub(crate) format: OutputFormat,
    /// Write results to this file in place of standard output, which is -
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Decimal places in tables; JSON and CSV are always exact
    #[arg(short = 'w', long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u8).range(0..=15))]
    pub(crate) width: u8,
}

/// Options of every subcommand that reads a corpus.
#[derive(Debug, Args)]
pub(crate) struct Common {
    /// Threads; 0 is one per processor
    #[arg(short = 'j', long, value_name = "N", default_value_t = 0, value_parser = clap::value_parser!(u16).range(0..=1024))]
    pub(crate) threads: u16,
    /// Exit with code 4 where there are warnings
    #[arg(long)]
    pub(crate) strict: bool,
    /// Neither progress nor notes nor warnings
    #[arg(short, long, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    /// Also how files were paired, and the parts of each score
    #[arg(short, long)]
    pub(crate) verbose: bool,
}

/// A way of writing results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum OutputFormat {
    Text,
    Json,
    Jsonl,
    Csv,
    Markdown,
    Latex,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Color {
    Auto,
    Always,
    Never,
}

impl Color {
    fn write_global(self) {
        match self {
            Color::Auto => anstream::ColorChoice::Auto,
            Color::Always => anstream::ColorChoice::Always,
            Color::Never => anstream::ColorChoice::Never,
        }
        .write_global();
    }
}

/// A number of draws: enough for an interval, and not so many that they never end.
fn draws() -> clap::builder::RangedI64ValueParser<u32> {
    clap::value_parser!(u32).range(40..=10_000_000)
}

fn corruption(text: &str) -> Result<Corruption, String> {
    text.parse().map_err(|error: mizan::Error| {
        // `--kind latin ref.ar`: the option took what was meant as the reference.
        let is_file = Path::new(text).exists();
        if is_file { error.help("it is a file: put REF before --kind") } else { error }.to_string()
    })
}

fn score_file(text: &str) -> Result<ScoreFile, String> {
    let found = text.split_once('=').filter(|(name, path)| !name.is_empty() && !path.is_empty());
    let Some((name, path)) = found else {
        return Err("expected NAME=FILE".to_owned());
    };
    let (name, lower_is_better) = match name.strip_suffix(":lower") {
        Some(name) => (name, true),
        None => (name, false),
    };
    Ok(ScoreFile { name: name.to_owned(), path: path.into(), lower_is_better })
}

fn check_name(text: &str) -> Result<String, String> {
    if mizan::check::Check::find(text).is_some() {
        return Ok(text.to_owned());
    }
    let names = mizan::check::CHECKS.iter().map(|check| check.name);
    Err(match mizan::error::closest(text, names) {
        Some(near) => format!("there is no such check, did you mean '{near}'?"),
        None => "there is no such check; see mizan check --list".to_owned(),
    })
}

fn weights(text: &str) -> Result<mizan::check::Weights, String> {
    let mut weights = mizan::check::Weights::default();
    for part in text.split(',').filter(|part| !part.is_empty()) {
        let (name, value) = part.split_once('=').ok_or("expected SEVERITY=N")?;
        let value: f64 = value.parse().map_err(|_| format!("'{value}' is no number"))?;
        if !(value.is_finite() && value >= 0.0) {
            return Err(format!("{name} is {value}, expected 0 or more"));
        }
        match name {
            "neutral" => weights.neutral = value,
            "minor" => weights.minor = value,
            "major" => weights.major = value,
            "critical" => weights.critical = value,
            _ => return Err(format!("'{name}' is none of neutral, minor, major, critical")),
        }
    }
    Ok(weights)
}
