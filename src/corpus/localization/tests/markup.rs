//! Formats in XML, and string catalogues.

use super::super::super::Format;
use super::super::super::unit::{CodeKind, State};
use super::super::fixture::{codes, error, pairs, read, read_texts, texts};

const XCSTRINGS: &str = r#"{"sourceLanguage": "en", "version": "1.0", "strings": {
  "Open %@": {"comment": "Menu", "localizations": {
    "ar": {"stringUnit": {"state": "translated", "value": "افتح %@"}}}},
  "files": {"localizations": {
    "en": {"variations": {"plural": {
      "one": {"stringUnit": {"state": "translated", "value": "%lld file"}},
      "other": {"stringUnit": {"state": "translated", "value": "%lld files"}}}}},
    "ar": {"variations": {"plural": {
      "one": {"stringUnit": {"state": "needs_review", "value": "ملف"}},
      "few": {"stringUnit": {"state": "translated", "value": "%lld ملفات"}}}}}}},
  "tap": {"localizations": {"ar": {"variations": {"device": {
    "mac": {"stringUnit": {"state": "translated", "value": "انقر"}},
    "other": {"stringUnit": {"state": "translated", "value": "المس"}}}}}}},
  "URL": {"shouldTranslate": false},
  "Quit": {}}}"#;

#[test]
fn catalogues_have_states_and_variations() {
    let units = read(Format::Xcstrings, XCSTRINGS).unwrap();
    let expected = [
        ("Open %@", "افتح %@"),
        ("files[one]", "ملف"),
        ("files[few]", "%lld ملفات"),
        ("tap[device.mac]", "انقر"),
        ("tap[device.other]", "المس"),
        ("Quit", ""),
    ];
    assert_eq!(texts(&units), pairs(&expected));
    let source = |index: usize| units[index].source.as_ref().unwrap().text.as_str();
    assert_eq!((source(0), source(1), source(2)), ("Open %@", "%lld file", "%lld files"));
    assert_eq!((source(3), source(5)), ("tap", "Quit"));
    assert_eq!((units[1].state, units[5].state), (State::NeedsWork, State::Untranslated));
    assert_eq!((units[0].note.as_deref(), units[1].line), (Some("Menu"), 4));
}

#[test]
fn one_language_of_a_catalogue_is_read() {
    let with = |other: &str| {
        XCSTRINGS.replace("\"Quit\": {}", &format!(
        "\"Quit\": {{\"localizations\": {{\"{other}\": {{\"stringUnit\": {{\"value\": \"x\"}}}}}}}}"
    ))
    };
    assert_eq!(read(Format::Xcstrings, with("fr")).unwrap().len(), 6);
    let foreign = with("fr").replace("\"ar\"", "\"de\"");
    let found = error(Format::Xcstrings, foreign);
    assert!(found.contains("texts in several languages, one is needed: de, fr"), "{found}");
    assert!(error(Format::Xcstrings, "{}").contains("expected an object with 'strings'"));
}

#[test]
fn android_has_texts_plurals_and_lists() {
    let text = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<resources xmlns:xliff=\"urn:oasis:names:tc:xliff:document:1.2\">\n\
        <string name=\"hello\">  \\u0645رحبًا\n   <b>بك</b>, \\'صديقي\\' \"  x  \"\\n</string>\n\
        <string name=\"left\">بقي <xliff:g id=\"count\" example=\"3\">%1$d</xliff:g> من <xliff:g id=\"app\">مِيزان</xliff:g></string>\n\
        <string name=\"url\" translatable=\"false\">http</string>\n<string name=\"same\">@string/hello</string>\n\
        <string name=\"html\"><![CDATA[<a href=\"x\">هنا</a>]]> &amp; هناك</string>\n<string name=\"empty\"/>\n\
        <plurals name=\"days\"><item quantity=\"one\">يوم</item><item quantity=\"other\">%d يوم</item></plurals>\n\
        <string-array name=\"names\"><item>أ</item><item>ب</item></string-array>\n<color name=\"c\">#fff</color>\n</resources>";
    let units = read(Format::Android, text).unwrap();
    let expected = [
        ("hello", "مرحبًا <b>بك</b>, 'صديقي'   x  \n"),
        ("left", "بقي %1$d من مِيزان"),
        ("html", "<a href=x>هنا</a> & هناك"),
        ("empty", ""),
        ("days[one]", "يوم"),
        ("days[other]", "%d يوم"),
        ("names.0", "أ"),
        ("names.1", "ب"),
    ];
    assert_eq!(texts(&units), pairs(&expected));
    assert_eq!(codes(&units[0]), ["<b>", "</b>"]);
    assert_eq!(codes(&units[1]), ["%1$d", "مِيزان"]);
    assert_eq!(units[1].target.as_ref().unwrap().codes[1].kind, CodeKind::Placeholder);
    assert_eq!((codes(&units[2]), units[1].line), (vec!["<a>", "</a>"], 5));
}

#[test]
fn faults_of_android_have_their_place() {
    for (text, expected) in [
        ("<resources>\n<string>x</string></resources>", "app:2:1: <string> has no name"),
        ("<resources>\n<string name='a'>\\u12", "app:2:18: expected four digits"),
        ("<resources><plurals name='a'><item>x</item>", "app:1:30: <item> has no quantity"),
        ("<resources><string name='a'>x", "app:1:30: the file ends within <string>"),
        ("<dataset>", "app:1:1: the root is <dataset>, expected <resources>"),
        ("<resources><string name='a'>&b;", "app:1:29: unknown entity '&b;'"),
    ] {
        let found = error(Format::Android, text);
        assert!(found.starts_with(expected), "{text} {found}");
    }
}

#[test]
fn resx_has_texts_and_no_pictures() {
    let text = "<root><xsd:schema xmlns:xsd=\"x\"><data/></xsd:schema><resheader name=\"version\"><value>2.0</value></resheader>\n\
        <data name=\"Hello\" xml:space=\"preserve\"><value>مرحبًا {0}</value><comment>greeting</comment></data>\n\
        <data name=\"Icon\" type=\"System.Drawing.Bitmap\" mimetype=\"x\"><value>AAAA</value></data>\n\
        <data name=\"&gt;&gt;a.Name\"><value>a</value></data><data name=\"None\"></data></root>";
    let units = read(Format::Resx, text).unwrap();
    assert_eq!(texts(&units), pairs(&[("Hello", "مرحبًا {0}"), ("None", "")]));
    assert_eq!(units[0].note.as_deref(), Some("greeting"));
    assert_eq!(codes(&units[0]), ["{0}"]);
}

#[test]
fn qt_has_contexts_numerus_forms_and_states() {
    let text = "<!DOCTYPE TS><TS version=\"2.1\" language=\"ar\"><context><name>Main</name>\n\
        <message><location filename=\"a.cpp\"/><source>Open %1</source><translation>افتح %1</translation></message>\n\
        <message numerus=\"yes\"><source>%n file(s)</source><comment>list</comment><translation type=\"unfinished\"><numerusform>ملف</numerusform><numerusform></numerusform></translation></message>\n\
        <message><source>Old</source><translation type=\"vanished\">قديم</translation></message>\n\
        <message id=\"quit\"><source>Quit<byte value=\"x9\"/></source><translation><lengthvariant>إنهاء البرنامج</lengthvariant><lengthvariant>إنهاء</lengthvariant></translation></message>\n\
        <message><source>New</source><translation type=\"unfinished\"></translation></message></context></TS>";
    let units = read(Format::QtTs, text).unwrap();
    let expected = [
        ("Main␄Open %1", "افتح %1"),
        ("Main␄%n file(s)␄list[0]", "ملف"),
        ("Main␄%n file(s)␄list[1]", ""),
        ("quit", "إنهاء البرنامج"),
        ("Main␄New", ""),
    ];
    assert_eq!(texts(&units), pairs(&expected));
    let states: Vec<State> = units.iter().map(|unit| unit.state).collect();
    let (done, work, none) = (State::Translated, State::NeedsWork, State::Untranslated);
    assert_eq!(states, [done, work, none, done, none]);
    assert_eq!(units[3].source.as_ref().unwrap().text, "Quit\t");
    assert_eq!((codes(&units[0]), units[0].document.as_deref()), (vec!["%1"], Some("Main")));
}

#[test]
fn property_lists_have_variables_with_plural_forms() {
    let text = "<?xml version=\"1.0\"?><!DOCTYPE plist PUBLIC \"x\" \"y\"><plist version=\"1.0\"><dict>\n\
        <key>files</key><dict><key>NSStringLocalizedFormatKey</key><string>%#@n@ هنا</string>\n\
        <key>n</key><dict><key>NSStringFormatSpecTypeKey</key><string>NSStringPluralRuleType</string>\n\
        <key>NSStringFormatValueTypeKey</key><string>d</string><key>one</key><string>ملف</string>\n\
        <key>other</key><string>%d ملف</string></dict></dict><key>ok</key><string>حسنًا</string></dict></plist>";
    let expected = [
        ("files", "%#@n@ هنا"),
        ("files.n[one]", "ملف"),
        ("files.n[other]", "%d ملف"),
        ("ok", "حسنًا"),
    ];
    assert_eq!(read_texts(Format::Stringsdict, text), pairs(&expected));
    assert_eq!(read_texts(Format::Strings, text), pairs(&expected));
    let wrong = error(Format::Stringsdict, "<plist><dict><string>x</string>");
    assert!(wrong.starts_with("app:1:14: a <string> without a <key>"), "{wrong}");
}
