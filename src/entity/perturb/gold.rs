//! Gold: what became of each name and number in the corrupted text.

use std::ops::Range;

use serde::Serialize;

use super::Corruption;
use crate::entity::{Mention, Verdict};

/// One name or number, and what was done to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gold {
    /// The name and its places; it has no verdicts.
    pub mention: Mention,
    /// What became of it.
    pub verdict: Verdict,
    /// What was done to it.
    pub corruption: Option<Corruption>,
    /// Its place in the corrupted text, without what is attached; `None` where it was dropped.
    pub span: Option<Range<usize>>,
    /// What stands there.
    pub rendering: Option<String>,
    /// Whether it is one of the mentions of a name that is rendered in two ways in its document.
    pub is_split: bool,
}

/// The keys of a line.
#[derive(Serialize)]
struct Line<'a> {
    segment: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<&'a str>,
    entity: &'a str,
    #[serde(rename = "type")]
    kind: &'a str,
    source_span: Option<[usize; 2]>,
    reference_span: Option<[usize; 2]>,
    hypothesis_span: Option<[usize; 2]>,
    rendering: Option<&'a str>,
    corruption: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    consistent: Option<bool>,
    verdicts: serde_json::Map<String, serde_json::Value>,
}

impl Gold {
    /// A line of an inventory, as JSON, with the verdict on the system of this name.
    ///
    /// # Examples
    ///
    /// ```
    /// use mizan::entity::perturb::{Corruption, Gold};
    /// use mizan::entity::{EntityType, Mention, Verdict};
    ///
    /// let gold = Gold {
    ///     mention: Mention {
    ///         segment: 16,
    ///         entity: "Grozny".into(),
    ///         kind: EntityType::Location,
    ///         source_span: Some(31..37),
    ///         reference_span: Some(40..46),
    ///         mentions: Vec::new(),
    ///         document: None,
    ///         verdicts: Vec::new(),
    ///     },
    ///     verdict: Verdict::Omitted,
    ///     corruption: Some(Corruption::Drop),
    ///     span: None,
    ///     rendering: None,
    ///     is_split: false,
    /// };
    /// assert_eq!(
    ///     gold.to_json("corrupt"),
    ///     r#"{"segment":17,"entity":"Grozny","type":"LOC","source_span":[31,37],"#.to_owned()
    ///         + r#""reference_span":[40,46],"hypothesis_span":null,"rendering":null,"#
    ///         + r#""corruption":"drop","verdicts":{"corrupt":"omitted"}}"#
    /// );
    /// ```
    #[expect(clippy::missing_panics_doc, reason = "texts and numbers are always JSON")]
    pub fn to_json(&self, system: &str) -> String {
        let ends = |span: &Option<Range<usize>>| span.as_ref().map(|span| [span.start, span.end]);
        let line = Line {
            segment: self.mention.segment + 1,
            document: self.mention.document.as_deref(),
            entity: &self.mention.entity,
            kind: self.mention.kind.name(),
            source_span: ends(&self.mention.source_span),
            reference_span: ends(&self.mention.reference_span),
            hypothesis_span: ends(&self.span),
            rendering: self.rendering.as_deref(),
            corruption: self.corruption.map(Corruption::name),
            consistent: self.is_split.then_some(false),
            verdicts: [(system.to_owned(), self.verdict.name().into())].into_iter().collect(),
        };
        serde_json::to_string(&line).expect("texts and numbers are JSON")
    }
}
