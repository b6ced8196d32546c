use super::*;
use crate::analysis::measured::MetricRows;
use crate::corpus::{ImportedScores, Parts, System};
use crate::metric::Calculator;
use crate::metric::imported::Imported;
use crate::table::Table;
use crate::text::Stream;

/// One metric's scores: a name, whether lower is better, per system and segment.
type Scores<'a> = (&'a str, bool, &'a [&'a [Option<f64>]]);

fn corpus(names: &[&str], source: &[&str], outputs: &[&[&str]]) -> Corpus {
    let system = |(name, lines): (&&str, &&[&str])| System {
        name: (*name).into(),
        hypotheses: Stream::from_iter(*lines),
        ..System::default()
    };
    Corpus::new(Parts {
        source: Some(Stream::from_iter(source)),
        systems: names.iter().zip(outputs).map(system).collect(),
        ..Parts::default()
    })
    .unwrap()
}

fn find(corpus: &Corpus, metrics: &[Scores<'_>], most: usize) -> Examples {
    let calculator = |(name, lower_is_better, _): &Scores<'_>| {
        let (name, lower_is_better) = ((*name).to_owned(), *lower_is_better);
        Imported::calculator(&ImportedScores { name, lower_is_better, systems: Vec::new() })
    };
    let calculators: Vec<Calculator> = metrics.iter().map(calculator).collect();
    let tables: Vec<Vec<Table>> = metrics
        .iter()
        .map(|(_, _, systems)| systems.iter().map(|values| Imported::table(values)).collect())
        .collect();
    let names: Vec<String> = corpus.systems().iter().map(|system| system.name.clone()).collect();
    let rows = calculators.iter().zip(&tables);
    let rows =
        rows.map(|(calculator, tables)| MetricRows { calculator, tables: tables.iter().collect() });
    examples(corpus, &Measured::new(&names, rows.collect()), None, most).unwrap()
}

fn some<const N: usize>(values: [f64; N]) -> [Option<f64>; N] {
    values.map(Some)
}

#[test]
fn the_largest_differences_are_first_and_ties_by_segment() {
    let lines = ["1", "2", "3", "4", "5"];
    let corpus = corpus(&["a", "b"], &lines, &[&lines, &lines]);
    let scores: [&[_]; 2] = [&some([5.0, 1.0, 9.0, 5.0, 7.0]), &some([1.0, 5.0, 9.0, 1.0, 1.0])];
    let found = find(&corpus, &[("m", false, &scores)], 2);
    let segments = |list: &[PairExample]| list.iter().map(|one| one.segment).collect::<Vec<_>>();
    assert_eq!(segments(&found.pairs[0].a_better), [4, 0]);
    assert_eq!(segments(&found.pairs[0].b_better), [1]);
    let lower = find(&corpus, &[("m", true, &scores)], 2);
    assert_eq!(segments(&lower.pairs[0].b_better), [4, 0]);
    assert_eq!(lower.pairs[0].b_better[0].difference, 6.0);
    let worst = |examples: &Examples| examples.systems[0].worst[0].segment;
    assert_eq!((worst(&found), worst(&lower)), (1, 2));
}

#[test]
fn the_same_texts_are_shown_once() {
    let source = ["s", "s", "s", "t"];
    let corpus = corpus(&["a", "b"], &source, &[&["x", "x", "x", "x"], &["y", "y", "z", "y"]]);
    let scores: [&[_]; 2] = [&some([9.0; 4]), &some([1.0; 4])];
    let found = find(&corpus, &[("m", false, &scores)], 9);
    let seen: Vec<usize> = found.pairs[0].a_better.iter().map(|one| one.segment).collect();
    // To who reads only a's output, the third is the first again.
    assert_eq!(seen, [0, 2, 3]);
    let best: Vec<usize> = found.systems[0].best.iter().map(|one| one.segment).collect();
    assert_eq!(best, [0, 3]);
}

#[test]
fn segments_without_a_score_are_left_out() {
    let lines = ["1", "2", "3"];
    let corpus = corpus(&["a", "b"], &lines, &[&lines, &lines]);
    let scores: [&[_]; 2] = [&[Some(0.5), None, Some(0.1)], &[Some(0.7), Some(0.9), None]];
    let found = find(&corpus, &[("m", false, &scores)], 9);
    assert!(found.pairs[0].a_better.is_empty());
    assert_eq!(found.pairs[0].b_better.len(), 1);
    let worst: Vec<usize> = found.systems[0].worst.iter().map(|one| one.segment).collect();
    assert_eq!(worst, [2, 0]);
}

#[test]
fn metrics_disagree_where_their_ranks_are_far_apart() {
    let lines = ["1", "2", "3", "4"];
    let corpus = corpus(&["a"], &lines, &[&lines]);
    let up: [&[_]; 1] = [&some([10.0, 20.0, 30.0, 40.0])];
    // Of errors, so that the first is by far the best.
    let errors: [&[_]; 1] = [&[Some(0.0), Some(30.0), Some(20.0), None]];
    let found = find(&corpus, &[("up", false, &up), ("errors", true, &errors)], 9);
    let list = &found.disagreements[0].segments;
    let seen: Vec<(usize, f64)> = list.iter().map(|one| (one.segment, one.spread)).collect();
    assert_eq!(seen[0], (0, 1.0));
    // The second is the worst of three and the second of four.
    assert_eq!(seen[1], (1, 1.0 / 3.0));
    assert_eq!(seen.len(), 3);
    assert_eq!(list[0].places[1], Place { id: "errors".into(), score: 0.0, place: 1.0 });
    let alone = find(&corpus, &[("up", false, &up)], 9);
    assert!(alone.disagreements[0].segments.is_empty());
}

#[test]
fn neither_the_order_of_systems_nor_the_threads_matter() {
    let lines: Vec<String> = (0..200).map(|n| (n % 90).to_string()).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let values: Vec<Vec<Option<f64>>> = (1..4)
        .map(|salt| (0..200).map(|n| (n % 11 > 0).then_some(f64::from(n * salt % 23))).collect())
        .collect();
    let on = |threads: usize, order: [usize; 3]| {
        let names = order.map(|n| ["b", "c", "a"][n]);
        let scores = order.map(|n| &values[n][..]);
        let others = order.map(|n| &values[(n + 1) % 3][..]);
        let corpus = corpus(&names, &lines, &[&lines[..]; 3]);
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| find(&corpus, &[("m", false, &scores), ("n", true, &others)], 10))
    };
    let first = on(1, [0, 1, 2]);
    assert_eq!(first, on(3, [2, 0, 1]));
    assert_eq!(first.pairs[0].a, "a");
    assert_eq!(first.pairs.len(), 6);
}

#[test]
fn nothing_one_and_equals_have_no_differences() {
    for count in 0..3 {
        let lines = &["1", "2"][..count];
        let corpus = corpus(&["a", "b"], lines, &[lines, lines]);
        let values = vec![Some(1.0); count];
        let scores: [&[_]; 2] = [&values, &values];
        let found = find(&corpus, &[("m", false, &scores), ("n", true, &scores)], 5);
        assert!(found.pairs.iter().all(|p| p.a_better.is_empty() && p.b_better.is_empty()));
        assert!(found.systems.iter().all(|s| s.worst.len() == count && s.best == s.worst));
        assert!(found.disagreements.iter().all(|system| system.segments.is_empty()));
    }
}
