//! How the cost grows with segments, their length, systems and threads:
//! `cargo bench growth`. What came out is in docs/performance.md.
//!
//! The throughput is in segment pairs (in segments of the original length where the length
//! grows): it stays the same where the cost is linear.

use divan::Bencher;
use divan::counter::ItemsCount;
use mizan::corpus::Corpus;
use mizan::evaluate::{Evaluator, Rows};
use mizan::metric::registry::calculator;

use crate::text::Text;

/// Segments that are measured at a time, as `mizan score` does.
const CHUNK: usize = 1000;
/// Segments of which longer ones are made.
const LENGTHENED: usize = 960;

/// Chunk by chunk, BLEU and chrF.
#[divan::bench(args = [1_000, 10_000, 100_000], max_time = 5)]
fn segments(bencher: Bencher<'_, '_>, count: usize) {
    let text = Text::load();
    let chunks = text.chunks(CHUNK, 10);
    bencher.counter(ItemsCount::new(count)).bench_local(|| {
        on_threads(1, || {
            let chunks = chunks.iter().cycle().take(count / CHUNK);
            evaluate(&["bleu", "chrf"], chunks)
        })
    });
}

const TIMES: [usize; 6] = [1, 2, 4, 8, 16, 32];

/// Segments as long as so many, BLEU.
#[divan::bench(args = TIMES, max_time = 2)]
fn length_bleu(bencher: Bencher<'_, '_>, times: usize) {
    length(bencher, "bleu", times);
}

/// Segments as long as so many, chrF.
#[divan::bench(args = TIMES, max_time = 2)]
fn length_chrf(bencher: Bencher<'_, '_>, times: usize) {
    length(bencher, "chrf", times);
}

/// Segments as long as so many, TER.
#[divan::bench(args = TIMES, max_time = 2)]
fn length_ter(bencher: Bencher<'_, '_>, times: usize) {
    length(bencher, "ter", times);
}

fn length(bencher: Bencher<'_, '_>, metric: &str, times: usize) {
    let corpus = Text::load().joined(LENGTHENED / times, times);
    bencher
        .counter(ItemsCount::new(LENGTHENED))
        .bench_local(|| on_threads(1, || evaluate(&[metric], [&corpus])));
}

/// Systems that share their references, BLEU and chrF.
#[divan::bench(args = [1, 2, 4, 8, 16], max_time = 2)]
fn systems(bencher: Bencher<'_, '_>, count: usize) {
    let corpus = Text::load().corpus(CHUNK, count);
    bencher
        .counter(ItemsCount::new(CHUNK * count))
        .bench_local(|| on_threads(1, || evaluate(&["bleu", "chrf"], [&corpus])));
}

/// Threads, BLEU and chrF.
#[divan::bench(args = [1, 2], max_time = 4)]
fn threads(bencher: Bencher<'_, '_>, count: usize) {
    let corpus = Text::load().corpus(20 * CHUNK, 1);
    bencher
        .counter(ItemsCount::new(20 * CHUNK))
        .bench_local(|| on_threads(count, || evaluate(&["bleu", "chrf"], [&corpus])));
}

fn on_threads<T: Send>(count: usize, work: impl FnOnce() -> T + Send) -> T {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(count).build();
    pool.expect("a pool of threads").install(work)
}

fn evaluate<'a>(metrics: &[&str], chunks: impl IntoIterator<Item = &'a Corpus>) -> f64 {
    let calculators = metrics.iter().map(|metric| calculator(metric).expect("a metric"));
    let mut evaluator = Evaluator::new(calculators.collect(), Rows::Summed);
    for chunk in chunks {
        evaluator.add(chunk).expect("a corpus with references");
    }
    evaluator.finish().expect("segments").score(0, 0)
}
