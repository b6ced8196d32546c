//! What a compiled lexicon costs to open and to look names up in, by its size:
//! `cargo bench lexicon`. The names are made up, a third of them has an alias.

use std::fmt::Write;
use std::path::PathBuf;

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use mizan::entity::Lexicon;
use mizan::entity::lexicon::build;
use tempfile::TempDir;

const SIZES: [usize; 3] = [3_000, 30_000, 300_000];
/// Words of the text in which names are looked for.
const WORDS: usize = 10_000;

const LATIN: [&str; 16] = [
    "ba", "da", "ra", "ni", "mo", "ku", "sa", "li", "to", "fe", "ja", "ro", "ma", "ti", "zu", "ka",
];
const ARABIC: [&str; 16] = [
    "با", "دا", "را", "ني", "مو", "كو", "سا", "لي", "تو", "في", "جا", "رو", "ما", "تي", "زو", "كا",
];

/// The syllables of a number; no two numbers have the same.
fn name(syllables: &[&str; 16], number: usize) -> String {
    (0..6).map(|place| syllables[number >> (4 * place) & 15]).collect()
}

struct Compiled {
    _folder: TempDir,
    path: PathBuf,
    bytes: usize,
}

fn compiled(size: usize) -> Compiled {
    let mut table = "source\ttarget\ttype\taliases\n".to_owned();
    for number in 0..size {
        // Spread, so that not all names begin alike.
        let number = number.wrapping_mul(0x9E_3779) & 0xFF_FFFF;
        let (latin, arabic) = (name(&LATIN, number), name(&ARABIC, number));
        let alias = if number.is_multiple_of(3) { format!("New {latin}") } else { String::new() };
        writeln!(table, "{latin}\t{arabic}\tLOC\t{alias}").expect("a string takes all");
    }
    let folder = tempfile::tempdir().expect("a folder");
    let source = folder.path().join("names.tsv");
    std::fs::write(&source, table).expect("a file");
    let built = build(&[source], None, "made up").expect("a lexicon");
    assert_eq!(built.entries, size);
    let path = folder.path().join("names.mlex");
    std::fs::write(&path, &built.bytes).expect("a file");
    Compiled { _folder: folder, path, bytes: built.bytes.len() }
}

/// Reading the file, with its checksum.
#[divan::bench(args = SIZES, max_time = 3)]
fn opening(bencher: Bencher<'_, '_>, size: usize) {
    let compiled = compiled(size);
    bencher
        .counter(BytesCount::new(compiled.bytes))
        .bench_local(|| Lexicon::read(&[&compiled.path]).expect("a lexicon").len());
}

/// The longest name at each word of a text, of which every tenth is a name.
#[divan::bench(args = SIZES, max_time = 3)]
fn looking_up(bencher: Bencher<'_, '_>, size: usize) {
    let compiled = compiled(size);
    let lexicon = Lexicon::read(&[&compiled.path]).expect("a lexicon");
    let heads: Vec<String> =
        lexicon.entries().step_by(size / 1000).map(|entry| entry.head().to_owned()).collect();
    let words: Vec<&str> = (0..WORDS)
        .map(
            |index| if index % 10 == 0 { heads[index / 10 % heads.len()].as_str() } else { "word" },
        )
        .collect();
    bencher.counter(ItemsCount::new(WORDS)).bench_local(|| {
        (0..words.len()).filter(|&first| lexicon.longest_latin(&words[first..]).is_some()).count()
    });
}
