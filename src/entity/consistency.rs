//! Consistency: whether one name is rendered in one way throughout a document.
//!
//! Over the names with two mentions or more, with `c` mentions of a rendering and `n` of the name:
//!
//! ```text
//! dominant share = Σ max c / Σ n
//! entropy        = mean of H / log n, H = − Σ c/n · log c/n
//! ```
//!
//! Renderings are one where they are equal in normal form without article, clitics and endings, or
//! where one is a part of the other: a surname alone is no other rendering. A name is inconsistent
//! where mentions that the reference renders alike are rendered otherwise; what varies with the
//! reference is the reference's doing.

use std::collections::{BTreeMap, BTreeSet};

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
    /// Whether mentions that the reference renders alike are rendered alike.
    pub is_consistent: bool,
}

/// One mention of a name with what renders it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rendered<'a> {
    /// The document, as its index.
    pub document: usize,
    /// The name: [`Judgement::key`].
    pub key: &'a str,
    /// What stands for it.
    pub rendering: &'a str,
    /// What stands for it in the reference, where that is known.
    pub reference: Option<&'a str>,
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
    fn mentions(&self) -> usize {
        self.renderings.iter().map(|(_, count)| count).sum()
    }
}

/// The usage of every name.
///
/// # Examples
///
/// ```
/// use mizan::entity::consistency::{Rendered, consistency, usages};
///
/// let mention = |rendering| Rendered { document: 0, key: "Grozny", rendering, reference: None };
/// let usages = usages(["Grozny", "غروزني", "غروزنى"].map(mention));
/// assert_eq!(usages[0].renderings, [("غروزني".to_owned(), 2), ("Grozny".to_owned(), 1)]);
/// assert!(!usages[0].is_consistent);
/// assert_eq!(consistency(&usages).unwrap().dominant, 2.0 / 3.0);
/// ```
pub fn usages<'a>(mentions: impl IntoIterator<Item = Rendered<'a>>) -> Vec<Usage> {
    let mut by_name: BTreeMap<(usize, &str), Name<'a>> = BTreeMap::new();
    for mention in mentions {
        let name = by_name.entry((mention.document, mention.key)).or_default();
        let rendering = place(&mut name.renderings, mention.rendering);
        let reference = mention.reference.map(|text| place(&mut name.references, text));
        name.pairs.insert((reference, rendering));
    }
    by_name
        .into_iter()
        .map(|((document, key), name)| {
            let references: BTreeSet<Option<usize>> =
                name.pairs.iter().map(|pair| pair.0).collect();
            // Left in Latin here and there is inconsistent, whatever the reference's spellings.
            let is_mixed = |all: &[Rendering<'_>]| {
                all.iter().any(Rendering::is_latin) && !all.iter().all(Rendering::is_latin)
            };
            let is_left = is_mixed(&name.renderings) && !is_mixed(&name.references);
            let mut renderings = name.renderings;
            renderings.sort_by_key(|rendering| std::cmp::Reverse(rendering.count));
            Usage {
                document,
                key: key.to_owned(),
                renderings: renderings.into_iter().map(|r| (r.text.to_owned(), r.count)).collect(),
                is_consistent: references.len() == name.pairs.len() && !is_left,
            }
        })
        .collect()
}

/// The renderings of one name, those of the reference, and which met.
#[derive(Default)]
struct Name<'a> {
    renderings: Vec<Rendering<'a>>,
    references: Vec<Rendering<'a>>,
    pairs: BTreeSet<(Option<usize>, usize)>,
}

/// Counts a rendering among those known, and gives its place there.
fn place<'a>(known: &mut Vec<Rendering<'a>>, text: &'a str) -> usize {
    let rendering = Rendering { text, words: words(text), count: 1 };
    match known.iter_mut().position(|other| other.is_same(&rendering)) {
        Some(place) => {
            let other = &mut known[place];
            other.count += 1;
            // The fuller form stands for both.
            if rendering.words.len() > other.words.len() {
                (other.text, other.words) = (rendering.text, rendering.words);
            }
            place
        }
        None => {
            known.push(rendering);
            known.len() - 1
        }
    }
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
) -> impl Iterator<Item = Rendered<'a>> {
    judgements.into_iter().filter_map(|(document, judgement)| {
        let is_name = judgement.entity.is_some() && !judgement.is_quantity();
        let rendering = judgement.rendering.as_deref()?;
        let reference = judgement.reference_span.as_ref().and(judgement.expected.first());
        let key = judgement.key.as_str();
        is_name.then_some(Rendered {
            document,
            key,
            rendering,
            reference: reference.map(String::as_str),
        })
    })
}

struct Rendering<'a> {
    text: &'a str,
    words: Vec<String>,
    count: usize,
}

impl Rendering<'_> {
    fn is_latin(&self) -> bool {
        self.text.chars().filter(|c| c.is_alphabetic()).all(|c| c.is_ascii())
    }

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
        let mentions = mentions.map(|(document, key, rendering)| Rendered {
            document,
            key,
            rendering,
            reference: None,
        });
        let usages = usages(mentions);
        assert!(usages.iter().all(|usage| usage.is_consistent));
        assert_eq!(consistency(&usages).unwrap().dominant, 1.0);
        assert_eq!(consistency(&usages).unwrap().names, 2);
    }

    #[test]
    fn names_said_once_have_no_consistency() {
        let mention = Rendered { document: 0, key: "a", rendering: "ا", reference: None };
        assert_eq!(consistency(&usages([mention])), None);
    }

    #[test]
    fn what_varies_with_the_reference_is_consistent() {
        let mention = |rendering, reference| Rendered {
            document: 0,
            key: "Sejong",
            rendering,
            reference: Some(reference),
        };
        let own = [mention("سيجونغ", "سيجونغ"), mention("سيجونج", "سيجونج")];
        assert!(usages(own)[0].is_consistent);
        let split = [mention("سيجونغ", "سيجونغ"), mention("Sejong", "سيجونغ")];
        assert!(!usages(split)[0].is_consistent);
    }
}
