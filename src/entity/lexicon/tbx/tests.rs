//! Tests of TBX: both versions, both styles, and files that are none.

use std::io::Cursor;

use super::*;

const MARTIF: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en">
 <martifHeader><fileDesc><sourceDesc><p>made &amp; kept</p></sourceDesc></fileDesc></martifHeader>
 <text><body>
  <termEntry id="c1">
   <descrip type="subjectField">place</descrip>
   <langSet xml:lang="en"><tig><term>Grozny</term></tig></langSet>
   <langSet xml:lang="fr-FR"><ntig><termGrp><term>Groznyï &#x26; Cie</term></termGrp></ntig></langSet>
   <langSet xml:lang="ru"><tig><term>Грозный</term></tig></langSet>
   <langSet xml:lang="fa"><tig><term>گروزنی</term></tig></langSet>
   <langSet xml:lang="ar">
    <tig><term>قروزني</term>
     <termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig>
    <tig><term>جروزني</term></tig>
    <tig><term>غروز<hi>ني</hi></term>
     <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig>
   </langSet>
  </termEntry>
  <termEntry><langSet xml:lang="en"><tig><term>no Arabic</term></tig></langSet></termEntry>
 </body></text>
</martif>
"#;

const VERSION_3: &str = r#"<tbx style="dct" type="TBX-Basic" xml:lang="en"
  xmlns="urn:iso:std:iso:30042:ed-2" xmlns:min="http://www.tbxinfo.net/ns/min">
 <text><body>
  <conceptEntry>
   <min:entityType>product</min:entityType><min:subjectField>law</min:subjectField>
   <langSec xml:lang="ar-SA"><termSec><term>آيفون</term></termSec>
    <termSec><term>iPhone</term><min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus></termSec>
   </langSec>
   <langSec xml:lang="en"><termSec><term> Apple
     iPhone </term></termSec>
    <termSec><term><![CDATA[iPhone]]></term><termNote type="administrativeStatus">preferredTerm</termNote></termSec>
   </langSec>
  </conceptEntry>
 </body></text>
</tbx>"#;

fn read(text: impl Into<Vec<u8>>) -> Result<Vec<(usize, Entry)>> {
    let input = Input::from_reader("a.tbx".into(), Box::new(Cursor::new(text.into())))?;
    let mut entries = Vec::new();
    terms(input, &mut |line, entry| entries.push((line, entry)))?;
    Ok(entries)
}

fn message(text: impl Into<Vec<u8>>) -> String {
    read(text).unwrap_err().to_string()
}

#[test]
fn terms_of_2008_are_read_by_language_and_status() {
    let expected = Entry {
        sources: vec!["Grozny".into(), "Groznyï & Cie".into()],
        targets: vec!["غروزني".into(), "جروزني".into()],
        kind: EntityType::Location,
        keep_latin: false,
        forbidden: vec!["قروزني".into()],
    };
    assert_eq!(read(MARTIF).unwrap(), [(6, expected)]);
}

#[test]
fn terms_of_version_3_are_read_in_both_styles() {
    let expected = Entry {
        sources: vec!["iPhone".into(), "Apple iPhone".into()],
        targets: vec!["iPhone".into(), "آيفون".into()],
        kind: EntityType::Product,
        keep_latin: true,
        forbidden: Vec::new(),
    };
    assert_eq!(read(VERSION_3).unwrap(), [(4, expected)]);
}

#[test]
fn a_termbase_without_terms_is_read() {
    assert!(read("<tbx/>").unwrap().is_empty());
    assert!(read("<martif><text/></martif>").unwrap().is_empty());
}

#[test]
fn what_is_wrong_is_said_with_line_and_column() {
    for (text, expected) in [
        ("<tbx>\n<!-- ب --></text>", "a.tbx:2:11: invalid XML: expected `</tbx>`"),
        ("<tbx>\n ب<a b=\"c\"", "a.tbx:2:3: invalid XML: tag not closed"),
        ("<tbx>\n<a b=c>", "a.tbx:2:1: invalid XML: position 4: attribute value must be"),
        ("<xliff/>", "a.tbx:1:1: the root is <xliff>, expected <martif> or <tbx>"),
        ("<tbx>\n <langSec>", "a.tbx:2:2: <langSec> has no xml:lang"),
        ("<tbx>\n\n<a>", "a.tbx:3:4: the file ends within <a>, which begins at line 3"),
        ("<tbx>\n a &ext; b", "a.tbx:2:4: unknown entity '&ext;'"),
        (
            "<?xml version='1.0' encoding='ISO-8859-6'?><tbx/>",
            "a.tbx:1:1: the file says it is ISO-8859-6, expected UTF-8",
        ),
    ] {
        let error = message(text);
        assert!(error.starts_with(expected), "{error}");
    }
    let error = message(*b"<tbx>\n<a>\xFF</a></tbx>");
    assert!(error.starts_with("a.tbx:2:4: invalid UTF-8 in what begins here"), "{error}");
}

#[test]
fn nothing_outside_the_file_is_read_and_nothing_expands() {
    let text = "<!DOCTYPE tbx [<!ENTITY a SYSTEM \"file:///etc/hostname\"><!ENTITY b \"bb\">]>\n\
                <tbx>&a;</tbx>";
    assert!(message(text).starts_with("a.tbx:2:6: unknown entity '&a;'"), "{}", message(text));
    assert!(message(text.replace("&a;", "&b;")).contains("unknown entity '&b;'"));
    let deep = "<tbx>".repeat(2000);
    assert!(message(deep).contains("more than 1000 elements within each other"));
}

#[test]
fn no_damage_leads_to_a_panic() {
    for whole in [MARTIF, VERSION_3] {
        let whole = whole.as_bytes();
        for place in 0..whole.len() {
            let _ = read(&whole[..place]);
            for byte in [b'<', b'>', b'&', b'"', b' ', b'!', b'\n', 0, 0xFF] {
                let mut damaged = whole.to_vec();
                damaged[place] = byte;
                let _ = read(damaged);
            }
        }
    }
}
