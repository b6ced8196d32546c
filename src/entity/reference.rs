//! Reference: where the names of a source stand in one reference.

use std::ops::Range;

use super::dictionary::{Dictionary, Links, Numbers};
use super::name::{Name, Part};
use super::offer::{Offer, offer_words};
use super::sentence::Sentence;
use super::transliterate::Aligner;
use super::window::{self, Place};
use crate::text::clitic;

/// A reference with the renderings of the names.
#[derive(Debug, Clone)]
pub(super) struct Reference {
    pub(super) sentence: Sentence,
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

impl Rendering {
    /// Whether the reference surely renders every word of the name here.
    pub(super) fn is_sure(&self) -> bool {
        self.is_accepted
            || self.anchors.iter().all(|anchor| {
                anchor.as_ref().is_some_and(|anchor| match anchor.link {
                    Link::Accepted | Link::Sound | Link::Same | Link::Meaning => true,
                    Link::Learned | Link::Left => false,
                })
            })
    }
}

impl Reference {
    /// No reference: nothing is rendered.
    pub(super) fn none(names: &[Name]) -> Self {
        let rendering = |name: &Name| Rendering {
            anchors: vec![None; name.parts.len()],
            ..Rendering::default()
        };
        Reference {
            sentence: Sentence::default(),
            renderings: names.iter().map(rendering).collect(),
        }
    }
}

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
        let mut reference = Reference { sentence, renderings: rendering };
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
            // What is said twice may be a pronoun the second time.
            let is_said_before = || {
                names.iter().zip(&self.renderings).any(|(other, rendering)| {
                    !rendering.words.is_empty() && other.is_the_same_as(name)
                })
            };
            if name.words.is_empty() || !self.renderings[index].words.is_empty() || is_said_before()
            {
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

/// The names, the surest first, take the words that stand together; no word twice. A full name
/// goes before the surname alone, which would be as happy with the words of the other.
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
        let is_full = |&place: &usize| names[open[place].0].is_more_than(&names[open[best].0]);
        let best = (0..open.len()).find(is_full).unwrap_or(best);
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
