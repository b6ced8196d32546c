//! mizan (ميزان, "scales") measures the quality of machine translation, Arabic first.

#![warn(clippy::print_stdout, clippy::print_stderr)]

pub mod corpus;
pub mod error;
pub mod evaluate;
pub mod metric;
pub mod table;
pub mod text;

pub use error::{Error, ErrorKind, Result};

/// The version that signatures name.
pub const VERSION: &str = concat!("mizan-", env!("CARGO_PKG_VERSION"));
