//! Distribution: how the scores of segments are spread.

use super::Chart;
use super::canvas::slug;
use super::histogram::{Spread, draw, mean};
use super::label::{isolate, number};
use super::subject::Subject;

/// Fewer scores make no picture.
const FEWEST: usize = 2;

pub(super) fn chart(subject: &Subject<'_>, metric: usize) -> Option<Chart> {
    let shown = subject.best(metric);
    let spread = |&system: &usize| {
        let scores = subject.testset.systems[system].segment_scores.get(metric)?;
        let values: Vec<f64> =
            scores.iter().flatten().copied().filter(|score| score.is_finite()).collect();
        let figures = format!("mean {}", number(mean(&values), subject.decimals(metric)));
        (values.len() >= FEWEST).then(|| Spread { system: subject.name(system), values, figures })
    };
    let spreads: Vec<Spread<'_>> = shown.systems.iter().filter_map(spread).collect();
    let all = || spreads.iter().flat_map(|spread| spread.values.iter().copied());
    let (low, high) = all().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
        (low.min(value), high.max(value))
    });
    if low >= high {
        return None;
    }
    let range =
        if subject.testset.metrics[metric].is_own { [0.0, high.max(100.0)] } else { [low, high] };
    let name = format!("segments-{}", slug(&subject.testset.metrics[metric].id));
    let mut canvas = subject.canvas(&name);
    let axis = format!("score of a segment: {}", subject.axis_name(metric));
    let bottom = draw(&mut canvas, &spreads, range, &axis, None)?;
    let subtitle = format!("height: number of segments, upright line: mean{}", shown.note);
    let title = format!("{}: scores of segments", subject.metric(metric));
    let mut head = subject.head(name, title, subtitle);
    let figures: Vec<String> = spreads
        .iter()
        .map(|spread| format!("{} {}", isolate(spread.system), spread.figures))
        .collect();
    head.description.push_str(&format!(" {axis}: {}.", figures.join(", ")));
    Some(canvas.finish(head, bottom + 46.0))
}
