//! Space before punctuation: Arabic has none before a mark or within brackets.

use super::characters::{Characters, Class};
use super::{Case, Remark};

pub(super) fn check(case: &Case<'_>) -> Vec<Remark> {
    let target = case.target;
    if !target.has(Class::Arabic) || !target.has(Class::Space) {
        return Vec::new();
    }
    let mut remarks = Vec::new();
    let mut at = 0;
    while at < target.len() {
        if target.class(at) != Class::Space {
            at += 1;
            continue;
        }
        let start = at;
        while target.class(at) == Class::Space {
            at += 1;
        }
        if let Some(message) = message(target, start, at) {
            let severity = if message.is_certain { Remark::warning } else { Remark::info };
            remarks.push(severity(start..at + usize::from(message.is_before), message.text));
        }
    }
    remarks
}

struct Message {
    text: String,
    is_certain: bool,
    /// Whether the mark stands behind the space.
    is_before: bool,
}

/// What is wrong with the space from `start` to `end`.
fn message(target: &Characters, start: usize, end: usize) -> Option<Message> {
    let (before, mark) = (target.at(start.wrapping_sub(1)), target.at(end));
    if start > 0 && target.class(end) == Class::Sign {
        let next = target.class(end + 1);
        let is_end = matches!(next, Class::Space | Class::Break)
            || next == Class::Sign && matches!(target.at(end + 1), '»' | '”' | '"' | ')' | ']');
        // A mark after another: "؟ ..", ". . .".
        let is_first = target.class_before(start) != Class::Sign
            || matches!(before, '»' | '”' | '"' | ')' | ']' | '%' | '٪');
        let is_wrong = match mark {
            '،' | '؛' | '؟' => is_first,
            '.' | ',' | ';' | '?' | '!' => is_first && is_end,
            // "في : من", but not "3 : 2", nor a list of definitions.
            ':' => is_first && is_end && target.class_before(start) == Class::Arabic,
            _ => false,
        };
        if is_wrong {
            let text = format!("space before {mark}");
            return Some(Message { text, is_certain: true, is_before: true });
        }
        if matches!(mark, ')' | ']' | '»') && target.class_before(start) == Class::Arabic {
            let text = format!("space before the closing {mark}");
            return Some(Message { text, is_certain: false, is_before: true });
        }
    }
    let is_opening = start > 0 && matches!(before, '(' | '[' | '«');
    let opens = is_opening && target.class(start - 1) == Class::Sign;
    (opens && target.class_from(end) == Class::Arabic).then(|| Message {
        text: format!("space after the opening {before}"),
        is_certain: false,
        is_before: false,
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::found;
    use super::*;

    #[test]
    fn a_space_before_a_mark_is_found() {
        assert_eq!(found(check, "ذهب ، ثم عاد ؟"), [" ،", " ؟"]);
        assert_eq!(found(check, "انتهى  ."), ["  ."]);
        assert_eq!(found(check, "انتهى\u{A0}!"), ["\u{A0}!"]);
        assert_eq!(found(check, "قال « نعم » ثم"), [" ", " »"]);
    }

    #[test]
    fn other_spaces_are_left_alone() {
        for text in [
            "ذهب، ثم عاد؟",
            "الملف .htaccess في ...",
            "ثم ... عاد",
            "2 : 3",
            "Bonjour !",
            " ، ",
            "",
            "   ",
        ] {
            assert!(found(check, text).is_empty(), "{text}");
        }
    }
}
