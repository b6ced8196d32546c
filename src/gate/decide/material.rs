//! Material: a test set as rules need it.

use super::{Asked, Question, checks};
use crate::config::gate::Rule;
use crate::corpus::{Document, Documents, Format, ImportedScores};
use crate::error::Result;
use crate::gate::comparable::{self, Pairs};
use crate::gate::spotted::{Spotted, canonical, spotted};
use crate::gate::{Baseline, Columns, System, TestSet, slice};
use crate::metric::Calculator;
use crate::metric::imported::Imported;
use crate::metric::registry::calculator;
use crate::record;
use crate::table::Table;

/// A test set of the evaluation.
pub(super) struct Material<'a> {
    pub(super) record: &'a record::TestSet,
    /// The same as a baseline would have it.
    pub(super) now: TestSet,
    /// What the rules' checks find.
    pub(super) spotted: Vec<Spotted>,
    /// The format of its files, where it is not what their names say.
    pub(super) format: Option<Format>,
    /// The version of mizan that made it.
    mizan: &'a str,
}

impl<'a> Material<'a> {
    pub(super) fn of(question: &Question<'a>) -> Result<Vec<Self>> {
        let now = Baseline::of(question.record, &[], question.settings)?;
        let checks = checks(question.gate);
        let of = |(record, now): (&'a record::TestSet, TestSet)| {
            let spotted = spotted(record, &now.segments, &checks, question.settings)?;
            let format = question.formats.get(&record.name).copied();
            Ok(Material { record, now, spotted, format, mizan: &question.record.mizan })
        };
        question.record.testsets.iter().zip(now.testsets).map(of).collect()
    }

    /// What the baseline knows of this test set, and which segments pair; `None` where it knows
    /// nothing, a reason where the two must not be compared.
    pub(super) fn known<'b>(
        &self,
        asked: &Asked<'_>,
        baseline: &'b Baseline,
        is_partial: bool,
    ) -> Option<std::result::Result<(&'b TestSet, Pairs), String>> {
        let old = baseline.testset(&self.record.name)?;
        let compare = || {
            let pairs = comparable::pairs(&self.now, old, is_partial).map_err(|reason| {
                match comparable::pairs(&self.now, old, true) {
                    Ok(_) => format!("{reason}; --allow-partial compares those in both"),
                    Err(_) => reason,
                }
            })?;
            if let Some(reason) = asked.metric.and_then(|id| comparable::metric(id, &self.now, old))
            {
                return Err(reason);
            }
            if let Some(check) = asked.rule.check.as_deref().map(canonical) {
                if !old.checks.contains(&check) {
                    return Err(format!("the baseline was made without the check {check}"));
                }
                if baseline.mizan != self.mizan {
                    return Err(format!(
                        "the baseline was made by mizan {}, this is {}",
                        baseline.mizan, self.mizan
                    ));
                }
            }
            Ok((old, pairs))
        };
        Some(compare())
    }

    /// A metric, and a system's rows under it for these segments.
    pub(super) fn rows(
        &self,
        system: &str,
        id: &str,
        rule: &Rule,
        segments: &[usize],
    ) -> (Calculator, Table) {
        let calculator = self.calculator(id);
        let found = self.now.systems.iter().find(|other| other.name == system);
        let width = calculator.columns().len();
        let rows =
            found.map(|found| rows(&self.now, found, id, rule, width, segments.iter().copied()));
        (calculator, rows.unwrap_or_else(|| Table::new(width)))
    }

    /// The metric of this id.
    fn calculator(&self, id: &str) -> Calculator {
        let metric = self.record.metrics.iter().find(|metric| metric.id == id);
        let own = metric.filter(|metric| metric.is_own).and_then(|_| calculator(id).ok());
        own.unwrap_or_else(|| {
            let lower_is_better = metric.is_some_and(|metric| metric.lower_is_better);
            let scores =
                ImportedScores { name: id.to_owned(), lower_is_better, ..Default::default() };
            Imported::calculator(&scores)
        })
    }

    /// The documents of these segments, where all are known.
    pub(super) fn documents(&self, segments: impl Iterator<Item = usize>) -> Option<Documents> {
        let document = |segment: usize| {
            let segment = &self.record.segments[segment];
            let name = segment.document.as_deref()?;
            Some(Document { name, domain: segment.domain.as_deref() })
        };
        segments.map(document).collect()
    }
}

/// The rows of a system's metric for these segments; of the names of one type where the rule asks
/// for that.
pub(super) fn rows(
    testset: &TestSet,
    system: &System,
    id: &str,
    rule: &Rule,
    width: usize,
    segments: impl Iterator<Item = usize>,
) -> Table {
    let columns: Option<&Columns> = match &rule.slice.kind {
        Some(kind) => system.types.get(&slice::kind(kind)),
        None => testset.metric(id).and_then(|(index, _)| system.rows.get(index)),
    };
    let mut table = Table::new(width);
    for segment in segments {
        match columns.filter(|columns| columns.0.len() == width) {
            Some(columns) => table.push(&columns.row(segment)),
            None => table.push(&vec![0.0; width]),
        }
    }
    table
}
