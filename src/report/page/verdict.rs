//! Verdict: what was found of a test set, in a sentence or two.

use super::html::{escape, isolated, listed, number, signed};
use super::scores::{best_first, decimals, label, pair};
use crate::comparison::{ALPHA, Pair};
use crate::record::TestSet;

/// Which is best under the first metric, by how much, how sure that is, and whether the other
/// metrics say the same; HTML.
pub(super) fn verdict(test_set: &TestSet) -> String {
    let order = best_first(&test_set.comparison, 0);
    let names: Vec<&str> =
        order.iter().map(|&system| test_set.comparison.systems[system].name.as_str()).collect();
    let said = match names.as_slice() {
        [] => "There is no system.".to_owned(),
        [only] => alone(test_set, only),
        _ => match baseline(test_set) {
            Some(baseline) => against(test_set, baseline, &names),
            None => ahead(test_set, &names),
        },
    };
    format!("<p class=\"verdict\">{said}</p>\n")
}

fn alone(test_set: &TestSet, name: &str) -> String {
    let scores = test_set.comparison.systems.iter().flat_map(|system| &system.scores).enumerate();
    let words: Vec<String> = scores
        .map(|(metric, score)| {
            let value = number(score.value, decimals(test_set, metric));
            format!("{value} {}", escape(&label(test_set, metric)))
        })
        .collect();
    format!("{} has {}.", isolated(name), listed(&words))
}

/// The system that all others were compared with, where not all pairs were.
fn baseline(test_set: &TestSet) -> Option<&str> {
    let comparison = &test_set.comparison;
    let is_ranked = comparison.systems.iter().flat_map(|s| &s.scores).any(|s| s.place.is_some());
    if is_ranked { None } else { comparison.pairs.first().map(|pair| pair.b.as_str()) }
}

fn against(test_set: &TestSet, baseline: &str, names: &[&str]) -> String {
    let others = names.iter().filter(|name| **name != baseline);
    let said: Vec<String> = others.filter_map(|name| of_pair(test_set, name, baseline)).collect();
    said.join("<br>")
}

/// The best, and those it is not told apart from.
fn ahead(test_set: &TestSet, names: &[&str]) -> String {
    let (best, next) = (names[0], names[1]);
    let Some(mut said) = of_pair(test_set, best, next) else { return String::new() };
    let id = &test_set.metrics[0].id;
    let equals = names[2..].iter().filter(|name| {
        pair(&test_set.comparison, id, best, name).is_some_and(|(pair, _)| !is_told_apart(pair))
    });
    let equals: Vec<String> = equals.map(|name| isolated(name)).collect();
    if !equals.is_empty() {
        said += &format!(" Nor is {} told apart from {}.", isolated(best), listed(&equals));
    } else if names.len() > 2 {
        let others = match names.len() - 2 {
            1 => "other system is".to_owned(),
            several => format!("{several} other systems are"),
        };
        said += &format!(" The {others} worse than {}.", isolated(best));
    }
    said
}

fn of_pair(test_set: &TestSet, a: &str, b: &str) -> Option<String> {
    let metric = test_set.metrics.first()?;
    let (found, sign) = pair(&test_set.comparison, &metric.id, a, b)?;
    let difference = sign * found.difference;
    let is_plain = metric.is_own && difference.abs() >= 0.1;
    let decimals = if is_plain { 1 } else { decimals(test_set, 0) };
    let is_better = (difference > 0.0) != metric.lower_is_better;
    let figures = figures(found, sign, decimals, &label(test_set, 0));
    let names = [isolated(a), isolated(b)];
    let mut said = if is_told_apart(found) {
        let than = if is_better { "better" } else { "worse" };
        format!("<strong>{} is {than} than {}</strong>: {figures}", names[0], names[1])
    } else {
        format!("<strong>{} and {} are not told apart</strong>: {figures}", names[0], names[1])
    };
    if let (true, Some(agreement)) = (is_told_apart(found), found.agreement) {
        said += &format!("; in {agreement:.0} % of pairs with such a difference people agree");
    }
    said.push('.');
    said += &others(test_set, [a, b], is_told_apart(found).then_some(is_better));
    Some(said)
}

fn figures(pair: &Pair, sign: f64, decimals: usize, label: &str) -> String {
    let difference = signed(sign * pair.difference, decimals);
    let interval = pair.interval.map(|interval| {
        let ends = if sign > 0.0 {
            [interval.low, interval.high]
        } else {
            [-interval.high, -interval.low]
        };
        let [low, high] = ends.map(|end| signed(end, decimals));
        format!(" ({low} … {high})")
    });
    let label = escape(label);
    format!("<span class=\"figure\">{difference} {label}{}</span>", interval.unwrap_or_default())
}

/// What the other metrics say of the same pair.
fn others(test_set: &TestSet, [a, b]: [&str; 2], is_better: Option<bool>) -> String {
    let (mut agree, mut differ, mut silent) = (Vec::new(), Vec::new(), Vec::new());
    for (index, metric) in test_set.metrics.iter().enumerate().skip(1) {
        let Some((found, sign)) = pair(&test_set.comparison, &metric.id, a, b) else { continue };
        let better = (sign * found.difference > 0.0) != metric.lower_is_better;
        let name = escape(&label(test_set, index));
        match (is_told_apart(found).then_some(better), is_better) {
            (one, other) if one == other => agree.push(name),
            (None, _) => silent.push(name),
            (Some(true), _) => differ.push(format!("better by {name}")),
            (Some(false), _) => differ.push(format!("worse by {name}")),
        }
    }
    let mut said = String::new();
    if !agree.is_empty() {
        let verb = if agree.len() == 1 { "says" } else { "say" };
        said += &format!(" {} {verb} the same.", listed(&agree));
    }
    if !silent.is_empty() {
        let verb = if silent.len() == 1 { "does" } else { "do" };
        said += &format!(" {} {verb} not tell them apart.", listed(&silent));
    }
    if !differ.is_empty() {
        said += &format!(" But {} is {}.", isolated(a), listed(&differ));
    }
    said
}

/// Whether a difference is significant after adjustment.
pub(super) fn is_told_apart(pair: &Pair) -> bool {
    pair.p_adjusted < ALPHA
}
