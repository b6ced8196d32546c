//! Name: names that are missing, garbled or left in Latin letters, as `mizan entities` judges them.

use std::borrow::Cow;

use super::{Remark, Settings};
use crate::corpus::{Content, Corpus, Parts, System, Unit};
use crate::entity::{Fit, Lexicon, Row, audit};
use crate::finding::Severity;
use crate::text::Stream;

/// Judges the names of the source, or where no unit has a source, those that are recognised in the
/// translation. Without a reference a verdict is a warning at most.
pub(super) fn check_text(units: &[Unit], settings: &Settings) -> Vec<(usize, Remark)> {
    let Ok(corpus) = corpus(units) else {
        return Vec::new();
    };
    let mut lexicon = Cow::Borrowed(Lexicon::built_in());
    if let Some(glossary) = &settings.glossary {
        lexicon.to_mut().extend(glossary.lexicon());
    }
    let audit = audit(&corpus, &Fit::learn(&corpus), &lexicon, None);
    let rows = audit.systems.iter().flat_map(|system| &system.rows);
    rows.filter(|row| !row.judgement.is_quantity()).filter_map(remark).collect()
}

fn remark(row: &Row) -> Option<(usize, Remark)> {
    let finding = row.judgement.finding(row.segment)?;
    let message = format!("{}: {}", row.judgement.verdict, finding.message);
    Some((
        row.segment,
        Remark {
            severity: finding.severity.min(Severity::Warning),
            span: finding.span,
            expected: finding.expected,
            message,
        },
    ))
}

/// The units as a corpus without references; texts without what is no text.
fn corpus(units: &[Unit]) -> crate::Result<Corpus> {
    let stream = |of: fn(&Unit) -> Option<&Content>| {
        let mut stream = Stream::new();
        for unit in units {
            match of(unit) {
                Some(content) => stream.push(&masked(content)),
                None => stream.push_absent(),
            }
        }
        stream
    };
    let has_source = units.iter().any(|unit| unit.source.is_some());
    let documents = units.iter().map(|unit| unit.document.as_deref().unwrap_or_default());
    Corpus::new(Parts {
        source: has_source.then(|| stream(|unit| unit.source.as_ref())),
        systems: vec![System {
            hypotheses: stream(|unit| unit.target.as_ref()),
            ..System::default()
        }],
        documents: Some(documents.collect()),
        ..Parts::default()
    })
}

/// The text with spaces in place of tags and placeholders, so that places stay the same.
fn masked(content: &Content) -> String {
    let is_code = |at: usize| content.codes.iter().any(|code| code.span.contains(&at));
    let characters = content.text.char_indices();
    characters.map(|(at, character)| if is_code(at) { ' ' } else { character }).collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{pair, texts};
    use super::*;
    use crate::text::{Code, CodeKind};

    #[test]
    fn names_are_judged_against_the_source() {
        let units =
            [pair("They met in Grozny.", "اجتمعوا في Grozny."), pair("In Moscow.", "في موسكو.")];
        let found = check_text(&units, &Settings::default());
        assert_eq!(found.len(), 1, "{found:?}");
        let (segment, remark) = &found[0];
        assert_eq!((*segment, remark.span.clone()), (0, Some(11..17)));
        assert_eq!(remark.severity, Severity::Warning);
        assert!(remark.expected.contains(&"غروزني".to_owned()), "{remark:?}");
    }

    #[test]
    fn tags_are_no_text_and_their_places_are_in_bytes() {
        let tagged = |text: &str, tags: &[&str]| {
            let code = |tag: &&str| {
                let at = text.find(tag).unwrap();
                let span = at..at + tag.len();
                Code { span, name: (*tag).to_owned(), kind: CodeKind::Tag }
            };
            Content { text: text.to_owned(), codes: tags.iter().map(code).collect() }
        };
        let unit = Unit {
            source: Some(tagged("We met in <g id=\"1\">Baku</g>.", &["<g id=\"1\">", "</g>"])),
            target: Some(tagged("التقينا في <g id=\"1\">باكو</g>.", &["<g id=\"1\">", "</g>"])),
            ..Unit::default()
        };
        assert_eq!(check_text(&[unit], &Settings::default()), []);
    }

    #[test]
    fn a_translation_alone_shows_what_is_recognised() {
        let found = check_text(&texts(&["قال لوكالة شتوتنيك إن موسكو"]), &Settings::default());
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(check_text(&[], &Settings::default()).is_empty());
    }
}
