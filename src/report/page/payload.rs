//! Payload: a test set as the page's script reads it, once and compact: what repeats is numbered,
//! and what can be cut out of a text is not written again.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Value, json};

use super::analyses::title;
use super::checks::{kind, summary};
use super::scores::{decimals, label, of_segments};
use crate::analysis::buckets::Grouping;
use crate::analysis::checks::Spot;
use crate::entity::Verdict;
use crate::finding::Severity;
use crate::record::{Analyses, Mention, Names, System, TestSet};

/// The JSON, fit to stand in a `<script>`.
pub(super) fn payload(test_set: &TestSet) -> String {
    let mut documents = Pool::default();
    let mut domains = Pool::default();
    let segments = &test_set.segments;
    let of_documents: Vec<Value> =
        segments.iter().map(|segment| documents.optional(segment.document.as_deref())).collect();
    let of_domains: Vec<Value> =
        segments.iter().map(|segment| domains.optional(segment.domain.as_deref())).collect();
    let metrics: Vec<Value> = (0..test_set.metrics.len())
        .map(|index| {
            let is_lower = test_set.metrics[index].lower_is_better;
            json!([label(test_set, index), is_lower, decimals(test_set, index)])
        })
        .collect();
    let mut messages = Pool::default();
    let flags = flags(test_set, &mut messages);
    let checks = checks(test_set, &mut messages);
    let names = test_set.names.as_ref().map(|names| of_names(names, test_set, &mut messages));
    let (names, mentions) = names.unwrap_or_default();
    let mut value = json!({
        "name": test_set.name,
        "systems": test_set.systems.iter().map(|system| &system.name).collect::<Vec<_>>(),
        "metrics": metrics,
        "metric": of_segments(test_set),
        "documents": documents.words,
        "domains": domains.words,
        "document": of_documents,
        "domain": of_domains,
        "sources": segments.iter().map(|segment| &segment.source).collect::<Vec<_>>(),
        "references": segments.iter().map(|segment| &segment.references).collect::<Vec<_>>(),
        "outputs": test_set.systems.iter().map(|system| &system.hypotheses).collect::<Vec<_>>(),
        "scores": test_set.systems.iter().map(|system| scores(test_set, system)).collect::<Vec<_>>(),
        "buckets": buckets(test_set),
        "flags": flags,
        "names": names,
        "mentions": mentions,
        "messages": messages.words,
    });
    if !checks.is_empty() {
        value["checks"] = checks.into();
    }
    harmless(&value.to_string())
}

/// JSON without what would end a `<script>`, or a line in JavaScript.
fn harmless(json: &str) -> String {
    json.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

/// Words by number.
#[derive(Default)]
struct Pool {
    words: Vec<String>,
    numbers: HashMap<String, usize>,
}

impl Pool {
    fn number(&mut self, word: &str) -> usize {
        if let Some(&number) = self.numbers.get(word) {
            return number;
        }
        self.words.push(word.to_owned());
        self.numbers.insert(word.to_owned(), self.words.len() - 1);
        self.words.len() - 1
    }

    fn optional(&mut self, word: Option<&str>) -> Value {
        word.map_or(Value::Null, |word| self.number(word).into())
    }
}

/// Per metric, the segments' scores as whole numbers of their last decimal place.
fn scores(test_set: &TestSet, system: &System) -> Value {
    let of_metric = |(metric, scores): (usize, &Vec<Option<f64>>)| {
        let scale = 10_f64.powi(i32::try_from(decimals(test_set, metric)).unwrap_or(0));
        let whole = |score: &Option<f64>| score.map_or(Value::Null, |score| whole(score * scale));
        scores.iter().map(whole).collect::<Value>()
    };
    system.segment_scores.iter().enumerate().map(of_metric).collect()
}

#[expect(clippy::cast_possible_truncation, reason = "a score of 10^14 would be rounded, no more")]
fn whole(value: f64) -> Value {
    Value::from(value.round() as i64)
}

/// `[what segments are grouped by, label, segments]`, in the order of the tables.
fn buckets(test_set: &TestSet) -> Vec<Value> {
    let Analyses { buckets, members, .. } = &test_set.analyses;
    let of_grouping = |(grouping, members): (&Grouping, &Vec<Vec<usize>>)| {
        let labels = grouping.buckets.iter().map(|bucket| &bucket.label);
        let title = title(grouping.by);
        labels.zip(members).map(|(label, of)| json!([title, label, of])).collect::<Vec<_>>()
    };
    buckets.iter().zip(members).flat_map(of_grouping).collect()
}

/// `[segment, system, kind, is error, message]`.
fn flags(test_set: &TestSet, messages: &mut Pool) -> Vec<Value> {
    let mut found = Vec::new();
    for of_system in &test_set.analyses.flags {
        let Some(system) = position(test_set, &of_system.system) else { continue };
        for flag in &of_system.flags {
            let is_error = u8::from(flag.severity == Severity::Error);
            let message = messages.number(&flag.message);
            found.push(json!([flag.segment, system, flag.kind.name(), is_error, message]));
        }
    }
    found
}

/// `[system, kind, is error, what the check looks for, segments, findings]`, a finding being
/// `[segment, start, end, message]`; what stands nowhere: −1. Only the first findings are told.
fn checks(test_set: &TestSet, messages: &mut Pool) -> Vec<Value> {
    let mut found = Vec::new();
    for of_system in &test_set.analyses.checks {
        let Some(system) = position(test_set, &of_system.system) else { continue };
        for count in &of_system.counts {
            let is_of = |spot: &&Spot| spot.check == count.check && spot.severity == count.severity;
            let spots = of_system.findings.iter().filter(is_of).map(|spot| {
                let [start, end] = ends(spot.span.map(|(start, end)| [start, end]));
                json!([spot.segment, start, end, messages.number(&spot.message)])
            });
            let spots: Vec<Value> = spots.collect();
            let is_error = u8::from(count.severity == Severity::Error);
            let kind = kind(&count.check, count.severity);
            let summary = messages.number(summary(&count.check));
            found.push(json!([system, kind, is_error, summary, count.segments, spots]));
        }
    }
    found
}

fn position(test_set: &TestSet, system: &str) -> Option<usize> {
    test_set.systems.iter().position(|other| other.name == system)
}

/// Where a mention stands: segment, number of its name, place in source and in reference.
type Place = (usize, usize, Option<[usize; 2]>, Option<[usize; 2]>);

/// Names as `[entity, type, expected forms, is number]`, and mentions as `[segment, name, source
/// start, source end, reference start, reference end, outcome …]`, an outcome being `[system,
/// verdict, start, end, reason, rendering]`; a rendering that the place in the output shows is left
/// out, and so is what stands nowhere: −1.
fn of_names(names: &Names, test_set: &TestSet, messages: &mut Pool) -> (Vec<Value>, Vec<Value>) {
    let mut numbers: HashMap<(&str, &str), usize> = HashMap::new();
    let mut seen: Vec<&Mention> = Vec::new();
    let mut places: BTreeMap<Place, Vec<Value>> = BTreeMap::new();
    for mention in &names.mentions {
        let Some(system) = position(test_set, &mention.system) else { continue };
        // What only the output has is told apart by what stands there.
        let key = match &mention.rendering {
            Some(rendering) if mention.entity.is_none() => rendering,
            _ => &mention.key,
        };
        let name = *numbers.entry((&mention.kind, key)).or_insert_with(|| {
            seen.push(mention);
            seen.len() - 1
        });
        let best = &mut seen[name];
        if best.entity.is_none() || best.expected.is_empty() {
            let is_better = mention.entity.is_some() && !mention.expected.is_empty();
            *best = if is_better { mention } else { best };
        }
        let verdict = Verdict::ALL.iter().position(|v| v.name() == mention.verdict);
        let [start, end] = ends(mention.hypothesis_span);
        let mut outcome = vec![
            Value::from(system),
            verdict.into(),
            start,
            end,
            messages.number(&mention.evidence).into(),
        ];
        if let Some(rendering) = &mention.rendering {
            let output = test_set.systems[system].hypotheses.get(mention.segment);
            let output = output.and_then(Option::as_deref).unwrap_or_default();
            let is_there = mention.hypothesis_span.is_some_and(|[start, end]| {
                output.chars().skip(start).take(end - start).eq(rendering.chars())
            });
            if !is_there {
                outcome.push(rendering.as_str().into());
            }
        }
        let place = (mention.segment, name, mention.source_span, mention.reference_span);
        places.entry(place).or_default().push(outcome.into());
    }
    let of_name = |mention: &&Mention| {
        let words = [mention.entity.as_ref(), mention.rendering.as_ref(), Some(&mention.key)];
        let entity = words.into_iter().flatten().find(|words| !words.is_empty());
        json!([entity, mention.kind, mention.expected, u8::from(mention.is_quantity)])
    };
    let of_place = |((segment, name, source, reference), outcomes): (Place, Vec<Value>)| {
        let mut row = vec![Value::from(segment), name.into()];
        row.extend(ends(source).into_iter().chain(ends(reference)).chain(outcomes));
        Value::from(row)
    };
    (seen.iter().map(of_name).collect(), places.into_iter().map(of_place).collect())
}

fn ends(span: Option<[usize; 2]>) -> [Value; 2] {
    span.map_or([(-1).into(), (-1).into()], |span| span.map(Value::from))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_cannot_end_its_script() {
        let json = harmless("[\"</script><!--\u{2028}\"]");
        assert_eq!(json, "[\"\\u003c/script>\\u003c!--\\u2028\"]");
        let read: Vec<String> = serde_json::from_str(&json).unwrap();
        assert_eq!(read, ["</script><!--\u{2028}"]);
    }
}
