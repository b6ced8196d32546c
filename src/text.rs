//! Text: streams of segments, Python's white space, tokenizers, n-grams, Arabic orthography,
//! the normal form of names and their clitics.

pub mod alphabet;
pub mod arabic;
pub mod clitic;
mod code;
pub mod distance;
mod intl;
pub mod lowercase;
pub mod message;
pub mod ngram;
pub mod normal;
mod paired;
pub mod placeholder;
pub mod sentence;
pub mod stem;
pub mod stream;
pub mod tercom;
pub mod tokenizer;
mod v13a;
pub mod vocabulary;
pub mod whitespace;

pub use arabic::Folding;
pub use code::{Code, CodeKind, Dialect};
pub use paired::without_half_pairs;
pub use stream::Stream;
pub use tercom::Tercom;
pub use tokenizer::Tokenizer;
