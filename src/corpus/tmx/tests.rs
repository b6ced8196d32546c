use std::io::Cursor;

use super::*;

fn read_bytes(bytes: Vec<u8>) -> Result<Vec<Unit>> {
    let mut units = open(Input::from_reader("memory.tmx".into(), Box::new(Cursor::new(bytes)))?)?;
    let mut all = Vec::new();
    while let Some(unit) = units.next_unit()? {
        all.push(unit);
    }
    Ok(all)
}

fn memory(language: &str, units: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?>\n<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n\
         <tmx version=\"1.4\"><header srclang=\"{language}\"><note>ours</note></header>\
         <body>{units}</body></tmx>"
    )
}

fn read(language: &str, units: &str) -> Vec<Unit> {
    read_bytes(memory(language, units).into_bytes()).unwrap()
}

fn pairs(units: &[Unit]) -> Vec<(&str, String, String)> {
    let text = |content: &Option<Content>| content.as_ref().map(Content::without_codes);
    let pair = |unit: &Unit| {
        (text(&unit.source).unwrap_or_default(), text(&unit.target).unwrap_or_default())
    };
    units.iter().map(|unit| (unit.id.as_str(), pair(unit).0, pair(unit).1)).collect()
}

const GREETING: &str = "<tu tuid='7'><note>Door</note>\
     <tuv xml:lang='fr-FR'><seg>Bonjour</seg></tuv>\
     <tuv xml:lang='en-US'><seg>Hello <ph x='1'>%s</ph>, <hi>friend</hi></seg></tuv>\
     <tuv xml:lang='ar-SA'><prop type='x'>p</prop><seg>مرحبا <ph x='1'>%s</ph> <hi>يا صديق</hi></seg></tuv>\
     <tuv xml:lang='ar-EG'><seg>أهلا بك</seg></tuv></tu>";

#[test]
fn arabic_is_the_translation_and_further_arabic_texts_are_further_units() {
    let units = read("en", GREETING);
    let source = "Hello , friend".to_owned();
    assert_eq!(
        pairs(&units),
        [("7", source.clone(), "مرحبا  يا صديق".to_owned()), ("7", source, "أهلا بك".to_owned())]
    );
    assert_eq!(units[0].note.as_deref(), Some("Door"));
    assert_eq!(units[0].target.as_ref().unwrap().codes[0].name, "ph x=1");
}

#[test]
fn without_a_source_language_the_first_text_is_the_source() {
    assert_eq!(pairs(&read("*all*", GREETING))[0].1, "Bonjour");
    let unit = "<tu srclang='de'><tuv lang='ar'><seg>باب</seg></tuv><tuv lang='DE'><seg> Tür\n links</seg></tuv></tu>";
    // Without a tuid the source is the id.
    assert_eq!(pairs(&read("*all*", unit))[0].0, "Tür links");
}

#[test]
fn a_unit_without_the_source_language_is_no_unit_and_one_without_translation_is() {
    let units = read(
        "en",
        "<tu><tuv xml:lang='fr'><seg>a</seg></tuv></tu><tu><tuv xml:lang='en'><seg>b</seg></tuv></tu>",
    );
    assert_eq!(pairs(&units), [("b", "b".to_owned(), String::new())]);
    assert_eq!(units[0].state, State::Untranslated);
}

#[test]
fn utf16_of_either_order_is_read() {
    let text = memory("en", GREETING).replace("\"1.0\"?", "\"1.0\" encoding=\"UTF-16\"?");
    let expected = read("en", GREETING);
    let little = text.encode_utf16().flat_map(u16::to_le_bytes);
    let big = text.encode_utf16().flat_map(u16::to_be_bytes);
    let little: Vec<u8> = [0xFF, 0xFE].into_iter().chain(little).collect();
    let big: Vec<u8> = [0xFE, 0xFF].into_iter().chain(big).collect();
    assert_eq!(read_bytes(little.clone()).unwrap(), expected);
    assert_eq!(read_bytes(big).unwrap(), expected);
    let cut = read_bytes(little[..little.len() - 1].to_vec()).unwrap_err().to_string();
    assert!(cut.contains("the UTF-16 text ends within a character"), "{cut}");
}

#[test]
fn other_encodings_are_refused_by_name() {
    let text = memory("en", GREETING).replace("\"1.0\"?", "\"1.0\" encoding=\"windows-1256\"?");
    let error = read_bytes(text.into_bytes()).unwrap_err().to_string();
    assert!(error.starts_with("memory.tmx:1:1: the file says it is windows-1256"), "{error}");
}

#[test]
fn a_text_without_a_language_is_an_error() {
    let text = memory("en", "\n<tu><tuv><seg>a</seg></tuv></tu>");
    let error = read_bytes(text.into_bytes()).unwrap_err().to_string();
    assert_eq!(error, "memory.tmx:4:5: <tuv> has no xml:lang");
}
