//! WMT: ranks and clusters of systems as shared tasks report them.

use crate::statistics::paired::Alternative;
use crate::statistics::wilcoxon::{Method, Zeros, wilcoxon};

/// The ranks of systems that are in order, best first, from the p-values of each (row) being better
/// than each after it (column).
///
/// Walking down, a system begins the next rank where any member of the current rank is better with
/// p ≤ `alpha`; mt-metrics-eval's `AssignRanks`. NaN is no significance.
///
/// # Panics
///
/// When the matrix is not square.
///
/// # Examples
///
/// ```
/// use mizan::statistics::wmt::assign_ranks;
///
/// let p = [vec![1.0, 0.3, 0.01], vec![1.0, 1.0, 0.2], vec![1.0, 1.0, 1.0]];
/// assert_eq!(assign_ranks(&p, 0.05), [1, 1, 2]);
/// ```
pub fn assign_ranks(p: &[Vec<f64>], alpha: f64) -> Vec<usize> {
    let (mut rank, mut start) = (1, 0);
    let mut ranks = Vec::with_capacity(p.len());
    for system in 0..p.len() {
        assert_eq!(p[system].len(), p.len(), "a p-value for each pair of systems");
        if (start..system).any(|member| p[member][system] <= alpha) {
            rank += 1;
            start = system;
        }
        ranks.push(rank);
    }
    ranks
}

/// A system's place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    /// Which system, counted from 0 in the order they were given.
    pub system: usize,
    /// The mean of its scores; `None` where it has none, which puts it last.
    pub mean: Option<f64>,
    /// The best rank it may have: above are only systems that beat it.
    pub first_rank: usize,
    /// The worst rank it may have.
    pub last_rank: usize,
    /// The cluster, from 1: a new one begins where a system beats the next.
    pub cluster: usize,
    /// Whether a line is drawn below it: all ranks above end here, all below start after.
    pub is_line_below: bool,
}

/// The systems best first, with rank ranges and clusters of WMT25's human evaluation.
///
/// A system beats another where the one-sided [`wilcoxon`] test of the segments that both have a
/// score for gives p < `alpha`. Neighbours are compared for the clusters. For the
/// rank range it goes up and down from a system until the first that beats it, or that it beats.
/// Systems with equal means keep their order.
///
/// # Panics
///
/// When the systems do not have places for the same number of segments.
///
/// # Examples
///
/// ```
/// use mizan::statistics::wmt::places;
///
/// let weak: Vec<Option<f64>> = (0..10).map(|n| Some(f64::from(n))).collect();
/// let strong: Vec<Option<f64>> = (0..10).map(|n| Some(f64::from(n) * 1.1 + 5.0)).collect();
/// let places = places(&[weak.clone(), strong, weak], 0.05);
/// assert_eq!(places.iter().map(|place| place.system).collect::<Vec<_>>(), [1, 0, 2]);
/// assert_eq!(places.iter().map(|place| place.cluster).collect::<Vec<_>>(), [1, 2, 2]);
/// assert_eq!((places[1].first_rank, places[1].last_rank), (2, 3));
/// assert!(places[0].is_line_below);
/// ```
pub fn places(scores: &[Vec<Option<f64>>], alpha: f64) -> Vec<Place> {
    let means: Vec<Option<f64>> = scores.iter().map(|scores| mean(scores)).collect();
    let mut order: Vec<usize> = (0..scores.len()).collect();
    let key = |system: usize| means[system].unwrap_or(f64::NEG_INFINITY);
    order.sort_by(|&a, &b| key(b).total_cmp(&key(a)));
    let beats = |a: usize, b: usize| beats(&scores[order[a]], &scores[order[b]], alpha);
    let mut places: Vec<Place> = Vec::with_capacity(order.len());
    for (at, &system) in order.iter().enumerate() {
        let above = (0..at).rev().take_while(|&above| !beats(above, at)).count();
        let below = (at + 1..order.len()).take_while(|&below| !beats(at, below)).count();
        let cluster = match places.last() {
            None => 1,
            // No system above was passed, so the next one up beats this one.
            Some(before) => before.cluster + usize::from(above == 0),
        };
        places.push(Place {
            system,
            mean: means[system],
            first_rank: at + 1 - above,
            last_rank: at + 1 + below,
            cluster,
            is_line_below: false,
        });
    }
    for rank in 1..places.len() {
        let (above, below) = places.split_at(rank);
        places[rank - 1].is_line_below = above.iter().all(|place| place.last_rank <= rank)
            && below.iter().all(|place| place.first_rank > rank);
    }
    places
}

fn mean(scores: &[Option<f64>]) -> Option<f64> {
    let count = scores.iter().flatten().count();
    (count > 0).then(|| scores.iter().flatten().sum::<f64>() / count as f64)
}

fn beats(better: &[Option<f64>], worse: &[Option<f64>], alpha: f64) -> bool {
    assert_eq!(better.len(), worse.len(), "a place for each segment");
    let both = better.iter().zip(worse).filter_map(|(a, b)| Some(a.as_ref()? - b.as_ref()?));
    let differences: Vec<f64> = both.collect();
    wilcoxon(&differences, Zeros::Dropped, Alternative::Greater, Method::Auto).p < alpha
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_members_of_the_current_rank_count() {
        // The third is beaten by the first, which is in the rank before the second's.
        let p = [vec![1.0, 0.01, 0.01], vec![1.0, 1.0, 0.5], vec![1.0; 3]];
        assert_eq!(assign_ranks(&p, 0.05), [1, 2, 2]);
        assert_eq!(assign_ranks(&[vec![1.0, f64::NAN], vec![1.0; 2]], 0.05), [1, 1]);
        assert!(assign_ranks(&[], 0.05).is_empty());
    }

    #[test]
    fn systems_without_common_segments_are_not_told_apart() {
        let scores =
            [vec![Some(1.0), None, None], vec![None, None, None], vec![None, Some(9.0), Some(8.0)]];
        let places = places(&scores, 0.05);
        assert_eq!([0, 1, 2].map(|n: usize| places[n].system), [2, 0, 1]);
        assert_eq!(places[2].mean, None);
        assert!(places.iter().all(|p| (p.first_rank, p.last_rank, p.cluster) == (1, 3, 1)));
    }

    #[test]
    fn a_chain_of_near_systems_has_ranges_that_overlap() {
        // Each beats only the one after the next.
        let noise = [3.0, -4.0, 5.0, -2.0, 4.0, -5.0, 2.0, -3.0];
        let system = |shift: f64, sign: f64| -> Vec<Option<f64>> {
            noise.iter().map(|n| Some(sign * n + shift)).collect()
        };
        let places = places(&[system(5.0, 1.0), system(2.5, -1.0), system(0.0, 1.0)], 0.05);
        let ranges: Vec<_> = places.iter().map(|p| (p.first_rank, p.last_rank)).collect();
        assert_eq!(ranges, [(1, 2), (1, 3), (2, 3)]);
        assert!(places.iter().all(|place| place.cluster == 1 && !place.is_line_below));
    }
}
