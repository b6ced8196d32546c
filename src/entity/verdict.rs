//! Verdict: what became of a name in a translation.

use std::fmt;
use std::str::FromStr;

use crate::error::{Error, ErrorKind, Result, closest};

/// What became of one mention of a name, or of one number, in a hypothesis.
///
/// # Examples
///
/// ```
/// use mizan::entity::Verdict;
///
/// assert_eq!(Verdict::from_name("wrong_number"), Some(Verdict::WrongNumber));
/// assert!(Verdict::Untranslated.is_wrong());
/// assert!(!Verdict::Variant.is_wrong());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Verdict {
    /// Rendered as it is accepted.
    Correct,
    /// Rendered in another spelling that a reader takes for the same name.
    Variant,
    /// Rendered so that a reader does not know the name again.
    Mangled,
    /// Left in Latin letters, or in the source's words.
    Untranslated,
    /// Not there.
    Omitted,
    /// Another number, date or amount.
    WrongNumber,
    /// A name that the source does not have.
    Spurious,
    /// Neither the source nor the reference shows where it should stand.
    Unlocated,
}

impl Verdict {
    /// Every verdict, in the order of tables.
    pub const ALL: [Verdict; 8] = [
        Verdict::Correct,
        Verdict::Variant,
        Verdict::Mangled,
        Verdict::Untranslated,
        Verdict::Omitted,
        Verdict::WrongNumber,
        Verdict::Spurious,
        Verdict::Unlocated,
    ];

    /// The word in files and tables.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Correct => "correct",
            Verdict::Variant => "variant",
            Verdict::Mangled => "mangled",
            Verdict::Untranslated => "untranslated",
            Verdict::Omitted => "omitted",
            Verdict::WrongNumber => "wrong_number",
            Verdict::Spurious => "spurious",
            Verdict::Unlocated => "unlocated",
        }
    }

    /// The verdict of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Verdict::ALL.into_iter().find(|verdict| verdict.name() == name)
    }

    /// Whether a name that is there was rendered wrongly or not at all.
    pub fn is_wrong(self) -> bool {
        match self {
            Verdict::Mangled | Verdict::Untranslated | Verdict::Omitted | Verdict::WrongNumber => {
                true
            }
            Verdict::Correct | Verdict::Variant | Verdict::Spurious | Verdict::Unlocated => false,
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Verdict {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        Verdict::from_name(name).ok_or_else(|| {
            let names = Verdict::ALL.map(Verdict::name);
            let known = names.join(", ");
            let message = format!("unknown verdict '{name}', expected one of: {known}");
            let error = Error::new(ErrorKind::Input, message);
            match closest(name, names) {
                Some(near) => error.help(format!("did you mean '{near}'?")),
                None => error,
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_verdict_reads_back_from_its_name() {
        for verdict in Verdict::ALL {
            assert_eq!(Verdict::from_name(verdict.name()), Some(verdict));
            assert_eq!(verdict.name().parse::<Verdict>().unwrap(), verdict);
        }
    }

    #[test]
    fn four_of_them_are_wrong() {
        assert_eq!(Verdict::ALL.into_iter().filter(|verdict| verdict.is_wrong()).count(), 4);
    }

    #[test]
    fn a_misspelt_verdict_is_an_error_with_a_suggestion() {
        let error = "omited".parse::<Verdict>().unwrap_err().to_string();
        assert!(
            error.starts_with("unknown verdict 'omited', expected one of: correct,"),
            "{error}"
        );
        assert!(error.ends_with("help: did you mean 'omitted'?"), "{error}");
    }
}
