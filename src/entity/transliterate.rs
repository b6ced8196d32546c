//! How well an Arabic word transliterates a Latin one.
//!
//! The cheapest alignment of chunks of up to four letters, each pair with its cost from
//! `transliteration.tsv`: Latin, Arabic (`0` for nothing), cost, and where it holds: `^` at the
//! beginning of the word, `$` at its end, `f` before e, i or y, `-` anywhere. Two equal Latin
//! consonants are as one. What the table does not list costs 1 for a consonant that is left out,
//! added or replaced, .25 for a vowel, 1.1 for one in the other's place.
//!
//! ```text
//! similarity = 1 − cost / max(Σ weights of the Latin letters, Σ weights of the Arabic letters)
//! ```
//!
//! where a consonant weighs 1 and a vowel (a e i o u y, ا و ي) .35. The closest prior work is that
//! of Freeman, Condon and Ackerman (2006), who compare English and Arabic names by edit distance
//! with classes of letters. Costs are counted in hundredths, so that results are exact.
//!
//! # Examples
//!
//! ```
//! use mizan::entity::transliterate::{Aligner, Arabic, Latin};
//!
//! let mut aligner = Aligner::new();
//! let sputnik = Latin::of("Sputnik");
//! assert_eq!(aligner.fit(&sputnik, &Arabic::of("سبوتنيك")).similarity, 1.0);
//! let mangled = aligner.fit(&sputnik, &Arabic::of("شتوتنيك"));
//! assert!(mangled.similarity < 0.8 && mangled.cost > 1.0);
//! // What is surely below a bound is not aligned.
//! assert_eq!(aligner.fit_above(&sputnik, &Arabic::of("المغرب"), 0.7), None);
//! ```

mod table;

use crate::text::normal::{Kind, Normal};
use table::{
    CODE, CODE_BITS, CONSONANT_WEIGHT, LONGEST_CHUNK, Rule, TABLE, VOWEL_WEIGHT, arabic_code,
    is_latin_consonant, is_vowel, latin_code, latin_weight, pack,
};

/// Hundredths: a consonant that no rule accounts for.
const CONSONANT: u32 = 100;
/// Hundredths: a vowel that no rule accounts for.
const VOWEL: u32 = 25;
/// Hundredths: a consonant for a vowel, or a vowel for a consonant.
const SWAP: u32 = 110;
/// More letters than this are cut off: no name is that long.
const LONGEST_WORD: usize = 64;

/// A Latin name, made ready for comparing.
#[derive(Debug, Clone)]
pub struct Latin {
    places: Vec<Place>,
    /// The rules that hold at each place, by the first Arabic letter.
    rules: Vec<Rule>,
    weight: u32,
    /// The Arabic letters, as bits, that any of the rules give.
    given: u32,
}

/// A letter of a Latin name.
#[derive(Debug, Clone)]
struct Place {
    is_vowel: bool,
    /// The place's rules for an Arabic letter lie between its entry and the next.
    starts: [u16; 33],
    /// For the filter: the first Arabic letters, as bits, of all rules that take this letter up.
    taken: u32,
}

/// An Arabic word, made ready for comparing.
#[derive(Debug, Clone)]
pub struct Arabic {
    /// Each letter and the three after it, packed.
    windows: Vec<u32>,
}

/// How well two words fit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fit {
    /// 1 for a perfect transliteration, 0 at least; 0 where a word has no letters.
    pub similarity: f64,
    /// What is unexplained, in consonants.
    pub cost: f64,
}

/// Compares Latin names with Arabic words, and keeps the memory for the next pair.
#[derive(Debug, Clone, Default)]
pub struct Aligner {
    costs: Vec<u32>,
}

impl Aligner {
    /// An aligner without memory yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// How well the Arabic word transliterates the Latin one, with or without its article ال,
    /// whichever is more similar.
    pub fn fit(&mut self, latin: &Latin, arabic: &Arabic) -> Fit {
        self.fit_above(latin, arabic, 0.0).unwrap_or(Fit { similarity: 0.0, cost: f64::MAX })
    }

    /// The same where the similarity is `least` or more. Most unlike words are refused without an
    /// alignment: each consonant that no rule can account for costs at least 1.
    pub fn fit_above(&mut self, latin: &Latin, arabic: &Arabic, least: f64) -> Option<Fit> {
        let whole = arabic.windows.as_slice();
        let without_article = arabic.without_article();
        let fits = [Some(whole), without_article].into_iter().flatten().filter_map(|windows| {
            let weight = heavier(latin, windows);
            let surely = similarity(latin.least_cost(windows), weight);
            if surely < least {
                return None;
            }
            let cost = self.align(latin, windows, most(least, weight));
            let fit = Fit { similarity: similarity(cost, weight), cost: f64::from(cost) / 100.0 };
            (fit.similarity >= least).then_some(fit)
        });
        // Of equals the last: without the article.
        fits.max_by(|a, b| a.similarity.total_cmp(&b.similarity))
    }

    /// The cost of the cheapest alignment, in hundredths; where that is above `most`, some cost
    /// above `most`.
    fn align(&mut self, latin: &Latin, windows: &[u32], most: u32) -> u32 {
        let width = windows.len() + 1;
        self.costs.clear();
        self.costs.resize((latin.places.len() + 1) * width, u32::MAX);
        self.costs[0] = 0;
        for (row, place) in latin.places.iter().enumerate() {
            let start = row * width;
            let dropped = if place.is_vowel { VOWEL } else { CONSONANT };
            for column in 0..width {
                let so_far = self.costs[start + column];
                if so_far == u32::MAX || so_far > most {
                    continue;
                }
                let mut reach = |latin: usize, arabic: usize, cost: u32| {
                    let cell = &mut self.costs[start + column + latin * width + arabic];
                    *cell = (*cell).min(so_far + cost);
                };
                reach(1, 0, dropped);
                for rule in latin.rules_for(place, 0) {
                    reach(usize::from(rule.latin_length), 0, u32::from(rule.cost));
                }
                let Some(&window) = windows.get(column) else { continue };
                let letter = window & CODE;
                reach(0, 1, if is_vowel(letter) { VOWEL } else { CONSONANT });
                reach(1, 1, if is_vowel(letter) == place.is_vowel { dropped } else { SWAP });
                for rule in latin.rules_for(place, letter) {
                    if window & rule.mask == rule.arabic {
                        let (latin, arabic) = (rule.latin_length, rule.arabic_length);
                        reach(usize::from(latin), usize::from(arabic), u32::from(rule.cost));
                    }
                }
            }
        }
        let last = latin.places.len() * width;
        let mut cost = self.costs[last];
        for (column, window) in windows.iter().enumerate() {
            let added = if is_vowel(window & CODE) { VOWEL } else { CONSONANT };
            cost = self.costs[last + column + 1].min(cost.saturating_add(added));
        }
        cost
    }
}

impl Latin {
    /// The Latin letters of a name, its words joined. Accents are dropped, but š is sh, č and ć are
    /// ch, ž is zh, ñ is ny.
    pub fn of(name: &str) -> Self {
        let mut spelled = String::with_capacity(name.len());
        for character in name.chars() {
            match character {
                'š' | 'ş' | 'ș' | 'ś' | 'Š' | 'Ş' | 'Ș' | 'Ś' => spelled.push_str("sh"),
                'č' | 'ć' | 'Č' | 'Ć' => spelled.push_str("ch"),
                'ž' | 'Ž' => spelled.push_str("zh"),
                'ñ' | 'Ñ' => spelled.push_str("ny"),
                _ => spelled.push(character),
            }
        }
        let normal = Normal::of(&spelled);
        let tokens = normal.tokens().iter().filter(|token| token.kind == Kind::Latin);
        let letters: String = tokens.flat_map(|token| normal.letters(token)).collect();
        // French writes chtch where English writes shch.
        let letters: Vec<u32> = letters
            .replace("chtch", "shch")
            .chars()
            .filter_map(latin_code)
            .take(LONGEST_WORD)
            .collect();
        Latin::from_codes(&letters)
    }

    /// Whether there is no Latin letter.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    fn from_codes(letters: &[u32]) -> Self {
        let mut latin = Latin {
            places: Vec::with_capacity(letters.len()),
            rules: Vec::new(),
            weight: letters.iter().map(|&letter| latin_weight(letter)).sum(),
            given: 0,
        };
        for &letter in letters {
            // Only consonants are asked for what takes them up.
            let taken = if is_latin_consonant(letter) { 0 } else { u32::MAX };
            let is_vowel = latin_weight(letter) <= VOWEL_WEIGHT;
            latin.places.push(Place { is_vowel, starts: [0; 33], taken });
        }
        let mut here: Vec<Rule> = Vec::new();
        for place in 0..letters.len() {
            here.clear();
            TABLE.rules_at(letters, place, &mut here);
            here.sort_by_key(|rule| rule.arabic & CODE);
            for rule in &here {
                let first = rule.arabic & CODE;
                let taken = if first == 0 { u32::MAX } else { 1 << first };
                for taker in &mut latin.places[place..place + usize::from(rule.latin_length)] {
                    taker.taken |= taken;
                }
                let letters =
                    (0..usize::from(rule.arabic_length)).map(|at| rule.arabic >> (at * CODE_BITS));
                latin.given |= letters.fold(0, |bits, letter| bits | 1 << (letter & CODE));
            }
            let before = latin.rules.len();
            for (first, start) in (0..).zip(&mut latin.places[place].starts) {
                let rules = here.partition_point(|rule| rule.arabic & CODE < first);
                *start = u16::try_from(before + rules).expect("a name has few thousand rules");
            }
            latin.rules.extend_from_slice(&here);
        }
        latin
    }

    fn rules_for(&self, place: &Place, letter: u32) -> &[Rule] {
        let letter = letter as usize;
        &self.rules[usize::from(place.starts[letter])..usize::from(place.starts[letter + 1])]
    }

    /// What an alignment costs at least: the consonants of one side that no rule takes up, or those
    /// of the other, each of which costs 1 or more.
    fn least_cost(&self, windows: &[u32]) -> u32 {
        let (mut present, mut not_given) = (0, 0);
        for window in windows {
            let letter = 1_u32 << (window & CODE);
            present |= letter;
            not_given += u32::from(letter & self.given == 0 && !is_vowel(window & CODE));
        }
        let not_taken: u32 =
            self.places.iter().map(|place| u32::from(place.taken & present == 0)).sum();
        CONSONANT * not_given.max(not_taken)
    }
}

impl Arabic {
    /// The Arabic letters of a word, or of several, joined.
    pub fn of(word: &str) -> Self {
        let normal = Normal::of(word);
        let tokens = normal.tokens().iter().filter(|token| token.kind == Kind::Arabic);
        let letters: Vec<char> = tokens.flat_map(|token| normal.letters(token)).copied().collect();
        Arabic::of_letters(&letters)
    }

    /// The same from Arabic letters in normal form.
    pub fn of_letters(letters: &[char]) -> Self {
        let letters = &letters[..letters.len().min(LONGEST_WORD)];
        let mut windows: Vec<u32> = letters.iter().map(|&letter| arabic_code(letter)).collect();
        for place in (1..windows.len()).rev() {
            const REST: u32 = (1 << (CODE_BITS * (LONGEST_CHUNK - 1))) - 1;
            windows[place - 1] |= (windows[place] & REST) << CODE_BITS;
        }
        Arabic { windows }
    }

    /// Whether there is no Arabic letter.
    pub fn is_empty(&self) -> bool {
        self.windows.is_empty()
    }

    /// The letters after ال, where at least two follow.
    fn without_article(&self) -> Option<&[u32]> {
        let article = pack(&[arabic_code('ا'), arabic_code('ل')]);
        let has_article =
            self.windows.len() >= 4 && self.windows[0] & ((1 << (2 * CODE_BITS)) - 1) == article;
        has_article.then(|| &self.windows[2..])
    }
}

fn weight(windows: &[u32]) -> u32 {
    let weights = windows
        .iter()
        .map(|window| if is_vowel(window & CODE) { VOWEL_WEIGHT } else { CONSONANT_WEIGHT });
    weights.sum()
}

/// A cost beyond which the similarity is surely below `least`.
#[expect(clippy::cast_possible_truncation, reason = "the cast saturates")]
fn most(least: f64, weight: u32) -> u32 {
    // One more than the bound, whatever the rounding.
    if least > 0.0 { ((1.0 - least) * f64::from(weight)) as u32 + 1 } else { u32::MAX }
}

/// The weight of the heavier word; 0 where one has no letters.
fn heavier(latin: &Latin, windows: &[u32]) -> u32 {
    match (latin.weight, weight(windows)) {
        (0, _) | (_, 0) => 0,
        (latin, arabic) => latin.max(arabic),
    }
}

fn similarity(cost: u32, weight: u32) -> f64 {
    if weight == 0 {
        return 0.0;
    }
    (1.0 - f64::from(cost) / f64::from(weight)).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fit(latin: &str, arabic: &str) -> Fit {
        Aligner::new().fit(&Latin::of(latin), &Arabic::of(arabic))
    }

    fn similarity(latin: &str, arabic: &str) -> f64 {
        fit(latin, arabic).similarity
    }

    #[test]
    fn names_of_the_news_fit_as_expected() {
        for (latin, arabic) in [
            ("Sputnik", "سبوتنيك"),
            ("Paladitchouk", "بالاديتشوك"),
            ("Grozny", "غروزني"),
            ("Moscou", "موسكو"),
        ] {
            assert_eq!(fit(latin, arabic), Fit { similarity: 1.0, cost: 0.0 }, "{latin} {arabic}");
        }
        assert!(similarity("Grozny", "جروزني") >= 0.95);
        assert!(similarity("Zelensky", "زيلنسكي") >= 0.9);
        assert!(similarity("Sputnik", "شتوتنيك") < 0.8);
        assert!(similarity("Oural", "أورالس") < similarity("Oural", "أورال") - 0.2);
        assert!(similarity("Ilham", "العام") < similarity("Ilham", "إلهام"));
    }

    #[test]
    fn the_article_counts_only_where_it_helps() {
        assert_eq!(similarity("Kremlin", "الكرملين"), similarity("Kremlin", "كرملين"));
        assert_eq!(similarity("Almaty", "ألماتي"), 1.0);
        assert!(similarity("Al-Assad", "الأسد") > 0.95);
    }

    #[test]
    fn both_sides_are_compared_in_normal_form() {
        assert_eq!(similarity("ZELENSKY", "زِيلـِنسكى"), similarity("zelensky", "زيلنسكي"));
        assert_eq!(similarity("Šibenik", "شيبينيك"), 1.0);
        assert_eq!(similarity("Grossetto", "غروسيتو"), similarity("Groseto", "غروسيتو"));
    }

    #[test]
    fn a_word_without_letters_fits_nothing() {
        for (latin, arabic) in [("", ""), ("Москва", "موسكو"), ("Grozny", ""), ("", "موسكو")]
        {
            let fit = fit(latin, arabic);
            assert_eq!(fit.similarity, 0.0, "{latin} {arabic}");
        }
        assert!(Latin::of("12").is_empty() && Arabic::of("abc").is_empty());
    }

    #[test]
    fn what_no_rule_accounts_for_costs_a_consonant() {
        assert_eq!(fit("Oural", "أورالس").cost, 1.0);
        assert_eq!(fit("Oural", "بورال").cost, 1.0);
    }
}
