//! Human: how often people agree with a difference between two systems.
//!
//! ```text
//! agreement in percent = a / (1 + e^(−b Δ)),  Δ = −ln(a / agreement − 1) / b
//! ```
//!
//! Kocmi, Zouhar, Federmann and Post, "Navigating the Metrics Maze: Reconciling Score Magnitudes
//! and Accuracies", ACL 2024 (2024.acl-long.110, CC BY 4.0), with a and b rounded as published. It
//! was fitted on pairs of systems as they meet at WMT: different systems on one test set. It says
//! nothing about segments, and less about versions of one system.

/// A metric that the fit was published for and that mizan has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FittedMetric {
    /// BLEU, from 0 to 100.
    Bleu,
    /// chrF with characters only, from 0 to 100; not chrF++.
    Chrf,
}

/// What is reported where the curve is at or below it: the choice of a coin.
const COIN_TOSS: f64 = 50.0;

impl FittedMetric {
    /// The fitted metric with this id; none where settings are not those of the fit.
    pub fn of(id: &str) -> Option<FittedMetric> {
        match id {
            // Chinese is cut into characters in the fit too.
            "bleu" | "bleu:tok=zh" => Some(FittedMetric::Bleu),
            "chrf" => Some(FittedMetric::Chrf),
            _ => None,
        }
    }

    fn parameters(self) -> (f64, f64) {
        match self {
            FittedMetric::Bleu => (88.3333, 0.966393),
            FittedMetric::Chrf => (93.0, 1.114273),
        }
    }

    /// The percentage of human judgements that agree with a difference of so many points, whichever
    /// system is ahead; at least 50. NaN for NaN.
    ///
    /// # Examples
    ///
    /// ```
    /// use mizan::statistics::human::FittedMetric;
    ///
    /// assert_eq!(FittedMetric::Bleu.agreement(0.0), 50.0);
    /// assert_eq!(format!("{:.0}", FittedMetric::Bleu.agreement(1.39)), "70");
    /// assert_eq!(format!("{:.0}", FittedMetric::Chrf.agreement(-1.0)), "70");
    /// ```
    pub fn agreement(self, difference: f64) -> f64 {
        let (a, b) = self.parameters();
        let agreement = a / (1.0 + (-b * difference.abs()).exp());
        if agreement < COIN_TOSS { COIN_TOSS } else { agreement }
    }

    /// The difference in points that so many percent of human judgements agree with; `None` below
    /// 50 and where no difference reaches that many.
    ///
    /// # Examples
    ///
    /// ```
    /// use mizan::statistics::human::FittedMetric;
    ///
    /// let difference = FittedMetric::Chrf.difference(90.0).unwrap();
    /// assert_eq!(format!("{difference:.2}"), "3.05");
    /// assert_eq!(FittedMetric::Bleu.difference(90.0), None);
    /// ```
    pub fn difference(self, agreement: f64) -> Option<f64> {
        let (a, b) = self.parameters();
        (COIN_TOSS..a).contains(&agreement).then(|| -(a / agreement - 1.0).ln() / b)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table of the paper, rounded to two digits.
    #[test]
    fn differences_are_those_of_the_paper() {
        for (metric, expected) in [
            (FittedMetric::Bleu, [Some("0.78"), Some("1.39"), Some("2.34"), None]),
            (FittedMetric::Chrf, [Some("0.54"), Some("1.00"), Some("1.63"), Some("3.05")]),
        ] {
            for (agreement, expected) in [60.0, 70.0, 80.0, 90.0].into_iter().zip(expected) {
                let difference = metric.difference(agreement).map(|d| format!("{d:.2}"));
                assert_eq!(difference.as_deref(), expected, "{metric:?} {agreement}");
            }
        }
    }

    #[test]
    fn each_is_the_inverse_of_the_other() {
        for metric in [FittedMetric::Bleu, FittedMetric::Chrf] {
            for agreement in [50.0, 61.0, 77.7, 88.0] {
                let difference = metric.difference(agreement).unwrap();
                assert!((metric.agreement(difference) - agreement).abs() < 1e-9);
            }
            assert!(metric.agreement(f64::NAN).is_nan());
            assert_eq!(metric.difference(f64::NAN), None);
            assert_eq!(metric.difference(49.9), None);
        }
    }
}
