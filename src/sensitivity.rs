//! Sensitivity: what metrics make of errors that are known, because they were put in.
//!
//! The reference is taken for an output, as it is and with a share of its names damaged or of its other
//! words dropped ([`crate::entity::perturb`]). What a metric loses is what it sees of such errors.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::corpus::{Corpus, Parts, System};
use crate::entity::Lexicon;
use crate::entity::perturb::{Corruption, Perturbed, Settings, perturb_each};
use crate::error::{Error, ErrorKind, Result};
use crate::evaluate::{Evaluation, Evaluator, Rows};
use crate::metric::{Calculator, Direction};

/// The ways in which a name is damaged, as many names each.
const NAMES: [Corruption; 4] =
    [Corruption::Latin, Corruption::Letters, Corruption::Swap, Corruption::Drop];

/// The shares of what is damaged: names, and fewer of the other words, of which there are many more.
const SHARES: [(What, [f64; 3]); 2] =
    [(What::Names, [0.05, 0.1, 0.2]), (What::Words, [0.02, 0.04, 0.08])];

/// What is damaged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum What {
    /// Names: left in Latin letters, garbled, swapped or dropped.
    Names,
    /// Other words, dropped.
    Words,
}

impl What {
    /// Both, in the order of tables.
    pub const ALL: [What; 2] = [What::Names, What::Words];

    /// The word in files.
    pub fn name(self) -> &'static str {
        match self {
            What::Names => "names",
            What::Words => "words",
        }
    }

    /// In words.
    pub fn label(self) -> &'static str {
        match self {
            What::Names => "names",
            What::Words => "other words",
        }
    }
}

/// What metrics make of a reference that was damaged.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sensitivity {
    /// What decided which names and words.
    pub seed: u64,
    /// The scores of the reference as it is.
    pub untouched: Vec<Reading>,
    /// What was damaged, less before more; nothing is there twice.
    pub doses: Vec<Dose>,
}

/// A share of the names or words, damaged.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Dose {
    /// What was damaged.
    pub what: What,
    /// How many could have been.
    pub candidates: usize,
    /// How many were.
    pub damaged: usize,
    /// The scores, metric by metric.
    pub readings: Vec<Reading>,
}

/// What a metric says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// The metric's id.
    pub id: String,
    /// The score.
    pub value: f64,
    /// By how many points it is worse than that of the reference as it is.
    pub loss: f64,
}

impl Dose {
    /// The share that was damaged, from 0 to 1.
    pub fn share(&self) -> f64 {
        self.damaged as f64 / self.candidates.max(1) as f64
    }

    /// What a metric loses.
    pub fn loss(&self, id: &str) -> Option<f64> {
        self.readings.iter().find(|reading| reading.id == id).map(|reading| reading.loss)
    }
}

impl Sensitivity {
    /// The doses of one kind, less before more.
    pub fn of(&self, what: What) -> impl DoubleEndedIterator<Item = &Dose> {
        self.doses.iter().filter(move |dose| dose.what == what)
    }
}

/// Damages the first reference of a corpus at known rates and scores it by all references; metrics that
/// read no text are passed over. The systems of the corpus play no part.
///
/// It uses the threads of the rayon pool it is called in; the same seed gives the same figures on any
/// number of them.
///
/// # Errors
///
/// [`ErrorKind::Nothing`] where there is no source or no reference, where nothing can be damaged or no
/// metric reads text; what measuring gives.
///
/// # Examples
///
/// ```
/// use mizan::corpus::{Corpus, Parts};
/// use mizan::metric::registry::calculator;
/// use mizan::sensitivity::{What, sensitivity};
/// use mizan::text::Stream;
///
/// let corpus = Corpus::new(Parts {
///     source: Some((0..30).map(|day| format!("They met in Grozny on day {day}.")).collect()),
///     references: vec![(0..30).map(|day| format!("اجتمعوا في غروزني يوم {day}.")).collect::<Stream>()],
///     ..Parts::default()
/// })?;
/// let found = sensitivity(&corpus, &[calculator("chrf")?], 1)?;
/// let most = found.of(What::Names).last().unwrap();
/// assert_eq!(most.candidates, 30);
/// assert!(most.damaged > 0 && most.loss("chrf").unwrap() > 0.0);
/// # Ok::<(), mizan::Error>(())
/// ```
pub fn sensitivity(corpus: &Corpus, calculators: &[Calculator], seed: u64) -> Result<Sensitivity> {
    let nothing = |message: &str| Err(Error::new(ErrorKind::Nothing, message));
    let calculators: Vec<Calculator> =
        calculators.iter().filter(|calculator| calculator.reads_text()).cloned().collect();
    if calculators.is_empty() {
        return nothing("no metric reads text: scores made elsewhere cannot be made anew");
    }
    let first = with_one_reference(corpus)?;
    let settings = |(what, shares): &(What, [f64; 3])| {
        let what = *what;
        shares.map(move |share| (what, settings(what, share, seed)))
    };
    let (kinds, settings): (Vec<What>, Vec<Settings>) = SHARES.iter().flat_map(settings).unzip();
    let mut damaged = perturb_each(&first, Lexicon::built_in(), None, &settings)?;
    let mut doses: Vec<(Dose, Perturbed)> = Vec::new();
    for (what, perturbed) in kinds.into_iter().zip(damaged.drain(..)) {
        let dose = dose(what, &perturbed);
        // In a short text a small share is nothing, or the same as the next.
        let is_known = |(known, _): &(Dose, _)| known.what == what && known.damaged == dose.damaged;
        if dose.damaged > 0 && !doses.iter().any(is_known) {
            doses.push((dose, perturbed));
        }
    }
    if doses.is_empty() {
        return nothing("there is no name and no word that could be damaged");
    }
    let (mut doses, texts): (Vec<Dose>, Vec<Perturbed>) = doses.into_iter().unzip();
    let evaluation = measure(corpus, &first, texts, calculators)?;
    let untouched = readings(&evaluation, 0);
    for (place, dose) in doses.iter_mut().enumerate() {
        dose.readings = readings(&evaluation, place + 1);
    }
    Ok(Sensitivity { seed, untouched, doses })
}

/// The corpus with its first reference alone, which is what can be damaged.
fn with_one_reference(corpus: &Corpus) -> Result<Cow<'_, Corpus>> {
    if corpus.references().len() < 2 {
        return Ok(Cow::Borrowed(corpus));
    }
    let mut parts = corpus.with_systems(&[]).into_parts();
    parts.references.truncate(1);
    parts.scores.clear();
    Corpus::new(parts).map(Cow::Owned)
}

fn settings(what: What, share: f64, seed: u64) -> Settings {
    match what {
        What::Names => Settings { kinds: NAMES.to_vec(), rate: share / NAMES.len() as f64, seed },
        What::Words => Settings { kinds: vec![Corruption::Words], rate: share, seed },
    }
}

fn dose(what: What, perturbed: &Perturbed) -> Dose {
    let counts = &perturbed.counts;
    Dose {
        what,
        // The ways of damaging names have the same candidates, but that some may stay in Latin.
        candidates: counts.iter().map(|count| count.candidates).max().unwrap_or(0),
        damaged: counts.iter().map(|count| count.corrupted).sum(),
        readings: Vec::new(),
    }
}

/// Scores the first reference as it is, and then each damaged text.
fn measure(
    corpus: &Corpus,
    first: &Corpus,
    texts: Vec<Perturbed>,
    calculators: Vec<Calculator>,
) -> Result<Evaluation> {
    let untouched = first.references()[0].clone();
    let texts = std::iter::once(untouched).chain(texts.into_iter().map(|one| one.text));
    let system =
        |(place, hypotheses)| System { name: format!("{place}"), hypotheses, ..System::default() };
    let parts = corpus.with_systems(&[]).into_parts();
    let corpus = Corpus::new(Parts {
        systems: texts.enumerate().map(system).collect(),
        scores: Vec::new(),
        ..parts
    })?;
    let mut evaluator = Evaluator::new(calculators, Rows::Summed);
    evaluator.add(&corpus)?;
    evaluator.finish()
}

fn readings(evaluation: &Evaluation, system: usize) -> Vec<Reading> {
    let calculators = evaluation.calculators().iter().enumerate();
    calculators
        .map(|(metric, calculator)| {
            let (value, best) = (evaluation.score(metric, system), evaluation.score(metric, 0));
            let loss = match calculator.direction() {
                Direction::HigherIsBetter => best - value,
                Direction::LowerIsBetter => value - best,
            };
            Reading { id: calculator.id().to_owned(), value, loss }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metric::registry::calculator;
    use crate::text::Stream;

    fn corpus(references: usize) -> Corpus {
        let reference = |salt: usize| {
            (0..40).map(move |n| format!("قال رئيس الوفد {} كلاما في باكو", n % (3 + salt)))
        };
        Corpus::new(Parts {
            source: Some((0..40).map(|n| format!("The head said things in Baku {n}")).collect()),
            references: (0..references).map(|salt| reference(salt).collect::<Stream>()).collect(),
            ..Parts::default()
        })
        .unwrap()
    }

    fn found(corpus: &Corpus, metrics: &[&str]) -> Result<Sensitivity> {
        let calculators: Vec<Calculator> =
            metrics.iter().map(|metric| calculator(metric).unwrap()).collect();
        sensitivity(corpus, &calculators, 12345)
    }

    #[test]
    fn more_damage_costs_more_whichever_way_is_better() {
        let found = found(&corpus(1), &["chrf", "ter", "entity"]).unwrap();
        assert_eq!((found.untouched[0].value, found.untouched[1].value), (100.0, 0.0));
        // There is no other name to swap with, so one way of four is not gone.
        let shares: Vec<usize> = found.of(What::Names).map(|dose| dose.damaged).collect();
        assert_eq!((found.of(What::Names).last().unwrap().candidates, shares), (40, vec![3, 6]));
        for id in ["chrf", "ter", "entity"] {
            let losses: Vec<f64> = found.of(What::Names).filter_map(|dose| dose.loss(id)).collect();
            assert!(losses[0] > 0.0 && losses.is_sorted(), "{id} {losses:?}");
        }
        for dose in found.of(What::Words) {
            assert_eq!(dose.loss("entity"), Some(0.0));
            assert!(dose.loss("chrf").unwrap() > 0.0);
        }
    }

    #[test]
    fn of_several_references_the_first_is_damaged() {
        let found = found(&corpus(2), &["chrf"]).unwrap();
        assert_eq!(found.untouched[0].value, 100.0);
        assert!(found.doses.iter().all(|dose| dose.loss("chrf").unwrap() > 0.0));
    }

    #[test]
    fn what_cannot_be_done_says_why() {
        let mut parts = corpus(1).into_parts();
        parts.source = None;
        let error = found(&Corpus::new(parts).unwrap(), &["chrf"]).unwrap_err();
        assert_eq!(error.to_string(), "there is no source to find names by");
        let error = found(&corpus(1), &[]).unwrap_err();
        assert!(error.to_string().starts_with("no metric reads text"), "{error}");
    }
}
