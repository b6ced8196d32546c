//! Tests of the normal form.

use super::*;

fn normal(raw: &str) -> String {
    Normal::of(raw).characters().iter().collect()
}

fn words(raw: &str) -> Vec<String> {
    let normal = Normal::of(raw);
    normal.tokens().iter().map(|token| normal.word(token)).collect()
}

#[test]
fn letters_that_do_not_make_another_name_are_one() {
    assert_eq!(normal("أإآٱ ىئیي ؤ ةه ءاء"), "اااا يييي و هه ا");
    assert_eq!(normal("پچژگڤک"), "بججغفك");
    assert_eq!(normal("٣٫٥٪ ۱٬۲"), "3.5% 1,2");
    assert_eq!(normal("Éric ŁÓDŹ Straße Œuvre ĲMEER"), "eric lodz strasse oeuvre ijmeer");
}

#[test]
fn marks_tatweel_and_invisible_characters_are_dropped() {
    assert_eq!(normal("مُحَمَّـــدٌ"), "محمد");
    assert_eq!(normal("\u{202B}بغـ\u{200D}ـداد\u{202C}\u{FEFF}"), "بغداد");
    assert_eq!(normal("الرحم\u{0670}ن ا\u{0654}حمد"), "الرحمن احمد");
}

#[test]
fn presentation_forms_and_ligatures_are_their_letters() {
    assert_eq!(normal("ﻣﺤﻤﺪ ﷲ ﻵ ﬁn"), "محمد الله لا fin");
    assert_eq!(normal("دﹰ"), "د");
}

#[test]
fn the_normal_form_of_a_normal_form_is_itself() {
    for character in char::MIN..=char::MAX {
        let once = normal(&character.to_string());
        assert_eq!(normal(&once), once, "{character:?}");
    }
}

#[test]
fn every_token_leads_back_to_its_place() {
    let raw = "(ﻣﺤﻤـﺪٌ) ءاسيا، شيء — Kyïv";
    let normal = Normal::of(raw);
    let places: Vec<&str> =
        normal.tokens().iter().map(|token| &raw[normal.bytes(&token.characters)]).collect();
    assert_eq!(places, ["ﻣﺤﻤـﺪٌ", "ءاسيا", "شيء", "Kyïv"]);
    let points: Vec<char> = raw.chars().collect();
    for token in normal.tokens() {
        let found: String = points[normal.code_points(&token.characters)].iter().collect();
        assert_eq!(found, raw[normal.bytes(&token.characters)]);
    }
}

#[test]
fn no_character_has_no_place() {
    let normal = Normal::of("");
    assert_eq!((normal.bytes(&(0..0)), normal.code_points(&(0..0))), (0..0, 0..0));
    assert!(normal.tokens().is_empty());
}

#[test]
fn tokens_are_runs_of_one_script() {
    assert_eq!(words("هاتفiPhone15 وFSB"), ["هاتف", "iphone", "15", "و", "fsb"]);
    assert_eq!(words("نحو ١٬٢٣٤٫٥، 3."), ["نحو", "1,234.5", "3"]);
    assert_eq!(words("Зеленський हिन्दी"), ["зеленськии", "हिन्दी"]);
}

#[test]
fn an_apostrophe_stays_but_for_elision_and_possession() {
    assert_eq!(words("l’Oural d'Azéri qu'Alain"), ["l", "oural", "d", "azeri", "qu", "alain"]);
    assert_eq!(words("Sana`a O’Brien N'Djamena"), ["sana'a", "o'brien", "n'djamena"]);
    assert_eq!(words("Putin's 'quoted' Jean-Luc"), ["putin", "s", "quoted", "jean", "luc"]);
}

#[test]
fn function_words_are_known_with_conjunctions_and_marks() {
    for word in ["في", "من", "إلى", "عَلى", "عن", "مع", "أنّ", "ما", "هو", "وفي", "فإن", "هؤلاء"]
    {
        assert!(is_function_word(word), "{word}");
    }
    for word in ["علي", "والي", "واشنطن", "فيينا", "مصر", ""] {
        assert!(!is_function_word(word), "{word}");
    }
}

#[test]
fn function_words_are_listed_once_in_normal_form() {
    for (index, word) in FUNCTION_WORDS.iter().enumerate() {
        assert!(!FUNCTION_WORDS[..index].contains(word), "{word}");
        assert_eq!(normal(word).replace('ي', "ى"), word.replace('ي', "ى"), "{word}");
    }
}
