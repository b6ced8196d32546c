//! chrF: the F-score of character n-grams, and of word n-grams where they are asked for (chrF++).
//!
//! ```text
//! chrFβ = 100 · (1 + β²) · P · R / (β² · P + R)
//! P, R  = means over the orders of  match / hyp  and  match / ref
//! ```
//!
//! The means run over the orders that both sides have n-grams of; with several references the one
//! that gives the best segment score counts (the first of equals).
//!
//! Popović, "chrF: character n-gram F-score for automatic MT evaluation", WMT 2015; "chrF++: words
//! helping character n-grams", WMT 2017. Equal to sacreBLEU 2.6.0; `eff=no` is its epsilon
//! smoothing, which averages F over all orders as chrF++.py does.

use crate::corpus::Segment;
use crate::error::Result;
use crate::metric::preprocess::{Case, Preprocess};
use crate::metric::real::Real;
use crate::metric::{Metric, Precision, Settings, Signature, Statistic, Stats};
use crate::text::alphabet::Alphabet;
use crate::text::ngram::{self, Profile};
use crate::text::vocabulary::Vocabulary;
use crate::text::whitespace::words;

/// The highest orders that can be asked for.
pub const MAX_CHAR_ORDER: usize = 10;
/// The highest order of words that can be asked for.
pub const MAX_WORD_ORDER: usize = 6;
const MAX_ORDERS: usize = MAX_CHAR_ORDER + MAX_WORD_ORDER;

/// What becomes of orders that one side has no n-grams of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Orders {
    /// They are left out: `eff:yes`.
    #[default]
    Effective,
    /// They count with a very small precision or recall: `eff:no`.
    Smoothed,
}

/// The chrF metric with its settings.
///
/// # Examples
///
/// ```
/// use mizan::corpus::{Corpus, Parts};
/// use mizan::metric::{Chrf, Metric};
/// use mizan::text::Stream;
///
/// let chrf = Chrf::default();
/// let corpus = Corpus::new(Parts {
///     references: vec![Stream::from_iter(["الحمد لله رب العالمين"])],
///     ..Parts::default()
/// })?;
/// let mut prepared = Default::default();
/// chrf.prepare(&(), corpus.segment(0), &mut prepared);
/// let stats = chrf.measure("الحمد لله", &mut prepared);
/// assert_eq!(format!("{:.6}", chrf.score(&stats)), "39.895401");
/// # Ok::<(), mizan::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chrf {
    /// Lower-casing and Arabic folding.
    pub preprocess: Preprocess,
    /// The highest order of characters, at most [`MAX_CHAR_ORDER`].
    pub char_order: usize,
    /// The highest order of words, at most [`MAX_WORD_ORDER`]; 2 is chrF++.
    pub word_order: usize,
    /// How much more recall weighs than precision.
    pub beta: u32,
    /// Whether white space counts among the characters.
    pub space: bool,
    /// What becomes of orders that one side has no n-grams of.
    pub orders: Orders,
}

impl Default for Chrf {
    fn default() -> Self {
        Chrf {
            preprocess: Preprocess::default(),
            char_order: 6,
            word_order: 0,
            beta: 2,
            space: false,
            orders: Orders::default(),
        }
    }
}

impl Chrf {
    /// The settings and their defaults.
    pub const SETTINGS: &'static [(&'static str, &'static str)] = &[
        ("case", "mixed"),
        ("eff", "yes"),
        ("nc", "6"),
        ("nw", "0"),
        ("space", "no"),
        ("beta", "2"),
        ("arabic", "no"),
    ];

    /// chrF as these settings ask.
    ///
    /// # Errors
    ///
    /// When a setting or its value is not known, or both orders are 0.
    pub fn from_settings(mut settings: Settings) -> Result<Chrf> {
        let orders =
            if settings.read_bool("eff", true)? { Orders::Effective } else { Orders::Smoothed };
        let word_order = settings.read_count("nw", 0, 0, MAX_WORD_ORDER)?;
        let least = usize::from(word_order == 0);
        let made = Chrf {
            preprocess: Preprocess::read(&mut settings, Case::Mixed)?,
            char_order: settings.read_count("nc", 6, least, MAX_CHAR_ORDER)?,
            word_order,
            beta: settings.read("beta", 2, "a whole number from 0 to 1000", |value| {
                value.parse().ok().filter(|beta| *beta <= 1000)
            })?,
            space: settings.read_bool("space", false)?,
            orders,
        };
        settings.finish(Self::SETTINGS)?;
        Ok(made)
    }

    fn f_score<R: Real>(&self, stats: &ChrfStats) -> R {
        let zero = R::of(0.0);
        let epsilon = R::of(1e-16);
        let hundred = R::of(100.0);
        let factor = R::of(f64::from(self.beta).powi(2));
        let weight = R::of(1.0 + f64::from(self.beta).powi(2));
        let (mut precision_sum, mut recall_sum, mut effective) = (zero, zero, 0.0);
        let mut smoothed = zero;
        for order in stats.orders() {
            let [hypothesis, reference, matched] = order.map(R::of);
            let precision = if hypothesis > zero { matched / hypothesis } else { epsilon };
            let recall = if reference > zero { matched / reference } else { epsilon };
            let denominator = factor * precision + recall;
            smoothed += if denominator > zero {
                weight * precision * recall / denominator
            } else {
                epsilon
            };
            if hypothesis > zero && reference > zero {
                precision_sum += precision;
                recall_sum += recall;
                effective += 1.0;
            }
        }
        if self.orders == Orders::Smoothed {
            return hundred * smoothed / R::of(stats.count as f64);
        }
        if effective == 0.0 || precision_sum + recall_sum == zero {
            return zero;
        }
        let (precision, recall) = (precision_sum / R::of(effective), recall_sum / R::of(effective));
        hundred * (weight * precision * recall / (factor * precision + recall))
    }
}

/// The sufficient statistics of chrF: per order the n-grams of the hypothesis, of the reference,
/// and those matched; characters first, then words.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChrfStats {
    orders: [[f64; 3]; MAX_ORDERS],
    count: usize,
}

impl ChrfStats {
    /// Per order: n-grams of the hypothesis, of the reference, matched.
    pub fn orders(&self) -> &[[f64; 3]] {
        &self.orders[..self.count]
    }

    fn new() -> Self {
        ChrfStats { orders: [[0.0; 3]; MAX_ORDERS], count: 0 }
    }

    /// Adds the orders of one kind of n-gram.
    fn push_orders(&mut self, matched: &[u32], hypothesis_len: usize, reference_len: usize) {
        for (index, &matched) in matched.iter().enumerate() {
            let reference = ngram::total(reference_len, index + 1) as f64;
            // As in sacreBLEU, a hypothesis is not blamed for n-grams of an order that the
            // reference is too short for.
            let hypothesis =
                if reference > 0.0 { ngram::total(hypothesis_len, index + 1) as f64 } else { 0.0 };
            self.orders[self.count] = [hypothesis, reference, f64::from(matched)];
            self.count += 1;
        }
    }
}

impl Stats for ChrfStats {
    fn write(&self, row: &mut [f64]) {
        row.copy_from_slice(self.orders().as_flattened());
    }

    fn read(row: &[f64]) -> Self {
        let mut stats = ChrfStats::new();
        stats.count = row.len() / 3;
        stats.orders[..stats.count].as_flattened_mut().copy_from_slice(row);
        stats
    }
}

/// A segment's references as numbered characters and words, and buffers.
#[derive(Debug, Default)]
pub struct Prepared {
    /// Made at first use, for it is large.
    alphabet: Option<Alphabet>,
    vocabulary: Vocabulary,
    references: Vec<Sides>,
    /// How many of `references` belong to the current segment.
    count: usize,
    hypothesis: Sides,
    preprocessed: String,
    chars_fit: bool,
    words_fit: bool,
}

/// One text: its characters and its words.
#[derive(Debug, Default)]
struct Sides {
    chars: Profile,
    words: Profile,
}

impl Metric for Chrf {
    type Fit = ();
    type Prepared = Prepared;
    type Stats = ChrfStats;

    fn name(&self) -> String {
        format!("chrF{}{}", self.beta, "+".repeat(self.word_order))
    }

    fn signature(&self) -> Signature {
        let yes_no = |yes: bool| if yes { "yes" } else { "no" };
        Signature::new()
            .word("case", "c", self.preprocess.case.name(), "mixed")
            .word("eff", "e", yes_no(self.orders == Orders::Effective), "yes")
            .word("nc", "nc", self.char_order.to_string(), "6")
            .word("nw", "nw", self.word_order.to_string(), "0")
            .word("space", "s", yes_no(self.space), "no")
            .own_word("beta", self.beta.to_string(), "2")
            .own_word("arabic", self.preprocess.arabic.to_string(), "no")
    }

    fn columns(&self) -> Vec<String> {
        let chars = (1..=self.char_order).map(|n| format!("char_{n}"));
        let words = (1..=self.word_order).map(|n| format!("word_{n}"));
        chars
            .chain(words)
            .flat_map(|order| ["hyp", "ref", "match"].map(|side| format!("{order}_{side}")))
            .collect()
    }

    fn prepare(&self, (): &(), segment: Segment<'_>, prepared: &mut Prepared) {
        let alphabet = prepared.alphabet.get_or_insert_with(|| Alphabet::new(!self.space));
        alphabet.tidy();
        prepared.vocabulary.clear();
        prepared.count = 0;
        let (mut longest, mut most_words) = (0, 0);
        for reference in segment.references() {
            if prepared.references.len() == prepared.count {
                prepared.references.push(Sides::default());
            }
            let sides = &mut prepared.references[prepared.count];
            prepared.count += 1;
            let text = self.preprocess.apply(reference, &mut prepared.preprocessed);
            alphabet.number(text, &mut sides.chars);
            longest = longest.max(sides.chars.len());
            if self.word_order > 0 {
                sides.words.clear();
                visit_words(text, |word| {
                    sides.words.push(prepared.vocabulary.number(word));
                });
                most_words = most_words.max(sides.words.len());
            }
        }
        prepared.chars_fit = ngram::can_pack(self.char_order, alphabet.highest(), longest);
        prepared.words_fit =
            ngram::can_pack(self.word_order, prepared.vocabulary.unknown(), most_words);
        for sides in &mut prepared.references[..prepared.count] {
            if prepared.chars_fit {
                sides.chars.pack(self.char_order);
            }
            if prepared.words_fit {
                sides.words.pack(self.word_order);
            }
        }
    }

    fn measure(&self, hypothesis: &str, prepared: &mut Prepared) -> ChrfStats {
        let sides = &mut prepared.hypothesis;
        let text = self.preprocess.apply(hypothesis, &mut prepared.preprocessed);
        let alphabet = prepared.alphabet.get_or_insert_with(|| Alphabet::new(!self.space));
        alphabet.number(text, &mut sides.chars);
        if self.word_order > 0 {
            sides.words.clear();
            visit_words(text, |word| {
                sides.words.push(prepared.vocabulary.find(word));
            });
        }
        let chars_fit = prepared.chars_fit
            && ngram::can_pack(self.char_order, alphabet.highest(), sides.chars.len());
        let words_fit = prepared.words_fit && sides.words.len() <= ngram::LONGEST;
        if chars_fit {
            sides.chars.pack(self.char_order);
        }
        if words_fit {
            sides.words.pack(self.word_order);
        }
        let mut best: Option<(f64, ChrfStats)> = None;
        for reference in &prepared.references[..prepared.count] {
            let mut stats = ChrfStats::new();
            let mut matched = [0; MAX_ORDERS];
            let chars = &mut matched[..self.char_order];
            count(&sides.chars, &reference.chars, chars_fit, chars);
            stats.push_orders(chars, sides.chars.len(), reference.chars.len());
            let words = &mut matched[..self.word_order];
            count(&sides.words, &reference.words, words_fit, words);
            stats.push_orders(words, sides.words.len(), reference.words.len());
            if prepared.count == 1 {
                return stats;
            }
            let score = self.f_score(&stats);
            if best.is_none_or(|(best, _)| score > best) {
                best = Some((score, stats));
            }
        }
        let nothing = ChrfStats { count: self.char_order + self.word_order, ..ChrfStats::new() };
        best.map_or(nothing, |(_, stats)| stats)
    }

    fn score(&self, stats: &ChrfStats) -> f64 {
        self.f_score(stats)
    }

    fn resampled_score(&self, stats: &ChrfStats) -> f64 {
        self.f_score::<f32>(stats).into()
    }

    fn resampled_precision(&self) -> Precision {
        Precision::Single
    }

    fn statistics(&self, stats: &ChrfStats) -> Vec<(&'static str, Statistic)> {
        let orders = stats.orders().iter().map(|order| order.to_vec()).collect();
        vec![("orders", Statistic::Table(orders))]
    }

    fn breakdown(&self, stats: &ChrfStats) -> Vec<(String, f64)> {
        let mean = |side: usize| {
            let orders = stats.orders().iter().filter(|order| order[0] > 0.0 && order[1] > 0.0);
            let (sum, count) = orders.fold((0.0, 0.0), |(sum, count), order| {
                (sum + 100.0 * order[2] / order[side], count + 1.0)
            });
            if count > 0.0 { sum / count } else { 0.0 }
        };
        vec![("precision".to_owned(), mean(0)), ("recall".to_owned(), mean(1))]
    }
}

fn count(hypothesis: &Profile, reference: &Profile, fits: bool, matched: &mut [u32]) {
    if matched.is_empty() {
        return;
    }
    if fits {
        ngram::matched(hypothesis, reference, matched);
    } else {
        ngram::matched_plain(hypothesis.symbols(), &[reference.symbols()], matched);
    }
}

/// The words of chrF++: one ASCII punctuation mark is cut off a word's end, or else off its start.
fn visit_words(text: &str, mut each: impl FnMut(&str)) {
    for word in words(text) {
        let bytes = word.as_bytes();
        let last = bytes.len() - 1;
        if last > 0 && bytes[last].is_ascii_punctuation() {
            each(&word[..last]);
            each(&word[last..]);
        } else if last > 0 && bytes[0].is_ascii_punctuation() {
            each(&word[..1]);
            each(&word[1..]);
        } else {
            each(word);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{Corpus, Parts};
    use crate::text::Stream;

    fn stats(chrf: &Chrf, hypothesis: &str, references: &[&str]) -> ChrfStats {
        let references = references.iter().map(|text| Stream::from_iter([text])).collect();
        let corpus = Corpus::new(Parts { references, ..Parts::default() }).unwrap();
        let mut prepared = Prepared::default();
        chrf.prepare(&(), corpus.segment(0), &mut prepared);
        chrf.measure(hypothesis, &mut prepared)
    }

    #[test]
    fn one_mark_is_cut_off_a_word_the_last_before_the_first() {
        let mut seen = Vec::new();
        visit_words("(hi) -x !  ؟", |word| seen.push(word.to_owned()));
        assert_eq!(seen, ["(hi", ")", "-", "x", "!", "؟"]);
    }

    #[test]
    fn the_reference_with_the_best_score_counts() {
        let chrf = Chrf { char_order: 1, ..Chrf::default() };
        assert_eq!(stats(&chrf, "ab", &["xy", "ab", "ba"]).orders(), [[2.0, 2.0, 2.0]]);
    }

    #[test]
    fn an_order_that_the_reference_is_too_short_for_costs_nothing() {
        let chrf = Chrf { char_order: 2, ..Chrf::default() };
        assert_eq!(stats(&chrf, "ab", &["a"]).orders(), [[2.0, 1.0, 1.0], [0.0, 0.0, 0.0]]);
    }

    #[test]
    fn many_distinct_characters_are_counted_the_plain_way() {
        let text: String = ('\u{4E00}'..='\u{5400}').collect();
        let made = stats(&Chrf::default(), &text, &[&text]);
        assert_eq!(Chrf::default().score(&made), 100.0);
        assert_eq!(made.orders()[5], [1532.0; 3]);
    }

    #[test]
    fn high_orders_are_counted_the_plain_way() {
        let chrf = Chrf { char_order: 10, ..Chrf::default() };
        let made = stats(&chrf, "abcdefghijk", &["abcdefghijx"]);
        assert_eq!(made.orders()[9], [2.0, 2.0, 1.0]);
    }
}
