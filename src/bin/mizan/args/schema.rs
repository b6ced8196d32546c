//! Schema: the arguments of `mizan schema`.

use clap::Args;

/// The arguments of `mizan schema`.
#[derive(Debug, Args)]
pub(crate) struct Schema {
    /// Which one; without it their names are listed
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,
}
