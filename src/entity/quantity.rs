//! Numbers, percentages, money, dates and times: found in a text and compared between texts.
//!
//! A quantity is read to exact values that do not depend on how it is written: `44 198`, `44,198`
//! and ٤٤٬١٩٨ are one. Where a notation has two readings, both are kept, and two quantities agree
//! if they share one.
//!
//! The language is an argument, because the same letters name different numbers: `billion` is
//! 10^9 in English and 10^12 in French, `1,234` is a thousand in English and one and a bit in
//! French, `six` and `mai` are words of more than one language. The custom of the language is
//! followed where it is certain; see the table in `numeral.rs`.
//!
//! # What is read
//!
//! - Digits of Europe, Arabic and Persian with their separators; number words; scales, in French
//!   the long ones; و ب ل ك ف and ال attached to either.
//! - Percent and currencies. A currency is a name: which country's dollar is not read.
//! - Dates with a month; decades and centuries. A year alone is a number.
//! - Times in digits.
//!
//! # What is not
//!
//! - Signs: `-5` is 5, as a hyphen and a dash are the same character.
//! - "one", "un" and واحد alone, plurals alone ("thousands", آلاف), duals of nouns (يومان),
//!   fractions and dozens in words, weekdays, hours in words.
//! - Ordinals in words, but for a date's day, a century, and Arabic compounds (الثالثة والعشرون),
//!   which stand for digits in the source.
//! - Digits after Latin letters, as in `A1GP`: they belong to a name.

mod amount;
mod comparison;
mod date;
mod decimal;
mod month;
mod numeral;
mod ordinal;
mod time;
mod token;
mod unit;
mod word;

#[cfg(test)]
mod tests;

pub use comparison::{Comparison, compare, matches};
pub use date::Date;
pub use decimal::Decimal;
pub use month::Month;
pub use unit::Currency;

use std::ops::Range;
use token::Token;
use unit::Unit;

/// The language whose words and customs are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    /// English.
    English,
    /// French.
    French,
    /// Arabic, with the month names of all regions.
    Arabic,
}

/// What a quantity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A number, also a year.
    Number,
    /// A number of hundredths.
    Percent,
    /// A number of a currency.
    Money,
    /// A date with a month, a decade or a century.
    Date,
    /// A time of day.
    Time,
}

/// One value that a quantity may have.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Reading {
    /// The value of a number, a percentage or an amount of money.
    Amount(Decimal),
    /// ASCII digits, perhaps with a point, of a number with more than 30.
    Digits(String),
    /// A date with a month.
    Date(Date),
    /// Ten years: 9 and 20 for the 1990s. "The nineties" are those of any century.
    Decade {
        /// The tens of its years.
        tens: u8,
        /// The century, 20 for years from 1900 on.
        century: Option<u16>,
    },
    /// A century.
    Century(u8),
    /// A time of day.
    Time {
        /// The hour, from 0 to 24.
        hour: u8,
        /// The minute.
        minute: u8,
    },
}

impl std::fmt::Display for Reading {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Reading::Amount(value) => value.fmt(f),
            Reading::Digits(digits) => f.write_str(digits),
            Reading::Date(date) => {
                match date.year {
                    Some(year) => write!(f, "{year}")?,
                    None => f.write_str("-")?,
                }
                match date.month {
                    Month::Gregorian(month) => write!(f, "-{month:02}")?,
                    Month::Hijri(month) => write!(f, "-H{month:02}")?,
                }
                date.day.map_or(Ok(()), |day| write!(f, "-{day:02}"))
            }
            Reading::Decade { tens, century: Some(century) } => {
                write!(f, "{}{tens}0s", century.saturating_sub(1))
            }
            Reading::Decade { tens, century: None } => write!(f, "{tens}0s"),
            Reading::Century(century) => write!(f, "century {century}"),
            Reading::Time { hour, minute } => write!(f, "{hour:02}:{minute:02}"),
        }
    }
}

/// A quantity in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// What it is.
    pub kind: Kind,
    /// What it may be worth; at least one.
    pub readings: Vec<Reading>,
    /// The currency of money.
    pub currency: Option<Currency>,
    /// Its bytes in the text.
    pub span: Range<usize>,
    /// The text of the span.
    pub text: String,
}

/// The quantities of a text in their order, none of which overlap.
///
/// It takes time linear in the length of the text.
///
/// # Examples
///
/// ```
/// use mizan::entity::quantity::{Kind, Language, find, matches};
///
/// let source = find("500 milliards d'euros en mai 2024", Language::French);
/// let target = find("٥٠٠ مليار يورو في أيار ٢٠٢٤", Language::Arabic);
/// assert_eq!(source[0].kind, Kind::Money);
/// assert_eq!(source[0].readings[0].to_string(), "500000000000");
/// assert_eq!(source[1].readings[0].to_string(), "2024-05");
/// assert!(matches(&source[0], &target[0]) && matches(&source[1], &target[1]));
/// ```
pub fn find(text: &str, language: Language) -> Vec<Quantity> {
    let tokens = token::tokens(text, language);
    let mut quantities = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let Some(found) = quantity(&tokens, at, language) else {
            at += 1;
            continue;
        };
        let span = tokens[at].span.start..tokens[found.next - 1].span.end;
        quantities.push(Quantity {
            kind: found.kind,
            readings: found.readings,
            currency: found.currency,
            text: text[span.clone()].to_owned(),
            span,
        });
        at = found.next;
    }
    quantities
}

/// A quantity among tokens.
struct Found {
    kind: Kind,
    readings: Vec<Reading>,
    currency: Option<Currency>,
    next: usize,
}

/// The quantity that begins at this token.
fn quantity(tokens: &[Token], at: usize, language: Language) -> Option<Found> {
    let of = |kind: Kind, found: date::Found| Found {
        kind,
        readings: found.readings,
        currency: None,
        next: found.next,
    };
    if let Some(date) = date::date(tokens, at, language) {
        return Some(of(Kind::Date, date));
    }
    if let Some(time) = time::time(tokens, at, language) {
        return Some(of(Kind::Time, time));
    }
    let country = usize::from(unit::is_country(tokens, at));
    let before = unit::before(tokens, at + country, language);
    if country > 0 && before.is_none() {
        return None;
    }
    let start = before.map_or(at, |(_, sign)| sign + 1);
    let amount = match amount::amount(tokens, start, language) {
        Some(amount) => amount,
        None => return compound_ordinal(tokens, at, language),
    };
    let after = match before {
        Some((unit, _)) => Some((unit, amount.next)),
        None => unit::after(tokens, amount.next, language),
    };
    if amount.is_doubtful && after.is_none() {
        return None;
    }
    let next = after.map_or(amount.next, |(_, next)| next);
    let (kind, currency) = match after.map(|(unit, _)| unit) {
        None => (Kind::Number, None),
        Some(Unit::Percent) => (Kind::Percent, None),
        Some(Unit::Money(currency)) => (Kind::Money, Some(currency)),
    };
    Some(Found { kind, readings: amount.readings, currency, next })
}

/// الثالثة والعشرين, which stands for 23 or 23rd in the source.
fn compound_ordinal(tokens: &[Token], at: usize, language: Language) -> Option<Found> {
    if language != Language::Arabic {
        return None;
    }
    let ordinal = ordinal::ordinal(tokens, at, language).filter(|found| found.is_compound)?;
    let value = Decimal::new(u128::from(ordinal.value), 0);
    let readings = vec![Reading::Amount(value)];
    Some(Found { kind: Kind::Number, readings, currency: None, next: ordinal.next })
}
