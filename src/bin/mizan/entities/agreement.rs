//! Agreement: how far our verdicts agree with those of people, as tables.

use std::io::{self, Write};

use mizan::entity::Verdict;

use super::gold::{Compared, Comparison};
use super::text::write_table;
use crate::cell::{isolate, shorten};
use crate::style::FAINT;

/// Writes a line a system, all of them together, and what was taken for what.
pub(super) fn write(
    comparison: &Comparison,
    systems: &[&str],
    is_verbose: bool,
    out: &mut impl Write,
) -> io::Result<()> {
    let head =
        ["gold", "n", "MCC", "F1", "precision", "recall", "five-way", "false alarms", "unlocated"];
    let mut rows: Vec<Vec<String>> = vec![head.map(str::to_owned).to_vec()];
    if comparison.is_matched {
        rows[0].push("coverage".to_owned());
    }
    let named = systems.iter().zip(&comparison.systems);
    let judged: Vec<(&str, &Compared)> =
        named.filter_map(|(name, compared)| Some((*name, compared.as_ref()?))).collect();
    for (name, compared) in &judged {
        rows.push(row(&isolate(&shorten(name)), compared, comparison.is_matched));
    }
    if judged.len() != 1 {
        rows.push(row("together", &comparison.together, comparison.is_matched));
    }
    writeln!(out)?;
    write_table(&rows, out)?;
    writeln!(
        out,
        "\n{FAINT}MCC, F1, precision, recall: of \"wrong\"; false alarms: right ones called wrong;\n\
         five-way: equal verdicts; unlocated counts as not wrong{FAINT:#}"
    )?;
    if is_verbose {
        for (name, compared) in &judged {
            write_confusion(&isolate(&shorten(name)), compared, out)?;
        }
    }
    if judged.len() != 1 || !is_verbose {
        write_confusion("gold ↓ mizan →", &comparison.together, out)?;
    }
    Ok(())
}

fn row(name: &str, compared: &Compared, is_matched: bool) -> Vec<String> {
    let agreement = &compared.agreement;
    let mut row = vec![name.to_owned(), agreement.n().to_string()];
    let mut values = vec![
        agreement.mcc(),
        agreement.f1(),
        agreement.precision(),
        agreement.recall(),
        agreement.accuracy(),
        agreement.false_alarms(),
        compared.unlocated(),
    ];
    if is_matched {
        values.push(compared.coverage());
    }
    row.extend(values.iter().map(|value| format!("{value:.3}")));
    row
}

/// Which gold verdict was given which of ours.
fn write_confusion(title: &str, compared: &Compared, out: &mut impl Write) -> io::Result<()> {
    let cells: Vec<(Verdict, Verdict, usize)> = compared.agreement.confusion().collect();
    let of = |pick: fn(&(Verdict, Verdict, usize)) -> Verdict| {
        let is_there = |verdict: &Verdict| cells.iter().any(|cell| pick(cell) == *verdict);
        Verdict::ALL.into_iter().filter(is_there).collect::<Vec<_>>()
    };
    let (golds, owns) = (of(|cell| cell.0), of(|cell| cell.1));
    let mut rows = vec![vec![title.to_owned()]];
    rows[0].extend(owns.iter().map(|own| own.name().to_owned()));
    for gold in &golds {
        let mut row = vec![gold.name().to_owned()];
        row.extend(owns.iter().map(|own| {
            let count = cells.iter().find(|cell| cell.0 == *gold && cell.1 == *own);
            count.map_or("·".to_owned(), |cell| cell.2.to_string())
        }));
        rows.push(row);
    }
    writeln!(out)?;
    write_table(&rows, out)
}
