//! Whitespace: the spaces and line breaks at the ends of a text and within it, as the source has
//! them.

use super::{Case, Remark};

pub(super) fn check(case: &Case<'_>) -> Vec<Remark> {
    let target = &case.target.all();
    let first = target.iter().position(|c| !c.is_whitespace());
    let Some(first) = first else {
        return Vec::new();
    };
    let last = target.iter().rposition(|c| !c.is_whitespace()).map_or(0, |last| last + 1);
    let mut remarks = Vec::new();
    match case.source.map(super::characters::Characters::all) {
        Some(source) if source.iter().any(|c| !c.is_whitespace()) => {
            let start = source.iter().position(|c| !c.is_whitespace()).unwrap_or(0);
            let end = source.iter().rposition(|c| !c.is_whitespace()).map_or(0, |last| last + 1);
            remarks.extend(edge(&source[..start], &target[..first], 0..first, "start"));
            remarks.extend(edge(&source[end..], &target[last..], last..target.len(), "end"));
            remarks.extend(breaks(&source[start..end], &target[first..last]));
        }
        _ => {
            for (span, end) in [(0..first, "start"), (last..target.len(), "end")] {
                let is_carriage_return = target[span.clone()] == ['\r'];
                if !span.is_empty() && !is_carriage_return {
                    remarks.push(Remark::info(span, format!("white space at the {end}")));
                }
            }
        }
    }
    remarks
}

/// What the ends of two texts differ in.
fn edge(
    source: &[char],
    target: &[char],
    span: std::ops::Range<usize>,
    end: &str,
) -> Option<Remark> {
    let count = |text: &[char]| text.iter().filter(|&&c| c == '\n').count();
    let spaces = |text: &[char]| text.iter().any(|&c| c != '\n' && c != '\r');
    let place = (!span.is_empty()).then_some(span);
    let (wanted, found) = (count(source), count(target));
    if wanted != found {
        let message = format!("{found} line breaks at the {end}, the source has {wanted}");
        return Some(Remark::warning(place, message));
    }
    match (spaces(source), spaces(target)) {
        (true, false) => {
            Some(Remark::warning(None, format!("no space at the {end}, the source has one")))
        }
        (false, true) => {
            Some(Remark::warning(place, format!("space at the {end}, the source has none")))
        }
        _ => None,
    }
}

/// Line breaks within: paragraphs that were joined or parted.
fn breaks(source: &[char], target: &[char]) -> Option<Remark> {
    let count = |text: &[char]| text.iter().filter(|&&c| c == '\n').count();
    let (wanted, found) = (count(source), count(target));
    (wanted != found)
        .then(|| Remark::info(None, format!("{found} line breaks within, the source has {wanted}")))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{found, found_with};
    use super::*;

    #[test]
    fn ends_are_compared_with_the_source() {
        assert_eq!(found_with(check, "Name: ", "الاسم:").len(), 1);
        assert_eq!(found_with(check, "Name", " الاسم"), [" "]);
        assert_eq!(found_with(check, "Name\n", "الاسم").len(), 1);
        assert!(found_with(check, " Name\n", " الاسم\n").is_empty());
        assert_eq!(found_with(check, "a\nb", "أ ب").len(), 1);
    }

    #[test]
    fn without_a_source_white_space_at_the_ends_is_found() {
        assert_eq!(found(check, "نعم "), [" "]);
        assert!(found(check, "نعم\r").is_empty());
        assert!(found(check, "  ").is_empty());
        assert!(found(check, "").is_empty());
    }
}
