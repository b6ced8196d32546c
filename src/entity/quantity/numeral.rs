//! Numerals: digits and the separators between them.
//!
//! A cluster is digits with one separator between each two. A separator that comes twice, or
//! before exactly three digits where it can only group, groups; the last, if another, is the
//! decimal separator. What remains is one separator before three digits, `1,234` or `1.234`:
//!
//! | | English | French | Arabic |
//! |---|---|---|---|
//! | `1,234` | 1234 | 1.234 | both |
//! | `1.234` | 1.234 | both | both |
//!
//! Arabic texts use both customs; French ones group with a full stop now and then.

use super::decimal::Decimal;
use super::{Language, Reading};
use std::ops::Range;

/// A written number: its readings and, of digits alone, how many there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Numeral {
    pub(super) readings: Vec<Reading>,
    /// The value and the number of digits of at most four digits without a separator.
    pub(super) plain: Option<(u16, usize)>,
}

/// A part of a cluster: a numeral, or the separator between two numerals.
pub(super) enum Part {
    Numeral(Numeral, Range<usize>),
    Separator(char, Range<usize>),
}

/// Digits, and the separator before them.
struct Group {
    separator: char,
    span: Range<usize>,
}

/// The value of a Western, Arabic-Indic or Persian digit.
pub(super) fn digit(character: char) -> Option<u8> {
    let zero = match character {
        '0'..='9' => '0',
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        _ => return None,
    };
    u8::try_from(u32::from(character) - u32::from(zero)).ok()
}

/// The parts of the cluster that begins at this byte, where there is a digit.
pub(super) fn parts(text: &str, start: usize, language: Language) -> Vec<Part> {
    let groups = groups(text, start, language);
    let mut parts = Vec::new();
    let mut next = 0;
    while next < groups.len() {
        if next > 0 {
            let at = groups[next].span.start;
            let separator = groups[next].separator;
            parts.push(Part::Separator(separator, at - separator.len_utf8()..at));
        }
        // A chain: groups with the same separator between them.
        let mut end = next + 1;
        while end < groups.len() && groups[end].separator == groups[next + 1].separator {
            end += 1;
        }
        let chain = &groups[next..end];
        if chain.len() > 1 && !is_number(text, chain) {
            for (index, group) in chain.iter().enumerate() {
                if index > 0 {
                    let at = group.span.start;
                    let length = group.separator.len_utf8();
                    parts.push(Part::Separator(group.separator, at - length..at));
                }
                parts.push(Part::Numeral(plain(text, group), group.span.clone()));
            }
            next = end;
            continue;
        }
        let grouped = chain.len() > 1 && is_grouped(text, chain) && chain[1].separator != '٫';
        let decimals = groups.get(end).filter(|last| grouped && is_point(last.separator));
        let numeral = match decimals {
            Some(last) => Numeral { readings: vec![reading(text, chain, Some(last))], plain: None },
            None => of_chain(text, chain, language),
        };
        next = end + usize::from(decimals.is_some());
        parts.push(Part::Numeral(numeral, chain[0].span.start..groups[next - 1].span.end));
    }
    parts
}

/// The groups of digits of a cluster.
fn groups(text: &str, start: usize, language: Language) -> Vec<Group> {
    let digits = |from: usize| -> usize {
        let rest = text[from..].chars();
        from + rest.take_while(|&c| digit(c).is_some()).map(char::len_utf8).sum::<usize>()
    };
    let mut groups = vec![Group { separator: ' ', span: start..digits(start) }];
    // Whether a space may follow: all so far is groups with one kind of space between them.
    let mut may_space = true;
    loop {
        let last = &groups[groups.len() - 1];
        let at = last.span.end;
        let Some(separator) = text[at..].chars().next() else { return groups };
        let from = at + separator.len_utf8();
        let after = || text[from..].chars().take(4).take_while(|&c| digit(c).is_some()).count();
        let is_space = is_space(separator, language);
        if is_space {
            let same = groups.len() == 1 || last.separator == separator;
            may_space &= same && is_first(text, &groups[0]) && after() == 3;
        }
        let joins = if is_space {
            may_space
        } else {
            (is_point(separator) || is_grouping(separator)) && after() > 0
        };
        if !joins {
            return groups;
        }
        may_space &= is_space;
        groups.push(Group { separator, span: from..digits(from) });
    }
}

/// Whether this space groups digits. In English, a plain one stands between two numbers.
fn is_space(character: char, language: Language) -> bool {
    match character {
        '\u{A0}' | '\u{202F}' | '\u{2009}' | '\u{2007}' => true,
        ' ' => language != Language::English,
        _ => false,
    }
}

fn is_point(character: char) -> bool {
    matches!(character, ',' | '.' | '،' | '٫')
}

fn is_grouping(character: char) -> bool {
    matches!(character, '٬' | '\'' | '’')
}

fn count(text: &str, group: &Group) -> usize {
    text[group.span.clone()].chars().count()
}

/// Whether groups of three may follow these digits: one to three of them, the first not 0.
fn is_first(text: &str, group: &Group) -> bool {
    let first = text[group.span.clone()].chars().next().and_then(digit);
    group.span.len() <= 6 && count(text, group) <= 3 && first != Some(0)
}

/// Whether a chain of two groups or more is one number.
fn is_number(text: &str, chain: &[Group]) -> bool {
    (chain.len() == 2 && is_point(chain[1].separator)) || is_grouped(text, chain)
}

/// Whether the groups are of three digits, or of two before the last three, as in India.
fn is_grouped(text: &str, chain: &[Group]) -> bool {
    let (last, middle) = match chain {
        [_, middle @ .., last] => (last, middle),
        _ => return false,
    };
    let of = |length: usize| middle.iter().all(|group| count(text, group) == length);
    is_first(text, &chain[0])
        && chain[1].separator != '٫'
        && count(text, last) == 3
        && (of(3) || (of(2) && chain[1].separator == ',' && count(text, &chain[0]) <= 2))
}

/// The numeral of a chain without decimals after it.
fn of_chain(text: &str, chain: &[Group], language: Language) -> Numeral {
    let [first, second] = chain else {
        return match chain {
            [only] => plain(text, only),
            _ => Numeral { readings: vec![reading(text, chain, None)], plain: None },
        };
    };
    let grouped = || reading(text, chain, None);
    let decimal = || reading(text, std::slice::from_ref(first), Some(second));
    let readings = match (is_grouped(text, chain), second.separator, language) {
        (false, _, _) => vec![decimal()],
        (true, ',', Language::English) => vec![grouped()],
        (true, '.', Language::English) | (true, ',', Language::French) => vec![decimal()],
        (true, separator, _) if is_point(separator) => vec![grouped(), decimal()],
        (true, _, _) => vec![grouped()],
    };
    Numeral { readings, plain: None }
}

fn plain(text: &str, group: &Group) -> Numeral {
    let value = ascii(text, group).parse().ok();
    let length = count(text, group);
    Numeral {
        readings: vec![reading(text, std::slice::from_ref(group), None)],
        plain: value.filter(|_| length <= 4).map(|value| (value, length)),
    }
}

fn reading(text: &str, whole: &[Group], fraction: Option<&Group>) -> Reading {
    let whole: String = whole.iter().map(|group| ascii(text, group)).collect();
    let fraction = fraction.map_or_else(String::new, |group| ascii(text, group));
    match Decimal::parse(&whole, &fraction) {
        Some(value) => Reading::Amount(value),
        None if fraction.is_empty() => Reading::Digits(whole),
        None => Reading::Digits(format!("{whole}.{fraction}")),
    }
}

fn ascii(text: &str, group: &Group) -> String {
    let digits = text[group.span.clone()].chars().filter_map(digit);
    digits.map(|digit| char::from(b'0' + digit)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use Language::{Arabic, English, French};

    /// The numerals of a cluster, readings joined with `|`, separators left out.
    fn read(text: &str, language: Language) -> Vec<String> {
        let numerals = parts(text, 0, language).into_iter().filter_map(|part| match part {
            Part::Numeral(numeral, _) => Some(numeral),
            Part::Separator(..) => None,
        });
        let joined = numerals.map(|numeral| {
            let readings: Vec<_> = numeral.readings.iter().map(Reading::to_string).collect();
            readings.join("|")
        });
        joined.collect()
    }

    #[test]
    fn separators_group_or_begin_decimals() {
        let cases: &[(&str, Language, &[&str])] = &[
            ("25", English, &["25"]),
            ("٢٥", Arabic, &["25"]),
            ("۲۵", Arabic, &["25"]),
            ("007", English, &["7"]),
            ("1,234", English, &["1234"]),
            ("1,234", French, &["1.234"]),
            ("1,234", Arabic, &["1234|1.234"]),
            ("1.234", English, &["1.234"]),
            ("1.234", French, &["1234|1.234"]),
            ("1.234", Arabic, &["1234|1.234"]),
            ("0.234", Arabic, &["0.234"]),
            ("1234,567", Arabic, &["1234.567"]),
            ("12,5", French, &["12.5"]),
            ("١٢٫٥", Arabic, &["12.5"]),
            ("١٢٫٥٠٠", Arabic, &["12.5"]),
            ("١٬٢٣٤٬٥٦٧٫٨", Arabic, &["1234567.8"]),
            ("2،25", Arabic, &["2.25"]),
            ("1,234,567", French, &["1234567"]),
            ("1.234.567", English, &["1234567"]),
            ("1,234.5", French, &["1234.5"]),
            ("1.234,56", English, &["1234.56"]),
            ("1'234'567.5", French, &["1234567.5"]),
            ("44 198", French, &["44198"]),
            ("44\u{A0}198", English, &["44198"]),
            ("44\u{202F}198,25", French, &["44198.25"]),
            ("1 234 567", Arabic, &["1234567"]),
            ("44 198", English, &["44"]),
            ("2024 100", French, &["2024"]),
            ("12 34", French, &["12"]),
            ("12 3456", French, &["12"]),
            ("1 234\u{A0}567", French, &["1234"]),
            ("0 123", French, &["0"]),
            ("12,34,567", English, &["1234567"]),
            ("10,20,30", English, &["10", "20", "30"]),
            ("03.05.2024", English, &["3", "5", "2024"]),
            ("1.5,2.5", English, &["1.5", "2.5"]),
            ("5'10", English, &["5", "10"]),
            ("1.", English, &["1"]),
        ];
        for (text, language, expected) in cases {
            assert_eq!(read(text, *language), *expected, "{text} {language:?}");
        }
    }

    #[test]
    fn long_numbers_are_kept_as_text() {
        let long = "9".repeat(40);
        assert_eq!(read(&long, English), [long.as_str()]);
        assert_eq!(read(&format!("{long}.5"), English), [format!("{long}.5")]);
    }
}
