//! Perturb: what metrics lose where names, or other words, of the reference are damaged.

use super::Chart;
use super::axis::Axis;
use super::canvas::{Anchor, Canvas, MARGIN, SIZE, TOP, WIDTH, at};
use super::label::{apart, fit, number, width};
use super::marker::Marker;
use super::style::HUES;
use super::subject::Subject;
use crate::sensitivity::{Sensitivity, What};

const HEIGHT: f64 = 230.0;
/// The space for the numbers of an upward axis.
const NUMBERS: f64 = 34.0;
/// The space for the names of metrics and what they lose.
const ASIDE: f64 = 150.0;
/// The space between the panels.
const BETWEEN: f64 = 18.0;
/// The height of a name.
const STEP: f64 = 17.0;

/// The line of a metric: its name, and shares in percent with the points lost.
struct Line {
    hue: usize,
    name: String,
    points: Vec<[f64; 2]>,
}

pub(super) fn chart(subject: &Subject<'_>) -> Option<Chart> {
    let found = subject.testset.analyses.perturb.as_ref()?;
    let name = "perturb".to_owned();
    let mut canvas = subject.canvas(&name);
    let panels: Vec<(What, Vec<Line>)> =
        What::ALL.map(|what| (what, lines(subject, found, what))).into();
    let panels: Vec<(What, Vec<Line>)> =
        panels.into_iter().filter(|(_, lines)| !lines.is_empty()).collect();
    let losses = panels.iter().flat_map(|(_, lines)| lines).flat_map(|line| &line.points);
    let losses: Vec<f64> = losses.map(|[_, loss]| *loss).collect();
    let top = TOP + 44.0;
    // One axis for both, so that what is higher is more.
    let upward = Axis::covering(losses, [top + HEIGHT, top])?;
    let wide = (WIDTH - 2.0 * MARGIN - BETWEEN) / 2.0;
    canvas.note(
        [MARGIN, TOP + 2.0],
        Anchor::Left,
        "points lost (a higher line sees more ↑; 0: sees nothing)",
    );
    let mut figures = Vec::new();
    for (place, (what, lines)) in panels.iter().enumerate() {
        let left = MARGIN + place as f64 * (wide + BETWEEN);
        draw(&mut canvas, *what, lines, &upward, [left, left + wide, top]);
        figures.push(described(found, *what, lines));
    }
    let subtitle =
        "what each metric makes of the reference with a known share of it damaged".to_owned();
    let title = "What the metrics see of wrong names".to_owned();
    let mut head = subject.head(name, title, subtitle);
    head.description.push_str(&format!(" Points lost. {}", figures.join(" ")));
    Some(canvas.finish(head, top + HEIGHT + 46.0))
}

/// The lines of the metrics, each from nothing damaged and nothing lost.
fn lines(subject: &Subject<'_>, found: &Sensitivity, what: What) -> Vec<Line> {
    let metrics = 0..subject.testset.metrics.len();
    let line = |metric: usize| {
        let id = &subject.testset.metrics[metric].id;
        let lost = found.of(what).filter_map(|dose| Some([100.0 * dose.share(), dose.loss(id)?]));
        let points: Vec<[f64; 2]> = std::iter::once([0.0, 0.0])
            .chain(lost.filter(|point| point.iter().all(|number| number.is_finite())))
            .collect();
        let line = Line { hue: metric % HUES, name: subject.metric(metric), points };
        (line.points.len() > 1).then_some(line)
    };
    metrics.filter_map(line).collect()
}

/// Draws a panel between two sides, its upper edge at `top`.
fn draw(
    canvas: &mut Canvas,
    what: What,
    lines: &[Line],
    upward: &Axis,
    [left, end, top]: [f64; 3],
) {
    let (left, right) = (left + NUMBERS, end - ASIDE);
    let bottom = top + HEIGHT;
    let shares = lines.iter().flat_map(|line| &line.points).map(|[share, _]| *share);
    let Some(across) = Axis::covering(shares, [left, right]) else { return };
    let title = match what {
        What::Names => "Names damaged",
        What::Words => "Other words dropped",
    };
    canvas.bold([left, top - 12.0], Anchor::Left, title);
    upward.draw_upward(canvas, [left, right]);
    across.draw_across(canvas, [top, bottom], &format!("share of the {}, %", what.label()));
    for line in lines {
        let class = format!("f{}", line.hue);
        let place = |[share, loss]: [f64; 2]| [across.at(share), upward.at(loss)];
        let corner = |point: &[f64; 2]| place(*point).map(at).join(",");
        let corners: Vec<String> = line.points.iter().map(corner).collect();
        canvas.path(&format!("M{}", corners.join(" L")), &format!("l{}", line.hue));
        for &point in &line.points[1..] {
            canvas.marker(marker(line.hue), place(point), 4.0, &class);
        }
    }
    draw_names(canvas, lines, upward, [right + 12.0, end, top, bottom]);
}

/// Writes names and losses beside the ends of the lines, moved so that none lies over another.
fn draw_names(
    canvas: &mut Canvas,
    lines: &[Line],
    upward: &Axis,
    [left, end, top, bottom]: [f64; 4],
) {
    let last = |line: &Line| line.points.last().map_or(0.0, |point| point[1]);
    let mut order: Vec<&Line> = lines.iter().collect();
    order.sort_by(|a, b| last(b).total_cmp(&last(a)));
    let wanted: Vec<f64> = order.iter().map(|line| upward.at(last(line))).collect();
    for (line, y) in order.into_iter().zip(apart(&wanted, STEP, [top, bottom])) {
        canvas.marker(marker(line.hue), [left, y], 4.0, &format!("f{}", line.hue));
        let figure = number(last(line), 2);
        let room = end - left - 22.0 - width(&figure, SIZE);
        canvas.text([left + 10.0, y + 4.0], Anchor::Left, &fit(&line.name, SIZE, room));
        canvas.text([end, y + 4.0], Anchor::Right, &figure);
    }
}

fn marker(hue: usize) -> Marker {
    Marker::ALL[hue % Marker::ALL.len()]
}

/// The numbers of a panel, for those who cannot see them.
fn described(found: &Sensitivity, what: What, lines: &[Line]) -> String {
    let doses = found.of(what).map(|dose| format!("{} of {}", dose.damaged, dose.candidates));
    let doses: Vec<String> = doses.collect();
    let losses = lines.iter().map(|line| {
        let lost: Vec<String> = line.points[1..].iter().map(|point| number(point[1], 2)).collect();
        format!("{} {}", line.name, lost.join(", "))
    });
    let losses: Vec<String> = losses.collect();
    format!("With {} {} damaged: {}.", doses.join(", "), what.label(), losses.join("; "))
}
