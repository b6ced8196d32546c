//! Scores: each system's score under one metric, with its interval.

use super::Chart;
use super::axis::Axis;
use super::canvas::{Anchor, MARGIN, TOP, WIDTH, slug};
use super::label::{isolate, number};
use super::lanes::Lanes;
use super::marker::Marker;
use super::subject::Subject;

const STEP: f64 = 28.0;
/// The space for a score in figures.
const FIGURES: f64 = 150.0;

pub(super) fn chart(subject: &Subject<'_>, metric: usize) -> Option<Chart> {
    let shown = subject.best(metric);
    let scores: Vec<_> = shown
        .systems
        .iter()
        .filter_map(|&system| Some((system, subject.score(system, metric)?)))
        .collect();
    let values = scores.iter().flat_map(|(_, score)| {
        let ends = score.interval.map(|interval| [interval.low, interval.high]);
        ends.into_iter().flatten().chain([score.value])
    });
    // An interval may reach beyond the best score there is; the axis does not.
    let metric_of = &subject.testset.metrics[metric];
    let most = if metric_of.is_own && !metric_of.lower_is_better { 100.0 } else { f64::INFINITY };
    let values = values.map(|value| value.min(most));
    let lanes = Lanes::new(scores.iter().map(|&(s, _)| subject.name(s)), TOP + 6.0, STEP);
    let right = WIDTH - MARGIN - FIGURES;
    let axis = Axis::covering(values, [lanes.left, right])?;
    let name = format!("scores-{}", slug(&subject.testset.metrics[metric].id));
    let mut canvas = subject.canvas(&name);
    let bottom = lanes.top_of(scores.len());
    axis.draw_across(&mut canvas, [lanes.top, bottom], &subject.axis_name(metric));
    let decimals = subject.decimals(metric);
    let mut figures = Vec::new();
    let mut cluster = None;
    for (row, (system, score)) in scores.iter().enumerate() {
        let y = lanes.middle(row);
        lanes.name(&mut canvas, row, subject.name(*system));
        let ends = score.interval.map(|interval| [interval.low, interval.high]);
        let ends = ends.filter(|ends| ends.iter().all(|end| end.is_finite()));
        let mut figure = number(score.value, decimals);
        if let Some([low, high]) = ends {
            canvas.whisker([axis.at(low), axis.at(high)], y, "bar");
            figure.push_str(&format!(" ± {}", number((high - low) / 2.0, decimals)));
        }
        canvas.marker(Marker::Circle, [axis.at(score.value), y], 5.0, "f0");
        canvas.text([right + 14.0, y + 4.0], Anchor::Left, &figure);
        if let Some(place) = score.place {
            if cluster.is_some_and(|cluster| cluster != place.cluster) {
                let y = lanes.top_of(row);
                canvas.line([MARGIN, y], [WIDTH - MARGIN, y], "rule");
            }
            cluster = Some(place.cluster);
            let [best, worst] = place.ranks;
            let rank = if best == worst { format!("{best}") } else { format!("{best}–{worst}") };
            canvas.note([WIDTH - MARGIN, y + 4.0], Anchor::Right, &rank);
        }
        figures.push(format!("{} {figure}", isolate(subject.name(*system))));
    }
    if cluster.is_some() {
        canvas.note([WIDTH - MARGIN, lanes.top - 4.0], Anchor::Right, "rank");
    }
    let mut subtitle = "dot: score, line: 95 % interval".to_owned();
    if cluster.is_some_and(|cluster| cluster > 1) {
        subtitle.push_str(", dashed rule: the systems above are significantly better");
    }
    subtitle.push_str(&shown.note);
    let title = format!("{}: scores", subject.metric(metric));
    let mut head = subject.head(name, title, subtitle);
    let list = figures.join(", ");
    head.description.push_str(&format!(" {}: {list}.", subject.axis_name(metric)));
    Some(canvas.finish(head, bottom + 46.0))
}
