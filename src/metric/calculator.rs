//! Calculator: a metric without its types. The one place where types are erased.
//!
//! The command line, the reports and bindings see rows of numbers; what a row means stays with
//! the metric.

use std::sync::Arc;

use crate::corpus::{Corpus, Segment};
use crate::metric::{Direction, Metric, Precision, Signature, Statistic, Stats};

/// A metric with its settings, ready to measure.
///
/// # Examples
///
/// ```
/// use mizan::metric::registry;
///
/// let chrf = registry::calculator("chrf:nw=2")?;
/// assert_eq!((chrf.id(), chrf.name().as_str()), ("chrf:nw=2", "chrF2++"));
/// # Ok::<(), mizan::Error>(())
/// ```
#[derive(Clone)]
pub struct Calculator {
    key: String,
    id: String,
    metric: Arc<dyn Erased>,
}

impl Calculator {
    /// Erases a metric; `key` is its name on the command line.
    pub fn new(key: &str, metric: impl Metric) -> Self {
        Calculator::from_erased(key, Arc::new(Typed(Arc::new(metric))))
    }

    pub(crate) fn from_erased(key: &str, metric: Arc<dyn Erased>) -> Self {
        let settings = metric.signature().settings();
        let id = if settings.is_empty() { key.to_owned() } else { format!("{key}:{settings}") };
        Calculator { key: key.to_owned(), id, metric }
    }

    /// The metric's name on the command line: `chrf`.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The key with the settings that are not at their default: `chrf:nw=2`.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The metric's name in tables: `chrF2++`.
    pub fn name(&self) -> String {
        self.metric.name()
    }

    /// The settings that reproduce the score, without the number of references.
    pub fn signature(&self) -> Signature {
        self.metric.signature()
    }

    /// The settings that reproduce the score of a single segment.
    pub fn segment_signature(&self) -> Signature {
        self.metric.segment_signature()
    }

    /// Whether higher or lower is better.
    pub fn direction(&self) -> Direction {
        self.metric.direction()
    }

    /// The names of a row's columns.
    pub fn columns(&self) -> Vec<String> {
        self.metric.columns()
    }

    /// Whether the metric reads text; scores made elsewhere come as rows.
    pub fn reads_text(&self) -> bool {
        self.metric.reads_text()
    }

    /// Whether the metric must see the whole corpus before it can measure a segment.
    pub fn needs_fit(&self) -> bool {
        self.metric.needs_fit()
    }

    /// The score of a row, or of a sum of rows.
    pub fn score(&self, row: &[f64]) -> f64 {
        self.metric.score(row)
    }

    /// The score of a resampled sum, in the arithmetic in which sacreBLEU scores resamples.
    pub fn resampled_score(&self, row: &[f64]) -> f64 {
        self.metric.resampled_score(row)
    }

    /// The precision in which [`resampled_score`](Self::resampled_score) comes out.
    pub fn resampled_precision(&self) -> Precision {
        self.metric.resampled_precision()
    }

    /// The score of the row of a single segment.
    pub fn segment_score(&self, row: &[f64]) -> f64 {
        self.metric.segment_score(row)
    }

    /// Whether a row, or a sum of rows, has anything to score: names where names are counted, a
    /// value where scores were made elsewhere.
    pub fn is_defined(&self, row: &[f64]) -> bool {
        self.metric.is_defined(row)
    }

    /// The statistics of a row by name.
    pub fn statistics(&self, row: &[f64]) -> Vec<(&'static str, Statistic)> {
        self.metric.statistics(row)
    }

    /// The parts of the score that people look at.
    pub fn breakdown(&self, row: &[f64]) -> Vec<(String, f64)> {
        self.metric.breakdown(row)
    }

    /// Learns what the metric needs from sources and references.
    pub fn fit(&self, corpus: &Corpus) -> Fitted {
        Fitted(self.metric.fit(corpus))
    }
}

impl std::fmt::Debug for Calculator {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Calculator").field(&self.id).finish()
    }
}

/// A metric that has learned what it needs; threads get their workers from it.
pub struct Fitted(Box<dyn ErasedFit>);

impl Fitted {
    /// The signature with what was learned.
    pub fn signature(&self, signature: Signature) -> Signature {
        self.0.signature(signature)
    }

    /// A new worker, for one thread.
    pub fn worker(&self) -> Worker {
        self.0.worker()
    }
}

/// One thread's measuring: `prepare` for each segment, then `measure` for each system.
pub struct Worker(Box<dyn ErasedWorker>);

impl Worker {
    /// Makes a segment's references ready.
    pub fn prepare(&mut self, segment: Segment<'_>) {
        self.0.prepare(segment);
    }

    /// Writes the statistics of one hypothesis into a row.
    pub fn measure(&mut self, hypothesis: &str, row: &mut [f64]) {
        self.0.measure(hypothesis, row);
    }
}

/// [`Metric`] over rows of numbers.
pub(crate) trait Erased: Send + Sync {
    fn name(&self) -> String;
    fn signature(&self) -> Signature;
    fn segment_signature(&self) -> Signature {
        self.signature()
    }
    fn direction(&self) -> Direction;
    fn columns(&self) -> Vec<String>;
    fn reads_text(&self) -> bool;
    fn needs_fit(&self) -> bool;
    fn score(&self, row: &[f64]) -> f64;
    fn resampled_score(&self, row: &[f64]) -> f64 {
        self.score(row)
    }
    fn resampled_precision(&self) -> Precision {
        Precision::Double
    }
    fn segment_score(&self, row: &[f64]) -> f64;
    fn is_defined(&self, row: &[f64]) -> bool;
    fn statistics(&self, row: &[f64]) -> Vec<(&'static str, Statistic)>;
    fn breakdown(&self, row: &[f64]) -> Vec<(String, f64)>;
    fn fit(&self, corpus: &Corpus) -> Box<dyn ErasedFit>;
}

pub(crate) trait ErasedFit: Send + Sync {
    fn signature(&self, signature: Signature) -> Signature;
    fn worker(&self) -> Worker;
}

trait ErasedWorker: Send {
    fn prepare(&mut self, segment: Segment<'_>);
    fn measure(&mut self, hypothesis: &str, row: &mut [f64]);
}

struct Typed<M>(Arc<M>);

impl<M: Metric> Erased for Typed<M> {
    fn name(&self) -> String {
        self.0.name()
    }
    fn signature(&self) -> Signature {
        self.0.signature()
    }
    fn segment_signature(&self) -> Signature {
        self.0.segment_signature()
    }
    fn direction(&self) -> Direction {
        self.0.direction()
    }
    fn columns(&self) -> Vec<String> {
        self.0.columns()
    }
    fn reads_text(&self) -> bool {
        true
    }
    fn needs_fit(&self) -> bool {
        self.0.needs_fit()
    }
    fn score(&self, row: &[f64]) -> f64 {
        self.0.score(&M::Stats::read(row))
    }
    fn resampled_score(&self, row: &[f64]) -> f64 {
        self.0.resampled_score(&M::Stats::read(row))
    }
    fn resampled_precision(&self) -> Precision {
        self.0.resampled_precision()
    }
    fn segment_score(&self, row: &[f64]) -> f64 {
        self.0.segment_score(&M::Stats::read(row))
    }
    fn is_defined(&self, row: &[f64]) -> bool {
        self.0.is_defined(&M::Stats::read(row))
    }
    fn statistics(&self, row: &[f64]) -> Vec<(&'static str, Statistic)> {
        self.0.statistics(&M::Stats::read(row))
    }
    fn breakdown(&self, row: &[f64]) -> Vec<(String, f64)> {
        self.0.breakdown(&M::Stats::read(row))
    }
    fn fit(&self, corpus: &Corpus) -> Box<dyn ErasedFit> {
        let fit = if self.0.needs_fit() { self.0.fit(corpus) } else { M::Fit::default() };
        Box::new(TypedFit { metric: Arc::clone(&self.0), fit: Arc::new(fit) })
    }
}

struct TypedFit<M: Metric> {
    metric: Arc<M>,
    fit: Arc<M::Fit>,
}

impl<M: Metric> ErasedFit for TypedFit<M> {
    fn signature(&self, signature: Signature) -> Signature {
        self.metric.fitted_signature(&self.fit, signature)
    }
    fn worker(&self) -> Worker {
        Worker(Box::new(TypedWorker {
            metric: Arc::clone(&self.metric),
            fit: Arc::clone(&self.fit),
            prepared: M::Prepared::default(),
        }))
    }
}

struct TypedWorker<M: Metric> {
    metric: Arc<M>,
    fit: Arc<M::Fit>,
    prepared: M::Prepared,
}

impl<M: Metric> ErasedWorker for TypedWorker<M> {
    fn prepare(&mut self, segment: Segment<'_>) {
        self.metric.prepare(&self.fit, segment, &mut self.prepared);
    }
    fn measure(&mut self, hypothesis: &str, row: &mut [f64]) {
        self.metric.measure(hypothesis, &mut self.prepared).write(row);
    }
}
