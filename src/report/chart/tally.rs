//! Tally: counts by severity, as bars in rows and columns.

use super::canvas::{Anchor, Canvas, MARGIN, SMALL, WIDTH};
use super::label::fit;
use super::lanes::Lanes;
use crate::finding::Severity;

/// A bar is no shorter, so that one of hundreds is seen.
const LEAST: f64 = 3.0;
/// The space for a figure behind a bar.
const FIGURE: f64 = 42.0;

/// The parts of a bar: severity, fill, and pattern.
const PARTS: [(Severity, &str, Option<usize>); 3] = [
    (Severity::Error, "f1", None),
    (Severity::Warning, "f5", Some(0)),
    (Severity::Info, "hollow", None),
];

/// How often something was found, by severity in the order of [`Tally::severities`].
pub(super) type Counts = [usize; PARTS.len()];

/// Counts with names for rows and columns.
pub(super) struct Tally<'a> {
    pub(super) rows: Vec<&'a str>,
    pub(super) columns: Vec<&'a str>,
    /// Row by row, a cell for each column.
    pub(super) counts: Vec<Vec<Counts>>,
}

impl Tally<'_> {
    /// The severities of a bar's parts.
    pub(super) fn severities() -> [Severity; PARTS.len()] {
        PARTS.map(|(severity, _, _)| severity)
    }

    /// The highest of all counts; `None` where nothing was found.
    pub(super) fn most(&self) -> Option<usize> {
        let sums = self.counts.iter().flatten().map(|counts| counts.iter().sum());
        sums.max().filter(|&most: &usize| most > 0)
    }

    /// How much was found in a column.
    pub(super) fn of_column(&self, column: usize) -> usize {
        self.counts.iter().map(|row| row[column].iter().sum::<usize>()).sum()
    }

    /// Where the columns begin and how wide each is, where there is room for so many of them.
    pub(super) fn places(&self, lanes: &Lanes, room_for: usize) -> (f64, f64) {
        (lanes.left, (WIDTH - MARGIN - lanes.left) / room_for.max(1) as f64)
    }

    /// Draws the bars, the longest for `most`; the headings stand above the first row.
    pub(super) fn draw(&self, canvas: &mut Canvas, lanes: &Lanes, room_for: usize, most: usize) {
        let (left, wide) = self.places(lanes, room_for);
        let bottom = lanes.top_of(self.rows.len());
        for (place, name) in self.columns.iter().enumerate() {
            let x = left + place as f64 * wide;
            canvas.line([x, lanes.top - 4.0], [x, bottom], "axis");
            let name = fit(name, SMALL, wide - 6.0);
            canvas.note([x + 2.0, lanes.top - 8.0], Anchor::Left, &name);
        }
        for (row, (name, cells)) in self.rows.iter().zip(&self.counts).enumerate() {
            lanes.name(canvas, row, name);
            for (place, counts) in cells.iter().enumerate() {
                let x = left + place as f64 * wide;
                let scale = (wide - FIGURE) / most.max(1) as f64;
                let place = [x, lanes.top_of(row) + 6.0];
                let end = draw_bar(canvas, counts, place, [scale, lanes.step - 12.0]);
                let figure = counts.iter().sum::<usize>().to_string();
                canvas.note([end + 5.0, lanes.middle(row) + 4.0], Anchor::Left, &figure);
            }
        }
    }
}

/// Draws one bar and gives where it ends; its size is that of one found, and the height.
fn draw_bar(
    canvas: &mut Canvas,
    counts: &Counts,
    [mut x, y]: [f64; 2],
    [wide, high]: [f64; 2],
) -> f64 {
    for ((_, class, pattern), &count) in PARTS.iter().zip(counts) {
        if count == 0 {
            continue;
        }
        let (place, size) = ([x, y], [(wide * count as f64).max(LEAST), high]);
        canvas.rect(place, size, class);
        if let Some(pattern) = pattern {
            canvas.hatch(place, size, *pattern);
        }
        x += size[0];
    }
    x
}
