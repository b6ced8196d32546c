use std::io::Cursor;

use super::*;

const SET: &str = "<dataset id='t'><collection id='c'>\
    <doc id='d1' domain='news' origlang='en'>\
    <src lang='en'><p><seg id='1'>One &amp; only</seg></p><p><seg id='2'>Two</seg></p></src>\
    <ref lang='ar' translator='A'><p><seg id='1'> واحد\n فقط </seg><seg id='2'>اثنان</seg></p></ref>\
    <hyp lang='ar' system='x'><seg id='2'>إثنان</seg><seg id='1'>أحد</seg></hyp></doc>\
    <doc id='d2'><src><seg id='1'>Three</seg></src><ref translator='B'><seg id='1'>ثلاثة</seg></ref>\
    <hyp system='y'><seg id='1'>ثلاث</seg></hyp></doc></collection></dataset>";

fn read(text: &str, purpose: Purpose) -> Result<(Layout, Batch)> {
    let roles = match purpose {
        Purpose::Reference => vec![Role::Source, Role::Reference, Role::Hypothesis],
        other => vec![other.role()],
    };
    let request = Request {
        purpose,
        columns: Default::default(),
        roles,
        is_json: false,
        system: None,
        file_stem: "set".into(),
        path: "set.xml".into(),
        is_both: false,
    };
    let bytes = Box::new(Cursor::new(text.to_owned().into_bytes()));
    let (mut records, layout) = open(Input::from_reader("set.xml".into(), bytes)?, &request)?;
    let mut batch = Batch::new(layout.parts());
    while records.next(&mut batch)? {}
    Ok((layout, batch))
}

fn texts(stream: &Stream) -> Vec<&str> {
    stream.iter().map(|text| text.unwrap_or("-")).collect()
}

#[test]
fn a_file_gives_sources_references_and_systems_that_may_lack_segments() {
    let (layout, batch) = read(SET, Purpose::Reference).unwrap();
    assert_eq!(layout.describe(), "source, 2 references, system x, system y, documents, ids");
    let parts = &batch.parts;
    assert_eq!(texts(parts.source.as_ref().unwrap()), ["One & only", "Two", "Three"]);
    assert_eq!(texts(&parts.references[0]), ["واحد  فقط", "اثنان", "-"]);
    assert_eq!(texts(&parts.references[1]), ["-", "-", "ثلاثة"]);
    assert_eq!(texts(&parts.systems[0].hypotheses), ["أحد", "إثنان", "-"]);
    assert_eq!(texts(&parts.systems[1].hypotheses), ["-", "-", "ثلاث"]);
    assert_eq!(texts(parts.ids.as_ref().unwrap()), ["1", "2", "1"]);
    let documents = parts.documents.as_ref().unwrap();
    assert_eq!(documents.get(0).domain, Some("news"));
    assert_eq!(documents.get(2), Document { name: "d2", domain: None });
}

#[test]
fn a_file_gives_only_what_it_was_given_for() {
    let (layout, batch) = read(SET, Purpose::Source).unwrap();
    assert_eq!(layout.describe(), "source, documents, ids");
    assert_eq!(batch.records, 3);
    let (layout, _) = read(SET, Purpose::Hypothesis).unwrap();
    assert_eq!(layout.describe(), "system x, system y, documents, ids");
}

#[test]
fn what_is_missing_is_an_error() {
    let error = |text: &str, purpose| read(text, purpose).unwrap_err().to_string();
    let only = "<dataset><doc id='d'><src><seg id='1'>a</seg></src></doc></dataset>";
    assert_eq!(error(only, Purpose::Reference), "set.xml: no <ref> for the reference");
    let resources = error("<resources/>", Purpose::Reference);
    assert!(resources.starts_with("set.xml:1:1: the root is <resources>"), "{resources}");
    let nameless = only.replace(" id='1'", "");
    assert_eq!(error(&nameless, Purpose::Source), "set.xml:1:27: <seg> has no id");
    let outside = "<dataset><doc id='d'><seg id='1'>a</seg></doc></dataset>";
    assert!(error(outside, Purpose::Source).contains("stands outside"));
}
