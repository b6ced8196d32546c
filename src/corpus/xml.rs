//! XML: the elements and texts of a file, each with the place where it begins.
//!
//! The file is read block by block. References to entities other than XML's own five are errors
//! and document types are passed over, so that nothing outside the file is ever read.

use std::io::{self, BufRead, BufReader, Read};

use quick_xml::Reader;
use quick_xml::errors::Error as XmlError;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

use crate::corpus::input::{Input, read_error};
use crate::corpus::limits::with_help;
use crate::error::{Error, ErrorKind, Result};

/// Bytes read at once.
const BLOCK: usize = 1 << 16;
/// Elements within each other; more is an attempt to use up memory.
const DEEPEST: usize = 1000;
/// Bytes of one tag or text; binary files that XLIFF carries along have a few MiB.
const LONGEST: usize = 1 << 26;

/// What a file consists of.
pub(crate) enum Piece {
    Start(Start),
    Text(String),
    /// The end of an element, by its name without prefix.
    End(String),
}

/// The beginning of an element.
pub(crate) struct Start {
    /// Without prefix.
    pub(crate) name: String,
    /// What stands between the angle brackets, without the slash of an empty element.
    pub(crate) markup: String,
    /// Whether it ends where it begins: `<x/>`.
    pub(crate) is_empty: bool,
    attributes: Vec<(String, String)>,
}

impl Start {
    /// The value of an attribute, by its name with prefix.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The attribute `xml:lang`, or `lang`.
    pub(crate) fn language(&self) -> Option<&str> {
        self.attribute("xml:lang").or_else(|| self.attribute("lang"))
    }
}

/// The pieces of a file.
pub(crate) struct Events {
    name: String,
    reader: Reader<Counted>,
    buffer: Vec<u8>,
    /// The names and lines of the open elements.
    open: Vec<(String, usize)>,
    /// The name of an element that ends where it began.
    empty: Option<String>,
    has_root: bool,
    line: usize,
    column: usize,
}

impl Events {
    pub(crate) fn new(input: Input) -> Self {
        let bytes = BufReader::with_capacity(BLOCK, input.bytes);
        Events {
            name: input.name,
            reader: Reader::from_reader(Counted { bytes, line: 1, column: 1, since: 0 }),
            buffer: Vec::new(),
            open: Vec::new(),
            empty: None,
            has_root: false,
            line: 1,
            column: 1,
        }
    }

    /// The line of the last piece.
    pub(crate) fn line(&self) -> usize {
        self.line
    }

    /// How many elements are open.
    pub(crate) fn depth(&self) -> usize {
        self.open.len()
    }

    /// An error where the last piece begins.
    pub(crate) fn error(&self, message: impl Into<String>) -> Error {
        Error::new(ErrorKind::Input, message).at(&self.name, self.line, Some(self.column))
    }

    /// Reads to the end of the element that began last.
    pub(crate) fn skip(&mut self) -> Result<()> {
        let depth = self.depth();
        while self.depth() >= depth && self.next_piece()?.is_some() {}
        Ok(())
    }

    /// The text of the element that began last, with that of the elements in it.
    pub(crate) fn text(&mut self) -> Result<String> {
        let depth = self.depth();
        let mut whole = String::new();
        while self.depth() >= depth {
            match self.next_piece()? {
                Some(Piece::Text(text)) => whole.push_str(&text),
                Some(Piece::Start(_) | Piece::End(_)) => {}
                None => break,
            }
        }
        Ok(whole)
    }

    /// The root element, which must have this name.
    pub(crate) fn root(&mut self, expected: &str) -> Result<Start> {
        while let Some(piece) = self.next_piece()? {
            match piece {
                Piece::Start(start) if start.name == expected => return Ok(start),
                Piece::Start(start) => {
                    let message = format!("the root is <{}>, expected <{expected}>", start.name);
                    return Err(self.error(message));
                }
                Piece::Text(text) if text.trim().is_empty() => {}
                Piece::Text(_) | Piece::End(_) => {
                    return Err(self.error(format!("found text, expected <{expected}>")));
                }
            }
        }
        Err(self.error(format!("the file has no element, expected <{expected}>")))
    }

    /// The next piece; `None` at the end.
    pub(crate) fn next_piece(&mut self) -> Result<Option<Piece>> {
        if let Some(name) = self.empty.take() {
            self.open.pop();
            return Ok(Some(Piece::End(name)));
        }
        loop {
            let source = self.reader.get_mut();
            source.since = 0;
            (self.line, self.column) = (source.line, source.column);
            let mut buffer = std::mem::take(&mut self.buffer);
            buffer.clear();
            let event = self.reader.read_event_into(&mut buffer);
            let piece = match event {
                Ok(Event::Eof) => {
                    self.check_end()?;
                    return Ok(None);
                }
                Ok(event) => self.piece(event)?,
                Err(error) => return Err(self.xml_error(&error)),
            };
            self.buffer = buffer;
            if piece.is_some() {
                return Ok(piece);
            }
        }
    }

    /// What an event says, if it says anything.
    fn piece(&mut self, event: Event<'_>) -> Result<Option<Piece>> {
        let text = match event {
            Event::Start(start) => return self.start(&start, false).map(Some),
            Event::Empty(start) => {
                let piece = self.start(&start, true)?;
                self.empty = self.open.last().map(|(name, _)| name.clone());
                return Ok(Some(piece));
            }
            Event::End(end) => {
                self.open.pop();
                return Ok(Some(Piece::End(end.local_name().as_ref().to_owned())));
            }
            Event::Text(text) => text.xml10_content().into_owned(),
            Event::CData(text) => text.xml10_content().into_owned(),
            Event::GeneralRef(reference) => {
                let character = reference.resolve_char_ref();
                match character.map_err(|error| self.xml_error(&error))? {
                    Some(character) => character.to_string(),
                    None => match resolve_predefined_entity(&reference) {
                        Some(text) => text.to_owned(),
                        None => {
                            let message = format!("unknown entity '&{};'", &*reference);
                            let help = "document types are not read; write the characters instead";
                            return Err(self.error(message).help(help));
                        }
                    },
                }
            }
            Event::Decl(declaration) => {
                if let Some(Ok(encoding)) = declaration.encoding()
                    && !["utf-8", "utf8", "us-ascii", "utf-16"]
                        .contains(&encoding.to_lowercase().as_str())
                {
                    let message = format!("the file says it is {encoding}, expected UTF-8");
                    let help = format!("convert it: iconv -f {encoding} -t UTF-8");
                    return Err(self.error(message).help(help));
                }
                return Ok(None);
            }
            Event::Comment(_) | Event::PI(_) | Event::DocType(_) | Event::Eof => return Ok(None),
        };
        Ok(Some(Piece::Text(text)))
    }

    fn start(&mut self, start: &BytesStart<'_>, is_empty: bool) -> Result<Piece> {
        if self.open.len() == DEEPEST {
            return Err(self.error(format!("more than {DEEPEST} elements within each other")));
        }
        if self.open.is_empty() && std::mem::replace(&mut self.has_root, true) {
            let help = "the file may be several files one after another";
            return Err(self.error("a second root element").help(help));
        }
        let mut attributes = Vec::new();
        for attribute in start.attributes() {
            let attribute =
                attribute.map_err(|error| self.error(format!("invalid XML: {error}")))?;
            let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0);
            let value = value.map_err(|error| self.xml_error(&error))?;
            attributes.push((attribute.key.as_ref().to_owned(), value.into_owned()));
        }
        let name = start.local_name().as_ref().to_owned();
        self.open.push((name.clone(), self.line));
        let markup = start.trim_end().to_owned();
        Ok(Piece::Start(Start { name, markup, is_empty, attributes }))
    }

    fn check_end(&self) -> Result<()> {
        match self.open.last() {
            None => Ok(()),
            Some((name, line)) => {
                let message = format!("the file ends within <{name}>, which begins at line {line}");
                Err(self.error(message).help("the file may be cut short"))
            }
        }
    }

    fn xml_error(&self, error: &XmlError) -> Error {
        match error {
            XmlError::Io(error) if error.kind() == io::ErrorKind::InvalidData => {
                with_help(self.error(error.to_string()), error)
            }
            XmlError::Io(error) => read_error(&self.name, error),
            XmlError::Encoding(_) => {
                self.error("invalid UTF-8 in what begins here").help("convert the file to UTF-8")
            }
            XmlError::Syntax(error) => self.error(format!("invalid XML: {error}")),
            XmlError::IllFormed(error) => self.error(format!("invalid XML: {error}")),
            other => self.error(format!("invalid XML: {other}")),
        }
    }
}

/// Bytes that count their lines and columns as they are taken.
struct Counted {
    bytes: BufReader<Box<dyn Read + Send>>,
    line: usize,
    column: usize,
    /// How many were taken since the last piece began.
    since: usize,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let length = available.len().min(buffer.len());
        buffer[..length].copy_from_slice(&available[..length]);
        self.consume(length);
        Ok(length)
    }
}

impl BufRead for Counted {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.since > LONGEST {
            let message = format!("a tag or text of more than {} MiB", LONGEST >> 20);
            return Err(io::Error::new(io::ErrorKind::InvalidData, message));
        }
        self.bytes.fill_buf()
    }

    fn consume(&mut self, length: usize) {
        self.since += length;
        let taken = &self.bytes.buffer()[..length.min(self.bytes.buffer().len())];
        let mut last = taken;
        if let Some(end) = memchr::memrchr(b'\n', taken) {
            self.line += memchr::memchr_iter(b'\n', taken).count();
            self.column = 1;
            last = &taken[end + 1..];
        }
        // Code points, by their first bytes.
        self.column += last.iter().filter(|byte| **byte & 0xC0 != 0x80).count();
        self.bytes.consume(length);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(bytes: impl Read + Send + 'static) -> Result<Vec<Piece>> {
        let mut events = Events::new(Input::from_reader("a.xml".into(), Box::new(bytes))?);
        let mut pieces = Vec::new();
        while let Some(piece) = events.next_piece()? {
            pieces.push(piece);
        }
        Ok(pieces)
    }

    fn error(text: &'static str) -> String {
        all(text.as_bytes()).map(|_| ()).unwrap_err().to_string()
    }

    #[test]
    fn names_have_no_prefix_and_attributes_have_theirs() {
        let text =
            "<?xml version='1.0'?><a:b m:id='1 &lt; 2' lang='ar' xml:lang = 'en' /><!-- end -->";
        let pieces = all(text.as_bytes()).unwrap();
        let [Piece::Start(start), Piece::End(end)] = pieces.as_slice() else { panic!() };
        assert_eq!((start.name.as_str(), end.as_str()), ("b", "b"));
        assert_eq!(start.attribute("m:id"), Some("1 < 2"));
        assert_eq!(start.attribute("id"), None);
        assert_eq!(start.language(), Some("en"));
        assert!(start.is_empty);
        assert_eq!(start.markup, "a:b m:id='1 &lt; 2' lang='ar' xml:lang = 'en'");
    }

    #[test]
    fn entities_of_a_document_type_are_refused() {
        let bomb = "<!DOCTYPE a [<!ENTITY x \"xxxxxxxxxx\"><!ENTITY y \"&x;&x;&x;&x;\">\
                    <!ENTITY z SYSTEM \"file:///etc/hostname\">]>\n<a>&y;</a>";
        assert!(error(bomb).starts_with("a.xml:2:4: unknown entity '&y;'"), "{}", error(bomb));
        let unused = bomb.replace("&y;</a>", "&amp;&#x41;</a>");
        assert_eq!(all(io::Cursor::new(unused)).unwrap().len(), 6 - 1);
        let attribute = "<!DOCTYPE a [<!ENTITY x \"x\">]><a b='&x;'/>";
        assert!(error(attribute).starts_with("a.xml:1:31: "), "{}", error(attribute));
    }

    #[test]
    fn what_is_endless_is_cut_off() {
        let start = || io::Cursor::new(b"<a>".to_vec());
        let nested = start().chain(io::Cursor::new(b"<b>".repeat(DEEPEST)));
        let error = all(nested).map(|_| ()).unwrap_err().to_string();
        assert!(error.contains("more than 1000 elements within each other"), "{error}");
        let text = start().chain(io::repeat(b'x').take(LONGEST as u64 * 2));
        let error = all(text).map(|_| ()).unwrap_err().to_string();
        assert_eq!(error, "a.xml:1:4: a tag or text of more than 64 MiB");
    }

    #[test]
    fn a_long_attribute_is_read() {
        let text = format!("<a b='{}'/>", "ب".repeat(1 << 20));
        let pieces = all(io::Cursor::new(text)).unwrap();
        let [Piece::Start(start), Piece::End(_)] = pieces.as_slice() else { panic!() };
        assert_eq!(start.attribute("b").map(str::len), Some(2 << 20));
    }

    #[test]
    fn faults_are_errors_with_line_and_column() {
        assert!(error("<a>\n <b>\n</a>").starts_with("a.xml:3:1: invalid XML"));
        assert!(error("<a>\n<b>").starts_with("a.xml:2:4: the file ends within <b>"));
        assert!(error("<a>\n<b c=></a>").starts_with("a.xml:2:1: invalid XML"));
        assert!(error("<a>\n<b").starts_with("a.xml:2:1: "));
        assert!(error("</a>").starts_with("a.xml:1:1: "));
        assert!(error("<a/>\n<b/>").starts_with("a.xml:2:1: a second root element"));
        assert!(error("<a>&#xD800;</a>").starts_with("a.xml:1:4: "));
        let bytes: &[u8] = b"<a>\n\xD8\xA8\xFF</a>";
        let invalid = all(bytes).map(|_| ()).unwrap_err().to_string();
        assert!(invalid.starts_with("a.xml:1:4: invalid UTF-8"), "{invalid}");
    }
}
