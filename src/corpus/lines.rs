//! Lines: the lines of an input as text, one at a time, in one buffer.

use std::io;
use std::str::from_utf8;

use super::input::{Input, read_error};
use crate::error::{Error, ErrorKind, Result};

/// Bytes read at once; the buffer is larger only while a line is.
const BLOCK: usize = 1 << 18;

/// The lines of an input.
///
/// Only `\n` ends a line: a lone `\r`, U+2028, U+0085 and their like are text. The last line need
/// not end with one; an empty input has no line.
pub(crate) struct Lines {
    input: Input,
    buffer: Vec<u8>,
    /// Where the next line starts, up to where no line end was found, where what was read ends.
    start: usize,
    searched: usize,
    end: usize,
    number: usize,
    ended: bool,
}

impl Lines {
    pub(crate) fn new(input: Input) -> Self {
        Lines {
            input,
            buffer: vec![0; BLOCK],
            start: 0,
            searched: 0,
            end: 0,
            number: 0,
            ended: false,
        }
    }

    /// The file as messages name it.
    pub(crate) fn name(&self) -> &str {
        &self.input.name
    }

    /// The number of the line given last, from 1; 0 before the first.
    pub(crate) fn number(&self) -> usize {
        self.number
    }

    /// The next line without its `\n`; `None` at the end.
    pub(crate) fn next_line(&mut self) -> Result<Option<&str>> {
        let Some((start, end)) = self.locate()? else {
            return Ok(None);
        };
        self.start = (end + 1).min(self.end);
        self.searched = self.start;
        self.number += 1;
        self.text(start, end, self.number).map(Some)
    }

    /// The line that [`next_line`](Self::next_line) will give.
    pub(crate) fn peek_line(&mut self) -> Result<Option<&str>> {
        match self.locate()? {
            Some((start, end)) => self.text(start, end, self.number + 1).map(Some),
            None => Ok(None),
        }
    }

    /// Where the next line starts and ends in the buffer.
    fn locate(&mut self) -> Result<Option<(usize, usize)>> {
        loop {
            let unseen = &self.buffer[self.searched..self.end];
            if let Some(offset) = memchr::memchr(b'\n', unseen) {
                self.searched += offset;
                self.check(self.searched - self.start, "a line")?;
                return Ok(Some((self.start, self.searched)));
            }
            self.searched = self.end;
            self.check(self.end - self.start, "a line")?;
            if self.ended {
                return Ok((self.start < self.end).then_some((self.start, self.end)));
            }
            self.fill()?;
        }
    }

    /// An error where the next line, or the row that goes on there, is longer than it may be.
    pub(super) fn check(&self, bytes: usize, what: &str) -> Result<()> {
        self.input.limits.check(bytes, what, &self.input.name, self.number + 1)
    }

    fn text(&self, start: usize, end: usize, number: usize) -> Result<&str> {
        let line = &self.buffer[start..end];
        from_utf8(line)
            .map_err(|error| invalid_utf8(&self.input.name, number, line, error.valid_up_to()))
    }

    /// The next line without `\n` or `\r\n`.
    pub(super) fn next_row(&mut self) -> Result<Option<&str>> {
        let line = self.next_line()?;
        Ok(line.map(|line| line.strip_suffix('\r').unwrap_or(line)))
    }

    /// Reads more behind what is there, which moves to the front.
    fn fill(&mut self) -> Result<()> {
        if self.start > 0 {
            self.buffer.copy_within(self.start..self.end, 0);
            self.searched -= self.start;
            self.end -= self.start;
            self.start = 0;
        }
        if self.end == self.buffer.len() {
            let most = self.input.limits.line.saturating_add(1).max(self.end + 1);
            self.buffer.resize((self.end * 2).min(most), 0);
        }
        loop {
            match self.input.bytes.read(&mut self.buffer[self.end..]) {
                Ok(0) => self.ended = true,
                Ok(read) => self.end += read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(read_error(&self.input.name, &error)),
            }
            return Ok(());
        }
    }
}

fn invalid_utf8(name: &str, number: usize, line: &[u8], valid: usize) -> Error {
    let before = from_utf8(&line[..valid]).map_or(0, |text| text.chars().count());
    Error::new(ErrorKind::Input, format!("invalid UTF-8, byte 0x{:02X}", line[valid]))
        .at(name, number, Some(before + 1))
        .help("convert the file to UTF-8")
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read};

    use super::*;

    fn lines_of(bytes: impl Into<Vec<u8>>) -> Result<Vec<String>> {
        let input = Input::from_reader("ref.ar".into(), Box::new(Cursor::new(bytes.into())))?;
        let mut lines = Lines::new(input);
        let mut all = Vec::new();
        while let Some(line) = lines.next_line()? {
            all.push(line.to_owned());
        }
        assert_eq!(lines.number(), all.len());
        Ok(all)
    }

    #[test]
    fn only_a_line_feed_ends_a_line() {
        let inside = "a\rb\u{2028}c\u{85}d\u{0B}e\u{0C}f\u{1C}g\0h";
        assert_eq!(lines_of(format!("{inside}\nx")).unwrap(), [inside, "x"]);
    }

    #[test]
    fn empty_lines_count_and_an_empty_file_has_none() {
        assert_eq!(lines_of("\n\n").unwrap(), ["", ""]);
        assert_eq!(lines_of("a\n\n").unwrap(), ["a", ""]);
        assert!(lines_of("").unwrap().is_empty());
    }

    #[test]
    fn the_last_line_feed_may_be_missing() {
        assert_eq!(lines_of("a\nb").unwrap(), lines_of("a\nb\n").unwrap());
    }

    #[test]
    fn a_byte_order_mark_is_removed_at_the_start_only() {
        assert_eq!(lines_of("\u{FEFF}a\n\u{FEFF}b").unwrap(), ["a", "\u{FEFF}b"]);
        assert!(lines_of("\u{FEFF}").unwrap().is_empty());
    }

    #[test]
    fn invalid_utf8_is_an_error_with_line_and_column_in_code_points() {
        let error = lines_of(b"good\n\xD8\xA8\xD8\xA7\xFFx\n").unwrap_err();
        assert_eq!(
            error.to_string(),
            "ref.ar:2:3: invalid UTF-8, byte 0xFF\n  help: convert the file to UTF-8"
        );
    }

    #[test]
    fn utf32_is_refused_by_name() {
        let error = lines_of(b"\xFF\xFE\0\0a\0\0\0").unwrap_err().to_string();
        assert!(error.contains("UTF-32") && error.contains("iconv"), "{error}");
    }

    #[test]
    fn lines_longer_than_the_buffer_are_whole() {
        let long = "ب".repeat(BLOCK);
        let text = format!("a\n{long}\nb\n{long}");
        assert_eq!(lines_of(text).unwrap(), ["a", &long, "b", &long]);
    }

    #[test]
    fn one_byte_at_a_time_gives_the_same_lines() {
        struct Slow(Cursor<Vec<u8>>);
        impl Read for Slow {
            fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
                let length = buffer.len().min(1);
                self.0.read(&mut buffer[..length])
            }
        }
        let text = "\u{FEFF}مرحبا\r\n\nباكو";
        let slow = Slow(Cursor::new(text.into()));
        let input = Input::from_reader("x".into(), Box::new(slow)).unwrap();
        let mut lines = Lines::new(input);
        for expected in [Some("مرحبا\r"), Some(""), Some("باكو"), None] {
            assert_eq!(lines.next_line().unwrap(), expected);
        }
    }
}
