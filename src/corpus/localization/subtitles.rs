//! Subtitles: the cues of SubRip (`.srt`) and WebVTT (`.vtt`).
//!
//! A cue is named by its index, from 1, and its time. Its lines are joined by line feeds. Tags and
//! the commands of positions (`{\an8}`) are codes.

use std::collections::VecDeque;

use super::super::lines::Lines;
use super::super::unit::{Code, CodeKind, Content, Dialect, State, Unit, Units};
use crate::error::{Error, ErrorKind, Result};
use crate::text::placeholder::codes;

/// What stands between the beginning of a cue and its end.
const ARROW: &str = "-->";

/// The cues of a file.
pub(super) struct Cues {
    lines: Lines,
    kind: Kind,
    /// Lines that were read ahead, with their numbers.
    ahead: VecDeque<(usize, String)>,
    count: usize,
    has_begun: bool,
}

/// Which of the two formats it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Srt,
    Vtt,
}

impl Cues {
    pub(super) fn new(lines: Lines, kind: Kind) -> Self {
        Cues { lines, kind, ahead: VecDeque::new(), count: 0, has_begun: false }
    }

    fn error(&self, line: usize, column: usize, message: impl Into<String>) -> Error {
        Error::new(ErrorKind::Input, message).at(self.lines.name(), line, Some(column))
    }

    /// The line so many lines ahead.
    fn peek(&mut self, index: usize) -> Result<Option<&(usize, String)>> {
        while self.ahead.len() <= index {
            let Some(line) = self.lines.next_row()?.map(str::to_owned) else { return Ok(None) };
            self.ahead.push_back((self.lines.number(), line));
        }
        Ok(self.ahead.get(index))
    }

    fn take(&mut self) -> Result<Option<(usize, String)>> {
        self.peek(0)?;
        Ok(self.ahead.pop_front())
    }

    /// Reads up to an empty line.
    fn skip_block(&mut self) -> Result<()> {
        while self.take()?.is_some_and(|(_, line)| !line.trim().is_empty()) {}
        Ok(())
    }

    /// Whether a cue begins here: a time, or a number or name above one.
    fn begins_cue(&mut self) -> Result<bool> {
        let kind = self.kind;
        let Some((_, first)) = self.peek(0)? else { return Ok(true) };
        if first.contains(ARROW) {
            return Ok(true);
        }
        let may_name = match kind {
            Kind::Srt => {
                !first.trim().is_empty() && first.trim().bytes().all(|b| b.is_ascii_digit())
            }
            Kind::Vtt => true,
        };
        Ok(may_name && self.peek(1)?.is_some_and(|(_, line)| line.contains(ARROW)))
    }

    /// Reads the lines of a cue. In SubRip an empty line ends it only before another cue.
    fn text(&mut self) -> Result<String> {
        let mut text = String::new();
        let mut empty = 0;
        loop {
            if empty > 0 && (self.kind == Kind::Vtt || self.begins_cue()?) {
                break;
            }
            let Some((_, line)) = self.take()? else { break };
            let line = line.trim();
            if line.is_empty() {
                empty += 1;
                continue;
            }
            if !text.is_empty() {
                text.push('\n');
            }
            (0..std::mem::take(&mut empty)).for_each(|_| text.push('\n'));
            text.push_str(line);
        }
        Ok(text)
    }

    /// The times of a cue, its settings left out.
    fn time(&self, number: usize, line: &str) -> Result<String> {
        let (start, rest) = line.split_once(ARROW).unwrap_or((line, ""));
        let end = rest.split_whitespace().next().unwrap_or_default();
        let place_of_end = line.len() - rest.trim_start().len();
        for (time, place) in [(start.trim(), 0), (end, place_of_end)] {
            if !is_time(time) {
                let message = format!("'{time}' is no time, expected as in 00:01:02,500");
                let column = line[..place].chars().count() + 1;
                return Err(self.error(number, column, message));
            }
        }
        Ok(format!("{} {ARROW} {end}", start.trim()))
    }
}

/// `00:01:02,500`, `01:02.500`.
fn is_time(time: &str) -> bool {
    let mut parts = time.split([':', ',', '.']);
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    (3..=4).contains(&parts.clone().count()) && parts.all(is_number)
}

/// The codes of a cue.
fn content(text: String, kind: Kind) -> Content {
    let mut codes: Vec<Code> = match kind {
        Kind::Srt => codes(&text, &[Dialect::Html]),
        Kind::Vtt => {
            let entities = codes(&text, &[Dialect::Html]).into_iter();
            entities.filter(|code| code.kind == CodeKind::Placeholder).collect()
        }
    };
    let (open, close) = match kind {
        Kind::Srt => ("{\\", '}'),
        Kind::Vtt => ("<", '>'),
    };
    let mut at = 0;
    while let Some(found) = text[at..].find(open) {
        let start = at + found;
        let Some(length) = text[start..].find(close) else { break };
        at = start + length + 1;
        // A tag is named without its classes and what it is about.
        let inside = &text[start + 1..at - 1];
        let name = match kind {
            Kind::Srt => text[start..at].to_owned(),
            Kind::Vtt if inside.starts_with(|c: char| c.is_ascii_digit()) => "<time>".to_owned(),
            Kind::Vtt => {
                let end = inside.find(['.', ' ', '\t', '\n']).unwrap_or(inside.len());
                format!("<{}>", &inside[..end])
            }
        };
        codes.retain(|code| code.span.end <= start || code.span.start >= at);
        codes.push(Code { span: start..at, name, kind: CodeKind::Tag });
    }
    codes.sort_by_key(|code| code.span.start);
    Content { text, codes }
}

impl Units for Cues {
    fn next_unit(&mut self) -> Result<Option<Unit>> {
        if self.kind == Kind::Vtt && !self.has_begun {
            self.has_begun = true;
            let first = self.peek(0)?.map(|(_, line)| line.clone()).unwrap_or_default();
            let rest = first.strip_prefix("WEBVTT");
            if !rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t'])) {
                return Err(self.error(1, 1, "the file does not begin with WEBVTT"));
            }
            self.skip_block()?;
        }
        loop {
            let Some((number, line)) = self.take()? else { return Ok(None) };
            let first = line.split_whitespace().next().unwrap_or_default();
            if first.is_empty() {
                continue;
            }
            let is_next = self.peek(0)?.is_some_and(|(_, line)| line.contains(ARROW));
            if self.kind == Kind::Vtt && matches!(first, "NOTE" | "STYLE" | "REGION") && !is_next {
                self.skip_block()?;
                continue;
            }
            let (line_of_time, time) = if line.contains(ARROW) {
                (number, line)
            } else {
                match self.take()? {
                    Some(time) if is_next => time,
                    Some(_) | None => {
                        let what = match self.kind {
                            Kind::Srt => "expected the number of a cue and its time below",
                            Kind::Vtt => "expected the time of a cue",
                        };
                        return Err(self.error(number, 1, what));
                    }
                }
            };
            let time = self.time(line_of_time, &time)?;
            let text = self.text()?;
            self.count += 1;
            return Ok(Some(Unit {
                id: format!("{} {time}", self.count),
                line: number,
                state: if text.is_empty() { State::Untranslated } else { State::Translated },
                target: (!text.is_empty()).then(|| content(text, self.kind)),
                dialects: vec![Dialect::Html],
                ..Unit::default()
            }));
        }
    }
}
