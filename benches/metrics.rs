//! What each metric costs, on one thread: `cargo bench metrics`.
//!
//! The throughput is in segment pairs: a second divided by it is the cost of a pair.

use divan::Bencher;
use divan::counter::ItemsCount;
use mizan::corpus::Corpus;
use mizan::metric::registry::calculator;

use crate::text::Text;

const METRICS: [&str; 4] = ["bleu", "chrf", "chrf++", "ter"];
const SEGMENTS: usize = 990;

/// The yardstick: walks over the characters of both strings and does nothing else.
#[divan::bench]
fn decode(bencher: Bencher<'_, '_>) {
    let corpus = Text::load().corpus(SEGMENTS, 1);
    bencher.counter(ItemsCount::new(SEGMENTS)).bench(|| {
        let mut sum = 0;
        for index in 0..corpus.len() {
            let hypothesis = corpus.systems()[0].hypotheses.get(index);
            for text in corpus.segment(index).references().chain(hypothesis) {
                for character in text.chars() {
                    sum += character as usize;
                }
            }
        }
        sum
    });
}

/// One hypothesis for each reference.
#[divan::bench(args = METRICS)]
fn pair(bencher: Bencher<'_, '_>, metric: &str) {
    measure(bencher, metric, &Text::load().corpus(SEGMENTS, 1));
}

/// Seven hypotheses for each reference, which is prepared once.
#[divan::bench(args = METRICS)]
fn seven_systems(bencher: Bencher<'_, '_>, metric: &str) {
    measure(bencher, metric, &Text::load().corpus(SEGMENTS, 7));
}

fn measure(bencher: Bencher<'_, '_>, metric: &str, corpus: &Corpus) {
    let calculator = calculator(metric).expect("a metric");
    let mut worker = calculator.fit(corpus).worker();
    let mut row = vec![0.0; calculator.columns().len()];
    let pairs = corpus.len() * corpus.systems().len();
    bencher.counter(ItemsCount::new(pairs)).bench_local(|| {
        for index in 0..corpus.len() {
            worker.prepare(corpus.segment(index));
            for system in corpus.systems() {
                let hypothesis = system.hypotheses.get(index).unwrap_or_default();
                worker.measure(hypothesis, &mut row);
            }
        }
        row[0]
    });
}
