//! Bands: ranges of numbers, each with a label.

/// Ranges that follow one another; the last has no upper end where nothing else is said.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Bands {
    /// The lowest value of each band, ascending; what is below the first is in the first.
    edges: Vec<f64>,
    labels: Vec<String>,
}

/// Most bands of values whose range is not known beforehand.
const MOST: f64 = 10.0;

impl Bands {
    /// Words in a line; those of no word are apart.
    pub(super) fn of_lengths() -> Bands {
        Bands::of_counts(&[0, 1, 10, 20, 30, 40, 50, 60])
    }

    /// Names in a segment.
    pub(super) fn of_names() -> Bands {
        Bands::of_counts(&[0, 1, 2, 3, 5])
    }

    /// Scores from 0 to 100; what is 100 or above has a band of its own.
    pub(super) fn of_percent() -> Bands {
        let edges: Vec<f64> = (0..=10).map(|n| f64::from(10 * n)).collect();
        let mut labels = labels(&edges, 0);
        labels.push("100+".to_owned());
        Bands { edges, labels }
    }

    /// At most ten bands or so that are 1, 2 or 5 times a power of ten wide, from the lowest value
    /// to the highest.
    pub(super) fn covering(low: f64, high: f64) -> Bands {
        let (factor, exponent) = step(high - low);
        let power = 10.0_f64.powi(exponent.abs());
        // Dividing whole numbers gives the number that is nearest to the label.
        let edge = |k: f64| if exponent < 0 { k * factor / power } else { k * factor * power };
        let place = |value: f64| {
            let scaled = if exponent < 0 { value * power } else { value / power };
            (scaled / factor).floor()
        };
        let (mut edges, last) = (Vec::new(), place(high) - place(low) + 3.0);
        let mut k = 0.0;
        while k <= last {
            edges.push(edge(place(low) - 1.0 + k));
            k += 1.0;
        }
        while edges.len() > 2 && edges[1] <= low {
            edges.remove(0);
        }
        while edges.len() > 2 && edges[edges.len() - 2] > high {
            edges.pop();
        }
        let labels = labels(&edges, usize::try_from(-exponent).unwrap_or(0));
        edges.pop();
        Bands { edges, labels }
    }

    fn of_counts(least: &[u32]) -> Bands {
        let label = |(index, &from): (usize, &u32)| match least.get(index + 1) {
            None => format!("{from}+"),
            Some(&next) if next == from + 1 => from.to_string(),
            Some(&next) => format!("{from}–{}", next - 1),
        };
        Bands {
            edges: least.iter().map(|&count| f64::from(count)).collect(),
            labels: least.iter().enumerate().map(label).collect(),
        }
    }

    /// The labels, from the lowest band to the highest.
    pub(super) fn labels(&self) -> &[String] {
        &self.labels
    }

    /// The number of the band that a value is in.
    pub(super) fn of(&self, value: f64) -> usize {
        self.edges.partition_point(|&edge| edge <= value).saturating_sub(1)
    }
}

/// The smallest step, as factor and power of ten, of which at most [`MOST`] cover the range.
fn step(range: f64) -> (f64, i32) {
    if range <= 0.0 || !range.is_finite() {
        return (1.0, 0);
    }
    #[expect(clippy::cast_possible_truncation, reason = "the exponent of a double fits")]
    let least = (range / MOST).log10().floor() as i32;
    let steps = (least..least + 2).flat_map(|exponent| [1.0, 2.0, 5.0].map(|m| (m, exponent)));
    let covers =
        |&(factor, exponent): &(f64, i32)| factor * 10.0_f64.powi(exponent) * MOST >= range;
    steps.into_iter().find(covers).unwrap_or((1.0, least + 2))
}

/// `low–high` for each two neighbours; ` to ` where a dash could be taken for a minus.
fn labels(edges: &[f64], decimals: usize) -> Vec<String> {
    let dash = if edges.iter().any(|&edge| edge < 0.0) { " to " } else { "–" };
    let label = |pair: &[f64]| format!("{:.decimals$}{dash}{:.decimals$}", pair[0], pair[1]);
    edges.windows(2).map(label).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_fall_into_their_bands() {
        let bands = Bands::of_lengths();
        let labels = ["0", "1–9", "10–19", "20–29", "30–39", "40–49", "50–59", "60+"];
        assert_eq!(bands.labels(), labels);
        for (length, label) in [(0, "0"), (1, "1–9"), (9, "1–9"), (10, "10–19"), (600, "60+")]
        {
            assert_eq!(bands.labels()[bands.of(f64::from(length))], label);
        }
        assert_eq!(Bands::of_names().labels(), ["0", "1", "2", "3–4", "5+"]);
    }

    #[test]
    fn scores_on_an_edge_are_above_it() {
        let bands = Bands::of_percent();
        for (score, label) in [(-1.0, "0–10"), (10.0, "10–20"), (99.9, "90–100"), (100.0, "100+")]
        {
            assert_eq!(bands.labels()[bands.of(score)], label);
        }
        let bands = Bands::covering(0.25, 0.95);
        assert_eq!(bands.labels()[0], "0.2–0.3");
        assert_eq!(bands.labels().last().unwrap(), "0.9–1.0");
        for (score, label) in [(0.3, "0.3–0.4"), (0.29, "0.2–0.3"), (0.7, "0.7–0.8")] {
            assert_eq!(bands.labels()[bands.of(score)], label);
        }
    }

    #[test]
    fn bands_cover_any_range() {
        assert_eq!(Bands::covering(0.5, 0.5).labels(), ["0–1"]);
        assert_eq!(Bands::covering(-25.0, 0.0).labels()[0], "-25 to -20");
        assert_eq!(Bands::covering(0.0, 25.0).labels().len(), 6);
        for (low, high) in [(-1e300, 1e300), (1e17, 1e17 + 64.0), (0.0, 1e-300), (3.0, 3.0 + 1e-9)]
        {
            let bands = Bands::covering(low, high);
            assert!((1..=14).contains(&bands.labels().len()), "{low} {high}: {bands:?}");
            assert_eq!(bands.of(low), 0, "{low} {high}");
        }
    }
}
