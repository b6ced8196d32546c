//! Gate: the configuration's `[gate]`, as it is written. What it means is in `gate`.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::check::Checks;
use crate::analysis::flags::Kind;
use crate::check::CHECKS;
use crate::error::{Error, ErrorKind, Result, closest};
use crate::finding::Severity;
use crate::metric::registry::calculator;
use crate::statistics::units::Unit;

/// The check of names: verdicts on names, by their severity.
pub const NAME: &str = "name";

/// Checks of what a file has beside its texts, which an evaluation does not keep: plural forms, ends
/// of lines, the longest length, the key of a letter.
const OF_FILES: [&str; 4] = ["plural", "whitespace", "length", "accelerator"];

/// When the gate passes.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Gate {
    /// What the outputs are compared with: a baseline, `.mizan`, or the output of an older version.
    pub baseline: Option<PathBuf>,
    /// What a baseline that is not there means.
    pub on_missing_baseline: Reaction,
    /// What a test set that is too small to tell means.
    pub on_inconclusive: Reaction,
    /// How sure a drop, or its absence, must be; one-sided.
    pub confidence: f64,
    /// `auto`, `segment` or `document`.
    pub unit: UnitName,
    /// Resamples of an interval, and trials of a randomization.
    pub samples: u32,
    /// How the number of comparisons is made up for.
    pub correction: Correction,
    /// The rules.
    #[serde(rename = "rule")]
    pub rules: Vec<Rule>,
}

impl Default for Gate {
    fn default() -> Self {
        Gate {
            baseline: None,
            on_missing_baseline: Reaction::Error,
            on_inconclusive: Reaction::Warn,
            confidence: 0.95,
            unit: UnitName::Auto,
            samples: 10_000,
            correction: Correction::Holm,
            rules: Vec::new(),
        }
    }
}

/// What becomes of something that is neither passed nor failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reaction {
    /// It counts as failed; a missing baseline ends with exit code 3.
    Error,
    /// It is a warning.
    Warn,
    /// It is only said.
    Pass,
}

/// What is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum UnitName {
    /// Documents where at least ten are known, else segments.
    Auto,
    /// Segments.
    Segment,
    /// Documents.
    Document,
}

impl UnitName {
    /// The unit; `None` leaves it to the corpus.
    pub fn unit(self) -> Option<Unit> {
        match self {
            UnitName::Auto => None,
            UnitName::Segment => Some(Unit::Segment),
            UnitName::Document => Some(Unit::Document),
        }
    }
}

/// How the number of comparisons is made up for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Correction {
    /// Holm's method over all regression rules of level error.
    Holm,
    /// Not at all.
    None,
}

/// How grave it is when a rule is broken.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// The rule is not looked at.
    Off,
    /// It is a warning.
    Warn,
    /// The gate fails.
    #[default]
    Error,
}

/// How a drop is judged.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// By the interval of the difference.
    #[default]
    Interval,
    /// Any drop beyond the tolerance fails, however unsure it is.
    Any,
}

/// One rule: a metric with bounds, or a check with a number of findings.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Rule {
    /// A metric's id.
    pub metric: Option<String>,
    /// A check, a flag, or `name`.
    pub check: Option<String>,
    /// How grave it is when the rule is broken.
    pub level: Level,
    /// The least score.
    pub min: Option<f64>,
    /// The highest score, or the highest number of findings.
    pub max: Option<f64>,
    /// How far the score may be worse than the baseline's, in the metric's points.
    pub max_drop: Option<f64>,
    /// How a drop is judged.
    pub mode: Mode,
    /// How many findings there may be that the baseline does not have.
    pub max_new: Option<usize>,
    /// Less severe findings do not count.
    pub severity: Severity,
    /// Names that must never be wrong.
    pub must_pass: Vec<String>,
    /// With fewer segments nothing is decided.
    pub min_segments: usize,
    /// To what the rule applies.
    #[serde(rename = "where")]
    pub slice: Slice,
}

impl Default for Rule {
    fn default() -> Self {
        Rule {
            metric: None,
            check: None,
            level: Level::Error,
            min: None,
            max: None,
            max_drop: None,
            mode: Mode::Interval,
            max_new: None,
            severity: Severity::Error,
            must_pass: Vec::new(),
            min_segments: 1,
            slice: Slice::default(),
        }
    }
}

/// A part of the test sets; what is left out is not asked for. All but `kind` are globs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Slice {
    /// The domain of the document.
    pub domain: Option<String>,
    /// The document.
    pub document: Option<String>,
    /// The source, a reference or the output, as the configuration names it.
    pub file: Option<String>,
    /// The test set.
    pub testset: Option<String>,
    /// The type of the names.
    #[serde(rename = "type")]
    pub kind: Option<String>,
}

impl Gate {
    /// Checks what the shape alone does not say.
    pub(super) fn check(&self, checks: &Checks) -> Result<()> {
        if !(self.confidence > 0.5 && self.confidence < 1.0) {
            let found = self.confidence;
            return refuse(format!("confidence = {found}, expected more than 0.5 and less than 1"));
        }
        if !(100..=10_000_000).contains(&self.samples) {
            let found = self.samples;
            return refuse(format!("samples = {found}, expected 100 to 10000000"));
        }
        for (index, rule) in self.rules.iter().enumerate() {
            let of_rule = |error: Error| error.detail(format!("in the gate's rule {}", index + 1));
            rule.check(checks).map_err(of_rule)?;
            if rule.needs_baseline() && self.baseline.is_none() {
                let message = "a rule compares with a baseline, and [gate] names none";
                let error = Error::new(ErrorKind::Setting, message);
                return Err(of_rule(error.help("[gate] baseline = \"baselines/NAME.mizan\"")));
            }
        }
        Ok(())
    }
}

impl Rule {
    /// Whether it compares with a baseline.
    pub fn needs_baseline(&self) -> bool {
        self.level != Level::Off && (self.max_drop.is_some() || self.max_new.is_some())
    }

    fn check(&self, checks: &Checks) -> Result<()> {
        self.slice.check()?;
        for (key, value) in [("min", self.min), ("max", self.max), ("max_drop", self.max_drop)] {
            if value.is_some_and(|value| !value.is_finite()) {
                return refuse(format!("{key} is no finite number"));
            }
        }
        match (&self.metric, &self.check) {
            (Some(metric), None) => self.check_metric(metric),
            (None, Some(check)) => self.check_check(check, checks),
            _ => refuse("a rule names either a metric or a check".to_owned()),
        }
    }

    fn check_metric(&self, metric: &str) -> Result<()> {
        if self.max_new.is_some() || !self.must_pass.is_empty() {
            return refuse("max_new and must_pass belong to a check, not to a metric".to_owned());
        }
        if self.min.is_none() && self.max.is_none() && self.max_drop.is_none() {
            return refuse("a rule on a metric has min, max or max_drop".to_owned());
        }
        if self.max_drop.is_some_and(|drop| drop < 0.0) {
            return refuse("max_drop is negative; it is a tolerance, in points".to_owned());
        }
        let is_of_names = calculator(metric).is_ok_and(|found| found.key() == "entity");
        if self.slice.kind.is_some() && !is_of_names {
            return refuse("where.type goes with the metric entity or the check name".to_owned());
        }
        Ok(())
    }

    fn check_check(&self, check: &str, checks: &Checks) -> Result<()> {
        if self.min.is_some() || self.max_drop.is_some() {
            return refuse("min and max_drop belong to a metric, not to a check".to_owned());
        }
        let names = || {
            let checks = CHECKS.iter().map(|check| check.name);
            checks.chain(Kind::ALL.map(Kind::name)).chain([NAME])
        };
        let flag = check.strip_prefix("flag:").unwrap_or(check);
        if !names().any(|name| name == check || name == flag) {
            let error = Error::new(ErrorKind::Setting, format!("there is no check '{check}'"));
            return Err(match closest(check, names()) {
                Some(near) => error.help(format!("did you mean '{near}'?")),
                None => error.help("mizan check --list lists them; flags; and name"),
            });
        }
        if OF_FILES.contains(&check) {
            let message =
                format!("the gate cannot look for '{check}': scored text does not keep it");
            return Err(Error::new(ErrorKind::Setting, message)
                .help(format!("mizan check FILE --only {check} looks at the file itself")));
        }
        if check == "glossary" && checks.glossary.is_empty() {
            let message = "the check 'glossary' has no terms to look for";
            return Err(Error::new(ErrorKind::Setting, message)
                .help("[check] glossary = [\"terms.tsv\"] names a file of them"));
        }
        if check != NAME && (!self.must_pass.is_empty() || self.slice.kind.is_some()) {
            return refuse("must_pass and where.type go with check = \"name\"".to_owned());
        }
        if self.max_new.is_none() && self.max.is_none() && self.must_pass.is_empty() {
            return refuse("a rule on a check has max_new, max or must_pass".to_owned());
        }
        if self.max.is_some_and(|max| max < 0.0 || max.fract() != 0.0) {
            return refuse("max of a check is a whole number of findings".to_owned());
        }
        Ok(())
    }
}

impl Slice {
    fn check(&self) -> Result<()> {
        let globs = [
            ("domain", &self.domain),
            ("document", &self.document),
            ("file", &self.file),
            ("testset", &self.testset),
        ];
        for (key, pattern) in globs {
            let Some(pattern) = pattern else { continue };
            if let Err(error) = glob::Pattern::new(pattern) {
                return refuse(format!("where.{key} = \"{pattern}\": {error}"));
            }
        }
        Ok(())
    }
}

fn refuse<T>(message: String) -> Result<T> {
    Err(Error::new(ErrorKind::Setting, message))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{LEAST, read};
    use super::*;

    fn gate(text: &str) -> Result<Gate> {
        Ok(read(&format!("{LEAST}{text}"))?.gate.unwrap())
    }

    #[test]
    fn a_gate_is_read_as_it_is_documented() {
        let found = gate(
            r#"[gate]
baseline = "b.mizan"
on_inconclusive = "error"
[[gate.rule]]
metric = "chrf"
level = "warn"
min = 50.0
max_drop = 0.5
[[gate.rule]]
check = "name"
max_new = 0
must_pass = ["Grozny"]
where = { type = "PER", testset = "a" }
"#,
        )
        .unwrap();
        assert_eq!((found.confidence, found.samples), (0.95, 10_000));
        assert_eq!(found.on_inconclusive, Reaction::Error);
        assert_eq!(found.rules[0].level, Level::Warn);
        assert_eq!(found.rules[1].slice.kind.as_deref(), Some("PER"));
        assert!(found.rules.iter().all(Rule::needs_baseline));
    }

    #[test]
    fn a_slip_is_an_error_with_its_place_and_a_suggestion() {
        for (text, place, near) in [
            ("[[gate.rule]]\nmetrc = \"chrf\"\n", "mizan.toml:7:1", "'metric'"),
            ("[gate]\nbasline = \"b\"\n", "mizan.toml:7:1", "'baseline'"),
            ("[gate]\non_inconclusive = \"errors\"\n", "mizan.toml:7:19", "'error'"),
            ("[[gate.rule]]\nwhere = { domains = \"x\" }\n", "mizan.toml:7:11", "'domain'"),
        ] {
            let error = gate(text).unwrap_err().to_string();
            assert!(error.contains(place) && error.contains(near), "{error}");
        }
    }

    #[test]
    fn what_cannot_be_decided_is_refused() {
        for (text, message) in [
            ("[gate]\nconfidence = 95.0\n", "less than 1"),
            ("[gate]\nsamples = 1\n", "100 to"),
            ("[[gate.rule]]\nmin = 1.0\n", "either a metric or a check"),
            ("[[gate.rule]]\nmetric = \"chrf\"\n", "min, max or max_drop"),
            ("[[gate.rule]]\nmetric = \"chrf\"\nmin = nan\n", "no finite number"),
            ("[[gate.rule]]\nmetric = \"chrf\"\nmax_drop = 0.5\n", "[gate] names none"),
            ("[[gate.rule]]\nmetric = \"ter\"\nmax_drop = -1.0\n", "negative"),
            ("[[gate.rule]]\ncheck = \"names\"\nmax = 1\n", "did you mean 'name'"),
            ("[[gate.rule]]\ncheck = \"number\"\nmin = 1\n", "belong to a metric"),
            ("[[gate.rule]]\ncheck = \"plural\"\nmax = 0\n", "mizan check FILE --only plural"),
            ("[[gate.rule]]\ncheck = \"length\"\nmax = 0\n", "scored text does not keep it"),
            ("[[gate.rule]]\ncheck = \"glossary\"\nmax = 0\n", "[check] glossary"),
            ("[[gate.rule]]\ncheck = \"number\"\nmust_pass = [\"a\"]\n", "check = \"name\""),
            ("[[gate.rule]]\nmetric = \"chrf\"\nmin = 1\nwhere = { type = \"PER\" }\n", "entity"),
            ("[[gate.rule]]\nmetric = \"chrf\"\nmin = 1\nwhere = { file = \"[\" }\n", "where.file"),
        ] {
            let error = gate(text).unwrap_err().to_string();
            assert!(error.contains(message), "{error}");
        }
    }
}
