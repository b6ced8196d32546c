//! Consistency: whether a name is rendered alike throughout its document, beside the reference.

use super::Chart;
use super::axis::Axis;
use super::canvas::{Anchor, MARGIN, TOP, WIDTH};
use super::label::{count, isolate, number};
use super::lanes::Lanes;
use super::marker::Marker;
use super::subject::Subject;
use crate::record::Consistency;

const STEP: f64 = 28.0;

pub(super) fn chart(subject: &Subject<'_>) -> Option<Chart> {
    let names = subject.testset.names.as_ref()?;
    let shown = subject.all();
    let is_known = |found: &&Consistency| found.names > 0 && found.dominant.is_finite();
    let known = || names.consistency.iter().filter(is_known);
    let of_system = |&system: &usize| {
        known().find(|found| found.system.as_deref() == Some(subject.name(system)))
    };
    let systems: Vec<&Consistency> = shown.systems.iter().filter_map(of_system).collect();
    if systems.is_empty() {
        return None;
    }
    let reference = known().find(|found| found.system.is_none());
    let rows: Vec<(&str, &Consistency)> = systems
        .iter()
        .map(|found| (found.system.as_deref().unwrap_or("reference"), *found))
        .chain(reference.map(|found| ("(reference)", found)))
        .collect();
    let lanes = Lanes::new(rows.iter().map(|row| row.0), TOP + 6.0, STEP);
    let right = WIDTH - MARGIN - 150.0;
    let shares = rows.iter().map(|row| 100.0 * row.1.dominant).chain([100.0]);
    let axis = Axis::covering(shares, [lanes.left, right])?;
    let name = "consistency".to_owned();
    let mut canvas = subject.canvas(&name);
    let bottom = lanes.top_of(rows.len());
    let unit = "mentions that have their name's usual rendering, % (higher is better →)";
    axis.draw_across(&mut canvas, [lanes.top, bottom], unit);
    if let Some(reference) = reference {
        let x = axis.at(100.0 * reference.dominant);
        canvas.line([x, lanes.top - 4.0], [x, bottom], "rule");
    }
    let mut figures = Vec::new();
    for (row, (label, found)) in rows.iter().enumerate() {
        let y = lanes.middle(row);
        let share = 100.0 * found.dominant;
        lanes.name(&mut canvas, row, label);
        let (marker, class) = match found.system {
            Some(_) => (Marker::Circle, "f0"),
            None => (Marker::Diamond, "hollow"),
        };
        canvas.marker(marker, [axis.at(share), y], 5.0, class);
        let figure = format!("{} %, {}", number(share, 1), count(found.names, "name"));
        canvas.text([right + 14.0, y + 4.0], Anchor::Left, &figure);
        figures.push(format!("{} {figure}", isolate(label)));
    }
    let subtitle = format!(
        "names with two mentions or more in a document; dashed and diamond: the reference itself{}",
        shown.note
    );
    let mut head = subject.head(name, "Consistency of names".to_owned(), subtitle);
    head.description.push_str(&format!(" {unit}: {}.", figures.join(", ")));
    Some(canvas.finish(head, bottom + 46.0))
}
