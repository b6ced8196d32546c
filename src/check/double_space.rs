//! Double space: more than one space between words, where the source has none.

use super::characters::{Characters, Class};
use super::{Case, Remark};

pub(super) fn check(case: &Case<'_>) -> Vec<Remark> {
    let found = runs(case.target);
    if found.is_empty() || case.source.is_some_and(|source| !runs(source).is_empty()) {
        return Vec::new();
    }
    let remark = |span| Remark::warning(span, "more than one space").expecting(" ");
    found.into_iter().map(remark).collect()
}

/// Runs of spaces within a line; those at its ends indent it.
fn runs(text: &Characters) -> Vec<std::ops::Range<usize>> {
    let mut runs = Vec::new();
    if !text.has(Class::Space) {
        return runs;
    }
    let mut at = 0;
    while at < text.len() {
        if text.at(at) != ' ' {
            at += 1;
            continue;
        }
        let start = at;
        while text.at(at) == ' ' {
            at += 1;
        }
        let is_inside =
            start > 0 && text.class(start - 1) != Class::Break && text.class(at) != Class::Break;
        if at - start > 1 && is_inside {
            runs.push(start..at);
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::super::testing::{found, found_with};
    use super::*;

    #[test]
    fn two_spaces_between_words_are_found() {
        assert_eq!(found(check, "ذهب  ثم   عاد"), ["  ", "   "]);
        assert!(found(check, "  ذهب\n  عاد ").is_empty());
        assert!(found(check, "").is_empty());
    }

    #[test]
    fn spaces_of_the_source_are_left_alone() {
        assert!(found_with(check, "One.  Two.", "واحد.  اثنان.").is_empty());
    }
}
