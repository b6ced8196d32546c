//! What is read of each format, and what is made of hostile input.

mod content;
mod hostile;
mod keys;
mod markup;
