//! Meaning: the places of a hypothesis that may render a word of a name by what it means.

use std::ops::Range;

use super::{Fate, Hit, is_same_word};
use crate::entity::EntityType;
use crate::entity::judge::{Scratch, Task};
use crate::entity::name::{Name, Part};
use crate::entity::offer::means;
use crate::entity::reference::{Anchor, Link};
use crate::entity::words;
use crate::text::normal::Kind;

/// A word of the hypothesis that is so much like the reference's is that in another spelling.
const LEAST_ALIKE: f64 = 0.9;
/// The same is not asked of shorter words.
const LEAST_LETTERS: usize = 5;
/// The dictionary's word must occur so often in the sources and in the references.
const LEAST_COUNTS: (u32, u32) = (3, 2);
/// Weaker links are chance.
const LEAST_LINK: f64 = 0.15;

/// The usual translations, then the words of the reference, then what the references teach.
pub(super) fn find(
    task: &Task<'_>,
    name: &Name,
    part: &Part,
    anchor: Option<&Anchor>,
    is_joined: bool,
    scratch: &mut Scratch,
    hits: &mut Vec<Hit>,
) {
    let fate = fate(name, part, anchor, is_joined);
    let fate = if is_synonymous(part, anchor) { Fate::Same } else { fate };
    for j in 0..task.hypothesis.words.len() {
        if let Some(length) = means(part, task.hypothesis, j) {
            hits.push(hit(task, anchor, fate, j..j + length));
        }
    }
    let translated = anchor
        .filter(|a| matches!(a.link, Link::Meaning | Link::Learned | Link::Left | Link::Accepted));
    if let Some(anchor) = translated {
        find_wording(task, name, anchor, scratch, hits);
        find_learned(task, part, anchor, hits);
    }
}

/// Whether any usual translation is as good as the reference's, as that of a demonym in any number
/// and gender is.
fn is_synonymous(part: &Part, anchor: Option<&Anchor>) -> bool {
    anchor.is_some_and(|anchor| anchor.link == Link::Meaning)
        && words::is_demonym(&part.letters.iter().collect::<String>())
}

/// What a usual translation is worth.
fn fate(name: &Name, part: &Part, anchor: Option<&Anchor>, is_joined: bool) -> Fate {
    let is_spelled = anchor.is_some_and(|a| a.link == Link::Sound);
    match name.kind {
        // One word with the rest of the name is no word of its own: نيوهامبشير.
        _ if is_spelled && is_joined => Fate::Literal,
        _ if !is_spelled || part.is_head() => Fate::Meant,
        EntityType::Organization | EntityType::Location | EntityType::Event | EntityType::Other
            // A name that the lexicon knows is known not to be translated so.
            if name.parts.len() > 1 && name.accepted.is_empty() =>
        {
            Fate::Translated
        }
        _ => Fate::Literal,
    }
}

/// A translation is as expected where its words are the reference's.
fn hit(task: &Task<'_>, anchor: Option<&Anchor>, fate: Fate, words: Range<usize>) -> Hit {
    let is_expected = |j: usize| {
        let letters = task.hypothesis.letters(j);
        anchor.is_some_and(|anchor| {
            let reference = &task.reference.sentence;
            anchor.words.clone().any(|word| is_same_word(letters, reference.letters(word)))
        })
    };
    let fate = match fate {
        Fate::Meant if words.clone().all(is_expected) => Fate::Same,
        fate => fate,
    };
    Hit { fate, words, start: 0, similarity: 1.0, is_far: false }
}

/// The words of the reference, most of them beside each other in the hypothesis.
fn find_wording(
    task: &Task<'_>,
    name: &Name,
    anchor: &Anchor,
    scratch: &mut Scratch,
    hits: &mut Vec<Hit>,
) {
    let (hypothesis, reference) = (task.hypothesis, &task.reference.sentence);
    let content: Vec<usize> =
        anchor.words.clone().filter(|&word| !reference.words[word].is_function).collect();
    // Where each stands, and whether it is the very word and not only of its stem.
    let mut places: Vec<(usize, usize, bool)> = Vec::new();
    for &word in &content {
        for j in 0..hypothesis.words.len() {
            let (own, expected) = (hypothesis.letters(j), reference.letters(word));
            let are_arabic = hypothesis.words[j].kind == Kind::Arabic
                && reference.words[word].kind == Kind::Arabic;
            let is_same = is_same_word(own, expected)
                || are_arabic
                    && expected.len() >= LEAST_LETTERS
                    && scratch.comparison.similarity_of_letters(own, expected) >= LEAST_ALIKE;
            // The noun alone where the reference has its adjective: الإسلام for الإسلامية.
            let is_base = name.parts.len() == 1 && own.ends_with(reference.stem(word));
            if is_same || hypothesis.stem(j) == reference.stem(word) {
                places.push((j, word, is_same || is_base));
            }
        }
    }
    let least = (2 * content.len()).div_ceil(3).max(1);
    for &(start, ..) in &places {
        let near = places.iter().filter(|(j, ..)| (start..start + 2 * content.len()).contains(j));
        let found = |word: &&usize| near.clone().any(|(_, other, _)| other == *word);
        let same = |word: &usize| near.clone().any(|(_, other, same)| other == word && *same);
        if content.iter().filter(found).count() >= least {
            let end = near.clone().map(|&(j, ..)| j + 1).max().unwrap_or(start + 1);
            let fate = if content.iter().all(same) { Fate::Same } else { Fate::Meant };
            hits.push(hit(task, Some(anchor), fate, start..end));
        }
    }
}

/// What the references teach: this word for that one, more often than by chance.
fn find_learned(task: &Task<'_>, part: &Part, anchor: &Anchor, hits: &mut Vec<Hit>) {
    let (dictionary, hypothesis) = (task.dictionary, task.hypothesis);
    let word = part.words.start;
    if dictionary.source_count(task.source_numbers, word) < LEAST_COUNTS.0 {
        return;
    }
    for j in 0..hypothesis.words.len() {
        if dictionary.target_count(task.numbers, j) >= LEAST_COUNTS.1
            && !hypothesis.words[j].is_function
            && dictionary.forward(task.source_numbers, word, task.numbers, j) >= LEAST_LINK
        {
            hits.push(hit(task, Some(anchor), Fate::Meant, j..j + 1));
        }
    }
}
