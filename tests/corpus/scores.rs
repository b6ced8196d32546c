//! Segment scores made elsewhere, in their three shapes.

use mizan::corpus::{Plan, ScoreFile, open};

use super::fixture::{Folder, failure, load, system, warnings};

fn plan(folder: &Folder, name: &str, content: &str) -> Plan {
    Plan {
        references: vec![folder.write("ref", "a\nb\n")],
        systems: vec![
            system(folder.write("x.ar", "a\nb\n")),
            system(folder.write("y.ar", "a\nb\n")),
        ],
        scores: vec![ScoreFile {
            name: "comet".into(),
            path: folder.write(name, content),
            lower_is_better: false,
        }],
        ..Plan::default()
    }
}

#[test]
fn every_shape_gives_the_same_scores() {
    let folder = Folder::new();
    for (name, content) in [
        ("a.score", "y\t3\nx\t0.5\nx\tNone\ny\t-4e-1\n"),
        ("a.tsv", "y 3\ny -0.4\nx 0.5\nx None\n"),
        ("a.tsv", "segment\tscore\tsystem\n2\tNone\tx\n1\t3\ty\n1\t0.5\tx\n2\t-0.4\ty\n"),
        ("a.csv", "\"system\",value\nx,0.5\nx,\ny,3\ny,-0.4\n"),
        (
            "a.jsonl",
            "{\"system\":\"y\",\"score\":3}\n{\"system\":\"x\",\"score\":0.5}\n{\"system\":\"x\",\"score\":null}\n{\"system\":\"y\",\"score\":-0.4}\n",
        ),
        (
            "a.json",
            "[{\"system\":\"y\",\"value\":-0.4,\"segment\":2},{\"system\":\"y\",\"value\":3,\"segment\":1},{\"system\":\"x\",\"value\":0.5},{\"system\":\"x\",\"value\":\"None\"}]",
        ),
    ] {
        let corpus = load(&plan(&folder, name, content));
        let scores = &corpus.scores()[0];
        assert_eq!(scores.name, "comet");
        assert_eq!(scores.systems, [[Some(0.5), None], [Some(3.0), Some(-0.4)]], "{content}");
    }
}

#[test]
fn unknown_systems_are_counted_and_missing_ones_are_an_error() {
    let folder = Folder::new();
    let mut reader = open(&plan(&folder, "a", "x 1\nx 2\ny 1\ny 2\nrefA 1\nz 1\n")).unwrap();
    assert!(!reader.can_stream());
    assert_eq!(reader.next_chunk(1).unwrap().unwrap().len(), 2);
    let expected = "a: scores of systems that the corpus does not have: refA, z".to_owned();
    assert_eq!(warnings(&folder, &reader), [(expected, 2)]);
    let error = failure(&folder, &plan(&folder, "a", "x 1\nx 2\n"));
    assert!(error.starts_with("a: no scores for system 'y', found: x"), "{error}");
}

#[test]
fn a_wrong_number_of_scores_is_an_error_with_both_counts() {
    let folder = Folder::new();
    let error = failure(&folder, &plan(&folder, "a", "x 1\nx 2\nx 3\ny 1\ny 2\n"));
    assert!(error.starts_with("a: system 'x' has 3 scores, expected 2"), "{error}");
}

#[test]
fn what_is_no_finite_number_is_refused_with_its_line() {
    let folder = Folder::new();
    for (content, expected) in [
        ("x 1\nx nan\n", "a:2: the score 'nan' is not finite"),
        ("x 1\nx inf\n", "a:2: the score 'inf' is not finite"),
        ("x 1\nx 1e999\n", "a:2: the score '1e999' is not finite"),
        ("x 1\nx good\n", "a:2: the score 'good' is no number"),
        ("x\n", "a:1: expected 'SYSTEM SCORE', found 'x'"),
        ("system\tsegment\tscore\nx\t0\t1\n", "a:2: the segment '0'"),
        (
            "system\tsegment\tscore\nx\t1\t1\nx\t1\t2\n",
            "a:3: segment 1 of system 'x' has a second score",
        ),
        ("system\tsegment\tscore\nx\t1\t1\nx\t3\t2\n", "a:3: segment 2 of system 'x' has no score"),
        ("system\tscore\nx\n", "a:2: expected 2 columns, found 1"),
        ("{\"system\": \"x\"}\n", "a:1: no key 'score' or 'value'"),
    ] {
        let error = failure(&folder, &plan(&folder, "a", content));
        assert!(error.starts_with(expected), "{content:?}: {error}");
    }
}

#[test]
fn the_segment_may_be_named_otherwise_and_must_be_named_among_several_columns() {
    let folder = Folder::new();
    let plan = |scores: &str| Plan {
        references: vec![folder.write("ref.ar", "a\nb\n")],
        systems: vec![system(folder.write("x.ar", "a\nb\n"))],
        scores: vec![ScoreFile {
            name: "comet".into(),
            path: folder.write("scores.tsv", scores),
            lower_is_better: false,
        }],
        ..Plan::default()
    };
    let expected = [Some(0.1), Some(0.2)];
    let corpus = load(&plan("system\tseg_id\tscore\nx\t2\t0.2\nx\t1\t0.1\n"));
    assert_eq!(corpus.scores()[0].systems[0], expected);
    let corpus = load(&plan(
        "{\"system\": \"x\", \"segment\": \"2\", \"score\": 0.2}\n\
         {\"system\": \"x\", \"segment\": \"1\", \"score\": 0.1}\n",
    ));
    assert_eq!(corpus.scores()[0].systems[0], expected);
    let error = failure(&folder, &plan("system\tline\tscore\nx\t2\t0.2\nx\t1\t0.1\n"));
    assert!(error.contains("no column for the segment"), "{error}");
    let error = failure(&folder, &plan("x None\nx None\n"));
    assert!(error.contains("no score at all"), "{error}");
}
