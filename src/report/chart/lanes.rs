//! Lanes: rows with a name at their left.

use super::canvas::{Anchor, Canvas, MARGIN, SIZE};
use super::label::{fit, width};

/// The widest column of names.
const MOST: f64 = 190.0;

/// Rows of the same height, below each other.
pub(super) struct Lanes {
    /// Where the names end and the drawing begins.
    pub(super) left: f64,
    /// Where the first row begins.
    pub(super) top: f64,
    /// How high a row is.
    pub(super) step: f64,
}

impl Lanes {
    /// Rows whose names are these, or some of them.
    pub(super) fn new<'a>(names: impl Iterator<Item = &'a str>, top: f64, step: f64) -> Lanes {
        let widest = names.map(|name| width(name, SIZE)).fold(60.0, f64::max).min(MOST);
        Lanes { left: MARGIN + widest + 12.0, top, step }
    }

    /// The top of a row.
    pub(super) fn top_of(&self, row: usize) -> f64 {
        self.top + row as f64 * self.step
    }

    /// The middle of a row.
    pub(super) fn middle(&self, row: usize) -> f64 {
        self.top_of(row) + self.step / 2.0
    }

    /// Writes a row's name.
    pub(super) fn name(&self, canvas: &mut Canvas, row: usize, name: &str) {
        let name = fit(name, SIZE, self.left - MARGIN - 12.0);
        canvas.text([self.left - 10.0, self.middle(row) + 4.0], Anchor::Right, &name);
    }
}
