//! All integration tests, in one binary that links once.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

mod cli;
mod corpus;
mod entity;
mod gate;
mod parity;
mod quantity;
mod resampling;
mod run;
mod statistics;
mod transliteration;
