//! Entities: names of people, places, organisations and their like, and how Arabic writes them.
//!
//! - [`lexicon`]: names with their accepted Arabic forms;
//! - [`transliterate`]: how alike a name and an Arabic word sound;
//! - [`confusable`]: how alike two Arabic renderings are;
//! - [`quantity`]: numbers, percentages, money and dates, found and compared;
//! - [`Inventory`]: the names to look for, and the [`Verdict`]s of a gold file.
//!
//! Finding names in a corpus and judging their renderings come next.

pub mod confusable;
mod inventory;
mod kind;
pub mod lexicon;
pub mod quantity;
pub mod transliterate;
mod verdict;

pub use inventory::{Inventory, Mention};
pub use kind::EntityType;
pub use lexicon::{Entry, Lexicon};
pub use verdict::Verdict;
