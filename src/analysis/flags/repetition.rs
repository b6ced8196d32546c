//! Repetition: outputs that go round in circles.
//!
//! A phrase of up to [`LONGEST_PHRASE`] words that follows upon itself: a single word four times in
//! all, a longer phrase three times, or within a word one to four letters [`LETTERS`] times. It is
//! no alarm where the source or a reference repeats anything as often, or once less ("very, very,
//! very"). It is an error where what is repeated beyond its first time makes up a quarter of the
//! output, and a warning else.
//!
//! A phrase of n words that is repeated is a stretch in which each word is the same as the one n
//! places before it; so each n takes one walk, and long outputs cost no more than their length.

use std::ops::Range;

use super::line::Line;
use super::{Flag, Kind, Texts};
use crate::finding::Severity;

const LONGEST_PHRASE: usize = 8;
const LONGEST_LETTERS: usize = 4;
const WORDS: usize = 4;
const PHRASES: usize = 3;
/// "ههههه" is a laugh of five.
const LETTERS: usize = 8;
const ERROR_SHARE: f64 = 0.25;

/// A stretch that repeats its first `period` symbols.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Repetition {
    times: usize,
    period: usize,
    range: Range<usize>,
}

impl Repetition {
    /// How many symbols the first time does not account for.
    fn surplus(&self) -> usize {
        self.range.len() - self.period
    }
}

pub(super) fn flag(texts: &Texts<'_>, output: &Line<'_>, segment: usize) -> Option<Flag> {
    let others = || texts.source.iter().chain(&texts.references);
    let is_excused =
        |times: usize, most: fn(&Line<'_>) -> usize| others().any(|other| most(other) + 1 >= times);
    if let Some(found) = of_words(output)
        && !is_excused(found.times, |line| most(of_words_any(line)))
    {
        let phrase = found.range.start..found.range.start + found.period;
        let share = found.surplus() as f64 / output.len() as f64;
        return Some(repeated(output, phrase, found.range.clone(), found.times, share, segment));
    }
    let (word, found) = of_letters(output)?;
    if is_excused(found.times, |line| most(of_letters(line).map(|(_, found)| found))) {
        return None;
    }
    let share = found.surplus() as f64 / output.length() as f64;
    Some(repeated(output, word..word + 1, word..word + 1, found.times, share, segment))
}

fn most(found: Option<Repetition>) -> usize {
    found.map_or(0, |found| found.times)
}

fn repeated(
    output: &Line<'_>,
    phrase: Range<usize>,
    place: Range<usize>,
    times: usize,
    share: f64,
    segment: usize,
) -> Flag {
    let what = if phrase == place { "letters repeated within a word," } else { "repeated" };
    Flag {
        kind: Kind::Repetition,
        severity: if share >= ERROR_SHARE { Severity::Error } else { Severity::Warning },
        segment,
        span: Some(output.code_points(place)),
        found: Some(output.stretch(phrase).to_owned()),
        message: format!("{what} {times} times: {:.0} % of the output", 100.0 * share),
    }
}

/// The longest stretch that counts as a repetition of words.
fn of_words(line: &Line<'_>) -> Option<Repetition> {
    let counts =
        |found: &Repetition| found.times >= if found.period == 1 { WORDS } else { PHRASES };
    stretches(&line.words().collect::<Vec<_>>(), LONGEST_PHRASE, counts)
}

/// The same from twice on, for what excuses an output.
fn of_words_any(line: &Line<'_>) -> Option<Repetition> {
    let mut most: Option<Repetition> = None;
    let _ = stretches(&line.words().collect::<Vec<_>>(), LONGEST_PHRASE, |found| {
        if most.as_ref().is_none_or(|most| found.times > most.times) {
            most = Some(found.clone());
        }
        false
    });
    most
}

/// The longest stretch of letters repeated within a word, and which word.
fn of_letters(line: &Line<'_>) -> Option<(usize, Repetition)> {
    let mut longest: Option<(usize, Repetition)> = None;
    for (index, word) in line.words().enumerate().filter(|(_, word)| word.len() >= LETTERS) {
        let letters: Vec<char> = word.chars().collect();
        let counts = |found: &Repetition| {
            found.times >= LETTERS && letters[found.range.start].is_alphabetic()
        };
        if let Some(found) = stretches(&letters, LONGEST_LETTERS, counts)
            && longest.as_ref().is_none_or(|(_, longest)| found.surplus() > longest.surplus())
        {
            longest = Some((index, found));
        }
    }
    longest
}

/// Of the stretches with a period up to `longest` that `counts` accepts, the one with the largest
/// surplus; of equal ones that with the shortest period, then the first.
fn stretches<T: PartialEq>(
    symbols: &[T],
    longest: usize,
    mut counts: impl FnMut(&Repetition) -> bool,
) -> Option<Repetition> {
    let mut best: Option<Repetition> = None;
    for period in 1..=longest.min(symbols.len() / 2) {
        let mut start = 0;
        for at in period..=symbols.len() {
            if at < symbols.len() && symbols[at] == symbols[at - period] {
                continue;
            }
            let range = start..at;
            start = at + 1 - period;
            let found = Repetition { times: range.len() / period, period, range };
            if found.times >= 2
                && counts(&found)
                && best.as_ref().is_none_or(|best| found.surplus() > best.surplus())
            {
                best = Some(found);
            }
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<(usize, usize, Range<usize>)> {
        of_words(&Line::of(text)).map(|found| (found.times, found.period, found.range))
    }

    #[test]
    fn stretches_are_found_with_their_ends() {
        assert_eq!(found("a b b b b c"), Some((4, 1, 1..5)));
        assert_eq!(found("x a b a b a b y"), Some((3, 2, 1..7)));
        assert_eq!(found("a b a b a"), None);
        assert_eq!(found("a a a"), None);
        assert_eq!(found(""), None);
        assert_eq!(found("قال إن، قال إن، قال إن"), Some((3, 2, 0..6)));
    }

    #[test]
    fn letters_are_repeated_within_a_word() {
        let line = Line::of("قال لالالالالالالالالا ثم صمت");
        let (word, found) = of_letters(&line).unwrap();
        assert_eq!((word, found.times, found.period), (1, 9, 2));
        assert!(of_letters(&Line::of("ههههه 1000000000000")).is_none());
    }
}
