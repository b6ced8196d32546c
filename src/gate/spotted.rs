//! Spotted: the findings of an evaluation that rules count, with what makes each the same elsewhere.

use super::Segments;
use super::key::hash;
use crate::analysis::flags::{Flag, Kind, flags};
use crate::check::{CHECKS, Settings, check};
use crate::config::gate::NAME;
use crate::corpus::{Content, Corpus, Parts, State, System, Unit};
use crate::entity::{Fit, Verdict};
use crate::error::Result;
use crate::finding::Finding;
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

/// Everything that these checks find in a test set, system by system.
pub(super) fn spotted(
    testset: &record::TestSet,
    segments: &Segments,
    checks: &[String],
) -> Result<Vec<Spotted>> {
    let mut found = Vec::new();
    let has = |name: &str| checks.iter().any(|check| check == name);
    if has(NAME) {
        found.extend(names(testset, segments));
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
    let only: Vec<String> =
        checks.iter().filter(|name| CHECKS.iter().any(|c| c.name == **name)).cloned().collect();
    if !only.is_empty() {
        let source_language = match testset.segments.iter().any(|s| s.source.is_some()) {
            true => Fit::learn(&corpus(testset)?).language(),
            false => Settings::default().source_language,
        };
        let settings = Settings { only, source_language, ..Settings::default() };
        for system in &testset.systems {
            let findings = check("", &units(testset, system, segments), &settings);
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

/// The names that are wrong. A name is the same whatever became of it.
fn names<'a>(
    testset: &'a record::TestSet,
    segments: &'a Segments,
) -> impl Iterator<Item = Spotted> + 'a {
    let mentions = testset.names.iter().flat_map(|names| &names.mentions);
    mentions.filter_map(|mention| {
        let is_wrong = Verdict::from_name(&mention.verdict).is_some_and(Verdict::is_wrong);
        let severity = mention.severity.filter(|_| is_wrong)?;
        let id = segments.ids.get(mention.segment).map_or("", String::as_str);
        Some(Spotted {
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
        })
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
