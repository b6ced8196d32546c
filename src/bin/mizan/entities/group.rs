//! Group: the wrong renderings of one name put together, the worst name first.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use mizan::entity::lexicon::arabic_key;
use mizan::entity::{EntityType, Row, SystemAudit, Verdict};
use mizan::finding::Severity;

/// Expected forms that are shown of one name.
const MOST_FORMS: usize = 2;

/// A name that is wrong somewhere.
pub(super) struct Group<'a> {
    /// The name as the source has it, or, where there is none, what the output has.
    pub(super) name: &'a str,
    pub(super) kind: &'a EntityType,
    /// What is expected, the most frequent first.
    pub(super) expected: Vec<&'a str>,
    /// How often the name is said, and how often it could be judged.
    pub(super) mentions: usize,
    /// The wrong renderings, the worst first.
    pub(super) renderings: Vec<Rendering<'a>>,
}

/// One wrong rendering of a name.
pub(super) struct Rendering<'a> {
    pub(super) verdict: Verdict,
    pub(super) severity: Severity,
    /// What stands in the output; `None` where nothing does.
    pub(super) text: Option<&'a str>,
    pub(super) rows: Vec<&'a Row>,
}

impl Group<'_> {
    /// How often it is wrong.
    pub(super) fn wrong(&self) -> usize {
        self.renderings.iter().map(|rendering| rendering.rows.len()).sum()
    }

    fn errors(&self) -> usize {
        let errors = self.renderings.iter().filter(|r| r.severity == Severity::Error);
        errors.map(|rendering| rendering.rows.len()).sum()
    }

    /// Where it is first wrong: the segment, and the place in its source.
    fn place(&self) -> Option<(usize, usize)> {
        let rows = self.renderings.iter().flat_map(|rendering| &rendering.rows);
        let start = |row: &Row| row.judgement.source_span.as_ref().map_or(0, |span| span.start);
        rows.map(|row| (row.segment, start(row))).min()
    }
}

/// The names with findings: those with errors first, then the most frequent.
pub(super) fn names(system: &SystemAudit) -> Vec<Group<'_>> {
    let is_wrong = |row: &Row| {
        let judgement = &row.judgement;
        judgement.severity.is_some()
            && judgement.verdict != Verdict::Spurious
            && !judgement.is_quantity()
    };
    groups(system, is_wrong)
}

/// What stands in the output only, the most frequent first.
pub(super) fn spurious(system: &SystemAudit) -> Vec<Group<'_>> {
    groups(system, |row| row.judgement.verdict == Verdict::Spurious)
}

/// The quantities with findings: errors first, then in the order of segments.
pub(super) fn numbers(system: &SystemAudit) -> Vec<&Row> {
    let is_wrong = |row: &&Row| {
        let judgement = &row.judgement;
        judgement.severity.is_some()
            && judgement.verdict != Verdict::Spurious
            && judgement.is_quantity()
    };
    let mut rows: Vec<&Row> = system.rows.iter().filter(is_wrong).collect();
    rows.sort_by_key(|row| Reverse(row.judgement.severity));
    rows
}

fn groups(system: &SystemAudit, is_wrong: impl Fn(&Row) -> bool) -> Vec<Group<'_>> {
    let mut by_name: BTreeMap<String, Vec<&Row>> = BTreeMap::new();
    for row in system.rows.iter().filter(|row| is_wrong(row)) {
        by_name.entry(key(row)).or_default().push(row);
    }
    let mut mentions: BTreeMap<&str, usize> = BTreeMap::new();
    for row in system.rows.iter().filter(|row| row.judgement.verdict != Verdict::Unlocated) {
        *mentions.entry(&row.judgement.key).or_default() += 1;
    }
    let mut groups: Vec<Group<'_>> = by_name
        .into_values()
        .map(|rows| {
            let first = &rows[0].judgement;
            let name = first.entity.as_deref().or(first.rendering.as_deref()).unwrap_or_default();
            let said = mentions.get(first.key.as_str()).copied().unwrap_or_default();
            Group {
                name,
                kind: &first.kind,
                expected: expected(&rows),
                mentions: if first.key.is_empty() { rows.len() } else { said.max(rows.len()) },
                renderings: renderings(rows),
            }
        })
        .collect();
    groups.sort_by_key(|group| (Reverse(group.errors()), Reverse(group.wrong()), group.place()));
    groups
}

/// What makes rows those of one name.
fn key(row: &Row) -> String {
    let judgement = &row.judgement;
    match (judgement.key.is_empty(), &judgement.rendering) {
        (true, Some(rendering)) => folded(rendering),
        _ => judgement.key.clone(),
    }
}

fn folded(rendering: &str) -> String {
    arabic_key(rendering).to_lowercase()
}

fn expected<'a>(rows: &[&'a Row]) -> Vec<&'a str> {
    let mut forms: Vec<(&str, usize)> = Vec::new();
    for form in rows.iter().flat_map(|row| &row.judgement.expected) {
        match forms.iter_mut().find(|(known, _)| folded(known) == folded(form)) {
            Some((_, count)) => *count += 1,
            None => forms.push((form, 1)),
        }
    }
    forms.sort_by_key(|(_, count)| Reverse(*count));
    forms.into_iter().map(|(form, _)| form).take(MOST_FORMS).collect()
}

fn renderings(rows: Vec<&Row>) -> Vec<Rendering<'_>> {
    let mut renderings: Vec<Rendering<'_>> = Vec::new();
    for row in rows {
        let judgement = &row.judgement;
        let text = judgement.rendering.as_deref();
        let is_same = |known: &&mut Rendering<'_>| {
            known.verdict == judgement.verdict && known.text.map(folded) == text.map(folded)
        };
        // A name is listed for its findings, so a row without severity does not come here.
        let severity = judgement.severity.unwrap_or(Severity::Warning);
        match renderings.iter_mut().find(is_same) {
            Some(known) => {
                known.severity = known.severity.max(severity);
                known.rows.push(row);
            }
            None => renderings.push(Rendering {
                verdict: judgement.verdict,
                severity,
                text,
                rows: vec![row],
            }),
        }
    }
    renderings
        .sort_by_key(|rendering| (Reverse(rendering.severity), Reverse(rendering.rows.len())));
    renderings
}
