//! Ordinals in words: those that name a day or a century, and Arabic compounds.

use super::Language;
use super::token::{Token, stems};
use super::word::{self, Atom, arabic_tens};

/// An ordinal and the token after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ordinal {
    pub(super) value: u8,
    pub(super) next: usize,
    /// Whether it has several words: الثالثة والعشرين.
    pub(super) is_compound: bool,
}

/// The ordinal at this token: words, digits with a suffix, or for a century Roman numerals.
pub(super) fn ordinal(tokens: &[Token], at: usize, language: Language) -> Option<Ordinal> {
    let token = tokens.get(at)?;
    if let Some((value, length)) = token.plain() {
        let value = u8::try_from(value).ok().filter(|_| length <= 2)?;
        let suffix = tokens.get(at + 1).filter(|next| !next.spaced).map_or("", Token::word);
        let has_suffix = match language {
            Language::English => matches!(suffix, "st" | "nd" | "rd" | "th"),
            Language::French => matches!(suffix, "er" | "re" | "e" | "eme" | "nd"),
            Language::Arabic => false,
        };
        let next = at + 1 + usize::from(has_suffix);
        return Some(Ordinal { value, next, is_compound: false });
    }
    match language {
        Language::English | Language::French => latin(tokens, at, language),
        Language::Arabic => arabic(tokens, at),
    }
}

fn latin(tokens: &[Token], at: usize, language: Language) -> Option<Ordinal> {
    let simple = |at: usize| {
        let word = tokens.get(at)?.word();
        if language == Language::English { english(word) } else { french(word) }
    };
    if let Some(value) = simple(at) {
        return Some(Ordinal { value, next: at + 1, is_compound: false });
    }
    let tens = match word::part(tokens, at, true, language)?.atom {
        Atom::Tens(tens @ 20..=30) => tens,
        Atom::Unit(10) if language == Language::French => 10,
        Atom::Unit(_)
        | Atom::Tens(_)
        | Atom::Hundred
        | Atom::Hundreds(_)
        | Atom::Scale { .. }
        | Atom::Pair { .. } => return None,
    };
    let mut next = at + 1;
    while tokens.get(next).is_some_and(|t| t.sign() == Some('-') || t.word() == "et")
        && next < at + 4
    {
        next += 1;
    }
    let value = simple(next).filter(|&unit| unit < 10)?;
    let value = u8::try_from(tens).ok()? + value;
    Some(Ordinal { value, next: next + 1, is_compound: true })
}

fn english(word: &str) -> Option<u8> {
    Some(match word {
        "first" => 1,
        "second" => 2,
        "third" => 3,
        "fourth" => 4,
        "fifth" => 5,
        "sixth" => 6,
        "seventh" => 7,
        "eighth" => 8,
        "ninth" => 9,
        "tenth" => 10,
        "eleventh" => 11,
        "twelfth" => 12,
        "thirteenth" => 13,
        "fourteenth" => 14,
        "fifteenth" => 15,
        "sixteenth" => 16,
        "seventeenth" => 17,
        "eighteenth" => 18,
        "nineteenth" => 19,
        "twentieth" => 20,
        "thirtieth" => 30,
        _ => return None,
    })
}

fn french(word: &str) -> Option<u8> {
    Some(match word {
        "premier" | "unieme" => 1,
        "deuxieme" => 2,
        "troisieme" => 3,
        "quatrieme" => 4,
        "cinquieme" => 5,
        "sixieme" => 6,
        "septieme" => 7,
        "huitieme" => 8,
        "neuvieme" => 9,
        "dixieme" => 10,
        "onzieme" => 11,
        "douzieme" => 12,
        "treizieme" => 13,
        "quatorzieme" => 14,
        "quinzieme" => 15,
        "seizieme" => 16,
        "vingtieme" => 20,
        "trentieme" => 30,
        _ => return None,
    })
}

fn arabic(tokens: &[Token], at: usize) -> Option<Ordinal> {
    let unit = stems(tokens[at].word()).find_map(|stem| {
        let value = match stem.stem {
            "اول" | "اولي" | "حادي" | "حاديه" | "فاتح" => 1,
            "ثاني" | "ثانيه" => 2,
            "ثالث" | "ثالثه" => 3,
            "رابع" | "رابعه" => 4,
            "خامس" | "خامسه" => 5,
            "سادس" | "سادسه" => 6,
            "سابع" | "سابعه" => 7,
            "ثامن" | "ثامنه" => 8,
            "تاسع" | "تاسعه" => 9,
            "عاشر" | "عاشره" => 10,
            _ => return None,
        };
        Some(value)
    });
    let Some(unit) = unit else {
        // القرن العشرين.
        let tens = stems(tokens[at].word())
            .filter(|stem| stem.has_article)
            .find_map(|stem| arabic_tens(stem.stem))?;
        let value = u8::try_from(tens).ok()?;
        return Some(Ordinal { value, next: at + 1, is_compound: false });
    };
    let one = Ordinal { value: unit, next: at + 1, is_compound: false };
    let Some(second) = tokens.get(at + 1).filter(|_| unit < 10).map(Token::word) else {
        return Some(one);
    };
    if matches!(second, "عشر" | "عشره") {
        return Some(Ordinal { value: unit + 10, next: at + 2, is_compound: true });
    }
    let tens = second
        .strip_prefix('و')
        .and_then(|rest| arabic_tens(rest.strip_prefix("ال").unwrap_or(rest)));
    match tens.and_then(|tens| u8::try_from(tens).ok()) {
        Some(tens) => Some(Ordinal { value: unit + tens, next: at + 2, is_compound: true }),
        None => Some(one),
    }
}

/// The value of a Roman numeral up to 30 with the suffix of a French century: `xxie`.
pub(super) fn roman(word: &str) -> Option<u8> {
    const UNITS: [&str; 10] = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    let roman = word
        .strip_suffix("eme")
        .or_else(|| word.strip_suffix('e'))
        .or_else(|| word.strip_suffix("er"))
        .unwrap_or(word);
    let unit = roman.trim_start_matches('x');
    let tens = roman.len() - unit.len();
    let unit = UNITS.iter().position(|known| *known == unit)?;
    u8::try_from(10 * tens + unit).ok().filter(|&value| tens <= 3 && value > 0)
}
