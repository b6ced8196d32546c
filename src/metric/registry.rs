//! Registry: the metrics that can be named on the command line. A new metric is one line here.

use crate::error::{Error, ErrorKind, Result, closest};
use crate::metric::{Bleu, Calculator, Chrf, Entity, Settings, Ter};

/// A metric as the registry lists it.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// Its name on the command line.
    pub key: &'static str,
    /// What it measures, in a line.
    pub summary: &'static str,
    /// Its settings with their defaults, as the signature orders them.
    pub settings: &'static [(&'static str, &'static str)],
    /// Makes it from its settings.
    build: fn(Settings) -> Result<Calculator>,
}

/// Every metric.
pub const METRICS: &[Entry] = &[
    Entry {
        key: "bleu",
        summary: "n-gram precision with a brevity penalty (Papineni et al., 2002)",
        settings: Bleu::SETTINGS,
        build: |settings| Ok(Calculator::new("bleu", Bleu::from_settings(settings)?)),
    },
    Entry {
        key: "chrf",
        summary: "character n-gram F-score; chrf++ is chrf:nw=2 (Popović, 2015, 2017)",
        settings: Chrf::SETTINGS,
        build: |settings| Ok(Calculator::new("chrf", Chrf::from_settings(settings)?)),
    },
    Entry {
        key: "ter",
        summary: "edits and shifts per reference word, lower is better (Snover et al., 2006)",
        settings: Ter::SETTINGS,
        build: |settings| Ok(Calculator::new("ter", Ter::from_settings(settings)?)),
    },
    Entry {
        key: "entity",
        summary: "names rendered as Arabic knows them; type=numbers for numbers (docs/entities.md)",
        settings: Entity::SETTINGS,
        build: |settings| Ok(Calculator::new("entity", Entity::from_settings(settings)?)),
    },
];

/// The metric that a text asks for: `bleu`, `chrf:nw=2`, `chrf++`, or a published signature.
///
/// # Errors
///
/// When there is no such metric or setting.
///
/// # Examples
///
/// ```
/// use mizan::metric::registry::calculator;
///
/// assert_eq!(calculator("chrf++")?.id(), "chrf:nw=2");
/// assert_eq!(calculator("BLEU|nrefs:1|case:lc|eff:no|tok:13a|smooth:exp|version:2.6.0")?.id(),
///     "bleu:case=lc");
/// assert!(calculator("blue").unwrap_err().to_string().contains("did you mean 'bleu'?"));
/// # Ok::<(), mizan::Error>(())
/// ```
pub fn calculator(text: &str) -> Result<Calculator> {
    const SHORT: &str = "chrf++";
    let (name, rest) = text.split_at_checked(SHORT.len()).unwrap_or((text, ""));
    let long_form = name.eq_ignore_ascii_case(SHORT).then(|| match rest.strip_prefix(':') {
        Some(settings) => format!("chrf:nw=2,{settings}"),
        None => format!("chrf:nw=2{rest}"),
    });
    let settings: Settings = long_form.as_deref().unwrap_or(text).parse()?;
    if let Some(entry) = METRICS.iter().find(|entry| entry.key == settings.metric()) {
        return (entry.build)(settings);
    }
    let keys: Vec<&str> = METRICS.iter().map(|entry| entry.key).collect();
    let error =
        Error::new(ErrorKind::Setting, format!("there is no metric '{}'", settings.metric()))
            .detail(format!("there are: {}", keys.join(", ")));
    Err(match closest(settings.metric(), keys) {
        Some(key) => error.help(format!("did you mean '{key}'?")),
        None => error,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_unique_and_every_metric_builds_from_its_listed_defaults() {
        for (index, entry) in METRICS.iter().enumerate() {
            assert!(METRICS[..index].iter().all(|other| other.key != entry.key));
            let settings: Vec<String> =
                entry.settings.iter().map(|(key, default)| format!("{key}={default}")).collect();
            let text = format!("{}:{}", entry.key, settings.join(","));
            assert_eq!(calculator(&text).unwrap().id(), entry.key, "{text}");
        }
    }

    #[test]
    fn an_id_names_the_same_metric_again() {
        for text in ["bleu:smooth=add-k,case=lc", "chrf++", "chrf:beta=3,eff=no", "ter:norm=yes"] {
            let made = calculator(text).unwrap();
            assert_eq!(calculator(made.id()).unwrap().signature(), made.signature(), "{text}");
        }
    }

    #[test]
    fn a_published_signature_gives_the_signature_again() {
        for text in ["bleu", "chrf", "ter", "chrF++:beta=3", "bleu:order=2,arabic=alef+taa"] {
            let made = calculator(text).unwrap();
            let signature = made.signature().with_references(Some(1));
            for text in [signature.long(), signature.short()] {
                let pasted = calculator(&format!("{}|{text}", made.name())).unwrap();
                assert_eq!(pasted.signature(), made.signature(), "{text}");
            }
        }
    }
}
