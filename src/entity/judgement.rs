//! Judgement: what became of one name or number, with everything that a report shows.

use std::ops::Range;

use super::{EntityType, Verdict};
use crate::finding::{Finding, Severity};

/// What became of one mention of a name, or of one number, in one hypothesis.
#[derive(Debug, Clone, PartialEq)]
pub struct Judgement {
    /// The name as the source has it; for a number its text; `None` for what only the output has.
    pub entity: Option<String>,
    /// What it is: NUMBER, PERCENT, MONEY or DATE for quantities.
    pub kind: EntityType,
    /// The verdict.
    pub verdict: Verdict,
    /// How sure a wrong verdict is; `None` where nothing is wrong.
    pub severity: Option<Severity>,
    /// The reason, in a word or two with hyphens.
    pub evidence: &'static str,
    /// Its place in the source, in code points.
    pub source_span: Option<Range<usize>>,
    /// Its place in the reference, in code points.
    pub reference_span: Option<Range<usize>>,
    /// Its place in the hypothesis, in code points, without attached clitics.
    pub hypothesis_span: Option<Range<usize>>,
    /// What stands there.
    pub rendering: Option<String>,
    /// What is expected: the reference's rendering, then other accepted forms.
    pub expected: Vec<String>,
    /// How alike the rendering sounds, from 0 to 1.
    pub similarity: f64,
    /// What makes mentions of one entity one: the lexicon's name, else the name in normal form.
    pub key: String,
}

impl Judgement {
    /// Whether it is a number, a date, an amount or a percentage.
    pub fn is_quantity(&self) -> bool {
        self.kind.is_quantity()
    }

    /// As a finding, where something is wrong.
    pub fn finding(&self, segment: usize) -> Option<Finding> {
        let name = self.entity.as_deref().or(self.rendering.as_deref()).unwrap_or_default();
        Some(Finding {
            check: format!("entity:{}", self.verdict),
            severity: self.severity?,
            segment,
            span: self.hypothesis_span.clone(),
            found: self.rendering.clone(),
            expected: self.expected.clone(),
            message: format!("{name}: {}", self.evidence.replace('-', " ")),
        })
    }
}
