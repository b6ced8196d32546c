//! Preprocess: what every text metric does to a segment before it tokenizes.

use crate::error::Result;
use crate::metric::Settings;
use crate::text::{Folding, lowercase};

/// Whether capitals count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Case {
    /// `mixed`: capitals count.
    #[default]
    Mixed,
    /// `lc`: text is lower-cased, as Python's `str.lower()` does.
    Lowered,
}

impl Case {
    /// The word in a signature.
    pub fn name(self) -> &'static str {
        match self {
            Case::Mixed => "mixed",
            Case::Lowered => "lc",
        }
    }

    /// Reads the setting `case`.
    ///
    /// # Errors
    ///
    /// When it is neither `mixed` nor `lc`.
    pub fn read(settings: &mut Settings, default: Case) -> Result<Case> {
        settings.read("case", default, "mixed or lc", |value| match value {
            "mixed" => Some(Case::Mixed),
            "lc" => Some(Case::Lowered),
            _ => None,
        })
    }
}

/// Lower-casing and Arabic folding, in that order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Preprocess {
    /// Whether capitals count.
    pub case: Case,
    /// The differences of Arabic orthography that are folded.
    pub arabic: Folding,
}

impl Preprocess {
    /// Reads the settings `case` and `arabic`.
    ///
    /// # Errors
    ///
    /// When a value is not known.
    pub fn read(settings: &mut Settings, default_case: Case) -> Result<Preprocess> {
        let case = Case::read(settings, default_case)?;
        let arabic = match settings.take("arabic") {
            Some(value) => value.parse()?,
            None => Folding::NONE,
        };
        Ok(Preprocess { case, arabic })
    }

    /// The text to tokenize: `text` itself where nothing is to be done, else written to `buffer`.
    pub fn apply<'a>(&self, text: &'a str, buffer: &'a mut String) -> &'a str {
        let keeps_case = self.case == Case::Mixed || lowercase::is_lower(text);
        if keeps_case && self.arabic.is_none() {
            return text;
        }
        buffer.clear();
        if keeps_case {
            self.arabic.fold_into(text, buffer);
        } else if self.arabic.is_none() {
            lowercase::lower_into(text, buffer);
        } else {
            self.arabic.fold_into(&text.to_lowercase(), buffer);
        }
        buffer
    }
}
