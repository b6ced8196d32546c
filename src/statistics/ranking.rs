//! Ranking: which systems stand above which, as far as their differences are significant.

use serde::{Deserialize, Serialize};

/// A system's place among the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The best and the worst rank it may have, from 1.
    pub ranks: [usize; 2],
    /// Its cluster, from 1 for the best: every system of a cluster is significantly better than
    /// every one of the next.
    pub cluster: usize,
}

/// The places of systems that are sorted from best to worst.
///
/// A rank range reaches up and down to the first system that differs significantly; a cluster ends
/// where no range reaches over, as in the tables of WMT (Kocmi et al. 2023).
///
/// # Examples
///
/// ```
/// use mizan::statistics::ranking::places;
///
/// // The first two are alike, the third is worse than both.
/// let places = places(3, |a, b| (a, b) != (0, 1));
/// assert_eq!(places.iter().map(|place| place.ranks).collect::<Vec<_>>(), [[1, 2], [1, 2], [3, 3]]);
/// assert_eq!(places.iter().map(|place| place.cluster).collect::<Vec<_>>(), [1, 1, 2]);
/// ```
pub fn places(systems: usize, differ: impl Fn(usize, usize) -> bool) -> Vec<Place> {
    let ranges: Vec<[usize; 2]> = (0..systems)
        .map(|system| {
            let above = (0..system).rev().take_while(|&other| !differ(other, system)).count();
            let below = (system + 1..systems).take_while(|&other| !differ(system, other)).count();
            [system - above, system + below]
        })
        .collect();
    let mut cluster = 1;
    (0..systems)
        .map(|system| {
            let is_apart = ranges[..system].iter().all(|range| range[1] < system)
                && ranges[system..].iter().all(|range| range[0] >= system);
            if system > 0 && is_apart {
                cluster += 1;
            }
            let [best, worst] = ranges[system];
            Place { ranks: [best + 1, worst + 1], cluster }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chain_of_likes_is_one_cluster() {
        // Neighbours are alike, those two apart differ.
        let places = places(4, |a, b| b - a > 1);
        assert!(places.iter().all(|place| place.cluster == 1));
        assert_eq!(places[1].ranks, [1, 3]);
    }

    #[test]
    fn all_apart_is_a_cluster_each() {
        let places = places(3, |_, _| true);
        assert_eq!(places.iter().map(|place| place.cluster).collect::<Vec<_>>(), [1, 2, 3]);
    }

    #[test]
    fn nothing_and_one_are_ranked_too() {
        assert!(places(0, |_, _| true).is_empty());
        assert_eq!(places(1, |_, _| true), [Place { ranks: [1, 1], cluster: 1 }]);
    }
}
