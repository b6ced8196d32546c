//! Report: what a record looks like to people: tables, charts, a page.
//!
//! Writers read the record only, never texts or metrics, so that a saved evaluation can be drawn
//! again. Everything is made in memory; whoever calls decides where it goes.

pub mod chart;
pub mod escape;
pub mod files;
pub mod latex;
pub mod page;
pub mod table;
pub mod tables;
pub mod workbook;
