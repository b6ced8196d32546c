//! Tally: verdicts counted, and the scores that follow from the counts.
//!
//! ```text
//! right     = correct (strict), correct + variant (lenient)
//! recall    = right / located
//! precision = right / (right + mangled + untranslated + wrong_number + spurious),
//!             with variant in the denominator when strict
//! F1        = 2 · precision · recall / (precision + recall)
//! coverage  = located / mentions
//! ```

use super::Verdict;
use super::judgement::Judgement;

/// How often each verdict was given. Tallies add.
///
/// # Examples
///
/// ```
/// use mizan::entity::{Tally, Verdict};
///
/// let mut tally = Tally::default();
/// for verdict in [Verdict::Correct, Verdict::Variant, Verdict::Untranslated] {
///     tally.count(verdict);
/// }
/// assert_eq!(tally.lenient().recall, 2.0 / 3.0);
/// assert_eq!(tally.strict().recall, 1.0 / 3.0);
/// assert_eq!(Tally::default().lenient().recall, 0.0);
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Tally([f64; Verdict::ALL.len()]);

/// Precision, recall and their harmonic mean, from 0 to 1; 0 where there is nothing to divide by.
#[derive(Debug, Clone, Copy, Default, PartialEq, serde::Serialize)]
pub struct Scores {
    /// Of what was rendered, the share that is right.
    pub precision: f64,
    /// Of what was located in the reference, the share that is right.
    pub recall: f64,
    /// The harmonic mean of the two.
    pub f1: f64,
}

impl Tally {
    /// The tally of counts in the order of [`Verdict::ALL`].
    pub fn of_counts(counts: [f64; Verdict::ALL.len()]) -> Self {
        Tally(counts)
    }

    /// The tally of judgements.
    pub fn of<'a>(judgements: impl IntoIterator<Item = &'a Judgement>) -> Self {
        let mut tally = Tally::default();
        judgements.into_iter().for_each(|judgement| tally.count(judgement.verdict));
        tally
    }

    /// Counts one more.
    pub fn count(&mut self, verdict: Verdict) {
        self.0[verdict as usize] += 1.0;
    }

    /// Adds another tally.
    pub fn add(&mut self, other: &Tally) {
        self.0.iter_mut().zip(other.0).for_each(|(count, more)| *count += more);
    }

    /// How often a verdict was given.
    pub fn get(&self, verdict: Verdict) -> f64 {
        self.0[verdict as usize]
    }

    /// The counts in the order of [`Verdict::ALL`].
    pub fn counts(&self) -> [f64; Verdict::ALL.len()] {
        self.0
    }

    /// How many names or numbers the source has.
    pub fn mentions(&self) -> f64 {
        self.0.iter().sum::<f64>() - self.get(Verdict::Spurious)
    }

    /// How many of them could be judged.
    pub fn located(&self) -> f64 {
        self.mentions() - self.get(Verdict::Unlocated)
    }

    /// How many are wrong.
    pub fn wrong(&self) -> f64 {
        Verdict::ALL.into_iter().filter(|v| v.is_wrong()).map(|v| self.get(v)).sum()
    }

    /// The share of the mentions that could be judged.
    pub fn coverage(&self) -> f64 {
        share(self.located(), self.mentions())
    }

    /// The scores where only what is correct is right.
    pub fn strict(&self) -> Scores {
        self.scores(self.get(Verdict::Correct), self.get(Verdict::Variant))
    }

    /// The scores where an accepted variant is right too.
    pub fn lenient(&self) -> Scores {
        self.scores(self.get(Verdict::Correct) + self.get(Verdict::Variant), 0.0)
    }

    fn scores(&self, right: f64, other_renderings: f64) -> Scores {
        let wrong =
            [Verdict::Mangled, Verdict::Untranslated, Verdict::WrongNumber, Verdict::Spurious];
        let rendered = right + other_renderings + wrong.map(|v| self.get(v)).iter().sum::<f64>();
        let (precision, recall) = (share(right, rendered), share(right, self.located()));
        Scores { precision, recall, f1: share(2.0 * precision * recall, precision + recall) }
    }
}

fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_located_or_not_in_the_source_is_no_part_of_recall() {
        let mut tally = Tally::default();
        for verdict in Verdict::ALL {
            tally.count(verdict);
        }
        assert_eq!((tally.mentions(), tally.located(), tally.wrong()), (7.0, 6.0, 4.0));
        assert_eq!(tally.lenient().recall, 2.0 / 6.0);
        assert_eq!(tally.lenient().precision, 2.0 / 6.0);
        assert_eq!(tally.strict().precision, 1.0 / 6.0);
    }
}
