//! Hit: a place of a hypothesis that may render a word of a name.

mod convention;
mod meaning;
mod sound;

use std::ops::Range;

use super::judge::{Scratch, Task};
use super::name::{Name, Part};
use super::reference::{Anchor, Link};
use super::sentence::Sentence;
use crate::text::clitic::{self, attached};
use crate::text::normal::{Kind, Normal};
use crate::text::stem::stem;

/// A place that may render a word of a name.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Hit {
    pub(super) fate: Fate,
    pub(super) words: Range<usize>,
    /// How many letters of the first word do not belong to it.
    pub(super) start: usize,
    /// How alike it sounds.
    pub(super) similarity: f64,
    /// Whether it surely differs: the reference has the letters of the source, and from both it
    /// differs by a consonant.
    pub(super) is_far: bool,
}

/// How a word of a name fared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// As the reference or the lexicon has it.
    Same,
    /// In another spelling.
    Alike,
    /// Translated as usual, but not as the reference has it.
    Meant,
    /// Translated where the reference spells it.
    Translated,
    /// Left in another script.
    Foreign,
    /// Something there resembles it.
    Distorted,
    /// Translated although it is a name.
    Literal,
}

impl Fate {
    /// Whether it is not the name, though in Arabic letters.
    pub(super) fn is_wrong(self) -> bool {
        match self {
            Fate::Distorted | Fate::Literal => true,
            Fate::Same | Fate::Alike | Fate::Meant | Fate::Translated | Fate::Foreign => false,
        }
    }

    /// How much it counts for, when hits compete.
    pub(super) fn quality(self) -> f64 {
        match self {
            Fate::Same => 1.0,
            Fate::Alike => 0.9,
            Fate::Meant => 0.85,
            Fate::Translated => 0.6,
            Fate::Foreign => 0.55,
            Fate::Distorted | Fate::Literal => 0.25,
        }
    }
}

/// Every place that may render the part. `is_joined` is for a part that the reference writes as
/// one word with another.
pub(super) fn hits(
    task: &Task<'_>,
    index: usize,
    name: &Name,
    part: &Part,
    anchor: Option<&Anchor>,
    is_joined: bool,
    scratch: &mut Scratch,
) -> Vec<Hit> {
    let mut hits = Vec::new();
    foreign(task, name, part, anchor, &mut hits);
    for found in part.accepted.iter().flat_map(|form| clitic::find(&task.hypothesis.normal, form)) {
        let words = found.tokens;
        let start = found.characters.start - task.hypothesis.words[words.start].characters.start;
        hits.push(Hit { fate: Fate::Same, words, start, similarity: 1.0, is_far: false });
    }
    meaning::find(task, name, part, anchor, is_joined, scratch, &mut hits);
    let rendering = &task.reference.renderings[index].words;
    let taken = vec![false; task.hypothesis.words.len()];
    if let Some(j) = nationality(task, &part.accepted, rendering, &taken) {
        hits.push(Hit {
            fate: if is_attribute(task.hypothesis, j) { Fate::Same } else { Fate::Alike },
            words: j..j + 1,
            start: 0,
            similarity: 1.0,
            is_far: false,
        });
    }
    sound::find(task, index, name, part, anchor, scratch, &mut hits);
    hits
}

/// Words of another script that are the part.
fn foreign(
    task: &Task<'_>,
    name: &Name,
    part: &Part,
    anchor: Option<&Anchor>,
    hits: &mut Vec<Hit>,
) {
    let reference = &task.reference.sentence;
    let in_reference = (0..reference.words.len())
        .any(|j| reference.words[j].kind != Kind::Arabic && part.letters == reference.letters(j));
    let may_stay = name.keeps_latin
        || part.kind == Kind::Number
        || in_reference && anchor.is_none_or(|a| matches!(a.link, Link::Same | Link::Left));
    let fate = if may_stay { Fate::Same } else { Fate::Foreign };
    for (j, word) in task.hypothesis.words.iter().enumerate() {
        let letters = task.hypothesis.letters(j);
        // A name in a third script cannot be read here; it is left as it stands.
        if word.kind == Kind::Other && part.kind == Kind::Latin && !task.is_shared[j] {
            hits.push(Hit {
                fate: Fate::Foreign,
                words: j..j + 1,
                start: 0,
                similarity: 0.0,
                is_far: false,
            });
        }
        if word.kind != Kind::Arabic && alike_latin(&part.letters, letters) {
            let is_exact = part.letters == letters;
            let fate = if fate == Fate::Same && !is_exact { Fate::Alike } else { fate };
            hits.push(Hit { fate, words: j..j + 1, start: 0, similarity: 0.0, is_far: false });
        }
    }
}

/// The adjective of a place: American for the United States.
///
/// A word that the reference has elsewhere belongs to that.
pub(super) fn nationality(
    task: &Task<'_>,
    forms: &[Normal],
    rendering: &Range<usize>,
    taken: &[bool],
) -> Option<usize> {
    let reference = &task.reference.sentence;
    let is_elsewhere = |stem: &[char]| {
        (0..reference.words.len())
            .any(|word| !rendering.contains(&word) && reference.stem(word) == stem)
    };
    forms.iter().find_map(|form| {
        let [only] = form.tokens() else { return None };
        let place = stem(form.letters(only));
        (0..task.hypothesis.words.len()).find(|&j| {
            task.hypothesis.words[j].kind == Kind::Arabic
                && !taken[j]
                && place.len() >= 3
                && task.hypothesis.stem(j) == place
                && !is_elsewhere(place)
        })
    })
}

/// Whether the adjective of a place stands where Arabic asks for it, behind a noun that has the
/// article as it has: السفارة الأمريكية. What is no adjective, as مالطة for مالطا, may stand anywhere.
pub(super) fn is_attribute(sentence: &Sentence, word: usize) -> bool {
    let letters = sentence.letters(word);
    let is_adjective = [&['ي'][..], &['ي', 'ه'], &['ي', 'و', 'ن'], &['ي', 'ي', 'ن']]
        .iter()
        .any(|ending| letters.ends_with(ending));
    !is_adjective
        || word.checked_sub(1).is_some_and(|before| {
            let has_article = |word: usize| {
                let forms = [&['ا', 'ل'][..], &['ل', 'ل'], &['و', 'ا', 'ل'], &['ب', 'ا', 'ل']];
                forms.iter().any(|form| sentence.letters(word).starts_with(form))
            };
            sentence.words[before].kind == Kind::Arabic
                && sentence.words[word].is_adjacent
                && !sentence.words[before].is_function
                && has_article(before) == has_article(word)
        })
}

/// Whether a word is the expected one, but for clitics and for a final ا for ة.
fn is_written_alike(letters: &[char], expected: &[char]) -> bool {
    attached(letters, expected).is_some() || {
        let ends = |word: &[char]| matches!(word.last(), Some('ا' | 'ه')) && word.len() > 3;
        ends(letters)
            && ends(expected)
            && attached(&letters[..letters.len() - 1], &expected[..expected.len() - 1]).is_some()
    }
}

/// Whether two words are one, whatever is attached to either.
fn is_same_word(a: &[char], b: &[char]) -> bool {
    let bare = |word: &[char]| -> usize {
        usize::from(word.len() > 4 && matches!(word[0], 'و' | 'ف' | 'ب' | 'ل' | 'ك'))
    };
    is_written_alike(a, b) || is_written_alike(b, a) || is_written_alike(a, &b[bare(b)..])
}

/// Whether a Latin word is the name's word, perhaps misspelt.
fn alike_latin(part: &[char], word: &[char]) -> bool {
    if part == word {
        return true;
    }
    if part.len() < 4 || word.len() < 3 {
        return false;
    }
    let (a, b): (String, String) = (part.iter().collect(), word.iter().collect());
    strsim::normalized_levenshtein(&a, &b) >= 0.7 || b.starts_with(&a)
}
