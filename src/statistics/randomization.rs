//! Randomization: whether a difference could come about by chance, by exchanging outputs.
//!
//! If two systems were equally good, it would not matter which of them a segment's output came
//! from. In each trial every segment's rows (or every document's) change sides or stay, at random,
//! and the difference is computed again:
//!
//! ```text
//! p = (trials whose difference is at least the observed one + 1) / (trials + 1)
//! ```
//!
//! Riezler and Maxwell (2005); the count follows Phipson and Smyth (2010). One walk serves all
//! pairs: with S the sum of a system's rows that a trial keeps and T the sum of all of them, the
//! exchanged sums of the pair a, b are S(a) + T(b) − S(b) and S(b) + T(a) − S(a).

use rayon::prelude::*;

use crate::statistics::bootstrap::Scored;
use crate::statistics::random::Random;

/// What becomes of a trial whose difference equals the observed one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ties {
    /// It counts as one that is at least as large; identical outputs have p = 1. Where there are
    /// not more ways of exchanging than trials, each of them is tried once, and p is exact.
    #[default]
    Counted,
    /// It does not count, as in sacreBLEU 2.6.0: p is a little smaller, and 1 / (trials + 1) for
    /// identical outputs.
    Ignored,
}

/// The p-values of pairs of systems.
#[derive(Debug, Clone, PartialEq)]
pub struct Randomized {
    /// Two-sided, in the order of the pairs.
    pub p: Vec<f64>,
    /// Whether all ways of exchanging were tried.
    pub is_exact: bool,
}

const TRIALS_PER_TASK: usize = 512;
/// Units whose sums are looked up at once: all subsets of eight rows are summed beforehand.
const GROUP: usize = 8;
/// Differences below this are equal: sums of fractions depend on their order in the last digits.
const TOLERANCE: f64 = 1e-12;

/// Tests pairs of systems, by their indices, under one metric; the tables are equally long.
///
/// The exchanges are those of sacreBLEU for the seed, the same for all pairs and metrics. The
/// result does not depend on the number of threads.
///
/// # Panics
///
/// When the tables are not equally long, or a pair has an index beyond them.
///
/// # Examples
///
/// ```
/// use mizan::metric::registry::calculator;
/// use mizan::statistics::bootstrap::Scored;
/// use mizan::statistics::randomization::{Ties, randomization};
/// use mizan::table::Table;
///
/// let ter = calculator("ter")?;
/// let rows = |edits: [f64; 4]| {
///     let mut rows = Table::new(2);
///     edits.iter().for_each(|&edits| rows.push(&[edits, 10.0]));
///     rows
/// };
/// let (worse, better) = (rows([3.0, 2.0, 4.0, 5.0]), rows([1.0, 1.0, 1.0, 1.0]));
/// let systems = [&worse, &better].map(|rows| Scored { calculator: &ter, rows });
/// let tested = randomization(&systems, &[(0, 1)], 10_000, 12345, Ties::Counted);
/// // Of 16 ways two have all of the better rows on one side.
/// assert_eq!((tested.p[0], tested.is_exact), (2.0 / 16.0, true));
/// # Ok::<(), mizan::Error>(())
/// ```
pub fn randomization(
    systems: &[Scored<'_>],
    pairs: &[(usize, usize)],
    trials: usize,
    seed: u64,
    ties: Ties,
) -> Randomized {
    let units = systems.first().map_or(0, |first| first.rows.len());
    assert!(systems.iter().all(|one| one.rows.len() == units), "all tables have the same rows");
    let ways = u32::try_from(units).ok().and_then(|units| 1_usize.checked_shl(units));
    let is_exact = ties == Ties::Counted && ways.is_some_and(|ways| ways <= trials);
    let trials = ways.filter(|_| is_exact).unwrap_or(trials);
    let exchanges = Exchanges { units, seed, is_exact };
    let totals: Vec<Vec<f64>> = systems.iter().map(|one| one.rows.sum()).collect();
    let pairs: Vec<Pair> = pairs.iter().map(|&(a, b)| pair(systems, &totals, a, b)).collect();

    let first_trials: Vec<usize> = (0..trials).step_by(TRIALS_PER_TASK).collect();
    let counted: Vec<Vec<usize>> = first_trials
        .into_par_iter()
        .with_max_len(1)
        .map(|first| {
            let masks = exchanges.masks(first, TRIALS_PER_TASK.min(trials - first));
            let kept: Vec<Vec<f64>> = systems.iter().map(|one| kept(one, &masks)).collect();
            pairs.iter().map(|pair| pair.count(systems, &totals, &kept, ties)).collect()
        })
        .collect();

    let p = pairs.iter().enumerate().map(|(index, pair)| {
        let count: usize = counted.iter().map(|counts| counts[index]).sum();
        match ties {
            Ties::Counted if pair.is_identical => 1.0,
            Ties::Counted if is_exact => count as f64 / trials as f64,
            _ => (count + 1) as f64 / (trials + 1) as f64,
        }
    });
    Randomized { p: p.collect(), is_exact }
}

struct Pair {
    a: usize,
    b: usize,
    observed: f64,
    is_identical: bool,
}

fn pair(systems: &[Scored<'_>], totals: &[Vec<f64>], a: usize, b: usize) -> Pair {
    let score = |system: usize| systems[system].calculator.score(&totals[system]);
    Pair {
        a,
        b,
        observed: (score(a) - score(b)).abs(),
        is_identical: systems[a].rows == systems[b].rows,
    }
}

impl Pair {
    /// In how many trials the difference is as large as the observed one.
    fn count(
        &self,
        systems: &[Scored<'_>],
        totals: &[Vec<f64>],
        kept: &[Vec<f64>],
        ties: Ties,
    ) -> usize {
        if self.is_identical && ties == Ties::Counted {
            return 0;
        }
        let width = totals[self.a].len();
        let (mut first, mut second) = (vec![0.0; width], vec![0.0; width]);
        let trials = kept[self.a].chunks_exact(width).zip(kept[self.b].chunks_exact(width));
        let is_as_large = |(kept_a, kept_b): (&[f64], &[f64])| {
            for column in 0..width {
                first[column] = kept_a[column] + (totals[self.b][column] - kept_b[column]);
                second[column] = kept_b[column] + (totals[self.a][column] - kept_a[column]);
            }
            let score = |system: usize, sum: &[f64]| systems[system].calculator.score(sum);
            let difference = (score(self.a, &first) - score(self.b, &second)).abs();
            match ties {
                Ties::Counted => difference >= self.observed - TOLERANCE * self.observed.max(1.0),
                Ties::Ignored => difference > self.observed,
            }
        };
        trials.map(is_as_large).filter(|&is_as_large| is_as_large).count()
    }
}

/// Which units each trial keeps.
struct Exchanges {
    units: usize,
    seed: u64,
    /// Whether trial `n` keeps the units that are 1 in `n`, in place of random ones.
    is_exact: bool,
}

/// Bytes of one bit per unit, trial after trial.
struct Masks {
    bytes: Vec<u8>,
    per_trial: usize,
}

impl Exchanges {
    fn masks(&self, first: usize, trials: usize) -> Masks {
        let per_trial = self.units.div_ceil(GROUP);
        let mut bytes = vec![0; trials * per_trial];
        if self.is_exact {
            for (trial, bytes) in bytes.chunks_exact_mut(per_trial.max(1)).enumerate() {
                for (byte, bits) in bytes.iter_mut().zip((first + trial).to_le_bytes()) {
                    *byte = bits;
                }
            }
            return Masks { bytes, per_trial };
        }
        // One stream of bits over all trials, 64 to a number.
        let start = first as u64 * self.units as u64;
        let mut random = Random::new(self.seed);
        random.advance(start / 64);
        let mut bits =
            Bits { waiting: random.next_u64() >> (start % 64), count: 64 - start % 64, random };
        for bytes in bytes.chunks_exact_mut(per_trial.max(1)) {
            for (group, byte) in bytes.iter_mut().enumerate() {
                *byte = bits.take(GROUP.min(self.units - group * GROUP) as u64);
            }
        }
        Masks { bytes, per_trial }
    }
}

struct Bits {
    random: Random,
    waiting: u64,
    count: u64,
}

impl Bits {
    /// The next bits, at most eight, the first of them lowest.
    fn take(&mut self, wanted: u64) -> u8 {
        let mut bits = self.waiting;
        if self.count < wanted {
            let next = self.random.next_u64();
            bits |= next << self.count;
            self.waiting = next >> (wanted - self.count);
            self.count += 64;
        } else {
            self.waiting >>= wanted;
        }
        self.count -= wanted;
        (bits & ((1 << wanted) - 1)) as u8
    }
}

/// The sums of the rows that each trial keeps.
fn kept(one: &Scored<'_>, masks: &Masks) -> Vec<f64> {
    let width = one.rows.width();
    let trials = masks.bytes.len() / masks.per_trial.max(1);
    let mut sums = vec![0.0; trials * width];
    let mut subsets = vec![0.0; (1 << GROUP) * width];
    for group in 0..masks.per_trial {
        let rows = group * GROUP..one.rows.len().min((group + 1) * GROUP);
        for (bit, row) in rows.enumerate() {
            // With each row come the subsets that have it as their last.
            let (known, new) = subsets.split_at_mut(width << bit);
            for (subset, with_row) in known.chunks_exact(width).zip(new.chunks_exact_mut(width)) {
                for column in 0..width {
                    with_row[column] = subset[column] + one.rows.row(row)[column];
                }
            }
        }
        let chosen = masks.bytes.iter().skip(group).step_by(masks.per_trial);
        for (sum, &mask) in sums.chunks_exact_mut(width).zip(chosen) {
            let subset = &subsets[usize::from(mask) * width..][..width];
            for (total, value) in sum.iter_mut().zip(subset) {
                *total += value;
            }
        }
    }
    sums
}
