//! What an amount is of: percent, or a currency.

use super::Language;
use super::token::{Token, stems};

/// The name of a currency, whatever country issues it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Currency {
    /// dollar, دولار
    Dollar,
    /// euro, يورو
    Euro,
    /// pound, livre, lira, جنيه, ليرة: the languages do not agree on which is which
    Pound,
    /// yen, ين
    Yen,
    /// yuan, يوان
    Yuan,
    /// rouble, روبل
    Rouble,
    /// rupee, روبية
    Rupee,
    /// rial and riyal, ريال
    Rial,
    /// dirham, درهم
    Dirham,
    /// dinar, دينار
    Dinar,
    /// franc, فرنك
    Franc,
    /// shekel, شيكل
    Shekel,
    /// peso, بيزو
    Peso,
    /// krona and krone, كرونة
    Krona,
    /// hryvnia, هريفنيا
    Hryvnia,
}

/// What follows or precedes an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Percent,
    Money(Currency),
}

/// The unit before the numeral at `at`, and the token with which it begins.
pub(super) fn before(tokens: &[Token], at: usize, language: Language) -> Option<(Unit, usize)> {
    let token = tokens.get(at)?;
    let next = tokens.get(at + 1).filter(|next| next.numeral().is_some())?;
    if let Some(sign) = token.sign() {
        let percent = is_percent(sign) && language == Language::Arabic && !next.spaced;
        // "20% 30" is not thirty percent.
        let after_numeral = at > 0 && !token.spaced && tokens[at - 1].numeral().is_some();
        if percent && !after_numeral {
            return Some((Unit::Percent, at));
        }
        return currency_sign(sign).filter(|_| !after_numeral).map(|c| (Unit::Money(c), at));
    }
    code(token.word()).map(|currency| (Unit::Money(currency), at))
}

/// Whether the word is the country of a dollar sign after it: US$.
pub(super) fn is_country(tokens: &[Token], at: usize) -> bool {
    let sign = tokens.get(at + 1).filter(|next| !next.spaced).and_then(Token::sign);
    sign == Some('$')
        && matches!(tokens[at].word(), "us" | "usd" | "ca" | "c" | "a" | "au" | "nz" | "hk")
}

/// The unit after an amount, and the token after it.
pub(super) fn after(tokens: &[Token], at: usize, language: Language) -> Option<(Unit, usize)> {
    let token = tokens.get(at)?;
    if let Some(sign) = token.sign() {
        if is_percent(sign) {
            return Some((Unit::Percent, at + 1));
        }
        // In "5 $10" the sign belongs to the ten.
        let joined =
            tokens.get(at + 1).is_some_and(|next| !next.spaced && next.numeral().is_some());
        let currency = currency_sign(sign).filter(|_| !joined || !token.spaced)?;
        return Some((Unit::Money(currency), at + 1));
    }
    let word = |place: usize| tokens.get(place).map_or("", Token::word);
    let percent = match language {
        Language::English => match (word(at), word(at + 1)) {
            ("percent" | "pct", _) => Some(at + 1),
            ("per", "cent") => Some(at + 2),
            _ => None,
        },
        Language::French => match (word(at), word(at + 1)) {
            ("pour", "cent") => Some(at + 2),
            _ => None,
        },
        Language::Arabic => match (word(at), word(at + 1)) {
            ("بالميه" | "بالمايه", _) => Some(at + 1),
            ("في" | "ب", "الميه" | "المايه") => Some(at + 2),
            _ => None,
        },
    };
    if let Some(next) = percent {
        return Some((Unit::Percent, next));
    }
    let link = match (language, word(at)) {
        (Language::French, "d") => 2,
        (Language::French, "de") | (Language::Arabic, "من") => 1,
        _ => 0,
    };
    let place = at + link;
    let currency = code(word(place)).or_else(|| currency_word(word(place), language))?;
    Some((Unit::Money(currency), place + 1))
}

fn is_percent(sign: char) -> bool {
    matches!(sign, '%' | '٪' | '﹪' | '％')
}

fn currency_sign(sign: char) -> Option<Currency> {
    Some(match sign {
        '$' => Currency::Dollar,
        '€' => Currency::Euro,
        '£' | '₺' => Currency::Pound,
        '¥' => Currency::Yen,
        '₽' => Currency::Rouble,
        '₹' => Currency::Rupee,
        '₪' => Currency::Shekel,
        '₴' => Currency::Hryvnia,
        _ => return None,
    })
}

fn code(word: &str) -> Option<Currency> {
    Some(match word {
        "usd" | "cad" | "aud" => Currency::Dollar,
        "eur" => Currency::Euro,
        "gbp" | "egp" | "lbp" => Currency::Pound,
        "jpy" => Currency::Yen,
        "cny" => Currency::Yuan,
        "rub" => Currency::Rouble,
        "inr" => Currency::Rupee,
        "sar" | "qar" | "omr" => Currency::Rial,
        "aed" | "mad" => Currency::Dirham,
        "dzd" | "tnd" | "kwd" | "jod" => Currency::Dinar,
        "chf" => Currency::Franc,
        _ => return None,
    })
}

fn currency_word(word: &str, language: Language) -> Option<Currency> {
    match language {
        Language::English | Language::French => latin(word.strip_suffix('s').unwrap_or(word)),
        Language::Arabic => stems(word)
            .filter(|stem| matches!(stem.clitics, "" | "ال"))
            .find_map(|stem| arabic(stem.stem)),
    }
}

fn latin(word: &str) -> Option<Currency> {
    Some(match word {
        "dollar" => Currency::Dollar,
        "euro" => Currency::Euro,
        "pound" | "sterling" | "livre" | "lira" | "lire" => Currency::Pound,
        "yen" => Currency::Yen,
        "yuan" | "renminbi" => Currency::Yuan,
        "rouble" | "ruble" => Currency::Rouble,
        "rupee" | "roupie" => Currency::Rupee,
        "rial" | "riyal" => Currency::Rial,
        "dirham" => Currency::Dirham,
        "dinar" => Currency::Dinar,
        "franc" => Currency::Franc,
        "shekel" => Currency::Shekel,
        "peso" => Currency::Peso,
        "krona" | "krone" | "kronor" | "couronne" => Currency::Krona,
        "hryvnia" => Currency::Hryvnia,
        _ => return None,
    })
}

fn arabic(word: &str) -> Option<Currency> {
    Some(match word {
        "دولار" | "دولارا" | "دولارات" => Currency::Dollar,
        "يورو" | "اورو" => Currency::Euro,
        "جنيه" | "جنيها" | "جنيهات" | "ليره" | "ليرات" => Currency::Pound,
        "ين" | "ينا" => Currency::Yen,
        "يوان" | "يوانا" => Currency::Yuan,
        "روبل" | "روبلا" | "روبلات" => Currency::Rouble,
        "روبيه" | "روبيات" => Currency::Rupee,
        "ريال" | "ريالا" | "ريالات" => Currency::Rial,
        "درهم" | "درهما" | "دراهم" => Currency::Dirham,
        "دينار" | "دينارا" | "دنانير" => Currency::Dinar,
        "فرنك" | "فرنكا" | "فرنكات" => Currency::Franc,
        "شيكل" | "شيكلا" | "شواكل" => Currency::Shekel,
        "بيزو" => Currency::Peso,
        "كرونه" | "كرونات" => Currency::Krona,
        "هريفنيا" | "هريفنا" => Currency::Hryvnia,
        _ => return None,
    })
}
