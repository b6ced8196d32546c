//! Numbers: what became of the quantities of a segment.

use std::ops::Range;

use super::judgement::Judgement;
use super::quantity::{self, Kind, Language, Quantity, compare};
use super::{EntityType, Verdict};
use crate::finding::Severity;

/// The quantities of a segment, ready for its hypotheses.
#[derive(Debug, Clone, Default)]
pub(super) struct Numbers {
    source: Vec<Quantity>,
    /// The bytes of the source before each of its quantities, counted in code points.
    places: Vec<Range<usize>>,
    references: Vec<Vec<Quantity>>,
    reference_texts: Vec<String>,
}

impl Numbers {
    /// Finds the quantities; those within names are no numbers of their own.
    pub(super) fn new(
        source: Option<&str>,
        language: Language,
        references: &[&str],
        names: &[Range<usize>],
    ) -> Self {
        let text = source.unwrap_or_default();
        let in_names = |quantity: &Quantity| {
            let place = code_points(text, &quantity.span);
            names.iter().any(|name| name.start < place.end && place.start < name.end)
        };
        let found = quantity::find(text, language);
        let source: Vec<Quantity> = found.into_iter().filter(|q| !in_names(q)).collect();
        Numbers {
            places: source.iter().map(|q| code_points(text, &q.span)).collect(),
            source,
            references: references.iter().map(|r| quantity::find(r, Language::Arabic)).collect(),
            reference_texts: references.iter().map(|&text| text.to_owned()).collect(),
        }
    }

    /// What became of each quantity of the source, then what only the hypothesis has.
    pub(super) fn judge(&self, hypothesis: &str, names: &[Range<usize>]) -> Vec<Judgement> {
        let target = quantity::find(hypothesis, Language::Arabic);
        let comparison = compare(&self.source, &target);
        let in_references: Vec<_> =
            self.references.iter().map(|reference| compare(&self.source, reference)).collect();
        let is_licensed = |target: &Quantity| {
            self.references.iter().flatten().any(|known| quantity::matches(known, target))
        };
        let mut partner = vec![(Verdict::Omitted, None, "number-missing"); self.source.len()];
        for &(place, other) in &comparison.matched {
            partner[place] = (Verdict::Correct, Some(other), "same-value");
        }
        for &(place, other) in &comparison.changed {
            // Three for two is a turn of phrase, 3 for 2 is not.
            let is_clear =
                [&self.source[place], &target[other]].into_iter().all(is_written_in_digits);
            partner[place] = if !is_clear {
                continue;
            } else if is_licensed(&target[other]) {
                (Verdict::Correct, Some(other), "value-of-the-reference")
            } else {
                (Verdict::WrongNumber, Some(other), "another-value")
            };
        }
        let mut judgements = Vec::new();
        for (place, (mut verdict, other, mut evidence)) in partner.into_iter().enumerate() {
            let located = in_references
                .iter()
                .enumerate()
                .find_map(|(r, c)| Some((r, c.matched.iter().find(|pair| pair.0 == place)?.1)));
            // What the reference says in other words, the hypothesis may too.
            if verdict != Verdict::Correct && located.is_none() && !self.references.is_empty() {
                (verdict, evidence) = (Verdict::Unlocated, "not-in-the-reference");
            } else if verdict == Verdict::Omitted
                && self.references.is_empty()
                && !is_written_in_digits(&self.source[place])
            {
                (verdict, evidence) = (Verdict::Unlocated, "said-in-words");
            }
            let severity = match verdict {
                Verdict::WrongNumber if !self.references.is_empty() => Some(Severity::Error),
                Verdict::WrongNumber | Verdict::Omitted => Some(Severity::Warning),
                _ => None,
            };
            let quantity = &self.source[place];
            let reference =
                located.map(|(r, q)| (&self.reference_texts[r], &self.references[r][q]));
            let found = other.map(|other| &target[other]);
            judgements.push(Judgement {
                entity: Some(quantity.text.clone()),
                kind: kind(quantity),
                verdict,
                severity,
                evidence,
                source_span: Some(self.places[place].clone()),
                reference_span: reference.map(|(text, q)| code_points(text, &q.span)),
                hypothesis_span: found.map(|q| code_points(hypothesis, &q.span)),
                rendering: found.map(|q| q.text.clone()),
                expected: reference.map(|(_, q)| q.text.clone()).into_iter().collect(),
                similarity: if verdict == Verdict::Correct { 1.0 } else { 0.0 },
                key: quantity.readings[0].to_string(),
            });
        }
        for &place in &comparison.extra {
            let quantity = &target[place];
            let span = code_points(hypothesis, &quantity.span);
            let is_in_name =
                names.iter().any(|name| name.start < span.end && span.start < name.end);
            if !is_licensed(quantity) && !is_in_name && is_written_in_digits(quantity) {
                judgements.push(Judgement {
                    entity: None,
                    kind: kind(quantity),
                    verdict: Verdict::Spurious,
                    severity: Some(Severity::Warning),
                    evidence: "number-of-the-output-only",
                    source_span: None,
                    reference_span: None,
                    hypothesis_span: Some(span),
                    rendering: Some(quantity.text.clone()),
                    expected: Vec::new(),
                    similarity: 0.0,
                    key: quantity.readings[0].to_string(),
                });
            }
        }
        judgements
    }
}

/// Words such as واحد or ثلاثة may come from any turn of phrase.
fn is_written_in_digits(quantity: &Quantity) -> bool {
    quantity.text.chars().any(char::is_numeric)
}

fn kind(quantity: &Quantity) -> EntityType {
    let name = match quantity.kind {
        Kind::Number => "NUMBER",
        Kind::Percent => "PERCENT",
        Kind::Money => "MONEY",
        Kind::Date | Kind::Time => "DATE",
    };
    EntityType::Word(name.to_owned())
}

/// Bytes of a text in code points.
fn code_points(text: &str, bytes: &Range<usize>) -> Range<usize> {
    let start = text[..bytes.start].chars().count();
    start..start + text[bytes.clone()].chars().count()
}
