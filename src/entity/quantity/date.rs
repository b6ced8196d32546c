//! Dates, decades and centuries.

use super::month::{self, Month};
use super::ordinal::{ordinal, roman};
use super::token::{Token, stems};
use super::word::{self, arabic_tens};
use super::{Language, Reading, amount};

/// A date, as much of it as is said. There is a month, and a day or a year or neither.
///
/// The year is as written: 24 is not 2024.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date {
    /// The day of the month.
    pub day: Option<u8>,
    /// The month, which names the calendar.
    pub month: Month,
    /// The year.
    pub year: Option<u16>,
}

/// A date that was read, and the token after it.
pub(super) struct Found {
    pub(super) readings: Vec<Reading>,
    pub(super) next: usize,
}

/// The date that begins at this token.
pub(super) fn date(tokens: &[Token], at: usize, language: Language) -> Option<Found> {
    numeric(tokens, at)
        .or_else(|| century(tokens, at, language))
        .or_else(|| decade(tokens, at, language))
        .or_else(|| day_first(tokens, at, language))
        .or_else(|| month_first(tokens, at, language))
}

/// 2024-05-03, 3/5/2024, 03.05.2024, 3-5-24.
fn numeric(tokens: &[Token], at: usize) -> Option<Found> {
    let part = |offset: usize| {
        let token = tokens.get(at + offset)?;
        token.plain().filter(|_| offset == 0 || !token.spaced)
    };
    let sign = |offset: usize| tokens.get(at + offset).filter(|t| !t.spaced).and_then(Token::sign);
    let (first, middle, last) = (part(0)?, part(2)?, part(4)?);
    let separator = sign(1).filter(|&sign| Some(sign) == sign_of(tokens, at + 3))?;
    let continues = sign(5) == Some(separator)
        && tokens.get(at + 6).is_some_and(|t| !t.spaced && t.numeral().is_some());
    if continues || middle.1 > 2 {
        return None;
    }
    let date = |day: u16, month: u16, year: u16| {
        let day = u8::try_from(day).ok().filter(|day| (1..=31).contains(day))?;
        let month = u8::try_from(month).ok().filter(|month| (1..=12).contains(month))?;
        let month = Month::Gregorian(month);
        Some(Reading::Date(Date { day: Some(day), month, year: Some(year) }))
    };
    let dates = match (separator, first.1, last.1) {
        ('-' | '/' | '.', 4, 1..=2) => [date(last.0, middle.0, first.0), None],
        ('-' | '/' | '.', 1..=2, 4) | ('/', 1..=2, 2) => {
            [date(first.0, middle.0, last.0), date(middle.0, first.0, last.0)]
        }
        _ => return None,
    };
    let mut readings: Vec<_> = dates.into_iter().flatten().collect();
    readings.dedup();
    (!readings.is_empty()).then_some(Found { readings, next: at + 5 })
}

fn sign_of(tokens: &[Token], at: usize) -> Option<char> {
    tokens.get(at).filter(|token| !token.spaced).and_then(Token::sign)
}

/// 3 May 2024, the third of May, 1er mai, الخامس والعشرين من ديسمبر.
fn day_first(tokens: &[Token], at: usize, language: Language) -> Option<Found> {
    let (day, next) = day(tokens, at, language)?;
    let mut next = next;
    let mut has_link = false;
    while next <= at + 8 && is_link(tokens.get(next)?.word(), language) {
        has_link = true;
        next += 1;
    }
    let name = month::month(tokens, next, language)?;
    // "3 Mar" in a name, "two may" as a verb: the month is sure, or digits stand before.
    if tokens[at].numeral().is_none() && !has_link && !name.is_sure {
        return None;
    }
    let next = second_name(tokens, name.next, name.month, language);
    let (year, next) = year(tokens, next, language);
    let date = Date { day: Some(day), month: name.month, year };
    Some(Found { readings: vec![Reading::Date(date)], next })
}

/// The number of a day in digits or words.
fn day(tokens: &[Token], at: usize, language: Language) -> Option<(u8, usize)> {
    if let Some(ordinal) = ordinal(tokens, at, language) {
        return (1..=31).contains(&ordinal.value).then_some((ordinal.value, ordinal.next));
    }
    // Words for a day have four parts at most.
    word::part(tokens, at, true, language)?;
    let amount = amount::amount(tokens, at, language).filter(|amount| amount.next <= at + 6)?;
    let [Reading::Amount(value)] = amount.readings.as_slice() else { return None };
    let day = value.whole().and_then(|day| u8::try_from(day).ok())?;
    (1..=31).contains(&day).then_some((day, amount.next))
}

fn is_link(word: &str, language: Language) -> bool {
    match language {
        Language::English => matches!(word, "of" | "day"),
        Language::French => matches!(word, "de" | "du" | "mois"),
        Language::Arabic => matches!(word, "من" | "شهر"),
    }
}

/// Skips the name of the same month in another custom: ديسمبر/كانون الأول, أيلول (سبتمبر).
fn second_name(tokens: &[Token], at: usize, month: Month, language: Language) -> usize {
    let bracket = match tokens.get(at).and_then(Token::sign) {
        Some('/') => false,
        Some('(') => true,
        _ => return at,
    };
    let Some(name) = month::month(tokens, at + 1, language).filter(|name| name.month == month)
    else {
        return at;
    };
    match (bracket, tokens.get(name.next).and_then(Token::sign)) {
        (false, _) => name.next,
        (true, Some(')')) => name.next + 1,
        (true, _) => at,
    }
}

/// The year after a month, and the token after it.
fn year(tokens: &[Token], at: usize, language: Language) -> (Option<u16>, usize) {
    let mut next = at;
    if matches!(tokens.get(next).and_then(Token::sign), Some(',' | '،')) {
        next += 1;
    }
    let mut says_year = false;
    for _ in 0..3 {
        let word = tokens.get(next).map_or("", Token::word);
        let is_year = matches!(word, "عام" | "سنه" | "العام" | "لعام" | "لسنه" | "annee" | "an");
        if !(is_year || matches!(word, "of" | "من" | "de" | "l" | "في")) {
            break;
        }
        says_year |= is_year;
        next += 1;
        if word == "l" {
            next += 1;
        }
    }
    let is_plain = |length: usize| length == 4 || (says_year && length == 3);
    // في 2024 is not "in May, in 2024": without "year" only "of" may stand between.
    match tokens.get(next).and_then(Token::plain).filter(|(_, length)| is_plain(*length)) {
        Some((year, _)) if year > 0 && !is_amount(tokens, next, language) => (Some(year), next + 1),
        _ => (None, at),
    }
}

/// Whether a unit or a scale follows this numeral.
fn is_amount(tokens: &[Token], at: usize, language: Language) -> bool {
    let scale = word::part(tokens, at + 1, false, language).is_some_and(|part| !part.and);
    scale || super::unit::after(tokens, at + 1, language).is_some()
}

/// May 2024, May 3, 2024, May; "مايو 3، 2024".
fn month_first(tokens: &[Token], at: usize, language: Language) -> Option<Found> {
    let name = month::month(tokens, at, language)?;
    let found = |day: Option<u8>, year: Option<u16>, next: usize| {
        let date = Date { day, month: name.month, year };
        Some(Found { readings: vec![Reading::Date(date)], next })
    };
    let after = second_name(tokens, name.next, name.month, language);
    if let (Some(year), next) = year(tokens, after, language) {
        return found(None, Some(year), next);
    }
    let the = usize::from(tokens.get(after).is_some_and(|token| token.word() == "the"));
    if let Some((day, next)) = day(tokens, after + the, language) {
        let (year, end) = year(tokens, next, language);
        let digits = tokens[after + the].numeral().is_some();
        let english = language == Language::English && !is_amount(tokens, after + the, language);
        if (english && (digits || the == 1)) || (digits && year.is_some()) {
            return found(Some(day), year, end);
        }
    }
    if name.is_sure { found(None, None, after) } else { None }
}

/// 21st century, 19e siècle, القرن الحادي والعشرون.
fn century(tokens: &[Token], at: usize, language: Language) -> Option<Found> {
    let found =
        |value: u8, next: usize| Some(Found { readings: vec![Reading::Century(value)], next });
    let word = |at: usize| tokens.get(at).map_or("", Token::word);
    match language {
        Language::English | Language::French => {
            let (value, next) = match ordinal(tokens, at, language) {
                Some(ordinal) => (ordinal.value, ordinal.next),
                None if language == Language::French && tokens[at].capital => {
                    (roman(word(at))?, at + 1)
                }
                None => return None,
            };
            let next = next + usize::from(sign_of(tokens, next) == Some('-'));
            let is_century = matches!(word(next), "century" | "centuries" | "siecle" | "siecles");
            if is_century { found(value, next + 1) } else { None }
        }
        Language::Arabic => {
            if !stems(word(at)).any(|stem| stem.stem == "قرن" && stem.has_article) {
                return None;
            }
            let skip = usize::from(matches!(word(at + 1), "ال"));
            let ordinal = ordinal(tokens, at + 1 + skip, language)?;
            found(ordinal.value, ordinal.next)
        }
    }
}

/// 1990s, the nineties, les années 1990, تسعينيات القرن الماضي.
fn decade(tokens: &[Token], at: usize, language: Language) -> Option<Found> {
    let token = &tokens[at];
    let of_year = |plain: (u16, usize)| match plain {
        (year, 4) if year.is_multiple_of(10) => {
            let tens = u8::try_from(year % 100 / 10).ok()?;
            Some(Reading::Decade { tens, century: Some(year / 100 + 1) })
        }
        (year, 2) if year.is_multiple_of(10) => {
            let tens = u8::try_from(year / 10).ok()?;
            Some(Reading::Decade { tens, century: None })
        }
        _ => None,
    };
    let found = |reading: Reading, next: usize| Some(Found { readings: vec![reading], next });
    match language {
        Language::English => {
            const WORDS: [&str; 8] = [
                "twenties",
                "thirties",
                "forties",
                "fifties",
                "sixties",
                "seventies",
                "eighties",
                "nineties",
            ];
            if let Some(place) = WORDS.iter().position(|word| *word == token.word()) {
                let tens = u8::try_from(place + 2).ok()?;
                return found(Reading::Decade { tens, century: None }, at + 1);
            }
            let reading = of_year(token.plain()?)?;
            let apostrophe = usize::from(matches!(sign_of(tokens, at + 1), Some('\'' | '’')));
            let suffix = tokens.get(at + 1 + apostrophe).filter(|next| !next.spaced)?;
            if suffix.word() == "s" { found(reading, at + 2 + apostrophe) } else { None }
        }
        Language::French => {
            if token.word() != "annees" {
                return None;
            }
            let next = tokens.get(at + 1)?;
            if let Some(plain) = next.plain() {
                return found(of_year(plain)?, at + 2);
            }
            let amount = amount::amount(tokens, at + 1, language)?;
            let [Reading::Amount(value)] = amount.readings.as_slice() else { return None };
            let tens =
                value.whole().filter(|tens| tens.is_multiple_of(10) && (20..100).contains(tens))?;
            let tens = u8::try_from(tens / 10).ok()?;
            found(Reading::Decade { tens, century: None }, amount.next)
        }
        Language::Arabic => {
            let tens = stems(token.word()).find_map(|stem| {
                let stem =
                    stem.stem.strip_suffix("يات").or_else(|| stem.stem.strip_suffix("ات"))?;
                arabic_tens(stem)
            })?;
            let tens = u8::try_from(tens / 10).ok()?;
            let is_century = tokens.get(at + 1).is_some_and(|next| next.word() == "القرن");
            let is_last = tokens.get(at + 2).is_some_and(|next| next.word() == "الماضي");
            let (century, next) = match century(tokens, at + 1, language) {
                Some(Found { readings, next }) => match readings.first() {
                    Some(Reading::Century(century)) => (Some(u16::from(*century)), next),
                    _ => (None, at + 1),
                },
                None if is_century && is_last => (None, at + 3),
                None => (None, at + 1),
            };
            found(Reading::Decade { tens, century }, next)
        }
    }
}
