//! Histories of small records.

use std::path::Path;

use super::*;
use crate::ErrorKind;

const SIGNATURE: &str = "chrF2|nrefs:1|version:mizan-0.1.0";

/// An evaluation of one test set under chrF, with these scores by system.
pub(crate) fn record(scores: &[(&str, f64)], signature: &str, reference: &str) -> Record {
    let systems: Vec<_> = scores
        .iter()
        .map(|(name, value)| {
            serde_json::json!({"name": name, "scores": [{
                "id": "chrf", "metric": "chrf", "name": "chrF2", "value": value,
                "lower_is_better": false, "signature": "with resamples", "interval": null}]})
        })
        .collect();
    let testset = serde_json::json!({
        "name": "news", "inputs": [], "systems": [], "names": null, "warnings": [],
        "segments": [{"references": [reference]}],
        "metrics": [{"id": "chrf", "key": "chrf", "name": "chrF2", "lower_is_better": false,
            "signature": signature, "segment_signature": signature, "columns": [], "is_own": true}],
        "comparison": {"segments": 1, "unit": "segment", "units": 1, "seed": 1,
            "samples": {"bootstrap": 0, "randomization": 0}, "clusters": "holm",
            "systems": systems, "pairs": []},
        "analyses": crate::record::Analyses::default(),
    });
    let record = serde_json::json!({
        "schema": crate::record::SCHEMA, "mizan": "0.1.0", "name": "demo", "testsets": [testset]});
    serde_json::from_value(record).unwrap()
}

pub(crate) fn stamp(date: &str, commit: &str) -> Stamp {
    Stamp::new(date.parse().unwrap(), Some(commit), None).unwrap()
}

fn with_values(path: &Path, values: &[f64]) -> Vec<Score> {
    let mut history = History::open(path).unwrap();
    for (index, value) in values.iter().enumerate() {
        let stamp = stamp(&format!("2026-11-{:02}", index + 1), &format!("c{index}"));
        history.add(&record(&[("a", *value)], SIGNATURE, "r"), &stamp).unwrap();
    }
    history.scores().unwrap()
}

fn in_folder<T>(work: impl FnOnce(&Path) -> T) -> T {
    let folder = tempfile::tempdir().unwrap();
    work(&folder.path().join("history.sqlite"))
}

#[test]
fn what_is_added_comes_back_in_the_order_of_dates() {
    in_folder(|path| {
        let mut history = History::open(path).unwrap();
        for (date, value) in [("2026-11-02", 50.25), ("2026-11-01", 49.5)] {
            let made = record(&[("b", value), ("a", 0.1 + 0.2)], SIGNATURE, "r");
            assert_eq!(history.add(&made, &stamp(date, date)).unwrap(), Added::New(2));
        }
        drop(history);
        let scores = History::open_existing(path).unwrap().scores().unwrap();
        let values: Vec<f64> = scores.iter().map(|score| score.value).collect();
        assert_eq!(values, [0.1 + 0.2, 49.5, 0.1 + 0.2, 50.25]);
        assert_eq!(scores[1].stamp, stamp("2026-11-01", "2026-11-01"));
        assert_eq!((scores[1].signature.as_str(), scores[1].is_own), (SIGNATURE, true));
    });
}

#[test]
fn the_same_evaluation_is_added_once_for_each_commit_and_label() {
    in_folder(|path| {
        let mut history = History::open(path).unwrap();
        let made = record(&[("a", 50.0)], SIGNATURE, "r");
        let date: Date = "2026-11-01".parse().unwrap();
        let later: Date = "2026-11-09".parse().unwrap();
        for (stamp, added) in [
            (Stamp::new(date, None, None), Added::New(1)),
            (Stamp::new(later, None, None), Added::Known),
            (Stamp::new(date, Some("c"), None), Added::New(1)),
            (Stamp::new(date, Some("c"), Some("l")), Added::New(1)),
            (Stamp::new(date, Some("c"), Some("l")), Added::Known),
        ] {
            assert_eq!(history.add(&made, &stamp.unwrap()).unwrap(), added);
        }
        assert_eq!(history.scores().unwrap().len(), 3);
    });
}

#[test]
fn writers_at_the_same_time_lose_nothing() {
    const WRITERS: usize = 8;
    const RUNS: usize = 6;
    in_folder(|path| {
        std::thread::scope(|scope| {
            for writer in 0..WRITERS {
                scope.spawn(move || {
                    for run in 0..RUNS {
                        // Each opens the file anew, as programs do; the first ones make it.
                        let mut history = History::open(path).unwrap();
                        let stamp = stamp("2026-11-01", &format!("{writer}-{run}"));
                        let made = record(&[("a", 50.0), ("b", 40.0)], SIGNATURE, "r");
                        assert_eq!(history.add(&made, &stamp).unwrap(), Added::New(2));
                    }
                });
            }
        });
        let scores = History::open_existing(path).unwrap().scores().unwrap();
        assert_eq!(scores.len(), WRITERS * RUNS * 2);
    });
}

#[test]
fn files_that_are_no_history_are_refused_and_left_as_they_are() {
    in_folder(|path| {
        let refused = |expected: &str| {
            let before = std::fs::read(path).unwrap();
            for error in
                [History::open(path).unwrap_err(), History::open_existing(path).unwrap_err()]
            {
                assert_eq!(error.kind(), ErrorKind::Input, "{error}");
                assert!(error.to_string().contains(expected), "{error}");
            }
            assert_eq!(std::fs::read(path).unwrap(), before);
        };
        std::fs::write(path, "source,target\nBaku,باكو\n".repeat(100)).unwrap();
        refused("is no history: not an SQLite file");
        std::fs::remove_file(path).unwrap();
        let other = rusqlite::Connection::open(path).unwrap();
        other.execute_batch("CREATE TABLE plants (name TEXT)").unwrap();
        drop(other);
        refused("SQLite file of another program");
        std::fs::remove_file(path).unwrap();
        with_values(path, &[50.0]);
        let newer = rusqlite::Connection::open(path).unwrap();
        newer.pragma_update(None, "user_version", 7).unwrap();
        drop(newer);
        refused("has version 7 of the tables, expected 1");
    });
}

#[test]
fn a_damaged_file_is_refused() {
    in_folder(|path| {
        with_values(path, &[50.0, 51.0, 52.0]);
        let whole = std::fs::read(path).unwrap();
        let mut torn = whole.clone();
        torn[4096..5000].fill(0xAA);
        for bytes in [&whole[..whole.len() / 2], &torn] {
            std::fs::write(path, bytes).unwrap();
            let error = History::open(path).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Input, "{error}");
            assert!(error.to_string().contains("is damaged"), "{error}");
        }
    });
}

#[test]
fn no_file_an_empty_file_and_an_evaluation_without_scores_have_nothing() {
    in_folder(|path| {
        let kind = |error: Error| error.kind();
        assert_eq!(kind(History::open_existing(path).unwrap_err()), ErrorKind::Nothing);
        std::fs::write(path, "").unwrap();
        assert!(History::open_existing(path).unwrap().scores().unwrap().is_empty());
        assert_eq!(kind(Filter::default().of(Vec::new()).unwrap_err()), ErrorKind::Nothing);
        let mut history = History::open(path).unwrap();
        let none = record(&[], SIGNATURE, "r");
        let added = history.add(&none, &stamp("2026-11-01", "c"));
        assert_eq!(kind(added.unwrap_err()), ErrorKind::Nothing);
        assert_eq!(kind(History::open(path.parent().unwrap()).unwrap_err()), ErrorKind::Io);
    });
}

#[test]
fn the_first_fall_is_against_the_run_before_and_by_more_than_is_allowed() {
    let mut scores = in_folder(|path| with_values(path, &[50.0, 49.5, 51.0, 50.0, 48.0]));
    let fall = |scores: &[Score], by: f64| {
        series(scores)[0].first_fall(by).map(|fall| (fall.from.value, fall.to.value))
    };
    assert_eq!(fall(&scores, 0.0), Some((50.0, 49.5)));
    assert_eq!(fall(&scores, 0.5), Some((51.0, 50.0)));
    assert_eq!(fall(&scores, 1.0), Some((50.0, 48.0)));
    assert_eq!(fall(&scores, 2.0), None);
    assert_eq!(best(series(&scores)[0].stretches()[0]).unwrap().value, 51.0);
    for score in &mut scores {
        score.lower_is_better = true;
    }
    assert_eq!(fall(&scores, 0.0), Some((49.5, 51.0)));
    assert_eq!(best(series(&scores)[0].stretches()[0]).unwrap().value, 48.0);
}

#[test]
fn other_signatures_and_other_texts_are_not_compared() {
    in_folder(|path| {
        let mut history = History::open(path).unwrap();
        for (day, value, signature, reference) in [
            (1, 50.0, SIGNATURE, "r"),
            (2, 40.0, "another", "r"),
            (3, 30.0, "another", "other"),
            (4, 29.0, "another", "other"),
        ] {
            let stamp = stamp(&format!("2026-11-0{day}"), "c");
            history.add(&record(&[("a", value)], signature, reference), &stamp).unwrap();
        }
        let scores = history.scores().unwrap();
        let found = series(&scores);
        let breaks: Vec<Break> = found[0].breaks().into_iter().map(|(of, _)| of).collect();
        assert_eq!(breaks, [Break::Signature, Break::Texts]);
        assert_eq!(found[0].first_fall(0.0).unwrap().to.value, 29.0);
        assert_eq!(found[0].first_fall(1.0), None);
    });
}

#[test]
fn unknown_names_are_refused_with_a_suggestion() {
    let scores = in_folder(|path| with_values(path, &[50.0]));
    let filter = Filter { metric: Some("chfr".to_owned()), ..Filter::default() };
    let error = filter.of(scores.clone()).unwrap_err();
    assert!(error.to_string().contains("did you mean 'chrf'?"), "{error}");
    let filter = Filter { label: Some("nightly".to_owned()), ..Filter::default() };
    assert_eq!(filter.of(scores).unwrap_err().kind(), ErrorKind::Setting);
}

#[test]
fn commits_and_labels_are_words() {
    let date: Date = "2026-11-01".parse().unwrap();
    for (commit, label) in
        [(Some(""), None), (Some("a b"), None), (None, Some(" ")), (None, Some("a\nb"))]
    {
        assert!(Stamp::new(date, commit, label).is_err(), "{commit:?} {label:?}");
    }
    let stamp = Stamp::new(date, Some(&"a1".repeat(20)), Some("main line")).unwrap();
    assert_eq!(stamp.to_string(), "2026-11-01 a1a1a1a1a1 main line");
}

#[test]
fn a_trend_has_a_line_for_each_system_and_its_numbers_in_words() {
    in_folder(|path| {
        let mut history = History::open(path).unwrap();
        for (day, values, signature) in
            [(1, [50.0, 40.0], SIGNATURE), (2, [51.0, 42.0], SIGNATURE), (3, [30.0, 20.0], "x")]
        {
            let made = record(&[("<a>", values[0]), ("نظام", values[1])], signature, "r");
            history.add(&made, &stamp(&format!("2026-11-0{day}"), "c")).unwrap();
        }
        let scores = history.scores().unwrap();
        let chart = crate::report::chart::trend(&series(&scores)).unwrap();
        assert_eq!(chart.name, "trend-chrf");
        let said = "<a>: 2026-11-01 c 50.00, 2026-11-02 c 51.00, 2026-11-03 c 30.00 (the signature changed); best 30.00.";
        assert!(chart.description.contains(said), "{}", chart.description);
        for part in ["mz-l0\"", "mz-l1\"", ".mz-l1{", "mz-f1\"", "class=\"mz-rule\"", "&lt;a&gt;"] {
            assert!(chart.svg.contains(part), "{part}");
        }
        let png = crate::report::chart::png(&chart.svg, 1.0);
        assert!(png.is_ok());
        assert!(crate::report::chart::trend(&[]).is_none());
    });
}
