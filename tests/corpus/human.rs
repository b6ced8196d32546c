//! Scores that people gave.

use mizan::corpus::HumanScores;
use mizan::{ErrorKind, Result};

use super::fixture::Folder;

const SYSTEMS: [&str; 2] = ["x", "y"];

fn read(content: &str, segments: usize) -> Result<HumanScores> {
    let folder = Folder::new();
    HumanScores::read("mqm", &folder.write("human", content), &SYSTEMS, segments)
}

#[test]
fn lines_tables_and_objects_give_the_same_scores() {
    for content in [
        "x -1\ny None\nx None\ny 0\n",
        "system\tsegment\tscore\ny\t2\t0\nx\t1\t-2\nx\t1\t0\n",
        "segment,annotator,system,score\n2,a,y,0\n1,a,x,-1.5\n1,b,x,-0.5\n1,c,x,None\n",
        "{\"system\":\"y\",\"segment\":2,\"score\":0}\n{\"system\":\"x\",\"segment\":1,\"score\":-1}\n",
    ] {
        let scores = read(content, 2).unwrap();
        let expected =
            [("x".to_owned(), vec![Some(-1.0), None]), ("y".to_owned(), vec![None, Some(0.0)])];
        assert_eq!(scores.systems, expected, "{content}");
        assert_eq!((scores.name.as_str(), scores.unscored.len()), ("mqm", 0));
        assert!(scores.warnings.is_empty());
    }
}

#[test]
fn systems_on_one_side_only_are_reported() {
    let scores = read("refA 1\nrefA 2\ny 3\ny 4\nz 1\n", 2).unwrap();
    assert_eq!(scores.systems, [("y".to_owned(), vec![Some(3.0), Some(4.0)])]);
    assert_eq!(scores.unscored, ["x"]);
    assert_eq!(scores.warnings[0].count, 2);
    let message = "human scores of systems that the corpus does not have: refA, z";
    assert!(scores.warnings[0].message.ends_with(message), "{:?}", scores.warnings);
}

#[test]
fn a_system_with_nothing_but_none_is_unscored() {
    assert_eq!(read("x None\ny 1\n", 1).unwrap().unscored, ["x"]);
}

#[test]
fn no_common_system_is_an_error_that_names_both_sides() {
    let error = read("a 1\nb 2\n", 1).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Mismatch);
    let text = error.to_string();
    assert!(text.contains("scored are: a, b; the corpus has: x, y"), "{text}");
}

#[test]
fn scores_of_another_test_set_are_an_error() {
    let error = |content| read(content, 2).unwrap_err().to_string();
    let text = error("x 1\n");
    assert!(text.contains("system 'x' has 1 lines, expected 2"), "{text}");
    let text = error("system\tsegment\tscore\nx\t3\t1\n");
    assert!(text.contains("human:2: segment 3 is beyond the last, 2"), "{text}");
}
