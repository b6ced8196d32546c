//! N-grams: what a system says too often or too seldom, and what one system gets right more often
//! than another.
//!
//! In a segment an n-gram stands c times in the output, and from `least` to `most` times in the
//! references:
//!
//! ```text
//! matched    = min(c, most)         as BLEU clips it
//! too much   = max(0, c − most)     more than any reference has
//! too little = max(0, least − c)    fewer than every reference has
//! ```
//!
//! Occurrences of an n-gram come in clusters (a name that is in a segment once is likely there
//! twice, a loop repeats it fifty times), so that a test which takes each for an independent event
//! finds differences where there are none. Here a segment counts once, however large its difference:
//! of the segments in which the two sides differ, how many go one way? That is an exact sign test
//! (McNemar's); it takes segments for independent, as every test here does that draws segments. For
//! a system against the references the sides are "too much" and "too little"; for two systems, "a
//! matches more of it" and "b matches more of it".
//!
//! With fewer than [`TESTED_FROM`] differing segments no outcome is below 0.05; such n-grams are not
//! tested. How many differ says nothing about the direction, so leaving those out is no cheating.
//! All tested n-grams of all orders are one family per system and one per pair, adjusted by
//! [`benjamini_hochberg`](crate::statistics::correction::benjamini_hochberg). N-grams overlap, which
//! is the positive dependence under which that holds.
//!
//! compare-mt lists n-grams by a ratio of counts, without a test (Neubig et al., NAACL 2019).

mod count;
mod selection;

use serde::{Deserialize, Serialize};

use super::tokens::Tokens;
pub use selection::TESTED_FROM;

/// The highest order of n-grams.
pub const ORDERS: usize = 4;

/// The n-grams of systems and of pairs of systems, both sorted by name.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Ngrams {
    /// Each system against the references.
    pub systems: Vec<SystemNgrams>,
    /// Each pair of systems, the first by name as `a`.
    pub pairs: Vec<PairNgrams>,
}

/// The n-grams of a system against the references.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct SystemNgrams {
    /// The system's name.
    pub system: String,
    /// Sums over all n-grams of each order, from 1.
    pub orders: Vec<OrderCounts>,
    /// How many n-grams were tested.
    pub tested: usize,
    /// N-grams that are too often there, the surest first.
    pub too_much: Vec<Usage>,
    /// N-grams that are too seldom there, the surest first.
    pub too_little: Vec<Usage>,
}

/// Sums over the n-grams of one order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderCounts {
    /// How many there are in the output, in segments with a reference.
    pub hypothesis: u64,
    /// How many match.
    pub matched: u64,
    /// How many are more than any reference has.
    pub too_much: u64,
    /// How many every reference has more.
    pub too_little: u64,
}

/// How a system uses one n-gram.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Usage {
    /// Its words as they are first spelt, with spaces between.
    pub ngram: String,
    /// How many words.
    pub order: usize,
    /// Occurrences that match.
    pub matched: u64,
    /// Occurrences more than any reference has, over all segments.
    pub too_much: u64,
    /// Occurrences that every reference has more, over all segments.
    pub too_little: u64,
    /// Segments that have it too often.
    pub segments_too_much: u32,
    /// Segments that have it too seldom.
    pub segments_too_little: u32,
    /// The p-value of the sign test; `None` where it was not tested.
    pub p: Option<f64>,
    /// The same, adjusted for the number tested.
    pub p_adjusted: Option<f64>,
}

/// The n-grams in which two systems differ.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct PairNgrams {
    /// The first system by name.
    pub a: String,
    /// The other.
    pub b: String,
    /// How many n-grams were tested.
    pub tested: usize,
    /// N-grams that `a` matches more often, the surest first.
    pub a_more: Vec<Difference>,
    /// N-grams that `b` matches more often, the surest first.
    pub b_more: Vec<Difference>,
}

/// How two systems differ in one n-gram.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Difference {
    /// Its words as they are first spelt, with spaces between.
    pub ngram: String,
    /// How many words.
    pub order: usize,
    /// Occurrences that `a` matches.
    pub a: u64,
    /// Occurrences that `b` matches.
    pub b: u64,
    /// Segments in which `a` matches more.
    pub segments_a: u32,
    /// Segments in which `b` matches more.
    pub segments_b: u32,
    /// The p-value of the sign test; `None` where it was not tested.
    pub p: Option<f64>,
    /// The same, adjusted for the number tested.
    pub p_adjusted: Option<f64>,
}

/// Finds the n-grams of orders 1 to [`ORDERS`] in which systems differ from the references and from
/// each other: for each system and pair at most `most` each way.
///
/// They are sorted by adjusted p-value (untested ones last), then by the difference of occurrences,
/// then by text. The way is that in which more segments go; where they are as many, that of the
/// occurrences. Memory grows with the number of words, four bytes each, and not with that of n-grams.
///
/// # Panics
///
/// Beyond 2³² segments or texts.
///
/// # Examples
///
/// ```
/// use mizan::analysis::{ngrams, tokens::{Cutting, Tokens}};
/// use mizan::corpus::{Corpus, Parts, System};
/// use mizan::text::Stream;
///
/// let system = |name: &str, line: &str| System {
///     name: name.into(),
///     hypotheses: Stream::from_iter([line; 6]),
///     ..System::default()
/// };
/// let corpus = Corpus::new(Parts {
///     references: vec![Stream::from_iter(["زار باكو"; 6])],
///     systems: vec![system("a", "زار باكو"), system("b", "زار بيكو")],
///     ..Parts::default()
/// })?;
/// let found = ngrams::ngrams(&Tokens::of(&corpus, Cutting::default()), 10);
/// let pair = &found.pairs[0];
/// assert_eq!((pair.a_more[0].ngram.as_str(), pair.a_more[0].p), ("باكو", Some(0.03125)));
/// assert_eq!(found.systems[1].too_much[0].ngram, "بيكو");
/// assert_eq!(pair.tested, 2);
/// # Ok::<(), mizan::Error>(())
/// ```
pub fn ngrams(tokens: &Tokens, most: usize) -> Ngrams {
    let counted = count::count(tokens, most);
    let names: Vec<&str> = tokens.systems().iter().map(|system| system.name.as_str()).collect();
    let mut found = Ngrams::default();
    for ((system, orders), selection) in names.iter().zip(counted.orders).zip(counted.systems) {
        let chosen = selection.choose(tokens, most);
        let usage = |candidate: selection::Chosen| Usage {
            ngram: candidate.ngram,
            order: candidate.order,
            matched: candidate.matched,
            too_much: candidate.counts.0,
            too_little: candidate.counts.1,
            segments_too_much: candidate.segments.0,
            segments_too_little: candidate.segments.1,
            p: candidate.p,
            p_adjusted: candidate.p_adjusted,
        };
        found.systems.push(SystemNgrams {
            system: (*system).to_owned(),
            orders: orders.to_vec(),
            tested: chosen.tested,
            too_much: chosen.more.into_iter().map(usage).collect(),
            too_little: chosen.fewer.into_iter().map(usage).collect(),
        });
    }
    for ((a, b), selection) in count::pairs(names.len()).zip(counted.pairs) {
        let chosen = selection.choose(tokens, most);
        let difference = |candidate: selection::Chosen| Difference {
            ngram: candidate.ngram,
            order: candidate.order,
            a: candidate.counts.0,
            b: candidate.counts.1,
            segments_a: candidate.segments.0,
            segments_b: candidate.segments.1,
            p: candidate.p,
            p_adjusted: candidate.p_adjusted,
        };
        found.pairs.push(PairNgrams {
            a: names[a].to_owned(),
            b: names[b].to_owned(),
            tested: chosen.tested,
            a_more: chosen.more.into_iter().map(difference).collect(),
            b_more: chosen.fewer.into_iter().map(difference).collect(),
        });
    }
    found
}

#[cfg(test)]
mod tests;
