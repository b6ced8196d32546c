//! Bootstrap: how a score would vary over other test sets of the same kind.
//!
//! A resample draws as many segments, or documents, as there are, with replacement (Efron 1979;
//! Koehn 2004 for translation), and its score is the score of the sum of the drawn rows. All
//! systems and metrics share the draws, so that differences between systems are paired.

use std::ops::Range;

use rayon::prelude::*;

use crate::metric::{Calculator, Precision};
use crate::statistics::interval::{pairwise_mean, round};
use crate::statistics::random::Random;
use crate::table::{Table, add};

/// The rows of one system under one metric, one per unit that is drawn.
#[derive(Debug, Clone, Copy)]
pub struct Scored<'a> {
    /// What makes a score of a sum of rows.
    pub calculator: &'a Calculator,
    /// The rows.
    pub rows: &'a Table,
}

/// Resamples whose counts are in memory at a time.
const SAMPLES_AT_ONCE: usize = 64;
/// Resamples summed in one walk over the rows, so that a large table is not read for each.
const SAMPLES_PER_WALK: usize = 8;
/// Rows that stay in the processor's cache while their columns are walked.
const UNITS_AT_ONCE: usize = 64;

/// The scores of `samples` resamples, for each of the tables, which are equally long.
///
/// The draws are those of sacreBLEU for the seed, and so is the arithmetic; the result does not
/// depend on the number of threads.
///
/// # Panics
///
/// When the tables are not equally long.
///
/// # Examples
///
/// ```
/// use mizan::metric::registry::calculator;
/// use mizan::statistics::bootstrap::{Scored, bootstrap};
/// use mizan::table::Table;
///
/// let ter = calculator("ter")?;
/// let mut rows = Table::new(2);
/// rows.push(&[1.0, 10.0]);
/// rows.push(&[3.0, 10.0]);
/// let scores = bootstrap(&[Scored { calculator: &ter, rows: &rows }], 100, 12345);
/// assert!(scores[0].iter().all(|score| [10.0, 20.0, 30.0].contains(&score.round())));
/// # Ok::<(), mizan::Error>(())
/// ```
pub fn bootstrap(scored: &[Scored<'_>], samples: usize, seed: u64) -> Vec<Vec<f64>> {
    let tables: Vec<&Table> = scored.iter().map(|one| one.rows).collect();
    resample(&tables, samples, seed, |table, sum| scored[table].calculator.resampled_score(sum))
}

/// What `score` makes of the sums of `samples` resamples, for each of the tables, which are equally
/// long; it is given the table's index and a sum. The draws are those of [`bootstrap`].
///
/// # Panics
///
/// When the tables are not equally long.
pub fn resample(
    tables: &[&Table],
    samples: usize,
    seed: u64,
    score: impl Fn(usize, &[f64]) -> f64 + Sync,
) -> Vec<Vec<f64>> {
    let units = tables.first().map_or(0, |first| first.len());
    assert!(tables.iter().all(|table| table.len() == units), "all tables have the same rows");
    let mut scores = vec![vec![0.0; samples]; tables.len()];
    let mut random = Random::new(seed);
    let mut counts = Vec::new();
    for first in (0..samples).step_by(SAMPLES_AT_ONCE) {
        let drawn = SAMPLES_AT_ONCE.min(samples - first);
        counts.clear();
        counts.resize(drawn * units, 0);
        for counts in counts.chunks_exact_mut(units.max(1)) {
            draw(&mut random, counts);
        }
        let tasks: Vec<(usize, usize, &mut [f64])> = scores
            .iter_mut()
            .enumerate()
            .flat_map(|(table, scores)| {
                let walks = scores[first..first + drawn].chunks_mut(SAMPLES_PER_WALK).enumerate();
                walks.map(move |(walk, scores)| (table, walk * SAMPLES_PER_WALK, scores))
            })
            .collect();
        tasks.into_par_iter().for_each(|(table, from, scores)| {
            let counts = &counts[from * units..(from + scores.len()) * units];
            let sums = sums(tables[table], counts);
            for (value, sum) in scores.iter_mut().zip(sums.chunks_exact(tables[table].width())) {
                *value = score(table, sum);
            }
        });
    }
    scores
}

/// Counts how often each unit is drawn in one resample.
fn draw(random: &mut Random, counts: &mut [u16]) {
    let units = u32::try_from(counts.len()).unwrap_or(u32::MAX);
    for _ in 0..counts.len() {
        let count = &mut counts[random.below(units) as usize];
        *count = count.saturating_add(1);
    }
}

/// The sums of the resamples whose counts follow one another in `counts`, at most
/// [`SAMPLES_PER_WALK`] of them.
fn sums(rows: &Table, counts: &[u16]) -> Vec<f64> {
    let width = rows.width();
    let units = rows.len();
    let mut sums = vec![0.0; SAMPLES_PER_WALK * width];
    for first in (0..units).step_by(UNITS_AT_ONCE) {
        let block = first..units.min(first + UNITS_AT_ONCE);
        let mut weights = [[0.0; SAMPLES_PER_WALK]; UNITS_AT_ONCE];
        for (sample, counts) in counts.chunks_exact(units.max(1)).enumerate() {
            for (weights, &count) in weights.iter_mut().zip(&counts[block.clone()]) {
                weights[sample] = f64::from(count);
            }
        }
        for column in (0..width - width % 2).step_by(2) {
            add_columns::<2>(rows, block.clone(), &weights, column, &mut sums);
        }
        if width % 2 == 1 {
            add_columns::<1>(rows, block, &weights, width - 1, &mut sums);
        }
    }
    sums
}

/// Adds some columns of a block of rows, times how often each is drawn, to the sums of the samples.
/// Two columns of eight samples are as many numbers as a processor has registers for.
fn add_columns<const COLUMNS: usize>(
    rows: &Table,
    block: Range<usize>,
    weights: &[[f64; SAMPLES_PER_WALK]; UNITS_AT_ONCE],
    column: usize,
    sums: &mut [f64],
) {
    let mut added = [[0.0; COLUMNS]; SAMPLES_PER_WALK];
    for (unit, weights) in block.zip(weights) {
        let mut cells = [0.0; COLUMNS];
        cells.copy_from_slice(&rows.row(unit)[column..column + COLUMNS]);
        for (added, weight) in added.iter_mut().zip(weights) {
            for (total, cell) in added.iter_mut().zip(cells) {
                *total += weight * cell;
            }
        }
    }
    for (sum, added) in sums.chunks_exact_mut(rows.width()).zip(added) {
        add(&mut sum[column..column + COLUMNS], &added);
    }
}

/// The p-value of a difference by paired bootstrap, as sacreBLEU and Moses compute it:
///
/// ```text
/// p = (resamples in which |a − b| − mean |a − b| > observed, and one) / (samples and one)
/// ```
///
/// It assumes that the differences of resamples lie around the observed one as they would lie
/// around 0. Near a tie they do not, and p is too small; [`randomization`](super::randomization)
/// assumes nothing of the kind.
pub fn p_value(a: &[f64], b: &[f64], observed: f64, precision: Precision) -> f64 {
    let differences: Vec<f64> =
        a.iter().zip(b).map(|(a, b)| round((a - b).abs(), precision)).collect();
    let mean = pairwise_mean(&differences, precision);
    let observed = round(observed.abs(), precision);
    let is_larger = |difference: &&f64| round(**difference - mean, precision) > observed;
    (differences.iter().filter(is_larger).count() + 1) as f64 / (differences.len() + 1) as f64
}
