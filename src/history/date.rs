//! Date: a second of universal time, as `2026-11-01T09:30:00Z`.

use std::fmt;
use std::str::FromStr;

use crate::error::{Error, ErrorKind, Result};

const DAY: i64 = 86_400;
/// 0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z: years of four digits sort as text.
const RANGE: [i64; 2] = [-62_135_596_800, 253_402_300_799];

/// A second, in universal time.
///
/// # Examples
///
/// ```
/// use mizan::history::Date;
///
/// let date: Date = "2026-11-01T09:30:00Z".parse()?;
/// assert_eq!(date.to_string(), "2026-11-01T09:30:00Z");
/// assert_eq!("2026-11-01".parse::<Date>()?.short(), "2026-11-01");
/// assert_eq!(Date::from_unix(951_782_400)?.short(), "2000-02-29");
/// assert!("2026-02-29".parse::<Date>().is_err());
/// # Ok::<(), mizan::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// Since 1970-01-01.
    seconds: i64,
}

impl Date {
    /// The date of a number of seconds since 1970.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Setting`] for what is not in the years 1 to 9999.
    pub fn from_unix(seconds: i64) -> Result<Date> {
        if (RANGE[0]..=RANGE[1]).contains(&seconds) {
            return Ok(Date { seconds });
        }
        let message = format!("{seconds} seconds since 1970 are not in the years 1 to 9999");
        Err(Error::new(ErrorKind::Setting, message))
    }

    /// Without the time where that is midnight.
    pub fn short(self) -> String {
        let text = self.to_string();
        match text.strip_suffix("T00:00:00Z") {
            Some(day) => day.to_owned(),
            None => text,
        }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = civil(self.seconds.div_euclid(DAY));
        let second = self.seconds.rem_euclid(DAY);
        let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
    }
}

impl FromStr for Date {
    type Err = Error;

    fn from_str(text: &str) -> Result<Date> {
        read(text).ok_or_else(|| {
            let message = format!("'{}' is no date", text.escape_debug());
            Error::new(ErrorKind::Setting, message)
                .help("dates are written 2026-11-01 or 2026-11-01T09:30:00Z, in universal time")
        })
    }
}

fn read(text: &str) -> Option<Date> {
    let (day, time) = match text.split_once('T') {
        Some((day, time)) => (day, time.strip_suffix('Z')?),
        None => (text, "00:00:00"),
    };
    let [year, month, day] = numbers(day, '-', [4, 2, 2])?;
    let [hour, minute, second] = numbers(time, ':', [2, 2, 2])?;
    let days = days(year, month, day);
    // A day that is not in its month comes back as one of the next.
    let is_day = year > 0 && civil(days) == (year, month, day);
    let is_time = hour < 24 && minute < 60 && second < 60;
    (is_day && is_time).then_some(Date { seconds: days * DAY + hour * 3600 + minute * 60 + second })
}

/// Three numbers of so many digits.
fn numbers(text: &str, between: char, digits: [usize; 3]) -> Option<[i64; 3]> {
    let mut found = [0; 3];
    let mut parts = text.split(between);
    for (number, digits) in found.iter_mut().zip(digits) {
        let part = parts.next()?;
        if part.len() != digits || !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        *number = part.parse().ok()?;
    }
    parts.next().is_none().then_some(found)
}

/// Days since 1970-01-01 in the Gregorian calendar, counted in eras of 400 years that begin in
/// March, so that the day of a leap year is the last: Hinnant, "chrono-Compatible Low-Level Date
/// Algorithms", 2013.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Year, month and day of a number of days since 1970-01-01.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (era * 400 + year + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_nine_thousand_years_comes_back() {
        let first = RANGE[0] / DAY;
        let last = RANGE[1] / DAY;
        let mut before = (0, 12, 31);
        for number in first..=last {
            let (year, month, day) = civil(number);
            assert_eq!(days(year, month, day), number);
            assert!((year, month, day) > before);
            before = (year, month, day);
        }
        assert_eq!(before, (9999, 12, 31));
    }

    #[test]
    fn known_seconds_are_their_dates() {
        for (seconds, text) in [
            (0, "1970-01-01T00:00:00Z"),
            (1_000_000_000, "2001-09-09T01:46:40Z"),
            (1_709_210_096, "2024-02-29T12:34:56Z"),
            (-1, "1969-12-31T23:59:59Z"),
        ] {
            let date = Date::from_unix(seconds).unwrap();
            assert_eq!(date.to_string(), text);
            assert_eq!(text.parse::<Date>().unwrap(), date);
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "",
            "2026",
            "2026-1-1",
            "2026-13-01",
            "2026-04-31",
            "1900-02-29",
            "2026-00-10",
            "0000-01-01",
            "2026-11-01 09:30:00",
            "2026-11-01T09:30:00",
            "2026-11-01T24:00:00Z",
            "2026-11-01T09:30:00+01:00",
            "٢٠٢٦-١١-٠١",
            "2026-11-01-01",
        ] {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
        assert!(Date::from_unix(i64::MAX).is_err());
    }
}
