//! Pairs: how much each system is above each other one, in the order of their ranks.

use super::Chart;
use super::canvas::{Anchor, MARGIN, SIZE, TOP, WIDTH, slug};
use super::label::{isolate, signed, width};
use super::lanes::Lanes;
use super::subject::Subject;
use crate::comparison::ALPHA;

const STEP: f64 = 30.0;
/// Two systems make one number, which the differences show.
const FEWEST: usize = 3;
/// Ink must be readable on a tint.
const STRONGEST: f64 = 0.45;

pub(super) fn chart(subject: &Subject<'_>, metric: usize) -> Option<Chart> {
    let shown = subject.best(metric);
    let systems = &shown.systems;
    let is_complete = systems.iter().enumerate().all(|(row, &system)| {
        systems[..row].iter().all(|&other| subject.against(metric, system, other).is_some())
    });
    if systems.len() < FEWEST || !is_complete {
        return None;
    }
    let labels: Vec<String> = systems
        .iter()
        .enumerate()
        .map(|(row, &system)| format!("{}  {}", row + 1, isolate(subject.name(system))))
        .collect();
    let lanes = Lanes::new(labels.iter().map(String::as_str), TOP + 20.0, STEP);
    let name = format!("pairs-{}", slug(&subject.testset.metrics[metric].id));
    let mut canvas = subject.canvas(&name);
    let cell = ((WIDTH - MARGIN - lanes.left) / systems.len() as f64).min(90.0);
    let most = systems
        .iter()
        .flat_map(|&a| systems.iter().map(move |&b| (a, b)))
        .filter_map(|(a, b)| Some(subject.against(metric, a, b)?.difference.abs()))
        .fold(f64::MIN_POSITIVE, f64::max);
    let better = if subject.testset.metrics[metric].lower_is_better { -1.0 } else { 1.0 };
    let decimals = subject.decimals(metric);
    let fits = |text: &str| width(text, SIZE) < cell - 4.0;
    for (row, &system) in systems.iter().enumerate() {
        let number = format!("{}", row + 1);
        let rank_x = lanes.left + (row as f64 + 0.5) * cell;
        canvas.note([rank_x, lanes.top - 6.0], Anchor::Middle, &number);
        canvas.note([MARGIN, lanes.middle(row) + 4.0], Anchor::Left, &number);
        let short = super::label::fit(subject.name(system), SIZE, lanes.left - MARGIN - 34.0);
        canvas.text([lanes.left - 10.0, lanes.middle(row) + 4.0], Anchor::Right, &short);
        for (column, &other) in systems.iter().enumerate() {
            let (x, y) = (lanes.left + column as f64 * cell, lanes.top_of(row));
            let Some(against) = subject.against(metric, system, other) else {
                canvas.tint([x, y], [cell, STEP], "f4", 0.08);
                continue;
            };
            let class = if against.difference * better > 0.0 { "f0" } else { "f1" };
            let strength = STRONGEST * against.difference.abs() / most;
            canvas.tint([x, y], [cell, STEP], class, strength);
            let mut figure = signed(against.difference, decimals);
            if !fits(&format!("{figure} *")) {
                figure = signed(against.difference, 1);
            }
            let middle = [x + cell / 2.0, y + STEP / 2.0 + 4.0];
            if against.p_adjusted < ALPHA {
                canvas.bold(middle, Anchor::Middle, &format!("{figure} *"));
            } else {
                canvas.text(middle, Anchor::Middle, &figure);
            }
        }
    }
    let bottom = lanes.top_of(systems.len());
    let unit = format!("row less column: {}", subject.axis_name(metric).replace(['←', '→'], ""));
    canvas.note(
        [lanes.left, bottom + 18.0],
        Anchor::Left,
        &unit.replace("( ", "(").replace(" )", ")"),
    );
    let subtitle = format!(
        "bold and *: significant (adjusted p < {ALPHA}); blue: the row is better, orange: the column{}",
        shown.note
    );
    let title = format!("{}: differences of all pairs", subject.metric(metric));
    let mut head = subject.head(name, title, subtitle);
    let names: Vec<String> = systems.iter().map(|&s| isolate(subject.name(s))).collect();
    head.description.push_str(&format!(" By rank: {}.", names.join(", ")));
    Some(canvas.finish(head, bottom + 34.0))
}
