//! Text: streams of segments, Python's white space, tokenizers, n-grams, Arabic orthography.

pub mod arabic;
pub mod lowercase;
pub mod stream;
pub mod tercom;
pub mod whitespace;

pub use arabic::Folding;
pub use stream::Stream;
pub use tercom::Tercom;
