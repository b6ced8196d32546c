//! Config: the arguments of `mizan init` and `mizan config`, and what stands above a file.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use mizan::config::Overrides;

use super::{UnitChoice, draws};

/// The arguments of `mizan init`.
#[derive(Debug, Args)]
#[command(after_help = "\
What a file is shows in its name or folder (source, ref, docs, outputs …), in its script and in how
many lines it has; files of another length are another test set. A file that is there is never
written over.

Examples:
  mizan init
  mizan init corpora/demo -o -")]
pub(crate) struct Init {
    /// The folder with source, references and outputs
    #[arg(value_name = "DIR", default_value = ".")]
    pub(crate) folder: PathBuf,
    /// Write to this file in place of DIR/mizan.toml; - is standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Print the configuration and write nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// The subcommands of `mizan config`.
#[derive(Debug, Subcommand)]
pub(crate) enum Config {
    /// The values that hold: of flags, the environment, the file, and defaults
    Show(ConfigShow),
}

/// The arguments of `mizan config show`.
#[derive(Debug, Args)]
pub(crate) struct ConfigShow {
    /// A folder with mizan.toml, or such a file [default: the nearest, from here upwards]
    #[arg(value_name = "DIR or FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Say after each value where it came from
    #[arg(long)]
    pub(crate) origin: bool,
    /// The folder of the report
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,
    /// Threads; 0 is one per processor
    #[arg(short = 'j', long, value_name = "N", default_value_t = 0, value_parser = clap::value_parser!(u16).range(0..=1024), hide_default_value = true)]
    pub(crate) threads: u16,
    #[command(flatten)]
    pub(crate) above: Above,
}

/// Values that go before those of the file.
#[derive(Debug, Clone, Args)]
pub(crate) struct Above {
    /// Another seed draws otherwise
    #[arg(long, value_name = "N")]
    pub(crate) seed: Option<u64>,
    /// Resamples of the bootstrap
    #[arg(long, value_name = "N", value_parser = draws())]
    pub(crate) samples: Option<u32>,
    /// Trials of the randomization
    #[arg(long, value_name = "N", value_parser = draws())]
    pub(crate) trials: Option<u32>,
    /// What is drawn: segments, or whole documents
    #[arg(long, value_enum, value_name = "UNIT")]
    pub(crate) unit: Option<UnitChoice>,
}

impl Above {
    /// With the folder of the report and the threads, which have other places on a command line.
    pub(crate) fn overrides(&self, output: Option<&PathBuf>, threads: u16) -> Overrides {
        let unit = self.unit.map(|unit| match unit {
            UnitChoice::Auto => "auto",
            UnitChoice::Segment => "segment",
            UnitChoice::Document => "document",
        });
        Overrides {
            seed: self.seed,
            samples: self.samples,
            trials: self.trials,
            unit: unit.map(str::to_owned),
            output: output.cloned(),
            threads: (threads > 0).then_some(threads),
        }
    }
}
