//! Flags: outputs that are suspicious whatever they mean.
//!
//! | flag | what it says |
//! |---|---|
//! | `empty` | no letter or digit, where the reference (or the source) has some |
//! | `copy` | the source again, wholly or nearly |
//! | `length` | far longer or shorter than the reference (or the source) |
//! | `repetition` | a word or phrase again and again |
//! | `script` | much text in another script than the target's |
//! | `duplicate` | the same output for sources that differ |
//!
//! Each rule looks at the references too, and is silent where one of them does the same; so a
//! reference taken for an output is not flagged. The rules and their limits stand in the files
//! below; they were set on one half of FLORES-101 dev with the outputs of seven systems.

mod copy;
mod duplicate;
mod length;
mod line;
mod repetition;
mod script;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::corpus::{Corpus, Segment, System};
use crate::finding::{Finding, Severity};
use line::Line;

/// What is suspicious about an output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Nothing was said.
    Empty,
    /// The source was not translated.
    Copy,
    /// The length is out of all proportion.
    Length,
    /// A word or phrase is repeated on and on.
    Repetition,
    /// The script is not the target language's.
    Script,
    /// Other sources have the same output.
    Duplicate,
}

impl Kind {
    /// Every kind, in the order of tables.
    pub const ALL: [Kind; 6] =
        [Kind::Empty, Kind::Copy, Kind::Length, Kind::Repetition, Kind::Script, Kind::Duplicate];

    /// The word in files and tables.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Empty => "empty",
            Kind::Copy => "copy",
            Kind::Length => "length",
            Kind::Repetition => "repetition",
            Kind::Script => "script",
            Kind::Duplicate => "duplicate",
        }
    }
}

/// A suspicious output.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flag {
    /// What is suspicious.
    pub kind: Kind,
    /// How sure it is that the output is wrong.
    pub severity: Severity,
    /// The segment, from 0; written from 1.
    #[serde(with = "crate::analysis::number")]
    pub segment: usize,
    /// The place in the output, `[start, end)` in code points, where it is not the whole.
    pub span: Option<(usize, usize)>,
    /// What stands there, where that says something.
    pub found: Option<String>,
    /// The reason in words.
    pub message: String,
}

impl Flag {
    /// As a finding: its check is `flag:` and the kind's name.
    pub fn finding(&self) -> Finding {
        Finding {
            check: format!("flag:{}", self.kind.name()),
            severity: self.severity,
            segment: self.segment,
            span: self.span.map(|(start, end)| start..end),
            found: self.found.clone(),
            expected: Vec::new(),
            message: self.message.clone(),
        }
    }
}

/// The flags of a system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SystemFlags {
    /// The system's name.
    pub system: String,
    /// By segment, then by kind.
    pub flags: Vec<Flag>,
}

impl SystemFlags {
    /// How many segments have a flag of this kind.
    pub fn count(&self, kind: Kind) -> usize {
        self.flags.iter().filter(|flag| flag.kind == kind).count()
    }
}

/// Flags the suspicious outputs of every system; systems are sorted by name.
///
/// References and source may be missing, with fewer rules then. It uses the threads of the rayon
/// pool it is called in, and its result does not depend on their number. What is flagged of one
/// system does not depend on the others, but that without references they may show that the target
/// is Arabic.
///
/// # Examples
///
/// ```
/// use mizan::analysis::flags::{Kind, flags};
/// use mizan::corpus::{Corpus, Parts, System};
/// use mizan::text::Stream;
///
/// let corpus = Corpus::new(Parts {
///     source: Some(Stream::from_iter(["The talks ended without a result.", "He left."])),
///     references: vec![Stream::from_iter(["انتهت المحادثات بلا نتيجة.", "غادر."])],
///     systems: vec![System {
///         name: "a".into(),
///         hypotheses: Stream::from_iter(["the talks ended without a result.", ""]),
///         ..System::default()
///     }],
///     ..Parts::default()
/// })?;
/// let found = flags(&corpus);
/// let kinds: Vec<Kind> = found[0].flags.iter().map(|flag| flag.kind).collect();
/// assert_eq!(kinds, [Kind::Copy, Kind::Empty]);
/// assert_eq!(found[0].flags[0].finding().check, "flag:copy");
/// # Ok::<(), mizan::Error>(())
/// ```
pub fn flags(corpus: &Corpus) -> Vec<SystemFlags> {
    let mut systems: Vec<&System> = corpus.systems().iter().collect();
    systems.sort_by(|one, other| one.name.cmp(&other.name));
    let target = script::target(corpus);
    // Per segment: what is seen in the segment alone, and the length, for each system.
    let seen: Vec<Vec<Seen>> = (0..corpus.len())
        .into_par_iter()
        .with_min_len(16)
        .map(|index| {
            let texts = Texts::of(corpus.segment(index));
            let see = |system: &&System| texts.see(index, system.hypotheses.get(index), target);
            systems.iter().map(see).collect()
        })
        .collect();
    let flagged = systems.par_iter().enumerate().map(|(at, system)| {
        let seen = || seen.iter().map(|segment| &segment[at]);
        let mut flags: Vec<Flag> = seen().flat_map(|seen| seen.flags.iter().cloned()).collect();
        let lengths: Vec<_> = seen().map(|seen| seen.length).collect();
        flags.extend(length::flags(&lengths));
        flags.extend(duplicate::flags(corpus, system));
        flags.sort_by_key(|flag| (flag.segment, flag.kind));
        SystemFlags { system: system.name.clone(), flags }
    });
    flagged.collect()
}

/// What one output shows by itself.
struct Seen {
    flags: Vec<Flag>,
    /// `None` where another flag says all there is to say.
    length: Option<length::Length>,
}

/// A segment's source and references.
struct Texts<'a> {
    source: Option<Line<'a>>,
    references: Vec<Line<'a>>,
}

impl<'a> Texts<'a> {
    fn of(segment: Segment<'a>) -> Texts<'a> {
        Texts {
            source: segment.source().map(Line::of),
            references: segment.references().map(Line::of).collect(),
        }
    }

    fn see(&self, segment: usize, output: Option<&str>, target: Option<script::Target>) -> Seen {
        let line = Line::of(output.unwrap_or_default());
        if line.is_empty() {
            let message = if output.is_none() { "no prediction" } else { "no letter and no digit" };
            let flags = self.expects_words().then(|| Flag {
                kind: Kind::Empty,
                severity: Severity::Error,
                segment,
                span: None,
                found: None,
                message: message.to_owned(),
            });
            return Seen { flags: flags.into_iter().collect(), length: None };
        }
        if let Some(flag) = copy::flag(self, &line, target, segment) {
            return Seen { flags: vec![flag], length: None };
        }
        let mut flags = Vec::new();
        flags.extend(repetition::flag(self, &line, segment));
        flags.extend(target.and_then(|target| script::flag(self, &line, target, segment)));
        Seen { flags, length: Some(length::Length::of(self, &line)) }
    }

    /// Whether an output without words cannot be right.
    fn expects_words(&self) -> bool {
        if self.references.is_empty() {
            return self.source.as_ref().is_none_or(|source| !source.is_empty());
        }
        self.references.iter().all(|reference| !reference.is_empty())
    }
}

#[cfg(test)]
mod tests;
