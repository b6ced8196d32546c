use super::*;
use crate::analysis::measured::MetricRows;
use crate::corpus::{Document, Documents, ImportedScores, Parts};
use crate::metric::Calculator;
use crate::metric::imported::Imported;
use crate::metric::registry::calculator;
use crate::table::Table;
use crate::text::Stream;

const DOMAINS: [&str; 3] = ["sport", "news", "health"];

/// Sources and references of different lengths, in documents of four segments.
fn corpus(segments: usize) -> Corpus {
    let line = |word: &'static str| {
        move |n: usize| {
            let mut words = vec![word; n % 45];
            words.extend(["Moscow is in Russia.", "Then they left."].get(n % 5));
            words.join(" ")
        }
    };
    let mut documents = Documents::new();
    for n in 0..segments {
        let domain = Some(DOMAINS[n / 4 % 3]);
        documents.push(Document { name: &format!("d{}", n / 4), domain });
    }
    Corpus::new(Parts {
        source: Some((0..segments).map(line("word")).collect()),
        references: vec![(0..segments).map(line("كلمة")).collect()],
        documents: Some(documents),
        ..Parts::default()
    })
    .unwrap()
}

/// TER rows that differ between systems.
fn rows(segments: usize, salt: usize) -> Table {
    let mut table = Table::new(2);
    for n in 0..segments {
        table.push(&[((n * (salt + 3)) % 7 + salt) as f64, 12.0]);
    }
    table
}

fn ter() -> Calculator {
    calculator("ter").unwrap()
}

fn run(corpus: &Corpus, systems: &[(&str, &Table)], plan: &Plan) -> Vec<Grouping> {
    let names: Vec<String> = systems.iter().map(|(name, _)| (*name).to_owned()).collect();
    let ter = ter();
    let tables = systems.iter().map(|(_, table)| *table).collect();
    let measured = Measured::new(&names, vec![MetricRows { calculator: &ter, tables }]);
    buckets(corpus, &measured, plan).unwrap()
}

fn quick() -> Plan {
    Plan { samples: 50, trials: 100, ..Plan::default() }
}

#[test]
fn the_buckets_of_a_partition_add_up_to_the_whole() {
    let (corpus, table) = (corpus(203), rows(203, 1));
    let found = run(&corpus, &[("a", &table)], &quick());
    assert_eq!(found.iter().map(|grouping| grouping.by).collect::<Vec<_>>(), By::ALL);
    for grouping in found.iter().filter(|grouping| !grouping.overlapping) {
        let members = grouping.buckets.iter().flat_map(|bucket| bucket.members.iter().copied());
        let mut members: Vec<usize> = members.collect();
        members.sort_unstable();
        assert!(members.iter().copied().eq(0..203), "{:?}", grouping.by);
        // TER's rows are edits and lengths, the latter the same here.
        let weighted = grouping
            .buckets
            .iter()
            .map(|bucket| bucket.metrics[0].systems[0].value.unwrap() * bucket.segments as f64);
        let whole = ter().score(&table.sum());
        let mean = weighted.sum::<f64>() / 203.0;
        assert!((mean - whole).abs() < 1e-9, "{:?}: {mean} {whole}", grouping.by);
    }
}

#[test]
fn labels_are_in_their_natural_order() {
    let (corpus, table) = (corpus(120), rows(120, 1));
    let found = run(&corpus, &[("a", &table)], &quick());
    let labels = |by: By| -> Vec<&str> {
        let grouping = found.iter().find(|grouping| grouping.by == by).unwrap();
        grouping.buckets.iter().map(|bucket| bucket.label.as_str()).collect()
    };
    assert_eq!(labels(By::SourceLength), ["1–9", "10–19", "20–29", "30–39", "40–49"]);
    assert_eq!(labels(By::Domain), ["health", "news", "sport"]);
    assert_eq!(labels(By::Document)[9..11], ["d9", "d10"]);
    assert_eq!(labels(By::Names), ["0", "1", "2"]);
    assert_eq!(labels(By::EntityType)[0], "LOC");
}

#[test]
fn neither_the_order_of_systems_nor_the_threads_matter() {
    let corpus = corpus(150);
    let tables = [rows(150, 0), rows(150, 1), rows(150, 2)];
    let named: Vec<(&str, &Table)> = ["c", "a", "b"].into_iter().zip(&tables).collect();
    let on = |threads: usize, systems: &[(&str, &Table)]| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| run(&corpus, systems, &quick()))
    };
    let first = on(1, &named);
    assert_eq!(first, on(3, &named));
    assert_eq!(first, on(2, &[named[2], named[0], named[1]]));
    let pairs = &first[0].buckets[0].metrics[0].pairs;
    let names: Vec<[&str; 2]> = pairs.iter().map(|pair| [pair.a.as_str(), &pair.b]).collect();
    assert_eq!(names, [["a", "b"], ["a", "c"], ["b", "c"]]);
}

#[test]
fn very_few_segments_are_scored_and_not_tested() {
    for segments in 0..=2 {
        let (corpus, [a, b]) = (corpus(segments), [rows(segments, 0), rows(segments, 1)]);
        for grouping in run(&corpus, &[("a", &a), ("b", &b)], &quick()) {
            for bucket in &grouping.buckets {
                let scores = &bucket.metrics[0];
                assert!(scores.systems.iter().all(|score| score.value.is_some()));
                assert!(scores.systems.iter().all(|score| !score.reliable));
                let has_interval = scores.systems[0].interval.is_some();
                assert_eq!(has_interval, bucket.segments > 1);
                let pair = &scores.pairs[0];
                assert_eq!((pair.interval, pair.p, pair.p_adjusted), (None, None, None));
            }
        }
    }
}

#[test]
fn equal_systems_do_not_differ() {
    let (corpus, table) = (corpus(90), rows(90, 1));
    for grouping in run(&corpus, &[("a", &table), ("b", &table)], &quick()) {
        for pair in grouping.buckets.iter().flat_map(|bucket| &bucket.metrics[0].pairs) {
            assert_eq!(pair.difference, Some(0.0));
            assert!(pair.p.is_none_or(|p| p == 1.0) && pair.p == pair.p_adjusted);
        }
    }
}

#[test]
fn a_bucket_that_differs_is_found_and_adjusted() {
    let (segments, corpus) = (180, corpus(180));
    let good = rows(segments, 1);
    let mut bad = Table::new(2);
    for (row, document) in good.rows().zip(corpus.documents().unwrap().iter()) {
        let more = if document.domain == Some("news") { 3.0 } else { 0.0 };
        bad.push(&[row[0] + more, row[1]]);
    }
    let plan = Plan { by: vec![By::Domain], trials: 1000, ..quick() };
    let found = run(&corpus, &[("good", &good), ("bad", &bad)], &plan);
    let [health, news, _] = &found[0].buckets[..] else { panic!("three domains") };
    assert_eq!((news.unit, news.units, news.segments), (Unit::Document, 15, 60));
    let pair = &news.metrics[0].pairs[0];
    assert_eq!((pair.a.as_str(), pair.reliable), ("bad", true));
    assert!((pair.difference.unwrap() - 25.0).abs() < 1e-9);
    assert!(pair.interval.unwrap().low > 0.0);
    assert_eq!(pair.p_adjusted, pair.p.map(|p| 3.0 * p));
    assert!(pair.p_adjusted.unwrap() < 0.01);
    assert_eq!(health.metrics[0].pairs[0].p_adjusted, Some(1.0));
}

#[test]
fn a_baseline_is_compared_with_each() {
    let (corpus, tables) = (corpus(40), [rows(40, 0), rows(40, 1), rows(40, 2)]);
    let systems = [("a", &tables[0]), ("b", &tables[1]), ("c", &tables[2])];
    let plan = Plan { baseline: Some("b".into()), by: vec![By::Domain], ..quick() };
    let found = run(&corpus, &systems, &plan);
    let pairs = &found[0].buckets[0].metrics[0].pairs;
    let names: Vec<[&str; 2]> = pairs.iter().map(|pair| [pair.a.as_str(), &pair.b]).collect();
    assert_eq!(names, [["a", "b"], ["c", "b"]]);
}

#[test]
fn without_documents_and_source_there_are_lengths_and_scores() {
    let corpus = Corpus::new(Parts {
        references: vec![Stream::from_iter(["كلمة", "", "كلمة كلمة"])],
        ..Parts::default()
    })
    .unwrap();
    let found = run(&corpus, &[("a", &rows(3, 1))], &quick());
    let by: Vec<By> = found.iter().map(|grouping| grouping.by).collect();
    assert_eq!(by, [By::ReferenceLength, By::Score]);
    let labels: Vec<&str> = found[0].buckets.iter().map(|bucket| bucket.label.as_str()).collect();
    assert_eq!(labels, ["0", "1–9"]);
    assert_eq!(
        found[1].distribution.as_ref().unwrap().systems[0].segments.iter().sum::<usize>(),
        3
    );
}

#[test]
fn missing_scores_are_none_and_never_zero() {
    let comet =
        Imported::calculator(&ImportedScores { name: "comet".into(), ..Default::default() });
    let values: Vec<Option<f64>> = (0..40).map(|n| (n % 4 == 0).then_some(0.8)).collect();
    let table = Imported::table(&values);
    let systems = ["a".to_owned()];
    let rows = MetricRows { calculator: &comet, tables: vec![&table] };
    let measured = Measured::new(&systems, vec![rows]);
    let plan = Plan { by: vec![By::Domain, By::Score], ..quick() };
    let found = buckets(&corpus(40), &measured, &plan).unwrap();
    let labels: Vec<&str> = found[1].buckets.iter().map(|bucket| bucket.label.as_str()).collect();
    assert_eq!(labels, ["0–1", "none"]);
    let score = |bucket: &Bucket| bucket.metrics[0].systems[0].clone();
    let (some, none) = (score(&found[1].buckets[0]), score(&found[1].buckets[1]));
    assert_eq!((some.scored, none.scored, none.value, none.interval), (10, 0, None, None));
    assert!((some.value.unwrap() - 0.8).abs() < 1e-12);
    assert!(found[0].buckets.iter().all(|bucket| score(bucket).interval.is_none()));
    let json = serde_json::to_value(&found).unwrap();
    assert_eq!(json[1]["buckets"][1]["metrics"][0]["systems"][0]["value"], serde_json::Value::Null);
    assert_eq!(json[1]["by"], "score");
}

#[test]
fn a_metric_that_is_not_there_is_an_error() {
    let (names, ter, table) = (["a".to_owned()], ter(), rows(4, 0));
    let rows = MetricRows { calculator: &ter, tables: vec![&table] };
    let measured = Measured::new(&names, vec![rows]);
    let plan = Plan { score: Some("chrf".into()), ..quick() };
    let error = buckets(&corpus(4), &measured, &plan).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Setting);
    assert!(error.to_string().contains("no metric 'chrf'"), "{error}");
}
