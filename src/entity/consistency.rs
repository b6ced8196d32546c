//! Consistency: whether one name is rendered in one way throughout a document.
//!
//! Over the names with two mentions or more, with `c` mentions of a rendering and `n` of the name:
//!
//! ```text
//! dominant share = Σ max c / Σ n
//! entropy        = mean of H / log n, H = − Σ c/n · log c/n
//! ```
//!
//! Renderings are one where they are equal in normal form without article and clitics, or where
//! one is a part of the other: a surname alone is no other rendering.

use std::collections::BTreeMap;

use super::judgement::Judgement;
use crate::text::normal::{Kind, Normal};
use crate::text::stem::without_suffix;

/// The renderings of one name in one document.
#[derive(Debug, Clone, PartialEq)]
pub struct Usage {
    /// The document, as its index.
    pub document: usize,
    /// The name: [`Judgement::key`].
    pub key: String,
    /// Each rendering as first seen, and how often it occurs; the most frequent first.
    pub renderings: Vec<(String, usize)>,
}

/// How consistent the names of a text are, from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Consistency {
    /// The share of mentions that have their name's most frequent rendering.
    pub dominant: f64,
    /// The mean over names of the entropy of their renderings, as a share of the largest possible.
    pub entropy: f64,
    /// How many names have two mentions or more.
    pub names: usize,
}

impl Usage {
    /// Whether there is no more than one rendering.
    pub fn is_consistent(&self) -> bool {
        self.renderings.len() < 2
    }

    fn mentions(&self) -> usize {
        self.renderings.iter().map(|(_, count)| count).sum()
    }
}

/// The usage of every name: `mentions` gives the document, the name and the rendering of each
/// mention.
///
/// # Examples
///
/// ```
/// use mizan::entity::consistency::{consistency, usages};
///
/// let mentions = [(0, "Grozny", "Grozny"), (0, "Grozny", "غروزني"), (0, "Grozny", "غروزنى")];
/// let usages = usages(mentions);
/// assert_eq!(usages[0].renderings, [("غروزني".to_owned(), 2), ("Grozny".to_owned(), 1)]);
/// assert_eq!(consistency(&usages).unwrap().dominant, 2.0 / 3.0);
/// ```
pub fn usages<'a>(mentions: impl IntoIterator<Item = (usize, &'a str, &'a str)>) -> Vec<Usage> {
    let mut by_name: BTreeMap<(usize, &str), Vec<Rendering<'a>>> = BTreeMap::new();
    for (document, key, text) in mentions {
        let rendering = Rendering { text, words: words(text), count: 1 };
        let known = by_name.entry((document, key)).or_default();
        match known.iter_mut().find(|other| other.is_same(&rendering)) {
            Some(other) => {
                other.count += 1;
                // The fuller form stands for both.
                if rendering.words.len() > other.words.len() {
                    (other.text, other.words) = (rendering.text, rendering.words);
                }
            }
            None => known.push(rendering),
        }
    }
    by_name
        .into_iter()
        .map(|((document, key), mut renderings)| {
            renderings.sort_by_key(|rendering| std::cmp::Reverse(rendering.count));
            let renderings = renderings.into_iter().map(|r| (r.text.to_owned(), r.count)).collect();
            Usage { document, key: key.to_owned(), renderings }
        })
        .collect()
}

/// The consistency over names with two mentions or more; `None` where there is no such name.
pub fn consistency(usages: &[Usage]) -> Option<Consistency> {
    let repeated: Vec<&Usage> = usages.iter().filter(|usage| usage.mentions() > 1).collect();
    let mentions: usize = repeated.iter().map(|usage| usage.mentions()).sum();
    if mentions == 0 {
        return None;
    }
    let dominant: usize = repeated.iter().map(|usage| usage.renderings[0].1).sum();
    let entropy = |usage: &&Usage| {
        let all = usage.mentions() as f64;
        let of = |&(_, count): &(String, usize)| {
            let share = count as f64 / all;
            -share * share.ln()
        };
        usage.renderings.iter().map(of).sum::<f64>() / all.ln()
    };
    Some(Consistency {
        dominant: dominant as f64 / mentions as f64,
        entropy: repeated.iter().map(entropy).sum::<f64>() / repeated.len() as f64,
        names: repeated.len(),
    })
}

/// The mentions of names among judgements whose rendering is known, for [`usages`].
pub fn mentions<'a>(
    judgements: impl IntoIterator<Item = (usize, &'a Judgement)>,
) -> impl Iterator<Item = (usize, &'a str, &'a str)> {
    judgements.into_iter().filter_map(|(document, judgement)| {
        let is_name = judgement.entity.is_some() && !judgement.is_quantity();
        let rendering = judgement.rendering.as_deref()?;
        is_name.then_some((document, judgement.key.as_str(), rendering))
    })
}

struct Rendering<'a> {
    text: &'a str,
    words: Vec<String>,
    count: usize,
}

impl Rendering<'_> {
    fn is_same(&self, other: &Rendering<'_>) -> bool {
        let (short, long) = if self.words.len() <= other.words.len() {
            (&self.words, &other.words)
        } else {
            (&other.words, &self.words)
        };
        !short.is_empty() && short.iter().all(|word| long.iter().any(|other| is_same(word, other)))
    }
}

/// Whether two words are one but for inflection: الصين and صيني.
fn is_same(a: &str, b: &str) -> bool {
    let stem_of = |word: &str| -> String {
        let letters: Vec<char> = word.chars().collect();
        without_suffix(&letters).iter().collect()
    };
    a == b || stem_of(a) == stem_of(b)
}

/// The words in normal form, without what may be attached.
fn words(text: &str) -> Vec<String> {
    let normal = Normal::of(text);
    let mut words: Vec<String> = Vec::new();
    for token in normal.tokens() {
        let letters = normal.letters(token);
        let attached: [&[char]; 4] = [&['و', 'ا', 'ل'], &['ب', 'ا', 'ل'], &['ا', 'ل'], &['ل', 'ل']];
        let rest = attached.iter().find_map(|a| letters.strip_prefix(*a).filter(|r| r.len() > 1));
        // What is left of لل.
        let rest = rest.or(letters.strip_prefix(&['ل']).filter(|r| r.len() > 2));
        let is_arabic = token.kind == Kind::Arabic;
        words.push(rest.filter(|_| is_arabic).unwrap_or(letters).iter().collect());
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_surname_alone_and_an_article_are_no_other_rendering() {
        let mentions = [
            (0, "Putin", "فلاديمير بوتين"),
            (0, "Putin", "بوتين"),
            (0, "Kremlin", "الكرملين"),
            (0, "Kremlin", "كرملين"),
            (1, "Putin", "بوطين"),
        ];
        let usages = usages(mentions);
        assert!(usages.iter().all(Usage::is_consistent));
        assert_eq!(consistency(&usages).unwrap().dominant, 1.0);
        assert_eq!(consistency(&usages).unwrap().names, 2);
    }

    #[test]
    fn names_said_once_have_no_consistency() {
        assert_eq!(consistency(&usages([(0, "a", "ا")])), None);
    }
}
