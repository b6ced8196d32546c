//! Method: all that it takes to repeat the run.

use super::About;
use super::analyses::or_none;
use super::html::{Column, counted, escape, isolated, table};
use super::{Numbered, scores};
use crate::comparison::Clusters;
use crate::record::Record;
use crate::statistics::units::Unit;

/// Version and command, and of each test set signatures, resampling and files.
pub(super) fn method(record: &Record, test_sets: &[Numbered<'_>], about: &About) -> String {
    let mut html = format!(
        "<dl><dt>Version</dt><dd>{}</dd><dt>Schema</dt><dd>{}</dd><dt>Command</dt>\
         <dd><code><bdi>{}</bdi></code></dd></dl>\n",
        escape(&record.mizan),
        escape(&record.schema),
        or_none(&about.command)
    );
    for numbered in test_sets {
        html += &of_test_set(numbered);
    }
    html
}

fn of_test_set(numbered: &Numbered<'_>) -> String {
    let Numbered { test_set, prefix } = numbered;
    let comparison = &test_set.comparison;
    let unit = match comparison.unit {
        Unit::Segment => counted(comparison.units, "segment", "segments"),
        Unit::Document => counted(comparison.units, "document", "documents"),
    };
    let clusters = match comparison.clusters {
        Clusters::Holm => {
            "randomization of all pairs, p-values adjusted by Holm's method, level 0.05"
        }
        Clusters::Wmt25 => "Wilcoxon's one-sided test of segment scores, as WMT25; not adjusted",
    };
    let mut html = format!(
        "<h3>{}</h3>\n<dl><dt>Drawn and exchanged</dt><dd>{unit}</dd>\
         <dt>Resamples of the bootstrap</dt><dd>{}</dd>\
         <dt>Trials of the randomization</dt><dd>{}</dd><dt>Seed</dt><dd>{}</dd>\
         <dt>Ranks</dt><dd>{clusters}</dd></dl>\n",
        isolated(&test_set.name),
        comparison.samples.bootstrap,
        comparison.samples.randomization,
        comparison.seed
    );
    let columns = ["Metric", "Signature", "Signature of segments"].map(Column::words);
    let rows = test_set.metrics.iter().enumerate().map(|(index, metric)| {
        let code = |text: &str| format!("<code>{}</code>", escape(text));
        let signature = comparison.systems.first().and_then(|system| system.scores.get(index));
        let signature = signature.map_or(metric.signature.as_str(), |score| &score.signature);
        let name = escape(&scores::label(test_set, index));
        vec![name, code(signature), code(&metric.segment_signature)]
    });
    html += &table(&format!("{prefix}-signatures"), "Signatures", &columns, rows);
    if !test_set.inputs.is_empty() {
        let columns = ["File", "Role", "SHA-256"].map(Column::words);
        let rows = test_set.inputs.iter().map(|input| {
            let hash = format!("<code>{}</code>", escape(&input.hash));
            vec![isolated(&input.path), isolated(&input.role), hash]
        });
        html += &table(&format!("{prefix}-inputs"), "Files", &columns, rows);
    }
    html
}
