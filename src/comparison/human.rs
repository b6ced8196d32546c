//! Human: how well a metric agrees with the scores that people gave, for systems and for segments.

use serde::{Deserialize, Serialize};

use crate::corpus::HumanScores;
use crate::error::{Error, ErrorKind, Result};
use crate::evaluate::Evaluation;
use crate::metric::Direction;
use crate::statistics::calibration::calibrate;
use crate::statistics::concordance::{Concordance, KendallLike};
use crate::statistics::correlation::{pearson, spearman};
use crate::statistics::grouping::{Grouping, Row, average, rows, weighted_average};
use crate::statistics::pairwise::{SignChoices, pairwise_accuracy};
use crate::statistics::random::Random;

/// How far one metric agrees with people. A value that cannot be had (too few systems, all scores
/// equal) is `None`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HumanAgreement {
    /// The metric's id.
    pub id: String,
    /// The metric's key.
    pub metric: String,
    /// What was asked of people.
    pub human: String,
    /// The systems that people scored.
    pub systems: Vec<String>,
    /// The segments that people scored in every one of these systems.
    pub segments: usize,
    /// Of systems: the metric's corpus score against the mean human score.
    pub system_level: SystemLevel,
    /// Of segments.
    pub segment_level: SegmentLevel,
}

/// Agreement about systems.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SystemLevel {
    /// Pearson's correlation.
    pub pearson: Option<f64>,
    /// Spearman's rank correlation.
    pub spearman: Option<f64>,
    /// The share of pairs of systems that are ordered alike.
    pub pairwise_accuracy: Option<f64>,
    /// Soft pairwise accuracy, on the segments that people scored in every system.
    pub soft_pairwise_accuracy: Option<f64>,
}

/// Agreement about segments. Averages are over segments, so that only systems on the same segment
/// are compared, never easy with hard segments; correlations `over_all` compare all outputs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SegmentLevel {
    /// Pearson's correlation over all outputs.
    pub pearson_over_all: Option<f64>,
    /// Spearman's correlation over all outputs.
    pub spearman_over_all: Option<f64>,
    /// Kendall's τ-b, averaged over segments.
    pub kendall_b: Option<f64>,
    /// τ with ties counted as agreement where both tie.
    pub tau_23: Option<f64>,
    /// WMT20's τ over the pairs whose human scores differ by 25 or more.
    pub kendall_wmt20: Option<f64>,
    /// The share of pairs that are ordered or tied alike, as the metric's scores are.
    pub acc_eq: Option<f64>,
    /// The same with the metric's ties calibrated, as WMT ranks metrics.
    pub acc_eq_calibrated: Option<f64>,
    /// The difference of scores up to which the metric then ties.
    pub epsilon: Option<f64>,
}

/// Below this difference WMT20 did not count human scores from 0 to 100 as different.
const WMT20_THRESHOLD: f64 = 25.0;
/// Choices of signs for soft pairwise accuracy, ten times the reference's.
const TRIALS: usize = 10_000;

/// Compares every metric of an evaluation that has kept its rows with human scores.
///
/// # Errors
///
/// [`ErrorKind::Setting`] where the evaluation has not kept its rows, [`ErrorKind::Nothing`] where
/// fewer than two systems have human scores.
pub fn agree(
    evaluation: &Evaluation,
    human: &HumanScores,
    seed: u64,
) -> Result<Vec<HumanAgreement>> {
    // By name, so that nothing depends on the order in which systems were given.
    let mut scored: Vec<(usize, &[Option<f64>])> = human
        .systems
        .iter()
        .filter_map(|(name, scores)| {
            let system = evaluation.systems().iter().position(|system| system == name)?;
            Some((system, scores.as_slice()))
        })
        .collect();
    scored.sort_by_key(|(system, _)| &evaluation.systems()[*system]);
    if scored.len() < 2 {
        let message = "fewer than two systems have human scores";
        return Err(Error::new(ErrorKind::Nothing, message).in_file(&human.name));
    }
    let metrics = 0..evaluation.calculators().len();
    metrics.map(|metric| of_metric(evaluation, metric, human, &scored, seed)).collect()
}

fn of_metric(
    evaluation: &Evaluation,
    metric: usize,
    human: &HumanScores,
    scored: &[(usize, &[Option<f64>])],
    seed: u64,
) -> Result<HumanAgreement> {
    let calculator = &evaluation.calculators()[metric];
    // A higher number is better on both sides.
    let sign = match calculator.direction() {
        Direction::HigherIsBetter => 1.0,
        Direction::LowerIsBetter => -1.0,
    };
    let tables = super::tables(evaluation, metric, scored.iter().map(|(system, _)| *system))?;
    let score =
        |row: &[f64]| calculator.is_defined(row).then(|| sign * calculator.segment_score(row));
    let of_metric: Vec<Vec<Option<f64>>> =
        tables.iter().map(|table| table.rows().map(score).collect()).collect();
    let gold: Vec<&[Option<f64>]> = scored.iter().map(|(_, scores)| *scores).collect();

    let system_scores: Vec<f64> =
        scored.iter().map(|(system, _)| sign * evaluation.score(metric, *system)).collect();
    let gold_means: Vec<f64> = gold.iter().map(|scores| mean(scores)).collect();
    let complete: Vec<usize> = (0..evaluation.segments())
        .filter(|&segment| {
            gold.iter().all(|scores| scores[segment].is_some())
                && of_metric.iter().all(|scores| scores[segment].is_some())
        })
        .collect();
    let chosen = |scores: &[Option<f64>]| -> Vec<f64> {
        complete.iter().filter_map(|&segment| scores[segment]).collect()
    };
    let mut random = Random::new(seed);
    let choices = SignChoices::new(complete.len(), TRIALS, || random.next_u32());
    let gold_chosen: Vec<Vec<f64>> = gold.iter().map(|scores| chosen(scores)).collect();
    let metric_chosen: Vec<Vec<f64>> = of_metric.iter().map(|scores| chosen(scores)).collect();
    let soft = (!complete.is_empty())
        .then(|| choices.soft_pairwise_accuracy(&gold_chosen, &metric_chosen));

    let name = |(system, _): &(usize, &[Option<f64>])| evaluation.systems()[*system].clone();
    Ok(HumanAgreement {
        id: calculator.id().to_owned(),
        metric: calculator.key().to_owned(),
        human: human.name.clone(),
        systems: scored.iter().map(name).collect(),
        segments: complete.len(),
        system_level: SystemLevel {
            pearson: known(pearson(&gold_means, &system_scores)),
            spearman: known(spearman(&gold_means, &system_scores)),
            pairwise_accuracy: known(pairwise_accuracy(&gold_means, &system_scores)),
            soft_pairwise_accuracy: soft.and_then(known),
        },
        segment_level: segment_level(&gold.concat(), &of_metric.concat(), scored.len()),
    })
}

fn segment_level(gold: &[Option<f64>], metric: &[Option<f64>], systems: usize) -> SegmentLevel {
    let all = rows(gold, metric, systems, Grouping::None);
    let by_segment = rows(gold, metric, systems, Grouping::Segment);
    let over_all = |correlation: fn(&[f64], &[f64]) -> f64| {
        all.first().and_then(|row| known(correlation(&row.gold, &row.metric)))
    };
    let counted = |statistic: fn(&Concordance) -> f64| {
        averaged(&by_segment, |gold, metric| statistic(&Concordance::new(gold, metric, 0.0)))
    };
    let wmt20 = weighted_average(&by_segment, |gold, metric| {
        let counts = KendallLike::new(gold, metric, WMT20_THRESHOLD);
        (counts.tau(), counts.pairs() as f64)
    });
    let calibrated = calibrate(&by_segment, Concordance::accuracy);
    SegmentLevel {
        pearson_over_all: over_all(pearson),
        spearman_over_all: over_all(spearman),
        kendall_b: counted(Concordance::tau_b),
        tau_23: counted(Concordance::tau_23),
        kendall_wmt20: (wmt20.weight > 0.0).then_some(wmt20.value),
        acc_eq: counted(Concordance::accuracy),
        acc_eq_calibrated: calibrated.as_ref().map(|best| best.value),
        epsilon: calibrated.map(|best| best.epsilon),
    }
}

fn averaged(rows: &[Row], correlation: impl Fn(&[f64], &[f64]) -> f64) -> Option<f64> {
    let average = average(rows, correlation);
    (average.weight > 0.0).then_some(average.value)
}

fn mean(scores: &[Option<f64>]) -> f64 {
    let count = scores.iter().flatten().count();
    scores.iter().flatten().sum::<f64>() / count as f64
}

fn known(value: f64) -> Option<f64> {
    (!value.is_nan()).then_some(value)
}
