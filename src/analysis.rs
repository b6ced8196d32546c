//! Analysis: where a score comes from, in words, n-grams and segments.
//!
//! - [`tokens`]: a corpus as numbered words.
//! - [`labels`]: kinds of words, by frequency, position, script or a file.
//! - [`words`]: precision and recall of each kind of word.
//! - [`ngrams`]: n-grams that a system has too often or too seldom, and where two systems differ.
//! - [`measured`]: what metrics found of systems, segment by segment.
//! - [`buckets`]: scores on groups of segments, by length, domain, names.
//! - [`examples`]: the segments that are worth reading.
//! - [`effort`]: what post-editors kept of an output.
//! - [`checks`]: what can be seen to be wrong with outputs without a reference, counted.
//! - [`flags`]: outputs that need no reading to be suspicious: empty, copied, looping.
//! - [`script`]: with which letters a word is written.
//!
//! All of it is a function of a corpus: the same on any number of threads, and for each system the
//! same whatever the order of the systems.

pub mod buckets;
pub mod checks;
pub mod effort;
pub mod examples;
pub mod flags;
pub mod labels;
pub mod measured;
pub mod ngrams;
pub mod script;
mod sign;
pub mod tokens;
pub mod words;

/// Numbers of segments as people count, from 1, in files.
mod number {
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(
        segment: &usize,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_u64(*segment as u64 + 1)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<usize, D::Error> {
        Ok(usize::deserialize(deserializer)?.saturating_sub(1))
    }
}

/// Several numbers of segments, from 1 in files.
mod numbers {
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(
        segments: &[usize],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(segments.iter().map(|&segment| segment as u64 + 1))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<usize>, D::Error> {
        let numbers = Vec::<usize>::deserialize(deserializer)?;
        Ok(numbers.into_iter().map(|number| number.saturating_sub(1)).collect())
    }
}
