//! Messages of gettext, in text and compiled, and what is wrong with some.

use std::path::Path;

use super::super::super::Format;
use super::super::super::input::Input;
use super::super::super::unit::{Dialect, State, Unit};
use super::super::fixture::{codes, count, error, pairs, read, texts};
use super::super::units;

const HEADER: &str = "msgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n\
    \"Plural-Forms: nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 \"\n\
    \"&& n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5;\\n\"\n\n";

fn po(text: &str) -> Vec<Unit> {
    read(Format::Po, format!("{HEADER}{text}")).unwrap()
}

#[test]
fn messages_have_context_flags_notes_and_several_lines() {
    let units = po("# translator\n#. Shown in the menu\n#: a.py:3\n#, python-format, fuzzy\n\
        #| msgid \"old\"\nmsgctxt \"menu\"\nmsgid \"\"\n\"Save \"\n\"%(name)s\"\nmsgstr \"احفظ %(name)s\"\n\n\
        msgid \"Quit\"\nmsgstr \"\"\n");
    assert_eq!(texts(&units), pairs(&[("menu␄Save %(name)s", "احفظ %(name)s"), ("Quit", "")]));
    assert_eq!(units[0].note.as_deref(), Some("Shown in the menu"));
    assert_eq!(units[0].state, State::NeedsWork);
    assert_eq!(units[0].dialects, [Dialect::Python, Dialect::Html]);
    assert_eq!(codes(&units[0]), ["%(name)s"]);
    assert_eq!(units[0].line, 12);
    assert_eq!((units[1].state, units[1].target.is_none()), (State::Untranslated, true));
    assert_eq!((units[1].line, units[1].note.is_none()), (18, true));
}

#[test]
fn each_plural_form_has_the_source_that_it_translates() {
    let mut text = "#, c-format\nmsgid \"%d file\"\nmsgid_plural \"%d files\"\n".to_owned();
    let forms = ["لا ملفات", "ملف واحد", "ملفان", "%d ملفات", "%d ملفًا", "%d ملف"];
    for (form, translation) in forms.iter().enumerate() {
        text.push_str(&format!("msgstr[{form}] \"{translation}\"\n"));
    }
    let units = po(&text);
    let sources: Vec<&str> =
        units.iter().map(|unit| unit.source.as_ref().unwrap().text.as_str()).collect();
    let many = "%d files";
    assert_eq!(sources, [many, "%d file", many, many, many, many]);
    assert_eq!(units[4].plural.as_deref(), Some("4"));
    assert!(units.iter().all(|unit| unit.id == "%d file"));
    assert!(codes(&units[1]).is_empty());
    assert_eq!(codes(&units[3]), ["%d"]);
}

#[test]
fn obsolete_messages_and_what_stands_above_them_are_left_out() {
    let units = po("#, fuzzy\n#. gone\n#~ msgid \"Old\"\n#~ msgstr \"قديم\"\n\n\
        msgid \"New\"\nmsgstr \"جديد\"\n#~ msgid \"x\"\n#~ msgstr \"y\"\n");
    assert_eq!(texts(&units), pairs(&[("New", "جديد")]));
    assert_eq!((units[0].state, units[0].note.is_none()), (State::Translated, true));
}

#[test]
fn escapes_are_resolved_and_bytes_make_letters() {
    let units = po(r#"msgid "a\tb\"\\\n" "c"
msgstr "\xd8\xa8\330\247"
"#);
    assert_eq!(texts(&units), pairs(&[("a\tb\"\\\nc", "با")]));
}

#[test]
fn a_header_is_not_needed_and_line_ends_may_be_those_of_windows() {
    let units =
        read(Format::Po, "msgid \"a\"\r\nmsgstr \"ا\"\r\nmsgid \"b\"\r\nmsgstr \"ب\"").unwrap();
    assert_eq!(texts(&units), pairs(&[("a", "ا"), ("b", "ب")]));
    assert!(read(Format::Po, "").unwrap().is_empty());
    assert!(read(Format::Po, HEADER).unwrap().is_empty());
}

#[test]
fn another_encoding_is_refused_by_its_name() {
    let text = b"msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=windows-1256\\n\"\n\nmsgid \"a\"\nmsgstr \"\xC7\"\n";
    assert_eq!(
        error(Format::Po, text),
        "app:1: the file says it is windows-1256, expected UTF-8\n  help: convert it: msgconv -t UTF-8"
    );
}

#[test]
fn faults_have_line_and_column() {
    for (text, expected) in [
        ("msgid \"a\"\nmsgstr \"ا\\q\"", "app:2:10: unknown escape '\\q'"),
        ("msgid \"a\"\nmsgstr \"ا", "app:2:10: the text has no closing quote"),
        ("msgid \"a\" x\n", "app:1:11: expected nothing behind a text"),
        ("msgid a\n", "app:1:7: expected a text in quotes behind msgid"),
        ("  \"a\"\n", "app:1:3: a text without a keyword before it"),
        ("msgid \"a\"\n", "app:1: the message that begins here has no msgstr"),
        ("msgctxt \"a\"\n", "app:1: the message that begins here has no msgid"),
        ("msgstr \"a\"\n", "app:1:1: msgstr is out of place"),
        ("msgid \"a\"\nmsgid \"b\"\n", "app:2:1: msgid is out of place"),
        ("msgid \"a\"\nmsgid_plural \"b\"\nmsgstr[1] \"\"", "app:3:7: expected msgstr[0]"),
        ("msgid \"a\"\nmsgid_plural \"b\"\nmsgstr[99999999999999999999] \"\"", "app:3:7: expected"),
        ("msgid \"a\"\nmsgid_plural \"b\"\nmsgstr \"\"", "app:3:7: expected msgstr[0]"),
        ("msgid \"a\"\nmsgstr[0] \"\"", "app:2:7: msgstr with a number"),
        ("<html>\n", "app:1:1: expected a comment, a text or msgid, found '<html>'"),
        ("msgid \"a\"\nmsgstr \"\\xff\"\n", "app:1: the text is not UTF-8"),
    ] {
        let found = error(Format::Po, text);
        assert!(found.starts_with(expected), "{text}\n{found}");
    }
    assert!(error(Format::Po, b"msgid \"\xFF\"\n").starts_with("app:1:8: invalid UTF-8"));
}

#[test]
fn a_line_of_a_megabyte_is_read_whole() {
    let long = "نص ".repeat(1 << 18);
    let units = po(&format!("msgid \"a\"\nmsgstr \"{long}\"\n"));
    assert_eq!(units[0].target.as_ref().unwrap().text, long);
    assert!(error(Format::Po, format!("msgid \"{long}")).contains("no closing quote"));
}

/// The bytes of an MO file with these texts and translations.
fn mo(messages: &[(&str, &str)], is_big: bool) -> Vec<u8> {
    let number = |number: usize| {
        let number = u32::try_from(number).unwrap();
        if is_big { number.to_be_bytes() } else { number.to_le_bytes() }
    };
    let count = messages.len();
    let (originals, translations) = (28, 28 + count * 8);
    let mut head = Vec::new();
    for value in [0x9504_12DE, 0, count, originals, translations, 0, 0] {
        head.extend(number(value));
    }
    let (mut tables, mut texts) = (Vec::new(), Vec::new());
    for text in messages.iter().map(|pair| pair.0).chain(messages.iter().map(|pair| pair.1)) {
        tables.extend(number(text.len()));
        tables.extend(number(28 + count * 16 + texts.len()));
        texts.extend(text.bytes());
        texts.push(0);
    }
    [head, tables, texts].concat()
}

const MESSAGES: &[(&str, &str)] = &[
    ("", "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=n != 1;\n"),
    ("%d day\0%d days", "يوم\0%d يومًا"),
    ("menu\u{4}Open", "افتح"),
];

#[test]
fn compiled_messages_are_read_in_both_orders_of_bytes() {
    for is_big in [false, true] {
        let units = read(Format::Mo, mo(MESSAGES, is_big)).unwrap();
        let expected = [("%d day[0]", "يوم"), ("%d day[1]", "%d يومًا"), ("menu␄Open", "افتح")];
        assert_eq!(texts(&units), pairs(&expected));
        assert_eq!(units[1].source.as_ref().unwrap().text, "%d days");
        assert_eq!(units[2].line, 3);
    }
}

#[test]
fn numbers_of_a_compiled_file_are_checked() {
    let whole = mo(MESSAGES, false);
    for length in 0..whole.len() - 1 {
        assert!(read(Format::Mo, &whole[..length]).is_err(), "{length}");
    }
    let with = |at: usize, value: u32| {
        let mut bytes = whole.clone();
        bytes[at..at + 4].copy_from_slice(&value.to_le_bytes());
        error(Format::Mo, bytes)
    };
    assert!(with(8, u32::MAX).contains("4294967295 messages at byte 28"));
    assert!(with(12, u32::MAX).contains("at byte 4294967295"));
    assert!(with(28, u32::MAX).contains("message 1 points behind the end"));
    assert!(with(4, 5 << 16).contains("revision 5"));
    assert!(error(Format::Mo, "msgid").contains("does not begin as an MO file"));
}

#[expect(clippy::print_stdout, reason = "says that it was skipped")]
#[test]
fn real_files_have_the_counts_of_msgfmt() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora/localization/po");
    if !folder.is_dir() {
        println!("skipped: {} is not there", folder.display());
        return;
    }
    // As `msgfmt --statistics` of gettext counts messages: translated, untranslated; and the
    // translations that translate-toolkit 3.20.4 finds in them, one for each plural form.
    for (name, translated, untranslated, forms) in [
        ("django-admin.ar.po", 181, 0, 196),
        ("django-core.ar.po", 339, 1, 415),
        ("django-humanize.ar.po", 56, 0, 201),
    ] {
        let input = Input::open(&folder.join(name)).unwrap();
        let mut reader = units(Format::Po, input).unwrap();
        let (mut firsts, mut units) = (Vec::new(), 0);
        while let Some(unit) = reader.next_unit().unwrap() {
            units += 1;
            // A message counts once, by its first form.
            if unit.plural.as_deref().is_none_or(|form| form == "0") {
                firsts.push(unit);
            }
        }
        assert_eq!(count(&firsts, State::Translated), translated, "{name}");
        assert_eq!(count(&firsts, State::Untranslated), untranslated, "{name}");
        assert_eq!((firsts.len(), units), (translated + untranslated, forms), "{name}");
    }
}
