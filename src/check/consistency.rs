//! Consistency: one source has one translation, one translation one source.

use std::collections::HashMap;

use super::Remark;
use crate::corpus::Unit;
use crate::text::Folding;

/// Shorter texts have several translations: Open is an order and a state.
const LEAST_WORDS: usize = 3;

pub(super) fn check_text(units: &[Unit]) -> Vec<(usize, Remark)> {
    let mut remarks = Vec::new();
    let mut by_source: HashMap<String, (usize, String)> = HashMap::new();
    let mut by_target: HashMap<String, (usize, String)> = HashMap::new();
    for (index, unit) in units.iter().enumerate() {
        let (Some(source), Some(target)) = (&unit.source, &unit.target) else { continue };
        if unit.plural.is_some() {
            continue;
        }
        let (source, target) = (plain(&source.text), plain(&target.text));
        if source.is_empty() || target.is_empty() {
            continue;
        }
        let is_long = |text: &str| text.split(' ').count() >= LEAST_WORDS;
        match by_source.get(&source) {
            Some((first, other)) if *other != target => {
                let message =
                    format!("another translation of the same source {}", place(units, *first));
                let remark = if is_long(&source) { Remark::warning } else { Remark::info };
                let expected = units[*first].target.as_ref().map(|target| target.text.clone());
                let mut remark = remark(None, message);
                remark.expected.extend(expected);
                remarks.push((index, remark));
            }
            Some(_) => {}
            None => {
                by_source.insert(source.clone(), (index, target.clone()));
            }
        }
        if !is_long(&target) {
            continue;
        }
        match by_target.get(&target) {
            Some((first, other)) if *other != source => {
                let message =
                    format!("the same translation as of another source {}", place(units, *first));
                remarks.push((index, Remark::info(None, message)));
            }
            Some(_) => {}
            None => {
                by_target.insert(target, (index, source));
            }
        }
    }
    remarks
}

/// "in line 7".
fn place(units: &[Unit], index: usize) -> String {
    match units[index].line {
        0 => format!("in segment {}", index + 1),
        line => format!("in line {line}"),
    }
}

/// The text as far as it must agree: without case, tashkeel, doubled spaces, the last point.
fn plain(text: &str) -> String {
    let words: Vec<String> =
        text.split_whitespace().map(|word| Folding::MARKS.fold(word).to_lowercase()).collect();
    words.join(" ").trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::testing::pair;
    use super::*;

    fn messages(pairs: &[(&str, &str)]) -> Vec<(usize, String)> {
        let units: Vec<Unit> = pairs.iter().map(|(source, target)| pair(source, target)).collect();
        let remarks = check_text(&units).into_iter();
        remarks.map(|(unit, remark)| (unit, remark.message)).collect()
    }

    #[test]
    fn another_translation_of_a_source_is_found() {
        let found = messages(&[("Open the file", "افتح الملف"), ("Open the file.", "فتح الملف.")]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].0, 1);
        assert!(messages(&[("Open", "افتح"), ("open", "اِفتح")]).is_empty());
    }

    #[test]
    fn one_translation_of_two_sources_is_found_where_it_is_long() {
        let text = "لا يمكن فتح الملف";
        assert_eq!(messages(&[("Cannot open", text), ("Cannot save", text)]).len(), 1);
        assert!(messages(&[("Save", "حفظ"), ("Saving", "حفظ")]).is_empty());
        assert!(messages(&[("", ""), ("", "ا")]).is_empty());
    }
}
