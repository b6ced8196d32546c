//! Concordance: how often a metric orders two outputs as gold scores do.
//!
//! ```text
//! C concordant, D discordant, G tied in gold only, M tied in the metric only, B tied in both,
//! P = C + D + G + M + B = n (n − 1) / 2
//!
//! τ_b   = (C − D) / √((P − M − B) · (P − G − B))
//! τ_c   = 2 (C − D) / (n² (k − 1) / k),  k the smaller number of distinct values
//! τ_23  = (C + B − D − G − M) / P
//! acc   = (C + B) / P
//! ```
//!
//! Kendall (1945) for `τ_b`, Stuart (1953) for `τ_c`; Deutsch, Foster and Freitag, "Ties Matter",
//! EMNLP 2023 (arXiv:2305.14324) for `τ_23` and the accuracy, `acc_eq` there and `acc23` in
//! mt-metrics-eval. Metric scores that differ by at most ε are tied; gold ones where they are
//! equal.

/// How two outputs are ordered by gold and by the metric.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Alike.
    Concordant,
    /// The opposite way.
    Discordant,
    /// Tied in gold, not by the metric.
    TiedGold,
    /// Tied by the metric, not in gold.
    TiedMetric,
    /// Tied in both.
    TiedBoth,
}

impl Order {
    /// The order of two outputs; `None` where a score is NaN.
    pub fn of(gold: [f64; 2], metric: [f64; 2], epsilon: f64) -> Option<Self> {
        if gold.iter().chain(&metric).any(|score| score.is_nan()) {
            return None;
        }
        // Equal infinities differ by NaN.
        let is_tied = metric[0] == metric[1] || (metric[0] - metric[1]).abs() <= epsilon;
        Some(match (gold[0] == gold[1], is_tied) {
            (true, true) => Order::TiedBoth,
            (true, false) => Order::TiedGold,
            (false, true) => Order::TiedMetric,
            (false, false) if (gold[0] > gold[1]) == (metric[0] > metric[1]) => Order::Concordant,
            (false, false) => Order::Discordant,
        })
    }

    /// The order once the metric ties the two.
    #[must_use]
    pub fn tied(self) -> Self {
        match self {
            Order::TiedGold | Order::TiedBoth => Order::TiedBoth,
            Order::Concordant | Order::Discordant | Order::TiedMetric => Order::TiedMetric,
        }
    }
}

/// The pairs of outputs, counted by their [`Order`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Concordance {
    /// Ordered alike.
    pub concordant: u64,
    /// Ordered the opposite way.
    pub discordant: u64,
    /// Tied in gold only.
    pub ties_gold: u64,
    /// Tied by the metric only.
    pub ties_metric: u64,
    /// Tied in both.
    pub ties_both: u64,
}

impl Concordance {
    /// Counts all pairs, but those with NaN.
    ///
    /// # Panics
    ///
    /// When the sides are not equally long.
    ///
    /// # Examples
    ///
    /// ```
    /// use mizan::statistics::concordance::Concordance;
    ///
    /// let gold = [0.0, -1.0, -5.0];
    /// let counts = Concordance::new(&gold, &[0.91, 0.90, 0.70], 0.0);
    /// assert_eq!((counts.concordant, counts.accuracy()), (3, 1.0));
    /// // Where 0.01 is no difference, the metric misses one.
    /// assert_eq!(Concordance::new(&gold, &[0.91, 0.90, 0.70], 0.02).ties_metric, 1);
    /// ```
    pub fn new(gold: &[f64], metric: &[f64], epsilon: f64) -> Self {
        assert_eq!(gold.len(), metric.len(), "both sides have a score for each element");
        let mut counts = Concordance::default();
        for second in 1..gold.len() {
            for first in 0..second {
                let metric = [metric[first], metric[second]];
                if let Some(order) = Order::of([gold[first], gold[second]], metric, epsilon) {
                    *counts.of_mut(order) += 1;
                }
            }
        }
        counts
    }

    /// How many pairs there are.
    pub fn pairs(&self) -> u64 {
        self.concordant + self.discordant + self.ties_gold + self.ties_metric + self.ties_both
    }

    /// Kendall's `τ_b`; NaN where all pairs are tied on one side.
    pub fn tau_b(&self) -> f64 {
        let untied_metric = self.concordant + self.discordant + self.ties_gold;
        let untied_gold = self.concordant + self.discordant + self.ties_metric;
        self.surplus() / (untied_metric as f64).sqrt() / (untied_gold as f64).sqrt()
    }

    /// `τ_23`: a tie in both counts for the metric, one in either against it. NaN without pairs.
    pub fn tau_23(&self) -> f64 {
        let right = self.concordant + self.ties_both;
        let wrong = self.discordant + self.ties_gold + self.ties_metric;
        (right as f64 - wrong as f64) / self.pairs() as f64
    }

    /// The share of pairs ordered as gold does, ties included: `acc_eq`. NaN without pairs.
    pub fn accuracy(&self) -> f64 {
        (self.concordant + self.ties_both) as f64 / self.pairs() as f64
    }

    fn surplus(&self) -> f64 {
        self.concordant as f64 - self.discordant as f64
    }

    /// The count of an order.
    pub(super) fn of_mut(&mut self, order: Order) -> &mut u64 {
        match order {
            Order::Concordant => &mut self.concordant,
            Order::Discordant => &mut self.discordant,
            Order::TiedGold => &mut self.ties_gold,
            Order::TiedMetric => &mut self.ties_metric,
            Order::TiedBoth => &mut self.ties_both,
        }
    }
}

/// Kendall's `τ_c`, for sides with different numbers of distinct values; NaN where one has only one.
///
/// # Panics
///
/// When the sides are not equally long.
///
/// # Examples
///
/// ```
/// use mizan::statistics::concordance::tau_c;
///
/// assert_eq!(tau_c(&[1.0, 2.0, 3.0, 4.0], &[0.1, 0.1, 0.2, 0.2]), 1.0);
/// ```
pub fn tau_c(gold: &[f64], metric: &[f64]) -> f64 {
    let counts = Concordance::new(gold, metric, 0.0);
    let classes = distinct(gold).min(distinct(metric)) as f64;
    if classes < 2.0 {
        return f64::NAN;
    }
    let count = gold.len() as f64;
    2.0 * counts.surplus() / (count * count * (classes - 1.0) / classes)
}

fn distinct(values: &[f64]) -> usize {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.chunk_by(|a, b| a == b).count()
}

/// The pairs that WMT20's τ counts: those whose gold scores differ enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct KendallLike {
    /// Ordered alike.
    pub concordant: u64,
    /// Ordered the opposite way, or tied by the metric.
    pub discordant: u64,
}

impl KendallLike {
    /// Counts the pairs whose gold scores differ by at least `threshold`, 25 at WMT20.
    ///
    /// A pair is concordant only where the metric tells the two apart, and a pair that is tied in
    /// gold, under a threshold of 0, is discordant; as mt-metrics-eval.
    ///
    /// # Panics
    ///
    /// When the sides are not equally long.
    ///
    /// # Examples
    ///
    /// ```
    /// use mizan::statistics::concordance::KendallLike;
    ///
    /// let counts = KendallLike::new(&[90.0, 80.0, 40.0], &[0.9, 0.5, 0.5], 25.0);
    /// assert_eq!((counts.concordant, counts.discordant, counts.tau()), (1, 1, 0.0));
    /// ```
    pub fn new(gold: &[f64], metric: &[f64], threshold: f64) -> Self {
        assert_eq!(gold.len(), metric.len(), "both sides have a score for each element");
        let mut counts = KendallLike::default();
        for second in 1..gold.len() {
            for first in 0..second {
                let gold = [gold[first], gold[second]];
                if (gold[0] - gold[1]).abs() >= threshold {
                    let order = Order::of(gold, [metric[first], metric[second]], 0.0);
                    match order {
                        Some(Order::Concordant) => counts.concordant += 1,
                        Some(
                            Order::Discordant
                            | Order::TiedGold
                            | Order::TiedMetric
                            | Order::TiedBoth,
                        ) => counts.discordant += 1,
                        None => {}
                    }
                }
            }
        }
        counts
    }

    /// How many pairs there are; the weight of a row in WMT20's average.
    pub fn pairs(&self) -> u64 {
        self.concordant + self.discordant
    }

    /// (C − D) / (C + D); 0 without pairs.
    pub fn tau(&self) -> f64 {
        if self.pairs() == 0 {
            return 0.0;
        }
        (self.concordant as f64 - self.discordant as f64) / self.pairs() as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_pairs_have_no_value() {
        for scores in [&[][..], &[1.0], &[f64::NAN, 1.0]] {
            let counts = Concordance::new(scores, scores, 0.0);
            assert_eq!(counts, Concordance::default());
            assert!(counts.tau_b().is_nan() && counts.tau_23().is_nan());
            assert!(counts.accuracy().is_nan());
            assert_eq!(KendallLike::new(scores, scores, 0.0).tau(), 0.0);
        }
        assert!(tau_c(&[], &[]).is_nan() && tau_c(&[1.0, 2.0], &[3.0, 3.0]).is_nan());
    }

    #[test]
    fn an_epsilon_ties_what_it_reaches() {
        let infinite = [f64::INFINITY, f64::INFINITY];
        assert_eq!(Concordance::new(&[1.0, 2.0], &infinite, 0.0).ties_metric, 1);
        assert_eq!(Concordance::new(&[1.0, 2.0], &[0.5, 0.75], 0.25).ties_metric, 1);
        assert_eq!(Concordance::new(&[1.0, 2.0], &[0.5, 0.75], 0.2).concordant, 1);
    }
}
