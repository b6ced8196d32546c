//! Bidi: controls of direction that are open at the end, that close nothing, or that override.
//!
//! That there are controls is no fault: Arabic with Latin names needs them.

use super::characters::{Characters, Class};
use super::{Case, Remark};

pub(super) fn check(case: &Case<'_>) -> Vec<Remark> {
    let target = case.target;
    if !target.has(Class::Invisible) {
        return Vec::new();
    }
    let controls: Vec<char> = ['\u{202D}', '\u{202E}', '\u{200E}', '\u{200F}', '\u{61C}']
        .into_iter()
        .filter(|control| case.source.is_some_and(|source| source.all().contains(control)))
        .collect();
    let has_in_source = |character: char| controls.contains(&character);
    let mut remarks = Vec::new();
    // Embeddings and overrides, isolates: where each that is open stands.
    let (mut embeddings, mut isolates) = (Vec::new(), Vec::new());
    for (at, &character) in target.all().iter().enumerate() {
        let span = at..at + 1;
        match character {
            '\u{202D}' | '\u{202E}' => {
                if !has_in_source(character) {
                    remarks.push(Remark::error(span, "an override of direction"));
                }
                embeddings.push(at);
            }
            '\u{202A}' | '\u{202B}' => embeddings.push(at),
            '\u{202C}' if embeddings.pop().is_none() => {
                remarks.push(Remark::error(span, "the end of an embedding that is not open"));
            }
            '\u{2066}'..='\u{2068}' => isolates.push(at),
            '\u{2069}' if isolates.pop().is_none() => {
                remarks.push(Remark::error(span, "the end of an isolate that is not open"));
            }
            '\u{200E}' | '\u{200F}' | '\u{61C}'
                if case.source.is_some() && is_idle(target, at) && !has_in_source(character) =>
            {
                remarks.push(Remark::info(span, "a mark of direction that changes nothing"));
            }
            _ => {}
        }
    }
    let open = |at: &usize| Remark::error(*at..at + 1, "a control of direction that is not closed");
    remarks.extend(embeddings.iter().chain(&isolates).map(open));
    remarks
}

/// Whether letters of the mark's own direction stand on both its sides, or a mark like it.
fn is_idle(text: &Characters, at: usize) -> bool {
    let strong = match text.at(at) {
        '\u{200E}' => Class::Latin,
        _ => Class::Arabic,
    };
    let behind = text.at(at + 1) == text.at(at);
    behind || text.class_before(at) == strong && text.class_from(at + 1) == strong
}

#[cfg(test)]
mod tests {
    use super::super::testing::{found, found_with};
    use super::*;

    #[test]
    fn controls_that_are_not_closed_are_found() {
        assert_eq!(found(check, "ا \u{2067}ب"), ["\u{2067}"]);
        assert_eq!(found(check, "ا \u{202B}ب\u{2069}"), ["\u{2069}", "\u{202B}"]);
        assert_eq!(found(check, "ا\u{202C}"), ["\u{202C}"]);
    }

    #[test]
    fn an_override_is_found_unless_the_source_has_it() {
        assert_eq!(found(check, "\u{202E}abc\u{202C}"), ["\u{202E}"]);
        assert!(found_with(check, "\u{202E}abc\u{202C}", "\u{202E}abc\u{202C}").is_empty());
    }

    #[test]
    fn controls_with_a_purpose_are_left_alone() {
        for text in ["قال \u{2068}Name\u{2069}.", "\u{200F}(C++)\u{200E}", "\u{202B}ا\u{202C}", ""]
        {
            assert!(found_with(check, "x", text).is_empty(), "{text:?}");
        }
        assert_eq!(found_with(check, "x", "ا\u{200F}ب"), ["\u{200F}"]);
    }
}
