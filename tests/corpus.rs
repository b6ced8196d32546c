//! The corpus loader on files: formats, pairing, compression, chunks, errors.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

#[path = "corpus/fixture.rs"]
mod fixture;

#[path = "corpus/compressed.rs"]
mod compressed;
#[path = "corpus/directory.rs"]
mod directory;
#[path = "corpus/joined.rs"]
mod joined;
#[path = "corpus/lines.rs"]
mod lines;
#[path = "corpus/scores.rs"]
mod scores;
#[path = "corpus/tables.rs"]
mod tables;
