//! Lengths: how long outputs are beside their references.

use super::Chart;
use super::histogram::{Spread, draw, mean};
use super::label::{isolate, number};
use super::subject::Subject;
use crate::analysis::flags::Kind;
use crate::text::whitespace::words;

/// Longer ones are drawn at the end.
const LONGEST: f64 = 2.5;

pub(super) fn chart(subject: &Subject<'_>) -> Option<Chart> {
    let shown = subject.all();
    let spread = |&system: &usize| {
        let hypotheses = &subject.testset.systems[system].hypotheses;
        let both = hypotheses.iter().zip(&subject.testset.segments);
        let values: Vec<f64> = both
            .filter_map(|(hypothesis, segment)| {
                let lengths: Vec<f64> =
                    segment.references.iter().map(|text| words(text).count() as f64).collect();
                let length = Some(mean(&lengths)).filter(|&length| length > 0.0)?;
                Some(words(hypothesis.as_deref()?).count() as f64 / length)
            })
            .collect();
        let flags = subject.testset.analyses.flags.iter();
        let flags = flags.filter(|flags| flags.system == subject.name(system));
        let flagged: usize = flags.map(|flags| flags.count(Kind::Length)).sum();
        let figures = match flagged {
            0 => format!("mean {}", number(mean(&values), 2)),
            flagged => format!("mean {}, {flagged} odd", number(mean(&values), 2)),
        };
        (!values.is_empty()).then(|| Spread { system: subject.name(system), values, figures })
    };
    let spreads: Vec<Spread<'_>> = shown.systems.iter().filter_map(spread).collect();
    if spreads.is_empty() {
        return None;
    }
    let name = "lengths".to_owned();
    let mut canvas = subject.canvas(&name);
    let axis = "words of the output per word of the reference (near 1 is better)";
    let bottom = draw(&mut canvas, &spreads, [0.0, LONGEST], axis, Some(1.0))?;
    let subtitle = format!(
        "height: number of segments, short upright line: mean; {LONGEST} and more at the right end; \
         odd: flagged for length{}",
        shown.note
    );
    let mut head = subject.head(name, "Length of outputs".to_owned(), subtitle);
    let figures: Vec<String> = spreads
        .iter()
        .map(|spread| format!("{} {}", isolate(spread.system), spread.figures))
        .collect();
    head.description.push_str(&format!(" {axis}: {}.", figures.join(", ")));
    Some(canvas.finish(head, bottom + 46.0))
}
