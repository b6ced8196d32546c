//! Real: a formula written once for double and for single precision.
//!
//! sacreBLEU keeps the rows that it draws in single precision, and NumPy then computes the scores
//! of resamples in it. Their last digits differ from those of double precision; whoever repeats a
//! published interval wants the same digits.

use std::ops::{Add, AddAssign, Div, Mul};

/// `f64` or `f32`.
pub(super) trait Real:
    Copy
    + PartialOrd
    + Into<f64>
    + Add<Output = Self>
    + AddAssign
    + Mul<Output = Self>
    + Div<Output = Self>
{
    /// The number, rounded to this precision.
    fn of(value: f64) -> Self;
}

impl Real for f64 {
    fn of(value: f64) -> f64 {
        value
    }
}

impl Real for f32 {
    #[expect(clippy::cast_possible_truncation, reason = "rounding is what is asked for")]
    fn of(value: f64) -> f32 {
        value as f32
    }
}
