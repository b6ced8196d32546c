//! Entities: names of people, places, organisations and their like, and how Arabic writes them.
//!
//! There is the [`lexicon`], how alike a name and an Arabic word sound ([`transliterate`]), and how
//! alike two Arabic renderings are ([`confusable`]). Finding names in a corpus and judging their
//! renderings come next.

pub mod confusable;
mod kind;
pub mod lexicon;
pub mod transliterate;

pub use kind::EntityType;
pub use lexicon::{Entry, Lexicon};
