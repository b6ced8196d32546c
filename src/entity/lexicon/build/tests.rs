//! Tests of what each kind of file gives, and of what a compiled lexicon withstands.

use std::fs;
use std::path::PathBuf;

use tempfile::TempDir;

use super::*;
use crate::entity::{EntityType, Lexicon};

/// Cities as GeoNames writes them, with the columns that are not read left empty.
fn place(id: u64, name: &str, names: &str, population: u64) -> String {
    format!(
        "{id}\t{name}\t{name}\t{names}\t33.5\t36.3\tP\tPPL\tSY\t\t\t\t\t\t{population}\t\t1\t\t\n"
    )
}

struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Folder(tempfile::tempdir().unwrap())
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.path().join(name);
        fs::write(&path, content).unwrap();
        path
    }

    /// The lexicon that these files give, compiled and opened again.
    fn lexicon(&self, paths: &[PathBuf]) -> Lexicon {
        let built = build(paths, None, "").unwrap();
        Lexicon::read(&[self.write("built.mlex", built.bytes)]).unwrap()
    }
}

fn row(lexicon: &Lexicon, name: &str) -> Option<(Vec<String>, Vec<String>, String)> {
    let entry = lexicon.find_latin(name)?;
    Some((entry.sources, entry.targets, entry.kind.name().to_owned()))
}

fn texts(list: &[&str]) -> Vec<String> {
    list.iter().map(|&text| text.to_owned()).collect()
}

#[test]
fn a_compiled_lexicon_says_what_its_files_say() {
    let folder = Folder::new();
    let csv = folder.write(
        "a.csv",
        "source,target,type,aliases,keep_latin,forbid\n\
         Grozny,غروزني|جروزني,LOC,Groznyy,,\niPhone,آيفون,product,,yes,تفاحة\nX,,LANGUAGE,,1,\n",
    );
    let (plain, compiled) =
        (Lexicon::read(std::slice::from_ref(&csv)).unwrap(), folder.lexicon(&[csv]));
    assert!(plain.entries().eq(compiled.entries()));
    assert_eq!(plain.hash(), compiled.hash());
    assert_eq!(compiled.find_arabic("جروزنى").next().unwrap().head(), "Grozny");
    assert_eq!(compiled.find_latin("x").map(|entry| entry.kind), None);
    assert_eq!(compiled.find_latin("X").unwrap().kind, EntityType::Word("LANGUAGE".to_owned()));
}

#[test]
fn a_spelling_stays_with_the_first_entry_that_has_it() {
    let folder = Folder::new();
    let first = folder.write("a.tsv", "source\ttarget\taliases\nBaku\tباكو\tBakou|BAKU\n");
    let second = folder.write("b.tsv", "source\ttarget\nbakou\tبكو\nBakou|Gobustan\tكوبستان\n");
    let built = build(&[first, second], None, "a").unwrap();
    assert_eq!((built.entries, built.spellings, built.forms, built.left_out), (2, 4, 2, 2));
}

#[test]
fn places_with_arabic_names_are_taken_by_script_and_the_populous_first() {
    let folder = Folder::new();
    let places = place(1, "Dimashq", "DAM,Damas,Damascus,دمشق,دمشق الشام,دیمەشق,Дамаск", 9)
        + &place(2, "Paris", "باريس الصغيرة", 5)
        + &place(3, "Paris", "باريس", 2_000_000)
        + &place(4, "Nowhere", "Nirgendwo", 1);
    let lexicon = folder.lexicon(&[folder.write("cities.txt", places)]);
    assert_eq!(lexicon.len(), 2);
    assert_eq!(
        row(&lexicon, "Damascus").unwrap(),
        (
            texts(&["Dimashq", "Damas", "Damascus"]),
            texts(&["دمشق", "دمشق الشام"]),
            "LOC".to_owned()
        )
    );
    assert_eq!(row(&lexicon, "Paris").unwrap().1, ["باريس"]);
}

#[test]
fn alternate_names_say_their_language_and_places_choose() {
    let folder = Folder::new();
    let alternates = folder.write(
        "alternateNamesV2.txt",
        "1\t10\ten\tMoscow\t1\t\t\t\t\t\n2\t10\tfr\tMoscou\t\t\t\t\t\t\n\
         3\t10\tar\tمسكوف\t\t\t\t1\t\t\n4\t10\tar\tمُوسكو\t1\t\t\t\t\t\n\
         5\t10\tiata\tMOW\t\t\t\t\t\t\n6\t11\tar\tقازان\t\t\t\t\t\t\n7\t11\ten\tKazan\t\t\t\t\t\t\n\
         8\t10\tfa\tمسکو\t\t\t\t\t\t\n",
    );
    let both =
        folder.lexicon(&[alternates.clone(), folder.write("RU.txt", place(10, "Moskva", "x", 1))]);
    assert_eq!(both.len(), 1);
    assert_eq!(
        row(&both, "MOSCOU").unwrap(),
        (texts(&["Moskva", "Moscow", "Moscou"]), texts(&["موسكو", "مسكوف"]), "LOC".to_owned())
    );
    let alone = folder.lexicon(&[alternates]);
    assert_eq!((alone.len(), row(&alone, "Kazan").unwrap().1), (2, texts(&["قازان"])));
}

#[test]
fn labels_of_wikidata_are_read_from_objects_and_tables() {
    let folder = Folder::new();
    let expected = Some((
        texts(&["Grozny", "Groznyj", "Djohar"]),
        texts(&["غروزني", "جروزني"]),
        "LOC".to_owned(),
    ));
    for (name, content) in [
        (
            "a.jsonl",
            r#"{"id": "Q1", "labels": {"ar": "غروزني", "de": "Groznyj", "en": "Grozny", "ru": "Грозный"},
                "aliases": {"en": ["Djohar"], "ar": ["جُروزني"]}, "type": "city"}
               {"id": "Q2", "labels": {"en": "no Arabic"}, "aliases": []}"#,
        ),
        (
            "b.json",
            r#"[{"id": "Q1", "type": "Q515", "labels": {"en": {"language": "en", "value": "Grozny"},
                "de": {"value": "Groznyj"}, "ar": {"value": "غروزني"}},
                "aliases": {"en": [{"value": "Djohar"}], "ar": [{"value": "جروزني"}]}}]"#,
        ),
        (
            "c.tsv",
            "id\ten\tlabel_de\tar\ttype\talias_en\taliases.ar\n\
             Q1\tGrozny\tGroznyj\tغروزني\tLOC\tDjohar\tجروزني|غروزني\n",
        ),
        (
            "d.csv",
            "id,en,de,ar,type,alias_en,alias_ar\nQ1,Grozny,Groznyj,غروزني,place,Djohar,جروزني\n",
        ),
    ] {
        let lexicon = folder.lexicon(&[folder.write(name, content)]);
        assert_eq!(row(&lexicon, "Grozny"), expected, "{name}");
    }
}

#[test]
fn compiled_lexicons_are_put_together_with_their_attributions() {
    let folder = Folder::new();
    let build_one = |name: &str, text: &str, attribution: &str| {
        let source = folder.write("a.csv", format!("source,target\n{text}\n"));
        folder.write(name, build(&[source], None, attribution).unwrap().bytes)
    };
    let (one, two) =
        (build_one("1.mlex", "Baku,باكو", "B"), build_one("2.mlex", "Kazan,قازان", "A"));
    let both = folder.write("3.mlex", build(&[one, two], None, "B").unwrap().bytes);
    let lexicon = Lexicon::read(&[both]).unwrap();
    assert_eq!(lexicon.len(), 2);
    assert_eq!(lexicon.attributions().next().unwrap().1, "A\nB");
}

#[test]
fn what_is_wrong_is_said_with_its_line() {
    let folder = Folder::new();
    let short = place(1, "Paris", "باريس", 1) + "2\tKazan\n";
    for (name, content, format, expected) in [
        ("a.txt", short.as_str(), None, "a.txt:2: expected at least 15 columns, found 2"),
        ("a.tsv", "1\tx\n", Some(SourceFormat::Geonames), "a.tsv:1: found 2 columns in the first"),
        ("b.txt", "a\tb\n", None, "b.txt: the name does not say how the lexicon is written"),
        ("a.zip", "PK", None, "a.zip: is a zip archive, expected the file in it"),
        (
            "a.jsonl",
            "{\"labels\": {\"en\": 3}}",
            None,
            "a.jsonl:1: key 'labels.en' holds a number, expected a text",
        ),
        (
            "b.tsv",
            "id\ten\nQ1\tx\n",
            Some(SourceFormat::Wikidata),
            "b.tsv:1: found the columns id, en, expected languages, ar among them",
        ),
        ("c.tsv", "id\ten\tar\nQ1\tx\n", None, "c.tsv:2: expected 3 columns, found 2"),
    ] {
        let path = folder.write(name, content);
        let error = build(&[path], format, "").unwrap_err().to_string();
        let error = error.replace(&format!("{}/", folder.0.path().display()), "");
        assert!(error.starts_with(expected), "{error}");
    }
    let nothing = folder.write("n.csv", "source,target\n");
    assert_eq!(build(&[nothing], None, "").unwrap_err().kind(), ErrorKind::Nothing);
}

/// A compiled lexicon of some entries of every kind.
fn bytes() -> Vec<u8> {
    let folder = Folder::new();
    let csv = "source,target,type,aliases,keep_latin,forbid\nBaku,باكو,LOC,Bakou,,بكو\n\
               NATO,الناتو|حلف الناتو,ORG,,,\nArabic,العربية,LANGUAGE,,yes,\n";
    build(&[folder.write("a.csv", csv)], None, "for a test").unwrap().bytes
}

#[test]
fn every_changed_byte_and_every_cut_is_noticed() {
    let bytes = bytes();
    for place in 0..bytes.len() {
        assert!(Packed::open("a", bytes[..place].to_vec()).is_err(), "{place}");
        for change in [1, 0x20, 0x80, 0xFF] {
            let mut damaged = bytes.clone();
            damaged[place] ^= change;
            assert!(Packed::open("a", damaged).is_err(), "{place} {change}");
        }
    }
    let mut longer = bytes;
    longer.push(0);
    assert!(Packed::open("a", longer).is_err());
}

#[test]
fn no_bytes_lead_to_a_panic_even_with_a_right_checksum() {
    use crate::entity::lexicon::hash::checksum;
    use crate::entity::lexicon::pack::CHECKED;
    let bytes = bytes();
    for place in CHECKED..bytes.len() {
        for value in [0, 1, 2, 0x7F, 0x80, 0xFF] {
            let mut made = bytes.clone();
            made[place] = value;
            let sum = checksum(&made[CHECKED..]).to_le_bytes();
            made[CHECKED - 8..CHECKED].copy_from_slice(&sum);
            let Ok(packed) = Packed::open("a", made) else { continue };
            for index in (0..packed.len().min(100)).chain([usize::MAX]) {
                let _ = packed.entry(index);
            }
            for name in ["baku", "NATO", "العربيه", ""] {
                let _ = packed.find_latin(name, KeyHash::of(name));
                let _ = packed.find_arabic(name, KeyHash::of(name));
                let _ = packed.all_arabic(name).count();
            }
            let _ = packed.attribution();
        }
    }
}

#[test]
fn a_newer_version_is_refused_by_its_number() {
    let mut newer = bytes();
    newer[8] = 2;
    assert_eq!(
        Packed::open("a.mlex", newer).unwrap_err().to_string(),
        "a.mlex: the compiled lexicon is version 2, this mizan reads 1\n  \
         help: build it again with mizan lexicon build, or use the mizan that built it"
    );
    let error = Packed::open("a.mlex", b"source,target".to_vec()).unwrap_err().to_string();
    assert!(error.starts_with("a.mlex: this is no compiled lexicon"), "{error}");
}
