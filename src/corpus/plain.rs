//! Plain text: one segment a line, whatever it contains.

use super::batch::{Batch, Layout, Records};
use super::lines::Lines;
use super::selection::{Purpose, Request};
use crate::error::Result;
use crate::text::whitespace::trim_end;

/// What becomes of white space at the end of a line of plain text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum LineEnd {
    /// Removed, as Python's `str.rstrip()` does; this covers `\r\n`. What metrics see.
    #[default]
    Stripped,
    /// Kept: only the line feed goes. What checks of the text see.
    Kept,
}

struct Plain {
    lines: Lines,
    purpose: Purpose,
    line_end: LineEnd,
}

/// Reads plain text for what the request asks.
pub(super) fn open(
    lines: Lines,
    request: &Request,
    line_end: LineEnd,
) -> (Box<dyn Records>, Layout) {
    let plain = Plain { lines, purpose: request.purpose, line_end };
    (Box::new(plain), request.sole_layout())
}

impl Records for Plain {
    fn next(&mut self, batch: &mut Batch) -> Result<bool> {
        let Some(line) = self.lines.next_line()? else {
            return Ok(false);
        };
        let segment = match self.line_end {
            LineEnd::Stripped => trim_end(line),
            LineEnd::Kept => line,
        };
        let parts = &mut batch.parts;
        let stream = match self.purpose {
            Purpose::Source => parts.source.as_mut(),
            Purpose::Reference => parts.references.first_mut(),
            Purpose::Hypothesis => parts.systems.first_mut().map(|s| &mut s.hypotheses),
            Purpose::Documents => None,
        };
        if let Some(stream) = stream {
            stream.push(segment);
        }
        batch.records += 1;
        Ok(true)
    }
}
