//! Comparison: which systems differ, by how much, and how sure that is.
//!
//! Decisions rest on randomization, whose p-values are adjusted for the number of pairs; the
//! bootstrap draws the intervals. Systems and pairs are in the order of their names, and nothing
//! depends on the order in which systems were given.

mod human;
mod intervals;
mod measured;
mod pair;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::corpus::Documents;
use crate::error::{Error, ErrorKind, Result, closest};
use crate::evaluate::Evaluation;
use crate::statistics::interval::Interval;
use crate::statistics::randomization::Ties;
use crate::statistics::ranking::Place;
use crate::statistics::units::{Unit, Units};
pub use human::{HumanAgreement, SegmentLevel, SystemLevel, agree};
pub use intervals::{Intervals, intervals};
use measured::{Measured, tables};
pub use pair::{PValues, Pair};

/// A difference with an adjusted p-value below this is called significant.
pub const ALPHA: f64 = 0.05;

/// How systems are to be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Another seed draws otherwise.
    pub seed: u64,
    /// Resamples of the bootstrap.
    pub samples: usize,
    /// Trials of the randomization.
    pub trials: usize,
    /// What is drawn; `None` leaves it to the corpus.
    pub unit: Option<Unit>,
    /// What counts as a tie.
    pub ties: Ties,
    /// The system that the others are compared with; `None` compares all pairs and ranks them.
    pub baseline: Option<String>,
    /// How systems are ranked.
    pub clusters: Clusters,
}

impl Plan {
    /// Whether anything is drawn; without, there are scores and no pairs.
    fn draws(&self) -> bool {
        self.samples > 0 || self.trials > 0
    }
}

/// How systems are ranked and clustered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Clusters {
    /// By randomization of all pairs, adjusted by Holm's method.
    #[default]
    Holm,
    /// By Wilcoxon's one-sided test of segment scores, as WMT25; it is not adjusted.
    Wmt25,
}

impl Default for Plan {
    /// As sacreBLEU has it: seed 12345, 1,000 resamples, 10,000 trials.
    fn default() -> Self {
        Plan {
            seed: 12345,
            samples: 1000,
            trials: 10_000,
            unit: None,
            ties: Ties::Counted,
            baseline: None,
            clusters: Clusters::Holm,
        }
    }
}

impl Plan {
    /// Nothing can be learned from drawing the only unit again and again.
    fn samples_of(&self, units: &Units) -> usize {
        if units.len() > 1 { self.samples } else { 0 }
    }

    /// What a signature says of the bootstrap, in sacreBLEU's words and one of our own.
    fn words(&self, unit: Unit) -> Vec<(&'static str, String)> {
        let mut words = vec![("bs", self.samples.to_string()), ("seed", self.seed.to_string())];
        if unit == Unit::Document {
            words.push(("unit", "document".to_owned()));
        }
        words
    }
}

/// What was found of all systems under all metrics.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// How many segments were compared.
    pub segments: usize,
    /// What was drawn.
    pub unit: Unit,
    /// How many of them there are.
    pub units: usize,
    /// The seed.
    pub seed: u64,
    /// How often was drawn.
    pub samples: Samples,
    /// How systems were ranked.
    pub clusters: Clusters,
    /// The systems, by name.
    pub systems: Vec<System>,
    /// All pairs under all metrics: metric by metric, in each by name.
    pub pairs: Vec<Pair>,
}

/// How often was drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Samples {
    /// Resamples of the bootstrap.
    pub bootstrap: usize,
    /// Trials of the randomization.
    pub randomization: usize,
}

/// A system's scores.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct System {
    /// Its name.
    pub name: String,
    /// One score per metric.
    pub scores: Vec<Score>,
}

/// A system's score under one metric, and where it stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Score {
    /// The metric's id: its key with the settings that are not at their default.
    pub id: String,
    /// The metric's key.
    pub metric: String,
    /// The metric's name in tables.
    pub name: String,
    /// The score.
    pub value: f64,
    /// Whether a lower score is better.
    pub lower_is_better: bool,
    /// What reproduces the score.
    pub signature: String,
    /// `None` where there is but one unit to draw.
    pub interval: Option<Interval>,
    /// The place among the others; none where they were compared with a baseline only.
    #[serde(flatten)]
    pub place: Option<Place>,
}

/// Compares all systems of an evaluation that has kept its rows.
///
/// `documents` names the document of each segment, where that is known.
///
/// # Errors
///
/// [`ErrorKind::Setting`] where documents are to be drawn that are not known, there is no system of
/// the baseline's name, or the evaluation has not kept its rows.
///
/// # Examples
///
/// ```
/// use mizan::comparison::{Plan, compare};
/// use mizan::corpus::{NamedPath, Plan as CorpusPlan, open};
/// use mizan::evaluate::{Evaluator, Rows};
/// use mizan::metric::registry::calculator;
///
/// let plan = CorpusPlan {
///     references: vec!["corpora/demo/reference.ar".into()],
///     systems: ["corpora/demo/systems/alif.ar", "corpora/demo/systems/baa.ar"]
///         .map(NamedPath::parse)
///         .to_vec(),
///     ..CorpusPlan::default()
/// };
/// let corpus = open(&plan)?.read_all()?;
/// let mut evaluator = Evaluator::new(vec![calculator("chrf")?], Rows::Kept);
/// evaluator.add(&corpus)?;
/// let comparison = compare(&evaluator.finish()?, corpus.documents(), &Plan::default())?;
/// let pair = &comparison.pairs[0];
/// assert_eq!((pair.a.as_str(), pair.b.as_str()), ("alif", "baa"));
/// assert!(pair.p.randomization < 0.001 && pair.difference > 5.0);
/// # Ok::<(), mizan::Error>(())
/// ```
pub fn compare(
    evaluation: &Evaluation,
    documents: Option<&Documents>,
    plan: &Plan,
) -> Result<Comparison> {
    let units = Units::choose(evaluation.segments(), documents, plan.unit)?;
    let mut order: Vec<usize> = (0..evaluation.systems().len()).collect();
    order.sort_by(|&a, &b| evaluation.systems()[a].cmp(&evaluation.systems()[b]));
    let names: Vec<&str> = order.iter().map(|&s| evaluation.systems()[s].as_str()).collect();
    let mut pairs = pairs(&names, plan.baseline.as_deref())?;
    if !plan.draws() {
        pairs.clear();
    }
    let metrics: Vec<Measured<'_>> = (0..evaluation.calculators().len())
        .map(|metric| Measured::new(evaluation, metric, &order, &units, plan))
        .collect::<Result<_>>()?;

    let found: Vec<Vec<Pair>> =
        metrics.par_iter().map(|metric| metric.pairs(&names, &pairs, plan)).collect();
    let places = |metric: &Measured<'_>, found: &[Pair]| match plan.baseline {
        None if plan.draws() => {
            metric.places(&pairs, found, plan.clusters).into_iter().map(Some).collect()
        }
        _ => vec![None; names.len()],
    };
    let places: Vec<Vec<Option<Place>>> =
        metrics.iter().zip(&found).map(|(metric, found)| places(metric, found)).collect();
    let systems = names.iter().enumerate().map(|(system, name)| {
        let scores = metrics.iter().zip(&places);
        let scores = scores.map(|(metric, places)| metric.score(system, places[system]));
        System { name: (*name).to_owned(), scores: scores.collect() }
    });
    Ok(Comparison {
        segments: evaluation.segments(),
        unit: units.unit(),
        units: units.len(),
        seed: plan.seed,
        samples: Samples { bootstrap: plan.samples, randomization: plan.trials },
        clusters: plan.clusters,
        systems: systems.collect(),
        pairs: found.into_iter().flatten().collect(),
    })
}

/// The pairs to compare, by the indices of the sorted names: all of them, or each system and the
/// baseline.
fn pairs(names: &[&str], baseline: Option<&str>) -> Result<Vec<(usize, usize)>> {
    let systems = 0..names.len();
    let Some(baseline) = baseline else {
        return Ok(systems
            .clone()
            .flat_map(|a| (a + 1..systems.end).map(move |b| (a, b)))
            .collect());
    };
    let Some(index) = names.iter().position(|name| *name == baseline) else {
        let error = format!("there is no system '{baseline}' to be the baseline");
        let error = Error::new(ErrorKind::Setting, error);
        return Err(match closest(baseline, names.iter().copied()) {
            Some(near) => error.help(format!("did you mean '{near}'?")),
            None => error.help(format!("the systems are {}", names.join(", "))),
        });
    };
    Ok(systems.filter(|&system| system != index).map(|system| (system, index)).collect())
}
