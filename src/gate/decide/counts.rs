//! Counts: findings counted, all of them or those that the baseline does not have.

use std::collections::BTreeSet;

use super::Asked;
use super::material::Material;
use crate::config::gate::{Level, NAME};
use crate::corpus::Format;
use crate::entity::{EntityType, Verdict as NameVerdict};
use crate::finding::Severity;
use crate::gate::label::{Part, count};
use crate::gate::spotted::{Spotted, canonical, file, is_of};
use crate::gate::{NewFinding, Outcome, System, TestSet, Verdict, Weight, known, slice};

/// A system whose findings are counted.
pub(super) struct Counted<'a> {
    pub(super) asked: &'a Asked<'a>,
    pub(super) material: &'a Material<'a>,
    pub(super) system: &'a str,
    pub(super) segments: &'a [usize],
    /// The place of the verdict.
    pub(super) index: usize,
}

impl Counted<'_> {
    /// Decides, and gives the findings where there are too many.
    pub(super) fn decide(
        &self,
        verdict: &mut Verdict,
        known: Option<(&TestSet, &System)>,
    ) -> Vec<NewFinding> {
        let rule = self.asked.rule;
        if rule.check.as_deref() == Some(NAME) && self.material.record.names.is_none() {
            verdict.outcome = Outcome::Insufficient;
            verdict.message =
                "names are judged where there is a source, and there is none".to_owned();
            return Vec::new();
        }
        let (found, limit) = match self.asked.part {
            Part::MustPass => match self.missing_names().as_slice() {
                [] => (self.names_to_pass(), 0),
                missing => {
                    verdict.outcome = Outcome::Insufficient;
                    verdict.message = format!("not in the text: {}", missing.join(", "));
                    return Vec::new();
                }
            },
            Part::MaxNew => {
                let all = self.found();
                let new = match known {
                    Some((_, system)) => known::new(all, system, rule.severity),
                    None => all,
                };
                (new, rule.max_new.unwrap_or_default())
            }
            Part::Min | Part::Max | Part::MaxDrop => {
                #[expect(clippy::cast_possible_truncation, reason = "a whole number, checked")]
                #[expect(clippy::cast_sign_loss, reason = "not negative, checked")]
                let limit = rule.max.unwrap_or_default() as usize;
                (self.found(), limit)
            }
        };
        verdict.count = Some(found.len());
        verdict.limit = Some(limit);
        verdict.message = self.message(&found);
        if found.len() <= limit {
            verdict.outcome = Outcome::Pass;
            return Vec::new();
        }
        verdict.outcome = Outcome::Fail;
        found.into_iter().map(|one| self.listed(one)).collect()
    }

    /// The findings that count.
    fn found(&self) -> Vec<&Spotted> {
        let rule = self.asked.rule;
        let check = canonical(rule.check.as_deref().unwrap_or_default());
        let kind = rule.slice.kind.as_deref().map(slice::kind);
        let is_meant = |one: &&Spotted| match (&kind, &one.kind) {
            (Some(wanted), found) => found.as_ref() == Some(wanted),
            // Numbers are no names, unless they are asked for.
            (None, Some(found)) => {
                !found.parse::<EntityType>().is_ok_and(|kind| kind.is_quantity())
            }
            (None, None) => true,
        };
        let of_system = self.of_system().filter(|one| one.finding.check == check);
        of_system.filter(|one| one.finding.severity >= rule.severity).filter(is_meant).collect()
    }

    fn of_system(&self) -> impl Iterator<Item = &Spotted> {
        let spotted = self.material.spotted.iter().filter(|one| one.system == self.system);
        spotted.filter(|one| self.segments.binary_search(&one.finding.segment).is_ok())
    }

    /// The names that must never be wrong, and are; however sure that is.
    fn names_to_pass(&self) -> Vec<&Spotted> {
        let names: BTreeSet<String> =
            self.asked.rule.must_pass.iter().map(|name| name.trim().to_lowercase()).collect();
        let is_meant = |one: &&Spotted| {
            let entity = one.entity.as_ref().map(|entity| entity.trim().to_lowercase());
            one.finding.check == NAME && entity.is_some_and(|entity| names.contains(&entity))
        };
        self.of_system().filter(is_meant).collect()
    }

    /// The names that must never be wrong, and are nowhere to be seen.
    fn missing_names(&self) -> Vec<String> {
        let mentions = || {
            let all = self.material.record.names.iter().flat_map(|names| &names.mentions);
            all.filter(|mention| {
                mention.system == self.system
                    && self.segments.binary_search(&mention.segment).is_ok()
                    && mention.verdict != NameVerdict::Unlocated.name()
            })
        };
        let names = self.asked.rule.must_pass.iter();
        names.filter(|name| !mentions().any(|mention| is_of(mention, name))).cloned().collect()
    }

    fn message(&self, found: &[&Spotted]) -> String {
        const MOST: usize = 5;
        let number = match self.asked.part {
            Part::MustPass => count(found.len(), "wrong name", "wrong names"),
            Part::MaxNew => count(found.len(), "new finding", "new findings"),
            Part::Min | Part::Max | Part::MaxDrop => count(found.len(), "finding", "findings"),
        };
        let mut names: Vec<&str> = Vec::new();
        for name in found.iter().filter_map(|one| one.entity.as_deref()) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        if names.is_empty() {
            return number;
        }
        let more = if names.len() > MOST { ", …" } else { "" };
        format!("{number}: {}{more}", names[..names.len().min(MOST)].join(", "))
    }

    fn listed(&self, one: &Spotted) -> NewFinding {
        let file = file(self.material.record, self.system).to_owned();
        let format = self.material.format.or_else(|| Format::of_path(file.as_ref()).ok());
        let is_error = self.asked.rule.level == Level::Error;
        NewFinding {
            rule: self.asked.number,
            verdict: self.index,
            weight: if is_error { Weight::Fails } else { Weight::Warns },
            check: one.finding.check.clone(),
            severity: if is_error { Severity::Error } else { one.finding.severity },
            testset: self.material.record.name.clone(),
            system: self.system.to_owned(),
            // Everywhere else there are headers, keys and marks between segments.
            is_line: format == Some(Format::Plain),
            file,
            segment: one.finding.segment + 1,
            span: one.finding.span.as_ref().map(|span| [span.start, span.end]),
            entity: one.entity.clone(),
            found: one.finding.found.clone(),
            expected: one.finding.expected.clone(),
            message: one.finding.message.clone(),
            fingerprint: one.key.clone(),
        }
    }
}
