//! Android: `strings.xml`, with texts, plurals and lists.
//!
//! | element | id | plural form |
//! |---|---|---|
//! | `string` | its name | |
//! | `plurals` > `item` | the name of `plurals` | its quantity |
//! | `string-array` > `item` | the name and the number: `days.0` | |
//!
//! Left out are elements with `translatable="false"` and references to other texts (`@string/…`).
//! What stands in `<xliff:g>` is a placeholder; other elements in a text are tags.

use super::super::input::Input;
use super::super::unit::{Code, CodeKind, Dialect, Unit, Units};
use super::super::xml::{Events, Piece, Start};
use super::whole::monolingual;
use crate::error::Result;

const DIALECTS: &[Dialect] = &[Dialect::Printf, Dialect::Html];

/// The texts of a file.
pub(super) struct Android {
    events: Events,
    is_open: bool,
    /// The `plurals` or `string-array` that is open.
    group: Option<Group>,
}

struct Group {
    name: String,
    is_plural: bool,
    items: usize,
}

impl Android {
    pub(super) fn new(input: Input) -> Self {
        Android { events: Events::new(input), is_open: false, group: None }
    }

    fn name(&self, start: &Start) -> Result<String> {
        let name = start.attribute("name").map(str::to_owned);
        name.ok_or_else(|| self.events.error(format!("<{}> has no name", start.name)))
    }

    /// Reads the element that began, if it holds a text.
    fn element(&mut self, start: &Start) -> Result<Option<Unit>> {
        if start.attribute("translatable") == Some("false") {
            self.events.skip()?;
            return Ok(None);
        }
        let line = self.events.line();
        let (id, plural) = match (start.name.as_str(), &mut self.group) {
            ("string", None) => {
                let product = start.attribute("product").map(|product| format!("@{product}"));
                (self.name(start)? + &product.unwrap_or_default(), None)
            }
            ("plurals" | "string-array", None) => {
                let is_plural = start.name == "plurals";
                self.group = Some(Group { name: self.name(start)?, is_plural, items: 0 });
                return Ok(None);
            }
            ("item", Some(group)) => {
                let number = group.items;
                group.items += 1;
                match (group.is_plural, start.attribute("quantity")) {
                    (false, _) => (format!("{}.{number}", group.name), None),
                    (true, Some(quantity)) => (group.name.clone(), Some(quantity.to_owned())),
                    (true, None) => return Err(self.events.error("<item> has no quantity")),
                }
            }
            // Other resources: colours, sizes, numbers.
            _ => {
                self.events.skip()?;
                return Ok(None);
            }
        };
        let Written { text, guarded, .. } = self.text()?;
        if text.starts_with("@string/") {
            return Ok(None);
        }
        let mut unit = Unit { plural, ..monolingual(id, line, text, DIALECTS) };
        if let Some(target) = &mut unit.target {
            guard(&target.text, &mut target.codes, guarded);
        }
        Ok(Some(unit))
    }

    /// Reads the text of the element that began.
    fn text(&mut self) -> Result<Written> {
        let depth = self.events.depth();
        let mut written = Written::default();
        // How deep, and where in the text, the open `<xliff:g>` is.
        let mut group: Option<(usize, usize)> = None;
        let mut markups: Vec<String> = Vec::new();
        while let Some(piece) = self.events.next_piece()? {
            match piece {
                Piece::Text(text) => {
                    written.push(&text).map_err(|fault| self.events.error(fault))?;
                }
                Piece::Start(start) if start.markup.starts_with("xliff:g") => {
                    markups.push(String::new());
                    written.end_space();
                    group = group.or(Some((self.events.depth(), written.text.len())));
                }
                Piece::Start(start) => {
                    let end = start.markup.find(char::is_whitespace).unwrap_or(start.markup.len());
                    written.end_space();
                    written.text.push_str(&format!("<{}", start.markup));
                    written.text.push_str(if start.is_empty { "/>" } else { ">" });
                    markups.push(match start.is_empty {
                        true => String::new(),
                        false => format!("</{}>", &start.markup[..end]),
                    });
                }
                Piece::End(_) if self.events.depth() < depth => break,
                Piece::End(_) => {
                    written.end_space();
                    if let Some((_, start)) = group.filter(|(at, _)| *at > self.events.depth()) {
                        written.guarded.push((start, written.text.len()));
                        group = None;
                    }
                    written.text.push_str(&markups.pop().unwrap_or_default());
                }
            }
        }
        Ok(written)
    }
}

/// Adds what stands in `<xliff:g>` to the codes of a text, named by its placeholder or its words.
fn guard(text: &str, codes: &mut Vec<Code>, guarded: Vec<(usize, usize)>) {
    for (start, end) in guarded.into_iter().filter(|(start, end)| start < end) {
        let inside = codes.iter().find(|code| start <= code.span.start && code.span.end <= end);
        let name = inside.map_or(&text[start..end], |code| &code.name).to_owned();
        codes.retain(|code| code.span.end <= start || code.span.start >= end);
        codes.push(Code { span: start..end, name, kind: CodeKind::Placeholder });
    }
    codes.sort_by_key(|code| code.span.start);
}

/// A text as it is shown: white space runs together outside of quotes, escapes are resolved.
#[derive(Default)]
struct Written {
    text: String,
    is_quoted: bool,
    has_space: bool,
    guarded: Vec<(usize, usize)>,
}

impl Written {
    /// Writes the space that waits, unless the text has not begun.
    fn end_space(&mut self) {
        if std::mem::take(&mut self.has_space) && !self.text.is_empty() {
            self.text.push(' ');
        }
    }

    fn push(&mut self, piece: &str) -> std::result::Result<(), String> {
        let mut rest = piece.chars();
        while let Some(character) = rest.next() {
            if character.is_ascii_whitespace() && !self.is_quoted {
                self.has_space = true;
                continue;
            }
            self.end_space();
            match character {
                '"' => self.is_quoted = !self.is_quoted,
                '\\' => match rest.next() {
                    Some('n') => self.text.push('\n'),
                    Some('t') => self.text.push('\t'),
                    Some('u') => {
                        let digits = rest.as_str().get(..4);
                        let unit = digits.and_then(|digits| u16::from_str_radix(digits, 16).ok());
                        let unit = unit.ok_or("expected four digits behind \\u")?;
                        rest.nth(3);
                        let mut units = vec![unit];
                        if let Some(low) = rest.as_str().strip_prefix("\\u")
                            && (0xD800..0xDC00).contains(&unit)
                            && let Some(low) = low.get(..4)
                        {
                            units.extend(u16::from_str_radix(low, 16));
                            rest.nth(5);
                        }
                        let text = String::from_utf16(&units);
                        self.text.push_str(&text.map_err(|_| "half a pair of \\u")?);
                    }
                    Some(other) => self.text.push(other),
                    None => {}
                },
                other => self.text.push(other),
            }
        }
        Ok(())
    }
}

impl Units for Android {
    fn next_unit(&mut self) -> Result<Option<Unit>> {
        if !self.is_open {
            self.events.root("resources")?;
            self.is_open = true;
        }
        while let Some(piece) = self.events.next_piece()? {
            match piece {
                Piece::Start(start) => {
                    if let Some(unit) = self.element(&start)? {
                        return Ok(Some(unit));
                    }
                }
                Piece::End(name) if name == "plurals" || name == "string-array" => {
                    self.group = None;
                }
                Piece::End(_) | Piece::Text(_) => {}
            }
        }
        Ok(None)
    }
}
