//! Render: results as text, JSON, CSV, Markdown and LaTeX.

mod markup;
mod text;

use std::io::{self, Write};

use mizan::evaluate::Evaluation;
use mizan::metric::{Direction, Statistic};
use serde::Serialize;

use crate::args::{OutputFormat, Score};
use crate::ordered::Ordered;
use crate::write::csv_failure;

/// What is to be written.
pub(crate) struct Results<'a> {
    /// The scores.
    pub(crate) evaluation: &'a Evaluation,
    /// Per system, the file as it was named.
    pub(crate) paths: &'a [String],
}

/// Writes results in the format asked for.
pub(crate) fn write(
    results: &Results<'_>,
    arguments: &Score,
    out: &mut impl Write,
) -> io::Result<()> {
    let width = usize::from(arguments.output.width);
    match arguments.output.format {
        OutputFormat::Text => text::write(results, width, arguments.common.verbose, out),
        OutputFormat::Json => {
            serde_json::to_writer_pretty(&mut *out, &json(results))?;
            writeln!(out)
        }
        OutputFormat::Jsonl => write_json_lines(results, out),
        OutputFormat::Csv => write_csv(results, out),
        OutputFormat::Markdown => markup::write_markdown(results, width, out),
        OutputFormat::Latex => markup::write_latex(results, width, out),
    }
}

/// `mizan score --format json`, as docs/output.md describes it.
#[derive(Serialize)]
struct Json<'a> {
    schema: &'static str,
    mizan: &'static str,
    segments: usize,
    /// `null` where the number of references differs between segments.
    references: Option<usize>,
    systems: Vec<JsonSystem<'a>>,
}

#[derive(Serialize)]
struct JsonSystem<'a> {
    name: &'a str,
    path: &'a str,
    scores: Vec<JsonScore<'a>>,
}

#[derive(Serialize)]
struct JsonScore<'a> {
    id: &'a str,
    metric: &'a str,
    name: String,
    value: f64,
    lower_is_better: bool,
    signature: String,
    statistics: Ordered<String, Statistic>,
    breakdown: Ordered<String, f64>,
}

fn json<'a>(results: &Results<'a>) -> Json<'a> {
    let evaluation = results.evaluation;
    let systems = evaluation.systems().iter().zip(results.paths).enumerate();
    Json {
        schema: "mizan.score/1",
        mizan: env!("CARGO_PKG_VERSION"),
        segments: evaluation.segments(),
        references: evaluation.references(),
        systems: systems
            .map(|(system, (name, path))| JsonSystem {
                name,
                path,
                scores: (0..evaluation.calculators().len())
                    .map(|metric| json_score(evaluation, metric, system))
                    .collect(),
            })
            .collect(),
    }
}

fn json_score(evaluation: &Evaluation, metric: usize, system: usize) -> JsonScore<'_> {
    let calculator = &evaluation.calculators()[metric];
    let sum = evaluation.sum(metric, system);
    let statistics = calculator.statistics(sum).into_iter();
    JsonScore {
        id: calculator.id(),
        metric: calculator.key(),
        name: calculator.name(),
        value: calculator.score(sum),
        lower_is_better: calculator.direction() == Direction::LowerIsBetter,
        signature: signature(evaluation, metric),
        statistics: Ordered(statistics.map(|(key, value)| (key.to_owned(), value)).collect()),
        breakdown: Ordered(calculator.breakdown(sum)),
    }
}

/// A metric's name and signature, as they are published.
fn signature(evaluation: &Evaluation, metric: usize) -> String {
    format!("{}|{}", evaluation.calculators()[metric].name(), evaluation.signature(metric))
}

fn write_json_lines(results: &Results<'_>, out: &mut impl Write) -> io::Result<()> {
    #[derive(Serialize)]
    struct Line<'a> {
        system: &'a str,
        path: &'a str,
        #[serde(flatten)]
        score: JsonScore<'a>,
    }
    for system in json(results).systems {
        for score in system.scores {
            let line = Line { system: system.name, path: system.path, score };
            serde_json::to_writer(&mut *out, &line)?;
            writeln!(out)?;
        }
    }
    Ok(())
}

fn write_csv(results: &Results<'_>, out: &mut impl Write) -> io::Result<()> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(["system", "id", "metric", "name", "value", "lower_is_better", "signature"])
        .map_err(csv_failure)?;
    for system in json(results).systems {
        for score in system.scores {
            csv.write_record([
                system.name,
                score.id,
                score.metric,
                &score.name,
                &score.value.to_string(),
                &score.lower_is_better.to_string(),
                &score.signature,
            ])
            .map_err(csv_failure)?;
        }
    }
    csv.flush()
}

/// A number with this many decimals; scores made elsewhere, which may lie between 0 and 1, with at
/// least four.
fn number(evaluation: &Evaluation, metric: usize, system: usize, width: usize) -> String {
    let is_ours = evaluation.calculators()[metric].reads_text();
    let width = if is_ours { width } else { width.max(4) };
    format!("{:.width$}", evaluation.score(metric, system))
}

/// Whether no system has a better score, where there are several.
fn is_best(evaluation: &Evaluation, metric: usize, system: usize) -> bool {
    let score = evaluation.score(metric, system);
    let direction = evaluation.calculators()[metric].direction();
    let mut others = (0..evaluation.systems().len()).map(|other| evaluation.score(metric, other));
    evaluation.systems().len() > 1
        && others.all(|other| match direction {
            Direction::HigherIsBetter => other <= score,
            Direction::LowerIsBetter => other >= score,
        })
}

fn arrow(evaluation: &Evaluation, metric: usize) -> &'static str {
    match evaluation.calculators()[metric].direction() {
        Direction::HigherIsBetter => "↑",
        Direction::LowerIsBetter => "↓",
    }
}

/// Names in a table's head: the metric's name, and its settings where two share a name.
fn heading(evaluation: &Evaluation, metric: usize) -> String {
    let name = evaluation.calculators()[metric].name();
    let same = evaluation.calculators().iter().filter(|other| other.name() == name).count();
    let settings = evaluation.calculators()[metric].signature().settings();
    if same > 1 && !settings.is_empty() { format!("{name} {settings}") } else { name }
}

/// "66 segments, 1 reference, 3 systems".
fn counts(evaluation: &Evaluation) -> String {
    let of = |count: usize, noun: &str| {
        if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
    };
    let references = match evaluation.references() {
        Some(count) => of(count, "reference"),
        None => "a varying number of references".to_owned(),
    };
    let segments = of(evaluation.segments(), "segment");
    format!("{segments}, {references}, {}", of(evaluation.systems().len(), "system"))
}
