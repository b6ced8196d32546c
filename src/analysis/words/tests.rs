use super::super::labels::{LabelFile, LabelFiles};
use super::super::tokens::Cutting;
use super::super::tokens::tests::corpus;
use super::*;
use crate::corpus::Corpus;
use crate::text::Stream;

fn counted(corpus: &Corpus, labelling: &Labelling) -> WordCounts {
    count(&Tokens::of(corpus, Cutting::default()), labelling).unwrap()
}

fn row<'a>(rows: &'a [WordRow], label: &str) -> &'a WordRow {
    rows.iter().find(|row| row.label == label).unwrap()
}

fn strange() -> Corpus {
    let long = "باب ".repeat(3000);
    corpus(
        &[
            &["", "عاد الوفد إلى باكو.", "نعم", &long, "x y x"],
            &["لا", "رجع الوفد", "", "باب", "x x"],
        ],
        &[
            ("a", &["باب", "عاد الوفد إلى إلى باريس.", "", &long, "x z"]),
            ("b", &["", "", "نعم نعم", "بيت", "y x x"]),
        ],
    )
}

#[test]
fn words_are_labelled_by_their_frequency_in_all_references() {
    let corpus = corpus(&[&["a a b c", "a b"]], &[("s", &["a b d", "a a"])]);
    let rows = counted(&corpus, &Labelling::ReferenceFrequency).rows(0);
    let of = |label| {
        let row = row(&rows, label);
        [row.in_hypothesis, row.matched_in_hypothesis, row.in_reference, row.matched_in_reference]
    };
    assert_eq!(of("0"), [1, 0, 0, 0]);
    assert_eq!(of("1"), [0, 0, 1, 0]);
    assert_eq!(of("2"), [1, 1, 2, 1]);
    assert_eq!(of("3–4"), [3, 2, 3, 2]);
    assert_eq!(row(&rows, "0").recall, None);
    assert_eq!(row(&rows, "0").precision, Some(0.0));
    assert!(!row(&rows, "3–4").reliable);
}

#[test]
fn an_output_that_is_one_of_the_references_is_perfect() {
    let references: [&[&str]; 2] = [&["عاد الوفد مساء", "x"], &["رجع الوفد", "y z"]];
    for reference in references {
        let corpus = corpus(&references, &[("s", reference)]);
        for labelling in [Labelling::Script, Labelling::Position, Labelling::ReferenceFrequency] {
            for row in counted(&corpus, &labelling).rows(0).iter().filter(|row| row.f1.is_some()) {
                assert_eq!((row.precision, row.recall), (Some(1.0), Some(1.0)), "{row:?}");
            }
        }
    }
}

#[test]
fn precision_takes_any_reference_and_recall_the_best() {
    let corpus = corpus(&[&["a b c d"], &["a e"]], &[("s", &["a b e"])]);
    let rows = counted(&corpus, &Labelling::Script).rows(0);
    let row = row(&rows, "Latin");
    assert_eq!((row.precision, row.recall), (Some(1.0), Some(1.0)));
    assert_eq!((row.in_hypothesis, row.in_reference), (3, 2));
}

#[test]
fn occurrences_of_the_same_label_match_first() {
    let corpus = corpus(&[&["x x y"]], &[("s", &["x y x"])]);
    let file = |labels: &str| LabelFile { path: String::new(), lines: Stream::from_iter([labels]) };
    let labelling = Labelling::Files(LabelFiles {
        references: vec![file("N V N")],
        systems: vec![("s".into(), file("A N V"))],
    });
    let rows = counted(&corpus, &labelling).rows(0);
    // The verb matches the verb, which leaves the first x, an A, for the reference's noun.
    for (label, expected) in [("N", [1, 1, 2, 2]), ("V", [1, 1, 1, 1]), ("A", [1, 1, 0, 0])] {
        let row = row(&rows, label);
        let found = [
            row.in_hypothesis,
            row.matched_in_hypothesis,
            row.in_reference,
            row.matched_in_reference,
        ];
        assert_eq!(found, expected, "{label}");
    }
}

#[test]
fn tables_add_up_to_the_rows() {
    let corpus = strange();
    for labelling in [Labelling::Script, Labelling::Position, Labelling::ReferenceFrequency] {
        let counts = counted(&corpus, &labelling);
        for system in 0..counts.systems().len() {
            for (label, row) in counts.rows(system).iter().enumerate() {
                let sum = counts.table(system, label).sum();
                assert_eq!(counts.table(system, label).len(), corpus.len());
                assert_eq!(precision(&sum), row.precision);
                assert_eq!(f1(&sum), row.f1);
                assert!(sum[1] <= sum[0] && sum[3] <= sum[2]);
            }
        }
    }
}

#[test]
fn labels_part_the_words_and_lose_none() {
    let corpus = strange();
    let total = |labelling: &Labelling, system: usize| {
        let rows = counted(&corpus, labelling).rows(system);
        rows.iter().fold([0; 3], |sum, row| {
            [
                sum[0] + row.in_hypothesis,
                sum[1] + row.matched_in_hypothesis,
                sum[2] + row.in_reference,
            ]
        })
    };
    for system in 0..2 {
        let by_script = total(&Labelling::Script, system);
        assert_eq!(by_script, total(&Labelling::Position, system));
        assert_eq!(by_script, total(&Labelling::ReferenceFrequency, system));
    }
}

#[test]
fn the_order_of_systems_and_the_number_of_threads_do_not_matter() {
    let there = strange();
    let mut parts = there.clone().into_parts();
    parts.systems.reverse();
    let back = Corpus::new(parts).unwrap();
    let one = counted(&there, &Labelling::Position);
    assert_eq!(one, counted(&back, &Labelling::Position));
    for threads in [1, 5] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        assert_eq!(one, pool.install(|| counted(&there, &Labelling::Position)));
    }
}

#[test]
fn a_segment_without_a_reference_counts_nowhere() {
    let mut parts = corpus(&[&["a"]], &[("s", &["b"])]).into_parts();
    parts.references[0] = Stream::new();
    parts.references[0].push_absent();
    let counts = counted(&Corpus::new(parts).unwrap(), &Labelling::Script);
    assert!(counts.rows(0).iter().all(|row| row.in_hypothesis == 0));
    let nothing = corpus(&[], &[("s", &["b"])]);
    assert_eq!(counted(&nothing, &Labelling::Script).rows(0)[1].f1, None);
}
