//! Histogram: how values are spread, a small histogram per system above one axis.

use super::axis::Axis;
use super::canvas::{Anchor, Canvas, MARGIN, TOP, WIDTH};
use super::lanes::Lanes;

/// The height of one histogram, and of its row.
const HEIGHT: f64 = 34.0;
const STEP: f64 = 46.0;
const BINS: usize = 25;
/// The space for figures.
const FIGURES: f64 = 120.0;

/// The values of one system.
pub(super) struct Spread<'a> {
    pub(super) system: &'a str,
    /// Numbers; at least one.
    pub(super) values: Vec<f64>,
    /// What is written at the right.
    pub(super) figures: String,
}

/// Draws the histograms; returns their bottom, `None` where there is no value.
pub(super) fn draw(
    canvas: &mut Canvas,
    spreads: &[Spread<'_>],
    range: [f64; 2],
    name: &str,
    mark: Option<f64>,
) -> Option<f64> {
    let lanes = Lanes::new(spreads.iter().map(|spread| spread.system), TOP + 6.0, STEP);
    let right = WIDTH - MARGIN - FIGURES;
    let axis = Axis::covering(range, [lanes.left, right])?;
    let bottom = lanes.top_of(spreads.len());
    axis.draw_across(canvas, [lanes.top, bottom], name);
    if let Some(mark) = mark {
        canvas.line([axis.at(mark), lanes.top], [axis.at(mark), bottom], "zero");
    }
    let (from, to) = (axis.at(range[0]), axis.at(range[1]));
    let bin = (to - from) / BINS as f64;
    // Where a value is drawn says in which bin it is.
    let bins: Vec<Vec<usize>> = spreads
        .iter()
        .map(|spread| {
            let places: Vec<f64> = spread.values.iter().map(|&value| axis.at(value)).collect();
            let starts = |index: usize| from + index as f64 * bin;
            let is_in = |index: usize, place: f64| {
                let is_last = index + 1 == BINS;
                (index == 0 || place >= starts(index)) && (is_last || place < starts(index + 1))
            };
            (0..BINS).map(|i| places.iter().filter(|&&place| is_in(i, place)).count()).collect()
        })
        .collect();
    let most = bins.iter().flatten().copied().max().unwrap_or(1).max(1) as f64;
    for (row, (spread, bins)) in spreads.iter().zip(bins).enumerate() {
        let floor = lanes.top_of(row + 1);
        lanes.name(canvas, row, spread.system);
        canvas.line([lanes.left, floor], [right, floor], "axis");
        for (index, count) in bins.into_iter().enumerate().filter(|(_, count)| *count > 0) {
            let height = HEIGHT * count as f64 / most;
            let x = from + index as f64 * bin;
            canvas.rect([x + 0.5, floor - height], [bin - 1.0, height], "f0");
        }
        let x = axis.at(mean(&spread.values));
        canvas.line([x, floor - HEIGHT - 4.0], [x, floor], "bar");
        canvas.text([right + 14.0, lanes.middle(row) + 4.0], Anchor::Left, &spread.figures);
    }
    Some(bottom)
}

/// The mean; of nothing 0.
pub(super) fn mean(values: &[f64]) -> f64 {
    if values.is_empty() { 0.0 } else { values.iter().sum::<f64>() / values.len() as f64 }
}
