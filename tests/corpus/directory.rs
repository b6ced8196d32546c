//! mt-metrics-eval's directories.

use mizan::corpus::{NamedPath, Plan, open};

use super::fixture::{Folder, failure, hypotheses, load, names, texts, warnings};

fn directory() -> Folder {
    let folder = Folder::new();
    for (name, content) in [
        ("sources/en-ar.txt", "s1\ns2\n"),
        ("documents/en-ar.docs", "news d1\nnews d2\n"),
        ("references/en-ar.refB.txt", "b1\nb2\n"),
        ("references/en-ar.refA.txt", "a1\na2\n"),
        ("references/en-de.refA.txt", "x\n"),
        ("system-outputs/en-ar/refA.txt", "a1\na2\n"),
        ("system-outputs/en-ar/google.txt", "g1\ng2\n"),
        ("system-outputs/en-ar/Online-A.v2.txt", "o1\no2\n"),
        ("metric-scores/en-ar/COMET-refA.seg.score", "google\t1\n"),
    ] {
        folder.write(name, content);
    }
    folder
}

fn plan(folder: &Folder) -> Plan {
    Plan { references: vec![folder.path("")], ..Plan::default() }
}

#[test]
fn a_directory_gives_all_its_texts() {
    let folder = directory();
    let mut reader = open(&plan(&folder)).unwrap();
    let corpus = reader.read_all().unwrap();
    assert_eq!(names(&corpus), ["Online-A.v2", "google"]);
    assert_eq!(texts(corpus.source().unwrap()), ["s1", "s2"]);
    assert!(corpus.segment(0).references().eq(["a1", "b1"]));
    assert_eq!(corpus.documents().unwrap().get(1).name, "d2");
    assert!(corpus.scores().is_empty());
    let expected = "left out, because they are used as references: refA".to_owned();
    assert_eq!(warnings(&folder, &reader), [(expected, 1)]);
}

#[test]
fn a_reference_that_is_not_chosen_is_a_system() {
    let folder = directory();
    let chosen = |name: &str| Plan { reference_names: vec![name.into()], ..plan(&folder) };
    let corpus = load(&chosen("refB"));
    assert_eq!(corpus.references().len(), 1);
    assert_eq!(hypotheses(&corpus, "refA"), ["a1", "a2"]);
    let error = failure(&folder, &chosen("refC"));
    assert!(error.contains("no reference 'refC', found: refA, refB"), "{error}");
}

#[test]
fn systems_of_a_directory_are_chosen_by_name_or_brought_along() {
    let folder = directory();
    let own = folder.write("own.txt", "x1\nx2\n");
    let plan = Plan { systems: vec![NamedPath::parse("google"), own.into()], ..plan(&folder) };
    assert_eq!(names(&load(&plan)), ["google", "own"]);
}

#[test]
fn several_language_pairs_ask_for_one() {
    let folder = directory();
    folder.write("sources/en-de.txt", "s\n");
    let error = failure(&folder, &plan(&folder));
    assert!(error.contains("there are several language pairs: en-ar, en-de"), "{error}");
    let mut chosen = plan(&folder);
    chosen.language_pair = Some("en-ar".into());
    assert_eq!(load(&chosen).len(), 2);
    chosen.language_pair = Some("en-arr".into());
    assert!(failure(&folder, &chosen).contains("did you mean 'en-ar'?"));
}

#[test]
fn another_directory_is_refused() {
    let folder = Folder::new();
    assert!(failure(&folder, &plan(&folder)).contains("mt-metrics-eval's layout"));
    let mut several = plan(&directory());
    several.references.push("x".into());
    assert!(open(&several).is_err());
}

#[test]
fn choices_without_a_directory_are_refused() {
    let folder = Folder::new();
    let plan = Plan {
        references: vec![folder.write("ref.ar", "a\n")],
        language_pair: Some("en-ar".into()),
        ..Plan::default()
    };
    assert!(failure(&folder, &plan).contains("--language-pair"));
}

#[test]
fn a_directory_without_references_says_so() {
    let folder = Folder::new();
    folder.write("sources/en-ar.txt", "a\n");
    folder.write("system-outputs/en-ar/x.txt", "a\n");
    let plan = Plan { references: vec![folder.path("")], ..Plan::default() };
    assert!(failure(&folder, &plan).contains("no references/en-ar.NAME.txt"));
}

#[test]
fn a_misspelt_system_of_a_directory_is_an_error_with_a_suggestion() {
    let folder = Folder::new();
    folder.write("sources/en-ar.txt", "a\n");
    folder.write("references/en-ar.refA.txt", "a\n");
    folder.write("system-outputs/en-ar/google.txt", "a\n");
    let plan = Plan {
        references: vec![folder.path("")],
        systems: vec![std::path::PathBuf::from("gogle").into()],
        ..Plan::default()
    };
    assert!(failure(&folder, &plan).contains("did you mean 'google'?"));
}
