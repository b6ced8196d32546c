//! The seeds of the fuzzer, each through its parser.

use std::collections::BTreeSet;
use std::path::Path;

#[path = "../../fuzz/parser.rs"]
mod parser;

/// The files of a folder, by name.
fn entries(folder: &Path) -> Vec<String> {
    let name = |entry: std::io::Result<std::fs::DirEntry>| {
        entry.unwrap().file_name().into_string().unwrap()
    };
    std::fs::read_dir(folder).unwrap().map(name).collect()
}

#[test]
fn every_seed_is_read_and_every_bad_one_refused() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds");
    let parsers: BTreeSet<String> = entries(&seeds).into_iter().collect();
    assert_eq!(parsers, parser::names().map(str::to_owned).collect(), "each has seeds");
    for parser in parsers {
        for seed in entries(&seeds.join(&parser)) {
            let bytes = std::fs::read(seeds.join(&parser).join(&seed)).unwrap();
            let outcome = parser::parse(&parser, &bytes);
            assert_eq!(outcome.is_err(), seed.starts_with("bad-"), "{parser}/{seed}: {outcome:?}");
        }
    }
}
