//! Disagreement: segments that one metric finds good and another bad.

use serde::{Deserialize, Serialize};

use super::list::List;
use crate::analysis::measured::{Measured, sign};
use crate::statistics::ranks::Ranks;

/// Where metrics disagree most on a system.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SystemDisagreements {
    /// The system's name.
    pub system: String,
    /// The segment with the largest spread first; none where only one metric has a score.
    pub segments: Vec<Disagreement>,
}

/// A segment on which metrics disagree.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Disagreement {
    /// The segment, from 0; written from 1.
    #[serde(with = "crate::analysis::number")]
    pub segment: usize,
    /// The highest place less the lowest, from 0 to 1.
    pub spread: f64,
    /// Each metric that scores the segment, in the order of the metrics; at least two.
    pub places: Vec<Place>,
}

/// Where a segment stands under one metric.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// The metric's id.
    pub id: String,
    /// The segment's score.
    pub score: f64,
    /// From 0 for the system's worst segment to 1 for its best.
    pub place: f64,
}

/// The segments of a system with the largest spread; `scores` are per metric, system and segment.
pub(super) fn disagreements(
    measured: &Measured<'_>,
    list: &List<'_>,
    scores: &[Vec<Vec<Option<f64>>>],
    system: usize,
) -> SystemDisagreements {
    let metrics = measured.metrics().iter().zip(scores);
    let places: Vec<Vec<Option<f64>>> =
        metrics.map(|(metric, scores)| places(&scores[system], sign(metric.calculator))).collect();
    let segments = places.first().map_or(0, Vec::len);
    let spread = |segment: usize| {
        let known = || places.iter().filter_map(|places| places[segment]);
        let (low, high) = (known().reduce(f64::min)?, known().reduce(f64::max)?);
        Some((segment, high - low, (segment, high - low))).filter(|(_, spread, _)| *spread > 0.0)
    };
    let found = list.first((0..segments).filter_map(spread).collect(), &[system]);
    let place = |metric: usize, segment: usize| {
        let place = places[metric][segment]?;
        let score = scores[metric][system][segment]?;
        let id = measured.metrics()[metric].calculator.id().to_owned();
        Some(Place { id, score, place })
    };
    let told = |(segment, spread): (usize, f64)| Disagreement {
        segment,
        spread,
        places: (0..places.len()).filter_map(|metric| place(metric, segment)).collect(),
    };
    SystemDisagreements {
        system: measured.systems()[system].to_owned(),
        segments: found.into_iter().map(told).collect(),
    }
}

/// The place of each segment that has a score, from 0 to 1; none where there is no other.
fn places(scores: &[Option<f64>], sign: f64) -> Vec<Option<f64>> {
    let known: Vec<f64> = scores.iter().flatten().map(|score| sign * score).collect();
    if known.len() < 2 {
        return vec![None; scores.len()];
    }
    let others = (known.len() - 1) as f64;
    let mut ranks = Ranks::new(&known).ranks.into_iter();
    let mut place = || ranks.next().map(|rank| (rank - 1.0) / others);
    scores.iter().map(|score| score.and_then(|_| place())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_go_from_the_worst_to_the_best_that_have_a_score() {
        let scores = [Some(3.0), None, Some(1.0), Some(2.0), Some(3.0)];
        let sixths = |n: f64| Some(n / 6.0);
        assert_eq!(
            places(&scores, 1.0),
            [sixths(5.0), None, Some(0.0), Some(1.0 / 3.0), sixths(5.0)]
        );
        assert_eq!(places(&scores, -1.0)[2], Some(1.0));
        assert_eq!(places(&[Some(1.0), None], 1.0), [None, None]);
        assert!(places(&[], 1.0).is_empty());
    }
}
