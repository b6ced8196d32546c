//! Corruption: the ways of corrupting a text.

use std::fmt;
use std::str::FromStr;

use crate::error::{Error, ErrorKind, Result, closest};

/// A way of corrupting a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Corruption {
    /// A name left as the source has it.
    Latin,
    /// A name with letters exchanged, transposed or lost, so that it is no longer the name.
    Letters,
    /// Another name of the corpus in the place of a name.
    Swap,
    /// A name dropped, with the preposition before it.
    Drop,
    /// A name rendered otherwise from some mention on: in another spelling or in Latin letters.
    Split,
    /// A number in digits with another value.
    Numbers,
    /// Ordinary words dropped.
    Words,
}

impl Corruption {
    /// Every way, in the order of tables.
    pub const ALL: [Corruption; 7] = [
        Corruption::Latin,
        Corruption::Letters,
        Corruption::Swap,
        Corruption::Drop,
        Corruption::Split,
        Corruption::Numbers,
        Corruption::Words,
    ];

    /// The word in files and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Corruption::Latin => "latin",
            Corruption::Letters => "letters",
            Corruption::Swap => "swap",
            Corruption::Drop => "drop",
            Corruption::Split => "split",
            Corruption::Numbers => "numbers",
            Corruption::Words => "words",
        }
    }
}

impl fmt::Display for Corruption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Corruption {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        let names = Corruption::ALL.map(Corruption::name);
        Corruption::ALL.into_iter().find(|kind| kind.name() == name).ok_or_else(|| {
            let message = format!("unknown kind '{name}', expected one of: {}", names.join(", "));
            let error = Error::new(ErrorKind::Setting, message);
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
    fn every_way_reads_back_from_its_name() {
        for kind in Corruption::ALL {
            assert_eq!(kind.name().parse::<Corruption>().unwrap(), kind);
        }
        let error = "latn".parse::<Corruption>().unwrap_err().to_string();
        assert!(error.ends_with("help: did you mean 'latin'?"), "{error}");
    }
}
