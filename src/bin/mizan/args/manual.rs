//! Manual: the arguments of `mizan completions` and `mizan man`.

use std::path::PathBuf;

use clap::Args;
use clap_complete::Shell;

/// The arguments of `mizan completions`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mizan completions bash > ~/.local/share/bash-completion/completions/mizan
  mizan completions zsh > ~/.zfunc/_mizan
  mizan completions fish > ~/.config/fish/completions/mizan.fish")]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_enum, value_name = "SHELL")]
    pub(crate) shell: Shell,
}

/// The arguments of `mizan man`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  mizan man | man -l -
  mizan man -o ~/.local/share/man/man1")]
pub(crate) struct Manual {
    /// Write a page for mizan and for each subcommand into this folder, in place of printing one
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,
}
