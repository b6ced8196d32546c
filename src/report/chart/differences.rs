//! Differences: each system's score less that of the baseline, with its interval.

use super::Chart;
use super::axis::Axis;
use super::canvas::{Anchor, MARGIN, SIZE, TOP, WIDTH, slug};
use super::label::{fit, isolate, signed};
use super::lanes::Lanes;
use super::marker::Marker;
use super::subject::{Against, Subject};
use crate::comparison::ALPHA;

const STEP: f64 = 28.0;
/// The space for a difference in figures.
const FIGURES: f64 = 90.0;

pub(super) fn chart(subject: &Subject<'_>, metric: usize) -> Option<Chart> {
    let yardstick = subject.yardstick(metric)?;
    let shown = subject.best(metric);
    let others = shown.systems.iter().filter(|&&system| system != yardstick);
    let found: Vec<(usize, Against)> = others
        .filter_map(|&system| Some((system, subject.against(metric, system, yardstick)?)))
        .collect();
    if found.is_empty() {
        return None;
    }
    let values = found.iter().flat_map(|(_, against)| {
        against.interval.into_iter().flatten().chain([against.difference, 0.0])
    });
    let tolerance = subject.tolerance(metric);
    let values = values.chain(tolerance);
    let lanes = Lanes::new(found.iter().map(|&(s, _)| subject.name(s)), TOP + 6.0, STEP);
    let right = WIDTH - MARGIN - FIGURES;
    let axis = Axis::covering(values, [lanes.left, right])?;
    let name = format!("differences-{}", slug(&subject.testset.metrics[metric].id));
    let mut canvas = subject.canvas(&name);
    let bottom = lanes.top_of(found.len());
    let short = isolate(&fit(subject.name(yardstick), SIZE, 160.0));
    let unit = format!("difference to {short}, {}", subject.axis_name(metric));
    if let Some(tolerance) = tolerance {
        let [left, right] = [axis.at(tolerance.min(0.0)), axis.at(tolerance.max(0.0))];
        canvas.rect([left, lanes.top], [right - left, bottom - lanes.top], "band");
    }
    axis.draw_across(&mut canvas, [lanes.top, bottom], &unit);
    canvas.line([axis.at(0.0), lanes.top - 4.0], [axis.at(0.0), bottom], "zero");
    let mut figures = Vec::new();
    for (row, (system, against)) in found.iter().enumerate() {
        let y = lanes.middle(row);
        let is_significant = against.p_adjusted < ALPHA;
        lanes.name(&mut canvas, row, subject.name(*system));
        if let Some([low, high]) = against.interval {
            canvas.whisker([axis.at(low), axis.at(high)], y, "bar");
        }
        let class = if is_significant { "f0" } else { "hollow" };
        canvas.marker(Marker::Circle, [axis.at(against.difference), y], 5.0, class);
        let figure = signed(against.difference, subject.decimals(metric));
        let figure = if is_significant { format!("{figure} *") } else { figure };
        canvas.text([right + 14.0, y + 4.0], Anchor::Left, &figure);
        figures.push(format!("{} {figure}", isolate(subject.name(*system))));
    }
    let what = if subject.has_baseline() { "the baseline" } else { "the best system" };
    let subtitle = format!(
        "line: 95 % interval, filled and *: significant (adjusted p < {ALPHA}), hollow: not{}{}",
        tolerance
            .map(|points| format!(" · grey: the gate lets it worsen by {}", points.abs()))
            .unwrap_or_default(),
        shown.note
    );
    let title = format!("{}: differences to {what}", subject.metric(metric));
    let mut head = subject.head(name, title, subtitle);
    let yardstick = isolate(subject.name(yardstick));
    let list = figures.join(", ");
    head.description
        .push_str(&format!(" {}, less that of {yardstick}: {list}.", subject.axis_name(metric)));
    Some(canvas.finish(head, bottom + 46.0))
}
