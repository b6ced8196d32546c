//! RESX: the resources of .NET.
//!
//! A text is a `data` without `type` and `mimetype`; others are pictures, sizes and colours. So
//! are names that begin with `>>`, which the designer of forms writes for itself.

use super::super::input::Input;
use super::super::unit::{Dialect, Unit, Units};
use super::super::xml::{Events, Piece, Start};
use super::whole::monolingual;
use crate::error::Result;

const DIALECTS: &[Dialect] = &[Dialect::PythonBrace, Dialect::Html];

/// The texts of a file.
pub(super) struct Resx {
    events: Events,
    is_open: bool,
}

impl Resx {
    pub(super) fn new(input: Input) -> Self {
        Resx { events: Events::new(input), is_open: false }
    }

    fn data(&mut self, start: &Start) -> Result<Option<Unit>> {
        let line = self.events.line();
        let Some(name) = start.attribute("name").map(str::to_owned) else {
            return Err(self.events.error("<data> has no name"));
        };
        let is_text = start.attribute("type").is_none_or(|kind| kind.starts_with("System.String"));
        if !is_text || start.attribute("mimetype").is_some() || name.starts_with(">>") {
            self.events.skip()?;
            return Ok(None);
        }
        let depth = self.events.depth();
        let (mut text, mut note) = (String::new(), None);
        while let Some(piece) = self.events.next_piece()? {
            match piece {
                Piece::Start(start) if start.name == "value" => text = self.events.text()?,
                Piece::Start(start) if start.name == "comment" => note = Some(self.events.text()?),
                Piece::End(_) if self.events.depth() < depth => break,
                Piece::Start(_) | Piece::End(_) | Piece::Text(_) => {}
            }
        }
        Ok(Some(Unit { note, ..monolingual(name, line, text, DIALECTS) }))
    }
}

impl Units for Resx {
    fn next_unit(&mut self) -> Result<Option<Unit>> {
        if !self.is_open {
            self.events.root("root")?;
            self.is_open = true;
        }
        while let Some(piece) = self.events.next_piece()? {
            match piece {
                Piece::Start(start) if start.name == "data" => {
                    if let Some(unit) = self.data(&start)? {
                        return Ok(Some(unit));
                    }
                }
                Piece::Start(_) => self.events.skip()?,
                Piece::End(_) | Piece::Text(_) => {}
            }
        }
        Ok(None)
    }
}
