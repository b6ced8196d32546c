//! The `mizan` command.

fn main() {}
