//! Entities: names of people, places, organisations and their like, and how Arabic writes them.
//!
//! So far there is the [`lexicon`]; looking for names in a corpus and judging them come next.

mod kind;
pub mod lexicon;

pub use kind::EntityType;
pub use lexicon::{Entry, Lexicon};
