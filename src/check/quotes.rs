//! Quotes: pairs that are not closed, and more than one kind in a text.

use super::characters::{Characters, Class};
use super::{Case, Remark};
use crate::corpus::Unit;
use crate::finding::Severity;

/// Kinds of double quotation marks.
const KINDS: [(&str, &[char]); 3] =
    [("« »", &['«', '»']), ("“ ”", &['“', '”', '„']), ("\" \"", &['"'])];

pub(super) fn check(case: &Case<'_>) -> Vec<Remark> {
    let target = case.target;
    if !target.has(Class::Sign) {
        return Vec::new();
    }
    // What is open in the source too is no fault of the translation: a quotation over segments.
    let is_open_in_source = case.source.is_some_and(|source| {
        unbalanced(source).is_some() || count(source, '\'') % 2 == 1 && !target.has(Class::Latin)
    });
    let mut remarks = Vec::new();
    if let Some((place, mark)) = unbalanced(target)
        && !is_open_in_source
    {
        let message = format!("{mark} without its partner");
        remarks.push(Remark::warning(place..place + 1, message));
    }
    remarks.extend(mixed(target));
    remarks
}

/// A mark without a partner: the last of its kind.
fn unbalanced(text: &Characters) -> Option<(usize, char)> {
    let (mut angles, mut curly, mut straight) = (0_i32, 0, 0);
    let is_odd = text.all().iter().filter(|&&c| c == '"').count() % 2 == 1;
    let mut last = [None; 3];
    for (place, &character) in text.all().iter().enumerate() {
        if text.class(place) != Class::Sign {
            continue;
        }
        match character {
            '«' => angles += 1,
            '»' => angles -= 1,
            '“' | '”' | '„' => curly += 1,
            // Inches and seconds.
            '"' if !(is_odd && is_measure(text, place)) => straight += 1,
            _ => continue,
        }
        let kind = KINDS.iter().position(|(_, marks)| marks.contains(&character));
        last[kind.unwrap_or(0)] = Some((place, character));
    }
    [(angles != 0), (curly % 2 == 1), (straight % 2 == 1)]
        .into_iter()
        .zip(last)
        .find_map(|(is_open, last)| last.filter(|_| is_open))
}

fn is_measure(text: &Characters, place: usize) -> bool {
    let before = place.checked_sub(1).map_or(Class::Break, |before| text.class(before));
    matches!(before, Class::Digit | Class::ArabicDigit)
}

fn count(text: &Characters, mark: char) -> usize {
    (0..text.len()).filter(|&place| text.is_sign(place, mark)).count()
}

/// A second kind of quotation marks that does not stand within the first.
fn mixed(text: &Characters) -> Option<Remark> {
    let mut outer: Option<usize> = None;
    let mut depth = 0_i32;
    for (place, &character) in text.all().iter().enumerate() {
        if text.class(place) != Class::Sign {
            continue;
        }
        let Some(kind) = KINDS.iter().position(|(_, marks)| marks.contains(&character)) else {
            continue;
        };
        match outer {
            None => outer = Some(kind),
            // «… “…” …».
            Some(first) if first != kind && depth > 0 => continue,
            Some(first) if first != kind => {
                let message = format!("{} and {} in one text", KINDS[first].0, KINDS[kind].0);
                return Some(Remark::warning(place..place + 1, message));
            }
            Some(_) => {}
        }
        match character {
            '«' | '“' | '„' => depth += 1,
            '»' | '”' => depth -= 1,
            _ => depth = 1 - depth,
        }
        depth = depth.max(0);
    }
    None
}

/// Which kinds the whole text uses: the first place of each that most of the text does not have,
/// and of “ ”, where Arabic print has « ».
pub(super) fn check_text(units: &[Unit]) -> Vec<(usize, Remark)> {
    let mut counts = [0_usize; KINDS.len()];
    let mut first: [Option<(usize, usize)>; KINDS.len()] = [None; KINDS.len()];
    for (index, unit) in units.iter().enumerate() {
        let Some(target) = &unit.target else { continue };
        // No mark is cheaper to see in bytes.
        if !target.text.contains(['«', '»', '“', '”', '„', '"']) {
            continue;
        }
        let target = Characters::of(target);
        if !target.has(Class::Arabic) {
            continue;
        }
        for (place, character) in target.all().iter().enumerate() {
            let kind = KINDS.iter().position(|(_, marks)| marks.contains(character));
            let Some(kind) = kind.filter(|_| target.class(place) == Class::Sign) else { continue };
            counts[kind] += 1;
            first[kind].get_or_insert((index, place));
        }
    }
    let main = (0..KINDS.len()).max_by_key(|&kind| counts[kind]).unwrap_or(0);
    let mut remarks = Vec::new();
    for (kind, place) in first.iter().enumerate() {
        let Some((unit, place)) = *place else { continue };
        let message = if kind != main {
            let of = counts[kind] + counts[main];
            format!(
                "{}, where most of the text has {}: {} of {of}",
                KINDS[kind].0, KINDS[main].0, counts[kind]
            )
        } else if kind == 1 {
            format!("the text has “ ” ({} marks); Arabic print has « »", counts[kind])
        } else {
            continue;
        };
        let remark = Remark::info(place..place + 1, message);
        remarks.push((unit, Remark { severity: Severity::Info, ..remark }));
    }
    remarks
}

#[cfg(test)]
mod tests {
    use super::super::testing::{found, found_with, texts};
    use super::*;

    #[test]
    fn open_quotations_are_found() {
        assert_eq!(found(check, "قال «نعم ثم سكت"), ["«"]);
        assert_eq!(found(check, "قال \"نعم ثم سكت"), ["\""]);
        assert_eq!(found(check, "قال نعم” ثم سكت"), ["”"]);
    }

    #[test]
    fn two_kinds_are_found_unless_one_stands_in_the_other() {
        assert_eq!(found(check, "«أ» و“ب”"), ["“"]);
        assert!(found(check, "«قال “نعم” ثم سكت»").is_empty());
        assert!(found(check, "قال \"نعم\" و\"لا\"").is_empty());
        assert!(found(check, "شاشة 15\" كبيرة").is_empty());
        assert!(found(check, "”أ“ و”ب“").is_empty());
        assert!(found(check, "").is_empty());
    }

    #[test]
    fn what_is_open_in_the_source_may_be_open() {
        assert!(found_with(check, "\"Yes, he said", "\"نعم كما قال").is_empty());
    }

    #[test]
    fn the_kind_that_most_of_a_text_lacks_is_found_once() {
        let units = texts(&["«أ» «ب»", "«ج»", "“د”", "“ه”"]);
        let remarks = check_text(&units);
        assert_eq!(remarks.len(), 1);
        assert_eq!((remarks[0].0, remarks[0].1.span.clone()), (2, Some(0..1)));
        assert!(check_text(&texts(&["«أ»"])).is_empty());
        assert_eq!(check_text(&texts(&["“أ”", "“ب”"])).len(), 1);
    }
}
