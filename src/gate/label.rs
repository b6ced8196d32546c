//! Label: rules and numbers in words.

use crate::config::gate::{Mode, Rule};

/// What a rule asks, one part of it at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Min,
    Max,
    MaxDrop,
    MaxNew,
    MustPass,
}

impl Part {
    /// The parts of a rule.
    pub(super) fn of(rule: &Rule) -> Vec<Part> {
        let parts = [
            (Part::Min, rule.min.is_some()),
            (Part::Max, rule.max.is_some()),
            (Part::MaxDrop, rule.max_drop.is_some()),
            (Part::MaxNew, rule.max_new.is_some()),
            (Part::MustPass, !rule.must_pass.is_empty()),
        ];
        parts.into_iter().filter(|(_, is_asked)| *is_asked).map(|(part, _)| part).collect()
    }

    /// Whether it compares with the baseline.
    pub(super) fn needs_baseline(self) -> bool {
        matches!(self, Part::MaxDrop | Part::MaxNew)
    }

    /// The key of the configuration.
    pub(super) fn key(self) -> &'static str {
        match self {
            Part::Min => "min",
            Part::Max => "max",
            Part::MaxDrop => "max_drop",
            Part::MaxNew => "max_new",
            Part::MustPass => "must_pass",
        }
    }

    /// The part in words: `chrf max_drop 0.5`.
    pub(super) fn words(self, rule: &Rule) -> String {
        let subject = rule.metric.as_deref().or(rule.check.as_deref()).unwrap_or_default();
        let asked = match self {
            Part::Min => format!("min {}", rule.min.unwrap_or_default()),
            Part::Max => format!("max {}", rule.max.unwrap_or_default()),
            Part::MaxDrop => {
                let any = if rule.mode == Mode::Any { " (any)" } else { "" };
                format!("max_drop {}{any}", rule.max_drop.unwrap_or_default())
            }
            Part::MaxNew => format!("max_new {}", rule.max_new.unwrap_or_default()),
            Part::MustPass if rule.must_pass.len() <= 3 => {
                format!("must_pass {}", rule.must_pass.join(", "))
            }
            Part::MustPass => format!("must_pass {} names", rule.must_pass.len()),
        };
        format!("{subject} {asked}")
    }
}

/// A score; those made elsewhere are often between 0 and 1.
pub(super) fn score(value: f64, is_own: bool) -> String {
    if is_own { format!("{value:.2}") } else { format!("{value:.4}") }
}

/// A difference, with its sign.
pub(super) fn difference(value: f64, is_own: bool) -> String {
    let text = score(value.abs(), is_own);
    let is_zero = text.chars().all(|character| matches!(character, '0' | '.'));
    let sign = if is_zero {
        ""
    } else if value < 0.0 {
        "−"
    } else {
        "+"
    };
    format!("{sign}{text}")
}

/// A count with its noun.
pub(super) fn count(number: usize, one: &str, more: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { more })
}
