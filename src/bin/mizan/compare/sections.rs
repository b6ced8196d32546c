//! Sections: what the analyses found, for a terminal, one below the other.

use std::io::{self, Write};

use mizan::analysis::buckets::Grouping;
use mizan::analysis::examples::{Examples, SystemExamples};
use mizan::analysis::flags::{Kind, SystemFlags};
use mizan::analysis::ngrams::Ngrams;
use mizan::comparison::HumanAgreement;
use mizan::corpus::Corpus;
use mizan::record::{Analyses, Words};

use super::{Results, heading, signed, stars};
use crate::cell::{isolate, plain, shorten};
use crate::grid::{self, Cell, Column};
use crate::style::FAINT;

/// Writes what there is.
pub(super) fn write(
    results: &Results<'_>,
    analyses: &Analyses,
    corpus: &Corpus,
    out: &mut impl Write,
) -> io::Result<()> {
    write_human(&analyses.human, out)?;
    write_flags(&analyses.flags, out)?;
    for grouping in &analyses.buckets {
        write_buckets(results, grouping, out)?;
    }
    if !analyses.buckets.is_empty() {
        let lines = "? fewer than 30 segments, not to be relied on; - nothing to score\n\
                     intervals and tests of each bucket: --format json";
        writeln!(out, "\n{FAINT}{lines}{FAINT:#}")?;
    }
    write_words(&analyses.words, out)?;
    if let Some(ngrams) = &analyses.ngrams {
        write_ngrams(results, ngrams, out)?;
    }
    match &analyses.examples {
        Some(examples) => write_examples(results, examples, corpus, out),
        None => Ok(()),
    }
}

fn cell(text: String) -> Cell {
    Cell { text, is_best: false }
}

/// A share, or a dash where there is none.
fn share(value: Option<f64>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| format!("{value:.3}"))
}

fn write_human(human: &[HumanAgreement], out: &mut impl Write) -> io::Result<()> {
    let Some(first) = human.first() else { return Ok(()) };
    let (systems, segments) = (first.systems.len(), first.segments);
    writeln!(out, "\nagreement with people: {systems} systems, {segments} segments")?;
    let names: Vec<String> = human.iter().map(|h| format!("{} ({})", h.id, h.human)).collect();
    let column = |name: &str, value: fn(&HumanAgreement) -> Option<f64>| {
        Column::new(name.to_owned(), human.iter().map(|h| cell(share(value(h)))).collect())
    };
    let columns = [
        column("Pearson", |h| h.system_level.pearson),
        column("pairs", |h| h.system_level.pairwise_accuracy),
        column("SPA", |h| h.system_level.soft_pairwise_accuracy),
        column("τ-b", |h| h.segment_level.kendall_b),
        column("acc_eq", |h| h.segment_level.acc_eq_calibrated),
    ];
    grid::write("metric", &names, &columns, out)?;
    writeln!(out, "{FAINT}of systems: Pearson, pairs, SPA; of segments: τ-b, acc_eq{FAINT:#}")
}

fn write_flags(flags: &[SystemFlags], out: &mut impl Write) -> io::Result<()> {
    const KINDS: [Kind; 6] =
        [Kind::Empty, Kind::Copy, Kind::Length, Kind::Repetition, Kind::Script, Kind::Duplicate];
    if flags.iter().all(|system| system.flags.is_empty()) {
        return Ok(());
    }
    writeln!(out, "\nsuspicious outputs, in segments")?;
    let names: Vec<String> = flags.iter().map(|system| shorten(&system.system)).collect();
    let columns: Vec<Column> = KINDS
        .into_iter()
        .filter(|&kind| flags.iter().any(|system| system.count(kind) > 0))
        .map(|kind| {
            let cells = flags.iter().map(|system| cell(system.count(kind).to_string()));
            Column::new(kind.name().to_owned(), cells.collect())
        })
        .collect();
    grid::write("system", &names, &columns, out)
}

fn write_buckets(
    results: &Results<'_>,
    grouping: &Grouping,
    out: &mut impl Write,
) -> io::Result<()> {
    let by = serde_json::to_value(grouping.by)?;
    let by = by.as_str().unwrap_or_default().replace('_', " ");
    for metric in 0..results.metrics() {
        writeln!(out, "\n{} by {by}", heading(results, metric))?;
        let labels: Vec<String> =
            grouping.buckets.iter().map(|bucket| shorten(&bucket.label)).collect();
        let counts = grouping.buckets.iter().map(|bucket| cell(bucket.segments.to_string()));
        let mut columns = vec![Column::new("segments".to_owned(), counts.collect())];
        for &system in &results.order {
            let cells = grouping.buckets.iter().map(|bucket| {
                let score = &bucket.metrics[metric].systems[system];
                let mark = if score.reliable { ' ' } else { '?' };
                let decimals = results.decimals(metric);
                cell(match score.value {
                    Some(value) => format!("{value:.decimals$}{mark}"),
                    None => "-".to_owned(),
                })
            });
            columns.push(Column::new(results.number_of(system).to_string(), cells.collect()));
        }
        grid::write("", &labels, &columns, out)?;
    }
    Ok(())
}

fn write_words(words: &[Words], out: &mut impl Write) -> io::Result<()> {
    let mut rest = words;
    while let Some(first) = rest.first() {
        let count = rest.iter().take_while(|words| words.by == first.by).count();
        let (systems, after) = rest.split_at(count);
        rest = after;
        writeln!(out, "\nwords by {}: F1", first.by.replace('_', " "))?;
        let names: Vec<String> = systems.iter().map(|words| shorten(&words.system)).collect();
        let columns: Vec<Column> = (0..first.labels.len())
            .map(|label| {
                let cells = systems.iter().map(|words| {
                    let row = &words.labels[label];
                    let mark = if row.reliable { ' ' } else { '?' };
                    cell(format!("{}{mark}", share(row.f1)))
                });
                Column::new(first.labels[label].label.clone(), cells.collect())
            })
            .collect();
        grid::write("system", &names, &columns, out)?;
    }
    Ok(())
}

fn write_ngrams(results: &Results<'_>, ngrams: &Ngrams, out: &mut impl Write) -> io::Result<()> {
    for system in &ngrams.systems {
        writeln!(out, "\nn-grams of {} against the references", isolate(&shorten(&system.system)))?;
        for (what, list) in [("too much", &system.too_much), ("too little", &system.too_little)] {
            let shown = list.iter().take(MOST_LISTED).map(|usage| {
                let mark = stars(usage.p_adjusted.unwrap_or(1.0));
                format!("{} {}/{}{mark}", isolate(&usage.ngram), usage.too_much, usage.too_little)
            });
            let shown: Vec<String> = shown.collect();
            writeln!(out, "  {what}: {}", shown.join(", "))?;
        }
    }
    let Some(pair) = ngrams.pairs.first().filter(|_| results.order.len() == 2) else {
        return Ok(());
    };
    for (name, list) in [(&pair.a, &pair.a_more), (&pair.b, &pair.b_more)] {
        let shown = list.iter().take(MOST_LISTED).map(|difference| {
            let mark = stars(difference.p_adjusted.unwrap_or(1.0));
            format!("{} {}/{}{mark}", isolate(&difference.ngram), difference.a, difference.b)
        });
        let shown: Vec<String> = shown.collect();
        writeln!(out, "\nmatched more often by {}: {}", isolate(&shorten(name)), shown.join(", "))?;
    }
    Ok(())
}

const MOST_LISTED: usize = 8;
/// A longer text is cut; an example is to be recognised, not read to its end.
const MOST_CHARACTERS: usize = 240;

/// The worst segment of each system, and under the first metric where the best two differ most.
fn write_examples(
    results: &Results<'_>,
    examples: &Examples,
    corpus: &Corpus,
    out: &mut impl Write,
) -> io::Result<()> {
    let id = &results.metric(0).id;
    let text = |stream: Option<&str>| -> String {
        let line = stream.unwrap_or_default();
        let mut shown: String = line.chars().take(MOST_CHARACTERS).map(plain).collect();
        if line.chars().nth(MOST_CHARACTERS).is_some() {
            shown.push('…');
        }
        isolate(&shown)
    };
    let hypothesis = |name: &str, segment: usize| {
        let system = corpus.systems().iter().find(|system| system.name == name);
        text(system.and_then(|system| system.hypotheses.get(segment)))
    };
    let write_texts = |segment: usize, out: &mut dyn Write| {
        if let Some(source) = corpus.segment(segment).source() {
            writeln!(out, "  source     {}", text(Some(source)))?;
        }
        let reference = corpus.segment(segment).references().next();
        writeln!(out, "  reference  {}", text(reference))
    };
    let of_metric = |system: &&SystemExamples| system.id == *id;
    for system in examples.systems.iter().filter(of_metric) {
        let name = isolate(&shorten(&system.system));
        writeln!(out, "\nworst of {name} by {}", heading(results, 0))?;
        for example in system.worst.iter().take(3) {
            let score = format!("{:.*}", results.decimals(0), example.score);
            writeln!(out, "{}: {score}", example.segment + 1)?;
            write_texts(example.segment, out)?;
            writeln!(out, "  output     {}", hypothesis(&system.system, example.segment))?;
        }
    }
    for pair in examples.pairs.iter().filter(|pair| pair.id == *id) {
        for (better, worse, list) in
            [(&pair.a, &pair.b, &pair.a_better), (&pair.b, &pair.a, &pair.b_better)]
        {
            let Some(example) = list.first() else { continue };
            let names = [better, worse].map(|name| isolate(&shorten(name)));
            let decimals = results.decimals(0);
            let difference = signed(example.difference, decimals);
            writeln!(out, "\n{} before {} most: {}", names[0], names[1], example.segment + 1)?;
            writeln!(out, "  difference {difference}")?;
            write_texts(example.segment, out)?;
            for name in [better, worse] {
                writeln!(
                    out,
                    "  {}  {}",
                    isolate(&shorten(name)),
                    hypothesis(name, example.segment)
                )?;
            }
        }
    }
    Ok(())
}
