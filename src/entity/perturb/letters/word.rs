//! Word: a word of a rendering, and what becomes of it when letters are exchanged.

use std::ops::Range;

use crate::entity::perturb::random::Random;
use crate::entity::transliterate::Latin;

/// Letters that look or sound alike.
const CLASSES: [&[char]; 9] = [
    &['ب', 'ت', 'ن', 'ث', 'ي'],
    &['ف', 'ق'],
    &['ج', 'ح', 'خ'],
    &['د', 'ذ'],
    &['ر', 'ز'],
    &['س', 'ش'],
    &['ص', 'ض'],
    &['ط', 'ظ'],
    &['ع', 'غ'],
];
/// Other spellings of one sound, and the Latin letters that have it.
const SPELLINGS: [(char, char, &[char]); 4] = [
    ('غ', 'ج', &['g', 'G']),
    ('ج', 'غ', &['g', 'G']),
    ('ط', 'ت', &['t', 'T']),
    ('ق', 'ك', &['c', 'C', 'k', 'K', 'q', 'Q']),
];
/// A word with fewer letters cannot lose or exchange one and still look like itself.
pub(super) const LEAST_LETTERS: usize = 3;

/// A word of a rendering that sounds like a word of the name.
#[derive(Debug, Clone)]
pub(super) struct Word {
    /// In normal form, article included.
    pub(super) letters: Vec<char>,
    /// The raw code points of each letter, marks included, in the rendering.
    pub(super) places: Vec<Range<usize>>,
    /// Letters of the article, which stay.
    pub(super) article: usize,
    pub(super) sound: Latin,
    /// What the word does not account for of its sound.
    pub(super) cost: f64,
}

/// What stands for each letter of a word: itself, another, none.
pub(super) type Changed = Vec<Vec<char>>;

/// What stands for each letter.
fn unchanged(word: &Word) -> Changed {
    word.letters.iter().map(|&letter| vec![letter]).collect()
}

/// One letter exchanged within its class, or two in a longer word.
pub(super) fn exchanged(word: &Word, random: &mut Random) -> Option<Changed> {
    let mut places: Vec<usize> = (word.article..word.letters.len())
        .filter(|&at| !is_vowel(word.letters[at]) && class(word.letters[at]).is_some())
        .collect();
    random.shuffle(&mut places);
    let is_long = word.letters.len() - word.article >= 6;
    let count = if is_long { 1 + random.below(2) } else { 1 };
    let mut changed = unchanged(word);
    for &at in places.iter().take(count) {
        let letter = word.letters[at];
        let others: Vec<char> = class(letter)?.iter().copied().filter(|&c| c != letter).collect();
        changed[at] = vec![*random.pick(&others)?];
    }
    (!places.is_empty()).then_some(changed)
}

fn class(letter: char) -> Option<&'static [char]> {
    CLASSES.into_iter().find(|class| class.contains(&letter))
}

/// Two neighbouring consonants in each other's place.
pub(super) fn transposed(word: &Word, random: &mut Random) -> Option<Changed> {
    let is_pair = |at: &usize| {
        let pair = &word.letters[*at..*at + 2];
        pair[0] != pair[1] && !pair.iter().any(|&letter| is_vowel(letter))
    };
    let last = word.letters.len().saturating_sub(1);
    let pairs: Vec<usize> = (word.article..last).filter(is_pair).collect();
    let &at = random.pick(&pairs)?;
    let mut changed = unchanged(word);
    changed.swap(at, at + 1);
    Some(changed)
}

/// One consonant lost.
pub(super) fn shortened(word: &Word, random: &mut Random) -> Option<Changed> {
    let consonants: Vec<usize> =
        (word.article..word.letters.len()).filter(|&at| !is_vowel(word.letters[at])).collect();
    if word.letters.len() - word.article <= LEAST_LETTERS {
        return None;
    }
    let &at = random.pick(&consonants)?;
    let mut changed = unchanged(word);
    changed[at].clear();
    Some(changed)
}

/// Every other spelling of a word: a long vowel within it left out, or a letter of the same sound.
pub(super) fn respelt(word: &Word, source: &str) -> Vec<Changed> {
    let mut all = Vec::new();
    for at in word.article..word.letters.len() {
        let letter = word.letters[at];
        let is_inner = at > word.article && at + 1 < word.letters.len();
        if is_vowel(letter) && is_inner && word.letters.len() - word.article >= 5 {
            // Not where two vowels meet: one of them is a consonant there.
            if !is_vowel(word.letters[at - 1]) && !is_vowel(word.letters[at + 1]) {
                let mut changed = unchanged(word);
                changed[at].clear();
                all.push(changed);
            }
        }
        for (from, to, sounds) in SPELLINGS {
            if from == letter && source.contains(sounds) {
                let mut changed = unchanged(word);
                changed[at] = vec![to];
                all.push(changed);
            }
        }
    }
    all
}

/// The letters of the article at the beginning of a word.
pub(super) fn article(letters: &[char]) -> usize {
    match letters {
        ['و', 'ا', 'ل', ..] if letters.len() > 5 => 3,
        ['ا', 'ل', ..] if letters.len() > 4 => 2,
        _ => 0,
    }
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'ا' | 'و' | 'ي')
}
