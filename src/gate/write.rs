//! Write: a decision for people and for machines. Texts of others are cleaned before they stand in any
//! of the formats.

mod clean;
mod github;
mod gitlab;
mod junit;
mod markdown;
mod openmetrics;
mod sarif;
mod text;

pub use github::github;
pub use gitlab::gitlab;
pub use junit::junit;
pub use markdown::{MARKER, markdown};
pub use openmetrics::openmetrics;
pub use sarif::sarif;
pub use text::text;

use super::{NewFinding, Verdict};
use clean::{isolated, short};

/// A name or a rendering of more characters is cut.
const MOST_CHARACTERS: usize = 80;

/// Where a verdict stands: `demo/alif [domain=legal]`.
fn place(verdict: &Verdict) -> String {
    let names = [&verdict.testset, &verdict.system];
    let mut place =
        names.into_iter().flatten().map(|name| shown(name)).collect::<Vec<_>>().join("/");
    if let Some(slice) = &verdict.slice {
        let space = if place.is_empty() { "" } else { " " };
        place += &format!("{space}[{}]", shown(slice));
    }
    place
}

/// What a finding says: `Grozny: untranslated: latin left in: "Grozny"; expected: غروزني`.
fn description(finding: &NewFinding) -> String {
    let mut text = String::new();
    if let Some(entity) = &finding.entity {
        text += &format!("{}: ", shown(entity));
    }
    text += &isolated(&short(&finding.message, 3 * MOST_CHARACTERS));
    if let Some(found) = &finding.found {
        text += &format!(": \"{}\"", shown(found));
    }
    if !finding.expected.is_empty() {
        let expected: Vec<String> =
            finding.expected.iter().take(2).map(|form| shown(form)).collect();
        text += &format!("; expected: {}", expected.join(", "));
    }
    text
}

/// A text of others, short, on one line, kept from reordering what stands beside it.
fn shown(text: &str) -> String {
    isolated(&short(text, MOST_CHARACTERS))
}
