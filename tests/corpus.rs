//! The corpus loader on files: formats, pairing, compression, chunks, errors.

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
