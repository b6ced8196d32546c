//! Times of day in digits: 14:30, 14h30, 2:30 p.m., الساعة 5 مساء.

use super::date::Found;
use super::token::{Token, stems};
use super::{Language, Reading};

/// The half of the day that is said beside an hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Half {
    Morning,
    Evening,
}

/// The time that begins at this token. An hour up to 12 without more may be either half's.
pub(super) fn time(tokens: &[Token], at: usize, language: Language) -> Option<Found> {
    let (hour, length) = tokens.get(at)?.plain().filter(|(hour, _)| *hour <= 24)?;
    let joined = |at: usize| tokens.get(at).filter(|token| !token.spaced);
    let minute = |at: usize| {
        let (minute, length) = joined(at)?.plain()?;
        (length == 2 && minute < 60).then_some(minute)
    };
    let before = at.checked_sub(1).map_or("", |before| tokens[before].word());
    let mut is_time = stems(before).any(|stem| stem.stem == "ساعه" && stem.has_article);
    let mut says_half = false;
    let (minutes, mut next) = if joined(at + 1).and_then(Token::sign) == Some(':') {
        is_time = true;
        says_half = length == 2 && hour < 10;
        (minute(at + 2)?, at + 3)
    } else if language == Language::French && tokens.get(at + 1).is_some_and(|t| t.word() == "h") {
        is_time = true;
        says_half = true;
        let spaced = tokens.get(at + 2).and_then(Token::plain).filter(|(m, l)| *l == 2 && *m < 60);
        (spaced.map_or(0, |(minute, _)| minute), at + 2 + usize::from(spaced.is_some()))
    } else {
        (0, at + 1)
    };
    // Seconds.
    if next == at + 3
        && joined(next).and_then(Token::sign) == Some(':')
        && minute(next + 1).is_some()
    {
        next += 2;
    }
    let half = half(tokens, next, language);
    if let Some((_, end)) = half {
        // In Arabic "5 مساء" may be five evenings: الساعة or minutes say that it is a time.
        is_time |= language == Language::English;
        next = end;
    } else if language == Language::English
        && tokens.get(next).is_some_and(|token| token.word() == "o")
        && tokens.get(next + 2).is_some_and(|token| token.word() == "clock")
    {
        is_time = true;
        next += 3;
    }
    if !is_time {
        return None;
    }
    let hour = u8::try_from(hour).ok()?;
    let minute = u8::try_from(minutes).ok()?;
    let reading = |hour: u8| Reading::Time { hour, minute };
    let readings = match half.map(|(half, _)| half) {
        Some(Half::Morning) if hour == 12 => vec![reading(0), reading(12)],
        Some(Half::Evening) if hour < 12 => vec![reading(hour + 12)],
        Some(Half::Morning | Half::Evening) => vec![reading(hour)],
        None if (1..=12).contains(&hour) && !says_half => {
            vec![reading(hour), reading((hour + 12) % 24)]
        }
        None => vec![reading(hour)],
    };
    Some(Found { readings, next })
}

/// The words for a half of the day, and the token after them.
fn half(tokens: &[Token], at: usize, language: Language) -> Option<(Half, usize)> {
    let word = |offset: usize| tokens.get(at + offset).map_or("", Token::word);
    let stop = |offset: usize| tokens.get(at + offset).and_then(Token::sign) == Some('.');
    match language {
        Language::English => {
            let (half, short) = match word(0) {
                "am" => return Some((Half::Morning, at + 1)),
                "pm" => return Some((Half::Evening, at + 1)),
                "a" => (Half::Morning, "m"),
                "p" => (Half::Evening, "m"),
                _ => return None,
            };
            let is_abbreviation = stop(1) && word(2) == short;
            is_abbreviation.then(|| (half, at + 3 + usize::from(stop(3))))
        }
        Language::French => match (word(0), word(1)) {
            ("du", "matin") => Some((Half::Morning, at + 2)),
            ("du", "soir") => Some((Half::Evening, at + 2)),
            _ => None,
        },
        Language::Arabic => match (word(0), word(1)) {
            ("صباحا" | "صباح" | "فجرا" | "ص", _) => Some((Half::Morning, at + 1)),
            ("مساء" | "عصرا" | "ظهرا", _) => Some((Half::Evening, at + 1)),
            ("بعد", "الظهر") => Some((Half::Evening, at + 2)),
            _ => None,
        },
    }
}
