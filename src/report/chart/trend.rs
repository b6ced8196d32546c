//! Trend: what systems scored under one metric, run after run.

use super::axis::Axis;
use super::canvas::{Anchor, Canvas, Head, MARGIN, SIZE, SMALL, TOP, WIDTH, at, slug};
use super::label::{apart, count, fit, isolate, number, width};
use super::marker::Marker;
use super::style::HUES;
use super::{Chart, MOST_SYSTEMS};
use crate::history::{Break, Date, Score, Series, best};

const HEIGHT: f64 = 300.0;
/// The space for names and last scores.
const ASIDE: f64 = 190.0;
/// The height of a name.
const STEP: f64 = 18.0;

/// Draws one metric of one test set over all runs, a line for each system; `None` without a series.
///
/// Runs are as far apart as all others, whatever their dates. Lines end where the signature or the
/// texts change, and begin anew.
pub fn trend(series: &[Series<'_>]) -> Option<Chart> {
    let first: &Score = series.iter().find_map(|of| of.scores.first().copied())?;
    let shown = shown(series);
    let all = shown.iter().flat_map(|of| &of.scores);
    let mut runs: Vec<(Date, i64)> = all.map(|score| (score.stamp.date, score.run)).collect();
    runs.sort_unstable();
    runs.dedup();
    let name = format!("trend-{}", slug(&first.metric));
    let mut canvas = Canvas::new(&first.testset, &name);
    let (left, top) = (MARGIN + 50.0, TOP + 16.0);
    let (right, bottom) = (WIDTH - MARGIN - ASIDE, TOP + 16.0 + HEIGHT);
    let values = shown.iter().flat_map(|of| of.scores.iter().map(|score| score.value));
    let upward = Axis::covering(values, [bottom, top])?;
    upward.draw_upward(&mut canvas, [left, right]);
    let better = if first.lower_is_better { "lower is better ↓" } else { "higher is better ↑" };
    let unit = if first.is_own { "points" } else { "its own scale" };
    canvas.note([left, top - 10.0], Anchor::Left, &format!("{}, {unit}, {better}", first.name));
    let step = (right - left - 24.0) / (runs.len().max(2) - 1) as f64;
    let place = |score: &Score| {
        let run = runs.binary_search(&(score.stamp.date, score.run));
        [left + 12.0 + step * run.unwrap_or(0) as f64, upward.at(score.value)]
    };
    draw_dates(&mut canvas, &runs, [left + 12.0, step, bottom]);
    let mut breaks: Vec<(Break, &Score)> = shown.iter().flat_map(|of| of.breaks()).collect();
    breaks.sort_by(|a, b| place(a.1)[0].total_cmp(&place(b.1)[0]));
    breaks.dedup_by(|a, b| place(a.1)[0] == place(b.1)[0]);
    for (_, score) in &breaks {
        let x = place(score)[0] - step / 2.0;
        canvas.line([x, top], [x, bottom], "rule");
    }
    for (hue, of) in shown.iter().enumerate() {
        draw(&mut canvas, of, hue, &place);
    }
    draw_names(&mut canvas, &shown, &place, [right + 16.0, top, bottom]);
    let mut subtitle = format!("{}, each beside the one before", count(runs.len(), "run"));
    if !breaks.is_empty() {
        subtitle.push_str(", dashed rule: signature or texts changed, scores are not compared");
    }
    if series.len() > shown.len() {
        let (most, all) = (shown.len(), series.len());
        subtitle.push_str(&format!(" · showing {most} of {all} systems, the best"));
    }
    let description = description(first, &subtitle, &shown);
    let title = format!("{}: trend on {}", first.name, isolate(&first.testset));
    Some(canvas.finish(Head { name, title, subtitle, description }, bottom + 32.0))
}

/// The series whose last score is best, the best first.
fn shown<'a, 'b>(series: &'b [Series<'a>]) -> Vec<&'b Series<'a>> {
    let last = |of: &Series<'_>| of.scores.last().map_or(f64::NAN, |score| score.value);
    let mut shown: Vec<&Series<'_>> = series.iter().filter(|of| !of.scores.is_empty()).collect();
    shown.sort_by(|a, b| {
        let order = last(a).total_cmp(&last(b));
        if a.scores[0].lower_is_better { order } else { order.reverse() }
    });
    shown.truncate(MOST_SYSTEMS);
    shown
}

/// Draws the line and the points of one system.
fn draw(canvas: &mut Canvas, of: &Series<'_>, hue: usize, place: &impl Fn(&Score) -> [f64; 2]) {
    for stretch in of.stretches() {
        let points: Vec<[f64; 2]> = stretch.iter().map(|score| place(score)).collect();
        if points.len() > 1 {
            let corners: Vec<String> =
                points.iter().map(|[x, y]| format!("{},{}", at(*x), at(*y))).collect();
            canvas.path(&format!("M{}", corners.join(" L")), &format!("l{}", hue % HUES));
        }
        for point in points {
            canvas.marker(marker(hue), point, 4.0, &format!("f{}", hue % HUES));
        }
    }
}

fn marker(hue: usize) -> Marker {
    Marker::ALL[hue % Marker::ALL.len()]
}

/// Writes as many days below as there is room for, the first and the last among them.
fn draw_dates(canvas: &mut Canvas, runs: &[(Date, i64)], [left, step, bottom]: [f64; 3]) {
    let mut free = f64::NEG_INFINITY;
    let day = |date: Date| date.to_string().chars().take(10).collect::<String>();
    let room = width("0000-00-00", SMALL) + 8.0;
    let last = runs.len().saturating_sub(1);
    let end = left + step * last as f64;
    for (run, (date, _)) in runs.iter().enumerate() {
        let x = left + step * run as f64;
        canvas.line([x, bottom], [x, bottom + 4.0], "axis");
        if x >= free && (run == last || x + room <= end) {
            canvas.note([x, bottom + 18.0], Anchor::Middle, &day(*date));
            free = x + room;
        }
    }
}

/// Writes the names beside the last points, moved so that none lies over another.
fn draw_names(
    canvas: &mut Canvas,
    shown: &[&Series<'_>],
    place: &impl Fn(&Score) -> [f64; 2],
    [left, top, bottom]: [f64; 3],
) {
    let mut names: Vec<(usize, &Score, f64)> = Vec::new();
    for (hue, of) in shown.iter().enumerate() {
        names.extend(of.scores.last().map(|score| (hue, *score, place(score)[1])));
    }
    names.sort_by(|a, b| a.2.total_cmp(&b.2));
    let wanted: Vec<f64> = names.iter().map(|(_, _, y)| *y).collect();
    for ((hue, score, _), y) in names.into_iter().zip(apart(&wanted, STEP, [top, bottom])) {
        canvas.marker(marker(hue), [left, y], 4.0, &format!("f{}", hue % HUES));
        let figure = number(score.value, score.decimals());
        let room = ASIDE - 40.0 - width(&figure, SIZE);
        canvas.text([left + 12.0, y + 4.0], Anchor::Left, &fit(&score.system, SIZE, room));
        canvas.text([WIDTH - MARGIN, y + 4.0], Anchor::Right, &figure);
    }
}

/// The numbers, for those who cannot see them.
fn description(first: &Score, subtitle: &str, shown: &[&Series<'_>]) -> String {
    let better = if first.lower_is_better { "lower" } else { "higher" };
    let (name, testset) = (&first.name, isolate(&first.testset));
    let mut text = format!("Test set {testset}. {name}, {better} is better. {subtitle}.");
    for of in shown {
        text.push_str(&format!(" {}:", isolate(&of.scores[0].system)));
        for (index, score) in of.scores.iter().enumerate() {
            let value = number(score.value, score.decimals());
            let before = index.checked_sub(1).map(|index| of.scores[index]);
            let broken = before.and_then(|before| Break::between(before, score));
            let mark = broken.map_or(String::new(), |of| format!(" ({})", of.what()));
            let comma = if index == 0 { "" } else { "," };
            text.push_str(&format!("{comma} {} {value}{mark}", isolate(&score.stamp.to_string())));
        }
        let last = of.stretches().last().and_then(|stretch| best(stretch));
        if let Some(best) = last {
            text.push_str(&format!("; best {}", number(best.value, best.decimals())));
        }
        text.push('.');
    }
    text
}
