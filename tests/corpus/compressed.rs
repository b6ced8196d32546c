//! gzip, zstd and xz, recognised by content.
#![cfg(feature = "compression")]

use std::io::Write;

use flate2::write::GzEncoder;
use lzma_rust2::{XzOptions, XzWriter};
use mizan::corpus::{Limits, Plan};
use ruzstd::encoding::{CompressionLevel, compress_to_vec};

use super::fixture::{Folder, failure, load, texts};

fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

fn xz(text: &str) -> Vec<u8> {
    let mut writer = XzWriter::new(Vec::new(), XzOptions::default()).unwrap();
    writer.write_all(text.as_bytes()).unwrap();
    writer.finish().unwrap()
}

fn zstd(text: &str) -> Vec<u8> {
    compress_to_vec(text.as_bytes(), CompressionLevel::Fastest)
}

const ENCODERS: [fn(&str) -> Vec<u8>; 3] = [gzip, xz, zstd];

fn plan(folder: &Folder, name: &str, content: &[u8]) -> Plan {
    Plan { references: vec![folder.write(name, content)], ..Plan::default() }
}

#[test]
fn every_member_is_read_whatever_the_name() {
    let folder = Folder::new();
    for encode in ENCODERS {
        let mut content = encode("\u{FEFF}a\nb");
        content.extend(encode("c\n"));
        content.extend(encode(""));
        content.extend(encode("د\n"));
        for name in ["ref.ar", "ref.ar.gz", "ref.xz"] {
            let corpus = load(&plan(&folder, name, &content));
            assert_eq!(texts(&corpus.references()[0]), ["a", "bc", "د"]);
        }
    }
    let corpus = load(&plan(&folder, "plain.gz", b"a\n"));
    assert_eq!(texts(&corpus.references()[0]), ["a"]);
}

#[test]
fn a_compressed_table_is_a_table() {
    let folder = Folder::new();
    let corpus = load(&plan(&folder, "d.tsv.zst", &zstd("ref\tmt\na\tb\n")));
    assert_eq!(corpus.systems()[0].name, "d");
}

#[test]
fn data_cut_short_anywhere_is_an_error_and_never_a_short_read() {
    let folder = Folder::new();
    let text: String = (0..200).map(|number| format!("{number} سطر\n")).collect();
    for encode in ENCODERS {
        let whole = encode(&text);
        // From six bytes on a file is recognised as compressed.
        for length in (6..whole.len()).step_by(7).chain([whole.len() - 1]) {
            let error = failure(&folder, &plan(&folder, "ref.ar", &whole[..length]));
            assert!(error.starts_with("ref.ar: the "), "{error}");
            assert!(error.ends_with("data is cut short"), "{length}: {error}");
        }
        let mut two = whole.clone();
        two.extend(&whole[..whole.len() / 2]);
        let error = failure(&folder, &plan(&folder, "ref.ar", &two));
        assert!(error.ends_with("data is cut short"), "{error}");
    }
}

#[test]
fn damaged_data_is_an_error() {
    let folder = Folder::new();
    let text: String = (0..200).map(|number| format!("{number} سطر\n")).collect();
    for encode in ENCODERS {
        let mut content = encode(&text);
        let middle = content.len() / 2;
        content[middle] ^= 0x55;
        content.extend(encode(&text));
        let error = failure(&folder, &plan(&folder, "ref.ar", &content));
        assert!(error.starts_with("ref.ar"), "{error}");
    }
}

#[test]
fn skippable_zstd_frames_are_skipped() {
    let folder = Folder::new();
    let mut content = b"\x50\x2A\x4D\x18\x03\0\0\0abc".to_vec();
    content.extend(zstd("a\n"));
    let corpus = load(&plan(&folder, "ref.ar", &content));
    assert_eq!(texts(&corpus.references()[0]), ["a"]);
    content.truncate(9);
    assert!(failure(&folder, &plan(&folder, "ref.ar", &content)).ends_with("cut short"));
}

#[test]
fn utf16_inside_compressed_data_is_decoded() {
    let folder = Folder::new();
    let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(b"\xFE\xFF\x06\x28\0\n").unwrap();
    let corpus = load(&plan(&folder, "ref.ar", &encoder.finish().unwrap()));
    assert_eq!(texts(&corpus.references()[0]), ["ب"]);
}

#[test]
fn what_unpacks_to_too_much_is_an_error_with_a_way_out() {
    let folder = Folder::new();
    let text = "وصل الوفد إلى باكو\n".repeat(4000);
    let limits = |unpacked| Limits { unpacked: Some(unpacked), ..Limits::default() };
    for encode in ENCODERS {
        let bomb = plan(&folder, "ref.ar.gz", &encode(&text));
        let enough = Plan { limits: limits(text.len() as u64), ..bomb.clone() };
        assert_eq!(load(&enough).len(), 4000);
        let error = failure(&folder, &Plan { limits: limits(65_536), ..bomb });
        assert_eq!(
            error,
            "ref.ar.gz: unpacks to more than 64 KiB\n  help: a file that is to be trusted can be \
             unpacked, or allowed: --max-unpacked SIZE"
        );
    }
    let bomb = format!("{}\n", " ".repeat((1 << 20) - 1)).repeat(65);
    let error = failure(&folder, &plan(&folder, "ref.ar.gz", &gzip(&bomb)));
    assert!(error.starts_with("ref.ar.gz: unpacks to more than 100 times its size"), "{error}");
}

#[test]
fn a_line_that_never_ends_is_an_error_before_it_is_in_memory() {
    let folder = Folder::new();
    let limits = Limits { line: 1 << 19, ..Limits::default() };
    let endless = format!("a\n{}", "b".repeat(1 << 20));
    for (name, content) in [("ref.ar", endless.clone().into_bytes()), ("ref.gz", gzip(&endless))] {
        let plan = Plan { limits, ..plan(&folder, name, &content) };
        assert_eq!(
            failure(&folder, &plan),
            format!(
                "{name}:2: a line of more than 512 KiB\n  help: segments end with a line feed; \
                 --max-line SIZE allows longer ones"
            )
        );
        assert_eq!(load(&Plan { limits: Limits::default(), ..plan }).len(), 2);
    }
    let quoted = format!("ref\n\"{}", "b\n".repeat(1 << 19));
    let plan = Plan { limits, ..plan(&folder, "ref.csv", quoted.as_bytes()) };
    let error = failure(&folder, &plan);
    assert!(error.contains("a row of more than 512 KiB"), "{error}");
}
