//! Markup: text with inline elements, as XLIFF and TMX have it.
//!
//! | elements | what they are |
//! |---|---|
//! | `g`, `pc` | two tags around text |
//! | `x`, `bx`, `ex`, `sc`, `ec`, `cp`, empty `ph` | one code |
//! | `bpt`, `ept`, `ph`, `it`, `ut` | one code with all that is in them, `sub` too |
//! | `mrk`, `sm`, `em`, `hi`, others | nothing: what is in them is text |
//!
//! An `mrk` of `mtype="seg"` is a segment as well. What a tool marks as deleted is left out.

use std::ops::Range;

use super::unit::{Code, CodeKind, Content};
use super::xml::{Events, Piece, Start};
use crate::error::Result;

/// A text and the segments that are marked in it.
#[derive(Debug, Default)]
pub(super) struct Marked {
    pub(super) content: Content,
    /// Id and place of each segment.
    segments: Vec<(String, Range<usize>)>,
}

impl Marked {
    /// The segments with their ids.
    pub(super) fn segments(&self) -> impl Iterator<Item = (&str, Content)> {
        self.segments.iter().map(|(id, range)| (id.as_str(), cut(&self.content, range)))
    }

    /// The segment of this id.
    pub(super) fn segment(&self, id: &str) -> Option<Content> {
        self.segments().find(|(found, _)| *found == id).map(|(_, content)| content)
    }

    /// Whether segments are marked.
    pub(super) fn has_segments(&self) -> bool {
        !self.segments.is_empty()
    }
}

/// A part of a content, with the codes that stand in it.
fn cut(content: &Content, range: &Range<usize>) -> Content {
    let within = |code: &&Code| code.span.start >= range.start && code.span.end <= range.end;
    let moved = |code: &Code| Code {
        span: code.span.start - range.start..code.span.end - range.start,
        ..code.clone()
    };
    let text = content.text.get(range.clone()).unwrap_or_default().to_owned();
    Content { text, codes: content.codes.iter().filter(within).map(moved).collect() }
}

/// Reads the text of the element that began last, to its end.
pub(super) fn read(events: &mut Events) -> Result<Marked> {
    let depth = events.depth();
    let mut writer = Writer::default();
    loop {
        match events.next_piece()? {
            Some(Piece::Start(start)) => writer.start(&start),
            Some(Piece::Text(text)) => writer.text(&text),
            Some(Piece::End(_)) if events.depth() < depth => return Ok(writer.marked),
            Some(Piece::End(name)) => writer.end(&name),
            None => return Ok(writer.marked),
        }
    }
}

/// An inline element that is open.
enum Open {
    /// A tag whose end is one too, by what names it.
    Pair(String),
    /// A code that begins here.
    Native(usize, String, CodeKind),
    /// Within a code, whether its end is to be written.
    Inner(bool),
    Segment(String, usize),
    Deleted,
    Text,
}

#[derive(Default)]
struct Writer {
    marked: Marked,
    open: Vec<Open>,
    /// How many of the open elements are codes, and how many are deleted.
    natives: usize,
    deleted: usize,
}

impl Writer {
    fn start(&mut self, start: &Start) {
        let open = self.opened(start);
        match &open {
            Open::Native(..) => self.natives += 1,
            Open::Deleted => self.deleted += 1,
            Open::Pair(_) | Open::Inner(_) | Open::Segment(..) | Open::Text => {}
        }
        self.open.push(open);
    }

    fn opened(&mut self, start: &Start) -> Open {
        let at = self.marked.content.text.len();
        if self.deleted > 0 {
            return Open::Text;
        }
        if self.natives > 0 {
            self.write_tag(start);
            return Open::Inner(!start.is_empty);
        }
        let kind = match start.name.as_str() {
            "x" | "ph" | "cp" if !is_half(start) => CodeKind::Placeholder,
            _ => CodeKind::Tag,
        };
        match start.name.as_str() {
            "bpt" | "ept" | "ph" | "it" | "ut" if !start.is_empty => {
                self.write_tag(start);
                Open::Native(at, named(start), kind)
            }
            "g" | "pc" if !start.is_empty => {
                self.write_tag(start);
                self.code(at, named(start), kind);
                Open::Pair(named(start))
            }
            "x" | "bx" | "ex" | "sc" | "ec" | "cp" | "bpt" | "ept" | "ph" | "it" | "ut" | "g"
            | "pc" => {
                self.write_tag(start);
                self.code(at, named(start), kind);
                Open::Text
            }
            "mrk" => match start.attribute("mtype") {
                Some("seg") => {
                    Open::Segment(start.attribute("mid").unwrap_or_default().to_owned(), at)
                }
                Some(kind) if kind.starts_with("x-sdl-") && kind.ends_with("deleted") => {
                    Open::Deleted
                }
                Some(_) | None => Open::Text,
            },
            _ => Open::Text,
        }
    }

    fn text(&mut self, text: &str) {
        if self.deleted == 0 {
            self.marked.content.text.push_str(text);
        }
    }

    fn end(&mut self, name: &str) {
        let at = self.marked.content.text.len();
        match self.open.pop() {
            Some(Open::Pair(code)) => {
                self.write_end(name);
                self.code(at, format!("/{code}"), CodeKind::Tag);
            }
            Some(Open::Native(start, code, kind)) => {
                self.natives -= 1;
                // What has no id is named after what it stands for.
                let text = &self.marked.content.text[start..];
                let inner = text.split_once('>').map_or("", |(_, inner)| inner.trim());
                let code = if code == name { format!("{name} {inner}") } else { code };
                self.write_end(name);
                self.code(start, code, kind);
            }
            Some(Open::Inner(true)) => self.write_end(name),
            Some(Open::Segment(id, start)) => self.marked.segments.push((id, start..at)),
            Some(Open::Deleted) => self.deleted -= 1,
            Some(Open::Inner(false) | Open::Text) | None => {}
        }
    }

    fn write_tag(&mut self, start: &Start) {
        let text = &mut self.marked.content.text;
        text.push('<');
        text.push_str(&start.markup);
        text.push_str(if start.is_empty { "/>" } else { ">" });
    }

    fn write_end(&mut self, name: &str) {
        let text = &mut self.marked.content.text;
        text.push_str("</");
        text.push_str(name);
        text.push('>');
    }

    /// Marks what was written since `at` as a code.
    fn code(&mut self, at: usize, name: String, kind: CodeKind) {
        let span = at..self.marked.content.text.len();
        self.marked.content.codes.push(Code { span, name, kind });
    }
}

/// Whether an element alone is the beginning or the end of something, as Angular names them.
fn is_half(start: &Start) -> bool {
    let id = start.attribute("id").unwrap_or_default();
    id.starts_with("START_") || id.starts_with("CLOSE_")
}

/// What a code must agree in with one of the other language: `x id=1`.
fn named(start: &Start) -> String {
    // `rid` pairs the halves of XLIFF 1.2, `startRef` those of 2.0, `x` and `i` are TMX's.
    let keys = ["id", "rid", "startRef", "hex", "x", "i"];
    let found = keys.iter().find_map(|key| start.attribute(key).map(|value| (key, value)));
    match found {
        Some((key, value)) => format!("{} {key}={value}", start.name),
        None => start.name.clone(),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;
    use crate::corpus::input::Input;

    fn marked(text: &str) -> Marked {
        let bytes = format!("<seg>{text}</seg>").into_bytes();
        let input = Input::from_reader("a.xml".into(), Box::new(Cursor::new(bytes))).unwrap();
        let mut events = Events::new(input);
        events.root("seg").unwrap();
        read(&mut events).unwrap()
    }

    fn codes(content: &Content) -> Vec<(&str, &str)> {
        let codes = content.codes.iter();
        codes.map(|code| (&content.text[code.span.clone()], code.name.as_str())).collect()
    }

    #[test]
    fn text_within_paired_tags_is_content_and_within_native_codes_is_not() {
        let content = marked(
            "<g id=\"1\">افتح</g> <bpt id='2'>&lt;b&gt;</bpt>الملف<ept id='2'>&lt;/b&gt;</ept>\
             <x id=\"3\"/>الآن",
        )
        .content;
        assert_eq!(content.without_codes(), "افتح الملف الآن");
        assert_eq!(
            codes(&content),
            [
                ("<g id=\"1\">", "g id=1"),
                ("</g>", "/g id=1"),
                ("<bpt id='2'><b></bpt>", "bpt id=2"),
                ("<ept id='2'></b></ept>", "ept id=2"),
                ("<x id=\"3\"/>", "x id=3"),
            ]
        );
    }

    #[test]
    fn a_code_without_id_is_named_after_its_text_and_subflows_belong_to_it() {
        let content = marked("مرحبا <ph>%s<sub>alt <it pos='begin'>x</it></sub></ph>!").content;
        assert_eq!(content.without_codes(), "مرحبا !");
        assert_eq!(content.codes.len(), 1);
        assert!(content.codes[0].name.starts_with("ph %s"), "{content:?}");
    }

    #[test]
    fn segments_have_their_own_codes_and_deleted_text_is_gone() {
        let marked = marked(
            "<g id='1'><mrk mtype='seg' mid='7'>نعم<x id='2'/></mrk> \
             <mrk mtype='seg' mid='8'>لا<mrk mtype='x-sdl-deleted'> أدري<x id='9'/></mrk></mrk></g>",
        );
        let segments: Vec<(&str, Content)> = marked.segments().collect();
        assert_eq!(segments[0].0, "7");
        assert_eq!(codes(&segments[0].1), [("<x id='2'/>", "x id=2")]);
        assert_eq!(segments[1].1, Content::plain("لا"));
        assert_eq!(marked.segment("7").unwrap().without_codes(), "نعم");
    }
}
