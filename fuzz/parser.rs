//! Parser: everything in mizan that reads a form of its own, by name.
//!
//! The fuzzer and the test of the seeds (tests/corpus/seeds.rs) share it.

use std::io::{Cursor, Write};
use std::path::PathBuf;

use mizan::corpus::align::recut;
use mizan::corpus::{FORMATS, Format, Limits, Plan, ScoreFile, open, open_with_stdin, read_units};
use mizan::entity::{Inventory, Lexicon};
use mizan::text::message::Message;
use mizan::text::placeholder::codes;
use mizan::text::sentence::sentences;
use mizan::text::whitespace::is_space;
use mizan::text::{Dialect, Stream};
use mizan::{Error, ErrorKind, Result};

/// Takes any bytes; an error is an answer, a panic is a fault.
type Parser = fn(&str, &[u8]) -> Result<()>;

/// Parsers that read no format of a corpus.
const OTHERS: &[(&str, Parser)] = &[
    ("content.json", by_content),
    ("content.xml", by_content),
    ("documents", documents),
    ("inventory.conll", inventory),
    ("inventory.jsonl", inventory),
    ("lexicon.csv", lexicon),
    ("lexicon.jsonl", lexicon),
    ("lexicon.tbx", lexicon),
    ("message", message),
    ("placeholder", placeholder),
    ("recut", cut),
    ("scores", scores),
    ("sentence", sentence),
];

const DIALECTS: &[Dialect] = &[
    Dialect::Printf,
    Dialect::Python,
    Dialect::PythonBrace,
    Dialect::Qt,
    Dialect::Apple,
    Dialect::Icu,
    Dialect::Template,
    Dialect::Html,
];

/// The names of all parsers; that of a format is the one that `--from` takes.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    // A directory is no file; Parquet is read by a library, and only with its feature.
    let is_ours = |format: &Format| !matches!(format, Format::MtMetricsEval | Format::Parquet);
    let formats = FORMATS.iter().map(|format| format.format).filter(is_ours).map(Format::name);
    formats.chain(OTHERS.iter().map(|(name, _)| *name))
}

/// Lets a parser read these bytes.
pub(crate) fn parse(name: &str, bytes: &[u8]) -> Result<()> {
    match OTHERS.iter().find(|(other, _)| *other == name) {
        Some((name, parser)) => parser(name, bytes),
        None => format(name.parse()?, bytes),
    }
}

/// Reads a file as an output, segment by segment, then as a reference, which says how well it was
/// read.
fn format(format: Format, bytes: &[u8]) -> Result<()> {
    let plan = Plan { format: Some(format), ..Plan::default() };
    let input = || Box::new(Cursor::new(bytes.to_vec()));
    let output = Plan { systems: vec![PathBuf::from("-").into()], ..plan.clone() };
    let streamed = open_with_stdin(&output, input()).and_then(|mut reader| {
        while reader.next_chunk(64)?.is_some() {}
        Ok(())
    });
    let reference = Plan { references: vec!["-".into()], ..plan };
    let whole = open_with_stdin(&reference, input()).and_then(|mut reader| reader.read_all());
    streamed.or(whole.map(drop))
}

/// Writes the bytes to a file with this name.
fn with_file<T>(name: &str, bytes: &[u8], read: impl Fn(PathBuf) -> Result<T>) -> Result<T> {
    let folder = std::path::Path::new("/dev/shm");
    let folder = if folder.is_dir() { folder.to_owned() } else { std::env::temp_dir() };
    let fail = |error: std::io::Error| Error::new(ErrorKind::Io, error.to_string());
    let suffix = format!("-{name}");
    let mut file = tempfile::Builder::new().suffix(&suffix).tempfile_in(folder).map_err(fail)?;
    file.write_all(bytes).map_err(fail)?;
    read(file.path().to_owned())
}

/// Reads a file whose content decides on its format.
fn by_content(name: &str, bytes: &[u8]) -> Result<()> {
    with_file(name, bytes, |path| {
        if read_units(&path, None, Limits::default())?.is_none() {
            open(&Plan { references: vec![path], ..Plan::default() })?.read_all()?;
        }
        Ok(())
    })
}

fn lexicon(name: &str, bytes: &[u8]) -> Result<()> {
    with_file(name, bytes, |path| Lexicon::read(&[path]).map(drop))
}

fn inventory(name: &str, bytes: &[u8]) -> Result<()> {
    let source = Stream::from_iter(["The delegation arrived in Baku.", "Grozny"]);
    with_file(name, bytes, |path| Inventory::read(&path, Some(&source)).map(drop))
}

fn documents(name: &str, bytes: &[u8]) -> Result<()> {
    with_file(name, bytes, |path| {
        let plan = Plan { references: vec!["-".into()], documents: Some(path), ..Plan::default() };
        open_with_stdin(&plan, Box::new("أ\nب\n".as_bytes()))?.read_all().map(drop)
    })
}

fn scores(name: &str, bytes: &[u8]) -> Result<()> {
    with_file(name, bytes, |path| {
        let file = ScoreFile { name: "x".to_owned(), path, lower_is_better: false };
        let system = PathBuf::from("-").into();
        let plan = Plan { systems: vec![system], scores: vec![file], ..Plan::default() };
        open_with_stdin(&plan, Box::new("أ\nب\n".as_bytes()))?.read_all().map(drop)
    })
}

/// A text, or why the bytes are none.
fn text(bytes: &[u8]) -> Result<&str> {
    std::str::from_utf8(bytes).map_err(|error| Error::new(ErrorKind::Input, error.to_string()))
}

fn message(_name: &str, bytes: &[u8]) -> Result<()> {
    let parsed = Message::parse(text(bytes)?);
    let message = parsed.map_err(|fault| Error::new(ErrorKind::Input, fault.message))?;
    message.codes();
    message.variants();
    Ok(())
}

fn placeholder(_name: &str, bytes: &[u8]) -> Result<()> {
    let text = text(bytes)?;
    let mut end = 0;
    for code in codes(text, DIALECTS) {
        assert!(code.span.start >= end && code.span.start < code.span.end, "apart, in order");
        assert!(text.get(code.span.clone()).is_some(), "on the borders of characters");
        end = code.span.end;
    }
    Ok(())
}

/// Nothing but white space may get lost between sentences.
fn sentence(_name: &str, bytes: &[u8]) -> Result<()> {
    let text = text(bytes)?;
    let kept = |text: &str| text.chars().filter(|c| !is_space(*c)).collect::<String>();
    assert_eq!(kept(&sentences(text).concat()), kept(text));
    Ok(())
}

/// References before the first empty line, outputs after it; what is cut again is the same text.
fn cut(_name: &str, bytes: &[u8]) -> Result<()> {
    let text = text(bytes)?;
    let (reference, hypothesis) = text.split_once("\n\n").unwrap_or((text, text));
    let reference: Stream = reference.split('\n').collect();
    let hypothesis: Stream = hypothesis.split('\n').collect();
    let kept = |stream: &Stream| -> String {
        let text = stream.iter().flatten().flat_map(str::chars);
        text.filter(|c| !is_space(*c)).collect()
    };
    assert_eq!(kept(&recut(&reference, &hypothesis).segments), kept(&hypothesis));
    Ok(())
}
