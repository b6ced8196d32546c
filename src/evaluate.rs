//! Evaluate: a corpus and metrics in, rows and scores out. The only orchestrator.

mod evaluation;

use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

pub use evaluation::Evaluation;

use crate::corpus::Corpus;
use crate::error::{Error, ErrorKind, Result};
use crate::metric::imported::Imported;
use crate::metric::{Calculator, Fitted, Worker};
use crate::table::{Table, add};

/// Whether the rows of the segments are kept or only their sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rows {
    /// One row per segment and system: for segment scores and resampling.
    Kept,
    /// Only the sum, so that memory does not grow with the corpus.
    Summed,
}

/// Segments that one task measures; small enough that threads finish together.
const SEGMENTS_PER_TASK: usize = 16;
/// Numbers that are measured before they are added up or stored: 16 MB.
const BUFFERED_CELLS: usize = 1 << 21;

/// Measures a corpus, whole or chunk by chunk.
///
/// The rows are the same, and in the same order, on any number of threads; it uses those of the
/// rayon pool it is called in.
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
///     references: vec![Stream::from_iter(["وصل الوفد إلى باكو مساء أمس"])],
///     systems: vec![System {
///         name: "a".into(),
///         hypotheses: Stream::from_iter(["وصل الوفد إلى باكو أمس"]),
///         ..System::default()
///     }],
///     ..Parts::default()
/// })?;
/// let mut evaluator = Evaluator::new(vec![calculator("chrf")?], Rows::Summed);
/// evaluator.add(&corpus)?;
/// let evaluation = evaluator.finish()?;
/// assert_eq!(format!("{:.2}", evaluation.score(0, 0)), "71.45");
/// # Ok::<(), mizan::Error>(())
/// ```
pub struct Evaluator {
    calculators: Vec<Calculator>,
    /// What each calculator learned, from the first chunk on; text metrics only.
    fitted: Vec<Option<Fitted>>,
    rows: Rows,
    /// Per metric and system.
    measured: Vec<Vec<Measured>>,
    systems: Vec<String>,
    segments: usize,
    references: Option<ReferenceCount>,
    is_recut: bool,
    is_post_edited: bool,
    idle: Mutex<Vec<Vec<Option<Worker>>>>,
}

/// What was measured of one system with one metric.
#[derive(Debug, Clone, PartialEq)]
struct Measured {
    sum: Vec<f64>,
    table: Option<Table>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ReferenceCount {
    Same(usize),
    Varies,
}

impl Evaluator {
    /// An evaluator that has seen no segment.
    pub fn new(calculators: Vec<Calculator>, rows: Rows) -> Self {
        Evaluator {
            calculators,
            fitted: Vec::new(),
            rows,
            measured: Vec::new(),
            systems: Vec::new(),
            segments: 0,
            references: None,
            is_recut: false,
            is_post_edited: false,
            idle: Mutex::new(Vec::new()),
        }
    }

    /// How many segments have been measured so far.
    pub fn segments(&self) -> usize {
        self.segments
    }

    /// Measures the next segments. Chunks of one corpus have the same systems in the same order.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Input`] where a segment has no reference, [`ErrorKind::Setting`] where there is
    /// no system, a metric must see the whole corpus at once and this is not the first chunk, or
    /// two metrics have the same id.
    pub fn add(&mut self, corpus: &Corpus) -> Result<()> {
        self.count_references(corpus)?;
        if self.systems.is_empty() {
            self.start(corpus)?;
        } else if self.calculators.iter().any(Calculator::needs_fit) {
            let message = "a metric that learns from the corpus cannot read it in chunks";
            return Err(Error::new(ErrorKind::Setting, message));
        }
        let width = self.record_width();
        let batch = (BUFFERED_CELLS / width.max(1)).max(SEGMENTS_PER_TASK);
        let mut cells = Vec::new();
        let mut first = 0;
        while width > 0 && first < corpus.len() {
            let count = batch.min(corpus.len() - first);
            cells.clear();
            cells.resize(count * width, 0.0);
            cells.par_chunks_mut(SEGMENTS_PER_TASK * width).enumerate().for_each(
                |(task, cells)| {
                    self.measure_task(corpus, first + task * SEGMENTS_PER_TASK, cells);
                },
            );
            self.store(&cells);
            first += count;
        }
        self.store_imported(corpus);
        self.is_post_edited |= corpus.is_post_edited();
        self.segments += corpus.len();
        Ok(())
    }

    /// Ends the measuring.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Nothing`] where no segment was measured.
    pub fn finish(self) -> Result<Evaluation> {
        if self.segments == 0 {
            return Err(Error::new(ErrorKind::Nothing, "there is no segment to score"));
        }
        let signatures = self.calculators.iter().zip(&self.fitted).map(|(calculator, fitted)| {
            let signatures = [calculator.signature(), calculator.segment_signature()];
            let Some(fitted) = fitted else {
                return signatures;
            };
            signatures.map(|signature| {
                let mut signature = fitted.signature(signature);
                for (key, holds) in [("align", self.is_recut), ("pe", self.is_post_edited)] {
                    signature = if holds { signature.run_word(key, "yes") } else { signature };
                }
                signature
            })
        });
        Ok(Evaluation {
            signatures: signatures.collect(),
            calculators: self.calculators,
            systems: self.systems,
            segments: self.segments,
            references: match self.references {
                Some(ReferenceCount::Same(count)) => Some(count),
                Some(ReferenceCount::Varies) | None => None,
            },
            measured: self.measured,
        })
    }

    fn start(&mut self, corpus: &Corpus) -> Result<()> {
        if corpus.systems().is_empty() {
            return Err(Error::new(ErrorKind::Nothing, "there is no system to score")
                .help("name its output: -i FILE"));
        }
        self.calculators.extend(corpus.scores().iter().map(Imported::calculator));
        for (index, calculator) in self.calculators.iter().enumerate() {
            if self.calculators[..index].iter().any(|other| other.id() == calculator.id()) {
                let message = format!("metric {} is asked for twice", calculator.id());
                return Err(Error::new(ErrorKind::Setting, message));
            }
        }
        self.is_recut = corpus.is_recut();
        self.systems = corpus.systems().iter().map(|system| system.name.clone()).collect();
        let fit = |calculator: &Calculator| calculator.reads_text().then(|| calculator.fit(corpus));
        self.fitted = self.calculators.iter().map(fit).collect();
        let empty = |calculator: &Calculator| {
            let width = calculator.columns().len();
            let table = (self.rows == Rows::Kept).then(|| Table::new(width));
            vec![Measured { sum: vec![0.0; width], table }; self.systems.len()]
        };
        self.measured = self.calculators.iter().map(empty).collect();
        Ok(())
    }

    fn count_references(&mut self, corpus: &Corpus) -> Result<()> {
        for index in 0..corpus.len() {
            let count = corpus.segment(index).references().count();
            if count == 0 && self.calculators.iter().any(Calculator::reads_text) {
                let number = self.segments + index + 1;
                let message = format!("segment {number} has no reference to score against");
                return Err(Error::new(ErrorKind::Input, message));
            }
            self.references = match self.references {
                None => Some(ReferenceCount::Same(count)),
                Some(ReferenceCount::Same(known)) if known == count => self.references,
                Some(_) => Some(ReferenceCount::Varies),
            };
        }
        Ok(())
    }

    /// The cells of one segment: metric after metric, system after system.
    fn record_width(&self) -> usize {
        let of_text = self.calculators.iter().zip(&self.measured).filter(|(c, _)| c.reads_text());
        of_text.map(|(_, systems)| systems.iter().map(|s| s.sum.len()).sum::<usize>()).sum()
    }

    fn measure_task(&self, corpus: &Corpus, first: usize, cells: &mut [f64]) {
        let mut workers = self.take_workers();
        for (offset, record) in cells.chunks_exact_mut(self.record_width()).enumerate() {
            let segment = corpus.segment(first + offset);
            let mut rest = record;
            for (worker, systems) in workers.iter_mut().zip(&self.measured) {
                let Some(worker) = worker else { continue };
                worker.prepare(segment);
                for (system, measured) in corpus.systems().iter().zip(systems) {
                    let (row, after) = rest.split_at_mut(measured.sum.len());
                    let hypothesis = system.hypotheses.get(segment.index()).unwrap_or_default();
                    worker.measure(hypothesis, row);
                    rest = after;
                }
            }
        }
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(workers);
    }

    /// Workers are large, so a task uses those of a task that has ended.
    fn take_workers(&self) -> Vec<Option<Worker>> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        idle.unwrap_or_else(|| {
            self.fitted.iter().map(|fitted| fitted.as_ref().map(Fitted::worker)).collect()
        })
    }

    /// Adds up and keeps measured cells, segment by segment in order.
    fn store(&mut self, cells: &[f64]) {
        for record in cells.chunks_exact(self.record_width().max(1)) {
            let mut rest = record;
            let of_text = self.calculators.iter().zip(&mut self.measured);
            for (_, systems) in of_text.filter(|(calculator, _)| calculator.reads_text()) {
                for measured in systems {
                    let (row, after) = rest.split_at(measured.sum.len());
                    measured.push(row);
                    rest = after;
                }
            }
        }
    }

    fn store_imported(&mut self, corpus: &Corpus) {
        let imported = self.calculators.iter().zip(&mut self.measured);
        let imported = imported.filter(|(calculator, _)| !calculator.reads_text());
        for ((_, systems), scores) in imported.zip(corpus.scores()) {
            for (measured, values) in systems.iter_mut().zip(&scores.systems) {
                Imported::table(values).rows().for_each(|row| measured.push(row));
            }
        }
    }
}

impl Measured {
    fn push(&mut self, row: &[f64]) {
        add(&mut self.sum, row);
        if let Some(table) = &mut self.table {
            table.push(row);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{ImportedScores, Parts, System};
    use crate::metric::registry::calculator;
    use crate::text::Stream;

    fn corpus(lines: std::ops::Range<usize>) -> Corpus {
        let text = |salt: usize| -> Stream {
            lines.clone().map(|n| format!("سطر {} a{} b{}", n % 7, n % salt, n % 3)).collect()
        };
        let system = |name: &str, salt| System {
            name: name.into(),
            hypotheses: text(salt),
            ..System::default()
        };
        Corpus::new(Parts {
            references: vec![text(5), text(4)],
            systems: vec![system("x", 2), system("y", 6)],
            ..Parts::default()
        })
        .unwrap()
    }

    fn calculators() -> Vec<Calculator> {
        ["bleu", "chrf++"].map(|text| calculator(text).unwrap()).to_vec()
    }

    fn evaluate(chunks: &[Corpus], rows: Rows) -> Evaluation {
        let mut evaluator = Evaluator::new(calculators(), rows);
        for chunk in chunks {
            evaluator.add(chunk).unwrap();
        }
        evaluator.finish().unwrap()
    }

    #[test]
    fn the_whole_is_the_sum_of_its_chunks() {
        let whole = evaluate(&[corpus(0..100)], Rows::Kept);
        let parts = evaluate(&[corpus(0..33), corpus(33..34), corpus(34..100)], Rows::Kept);
        assert_eq!(whole.measured, parts.measured);
        let summed = evaluate(&[corpus(0..100)], Rows::Summed);
        for (metric, system) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
            assert_eq!(whole.sum(metric, system), summed.sum(metric, system));
            assert_eq!(whole.table(metric, system).unwrap().sum(), whole.sum(metric, system));
        }
        assert_eq!((whole.segments(), whole.references()), (100, Some(2)));
    }

    #[test]
    fn rows_are_the_same_on_any_number_of_threads() {
        let on = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| evaluate(&[corpus(0..500)], Rows::Kept).measured)
        };
        assert_eq!(on(1), on(4));
    }

    #[test]
    fn imported_scores_stand_beside_the_measured_ones() {
        let mut parts = corpus(0..2).into_parts();
        parts.scores.push(ImportedScores {
            name: "comet".into(),
            lower_is_better: false,
            systems: vec![vec![Some(0.5), Some(0.7)], vec![None, Some(0.9)]],
        });
        let evaluation = evaluate(&[Corpus::new(parts).unwrap()], Rows::Summed);
        assert_eq!(evaluation.calculators()[2].id(), "comet");
        assert_eq!(evaluation.score(2, 0), 0.6);
        assert_eq!(evaluation.score(2, 1), 0.9);
    }

    #[test]
    fn imported_scores_need_no_metric_of_ours_and_no_reference() {
        let mut parts = corpus(0..1).into_parts();
        parts.references.clear();
        parts.scores.push(ImportedScores {
            name: "comet".into(),
            lower_is_better: false,
            systems: vec![vec![Some(0.5)], vec![Some(0.7)]],
        });
        let mut evaluator = Evaluator::new(Vec::new(), Rows::Kept);
        evaluator.add(&Corpus::new(parts).unwrap()).unwrap();
        assert_eq!(evaluator.finish().unwrap().score(0, 1), 0.7);
    }

    #[test]
    fn a_segment_without_reference_is_an_error_with_its_number() {
        let mut parts = corpus(0..1).into_parts();
        parts.references = vec![Stream::new()];
        parts.references[0].push_absent();
        let mut evaluator = Evaluator::new(calculators(), Rows::Summed);
        let error = evaluator.add(&Corpus::new(parts).unwrap()).unwrap_err();
        assert!(error.to_string().starts_with("segment 1 has no reference"), "{error}");
    }

    #[test]
    fn nothing_measured_is_an_error_of_its_own_kind() {
        let error = Evaluator::new(calculators(), Rows::Summed).finish().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Nothing);
    }
}
