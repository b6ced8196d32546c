//! Sound: the places of a hypothesis that may render a word of a name by how it sounds.

use std::cmp::Ordering;
use std::ops::Range;

use super::convention::{is_gh_for_j, may_be_adjective, share_base};
use super::{Fate, Hit, is_written_alike};
use crate::entity::EntityType;
use crate::entity::judge::{Scratch, Task};
use crate::entity::name::{Name, Part};
use crate::entity::reference::{Anchor, Link};
use crate::entity::spelling::spelled;
use crate::entity::transliterate::Arabic;
use crate::text::clitic::attached;
use crate::text::normal::Kind;

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
/// A rendering fits the source as well as the reference does where it costs no more than this
/// beyond it.
const AS_FAITHFUL: f64 = 0.05;
/// A name with two consonants may differ by so much from source and reference.
const SHORT_COST: f64 = 0.45;
/// What is less alike is never the same name.
const LEAST_ALIKE: f64 = 0.72;
/// What is less alike is not a distortion of the name but another word.
const LEAST_DISTORTED: f64 = 0.5;
/// The same for a word that the reference has elsewhere.
const LEAST_DISTORTED_SHARED: f64 = 0.75;

/// So much costs a consonant, perhaps with a vowel.
const ONE_LETTER: Range<f64> = 0.95..1.35;
/// Shorter words are not written as two.
const LEAST_LETTERS_OF_TWO: usize = 5;

/// The words of the hypothesis, two in a row, and the letters of an acronym by their names.
pub(super) fn find(
    task: &Task<'_>,
    index: usize,
    name: &Name,
    part: &Part,
    anchor: Option<&Anchor>,
    scratch: &mut Scratch,
    hits: &mut Vec<Hit>,
) {
    let hypothesis = task.hypothesis;
    let sought = Sought::new(task, index, name, part, anchor, scratch);
    for (j, word) in hypothesis.words.iter().enumerate() {
        if word.kind != Kind::Arabic {
            continue;
        }
        let letters = hypothesis.letters(j);
        let expected = sought.expected.as_deref();
        if let Some(attached) = expected.and_then(|expected| attached(letters, expected)) {
            let start = attached.letters;
            let sound = Arabic::of_letters(&letters[start..]);
            hits.extend(sought.hit(task, j..j + 1, start, &sound, scratch));
            continue;
        }
        if word.is_function {
            continue;
        }
        for form in &word.forms {
            hits.extend(sought.hit(task, j..j + 1, form.start, &form.sound, scratch));
        }
    }
    for j in 1..hypothesis.words.len() {
        let (first, second) = (&hypothesis.words[j - 1], &hypothesis.words[j]);
        if !second.is_adjacent
            || first.kind != Kind::Arabic
            || second.kind != Kind::Arabic
            || first.is_function
            || second.is_function
            || part.letters.len() < LEAST_LETTERS_OF_TWO
        {
            continue;
        }
        for form in &first.forms {
            let letters = hypothesis.joined(&(j - 1..j + 1), form.start);
            let sound = Arabic::of_letters(&letters);
            hits.extend(sought.hit(task, j - 1..j + 1, form.start, &sound, scratch));
        }
    }
    if part.is_acronym {
        for j in 0..hypothesis.words.len() {
            if let Some(length) = spelled(&part.letters, hypothesis, j) {
                let (fate, words) = (Fate::Alike, j..j + length);
                hits.push(Hit { fate, words, start: 0, similarity: 1.0, is_far: false });
            }
        }
    }
}

/// A word of a name with what the reference has for it.
struct Sought<'a> {
    part: &'a Part,
    /// The letters of the reference, where it sounds like the source or all of it is accepted.
    expected: Option<Vec<char>>,
    /// What of the reference's letters the source does not explain.
    expected_cost: f64,
    /// Whether the reference shows which letters belong there.
    is_faithful: bool,
    /// Whether it has two consonants or fewer, which occur in order in many words.
    is_short: bool,
    /// Whether the source may have the adjective of a name: Napoleonic, Azeris.
    may_be_adjective: bool,
    /// Whether a lexicon has its forms.
    is_known: bool,
    /// The stems of the reference's words for the name that it has nowhere else.
    own: Vec<Vec<char>>,
}

impl<'a> Sought<'a> {
    fn new(
        task: &Task<'_>,
        index: usize,
        name: &Name,
        part: &'a Part,
        anchor: Option<&Anchor>,
        scratch: &mut Scratch,
    ) -> Self {
        // An exonym does not sound like the source: only the reference tells what to look for.
        let rendering = &task.reference.renderings[index];
        let is_sole = name.parts.len() == 1 && rendering.words.len() == 1;
        let expected = anchor
            .filter(|a| a.link == Link::Sound)
            .map(|a| (&a.words, a.start))
            .or((is_sole && rendering.is_accepted).then_some((&rendering.words, rendering.start)))
            .map(|(words, start)| task.reference.sentence.joined(words, start));
        let expected_cost = expected.as_deref().map_or(0.0, |expected| {
            scratch.aligner.fit(&part.latin, &Arabic::of_letters(expected)).cost
        });
        Sought {
            is_faithful: expected.is_some() && expected_cost <= FAITHFUL,
            is_short: part.letters.iter().filter(|c| !"aeiouy'".contains(**c)).count() < 3,
            may_be_adjective: name.kind != EntityType::Person && may_be_adjective(&part.letters),
            is_known: !name.accepted.is_empty() || !part.accepted.is_empty(),
            own: own_stems(task, &rendering.words),
            part,
            expected,
            expected_cost,
        }
    }

    /// Whether the letters differ from the reference's only as two conventions do. Of a name that
    /// the lexicon knows its forms decide.
    fn is_by_another_convention(&self, letters: &[char], source_cost: f64) -> bool {
        !self.is_known
            && self.part.letters.contains(&'g')
            && source_cost <= self.expected_cost + AS_FAITHFUL
            && self.expected.as_deref().is_some_and(|expected| is_gh_for_j(letters, expected))
    }

    /// What some words are, the first from a letter on; `None` where they are not alike.
    fn hit(
        &self,
        task: &Task<'_>,
        words: Range<usize>,
        start: usize,
        sound: &Arabic,
        scratch: &mut Scratch,
    ) -> Option<Hit> {
        let letters = task.hypothesis.joined(&words, start);
        if self.may_be_adjective
            && words.len() == 1
            && self.expected.as_deref().is_some_and(|expected| share_base(&letters, expected))
        {
            return Some(Hit { fate: Fate::Same, words, start, similarity: 1.0, is_far: false });
        }
        let by_source = scratch.aligner.fit_above(&self.part.latin, sound, LEAST_DISTORTED);
        let source_cost = by_source.map_or(9.0, |fit| fit.cost);
        let (reference_cost, alike) = match &self.expected {
            Some(expected) => self.compare(&letters, expected, scratch),
            None => (source_cost, 0.0),
        };
        let similarity = alike.max(by_source.map_or(0.0, |fit| fit.similarity));
        let small = source_cost.min(reference_cost);
        // What the source does not explain of the reference either is no fault.
        let excess = match &self.expected {
            Some(_) => (source_cost - self.expected_cost).max(0.0),
            _ => source_cost,
        };
        let is_alike = small < LARGEST_COST
            && !self.lacks_a_letter(&letters, source_cost, reference_cost)
            && (small <= SMALL_COST || excess + reference_cost < LARGEST_SUM)
            && similarity >= LEAST_ALIKE
            && (!self.is_short
                || source_cost <= 0.1
                || source_cost.max(reference_cost) <= SHORT_COST);
        let is_own = |word: usize| self.own.iter().any(|own| own == task.hypothesis.stem(word));
        let is_shared = words.clone().all(|word| task.is_shared[word] && !is_own(word));
        let least = if is_shared { LEAST_DISTORTED_SHARED } else { LEAST_DISTORTED };
        // Closer to the source than the reference itself, which spells it too.
        let is_better = !self.is_short
            && words.len() == 1
            && source_cost <= 0.05
            && self.is_faithful
            && self.expected_cost >= source_cost + BETTER;
        let is_written_alike = || {
            let expected = self.expected.as_deref();
            words.len() == 1
                && expected
                    .is_some_and(|e| is_written_alike(task.hypothesis.letters(words.start), e))
        };
        let (fate, similarity) = match is_alike {
            true if is_written_alike() => (Fate::Same, 1.0),
            // But for a space: نيو هامبشير.
            true if self.expected.as_deref() == Some(&letters) => (Fate::Same, 1.0),
            true if self.is_by_another_convention(&letters, source_cost) => {
                (Fate::Same, similarity)
            }
            true if is_better => (Fate::Same, similarity),
            true => (Fate::Alike, similarity),
            false if similarity >= least => (Fate::Distorted, similarity),
            false => return None,
        };
        let is_far = self.is_faithful && small >= LARGEST_COST;
        Some(Hit { fate, words, start, similarity, is_far })
    }

    /// The cost and the likeness of letters and of the reference's, the article of one side only
    /// left out.
    fn compare(&self, letters: &[char], expected: &[char], scratch: &mut Scratch) -> (f64, f64) {
        fn bare(letters: &[char]) -> Option<&[char]> {
            letters.strip_prefix(&['ا', 'ل']).filter(|bare| bare.len() > 1)
        }
        let (a, b) = match (bare(letters), bare(expected)) {
            (Some(own), None) => (own, expected),
            // Unless its first letters are its own.
            (None, Some(other))
                if scratch.comparison.cost_of_letters(letters, other) <= SMALL_COST
                    && self.sounds_like(other, scratch) =>
            {
                (letters, other)
            }
            _ => (letters, expected),
        };
        let comparison = &mut scratch.comparison;
        (comparison.cost_of_letters(a, b), comparison.similarity_of_letters(a, b))
    }

    /// Whether the source explains letters of the reference.
    fn sounds_like(&self, letters: &[char], scratch: &mut Scratch) -> bool {
        let fit = scratch.aligner.fit(&self.part.latin, &Arabic::of_letters(letters));
        fit.cost <= SMALL_COST
    }

    /// Whether a consonant is lost that the reference has: it fits the source less well than the
    /// reference does, which has every letter of it.
    fn lacks_a_letter(&self, letters: &[char], source_cost: f64, reference_cost: f64) -> bool {
        let consonants =
            |letters: &[char]| letters.iter().filter(|c| !"اويهع".contains(**c)).count();
        let count = |order| {
            self.expected
                .as_deref()
                .is_some_and(|e| consonants(letters).cmp(&consonants(e)) == order)
        };
        let has_fewer = || count(Ordering::Less);
        // What has more of them than the reference lacks none: كيسيلوفسكي for كيسلوسكي.
        let has_more = count(Ordering::Greater);
        self.is_faithful
            && !has_more
            && source_cost > self.expected_cost + BETTER
            && reference_cost < ONE_LETTER.end
            && (reference_cost >= ONE_LETTER.start || has_fewer())
    }
}

/// The stems of some words of the reference that it has nowhere else.
fn own_stems(task: &Task<'_>, words: &Range<usize>) -> Vec<Vec<char>> {
    let reference = &task.reference.sentence;
    let is_elsewhere = |stem: &[char]| {
        (0..reference.words.len())
            .any(|word| !words.contains(&word) && reference.stem(word) == stem)
    };
    let stems = words.clone().map(|word| reference.stem(word));
    stems.filter(|stem| !is_elsewhere(stem)).map(<[char]>::to_vec).collect()
}
