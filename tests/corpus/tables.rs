//! TSV, CSV and JSON: columns and keys.

use mizan::corpus::{Columns, Format, Plan};

use super::fixture::{Folder, failure, hypotheses, load, names, system, texts};

fn columns(text: &str) -> Columns {
    text.parse().unwrap()
}

fn one_file(folder: &Folder, name: &str, content: &str, chosen: &str) -> Plan {
    Plan {
        references: vec![folder.write(name, content)],
        columns: chosen.parse().unwrap_or_default(),
        ..Plan::default()
    }
}

#[test]
fn one_tsv_holds_everything() {
    let folder = Folder::new();
    let content = "src\tref\tmt\tdoc\tdomain\n\"s\tr\th \td\tnews\n";
    let corpus = load(&one_file(&folder, "data.tsv", content, ""));
    assert_eq!(corpus.segment(0).source(), Some("\"s"));
    assert_eq!(texts(&corpus.references()[0]), ["r"]);
    assert_eq!(hypotheses(&corpus, "data"), ["h "]);
    let document = corpus.documents().unwrap().get(0);
    assert_eq!((document.name, document.domain), ("d", Some("news")));
}

#[test]
fn several_hypothesis_columns_are_systems_named_after_them() {
    let folder = Folder::new();
    let content = "ref1,ref2,b,a\nr1,r2,hb,ha\n";
    let corpus = load(&one_file(&folder, "data.csv", content, "hypothesis=b,hypothesis=a"));
    assert_eq!(names(&corpus), ["b", "a"]);
    assert!(corpus.segment(0).references().eq(["r1", "r2"]));
}

#[test]
fn positions_mean_that_there_is_no_header_line() {
    let folder = Folder::new();
    for name in ["data.tsv", "data.txt", "data"] {
        let plan =
            one_file(&folder, name, "source\tr\th\na\tb\tc", "source=1,reference=2,hypothesis=3");
        let corpus = load(&plan);
        assert_eq!(texts(corpus.source().unwrap()), ["source", "a"]);
        assert_eq!(hypotheses(&corpus, "data"), ["h", "c"]);
    }
    let error = failure(&folder, &one_file(&folder, "x.tsv", "a\tb\n", "reference=5"));
    assert!(error.contains("no column '5' for the reference, found: 1, 2"), "{error}");
}

#[test]
fn columns_chosen_for_one_role_leave_plain_files_of_others_plain() {
    let folder = Folder::new();
    let plan = Plan {
        references: vec![folder.write("ref.txt", "a\tb\n")],
        systems: vec![system(folder.write("hyp.txt", "x\ty\n"))],
        columns: columns("hypothesis=2"),
        ..Plan::default()
    };
    let corpus = load(&plan);
    assert_eq!(texts(&corpus.references()[0]), ["a\tb"]);
    assert_eq!(hypotheses(&corpus, "hyp"), ["y"]);
}

#[test]
fn an_empty_last_column_is_a_segment_and_windows_line_ends_go() {
    let folder = Folder::new();
    let corpus = load(&one_file(&folder, "d.tsv", "\u{FEFF}ref\tmt\r\na\t\r\nb\tc", ""));
    assert_eq!(hypotheses(&corpus, "d"), ["", "c"]);
}

#[test]
fn a_row_with_another_number_of_columns_is_an_error_with_its_line() {
    let folder = Folder::new();
    let error = failure(&folder, &one_file(&folder, "d.tsv", "ref\tmt\na\tb\nc\n", ""));
    assert_eq!(error, "d.tsv:3: expected 2 columns (ref, mt), found 1");
    let error = failure(&folder, &one_file(&folder, "d.csv", "ref;mt\n\"a\nb\";c\na;b;c\n", ""));
    assert_eq!(error, "d.csv:4: expected 2 columns (ref, mt), found 3");
}

#[test]
fn a_missing_column_is_an_error_with_what_was_found() {
    let folder = Folder::new();
    let error = failure(&folder, &one_file(&folder, "d.tsv", "foo\tbar\na\tb\n", ""));
    assert_eq!(
        error,
        "d.tsv: no column for the reference, found: foo, bar\n  \
         help: choose one: --col reference=NAME"
    );
    let error = failure(&folder, &one_file(&folder, "d.tsv", "ref\tgloss\na\tb\n", "source=glos"));
    assert_eq!(error, "no file has a column 'glos' for the source\n  help: did you mean 'gloss'?");
}

#[test]
fn two_columns_of_one_name_are_an_error_where_they_are_used() {
    let folder = Folder::new();
    let error = failure(&folder, &one_file(&folder, "d.tsv", "ref\tx\tref\tx\na\tb\tc\td\n", ""));
    assert!(error.starts_with("d.tsv:1: two columns are named 'ref'"), "{error}");
    let plan = one_file(&folder, "d.tsv", "ref\tx\tx\na\tb\tc\n", "");
    assert_eq!(load(&plan).len(), 1);
}

#[test]
fn empty_tables_and_tables_of_only_a_header_have_no_segment() {
    let folder = Folder::new();
    for (name, content) in [("d.tsv", ""), ("d.csv", "ref\n"), ("d.jsonl", ""), ("d.json", "[]")] {
        assert!(load(&one_file(&folder, name, content, "")).is_empty(), "{name}");
    }
}

#[test]
fn json_is_read_as_lines_as_an_array_and_as_an_object() {
    let folder = Folder::new();
    let one = r#"{"source": "s", "refs": ["a", null, "c"], "mt": "h", "n": {"x": "y"}}"#;
    for (name, content) in [
        ("d.jsonl", one.to_owned()),
        ("d.json", format!("\u{FEFF}[{one}\n]")),
        ("d.json", one.replace(',', ",\n")),
    ] {
        let corpus = load(&one_file(&folder, name, &content, ""));
        assert_eq!(corpus.len(), 1);
        assert!(corpus.segment(0).references().eq(["a", "c"]));
        assert_eq!(hypotheses(&corpus, "d"), ["h"]);
    }
    let corpus = load(&one_file(&folder, "d.json", one, "reference=n.x"));
    assert!(corpus.segment(0).references().eq(["y"]));
}

#[test]
fn json_of_the_wrong_type_names_key_and_line() {
    let folder = Folder::new();
    let content = "{\"ref\": \"a\"}\n{\"ref\": \"b\", \"mt\": [\"x\"]}\n";
    let error = failure(&folder, &one_file(&folder, "d.jsonl", content, ""));
    assert_eq!(error, "d.jsonl:2: key 'mt' holds a list, expected a text");
}

#[test]
fn null_and_missing_hypotheses_are_absent_and_counted() {
    let folder = Folder::new();
    let content =
        "{\"ref\": \"a\"}\n{\"ref\": \"b\", \"mt\": null}\n{\"ref\": \"c\", \"mt\": \"\"}\n";
    let plan = one_file(&folder, "d.jsonl", content, "");
    let mut reader = mizan::corpus::open(&plan).unwrap();
    let mut absent = 0;
    while let Some(chunk) = reader.next_chunk(1).unwrap() {
        absent += chunk.systems()[0].hypotheses.absent();
    }
    assert_eq!(absent, 2);
    assert_eq!(reader.warnings()[0].count, 2);
    assert_eq!(reader.warnings()[0].message, "system d has no prediction for 2 segments");
}

#[test]
fn the_format_asked_for_goes_before_the_extension() {
    let folder = Folder::new();
    let mut plan = one_file(&folder, "d.txt", "{\"ref\": \"a\"}\n", "");
    plan.format = Some(Format::Json);
    assert_eq!(texts(&load(&plan).references()[0]), ["a"]);
    plan.format = Some(Format::MEta);
    assert!(failure(&folder, &plan).contains("no key for the id"));
    plan.format = Some(Format::Wmt);
    assert!(failure(&folder, &plan).contains("no key for the document"));
}

#[test]
fn tables_of_different_length_name_the_line_of_the_row() {
    let folder = Folder::new();
    let plan = Plan {
        references: vec![folder.write("r.csv", "ref\n\"a\nb\"\nc\nd\n")],
        systems: vec![system(folder.write("h.tsv", "mt\na\n"))],
        ..Plan::default()
    };
    let error = failure(&folder, &plan);
    assert!(
        error.starts_with("h.tsv has 1 segments, r.csv has 3\n  first without a partner: r.csv:4"),
        "{error}"
    );
}

#[test]
fn invalid_utf8_in_a_table_has_line_and_column() {
    let folder = Folder::new();
    let mut plan = one_file(&folder, "x", "", "");
    plan.references = vec![folder.write("d.csv", b"ref\n\xD8\xA7\xFF\n")];
    assert!(failure(&folder, &plan).starts_with("d.csv:2:2: invalid UTF-8, byte 0xFF"));
    plan.references = vec![folder.write("d.jsonl", b"{\"ref\": \"\xFF\"}\n")];
    assert!(failure(&folder, &plan).starts_with("d.jsonl:1:10: invalid UTF-8, byte 0xFF"));
}
