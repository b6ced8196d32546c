//! Summary: the counts and scores of every system as one JSON object.

use std::collections::BTreeMap;
use std::io::{self, Write};

use mizan::entity::{EntityType, MEta, Scores, SystemAudit, Tally, Verdict};
use mizan::metric::Statistic;
use serde::Serialize;

use super::Results;
use super::gold::{Compared, Comparison};
use super::material::Material;
use crate::ordered::Ordered;

/// `mizan entities --format json`, as docs/output.md describes it.
#[derive(Serialize)]
struct Summary<'a> {
    schema: &'static str,
    mizan: &'static str,
    segments: usize,
    references: usize,
    mode: &'static str,
    /// `null` where lines do not pair.
    fit: Option<String>,
    lexicon: String,
    systems: Vec<System<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    agreement: Option<AgreementJson>,
}

#[derive(Serialize)]
struct System<'a> {
    name: &'a str,
    missing_predictions: usize,
    score: Option<f64>,
    #[serde(flatten)]
    all: Counts,
    #[serde(skip_serializing_if = "Option::is_none")]
    m_eta: Option<MEta>,
    consistency: ConsistencyJson,
    names: Counts,
    numbers: Counts,
    types: Ordered<&'a str, Counts>,
    #[serde(skip_serializing_if = "Option::is_none")]
    agreement: Option<AgreementJson>,
}

/// How often each verdict was given; the scores are `null` where there is no reference.
#[derive(Serialize)]
struct Counts {
    mentions: Statistic,
    located: Statistic,
    verdicts: Ordered<&'static str, Statistic>,
    strict: Option<Scores>,
    lenient: Option<Scores>,
    coverage: Option<f64>,
}

#[derive(Serialize)]
struct ConsistencyJson {
    document: Option<f64>,
    corpus: Option<f64>,
    reference: Option<f64>,
    entropy: Option<f64>,
}

#[derive(Serialize)]
struct AgreementJson {
    n: usize,
    precision: f64,
    recall: f64,
    f1: f64,
    mcc: f64,
    accuracy: f64,
    false_alarms: f64,
    unlocated: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    coverage: Option<f64>,
    confusion: Ordered<&'static str, Ordered<&'static str, usize>>,
}

/// Writes the summary.
pub(super) fn write(results: &Results, out: &mut impl Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &summary(results))?;
    writeln!(out)
}

fn summary<'a>(results: &'a Results) -> Summary<'a> {
    let comparison = results.comparison.as_ref();
    let material = &results.material;
    let systems = material.audit.systems.iter().enumerate();
    Summary {
        schema: "mizan.entities/1",
        mizan: env!("CARGO_PKG_VERSION"),
        segments: material.segments(),
        references: material.parts.references.len(),
        mode: material.mode(),
        fit: material.fit.map(digits),
        lexicon: digits(results.lexicon),
        systems: systems
            .map(|(index, audited)| {
                let compared = comparison.and_then(|c| Some((c, c.systems[index].as_ref()?)));
                let agreement = compared.map(|(c, compared)| agreement(c, compared));
                system(material, audited, agreement)
            })
            .collect(),
        agreement: comparison.map(|c| agreement(c, &c.together)),
    }
}

/// The first eight digits of a hash.
pub(super) fn digits(hash: u64) -> String {
    format!("{:08x}", hash >> 32)
}

fn system<'a>(
    material: &Material,
    audited: &'a SystemAudit,
    agreement: Option<AgreementJson>,
) -> System<'a> {
    let is_scored = material.is_scored();
    let (names, numbers) = audited.tallies();
    let mut all = names;
    all.add(&numbers);
    let document = audited.consistency.as_ref();
    System {
        name: &audited.name,
        missing_predictions: audited.missing,
        score: score(&names).filter(|_| is_scored),
        all: counts(&all, is_scored),
        m_eta: audited.m_eta,
        consistency: ConsistencyJson {
            document: document.map(|c| c.dominant),
            corpus: audited.corpus_consistency.as_ref().map(|c| c.dominant),
            reference: material.audit.reference_consistency.as_ref().map(|c| c.dominant),
            entropy: document.map(|c| c.entropy),
        },
        names: counts(&names, is_scored),
        numbers: counts(&numbers, is_scored),
        types: Ordered(
            types(audited)
                .into_iter()
                .map(|(kind, t)| (kind.name(), counts(&t, is_scored)))
                .collect(),
        ),
        agreement,
    }
}

/// The entity score: lenient recall in percent; `None` where nothing is located.
pub(super) fn score(tally: &Tally) -> Option<f64> {
    (tally.located() > 0.0).then(|| 100.0 * tally.lenient().recall)
}

/// The tally of each type: names first, then quantities.
pub(super) fn types(system: &SystemAudit) -> Vec<(&EntityType, Tally)> {
    let mut tallies: BTreeMap<(bool, &EntityType), Tally> = BTreeMap::new();
    for judgement in system.rows.iter().map(|row| &row.judgement) {
        let tally = tallies.entry((judgement.is_quantity(), &judgement.kind)).or_default();
        tally.count(judgement.verdict);
    }
    tallies.into_iter().map(|((_, kind), tally)| (kind, tally)).collect()
}

fn counts(tally: &Tally, is_scored: bool) -> Counts {
    let verdicts = Verdict::ALL.into_iter();
    Counts {
        mentions: Statistic::Number(tally.mentions()),
        located: Statistic::Number(tally.located()),
        verdicts: Ordered(verdicts.map(|v| (v.name(), Statistic::Number(tally.get(v)))).collect()),
        strict: is_scored.then(|| tally.strict()),
        lenient: is_scored.then(|| tally.lenient()),
        coverage: is_scored.then(|| tally.coverage()),
    }
}

fn agreement(comparison: &Comparison, compared: &Compared) -> AgreementJson {
    let agreement = &compared.agreement;
    let mut confusion: Vec<(&str, Ordered<&str, usize>)> = Vec::new();
    for (gold, own, count) in agreement.confusion() {
        match confusion.last_mut() {
            Some((name, row)) if *name == gold.name() => row.0.push((own.name(), count)),
            _ => confusion.push((gold.name(), Ordered(vec![(own.name(), count)]))),
        }
    }
    AgreementJson {
        n: agreement.n(),
        precision: agreement.precision(),
        recall: agreement.recall(),
        f1: agreement.f1(),
        mcc: agreement.mcc(),
        accuracy: agreement.accuracy(),
        false_alarms: agreement.false_alarms(),
        unlocated: compared.unlocated(),
        coverage: comparison.is_matched.then(|| compared.coverage()),
        confusion: Ordered(confusion),
    }
}
