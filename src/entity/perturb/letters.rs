//! Letters: the letters of a name exchanged, so that it is another name, or another spelling.
//!
//! A mangled name differs by a consonant that no transliteration puts in the other's place: what
//! `confusable.rs` and `transliteration.tsv` take for the same name is refused.

mod word;

use std::collections::BTreeSet;
use std::ops::Range;

use self::word::{LEAST_LETTERS, Word, article, exchanged, respelt, shortened, transposed};
use super::random::Random;
use crate::entity::Lexicon;
use crate::entity::confusable::Comparison;
use crate::entity::lexicon::arabic_key;
use crate::entity::transliterate::{Aligner, Arabic, Latin};
use crate::text::normal::{Kind, Normal, is_function_word};

/// A word that sounds less like the source is translated, and its letters are no name's.
const LEAST_SOUND: f64 = 0.65;
/// A real consonant, as `confusable.rs` counts.
const LEAST_CHANGE: f64 = 0.95;
/// So much less must a mangled word sound like the source.
const LEAST_ESTRANGED: f64 = 0.5;
/// Another spelling differs by no more.
const MOST_RESPELT: f64 = 0.3;
/// Draws before a name is given up.
const ATTEMPTS: usize = 60;

/// A rendering whose letters can be exchanged.
#[derive(Debug, Clone)]
pub(super) struct Letters {
    characters: Vec<char>,
    words: Vec<Word>,
}

impl Letters {
    /// The rendering's words that sound like one of these; `None` where there is none. So many
    /// letters at its beginning stay whatever they are.
    pub(super) fn of(rendering: &str, kept: usize, latin: &[Latin]) -> Option<Self> {
        let normal = Normal::of(rendering);
        let mut aligner = Aligner::new();
        let mut words = Vec::new();
        for token in normal.tokens().iter().filter(|token| token.kind == Kind::Arabic) {
            let kept = kept.saturating_sub(token.characters.start);
            let letters = normal.letters(token).to_vec();
            let places: Vec<Range<usize>> =
                token.characters.clone().map(|at| normal.code_points(&(at..at + 1))).collect();
            // A ligature is one place of several letters.
            let is_plain = places.windows(2).all(|pair| pair[0].end <= pair[1].start);
            let article = article(&letters).max(kept);
            if !is_plain || letters.len() < article + LEAST_LETTERS {
                continue;
            }
            let arabic = Arabic::of_letters(&letters);
            let fits = latin.iter().map(|latin| (aligner.fit(latin, &arabic), latin));
            let best = fits.max_by(|a, b| a.0.similarity.total_cmp(&b.0.similarity));
            let Some((fit, sound)) = best.filter(|(fit, _)| fit.similarity >= LEAST_SOUND) else {
                continue;
            };
            words.push(Word { letters, places, article, sound: sound.clone(), cost: fit.cost });
        }
        (!words.is_empty()).then(|| Letters { characters: rendering.chars().collect(), words })
    }

    /// The rendering as it is.
    pub(super) fn text(&self) -> String {
        self.characters.iter().collect()
    }

    /// The rendering with letters exchanged so that it is no longer the name; `known` are the keys
    /// of renderings that must not come out.
    pub(super) fn mangle(
        &self,
        lexicon: &Lexicon,
        known: &BTreeSet<String>,
        random: &mut Random,
    ) -> Option<String> {
        let (mut comparison, mut aligner) = (Comparison::new(), Aligner::new());
        for _ in 0..ATTEMPTS {
            let word = random.pick(&self.words)?;
            let changed = match random.below(4) {
                0 | 1 => exchanged(word, random),
                2 => transposed(word, random),
                _ => shortened(word, random),
            };
            let Some(changed) = changed else { continue };
            let letters: Vec<char> = changed.iter().flatten().copied().collect();
            let spelt: String = letters.iter().collect();
            let fit = aligner.fit(&word.sound, &Arabic::of_letters(&letters));
            // With ي at its end it would be the adjective.
            if comparison.cost_of_letters(&word.letters, &letters) < LEAST_CHANGE
                || fit.cost < word.cost + LEAST_ESTRANGED
                || is_function_word(&spelt)
                || letters.ends_with(&['ي']) && !word.letters.ends_with(&['ي'])
                || is_name(lexicon, known, &spelt)
            {
                continue;
            }
            let text = self.with(word, &changed);
            if !is_name(lexicon, known, &text) {
                return Some(text);
            }
        }
        None
    }

    /// Another spelling that a reader takes for the same name and that is not among the `accepted`
    /// forms.
    pub(super) fn respell(
        &self,
        source: &str,
        accepted: &[String],
        lexicon: &Lexicon,
        known: &BTreeSet<String>,
        random: &mut Random,
    ) -> Option<String> {
        let mut comparison = Comparison::new();
        let accepted: BTreeSet<String> = accepted.iter().map(|form| arabic_key(form)).collect();
        let mut spellings: Vec<String> = Vec::new();
        for word in &self.words {
            for changed in respelt(word, source) {
                let letters: Vec<char> = changed.iter().flatten().copied().collect();
                let text = self.with(word, &changed);
                if comparison.cost_of_letters(&word.letters, &letters) <= MOST_RESPELT
                    && !accepted.contains(&arabic_key(&text))
                    && !is_name(lexicon, known, &text)
                {
                    spellings.push(text);
                }
            }
        }
        random.pick(&spellings).cloned()
    }

    /// The rendering with the letters of one word changed; what stays keeps its marks.
    fn with(&self, word: &Word, changed: &[Vec<char>]) -> String {
        let mut text = String::new();
        let mut at = 0;
        for ((place, old), new) in word.places.iter().zip(&word.letters).zip(changed) {
            text.extend(&self.characters[at..place.start]);
            if new.as_slice() == [*old] {
                text.extend(&self.characters[place.clone()]);
            } else {
                text.extend(new);
            }
            at = place.end;
        }
        text.extend(&self.characters[at..]);
        text
    }
}

/// Whether a text is a name that somebody knows.
fn is_name(lexicon: &Lexicon, known: &BTreeSet<String>, text: &str) -> bool {
    known.contains(&arabic_key(text)) || lexicon.find_arabic(text).next().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(rendering: &str, source: &str) -> Letters {
        let latin: Vec<Latin> = source.split(' ').map(Latin::of).collect();
        Letters::of(rendering, 0, &latin).unwrap()
    }

    fn mangled(rendering: &str, source: &str) -> BTreeSet<String> {
        let (letters, mut random) = (letters(rendering, source), Random::new(7));
        let known = BTreeSet::new();
        let forms =
            (0..300).filter_map(|_| letters.mangle(Lexicon::built_in(), &known, &mut random));
        forms.collect()
    }

    #[test]
    fn a_mangled_name_differs_by_a_consonant() {
        let forms = mangled("غروزني", "Grozny");
        for form in ["عروزني", "غرورني", "غروزتي", "غروني"] {
            assert!(forms.contains(form), "{form} in {forms:?}");
        }
        // The same name, otherwise written.
        for form in ["جروزني", "غرزني", "غوروزني"] {
            assert!(!forms.contains(form), "{form}");
        }
    }

    #[test]
    fn the_article_and_translated_words_stay() {
        assert!(mangled("الكرملين", "Kremlin").iter().all(|form| form.starts_with("ال")));
        assert!(
            mangled("جامعة ستانفورد", "Stanford University")
                .iter()
                .all(|form| form.starts_with("جامعة "))
        );
    }

    #[test]
    fn what_is_left_of_an_article_stays() {
        let letters = Letters::of("ليابان", 1, &[Latin::of("japan")]).unwrap();
        let mut random = Random::new(7);
        for _ in 0..100 {
            let form = letters.mangle(&Lexicon::default(), &BTreeSet::new(), &mut random).unwrap();
            assert!(form.starts_with('ل'), "{form}");
        }
    }

    #[test]
    fn what_comes_out_is_no_other_name() {
        let known = BTreeSet::from([arabic_key("غروزتي")]);
        let (letters, mut random) = (letters("غروزني", "Grozny"), Random::new(7));
        for _ in 0..300 {
            let form = letters.mangle(Lexicon::built_in(), &known, &mut random).unwrap();
            assert_ne!(form, "غروزتي");
        }
        assert!(!mangled("رومانيا", "Romania").contains("عمان"));
    }

    #[test]
    fn no_adjective_comes_out() {
        assert!(mangled("كازاخستان", "Kazakhstan").iter().all(|form| !form.ends_with('ي')));
    }

    #[test]
    fn marks_of_the_letters_that_stay_are_kept() {
        let forms = mangled("غُرُوزْنـي", "Grozny");
        assert!(forms.contains("عرُوزْنـي"), "{forms:?}");
    }

    #[test]
    fn another_spelling_is_a_variant() {
        let letters = letters("زيلينسكي", "Zelensky");
        let (known, mut random) = (BTreeSet::new(), Random::new(1));
        let accepted = ["زيلنسكي".to_owned()];
        let mut respell = |accepted| {
            let lexicon = &Lexicon::default();
            let draws = (0..50).filter_map(|_| {
                letters.respell("Zelensky", accepted, lexicon, &known, &mut random)
            });
            draws.collect::<BTreeSet<String>>()
        };
        assert_eq!(respell(&[]), BTreeSet::from(["زلينسكي", "زيلنسكي"].map(str::to_owned)));
        assert_eq!(respell(&accepted), BTreeSet::from(["زلينسكي".to_owned()]));
    }

    #[test]
    fn a_translated_name_has_no_letters_to_exchange() {
        assert!(
            Letters::of("الأمم المتحدة", 0, &[Latin::of("United"), Latin::of("Nations")]).is_none()
        );
    }
}
