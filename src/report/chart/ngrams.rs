//! Ngrams: what a system says too often or too seldom, and what each of the two best gets right.

use super::Chart;
use super::axis::Axis;
use super::canvas::{Anchor, MARGIN, SIZE, TOP, WIDTH};
use super::label::{fit, isolate};
use super::lanes::Lanes;
use super::subject::Subject;
use crate::analysis::ngrams::{Difference, Usage};
use crate::comparison::ALPHA;

const STEP: f64 = 20.0;
/// N-grams each way.
const MOST: usize = 10;

/// One n-gram: in how many segments it goes each way.
struct Row<'a> {
    ngram: &'a str,
    counts: [u32; 2],
    is_significant: bool,
}

/// What the two ways are.
struct Words {
    name: String,
    title: String,
    ways: [String; 2],
    /// What is said of the way that is better.
    direction: &'static str,
}

pub(super) fn charts(subject: &Subject<'_>) -> Vec<Chart> {
    let Some(ngrams) = &subject.testset.analyses.ngrams else {
        return Vec::new();
    };
    let shown = subject.all();
    let mut charts = Vec::new();
    if let [first, second, ..] = shown.systems[..] {
        let names = [subject.name(first), subject.name(second)];
        charts.extend(ngrams.pairs.iter().find_map(|pair| {
            let is_turned = names == [pair.b.as_str(), pair.a.as_str()];
            if !is_turned && names != [pair.a.as_str(), pair.b.as_str()] {
                return None;
            }
            let lists = [&pair.a_more, &pair.b_more];
            let rows = lists.into_iter().flat_map(|list| list.iter().take(MOST).map(of_pair));
            let short = |name: &str| isolate(&fit(name, SIZE, 110.0));
            let words = Words {
                name: "ngrams-best".to_owned(),
                title: "N-grams that one of the two best systems gets right more often".to_owned(),
                ways: [&pair.a, &pair.b].map(|name| format!("{} matches more", short(name))),
                direction: "longer is better",
            };
            draw(subject, &rows.collect::<Vec<_>>(), words, "")
        }));
    }
    for &system in &shown.systems {
        let name = subject.name(system);
        let Some(found) = ngrams.systems.iter().find(|found| found.system == name) else {
            continue;
        };
        let lists = [&found.too_little, &found.too_much];
        let rows = lists.into_iter().flat_map(|list| list.iter().take(MOST).map(of_system));
        let words = Words {
            name: format!("ngrams-{}", system + 1),
            title: format!("N-grams of {}", isolate(&fit(name, 16.0, 400.0))),
            ways: ["too little".to_owned(), "too much".to_owned()],
            direction: "shorter is better",
        };
        charts.extend(draw(subject, &rows.collect::<Vec<_>>(), words, &shown.note));
    }
    charts
}

fn of_system(usage: &Usage) -> Row<'_> {
    Row {
        ngram: &usage.ngram,
        counts: [usage.segments_too_little, usage.segments_too_much],
        is_significant: usage.p_adjusted.is_some_and(|p| p < ALPHA),
    }
}

fn of_pair(difference: &Difference) -> Row<'_> {
    Row {
        ngram: &difference.ngram,
        counts: [difference.segments_a, difference.segments_b],
        is_significant: difference.p_adjusted.is_some_and(|p| p < ALPHA),
    }
}

fn draw(subject: &Subject<'_>, rows: &[Row<'_>], words: Words, note: &str) -> Option<Chart> {
    if rows.is_empty() {
        return None;
    }
    let mut canvas = subject.canvas(&words.name);
    let lanes = Lanes::new(rows.iter().map(|row| row.ngram), TOP + 20.0, STEP);
    let right = WIDTH - MARGIN - 30.0;
    let most = rows.iter().flat_map(|row| row.counts).max().unwrap_or(0).max(1);
    let most = f64::from(most);
    let half = (right - lanes.left - 30.0) / 2.0;
    let zero = lanes.left + 30.0 + half;
    let bottom = lanes.top_of(rows.len());
    // Two axes from the middle: both sides count upward.
    let axes = [
        Axis::covering([0.0, most], [zero, zero - half])?,
        Axis::covering([0.0, most], [zero, zero + half])?,
    ];
    for axis in &axes {
        axis.draw_across(&mut canvas, [lanes.top, bottom], "");
    }
    canvas.line([zero, lanes.top - 4.0], [zero, bottom], "zero");
    canvas.bold([zero - 8.0, lanes.top - 8.0], Anchor::Right, &format!("← {}", words.ways[0]));
    canvas.bold([zero + 8.0, lanes.top - 8.0], Anchor::Left, &format!("{} →", words.ways[1]));
    for (index, row) in rows.iter().enumerate() {
        lanes.name(&mut canvas, index, row.ngram);
        let y = lanes.top_of(index) + 3.0;
        for (way, axis) in axes.iter().enumerate().filter(|(way, _)| row.counts[*way] > 0) {
            let end = axis.at(f64::from(row.counts[way]));
            let (place, size) = ([end.min(zero), y], [(end - zero).abs(), STEP - 6.0]);
            canvas.rect(place, size, ["f1", "f0"][way]);
            if way == 0 {
                canvas.hatch(place, size, 0);
            }
            let is_surer = row.counts[way] >= row.counts[1 - way];
            let star = if row.is_significant && is_surer { " *" } else { "" };
            let figure = format!("{}{star}", row.counts[way]);
            let (x, anchor) =
                if way == 0 { (end - 5.0, Anchor::Right) } else { (end + 5.0, Anchor::Left) };
            canvas.note([x, y + 11.0], anchor, &figure);
        }
    }
    let unit = format!("number of segments ({})", words.direction);
    canvas.note([zero, bottom + 33.0], Anchor::Middle, &unit);
    let subtitle =
        format!("*: significant (sign test, adjusted p < {ALPHA}); the surest first{note}");
    let [one, other] = &words.ways;
    let mut head = subject.head(words.name, words.title, subtitle);
    head.description.push_str(&format!(" Left: {one}; right: {other}; {unit}."));
    Some(canvas.finish(head, bottom + 46.0))
}
