//! Schema: `mizan schema`.

use std::io::Write;

use mizan::error::closest;
use mizan::{Error, ErrorKind};

use crate::Ending;
use crate::args::Schema;
use crate::exit::Outcome;

/// What is described: its name, what writes it, and the schema.
const SCHEMAS: [(&str, &str, &str); 15] = [
    ("score", "mizan score --format json", include_str!("schema/score.json")),
    ("score-line", "a line of mizan score --format jsonl", include_str!("schema/score-line.json")),
    (
        "segments",
        "a line of mizan score --segments FILE.jsonl",
        include_str!("schema/segments.json"),
    ),
    ("entities", "mizan entities --format json", include_str!("schema/entities.json")),
    ("mentions", "a line of mizan entities --format jsonl", include_str!("schema/mentions.json")),
    ("compare", "mizan compare --format json", include_str!("schema/compare.json")),
    ("check", "mizan check --format json", include_str!("schema/check.json")),
    ("findings", "a line of mizan check --format jsonl", include_str!("schema/findings.json")),
    ("scorecard", "mizan check --scorecard --format json", include_str!("schema/scorecard.json")),
    ("gold", "a line of mizan perturb --gold FILE.jsonl", include_str!("schema/gold.json")),
    (
        "evaluation",
        "evaluation.mizan of mizan run, without its gzip",
        include_str!("schema/evaluation.json"),
    ),
    ("report", "report.json of mizan run", include_str!("schema/report.json")),
    ("gate", "mizan gate --format json", include_str!("schema/gate.json")),
    ("units", "a line of mizan units --format jsonl", include_str!("schema/units.json")),
    ("history", "mizan history list --format json", include_str!("schema/history.json")),
];

/// Prints a schema, or the names of all.
pub(crate) fn run(arguments: &Schema) -> Ending {
    let mut out = anstream::stdout().lock();
    let Some(name) = &arguments.name else {
        for (name, writer, _) in SCHEMAS {
            writeln!(out, "{name:<16}{writer}")?;
        }
        return Ok(Outcome::Done);
    };
    let names = SCHEMAS.map(|(name, _, _)| name);
    match SCHEMAS.iter().find(|(known, _, _)| known == name) {
        Some((_, _, schema)) => out.write_all(schema.as_bytes())?,
        None => {
            let message = format!("unknown schema '{name}', expected {}", names.join(", "));
            let error = Error::new(ErrorKind::Setting, message);
            return Err(match closest(name, names) {
                Some(near) => error.help(format!("did you mean '{near}'?")).into(),
                None => error.into(),
            });
        }
    }
    Ok(Outcome::Done)
}
