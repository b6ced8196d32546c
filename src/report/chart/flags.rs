//! Flags: how many outputs are suspicious, by kind.

use super::Chart;
use super::canvas::{Anchor, TOP};
use super::label::isolate;
use super::lanes::Lanes;
use super::subject::Subject;
use super::tally::Tally;
use crate::analysis::flags::{Kind, SystemFlags};

const STEP: f64 = 28.0;

pub(super) fn chart(subject: &Subject<'_>) -> Option<Chart> {
    let shown = subject.all();
    let of_system = |&system: &usize| {
        subject.testset.analyses.flags.iter().find(|found| found.system == subject.name(system))
    };
    let rows: Vec<&SystemFlags> = shown.systems.iter().filter_map(of_system).collect();
    let counts = |flags: &SystemFlags, kind: Kind| {
        let of_kind = || flags.flags.iter().filter(move |flag| flag.kind == kind);
        Tally::severities().map(|severity| of_kind().filter(|f| f.severity == severity).count())
    };
    let tally = Tally {
        rows: rows.iter().map(|flags| flags.system.as_str()).collect(),
        columns: Kind::ALL.map(Kind::name).to_vec(),
        counts: rows.iter().map(|flags| Kind::ALL.map(|kind| counts(flags, kind)).into()).collect(),
    };
    let most = tally.most()?;
    let name = "flags".to_owned();
    let mut canvas = subject.canvas(&name);
    let lanes = Lanes::new(tally.rows.iter().copied(), TOP + 20.0, STEP);
    tally.draw(&mut canvas, &lanes, Kind::ALL.len(), most);
    let bottom = lanes.top_of(rows.len());
    let unit = "number of outputs (fewer is better)";
    canvas.note([lanes.left, bottom + 20.0], Anchor::Left, unit);
    let subtitle = format!("solid: surely wrong, hatched: worth a look{}", shown.note);
    let mut head = subject.head(name, "Suspicious outputs".to_owned(), subtitle);
    let total = |flags: &&SystemFlags| format!("{} {}", isolate(&flags.system), flags.flags.len());
    let totals: Vec<String> = rows.iter().map(total).collect();
    head.description.push_str(&format!(" {unit}, all kinds: {}.", totals.join(", ")));
    Some(canvas.finish(head, bottom + 34.0))
}
