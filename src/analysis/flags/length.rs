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
//! unknown, and nothing is flagged.
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
const SPREADS: f64 = 5.0;
const LEAST_SEGMENTS: usize = 20;

/// The lengths of an output and of what it is held against.
#[derive(Debug, Clone, Copy)]
pub(super) struct Length {
    output: usize,
    other: usize,
    is_reference: bool,
}

impl Length {
    pub(super) fn of(texts: &Texts<'_>, output: &Line<'_>) -> Option<Length> {
        let output = output.length();
        let references = texts.references.iter().map(Line::length);
        let nearest = references.min_by(|&one, &other| {
            let distance = |other| Length { output, other, is_reference: true }.log_ratio().abs();
            distance(one).total_cmp(&distance(other))
        });
        let is_reference = nearest.is_some();
        let other = nearest.or_else(|| texts.source.as_ref().map(Line::length))?;
        Some(Length { output, other, is_reference })
    }

    fn log_ratio(self) -> f64 {
        ((self.output as f64 + ADDED) / (self.other as f64 + ADDED)).ln()
    }
}

/// The outliers among the outputs of a system, one entry per segment.
pub(super) fn flags(lengths: &[Option<Length>]) -> Vec<Flag> {
    let mut flags = Vec::new();
    for is_reference in [true, false] {
        let of_kind: Vec<(usize, Length)> = (0..)
            .zip(lengths)
            .filter_map(|(segment, length)| Some((segment, (*length)?)))
            .filter(|(_, length)| length.is_reference == is_reference)
            .collect();
        let ratios: Vec<f64> = of_kind.iter().map(|(_, length)| length.log_ratio()).collect();
        let is_known = ratios.len() >= LEAST_SEGMENTS;
        if !is_known && !is_reference {
            continue;
        }
        let middle = median(&ratios);
        let deviations: Vec<f64> = ratios.iter().map(|ratio| (ratio - middle).abs()).collect();
        let spread = 1.4826 * median(&deviations);
        let expected = if is_reference { 0.0 } else { middle };
        for (&(segment, length), ratio) in of_kind.iter().zip(ratios) {
            let off = ratio - expected;
            let is_outlier = is_known && (ratio - middle).abs() > SPREADS * spread;
            if off.abs() > FAR.ln() || off.abs() > NEAR.ln() && is_outlier {
                flags.push(flag(segment, length, off));
            }
        }
    }
    flags
}

fn flag(segment: usize, length: Length, off: f64) -> Flag {
    let severity = if off.abs() > FAR.ln() { Severity::Error } else { Severity::Warning };
    let how = if off > 0.0 { "long" } else { "short" };
    let what = if length.is_reference { "reference" } else { "source" };
    let message =
        format!("too {how}: {} letters and digits, the {what} has {}", length.output, length.other);
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
