//! Kind: the types of entities.

use std::fmt;

use crate::error::{Error, ErrorKind, Result};

/// What an entity is. Types are free words in capitals; these have a meaning here.
///
/// # Examples
///
/// ```
/// use mizan::entity::EntityType;
///
/// assert_eq!("GPE".parse::<EntityType>()?, EntityType::Location);
/// assert_eq!("language".parse::<EntityType>()?.name(), "LANGUAGE");
/// # Ok::<(), mizan::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EntityType {
    /// PER: a person.
    Person,
    /// LOC: a country, a city, a river.
    Location,
    /// ORG: an authority, a company, a party.
    Organization,
    /// WORK: a book, a film, a newspaper's column.
    Work,
    /// EVENT: a war, a summit, a feast.
    Event,
    /// PRODUCT: a weapon, a medicine, a program.
    Product,
    /// BRAND: a trade name.
    Brand,
    /// OTHER: a name of another kind.
    Other,
    /// UNIT: a unit of measure or of money.
    Unit,
    /// MONTH: the name of a month.
    Month,
    /// Any other word in capitals.
    Word(String),
}

impl EntityType {
    const NAMES: [(&'static str, EntityType); 16] = [
        ("PER", EntityType::Person),
        ("LOC", EntityType::Location),
        ("ORG", EntityType::Organization),
        ("WORK", EntityType::Work),
        ("EVENT", EntityType::Event),
        ("PRODUCT", EntityType::Product),
        ("BRAND", EntityType::Brand),
        ("OTHER", EntityType::Other),
        ("UNIT", EntityType::Unit),
        ("MONTH", EntityType::Month),
        ("PERSON", EntityType::Person),
        ("PLACE", EntityType::Location),
        ("LOCATION", EntityType::Location),
        ("GPE", EntityType::Location),
        ("ORGANIZATION", EntityType::Organization),
        ("ORGANISATION", EntityType::Organization),
    ];

    /// Whether it is NUMBER, DATE, MONEY or PERCENT, which name nothing.
    pub fn is_quantity(&self) -> bool {
        matches!(self.name(), "NUMBER" | "DATE" | "MONEY" | "PERCENT")
    }

    /// The word in capitals.
    pub fn name(&self) -> &str {
        match self {
            EntityType::Person => "PER",
            EntityType::Location => "LOC",
            EntityType::Organization => "ORG",
            EntityType::Work => "WORK",
            EntityType::Event => "EVENT",
            EntityType::Product => "PRODUCT",
            EntityType::Brand => "BRAND",
            EntityType::Other => "OTHER",
            EntityType::Unit => "UNIT",
            EntityType::Month => "MONTH",
            EntityType::Word(word) => word,
        }
    }
}

impl fmt::Display for EntityType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl std::str::FromStr for EntityType {
    type Err = Error;

    /// Reads a type in small or capital letters; an empty text is OTHER.
    fn from_str(text: &str) -> Result<Self> {
        let word = text.to_ascii_uppercase();
        if word.is_empty() {
            return Ok(EntityType::Other);
        }
        if let Some((_, known)) = EntityType::NAMES.into_iter().find(|(name, _)| *name == word) {
            return Ok(known);
        }
        let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        if word.starts_with(|c: char| c.is_ascii_alphabetic()) && word.chars().all(is_word) {
            return Ok(EntityType::Word(word));
        }
        let message = format!("the type '{text}' is no word in capitals such as PER, LOC or ORG");
        Err(Error::new(ErrorKind::Input, message))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_reads_back_from_its_name() {
        for (_, kind) in EntityType::NAMES {
            assert_eq!(kind.name().parse::<EntityType>().unwrap(), kind);
        }
    }

    #[test]
    fn other_spellings_of_a_type_are_that_type() {
        for (text, name) in [("place", "LOC"), ("Organisation", "ORG"), ("PERSON", "PER")] {
            assert_eq!(text.parse::<EntityType>().unwrap().name(), name);
        }
    }

    #[test]
    fn unknown_words_are_kept_and_what_is_no_word_is_an_error() {
        let date: EntityType = "DATE".parse().unwrap();
        assert_eq!(date, EntityType::Word("DATE".into()));
        assert_eq!("".parse::<EntityType>().unwrap(), EntityType::Other);
        assert!("two words".parse::<EntityType>().is_err());
        assert!("شخص".parse::<EntityType>().is_err());
    }
}
