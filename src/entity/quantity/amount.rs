//! Amounts: numerals and number words with their scales put together.

use super::token::Token;
use super::word::{self, Atom};
use super::{Language, Reading};

/// A number and where it ends.
pub(super) struct Amount {
    pub(super) readings: Vec<Reading>,
    /// The token after it.
    pub(super) next: usize,
    /// Whether it is a word that is often none: "one", "un", واحد, or الاثنين, Monday.
    pub(super) is_doubtful: bool,
}

/// The number that begins at this token.
pub(super) fn amount(tokens: &[Token], at: usize, language: Language) -> Option<Amount> {
    let Some(numeral) = tokens.get(at)?.numeral() else {
        let sum = sum(tokens, at, None, language)?;
        let reading = match sum.value {
            Some(value) => Reading::Amount(super::Decimal::new(value, 0)),
            None => return None,
        };
        return Some(Amount {
            readings: vec![reading],
            next: sum.next,
            is_doubtful: sum.is_doubtful,
        });
    };
    let mut next = at + 1;
    let mut power = 0;
    let mut last = None;
    // Two scales at most: "3 mille milliards".
    for _ in 0..2 {
        let Some(part) = word::part(tokens, next, false, language).filter(|part| !part.and) else {
            break;
        };
        power += match part.atom {
            Atom::Scale { power, .. } => power,
            Atom::Hundred if power == 0 && language == Language::English => 2,
            Atom::Unit(_)
            | Atom::Tens(_)
            | Atom::Hundred
            | Atom::Hundreds(_)
            | Atom::Pair { .. } => {
                break;
            }
        };
        last = Some(power);
        next = part.next;
    }
    let mut readings: Vec<_> = numeral.readings.iter().map(|r| shifted(r, power)).collect();
    // خمسة ملايين و200 ألف, 3 آلاف وخمسمئة.
    if let (Language::Arabic, Some(limit), [Reading::Amount(value)]) =
        (language, last, readings.as_slice())
    {
        let rest = rest(tokens, next, limit);
        if let Some((sum, Some(whole))) = rest.map(|rest| (rest.next, value.plus(rest.value))) {
            readings = vec![Reading::Amount(whole)];
            next = sum;
        }
    }
    Some(Amount { readings, next, is_doubtful: false })
}

fn shifted(reading: &Reading, power: u32) -> Reading {
    match reading {
        Reading::Amount(value) => Reading::Amount(value.shifted(power)),
        Reading::Digits(digits) if digits.contains('.') => Reading::Digits(digits.clone()),
        Reading::Digits(digits) => {
            Reading::Digits(format!("{digits}{}", "0".repeat(power as usize)))
        }
        other @ (Reading::Date(_)
        | Reading::Decade { .. }
        | Reading::Century(_)
        | Reading::Time { .. }) => other.clone(),
    }
}

/// What و adds to an Arabic number whose last scale is given.
struct Rest {
    value: u128,
    next: usize,
}

fn rest(tokens: &[Token], at: usize, limit: u32) -> Option<Rest> {
    let token = tokens.get(at)?;
    if token.word() == "و"
        && let Some((value, _)) = tokens.get(at + 1)?.plain()
    {
        let part = word::part(tokens, at + 2, false, Language::Arabic)?;
        return match part.atom {
            Atom::Scale { power, .. } if power < limit && !part.and && value < 1000 => {
                Some(Rest { value: u128::from(value) * 10u128.pow(power), next: part.next })
            }
            _ => None,
        };
    }
    let part = word::part(tokens, at, false, Language::Arabic).filter(|part| part.and)?;
    let sum = sum(tokens, at, Some(limit), Language::Arabic)?;
    // "3 million and one" is rare, "3 million and two others" is not.
    let is_part = sum.next > part.next || matches!(part.atom, Atom::Hundreds(_) | Atom::Hundred);
    sum.value.filter(|_| is_part).map(|value| Rest { value, next: sum.next })
}

/// The sum of number words.
struct Sum {
    /// `None` beyond the numbers that fit.
    value: Option<u128>,
    next: usize,
    is_doubtful: bool,
}

/// What a group of less than a thousand has so far.
#[derive(Default)]
struct Group {
    value: u128,
    hundreds: bool,
    tens: bool,
    unit: bool,
}

impl Group {
    fn is_empty(&self) -> bool {
        !(self.hundreds || self.tens || self.unit)
    }
}

/// The number that these words name; with a limit, what follows a scale of that power.
fn sum(tokens: &[Token], at: usize, limit: Option<u32>, language: Language) -> Option<Sum> {
    let arabic = language == Language::Arabic;
    let mut total: Option<u128> = Some(0);
    let mut group = Group::default();
    let mut limit_power = limit.unwrap_or(u32::MAX);
    let mut next = at;
    let mut parts = 0;
    let mut is_doubtful = false;
    let begun = limit.is_some();
    while let Some(part) = word::part(tokens, next, parts == 0 && !begun, language) {
        let fresh = parts == 0;
        let and = part.and || fresh;
        match part.atom {
            Atom::Unit(0) if !fresh => break,
            // خمسة عشر.
            Atom::Unit(10) if arabic && group.unit && !group.tens && !and => {
                group.value += 10;
                group.tens = true;
            }
            // dix-sept, soixante-dix-neuf.
            Atom::Unit(unit @ 7..=9)
                if language == Language::French
                    && group.unit
                    && !part.and
                    && matches!(group.value % 100, 10 | 70 | 90) =>
            {
                group.value += u128::from(unit);
            }
            Atom::Unit(unit) => {
                let after_tens = group.tens
                    && !arabic
                    && (unit < 10
                        || (language == Language::French && matches!(group.value % 100, 60 | 80)));
                let joins = !group.unit && (!group.tens || after_tens) && (!arabic || and);
                let joins = joins && (unit > 0 || fresh);
                // "et" stands only before un and onze.
                let french_and = language == Language::French && part.and && !fresh;
                if !joins || (french_and && !(group.tens && matches!(unit, 1 | 11))) {
                    break;
                }
                group.value += u128::from(unit);
                group.unit = true;
                group.tens |= unit >= 10;
                is_doubtful = fresh && (unit == 1 || (unit == 2 && arabic && part.has_article));
            }
            // quatre-vingt.
            Atom::Tens(20)
                if language == Language::French
                    && group.unit
                    && !group.tens
                    && group.value % 100 == 4
                    && !and =>
            {
                group.value += 76;
                group.tens = true;
                group.unit = false;
            }
            Atom::Tens(tens) => {
                let after_unit = arabic && part.and && !fresh;
                if group.tens || (group.unit && !after_unit) || (arabic && !and) {
                    break;
                }
                if language == Language::French && part.and && !fresh {
                    break;
                }
                group.value += u128::from(tens);
                group.tens = true;
                group.unit |= arabic;
            }
            Atom::Hundred => {
                let teens = language == Language::English && matches!(group.value, 11..=19);
                let times = group.unit && (!group.tens || teens) && !part.and;
                let alone = group.is_empty() && (!arabic || and);
                if group.hundreds || !(times || alone) {
                    break;
                }
                group.value = group.value.max(1) * 100;
                group = Group { value: group.value, hundreds: true, tens: false, unit: false };
            }
            Atom::Hundreds(hundreds) => {
                if !group.is_empty() || !and {
                    break;
                }
                group.value = u128::from(hundreds);
                group.hundreds = true;
            }
            Atom::Scale { power, plural } => {
                let of_group = !group.is_empty() && (fresh || !part.and);
                let of_total = group.is_empty() && !fresh && !part.and && total < Some(10_000);
                let alone = group.is_empty() && and && !plural;
                if power < limit_power && (of_group || alone) {
                    let count = if group.is_empty() { 1 } else { group.value };
                    let value = 10u128.checked_pow(power).and_then(|one| one.checked_mul(count));
                    total = total.and_then(|total| total.checked_add(value?));
                } else if of_total && power > limit_power && !begun {
                    // "mille milliards".
                    total = total.and_then(|total| total.checked_mul(10u128.checked_pow(power)?));
                } else {
                    break;
                }
                limit_power = power;
                group = Group::default();
            }
            Atom::Pair { power } => {
                if !group.is_empty() || !and || power >= limit_power {
                    break;
                }
                let value = 10u128.checked_pow(power).and_then(|one| one.checked_mul(2));
                total = total.and_then(|total| total.checked_add(value?));
                limit_power = power;
            }
        }
        parts += 1;
        next = part.next;
    }
    let is_doubtful = is_doubtful && parts == 1;
    let value = total.and_then(|total| total.checked_add(group.value));
    (parts > 0).then_some(Sum { value, next, is_doubtful })
}
