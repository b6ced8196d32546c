//! Make: a record's test set from what was measured.

use std::collections::BTreeMap;

use super::{
    Analyses, Consistency, Input, Mention, Metric, Names, Rows, Segment, System, SystemNames,
    TestSet,
};
use crate::comparison::Comparison;
use crate::corpus::Corpus;
use crate::entity::{SystemAudit, consistency};
use crate::evaluate::Evaluation;
use crate::metric::Direction;
use crate::table::Table;

/// What a test set is recorded from.
pub struct Material<'a> {
    /// Its name.
    pub name: &'a str,
    /// The files.
    pub inputs: Vec<Input>,
    /// The texts.
    pub corpus: &'a Corpus,
    /// The scores, with their rows.
    pub evaluation: &'a Evaluation,
    /// The comparison of the systems.
    pub comparison: Comparison,
    /// What was looked into.
    pub analyses: Analyses,
    /// What became of names, where they were looked for.
    pub names: Option<Names>,
    /// What the user was told.
    pub warnings: Vec<String>,
}

impl Material<'_> {
    /// The record of the test set.
    pub fn record(self) -> TestSet {
        let Material { corpus, evaluation, .. } = self;
        let mut order: Vec<usize> = (0..evaluation.systems().len()).collect();
        order.sort_by(|&a, &b| evaluation.systems()[a].cmp(&evaluation.systems()[b]));
        TestSet {
            name: self.name.to_owned(),
            inputs: self.inputs,
            segments: (0..corpus.len()).map(|index| segment(corpus, index)).collect(),
            metrics: (0..evaluation.calculators().len()).map(|m| metric(evaluation, m)).collect(),
            systems: order.iter().map(|&index| system(corpus, evaluation, index)).collect(),
            comparison: self.comparison,
            analyses: self.analyses,
            names: self.names,
            warnings: self.warnings,
            tolerances: BTreeMap::new(),
        }
    }
}

fn segment(corpus: &Corpus, index: usize) -> Segment {
    let segment = corpus.segment(index);
    let document = corpus.documents().map(|documents| documents.get(index));
    Segment {
        id: corpus.ids().and_then(|ids| ids.get(index)).map(str::to_owned),
        source: segment.source().map(str::to_owned),
        references: segment.references().map(str::to_owned).collect(),
        document: document.map(|document| document.name.to_owned()),
        domain: document.and_then(|document| document.domain).map(str::to_owned),
    }
}

fn metric(evaluation: &Evaluation, index: usize) -> Metric {
    let calculator = &evaluation.calculators()[index];
    let name = calculator.name();
    Metric {
        id: calculator.id().to_owned(),
        key: calculator.key().to_owned(),
        lower_is_better: calculator.direction() == Direction::LowerIsBetter,
        signature: format!("{name}|{}", evaluation.signature(index)),
        segment_signature: format!("{name}|{}", evaluation.segment_signature(index)),
        name,
        columns: calculator.columns(),
        is_own: calculator.reads_text(),
    }
}

fn system(corpus: &Corpus, evaluation: &Evaluation, index: usize) -> System {
    let hypotheses = &corpus.systems()[index].hypotheses;
    let of_metric = |metric: usize| {
        let calculator = &evaluation.calculators()[metric];
        let score = |row: &[f64]| calculator.is_defined(row).then(|| calculator.segment_score(row));
        let table = evaluation.table(metric, index);
        let scores = table.into_iter().flat_map(Table::rows).map(score).collect();
        let none = || Rows { width: calculator.columns().len(), cells: Vec::new() };
        (scores, table.map_or_else(none, Rows::of))
    };
    let (segment_scores, rows) = (0..evaluation.calculators().len()).map(of_metric).unzip();
    System {
        name: evaluation.systems()[index].clone(),
        hypotheses: (0..corpus.len()).map(|s| hypotheses.get(s).map(str::to_owned)).collect(),
        segment_scores,
        rows,
    }
}

impl SystemNames {
    /// What became of names in one output.
    pub fn of(system: &SystemAudit) -> Self {
        SystemNames {
            mentions: mentions(system).collect(),
            consistency: consistency(Some(&system.name), system.consistency.as_ref()),
        }
    }
}

impl Names {
    /// What became of names in all outputs, whatever their order.
    pub fn of(
        mut systems: Vec<(String, SystemNames)>,
        reference: Option<&consistency::Consistency>,
    ) -> Self {
        systems.sort_by(|a, b| a.0.cmp(&b.0));
        let (mut all, mut consistent) = (Vec::new(), Vec::new());
        for (_, names) in systems {
            all.extend(names.mentions);
            consistent.extend(names.consistency);
        }
        consistent.extend(consistency(None, reference));
        Names { mentions: all, consistency: consistent }
    }
}

fn consistency(
    system: Option<&String>,
    found: Option<&consistency::Consistency>,
) -> Option<Consistency> {
    found.map(|found| Consistency {
        system: system.cloned(),
        dominant: found.dominant,
        names: found.names,
    })
}

fn mentions(system: &SystemAudit) -> impl Iterator<Item = Mention> {
    system.rows.iter().map(|row| {
        let judgement = &row.judgement;
        let span = |span: &Option<std::ops::Range<usize>>| {
            span.as_ref().map(|span| [span.start, span.end])
        };
        let usage = system.usage(row);
        let is_repeated = |count: usize| count > 1;
        Mention {
            system: system.name.clone(),
            segment: row.segment,
            entity: judgement.entity.clone(),
            key: judgement.key.clone(),
            kind: judgement.kind.to_string(),
            is_quantity: judgement.is_quantity(),
            verdict: judgement.verdict.to_string(),
            severity: judgement.severity,
            evidence: judgement.evidence.replace('-', " "),
            source_span: span(&judgement.source_span),
            reference_span: span(&judgement.reference_span),
            hypothesis_span: span(&judgement.hypothesis_span),
            rendering: judgement.rendering.clone(),
            expected: judgement.expected.clone(),
            is_consistent: usage
                .filter(|usage| is_repeated(usage.renderings.iter().map(|(_, n)| n).sum()))
                .map(|usage| usage.is_consistent),
        }
    })
}
