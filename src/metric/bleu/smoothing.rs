//! Smoothing: what keeps an n-gram precision of zero from making the whole score zero.

/// How a precision of zero is kept from making the whole score zero.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub enum Smoothing {
    /// `none`.
    None,
    /// `floor`: a count of 0 becomes this.
    Floor(f64),
    /// `add-k`: this is added to the counts of all orders but the first.
    AddK(f64),
    /// `exp`: the k-th precision that is zero becomes 100 / (2ᵏ · total), as in mteval-v13a.pl.
    #[default]
    Exponential,
}

impl Smoothing {
    /// Reads `none`, `exp`, `floor`, `add-k`, `floor[0.10]` or `add-k[1.00]`.
    pub(super) fn from_name(text: &str) -> Option<Smoothing> {
        let (name, value) = match text.strip_suffix(']') {
            Some(rest) => {
                let (name, value) = rest.split_once('[')?;
                (name, Some(value.parse().ok().filter(|&value: &f64| value >= 0.0)?))
            }
            None => (text, None),
        };
        match (name, value) {
            ("none", None) => Some(Smoothing::None),
            ("exp", None) => Some(Smoothing::Exponential),
            ("floor", value) => Some(Smoothing::Floor(value.unwrap_or(0.1))),
            ("add-k", value) => Some(Smoothing::AddK(value.unwrap_or(1.0))),
            _ => None,
        }
        .filter(|smoothing| match smoothing {
            Smoothing::Floor(value) | Smoothing::AddK(value) => value.is_finite(),
            Smoothing::None | Smoothing::Exponential => true,
        })
    }

    /// The word in a signature: sacreBLEU's, which has two decimals whatever the value.
    pub(super) fn word(self) -> String {
        match self {
            Smoothing::None => "none".to_owned(),
            Smoothing::Floor(value) => format!("floor[{value:.2}]"),
            Smoothing::AddK(value) => format!("add-k[{value:.2}]"),
            Smoothing::Exponential => "exp".to_owned(),
        }
    }

    /// The word in settings, which gives the same smoothing again: the word of a signature where
    /// that is exact.
    pub(super) fn setting(self) -> String {
        let word = self.word();
        if Smoothing::from_name(&word) == Some(self) {
            return word;
        }
        match self {
            Smoothing::Floor(value) => format!("floor[{value}]"),
            Smoothing::AddK(value) => format!("add-k[{value}]"),
            Smoothing::None | Smoothing::Exponential => word,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_setting_is_read_back_exactly_where_a_signature_is_rounded() {
        let smoothing = Smoothing::AddK(0.001);
        assert_eq!(smoothing.word(), "add-k[0.00]");
        assert_eq!(Smoothing::from_name(&smoothing.setting()), Some(smoothing));
        assert_eq!(Smoothing::Floor(0.5).setting(), "floor[0.50]");
    }
}
