//! Localization formats: pairing by unit, roles in one file, hostile files.

use std::path::{Path, PathBuf};

use mizan::corpus::{Pairing, Plan, open};

use super::fixture::{Folder, failure, hypotheses, load, names, system, texts, warnings};

fn file(name: &str) -> PathBuf {
    Path::new("tests/cli/files/localization").join(name)
}

fn references(name: &str) -> Plan {
    Plan { references: vec![file(name)], ..Plan::default() }
}

#[test]
fn a_reviewed_xliff_is_scored_against_its_own_suggestions_and_says_so() {
    let mut reader = open(&references("news.xliff")).unwrap();
    let corpus = reader.read_all().unwrap();
    assert_eq!(names(&corpus), ["DeepL MT"]);
    assert_eq!(texts(&corpus.references()[0])[0], "وصل الوفد إلى باكو مساء أمس.");
    assert_eq!(hypotheses(&corpus, "DeepL MT")[0], "الوفد وصل إلى باكو أمس مساء.");
    assert_eq!(corpus.documents().unwrap().get(0).name, "news.html");
    assert_eq!(reader.post_edited(), 2);
    assert!(reader.notes()[1].contains("post-edited from the hypothesis in 2 segments"));
}

#[test]
fn xliff_of_two_versions_pairs_by_file_and_unit() {
    let plan = Plan { systems: vec![system(file("alif.xlf"))], ..references("news.xliff") };
    let mut reader = open(&plan).unwrap();
    assert_eq!(reader.pairing(), Pairing::Id);
    let corpus = reader.read_all().unwrap();
    assert_eq!(texts(corpus.ids().unwrap()), ["1", "2"]);
    // Units given as output need no approval.
    assert_eq!(hypotheses(&corpus, "alif")[1], "قال الوزير إن المحادثات كانت «مفيدة».");
    assert_eq!(reader.post_edited(), 0);
}

#[test]
fn a_file_given_as_reference_and_as_output_is_post_edited_too() {
    let plan = Plan { systems: vec![system(file("news.xliff"))], ..references("news.xliff") };
    let mut reader = open(&plan).unwrap();
    let corpus = reader.read_all().unwrap();
    assert_eq!(hypotheses(&corpus, "news")[0], "الوفد وصل إلى باكو أمس مساء.");
    assert_eq!(reader.post_edited(), 2);
}

#[test]
fn a_file_on_both_sides_gives_only_units_with_a_suggestion() {
    let folder = Folder::new();
    let unit = r#"<trans-unit id="4" approved="yes"><source>Hello.</source><target>مرحبا.</target></trans-unit></body>"#;
    let text = std::fs::read_to_string(file("news.xliff")).unwrap().replace("</body>", unit);
    let path = folder.write("four.xliff", &text);
    let both = Plan {
        references: vec![path.clone()],
        systems: vec![system(path.clone())],
        ..Plan::default()
    };
    let mut reader = open(&both).unwrap();
    let corpus = reader.read_all().unwrap();
    assert_eq!(texts(corpus.ids().unwrap()), ["1", "2"]);
    assert!(corpus.is_post_edited());
    assert!(reader.warnings().is_empty());
    assert!(reader.notes().iter().any(|note| note.contains("without a machine's suggestion")));
    // Without any suggestion there is nothing else than the translation.
    let path = folder.write("plain.xliff", text.replace("DeepL MT", "memory"));
    let itself =
        Plan { references: vec![path.clone()], systems: vec![system(path)], ..Plan::default() };
    let corpus = load(&itself);
    assert_eq!(corpus.len(), 3);
    assert!(!corpus.is_post_edited());
}

#[test]
fn dialects_give_reference_and_suggestion() {
    for (name, origin) in [("news.mqxliff", "MT / DeepL"), ("news.mxliff", "machine-trans")] {
        let corpus = load(&references(name));
        assert_eq!(names(&corpus), [origin]);
        assert_eq!(texts(&corpus.references()[0]), ["وصل الوفد إلى باكو مساء أمس."]);
        assert_eq!(hypotheses(&corpus, origin), ["الوفد وصل إلى باكو أمس مساء."]);
    }
    let corpus = load(&references("news.sdlxliff"));
    assert_eq!(texts(&corpus.references()[0]), ["وصل الوفد إلى باكو مساء أمس."]);
    assert_eq!(texts(corpus.ids().unwrap()), ["a1/1"]);
}

#[test]
fn memories_pair_by_source_and_repeated_sources_have_several_references() {
    let plan = Plan { systems: vec![system(file("baa.tmx"))], ..references("memory.tmx") };
    let corpus = load(&plan);
    assert_eq!(corpus.references().len(), 2);
    assert_eq!(texts(&corpus.references()[1]), ["الوفد وصل إلى باكو مساء أمس.", "-"]);
    assert_eq!(hypotheses(&corpus, "baa")[1], "الأسعار ارتفعت  في مايو.");
}

#[test]
fn a_test_set_of_wmt_is_one_file() {
    let corpus = load(&references("testset.xml"));
    assert_eq!(names(&corpus), ["alif", "baa"]);
    assert_eq!(corpus.references().len(), 2);
    assert_eq!(corpus.documents().unwrap().get(2).domain, Some("economy"));
    // Its systems pair with the references of another copy by document and id.
    let plan = Plan { systems: vec![system(file("testset.xml"))], ..references("testset.xml") };
    assert_eq!(load(&plan).systems(), corpus.systems());
}

#[test]
fn a_workbook_is_a_table_like_any_other() {
    let corpus = load(&references("review.xlsx"));
    assert_eq!(texts(corpus.ids().unwrap()), ["1", "2", "3"]);
    assert_eq!(corpus.source().unwrap().get(2), Some("Prices rose by 3.5% in May."));
    assert_eq!(hypotheses(&corpus, "review")[0], "الوفد وصل إلى باكو أمس مساء.");
    let columns = "reference=2,hypothesis=4".parse().unwrap();
    let corpus = load(&Plan { columns, ..references("review.xlsx") });
    assert_eq!(texts(&corpus.references()[0])[0], "Source");
    let folder = Folder::new();
    let columns = "reference=Refrence".parse().unwrap();
    let error = failure(&folder, &Plan { columns, ..references("review.xlsx") });
    assert!(error.contains("did you mean 'Reference'"), "{error}");
}

#[test]
fn damaged_workbooks_are_errors() {
    let folder = Folder::new();
    let bytes = std::fs::read(file("review.xlsx")).unwrap();
    let refused = |content: &[u8]| {
        let path = folder.write("a.xlsx", content);
        failure(&folder, &Plan { references: vec![path], ..Plan::default() })
    };
    assert!(refused(b"").starts_with("a.xlsx: no workbook, expected .xlsx"));
    assert!(refused(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1").contains("old or encrypted"));
    assert!(refused(b"PK\x05\x06").contains("cut short"));
    assert!(refused(&bytes[..bytes.len() / 2]).contains("the workbook is damaged"));
    // No byte that is changed may do worse than an error.
    for place in (0..bytes.len()).step_by(31) {
        let mut changed = bytes.clone();
        changed[place] ^= 0x55;
        let path = folder.write("a.xlsx", changed);
        let plan = Plan { references: vec![path], ..Plan::default() };
        let _ = open(&plan).and_then(|mut reader| reader.read_all());
    }
}

const XML: [(&str, &str); 4] = [
    (
        "a.xliff",
        "<xliff version='1.2'><file original='f'><body><trans-unit id='1'><source>a</source><target>ب</target></trans-unit></body></file></xliff>",
    ),
    (
        "a.xlf",
        "<xliff version='2.0'><file id='f'><unit id='1'><segment><source>a</source><target>ب</target></segment></unit></file></xliff>",
    ),
    (
        "a.tmx",
        "<tmx><header srclang='en'/><body><tu tuid='1'><tuv xml:lang='en'><seg>a</seg></tuv><tuv xml:lang='ar'><seg>ب</seg></tuv></tu></body></tmx>",
    ),
    (
        "a.xml",
        "<dataset><doc id='f'><src><seg id='1'>a</seg></src><ref><seg id='1'>ب</seg></ref></doc></dataset>",
    ),
];

#[test]
fn every_prefix_and_every_changed_byte_of_a_file_is_read_or_refused() {
    let folder = Folder::new();
    for (name, text) in XML {
        let plan = |content: &[u8]| {
            let references = vec![folder.write(name, content)];
            Plan { references, ..Plan::default() }
        };
        assert_eq!(texts(&load(&plan(text.as_bytes())).references()[0]), ["ب"], "{name}");
        for end in 0..text.len() {
            let error = failure(&folder, &plan(&text.as_bytes()[..end]));
            assert!(error.starts_with(&format!("{name}:1:")), "{error}");
        }
        for place in 0..text.len() {
            for byte in [b'<', b'&', 0xFF] {
                let mut changed = text.as_bytes().to_vec();
                changed[place] = byte;
                let _ = open(&plan(&changed)).and_then(|mut reader| reader.read_all());
            }
        }
    }
}

#[test]
fn byte_order_marks_are_no_text_and_entities_are_not_resolved() {
    let folder = Folder::new();
    for (name, text) in XML {
        let plan = |content: &[u8]| {
            let references = vec![folder.write(name, content)];
            Plan { references, ..Plan::default() }
        };
        let marked = format!("\u{FEFF}{text}");
        assert_eq!(texts(&load(&plan(marked.as_bytes())).references()[0]), ["ب"]);
        let wide: Vec<u8> = marked.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(texts(&load(&plan(&wide)).references()[0]), ["ب"]);
        let entity = text.replace('ب', "&e;");
        let bomb = format!("<!DOCTYPE x [<!ENTITY d \"dddd\"><!ENTITY e \"&d;&d;\">]>{entity}");
        assert!(failure(&folder, &plan(bomb.as_bytes())).contains("unknown entity '&e;'"));
        let latin = format!("<?xml version='1.0' encoding='ISO-8859-6'?>{text}");
        let error = failure(&folder, &plan(latin.as_bytes()));
        assert!(error.contains("iconv -f ISO-8859-6 -t UTF-8"), "{error}");
    }
}

#[test]
fn ids_repeat_across_files_of_an_xliff_and_not_within_one() {
    let folder = Folder::new();
    let part = |name: &str, text: &str| {
        format!(
            "<file original='{name}'><body><trans-unit id='1'><source>a</source><target>{text}</target></trans-unit></body></file>"
        )
    };
    let write = |name: &str, parts: [String; 2]| {
        folder.write(name, format!("<xliff version='1.2'>{}</xliff>", parts.concat()))
    };
    let good = write("r.xliff", [part("f", "أ"), part("g", "ب")]);
    let plan = Plan {
        references: vec![good],
        systems: vec![system(write("h.xliff", [part("g", "ج"), part("f", "د")]))],
        ..Plan::default()
    };
    assert_eq!(hypotheses(&load(&plan), "h"), ["د", "ج"]);
    let doubled = write("d.xliff", [part("f", "أ"), part("f", "ب")]);
    let error = failure(&folder, &Plan { references: vec![doubled], ..plan.clone() });
    assert!(error.contains("id 'f 1' occurs again"), "{error}");
    let other = write("o.xliff", [part("f", "أ"), part("x", "ب")]);
    let mut reader = open(&Plan { systems: vec![system(other)], ..plan }).unwrap();
    reader.read_all().unwrap();
    assert_eq!(
        warnings(&folder, &reader),
        [
            ("o.xliff: records left out, their ids are not in r.xliff: 1".to_owned(), 1),
            ("system o has no prediction for 1 segment".to_owned(), 1)
        ]
    );
}

#[test]
fn real_files_have_the_units_that_translate_toolkit_finds() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = folder.join("../shared/corpora/localization/xliff12");
    if !folder.is_dir() {
        println!("skipped: {} is not there", folder.display());
        return;
    }
    // By translate-toolkit 3.20.4, xliff.xlifffile: units, those of them with a target, and the
    // texts of both; 258 and 100 units in all.
    for (name, translated, documents, left_out) in
        [("ar_focus-ios.xliff", 255, 6, Some(3)), ("symfony-validators.ar.xlf", 100, 1, None)]
    {
        let plan = Plan { references: vec![folder.join(name)], ..Plan::default() };
        let mut reader = open(&plan).unwrap();
        let corpus = reader.read_all().unwrap();
        assert_eq!(corpus.len(), translated, "{name}");
        let mut named: Vec<_> = corpus.documents().unwrap().iter().map(|d| d.name).collect();
        named.dedup();
        assert_eq!(named.len(), documents, "{name}");
        let note = left_out.map(|count| {
            let name = plan.references[0].display();
            format!("{name}: {count} units left out, without an accepted translation")
        });
        assert_eq!(reader.notes(), note.as_slice(), "{name}");
    }
}
