//! Entity: the share of names that reached the reader in a form that Arabic knows.
//!
//! ```text
//! entity = 100 · (correct + variant) / located
//! ```
//!
//! over the names of the source, which are found by their capitals, by the built-in lexicon and by
//! what sounds alike in a reference. docs/entities.md has the verdicts; [`Tally`] the formulas.
//! With `type=numbers` the same over numbers, dates, money and percentages. No other tool defines
//! this metric; M-ETA, its nearest relative, is in [`m_eta`](crate::entity::m_eta).

use std::sync::Arc;

use crate::corpus::{Corpus, Segment};
use crate::entity::{Case, Fit, Judgement, Lexicon, Tally, Verdict, names};
use crate::error::Result;
use crate::metric::{Metric, Settings, Signature, Statistic, Stats};

/// The metric of names, or of numbers.
///
/// # Examples
///
/// ```
/// use std::sync::Arc;
///
/// use mizan::corpus::{Corpus, Parts};
/// use mizan::entity::Fit;
/// use mizan::metric::{Entity, Metric};
/// use mizan::text::Stream;
///
/// let corpus = Corpus::new(Parts {
///     source: Some(Stream::from_iter(["From Baku they went to Grozny."])),
///     references: vec![Stream::from_iter(["من باكو توجهوا إلى غروزني."])],
///     ..Parts::default()
/// })?;
/// let metric = Entity::default();
/// let fit = metric.fit(&corpus);
/// let mut prepared = Default::default();
/// metric.prepare(&fit, corpus.segment(0), &mut prepared);
/// let stats = metric.measure("ذهبوا من باكو إلى Grozny.", &mut prepared);
/// assert_eq!(metric.score(&stats), 50.0);
/// # Ok::<(), mizan::Error>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Entity {
    /// What is counted.
    pub subject: Subject,
}

/// What is counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Subject {
    /// Names of people, places, organisations and the like.
    #[default]
    Names,
    /// Numbers, dates, money and percentages.
    Numbers,
}

/// What is known of one segment.
#[derive(Debug, Default)]
pub struct Prepared(Option<(Arc<Fit>, Case)>);

impl Entity {
    /// The settings with their defaults, as the signature orders them.
    pub const SETTINGS: &[(&str, &str)] = &[("type", "names")];

    /// The metric with these settings.
    ///
    /// # Errors
    ///
    /// When a setting or its value is not known.
    pub fn from_settings(mut settings: Settings) -> Result<Entity> {
        let subject =
            settings.read("type", Subject::Names, "names or numbers", |value| match value {
                "names" => Some(Subject::Names),
                "numbers" => Some(Subject::Numbers),
                _ => None,
            })?;
        settings.finish(Self::SETTINGS)?;
        Ok(Entity { subject })
    }

    fn counts(self, judgement: &Judgement) -> bool {
        judgement.is_quantity() == (self.subject == Subject::Numbers)
    }
}

impl Stats for Tally {
    fn write(&self, row: &mut [f64]) {
        row.copy_from_slice(&self.counts());
    }

    fn read(row: &[f64]) -> Self {
        let mut counts = [0.0; Verdict::ALL.len()];
        counts.copy_from_slice(row);
        Tally::of_counts(counts)
    }
}

impl Metric for Entity {
    type Fit = Arc<Fit>;
    type Prepared = Prepared;
    type Stats = Tally;

    fn name(&self) -> String {
        match self.subject {
            Subject::Names => "Entity".to_owned(),
            Subject::Numbers => "Numbers".to_owned(),
        }
    }

    fn signature(&self) -> Signature {
        let subject = match self.subject {
            Subject::Names => "names",
            Subject::Numbers => "numbers",
        };
        Signature::new()
            .word("type", "type", subject, "names")
            .run_word("mode", "mined")
            .run_word("lexicon", eight(Lexicon::built_in().hash()))
    }

    fn fitted_signature(&self, fit: &Arc<Fit>, signature: Signature) -> Signature {
        signature.run_word("fit", eight(fit.hash()))
    }

    fn columns(&self) -> Vec<String> {
        Verdict::ALL.map(|verdict| verdict.name().to_owned()).to_vec()
    }

    fn fit(&self, corpus: &Corpus) -> Arc<Fit> {
        Arc::new(Fit::learn(corpus))
    }

    fn needs_fit(&self) -> bool {
        true
    }

    fn prepare(&self, fit: &Arc<Fit>, segment: Segment<'_>, prepared: &mut Prepared) {
        let lexicon = Lexicon::built_in();
        let asked = names(fit, lexicon, segment);
        prepared.0 = Some((Arc::clone(fit), Case::new(fit, lexicon, segment, asked)));
    }

    /// Without a segment there is nothing to count.
    fn measure(&self, hypothesis: &str, prepared: &mut Prepared) -> Tally {
        let Some((fit, case)) = &mut prepared.0 else { return Tally::default() };
        let judgements = case.judge(fit, Lexicon::built_in(), hypothesis);
        Tally::of(judgements.iter().filter(|judgement| self.counts(judgement)))
    }

    fn score(&self, stats: &Tally) -> f64 {
        100.0 * stats.lenient().recall
    }

    fn is_defined(&self, stats: &Tally) -> bool {
        stats.located() > 0.0
    }

    fn statistics(&self, stats: &Tally) -> Vec<(&'static str, Statistic)> {
        let count = |verdict: Verdict| (verdict.name(), Statistic::Number(stats.get(verdict)));
        Verdict::ALL.map(count).to_vec()
    }

    fn breakdown(&self, stats: &Tally) -> Vec<(String, f64)> {
        let (strict, lenient) = (stats.strict(), stats.lenient());
        [
            ("strict P", strict.precision),
            ("strict R", strict.recall),
            ("P", lenient.precision),
            ("R", lenient.recall),
            ("coverage", stats.coverage()),
        ]
        .map(|(name, share)| (name.to_owned(), 100.0 * share))
        .to_vec()
    }
}

/// The first eight hexadecimal digits.
fn eight(hash: u64) -> String {
    format!("{:08x}", hash >> 32)
}
