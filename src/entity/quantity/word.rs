//! Number words of English, French and Arabic, one at a time.

use super::Language;
use super::token::{Token, stems};

/// What one word, or two, give to a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Atom {
    /// 0 to 19.
    Unit(u32),
    /// 20 to 90.
    Tens(u32),
    /// Multiplies what stands before it.
    Hundred,
    /// 200, 300 … in one Arabic word.
    Hundreds(u32),
    /// A power of ten from 3 on. A plural is no number alone.
    Scale { power: u32, plural: bool },
    /// Two of a scale: مليونان.
    Pair { power: u32 },
}

/// A number word and how it is joined to those before it.
pub(super) struct Part {
    pub(super) atom: Atom,
    /// Whether "and" stands before it.
    pub(super) and: bool,
    pub(super) has_article: bool,
    pub(super) next: usize,
}

/// The number word at this token; `first` if it would begin a number.
pub(super) fn part(tokens: &[Token], at: usize, first: bool, language: Language) -> Option<Part> {
    let token = tokens.get(at)?;
    let plain = |atom: Atom, and: bool, next: usize| Part { atom, and, has_article: false, next };
    if language == Language::Arabic {
        if !first && token.word() == "و" {
            let (atom, has_article) = arabic_word(tokens.get(at + 1)?.word(), first)?;
            return Some(Part { atom, and: true, has_article, next: at + 2 });
        }
        let word = token.word();
        // "I am not" is no ل before "six".
        if word == "لست" {
            return None;
        }
        // وأحد عشر folds like واحد عشر.
        let follower = tokens.get(at + 1).map_or("", Token::word);
        if !first && word == "واحد" && matches!(follower, "عشر" | "عشره") {
            return Some(plain(Atom::Unit(1), true, at + 1));
        }
        return stems(word)
            .filter(|stem| first || matches!(stem.clitics, "" | "و" | "وال" | "ال"))
            .find_map(|stem| {
                let atom = arabic(stem.stem, first)?;
                Some(Part { atom, and: stem.and, has_article: stem.has_article, next: at + 1 })
            });
    }
    let word =
        |word: &str| if language == Language::English { english(word) } else { french(word) };
    if let Some(atom) = word(token.word()) {
        return Some(plain(atom, false, at + 1));
    }
    if first {
        return None;
    }
    let mut at = at;
    let mut and = false;
    if tokens[at].sign() == Some('-') && !tokens[at].spaced {
        at += 1;
    }
    if matches!(
        (tokens.get(at)?.word(), language),
        ("and", Language::English) | ("et", Language::French)
    ) {
        and = true;
        at += 1;
        if tokens.get(at)?.sign() == Some('-') {
            at += 1;
        }
    }
    let atom = word(tokens.get(at)?.word())?;
    Some(plain(atom, and, at + 1))
}

fn arabic_word(word: &str, first: bool) -> Option<(Atom, bool)> {
    match arabic(word, first) {
        Some(atom) => Some((atom, false)),
        None => arabic(word.strip_prefix("ال")?, first).map(|atom| (atom, true)),
    }
}

const fn scale(power: u32) -> Atom {
    Atom::Scale { power, plural: false }
}

const fn scales(power: u32) -> Atom {
    Atom::Scale { power, plural: true }
}

fn english(word: &str) -> Option<Atom> {
    const UNITS: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 8] =
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    if let Some(atom) = listed(word, &UNITS, &TENS) {
        return Some(atom);
    }
    Some(match word {
        "hundred" => Atom::Hundred,
        "thousand" => scale(3),
        "million" => scale(6),
        "billion" => scale(9),
        "trillion" => scale(12),
        "millions" => scales(6),
        "billions" => scales(9),
        "trillions" => scales(12),
        _ => return None,
    })
}

fn french(word: &str) -> Option<Atom> {
    const UNITS: [&str; 17] = [
        "zero", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix",
        "onze", "douze", "treize", "quatorze", "quinze", "seize",
    ];
    const TENS: [&str; 8] =
        ["vingt", "trente", "quarante", "cinquante", "soixante", "septante", "huitante", "nonante"];
    if let Some(atom) = listed(word, &UNITS, &TENS) {
        return Some(atom);
    }
    Some(match word {
        "une" => Atom::Unit(1),
        "vingts" => Atom::Tens(20),
        "octante" => Atom::Tens(80),
        "cent" | "cents" => Atom::Hundred,
        "mille" => scale(3),
        "million" => scale(6),
        "millions" => scales(6),
        "milliard" => scale(9),
        "milliards" => scales(9),
        "billion" => scale(12),
        "billions" => scales(12),
        "trillion" => scale(18),
        "trillions" => scales(18),
        _ => return None,
    })
}

/// A unit or a multiple of ten by its place in the tables.
fn listed(word: &str, units: &[&str], tens: &[&str]) -> Option<Atom> {
    let place = |table: &[&str]| {
        let place = table.iter().position(|known| *known == word)?;
        u32::try_from(place).ok()
    };
    let tens = || place(tens).map(|place| Atom::Tens(20 + 10 * place));
    place(units).map(Atom::Unit).or_else(tens)
}

/// The Arabic number word with these folded letters and no clitics.
fn arabic(word: &str, first: bool) -> Option<Atom> {
    if let Some(tens) = arabic_tens(word) {
        return Some(Atom::Tens(tens));
    }
    // ثلاثمئة and its like.
    for hundred in ["ميه", "مايه"] {
        if let Some(Atom::Unit(unit @ 3..=9)) = word.strip_suffix(hundred).and_then(arabic_unit) {
            return Some(Atom::Hundreds(100 * unit));
        }
    }
    if let Some(unit) = arabic_unit(word) {
        return Some(unit);
    }
    Some(match word {
        "ميه" | "مايه" => Atom::Hundred,
        "ميتان" | "ميتين" | "ميتا" | "ميتي" | "مايتان" | "مايتين" | "مايتا" | "مايتي" => {
            Atom::Hundreds(200)
        }
        "الف" => scale(3),
        // The dual before its noun, or the singular after a number.
        "الفا" if !first => scale(3),
        "الفا" | "الفي" | "الفان" | "الفين" => Atom::Pair { power: 3 },
        "الاف" => scales(3),
        "مليون" => scale(6),
        "مليونا" if !first => scale(6),
        "مليونا" | "مليوني" | "مليونان" | "مليونين" => {
            Atom::Pair { power: 6 }
        }
        "ملايين" => scales(6),
        "مليار" | "بليون" => scale(9),
        "مليارا" | "بليونا" if !first => scale(9),
        "مليارا" | "ملياري" | "ملياران" | "مليارين" | "بليونا" | "بليوني" | "بليونان"
        | "بليونين" => Atom::Pair { power: 9 },
        "مليارات" | "بلايين" => scales(9),
        "تريليون" | "ترليون" => scale(12),
        "تريليونا" | "ترليونا" if !first => scale(12),
        "تريليونا" | "تريليوني" | "تريليونان" | "تريليونين" => {
            Atom::Pair { power: 12 }
        }
        "تريليونات" | "ترليونات" => scales(12),
        _ => return None,
    })
}

fn arabic_unit(word: &str) -> Option<Atom> {
    Some(Atom::Unit(match word {
        "صفر" | "صفرا" => 0,
        "واحد" | "واحده" | "واحدا" | "احد" | "احدي" => 1,
        "اثنان" | "اثنين" | "اثنتان" | "اثنتين" | "اثنا" | "اثني" | "اثنتا" | "اثنتي" => {
            2
        }
        "ثلاث" | "ثلاثه" | "ثلاثا" => 3,
        "اربع" | "اربعه" | "اربعا" => 4,
        "خمس" | "خمسه" | "خمسا" => 5,
        "ست" | "سته" | "ستا" => 6,
        "سبع" | "سبعه" | "سبعا" => 7,
        "ثمان" | "ثماني" | "ثمانيه" | "ثمانيا" => 8,
        "تسع" | "تسعه" | "تسعا" => 9,
        "عشر" | "عشره" => 10,
        _ => return None,
    }))
}

/// The multiple of ten in the nominative or another case.
pub(super) fn arabic_tens(word: &str) -> Option<u32> {
    let stem = word.strip_suffix("ون").or_else(|| word.strip_suffix("ين"))?;
    Some(match stem {
        "عشر" => 20,
        "ثلاث" => 30,
        "اربع" => 40,
        "خمس" => 50,
        "ست" => 60,
        "سبع" => 70,
        "ثمان" => 80,
        "تسع" => 90,
        _ => return None,
    })
}
