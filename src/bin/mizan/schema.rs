//! Schema: `mizan schema`.

use std::io::Write;

use mizan::error::closest;
use mizan::{Error, ErrorKind};

use crate::Ending;
use crate::args::Schema;
use crate::exit::Outcome;

/// What is described: its name, what writes it, and the schema.
const SCHEMAS: [(&str, &str, &str); 1] = [("score", "x", "{}")];

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
