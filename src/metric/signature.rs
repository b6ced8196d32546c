//! Signature: the words that reproduce a score, in sacreBLEU's order and spelling.
//!
//! Post, "A Call for Clarity in Reporting BLEU Scores", WMT 2018. Field order and short names are
//! sacreBLEU 2.6.0's; the version word names mizan, because the score was not made by sacreBLEU.

/// The settings of a metric as `key:value` words.
///
/// # Examples
///
/// ```
/// use mizan::metric::{Bleu, Metric};
///
/// let signature = Bleu::default().signature().with_references(Some(1));
/// assert_eq!(
///     signature.long(),
///     format!("nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:{}", mizan::VERSION)
/// );
/// assert!(signature.short().starts_with("#:1|c:mixed|e:no|tok:13a|s:exp|v:"));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signature {
    words: Vec<Word>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Word {
    key: &'static str,
    short: &'static str,
    value: String,
    /// The value in settings, where a signature rounds it.
    setting: String,
    is_default: bool,
}

impl Signature {
    /// A signature without words.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a setting; `default` is what the metric uses when nothing is said.
    #[must_use]
    pub fn word(
        mut self,
        key: &'static str,
        short: &'static str,
        value: impl Into<String>,
        default: &str,
    ) -> Self {
        let value = value.into();
        let is_default = value == default;
        self.words.push(Word { key, short, setting: value.clone(), value, is_default });
        self
    }

    /// Says how the word added last is written in settings, where a signature rounds its value.
    #[must_use]
    pub fn with_setting(mut self, setting: String) -> Self {
        if let Some(word) = self.words.last_mut() {
            word.setting = setting;
        }
        self
    }

    /// Adds a setting that sacreBLEU does not have: shown only where it is not the default.
    #[must_use]
    pub fn own_word(self, key: &'static str, value: impl Into<String>, default: &str) -> Self {
        let value = value.into();
        if value == default { self } else { self.word(key, key, value, default) }
    }

    /// Adds what describes a run and cannot be set.
    #[must_use]
    pub fn run_word(self, key: &'static str, value: impl Into<String>) -> Self {
        let value = value.into();
        let default = value.clone();
        self.word(key, key, value, &default)
    }

    /// Puts the number of references in front; `None` where it differs between segments.
    #[must_use]
    pub fn with_references(mut self, count: Option<usize>) -> Self {
        let value = count.map_or_else(|| "var".to_owned(), |count| count.to_string());
        self.words.insert(
            0,
            Word { key: "nrefs", short: "#", setting: value.clone(), value, is_default: true },
        );
        self
    }

    /// Puts words about how resamples were drawn in front, before
    /// [`with_references`](Self::with_references).
    #[must_use]
    pub fn with_resampling(mut self, words: &[(&'static str, String)]) -> Self {
        let word = |(key, value): &(&'static str, String)| {
            let value = value.clone();
            Word { key, short: key, setting: value.clone(), value, is_default: true }
        };
        self.words.splice(0..0, words.iter().map(word));
        self
    }

    /// The words in full, with mizan's version at the end.
    pub fn long(&self) -> String {
        self.join(|word| word.key, "version")
    }

    /// The words with sacreBLEU's short keys.
    pub fn short(&self) -> String {
        self.join(|word| word.short, "v")
    }

    /// The settings that are not at their default, as `key=value,…`; empty where all are.
    pub fn settings(&self) -> String {
        let changed: Vec<String> = self
            .words
            .iter()
            .filter(|word| !word.is_default)
            .map(|word| format!("{}={}", word.key, word.setting))
            .collect();
        changed.join(",")
    }

    fn join(&self, key: impl Fn(&Word) -> &'static str, version: &str) -> String {
        let mut text = String::new();
        for word in &self.words {
            text.push_str(key(word));
            text.push(':');
            text.push_str(&word.value);
            text.push('|');
        }
        text + version + ":" + crate::VERSION
    }
}
