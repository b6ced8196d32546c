//! Dialect: what tools write into XLIFF 1.2 beyond the standard, and who made a translation.
//!
//! | tool | attributes |
//! |---|---|
//! | SDL Trados | `conf`, `origin`, `origin-system`, `percent` of `sdl:seg`, by segment |
//! | memoQ | `mq:status`, `mq:percent` of the unit; `mq:insertedmatch` is a suggestion |
//! | Phrase (Memsource) | `m:confirmed`, `m:trans-origin`, `m:score` of the unit |
//! | the standard | `state`, `state-qualifier` of the target |

use super::super::unit::{Dialect, State};
use super::super::xml::Start;
use super::quality;

/// What attributes say of a translation.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Said {
    pub(super) state: Option<State>,
    /// Whether the translation is what a machine made, unchanged.
    pub(super) is_machine: bool,
    pub(super) origin: Option<String>,
    pub(super) quality: Option<f64>,
}

impl Said {
    /// Of `sdl:seg`.
    pub(super) fn by_trados(segment: &Start) -> Self {
        let origin = segment.attribute("origin");
        let system = segment.attribute("origin-system").filter(|system| !system.is_empty());
        Said {
            state: Some(match segment.attribute("conf") {
                Some("Translated") => State::Translated,
                Some("ApprovedTranslation" | "ApprovedSignOff") => State::Approved,
                // Draft, RejectedTranslation, RejectedSignOff, Unspecified.
                Some(_) | None => State::NeedsWork,
            }),
            // Once it is edited the origin is `interactive`.
            is_machine: origin.is_some_and(|origin| ["mt", "nmt", "amt"].contains(&origin)),
            origin: system.or(origin).map(str::to_owned),
            quality: quality(segment.attribute("percent")),
        }
    }

    /// Of the attributes of memoQ and Phrase on a unit.
    pub(super) fn by_unit(unit: &Start) -> Self {
        if let Some(status) = unit.attribute("mq:status") {
            return Said {
                state: match status {
                    "ManuallyConfirmed" => Some(State::Translated),
                    "Reviewer1Confirmed" | "Reviewed" | "Reviewer2Confirmed" | "Proofread" => {
                        Some(State::Approved)
                    }
                    "NotStarted"
                    | "Pretranslated"
                    | "AssembledFromFragments"
                    | "Edited"
                    | "PartiallyEdited"
                    | "MachineTranslated"
                    | "Rejected" => Some(State::NeedsWork),
                    _ => None,
                },
                is_machine: status == "MachineTranslated",
                origin: None,
                quality: quality(unit.attribute("mq:percent")),
            };
        }
        let Some(level) = unit.attribute("m:confirmed") else {
            return Said::default();
        };
        let state = match level {
            "0" | "false" => State::NeedsWork,
            "1" | "true" => State::Translated,
            // A later step of the workflow confirmed it.
            _ => State::Approved,
        };
        let origin = unit.attribute("m:trans-origin").filter(|origin| *origin != "null");
        Said {
            state: Some(state),
            is_machine: state == State::NeedsWork && origin == Some("mt"),
            origin: None,
            quality: unit.attribute("m:score").and_then(quality_of_share),
        }
    }

    /// Of `state` and `state-qualifier` of a target.
    pub(super) fn by_target(target: &Start, is_approved: bool) -> Self {
        let said = target.attribute("state");
        let qualifier = target.attribute("state-qualifier").unwrap_or_default();
        let is_accepted = is_approved
            || said.is_some_and(|state| ["final", "signed-off", "translated"].contains(&state));
        let is_machine = is_machine_qualifier(qualifier) && !is_accepted;
        let state = if is_machine { State::NeedsWork } else { super::state(said, is_approved) };
        Said { state: Some(state), is_machine, origin: None, quality: None }
    }
}

/// A share such as 0.87, in percent; what is above 1 is a match in context.
fn quality_of_share(text: &str) -> Option<f64> {
    let share: f64 = text.parse().ok()?;
    (share >= 0.0).then(|| (share * 100.0).min(100.0))
}

/// Whether a `state-qualifier` says that a machine made the translation.
pub(super) fn is_machine_qualifier(qualifier: &str) -> bool {
    ["mt-suggestion", "leveraged-mt"].contains(&qualifier)
}

/// Whether a name is that of a machine: `machine-trans`, `MT / DeepL`, `Google Translate`.
pub(super) fn is_machine_name(name: &str) -> bool {
    const MARKS: [&str; 9] =
        ["mt", "nmt", "smt", "amt", "machine", "modernmt", "opusmt", "mtpe", "llm"];
    const ENGINES: [&str; 17] = [
        "google",
        "deepl",
        "microsoft",
        "bing",
        "amazon",
        "systran",
        "yandex",
        "apertium",
        "globalese",
        "libretranslate",
        "argos",
        "nllb",
        "openai",
        "chatgpt",
        "gpt",
        "gemini",
        "claude",
    ];
    let name = name.to_lowercase();
    let mut words = name.split(|c: char| !c.is_alphanumeric());
    words.any(|word| MARKS.contains(&word) || ENGINES.contains(&word) || word.starts_with("gpt"))
}

/// How placeholders are written in a file of this kind; nothing where the kind does not tell.
pub(super) fn placeholders(datatype: Option<&str>, original: &str) -> Vec<Dialect> {
    let extension = original.rsplit_once('.').map_or("", |(_, extension)| extension);
    match (datatype.unwrap_or_default(), extension.to_ascii_lowercase().as_str()) {
        (_, "strings" | "stringsdict" | "xcstrings" | "storyboard" | "xib") => vec![Dialect::Apple],
        ("html" | "htmlbody" | "xhtml" | "xml", _) | (_, "html" | "htm") => vec![Dialect::Html],
        ("c" | "cpp" | "php" | "po", _) | (_, "po" | "c" | "php") => vec![Dialect::Printf],
        ("javapropertyresourcebundle", _) | (_, "properties") => vec![Dialect::Icu],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn machines_are_known_by_whole_words() {
        for name in ["machine-trans", "MT / DeepL", "Google Translate", "gpt4o", "nmt"] {
            assert!(is_machine_name(name), "{name}");
        }
        for name in ["memsource-tm", "mtm", "comments", "Project TM", "formatter", ""] {
            assert!(!is_machine_name(name), "{name}");
        }
    }
}
