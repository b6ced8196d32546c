//! Statistics, scores and signatures against sacreBLEU 2.6.0.
//!
//! The golden cases were made with sacreBLEU 2.6.0, numpy 2.4, CPython 3.11; their inputs and
//! options stand in the file. `tests/parity/compare.py` compares random text with the live package.

use mizan::corpus::{Corpus, Parts, System};
use mizan::evaluate::{Evaluation, Evaluator, Rows};
use mizan::metric::registry::calculator;
use mizan::text::Stream;
use serde_json::Value;

const CASES: &str = include_str!("golden/sacrebleu_corner_cases.jsonl");

#[test]
fn corner_cases_are_as_sacrebleu_has_them() {
    let mut compared = 0;
    let mut refused = 0;
    for case in CASES.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()) {
        let outcome = evaluate(&case);
        if case.get("mizan").is_some() {
            let error = outcome.expect_err(&format!("case {} is to be refused", case["id"]));
            assert!(!error.to_string().is_empty());
            refused += 1;
        } else {
            compare(&case, &outcome.unwrap());
            compared += 1;
        }
    }
    assert_eq!((compared, refused), (144, 11));
}

fn evaluate(case: &Value) -> mizan::Result<Evaluation> {
    let stream = |lines: &Value| {
        let mut stream = Stream::new();
        for line in lines.as_array().unwrap() {
            match line.as_str() {
                Some(text) => stream.push(text),
                None => stream.push_absent(),
            }
        }
        stream
    };
    let corpus = Corpus::new(Parts {
        references: case["refs"].as_array().unwrap().iter().map(stream).collect(),
        systems: vec![System { hypotheses: stream(&case["hyps"]), ..System::default() }],
        ..Parts::default()
    })?;
    let mut evaluator = Evaluator::new(vec![calculator(&settings(case))?], Rows::Summed);
    evaluator.add(&corpus)?;
    evaluator.finish()
}

/// The case's options in mizan's words.
fn settings(case: &Value) -> String {
    let mut words = Vec::new();
    let options = case["options"].as_object().unwrap();
    let smoothing_value = options.get("smooth_value").and_then(Value::as_f64);
    for (key, value) in options {
        let yes = |yes: &str, no: &str| {
            if value == true { yes.to_owned() } else { no.to_owned() }
        };
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        words.push(match key.as_str() {
            "tokenize" => format!("tok={text}"),
            "smooth_method" => match smoothing_value {
                Some(number) if text == "floor" || text == "add-k" => {
                    format!("smooth={text}[{number}]")
                }
                _ => format!("smooth={text}"),
            },
            "smooth_value" => continue,
            "effective_order" => format!("eff={}", yes("yes", "no")),
            "max_ngram_order" => format!("order={text}"),
            "lowercase" => format!("case={}", yes("lc", "mixed")),
            "char_order" => format!("nc={text}"),
            "word_order" => format!("nw={text}"),
            "beta" => format!("beta={text}"),
            "whitespace" => format!("space={}", yes("yes", "no")),
            "eps_smoothing" => format!("eff={}", yes("no", "yes")),
            "normalized" => format!("norm={}", yes("yes", "no")),
            "no_punct" => format!("punct={}", yes("no", "yes")),
            "asian_support" => format!("asian={}", yes("yes", "no")),
            "case_sensitive" => format!("case={}", yes("mixed", "lc")),
            other => panic!("case {}: option {other}", case["id"]),
        });
    }
    format!("{}:{}", case["metric"].as_str().unwrap().to_lowercase(), words.join(","))
}

fn compare(case: &Value, evaluation: &Evaluation) {
    let about = format!("case {}: {} {}", case["id"], case["note"], settings(case));
    let calculator = &evaluation.calculators()[0];
    let sum = evaluation.sum(0, 0);
    close(evaluation.score(0, 0), &case["score"], &about);
    assert_eq!(calculator.name(), case["name"].as_str().unwrap(), "{about}");
    // mizan names its own version, and two settings that sacreBLEU's signature leaves out.
    let with_version = |text: &Value| text.as_str().unwrap().replace("2.6.0", mizan::VERSION);
    let own = |text: String| {
        let foreign = ["order:1|", "order:6|", "beta:1|"];
        foreign.iter().fold(text, |text, word| text.replace(word, ""))
    };
    assert_eq!(own(evaluation.signature(0)), with_version(&case["signature"]), "{about}");
    let short = calculator.signature().with_references(evaluation.references()).short();
    assert_eq!(own(short), with_version(&case["signature_short"]), "{about}");
    match case["metric"].as_str().unwrap() {
        "BLEU" => compare_bleu(case, sum, &about, calculator),
        "chrF" => {
            // One row per segment in the file; their sum is the corpus's.
            let rows = case["segment_stats"].as_array().unwrap();
            for (column, value) in sum.iter().enumerate() {
                let expected: f64 = rows.iter().map(|row| row[column].as_f64().unwrap()).sum();
                assert_eq!(*value, expected, "{about}: column {column}");
            }
        }
        "TER" => {
            assert_eq!(sum[0], case["num_edits"].as_f64().unwrap(), "{about}");
            close(sum[1], &case["ref_length"], &about);
        }
        other => panic!("{about}: metric {other}"),
    }
}

fn compare_bleu(case: &Value, sum: &[f64], about: &str, calculator: &mizan::metric::Calculator) {
    assert_eq!(sum[0], case["sys_len"].as_f64().unwrap(), "{about}");
    assert_eq!(sum[1], case["ref_len"].as_f64().unwrap(), "{about}");
    let order = (sum.len() - 2) / 2;
    // sacreBLEU shows counts with add-k's k in them, from the second order on, unless nothing
    // matched at all; mizan's statistics are what was counted.
    let settings = settings(case);
    let nothing = sum[2..2 + order].iter().all(|&count| count == 0.0);
    let k = match settings.split("add-k").nth(1) {
        Some(_) if nothing => 0.0,
        Some(rest) if rest.starts_with('[') => {
            rest[1..].split(']').next().unwrap().parse().unwrap()
        }
        Some(_) => 1.0,
        None => 0.0,
    };
    for n in 0..order {
        let added = if n > 0 { k } else { 0.0 };
        assert_eq!(sum[2 + n] + added, case["counts"][n].as_f64().unwrap(), "{about}: order {n}");
        let total = sum[2 + order + n] + added;
        assert_eq!(total, case["totals"][n].as_f64().unwrap(), "{about}: order {n}");
    }
    let breakdown = calculator.breakdown(sum);
    for (n, (_, precision)) in breakdown[..order].iter().enumerate() {
        close(*precision, &case["precisions"][n], about);
    }
    close(breakdown[order].1, &case["bp"], about);
}

fn close(value: f64, expected: &Value, about: &str) {
    let expected = expected.as_f64().unwrap();
    assert!((value - expected).abs() <= 1e-9, "{about}: {value} is not {expected}");
}
