//! Copy: the source given back.
//!
//! An output is a copy when its words, white space and case aside, are the source's; nearly one when
//! it has at least [`LEAST_WORDS`] words and shares four fifths of them with the source ([`NEAR`],
//! Dice's coefficient over bags of words). Neither counts where a reference is nearly as much like
//! the source: a name, a formula, a dialect.

use super::line::{Line, alike};
use super::script::{Target, is_foreign};
use super::{Flag, Kind, Texts};
use crate::finding::Severity;

const NEAR: f64 = 0.8;
/// A reference this near to the source's likeness excuses the output.
const EXCUSE: f64 = 0.3;
/// Fewer words may be a name that stays as it is.
const LEAST_WORDS: usize = 4;

pub(super) fn flag(
    texts: &Texts<'_>,
    output: &Line<'_>,
    target: Option<Target>,
    segment: usize,
) -> Option<Flag> {
    let source = texts.source.as_ref()?;
    let has_letters = output.text.chars().any(char::is_alphabetic);
    let is_whole = output.len() == source.len() && output.key() == source.key();
    let likeness = if is_whole { 1.0 } else { alike(output, source) };
    let is_long = output.len() >= LEAST_WORDS;
    if !has_letters || !(is_whole || is_long && likeness >= NEAR) {
        return None;
    }
    let references = texts.references.iter().map(|reference| alike(reference, source));
    if references.fold(0.0, f64::max) > likeness - EXCUSE {
        return None;
    }
    // Without a reference, languages of one script may share a sentence.
    let is_certain =
        !texts.references.is_empty() || target.is_some_and(|target| is_foreign(output, target));
    let severity = match is_long && is_certain {
        true => Severity::Error,
        false => Severity::Warning,
    };
    let message = match is_whole {
        true => "the source, not translated".to_owned(),
        false => format!("{:.0} % of the words are the source's", 100.0 * likeness),
    };
    Some(Flag { kind: Kind::Copy, severity, segment, span: None, found: None, message })
}
