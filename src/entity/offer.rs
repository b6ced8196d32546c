//! Offer: words of a reference that may render parts of a name, by sound, by meaning or by what was
//! learned.

use std::ops::Range;

use super::dictionary::Links;
use super::name::{Name, Part};
use super::reference::{Anchor, Link};
use super::sentence::Sentence;
use super::spelling::spelled;
use super::transliterate::{Aligner, Arabic, Latin};
use crate::text::clitic::{self, attached};
use crate::text::normal::Kind;
use crate::text::stem::stem;

/// An offer: these parts of this name may be rendered by these words.
pub(super) struct Offer {
    pub(super) score: f64,
    pub(super) name: usize,
    pub(super) parts: Range<usize>,
    pub(super) anchor: Anchor,
}

/// Less alike than this does not sound alike.
const LEAST_SOUND: f64 = 0.7;
/// The same for words with hardly a consonant.
const LEAST_SHORT_SOUND: f64 = 0.86;
/// The same for a generic word whose translation is there too.
const LEAST_SOUND_OF_HEAD: f64 = 0.85;
/// The same for any other word whose translation is there too.
const LEAST_SOUND_OF_COMMON: f64 = 0.95;
/// More than what sounds alike and was learned.
const SPELLED: f64 = 1.35;
/// A function word is taken for a name only where it is that letter by letter: ما for Ma.
const EXACT_SOUND: f64 = 0.995;
/// And such a word counts for less.
const LIKE_A_FUNCTION_WORD: f64 = 0.8;
/// Weaker links are chance.
const LEAST_LINK: f64 = 0.25;
/// Every offer for the words of a name.
pub(super) fn offer_words(
    index: usize,
    name: &Name,
    sentence: &Sentence,
    links: &Links,
    aligner: &mut Aligner,
    offers: &mut Vec<Offer>,
) {
    let columns = sentence.words.len();
    for (place, part) in name.parts.iter().enumerate() {
        let mut offer = |score: f64, link: Link, words: Range<usize>, start: usize| {
            let parts = place..place + 1;
            offers.push(Offer { score, name: index, parts, anchor: Anchor { link, words, start } });
        };
        // A common word that is translated is not transliterated too.
        let is_translated = (0..columns).any(|j| means(part, sentence, j).is_some());
        for j in 0..columns {
            let word = &sentence.words[j];
            let learned = links.among(&part.words, j);
            if word.kind != Kind::Arabic {
                if part.letters == sentence.letters(j) {
                    offer(1.0 + learned, Link::Same, j..j + 1, 0);
                }
                continue;
            }
            if part.is_acronym
                && let Some(length) = spelled(&part.letters, sentence, j)
            {
                // Letter by letter is surer than a word that sounds like all of them: إيه أو إل for
                // AOL, not إل.
                offer(SPELLED, Link::Accepted, j..j + length, 0);
            }
            if word.is_function {
                let sound = &word.forms[0].sound;
                if part.is_own()
                    && aligner.fit_above(&part.latin, sound, EXACT_SOUND).is_some()
                    && !sounds_otherwise(part, sentence, aligner)
                {
                    offer(LIKE_A_FUNCTION_WORD, Link::Sound, j..j + 1, 0);
                }
                continue;
            }
            if let Some(length) = means(part, sentence, j) {
                offer(0.85 + 0.3 * learned, Link::Meaning, j..j + length, 0);
            }
            let least = match (is_translated, part.is_head()) {
                (false, _) => 0.0,
                (true, true) => LEAST_SOUND_OF_HEAD,
                (true, false) => LEAST_SOUND_OF_COMMON,
            };
            if let Some((start, similarity)) =
                sound(part, sentence, j, aligner).filter(|(_, similarity)| *similarity >= least)
            {
                offer(similarity + 0.3 * learned, Link::Sound, j..j + 1, start);
            } else if learned >= LEAST_LINK {
                offer(learned * 0.6, Link::Learned, j..j + 1, 0);
            }
        }
    }
    for (place, part) in name.parts.iter().enumerate() {
        for found in part.accepted.iter().flat_map(|form| clitic::find(&sentence.normal, form)) {
            let start =
                found.characters.start - sentence.words[found.tokens.start].characters.start;
            let anchor = Anchor { link: Link::Accepted, words: found.tokens, start };
            offers.push(Offer { score: 1.0, name: index, parts: place..place + 1, anchor });
        }
    }
    offer_joined(index, name, sentence, aligner, offers);
}

/// Whether a word that is not a function word sounds like the part.
fn sounds_otherwise(part: &Part, sentence: &Sentence, aligner: &mut Aligner) -> bool {
    (0..sentence.words.len()).any(|word| {
        sentence.words[word].kind == Kind::Arabic
            && !sentence.words[word].is_function
            && sound(part, sentence, word, aligner).is_some()
    })
}

/// Two words of the name as one of the reference, and one of the name as two.
fn offer_joined(
    index: usize,
    name: &Name,
    sentence: &Sentence,
    aligner: &mut Aligner,
    offers: &mut Vec<Offer>,
) {
    let mut push = |similarity: f64, parts: Range<usize>, words: Range<usize>, start: usize| {
        let anchor = Anchor { link: Link::Sound, words, start };
        offers.push(Offer { score: similarity - 0.02, name: index, parts, anchor });
    };
    for (place, pair) in name.parts.windows(2).enumerate() {
        if pair[1].words.start != pair[0].words.end {
            continue;
        }
        let joined: String = pair[0].letters.iter().chain(&pair[1].letters).collect();
        let latin = Latin::of(&joined);
        for (j, word) in sentence.words.iter().enumerate() {
            let fits = word.forms.iter().filter_map(|form| {
                let fit = aligner.fit_above(&latin, &form.sound, 0.85)?;
                Some((form.start, fit.similarity))
            });
            // What one of the two sounds like by itself says nothing of the other: لغور is Gore
            // with a preposition, not Al Gore.
            let is_of_one = |start: usize, similarity: f64, aligner: &mut Aligner| {
                let alone = |part| sound(part, sentence, j, aligner);
                let mut alone = pair.iter().filter_map(alone);
                alone.any(|(own_start, own)| own_start > start && own >= similarity)
            };
            if let Some((start, similarity)) = fits.max_by(|a, b| a.1.total_cmp(&b.1))
                && !is_of_one(start, similarity, aligner)
            {
                push(similarity, place..place + 2, j..j + 1, start);
            }
        }
    }
    for (place, part) in name.parts.iter().enumerate() {
        if part.letters.len() < 5 {
            continue;
        }
        for j in 1..sentence.words.len() {
            let (first, second) = (&sentence.words[j - 1], &sentence.words[j]);
            if !second.is_adjacent
                || first.kind != Kind::Arabic
                || second.kind != Kind::Arabic
                || first.is_function
                || second.is_function
            {
                continue;
            }
            let fits = first.forms.iter().filter_map(|form| {
                let letters = sentence.joined(&(j - 1..j + 1), form.start);
                let fit = aligner.fit_above(&part.latin, &Arabic::of_letters(&letters), 0.85)?;
                Some((form.start, fit.similarity))
            });
            if let Some((start, similarity)) = fits.max_by(|a, b| a.1.total_cmp(&b.1)) {
                push(similarity, place..place + 1, j - 1..j + 1, start);
            }
        }
    }
}

/// The form of a word that sounds most like the part of a name.
pub(super) fn sound(
    part: &Part,
    sentence: &Sentence,
    word: usize,
    aligner: &mut Aligner,
) -> Option<(usize, f64)> {
    let consonants = part.letters.iter().filter(|c| !"aeiouyhw'".contains(**c)).count();
    let least =
        if consonants < 2 || part.letters.len() < 4 { LEAST_SHORT_SOUND } else { LEAST_SOUND };
    let forms = sentence.words[word].forms.iter();
    let fits = forms.filter_map(|form| {
        Some((form.start, aligner.fit_above(&part.latin, &form.sound, least)?.similarity))
    });
    // Of equals the first: what is attached is taken off only where that helps.
    fits.fold(None, |best: Option<(usize, f64)>, fit| match best {
        Some(best) if best.1 >= fit.1 => Some(best),
        _ => Some(fit),
    })
}

/// How many words from this one on render the part by its meaning.
pub(super) fn means(part: &Part, sentence: &Sentence, word: usize) -> Option<usize> {
    let renderings = &part.meaning?.renderings;
    let matching = renderings.iter().filter(|rendering| {
        word + rendering.len() <= sentence.words.len()
            && rendering.iter().enumerate().all(|(at, expected)| {
                let letters = sentence.letters(word + at);
                let own = sentence.stem(word + at);
                *own == **expected || attached(letters, expected).is_some() || {
                    // و ب ل ك before a word without the article.
                    letters.len() > expected.len()
                        && letters.len() <= expected.len() + 3
                        && matches!(letters[0], 'و' | 'ب' | 'ل' | 'ك' | 'ف')
                        && stem(&letters[1..]) == &**expected
                }
            })
    });
    matching.map(Vec::len).max()
}
