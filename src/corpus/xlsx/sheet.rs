//! Sheet: the rows of a sheet and the parts of the workbook that they need.

use super::super::cells::Cells;
use super::super::input::Input;
use super::super::xml::{Events, Piece, Start};
use super::super::zip::Archive;
use crate::error::{Error, ErrorKind, Result};

/// Bytes of the texts that cells share; more is an attempt to use up memory.
const SHARED: usize = 1 << 28;
/// Columns that a sheet can have.
const WIDEST: usize = 16_384;

/// Opens the first visible sheet of a workbook.
pub(super) fn open(input: Input) -> Result<Sheet> {
    let archive = Archive::new(input)?;
    let path = path(&archive)?;
    let missing = || {
        let message = format!("the workbook has no {path}");
        Error::new(ErrorKind::Input, message).in_file(archive.name())
    };
    let mut events = Events::new(archive.open(&path).ok_or_else(missing)?);
    events.root("worksheet")?;
    Ok(Sheet {
        name: archive.name().to_owned(),
        shared: shared(&archive)?,
        events,
        cells: Vec::new(),
        width: None,
        line: 0,
    })
}

/// The path of the first sheet that is not hidden.
fn path(archive: &Archive) -> Result<String> {
    const USUAL: &str = "xl/worksheets/sheet1.xml";
    let Some(workbook) = archive.open("xl/workbook.xml") else {
        let error = Error::new(ErrorKind::Input, "no Excel workbook, expected .xlsx");
        return Err(error.in_file(archive.name()));
    };
    let mut id = None;
    let is_visible = |start: &Start| start.attribute("state").is_none_or(|s| s == "visible");
    let mut events = Events::new(workbook);
    while let Some(piece) = events.next_piece()? {
        if let Piece::Start(start) = piece
            && start.name == "sheet"
            && is_visible(&start)
            && id.is_none()
        {
            id = start.attribute("r:id").map(str::to_owned);
        }
    }
    let (Some(id), Some(relations)) = (id, archive.open("xl/_rels/workbook.xml.rels")) else {
        return Ok(USUAL.to_owned());
    };
    let mut events = Events::new(relations);
    while let Some(piece) = events.next_piece()? {
        if let Piece::Start(start) = piece
            && start.attribute("Id") == Some(&id)
            && let Some(target) = start.attribute("Target")
        {
            return Ok(match target.strip_prefix('/') {
                Some(absolute) => absolute.to_owned(),
                None => format!("xl/{target}"),
            });
        }
    }
    Ok(USUAL.to_owned())
}

/// The texts that cells share.
fn shared(archive: &Archive) -> Result<Vec<String>> {
    let mut texts = Vec::new();
    let Some(input) = archive.open("xl/sharedStrings.xml") else {
        return Ok(texts);
    };
    let mut events = Events::new(input);
    let mut length = 0;
    while let Some(piece) = events.next_piece()? {
        if let Piece::Start(start) = piece
            && start.name == "si"
        {
            let text = rich_text(&mut events)?;
            length += text.len() + size_of::<String>();
            if length > SHARED {
                return Err(events.error("the shared texts have more than 256 MiB"));
            }
            texts.push(text);
        }
    }
    Ok(texts)
}

/// The text of the element that began last, its runs put together, without readings (`rPh`).
fn rich_text(events: &mut Events) -> Result<String> {
    let depth = events.depth();
    let mut whole = String::new();
    while events.depth() >= depth {
        match events.next_piece()? {
            Some(Piece::Start(start)) if start.name == "t" => whole.push_str(&events.text()?),
            Some(Piece::Start(start)) if start.name == "rPh" => events.skip()?,
            Some(Piece::Start(_) | Piece::Text(_) | Piece::End(_)) => {}
            None => break,
        }
    }
    Ok(unescaped(&whole))
}

/// Characters that XML cannot hold stand as `_x000D_`.
fn unescaped(text: &str) -> String {
    let mut whole = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let code = rest.get(at + 2..at + 7).and_then(|code| code.strip_suffix('_'));
        let is_hex = |code: &&str| code.chars().all(|c| c.is_ascii_hexdigit());
        let character = code.filter(is_hex).and_then(|code| u32::from_str_radix(code, 16).ok());
        whole.push_str(&rest[..at]);
        match character.and_then(char::from_u32) {
            Some(character) => {
                whole.push(character);
                rest = &rest[at + 7..];
            }
            None => {
                whole.push_str("_x");
                rest = &rest[at + 2..];
            }
        }
    }
    whole + rest
}

/// The rows of a sheet. Those without a text are passed over.
pub(super) struct Sheet {
    name: String,
    shared: Vec<String>,
    events: Events,
    cells: Vec<String>,
    /// The number of columns of the first row, which all have.
    width: Option<usize>,
    /// The number of the row, as Excel shows it.
    line: usize,
}

impl Sheet {
    /// Reads a row to its end.
    fn row(&mut self, start: &Start) -> Result<()> {
        let number = start.attribute("r").and_then(|number| number.parse().ok());
        self.line = number.unwrap_or(self.line + 1);
        self.cells.clear();
        let depth = self.events.depth();
        let mut next = 0;
        while self.events.depth() >= depth {
            match self.events.next_piece()? {
                Some(Piece::Start(cell)) if cell.name == "c" => {
                    let place = cell.attribute("r").map_or(Some(next), column);
                    let Some(place) = place.filter(|place| *place < WIDEST) else {
                        return Err(self.events.error("a cell without a place in the sheet"));
                    };
                    next = place + 1;
                    let value = self.value(&cell)?;
                    if !value.is_empty() {
                        self.cells.resize(self.cells.len().max(next), String::new());
                        self.cells[place] = value;
                    }
                }
                Some(Piece::Start(_)) => self.events.skip()?,
                Some(Piece::Text(_) | Piece::End(_)) => {}
                None => break,
            }
        }
        Ok(())
    }

    /// Reads a cell to its end.
    fn value(&mut self, cell: &Start) -> Result<String> {
        let depth = self.events.depth();
        let mut value = String::new();
        while self.events.depth() >= depth {
            match self.events.next_piece()? {
                Some(Piece::Start(inner)) if inner.name == "v" => value = self.events.text()?,
                Some(Piece::Start(inner)) if inner.name == "is" => {
                    value = rich_text(&mut self.events)?;
                }
                Some(Piece::Start(_)) => self.events.skip()?,
                Some(Piece::Text(_) | Piece::End(_)) => {}
                None => break,
            }
        }
        match cell.attribute("t") {
            Some("s") => {
                let text = value.trim().parse().ok().and_then(|at: usize| self.shared.get(at));
                let missing = || self.events.error(format!("no shared text {value}"));
                text.cloned().ok_or_else(missing)
            }
            Some("b") => Ok(if value == "1" { "TRUE" } else { "FALSE" }.to_owned()),
            Some("str") => Ok(unescaped(&value)),
            Some(_) | None => Ok(value),
        }
    }
}

/// The column of a cell, from 0: 27 of `AB12`.
fn column(place: &str) -> Option<usize> {
    let letters = place.chars().take_while(char::is_ascii_alphabetic);
    let number = letters.map(|letter| usize::from(letter.to_ascii_uppercase() as u8 - b'A') + 1);
    let number = number.take(4).fold(0, |number, letter| number * 26 + letter);
    number.checked_sub(1)
}

impl Cells for Sheet {
    fn advance(&mut self) -> Result<bool> {
        while let Some(piece) = self.events.next_piece()? {
            let Piece::Start(start) = piece else { continue };
            match start.name.as_str() {
                "row" => self.row(&start)?,
                "sheetData" => continue,
                _ => {
                    self.events.skip()?;
                    continue;
                }
            }
            if !self.cells.is_empty() {
                let width = *self.width.get_or_insert(self.cells.len());
                self.cells.resize(width, String::new());
                return Ok(true);
            }
        }
        self.cells.clear();
        Ok(false)
    }

    fn width(&self) -> usize {
        self.cells.len()
    }

    fn cell(&self, index: usize) -> &str {
        &self.cells[index]
    }

    fn line(&self) -> usize {
        self.line
    }

    fn name(&self) -> &str {
        &self.name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_counted_in_letters() {
        assert_eq!(column("A1"), Some(0));
        assert_eq!(column("ab12"), Some(27));
        assert_eq!(column("XFD1"), Some(WIDEST - 1));
        assert_eq!(column("12"), None);
    }

    #[test]
    fn escaped_characters_are_resolved_and_other_underscores_stay() {
        assert_eq!(unescaped("a_x000D_b_x5F_x_xéab_"), "a\rb_x5F_x_xéab_");
        assert_eq!(unescaped("_x005F_x000D_"), "_x000D_");
    }
}
