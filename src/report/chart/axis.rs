//! Axis: where a value is drawn, and the round numbers beside it.

use super::canvas::{Anchor, Canvas, SIZE};
use super::label::{number, width};

/// How many ticks are wanted at most, one fewer or more.
const TICKS: f64 = 5.0;

/// A range of values on a range of places; both ends are ticks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Axis {
    low: f64,
    high: f64,
    step: f64,
    /// Where the low end is.
    from: f64,
    /// Where the high end is.
    to: f64,
}

impl Axis {
    /// An axis that covers the values, left to right or upward; `None` where there is no number.
    pub(super) fn covering(
        values: impl IntoIterator<Item = f64>,
        places: [f64; 2],
    ) -> Option<Axis> {
        let numbers = values.into_iter().filter(|value| value.is_finite());
        let (low, high) = numbers.fold(None, |range: Option<(f64, f64)>, value| {
            Some(range.map_or((value, value), |(low, high)| (low.min(value), high.max(value))))
        })?;
        let span = if high > low { high - low } else { high.abs().max(1.0) * 0.1 };
        // A label needs some sixty units.
        let ticks = ((places[1] - places[0]).abs() / 60.0).clamp(2.0, TICKS);
        let step = nice(span / ticks);
        let mut ends = [(low / step).floor() * step, (high / step).ceil() * step];
        if ends[0] == ends[1] {
            ends = [ends[0] - step, ends[1] + step];
        }
        Some(Axis { low: ends[0], high: ends[1], step, from: places[0], to: places[1] })
    }

    /// Where a value is; one beyond the axis is at its end.
    pub(super) fn at(&self, value: f64) -> f64 {
        let share = (value.clamp(self.low, self.high) - self.low) / (self.high - self.low);
        self.from + share * (self.to - self.from)
    }

    /// The round numbers, as they are written.
    fn ticks(&self) -> Vec<(f64, String)> {
        let decimals = decimals(self.step);
        let first = (self.low / self.step).round();
        let last = (self.high / self.step).round();
        let mut ticks = Vec::new();
        let mut index = first;
        while index <= last {
            let value = index * self.step;
            ticks.push((value, number(value, decimals)));
            index += 1.0;
        }
        ticks
    }

    /// Draws the lines of an axis from left to right between two heights, its numbers and its
    /// name below.
    pub(super) fn draw_across(&self, canvas: &mut Canvas, [top, bottom]: [f64; 2], name: &str) {
        for (value, label) in self.ticks() {
            let x = self.at(value);
            canvas.line([x, top], [x, bottom], "grid");
            canvas.note([x, bottom + 15.0], Anchor::Middle, &label);
        }
        canvas.line([self.from, bottom], [self.to, bottom], "axis");
        let middle = f64::midpoint(self.from, self.to);
        let half = width(name, SIZE - 1.0) / 2.0;
        let middle = middle.min(super::canvas::WIDTH - super::canvas::MARGIN - half);
        canvas.note([middle, bottom + 33.0], Anchor::Middle, name);
    }

    /// Draws the lines of an upward axis between two sides, with its numbers at the left.
    pub(super) fn draw_upward(&self, canvas: &mut Canvas, [left, right]: [f64; 2]) {
        for (value, label) in self.ticks() {
            let y = self.at(value);
            canvas.line([left, y], [right, y], "grid");
            canvas.note([left - 6.0, y + 4.0], Anchor::Right, &label);
        }
        canvas.line([left, self.from], [left, self.to], "axis");
    }
}

/// The next of 1, 2, 5, 10, 20 … and their tenths that is not smaller.
fn nice(least: f64) -> f64 {
    let mut power = 1.0;
    while power * 10.0 <= least {
        power *= 10.0;
    }
    while power > least && power > 1e-9 {
        power /= 10.0;
    }
    [1.0, 2.0, 5.0]
        .map(|digit| digit * power)
        .into_iter()
        .find(|&step| step >= least)
        .unwrap_or(10.0 * power)
}

/// Decimal places that tell multiples of a step apart.
fn decimals(step: f64) -> usize {
    let mut decimals = 0;
    let mut scaled = step;
    while decimals < 9 && (scaled - scaled.round()).abs() > 1e-6 {
        scaled *= 10.0;
        decimals += 1;
    }
    decimals
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_cover_the_values() {
        let axis = Axis::covering([41.3, 58.2, f64::NAN], [0.0, 600.0]).unwrap();
        let labels: Vec<String> = axis.ticks().into_iter().map(|tick| tick.1).collect();
        assert_eq!(labels, ["40", "45", "50", "55", "60"]);
        assert_eq!((axis.at(40.0), axis.at(60.0), axis.at(99.0)), (0.0, 600.0, 600.0));
    }

    #[test]
    fn one_value_has_an_axis_and_none_has_none() {
        let axis = Axis::covering([0.0], [0.0, 600.0]).unwrap();
        assert_eq!(axis.at(0.0), 300.0);
        assert!(Axis::covering([f64::NAN], [0.0, 1.0]).is_none());
    }

    #[test]
    fn small_steps_have_as_many_decimals_as_they_need() {
        assert_eq!(decimals(nice(0.0031)), 3);
        assert_eq!(decimals(nice(31.0)), 0);
    }
}
