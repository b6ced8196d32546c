//! Check: what can be seen to be wrong with a translation without a reference.
//!
//! A check is a function over one unit, or over all units of a text, and gives remarks; with the
//! check's name and the segment they are [`Finding`]s. [`CHECKS`] lists them. Each says only what a
//! proofreader would: docs/check.md has the rules and how often they are right.

mod accelerator;
mod baseline;
mod bidi;
mod brackets;
mod characters;
mod consistency;
mod digits;
mod double_space;
mod doubled_word;
mod encoding;
mod glossary;
mod ignore;
mod latin_in_arabic;
mod length;
mod missing_space;
mod mixed_script;
mod name;
mod number;
mod orthography;
mod placeholder;
mod places;
mod plural;
mod punctuation;
mod quotes;
mod registry;
mod remark;
mod scorecard;
mod settings;
mod space_before_punctuation;
mod untranslated;
mod url;
mod whitespace;

#[cfg(test)]
mod testing;

use rayon::prelude::*;

pub use baseline::{Baseline, fingerprints};
pub use ignore::Ignore;
pub use registry::{CHECKS, Check};
pub use remark::Remark;
pub use scorecard::{Scorecard, Weights};
pub use settings::{Digits, Glossary, Locale, Settings};

use self::characters::Characters;
use crate::corpus::Unit;
use crate::finding::Finding;

/// One unit, as a check sees it.
struct Case<'a> {
    unit: &'a Unit,
    /// The source, where there is one.
    source: Option<&'a Characters>,
    target: &'a Characters,
    settings: &'a Settings,
}

/// Everything that the chosen checks find in a text, in its order.
///
/// Units without a translation are passed over. `file` is what rules of
/// [`Settings::ignore`] compare their patterns with.
///
/// # Examples
///
/// ```
/// use mizan::check::{Settings, check};
/// use mizan::corpus::{Content, Unit};
///
/// let unit = Unit { target: Some(Content::plain("خلال إحاطةه ، أمس")), ..Unit::default() };
/// let found = check("hyp.ar", &[unit], &Settings::default());
/// assert_eq!(found[0].check, "orthography");
/// assert_eq!(found[0].expected, ["إحاطته"]);
/// assert_eq!((found[1].check.as_str(), found[1].span.clone()), ("space-before-punctuation", Some(11..13)));
/// ```
pub fn check(file: &str, units: &[Unit], settings: &Settings) -> Vec<Finding> {
    let chosen: Vec<&Check> = CHECKS.iter().filter(|check| settings.has(check)).collect();
    let of_units = units.par_iter().enumerate();
    let mut findings: Vec<Vec<Finding>> =
        of_units.map(|(segment, unit)| check_unit(segment, unit, &chosen, settings)).collect();
    for check in &chosen {
        for (segment, remark) in check.over_text(units, settings) {
            let text = units[segment].target.as_ref().map_or("", |content| &content.text);
            let characters: Vec<char> = text.chars().collect();
            findings[segment].push(finding(check, segment, remark, &characters));
        }
    }
    let all = findings.into_iter().zip(units).flat_map(|(mut findings, unit)| {
        findings.iter_mut().for_each(|finding| settings.weigh(finding));
        findings.retain(|finding| is_admitted(file, unit, finding, settings));
        findings.sort_by_key(|finding| finding.span.as_ref().map(|span| (span.start, span.end)));
        findings
    });
    all.collect()
}

/// Whether no rule and no note in the file says to leave a finding out, and it is severe enough.
/// Findings that were made elsewhere, as those of names, pass through here too.
///
/// # Examples
///
/// ```
/// use mizan::check::{Settings, check, is_admitted};
/// use mizan::corpus::{Content, Unit};
///
/// let unit = Unit { target: Some(Content::plain("نعم ؟")), ..Unit::default() };
/// let found = check("a.po", &[unit.clone()], &Settings::default());
/// let noted = Unit { note: Some("mizan:ignore space-before-punctuation".into()), ..unit };
/// assert!(!is_admitted("a.po", &noted, &found[0], &Settings::default()));
/// ```
pub fn is_admitted(file: &str, unit: &Unit, finding: &Finding, settings: &Settings) -> bool {
    let is_noted = unit.note.as_deref().is_some_and(|note| ignore::is_noted(note, &finding.check));
    finding.severity >= settings.severity
        && !is_noted
        && !settings.ignore.iter().any(|rule| rule.covers(file, unit, finding))
}

fn check_unit(segment: usize, unit: &Unit, chosen: &[&Check], settings: &Settings) -> Vec<Finding> {
    let Some(content) = &unit.target else { return Vec::new() };
    let target = Characters::of(content);
    let source = unit.source.as_ref().map(Characters::of);
    let case = Case { unit, source: source.as_ref(), target: &target, settings };
    let mut findings = Vec::new();
    for check in chosen {
        let remarks = check.over_unit(&case).into_iter();
        findings.extend(remarks.map(|remark| finding(check, segment, remark, target.all())));
    }
    findings
}

/// A remark with all that a finding has.
fn finding(check: &Check, segment: usize, remark: Remark, target: &[char]) -> Finding {
    let found = remark
        .span
        .as_ref()
        .map(|span| target.get(span.clone()).unwrap_or_default().iter().collect());
    Finding {
        check: check.name.to_owned(),
        severity: remark.severity,
        segment,
        span: remark.span,
        found,
        expected: remark.expected,
        message: remark.message,
    }
}

#[cfg(test)]
mod tests {
    use super::testing::{pair, texts};
    use super::*;

    #[test]
    fn findings_stand_in_the_order_of_the_text() {
        let units = texts(&["نعم ، لا", "قال , ثم  عاد"]);
        let found = check("", &units, &Settings::default());
        let places: Vec<(usize, usize)> =
            found.iter().filter_map(|f| Some((f.segment, f.span.as_ref()?.start))).collect();
        assert!(places.is_sorted(), "{places:?}");
        assert!(found.len() >= 4);
    }

    #[test]
    fn spans_are_those_of_what_was_found() {
        let text = "دعم  Volodymyr Zelensky ، خلال إحاطةه \"نعم , 2٠24 كتابbook\u{202E}";
        for finding in check("", &texts(&[text]), &Settings::default()) {
            let Some(span) = finding.span else { continue };
            let there: String = text.chars().skip(span.start).take(span.len()).collect();
            assert_eq!(finding.found, Some(there));
        }
    }

    #[test]
    fn hostile_texts_do_no_harm_and_take_linear_time() {
        for piece in [
            "ا",
            "a",
            " ",
            "\u{64B}",
            "\u{200F}",
            "(",
            "\"",
            "،",
            "1",
            "&",
            "@.a",
            "\u{202B}",
            "ة",
            "{",
            "|",
            "' ",
            "ـ",
            "Ø§",
            "ab ",
            "كلمة كلمة ",
            "\u{10FFFF}",
            "www.",
            "ا(",
            "1\"",
            "&amp;",
        ] {
            let text = piece.repeat(60_000 / piece.len());
            let units = [pair(&text, &text), pair("", &text), pair(&text, "")];
            let started = std::time::Instant::now();
            check("", &units, &Settings::default());
            // Quadratic time would be minutes.
            let seconds = started.elapsed().as_secs_f64();
            assert!(seconds < 10.0, "{piece:?}: {seconds} s");
        }
    }

    #[test]
    fn a_line_of_a_megabyte_is_checked() {
        let text = "قال الرئيس، في ١٢ مايو: «نعم» ، ثم Grozny. ".repeat(15_000);
        assert!(text.len() > 1_000_000);
        let found = check("", &texts(&[&text]), &Settings::default());
        assert!(found.len() >= 30_000, "{}", found.len());
    }

    #[test]
    fn marks_alone_and_nothing_do_no_harm() {
        for text in [
            "", " ", "\u{64B}", "ـ", "\u{200F}", "\n", "\0", "،", "«", "١", "\u{FEFF}", "&", "\\u",
            "%",
        ] {
            check("", &[pair(text, text), pair("", text), pair(text, "")], &Settings::default());
            check("", &texts(&[text]), &Settings::default());
        }
    }
}
