use std::io::Cursor;

use super::*;
use crate::corpus::unit::{Content, Dialect, Unit};

fn read(text: &str) -> Result<Vec<Unit>> {
    let bytes = Box::new(Cursor::new(text.to_owned().into_bytes()));
    let mut units = open(Input::from_reader("app.xliff".into(), bytes)?)?;
    let mut all = Vec::new();
    while let Some(unit) = units.next_unit()? {
        all.push(unit);
    }
    Ok(all)
}

/// A file of version 1.2 with these units.
fn v1(units: &str) -> Vec<Unit> {
    read(&format!(
        "<xliff version=\"1.2\" xmlns:sdl=\"s\" xmlns:mq=\"q\" xmlns:m=\"m\"><file original=\"Main.strings\">\
         <header><tool tool-id=\"t1\" tool-name=\"Google Translate\"/></header>\
         <body><group>{units}</group></body></file></xliff>"
    ))
    .unwrap()
}

/// A file of version 2.1 with these units.
fn v2(units: &str) -> Vec<Unit> {
    read(&format!(
        "<xliff version=\"2.1\" xmlns:mtc=\"m\" xmlns:slr=\"s\"><file id=\"f1\"><group id=\"g\">{units}</group></file></xliff>"
    ))
    .unwrap()
}

fn target(unit: &Unit) -> String {
    unit.target.as_ref().map(Content::without_codes).unwrap_or_default()
}

#[test]
fn a_unit_has_source_target_note_document_and_limit() {
    let units = v1("<trans-unit id=\"save\" maxwidth=\"12\" size-unit=\"char\">\
         <source>Save &amp; close</source><target>احفظ &#x648;أغلق</target>\
         <note>Button</note><note>Top bar</note></trans-unit>");
    let [unit] = units.as_slice() else { panic!("{units:?}") };
    assert_eq!(unit.id, "save");
    assert_eq!(unit.document.as_deref(), Some("Main.strings"));
    assert_eq!(unit.source.as_ref().unwrap().text, "Save & close");
    assert_eq!(target(unit), "احفظ وأغلق");
    assert_eq!(unit.note.as_deref(), Some("Button\nTop bar"));
    assert_eq!(unit.max_length, Some(12));
    assert_eq!(unit.dialects, [Dialect::Apple]);
    assert_eq!(unit.line, 1);
}

#[test]
fn states_of_1_2_are_read_as_weblate_reads_them() {
    let state = |attributes: &str, target: &str| {
        v1(&format!("<trans-unit id='1' {attributes}><source>a</source>{target}</trans-unit>"))[0]
            .state
    };
    assert_eq!(state("", ""), State::Untranslated);
    assert_eq!(state("", "<target/>"), State::Untranslated);
    assert_eq!(state("approved='yes'", "<target state='final'> </target>"), State::Untranslated);
    assert_eq!(state("", "<target>ا</target>"), State::Translated);
    assert_eq!(state("approved='no'", "<target>ا</target>"), State::Translated);
    assert_eq!(state("approved='yes'", "<target>ا</target>"), State::Approved);
    for word in ["new", "needs-translation", "needs-adaptation", "needs-l10n"] {
        let target = format!("<target state='{word}'>ا</target>");
        assert_eq!(state("", &target), State::NeedsWork, "{word}");
    }
    for word in ["translated", "needs-review-translation", "x-ours"] {
        let target = format!("<target state='{word}'>ا</target>");
        assert_eq!(state("", &target), State::Translated, "{word}");
    }
    assert_eq!(state("", "<target state='signed-off'>ا</target>"), State::Approved);
    let suggested =
        "<target state='needs-review-translation' state-qualifier='mt-suggestion'>ا</target>";
    assert_eq!(state("", suggested), State::NeedsWork);
}

#[test]
fn what_is_not_for_translation_is_no_unit() {
    assert!(v1("<trans-unit id='1' translate='no'><source>a</source></trans-unit>").is_empty());
    assert!(
        v2("<unit id='1' translate='no'><segment><source>a</source></segment></unit>").is_empty()
    );
}

#[test]
fn alternatives_are_suggestions_of_machines_or_of_memories() {
    let units = v1("<trans-unit id='1'><source>Open</source><target>افتح</target>\
         <alt-trans match-quality='80%' origin='Project TM'><source>Opens</source><target>يفتح</target></alt-trans>\
         <alt-trans tool-id='t1'><target>مفتوح</target></alt-trans>\
         <alt-trans><target state-qualifier='mt-suggestion'>فتح</target></alt-trans>\
         <alt-trans alttranstype='previous-version' origin='mt'><target>قديم</target></alt-trans>\
         </trans-unit>");
    let suggestions: Vec<_> = units[0]
        .suggestions
        .iter()
        .map(|s| (s.content.text.as_str(), s.is_machine, s.origin.as_deref(), s.quality))
        .collect();
    assert_eq!(
        suggestions,
        [
            ("يفتح", false, Some("Project TM"), Some(80.0)),
            ("مفتوح", true, Some("Google Translate"), None),
            ("فتح", true, None, None),
        ]
    );
    // The source of the alternative is not the unit's.
    assert_eq!(units[0].source.as_ref().unwrap().text, "Open");
    assert_eq!(target(&units[0]), "افتح");
}

#[test]
fn trados_has_states_and_origins_by_segment() {
    let units = v1("<trans-unit id='u'><source>One. Two. Three.</source>\
         <seg-source><g id='5'><mrk mtype='seg' mid='1'>One.</mrk> <mrk mtype='seg' mid='2'>Two.</mrk></g> \
         <mrk mtype='seg' mid='3'>Three.</mrk></seg-source>\
         <target><g id='5'><mrk mtype='seg' mid='1'>واحد.</mrk> <mrk mtype='seg' mid='2'>اثنان.</mrk></g> \
         <mrk mtype='seg' mid='3'/></target>\
         <sdl:seg-defs><sdl:seg id='1' conf='ApprovedSignOff' origin='interactive'>\
         <sdl:prev-origin origin='nmt' origin-system='Engine'/></sdl:seg>\
         <sdl:seg id='2' conf='Draft' origin='nmt' origin-system='Engine' percent='0'/>\
         <sdl:seg id='3'/></sdl:seg-defs></trans-unit>");
    let read: Vec<_> =
        units.iter().map(|u| (u.id.as_str(), target(u), u.state, u.suggestions.len())).collect();
    assert_eq!(
        read,
        [
            ("u/1", "واحد.".to_owned(), State::Approved, 0),
            ("u/2", "اثنان.".to_owned(), State::NeedsWork, 1),
            ("u/3", String::new(), State::Untranslated, 0),
        ]
    );
    assert_eq!(units[1].suggestions[0].origin.as_deref(), Some("Engine"));
    assert_eq!(units[2].source.as_ref().unwrap().text, "Three.");
}

#[test]
fn memoq_has_a_status_and_inserted_matches() {
    let units = v1(
        "<trans-unit id='1' mq:status='ManuallyConfirmed'><source>Open</source><target>افتح</target>\
         <mq:insertedmatch matchtype='1' source='MT / DeepL' matchrate='0'><source>Open</source><target>فتح</target></mq:insertedmatch>\
         <mq:minorversions><mq:historical-unit><source>x</source><target>قديم</target></mq:historical-unit></mq:minorversions>\
         </trans-unit>\
         <trans-unit id='2' mq:status='MachineTranslated'><source>Open</source><target>فتح</target></trans-unit>",
    );
    assert_eq!(units[0].state, State::Translated);
    assert_eq!(target(&units[0]), "افتح");
    assert_eq!(units[0].suggestions[0].content.text, "فتح");
    assert!(units[0].suggestions[0].is_machine);
    assert_eq!((units[1].state, units[1].suggestions.len()), (State::NeedsWork, 1));
}

#[test]
fn phrase_confirms_by_level() {
    let units = v1(
        "<trans-unit id='1' m:confirmed='1' m:score='1.01'><source>a</source><target>ا</target>\
         <alt-trans origin='machine-trans'><target>أ</target></alt-trans>\
         <alt-trans origin='memsource-tm' match-quality='1.0'><target>إ</target></alt-trans></trans-unit>\
         <trans-unit id='2' m:confirmed='0' m:trans-origin='mt'><source>a</source><target>ا</target></trans-unit>\
         <trans-unit id='3' m:confirmed='2' m:trans-origin='null'><source>a</source><target>ا</target></trans-unit>",
    );
    let states: Vec<State> = units.iter().map(|unit| unit.state).collect();
    assert_eq!(states, [State::Translated, State::NeedsWork, State::Approved]);
    let machines = |unit: &Unit| unit.suggestions.iter().filter(|s| s.is_machine).count();
    assert_eq!(units.iter().map(machines).collect::<Vec<_>>(), [1, 1, 0]);
}

#[test]
fn segments_of_2_1_have_states_matches_and_limits() {
    let units = v2("<unit id='u1' slr:sizeRestriction='30'>\
         <mtc:matches><mtc:match ref='#s1' type='mt' origin='Engine' matchQuality='70.5'><source>One.</source><target>أول.</target></mtc:match>\
         <mtc:match ref='#s2' type='tm' similarity='90'><source>Two.</source><target>ثان.</target></mtc:match></mtc:matches>\
         <notes><note>Greeting</note></notes><originalData><data id='d1'>&lt;b></data></originalData>\
         <segment id='s1' state='final'><source><pc id='1' dataRefStart='d1'>One.</pc></source>\
         <target><pc id='1' dataRefStart='d1'>واحد.</pc><ph id='2'/></target></segment><ignorable><source> </source></ignorable>\
         <segment id='s2'><source>Two.</source><target>اثنان.</target></segment>\
         <segment state='initial'><source>Three.</source><target>ثلاثة.</target></segment></unit>\
         <unit id='u2'><segment id='s1'><source>Four.</source></segment></unit>");
    let read: Vec<_> = units.iter().map(|u| (u.id.as_str(), target(u), u.state)).collect();
    assert_eq!(
        read,
        [
            ("u1/s1", "واحد.".to_owned(), State::Approved),
            ("u1/s2", "اثنان.".to_owned(), State::Translated),
            ("u1/3", "ثلاثة.".to_owned(), State::NeedsWork),
            ("u2", String::new(), State::Untranslated),
        ]
    );
    let names: Vec<&str> =
        units[0].target.as_ref().unwrap().codes.iter().map(|c| c.name.as_str()).collect();
    assert_eq!(names, ["pc id=1", "/pc id=1", "ph id=2"]);
    assert_eq!(units[0].suggestions[0].quality, Some(70.5));
    assert!(units[0].suggestions[0].is_machine && !units[1].suggestions[0].is_machine);
    assert_eq!(units[0].max_length, Some(30));
    assert_eq!(units[0].note.as_deref(), Some("Greeting"));
    assert_eq!(units[0].document.as_deref(), Some("f1"));
}

#[test]
fn what_is_no_xliff_is_an_error_with_its_place() {
    let error = |text: &str| read(text).unwrap_err().to_string();
    assert_eq!(error(""), "app.xliff:1:1: the file has no element, expected <xliff>");
    assert_eq!(error("\n <tmx/>"), "app.xliff:2:2: the root is <tmx>, expected <xliff>");
    assert!(error("<xliff version='3.0'/>").contains("version 3.0"));
    assert!(error("<xliff version='1.2'/><xliff/>").starts_with("app.xliff:1:23: a second root"));
}
