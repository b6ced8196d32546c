//! Joining by id and by document: M-ETA, WMT, tables with ids.

use std::path::Path;

use mizan::corpus::{Pairing, Plan, open};

use super::fixture::{Folder, failure, hypotheses, load, system, texts, warnings};

const REFERENCES: &str = r#"{"id": "b", "source": "sb", "targets": [{"translation": "r1", "mention": "m1"}, {"translation": "r1", "mention": "m2"}]}
{"id": "a", "source": "sa", "targets": [{"translation": "r2", "mention": "m"}]}
{"id": "c", "source": "sc", "targets": [{"translation": "r3", "mention": "m"}]}
"#;

fn m_eta(folder: &Folder, predictions: &str) -> Plan {
    Plan {
        references: vec![folder.write("references.jsonl", REFERENCES)],
        systems: vec![system(folder.write("gpt.4o.jsonl", predictions))],
        ..Plan::default()
    }
}

#[test]
fn m_eta_is_joined_by_id_with_its_mentions() {
    let folder = Folder::new();
    let predictions = r#"{"id": "a", "text": "sa", "prediction": "old"}
{"id": "x", "prediction": "?"}
{"id": "b", "prediction": "hb"}
{"id": "a", "prediction": "ha"}
"#;
    let mut reader = open(&m_eta(&folder, predictions)).unwrap();
    assert_eq!(reader.pairing(), Pairing::Id);
    assert!(!reader.can_stream());
    let corpus = reader.next_chunk(1).unwrap().unwrap();
    assert!(reader.next_chunk(1).unwrap().is_none());
    assert_eq!(texts(corpus.ids().unwrap()), ["b", "a", "c"]);
    assert_eq!(texts(corpus.source().unwrap()), ["sb", "sa", "sc"]);
    assert_eq!(texts(&corpus.references()[0]), ["r1", "r2", "r3"]);
    assert_eq!(texts(&corpus.references()[1]), ["r1", "-", "-"]);
    assert_eq!(corpus.mentions().unwrap()[0], ["m1", "m2"]);
    assert_eq!(hypotheses(&corpus, "gpt.4o"), ["hb", "ha", "-"]);
    assert_eq!(
        warnings(&folder, &reader),
        [
            ("gpt.4o.jsonl: repeated predictions, the last of each id counts: 1".to_owned(), 1),
            (
                "gpt.4o.jsonl: records left out, their ids are not in references.jsonl: 1"
                    .to_owned(),
                1
            ),
            ("system gpt.4o has no prediction for 1 segment".to_owned(), 1),
        ]
    );
}

#[test]
fn repeated_reference_ids_are_an_error() {
    let folder = Folder::new();
    let mut plan = m_eta(&folder, r#"{"id": "a", "prediction": "x"}"#);
    let doubled = REFERENCES.to_owned() + REFERENCES;
    plan.references = vec![folder.write("references.jsonl", doubled)];
    let error = failure(&folder, &plan);
    assert!(
        error.starts_with("references.jsonl:4: id 'b' occurs again, first on line 1"),
        "{error}"
    );
}

#[test]
fn no_id_in_common_is_an_error() {
    let folder = Folder::new();
    let error = failure(&folder, &m_eta(&folder, r#"{"id": 1, "prediction": "x"}"#));
    assert!(
        error.starts_with("no id of gpt.4o.jsonl is among those of references.jsonl"),
        "{error}"
    );
}

#[test]
fn a_file_without_ids_makes_the_pairing_by_line() {
    let folder = Folder::new();
    let mut plan = m_eta(&folder, "");
    plan.systems = vec![system(folder.write("h.txt", "1\n2\n3\n"))];
    let mut reader = open(&plan).unwrap();
    assert_eq!(reader.pairing(), Pairing::Line);
    assert_eq!(hypotheses(&reader.read_all().unwrap(), "h"), ["1", "2", "3"]);
}

#[test]
fn segment_ids_may_start_again_in_each_document() {
    let folder = Folder::new();
    let plan = Plan {
        references: vec![folder.write("r.tsv", "doc\tseg_id\tref\nx\t1\ta\ny\t1\tb\n")],
        systems: vec![system(folder.write("h.csv", "seg_id,doc,mt\n1,y,hb\n1,x,ha\n"))],
        ..Plan::default()
    };
    let corpus = load(&plan);
    assert_eq!(hypotheses(&corpus, "h"), ["ha", "hb"]);
    assert_eq!(corpus.documents().unwrap().get(1).name, "y");
}

const SOURCES: &str = r#"{"doc_id": "en-ar_EG_#_news_#_1", "src_text": "a\n\nb", "refs": {"refA": {"ref": "ra\nrb\n"}}}
{"doc_id": "en-ar_EG_#_speech_#_2", "src_text": "c\n\nd", "refs": {"refA": {"ref": "rc\n\nrd"}}}
{"doc_id": "en-ar_EG_#_news_#_3", "src_text": "e", "refs": {"refA": {"ref": "re"}}}
"#;

#[test]
fn wmt_documents_are_paired_by_paragraph_where_all_counts_agree() {
    let folder = Folder::new();
    let one = r#"{"doc_id": "en-ar_EG_#_speech_#_2", "hypothesis": "hc\nhd", "paragraphs_match": true}
{"doc_id": "en-ar_EG_#_news_#_1", "hypothesis": "ha\n\n\nhb"}
"#;
    let other = r#"{"doc_id": "en-ar_EG_#_news_#_1", "hypothesis": "xa\nxb"}
{"doc_id": "en-ar_EG_#_speech_#_2", "hypothesis": "xc\nxd\n\nxe"}
{"doc_id": "en-ar_EG_#_news_#_3", "hypothesis": "xe"}
"#;
    let plan = Plan {
        references: vec![folder.write("wmt.jsonl", SOURCES)],
        systems: vec![
            system(folder.write("one.jsonl", one)),
            system(folder.write("other.jsonl", other)),
        ],
        ..Plan::default()
    };
    let mut reader = open(&plan).unwrap();
    assert_eq!(reader.pairing(), Pairing::Document);
    let corpus = reader.read_all().unwrap();
    assert_eq!(texts(corpus.source().unwrap()), ["a", "b", "c d", "e"]);
    assert_eq!(texts(&corpus.references()[0]), ["ra", "rb", "rc rd", "re"]);
    assert_eq!(hypotheses(&corpus, "one"), ["ha", "hb", "hc hd", "-"]);
    assert_eq!(hypotheses(&corpus, "other"), ["xa", "xb", "xc xd xe", "xe"]);
    let documents = corpus.documents().unwrap();
    assert_eq!(documents.get(0), documents.get(1));
    assert_eq!(documents.get(2).name, "en-ar_EG_#_speech_#_2");
    assert_eq!(documents.get(2).domain, Some("speech"));
    assert_eq!(
        reader.notes(),
        ["2 documents paired by paragraph, 1 as a whole because counts differ"]
    );
    assert_eq!(reader.warnings().len(), 1);
}

#[test]
fn a_reference_may_have_the_shape_of_a_system() {
    let folder = Folder::new();
    let reference = folder.write("ref.jsonl", r#"{"doc_id": "d", "hypothesis": "a\nb"}"#);
    let plan = Plan {
        source: Some(folder.write("src.jsonl", r#"{"doc_id": "d", "src_text": "s\nt"}"#)),
        references: vec![reference],
        systems: vec![system(folder.write("h.jsonl", r#"{"doc_id": "d", "hypothesis": "x\ny"}"#))],
        ..Plan::default()
    };
    let corpus = load(&plan);
    assert_eq!(texts(&corpus.references()[0]), ["a", "b"]);
    assert_eq!(texts(corpus.source().unwrap()), ["s", "t"]);
    assert_eq!(hypotheses(&corpus, "h"), ["x", "y"]);
}

#[test]
fn several_segments_of_a_document_are_paired_by_line() {
    let folder = Folder::new();
    let content = "{\"doc_id\": \"d\", \"ref\": \"a\", \"mt\": \"x\"}\n{\"doc_id\": \"d\", \"ref\": \"b\", \"mt\": \"y\"}\n";
    let plan = Plan { references: vec![folder.write("d.jsonl", content)], ..Plan::default() };
    let corpus = load(&plan);
    assert_eq!(hypotheses(&corpus, "d"), ["x", "y"]);
    assert_eq!(corpus.documents().unwrap().get(1).name, "d");
}

#[test]
fn real_m_eta_files_are_joined() {
    let corpora = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora/xct-validation-ar");
    if !corpora.is_dir() {
        println!("skipped: {} is not there", corpora.display());
        return;
    }
    let plan = Plan {
        references: vec![corpora.join("references.jsonl")],
        systems: vec![
            system(corpora.join("gpt-4o-2024-08-06.jsonl")),
            system(corpora.join("gpt-4o-mini-2024-07-18.jsonl")),
        ],
        ..Plan::default()
    };
    let mut reader = open(&plan).unwrap();
    let corpus = reader.read_all().unwrap();
    assert_eq!(corpus.len(), corpus.ids().unwrap().len());
    assert!(corpus.len() > 700 && corpus.references().len() > 1);
    assert!(corpus.mentions().unwrap().iter().all(|mentions| !mentions.is_empty()));
    assert!(reader.warnings().is_empty(), "{:?}", reader.warnings());
}

#[test]
fn a_key_that_comes_too_late_to_be_read_is_an_error_where_it_comes() {
    let folder = Folder::new();
    let early: String = (0..70).map(|_| "{\"ref1\": \"a\", \"mt\": \"b\"}\n").collect();
    let late = early + "{\"ref1\": \"a\", \"ref2\": \"c\", \"mt\": \"b\"}\n";
    let plan = Plan { references: vec![folder.write("data.jsonl", &late)], ..Plan::default() };
    let error = failure(&folder, &plan);
    assert!(error.starts_with("data.jsonl:71: key 'ref2' comes first after 64"), "{error}");
    // A key that serves for nothing may come at any time.
    folder.write("data.jsonl", late.replace("ref2", "note"));
    assert_eq!(load(&plan).len(), 71);
    // Chosen keys are not looked for.
    folder.write("data.jsonl", &late);
    let columns = "reference=ref1,hypothesis=mt".parse().unwrap();
    assert_eq!(load(&Plan { columns, ..plan }).references().len(), 1);
}

#[test]
fn ids_that_a_second_reference_lacks_are_counted() {
    let folder = Folder::new();
    let first = "{\"id\": 1, \"ref\": \"a\"}\n{\"id\": 2, \"ref\": \"b\"}\n";
    let outputs = first.replace("ref", "mt");
    let plan = Plan {
        references: vec![
            folder.write("a.jsonl", first),
            folder.write("b.jsonl", "{\"id\": 1, \"ref\": \"c\"}\n"),
        ],
        systems: vec![system(folder.write("x.jsonl", outputs))],
        ..Plan::default()
    };
    let mut reader = open(&plan).unwrap();
    assert_eq!(texts(&reader.read_all().unwrap().references()[1]), ["c", "-"]);
    let expected = "b.jsonl: no record for ids of a.jsonl: 1";
    assert_eq!(warnings(&folder, &reader), [(expected.to_owned(), 1)]);
}

#[test]
fn ids_that_pair_nothing_are_a_warning() {
    let folder = Folder::new();
    let plan = Plan {
        references: vec![folder.write("a.jsonl", "{\"id\": 1, \"ref\": \"a\"}\n")],
        systems: vec![system(folder.write("x.jsonl", "{\"segment\": 1, \"mt\": \"a\"}\n"))],
        ..Plan::default()
    };
    let reader = open(&plan).unwrap();
    let expected = "x.jsonl has no ids, so all files are paired line by line, not by id";
    assert_eq!(warnings(&folder, &reader), [(expected.to_owned(), 1)]);
}
