//! Named entities: did every name and number of the source reach the reader?
//!
//! - [`quantity`]: numbers, percentages, money and dates, found and compared.

pub mod quantity;
