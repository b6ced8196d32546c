//! Scorecard: findings weighed by severity, per 1,000 words.
//!
//! ```text
//! penalty = 1000 · (Σ weight of each finding) / words of the translation
//! ```
//!
//! The severities are those of MQM (Lommel et al., 2014; themqm.org); a finding of severity warning
//! counts as minor, one of severity error as major. Checks that are named critical count so. It is
//! no MQM score: nobody has read the text.

use std::collections::BTreeMap;

use crate::corpus::Unit;
use crate::finding::{Finding, Severity};
use crate::text::whitespace::words;

/// What a finding costs.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    /// A finding of severity info.
    pub neutral: f64,
    /// A warning.
    pub minor: f64,
    /// An error.
    pub major: f64,
    /// An error of a check that is named critical.
    pub critical: f64,
    /// The checks whose errors are critical.
    pub critical_checks: Vec<String>,
}

impl Default for Weights {
    fn default() -> Self {
        Weights {
            neutral: 0.0,
            minor: 1.0,
            major: 5.0,
            critical: 25.0,
            critical_checks: Vec::new(),
        }
    }
}

impl Weights {
    fn of(&self, finding: &Finding) -> f64 {
        match finding.severity {
            Severity::Info => self.neutral,
            Severity::Warning => self.minor,
            Severity::Error if self.critical_checks.contains(&finding.check) => self.critical,
            Severity::Error => self.major,
        }
    }
}

/// What the findings of a text, or of several, cost.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Scorecard {
    /// Words of the translations.
    pub words: usize,
    /// Findings by severity: info, warning, error.
    pub counts: BTreeMap<Severity, usize>,
    /// The sum of weights.
    pub sum: f64,
}

impl Scorecard {
    /// The scorecard of a text.
    ///
    /// # Examples
    ///
    /// ```
    /// use mizan::check::{Scorecard, Settings, Weights, check};
    /// use mizan::corpus::{Content, Unit};
    ///
    /// let unit = Unit { target: Some(Content::plain("نعم ، هذا صحيح")), ..Unit::default() };
    /// let units = [unit];
    /// let found = check("", &units, &Settings::default());
    /// let card = Scorecard::new(&units, &found, &Weights::default());
    /// assert_eq!((card.words, card.penalty()), (3, Some(1000.0 / 3.0)));
    /// ```
    pub fn new(units: &[Unit], findings: &[Finding], weights: &Weights) -> Self {
        let is_word = |word: &&str| word.chars().any(char::is_alphanumeric);
        let targets = units.iter().filter_map(|unit| unit.target.as_ref());
        let mut card = Scorecard {
            words: targets.map(|target| words(&target.text).filter(is_word).count()).sum(),
            ..Scorecard::default()
        };
        for finding in findings {
            *card.counts.entry(finding.severity).or_default() += 1;
            card.sum += weights.of(finding);
        }
        card
    }

    /// Adds the scorecard of another text.
    pub fn add(&mut self, other: &Scorecard) {
        self.words += other.words;
        self.sum += other.sum;
        for (severity, count) in &other.counts {
            *self.counts.entry(*severity).or_default() += count;
        }
    }

    /// How many findings of a severity there are.
    pub fn count(&self, severity: Severity) -> usize {
        self.counts.get(&severity).copied().unwrap_or(0)
    }

    /// The sum of weights per 1,000 words; `None` for a text without words.
    pub fn penalty(&self) -> Option<f64> {
        (self.words > 0).then(|| 1000.0 * self.sum / self.words as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::texts;
    use super::*;

    fn finding(severity: Severity, check: &str) -> Finding {
        Finding {
            check: check.into(),
            severity,
            segment: 0,
            span: None,
            found: None,
            expected: Vec::new(),
            message: String::new(),
        }
    }

    #[test]
    fn severities_have_their_weights() {
        let findings = [
            finding(Severity::Info, "quotes"),
            finding(Severity::Warning, "quotes"),
            finding(Severity::Error, "quotes"),
            finding(Severity::Error, "placeholder"),
        ];
        let weights = Weights { critical_checks: vec!["placeholder".into()], ..Weights::default() };
        let mut card = Scorecard::new(&texts(&["كلمة ، كلمتان", "ثلاث كلمات"]), &findings, &weights);
        assert_eq!((card.words, card.sum, card.count(Severity::Error)), (4, 31.0, 2));
        card.add(&card.clone());
        assert_eq!((card.words, card.penalty()), (8, Some(7750.0)));
        assert_eq!(Scorecard::new(&[], &[], &weights).penalty(), None);
    }
}
