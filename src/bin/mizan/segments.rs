//! Segments: the file with the score of each segment.

use std::io::{self, Write};
use std::path::Path;

use mizan::corpus::Documents;
use mizan::evaluate::Evaluation;
use mizan::metric::Statistic;
use serde::Serialize;

use crate::write::{OutputFile, csv_failure};

/// A file for segment scores: CSV, or JSON lines by its extension.
pub(crate) struct SegmentFile {
    file: OutputFile,
    is_json: bool,
}

/// One segment, system and metric.
#[derive(Serialize)]
struct Row<'a> {
    system: &'a str,
    segment: usize,
    document: Option<&'a str>,
    metric: &'a str,
    /// `null` where a file of scores has none for the segment.
    value: Option<f64>,
    signature: &'a str,
    statistics: serde_json::Map<String, serde_json::Value>,
}

impl SegmentFile {
    /// Opens the file.
    pub(crate) fn create(path: &Path) -> mizan::Result<Self> {
        let is_json = path.extension().is_some_and(|extension| extension == "jsonl");
        Ok(SegmentFile { file: OutputFile::create(path)?, is_json })
    }

    /// Writes one row per system, segment and metric, in this order, and ends the file.
    pub(crate) fn write(
        mut self,
        evaluation: &Evaluation,
        documents: Option<&Documents>,
    ) -> mizan::Result<()> {
        let written = if self.is_json {
            write_json(&mut self.file, evaluation, documents)
        } else {
            write_csv(&mut self.file, evaluation, documents)
        };
        written.map_err(|error| self.file.failed(&error))?;
        self.file.finish()
    }
}

fn write_csv(
    out: &mut impl Write,
    evaluation: &Evaluation,
    documents: Option<&Documents>,
) -> io::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(["system", "segment", "document", "metric", "value"]).map_err(csv_failure)?;
    for (system, segment, metric) in cells(evaluation) {
        csv.write_record([
            evaluation.systems()[system].as_str(),
            &(segment + 1).to_string(),
            document(documents, segment).unwrap_or_default(),
            evaluation.calculators()[metric].id(),
            &value(evaluation, system, segment, metric)
                .map(|value| value.to_string())
                .unwrap_or_default(),
        ])
        .map_err(csv_failure)?;
    }
    csv.flush()
}

fn write_json(
    out: &mut impl Write,
    evaluation: &Evaluation,
    documents: Option<&Documents>,
) -> io::Result<()> {
    let metrics = evaluation.calculators();
    let signatures: Vec<String> = (0..metrics.len())
        .map(|metric| {
            let name = metrics[metric].name();
            format!("{name}|{}", evaluation.segment_signature(metric))
        })
        .collect();
    for (system, segment, metric) in cells(evaluation) {
        let row = row(evaluation, system, segment, metric);
        let statistics = metrics[metric].statistics(row);
        let statistics =
            statistics.into_iter().map(|(name, value)| (name.to_owned(), json(&value)));
        let row = Row {
            system: &evaluation.systems()[system],
            segment: segment + 1,
            document: document(documents, segment),
            metric: metrics[metric].id(),
            value: value(evaluation, system, segment, metric),
            signature: &signatures[metric],
            statistics: statistics.collect(),
        };
        serde_json::to_writer(&mut *out, &row)?;
        writeln!(out)?;
    }
    Ok(())
}

fn cells(evaluation: &Evaluation) -> impl Iterator<Item = (usize, usize, usize)> {
    let (segments, metrics) = (evaluation.segments(), evaluation.calculators().len());
    (0..evaluation.systems().len()).flat_map(move |system| {
        (0..segments)
            .flat_map(move |segment| (0..metrics).map(move |metric| (system, segment, metric)))
    })
}

fn row(evaluation: &Evaluation, system: usize, segment: usize, metric: usize) -> &[f64] {
    evaluation.table(metric, system).expect("rows were kept for this file").row(segment)
}

fn value(evaluation: &Evaluation, system: usize, segment: usize, metric: usize) -> Option<f64> {
    let row = row(evaluation, system, segment, metric);
    let calculator = &evaluation.calculators()[metric];
    calculator.is_defined(row).then(|| calculator.segment_score(row))
}

fn document(documents: Option<&Documents>, segment: usize) -> Option<&str> {
    documents.map(|documents| documents.get(segment).name)
}

fn json(statistic: &Statistic) -> serde_json::Value {
    serde_json::to_value(statistic).expect("numbers are JSON")
}
