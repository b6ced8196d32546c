//! Files: the report's Markdown and JSON.

use std::fmt::Write;

use serde_json::{Map, Value, json};

use super::escape::markdown as escape;
use super::table::Table;
use crate::comparison::ALPHA;
use crate::finding::Severity;
use crate::record::{Record, TestSet};

/// All tables as one JSON object, `report.json`.
pub fn json(record: &Record, tables: &[Table]) -> String {
    let tables: Map<String, Value> =
        tables.iter().map(|table| (table.name.to_owned(), table.json())).collect();
    let report = json!({
        "schema": "mizan.report/1",
        "mizan": record.mizan,
        "name": record.name,
        "tables": tables,
    });
    let mut text = serde_json::to_string_pretty(&report).unwrap_or_default();
    text.push('\n');
    text
}

/// The page for a merge request or a wiki, `report.md`.
pub fn markdown(record: &Record) -> String {
    let mut text = format!("# {}\n", escape(&record.name));
    if !record.failed.is_empty() {
        text += "\n";
    }
    // Writing to a string cannot fail.
    for failed in &record.failed {
        let _ = writeln!(text, "- not evaluated: {}", escape(failed));
    }
    for testset in &record.testsets {
        let _ = write_testset(&mut text, testset);
    }
    text
}

/// A metric's name, with its settings where two share a name.
pub(super) fn name_with_settings(testset: &TestSet, metric: usize) -> String {
    let metrics = &testset.metrics;
    let metric = &metrics[metric];
    let is_shared = metrics.iter().filter(|other| other.name == metric.name).count() > 1;
    match metric.id.split_once(':') {
        Some((_, settings)) if is_shared => format!("{} {settings}", metric.name),
        _ => metric.name.clone(),
    }
}

fn write_testset(text: &mut String, testset: &TestSet) -> std::fmt::Result {
    let comparison = &testset.comparison;
    writeln!(text, "\n## {}\n", escape(&testset.name))?;
    writeln!(
        text,
        "{} segments, {} systems; ± half of the 95 % interval, {} resamples, seed {}; (ranks) by \
         randomization, {} trials, p < {ALPHA} after Holm's correction; **first cluster**.\n",
        comparison.segments,
        comparison.systems.len(),
        comparison.samples.bootstrap,
        comparison.seed,
        comparison.samples.randomization,
    )?;
    write!(text, "| system |")?;
    for (index, metric) in testset.metrics.iter().enumerate() {
        let arrow = if metric.lower_is_better { "↓" } else { "↑" };
        write!(text, " {} {arrow} |", escape(&name_with_settings(testset, index)))?;
    }
    writeln!(text, "\n|:---|{}", "---:|".repeat(testset.metrics.len()))?;
    for system in &comparison.systems {
        write!(text, "| {} |", escape(&system.name))?;
        for score in &system.scores {
            let half = score.interval.map(|i| format!(" ± {:.2}", (i.high - i.low) / 2.0));
            let number = format!("{:.2}{}", score.value, half.unwrap_or_default());
            let bold = if score.place.is_some_and(|place| place.cluster == 1) { "**" } else { "" };
            let ranks = score.place.map(|place| match place.ranks {
                [best, worst] if best == worst => format!(" ({best})"),
                [best, worst] => format!(" ({best}–{worst})"),
            });
            write!(text, " {bold}{number}{bold}{} |", ranks.unwrap_or_default())?;
        }
        writeln!(text)?;
    }
    if let Some(names) = &testset.names {
        writeln!(text, "\n| system | names right | mangled | untranslated | omitted |")?;
        writeln!(text, "|:---|---:|---:|---:|---:|")?;
        for system in &comparison.systems {
            let count = |verdicts: &[&str]| {
                let mentions = names.mentions.iter().filter(|m| m.system == system.name);
                mentions
                    .filter(|m| !m.is_quantity && verdicts.contains(&m.verdict.as_str()))
                    .count()
            };
            writeln!(
                text,
                "| {} | {} | {} | {} | {} |",
                escape(&system.name),
                count(&["correct", "variant"]),
                count(&["mangled"]),
                count(&["untranslated"]),
                count(&["omitted"]),
            )?;
        }
    }
    write_checks(text, testset)?;
    write_perturb(text, testset)?;
    writeln!(text)?;
    for metric in &testset.metrics {
        writeln!(text, "- `{}`", metric.signature.replace('`', "'"))?;
    }
    for warning in &testset.warnings {
        writeln!(text, "- warning: {}", escape(warning))?;
    }
    Ok(())
}

fn write_checks(text: &mut String, testset: &TestSet) -> std::fmt::Result {
    if testset.analyses.checks.is_empty() {
        return Ok(());
    }
    writeln!(text, "\n| system | errors of checks | warnings | per 1,000 words ↓ |")?;
    writeln!(text, "|:---|---:|---:|---:|")?;
    for system in &testset.analyses.checks {
        writeln!(
            text,
            "| {} | {} | {} | {} |",
            escape(&system.system),
            system.of_severity(Severity::Error),
            system.of_severity(Severity::Warning),
            system.penalty.map_or("–".to_owned(), |cost| format!("{cost:.2}")),
        )?;
    }
    Ok(())
}

fn write_perturb(text: &mut String, testset: &TestSet) -> std::fmt::Result {
    let Some(found) = &testset.analyses.perturb else { return Ok(()) };
    write!(text, "\n| points lost by the reference with |")?;
    let read = |id: &str| found.untouched.iter().any(|reading| reading.id == id);
    let metrics = testset.metrics.iter().enumerate().filter(|(_, metric)| read(&metric.id));
    let metrics: Vec<(usize, &str)> = metrics.map(|(index, m)| (index, m.id.as_str())).collect();
    for &(index, _) in &metrics {
        write!(text, " {} |", escape(&name_with_settings(testset, index)))?;
    }
    writeln!(text, "\n|:---|{}", "---:|".repeat(metrics.len()))?;
    for dose in &found.doses {
        write!(text, "| {:.1} % of the {} damaged |", 100.0 * dose.share(), dose.what.label())?;
        for (_, id) in &metrics {
            let loss = dose.loss(id).map_or("–".to_owned(), |loss| format!("{loss:.2}"));
            write!(text, " {loss} |")?;
        }
        writeln!(text)?;
    }
    Ok(())
}
