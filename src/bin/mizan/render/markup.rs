//! Markup: the table in Markdown and in LaTeX.

use std::io::{self, Write};

use mizan::report::escape::{latex, markdown};

use super::{Results, arrow, counts, heading, is_best};

/// A pipe table with the best values in bold and the signatures below.
pub(super) fn write_markdown(
    results: &Results<'_>,
    decimals: usize,
    out: &mut impl Write,
) -> io::Result<()> {
    let evaluation = results.evaluation;
    let metrics = 0..evaluation.calculators().len();
    write!(out, "| system |")?;
    for metric in metrics.clone() {
        let heading = markdown(&heading(evaluation, metric));
        write!(out, " {heading} {} |", arrow(evaluation, metric))?;
    }
    writeln!(out, "\n|:---|{}", "---:|".repeat(metrics.len()))?;
    for (system, name) in evaluation.systems().iter().enumerate() {
        write!(out, "| {} |", markdown(name))?;
        for metric in metrics.clone() {
            let number = results.number(metric, system, decimals);
            let bold = if is_best(evaluation, metric, system) { "**" } else { "" };
            write!(out, " {bold}{number}{bold} |")?;
        }
        writeln!(out)?;
    }
    writeln!(out, "\n{}.\n", counts(results).replace('\n', "; "))?;
    for metric in metrics {
        writeln!(out, "- `{}`", results.signature(metric))?;
    }
    Ok(())
}

/// A `booktabs` table with the best values in bold and the signatures as comments.
pub(super) fn write_latex(
    results: &Results<'_>,
    decimals: usize,
    out: &mut impl Write,
) -> io::Result<()> {
    let evaluation = results.evaluation;
    let metrics = 0..evaluation.calculators().len();
    writeln!(out, "% needs \\usepackage{{booktabs}}; {}", counts(results).replace('\n', "; "))?;
    for metric in metrics.clone() {
        writeln!(out, "% {}", results.signature(metric))?;
    }
    writeln!(out, "\\begin{{tabular}}{{l{}}}\n\\toprule", "r".repeat(metrics.len()))?;
    write!(out, "system")?;
    for metric in metrics.clone() {
        let arrow = if arrow(evaluation, metric) == "↑" { "\\uparrow" } else { "\\downarrow" };
        write!(out, " & {} ${arrow}$", latex(&heading(evaluation, metric)))?;
    }
    writeln!(out, " \\\\\n\\midrule")?;
    for (system, name) in evaluation.systems().iter().enumerate() {
        write!(out, "{}", latex(name))?;
        for metric in metrics.clone() {
            let number = results.number(metric, system, decimals).replace('±', "$\\pm$");
            if is_best(evaluation, metric, system) {
                write!(out, " & \\textbf{{{number}}}")?;
            } else {
                write!(out, " & {number}")?;
            }
        }
        writeln!(out, " \\\\")?;
    }
    writeln!(out, "\\bottomrule\n\\end{{tabular}}")
}
