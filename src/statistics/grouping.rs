//! Grouping: scores of systems and segments as the rows that a correlation is averaged over.
//!
//! Scores are packed system by system: `scores[system · segments + segment]`, as in
//! mt-metrics-eval's `average_by`.

/// What makes a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grouping {
    /// Everything is one row: `average_by='none'`.
    None,
    /// Each system is a row of its segments: `average_by='sys'`.
    System,
    /// Each segment is a row of its systems: `average_by='item'`. What WMT ranks metrics by.
    Segment,
}

/// Gold and metric scores of the same outputs.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Row {
    /// The gold scores.
    pub gold: Vec<f64>,
    /// The metric's scores.
    pub metric: Vec<f64>,
}

/// The rows of a grouping, without the outputs that miss a gold or a metric score, and without
/// rows that miss all.
///
/// # Panics
///
/// When the sides are not equally long, or not a multiple of the number of systems.
///
/// # Examples
///
/// ```
/// use mizan::statistics::grouping::{Grouping, rows};
///
/// // Two systems, two segments.
/// let gold = [Some(1.0), None, Some(3.0), Some(4.0)];
/// let metric = [0.1, 0.2, 0.3, 0.4].map(Some);
/// let rows = rows(&gold, &metric, 2, Grouping::Segment);
/// assert_eq!(rows[0].gold, [1.0, 3.0]);
/// assert_eq!((&rows[1].gold[..], &rows[1].metric[..]), (&[4.0][..], &[0.4][..]));
/// ```
pub fn rows(
    gold: &[Option<f64>],
    metric: &[Option<f64>],
    systems: usize,
    by: Grouping,
) -> Vec<Row> {
    assert_eq!(gold.len(), metric.len(), "both sides have a place for each output");
    let segments = gold.len().checked_div(systems).unwrap_or(0);
    assert_eq!(segments * systems, gold.len(), "every system has as many segments");
    let row = |places: &mut dyn Iterator<Item = usize>| {
        let mut row = Row::default();
        for place in places {
            if let (Some(gold), Some(metric)) = (gold[place], metric[place]) {
                row.gold.push(gold);
                row.metric.push(metric);
            }
        }
        row
    };
    let mut rows: Vec<Row> = match by {
        Grouping::None => vec![row(&mut (0..gold.len()))],
        Grouping::System => (0..systems)
            .map(|system| row(&mut (system * segments..(system + 1) * segments)))
            .collect(),
        Grouping::Segment => (0..segments)
            .map(|segment| row(&mut (0..systems).map(|system| system * segments + segment)))
            .collect(),
    };
    rows.retain(|row| !row.gold.is_empty());
    rows
}

/// A mean over rows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Average {
    /// The mean; 0 where no row has a value.
    pub value: f64,
    /// The sum of the weights: the number of rows that have a value, or that of their pairs.
    pub weight: f64,
}

/// The mean of a correlation over rows.
///
/// Rows with a single output and rows where the correlation is NaN, as where all scores are equal,
/// are left out. Where nothing is left the value is 0, as in mt-metrics-eval.
///
/// # Examples
///
/// ```
/// use mizan::statistics::correlation::pearson;
/// use mizan::statistics::grouping::{Row, average};
///
/// let good = Row { gold: vec![1.0, 2.0], metric: vec![0.1, 0.2] };
/// let constant = Row { gold: vec![1.0, 2.0], metric: vec![0.3, 0.3] };
/// let average = average(&[good, constant], pearson);
/// assert_eq!((average.value, average.weight), (1.0, 1.0));
/// ```
pub fn average(rows: &[Row], correlation: impl Fn(&[f64], &[f64]) -> f64) -> Average {
    weighted_average(rows, |gold, metric| (correlation(gold, metric), 1.0))
}

/// The mean of a correlation over rows, where the closure gives a row's value and its weight.
///
/// WMT20's τ weights each row by its pairs: then it is the same as counting all pairs together.
pub fn weighted_average(
    rows: &[Row],
    correlation: impl Fn(&[f64], &[f64]) -> (f64, f64),
) -> Average {
    let (mut sum, mut total) = (0.0, 0.0);
    for row in rows.iter().filter(|row| row.gold.len() > 1) {
        let (value, weight) = correlation(&row.gold, &row.metric);
        if !value.is_nan() {
            sum += weight * value;
            total += weight;
        }
    }
    Average { value: if total > 0.0 { sum / total } else { 0.0 }, weight: total }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::correlation::pearson;

    #[test]
    fn rows_follow_the_grouping() {
        let scores: Vec<Option<f64>> = (0..6).map(|n| Some(f64::from(n))).collect();
        let gold = |by| rows(&scores, &scores, 2, by).into_iter().map(|r| r.gold);
        assert!(gold(Grouping::None).eq([vec![0.0, 1.0, 2.0, 3.0, 4.0, 5.0]]));
        assert!(gold(Grouping::System).eq([vec![0.0, 1.0, 2.0], vec![3.0, 4.0, 5.0]]));
        assert!(gold(Grouping::Segment).eq([vec![0.0, 3.0], vec![1.0, 4.0], vec![2.0, 5.0]]));
    }

    #[test]
    fn nothing_left_is_zero_of_weight_zero() {
        for by in [Grouping::None, Grouping::System, Grouping::Segment] {
            assert!(rows(&[], &[], 0, by).is_empty());
            let rows = rows(&[Some(1.0), None], &[Some(0.5), Some(0.5)], 1, by);
            assert_eq!(average(&rows, pearson), Average { value: 0.0, weight: 0.0 });
        }
    }
}
