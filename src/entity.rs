//! Entities: names of people, places, organisations and their like, and how Arabic writes them.
//!
//! - [`lexicon`]: names with their accepted Arabic forms;
//! - [`transliterate`]: how alike a name and an Arabic word sound;
//! - [`confusable`]: how alike two Arabic renderings are;
//! - [`quantity`]: numbers, percentages, money and dates, found and compared.
//!
//! Finding names in a corpus and judging their renderings come next.

pub mod confusable;
mod dictionary;
mod hit;
mod judge;
mod kind;
pub mod lexicon;
mod name;
pub mod quantity;
mod reference;
mod segment;
mod sentence;
mod spelling;
pub mod transliterate;
mod verdict;
mod window;
mod words;

pub use judge::Judgement;
pub use kind::EntityType;
pub use lexicon::{Entry, Lexicon};
pub use segment::{Asked, Fit, Prepared};
pub use verdict::Verdict;
