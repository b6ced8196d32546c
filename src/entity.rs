//! Entities: names of people, places, organisations and their like, and how Arabic writes them.
//!
//! - [`lexicon`]: names with their accepted Arabic forms;
//! - [`transliterate`]: how alike a name and an Arabic word sound;
//! - [`confusable`]: how alike two Arabic renderings are;
//! - [`quantity`]: numbers, percentages, money and dates, found and compared;
//! - [`perturb`](mod@perturb): a reference corrupted at known rates, with its gold;
//! - [`Inventory`]: the names to look for, and the [`Verdict`]s of a gold file;
//! - [`Fit`]: what is learned from sources and references; [`names`] finds names with it;
//! - [`Examination`]: the names of one segment judged in its hypotheses; [`audit()`] does it for a
//!   corpus, [`audit_document`] for documents whose lines do not pair;
//! - [`Tally`], [`consistency`], [`m_eta()`]: the scores that follow;
//! - [`perturb`]: references with names corrupted on purpose.
//!
//! To read it: `mine.rs` finds names, `reference.rs` finds their renderings in a reference,
//! `hit.rs` and `judge.rs` decide what became of them. docs/entities.md explains the verdicts.

mod agreement;
mod asked;
mod audit;
pub mod confusable;
pub mod consistency;
mod dictionary;
mod documents;
mod examination;
mod fit;
mod frame;
mod gloss;
mod hit;
mod inventory;
mod judge;
mod judgement;
mod kind;
pub mod lexicon;
mod lone;
mod m_eta;
mod mine;
mod name;
mod numbers;
mod offer;
pub mod perturb;
mod places;
pub mod quantity;
mod reference;
mod ruling;
mod sentence;
mod spelling;
mod tally;
pub mod transliterate;
mod verdict;
mod window;
mod words;

pub use agreement::Agreement;
pub use asked::{Asked, names};
pub use audit::{Audit, Row, SystemAudit, audit};
pub use documents::audit_document;
pub(crate) use examination::Case;
pub use examination::Examination;
pub use fit::Fit;
pub use inventory::{Inventory, Mention};
pub use judgement::Judgement;
pub use kind::EntityType;
pub use lexicon::{Entry, Lexicon};
pub use m_eta::{MEta, m_eta};
pub use tally::{Scores, Tally};
pub use verdict::Verdict;
