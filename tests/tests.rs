//! All integration tests, in one binary that links once.

mod parity;
