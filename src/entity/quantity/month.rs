//! Names of months: Gregorian ones, in Arabic of three regions, and hijri ones.

use super::Language;
use super::token::{Token, stems};

/// A month of one of two calendars, from 1 to 12.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Month {
    /// January is 1.
    Gregorian(u8),
    /// Muharram is 1.
    Hijri(u8),
}

/// A month's name in a text.
pub(super) struct Name {
    pub(super) month: Month,
    pub(super) next: usize,
    /// Whether the word is a month even without a day, a year or a word like "month" beside it.
    pub(super) is_sure: bool,
}

/// The month at this token.
pub(super) fn month(tokens: &[Token], at: usize, language: Language) -> Option<Name> {
    let token = tokens.get(at)?;
    let word = token.word();
    match language {
        Language::English => {
            let number = english(word)?;
            let begins =
                at == 0 || matches!(tokens[at - 1].sign(), Some('.' | '!' | '?' | '“' | '"'));
            let is_verb = matches!(word, "may" | "march") && begins;
            let is_sure = token.capital && word.len() > 2 && !is_verb && word != "mar";
            token.capital.then_some(())?;
            Some(Name { month: number, next: at + 1 + abbreviation(tokens, at), is_sure })
        }
        Language::French => {
            let number = french(word)?;
            let is_sure = !(token.capital && matches!(word, "mars" | "avril"));
            Some(Name { month: number, next: at + 1 + abbreviation(tokens, at), is_sure })
        }
        Language::Arabic => stems(word).find_map(|stem| {
            let article = matches!(stem.clitics, "ال" | "وال" | "بال");
            let follower = tokens.get(at + 1).map_or("", Token::word);
            let (month, words, is_sure) = arabic(stem.stem, follower)?;
            let is_sure = is_sure || context(tokens, at);
            (!article).then_some(Name { month, next: at + words, is_sure })
        }),
    }
}

/// 1 where a full stop ends an abbreviated month before a day or year.
fn abbreviation(tokens: &[Token], at: usize) -> usize {
    let is_stop = tokens.get(at + 1).is_some_and(|t| t.sign() == Some('.') && !t.spaced);
    let is_short = tokens[at].word().chars().count() <= 5;
    let before_number = tokens.get(at + 2).is_some_and(|t| t.numeral().is_some());
    usize::from(is_stop && is_short && before_number)
}

/// Whether the word before says that an Arabic word like مارس is a month.
fn context(tokens: &[Token], at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |before| tokens[before].word());
    stems(before).any(|stem| {
        matches!(
            stem.stem,
            "شهر" | "شهري" | "اواخر" | "اوايل" | "مطلع" | "منتصف" | "نهايه" | "بدايه"
        )
    }) || matches!(before, "في" | "منذ" | "حتي" | "خلال")
}

fn english(word: &str) -> Option<Month> {
    Some(Month::Gregorian(match word {
        "january" | "jan" => 1,
        "february" | "feb" => 2,
        "march" | "mar" => 3,
        "april" | "apr" => 4,
        "may" => 5,
        "june" | "jun" => 6,
        "july" | "jul" => 7,
        "august" | "aug" => 8,
        "september" | "sept" | "sep" => 9,
        "october" | "oct" => 10,
        "november" | "nov" => 11,
        "december" | "dec" => 12,
        _ => return hijri_latin(word),
    }))
}

fn french(word: &str) -> Option<Month> {
    Some(Month::Gregorian(match word {
        "janvier" | "janv" => 1,
        "fevrier" | "fevr" => 2,
        "mars" => 3,
        "avril" => 4,
        "mai" => 5,
        "juin" => 6,
        "juillet" => 7,
        "aout" => 8,
        "septembre" => 9,
        "octobre" => 10,
        "novembre" => 11,
        "decembre" => 12,
        _ => return hijri_latin(word),
    }))
}

fn hijri_latin(word: &str) -> Option<Month> {
    Some(Month::Hijri(match word {
        "muharram" | "mouharram" => 1,
        "safar" => 2,
        "rajab" => 7,
        "shaban" | "chaabane" => 8,
        "ramadan" => 9,
        "shawwal" | "chawwal" => 10,
        _ => return None,
    }))
}

/// The month of the folded word and the one after it, how many words it has, and whether it is
/// sure: مارس is a verb too, آب folds like أب, ماي is a surname.
fn arabic(word: &str, follower: &str) -> Option<(Month, usize, bool)> {
    let first = matches!(follower, "الاول" | "الاولي");
    let second = matches!(follower, "الثاني" | "الثانيه" | "الاخر" | "الاخره");
    let pair = |one: u8, other: u8| match (first, second) {
        (true, _) => Some(one),
        (_, true) => Some(other),
        (false, false) => None,
    };
    let gregorian = |number: u8, sure: bool| Some((Month::Gregorian(number), 1, sure));
    let hijri = |number: u8, sure: bool| Some((Month::Hijri(number), 1, sure));
    match word {
        "يناير" | "جانفي" => gregorian(1, true),
        "فبراير" | "شباط" | "فيفري" => gregorian(2, true),
        "اذار" => gregorian(3, true),
        "مارس" => gregorian(3, false),
        "ابريل" | "نيسان" | "افريل" => gregorian(4, true),
        "مايو" | "ايار" => gregorian(5, true),
        "ماي" => gregorian(5, false),
        "يونيو" | "يونيه" | "حزيران" => gregorian(6, true),
        "جوان" => gregorian(6, false),
        "يوليو" | "يوليه" | "تموز" | "يوليوز" | "جويليه" => {
            gregorian(7, true)
        }
        "اغسطس" | "غشت" => gregorian(8, true),
        "اب" | "اوت" => gregorian(8, false),
        "سبتمبر" | "ايلول" | "شتنبر" => gregorian(9, true),
        "اكتوبر" => gregorian(10, true),
        "نوفمبر" | "نونبر" => gregorian(11, true),
        "ديسمبر" | "دجنبر" => gregorian(12, true),
        "تشرين" => Some((Month::Gregorian(pair(10, 11)?), 2, true)),
        "كانون" => Some((Month::Gregorian(pair(12, 1)?), 2, true)),
        "محرم" => hijri(1, false),
        "صفر" => hijri(2, false),
        "ربيع" => Some((Month::Hijri(pair(3, 4)?), 2, true)),
        "جمادي" => Some((Month::Hijri(pair(5, 6)?), 2, true)),
        "رجب" => hijri(7, false),
        "شعبان" => hijri(8, false),
        "رمضان" => hijri(9, true),
        "شوال" => hijri(10, false),
        "ذو" | "ذي" => match follower {
            "القعده" => Some((Month::Hijri(11), 2, true)),
            "الحجه" => Some((Month::Hijri(12), 2, true)),
            _ => None,
        },
        _ => None,
    }
}
