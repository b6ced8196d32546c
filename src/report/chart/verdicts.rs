//! Verdicts: what became of names and numbers, per system and per type.

use std::collections::BTreeSet;

use super::Chart;
use super::axis::Axis;
use super::canvas::{Anchor, Canvas, MARGIN, SIZE, TOP, WIDTH};
use super::label::{isolate, number, width};
use super::lanes::Lanes;
use super::subject::Subject;
use crate::entity::Verdict;
use crate::record::Mention;

const STEP: f64 = 26.0;
/// A part of a bar: verdict, its word, hue, and pattern.
type Part = (Verdict, &'static str, &'static str, Option<usize>);

/// The verdicts on what the source has, from good to bad. A spurious name is not in the source.
const PARTS: [Part; 7] = [
    (Verdict::Correct, "correct", "f0", None),
    (Verdict::Variant, "variant", "f6", None),
    (Verdict::Unlocated, "not judged", "hollow", None),
    (Verdict::Mangled, "mangled", "f1", Some(0)),
    (Verdict::Untranslated, "untranslated", "f5", Some(1)),
    (Verdict::WrongNumber, "wrong number", "f3", Some(2)),
    (Verdict::Omitted, "omitted", "hollow", Some(3)),
];

/// One bar.
struct Bar {
    label: String,
    counts: [usize; PARTS.len()],
}

pub(super) fn charts(subject: &Subject<'_>) -> Vec<Chart> {
    let Some(names) = &subject.testset.names else {
        return Vec::new();
    };
    let shown = subject.all();
    let bar = |label: &str, is_counted: &dyn Fn(&Mention) -> bool| {
        let mut counts = [0; PARTS.len()];
        for mention in names.mentions.iter().filter(|mention| is_counted(mention)) {
            let part = PARTS.iter().position(|part| part.0.name() == mention.verdict);
            if let Some(part) = part {
                counts[part] += 1;
            }
        }
        Bar { label: label.to_owned(), counts }
    };
    let of_system = |&system: &usize| {
        let name = subject.name(system);
        bar(name, &|mention| mention.system == name)
    };
    let systems: Vec<Bar> = shown.systems.iter().map(of_system).collect();
    let kinds: BTreeSet<&str> =
        names.mentions.iter().map(|mention| mention.kind.as_str()).collect();
    let by_kind: Vec<(String, Vec<Bar>)> = kinds
        .into_iter()
        .map(|kind| {
            let of_system = |&system: &usize| {
                let name = subject.name(system);
                bar(name, &|mention| mention.system == name && mention.kind == kind)
            };
            (kind.to_owned(), shown.systems.iter().map(of_system).collect())
        })
        .collect();
    let note = &shown.note;
    let all = draw(subject, "names", "Names and numbers", &[(String::new(), systems)], note);
    let kinds = draw(subject, "names-by-type", "Names and numbers by type", &by_kind, note);
    all.into_iter().chain(kinds).collect()
}

fn draw(
    subject: &Subject<'_>,
    name: &str,
    title: &str,
    blocks: &[(String, Vec<Bar>)],
    note: &str,
) -> Option<Chart> {
    let is_filled = |bar: &Bar| bar.counts.iter().sum::<usize>() > 0;
    let blocks: Vec<(&str, Vec<&Bar>)> = blocks
        .iter()
        .map(|(kind, bars)| (kind.as_str(), bars.iter().filter(|bar| is_filled(bar)).collect()))
        .filter(|(_, bars): &(&str, Vec<&Bar>)| !bars.is_empty())
        .collect();
    if blocks.is_empty() {
        return None;
    }
    let mut canvas = subject.canvas(name);
    let mut top = legend(&mut canvas) + 18.0;
    let labels = || blocks.iter().flat_map(|(_, bars)| bars).map(|bar| bar.label.as_str());
    let right = WIDTH - MARGIN - 70.0;
    let mut figures = Vec::new();
    for (kind, bars) in &blocks {
        if !kind.is_empty() {
            canvas.bold([MARGIN, top + 14.0], Anchor::Left, kind);
            top += 20.0;
        }
        let lanes = Lanes::new(labels(), top, STEP);
        for (row, bar) in bars.iter().enumerate() {
            lanes.name(&mut canvas, row, &bar.label);
            let total: usize = bar.counts.iter().sum();
            draw_bar(&mut canvas, bar, [lanes.left, right], lanes.top_of(row) + 4.0);
            let count = format!("n = {total}");
            canvas.note([right + 10.0, lanes.middle(row) + 4.0], Anchor::Left, &count);
            let share = 100.0 * (bar.counts[0] + bar.counts[1]) as f64 / total as f64;
            let share = number(share, 1);
            figures.push(
                format!("{kind} {} {share} % of {total}", isolate(&bar.label)).trim().to_owned(),
            );
        }
        top = lanes.top_of(bars.len()) + 6.0;
    }
    let left = Lanes::new(labels(), top, STEP).left;
    let axis = Axis::covering([0.0, 100.0], [left, right])?;
    axis.draw_across(
        &mut canvas,
        [top - 4.0, top],
        "share of the names and numbers of the source, %",
    );
    let subtitle = format!(
        "solid: right (more is better →), empty: could not be judged, patterned: wrong; figures: how many{note}"
    );
    let mut head = subject.head(name.to_owned(), title.to_owned(), subtitle);
    head.description.push_str(&format!(" Right: {}.", figures.join(", ")));
    Some(canvas.finish(head, top + 46.0))
}

fn draw_bar(canvas: &mut Canvas, bar: &Bar, [left, right]: [f64; 2], top: f64) {
    let total: usize = bar.counts.iter().sum();
    let mut x = left;
    for ((_, _, class, pattern), &count) in PARTS.iter().zip(&bar.counts) {
        let wide = (right - left) * count as f64 / total.max(1) as f64;
        if count == 0 {
            continue;
        }
        swatch(canvas, [x, top], [wide, STEP - 8.0], class, *pattern);
        let figure = format!("{count}");
        let needed = width(&figure, SIZE - 1.0) + 6.0;
        if wide > needed + 4.0 {
            let middle = x + wide / 2.0;
            canvas.rect([middle - needed / 2.0, top + 2.5], [needed, STEP - 13.0], "surface");
            canvas.note([middle, top + 13.0], Anchor::Middle, &figure);
        }
        x += wide;
    }
}

fn swatch(
    canvas: &mut Canvas,
    place: [f64; 2],
    size: [f64; 2],
    class: &str,
    pattern: Option<usize>,
) {
    canvas.rect(place, size, class);
    if let Some(pattern) = pattern {
        canvas.hatch(place, size, pattern);
    }
}

/// Draws which part is which; returns the bottom.
fn legend(canvas: &mut Canvas) -> f64 {
    let (mut x, mut y) = (MARGIN, TOP);
    for (_, word, class, pattern) in PARTS {
        let wide = width(word, SIZE) + 36.0;
        if x + wide > WIDTH - MARGIN {
            (x, y) = (MARGIN, y + 20.0);
        }
        swatch(canvas, [x, y - 7.0], [16.0, 14.0], class, pattern);
        canvas.text([x + 22.0, y + 4.0], Anchor::Left, word);
        x += wide;
    }
    y
}
