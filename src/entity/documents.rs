//! Documents: whole documents whose lines do not pair, audited as one segment each.

use std::ops::Range;

use super::audit::{Audit, audit};
use super::{Fit, Lexicon};
use crate::corpus::{Corpus, Parts, System};
use crate::error::Result;
use crate::text::Stream;

/// Audits one document: the lines of source, reference and outputs belong to it, but need not be
/// cut alike. Rows and spans are of the lines again: a row's segment is the hypothesis's line, or
/// the source's where the name is not rendered.
///
/// # Errors
///
/// When two systems have one name.
///
/// # Examples
///
/// ```
/// use mizan::corpus::System;
/// use mizan::entity::{Lexicon, Verdict, audit_document};
/// use mizan::text::Stream;
///
/// let source = Stream::from_iter(["Tout commence à Bakou.", "La suite a lieu à Grozny."]);
/// let reference = Stream::from_iter(["تبدأ القصة في باكو وتستمر في غروزني."]);
/// let system = System {
///     name: "a".into(),
///     hypotheses: Stream::from_iter(["كل شيء يبدأ في باكو،", "والباقي", "يحدث في Grozny."]),
///     ..System::default()
/// };
/// let audit = audit_document(Some(&source), &[reference], vec![system], Lexicon::built_in())?;
/// let grozny = &audit.systems[0].rows[1];
/// assert_eq!(grozny.judgement.verdict, Verdict::Untranslated);
/// assert_eq!((grozny.segment, grozny.judgement.hypothesis_span.clone()), (2, Some(8..14)));
/// # Ok::<(), mizan::Error>(())
/// ```
pub fn audit_document(
    source: Option<&Stream>,
    references: &[Stream],
    systems: Vec<System>,
    lexicon: &Lexicon,
) -> Result<Audit> {
    let source_lines = Lines::of(source);
    let reference_lines = Lines::of(references.first());
    let system_lines: Vec<Lines> = systems.iter().map(|s| Lines::of(Some(&s.hypotheses))).collect();
    let joined = |lines: &Lines| Stream::from_iter([lines.text.as_str()]);
    let corpus = Corpus::new(Parts {
        source: source.map(|_| joined(&source_lines)),
        references: references.iter().map(|r| joined(&Lines::of(Some(r)))).collect(),
        systems: systems
            .into_iter()
            .zip(&system_lines)
            .map(|(system, lines)| System { hypotheses: joined(lines), ..system })
            .collect(),
        ..Parts::default()
    })?;
    let mut audit = audit(&corpus, &Fit::learn(&corpus), lexicon, None);
    for (system, lines) in audit.systems.iter_mut().zip(&system_lines) {
        for row in &mut system.rows {
            let judgement = &mut row.judgement;
            let source = source_lines.place(&mut judgement.source_span);
            let reference = reference_lines.place(&mut judgement.reference_span);
            let own = lines.place(&mut judgement.hypothesis_span);
            row.segment = own.or(source).or(reference).unwrap_or(0);
            (row.source_segment, row.reference_segment) = (source, reference);
        }
    }
    Ok(audit)
}

/// The lines of a text, joined.
struct Lines {
    text: String,
    /// Where each line begins, in code points.
    starts: Vec<usize>,
}

impl Lines {
    fn of(stream: Option<&Stream>) -> Self {
        let mut lines = Lines { text: String::new(), starts: Vec::new() };
        let mut place = 0;
        for line in stream.into_iter().flat_map(Stream::iter) {
            let line = line.unwrap_or_default();
            lines.starts.push(place);
            lines.text.push_str(line);
            lines.text.push('\n');
            place += line.chars().count() + 1;
        }
        lines
    }

    /// The line of a span, which becomes one of this line.
    fn place(&self, span: &mut Option<Range<usize>>) -> Option<usize> {
        let span = span.as_mut()?;
        let line = self.starts.partition_point(|&start| start <= span.start).checked_sub(1)?;
        let start = self.starts[line];
        *span = span.start - start..span.end - start;
        Some(line)
    }
}
