//! Ignore: findings that somebody decided to leave as they are.

use crate::corpus::Unit;
use crate::finding::Finding;

/// What a translator's note says to leave a unit's findings out: `mizan:ignore quotes, brackets`.
const NOTE: &str = "mizan:ignore";

/// A rule of the configuration; a finding must agree with all that it names.
///
/// # Examples
///
/// ```
/// use mizan::check::{Ignore, Settings, check};
/// use mizan::corpus::{Content, Unit};
///
/// let unit = Unit { target: Some(Content::plain("نعم ؟")), ..Unit::default() };
/// let rule = Ignore { file: Some("old/**".into()), ..Ignore::default() };
/// let settings = Settings { ignore: vec![rule], ..Settings::default() };
/// assert!(check("old/ar/a.po", &[unit.clone()], &settings).is_empty());
/// assert_eq!(check("new/a.po", &[unit], &settings).len(), 1);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ignore {
    /// The check.
    pub check: Option<String>,
    /// The file: `*` is anything but a slash, `**` anything, `?` one character.
    pub file: Option<String>,
    /// What was found contains this, or the translation where nothing was.
    pub text: Option<String>,
}

impl Ignore {
    /// Whether the rule is about this finding.
    pub(super) fn covers(&self, file: &str, unit: &Unit, finding: &Finding) -> bool {
        let target = unit.target.as_ref().map_or("", |content| content.text.as_str());
        let text = finding.found.as_deref().unwrap_or(target);
        self.check.as_ref().is_none_or(|check| *check == finding.check)
            && self.file.as_ref().is_none_or(|pattern| matches(pattern.as_bytes(), file.as_bytes()))
            && self.text.as_ref().is_none_or(|part| text.contains(part.as_str()))
    }
}

/// Whether a note says to leave out the findings of a check.
pub(super) fn is_noted(note: &str, check: &str) -> bool {
    note.match_indices(NOTE).any(|(at, _)| {
        let names = note[at + NOTE.len()..].lines().next().unwrap_or_default();
        names.split([',', ' ', '\t']).any(|name| name == check || name == "all")
    })
}

/// Whether a path agrees with a pattern.
fn matches(pattern: &[u8], path: &[u8]) -> bool {
    // Where to go on after a star that took too little: pattern, path, whether it takes slashes.
    let mut stars: Vec<(usize, usize, bool)> = Vec::new();
    let (mut p, mut at) = (0, 0);
    loop {
        if pattern[p..].starts_with(b"**") {
            // `**/` may be nothing.
            p += if pattern[p..].starts_with(b"**/") && at == 0 { 3 } else { 2 };
            stars = vec![(p, at, true)];
            continue;
        }
        match (pattern.get(p), path.get(at)) {
            (Some(b'*'), _) => {
                p += 1;
                stars.retain(|star| star.2);
                stars.push((p, at, false));
                continue;
            }
            (None, None) => return true,
            (Some(b'?'), Some(character)) if *character != b'/' => {
                (p, at) = (p + 1, at + 1);
                continue;
            }
            (Some(wanted), Some(character)) if wanted == character => {
                (p, at) = (p + 1, at + 1);
                continue;
            }
            _ => {}
        }
        // The last star takes one character more.
        loop {
            let Some((after, taken, crosses)) = stars.last_mut() else { return false };
            let Some(next) = path.get(*taken).filter(|next| *crosses || **next != b'/') else {
                stars.pop();
                continue;
            };
            let _ = next;
            *taken += 1;
            (p, at) = (*after, *taken);
            break;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_name_files() {
        let is = |pattern: &str, path: &str| matches(pattern.as_bytes(), path.as_bytes());
        assert!(is("*.po", "ar.po") && !is("*.po", "a/ar.po") && is("**/*.po", "a/b/ar.po"));
        assert!(is("**/*.po", "ar.po") && is("a/**", "a/b/c") && !is("a/**", "b/a/c"));
        assert!(is("a?.po", "ab.po") && !is("a?.po", "a.po") && is("", "") && !is("", "a"));
        assert!(is("a/*/c", "a/b/c") && !is("a/*/c", "a/b/d/c"));
        assert!(!is(&"*a".repeat(50), &"a/".repeat(2_000)));
    }

    #[test]
    fn notes_name_checks() {
        assert!(is_noted("see below\nmizan:ignore quotes, brackets", "brackets"));
        assert!(is_noted("mizan:ignore all", "brackets"));
        assert!(!is_noted("mizan:ignore quotes\nbrackets", "brackets"));
        assert!(!is_noted("brackets", "brackets"));
    }
}
