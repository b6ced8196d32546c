//! Buckets: scores on groups of segments, a row per group and a panel per metric.

use super::Chart;
use super::axis::Axis;
use super::canvas::{Anchor, Canvas, MARGIN, SIZE, SMALL, TOP, WIDTH};
use super::label::{count, fit, width};
use super::lanes::Lanes;
use super::marker::Marker;
use super::style::HUES;
use super::subject::Subject;
use crate::analysis::buckets::{Bucket, By, Grouping, RELIABLE, Score};

/// More groups are not drawn; the chart says so.
const MOST_BUCKETS: usize = 12;
/// Panels beside each other.
const PANELS: usize = 3;
/// The height of a system in a row.
const SYSTEM: f64 = 11.0;

pub(super) fn chart(subject: &Subject<'_>, grouping: &Grouping) -> Option<Chart> {
    let (key, by) = words(grouping.by);
    let shown = subject.all();
    let buckets = &grouping.buckets[..grouping.buckets.len().min(MOST_BUCKETS)];
    let names: Vec<&str> = buckets.iter().map(|bucket| bucket.label.as_str()).collect();
    if names.len() < 2 {
        return None;
    }
    let name = format!("buckets-{key}");
    let mut canvas = subject.canvas(&name);
    let mut top = legend(subject, &shown.systems, &mut canvas) + 22.0;
    let step = (shown.systems.len() as f64 * SYSTEM + 10.0).max(34.0);
    let metrics: Vec<usize> = (0..subject.testset.metrics.len())
        .filter(|&metric| buckets.iter().any(|bucket| !scores(subject, bucket, metric).is_empty()))
        .collect();
    if metrics.is_empty() {
        return None;
    }
    for block in metrics.chunks(if metrics.len() == 4 { 2 } else { PANELS }) {
        let lanes = Lanes::new(names.iter().copied(), top, step);
        for (row, bucket) in buckets.iter().enumerate() {
            let (y, right) = (lanes.middle(row), lanes.left - 10.0);
            let label = fit(&bucket.label, SIZE, right - MARGIN);
            canvas.text([right, y - 1.0], Anchor::Right, &label);
            canvas.note([right, y + 12.0], Anchor::Right, &format!("n = {}", bucket.segments));
            let frame = [WIDTH - MARGIN - lanes.left, step];
            if bucket.segments < RELIABLE {
                canvas.tint([lanes.left, lanes.top_of(row)], frame, "f4", 0.1);
            }
            canvas.line([MARGIN, lanes.top_of(row)], [WIDTH - MARGIN, lanes.top_of(row)], "grid");
        }
        let panel = (WIDTH - MARGIN - lanes.left) / block.len() as f64;
        for (place, &metric) in block.iter().enumerate() {
            let from = lanes.left + place as f64 * panel + 12.0;
            draw(
                subject,
                metric,
                buckets,
                &shown.systems,
                &lanes,
                [from, from + panel - 36.0],
                &mut canvas,
            );
        }
        top = lanes.top_of(buckets.len()) + 66.0;
    }
    let mut subtitle = format!(
        "systems in the order of the legend, line: 95 % interval; grey and hollow: fewer than {RELIABLE} segments, not reliable"
    );
    if grouping.overlapping {
        subtitle.push_str("; a segment may be in several groups");
    }
    if grouping.buckets.len() > buckets.len() {
        subtitle.push_str(&format!(
            " · showing {} of {}",
            buckets.len(),
            count(grouping.buckets.len(), "group")
        ));
    }
    subtitle.push_str(&shown.note);
    let head = subject.head(name, format!("Scores by {by}"), subtitle);
    Some(canvas.finish(head, top - 20.0))
}

/// A panel: one metric on all groups.
fn draw(
    subject: &Subject<'_>,
    metric: usize,
    buckets: &[Bucket],
    systems: &[usize],
    lanes: &Lanes,
    places: [f64; 2],
    canvas: &mut Canvas,
) {
    let all = buckets.iter().flat_map(|bucket| scores(subject, bucket, metric));
    let values = all.flat_map(|score| ends(score).into_iter().flatten().chain(score.value));
    let Some(axis) = Axis::covering(values, places) else {
        return;
    };
    let bottom = lanes.top_of(buckets.len());
    let arrow =
        if subject.testset.metrics[metric].lower_is_better { "← better" } else { "better →" };
    let unit = if subject.testset.metrics[metric].is_own { ", points" } else { "" };
    let title =
        fit(&format!("{}{unit}, {arrow}", subject.metric(metric)), SMALL, places[1] - places[0]);
    axis.draw_across(canvas, [lanes.top, bottom], &title);
    for (row, bucket) in buckets.iter().enumerate() {
        let first = lanes.middle(row) - (systems.len() as f64 - 1.0) * SYSTEM / 2.0;
        for (place, &system) in systems.iter().enumerate() {
            let y = first + place as f64 * SYSTEM;
            let of_system = scores(subject, bucket, metric);
            let found = of_system.into_iter().find(|score| score.system == subject.name(system));
            let Some((score, value)) = found.and_then(|score| Some((score, score.value?))) else {
                continue;
            };
            if let Some([low, high]) = ends(score) {
                let class = if score.reliable { "bar" } else { "weak" };
                canvas.line([axis.at(low), y], [axis.at(high), y], class);
            }
            let class = if score.reliable { class(place) } else { "faint" };
            canvas.marker(Marker::ALL[place % Marker::ALL.len()], [axis.at(value), y], 4.0, class);
        }
    }
}

/// The scores of a group under a metric that are numbers.
fn scores<'a>(subject: &Subject<'_>, bucket: &'a Bucket, metric: usize) -> Vec<&'a Score> {
    let id = &subject.testset.metrics[metric].id;
    let found = bucket.metrics.iter().find(|scores| scores.id == *id);
    let is_number = |score: &&Score| score.value.is_some_and(f64::is_finite);
    found.into_iter().flat_map(|scores| &scores.systems).filter(is_number).collect()
}

fn ends(score: &Score) -> Option<[f64; 2]> {
    let ends = score.interval.map(|interval| [interval.low, interval.high]);
    ends.filter(|ends| ends.iter().all(|end| end.is_finite()))
}

fn class(place: usize) -> &'static str {
    ["f0", "f1", "f2", "f3", "f4", "f5", "f6"][place % HUES]
}

/// Draws which mark is whose; returns the bottom.
fn legend(subject: &Subject<'_>, systems: &[usize], canvas: &mut Canvas) -> f64 {
    let (mut x, mut y) = (MARGIN + 6.0, TOP + 2.0);
    for (place, &system) in systems.iter().enumerate() {
        let label = fit(subject.name(system), SIZE, 160.0);
        let wide = width(&label, SIZE) + 32.0;
        if x + wide > WIDTH - MARGIN {
            (x, y) = (MARGIN + 6.0, y + 20.0);
        }
        canvas.marker(Marker::ALL[place % Marker::ALL.len()], [x, y], 4.5, class(place));
        canvas.text([x + 10.0, y + 4.0], Anchor::Left, &label);
        x += wide;
    }
    y
}

/// The key and the words of a grouping.
fn words(by: By) -> (&'static str, &'static str) {
    match by {
        By::SourceLength => ("source-length", "length of the source, in words"),
        By::ReferenceLength => ("reference-length", "length of the reference, in words"),
        By::Domain => ("domain", "domain"),
        By::Document => ("document", "document"),
        By::Names => ("names", "number of names in the source"),
        By::EntityType => ("entity-type", "type of the names in the source"),
        By::Score => ("score", "mean score of the segment"),
    }
}
