//! Settings: what the user asked of a metric, as `name:key=value,…` or a pasted signature.

use crate::error::{Error, ErrorKind, Result, closest};

/// A metric's name and its settings as typed; each metric reads its own keys from it.
///
/// # Examples
///
/// ```
/// use mizan::metric::Settings;
///
/// let mut settings: Settings = "bleu:tok=intl".parse()?;
/// assert_eq!(settings.metric(), "bleu");
/// assert_eq!(settings.take("tok").as_deref(), Some("intl"));
/// settings.finish(&[("tok", "13a")])?;
/// # Ok::<(), mizan::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    metric: String,
    pairs: Vec<(String, String)>,
}

/// Words of a published signature that describe the run and need not match ours.
const RUN_WORDS: [&str; 18] = [
    "nrefs", "#", "bs", "ar", "seed", "rs", "unit", "version", "v", "test", "lang", "origlang",
    "subset", "mode", "lexicon", "fit", "align", "pe",
];

impl std::str::FromStr for Settings {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let (metric, rest, separator, assign) = if let Some((name, rest)) = text.split_once('|') {
            (name, rest, '|', ':')
        } else if let Some((name, rest)) = text.split_once(':') {
            (name, rest, ',', '=')
        } else {
            (text, "", ',', '=')
        };
        let is_signature = separator == '|';
        let mut pairs: Vec<(String, String)> = Vec::new();
        for word in rest.split(separator).filter(|word| !word.is_empty()) {
            let Some((key, value)) = word.split_once(assign) else {
                return Err(Error::new(
                    ErrorKind::Setting,
                    format!("expected KEY{assign}VALUE, found '{word}' in '{text}'"),
                ));
            };
            if is_signature && RUN_WORDS.contains(&key) {
                continue;
            }
            let key = if is_signature { long_key(key) } else { key };
            if pairs.iter().any(|(known, _)| known == key) {
                let message = format!("'{key}' is set twice in '{text}'");
                return Err(Error::new(ErrorKind::Setting, message));
            }
            pairs.push((key.to_owned(), value.to_owned()));
        }
        let mut metric = metric.trim().to_lowercase();
        if is_signature {
            metric = metric_of_published_name(&metric, &mut pairs);
        }
        Ok(Settings { metric, pairs })
    }
}

impl Settings {
    /// The metric's name, in lower case.
    pub fn metric(&self) -> &str {
        &self.metric
    }

    /// The value of `key`, which counts as read from now on.
    pub fn take(&mut self, key: &str) -> Option<String> {
        let index = self.pairs.iter().position(|(known, _)| known == key)?;
        Some(self.pairs.remove(index).1)
    }

    /// The value of `key`, read by `parse`; `default` where it is not set.
    ///
    /// # Errors
    ///
    /// When `parse` does not know the value; the message lists what was expected.
    pub fn read<T>(
        &mut self,
        key: &str,
        default: T,
        expected: &str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T> {
        let Some(value) = self.take(key) else {
            return Ok(default);
        };
        parse(&value).ok_or_else(|| self.invalid(key, &value, expected))
    }

    /// The value of `key`, which must be `yes` or `no`.
    ///
    /// # Errors
    ///
    /// When it is neither.
    pub fn read_bool(&mut self, key: &str, default: bool) -> Result<bool> {
        self.read(key, default, "yes or no", |value| match value {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        })
    }

    /// The value of `key`, which must be a whole number from `least` to `most`.
    ///
    /// # Errors
    ///
    /// When it is not.
    pub fn read_count(
        &mut self,
        key: &str,
        default: usize,
        least: usize,
        most: usize,
    ) -> Result<usize> {
        let expected = format!("a whole number from {least} to {most}");
        self.read(key, default, &expected, |value| {
            value.parse().ok().filter(|count| (least..=most).contains(count))
        })
    }

    /// Ends the reading; `known` are the metric's settings with their defaults.
    ///
    /// # Errors
    ///
    /// When a setting is left that the metric does not know.
    pub fn finish(self, known: &[(&str, &str)]) -> Result<()> {
        let Some((key, _)) = self.pairs.first() else {
            return Ok(());
        };
        let known: Vec<&str> = known.iter().map(|(key, _)| *key).collect();
        let error = Error::new(
            ErrorKind::Setting,
            format!("metric {} has no setting '{key}'", self.metric),
        )
        .detail(format!("it has: {}", known.join(", ")));
        Err(match closest(key, known) {
            Some(name) => error.help(format!("did you mean '{name}'?")),
            None => error,
        })
    }

    /// The error for a value that `key` cannot have.
    pub fn invalid(&self, key: &str, value: &str, expected: &str) -> Error {
        Error::new(
            ErrorKind::Setting,
            format!("metric {}: {key}={value}: expected {expected}", self.metric),
        )
    }
}

/// The long key of a short one, so that short signatures can be pasted too.
fn long_key(key: &str) -> &str {
    match key {
        "c" => "case",
        "e" => "eff",
        "t" => "tok",
        "s" => "smooth",
        "nr" => "norm",
        "pn" => "punct",
        "as" => "asian",
        other => other,
    }
}

/// `chrF2++` names its beta in a published signature; its other words say the rest.
fn metric_of_published_name(name: &str, pairs: &mut Vec<(String, String)>) -> String {
    if let Some(rest) = name.strip_prefix("chrf") {
        // In chrF's short signature `s` is `space`, which it has in place of a smoothing.
        if let Some(pair) = pairs.iter_mut().find(|(key, _)| key == "smooth") {
            "space".clone_into(&mut pair.0);
        }
        let beta = rest.trim_end_matches('+');
        let is_said = pairs.iter().any(|(key, value)| key == "beta" && value == beta);
        if !beta.is_empty() && !is_said {
            pairs.push(("beta".to_owned(), beta.to_owned()));
        }
        return "chrf".to_owned();
    }
    if name == "ter" {
        pairs.retain(|(key, value)| !(key == "tok" && value == "tercom"));
    }
    name.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(text: &str) -> Vec<(String, String)> {
        text.parse::<Settings>().unwrap().pairs
    }

    fn pair(key: &str, value: &str) -> (String, String) {
        (key.to_owned(), value.to_owned())
    }

    #[test]
    fn a_published_signature_is_read_without_the_words_of_its_run() {
        let text =
            "BLEU|nrefs:1|bs:1000|seed:12345|case:lc|eff:no|tok:13a|smooth:exp|version:2.6.0";
        assert_eq!(
            pairs(text),
            [pair("case", "lc"), pair("eff", "no"), pair("tok", "13a"), pair("smooth", "exp")]
        );
    }

    #[test]
    fn the_name_of_chrf_carries_its_beta() {
        let settings: Settings =
            "chrF3++|#:1|c:mixed|e:yes|nc:6|nw:2|s:no|v:2.6.0".parse().unwrap();
        assert_eq!(settings.metric(), "chrf");
        assert!(settings.pairs.contains(&pair("beta", "3")));
        assert!(settings.pairs.contains(&pair("space", "no")));
    }

    #[test]
    fn an_unknown_key_is_an_error_with_a_suggestion() {
        let settings: Settings = "bleu:token=13a".parse().unwrap();
        let error = settings.finish(&[("tok", "13a"), ("smooth", "exp")]).unwrap_err().to_string();
        assert!(error.contains("no setting 'token'"), "{error}");
    }

    #[test]
    fn a_word_without_a_value_and_a_key_set_twice_are_errors() {
        assert!("bleu:tok".parse::<Settings>().is_err());
        assert!("bleu:tok=13a,tok=intl".parse::<Settings>().is_err());
    }
}
