//! Selection: the n-grams that are worth showing, of however many were seen.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::super::sign::SignTest;
use super::super::tokens::Tokens;
use super::ORDERS;
use crate::statistics::correction::benjamini_hochberg;

/// The fewest segments that must differ in an n-gram for it to be tested: with five, the surest
/// outcome of a sign test has p = 0.0625; with six, 0.03125.
pub const TESTED_FROM: u32 = 6;

/// An n-gram that differs between two sides.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    /// Its words, zeros past the end.
    pub(super) words: [u32; ORDERS],
    /// Occurrences on the one side and on the other.
    pub(super) counts: (u64, u64),
    pub(super) matched: u64,
    /// Segments in which the one side has more, and the other.
    pub(super) segments: (u32, u32),
}

/// The n-grams seen so far, by what their p-value depends on. Of those that will have the same only
/// the best are kept, so that memory does not grow with the number of n-grams; how many there were
/// is counted, for the size of the family.
#[derive(Debug, Default)]
pub(super) struct Selection {
    classes: BTreeMap<ClassKey, Class>,
}

/// Which way, and the segments that differ; those of an n-gram too rare to test are zeros.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct ClassKey {
    way: Way,
    segments: (u32, u32),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    More,
    Fewer,
    /// Neither: the n-gram is tested, and not shown.
    Even,
}

#[derive(Debug, Default)]
struct Class {
    count: usize,
    kept: Vec<Candidate>,
    /// The least difference that can still be among the best.
    floor: u64,
}

/// What is to be shown.
#[derive(Debug, Default)]
pub(super) struct Choice {
    pub(super) tested: usize,
    pub(super) more: Vec<Chosen>,
    pub(super) fewer: Vec<Chosen>,
}

/// An n-gram to be shown.
#[derive(Debug)]
pub(super) struct Chosen {
    pub(super) ngram: String,
    pub(super) order: usize,
    pub(super) matched: u64,
    pub(super) counts: (u64, u64),
    pub(super) segments: (u32, u32),
    pub(super) p: Option<f64>,
    pub(super) p_adjusted: Option<f64>,
}

impl Candidate {
    fn difference(&self) -> u64 {
        self.counts.0.abs_diff(self.counts.1)
    }

    fn words<'a>(&self, tokens: &'a Tokens) -> impl Iterator<Item = &'a str> {
        self.words.into_iter().take_while(|&word| word != 0).map(|word| tokens.spelling(word))
    }

    fn is_tested(&self) -> bool {
        self.segments.0 + self.segments.1 >= TESTED_FROM
    }

    fn way(&self) -> Way {
        match self.segments.0.cmp(&self.segments.1).then(self.counts.0.cmp(&self.counts.1)) {
            std::cmp::Ordering::Greater => Way::More,
            std::cmp::Ordering::Less => Way::Fewer,
            std::cmp::Ordering::Equal => Way::Even,
        }
    }

    /// The order within a class: the greatest difference first, then by text.
    fn compare(&self, other: &Candidate, tokens: &Tokens) -> std::cmp::Ordering {
        let by_difference = Reverse(self.difference()).cmp(&Reverse(other.difference()));
        by_difference
            .then_with(|| self.words(tokens).cmp(other.words(tokens)))
            .then_with(|| self.words.cmp(&other.words))
    }
}

impl Class {
    fn offer(&mut self, candidate: Candidate, tokens: &Tokens, most: usize) {
        if candidate.difference() < self.floor {
            return;
        }
        self.kept.push(candidate);
        if self.kept.len() > 2 * most {
            self.kept.sort_by(|one, other| one.compare(other, tokens));
            self.kept.truncate(most);
            self.floor = self.kept.last().map_or(u64::MAX, Candidate::difference);
        }
    }
}

impl Selection {
    /// Takes note of an n-gram.
    pub(super) fn offer(&mut self, candidate: Candidate, tokens: &Tokens, most: usize) {
        let is_tested = candidate.is_tested();
        let way = candidate.way();
        if way == Way::Even && !is_tested {
            return;
        }
        let segments = if is_tested { candidate.segments } else { (0, 0) };
        let class = self.classes.entry(ClassKey { way, segments }).or_default();
        class.count += 1;
        if way != Way::Even {
            class.offer(candidate, tokens, most);
        }
    }

    /// Takes over what another selection noted of other n-grams.
    pub(super) fn append(&mut self, other: Selection, tokens: &Tokens, most: usize) {
        for (key, class) in other.classes {
            let own = self.classes.entry(key).or_default();
            own.count += class.count;
            for candidate in class.kept {
                own.offer(candidate, tokens, most);
            }
        }
    }

    /// The best each way, with their p-values.
    pub(super) fn choose(self, tokens: &Tokens, most: usize) -> Choice {
        let is_tested = |key: &ClassKey| key.segments != (0, 0);
        let tested = || self.classes.iter().filter(|(key, _)| is_tested(key));
        let longest = tested().map(|(key, _)| key.segments.0 + key.segments.1).max().unwrap_or(0);
        let test = SignTest::new(longest);
        let mut family = Vec::new();
        for (key, class) in tested() {
            let p = test.p(key.segments.0, key.segments.1);
            family.extend(std::iter::repeat_n(p, class.count));
        }
        let adjusted = benjamini_hochberg(&family);
        let mut choice = Choice { tested: family.len(), ..Choice::default() };
        let (mut more, mut fewer) = (Vec::new(), Vec::new());
        let mut next = 0;
        for (key, class) in self.classes {
            let p = is_tested(&key).then(|| (adjusted[next], family[next]));
            next += if p.is_some() { class.count } else { 0 };
            let list = match key.way {
                Way::More => &mut more,
                Way::Fewer => &mut fewer,
                Way::Even => continue,
            };
            list.extend(class.kept.into_iter().map(|candidate| (p, candidate)));
        }
        choice.more = best(more, tokens, most);
        choice.fewer = best(fewer, tokens, most);
        choice
    }
}

/// Candidates, each with its adjusted and its plain p-value where it was tested.
fn best(
    mut candidates: Vec<(Option<(f64, f64)>, Candidate)>,
    tokens: &Tokens,
    most: usize,
) -> Vec<Chosen> {
    // An untested n-gram comes after those with p = 1.
    let key = |p: Option<(f64, f64)>| p.map_or(2.0, |(adjusted, _)| adjusted);
    candidates.sort_by(|(p, one), (q, other)| {
        key(*p).total_cmp(&key(*q)).then_with(|| one.compare(other, tokens))
    });
    candidates.truncate(most);
    let chosen = candidates.into_iter().map(|(p, candidate)| {
        let words: Vec<&str> = candidate.words(tokens).collect();
        Chosen {
            ngram: words.join(" "),
            order: words.len(),
            matched: candidate.matched,
            counts: candidate.counts,
            segments: candidate.segments,
            p: p.map(|(_, p)| p),
            p_adjusted: p.map(|(adjusted, _)| adjusted),
        }
    });
    chosen.collect()
}
