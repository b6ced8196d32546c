//! Laws: what holds for any text, not only for those that somebody thought of.

use std::process::Command;

use mizan::corpus::{Corpus, Parts, Plan, System, open};
use mizan::evaluate::{Evaluation, Evaluator, Rows};
use mizan::metric::registry::calculator;
use mizan::text::Stream;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::RngSeed;

const METRICS: [&str; 8] = [
    "bleu",
    "bleu:smooth=add-k,tok=intl",
    "bleu:case=lc,tok=char",
    "chrf",
    "chrf:nw=2",
    "chrf:space=yes,case=lc",
    "ter",
    "ter:norm=yes,asian=yes,punct=no",
];

const USUAL: [&str; 13] =
    ["باكو", "وصل", "إلى", "في", "the", "The", "a", "1.5", "١٬٠٠٠", "،", ".", "(", "北京"];

/// The same cases on every machine.
fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        rng_seed: RngSeed::Fixed(20_26),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// Words that meet again and again, words in between, and anything else.
fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => select(&USUAL[..]).prop_map(str::to_owned),
        2 => "[اأبةتوىي]{1,6}[،.؟]?",
        1 => "[^\\p{C}\\p{Z}]{1,5}",
    ]
}

fn text(least: usize) -> impl Strategy<Value = String> {
    vec(word(), least..12).prop_map(|words| words.join(" "))
}

/// A reference and what two systems made of it, at random near to it or far from it.
fn segment(least: usize) -> impl Strategy<Value = [String; 3]> {
    let edited = |reference: String| {
        (vec((0..12_usize, word()), 0..4), any::<bool>()).prop_map(move |(edits, is_turned)| {
            let mut words: Vec<&str> = reference.split(' ').collect();
            for (at, word) in &edits {
                let at = at % words.len().max(1);
                words.splice(at..(at + 1).min(words.len()), [word.as_str()]);
            }
            if is_turned {
                words.rotate_left(1);
            }
            words.join(" ")
        })
    };
    text(least).prop_flat_map(move |reference| {
        let near = edited(reference.clone());
        (Just(reference), near, text(least))
            .prop_map(|(reference, near, far)| [reference, near, far])
    })
}

fn segments(least: usize) -> impl Strategy<Value = Vec<[String; 3]>> {
    vec(segment(least), 1..10)
}

fn corpus(segments: &[[String; 3]]) -> Corpus {
    let stream =
        |column: usize| segments.iter().map(|segment| segment[column].as_str()).collect::<Stream>();
    let system = |name: &str, column| System {
        name: name.to_owned(),
        hypotheses: stream(column),
        ..System::default()
    };
    let systems = vec![system("near", 1), system("far", 2), system("same", 0)];
    Corpus::new(Parts { references: vec![stream(0)], systems, ..Parts::default() }).unwrap()
}

fn evaluate(chunks: &[Corpus]) -> Evaluation {
    let calculators = METRICS.map(|metric| calculator(metric).unwrap());
    let mut evaluator = Evaluator::new(calculators.into(), Rows::Kept);
    for chunk in chunks {
        evaluator.add(chunk).unwrap();
    }
    evaluator.finish().unwrap()
}

/// Every corpus score, metric by metric.
fn scores(evaluation: &Evaluation) -> Vec<f64> {
    let pairs = (0..METRICS.len()).flat_map(|metric| (0..3).map(move |system| (metric, system)));
    pairs.map(|(metric, system)| evaluation.score(metric, system)).collect()
}

/// How far a score is from the worst, in points: higher is better.
fn points(metric: usize, score: f64) -> f64 {
    if METRICS[metric].starts_with("ter") { -score } else { score }
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn the_whole_is_the_sum_of_its_parts(segments in segments(0), cut in 0..10_usize) {
        let cut = cut.min(segments.len());
        let parts = [&segments[..cut], &segments[cut..]];
        let parts: Vec<Corpus> =
            parts.iter().filter(|part| !part.is_empty()).map(|part| corpus(part)).collect();
        let (whole, cut) = (evaluate(&[corpus(&segments)]), evaluate(&parts));
        for metric in 0..METRICS.len() {
            for system in 0..3 {
                let rows = |evaluation: &Evaluation| evaluation.table(metric, system).unwrap().clone();
                prop_assert_eq!(rows(&whole), rows(&cut));
                prop_assert_eq!(rows(&whole).sum(), whole.sum(metric, system));
                // Parts measured apart, each for itself.
                let alone = parts.iter().map(|part| evaluate(std::slice::from_ref(part)));
                let mut sum = vec![0.0; whole.sum(metric, system).len()];
                for part in alone {
                    mizan::table::add(&mut sum, part.sum(metric, system));
                }
                prop_assert_eq!(&sum, whole.sum(metric, system));
            }
        }
    }

    #[test]
    fn the_order_of_segments_and_systems_does_not_matter(
        (one, other) in segments(0).prop_flat_map(|s| (Just(s.clone()), Just(s).prop_shuffle())),
    ) {
        let (one, other) = (evaluate(&[corpus(&one)]), evaluate(&[corpus(&other)]));
        prop_assert_eq!(scores(&one), scores(&other));
    }

    // From four words on: a text without 4-grams has a BLEU of 0, even beside itself.
    #[test]
    fn nothing_is_better_than_the_reference_itself(segments in segments(4)) {
        let evaluation = evaluate(&[corpus(&segments)]);
        for (metric, name) in METRICS.iter().enumerate() {
            let of = |system| points(metric, evaluation.score(metric, system));
            prop_assert!(of(2) >= of(0).max(of(1)), "{}: {} {} {}", name, of(0), of(1), of(2));
        }
    }

    #[test]
    fn a_segment_more_that_is_right_lowers_nothing(segments in segments(1), right in text(4)) {
        let mut more = segments.clone();
        more.push([right.clone(), right.clone(), right]);
        let (before, after) = (evaluate(&[corpus(&segments)]), evaluate(&[corpus(&more)]));
        for (metric, name) in METRICS.iter().enumerate() {
            for system in 0..3 {
                let of = |evaluation: &Evaluation| points(metric, evaluation.score(metric, system));
                prop_assert!(
                    of(&after) >= of(&before) - 1e-9,
                    "{}: {} after {}", name, of(&after), of(&before)
                );
            }
        }
    }

    #[test]
    fn what_was_written_is_read_again(
        texts in vec(("[^\\p{C}\\p{Z}]\\PC{0,20}[^\\p{C}\\p{Z}]", "[^\\p{C}\\p{Z}][\\PC\n]{0,20}[^\\p{C}\\p{Z}]"), 1..6),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let mut lines = String::new();
        let mut table = csv::Writer::from_path(folder.path().join("texts.csv")).unwrap();
        table.write_record(["reference", "hypothesis"]).unwrap();
        for (one, two) in &texts {
            lines += &format!("{}\n", serde_json::json!({"reference": one, "hypothesis": two}));
            table.write_record([one, two]).unwrap();
        }
        table.flush().unwrap();
        std::fs::write(folder.path().join("texts.jsonl"), lines).unwrap();
        for name in ["texts.jsonl", "texts.csv"] {
            let path = folder.path().join(name);
            let plan = Plan { references: vec![path.clone()], systems: vec![path.into()], ..Plan::default() };
            let corpus = open(&plan).unwrap().read_all().unwrap();
            let read = corpus.references()[0].iter().zip(corpus.systems()[0].hypotheses.iter());
            let read: Vec<_> = read.map(|(one, two)| (one.unwrap().to_owned(), two.unwrap().to_owned())).collect();
            prop_assert_eq!(&read, &texts, "{}", name);
        }
    }
}

/// What a command prints and writes, with this number of threads and this environment.
fn printed(arguments: &str, threads: &str, environment: &[(&str, &str)]) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_mizan"));
    let out = folder.path().join("out").display().to_string();
    command.args(arguments.split(' ').map(|word| if word == "OUT" { &out } else { word }));
    command.args(["-j", threads]).env_remove("LC_ALL").env_remove("TZ");
    let done = command.envs(environment.iter().copied()).output().unwrap();
    assert!(matches!(done.status.code(), Some(0 | 1)), "{}", String::from_utf8_lossy(&done.stderr));
    let mut bytes = String::from_utf8(done.stdout).unwrap().replace(&out, "OUT").into_bytes();
    let mut files: Vec<_> = walk(&folder.path().join("out"));
    files.sort();
    for file in files {
        bytes.extend(std::fs::read(file).unwrap());
    }
    bytes
}

fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .flat_map(|entry| match entry.path() {
            path if path.is_dir() => walk(&path),
            path => vec![path],
        })
        .collect()
}

#[test]
fn threads_locale_and_time_zone_change_no_byte() {
    let texts = "corpora/demo/reference.ar -s corpora/demo/source.fr -i corpora/demo/systems/alif.ar \
        corpora/demo/systems/baa.ar corpora/demo/systems/taa.ar";
    let commands = [
        format!("score {texts} -m bleu chrf ter entity --ci --format json"),
        format!("compare {texts} --samples 200 --trials 200"),
        format!("entities {texts} --all"),
        "check corpora/demo/systems/taa.ar -s corpora/demo/source.fr --format csv".to_owned(),
        "run corpora/demo --fresh --samples 100 --trials 100 -o OUT".to_owned(),
    ];
    for command in commands {
        let expected = printed(&command, "1", &[("LC_ALL", "C"), ("TZ", "UTC")]);
        assert!(!expected.is_empty());
        for (threads, locale, zone) in
            [("2", "tr_TR.UTF-8", "Asia/Kathmandu"), ("5", "ar_EG.UTF-8", "America/St_Johns")]
        {
            let environment = [("LC_ALL", locale), ("LANG", locale), ("TZ", zone)];
            assert!(printed(&command, threads, &environment) == expected, "{command}");
        }
    }
}
