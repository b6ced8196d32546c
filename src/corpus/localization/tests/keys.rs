//! Formats of keys and texts, and subtitles.

use super::super::super::Format;
use super::super::super::unit::State;
use super::super::fixture::{codes, count, error, pairs, read, read_texts, texts};

#[test]
fn properties_have_escapes_and_lines_that_go_on() {
    let text = "# comment\n! comment\n\nhello = مرحبًا {0}\nlong : one \\\n    two\\\n  three\n\
        key\\ with\\:signs=\\u0628\\u0627\\t!\\\\\nempty=\nbare\nspace value of space\nsmile=\\uD83D\\uDE00\r\nlast=x\\";
    let expected = [
        ("hello", "مرحبًا {0}"),
        ("long", "one twothree"),
        ("key with:signs", "با\t!\\"),
        ("empty", ""),
        ("bare", ""),
        ("space", "value of space"),
        ("smile", "😀"),
        ("last", "x"),
    ];
    let units = read(Format::Properties, text).unwrap();
    assert_eq!(texts(&units), pairs(&expected));
    assert_eq!(codes(&units[0]), ["{0}"]);
    assert_eq!((units[2].line, count(&units, State::Untranslated)), (8, 2));
}

#[test]
fn properties_that_are_not_utf8_are_latin1() {
    let units = read(Format::Properties, b"name=caf\xE9".to_vec()).unwrap();
    assert_eq!(texts(&units), pairs(&[("name", "café")]));
    for wrong in ["\\u12", "\\uD83D", "\\uD83Dx", "\\uDE00", "\\u+123", "\\uD83D\\u0041"] {
        let found = error(Format::Properties, format!("a=1\nkey={wrong}"));
        assert!(found.starts_with("app:2:5: "), "{wrong} {found}");
    }
}

#[test]
fn strings_have_comments_as_notes_and_any_utf() {
    let text = "/* Shown in the menu */\n\"open %@\" = \"افتح \\\"%@\\\"\\n\";\n// plain\nkey.two=\"ب\\U0627\\u0628\";\n\"same\";\n";
    let expected = [("open %@", "افتح \"%@\"\n"), ("key.two", "باب"), ("same", "same")];
    let utf16: Vec<u8> =
        format!("\u{FEFF}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [text.as_bytes().to_vec(), utf16] {
        let units = read(Format::Strings, bytes).unwrap();
        assert_eq!(texts(&units), pairs(&expected));
        assert_eq!(units[0].note.as_deref(), Some("Shown in the menu"));
        assert_eq!((codes(&units[0]), units[1].line), (vec!["%@"], 4));
    }
    for (text, expected) in [
        ("\"a\" \"b\";", "app:1:5: expected '=' behind a key"),
        ("\"a\" = \"b\"\n\"c\"", "app:2:1: expected ';' behind a text"),
        ("\"a\" = \"ب", "app:1:7: the text has no closing quote"),
        ("\n/* x", "app:2:1: the comment has no end"),
        ("\"a\" = \"\\ud800\";", "app:1:8: not an escape"),
        ("{", "app:1:1: expected a key in quotes"),
        ("bplist00\u{1}", "app: a binary property list"),
    ] {
        let found = error(Format::Strings, text);
        assert!(found.starts_with(expected), "{text} {found}");
    }
}

#[test]
fn json_is_named_by_its_path_and_has_plural_suffixes() {
    let text = r#"{"menu": {"open": "افتح {{name}}", "close.all": "أغلق الكل"},
        "file_one": "ملف", "file_few": "ملفات", "file_other": "ملف",
        "step_one": "خطوة", "days": ["الأحد", "الاثنين"],
        "sheep": {"one": "خروف", "other": "خراف"}, "number": 3, "none": null}"#;
    let expected = [
        ("menu.open", "افتح {{name}}"),
        ("menu.close.all", "أغلق الكل"),
        ("file[one]", "ملف"),
        ("file[few]", "ملفات"),
        ("file[other]", "ملف"),
        ("step_one", "خطوة"),
        ("days.0", "الأحد"),
        ("days.1", "الاثنين"),
        ("sheep[one]", "خروف"),
        ("sheep[other]", "خراف"),
        ("none", ""),
    ];
    let units = read(Format::JsonI18n, text).unwrap();
    assert_eq!(texts(&units), pairs(&expected));
    assert_eq!((codes(&units[0]), units[2].line), (vec!["{{name}}"], 2));
    assert!(error(Format::JsonI18n, "[]").starts_with("app:1:1: expected an object"));
    assert!(error(Format::JsonI18n, "{\"a\":\n \"\\x\"}").starts_with("app:2:"));
}

#[test]
fn arb_has_metadata_and_messages_of_icu() {
    let text = r#"{"@@locale": "ar", "files": "{n, plural, one{ملف واحد} other{{n} ملف}}",
        "@files": {"description": "How many", "placeholders": {"n": {"type": "int"}}}, "ok": "حسنًا"}"#;
    let units = read(Format::Arb, text).unwrap();
    let message = "{n, plural, one{ملف واحد} other{{n} ملف}}";
    assert_eq!(texts(&units), pairs(&[("files", message), ("ok", "حسنًا")]));
    assert_eq!(units[0].note.as_deref(), Some("How many"));
    let names = ["{n, plural, one", "{n, plural, other", "{n}", "}"];
    assert_eq!(codes(&units[0]), names);
}

#[test]
fn yaml_leaves_the_language_out_and_knows_plural_forms() {
    let text = "---\n# comment\nar:\n  hello: \"مرحبًا %{name}\"\n  files:\n    one: ملف\n    other: \"%{count} ملف\"\n  \
        days: [الأحد, الاثنين]\n  long: |\n    سطر\n    سطر آخر\n  precision: 3\n  yes: true\n  none: ~\n  quoted: '3'\n  \
        base: &base أصل\n  same: *base\n  mixed:\n    other: غير ذلك\n    title: عنوان\n";
    let expected = [
        ("hello", "مرحبًا %{name}"),
        ("files[one]", "ملف"),
        ("files[other]", "%{count} ملف"),
        ("days.0", "الأحد"),
        ("days.1", "الاثنين"),
        ("long", "سطر\nسطر آخر\n"),
        ("none", ""),
        ("quoted", "3"),
        ("base", "أصل"),
        ("same", "أصل"),
        ("mixed.other", "غير ذلك"),
        ("mixed.title", "عنوان"),
    ];
    let units = read(Format::Yaml, text).unwrap();
    assert_eq!(texts(&units), pairs(&expected));
    assert_eq!((codes(&units[0]), units[2].line), (vec!["%{name}"], 7));
    let two = read_texts(Format::Yaml, "ui:\n  a: x\nto:\n  a: y\n");
    assert_eq!(two, pairs(&[("ui.a", "x"), ("to.a", "y")]));
    assert!(read(Format::Yaml, "").unwrap().is_empty());
    for (text, expected) in [
        ("a: [x\n", "app:"),
        ("a: \"x\n", "app:"),
        ("a: &m\n  b: c\nd: *m\n", "app:3:4: an alias of a mapping"),
        ("? {a: b}\n: c\n", "app:1:3: expected a text as a key"),
        ("text\n", "app:1:1: expected keys and texts"),
    ] {
        let found = error(Format::Yaml, text);
        assert!(found.starts_with(expected), "{text} {found}");
    }
}

#[test]
fn subrip_has_numbers_times_and_empty_lines_within_a_cue() {
    let text = "1\n00:00:01,000 --> 00:00:02,500\n<i>مرحبًا</i>\r\n{\\an8}يا صديقي\n\n\n2\n\
        00:00:03,000 --> 00:00:04,000 X1:10\nأول\n\n1984 كان\n\n3\n00:00:05,000 --> 00:00:06,000\n\n\
        00:00:07,000 --> 00:00:08,000\nآخر";
    let expected = [
        ("1 00:00:01,000 --> 00:00:02,500", "<i>مرحبًا</i>\n{\\an8}يا صديقي"),
        ("2 00:00:03,000 --> 00:00:04,000", "أول\n\n1984 كان"),
        ("3 00:00:05,000 --> 00:00:06,000", ""),
        ("4 00:00:07,000 --> 00:00:08,000", "آخر"),
    ];
    let units = read(Format::Srt, text).unwrap();
    assert_eq!(texts(&units), pairs(&expected));
    assert_eq!(codes(&units[0]), ["<i>", "</i>", "{\\an8}"]);
    assert_eq!(units[0].target.as_ref().unwrap().without_codes(), "مرحبًا\nيا صديقي");
    assert!(error(Format::Srt, "text\n").starts_with("app:1:1: expected the number of a cue"));
    let wrong = error(Format::Srt, "1\n00:00:01,000 --> 00:00\nx");
    assert!(wrong.starts_with("app:2:18: '00:00' is no time"), "{wrong}");
}

#[test]
fn webvtt_has_notes_styles_names_and_tags() {
    let text = "WEBVTT - title\nKind: captions\n\nNOTE\nto be left out\n\nSTYLE\n::cue {}\n\nintro\n\
        00:01.000 --> 00:02.000 line:0\n<v.loud مريم>أهلًا &amp; <c.x>سهلًا</c></v>\n\n\
        00:03.000 --> 00:04.000\n<00:03.500>ثم\n";
    let units = read(Format::Vtt, text).unwrap();
    assert_eq!(units[0].id, "1 00:01.000 --> 00:02.000");
    assert_eq!(codes(&units[0]), ["<v>", "&amp;", "<c>", "</c>", "</v>"]);
    assert_eq!(codes(&units[1]), ["<time>"]);
    assert_eq!(units.len(), 2);
    assert!(error(Format::Vtt, "1\n").starts_with("app:1:1: the file does not begin with WEBVTT"));
    assert!(read(Format::Vtt, "WEBVTT").unwrap().is_empty());
}
