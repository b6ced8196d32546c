//! Markup: the table of a paper, in Markdown and in LaTeX.

use std::io::{self, Write};

use mizan::comparison::Clusters;
use mizan::report::escape::{latex, markdown};

use super::{Results, arrow, heading};

/// A pipe table; the systems of the first cluster in bold, ranks behind the scores.
pub(super) fn write_markdown(results: &Results<'_>, out: &mut impl Write) -> io::Result<()> {
    let metrics = 0..results.metrics();
    write!(out, "| system |")?;
    for metric in metrics.clone() {
        write!(out, " {} {} |", markdown(&heading(results, metric)), arrow(results, metric))?;
    }
    writeln!(out, "\n|:---|{}", "---:|".repeat(metrics.len()))?;
    for &system in &results.order {
        write!(out, "| {} |", markdown(&results.comparison.systems[system].name))?;
        for metric in metrics.clone() {
            let number = results.number(system, metric);
            let bold = if results.is_in_first_cluster(system, metric) { "**" } else { "" };
            let ranks = results.ranks(system, metric).map(|ranks| format!(" ({ranks})"));
            write!(out, " {bold}{number}{bold}{} |", ranks.unwrap_or_default())?;
        }
        writeln!(out)?;
    }
    writeln!(out, "\n{}\n", caption(results))?;
    for metric in metrics {
        let score = results.metric(metric);
        writeln!(out, "- `{}|{}`", score.name, score.signature)?;
    }
    Ok(())
}

/// A `booktabs` table; ranks as superscripts, a rule below each cluster of the first metric.
pub(super) fn write_latex(results: &Results<'_>, out: &mut impl Write) -> io::Result<()> {
    let metrics = 0..results.metrics();
    writeln!(out, "% needs \\usepackage{{booktabs}}")?;
    writeln!(out, "% {}", caption(results))?;
    for metric in metrics.clone() {
        let score = results.metric(metric);
        writeln!(out, "% {}|{}", score.name, score.signature)?;
    }
    writeln!(out, "\\begin{{tabular}}{{l{}}}\n\\toprule", "r".repeat(metrics.len()))?;
    write!(out, "system")?;
    for metric in metrics.clone() {
        let arrow = if arrow(results, metric) == "↑" { "\\uparrow" } else { "\\downarrow" };
        write!(out, " & {} ${arrow}$", latex(&heading(results, metric)))?;
    }
    writeln!(out, " \\\\\n\\midrule")?;
    let mut cluster = None;
    for &system in &results.order {
        let of_system = &results.comparison.systems[system];
        let next = of_system.scores[0].place.map(|place| place.cluster);
        if cluster.is_some() && next != cluster {
            writeln!(out, "\\midrule")?;
        }
        cluster = next;
        write!(out, "{}", latex(&of_system.name))?;
        for metric in metrics.clone() {
            let number = results.number(system, metric).replace(" ± ", " $\\pm$ ");
            let ranks = results
                .ranks(system, metric)
                .map(|ranks| format!("\\textsuperscript{{{}}}", ranks.replace('–', "--")));
            let ranks = ranks.unwrap_or_default();
            if results.is_in_first_cluster(system, metric) {
                write!(out, " & \\textbf{{{number}}}{ranks}")?;
            } else {
                write!(out, " & {number}{ranks}")?;
            }
        }
        writeln!(out, " \\\\")?;
    }
    writeln!(out, "\\bottomrule\n\\end{{tabular}}")
}

/// What a reader of the table must know.
fn caption(results: &Results<'_>) -> String {
    let comparison = results.comparison;
    let unit = super::drawn(comparison);
    let mut caption = format!(
        "{} segments; ± half of the 95 % interval ({} bootstrap resamples of {unit})",
        comparison.segments, comparison.samples.bootstrap
    );
    if results.baseline.is_none() {
        caption += &match comparison.clusters {
            Clusters::Holm => format!(
                "; ranks by approximate randomization ({} trials), p < 0.05 after Holm's \
                 correction; bold: the first cluster",
                comparison.samples.randomization
            ),
            Clusters::Wmt25 => "; ranks by Wilcoxon's test of the segment scores of neighbours, \
                 p < 0.05, not corrected; bold: the first cluster"
                .to_owned(),
        };
    }
    caption + "."
}
