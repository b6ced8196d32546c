//! LaTeX: the tables that a paper prints.

use std::fmt::Write;

use super::escape::latex as escape;
use super::files::name_with_settings;
use crate::check::CHECKS;
use crate::comparison::{ALPHA, Pair, Score};
use crate::finding::Severity;
use crate::record::{Record, TestSet};

/// The scores of all systems, `systems.tex`: a `booktabs` table per test set, the first cluster in
/// bold, signatures as comments.
pub fn systems(record: &Record) -> String {
    of_testsets(record, write_systems)
}

/// The differences of all pairs, `pairs.tex`: a `booktabs` table per test set.
pub fn pairs(record: &Record) -> String {
    of_testsets(record, write_pairs)
}

/// How much each check finds in the outputs of each system, `checks.tex`: a `booktabs` table per test
/// set; `None` where no test set was checked.
pub fn checks(record: &Record) -> Option<String> {
    let is_checked = |testset: &TestSet| !testset.analyses.checks.is_empty();
    record.testsets.iter().any(is_checked).then(|| of_testsets(record, write_checks))
}

fn of_testsets(
    record: &Record,
    write_table: fn(&mut String, &TestSet) -> std::fmt::Result,
) -> String {
    let mut text = "% needs \\usepackage{booktabs}; Arabic names need XeLaTeX or LuaLaTeX\n".into();
    for testset in &record.testsets {
        // Writing to a string cannot fail.
        let _ = write_table(&mut text, testset);
    }
    text
}

fn write_systems(text: &mut String, testset: &TestSet) -> std::fmt::Result {
    let comparison = &testset.comparison;
    writeln!(
        text,
        "\n% {}: {} segments; half of the 95 \\% interval after the sign, {} resamples, seed {}; \
         bold: first cluster, p < {ALPHA} after Holm's correction",
        escape(&testset.name),
        comparison.segments,
        comparison.samples.bootstrap,
        comparison.seed,
    )?;
    for metric in &testset.metrics {
        writeln!(text, "% {}", metric.signature.replace(['\n', '\r'], " "))?;
    }
    let columns = "r".repeat(testset.metrics.len());
    write!(text, "\\begin{{tabular}}{{l{columns}}}\n\\toprule\nsystem")?;
    for (index, metric) in testset.metrics.iter().enumerate() {
        let arrow = if metric.lower_is_better { "\\downarrow" } else { "\\uparrow" };
        write!(text, " & {} ${arrow}$", escape(&name_with_settings(testset, index)))?;
    }
    writeln!(text, " \\\\\n\\midrule")?;
    for system in &comparison.systems {
        write!(text, "{}", escape(&system.name))?;
        for (metric, score) in testset.metrics.iter().zip(&system.scores) {
            write!(text, " & {}", score_cell(score, if metric.is_own { 2 } else { 4 }))?;
        }
        writeln!(text, " \\\\")?;
    }
    writeln!(text, "\\bottomrule\n\\end{{tabular}}")
}

fn score_cell(score: &Score, decimals: usize) -> String {
    let half = score.interval.map(|interval| (interval.high - interval.low) / 2.0);
    let half = half.map(|half| format!(" $\\pm$ {half:.decimals$}")).unwrap_or_default();
    let value = number(score.value, decimals);
    let is_first = score.place.is_some_and(|place| place.cluster == 1);
    if is_first { format!("\\textbf{{{value}}}{half}") } else { format!("{value}{half}") }
}

fn write_pairs(text: &mut String, testset: &TestSet) -> std::fmt::Result {
    writeln!(
        text,
        "\n% {}: p by randomization, {} trials, after Holm's correction\n\
         \\begin{{tabular}}{{lllrcr}}\n\\toprule\n\
         metric & A & B & $A - B$ & 95 \\% interval & $p$ \\\\",
        escape(&testset.name),
        testset.comparison.samples.randomization,
    )?;
    for (index, metric) in testset.metrics.iter().enumerate() {
        let pairs = testset.comparison.pairs.iter().filter(|pair| pair.id == metric.id);
        let name = escape(&name_with_settings(testset, index));
        let decimals = if metric.is_own { 2 } else { 4 };
        for (row, pair) in pairs.enumerate() {
            let (rule, name) = if row == 0 { ("\\midrule\n", &*name) } else { ("", "") };
            writeln!(text, "{rule}{name} & {} \\\\", pair_cells(pair, decimals))?;
        }
    }
    writeln!(text, "\\bottomrule\n\\end{{tabular}}")
}

fn pair_cells(pair: &Pair, decimals: usize) -> String {
    let interval = pair.interval.map(|interval| {
        format!("[{}, {}]", number(interval.low, decimals), number(interval.high, decimals))
    });
    let p = pair.p_adjusted;
    let p = if p < 0.001 { "$<$ 0.001".to_owned() } else { format!("{p:.3}") };
    let cells = [
        escape(&pair.a),
        escape(&pair.b),
        number(pair.difference, decimals),
        interval.unwrap_or_default(),
        p,
    ];
    cells.join(" & ")
}

fn write_checks(text: &mut String, testset: &TestSet) -> std::fmt::Result {
    let systems = &testset.analyses.checks;
    if systems.is_empty() {
        return Ok(());
    }
    let row = |cells: &mut dyn Iterator<Item = String>| {
        cells.map(|cell| format!(" & {cell}")).collect::<String>() + " \\\\"
    };
    writeln!(
        text,
        "\n% {}: findings of each check; below, an error counts 5 and a warning 1, per 1,000 words\n\
         \\begin{{tabular}}{{l{}}}\n\\toprule\ncheck{}\n\\midrule",
        escape(&testset.name),
        "r".repeat(systems.len()),
        row(&mut systems.iter().map(|system| escape(&system.system))),
    )?;
    let severities = [Severity::Error, Severity::Warning, Severity::Info];
    for check in CHECKS {
        let counts: Vec<usize> =
            systems.iter().map(|system| system.count(check.name, &severities)).collect();
        if counts.iter().any(|&count| count > 0) {
            let cells = row(&mut counts.iter().map(usize::to_string));
            writeln!(text, "{}{cells}", escape(check.name))?;
        }
    }
    let costs = systems.iter().map(|system| system.penalty.map(|cost| number(cost, 2)));
    let costs = row(&mut costs.map(Option::unwrap_or_default));
    writeln!(text, "\\midrule\nper 1,000 words{costs}\n\\bottomrule\n\\end{{tabular}}")
}

/// A number with a minus, not a hyphen.
fn number(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    match text.strip_prefix('-') {
        Some(magnitude) => format!("$-${magnitude}"),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_negative_number_has_a_minus() {
        assert_eq!(number(-1.5, 2), "$-$1.50");
        assert_eq!(number(0.0, 1), "0.0");
    }
}
