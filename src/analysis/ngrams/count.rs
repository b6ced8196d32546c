//! Count: the n-grams of all texts, a shard of them at a time.
//!
//! A shard takes the n-grams that a hash assigns to it, sorts their occurrences by n-gram, segment
//! and text, and walks over them. N-grams are compared as four words of 32 bits, so that counts are
//! exact; the hash only shares out the work, and no result depends on the number of shards.

use rayon::prelude::*;

use super::super::tokens::Tokens;
use super::selection::{Candidate, Selection};
use super::{ORDERS, OrderCounts};

/// Occurrences of a shard, 32 bytes each: few enough for a buffer per thread, and enough that the
/// texts are not read too often.
const OCCURRENCES: usize = 1 << 19;
/// Short corpora are parted too, so that two threads finish together.
const FEWEST_OCCURRENCES: usize = 1 << 14;
const FEWEST_SHARDS: usize = 4;

/// An occurrence of an n-gram.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Occurrence {
    ngram: u128,
    segment: u32,
    /// References first, then systems.
    text: u32,
}

/// What there is of n-grams, for each system and each of [`pairs`].
pub(super) struct Counted {
    pub(super) orders: Vec<[OrderCounts; ORDERS]>,
    pub(super) systems: Vec<Selection>,
    pub(super) pairs: Vec<Selection>,
}

/// The pairs of so many systems, in order.
pub(super) fn pairs(systems: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..systems).flat_map(move |a| (a + 1..systems).map(move |b| (a, b)))
}

/// Counts all n-grams.
pub(super) fn count(tokens: &Tokens, most: usize) -> Counted {
    let texts =
        tokens.references().iter().chain(tokens.systems().iter().map(|system| &system.text));
    let words: usize = texts.map(super::super::tokens::Text::len).sum();
    let shards =
        words.div_ceil(OCCURRENCES).max((words / FEWEST_OCCURRENCES).min(FEWEST_SHARDS)).max(1);
    let tasks: Vec<(usize, usize)> =
        (1..=ORDERS).flat_map(|order| (0..shards).map(move |shard| (order, shard))).collect();
    let empty = || Counted::new(tokens.systems().len());
    tasks
        .into_par_iter()
        .with_max_len(1)
        .fold(empty, |mut counted, (order, shard)| {
            counted.shard(tokens, order, (shard, shards), most);
            counted
        })
        .reduce(empty, |mut one, other| {
            one.append(other, tokens, most);
            one
        })
}

impl Counted {
    fn new(systems: usize) -> Counted {
        let selections = |count| std::iter::repeat_with(Selection::default).take(count).collect();
        Counted {
            orders: vec![[OrderCounts::default(); ORDERS]; systems],
            systems: selections(systems),
            pairs: selections(pairs(systems).count()),
        }
    }

    fn append(&mut self, other: Counted, tokens: &Tokens, most: usize) {
        for (own, others) in self.orders.iter_mut().flatten().zip(other.orders.iter().flatten()) {
            own.hypothesis += others.hypothesis;
            own.matched += others.matched;
            own.too_much += others.too_much;
            own.too_little += others.too_little;
        }
        let own = self.systems.iter_mut().chain(&mut self.pairs);
        for (own, others) in own.zip(other.systems.into_iter().chain(other.pairs)) {
            own.append(others, tokens, most);
        }
    }

    fn shard(&mut self, tokens: &Tokens, order: usize, shard: (usize, usize), most: usize) {
        let occurrences = occurrences(tokens, order, shard);
        let mut ngram = Ngram::new(tokens);
        for of_one in occurrences.chunk_by(|one, other| one.ngram == other.ngram) {
            ngram.tally(tokens, of_one);
            let words = words(of_one[0].ngram, order);
            for (system, side) in ngram.systems.iter().enumerate() {
                let counts = &mut self.orders[system][order - 1];
                counts.hypothesis += side.hypothesis;
                counts.matched += side.matched;
                counts.too_much += side.counts.0;
                counts.too_little += side.counts.1;
                if side.segments != (0, 0) {
                    let (counts, segments) = (side.counts, side.segments);
                    let candidate = Candidate { words, counts, matched: side.matched, segments };
                    self.systems[system].offer(candidate, tokens, most);
                }
            }
            for (index, &(a, b, segments)) in ngram.pairs.iter().enumerate() {
                if segments != (0, 0) {
                    let counts = (ngram.systems[a].matched, ngram.systems[b].matched);
                    let candidate = Candidate { words, counts, matched: 0, segments };
                    self.pairs[index].offer(candidate, tokens, most);
                }
            }
        }
    }
}

/// The occurrences of a shard's n-grams in segments that have a reference, sorted.
fn occurrences(tokens: &Tokens, order: usize, (shard, shards): (usize, usize)) -> Vec<Occurrence> {
    let mut occurrences = Vec::new();
    let references = tokens.references().iter();
    let texts = references.chain(tokens.systems().iter().map(|system| &system.text));
    let texts: Vec<_> = texts.collect();
    for segment in 0..tokens.segments() {
        if tokens.references_of(segment).next().is_none() {
            continue;
        }
        let place = u32::try_from(segment).expect("fewer than 2³² segments");
        for (text, words) in (0..).zip(texts.iter().map(|text| text.segment(segment))) {
            for ngram in words.unwrap_or_default().windows(order) {
                if shards == 1 || hash(ngram) % shards == shard {
                    occurrences.push(Occurrence { ngram: packed(ngram), segment: place, text });
                }
            }
        }
    }
    occurrences.sort_unstable();
    occurrences
}

fn hash(ngram: &[u32]) -> usize {
    const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;
    let fold =
        |state: u64, &word: &u32| (state ^ u64::from(word)).wrapping_mul(FACTOR).rotate_left(29);
    (ngram.iter().fold(0, fold) >> 32) as usize
}

/// Words are numbered from 1, so that an n-gram and a longer one differ.
fn packed(ngram: &[u32]) -> u128 {
    ngram.iter().fold(0, |packed, &word| packed << 32 | u128::from(word))
}

fn words(packed: u128, order: usize) -> [u32; ORDERS] {
    const WORD: u128 = u32::MAX as u128;
    std::array::from_fn(|at| match at < order {
        true => u32::try_from(packed >> (32 * (order - 1 - at)) & WORD).expect("32 bits are left"),
        false => 0,
    })
}

/// The tallies of one n-gram.
struct Ngram {
    systems: Vec<Side>,
    /// The two systems, and the segments in which the one matches more, and the other.
    pairs: Vec<(usize, usize, (u32, u32))>,
    /// By text, in the segment at hand.
    counts: Vec<u64>,
    matched: Vec<u64>,
}

/// One n-gram in one system against the references.
#[derive(Clone, Copy, Default)]
struct Side {
    hypothesis: u64,
    matched: u64,
    /// Too much and too little.
    counts: (u64, u64),
    segments: (u32, u32),
}

impl Ngram {
    fn new(tokens: &Tokens) -> Ngram {
        let systems = tokens.systems().len();
        Ngram {
            systems: vec![Side::default(); systems],
            pairs: pairs(systems).map(|(a, b)| (a, b, (0, 0))).collect(),
            counts: vec![0; tokens.references().len() + systems],
            matched: vec![0; systems],
        }
    }

    fn tally(&mut self, tokens: &Tokens, occurrences: &[Occurrence]) {
        self.systems.fill(Side::default());
        self.pairs.iter_mut().for_each(|pair| pair.2 = (0, 0));
        for in_segment in occurrences.chunk_by(|one, other| one.segment == other.segment) {
            self.counts.fill(0);
            for occurrence in in_segment {
                self.counts[occurrence.text as usize] += 1;
            }
            self.add(tokens, in_segment[0].segment as usize);
        }
    }

    fn add(&mut self, tokens: &Tokens, segment: usize) {
        let (in_references, in_systems) = self.counts.split_at(tokens.references().len());
        let references = tokens.references().iter().zip(in_references);
        let present = references.filter(|(text, _)| text.segment(segment).is_some());
        let (least, most) = present
            .fold((u64::MAX, 0), |(least, most), (_, &count)| (least.min(count), most.max(count)));
        for ((side, matched), &count) in
            self.systems.iter_mut().zip(&mut self.matched).zip(in_systems)
        {
            *matched = count.min(most);
            let (much, little) = (count.saturating_sub(most), least.saturating_sub(count));
            side.hypothesis += count;
            side.matched += *matched;
            side.counts.0 += much;
            side.counts.1 += little;
            side.segments.0 += u32::from(much > 0);
            side.segments.1 += u32::from(little > 0);
        }
        if self.matched.windows(2).all(|two| two[0] == two[1]) {
            return;
        }
        for (a, b, segments) in &mut self.pairs {
            let (a, b) = (self.matched[*a], self.matched[*b]);
            segments.0 += u32::from(a > b);
            segments.1 += u32::from(b > a);
        }
    }
}
