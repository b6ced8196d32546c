//! ICU: messages with branches, `{count, plural, one {…} other {…}}`, compared branch by branch.
//!
//! A branch of the translation has the arguments of the branch with its key in the source, or of
//! `other`. The number (`#`, the argument itself) may be left out, as words say it.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::Remark;

/// Deeper branches are left alone.
const DEEPEST: usize = 8;

/// A message: its arguments outside branches, and the branches by argument and key.
#[derive(Debug, Default)]
struct Message<'a> {
    arguments: BTreeSet<&'a str>,
    branches: BTreeMap<(&'a str, &'a str), Message<'a>>,
}

/// Whether a text has branches.
pub(super) fn has_branches(text: &str) -> bool {
    let compact = |part: &str| text.contains(part);
    compact("{") && ["plural,", "select,", "selectordinal,"].into_iter().any(compact)
}

/// Compares two messages.
pub(super) fn check(source: &str, target: &str) -> Vec<Remark> {
    let (Some(wanted), Some(found)) = (parse(source, 0), parse(target, 0)) else {
        let is_source_whole = parse(source, 0).is_some();
        return match is_source_whole {
            true => vec![Remark::error(None, "a brace of the message is not closed")],
            false => Vec::new(),
        };
    };
    let mut remarks = Vec::new();
    compare(&wanted, &found, None, "", &mut remarks);
    remarks
}

fn compare(
    wanted: &Message<'_>,
    found: &Message<'_>,
    number: Option<&str>,
    place: &str,
    remarks: &mut Vec<Remark>,
) {
    for name in wanted.arguments.difference(&found.arguments) {
        if number != Some(*name) && *name != "#" {
            let message = format!("{{{name}}} of the source is missing{place}");
            remarks.push(Remark::error(None, message).expecting(format!("{{{name}}}")));
        }
    }
    for name in found.arguments.difference(&wanted.arguments) {
        if number != Some(*name) && *name != "#" {
            remarks.push(Remark::error(None, format!("{{{name}}} is not in the source{place}")));
        }
    }
    let of = |message: &Message<'_>| -> BTreeSet<String> {
        message.branches.keys().map(|(name, _)| (*name).to_owned()).collect()
    };
    for name in of(wanted).symmetric_difference(&of(found)) {
        let message = format!("the branches of {{{name}}} are in one language only{place}");
        remarks.push(Remark::error(None, message));
    }
    for ((name, key), branch) in &found.branches {
        let same = wanted.branches.get(&(*name, *key));
        if let Some(wanted) = same.or_else(|| wanted.branches.get(&(*name, "other"))) {
            let place = format!(" in the branch {key}");
            compare(wanted, branch, Some(name), &place, remarks);
        }
    }
}

/// Parses a message; `None` where braces do not pair.
fn parse(text: &str, depth: usize) -> Option<Message<'_>> {
    let mut message = Message::default();
    let mut at = 0;
    while let Some(offset) = text[at..].find(['{', '}', '\'', '#']) {
        let place = at + offset;
        match text.as_bytes()[place] {
            b'\'' => at = place + quoted(&text[place..]),
            b'#' => {
                if depth > 0 {
                    message.arguments.insert("#");
                }
                at = place + 1;
            }
            b'}' => return None,
            _ => {
                let length = braced(&text[place..])?;
                argument(&text[place + 1..place + length - 1], depth, &mut message)?;
                at = place + length;
            }
        }
    }
    Some(message)
}

/// Reads what stands in braces.
fn argument<'a>(inside: &'a str, depth: usize, message: &mut Message<'a>) -> Option<()> {
    let mut parts = inside.splitn(3, ',');
    let name = parts.next()?.trim();
    let kind = parts.next().map(str::trim);
    let is_branched = matches!(kind, Some("plural" | "select" | "selectordinal"));
    let Some(mut rest) = parts.next().filter(|_| is_branched && depth < DEEPEST) else {
        message.arguments.insert(name);
        return Some(());
    };
    while let Some(open) = rest.find('{') {
        let key = rest[..open].split_whitespace().next_back()?;
        let length = braced(&rest[open..])?;
        let branch = parse(&rest[open + 1..open + length - 1], depth + 1)?;
        message.branches.insert((name, key), branch);
        rest = &rest[open + length..];
    }
    Some(())
}

/// The length of what stands between a brace and its partner, both included.
fn braced(text: &str) -> Option<usize> {
    let (mut depth, mut at) = (0_usize, 0);
    while let Some(offset) = text[at..].find(['{', '}', '\'']) {
        let place = at + offset;
        at = place + 1;
        match text.as_bytes()[place] {
            b'{' => depth += 1,
            b'}' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => at = place + quoted(&text[place..]),
        }
    }
    None
}

/// The length of an apostrophe with what it quotes: a brace and what follows up to the next one.
fn quoted(text: &str) -> usize {
    let begins = text[1..].starts_with(['{', '}', '#', '|']);
    if !begins {
        return 1;
    }
    text[1..].find('\'').map_or(text.len(), |end| end + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(source: &str, target: &str) -> Vec<String> {
        check(source, target).into_iter().map(|remark| remark.message).collect()
    }

    #[test]
    fn branches_of_arabic_that_english_lacks_are_right() {
        let source = "{n, plural, one {# file in {place}} other {# files in {place}}}";
        let right = "{n, plural, zero {لا ملفات في {place}} one {ملف في {place}} two {ملفان في \
                     {place}} few {# ملفات في {place}} many {# ملفا في {place}} other {# ملف في \
                     {place}}}";
        assert!(messages(source, right).is_empty());
        let wrong = "{n, plural, one {ملف} other {# ملف في {place}}}";
        assert_eq!(messages(source, wrong), ["{place} of the source is missing in the branch one"]);
    }

    #[test]
    fn braces_pair_and_quotes_hide_them() {
        assert_eq!(messages("{a, select, other {x}}", "{a, select, other {س}").len(), 1);
        assert!(messages("'{'{a, select, other {x}}", "'{'{a, select, other {س}}").is_empty());
        assert!(messages("{", "}").is_empty());
    }

    #[test]
    fn hostile_nesting_does_no_harm() {
        let deep = "{a, select, other ".repeat(5_000) + &"}".repeat(5_000);
        messages(&deep, &deep);
    }
}
