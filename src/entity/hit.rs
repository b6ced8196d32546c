//! Hit: a place of a hypothesis that may render a word of a name.

use std::ops::Range;

use super::EntityType;
use super::judge::{Scratch, Task};
use super::name::{Name, Part};
use super::offer::means;
use super::reference::{Anchor, Link};
use super::spelling::spelled;
use super::transliterate::Arabic;
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

/// A reference that sounds so much like the source that it shows which letters belong there.
const FAITHFUL: f64 = 0.35;
/// What is unexplained is counted in consonants: more than this by source and reference is another
/// name.
const LARGEST_COST: f64 = 0.85;
/// So little by either is the same name, whatever the other says.
const SMALL_COST: f64 = 0.35;
/// Or else so much by both together.
const LARGEST_SUM: f64 = 1.1;
/// A rendering that is so much closer to the source than the reference is as good.
const BETTER: f64 = 0.1;
/// A name with two consonants may differ by so much from source and reference.
const SHORT_COST: f64 = 0.45;
/// What is less alike is never the same name.
const LEAST_ALIKE: f64 = 0.72;
/// What is less alike is not a distortion of the name but another word.
const LEAST_DISTORTED: f64 = 0.5;
/// The same for a word that the reference has elsewhere.
const LEAST_DISTORTED_SHARED: f64 = 0.75;

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
    by_meaning(task, name, part, anchor, is_joined, scratch, &mut hits);
    let rendering = &task.reference.renderings[index].words;
    let taken = vec![false; task.hypothesis.words.len()];
    if let Some(j) = nationality(task, &part.accepted, rendering, &taken) {
        hits.push(Hit { fate: Fate::Alike, words: j..j + 1, start: 0, similarity: 1.0, is_far: false });
    }
    by_sound(task, index, name, part, anchor, scratch, &mut hits);
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
            hits.push(Hit { fate: Fate::Foreign, words: j..j + 1, start: 0, similarity: 0.0, is_far: false });
        }
        if word.kind != Kind::Arabic && alike_latin(&part.letters, letters) {
            let is_exact = part.letters == letters;
            let fate = if fate == Fate::Same && !is_exact { Fate::Alike } else { fate };
            hits.push(Hit { fate, words: j..j + 1, start: 0, similarity: 0.0, is_far: false });
        }
    }
}

fn by_meaning(
    task: &Task<'_>,
    name: &Name,
    part: &Part,
    anchor: Option<&Anchor>,
    is_joined: bool,
    scratch: &mut Scratch,
    hits: &mut Vec<Hit>,
) {
    let hypothesis = task.hypothesis;
    let is_spelled = anchor.is_some_and(|a| a.link == Link::Sound);
    let fate = match name.kind {
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
    };
    let is_as_expected = |words: &Range<usize>| {
        anchor.is_some_and(|anchor| {
            words.clone().all(|j| {
                let reference = &task.reference.sentence;
                anchor
                    .words
                    .clone()
                    .any(|word| is_same_word(hypothesis.letters(j), reference.letters(word)))
            })
        })
    };
    let mut push = |fate: Fate, words: Range<usize>| {
        let fate = match fate {
            Fate::Meant if is_as_expected(&words) => Fate::Same,
            fate => fate,
        };
        hits.push(Hit { fate, words, start: 0, similarity: 1.0, is_far: false });
    };
    for j in 0..hypothesis.words.len() {
        if let Some(length) = means(part, hypothesis, j) {
            push(fate, j..j + length);
        }
    }
    let Some(anchor) = anchor
        .filter(|a| matches!(a.link, Link::Meaning | Link::Learned | Link::Left | Link::Accepted))
    else {
        return;
    };
    // The words of the reference, most of them beside each other in the hypothesis.
    let reference = &task.reference.sentence;
    let content: Vec<usize> =
        anchor.words.clone().filter(|&word| !reference.words[word].is_function).collect();
    let mut places = Vec::new();
    for &word in &content {
        for j in 0..hypothesis.words.len() {
            let is_same = is_same_word(hypothesis.letters(j), reference.letters(word))
                || hypothesis.words[j].kind == Kind::Arabic
                    && reference.words[word].kind == Kind::Arabic
                    && reference.letters(word).len() >= 5
                    && scratch
                        .comparison
                        .similarity_of_letters(hypothesis.letters(j), reference.letters(word))
                        >= 0.9;
            let is_there = is_same || hypothesis.stem(j) == reference.stem(word);
            // The noun alone where the reference has its adjective: الإسلام for الإسلامية.
            let is_base =
                name.parts.len() == 1 && hypothesis.letters(j).ends_with(reference.stem(word));
            if is_there {
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
            push(if content.iter().all(same) { Fate::Same } else { Fate::Meant }, start..end);
        }
    }
    // What the references teach: this word for that one, more often than by chance.
    let word = part.words.start;
    if task.dictionary.source_count(task.source_numbers, word) >= 3 {
        for j in 0..hypothesis.words.len() {
            if task.dictionary.target_count(task.numbers, j) >= 2
                && !hypothesis.words[j].is_function
                && task.dictionary.forward(task.source_numbers, word, task.numbers, j) >= 0.15
            {
                push(Fate::Meant, j..j + 1);
            }
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

fn by_sound(
    task: &Task<'_>,
    index: usize,
    name: &Name,
    part: &Part,
    anchor: Option<&Anchor>,
    scratch: &mut Scratch,
    hits: &mut Vec<Hit>,
) {
    let hypothesis = task.hypothesis;
    // An exonym does not sound like the source: only the reference tells what to look for.
    let rendering = &task.reference.renderings[index];
    let is_sole = name.parts.len() == 1 && rendering.words.len() == 1;
    let expected = anchor
        .filter(|a| a.link == Link::Sound)
        .map(|a| (&a.words, a.start))
        .or((is_sole && rendering.is_accepted).then_some((&rendering.words, rendering.start)))
        .map(|(words, start)| task.reference.sentence.joined(words, start));
    let expected = expected.as_deref();
    let expected_cost = expected.map_or(0.0, |expected| {
        scratch.aligner.fit(&part.latin, &Arabic::of_letters(expected)).cost
    });
    let is_faithful = expected.is_some() && expected_cost <= FAITHFUL;
    // Two consonants occur in order in many words.
    let is_short = part.letters.iter().filter(|c| !"aeiouy'".contains(**c)).count() < 3;
    let mut consider = |words: Range<usize>, start: usize, letters: &[char], sound: &Arabic| {
        let by_source = scratch.aligner.fit_above(&part.latin, sound, LEAST_DISTORTED);
        let source_cost = by_source.map_or(9.0, |fit| fit.cost);
        let (reference_cost, alike) = match expected {
            Some(expected) => {
                let bare = |letters: &[char]| -> Option<Vec<char>> {
                    Some(letters.strip_prefix(&['ا', 'ل'])?.to_vec()).filter(|l| l.len() > 1)
                };
                // The article of one side only.
                let (own, others) = (bare(letters), bare(expected));
                let (a, b) = match (&own, &others) {
                    (Some(own), None) => (own.as_slice(), expected),
                    (None, Some(others)) => {
                        let without = scratch.comparison.cost_of_letters(letters, others);
                        // Its own first letters are no article.
                        if without <= SMALL_COST && sound_without(part, others, scratch) {
                            (letters, others.as_slice())
                        } else {
                            (letters, expected)
                        }
                    }
                    _ => (letters, expected),
                };
                let similarity = scratch.comparison.similarity_of_letters(a, b);
                (scratch.comparison.cost_of_letters(a, b), similarity)
            }
            None => (source_cost, 0.0),
        };
        let similarity = alike.max(by_source.map_or(0.0, |fit| fit.similarity));
        let small = source_cost.min(reference_cost);
        let consonants =
            |letters: &[char]| letters.iter().filter(|c| !"اويهع".contains(**c)).count();
        let has_fewer = || expected.is_some_and(|e| consonants(letters) < consonants(e));
        let lacks_a_letter = is_faithful
            && source_cost > expected_cost + 0.1
            && reference_cost < 1.35
            && (reference_cost >= 0.95 || has_fewer());
        let is_alike = small < LARGEST_COST
            && !lacks_a_letter
            && (small <= SMALL_COST || source_cost + reference_cost < LARGEST_SUM)
            && similarity >= LEAST_ALIKE
            && (!is_short || source_cost <= 0.1 || source_cost.max(reference_cost) <= SHORT_COST);
        let is_shared = task.is_shared[words.clone()].iter().all(|&shared| shared);
        let least = if is_shared { LEAST_DISTORTED_SHARED } else { LEAST_DISTORTED };
        // Closer to the source than the reference itself.
        let is_better = !is_short
            && words.len() == 1
            && source_cost <= 0.05
            && expected_cost >= source_cost + BETTER;
        let fate = if is_alike && is_better {
            Fate::Same
        } else if is_alike {
            Fate::Alike
        } else if similarity >= least {
            Fate::Distorted
        } else {
            return;
        };
        let is_far = is_faithful && small >= LARGEST_COST;
        hits.push(Hit { fate, words, start, similarity, is_far });
    };
    for (j, word) in hypothesis.words.iter().enumerate() {
        if word.kind != Kind::Arabic {
            continue;
        }
        let letters = hypothesis.letters(j);
        if let Some(attached) = expected.and_then(|expected| attached(letters, expected)) {
            let start = attached.letters;
            consider(j..j + 1, start, &letters[start..], &Arabic::of_letters(&letters[start..]));
            continue;
        }
        if word.is_function {
            continue;
        }
        for form in &word.forms {
            consider(j..j + 1, form.start, &letters[form.start..], &form.sound);
        }
    }
    for j in 1..hypothesis.words.len() {
        let (first, second) = (&hypothesis.words[j - 1], &hypothesis.words[j]);
        if !second.is_adjacent
            || first.kind != Kind::Arabic
            || second.kind != Kind::Arabic
            || first.is_function
            || second.is_function
            || part.letters.len() < 5
        {
            continue;
        }
        for form in &first.forms {
            let letters = hypothesis.joined(&(j - 1..j + 1), form.start);
            consider(j - 1..j + 1, form.start, &letters, &Arabic::of_letters(&letters));
        }
    }
    for hit in hits.iter_mut() {
        if let (Some(expected), Fate::Alike) = (expected, hit.fate)
            && hit.words.len() == 1
            && is_written_alike(hypothesis.letters(hit.words.start), expected)
        {
            hit.fate = Fate::Same;
            hit.similarity = 1.0;
        }
    }
    if part.is_acronym {
        for j in 0..hypothesis.words.len() {
            if let Some(length) = spelled(&part.letters, hypothesis, j) {
                hits.push(Hit {
                    fate: Fate::Alike,
                    words: j..j + length,
                    start: 0,
                    similarity: 1.0,
                    is_far: false,
                });
            }
        }
    }
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

/// Whether the letters without their article sound like the part as well as any.
fn sound_without(part: &Part, letters: &[char], scratch: &mut Scratch) -> bool {
    let fit = scratch.aligner.fit(&part.latin, &Arabic::of_letters(letters));
    fit.cost <= SMALL_COST
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
