//! Testing: what the tests of every check need.

use super::characters::Characters;
use super::{Case, Remark, Settings};
use crate::corpus::{Content, Unit};

type Function = fn(&Case<'_>) -> Vec<Remark>;

/// A unit without a source.
pub(super) fn unit(target: &str) -> Unit {
    Unit { target: Some(Content::plain(target)), ..Unit::default() }
}

/// Units without sources.
pub(super) fn texts(targets: &[&str]) -> Vec<Unit> {
    targets.iter().map(|target| unit(target)).collect()
}

/// A unit with a source.
pub(super) fn pair(source: &str, target: &str) -> Unit {
    Unit { source: Some(Content::plain(source)), ..unit(target) }
}

/// What a check says of a unit.
pub(super) fn remarks(check: Function, unit: &Unit) -> Vec<Remark> {
    remarks_with(check, unit, &Settings::default())
}

/// What a check says of a unit under these settings.
pub(super) fn remarks_with(check: Function, unit: &Unit, settings: &Settings) -> Vec<Remark> {
    let target = Characters::of(unit.target.as_ref().unwrap());
    let source = unit.source.as_ref().map(Characters::of);
    check(&Case { unit, source: source.as_ref(), target: &target, settings })
}

/// The stretches that a check finds in a text.
pub(super) fn found(check: Function, target: &str) -> Vec<String> {
    stretches(check, &unit(target))
}

/// The stretches that a check finds in a translation.
pub(super) fn found_with(check: Function, source: &str, target: &str) -> Vec<String> {
    stretches(check, &pair(source, target))
}

/// What a check says of a translation.
pub(super) fn messages_with(check: Function, source: &str, target: &str) -> Vec<String> {
    remarks(check, &pair(source, target)).into_iter().map(|remark| remark.message).collect()
}

/// What a check would have in a text.
pub(super) fn expected(check: Function, target: &str) -> Vec<String> {
    remarks(check, &unit(target)).into_iter().flat_map(|remark| remark.expected).collect()
}

fn stretches(check: Function, unit: &Unit) -> Vec<String> {
    let text = &unit.target.as_ref().unwrap().text;
    let of = |remark: Remark| {
        let span = remark.span.unwrap_or(0..0);
        text.chars().skip(span.start).take(span.len()).collect()
    };
    remarks(check, unit).into_iter().map(of).collect()
}
