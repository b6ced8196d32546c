use super::*;
use crate::corpus::unit::{Content, State, Suggestion, Unit};

/// Units that are in memory.
struct Listed(std::vec::IntoIter<Unit>);

impl Units for Listed {
    fn next_unit(&mut self) -> Result<Option<Unit>> {
        Ok(self.0.next())
    }

    fn may_suggest(&self) -> bool {
        true
    }
}

fn unit(id: &str, target: &str, state: State) -> Unit {
    Unit {
        id: id.into(),
        line: 1,
        source: Some(Content::plain(format!("source of {id}"))),
        target: (!target.is_empty()).then(|| Content::plain(target)),
        state,
        ..Unit::default()
    }
}

fn suggested(unit: Unit, origin: &str, text: &str, is_machine: bool) -> Unit {
    let mut unit = unit;
    let origin = (!origin.is_empty()).then(|| origin.to_owned());
    let content = Content::plain(text);
    unit.suggestions.push(Suggestion { content, is_machine, origin, quality: None });
    unit
}

/// What a file of these units gives: layout in words, the texts of each record, notes.
fn given(
    units: Vec<Unit>,
    purpose: Purpose,
    repeats: Repeats,
) -> (String, Vec<String>, Vec<String>) {
    let roles = match purpose {
        Purpose::Reference => vec![Role::Reference, Role::Source, Role::Hypothesis],
        other => vec![other.role()],
    };
    let request = Request {
        purpose,
        columns: Default::default(),
        roles,
        is_json: false,
        system: None,
        file_stem: "app".into(),
        path: "app.x".into(),
        is_both: false,
    };
    let (mut records, layout) =
        open(Box::new(Listed(units.into_iter())), repeats, &request).unwrap();
    let mut batch = Batch::new(layout.parts());
    while records.next(&mut batch).unwrap() {}
    let parts = &batch.parts;
    let systems = parts.systems.iter().map(|system| &system.hypotheses);
    let streams = parts.source.iter().chain(&parts.references).chain(systems);
    let streams: Vec<_> = streams.collect();
    let row = |index: usize| {
        let ids = parts.ids.as_ref().unwrap();
        let texts = streams.iter().map(|stream| stream.get(index).unwrap_or("-"));
        ids.get(index).into_iter().chain(texts).collect::<Vec<_>>().join(" | ")
    };
    (layout.describe(), (0..batch.records).map(row).collect(), records.notes())
}

#[test]
fn only_accepted_translations_are_references() {
    let units = vec![
        unit("a", "أ", State::Translated),
        unit("b", "ب", State::NeedsWork),
        unit("c", "", State::Untranslated),
        unit("d", "د", State::Approved),
    ];
    let (layout, rows, notes) = given(units, Purpose::Reference, Repeats::AreErrors);
    assert_eq!(layout, "source, reference, ids");
    assert_eq!(rows, ["a | source of a | أ", "d | source of d | د"]);
    assert_eq!(notes, ["2 units left out, without an accepted translation"]);
}

#[test]
fn suggestions_of_machines_are_systems_and_those_of_memories_are_not() {
    let both = suggested(unit("b", "ب", State::Approved), "X", "س", true);
    let both = suggested(both, "Y", "ص", true);
    let one = suggested(unit("c", "ت", State::Approved), "Y", "ض", true);
    let one = suggested(one, "Z", "ظ", true);
    let memory = suggested(unit("a", "أ", State::Approved), "TM", "إ", false);
    let (layout, rows, notes) =
        given(vec![memory, both, one], Purpose::Reference, Repeats::AreErrors);
    assert_eq!(layout, "source, reference, system X, system Y, ids");
    assert_eq!(rows, ["b | source of b | ب | س | ص", "c | source of c | ت | - | ض"]);
    assert_eq!(
        notes,
        [
            "1 unit left out, without a machine's suggestion",
            "suggestions left out, their origin is not that of a system: 1",
        ]
    );
}

#[test]
fn a_hypothesis_is_the_suggestion_of_a_machine_else_the_translation() {
    let edited = suggested(unit("a", "أ", State::Approved), "", "إ", true);
    let memory = suggested(unit("b", "ب", State::NeedsWork), "TM", "ـب", false);
    let units = vec![edited, memory, unit("c", "", State::Untranslated)];
    let (layout, rows, notes) = given(units, Purpose::Hypothesis, Repeats::AreErrors);
    assert_eq!(layout, "system app, ids");
    assert_eq!(rows, ["a | إ", "b | ب"]);
    assert_eq!(notes, ["1 unit left out, without a translation"]);
}

#[test]
fn a_file_of_one_language_gives_its_text_as_source() {
    let only = Unit { source: None, ..unit("a", "Save", State::Translated) };
    let (layout, rows, _) = given(vec![only.clone()], Purpose::Source, Repeats::AreErrors);
    assert_eq!((layout.as_str(), rows), ("source, ids", vec!["a | Save".to_owned()]));
    let (layout, ..) = given(vec![only], Purpose::Reference, Repeats::AreErrors);
    assert_eq!(layout, "reference, ids");
}

#[test]
fn plural_forms_have_ids_of_their_own() {
    let form = |form: &str| Unit {
        plural: Some(form.into()),
        ..unit("files", "ملفات", State::Translated)
    };
    let (_, rows, _) =
        given(vec![form("few"), form("many")], Purpose::Hypothesis, Repeats::AreErrors);
    assert_eq!(rows, ["files[few] | ملفات", "files[many] | ملفات"]);
}

#[test]
fn repeated_units_of_a_memory_are_further_references() {
    let units = vec![
        unit("a", "غير جاهز", State::NeedsWork),
        unit("b", "ب", State::Translated),
        unit("a", "أول", State::Translated),
        unit("a", "ثان", State::Translated),
    ];
    let (layout, rows, _) = given(units, Purpose::Reference, Repeats::AreReferences);
    assert_eq!(layout, "source, reference, ids");
    assert_eq!(rows, ["a | source of a | أول | ثان", "b | source of b | ب | -"]);
}

#[test]
fn a_file_without_units_gives_nothing_and_is_no_error() {
    for purpose in [Purpose::Source, Purpose::Reference, Purpose::Hypothesis] {
        assert!(given(Vec::new(), purpose, Repeats::AreReferences).1.is_empty());
    }
}
