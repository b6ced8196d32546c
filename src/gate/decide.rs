//! Decide: every rule over every test set and system.

mod counts;
mod drops;
mod material;

use std::collections::{BTreeMap, BTreeSet};

use self::counts::Counted;
use self::material::Material;
use super::label::Part;
use super::spotted::canonical;
use super::{
    Baseline, Decision, Ending, NewFinding, Outcome, SCHEMA, Verdict, Weight, floor, slice,
};
use crate::check::Settings;
use crate::config::gate::{Gate, Level, Reaction, Rule};
use crate::corpus::Format;
use crate::error::{Error, ErrorKind, Result, closest};
use crate::metric::registry::calculator;
use crate::record::Record;

/// What the gate is asked.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// The evaluation.
    pub record: &'a Record,
    /// The rules.
    pub gate: &'a Gate,
    /// How the rules' checks look: terms, region, severities, exceptions.
    pub settings: &'a Settings,
    /// What it is compared with; `None` where there is none.
    pub baseline: Option<&'a Baseline>,
    /// Another seed draws otherwise.
    pub seed: u64,
    /// The format of a test set's files by its name, where it is not what their names say.
    pub formats: &'a BTreeMap<String, Format>,
    /// What should be known beforehand: files that changed since the evaluation.
    pub warnings: &'a [String],
    /// Whether segments that only one of the two has may be left out.
    pub is_partial: bool,
}

/// The checks whose findings the rules count: what a baseline must know.
pub fn checks(gate: &Gate) -> Vec<String> {
    let rules = gate.rules.iter().filter(|rule| rule.level != Level::Off);
    let checks: BTreeSet<String> =
        rules.filter_map(|rule| rule.check.as_deref().map(canonical)).collect();
    checks.into_iter().collect()
}

/// Holds an evaluation to the rules. The result does not depend on the number of threads.
///
/// # Errors
///
/// [`ErrorKind::Setting`] where a rule names a metric that no test set measures, or documents that
/// are not known; [`ErrorKind::Nothing`] where there is no rule.
///
/// # Examples
///
/// ```
/// use std::collections::BTreeMap;
///
/// use mizan::check::Settings;
/// use mizan::config::gate::{Gate, Rule};
/// use mizan::gate::{Ending, Question, decide};
/// use mizan::record::{Record, SCHEMA};
///
/// let record = Record {
///     schema: SCHEMA.into(),
///     mizan: "0.1.0".into(),
///     name: "empty".into(),
///     testsets: Vec::new(),
///     failed: Vec::new(),
/// };
/// let rule = Rule { check: Some("number".into()), max: Some(0.0), ..Rule::default() };
/// let gate = Gate { rules: vec![rule], ..Gate::default() };
/// let settings = Settings::default();
/// let question = Question {
///     record: &record,
///     gate: &gate,
///     settings: &settings,
///     baseline: None,
///     seed: 1,
///     formats: &BTreeMap::new(),
///     warnings: &[],
///     is_partial: false,
/// };
/// // Where nothing was tested nothing passes.
/// assert_eq!(decide(&question)?.ending, Ending::Undecided);
/// # Ok::<(), mizan::Error>(())
/// ```
pub fn decide(question: &Question<'_>) -> Result<Decision> {
    let rules: Vec<(usize, &Rule)> =
        (1..).zip(&question.gate.rules).filter(|(_, rule)| rule.level != Level::Off).collect();
    if rules.is_empty() {
        return Err(Error::new(ErrorKind::Nothing, "the configuration has no [[gate.rule]]"));
    }
    let materials = Material::of(question)?;
    let mut walk = Walk {
        question,
        materials: &materials,
        verdicts: Vec::new(),
        findings: Vec::new(),
        warnings: question.warnings.to_vec(),
        remarks: Vec::new(),
    };
    for (number, rule) in rules {
        let metric = rule.metric.as_deref().map(|text| walk.metric(text)).transpose()?;
        for part in Part::of(rule) {
            walk.rule(&Asked { number, rule, part, metric: metric.as_deref() })?;
        }
    }
    walk.absent_systems();
    let Walk { mut verdicts, mut findings, warnings, remarks, .. } = walk;
    drops::finish(&mut verdicts, question.gate);
    for verdict in &mut verdicts {
        weigh(verdict, question.gate);
    }
    findings.sort_by_key(|finding| (finding.weight, finding.rule));
    Ok(Decision {
        schema: SCHEMA,
        mizan: env!("CARGO_PKG_VERSION"),
        name: question.record.name.clone(),
        baseline: question
            .gate
            .baseline
            .as_ref()
            .map(|path| path.display().to_string().replace('\\', "/")),
        ending: Ending::of(&verdicts, !warnings.is_empty()),
        findings,
        verdicts,
        warnings: [warnings, remarks].concat(),
    })
}

/// One part of a rule.
struct Asked<'a> {
    number: usize,
    rule: &'a Rule,
    part: Part,
    /// The metric's id.
    metric: Option<&'a str>,
}

impl Asked<'_> {
    fn verdict(&self, outcome: Outcome, message: String) -> Verdict {
        Verdict {
            rule: self.number,
            name: self.part.words(self.rule),
            asks: self.part.key(),
            metric: self.metric.map(str::to_owned),
            check: self.rule.check.as_deref().map(canonical),
            level: self.rule.level,
            testset: None,
            system: None,
            slice: slice::words(&self.rule.slice),
            outcome,
            weight: Weight::Passes,
            message,
            segments: 0,
            score: None,
            bound: None,
            drop: None,
            count: None,
            limit: None,
        }
    }
}

/// What has been decided so far.
struct Walk<'a> {
    question: &'a Question<'a>,
    materials: &'a [Material<'a>],
    verdicts: Vec<Verdict>,
    findings: Vec<NewFinding>,
    warnings: Vec<String>,
    /// What is only said: the whole is none the worse for it.
    remarks: Vec<String>,
}

impl Walk<'_> {
    /// The id of the metric that a rule names.
    fn metric(&self, text: &str) -> Result<String> {
        let id = calculator(text).map_or_else(|_| text.to_owned(), |found| found.id().to_owned());
        let known = || {
            let records = self.materials.iter().map(|material| material.record);
            records.flat_map(|testset| testset.metrics.iter().map(|metric| metric.id.as_str()))
        };
        if self.materials.is_empty() || known().any(|metric| metric == id) {
            return Ok(id);
        }
        let names: BTreeSet<&str> = known().collect();
        let measured = names.iter().copied().collect::<Vec<_>>().join(", ");
        let error =
            Error::new(ErrorKind::Setting, format!("the gate's metric {text} is not measured"))
                .detail(format!("measured: {measured}"));
        Err(match closest(&id, names) {
            Some(near) => error.help(format!("did you mean '{near}'?")),
            None => {
                error.help(format!("add it to the configuration: [metrics] use = [\"{text}\"]"))
            }
        })
    }

    /// One part of a rule over everything that it covers.
    fn rule(&mut self, asked: &Asked<'_>) -> Result<()> {
        let covered: Vec<(&Material<'_>, Vec<usize>)> = self
            .materials
            .iter()
            .filter(|material| asked.metric.is_none_or(|id| material.now.metric(id).is_some()))
            .map(|material| (material, slice::segments(&asked.rule.slice, material.record)))
            .filter(|(material, segments)| {
                let mut systems = material.record.systems.iter();
                !segments.is_empty()
                    && systems.any(|s| slice::covers(&asked.rule.slice, material.record, &s.name))
            })
            .collect();
        if covered.is_empty() {
            let message = "no segment is covered by the rule".to_owned();
            self.verdicts.push(asked.verdict(Outcome::Insufficient, message));
            return Ok(());
        }
        if asked.part.needs_baseline() {
            return self.against_baseline(asked, &covered);
        }
        for (material, segments) in covered {
            for system in systems(asked, material) {
                let mut verdict = asked.verdict(Outcome::Pass, String::new());
                verdict.testset = Some(material.record.name.clone());
                verdict.system = Some(system.to_owned());
                verdict.segments = segments.len();
                if has_too_few(asked, &mut verdict) {
                    self.verdicts.push(verdict);
                    continue;
                }
                match asked.metric {
                    Some(id) => {
                        let (calculator, rows) = material.rows(system, id, asked.rule, &segments);
                        let bound =
                            if asked.part == Part::Min { asked.rule.min } else { asked.rule.max };
                        let bound = bound.unwrap_or_default();
                        floor::decide(&mut verdict, &calculator, &rows, asked.part, bound);
                    }
                    None => {
                        let index = self.verdicts.len();
                        let counted =
                            Counted { asked, material, system, segments: &segments, index };
                        self.findings.extend(counted.decide(&mut verdict, None));
                    }
                }
                self.verdicts.push(verdict);
            }
        }
        Ok(())
    }

    /// The same for a part that compares.
    fn against_baseline(
        &mut self,
        asked: &Asked<'_>,
        covered: &[(&Material<'_>, Vec<usize>)],
    ) -> Result<()> {
        let Some(baseline) = self.question.baseline else {
            let path = self.question.gate.baseline.as_ref().map(|path| path.display().to_string());
            let message = format!("there is no baseline {}", path.unwrap_or_default());
            let outcome = match self.question.gate.on_missing_baseline {
                Reaction::Error => Outcome::Incomparable,
                Reaction::Warn => Outcome::Warn,
                Reaction::Pass => {
                    let remark = format!("{message}: nothing was compared");
                    if !self.remarks.contains(&remark) {
                        self.remarks.push(remark);
                    }
                    Outcome::Pass
                }
            };
            self.verdicts.push(asked.verdict(outcome, message));
            return Ok(());
        };
        let before = self.verdicts.len();
        for (material, segments) in covered {
            let name = &material.record.name;
            let (old, pairs) = match material.known(asked, baseline, self.question.is_partial) {
                None => {
                    self.warn(format!("test set {name} is not in the baseline: only floors hold"));
                    continue;
                }
                Some(Err(reason)) => {
                    let mut verdict = asked.verdict(Outcome::Incomparable, reason);
                    verdict.testset = Some(name.clone());
                    self.verdicts.push(verdict);
                    continue;
                }
                Some(Ok(known)) => known,
            };
            let is_covered = |pair: &(usize, usize)| segments.binary_search(&pair.0).is_ok();
            let pairs: Vec<(usize, usize)> = pairs.into_iter().filter(is_covered).collect();
            let here: Vec<usize> = pairs.iter().map(|pair| pair.0).collect();
            for system in systems(asked, material) {
                let Some(known) = baseline.system(old, system) else {
                    self.warn(format!(
                        "system {system} of {name} is not in the baseline: only floors hold"
                    ));
                    continue;
                };
                let mut verdict = asked.verdict(Outcome::Pass, String::new());
                verdict.testset = Some(name.clone());
                verdict.system = Some(system.to_owned());
                verdict.segments = pairs.len();
                if !has_too_few(asked, &mut verdict) {
                    if let Some(id) = asked.metric {
                        let drop = drops::Compared { asked, material, system, id, old, known };
                        drop.decide(&mut verdict, &pairs, self.question)?;
                    } else {
                        let index = self.verdicts.len();
                        let counted = Counted { asked, material, system, segments: &here, index };
                        self.findings.extend(counted.decide(&mut verdict, Some((old, known))));
                    }
                }
                self.verdicts.push(verdict);
            }
        }
        if self.verdicts.len() == before {
            let message = "the baseline has none of these systems".to_owned();
            self.verdicts.push(asked.verdict(Outcome::Incomparable, message));
        }
        Ok(())
    }

    /// Says which systems the baseline has and the evaluation does not.
    fn absent_systems(&mut self) {
        let Some(baseline) = self.question.baseline.filter(|baseline| !baseline.is_for_all) else {
            return;
        };
        for known in &baseline.testsets {
            let found = self.materials.iter().find(|material| material.record.name == known.name);
            let Some(found) = found else {
                self.warn(format!("test set {} of the baseline is not there", known.name));
                continue;
            };
            for system in &known.systems {
                if found.record.systems.iter().all(|other| other.name != system.name) {
                    let name = &system.name;
                    self.warn(format!("system {name} of the baseline is not in {}", known.name));
                }
            }
        }
    }

    fn warn(&mut self, text: String) {
        if !self.warnings.contains(&text) {
            self.warnings.push(text);
        }
    }
}

/// The systems of a test set that a rule covers.
fn systems<'a>(asked: &Asked<'_>, material: &'a Material<'_>) -> Vec<&'a str> {
    let names = material.record.systems.iter().map(|system| system.name.as_str());
    names.filter(|name| slice::covers(&asked.rule.slice, material.record, name)).collect()
}

fn has_too_few(asked: &Asked<'_>, verdict: &mut Verdict) -> bool {
    let least = asked.rule.min_segments.max(1);
    if verdict.segments >= least {
        return false;
    }
    verdict.outcome = Outcome::Insufficient;
    verdict.message = format!("{} segments, expected at least {least}", verdict.segments);
    true
}

/// What a verdict does to the whole.
fn weigh(verdict: &mut Verdict, gate: &Gate) {
    let is_error = verdict.level == Level::Error;
    if verdict.outcome == Outcome::Fail && !is_error {
        verdict.outcome = Outcome::Warn;
    }
    verdict.weight = match verdict.outcome {
        Outcome::Fail => Weight::Fails,
        Outcome::Incomparable | Outcome::Insufficient if is_error => Weight::Undecides,
        Outcome::Incomparable | Outcome::Insufficient | Outcome::Warn => Weight::Warns,
        Outcome::Inconclusive => match gate.on_inconclusive {
            Reaction::Error if is_error => Weight::Fails,
            Reaction::Error | Reaction::Warn => Weight::Warns,
            Reaction::Pass => Weight::Passes,
        },
        Outcome::Pass => Weight::Passes,
    };
}
