//! Plain text, pairing by line, chunks.

use mizan::ErrorKind;
use mizan::corpus::{Corpus, Format, LineEnd, NamedPath, Pairing, Plan, Reader, open};

use super::fixture::{Folder, failure, hypotheses, load, names, system, texts, warnings};

fn pair(folder: &Folder, reference: &str, hypothesis: &str) -> Plan {
    Plan {
        references: vec![folder.write("ref.ar", reference)],
        systems: vec![system(folder.write("hyp.ar", hypothesis))],
        ..Plan::default()
    }
}

#[test]
fn python_white_space_at_the_end_of_a_line_goes_and_the_rest_stays() {
    let folder = Folder::new();
    let plan = pair(&folder, "\u{FEFF}a\n\n", " a \t\r\u{1C}\u{3000}\r\nb\rc\u{2028}d\u{200B}");
    let corpus = load(&plan);
    assert_eq!(texts(&corpus.references()[0]), ["a", ""]);
    assert_eq!(hypotheses(&corpus, "hyp"), [" a", "b\rc\u{2028}d\u{200B}"]);
}

#[test]
fn checks_of_the_text_can_see_lines_as_they_stand() {
    let folder = Folder::new();
    let plan = Plan { line_end: LineEnd::Kept, ..pair(&folder, "a", " a \r\n") };
    assert_eq!(hypotheses(&load(&plan), "hyp"), [" a \r"]);
}

#[test]
fn tabs_and_braces_in_plain_text_are_text() {
    let folder = Folder::new();
    let corpus = load(&pair(&folder, "<a>\tb\n", "{\"a\": 1}\n"));
    assert_eq!(texts(&corpus.references()[0]), ["<a>\tb"]);
    assert_eq!(hypotheses(&corpus, "hyp"), ["{\"a\": 1}"]);
}

#[test]
fn lengths_that_differ_name_the_first_line_without_a_partner() {
    let folder = Folder::new();
    let plan = pair(&folder, "a\nb\nc\n", "a\nb\n");
    let expected = "hyp.ar has 2 segments, ref.ar has 3\n  first without a partner: ref.ar:3";
    assert!(failure(&folder, &plan).starts_with(expected));
    let plan = pair(&folder, "", "a\nb\n");
    let expected = "hyp.ar has 2 segments, ref.ar has 0\n  first without a partner: hyp.ar:1";
    assert!(failure(&folder, &plan).starts_with(expected));
}

#[test]
fn lengths_that_differ_are_found_in_chunks_of_any_size() {
    let folder = Folder::new();
    let mut plan = pair(&folder, &"a\n".repeat(23), &"a\n".repeat(10));
    plan.systems
        .insert(0, system(folder.write("x.tsv", "id\tmt\n".to_owned() + &"1\ta\n".repeat(23))));
    for size in [1, 2, 3, 10, 11, 100] {
        let mut reader = open(&plan).unwrap();
        let mut whole = 0;
        let error = loop {
            match reader.next_chunk(size) {
                Ok(chunk) => whole += chunk.unwrap().len(),
                Err(error) => break error,
            }
        };
        assert_eq!(whole, 10 / size * size);
        assert_eq!(error.kind(), ErrorKind::Mismatch);
        let error = folder.readable(error);
        assert!(error.contains("hyp.ar has 10 segments, ref.ar has 23"), "{error}");
        assert!(error.contains("first without a partner: ref.ar:11"), "{error}");
        assert!(reader.next_chunk(size).unwrap().is_none());
    }
}

#[test]
fn no_segment_anywhere_gives_no_chunk() {
    let folder = Folder::new();
    let plan = pair(&folder, "", "");
    assert!(open(&plan).unwrap().next_chunk(10).unwrap().is_none());
    assert!(load(&plan).is_empty());
}

fn in_chunks(mut reader: Reader, size: usize) -> Vec<Corpus> {
    assert!(reader.can_stream());
    std::iter::from_fn(|| reader.next_chunk(size).unwrap()).collect()
}

#[test]
fn chunks_together_are_the_whole_for_any_size() {
    let folder = Folder::new();
    let mut objects = String::new();
    let mut rows = "src,mt\n".to_owned();
    let mut list = String::new();
    for number in 0..57 {
        let references = vec![format!("\"r{number}\""); number % 4];
        objects += &format!("{{\"refs\": [{}]}}\n", references.join(","));
        rows += &format!("s{number},\"h\n{number}\"\n");
        list += &format!("news d{}\n", number / 5);
    }
    let plan = Plan {
        references: vec![folder.write("r.jsonl", objects)],
        source: Some(folder.write("s.csv", &rows)),
        systems: vec![system(folder.write("h.csv", &rows))],
        documents: Some(folder.write("d.docs", list)),
        ..Plan::default()
    };
    let whole = load(&plan);
    assert_eq!(whole.len(), 57);
    for size in [1, 2, 7, 56, 57, 58, 1000] {
        let chunks = in_chunks(open(&plan).unwrap(), size);
        assert_eq!(chunks.iter().map(Corpus::len).sum::<usize>(), 57);
        let segments =
            chunks.iter().flat_map(|chunk| (0..chunk.len()).map(move |index| (chunk, index)));
        for (place, (chunk, index)) in segments.enumerate() {
            let (one, all) = (chunk.segment(index), whole.segment(place));
            assert_eq!(one.source(), all.source());
            assert!(one.references().eq(all.references()));
            let hypothesis =
                |corpus: &Corpus, at| corpus.systems()[0].hypotheses.get(at).map(str::to_owned);
            assert_eq!(hypothesis(chunk, index), hypothesis(&whole, place));
            assert_eq!(
                chunk.documents().unwrap().get(index),
                whole.documents().unwrap().get(place)
            );
        }
    }
}

#[test]
fn several_references_and_systems_keep_their_order() {
    let folder = Folder::new();
    let plan = Plan {
        references: vec![folder.write("r1", "a\n"), folder.write("r2", "b\n")],
        systems: vec![
            system(folder.write("flores-test.google.ar", "g\n")),
            NamedPath { name: Some("zz".into()), path: folder.write("a.ar.gz", "z\n") },
        ],
        ..Plan::default()
    };
    let corpus = load(&plan);
    assert!(corpus.segment(0).references().eq(["a", "b"]));
    assert_eq!(names(&corpus), ["flores-test.google", "zz"]);
}

#[test]
fn equal_names_are_an_error_that_asks_for_names() {
    let folder = Folder::new();
    let plan = Plan {
        references: vec![folder.write("ref", "a\n")],
        systems: vec![
            system(folder.write("x/hyp.ar", "a\n")),
            system(folder.write("y/hyp.ar", "a\n")),
        ],
        ..Plan::default()
    };
    let error = failure(&folder, &plan);
    assert_eq!(
        error,
        "two systems are named 'hyp'\n  x/hyp.ar\n  y/hyp.ar\n  help: name them: -i NAME=PATH"
    );
}

#[test]
fn files_that_are_not_there_or_not_read_yet_are_named() {
    let folder = Folder::new();
    let mut plan = pair(&folder, "a\n", "a\n");
    plan.references = vec![folder.path("nowhere.ar")];
    assert!(failure(&folder, &plan).starts_with("nowhere.ar: "));
    plan.references = vec![folder.write("ref.sgm", "a\n")];
    assert!(failure(&folder, &plan).contains("--from plain"));
    plan.format = Some(Format::Plain);
    assert_eq!(load(&plan).len(), 1);
}

#[test]
fn a_directory_is_no_output_of_a_system() {
    let folder = Folder::new();
    folder.write("out/x", "");
    let mut plan = pair(&folder, "a\n", "a\n");
    plan.systems = vec![system(folder.path("out"))];
    assert_eq!(failure(&folder, &plan), "out: is a directory, expected a file");
}

#[test]
fn standard_input_serves_once() {
    let folder = Folder::new();
    let mut plan = pair(&folder, "a\n", "a\n");
    plan.systems = vec![NamedPath::parse("-")];
    let stdin = || Box::new("ب\r\n".as_bytes());
    let mut reader = mizan::corpus::open_with_stdin(&plan, stdin()).unwrap();
    assert_eq!(hypotheses(&reader.read_all().unwrap(), "stdin"), ["ب"]);
    plan.source = Some("-".into());
    let error = mizan::corpus::open_with_stdin(&plan, stdin()).err().unwrap();
    assert!(error.to_string().contains("asked for twice"), "{error}");
}

#[test]
fn a_list_of_documents_pairs_with_the_lines() {
    let folder = Folder::new();
    let mut plan = pair(&folder, "a\nb\n", "a\nb\n");
    plan.documents = Some(folder.write("d.tsv", "domain\tdocument\nnews\tn 1\nnews\tn 2\n"));
    let corpus = load(&plan);
    let documents = corpus.documents().unwrap();
    assert_eq!(documents.get(1).name, "n 2");
    assert_eq!(documents.get(1).domain, Some("news"));
    plan.documents = Some(folder.write("d.docs", "news n1\n"));
    assert!(failure(&folder, &plan).starts_with("d.docs has 1 segments, ref.ar has 2"));
}

#[test]
fn the_plan_is_described_for_a_dry_run() {
    let folder = Folder::new();
    let reader = open(&pair(&folder, "a\n", "a\n")).unwrap();
    assert_eq!(reader.pairing(), Pairing::Line);
    assert_eq!(
        folder.readable(reader.description()),
        "ref.ar (plain): reference\nhyp.ar (plain): system hyp\npaired line by line\n"
    );
    assert!(warnings(&folder, &reader).is_empty());
}

#[test]
fn invalid_utf8_names_the_place_in_any_chunk() {
    let folder = Folder::new();
    let mut plan = pair(&folder, "a\nb\n", "");
    plan.systems = vec![system(folder.write("hyp.ar", b"a\n\xD8\xA7 \xC3\n"))];
    let mut reader = open(&plan).unwrap();
    assert_eq!(reader.next_chunk(1).unwrap().unwrap().len(), 1);
    let error = folder.readable(reader.next_chunk(1).unwrap_err());
    assert!(error.starts_with("hyp.ar:2:3: invalid UTF-8, byte 0xC3"), "{error}");
}

#[test]
fn no_text_at_all_is_an_error() {
    assert_eq!(open(&Plan::default()).err().unwrap().kind(), ErrorKind::Nothing);
}

#[cfg(not(feature = "compression"))]
#[test]
fn compressed_data_is_refused_by_name_where_it_cannot_be_read() {
    let folder = Folder::new();
    let mut plan = pair(&folder, "a\n", "a\n");
    plan.references = vec![folder.write("ref.ar", b"\x1F\x8B\x08\0\0\0")];
    let error = failure(&folder, &plan);
    assert!(error.starts_with("ref.ar: gzip data") && error.contains("'compression'"), "{error}");
}
