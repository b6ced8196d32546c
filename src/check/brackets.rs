//! Brackets: each is closed, and by its own kind.

use super::characters::{Characters, Class};
use super::{Case, Remark};

const PAIRS: [(char, char); 3] = [('(', ')'), ('[', ']'), ('{', '}')];

pub(super) fn check(case: &Case<'_>) -> Vec<Remark> {
    let Some(place) = unbalanced(case.target) else {
        return Vec::new();
    };
    if case.source.is_some_and(|source| unbalanced(source).is_some()) {
        return Vec::new();
    }
    let message = format!("{} without its partner", case.target.at(place));
    vec![Remark::warning(place..place + 1, message)]
}

/// The first bracket without a partner.
fn unbalanced(text: &Characters) -> Option<usize> {
    if !text.has(Class::Sign) {
        return None;
    }
    let mut open: Vec<(usize, char)> = Vec::new();
    for (at, &character) in text.all().iter().enumerate() {
        if text.class(at) != Class::Sign {
            continue;
        }
        if let Some((_, close)) = PAIRS.iter().find(|(open, _)| *open == character) {
            if !is_face(text, at) {
                open.push((at, *close));
            }
        } else if PAIRS.iter().any(|(_, close)| *close == character) {
            match open.last() {
                Some((_, close)) if *close == character => {
                    open.pop();
                }
                _ if is_number_of_list(text, at) || is_face(text, at) => {}
                _ => return Some(at),
            }
        }
    }
    open.first().map(|(at, _)| *at)
}

/// "1)" and "أ)" at the beginning of a line or after a space.
fn is_number_of_list(text: &Characters, at: usize) -> bool {
    let before = text.all()[..at].iter().rev();
    let length = before.take_while(|c| c.is_alphanumeric()).count();
    let starts = at == length
        || text.class(at - length - 1) == Class::Space
        || text.class(at - length - 1) == Class::Break;
    (1..=2).contains(&length) && starts
}

/// ":)" and ":-(".
fn is_face(text: &Characters, at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).map_or('\0', |place| text.at(place));
    matches!((before(2), before(1)), (_, ':' | ';') | (':' | ';', '-'))
        && text.class(at + 1) != Class::Arabic
        && !matches!(text.class(at + 1), Class::Latin | Class::Digit | Class::Code)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{found, found_with};
    use super::*;

    #[test]
    fn brackets_without_a_partner_are_found() {
        assert_eq!(found(check, "الرئيس (السابق قال"), ["("]);
        assert_eq!(found(check, "الرئيس السابق) قال"), [")"]);
        assert_eq!(found(check, ")السابق("), [")"]);
        assert_eq!(found(check, "(أ]"), ["]"]);
    }

    #[test]
    fn lists_and_faces_are_left_alone() {
        for text in ["1) أول 2) ثان", "أ) أول", "شكرا :)", "(أ [ب] ج)", "", ")"] {
            let expected: &[&str] = if text == ")" { &[")"] } else { &[] };
            assert_eq!(found(check, text), expected, "{text}");
        }
        assert!(found_with(check, "(open", "(مفتوح").is_empty());
    }
}
