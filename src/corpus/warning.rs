//! Warning: what a user should know of a corpus that is paired all the same.

/// Something a user should know that is no error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// What it is, with the count in words.
    pub message: String,
    /// How often it happened.
    pub count: usize,
}
