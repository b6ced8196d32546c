//! Report: what a record says, drawn and written for people.
//!
//! Reports read a [`record`](crate::record) and nothing else.

pub mod chart;
