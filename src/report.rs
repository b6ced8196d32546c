//! Report: what people read of a record.
//!
//! - [`page`]: one HTML file with verdict, tables, charts and a segment browser.

pub mod page;
