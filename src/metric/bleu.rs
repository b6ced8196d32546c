//! BLEU: how many of the hypothesis's n-grams the references have, with a penalty for brevity.
//!
//! ```text
//! BLEU = BP · exp( Σₙ ln pₙ / N )        pₙ = 100 · correctₙ / totalₙ,  n = 1 … N,  N = 4
//! BP   = 1 if hyp_len ≥ ref_len, else exp(1 − ref_len / hyp_len)
//! ```
//!
//! `correctₙ` counts an n-gram at most as often as the reference that has it most often; `ref_len`
//! sums, per segment, the length of the reference closest to the hypothesis (the shorter of two
//! equally close).
//!
//! Papineni et al., "BLEU: a Method for Automatic Evaluation of Machine Translation", ACL 2002.
//! Smoothing: Chen and Cherry, "A Systematic Comparison of Smoothing Techniques for Sentence-Level
//! BLEU", WMT 2014. Equal to sacreBLEU 2.6.0, but that add-k leaves the statistics as counted
//! (sacreBLEU shows them with k added).

mod smoothing;

use crate::corpus::Segment;
use crate::error::{Result, closest};
use crate::metric::preprocess::{Case, Preprocess};
use crate::metric::real::Real;
use crate::metric::{Metric, Settings, Signature, Statistic, Stats};
use crate::text::Tokenizer;
use crate::text::ngram::{self, Profile};
use crate::text::tokenizer::TOKENIZERS;
use crate::text::vocabulary::Vocabulary;

pub use smoothing::Smoothing;

/// The highest order that can be asked for.
pub const MAX_ORDER: usize = 6;

/// Which orders the score averages over.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Orders {
    /// All, so that a hypothesis with fewer words than the highest order scores 0.
    #[default]
    All,
    /// Only those that the hypothesis has n-grams of: for single segments.
    Effective,
}

/// The BLEU metric with its settings.
///
/// # Examples
///
/// ```
/// use mizan::corpus::{Corpus, Parts};
/// use mizan::metric::{Bleu, Metric};
/// use mizan::text::Stream;
///
/// let bleu = Bleu::default();
/// let corpus = Corpus::new(Parts {
///     references: vec![Stream::from_iter(["the cat sat on the mat"])],
///     ..Parts::default()
/// })?;
/// let mut prepared = Default::default();
/// bleu.prepare(&(), corpus.segment(0), &mut prepared);
/// let stats = bleu.measure("the cat sat on a mat", &mut prepared);
/// assert_eq!(format!("{:.2}", bleu.score(&stats)), "53.73");
/// # Ok::<(), mizan::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bleu {
    /// Lower-casing and Arabic folding.
    pub preprocess: Preprocess,
    /// How a line becomes words.
    pub tokenizer: Tokenizer,
    /// What becomes of precisions of zero.
    pub smoothing: Smoothing,
    /// Which orders are averaged in a corpus score; a segment score always uses the effective ones.
    pub orders: Orders,
    /// The highest order, from 1 to [`MAX_ORDER`].
    pub max_order: usize,
}

impl Default for Bleu {
    fn default() -> Self {
        Bleu {
            preprocess: Preprocess::default(),
            tokenizer: Tokenizer::default(),
            smoothing: Smoothing::default(),
            orders: Orders::default(),
            max_order: 4,
        }
    }
}

impl Bleu {
    /// The settings and their defaults.
    pub const SETTINGS: &'static [(&'static str, &'static str)] = &[
        ("case", "mixed"),
        ("eff", "no"),
        ("tok", "13a"),
        ("smooth", "exp"),
        ("order", "4"),
        ("arabic", "no"),
    ];

    /// BLEU as these settings ask.
    ///
    /// # Errors
    ///
    /// When a setting or its value is not known.
    pub fn from_settings(mut settings: Settings) -> Result<Bleu> {
        let made = Bleu {
            preprocess: Preprocess::read(&mut settings, Case::Mixed)?,
            tokenizer: read_tokenizer(&mut settings)?,
            smoothing: settings.read(
                "smooth",
                Smoothing::default(),
                "none, exp, floor, add-k, floor[0.10] or add-k[1.00]",
                Smoothing::from_name,
            )?,
            orders: if settings.read_bool("eff", false)? { Orders::Effective } else { Orders::All },
            max_order: settings.read_count("order", 4, 1, MAX_ORDER)?,
        };
        settings.finish(Self::SETTINGS)?;
        Ok(made)
    }

    /// The score with a choice of orders: the formula above.
    fn score_over<R: Real>(&self, stats: &BleuStats, orders: Orders) -> f64 {
        let correct = &stats.correct[..stats.order];
        if correct.iter().all(|&count| count == 0.0) {
            return 0.0;
        }
        let (precisions, effective) = self.precisions::<R>(stats);
        let averaged = match orders {
            Orders::All => stats.order,
            Orders::Effective => effective,
        };
        let sum: f64 = precisions[..averaged].iter().map(|&precision| log(precision.into())).sum();
        brevity_penalty(stats) * (sum / averaged as f64).exp()
    }

    /// The precisions in percent, and the highest order that the hypothesis has n-grams of.
    fn precisions<R: Real>(&self, stats: &BleuStats) -> ([R; MAX_ORDER], usize) {
        let mut precisions = [R::of(0.0); MAX_ORDER];
        let mut effective = stats.order;
        let mut zeros = 1.0;
        for (n, precision) in precisions[..stats.order].iter_mut().enumerate() {
            let (mut correct, mut total) = (R::of(stats.correct[n]), R::of(stats.total[n]));
            if let Smoothing::AddK(k) = self.smoothing
                && n > 0
            {
                correct += R::of(k);
                total += R::of(k);
            }
            if total == R::of(0.0) {
                break;
            }
            effective = n + 1;
            *precision = if correct > R::of(0.0) {
                R::of(100.0) * correct / total
            } else {
                match self.smoothing {
                    Smoothing::Exponential => {
                        zeros *= 2.0;
                        R::of(100.0) / (R::of(zeros) * total)
                    }
                    Smoothing::Floor(value) => R::of(100.0 * value) / total,
                    Smoothing::None | Smoothing::AddK(_) => R::of(0.0),
                }
            };
        }
        (precisions, effective)
    }
}

fn brevity_penalty(stats: &BleuStats) -> f64 {
    if stats.hypothesis_len >= stats.reference_len {
        1.0
    } else if stats.hypothesis_len > 0.0 {
        (1.0 - stats.reference_len / stats.hypothesis_len).exp()
    } else {
        0.0
    }
}

/// The logarithm, with sacreBLEU's stand-in for that of 0, which makes the score 0.
fn log(precision: f64) -> f64 {
    if precision == 0.0 { -9_999_999_999.0 } else { precision.ln() }
}

/// The sufficient statistics of BLEU: counts per order and two lengths, in words.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BleuStats {
    /// Words in the hypothesis.
    pub hypothesis_len: f64,
    /// Words in the reference closest in length.
    pub reference_len: f64,
    /// Matched n-grams by order, from 1; zero beyond `order`.
    pub correct: [f64; MAX_ORDER],
    /// N-grams of the hypothesis by order.
    pub total: [f64; MAX_ORDER],
    /// The highest order counted.
    pub order: usize,
}

impl Stats for BleuStats {
    fn write(&self, row: &mut [f64]) {
        let (lengths, counts) = row.split_at_mut(2);
        let (correct, total) = counts.split_at_mut(self.order);
        lengths.copy_from_slice(&[self.hypothesis_len, self.reference_len]);
        correct.copy_from_slice(&self.correct[..self.order]);
        total.copy_from_slice(&self.total[..self.order]);
    }

    fn read(row: &[f64]) -> Self {
        let order = (row.len() - 2) / 2;
        let (mut correct, mut total) = ([0.0; MAX_ORDER], [0.0; MAX_ORDER]);
        correct[..order].copy_from_slice(&row[2..2 + order]);
        total[..order].copy_from_slice(&row[2 + order..]);
        BleuStats { hypothesis_len: row[0], reference_len: row[1], correct, total, order }
    }
}

/// A segment's references as numbered words, and buffers.
#[derive(Debug, Default)]
pub struct Prepared {
    vocabulary: Vocabulary,
    references: Vec<Profile>,
    /// How many of `references` belong to the current segment.
    count: usize,
    hypothesis: Profile,
    longest: usize,
    preprocessed: String,
    tokenized: String,
}

impl Metric for Bleu {
    type Fit = ();
    type Prepared = Prepared;
    type Stats = BleuStats;

    fn name(&self) -> String {
        "BLEU".to_owned()
    }

    fn signature(&self) -> Signature {
        Signature::new()
            .word("case", "c", self.preprocess.case.name(), "mixed")
            .word("eff", "e", if self.orders == Orders::All { "no" } else { "yes" }, "no")
            .word("tok", "tok", self.tokenizer.name(), "13a")
            .word("smooth", "s", self.smoothing.word(), "exp")
            .with_setting(self.smoothing.setting())
            .own_word("order", self.max_order.to_string(), "4")
            .own_word("arabic", self.preprocess.arabic.to_string(), "no")
    }

    fn columns(&self) -> Vec<String> {
        let orders = |name| (1..=self.max_order).map(move |n| format!("{name}_{n}"));
        let lengths = ["hyp_len", "ref_len"].map(str::to_owned).into_iter();
        lengths.chain(orders("correct")).chain(orders("total")).collect()
    }

    fn prepare(&self, (): &(), segment: Segment<'_>, prepared: &mut Prepared) {
        prepared.vocabulary.clear();
        prepared.count = 0;
        prepared.longest = 0;
        for reference in segment.references() {
            if prepared.references.len() == prepared.count {
                prepared.references.push(Profile::default());
            }
            let profile = &mut prepared.references[prepared.count];
            profile.clear();
            let text = self.preprocess.apply(reference, &mut prepared.preprocessed);
            self.tokenizer.visit(text, &mut prepared.tokenized, |word| {
                profile.push(prepared.vocabulary.number(word));
            });
            prepared.longest = prepared.longest.max(profile.len());
            prepared.count += 1;
        }
        if prepared.count == 1 && self.fits(prepared) {
            prepared.references[0].pack(self.max_order);
        }
    }

    fn measure(&self, hypothesis: &str, prepared: &mut Prepared) -> BleuStats {
        let profile = &mut prepared.hypothesis;
        profile.clear();
        let text = self.preprocess.apply(hypothesis, &mut prepared.preprocessed);
        self.tokenizer.visit(text, &mut prepared.tokenized, |word| {
            profile.push(prepared.vocabulary.find(word));
        });
        let length = profile.len();
        let references = &prepared.references[..prepared.count];
        let mut matched = [0; MAX_ORDER];
        let counts = &mut matched[..self.max_order];
        match references {
            [reference] if self.fits(prepared) && length <= ngram::LONGEST => {
                prepared.hypothesis.pack(self.max_order);
                ngram::matched(&prepared.hypothesis, reference, counts);
            }
            _ => {
                let references: Vec<&[u32]> = references.iter().map(Profile::symbols).collect();
                ngram::matched_plain(prepared.hypothesis.symbols(), &references, counts);
            }
        }
        let mut stats = BleuStats {
            hypothesis_len: length as f64,
            reference_len: closest_length(length, references) as f64,
            correct: [0.0; MAX_ORDER],
            total: [0.0; MAX_ORDER],
            order: self.max_order,
        };
        for (n, &matched) in matched[..self.max_order].iter().enumerate() {
            stats.correct[n] = f64::from(matched);
            stats.total[n] = ngram::total(length, n + 1) as f64;
        }
        stats
    }

    fn score(&self, stats: &BleuStats) -> f64 {
        self.score_over::<f64>(stats, self.orders)
    }

    fn resampled_score(&self, stats: &BleuStats) -> f64 {
        self.score_over::<f32>(stats, self.orders)
    }

    fn segment_score(&self, stats: &BleuStats) -> f64 {
        self.score_over::<f64>(stats, Orders::Effective)
    }

    fn segment_signature(&self) -> Signature {
        Bleu { orders: Orders::Effective, ..*self }.signature()
    }

    fn statistics(&self, stats: &BleuStats) -> Vec<(&'static str, Statistic)> {
        vec![
            ("hyp_len", Statistic::Number(stats.hypothesis_len)),
            ("ref_len", Statistic::Number(stats.reference_len)),
            ("correct", Statistic::List(stats.correct[..stats.order].to_vec())),
            ("total", Statistic::List(stats.total[..stats.order].to_vec())),
        ]
    }

    fn breakdown(&self, stats: &BleuStats) -> Vec<(String, f64)> {
        let is_zero = stats.correct.iter().all(|&count| count == 0.0);
        let precisions = if is_zero { [0.0; MAX_ORDER] } else { self.precisions::<f64>(stats).0 };
        let ratio = if stats.reference_len > 0.0 {
            stats.hypothesis_len / stats.reference_len
        } else {
            0.0
        };
        (0..stats.order)
            .map(|n| (format!("precision_{}", n + 1), precisions[n]))
            .chain([("bp".to_owned(), brevity_penalty(stats)), ("ratio".to_owned(), ratio)])
            .collect()
    }
}

impl Bleu {
    fn fits(&self, prepared: &Prepared) -> bool {
        ngram::can_pack(self.max_order, prepared.vocabulary.unknown(), prepared.longest)
    }
}

fn closest_length(hypothesis: usize, references: &[Profile]) -> usize {
    references
        .iter()
        .map(Profile::len)
        .min_by_key(|&length| (length.abs_diff(hypothesis), length))
        .unwrap_or(0)
}

/// Tokenizers of sacreBLEU that need a dictionary or a model, which mizan does not bring.
const WITH_MODEL: [&str; 6] =
    ["ja-mecab", "ko-mecab", "spm", "flores101", "flores200", "spBLEU-1K"];

fn read_tokenizer(settings: &mut Settings) -> Result<Tokenizer> {
    let Some(name) = settings.take("tok") else {
        return Ok(Tokenizer::default());
    };
    if let Some(tokenizer) = Tokenizer::from_name(&name) {
        return Ok(tokenizer);
    }
    let error = settings.invalid("tok", &name, "13a, intl, zh, char or none");
    // A published signature adds a version to some of them: `ja-mecab-0.996-IPA`.
    if WITH_MODEL.iter().any(|known| name.starts_with(known)) {
        return Err(error.help(
            "it needs a model that mizan does not have; cut the text with it, then tok=none",
        ));
    }
    let names = TOKENIZERS.iter().map(|(name, _)| *name);
    Err(match closest(&name, names) {
        Some(near) => error.help(format!("did you mean '{near}'?")),
        None => error,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{Corpus, Parts};
    use crate::text::Stream;

    fn stats(bleu: &Bleu, hypothesis: &str, references: &[&str]) -> BleuStats {
        let references = references.iter().map(|text| Stream::from_iter([text])).collect();
        let corpus = Corpus::new(Parts { references, ..Parts::default() }).unwrap();
        let mut prepared = Prepared::default();
        bleu.prepare(&(), corpus.segment(0), &mut prepared);
        bleu.measure(hypothesis, &mut prepared)
    }

    #[test]
    fn an_ngram_counts_as_often_as_the_reference_that_has_it_most_often() {
        let made = stats(&Bleu::default(), "a a a b", &["a a c", "a b b"]);
        assert_eq!(made.correct[..2], [3.0, 2.0]);
        assert_eq!((made.hypothesis_len, made.reference_len), (4.0, 3.0));
    }

    #[test]
    fn of_two_lengths_equally_close_the_shorter_counts() {
        let made = stats(&Bleu::default(), "a b c", &["a b c d", "a b"]);
        assert_eq!(made.reference_len, 2.0);
    }

    #[test]
    fn a_short_segment_scores_nothing_but_by_effective_order() {
        let bleu = Bleu::default();
        let made = stats(&bleu, "نعم صحيح", &["نعم صحيح"]);
        assert_eq!(bleu.score(&made), 0.0);
        assert!((bleu.segment_score(&made) - 100.0).abs() < 1e-9);
    }

    #[test]
    fn more_words_than_fit_a_key_are_counted_the_plain_way() {
        let bleu = Bleu { max_order: 6, ..Bleu::default() };
        let words: Vec<String> = (0..1500).map(|n| format!("w{n}")).collect();
        let text = words.join(" ");
        let made = stats(&bleu, &text, &[&text]);
        assert_eq!(made.correct, [1500.0, 1499.0, 1498.0, 1497.0, 1496.0, 1495.0]);
    }
}
