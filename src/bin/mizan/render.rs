//! Render: results as text, JSON, CSV, Markdown and LaTeX.

mod markup;
mod text;

use std::io::{self, Write};

use mizan::comparison::Intervals;
use mizan::evaluate::Evaluation;
use mizan::metric::{Direction, Statistic};
use mizan::statistics::interval::Interval;
use mizan::statistics::units::Unit;
use serde::Serialize;

use crate::args::{OutputFormat, Score};
use crate::effort::SystemEffort;
use crate::ordered::Ordered;
use crate::write::csv_failure;

/// What is to be written.
pub(crate) struct Results<'a> {
    /// The scores.
    pub(crate) evaluation: &'a Evaluation,
    /// Per system, the file as it was named.
    pub(crate) paths: &'a [String],
    /// Where they are asked for.
    pub(crate) intervals: Option<Intervals>,
    /// Per system what post-editors kept, where references were made from the outputs.
    pub(crate) effort: Vec<SystemEffort>,
}

impl Results<'_> {
    fn interval(&self, metric: usize, system: usize) -> Option<Interval> {
        self.intervals.as_ref().and_then(|intervals| intervals.of[metric][system])
    }

    /// A metric's name and signature, as they are published.
    fn signature(&self, metric: usize) -> String {
        let signature = match &self.intervals {
            Some(intervals) => intervals.signatures[metric].clone(),
            None => self.evaluation.signature(metric),
        };
        format!("{}|{signature}", self.evaluation.calculators()[metric].name())
    }

    /// A score with this many decimals, and half the width of its interval behind it.
    fn number(&self, metric: usize, system: usize, decimals: usize) -> String {
        // Scores made elsewhere may lie between 0 and 1.
        let is_ours = self.evaluation.calculators()[metric].reads_text();
        let decimals = if is_ours { decimals } else { decimals.max(4) };
        let score = format!("{:.decimals$}", self.evaluation.score(metric, system));
        match self.interval(metric, system) {
            Some(Interval { low, high, .. }) => {
                format!("{score} ± {:.decimals$}", (high - low) / 2.0)
            }
            None => score,
        }
    }
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
    /// With intervals only, as is what was drawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    seed: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<Unit>,
    /// `null` where the number of references differs between segments.
    references: Option<usize>,
    systems: Vec<JsonSystem<'a>>,
}

#[derive(Serialize)]
struct JsonSystem<'a> {
    name: &'a str,
    path: &'a str,
    scores: Vec<JsonScore<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    post_editing: Option<SystemEffort>,
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
    #[serde(skip_serializing_if = "Option::is_none")]
    interval: Option<JsonInterval>,
}

/// `mean`, `low`, `high` and `level` are missing where there is but one unit to draw.
#[derive(Serialize)]
struct JsonInterval {
    #[serde(flatten)]
    interval: Option<Interval>,
    samples: usize,
}

fn json<'a>(results: &Results<'a>) -> Json<'a> {
    let evaluation = results.evaluation;
    let systems = evaluation.systems().iter().zip(results.paths).enumerate();
    Json {
        schema: "mizan.score/1",
        mizan: env!("CARGO_PKG_VERSION"),
        segments: evaluation.segments(),
        seed: results.intervals.as_ref().map(|intervals| intervals.seed),
        unit: results.intervals.as_ref().map(|intervals| intervals.unit),
        references: evaluation.references(),
        systems: systems
            .map(|(system, (name, path))| JsonSystem {
                name,
                path,
                scores: (0..evaluation.calculators().len())
                    .map(|metric| json_score(results, metric, system))
                    .collect(),
                post_editing: results.effort.get(system).cloned(),
            })
            .collect(),
    }
}

fn json_score<'a>(results: &Results<'a>, metric: usize, system: usize) -> JsonScore<'a> {
    let evaluation = results.evaluation;
    let calculator = &evaluation.calculators()[metric];
    let sum = evaluation.sum(metric, system);
    let statistics = calculator.statistics(sum).into_iter();
    JsonScore {
        id: calculator.id(),
        metric: calculator.key(),
        name: calculator.name(),
        value: calculator.score(sum),
        lower_is_better: calculator.direction() == Direction::LowerIsBetter,
        signature: results.signature(metric),
        statistics: Ordered(statistics.map(|(key, value)| (key.to_owned(), value)).collect()),
        breakdown: Ordered(calculator.breakdown(sum)),
        interval: results.intervals.as_ref().map(|intervals| JsonInterval {
            interval: intervals.of[metric][system],
            samples: intervals.samples,
        }),
    }
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
    let mut head = vec!["system", "id", "metric", "name", "value", "lower_is_better", "signature"];
    if results.intervals.is_some() {
        head.extend(["mean", "low", "high"]);
    }
    csv.write_record(head).map_err(csv_failure)?;
    for system in json(results).systems {
        for score in system.scores {
            let mut record = vec![
                system.name.to_owned(),
                score.id.to_owned(),
                score.metric.to_owned(),
                score.name,
                score.value.to_string(),
                score.lower_is_better.to_string(),
                score.signature,
            ];
            if let Some(JsonInterval { interval, .. }) = score.interval {
                let ends = interval.map(|i| [i.mean, i.low, i.high].map(|end| end.to_string()));
                record.extend(ends.unwrap_or_default());
            }
            csv.write_record(record).map_err(csv_failure)?;
        }
    }
    csv.flush()
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

/// "66 segments, 1 reference, 3 systems; 95 % intervals: 1000 resamples of segments, seed 12345".
fn counts(results: &Results<'_>) -> String {
    let evaluation = results.evaluation;
    let of = |count: usize, noun: &str| {
        if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
    };
    let references = match evaluation.references() {
        Some(count) => of(count, "reference"),
        None => "a varying number of references".to_owned(),
    };
    let segments = of(evaluation.segments(), "segment");
    let drawn = results.intervals.as_ref().map(|intervals| {
        let unit = match intervals.unit {
            Unit::Segment => "segments",
            Unit::Document => "documents",
        };
        format!(
            "\n95 % intervals: {} resamples of {unit}, seed {}",
            intervals.samples, intervals.seed
        )
    });
    let systems = of(evaluation.systems().len(), "system");
    format!("{segments}, {references}, {systems}{}", drawn.unwrap_or_default())
}
