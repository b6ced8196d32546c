//! Message: a text in ICU's MessageFormat and its branches.
//!
//! ```text
//! {count, plural, offset:1 =0 {None} one {# file of {name}} other {# files of {name}}}
//! ```
//!
//! An apostrophe quotes only before `{`, `}` and, within plurals, `#`; two of them are one.

use std::ops::Range;

use super::code::{Code, CodeKind};

/// Branches within each other; more is an attempt to use up memory.
const DEEPEST: usize = 50;

/// A text with arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Its pieces that are not text, in their order.
    pub parts: Vec<Part>,
}

/// A piece of a message that is not text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// `{name}`, `{when, date, short}`.
    Argument {
        /// Where it stands, in bytes of the text.
        span: Range<usize>,
        /// The name.
        name: String,
    },
    /// `#` in a plural.
    Number(Range<usize>),
    /// `{count, plural, …}`, `{who, select, …}`.
    Choice {
        /// Where it stands, in bytes of the text.
        span: Range<usize>,
        /// The argument by which a branch is chosen.
        name: String,
        /// `plural`, `selectordinal` or `select`.
        kind: String,
        /// The branches, in their order.
        branches: Vec<Branch>,
    },
}

/// One of the texts that an argument chooses from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branch {
    /// What it is chosen by: `few`, `=0`, `female`.
    pub key: String,
    /// Where its text stands, without its braces, in bytes of the text.
    pub span: Range<usize>,
    /// What is in it.
    pub message: Message,
}

/// What is wrong with a message, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// In bytes of the text.
    pub offset: usize,
    /// In words.
    pub message: String,
}

/// What is shown for one choice of branches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    /// The branches chosen, from the outermost: argument and key.
    pub path: Vec<(String, String)>,
    /// The placeholders of the branch, and of what it stands in.
    pub codes: Vec<Code>,
}

impl Message {
    /// Reads a message.
    ///
    /// # Errors
    ///
    /// When braces do not match or a choice has no branch `other`.
    ///
    /// # Examples
    ///
    /// ```
    /// use mizan::text::message::Message;
    ///
    /// let message = Message::parse("{n, plural, one {ملف واحد} other {# ملف في {folder}}}").unwrap();
    /// let variants = message.variants();
    /// assert_eq!(variants[0].path, [("n".to_owned(), "one".to_owned())]);
    /// assert!(variants[0].codes.is_empty());
    /// let names: Vec<&str> = variants[1].codes.iter().map(|code| code.name.as_str()).collect();
    /// assert_eq!(names, ["#", "{folder}"]);
    /// ```
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let mut parser = Parser { text, at: 0 };
        let message = parser.message(0, false)?;
        match parser.rest().is_empty() {
            true => Ok(message),
            false => Err(parser.fault("'}' without a '{' before it")),
        }
    }

    /// Whether it has branches.
    pub fn has_choice(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, Part::Choice { .. }))
    }

    /// Every placeholder, and the pieces of text between and around branches, in their order.
    pub fn codes(&self) -> Vec<Code> {
        let mut codes = Vec::new();
        for part in &self.parts {
            match part {
                Part::Argument { .. } | Part::Number(_) => codes.extend(part.code()),
                Part::Choice { span, name, kind, branches } => {
                    let mut start = span.start;
                    for branch in branches {
                        let name = format!("{{{name}, {kind}, {}", branch.key);
                        codes.push(code(start..branch.span.start, name));
                        codes.extend(branch.message.codes());
                        start = branch.span.end;
                    }
                    codes.push(code(start..span.end, "}"));
                }
            }
        }
        codes
    }

    /// What is shown for each branch, the branches of other choices left out.
    pub fn variants(&self) -> Vec<Variant> {
        let mut variants = Vec::new();
        self.push_variants(&Variant { path: Vec::new(), codes: Vec::new() }, &mut variants);
        variants
    }

    fn push_variants(&self, outer: &Variant, variants: &mut Vec<Variant>) {
        let mut codes = outer.codes.clone();
        codes.extend(self.parts.iter().filter_map(Part::code));
        if !self.has_choice() {
            variants.push(Variant { path: outer.path.clone(), codes });
            return;
        }
        for part in &self.parts {
            let Part::Choice { name, branches, .. } = part else { continue };
            for branch in branches {
                let mut path = outer.path.clone();
                path.push((name.clone(), branch.key.clone()));
                branch.message.push_variants(&Variant { path, codes: codes.clone() }, variants);
            }
        }
    }
}

impl Part {
    /// The placeholder that it is, if it has no branches.
    fn code(&self) -> Option<Code> {
        match self {
            Part::Argument { span, name } => Some(code(span.clone(), format!("{{{name}}}"))),
            Part::Number(span) => Some(code(span.clone(), "#")),
            Part::Choice { .. } => None,
        }
    }
}

fn code(span: Range<usize>, name: impl Into<String>) -> Code {
    Code { span, name: name.into(), kind: CodeKind::Placeholder }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Parser<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn fault(&self, message: impl Into<String>) -> Fault {
        Fault { offset: self.at, message: message.into() }
    }

    /// Reads up to the end or to a `}` that was not opened here.
    fn message(&mut self, depth: usize, is_plural: bool) -> Result<Message, Fault> {
        if depth == DEEPEST {
            return Err(self.fault(format!("more than {DEEPEST} branches within each other")));
        }
        let mut parts = Vec::new();
        while let Some(next) = self.rest().find(['{', '}', '\'', '#']) {
            self.at += next;
            match self.rest().as_bytes()[0] {
                b'{' => parts.push(self.argument(depth, is_plural)?),
                b'}' => return Ok(Message { parts }),
                b'#' if is_plural => {
                    parts.push(Part::Number(self.at..self.at + 1));
                    self.at += 1;
                }
                b'\'' => self.skip_quote(is_plural),
                _ => self.at += 1,
            }
        }
        self.at = self.text.len();
        Ok(Message { parts })
    }

    /// Passes over what an apostrophe quotes, or over the apostrophe.
    fn skip_quote(&mut self, is_plural: bool) {
        self.at += 1;
        let quoted = self.rest();
        if quoted.starts_with('\'') {
            self.at += 1;
        } else if quoted.starts_with(['{', '}']) || (is_plural && quoted.starts_with('#')) {
            let mut end = 0;
            loop {
                let Some(found) = quoted[end..].find('\'') else {
                    self.at = self.text.len();
                    return;
                };
                end += found + 1;
                if !quoted[end..].starts_with('\'') {
                    break;
                }
                end += 1;
            }
            self.at += end;
        }
    }

    /// Reads `{…}`.
    fn argument(&mut self, depth: usize, is_plural: bool) -> Result<Part, Fault> {
        let start = self.at;
        self.at += 1;
        let name = self.word()?;
        if name.is_empty() {
            return Err(self.fault("expected the name of an argument behind '{'"));
        }
        if self.take('}') {
            return Ok(Part::Argument { span: start..self.at, name });
        }
        if !self.take(',') {
            return Err(self.fault("expected ',' or '}' behind the name of an argument"));
        }
        let kind = self.word()?;
        if !matches!(kind.as_str(), "plural" | "selectordinal" | "select") {
            self.skip_style()?;
            return Ok(Part::Argument { span: start..self.at, name });
        }
        if !self.take(',') {
            return Err(self.fault(format!("expected ',' behind '{kind}'")));
        }
        let mut branches = Vec::new();
        loop {
            let key = self.word()?;
            if key.starts_with("offset:") && branches.is_empty() {
                if key == "offset:" {
                    self.word()?;
                }
                continue;
            }
            if key.is_empty() && self.take('}') {
                break;
            }
            if key.is_empty() || !self.take('{') {
                return Err(self.fault("expected a branch, as in 'other {…}'"));
            }
            let inside = self.at;
            let message = self.message(depth + 1, is_plural || kind != "select")?;
            branches.push(Branch { key, span: inside..self.at, message });
            if !self.take('}') {
                return Err(self.fault("the text ends within a branch"));
            }
        }
        if !branches.iter().any(|branch| branch.key == "other") {
            return Err(self.fault("no branch 'other'"));
        }
        Ok(Part::Choice { span: start..self.at, name, kind, branches })
    }

    /// Passes over the style of an argument, up to behind its `}`.
    fn skip_style(&mut self) -> Result<(), Fault> {
        let mut open = 1usize;
        let end = self.rest().bytes().position(|byte| {
            open += usize::from(byte == b'{');
            open -= usize::from(byte == b'}');
            open == 0
        });
        let end = end.ok_or_else(|| self.fault("the text ends within an argument"))?;
        self.at += end + 1;
        Ok(())
    }

    /// The next word, white space around it left out.
    fn word(&mut self) -> Result<String, Fault> {
        self.skip_space();
        let rest = self.rest();
        let is_end = |c: char| c.is_whitespace() || matches!(c, '{' | '}' | ',' | '\'' | '"' | '%');
        let end = rest.find(is_end).unwrap_or(rest.len());
        self.at += end;
        self.skip_space();
        match self.rest().is_empty() {
            true => Err(self.fault("the text ends within an argument")),
            false => Ok(rest[..end].to_owned()),
        }
    }

    fn skip_space(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    fn take(&mut self, expected: char) -> bool {
        let is_there = self.rest().starts_with(expected);
        self.at += if is_there { expected.len_utf8() } else { 0 };
        is_there
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> String {
        Message::parse(text).unwrap_err().message
    }

    #[test]
    fn branches_have_their_own_placeholders() {
        let text = "{who, select, f {ذهبت {name}} other {{n, plural, =0 {لا أحد} other {#}} {x}}}";
        let variants = Message::parse(text).unwrap().variants();
        let shown: Vec<(String, Vec<String>)> = variants
            .into_iter()
            .map(|variant| {
                let keys: Vec<String> = variant.path.into_iter().map(|(_, key)| key).collect();
                (keys.join(" "), variant.codes.into_iter().map(|code| code.name).collect())
            })
            .collect();
        let expected =
            [("f", vec!["{name}"]), ("other =0", vec!["{x}"]), ("other other", vec!["{x}", "#"])];
        for ((path, names), (expected_path, expected_names)) in shown.iter().zip(expected) {
            assert_eq!(
                (path.as_str(), names),
                (
                    expected_path,
                    &expected_names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>()
                )
            );
        }
    }

    #[test]
    fn codes_cover_all_but_the_texts_of_branches() {
        let text = "قبل {n, plural, offset:1 one{يوم} other {# يومًا}} الآن";
        let codes = Message::parse(text).unwrap().codes();
        let mut left = text.to_owned();
        for code in codes.iter().rev() {
            left.replace_range(code.span.clone(), "|");
        }
        assert_eq!(left, "قبل |يوم|| يومًا| الآن");
    }

    #[test]
    fn quotes_hide_braces_and_lone_apostrophes_are_text() {
        for text in ["'{'name'}'", "l'heure", "it''s", "'{name}", "# #"] {
            assert!(Message::parse(text).unwrap().parts.is_empty(), "{text}");
        }
        assert_eq!(Message::parse("'{' {a} '}'").unwrap().parts.len(), 1);
        assert_eq!(Message::parse("l'{a}' {b}").unwrap().parts.len(), 1);
    }

    #[test]
    fn what_does_not_close_is_a_fault() {
        assert_eq!(fault("{a"), "the text ends within an argument");
        assert_eq!(fault("a}"), "'}' without a '{' before it");
        assert_eq!(fault("{}"), "expected the name of an argument behind '{'");
        assert_eq!(fault("{n, plural, one {x}}"), "no branch 'other'");
        assert_eq!(fault("{n, plural, one {x"), "the text ends within a branch");
        assert!(fault(&"{n,select,a{".repeat(100)).contains("within each other"));
        assert!(fault(&"{".repeat(100_000)).contains("name of an argument"));
    }
}
