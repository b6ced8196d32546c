//! Placeholder: the translation has the placeholders and tags of the source, each as often, in any
//! order.
//!
//! - A plural form for one or two may leave one placeholder out: Arabic says "a file", "two files"
//!   without a number. The form for zero may leave out any: "nothing was changed".
//! - Where branches of plurals share one string, each branch is compared for itself: those of ICU's
//!   `{n, plural, one {…} other {…}}`, and those that `|` parts, as in Symfony's files.

use std::cell::LazyCell;
use std::collections::BTreeMap;
use std::ops::Range;

use super::places::Places;
use super::{Case, Remark};
use crate::corpus::{CodeKind, Content, Dialect};

mod icu;

/// Forms for one and two, in which Arabic may leave the number out, by the names of CLDR and by gettext's numbers.
const WITHOUT_NUMBER: [&str; 4] = ["one", "two", "1", "2"];
/// As many branches of `|` come first in Arabic that may leave the number out.
const BRANCHES_WITHOUT_NUMBER: usize = 3;
/// More than any language has plurals: no branches but a table or a drawing.
const MOST_BRANCHES: usize = 12;

/// What is to be found in a stretch of text: name and kind with their bytes.
type Names<'a> = BTreeMap<&'a str, (CodeKind, Vec<Range<usize>>)>;

pub(super) fn check(case: &Case<'_>) -> Vec<Remark> {
    let (Some(source), Some(target)) = (&case.unit.source, &case.unit.target) else {
        return Vec::new();
    };
    if target.text.trim().is_empty() {
        return Vec::new();
    }
    if case.unit.dialects.contains(&Dialect::Icu)
        && (icu::has_branches(&source.text) || icu::has_branches(&target.text))
    {
        return icu::check(&source.text, &target.text);
    }
    if source.codes.is_empty() && target.codes.is_empty() {
        return Vec::new();
    }
    let (sources, targets) = (branches(source), branches(target));
    if sources.len() > 1 && targets.len() > 1 {
        return check_branches(source, &sources, target, &targets);
    }
    let omissible = match case.unit.plural.as_deref() {
        // "Nothing was changed".
        Some("zero" | "0") => usize::MAX,
        Some(form) if WITHOUT_NUMBER.contains(&form) => 1,
        Some(_) | None => 0,
    };
    let whole = |content: &Content| 0..content.text.len();
    let wanted = names(source, &whole(source));
    let is_plural = case.unit.plural.is_some();
    compare(&wanted, &names(target, &whole(target)), &target.text, omissible, is_plural)
}

/// The parts of a string between `|` outside codes; one where there is none, or one is empty.
fn branches(content: &Content) -> Vec<Range<usize>> {
    let text = &content.text;
    let whole = || std::iter::once(0..text.len()).collect();
    if text.matches('|').count() > MOST_BRANCHES {
        return whole();
    }
    let in_code = |at: usize| content.codes.iter().any(|code| code.span.contains(&at));
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices('|').filter(|(at, _)| !in_code(*at)) {
        parts.push(start..at);
        start = at + 1;
    }
    parts.push(start..text.len());
    if parts.iter().any(|part| text[part.clone()].trim().is_empty()) {
        return whole();
    }
    parts
}

fn names<'a>(content: &'a Content, part: &Range<usize>) -> Names<'a> {
    let mut names = Names::new();
    // `&amp;` is a character, and another may stand for it.
    let is_character = |name: &str| name.starts_with('&') && name.ends_with(';');
    let within = content.codes.iter().filter(|code| {
        part.start <= code.span.start && code.span.end <= part.end && !is_character(&code.name)
    });
    for code in within {
        let (_, places) =
            names.entry(code.name.as_str()).or_insert_with(|| (code.kind, Vec::new()));
        places.push(code.span.clone());
    }
    names
}

/// Each branch of the translation against the last branch of the source, which is its plural.
fn check_branches(
    source: &Content,
    sources: &[Range<usize>],
    target: &Content,
    targets: &[Range<usize>],
) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let Some(last) = sources.last() else { return remarks };
    let wanted = names(source, last);
    for (index, part) in targets.iter().enumerate() {
        // Where both languages have as many, they need not be plurals.
        let same = sources.get(index).filter(|_| sources.len() == targets.len());
        let wanted = same.map_or_else(|| wanted.clone(), |part| names(source, part));
        let omissible = usize::from(index < BRANCHES_WITHOUT_NUMBER);
        remarks.extend(compare(&wanted, &names(target, part), &target.text, omissible, true));
    }
    remarks
}

/// What is missing, but for so many placeholders, and what is too much.
fn compare(
    wanted: &Names<'_>,
    found: &Names<'_>,
    text: &str,
    omissible: usize,
    is_plural: bool,
) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let mut omitted = 0;
    let in_code_points = LazyCell::new(|| Places::of(text));
    for (name, (kind, places)) in wanted {
        let there = found.get(name).map_or(0, |(_, places)| places.len());
        if there >= places.len() {
            continue;
        }
        if *kind == CodeKind::Placeholder && omitted < omissible {
            omitted += 1;
            continue;
        }
        let message = match there {
            0 => format!("{name} of the source is missing"),
            _ => format!("{name} stands {there} times, in the source {}", places.len()),
        };
        remarks.push(Remark::error(None, message).expecting(*name));
    }
    for (name, (kind, places)) in found {
        let wanted = wanted.get(name).map_or(0, |(_, places)| places.len());
        if places.len() <= wanted {
            continue;
        }
        // The singular of English may have no number where a form of Arabic has one.
        if is_plural && wanted == 0 && *kind == CodeKind::Placeholder && is_number(name) {
            continue;
        }
        let span = in_code_points.code_points(&places[wanted]);
        let message = match wanted {
            0 => format!("{name} is not in the source"),
            _ => format!("{name} stands {} times, in the source {wanted}", places.len()),
        };
        remarks.push(Remark::error(span, message));
    }
    remarks
}

/// Whether a placeholder is one for numbers.
fn is_number(name: &str) -> bool {
    name.starts_with('%') && name.ends_with(['d', 'i', 'u', 'n']) || name == "#"
}

#[cfg(test)]
mod tests {
    use super::super::testing::{remarks, unit};
    use super::*;
    use crate::corpus::{Code, Unit};

    /// Marks `%…` up to a space or `|` and `<…>` as codes.
    fn content(text: &str) -> Content {
        let mut codes = Vec::new();
        let mut at = 0;
        while at < text.len() {
            let rest = &text[at..];
            let (length, kind) = if rest.starts_with('%') {
                (rest.find([' ', '|', '.']).unwrap_or(rest.len()), CodeKind::Placeholder)
            } else if rest.starts_with('<') {
                (rest.find('>').map_or(rest.len(), |end| end + 1), CodeKind::Tag)
            } else {
                at += rest.chars().next().map_or(1, char::len_utf8);
                continue;
            };
            codes.push(Code { span: at..at + length, name: rest[..length].into(), kind });
            at += length;
        }
        Content { text: text.into(), codes }
    }

    fn messages(source: &str, target: &str, plural: Option<&str>) -> Vec<String> {
        let unit = Unit {
            source: Some(content(source)),
            target: Some(content(target)),
            plural: plural.map(str::to_owned),
            ..Unit::default()
        };
        remarks(check, &unit).into_iter().map(|remark| remark.message).collect()
    }

    #[test]
    fn what_is_missing_and_what_is_too_much_is_found() {
        assert_eq!(messages("%s of %d", "من %s", None), ["%d of the source is missing"]);
        assert_eq!(messages("%s", "%s و %d", None), ["%d is not in the source"]);
        assert_eq!(messages("<b>a</b>", "<b>أ<b>", None).len(), 2);
        assert_eq!(messages("%s", "%s %s", None), ["%s stands 2 times, in the source 1"]);
    }

    #[test]
    fn the_order_is_free() {
        assert!(messages("%1$s of %2$s", "من %2$s إلى %1$s", None).is_empty());
        assert!(messages("no code", "بلا رمز", None).is_empty());
        assert!(messages("%s", "", None).is_empty());
    }

    #[test]
    fn forms_for_one_and_two_may_leave_the_number_out() {
        for form in ["one", "two", "0", "1"] {
            assert!(messages("%d files", "ملفان", Some(form)).is_empty());
        }
        assert!(messages("%d %s changed", "لا شيء", Some("zero")).is_empty());
        assert!(messages("a &amp; b", "أ وب", None).is_empty());
        assert_eq!(messages("%d files", "ملفات", Some("few")).len(), 1);
        assert_eq!(messages("%d <b>files</b>", "ملفان", Some("two")).len(), 2);
        assert!(messages("one file", "%d ملفات", Some("3")).is_empty());
    }

    #[test]
    fn branches_are_compared_one_by_one() {
        let source = "one value, at least %n|at least %n values";
        let right = "لا قيم|قيمة واحدة|قيمتان|%n قيم|%n قيمة|%n قيمة";
        assert!(messages(source, right, None).is_empty());
        let wrong = "لا قيم|قيمة واحدة|قيمتان|قيم|%n قيمة|%n قيمة";
        assert_eq!(messages(source, wrong, None), ["%n of the source is missing"]);
        assert!(messages("a | %s", "أ", None).len() == 1);
    }

    #[test]
    fn places_are_in_code_points() {
        let unit =
            Unit { source: Some(content("a")), target: Some(content("ملف %s")), ..unit("") };
        assert_eq!(remarks(check, &unit)[0].span, Some(4..6));
    }
}
