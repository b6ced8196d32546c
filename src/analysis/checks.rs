//! Checks: what can be seen to be wrong with outputs without a reference, counted.
//!
//! The checks are those of [`crate::check`]. Everything is counted; of the findings themselves as many
//! are kept as people read, since one slip that a system always makes can be in every segment.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::check::{CHECKS, Scorecard, Settings, Weights, check};
use crate::corpus::{Content, Corpus, State, System, Unit};
use crate::entity::Fit;
use crate::finding::{Finding, Severity};

/// As many findings of one check and severity are kept of a system.
pub const MOST: usize = 100;

/// How outputs are checked.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// Which checks, how severe, what is left out. The language of the source is found out.
    pub settings: Settings,
    /// The file of each system, as [`Settings::ignore`] names files.
    pub files: BTreeMap<String, String>,
}

/// What was found in the outputs of a system.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SystemChecks {
    /// The system's name.
    pub system: String,
    /// Words of its outputs.
    pub words: usize,
    /// The findings weighed by severity: a warning is 1, an error 5.
    pub sum: f64,
    /// [`sum`](Self::sum) per 1,000 words; `None` where there is no word.
    pub penalty: Option<f64>,
    /// By check in the order of [`CHECKS`], the most severe first; those that
    /// found nothing are not there.
    pub counts: Vec<Count>,
    /// In the order of segments, at most [`MOST`] of each check and severity: the first.
    pub findings: Vec<Spot>,
}

/// How often a check found something of one severity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// The check.
    pub check: String,
    /// The type of error in MQM's words.
    pub category: String,
    /// How severe.
    pub severity: Severity,
    /// How many findings, all of them.
    pub findings: usize,
    /// The segments that have one, from 0, ascending; written from 1.
    #[serde(with = "crate::analysis::numbers")]
    pub segments: Vec<usize>,
}

/// A finding that was kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spot {
    /// The check.
    pub check: String,
    /// How severe.
    pub severity: Severity,
    /// The segment, from 0; written from 1.
    #[serde(with = "crate::analysis::number")]
    pub segment: usize,
    /// The place in the output, `[start, end)` in code points, where it has one.
    pub span: Option<(usize, usize)>,
    /// What stands there.
    pub found: Option<String>,
    /// What might stand there.
    pub expected: Vec<String>,
    /// The reason in words.
    pub message: String,
}

impl SystemChecks {
    /// How many findings of these severities a check has.
    pub fn count(&self, check: &str, severities: &[Severity]) -> usize {
        let of_check = self.counts.iter().filter(|count| count.check == check);
        of_check.filter(|count| severities.contains(&count.severity)).map(|c| c.findings).sum()
    }

    /// How many findings there are of a severity.
    pub fn of_severity(&self, severity: Severity) -> usize {
        self.counts.iter().filter(|count| count.severity == severity).map(|c| c.findings).sum()
    }
}

/// Checks the outputs of every system; systems are sorted by name.
///
/// It uses the threads of the rayon pool it is called in, and its result does not depend on their
/// number. What is found of one system does not depend on the others.
///
/// # Examples
///
/// ```
/// use mizan::analysis::checks::{Plan, checks};
/// use mizan::corpus::{Corpus, Parts, System};
/// use mizan::text::Stream;
///
/// let corpus = Corpus::new(Parts {
///     source: Some(Stream::from_iter(["Yes, indeed."])),
///     systems: vec![System {
///         name: "a".into(),
///         hypotheses: Stream::from_iter(["نعم ، بالفعل."]),
///         ..System::default()
///     }],
///     ..Parts::default()
/// })?;
/// let found = checks(&corpus, &Plan::default());
/// let count = &found[0].counts[0];
/// assert_eq!((count.check.as_str(), count.findings), ("space-before-punctuation", 1));
/// assert_eq!(found[0].penalty, Some(500.0));
/// # Ok::<(), mizan::Error>(())
/// ```
pub fn checks(corpus: &Corpus, plan: &Plan) -> Vec<SystemChecks> {
    let mut settings = plan.settings.clone();
    if corpus.source().is_some() {
        settings.source_language = Fit::learn(corpus).language();
    }
    let of_system = |system: &System| {
        let units = units(corpus, system);
        let file = plan.files.get(&system.name).map_or("", String::as_str);
        let findings = check(file, &units, &settings);
        let card = Scorecard::new(&units, &findings, &Weights::default());
        SystemChecks {
            system: system.name.clone(),
            words: card.words,
            sum: card.sum,
            penalty: card.penalty(),
            counts: counts(&findings),
            findings: kept(findings),
        }
    };
    let mut found: Vec<SystemChecks> = corpus.systems().iter().map(of_system).collect();
    found.sort_by(|a, b| a.system.cmp(&b.system));
    found
}

/// A system's outputs as the checks read them.
fn units(corpus: &Corpus, system: &System) -> Vec<Unit> {
    let unit = |segment: usize| {
        let target = system.hypotheses.get(segment).map(Content::plain);
        Unit {
            id: corpus.ids().and_then(|ids| ids.get(segment)).unwrap_or_default().to_owned(),
            line: segment + 1,
            document: corpus.documents().map(|documents| documents.get(segment).name.to_owned()),
            source: corpus.segment(segment).source().map(Content::plain),
            state: if target.is_some() { State::Translated } else { State::Untranslated },
            target,
            ..Unit::default()
        }
    };
    (0..corpus.len()).map(unit).collect()
}

fn counts(findings: &[Finding]) -> Vec<Count> {
    let mut counts: BTreeMap<(usize, Reverse<Severity>), Count> = BTreeMap::new();
    for finding in findings {
        let Some(place) = CHECKS.iter().position(|check| check.name == finding.check) else {
            continue;
        };
        let (check, key) = (&CHECKS[place], (place, Reverse(finding.severity)));
        let count = counts.entry(key).or_insert_with(|| Count {
            check: check.name.to_owned(),
            category: check.category.to_owned(),
            severity: finding.severity,
            findings: 0,
            segments: Vec::new(),
        });
        count.findings += 1;
        if count.segments.last() != Some(&finding.segment) {
            count.segments.push(finding.segment);
        }
    }
    counts.into_values().collect()
}

/// The first findings of each check and severity.
fn kept(mut findings: Vec<Finding>) -> Vec<Spot> {
    let mut seen: BTreeMap<(String, Severity), usize> = BTreeMap::new();
    findings.retain(|finding| {
        let seen = seen.entry((finding.check.clone(), finding.severity)).or_default();
        *seen += 1;
        *seen <= MOST
    });
    let spot = |finding: Finding| Spot {
        check: finding.check,
        severity: finding.severity,
        segment: finding.segment,
        span: finding.span.map(|span| (span.start, span.end)),
        found: finding.found,
        expected: finding.expected,
        message: finding.message,
    };
    findings.into_iter().map(spot).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Ignore;
    use crate::corpus::Parts;
    use crate::text::Stream;

    fn corpus(outputs: &[&[&str]]) -> Corpus {
        let system = |(index, lines): (usize, &&[&str])| System {
            name: format!("s{index}"),
            hypotheses: lines.iter().copied().collect::<Stream>(),
            ..System::default()
        };
        let systems = outputs.iter().enumerate().map(system).collect();
        Corpus::new(Parts { systems, ..Parts::default() }).unwrap()
    }

    #[test]
    fn everything_is_counted_and_some_of_it_kept() {
        let lines = vec!["نعم ، بالفعل ، قال"; MOST];
        let found = checks(&corpus(&[&lines, &["نعم"; MOST]]), &Plan::default());
        let count = &found[0].counts[0];
        assert_eq!((count.findings, count.segments.len()), (2 * MOST, MOST));
        assert_eq!(count.category, "Linguistic conventions / Punctuation");
        assert_eq!(found[0].findings.len(), MOST);
        assert_eq!(found[0].findings[MOST - 1].segment, MOST / 2 - 1);
        assert_eq!(found[0].penalty, Some(2000.0 / 3.0));
        assert_eq!((found[1].counts.len(), found[1].penalty), (0, Some(0.0)));
    }

    #[test]
    fn the_configuration_decides_what_is_found_and_how_severe_it_is() {
        let corpus = corpus(&[&["نعم ، قال  ذلك"], &["نعم ، قال"]]);
        let rule = Ignore { file: Some("old/*".into()), ..Ignore::default() };
        let plan = Plan {
            settings: Settings {
                except: vec!["double-space".into()],
                levels: BTreeMap::from([("space-before-punctuation".into(), Severity::Error)]),
                ignore: vec![rule],
                ..Settings::default()
            },
            files: BTreeMap::from([("s1".into(), "old/b.ar".into())]),
        };
        let found = checks(&corpus, &plan);
        assert_eq!(found[0].count("space-before-punctuation", &[Severity::Error]), 1);
        assert_eq!((found[0].of_severity(Severity::Warning), found[0].sum), (0, 5.0));
        assert_eq!(found[1].counts, []);
    }
}
