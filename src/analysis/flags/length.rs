//! Length: outputs out of all proportion.
//!
//! ```text
//! r = ln((length of the output + 10) / (length of the reference + 10))
//! ```
//!
//! Lengths are letters and digits; the 10 keeps short segments from flying off: "نعم" for a
//! reference of twelve letters is no alarm. Of several references the nearest in length counts.
//! Where there is none, the source stands in, and r is taken from its median over the system's
//! segments, since languages differ in length; below [`LEAST_SEGMENTS`] segments that median is
//! unknown, and nothing is flagged. Where there are both, a length that fits the source within a
//! ratio of [`FITS`] is no alarm: then it is the reference that is wordy, or another sentence's.
//!
//! An output is flagged
//!
//! - beyond a ratio of [`FAR`] by itself, as an error;
//! - beyond a ratio of [`NEAR`] where it is also an outlier of its system: more than [`SPREADS`]
//!   standard deviations from the median, as 1.4826 · MAD estimates them (Rousseeuw and Croux, 1993).
//!
//! A reference compared with itself has r = 0.

use super::line::Line;
use super::{Flag, Kind, Texts};
use crate::finding::Severity;

const ADDED: f64 = 10.0;
const NEAR: f64 = 1.6;
const FAR: f64 = 2.5;
const FITS: f64 = 1.3;
const SPREADS: f64 = 5.0;
const LEAST_SEGMENTS: usize = 20;

/// The lengths of an output and of what it is held against.
#[derive(Debug, Clone, Copy)]
pub(super) struct Length {
    output: usize,
    /// That of the nearest reference.
    reference: Option<usize>,
    source: Option<usize>,
}

impl Length {
    pub(super) fn of(texts: &Texts<'_>, output: &Line<'_>) -> Length {
        let output = output.length();
        let distance = |other: &usize| log_ratio(output, *other).abs();
        let references = texts.references.iter().map(Line::length);
        let reference = references.min_by(|one, other| distance(one).total_cmp(&distance(other)));
        Length { output, reference, source: texts.source.as_ref().map(Line::length) }
    }
}

fn log_ratio(output: usize, other: usize) -> f64 {
    ((output as f64 + ADDED) / (other as f64 + ADDED)).ln()
}

/// The outliers among the outputs of a system, one entry per segment.
pub(super) fn flags(lengths: &[Option<Length>]) -> Vec<Flag> {
    let known = || lengths.iter().flatten();
    let to_references = Ratios::of(known().map(|length| (length.output, length.reference)));
    let to_sources = Ratios::of(known().map(|length| (length.output, length.source)));
    let mut flags = Vec::new();
    for (segment, length) in lengths.iter().enumerate() {
        let Some(Length { output, reference, source }) = *length else { continue };
        let from_source = match (source, &to_sources) {
            (Some(source), Some(ratios)) => Some(log_ratio(output, source) - ratios.middle),
            _ => None,
        };
        let found = match (reference, source, from_source) {
            (Some(reference), _, from_source) => {
                let off = log_ratio(output, reference);
                let fits = from_source.is_some_and(|other| other * off.signum() <= FITS.ln());
                (!fits && is_far(off, off, &to_references)).then_some((off, "reference", reference))
            }
            (None, Some(source), Some(off)) => is_far(off, log_ratio(output, source), &to_sources)
                .then_some((off, "source", source)),
            (None, _, _) => None,
        };
        flags.extend(found.map(|(off, what, other)| flag(segment, output, off, (what, other))));
    }
    flags
}

/// How a system's lengths are spread.
struct Ratios {
    middle: f64,
    spread: f64,
}

impl Ratios {
    /// `None` where there are too few to tell.
    fn of(lengths: impl Iterator<Item = (usize, Option<usize>)>) -> Option<Ratios> {
        let ratios: Vec<f64> =
            lengths.filter_map(|(output, other)| Some(log_ratio(output, other?))).collect();
        if ratios.len() < LEAST_SEGMENTS {
            return None;
        }
        let middle = median(&ratios);
        let deviations: Vec<f64> = ratios.iter().map(|ratio| (ratio - middle).abs()).collect();
        Some(Ratios { middle, spread: 1.4826 * median(&deviations) })
    }
}

/// Whether a length is `off` beyond the limits.
fn is_far(off: f64, ratio: f64, ratios: &Option<Ratios>) -> bool {
    let is_outlier = ratios
        .as_ref()
        .is_some_and(|ratios| (ratio - ratios.middle).abs() > SPREADS * ratios.spread);
    off.abs() > FAR.ln() || off.abs() > NEAR.ln() && is_outlier
}

fn flag(segment: usize, output: usize, off: f64, (what, other): (&str, usize)) -> Flag {
    let severity = if off.abs() > FAR.ln() { Severity::Error } else { Severity::Warning };
    let how = if off > 0.0 { "long" } else { "short" };
    let message = format!("too {how}: {output} letters and digits, the {what} has {other}");
    Flag { kind: Kind::Length, severity, segment, span: None, found: None, message }
}

/// The middle value, or the mean of the two in the middle; 0 of nothing.
fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    match sorted.len() {
        0 => 0.0,
        odd if odd % 2 == 1 => sorted[odd / 2],
        even => (sorted[even / 2 - 1] + sorted[even / 2]) / 2.0,
    }
}
