//! Scatter: the segments' scores of the two best systems against each other.

use super::Chart;
use super::axis::Axis;
use super::canvas::{Anchor, MARGIN, SIZE, TOP, WIDTH, at};
use super::label::{count, fit, isolate};
use super::marker::Marker;
use super::subject::Subject;

/// The side of the square.
const SIDE: f64 = 440.0;
/// More points are counted in squares.
const MOST_POINTS: usize = 2000;
/// Squares along a side.
const SQUARES: usize = 44;

pub(super) fn chart(subject: &Subject<'_>) -> Option<Chart> {
    let metrics = &subject.testset.metrics;
    let metric = metrics
        .iter()
        .position(|metric| metric.key == "chrf")
        .or_else(|| (!metrics.is_empty()).then_some(0))?;
    let [first, second, ..] = subject.best(metric).systems[..] else {
        return None;
    };
    let scores = |system: usize| subject.testset.systems[system].segment_scores.get(metric);
    let points: Vec<[f64; 2]> = scores(first)?
        .iter()
        .zip(scores(second)?)
        .filter_map(|(x, y)| Some([(*x)?, (*y)?]))
        .filter(|point| point.iter().all(|value| value.is_finite()))
        .collect();
    if points.len() < 2 {
        return None;
    }
    let name = "scatter".to_owned();
    let mut canvas = subject.canvas(&name);
    let (left, top) = (MARGIN + 50.0, TOP + 22.0);
    let (right, bottom) = (left + SIDE, top + SIDE);
    let across = Axis::covering(points.iter().flatten().copied(), [left, right])?;
    let upward = Axis::covering(points.iter().flatten().copied(), [bottom, top])?;
    let short = |system: usize| isolate(&fit(subject.name(system), SIZE, 220.0));
    let of = subject.metric(metric);
    let better = subject.direction(metric);
    let name_across = format!("{of} of {}, points ({better})", short(first));
    across.draw_across(&mut canvas, [top, bottom], &name_across);
    upward.draw_upward(&mut canvas, [left, right]);
    let better_upward = if metrics[metric].lower_is_better {
        "↓ lower is better"
    } else {
        "↑ higher is better"
    };
    let name_upward = format!("{of} of {}, points ({better_upward})", short(second));
    canvas.note([left, top - 10.0], Anchor::Left, &name_upward);
    canvas.path(&format!("M{},{} L{},{}", at(left), at(bottom), at(right), at(top)), "rule");
    let places: Vec<[f64; 2]> =
        points.iter().map(|[x, y]| [across.at(*x), upward.at(*y)]).collect();
    if places.len() <= MOST_POINTS {
        for &place in &places {
            canvas.marker(Marker::Circle, place, 3.2, "dot");
        }
    } else {
        for (place, share) in squares(&places, [left, top]) {
            let side = SIDE / SQUARES as f64 * share.sqrt();
            canvas.rect([place[0] - side / 2.0, place[1] - side / 2.0], [side, side], "f0");
        }
    }
    let sign = if metrics[metric].lower_is_better { -1.0 } else { 1.0 };
    let wins = points.iter().filter(|[x, y]| (x - y) * sign > 0.0).count();
    let losses = points.iter().filter(|[x, y]| (x - y) * sign < 0.0).count();
    let ties = points.len() - wins - losses;
    let aside = right + 24.0;
    let room = WIDTH - MARGIN - aside;
    let mut figures = Vec::new();
    for (line, (what, number)) in
        [(Some(first), wins), (Some(second), losses), (None, ties)].into_iter().enumerate()
    {
        let y = top + 40.0 + line as f64 * 48.0;
        let label = what.map_or("equal".to_owned(), |system| subject.name(system).to_owned());
        canvas.bold([aside, y], Anchor::Left, &fit(&label, SIZE + 1.0, room));
        let words = if what.is_some() { "better in " } else { "in " };
        let figure = format!("{words}{}", count(number, "segment"));
        canvas.note([aside, y + 17.0], Anchor::Left, &figure);
        figures.push(format!("{} {figure}", isolate(&label)));
    }
    let mark = if places.len() <= MOST_POINTS {
        "dot: one segment"
    } else {
        "area of a square: number of segments"
    };
    let subtitle = format!("{mark}; on the dashed line both are equal");
    let mut head = subject.head(name, format!("{of}: segments of the two best systems"), subtitle);
    head.description.push_str(&format!(" {}.", figures.join(", ")));
    Some(canvas.finish(head, bottom + 46.0))
}

/// The middles of the squares that have points, and how many beside the fullest.
fn squares(places: &[[f64; 2]], [left, top]: [f64; 2]) -> Vec<([f64; 2], f64)> {
    let side = SIDE / SQUARES as f64;
    let mut found = Vec::new();
    for row in 0..SQUARES {
        let from = top + row as f64 * side;
        let in_row = |place: &&[f64; 2]| {
            (place[1] >= from || row == 0) && (place[1] < from + side || row + 1 == SQUARES)
        };
        let in_row: Vec<&[f64; 2]> = places.iter().filter(in_row).collect();
        for column in 0..SQUARES {
            let from_x = left + column as f64 * side;
            let is_in = |place: &&&[f64; 2]| {
                (place[0] >= from_x || column == 0)
                    && (place[0] < from_x + side || column + 1 == SQUARES)
            };
            let count = in_row.iter().filter(is_in).count();
            if count > 0 {
                found.push(([from_x + side / 2.0, from + side / 2.0], count as f64));
            }
        }
    }
    let most = found.iter().map(|square| square.1).fold(1.0, f64::max);
    found.into_iter().map(|(place, count)| (place, count / most)).collect()
}
