//! Evaluation: what was measured, and the scores that it gives.

use super::Measured;
use crate::analysis::{self, measured::MetricRows};
use crate::error::{Error, ErrorKind, Result};
use crate::metric::{Calculator, Signature};
use crate::table::Table;

/// What was measured: per metric and system the sum of the rows, and the rows where they were
/// kept.
#[derive(Debug, Clone)]
pub struct Evaluation {
    pub(super) calculators: Vec<Calculator>,
    pub(super) systems: Vec<String>,
    pub(super) segments: usize,
    pub(super) references: Option<usize>,
    /// Per metric and system.
    pub(super) measured: Vec<Vec<Measured>>,
    /// Per metric, the signatures of corpus and segment scores without the references.
    pub(super) signatures: Vec<[Signature; 2]>,
}

impl Evaluation {
    /// The metrics, those made elsewhere last.
    pub fn calculators(&self) -> &[Calculator] {
        &self.calculators
    }

    /// The names of the systems.
    pub fn systems(&self) -> &[String] {
        &self.systems
    }

    /// How many segments were measured.
    pub fn segments(&self) -> usize {
        self.segments
    }

    /// How many references every segment has; `None` where the number varies.
    pub fn references(&self) -> Option<usize> {
        self.references
    }

    /// The corpus score of a system; both are counted from 0.
    ///
    /// # Panics
    ///
    /// When there is no such metric or system, as for all methods here that take their numbers.
    pub fn score(&self, metric: usize, system: usize) -> f64 {
        self.calculators[metric].score(self.sum(metric, system))
    }

    /// The sum of a system's rows.
    pub fn sum(&self, metric: usize, system: usize) -> &[f64] {
        &self.measured[metric][system].sum
    }

    /// A system's rows, where they were kept.
    pub fn table(&self, metric: usize, system: usize) -> Option<&Table> {
        self.measured[metric][system].table.as_ref()
    }

    /// The rows of all systems under all metrics, where they were kept.
    pub fn measured(&self) -> Option<analysis::measured::Measured<'_>> {
        let metrics = self.calculators.iter().zip(&self.measured).map(|(calculator, systems)| {
            let tables: Option<Vec<&Table>> =
                systems.iter().map(|measured| measured.table.as_ref()).collect();
            Some(MetricRows { calculator, tables: tables? })
        });
        let metrics = metrics.collect::<Option<Vec<_>>>()?;
        Some(analysis::measured::Measured::new(&self.systems, metrics))
    }

    /// The signature of a metric's corpus scores, with the number of references.
    pub fn signature(&self, metric: usize) -> String {
        self.resampled_signature(metric, &[])
    }

    /// The signature of a metric's corpus scores, with words about how resamples were drawn.
    pub fn resampled_signature(&self, metric: usize, words: &[(&'static str, String)]) -> String {
        self.with_references(metric, self.signatures[metric][0].clone().with_resampling(words))
    }

    /// The signature of a metric's segment scores.
    pub fn segment_signature(&self, metric: usize) -> String {
        self.with_references(metric, self.signatures[metric][1].clone())
    }

    /// Puts a system beside the others that was measured before: on the same segments and
    /// references, with the same metrics. One table for each metric.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Input`] where the tables are not those of the metrics and segments.
    ///
    /// # Examples
    ///
    /// ```
    /// use mizan::corpus::{Corpus, Parts, System};
    /// use mizan::evaluate::{Evaluator, Rows};
    /// use mizan::metric::registry::calculator;
    /// use mizan::text::Stream;
    ///
    /// let corpus = Corpus::new(Parts {
    ///     references: vec![Stream::from_iter(["غروزني"])],
    ///     systems: vec![System {
    ///         name: "a".into(),
    ///         hypotheses: Stream::from_iter(["غروزني"]),
    ///         ..System::default()
    ///     }],
    ///     ..Parts::default()
    /// })?;
    /// let mut evaluator = Evaluator::new(vec![calculator("chrf")?], Rows::Kept);
    /// evaluator.add(&corpus)?;
    /// let mut evaluation = evaluator.finish()?;
    /// let known = vec![evaluation.table(0, 0).unwrap().clone()];
    /// evaluation.insert("b", known)?;
    /// assert_eq!(evaluation.score(0, 1), evaluation.score(0, 0));
    /// # Ok::<(), mizan::Error>(())
    /// ```
    pub fn insert(&mut self, name: impl Into<String>, tables: Vec<Table>) -> Result<()> {
        let has_shape = tables.len() == self.calculators.len()
            && tables.iter().zip(&self.calculators).all(|(table, calculator)| {
                table.len() == self.segments && table.width() == calculator.columns().len()
            });
        if !has_shape {
            let message = "rows that were kept are not those of these metrics and segments";
            return Err(Error::new(ErrorKind::Input, message));
        }
        for (systems, table) in self.measured.iter_mut().zip(tables) {
            systems.push(Measured { sum: table.sum(), table: Some(table) });
        }
        self.systems.push(name.into());
        Ok(())
    }

    /// Brings the systems into this order; names that are not there are passed over, systems that
    /// are not named come last.
    pub fn order(&mut self, names: &[&str]) {
        let place = |name: &String| names.iter().position(|other| other == name);
        let mut order: Vec<usize> = (0..self.systems.len()).collect();
        order.sort_by_key(|&system| place(&self.systems[system]).unwrap_or(usize::MAX));
        self.systems = order.iter().map(|&system| self.systems[system].clone()).collect();
        for systems in &mut self.measured {
            *systems = order.iter().map(|&system| systems[system].clone()).collect();
        }
    }

    fn with_references(&self, metric: usize, signature: Signature) -> String {
        if self.calculators[metric].reads_text() {
            signature.with_references(self.references).long()
        } else {
            signature.long()
        }
    }
}
