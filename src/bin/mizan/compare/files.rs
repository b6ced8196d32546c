//! Files: the comparison as JSON, JSON lines and CSV.

use std::io::{self, Write};

use mizan::analysis::buckets::Grouping;
use mizan::analysis::examples::Examples;
use mizan::analysis::flags::SystemFlags;
use mizan::analysis::ngrams::Ngrams;
use mizan::comparison::{Comparison, HumanAgreement};
use mizan::record::{Analyses, Words};
use mizan::report::tables;
use serde::{Serialize, Serializer};

/// `mizan compare --format json`, as docs/output.md describes it.
#[derive(Serialize)]
struct Json<'a> {
    schema: &'static str,
    mizan: &'static str,
    #[serde(flatten)]
    comparison: &'a Comparison,
    #[serde(flatten)]
    analyses: Lists<'a>,
}

/// The analyses, each a list.
#[derive(Serialize)]
struct Lists<'a> {
    buckets: &'a [Grouping],
    words: &'a [Words],
    #[serde(serialize_with = "list_ngrams")]
    ngrams: Option<&'a Ngrams>,
    #[serde(serialize_with = "list_examples")]
    examples: Option<&'a Examples>,
    flags: &'a [SystemFlags],
    human: &'a [HumanAgreement],
}

impl<'a> Lists<'a> {
    fn of(analyses: &'a Analyses) -> Self {
        Lists {
            buckets: &analyses.buckets,
            words: &analyses.words,
            ngrams: analyses.ngrams.as_ref(),
            examples: analyses.examples.as_ref(),
            flags: &analyses.flags,
            human: &analyses.human,
        }
    }
}

/// A list may hold entries of several kinds; `of` says which.
#[derive(Serialize)]
#[serde(tag = "of", rename_all = "snake_case")]
enum Entry<'a, P, S, D> {
    Pair(&'a P),
    System(&'a S),
    Disagreement(&'a D),
}

fn list_ngrams<S: Serializer>(ngrams: &Option<&Ngrams>, serializer: S) -> Result<S::Ok, S::Error> {
    let found = ngrams.iter().flat_map(|ngrams| {
        let systems = ngrams.systems.iter().map(Entry::<_, _, ()>::System);
        systems.chain(ngrams.pairs.iter().map(Entry::Pair))
    });
    serializer.collect_seq(found)
}

fn list_examples<S: Serializer>(
    examples: &Option<&Examples>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let found = examples.iter().flat_map(|examples| {
        let pairs = examples.pairs.iter().map(Entry::Pair);
        let systems = examples.systems.iter().map(Entry::System);
        pairs.chain(systems).chain(examples.disagreements.iter().map(Entry::Disagreement))
    });
    serializer.collect_seq(found)
}

/// One object with everything.
pub(super) fn write_json(
    comparison: &Comparison,
    analyses: &Analyses,
    out: &mut impl Write,
) -> io::Result<()> {
    let analyses = Lists::of(analyses);
    let json =
        Json { schema: "mizan.compare/1", mizan: env!("CARGO_PKG_VERSION"), comparison, analyses };
    serde_json::to_writer_pretty(&mut *out, &json)?;
    writeln!(out)
}

/// One object a line: systems, pairs, then what the analyses found; `table` says which.
pub(super) fn write_json_lines(
    comparison: &Comparison,
    analyses: &Analyses,
    out: &mut impl Write,
) -> io::Result<()> {
    write_lines("systems", &comparison.systems, out)?;
    write_lines("pairs", &comparison.pairs, out)?;
    let serde_json::Value::Object(tables) = serde_json::to_value(Lists::of(analyses))? else {
        return Ok(());
    };
    for (table, rows) in &tables {
        match rows {
            serde_json::Value::Array(rows) => write_lines(table, rows, out)?,
            other => write_lines(table, std::slice::from_ref(other), out)?,
        }
    }
    Ok(())
}

fn write_lines<T: Serialize>(table: &str, rows: &[T], out: &mut impl Write) -> io::Result<()> {
    #[derive(Serialize)]
    struct Line<'a, T> {
        table: &'a str,
        #[serde(flatten)]
        row: &'a T,
    }
    for row in rows {
        serde_json::to_writer(&mut *out, &Line { table, row })?;
        writeln!(out)?;
    }
    Ok(())
}

/// The pairs, one a row.
pub(super) fn write_csv(comparison: &Comparison, out: &mut impl Write) -> io::Result<()> {
    tables::pairs_of(comparison).write_csv(false, out)
}
