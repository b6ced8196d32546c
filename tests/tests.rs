//! All integration tests, in one binary that links once.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

mod batch;
mod cli;
mod configuration;
mod corpus;
mod entity;
mod faults;
mod gate;
mod laws;
mod parity;
mod quantity;
mod resampling;
mod run;
mod sample;
mod statistics;
mod transliteration;
