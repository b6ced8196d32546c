//! Times mizan's library and sacrebleu-rs on the same text, in turns, on one thread.
//!
//! `peer METRIC ROUNDS TOOLS REFERENCE HYPOTHESIS…` prints a line for each round and tool:
//! tool, microseconds a segment, then the corpus score of each hypothesis file. The tool `decode`
//! only walks over the characters of both strings: the yardstick.

use std::time::Instant;

use mizan::corpus::{Corpus, Parts, System};
use mizan::metric::registry::calculator;
use mizan::table::add;
use mizan::text::Stream;
use sacrebleu_rs::{Bleu, Chrf, Ter};

/// One system's lines in the form that each tool takes.
struct Pair {
    corpus: Corpus,
    hypothesis: Vec<String>,
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let mut next = || arguments.next().expect("METRIC ROUNDS TOOLS REFERENCE HYPOTHESIS…");
    let (metric, rounds, tools, reference) = (next(), next(), next(), next());
    let rounds: usize = rounds.parse().expect("a number of rounds");
    let reference = lines(&reference);
    let pairs: Vec<Pair> = arguments.map(|path| pair(&reference, &path)).collect();
    let references = [reference];
    let segments = (references[0].len() * pairs.len()) as f64;
    for _ in 0..rounds {
        for tool in tools.split(',') {
            let started = Instant::now();
            let scores: Vec<f64> = match tool {
                "decode" => pairs.iter().map(decode).collect(),
                "mizan" => pairs.iter().map(|pair| mizan(&metric, pair)).collect(),
                "sacrebleu-rs" => pairs
                    .iter()
                    .map(|pair| sacrebleu_rs(&metric, &pair.hypothesis, &references))
                    .collect(),
                _ => panic!("tools are decode, mizan and sacrebleu-rs"),
            };
            let microseconds = started.elapsed().as_secs_f64() * 1e6 / segments;
            let scores: Vec<String> = scores.iter().map(f64::to_string).collect();
            println!("{tool}\t{microseconds}\t{}", scores.join("\t"));
        }
    }
}

fn lines(path: &str) -> Vec<String> {
    let text = std::fs::read_to_string(path).expect("a file of text");
    text.lines().map(|line| line.trim_end().to_owned()).collect()
}

fn pair(reference: &[String], path: &str) -> Pair {
    let hypothesis = lines(path);
    let system = System {
        name: path.to_owned(),
        hypotheses: Stream::from_iter(&hypothesis),
        ..System::default()
    };
    let parts = Parts {
        references: vec![Stream::from_iter(reference)],
        systems: vec![system],
        ..Parts::default()
    };
    let corpus = Corpus::new(parts).expect("as many hypotheses as references");
    Pair { corpus, hypothesis }
}

fn decode(pair: &Pair) -> f64 {
    let mut sum = 0;
    for index in 0..pair.corpus.len() {
        let hypothesis = pair.corpus.systems()[0].hypotheses.get(index);
        let references = pair.corpus.segment(index).references();
        for text in references.chain(hypothesis) {
            for character in text.chars() {
                sum += character as usize;
            }
        }
    }
    sum as f64
}

fn mizan(metric: &str, pair: &Pair) -> f64 {
    let calculator = calculator(metric).expect("a metric of mizan");
    let mut worker = calculator.fit(&pair.corpus).worker();
    let mut row = vec![0.0; calculator.columns().len()];
    let mut sum = row.clone();
    for index in 0..pair.corpus.len() {
        worker.prepare(pair.corpus.segment(index));
        let hypothesis = pair.corpus.systems()[0].hypotheses.get(index);
        worker.measure(hypothesis.expect("every line is there"), &mut row);
        add(&mut sum, &row);
    }
    calculator.score(&sum)
}

fn sacrebleu_rs(metric: &str, hypothesis: &[String], references: &[Vec<String>]) -> f64 {
    match metric {
        "bleu" => Bleu::default().corpus_score(hypothesis, references).score,
        "chrf" => Chrf::default().corpus_score(hypothesis, references).score,
        "chrf++" => {
            let chrf = Chrf { word_order: 2, ..Chrf::default() };
            chrf.corpus_score(hypothesis, references).score
        }
        "ter" => Ter::default().corpus_score(hypothesis, references).score,
        _ => panic!("metrics are bleu, chrf, chrf++ and ter"),
    }
}
