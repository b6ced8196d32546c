//! Grid: a table of rows with a name and columns of numbers, as a person reads it in a terminal.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use crate::cell::{isolate, pad_end};
use crate::style::{BEST, FAINT};

/// A table is cut into several, one below the other, where it would be wider than this.
pub(crate) const PAGE_WIDTH: usize = 80;
const GAP: usize = 3;

/// A column of numbers.
pub(crate) struct Column {
    heading: String,
    cells: Vec<Cell>,
    width: usize,
}

/// A number, or what stands in its place.
pub(crate) struct Cell {
    pub(crate) text: String,
    /// Whether it is among the best of its column.
    pub(crate) is_best: bool,
}

impl Column {
    /// A column with one cell per row.
    pub(crate) fn new(heading: String, cells: Vec<Cell>) -> Self {
        // A number is followed by the mark of the best, or a space in its place.
        let widest = cells.iter().map(|cell| cell.text.width() + 1).max().unwrap_or(0);
        let width = widest.max(heading.width());
        Column { heading, cells, width }
    }
}

/// Writes the table; `head` stands over the names.
pub(crate) fn write(
    head: &str,
    names: &[String],
    columns: &[Column],
    out: &mut impl Write,
) -> io::Result<()> {
    let name_width = names.iter().map(|name| name.width()).max().unwrap_or(0).max(head.width());
    let mut rest = columns;
    while !rest.is_empty() {
        let fitting = fitting(rest, name_width);
        write_block(head, &rest[..fitting], names, name_width, out)?;
        rest = &rest[fitting..];
        if !rest.is_empty() {
            writeln!(out)?;
        }
    }
    Ok(())
}

/// How many columns fit on a page beside the names; at least one.
fn fitting(columns: &[Column], name_width: usize) -> usize {
    let mut width = name_width;
    let count = columns
        .iter()
        .take_while(|column| {
            width += GAP + column.width;
            width <= PAGE_WIDTH
        })
        .count();
    count.max(1)
}

fn write_block(
    head: &str,
    columns: &[Column],
    names: &[String],
    name_width: usize,
    out: &mut impl Write,
) -> io::Result<()> {
    write!(out, "{FAINT}{}{FAINT:#}", pad_end(head, name_width))?;
    for column in columns {
        let space = GAP + column.width - column.heading.width();
        write!(out, "{:space$}{FAINT}{}{FAINT:#}", "", column.heading)?;
    }
    writeln!(out)?;
    for (row, name) in names.iter().enumerate() {
        let mut line = pad_end(&isolate(name), name_width);
        for column in columns {
            let Cell { text, is_best } = &column.cells[row];
            let space = GAP + column.width - text.width() - 1;
            line.push_str(&" ".repeat(space));
            if *is_best {
                line.push_str(&format!("{BEST}{text}*{BEST:#}"));
            } else {
                line.push_str(text);
                line.push(' ');
            }
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}
