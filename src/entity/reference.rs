//! Reference: where the names of a source stand in one reference.

use std::ops::Range;

use super::dictionary::{Dictionary, Links, Numbers};
use super::name::{Name, Part};
use super::sentence::Sentence;
use super::spelling::spelled;
use super::transliterate::{Aligner, Arabic, Latin};
use super::window::{self, Place};
use crate::text::clitic::{self, attached};
use crate::text::normal::Kind;

/// A reference with the renderings of the names.
#[derive(Debug, Clone)]
pub(super) struct Reference {
    pub(super) sentence: Sentence,
    pub(super) numbers: Numbers,
    /// One for each name.
    pub(super) renderings: Vec<Rendering>,
}

/// How a reference renders a name.
#[derive(Debug, Clone, Default)]
pub(super) struct Rendering {
    /// What renders each part of the name.
    pub(super) anchors: Vec<Option<Anchor>>,
    /// All of it; empty where the name was not found.
    pub(super) words: Range<usize>,
    /// How many letters of the first word are attached clitics.
    pub(super) start: usize,
    /// Whether all of it is an accepted form.
    pub(super) is_accepted: bool,
}

/// What renders a word of a name.
#[derive(Debug, Clone)]
pub(super) struct Anchor {
    pub(super) link: Link,
    pub(super) words: Range<usize>,
    /// How many letters of the first word do not belong to it.
    pub(super) start: usize,
}

/// Why a word renders another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Link {
    /// It is an accepted form of the whole name or of the word.
    Accepted,
    /// It sounds alike.
    Sound,
    /// It is the same word, or number.
    Same,
    /// It means the same, by the table of words.
    Meaning,
    /// It occurs with it.
    Learned,
    /// Nothing else explains it.
    Left,
}

impl Reference {
    /// No reference: nothing is rendered.
    pub(super) fn none(names: &[Name], dictionary: &Dictionary) -> Self {
        let sentence = Sentence::default();
        let numbers = dictionary.target_numbers(&sentence);
        let rendering = |name: &Name| Rendering {
            anchors: vec![None; name.parts.len()],
            ..Rendering::default()
        };
        Reference { sentence, numbers, renderings: names.iter().map(rendering).collect() }
    }
}

/// An offer: these parts of this name may be rendered by these words.
struct Offer {
    score: f64,
    name: usize,
    parts: Range<usize>,
    anchor: Anchor,
}

/// Less alike than this does not sound alike.
const LEAST_SOUND: f64 = 0.7;
/// The same for words with hardly a consonant.
const LEAST_SHORT_SOUND: f64 = 0.86;
/// The same for a generic word whose translation is there too.
const LEAST_SOUND_OF_HEAD: f64 = 0.85;
/// The same for any other word whose translation is there too.
const LEAST_SOUND_OF_COMMON: f64 = 0.95;
/// Weaker links are chance.
const LEAST_LINK: f64 = 0.25;
/// A word that another source word explains so well belongs to that.
const LARGEST_ELSEWHERE: f64 = 0.4;
/// Words between two of the same rendering.
const LARGEST_GAP: usize = 3;

impl Reference {
    /// Finds the names.
    pub(super) fn new(
        source: &Sentence,
        source_numbers: &Numbers,
        names: &[Name],
        dictionary: &Dictionary,
        sentence: Sentence,
        aligner: &mut Aligner,
    ) -> Self {
        let numbers = dictionary.target_numbers(&sentence);
        let links = dictionary.links(source_numbers, &numbers);
        let mut rendering: Vec<Rendering> = names
            .iter()
            .map(|name| Rendering { anchors: vec![None; name.parts.len()], ..Rendering::default() })
            .collect();
        let mut taken = vec![false; sentence.words.len()];
        let wholes = accepted(names, &sentence);
        let mut offers = Vec::new();
        for (index, name) in names.iter().enumerate() {
            offer_words(index, name, &sentence, &links, aligner, &mut offers);
        }
        // The words of an accepted form belong to its name.
        offers.retain(|offer| {
            let words = &offer.anchor.words;
            match &wholes[offer.name] {
                Some((whole, _)) => whole.start <= words.start && words.end <= whole.end,
                None => !wholes.iter().enumerate().any(|(other, whole)| {
                    other != offer.name
                        && !overlap(&names[other].words, &names[offer.name].words)
                        && whole.as_ref().is_some_and(|(whole, _)| overlap(whole, words))
                }),
            }
        });
        claim(names, &offers, &mut rendering, &mut taken);
        let mut reference = Reference { sentence, numbers, renderings: rendering };
        for (index, whole) in wholes.into_iter().enumerate() {
            reference.settle(index);
            if let Some((words, start)) = whole {
                let rendering = &mut reference.renderings[index];
                taken[words.clone()].fill(true);
                (rendering.words, rendering.start, rendering.is_accepted) = (words, start, true);
            }
        }
        reference.extend(names, &links, &mut taken);
        reference.take_what_is_left(source, names, &links, &mut taken);
        reference
    }

    /// Parts that nothing renders get words beside the rest that no other source word explains.
    fn extend(&mut self, names: &[Name], links: &Links, taken: &mut [bool]) {
        let columns = self.sentence.words.len();
        for (index, name) in names.iter().enumerate() {
            let sentence = &self.sentence;
            let is_free = |j: usize, taken: &[bool]| {
                let word = &sentence.words[j];
                !taken[j]
                    && !word.is_function
                    && links.elsewhere(&name.words, j) < LARGEST_ELSEWHERE
            };
            let rendering = &mut self.renderings[index];
            if rendering.words.is_empty() || rendering.is_accepted {
                continue;
            }
            for place in 0..name.parts.len() {
                if rendering.anchors[place].is_some() {
                    continue;
                }
                let Range { start, end } = rendering.words;
                let inside = (start..end).find(|&j| is_free(j, taken));
                let after =
                    (end < columns && sentence.words[end].is_adjacent && is_free(end, taken))
                        .then_some(end);
                let before = (start > 0
                    && sentence.words[start].is_adjacent
                    && rendering.start == 0
                    && is_free(start - 1, taken))
                .then(|| start - 1);
                let Some(j) = inside.or(after).or(before) else { continue };
                taken[j] = true;
                rendering.anchors[place] =
                    Some(Anchor { link: Link::Left, words: j..j + 1, start: 0 });
                rendering.words = start.min(j)..end.max(j + 1);
            }
        }
    }

    /// Marks the words from the first to the last.
    fn settle(&mut self, index: usize) {
        let rendering = &mut self.renderings[index];
        let anchors = || rendering.anchors.iter().flatten();
        if let Some(first) = anchors().min_by_key(|anchor| anchor.words.start) {
            let end = anchors().map(|anchor| anchor.words.end).max().unwrap_or(first.words.end);
            (rendering.words, rendering.start) = (first.words.start..end, first.start);
        }
    }

    /// A name that nothing renders gets the words that no other source word explains.
    fn take_what_is_left(
        &mut self,
        source: &Sentence,
        names: &[Name],
        links: &Links,
        taken: &mut [bool],
    ) {
        let columns = self.sentence.words.len();
        for (index, name) in names.iter().enumerate() {
            if name.words.is_empty() || !self.renderings[index].words.is_empty() {
                continue;
            }
            let expected = name.words.start as f64 / source.words.len() as f64 * columns as f64;
            let longest = if name.is_acronym { 6 } else { name.parts.len() + 2 };
            let mut best: Option<(f64, Range<usize>)> = None;
            let mut start = 0;
            while start < columns {
                let is_free = |j: usize| {
                    let word = &self.sentence.words[j];
                    !taken[j]
                        && !word.is_function
                        && links.elsewhere(&name.words, j) < LARGEST_ELSEWHERE
                };
                let mut end = start;
                while end < columns && end - start < longest && is_free(end) {
                    end += 1;
                }
                if end > start {
                    let here: f64 = (start..end).map(|j| links.among(&name.words, j)).sum();
                    let distance = (start as f64 - expected).abs() / columns as f64;
                    let length = (end - start).min(name.parts.len()) as f64;
                    let score = here + 0.2 * length - 2.0 * distance;
                    if best.as_ref().is_none_or(|(most, _)| score > *most) {
                        best = Some((score, start..end));
                    }
                }
                start = end.max(start + 1);
            }
            if let Some((_, words)) = best {
                taken[words.clone()].fill(true);
                let rendering = &mut self.renderings[index];
                rendering.words = words.clone();
                let anchor = Anchor { link: Link::Left, words, start: 0 };
                rendering.anchors.fill(Some(anchor));
            }
        }
    }
}

/// The names, the surest first, take the words that stand together; no word twice.
fn claim(names: &[Name], offers: &[Offer], renderings: &mut [Rendering], taken: &mut [bool]) {
    let mut of_name: Vec<Vec<&Offer>> = vec![Vec::new(); names.len()];
    offers.iter().for_each(|offer| of_name[offer.name].push(offer));
    let mut open: Vec<(usize, Claim<'_>)> = of_name
        .iter()
        .enumerate()
        .map(|(index, offers)| (index, Claim::best(&names[index], offers, taken)))
        .collect();
    while !open.is_empty() {
        // Of equals the first.
        let best =
            (0..open.len()).rev().max_by(|&a, &b| open[a].1.score.total_cmp(&open[b].1.score));
        let Some(best) = best else { break };
        let (index, claim) = open.remove(best);
        if !claim.is_free(taken) {
            open.insert(best, (index, Claim::best(&names[index], &of_name[index], taken)));
            continue;
        }
        for (part, offer) in claim.chosen.into_iter().enumerate() {
            if let Some(offer) = offer {
                taken[offer.anchor.words.clone()].fill(true);
                renderings[index].anchors[part] = Some(offer.anchor.clone());
            }
        }
    }
}

/// The offers that suit a name best, one per part.
struct Claim<'a> {
    score: f64,
    chosen: Vec<Option<&'a Offer>>,
}

impl<'a> Claim<'a> {
    fn best(name: &Name, offers: &[&'a Offer], taken: &[bool]) -> Self {
        let is_free = |offer: &&Offer| !taken[offer.anchor.words.clone()].contains(&true);
        let free: Vec<&Offer> = offers.iter().copied().filter(is_free).collect();
        let weight = |parts: &Range<usize>| -> f64 {
            name.parts[parts.clone()].iter().map(Part::weight).sum()
        };
        let places: Vec<Place> = free
            .iter()
            .map(|offer| Place {
                parts: offer.parts.clone(),
                words: offer.anchor.words.clone(),
                score: offer.score * weight(&offer.parts),
                may_share: offer.anchor.link == Link::Accepted,
            })
            .collect();
        let width = 2 * name.parts.len() + LARGEST_GAP;
        let (score, chosen) = window::choose(name.parts.len(), &places, width);
        Claim {
            score: score / weight(&(0..name.parts.len())).max(0.4),
            chosen: chosen.into_iter().map(|place| place.map(|place| free[place])).collect(),
        }
    }

    fn is_free(&self, taken: &[bool]) -> bool {
        let words = self.chosen.iter().flatten().map(|offer| offer.anchor.words.clone());
        words.into_iter().all(|words| !taken[words].contains(&true))
    }
}

/// Per name, the words that are an accepted form of it, and what is attached to the first; a word
/// belongs to one name unless one name is within the other.
fn accepted(names: &[Name], sentence: &Sentence) -> Vec<Option<(Range<usize>, usize)>> {
    let mut found: Vec<(usize, usize, Range<usize>, usize)> = Vec::new();
    for (index, name) in names.iter().enumerate() {
        for (rank, form) in name.accepted.iter().enumerate() {
            for place in clitic::find(&sentence.normal, form) {
                let first = sentence.words[place.tokens.start].characters.start;
                let start = place.characters.start - first;
                found.push((index, rank, place.tokens, start));
            }
        }
    }
    // The longest first, then from left to right, then by preference.
    found.sort_by_key(|(index, rank, words, _)| {
        (usize::MAX - words.len(), *index, words.start, *rank)
    });
    let mut wholes: Vec<Option<(Range<usize>, usize)>> = vec![None; names.len()];
    for (index, _, words, start) in found {
        let is_taken = |(other, whole): (usize, &Option<(Range<usize>, usize)>)| {
            whole.as_ref().is_some_and(|(whole, _)| overlap(whole, &words))
                && !overlap(&names[other].words, &names[index].words)
        };
        if wholes[index].is_none() && !wholes.iter().enumerate().any(is_taken) {
            wholes[index] = Some((words, start));
        }
    }
    wholes
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

fn offer_words(
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
                offer(1.0, Link::Accepted, j..j + length, 0);
            }
            if word.is_function {
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
            if let Some((start, similarity)) = fits.max_by(|a, b| a.1.total_cmp(&b.1)) {
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
                let stem = sentence.stem(word + at);
                *stem == **expected || attached(letters, expected).is_some() || {
                    // و ب ل ك before a word without the article.
                    letters.len() > expected.len()
                        && letters.len() <= expected.len() + 3
                        && matches!(letters[0], 'و' | 'ب' | 'ل' | 'ك' | 'ف')
                        && crate::text::stem::stem(&letters[1..]) == &**expected
                }
            })
    });
    matching.map(Vec::len).max()
}
