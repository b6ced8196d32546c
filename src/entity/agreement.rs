//! Agreement: verdicts beside those of people.

use std::collections::BTreeMap;

use super::Verdict;

/// How well verdicts agree with those of a gold file.
///
/// # Examples
///
/// ```
/// use mizan::entity::{Agreement, Verdict};
///
/// let mut agreement = Agreement::default();
/// agreement.count(Verdict::Mangled, Verdict::Untranslated);
/// agreement.count(Verdict::Correct, Verdict::Correct);
/// assert_eq!((agreement.n(), agreement.mcc(), agreement.accuracy()), (2, 1.0, 0.5));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Agreement(BTreeMap<(Verdict, Verdict), usize>);

impl Agreement {
    /// Counts a mention: the verdict of the gold file, and mizan's.
    pub fn count(&mut self, gold: Verdict, own: Verdict) {
        *self.0.entry((gold, own)).or_default() += 1;
    }

    /// Adds another agreement.
    pub fn add(&mut self, other: &Agreement) {
        for (&pair, &count) in &other.0 {
            *self.0.entry(pair).or_default() += count;
        }
    }

    /// How many mentions were compared.
    pub fn n(&self) -> usize {
        self.0.values().sum()
    }

    /// The gold verdict, mizan's, and how often they met.
    pub fn confusion(&self) -> impl Iterator<Item = (Verdict, Verdict, usize)> {
        self.0.iter().map(|(&(gold, own), &count)| (gold, own, count))
    }

    /// The share of equal verdicts.
    pub fn accuracy(&self) -> f64 {
        let equal: usize = self.confusion().filter(|(a, b, _)| a == b).map(|(.., n)| n).sum();
        share(equal as f64, self.n() as f64)
    }

    /// Of what mizan calls wrong, the share that is.
    pub fn precision(&self) -> f64 {
        let [hits, alarms, ..] = self.outcomes();
        share(hits, hits + alarms)
    }

    /// Of what is wrong, the share that mizan calls so.
    pub fn recall(&self) -> f64 {
        let [hits, _, misses, _] = self.outcomes();
        share(hits, hits + misses)
    }

    /// The harmonic mean of precision and recall.
    pub fn f1(&self) -> f64 {
        let [hits, alarms, misses, _] = self.outcomes();
        share(2.0 * hits, 2.0 * hits + alarms + misses)
    }

    /// Matthews' correlation of "wrong": 1 for full agreement, 0 for chance.
    pub fn mcc(&self) -> f64 {
        let [hits, alarms, misses, rest] = self.outcomes();
        let product = (hits + alarms) * (hits + misses) * (rest + alarms) * (rest + misses);
        share(hits * rest - alarms * misses, product.sqrt())
    }

    /// Of what is right, the share that mizan calls wrong.
    pub fn false_alarms(&self) -> f64 {
        let [_, alarms, _, rest] = self.outcomes();
        share(alarms, alarms + rest)
    }

    /// Wrong and called so, right and called wrong, wrong and called right, right and called so.
    fn outcomes(&self) -> [f64; 4] {
        let mut outcomes = [0.0; 4];
        for (gold, own, count) in self.confusion() {
            let place = match (gold.is_wrong(), own.is_wrong()) {
                (true, true) => 0,
                (false, true) => 1,
                (true, false) => 2,
                (false, false) => 3,
            };
            outcomes[place] += count as f64;
        }
        outcomes
    }
}

fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_follow_from_the_counts() {
        let mut agreement = Agreement::default();
        for (gold, own, times) in [
            (Verdict::Mangled, Verdict::Mangled, 6),
            (Verdict::Correct, Verdict::Omitted, 2),
            (Verdict::Omitted, Verdict::Variant, 3),
            (Verdict::Correct, Verdict::Unlocated, 9),
        ] {
            (0..times).for_each(|_| agreement.count(gold, own));
        }
        assert_eq!(agreement.n(), 20);
        assert_eq!(agreement.precision(), 0.75);
        assert_eq!(agreement.recall(), 6.0 / 9.0);
        assert_eq!(agreement.f1(), 12.0 / 17.0);
        assert_eq!(agreement.accuracy(), 0.3);
        assert_eq!(agreement.false_alarms(), 2.0 / 11.0);
        let mcc = (6.0 * 9.0 - 2.0 * 3.0) / (8.0_f64 * 9.0 * 11.0 * 12.0).sqrt();
        assert_eq!(agreement.mcc(), mcc);
    }

    #[test]
    fn nothing_compared_gives_zero() {
        let agreement = Agreement::default();
        assert_eq!((agreement.mcc(), agreement.f1(), agreement.accuracy()), (0.0, 0.0, 0.0));
    }
}
