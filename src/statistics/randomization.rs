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
use crate::table::Table;

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
/// Units to a word of a mask.
const WORD: usize = 32;
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

/// One bit per unit and trial. The 32 bits of the same units in all trials follow one another, for
/// they are used together.
struct Masks {
    words: Vec<u32>,
    trials: usize,
}

impl Exchanges {
    fn masks(&self, first: usize, trials: usize) -> Masks {
        let per_trial = self.units.div_ceil(WORD);
        let mut words = vec![0; trials * per_trial];
        if self.is_exact {
            for (trial, word) in words.iter_mut().take(trials).enumerate() {
                // There are at most as many trials as fit into 32 bits.
                *word = u32::try_from(first + trial).unwrap_or_default();
            }
            return Masks { words, trials };
        }
        // One stream of bits over all trials, 64 to a number.
        let start = first as u64 * self.units as u64;
        let mut random = Random::new(self.seed);
        random.advance(start / 64);
        let waiting = random.next_u64() >> (start % 64);
        let mut bits = Bits { random, waiting, count: 64 - start % 64 };
        for trial in 0..trials {
            for word in 0..per_trial {
                let wanted = WORD.min(self.units - word * WORD);
                words[word * trials + trial] = bits.take(wanted as u64);
            }
        }
        Masks { words, trials }
    }
}

struct Bits {
    random: Random,
    waiting: u64,
    count: u64,
}

impl Bits {
    /// The next bits, at most 32, the first of them lowest.
    fn take(&mut self, wanted: u64) -> u32 {
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
        let kept = bits & ((1 << wanted) - 1);
        u32::try_from(kept).unwrap_or(u32::MAX)
    }
}

/// The sums of the rows that each trial keeps.
fn kept(one: &Scored<'_>, masks: &Masks) -> Vec<f64> {
    let width = one.rows.width();
    let mut sums = vec![0.0; masks.trials * width];
    for column in (0..width - width % 2).step_by(2) {
        keep_columns::<2>(one.rows, masks, column, &mut sums);
    }
    if width % 2 == 1 {
        keep_columns::<1>(one.rows, masks, width - 1, &mut sums);
    }
    sums
}

/// Adds up some columns. The sums of all subsets of eight rows are made beforehand and looked up,
/// four such groups for each word of a mask.
fn keep_columns<const COLUMNS: usize>(
    rows: &Table,
    masks: &Masks,
    column: usize,
    sums: &mut [f64],
) {
    const GROUP: usize = 8;
    let mut kept = vec![[0.0; COLUMNS]; masks.trials];
    let mut subsets = [[[0.0; COLUMNS]; 1 << GROUP]; WORD / GROUP];
    for (number, words) in masks.words.chunks_exact(masks.trials.max(1)).enumerate() {
        for (group, subsets) in subsets.iter_mut().enumerate() {
            for bit in 0..GROUP {
                let unit = number * WORD + group * GROUP + bit;
                let mut cells = [0.0; COLUMNS];
                if unit < rows.len() {
                    cells.copy_from_slice(&rows.row(unit)[column..column + COLUMNS]);
                }
                // With each row come the subsets that have it as their last.
                for without in 0..1 << bit {
                    for (index, cell) in cells.iter().enumerate() {
                        subsets[without | 1 << bit][index] = subsets[without][index] + cell;
                    }
                }
            }
        }
        for (total, word) in kept.iter_mut().zip(words) {
            let bytes = word.to_le_bytes();
            let chosen: [&[f64; COLUMNS]; WORD / GROUP] =
                std::array::from_fn(|group| &subsets[group][usize::from(bytes[group])]);
            for (index, total) in total.iter_mut().enumerate() {
                *total +=
                    (chosen[0][index] + chosen[1][index]) + (chosen[2][index] + chosen[3][index]);
            }
        }
    }
    for (sum, kept) in sums.chunks_exact_mut(rows.width()).zip(kept) {
        sum[column..column + COLUMNS].copy_from_slice(&kept);
    }
}
