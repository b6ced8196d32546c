//! Places: the words of a source that names stand in, also where nobody said which.

use std::ops::Range;

use super::Asked;
use super::sentence::Sentence;

/// The source, and the words of each name in it. A name without a span is looked for; one that the
/// source does not have is put behind it, so that it can be judged by its own words.
pub(super) fn places(source: &str, asked: &[Asked]) -> (Sentence, Vec<Range<usize>>) {
    let sentence = Sentence::of(source);
    let mut places: Vec<Option<Range<usize>>> = Vec::with_capacity(asked.len());
    for asked in asked {
        let given = asked.source_span.as_ref().map(|span| sentence.words_in(span));
        let found = given.filter(|words| !words.is_empty());
        places.push(found.or_else(|| find(&sentence, &asked.entity, &places)));
    }
    if places.iter().all(Option::is_some) {
        return (sentence, places.into_iter().flatten().collect());
    }
    let mut text = source.to_owned();
    let mut length = text.chars().count();
    let mut spans: Vec<Range<usize>> = Vec::new();
    for (asked, _) in asked.iter().zip(&places).filter(|(_, place)| place.is_none()) {
        text.push_str(" . ");
        text.push_str(&asked.entity);
        let start = length + 3;
        length = start + asked.entity.chars().count();
        spans.push(start..length);
    }
    let sentence = Sentence::of(&text);
    let mut spans = spans.into_iter();
    let places = places
        .into_iter()
        .map(|place| place.or_else(|| Some(sentence.words_in(&spans.next()?))).unwrap_or_default());
    let places = places.collect();
    (sentence, places)
}

/// The first words that are the name, and that no name before it has.
fn find(source: &Sentence, entity: &str, taken: &[Option<Range<usize>>]) -> Option<Range<usize>> {
    let name = Sentence::of(entity);
    let count = name.words.len();
    if count == 0 {
        return None;
    }
    let is_name = |start: usize| (0..count).all(|w| source.letters(start + w) == name.letters(w));
    (0..(source.words.len() + 1).saturating_sub(count))
        .map(|start| start..start + count)
        .find(|words| is_name(words.start) && !taken.contains(&Some(words.clone())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::EntityType;

    fn asked(entity: &str, source_span: Option<Range<usize>>) -> Asked {
        let kind = EntityType::Location;
        Asked { entity: entity.into(), kind, source_span, mentions: Vec::new() }
    }

    #[test]
    fn a_name_without_a_span_is_looked_for_and_each_mention_has_a_place_of_its_own() {
        let names = [asked("Grozny", None), asked("Grozny", None), asked("new york", None)];
        let (_, places) = places("From Grozny to New York, and Grozny again.", &names);
        assert_eq!(places, [1..2, 6..7, 3..5]);
    }

    #[test]
    fn a_name_that_the_source_does_not_have_stands_behind_it() {
        let names = [asked("Baku", Some(0..4)), asked("Los Angeles", None)];
        let (sentence, found) = places("Baku burns", &names);
        assert_eq!(found, [0..1, 2..4]);
        assert_eq!(sentence.words.len(), 4);
        let (sentence, found) = places("", &[asked("Grozny", Some(31..37))]);
        assert_eq!((sentence.words.len(), found[0].clone()), (1, 0..1));
        assert_eq!(places("", &[asked("؟", None)]).1[0], 0..0);
    }
}
