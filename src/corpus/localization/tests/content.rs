//! Formats that are known by content.

use std::io::{Cursor, Read};

use super::super::super::Format;
use super::super::super::input::Input;
use super::super::{of_content, root_element};

fn of(format: Format, text: &str) -> Format {
    let bytes = Box::new(Cursor::new(text.to_owned().into_bytes()));
    let input = Input::from_reader("app".into(), bytes).unwrap();
    let (format, mut input) = of_content(format, input).unwrap();
    let mut again = String::new();
    input.bytes.read_to_string(&mut again).unwrap();
    assert_eq!(again, text);
    format
}

#[test]
fn a_map_of_texts_is_told_from_objects_of_a_corpus() {
    let long = format!("{{\"a\": \"{}", "نص ".repeat(1 << 16));
    for text in [
        "{\"save\": \"احفظ\", \"menu\": {\"open\": \"افتح \\\"x\\\"\"}}",
        " {\"days\": [\"الأحد\", \"الاثنين\"]}\n",
        "{\"menu\": {\"text\": \"نص\"}}",
        &long,
    ] {
        assert_eq!(of(Format::Json, text), Format::JsonI18n, "{text}");
    }
    for text in [
        "{\"ref\": \"a\", \"hyp\": \"b\"}",
        "{\"a\": \"x\"}\n{\"a\": \"y\"}\n",
        "[{\"a\": \"x\"}]",
        "{\"a\": 1}",
        "{\"id\": \"1\", \"targets\": [{\"translation\": \"x\"}]}",
        "{}",
        "",
        "{",
        "x",
    ] {
        assert_eq!(of(Format::Json, text), Format::Json, "{text}");
    }
    assert_eq!(of(Format::Tsv, "{\"a\": \"b\"}"), Format::Tsv);
}

#[test]
fn xml_goes_by_its_root() {
    let resources = "<?xml version=\"1.0\"?>\n<!-- <TS> -->\n<resources/>";
    assert_eq!(of(Format::WmtXml, resources), Format::Android);
    assert_eq!(of(Format::WmtXml, "<dataset id=\"x\">"), Format::WmtXml);
    assert_eq!(of(Format::WmtXml, "<!DOCTYPE TS><TS>"), Format::QtTs);
    assert_eq!(root_element("<!DOCTYPE a [<!ENTITY b \"]>\">]><x:c d='e'>"), Some("c"));
    for text in ["", "<", "<a", "text", "<!-- <a>", "<!DOCTYPE a [<b>"] {
        assert_eq!(root_element(text), None, "{text}");
    }
}
