//! Flags: how many outputs are suspicious, by kind.

use super::Chart;
use super::canvas::{Anchor, MARGIN, TOP, WIDTH};
use super::label::isolate;
use super::lanes::Lanes;
use super::subject::Subject;
use crate::analysis::flags::{Kind, SystemFlags};
use crate::finding::Severity;

const STEP: f64 = 28.0;

pub(super) fn chart(subject: &Subject<'_>) -> Option<Chart> {
    let shown = subject.all();
    let of_system = |&system: &usize| {
        subject.testset.analyses.flags.iter().find(|found| found.system == subject.name(system))
    };
    let rows: Vec<&SystemFlags> = shown.systems.iter().filter_map(of_system).collect();
    let count = |flags: &SystemFlags, kind: Kind, severity: Severity| {
        flags.flags.iter().filter(|flag| flag.kind == kind && flag.severity == severity).count()
    };
    let both = |flags: &SystemFlags, kind: Kind| {
        [Severity::Error, Severity::Warning].map(|severity| count(flags, kind, severity))
    };
    let most = rows
        .iter()
        .flat_map(|flags| Kind::ALL.map(|kind| both(flags, kind).iter().sum::<usize>()))
        .max()
        .filter(|&most| most > 0)? as f64;
    let name = "flags".to_owned();
    let mut canvas = subject.canvas(&name);
    let lanes = Lanes::new(rows.iter().map(|row| row.system.as_str()), TOP + 20.0, STEP);
    let column = (WIDTH - MARGIN - lanes.left) / Kind::ALL.len() as f64;
    let bottom = lanes.top_of(rows.len());
    for (place, kind) in Kind::ALL.into_iter().enumerate() {
        let x = lanes.left + place as f64 * column;
        canvas.line([x, lanes.top - 4.0], [x, bottom], "axis");
        canvas.note([x + 2.0, lanes.top - 8.0], Anchor::Left, kind.name());
    }
    let mut figures = Vec::new();
    for (row, flags) in rows.iter().enumerate() {
        lanes.name(&mut canvas, row, &flags.system);
        let mut total = 0;
        for (place, kind) in Kind::ALL.into_iter().enumerate() {
            let counts = both(flags, kind);
            let mut x = lanes.left + place as f64 * column;
            for (index, &count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
                let wide = (column - 42.0) * count as f64 / most;
                let (place, size) = ([x, lanes.top_of(row) + 6.0], [wide, STEP - 12.0]);
                canvas.rect(place, size, ["f1", "f5"][index]);
                if index == 1 {
                    canvas.hatch(place, size, 0);
                }
                x += wide;
            }
            let sum: usize = counts.iter().sum();
            total += sum;
            let figure = [x + 5.0, lanes.middle(row) + 4.0];
            canvas.note(figure, Anchor::Left, &format!("{sum}"));
        }
        figures.push(format!("{} {total}", isolate(&flags.system)));
    }
    let unit = "number of outputs (fewer is better)";
    canvas.note([lanes.left, bottom + 20.0], Anchor::Left, unit);
    let subtitle = format!("solid: surely wrong, hatched: worth a look{}", shown.note);
    let mut head = subject.head(name, "Suspicious outputs".to_owned(), subtitle);
    head.description.push_str(&format!(" {unit}, all kinds: {}.", figures.join(", ")));
    Some(canvas.finish(head, bottom + 34.0))
}
