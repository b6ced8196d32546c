//! Ranks: the places of values in their order, from 1; equal values share the mean of their places.

/// The ranks of values, and how many values share each.
pub(crate) struct Ranks {
    /// In the order of the values.
    pub(crate) ranks: Vec<f64>,
    /// How often each distinct value occurs, from the smallest on.
    pub(crate) counts: Vec<usize>,
}

impl Ranks {
    /// Ranks values that are not NaN.
    pub(crate) fn new(values: &[f64]) -> Self {
        let mut order: Vec<usize> = (0..values.len()).collect();
        order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
        let mut ranks = vec![0.0; values.len()];
        let mut counts = Vec::new();
        let mut before = 0;
        // 0 and −0 are next to each other and equal.
        for group in order.chunk_by(|&a, &b| values[a] == values[b]) {
            let rank = before as f64 + (group.len() as f64 + 1.0) / 2.0;
            for &index in group {
                ranks[index] = rank;
            }
            before += group.len();
            counts.push(group.len());
        }
        Ranks { ranks, counts }
    }

    /// Σ (t³ − t) over groups of t equal values.
    pub(crate) fn tie_term<'a>(counts: impl IntoIterator<Item = &'a usize>) -> f64 {
        let cube = |&count: &usize| (count as f64).powi(3) - count as f64;
        counts.into_iter().map(cube).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_share_the_mean_of_their_places() {
        let ranks = Ranks::new(&[3.0, 1.0, 3.0, 0.0, -0.0, 3.0]);
        assert_eq!(ranks.ranks, [5.0, 3.0, 5.0, 1.5, 1.5, 5.0]);
        assert_eq!(ranks.counts, [2, 1, 3]);
        assert_eq!(Ranks::tie_term(&ranks.counts), 30.0);
        assert!(Ranks::new(&[]).ranks.is_empty());
    }
}
