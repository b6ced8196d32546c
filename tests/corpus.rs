//! The corpus loader on files: formats, pairing, compression, chunks, errors.

mod fixture;

mod compressed;
mod directory;
mod human;
mod joined;
mod lines;
mod localization;
mod scores;
mod seeds;
mod tables;
mod units;
