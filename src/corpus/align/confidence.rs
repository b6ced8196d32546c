//! Confidence: how sure it is that a segment has its own words.

use std::ops::Range;

use super::grid::Grid;

/// What a cut may cost more than the best and still be as likely as 1 to e.
pub(super) const SPREAD: f64 = 30.0;
/// Similarity with the reference as of texts that have nothing to do with each other, and from
/// which on nothing is doubted.
pub(super) const UNLIKE: f64 = 0.1;
pub(super) const ALIKE: f64 = 0.3;

/// The confidence of each segment, from 0 to 1.
pub(super) fn confidences(grid: &Grid<'_>, cuts: &[Range<usize>]) -> Vec<f64> {
    let mut confidences = vec![1.0; cuts.len()];
    for segment in 0..cuts.len().saturating_sub(1) {
        let sure = cut(grid, segment, cuts);
        for neighbour in [segment, segment + 1] {
            confidences[neighbour] = f64::min(confidences[neighbour], sure);
        }
    }
    for (segment, columns) in cuts.iter().enumerate() {
        let alike = similarity(grid, segment, columns);
        confidences[segment] *= ((alike - UNLIKE) / (ALIKE - UNLIKE)).clamp(0.0, 1.0);
    }
    confidences
}

/// The share of likelihood that the cut behind a segment has among all places up to its
/// neighbours.
fn cut(grid: &Grid<'_>, segment: usize, cuts: &[Range<usize>]) -> f64 {
    let columns = cuts[segment].start..cuts[segment + 1].end;
    let before = grid.costs_to(segment, &columns);
    let after = grid.costs_from(segment + 1, &columns);
    let cost = |column: usize| {
        let place = column - columns.start;
        f64::from(before[place] + after[place] + grid.cut_cost(column))
    };
    let chosen = cost(cuts[segment].end);
    let all = (columns.start..=columns.end).map(|column| ((chosen - cost(column)) / SPREAD).exp());
    1.0 / all.sum::<f64>()
}

/// How much of the words of a segment and its reference have their like in each other.
pub(super) fn similarity(grid: &Grid<'_>, segment: usize, columns: &Range<usize>) -> f64 {
    let most = grid.weight(segment).max(grid.hypothesis_weight(columns));
    if most == 0 {
        return 1.0;
    }
    let cost = grid.costs_to(segment, columns).last().copied().unwrap_or(most);
    1.0 - f64::from(cost) / f64::from(most)
}
