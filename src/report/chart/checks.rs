//! Checks: how much each finds in the outputs of each system, and what that costs.

use std::cmp::Reverse;

use super::Chart;
use super::canvas::{Anchor, TOP};
use super::label::{isolate, number};
use super::lanes::Lanes;
use super::subject::Subject;
use super::tally::Tally;
use crate::analysis::checks::SystemChecks;
use crate::check::CHECKS;

const STEP: f64 = 22.0;
/// Columns beside each other; more systems have their own rows below.
const MOST_COLUMNS: usize = 5;
/// The space for what a block costs, and the headings of the next.
const BETWEEN: f64 = 58.0;

pub(super) fn chart(subject: &Subject<'_>) -> Option<Chart> {
    let shown = subject.all();
    let of_system = |&system: &usize| {
        subject.testset.analyses.checks.iter().find(|found| found.system == subject.name(system))
    };
    let systems: Vec<&SystemChecks> = shown.systems.iter().filter_map(of_system).collect();
    let checks = found(&systems);
    let blocks = systems.len().div_ceil(MOST_COLUMNS).max(1);
    let room_for = systems.len().div_ceil(blocks).max(1);
    let tallies: Vec<Tally<'_>> =
        systems.chunks(room_for).map(|systems| tally(&checks, systems)).collect();
    let most = tallies.iter().filter_map(Tally::most).max()?;
    let name = "checks".to_owned();
    let mut canvas = subject.canvas(&name);
    let mut top = TOP + 20.0;
    for (tally, systems) in tallies.iter().zip(systems.chunks(room_for)) {
        let lanes = Lanes::new(checks.iter().copied(), top, STEP);
        tally.draw(&mut canvas, &lanes, room_for, most);
        let (left, wide) = tally.places(&lanes, room_for);
        let bottom = lanes.top_of(checks.len());
        canvas.text([left - 10.0, bottom + 18.0], Anchor::Right, "per 1,000 words");
        for (place, system) in systems.iter().enumerate() {
            let x = left + place as f64 * wide;
            canvas.line([x, bottom], [x, bottom + 24.0], "axis");
            let cost = system.penalty.map_or("–".to_owned(), |penalty| number(penalty, 2));
            canvas.bold([x + 5.0, bottom + 18.0], Anchor::Left, &cost);
        }
        top = bottom + BETWEEN;
    }
    let unit =
        "bars: number of findings; below, an error counts 5 and a warning 1 (fewer is better)";
    let bottom = top - BETWEEN + 24.0;
    let left = Lanes::new(checks.iter().copied(), top, STEP).left;
    canvas.note([left, bottom + 18.0], Anchor::Left, unit);
    let parts = "solid: surely wrong, hatched: worth a look, empty: good to know";
    let subtitle = format!("{parts}{}", shown.note);
    let mut head = subject.head(name, "Findings by check".to_owned(), subtitle);
    let columns =
        tallies.iter().flat_map(|tally| (0..tally.columns.len()).map(move |c| (tally, c)));
    let totals: Vec<String> = columns
        .zip(&systems)
        .map(|((tally, column), system)| {
            let cost = system.penalty.map_or("–".to_owned(), |penalty| number(penalty, 2));
            format!("{} {} ({cost})", isolate(&system.system), tally.of_column(column))
        })
        .collect();
    let unit = "Findings of all checks (weighed, per 1,000 words; fewer is better)";
    head.description.push_str(&format!(" {unit}: {}.", totals.join(", ")));
    Some(canvas.finish(head, bottom + 32.0))
}

/// The checks that found something, those that found most first.
fn found(systems: &[&SystemChecks]) -> Vec<&'static str> {
    let total = |check: &str| {
        let of_system = |system: &&SystemChecks| system.count(check, &Tally::severities());
        systems.iter().map(of_system).sum::<usize>()
    };
    let mut found: Vec<&str> = CHECKS.iter().map(|check| check.name).collect();
    found.retain(|check| total(check) > 0);
    found.sort_by_key(|check| Reverse(total(check)));
    found
}

fn tally<'a>(checks: &[&'a str], systems: &[&'a SystemChecks]) -> Tally<'a> {
    let cells = |check: &&str| {
        let counts = |system: &&SystemChecks| {
            Tally::severities().map(|severity| system.count(check, &[severity]))
        };
        systems.iter().map(counts).collect()
    };
    Tally {
        rows: checks.to_vec(),
        columns: systems.iter().map(|system| system.system.as_str()).collect(),
        counts: checks.iter().map(cells).collect(),
    }
}
