//! Input that is damaged or made to do harm: an error or units, and soon.

use super::super::super::{FORMATS, Format};
use super::super::fixture::{error, read};
use super::super::units;
use crate::corpus::input::Input;

/// Every format that is read here.
fn formats() -> Vec<Format> {
    let is_read = |format: &Format| {
        let empty = Box::new(std::io::empty());
        let input = Input::from_reader("x".into(), empty).unwrap();
        let opened = units(*format, input);
        !opened.is_err_and(|error| error.to_string().contains("is no format of localization"))
    };
    FORMATS.iter().map(|format| format.format).filter(is_read).collect()
}

const SEEDS: &[&str] = &[
    "msgctxt \"a\"\nmsgid \"%d\\n\"\nmsgid_plural \"b\"\nmsgstr[0] \"\\303\\251\"\n#~ msgid \"x\"\n",
    "key\\ = a\\u0041\\\n  b\r\nc: {0}\n",
    "/* c */ \"a\" = \"\\U0041 %@\"; // x\n b = \"c\";",
    "{\"sourceLanguage\":\"en\",\"strings\":{\"a\":{\"localizations\":{\"ar\":{\"stringUnit\":{\"value\":\"ب\"}}}}}}",
    "{\"a_other\": \"{n, plural, other{ب}}\", \"@a\": {\"description\": \"x\"}, \"b\": [1, null, \"\\u0628\"]}",
    "ar:\n  a: &x \"ب %{c}\"\n  b: *x\n  c: [d, 'e']\n  f: |\n    g\n",
    "<resources><string name=\"a\">ب <xliff:g>%s</xliff:g>\\n</string><plurals name=\"b\"><item quantity=\"one\">c</item></plurals></resources>",
    "<TS><context><name>a</name><message numerus=\"yes\"><source>b</source><translation><numerusform>ج</numerusform></translation></message></context></TS>",
    "<root><data name=\"a\"><value>ب</value></data></root>",
    "<plist><dict><key>a</key><dict><key>one</key><string>ب</string></dict></dict></plist>",
    "1\n00:00:01,000 --> 00:00:02,000\n<i>ب</i>\n\n2\n00:00:03,000 --> 00:00:04,000\n{\\an8}c\n",
    "WEBVTT\n\nNOTE x\n\na\n00:01.000 --> 00:02.000\n<v b>ج</v> &amp;\n",
];

#[test]
fn no_beginning_of_a_file_makes_a_reader_panic() {
    assert_eq!(formats().len(), 16);
    for format in formats() {
        for seed in SEEDS {
            for length in 0..=seed.len() {
                let _ = read(format, &seed.as_bytes()[..length]);
            }
        }
    }
}

#[test]
fn no_changed_byte_makes_a_reader_panic() {
    for format in formats() {
        for seed in SEEDS {
            for at in (0..seed.len()).step_by(2) {
                for byte in [b'"', b'\\', b'{', b'<', b'\n', 0, 0xFF, b'%'] {
                    let mut bytes = seed.as_bytes().to_vec();
                    bytes[at] = byte;
                    let _ = read(format, bytes);
                }
            }
        }
    }
}

#[test]
fn damaged_utf16_is_an_error() {
    for format in [Format::Strings, Format::Srt, Format::Xcstrings] {
        let found = error(format, [0xFF, 0xFE, b'"', 0, 0, 0xD8, b'a', 0]);
        assert!(found.contains("UTF-16"), "{found}");
    }
}

#[test]
fn what_opens_and_never_closes_is_refused_soon() {
    let many = 200_000;
    for piece in [
        "{\"a\":",
        "[",
        "{",
        "- ",
        "a:\n ",
        "<a>",
        "<resources>",
        "(",
        "\"",
        "'{",
        "%(",
        "<a ",
        "&",
    ] {
        let text = piece.repeat(many);
        for format in formats() {
            let _ = read(format, text.as_bytes());
        }
        let inside = format!("msgid \"a\"\nmsgstr \"{}\"\n", text.replace(['"', '\n'], ""));
        let _ = read(Format::Po, inside);
        let inside = format!("{{\"a\": \"{}\"}}", text.replace(['"', '\n'], ""));
        assert_eq!(read(Format::JsonI18n, inside).unwrap().len(), 1);
    }
}

#[test]
fn deep_nesting_is_refused() {
    let deep = format!("{}1{}", "{\"a\":".repeat(500), "}".repeat(500));
    for format in [Format::JsonI18n, Format::Arb] {
        assert!(error(format, deep.as_str()).contains("within each other"));
    }
    let deep = format!("a: {}b{}", "[".repeat(500), "]".repeat(500));
    assert!(read(Format::Yaml, deep).is_err());
    let deep = format!("<resources>{}", "<string name='a'>".repeat(2000));
    assert!(error(Format::Android, deep).contains("within each other"));
}

#[test]
fn what_is_written_once_and_given_many_times_is_refused() {
    let long = "x".repeat(100_000);
    let times = |piece: &dyn Fn(usize) -> String| (0..200).map(piece).collect::<String>();
    let aliases = format!("a: &x {long}\nb:\n{}", times(&|_| "- *x\n".to_owned()));
    let path = format!("{{\"{long}\": {{{}\"x\": \"\"}}}}", times(&|n| format!("\"{n}\": \"b\",")));
    let unit = |n| format!("<trans-unit id='{n}'><source>a</source></trans-unit>");
    let file = format!(
        "<xliff version='1.2'><file original='{long}'><body>{}</body></file></xliff>",
        times(&unit)
    );
    for (format, text) in [(Format::Yaml, aliases), (Format::JsonI18n, path), (Format::Xliff, file)]
    {
        assert!(error(format, text).contains("repeated to more than 10 times"), "{format:?}");
    }
}
