//! Statistics against numbers of SciPy, statsmodels and mt-metrics-eval.
//!
//! `tests/golden/system_tests.json`: SciPy and statsmodels. `tests/golden/mtme_stats.json`:
//! mt-metrics-eval at 68a481a with SciPy 1.17.1 and NumPy 2.4.6. In both, null is NaN.

mod metrics;
mod systems;

use serde_json::Value;

/// As exact as the numbers agree.
const TOLERANCE: f64 = 1e-9;

fn golden(name: &str) -> Value {
    let text = std::fs::read_to_string(format!("tests/golden/{name}")).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|value| value.as_f64().unwrap_or(f64::NAN)).collect()
}

fn table(value: &Value) -> Vec<Vec<f64>> {
    value.as_array().unwrap().iter().map(numbers).collect()
}

#[track_caller]
fn assert_close(ours: f64, golden: &Value, what: &str) {
    assert_near(ours, golden.as_f64().unwrap_or(f64::NAN), TOLERANCE, what);
}

#[track_caller]
fn assert_near(ours: f64, golden: f64, tolerance: f64, what: &str) {
    let is_same = ours.is_nan() && golden.is_nan() || (ours - golden).abs() <= tolerance;
    assert!(is_same, "{what}: {ours}, expected {golden}");
}

/// Four standard errors of a share estimated twice, here and by the reference.
fn monte_carlo_error(p: f64, ours: usize, reference: usize) -> f64 {
    4.0 * (p * (1.0 - p) * (1.0 / ours as f64 + 1.0 / reference as f64)).sqrt()
}

/// Random bits that do not depend on the generator: Marsaglia's xorshift.
fn bits(mut state: u32) -> impl FnMut() -> u32 {
    move || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state
    }
}
