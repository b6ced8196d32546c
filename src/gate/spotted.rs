//! Spotted: the findings of an evaluation that rules count, with what makes each the same elsewhere.

use super::Segments;
use super::key::hash;
use crate::analysis::flags::{Flag, Kind, flags};
use crate::check::{CHECKS, Settings, check, is_admitted};
use crate::config::gate::NAME;
use crate::corpus::{Content, Corpus, Parts, State, System, Unit};
use crate::entity::{Fit, Verdict};
use crate::error::Result;
use crate::finding::{Finding, Severity};
use crate::record::{self, Mention};
use crate::text::Stream;

/// A finding of an evaluation.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Spotted {
    pub(super) system: String,
    pub(super) finding: Finding,
    /// What makes it the same finding elsewhere.
    pub(super) key: String,
    /// The type of the name, where it is about one.
    pub(super) kind: Option<String>,
    /// The name in the source, where it is about one.
    pub(super) entity: Option<String>,
}

/// The check that a rule names, as findings name it: a flag has `flag:` before it, a check of the
/// same name comes first.
pub(super) fn canonical(name: &str) -> String {
    let is_flag = !CHECKS.iter().any(|check| check.name == name)
        && Kind::ALL.iter().any(|kind| kind.name() == name);
    if is_flag { format!("flag:{name}") } else { name.to_owned() }
}

/// Everything that these checks find in a test set, system by system, with the terms, the region, the
/// severities and the exceptions that are set for all checks. Which checks run is for the rules to say.
pub(super) fn spotted(
    testset: &record::TestSet,
    segments: &Segments,
    checks: &[String],
    settings: &Settings,
) -> Result<Vec<Spotted>> {
    let mut found = Vec::new();
    let has = |name: &str| checks.iter().any(|check| check == name);
    // Names were judged with the reference, which the check of that name does not see.
    let is_run = |name: &&String| *name != NAME && CHECKS.iter().any(|c| c.name == **name);
    let mut settings = Settings {
        only: checks.iter().filter(is_run).cloned().collect(),
        also: Vec::new(),
        except: Vec::new(),
        severity: Severity::Info,
        ..settings.clone()
    };
    if has(NAME) {
        found.extend(names(testset, segments, &settings));
    }
    if checks.iter().any(|check| check.starts_with("flag:")) {
        let flagged = flags(&corpus(testset)?).into_iter();
        let of_flags = flagged.flat_map(|system| {
            let findings: Vec<_> = system.flags.iter().map(Flag::finding).collect();
            findings.into_iter().map(move |finding| (system.system.clone(), finding))
        });
        let wanted = of_flags.filter(|(_, finding)| has(&finding.check));
        found.extend(wanted.map(|(system, finding)| of(system, finding, segments)));
    }
    if !settings.only.is_empty() {
        if testset.segments.iter().any(|segment| segment.source.is_some()) {
            settings.source_language = Fit::learn(&corpus(testset)?).language();
        }
        for system in &testset.systems {
            let file = file(testset, &system.name);
            let findings = check(file, &units(testset, system, segments), &settings);
            found.extend(findings.into_iter().map(|f| of(system.name.clone(), f, segments)));
        }
    }
    Ok(found)
}

/// A finding is the same where the same stands in the same segment.
fn of(system: String, finding: Finding, segments: &Segments) -> Spotted {
    let text = finding.found.as_deref().unwrap_or(&finding.message);
    let id = segments.ids.get(finding.segment).map_or("", String::as_str);
    let key = hash(&[&finding.check, id, text]);
    Spotted { system, finding, key, kind: None, entity: None }
}

/// The output of a system, as the configuration names it; empty where it is not one file.
pub(super) fn file<'a>(testset: &'a record::TestSet, system: &str) -> &'a str {
    let role = format!("system {system}");
    let input = testset.inputs.iter().find(|input| input.role == role);
    input.map_or("", |input| input.path.as_str())
}

/// The names that are wrong. A name is the same whatever became of it.
fn names<'a>(
    testset: &'a record::TestSet,
    segments: &'a Segments,
    settings: &'a Settings,
) -> impl Iterator<Item = Spotted> + 'a {
    let mentions = testset.names.iter().flat_map(|names| &names.mentions);
    mentions.filter_map(|mention| {
        let is_wrong = Verdict::from_name(&mention.verdict).is_some_and(Verdict::is_wrong);
        let own = mention.severity.filter(|_| is_wrong)?;
        let severity = settings.levels.get(NAME).copied().unwrap_or(own);
        let id = segments.ids.get(mention.segment).map_or("", String::as_str);
        let spotted = Spotted {
            system: mention.system.clone(),
            finding: Finding {
                check: NAME.to_owned(),
                severity,
                segment: mention.segment,
                span: mention.hypothesis_span.map(|[start, end]| start..end),
                found: mention.rendering.clone(),
                expected: mention.expected.clone(),
                message: format!("{}: {}", mention.verdict.replace('_', " "), mention.evidence),
            },
            key: hash(&[NAME, id, &mention.kind, &mention.key]),
            kind: Some(mention.kind.clone()),
            entity: mention.entity.clone(),
        };
        let system = testset.systems.iter().find(|system| system.name == mention.system)?;
        let output = system.hypotheses.get(mention.segment).cloned().flatten();
        let unit = Unit { target: output.map(Content::plain), ..Unit::default() };
        let file = file(testset, &mention.system);
        is_admitted(file, &unit, &spotted.finding, settings).then_some(spotted)
    })
}

/// Whether a mention is of this name, in small or capital letters.
pub(super) fn is_of(mention: &Mention, name: &str) -> bool {
    let name = name.trim().to_lowercase();
    mention.entity.as_ref().is_some_and(|entity| entity.trim().to_lowercase() == name)
}

/// The texts of a test set as a corpus again.
fn corpus(testset: &record::TestSet) -> Result<Corpus> {
    let stream = |texts: &mut dyn Iterator<Item = Option<&str>>| {
        let mut stream = Stream::new();
        for text in texts {
            match text {
                Some(text) => stream.push(text),
                None => stream.push_absent(),
            }
        }
        stream
    };
    let segments = &testset.segments;
    let references = segments.iter().map(|segment| segment.references.len()).max().unwrap_or(0);
    let reference = |index: usize| {
        stream(&mut segments.iter().map(|s| s.references.get(index).map(String::as_str)))
    };
    let has_source = segments.iter().any(|segment| segment.source.is_some());
    let source = || stream(&mut segments.iter().map(|segment| segment.source.as_deref()));
    Corpus::new(Parts {
        source: has_source.then(source),
        references: (0..references).map(reference).collect(),
        systems: testset
            .systems
            .iter()
            .map(|system| System {
                name: system.name.clone(),
                hypotheses: stream(&mut system.hypotheses.iter().map(Option::as_deref)),
                ..System::default()
            })
            .collect(),
        ..Parts::default()
    })
}

/// One system's outputs as the checks read them.
fn units(testset: &record::TestSet, system: &record::System, segments: &Segments) -> Vec<Unit> {
    let unit = |(index, segment): (usize, &record::Segment)| {
        let target = system.hypotheses.get(index).cloned().flatten().map(Content::plain);
        Unit {
            id: segments.ids[index].clone(),
            line: index + 1,
            document: segment.document.clone(),
            source: segment.source.clone().map(Content::plain),
            state: if target.is_some() { State::Translated } else { State::Untranslated },
            target,
            ..Unit::default()
        }
    };
    testset.segments.iter().enumerate().map(unit).collect()
}
