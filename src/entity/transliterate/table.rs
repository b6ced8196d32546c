//! The rules of `transliteration.tsv` and the codes of letters.

use std::sync::LazyLock;

/// Hundredths: the weight of a vowel; that of a consonant is 100.
pub(super) const VOWEL_WEIGHT: u32 = 35;
pub(super) const CONSONANT_WEIGHT: u32 = 100;
/// The letters of a chunk at most, Latin or Arabic.
pub(super) const LONGEST_CHUNK: usize = 4;
/// The Arabic letters of the normal form, vowels first. A letter's code is its place, from 1.
pub(super) const ARABIC: [char; 28] = [
    'ا', 'و', 'ي', 'ب', 'ت', 'ث', 'ج', 'ح', 'خ', 'د', 'ذ', 'ر', 'ز', 'س', 'ش', 'ص', 'ض', 'ط', 'ظ',
    'ع', 'غ', 'ف', 'ق', 'ك', 'ل', 'م', 'ن', 'ه',
];
const LAST_VOWEL: u32 = 3;
/// The code of letters that no rule knows.
const OTHER: u32 = 31;
/// The bits of a code within a packed chunk, whose first letter is lowest.
pub(super) const CODE_BITS: usize = 5;
pub(super) const CODE: u32 = 31;

/// Contexts as bits: what a rule asks for, and what a place in a word is.
const AT_START: u8 = 1;
const AT_END: u8 = 2;
const BEFORE_FRONT_VOWEL: u8 = 4;

pub(super) static TABLE: LazyLock<Table> =
    LazyLock::new(|| Table::parse(include_str!("../transliteration.tsv")));

/// A chunk of Latin letters becomes a chunk of Arabic letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rule {
    /// Arabic letters, packed; 0 for nothing.
    pub(super) arabic: u32,
    /// Which bits of a window to compare.
    pub(super) mask: u32,
    /// How many Latin letters it takes.
    pub(super) latin_length: u8,
    pub(super) arabic_length: u8,
    /// Hundredths.
    pub(super) cost: u8,
    context: u8,
}

/// The rules, sorted by the packed Latin chunk.
#[derive(Debug)]
pub(super) struct Table {
    rules: Vec<(u32, Rule)>,
}

impl Table {
    /// The rules of the embedded table.
    fn parse(text: &str) -> Self {
        let mut rules: Vec<_> =
            text.lines().filter(|line| !line.starts_with('#')).map(parse_rule).collect();
        rules.sort_by_key(|(latin, _)| *latin);
        Table { rules }
    }

    /// Appends the rules that hold at a place of a word.
    pub(super) fn rules_at(&self, letters: &[u32], place: usize, rules: &mut Vec<Rule>) {
        let rest = &letters[place..];
        for length in 1..=rest.len().min(LONGEST_CHUNK) {
            self.rules_of(letters, place, place + length, &rest[..length], rules);
        }
        if let &[first, second, ..] = rest
            && first == second
            && is_latin_consonant(first)
        {
            self.rules_of(letters, place, place + 2, &rest[..1], rules);
        }
    }

    /// Appends the rules of a chunk that stands for the letters from `start` to `end`.
    fn rules_of(
        &self,
        letters: &[u32],
        start: usize,
        end: usize,
        chunk: &[u32],
        rules: &mut Vec<Rule>,
    ) {
        let is_front = |letter: &u32| "eiy".chars().any(|front| latin_code(front) == Some(*letter));
        let mut context = 0;
        context |= if start == 0 { AT_START } else { 0 };
        context |= if end == letters.len() { AT_END } else { 0 };
        context |= if letters.get(end).is_some_and(is_front) { BEFORE_FRONT_VOWEL } else { 0 };
        let key = pack(chunk);
        let first = self.rules.partition_point(|(latin, _)| *latin < key);
        let of_chunk = self.rules[first..].iter().take_while(|(latin, _)| *latin == key);
        let holding = of_chunk.filter(|(_, rule)| rule.context & !context == 0);
        let latin_length = u8::try_from(end - start).expect("a chunk is short");
        rules.extend(holding.map(|(_, rule)| Rule { latin_length, ..*rule }));
    }
}

/// The packed Latin chunk and the rule of a line.
fn parse_rule(line: &str) -> (u32, Rule) {
    let fields: Vec<&str> = line.split('\t').collect();
    let &[latin, arabic, cost, context] = fields.as_slice() else {
        panic!("the embedded table has four columns: {line}");
    };
    let latin: Vec<u32> =
        latin.chars().map(|letter| latin_code(letter).expect("a Latin letter")).collect();
    let arabic: Vec<u32> =
        arabic.chars().filter(|&letter| letter != '0').map(arabic_code).collect();
    let cost: f64 = cost.parse().expect("the embedded table has numbers");
    let context = match context {
        "-" => 0,
        "^" => AT_START,
        "$" => AT_END,
        "f" => BEFORE_FRONT_VOWEL,
        _ => panic!("the embedded table has the contexts - ^ $ f: {line}"),
    };
    assert!(
        latin.len() <= LONGEST_CHUNK && arabic.len() <= LONGEST_CHUNK && !arabic.contains(&OTHER),
        "the embedded table has chunks of four letters: {line}"
    );
    let rule = Rule {
        arabic: pack(&arabic),
        mask: pack(&vec![CODE; arabic.len()]),
        latin_length: u8::try_from(latin.len()).expect("a chunk is short"),
        arabic_length: u8::try_from(arabic.len()).expect("a chunk is short"),
        cost: hundredths(cost),
        context,
    };
    (pack(&latin), rule)
}

#[expect(clippy::cast_possible_truncation, reason = "a cost lies between 0 and 1")]
fn hundredths(cost: f64) -> u8 {
    assert!((0.0..=1.0).contains(&cost), "the embedded table has costs from 0 to 1");
    (cost * 100.0).round() as u8
}

pub(super) fn pack(codes: &[u32]) -> u32 {
    codes.iter().rev().fold(0, |packed, code| packed << CODE_BITS | code)
}

pub(super) fn latin_code(letter: char) -> Option<u32> {
    match letter {
        'a'..='z' => Some(letter as u32 - 'a' as u32 + 1),
        '\'' => Some(27),
        _ => None,
    }
}

pub(super) fn is_latin_consonant(code: u32) -> bool {
    latin_weight(code) == CONSONANT_WEIGHT
}

pub(super) fn latin_weight(code: u32) -> u32 {
    const VOWELS: [u32; 6] = [1, 5, 9, 15, 21, 25];
    match code {
        27 => 0,
        _ if VOWELS.contains(&code) => VOWEL_WEIGHT,
        _ => CONSONANT_WEIGHT,
    }
}

pub(super) fn arabic_code(letter: char) -> u32 {
    (1..).zip(ARABIC).find(|(_, known)| *known == letter).map_or(OTHER, |(code, _)| code)
}

pub(super) fn is_vowel(arabic_code: u32) -> bool {
    arabic_code <= LAST_VOWEL
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_every_rule_once_and_sorted() {
        let lines: Vec<&str> = include_str!("../transliteration.tsv").lines().skip(1).collect();
        assert!(lines.is_sorted());
        assert_eq!(TABLE.rules.len(), lines.len());
        for (index, (latin, rule)) in TABLE.rules.iter().enumerate() {
            let is_same = |(other_latin, other): &(u32, Rule)| {
                (other_latin, other.arabic, other.context) == (latin, rule.arabic, rule.context)
            };
            assert!(!TABLE.rules[..index].iter().any(is_same), "{}", lines[index]);
        }
    }

    #[test]
    fn every_arabic_letter_of_the_normal_form_is_given_by_some_rule() {
        for letter in ARABIC {
            let code = arabic_code(letter);
            assert!(TABLE.rules.iter().any(|(_, rule)| rule.arabic == code), "{letter}");
        }
    }

    #[test]
    fn a_rule_holds_in_its_context_only() {
        let costs = |word: &str, place: usize| {
            let letters: Vec<u32> = word.chars().filter_map(latin_code).collect();
            let mut rules = Vec::new();
            TABLE.rules_at(&letters, place, &mut rules);
            let of = |arabic| {
                let arabic = arabic_code(arabic);
                rules.iter().filter(|rule| rule.arabic == arabic).map(|rule| rule.cost).min()
            };
            (of('س'), of('ع'))
        };
        assert_eq!(costs("ceca", 0).0, Some(0));
        assert_eq!(costs("ceca", 2).0, Some(10));
        assert_eq!(costs("aba", 0).1, Some(0));
        assert_eq!(costs("aba", 2).1, Some(15));
    }
}
