//! Judge: what became of a name in a hypothesis.
//!
//! The words of a name that sound alike in the reference are looked for by sound, in the
//! hypothesis against the source and against the reference, and either will do; of the words that
//! are translated only the presence of a translation is asked. The words found must stand
//! together.

use std::collections::HashSet;
use std::ops::Range;

use super::confusable::Comparison;
use super::dictionary::{Dictionary, Numbers};
use super::hit::{Fate, Hit, hits, is_attribute, nationality};
use super::name::{Name, Part};
use super::reference::{Anchor, Link, Reference};
use super::sentence::Sentence;
use super::transliterate::Aligner;
use super::window::{self, Place};
use super::{EntityType, Verdict};
use crate::text::clitic::{self, attached};
use crate::text::normal::{Kind, Normal};

/// What became of a name in a hypothesis, and why.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Ruling {
    pub(super) verdict: Verdict,
    pub(super) evidence: &'static str,
    /// The words that render it, and how many letters of the first are attached.
    pub(super) rendering: Option<(Range<usize>, usize)>,
    /// The words that were taken for the name's, without what stands between them.
    pub(super) claimed: Vec<usize>,
    /// How alike the rendering sounds, 0 to 1.
    pub(super) similarity: f64,
    /// Whether every word of the name has its place, and those that differ surely do.
    pub(super) is_sure: bool,
}

/// The buffers of judging.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    pub(super) aligner: Aligner,
    pub(super) comparison: Comparison,
}

/// A segment, one of its references and a hypothesis.
pub(super) struct Task<'a> {
    pub(super) source_numbers: &'a Numbers,
    pub(super) dictionary: &'a Dictionary,
    pub(super) reference: &'a Reference,
    pub(super) hypothesis: &'a Sentence,
    pub(super) numbers: &'a Numbers,
    /// Per word of the hypothesis, whether the reference has it too.
    pub(super) is_shared: &'a [bool],
}

/// Per word of a hypothesis, whether the reference has it, or another form of it.
pub(super) fn shared(reference: &Sentence, hypothesis: &Sentence) -> Vec<bool> {
    let known: HashSet<&[char]> =
        (0..reference.words.len()).map(|word| reference.stem(word)).collect();
    (0..hypothesis.words.len()).map(|word| known.contains(hypothesis.stem(word))).collect()
}

impl Task<'_> {
    /// The ruling on one name; words that are taken render another mention.
    pub(super) fn judge(
        &self,
        index: usize,
        name: &Name,
        taken: &[bool],
        scratch: &mut Scratch,
    ) -> Ruling {
        let rendering = &self.reference.renderings[index];
        let ruling =
            |verdict: Verdict, evidence, place: Option<(Range<usize>, usize)>, similarity| {
                let claimed = place.iter().flat_map(|(words, _)| words.clone()).collect();
                let is_sure = true;
                Ruling { verdict, evidence, rendering: place, claimed, similarity, is_sure }
            };
        if let Some(place) = self.forbidden(name, taken) {
            return ruling(Verdict::Mangled, "forbidden-form", Some(place), 1.0);
        }
        let found = self.find_reference(index, name, taken);
        let found = found.or_else(|| self.find_respaced(index, name, taken));
        if let Some(place) = found {
            return ruling(Verdict::Correct, "as-expected", Some(place), 1.0);
        }
        let accepted = self.find_accepted(name, taken);
        // A surname is an accepted form; what stands before it may still be wrong.
        let is_all = |(words, _): &(Range<usize>, usize)| words.len() >= name.parts.len();
        if let Some(place) = accepted.clone().filter(|place| is_all(place) || name.is_given) {
            // Of the forms that a user gives, the reference chose another.
            let is_other = name.is_given && !rendering.words.is_empty();
            let verdict = if is_other { Verdict::Variant } else { Verdict::Correct };
            return ruling(verdict, "accepted-form", Some(place), 1.0);
        }
        if let Some(place) = self.find_spelling(name, taken) {
            return ruling(Verdict::Untranslated, "latin-left-in", Some(place), 0.0);
        }
        if name.kind == EntityType::Location
            && let Some(word) = nationality(self, &name.accepted, &rendering.words, taken)
        {
            let verdict = match is_attribute(self.hypothesis, word) {
                true => Verdict::Correct,
                false => Verdict::Variant,
            };
            return ruling(verdict, "nationality", Some((word..word + 1, 0)), 1.0);
        }
        let all: Vec<Vec<Hit>> = name
            .parts
            .iter()
            .zip(&rendering.anchors)
            .map(|(part, anchor)| {
                let is_same = |other: &&Option<Anchor>| {
                    matches!((other, anchor), (Some(a), Some(b)) if a.words == b.words)
                };
                let is_joined = rendering.anchors.iter().filter(is_same).count() > 1;
                let mut hits = hits(self, index, name, part, anchor.as_ref(), is_joined, scratch);
                hits.retain(|hit| !taken[hit.words.clone()].contains(&true));
                hits
            })
            .collect();
        let chosen = choose(name, &all, rendering.words.len());
        let (mut verdict, mut evidence) = decide(name, &chosen);
        if verdict == Verdict::Correct && !is_in_order(&rendering.anchors, &chosen) {
            (verdict, evidence) = (Verdict::Variant, "another-order");
        }
        if rendering.words.is_empty() {
            (verdict, evidence) = without_reference(name, &chosen, verdict, evidence);
        }
        let found = || chosen.iter().flatten();
        let place = found().min_by_key(|hit| hit.words.start).map(|first| {
            let end = found().map(|hit| hit.words.end).max().unwrap_or(first.words.end);
            (first.words.start..end, first.start)
        });
        let similarity =
            found().map(|hit| hit.similarity).sum::<f64>() / name.parts.len().max(1) as f64;
        let claimed = chosen.iter().flatten().flat_map(|hit| hit.words.clone()).collect();
        let is_sure =
            |hit: &Option<&Hit>| hit.is_some_and(|hit| !hit.fate.is_wrong() || hit.is_far);
        let is_sure = chosen.iter().all(is_sure);
        Ruling { claimed, is_sure, ..ruling(verdict, evidence, place, similarity) }
    }

    fn forbidden(&self, name: &Name, taken: &[bool]) -> Option<(Range<usize>, usize)> {
        let found =
            name.forbidden.iter().flat_map(|form| clitic::find(&self.hypothesis.normal, form));
        let mut free = found.filter(|found| !taken[found.tokens.clone()].contains(&true));
        free.next().map(|found| self.hypothesis.place(&found))
    }

    fn find_accepted(&self, name: &Name, taken: &[bool]) -> Option<(Range<usize>, usize)> {
        name.accepted.iter().find_map(|form| {
            let found = clitic::find(&self.hypothesis.normal, form);
            let free = |found: &&clitic::Found| !taken[found.tokens.clone()].contains(&true);
            found.iter().find(free).map(|found| self.hypothesis.place(found))
        })
    }

    /// Another Latin spelling of the name, as Chechnya for Tchétchénie, that the reference lacks.
    fn find_spelling(&self, name: &Name, taken: &[bool]) -> Option<(Range<usize>, usize)> {
        if name.keeps_latin {
            return None;
        }
        name.spellings.iter().find_map(|form| {
            let found = clitic::find(&self.hypothesis.normal, form);
            let free = |found: &&clitic::Found| !taken[found.tokens.clone()].contains(&true);
            let found = found.iter().find(free)?;
            let is_kept = !clitic::find(&self.reference.sentence.normal, form).is_empty();
            (!is_kept).then(|| self.hypothesis.place(found))
        })
    }

    /// All of the reference's rendering.
    fn find_reference(
        &self,
        index: usize,
        name: &Name,
        taken: &[bool],
    ) -> Option<(Range<usize>, usize)> {
        let sentence = self.hypothesis;
        let rendering = &self.reference.renderings[index];
        let weight = |known: bool| -> f64 {
            let parts = name.parts.iter().zip(&rendering.anchors);
            parts.filter(|(_, a)| !known || a.is_some()).map(|(part, _)| part.weight()).sum()
        };
        let is_whole = rendering.is_accepted || weight(true) >= LEAST_KNOWN * weight(false);
        if rendering.words.is_empty() || !is_whole {
            return None;
        }
        let words = rendering.words.clone();
        // Word by word with what the reference may have attached.
        let reference = &self.reference.sentence;
        (0..(sentence.words.len() + 1).saturating_sub(words.len())).find_map(|start| {
            let mut skipped = None;
            for (at, word) in words.clone().enumerate() {
                let own = if at == 0 { rendering.start } else { 0 };
                let expected = reference.letters_from(word, own);
                let letters = sentence.letters(start + at);
                let found = match (reference.words[word].kind, sentence.words[start + at].kind) {
                    _ if taken[start + at] => return None,
                    (Kind::Arabic, Kind::Arabic) => attached(letters, expected)?.letters,
                    (a, b) if a == b && letters == expected => 0,
                    _ => return None,
                };
                skipped.get_or_insert(found);
            }
            Some((start..start + words.len(), skipped.unwrap_or(0)))
        })
    }
}

impl Task<'_> {
    /// All of the reference's rendering, with other spaces: وايت هول for وايتهول.
    fn find_respaced(
        &self,
        index: usize,
        name: &Name,
        taken: &[bool],
    ) -> Option<(Range<usize>, usize)> {
        let rendering = &self.reference.renderings[index];
        let reference = &self.reference.sentence;
        let mut words = rendering.words.clone();
        let is_spelled = |anchor: &Option<Anchor>| {
            anchor.as_ref().is_some_and(|anchor| anchor.link == Link::Sound)
        };
        let is_arabic = |word: usize| reference.words[word].kind == Kind::Arabic;
        if words.is_empty()
            || rendering.anchors.len() < name.parts.len()
            || !rendering.anchors.iter().all(is_spelled)
            || !words.all(is_arabic)
            // آل is no article.
            || reference.letters(rendering.words.start) == ['ا', 'ل']
        {
            return None;
        }
        let letters = reference.joined(&rendering.words, rendering.start);
        let form = Normal::of(&letters.into_iter().collect::<String>());
        let mut found = clitic::find(&self.hypothesis.normal, &form).into_iter();
        let free = |found: &clitic::Found| !taken[found.tokens.clone()].contains(&true);
        found.find(free).map(|found| self.hypothesis.place(&found))
    }
}

/// A reference may leave out so much of a name and still render it.
const LEAST_KNOWN: f64 = 0.5;

/// Whether the parts follow each other as in the reference.
fn is_in_order(anchors: &[Option<Anchor>], chosen: &[Option<&Hit>]) -> bool {
    let mut places: Vec<(usize, usize)> = anchors
        .iter()
        .zip(chosen)
        .filter_map(|(anchor, hit)| Some((anchor.as_ref()?.words.start, hit.as_ref()?.words.start)))
        .collect();
    places.sort_unstable();
    places.is_sorted_by_key(|(_, own)| *own)
}

/// Without a reference a name may be translated in words that nothing here knows.
fn without_reference(
    name: &Name,
    chosen: &[Option<&Hit>],
    verdict: Verdict,
    evidence: &'static str,
) -> (Verdict, &'static str) {
    let is_known = !name.accepted.is_empty();
    let is_clear = chosen
        .iter()
        .flatten()
        .any(|hit| hit.fate == Fate::Distorted && hit.similarity >= CLEARLY_DISTORTED);
    let is_perfect = chosen.iter().all(|hit| hit.is_some_and(|hit| hit.similarity >= PERFECT));
    match verdict {
        Verdict::Variant if is_perfect && !is_known => (Verdict::Correct, "sounds-alike"),
        Verdict::Mangled if !is_known && !is_clear => (Verdict::Unlocated, "no-reference"),
        Verdict::Omitted if !is_known => (Verdict::Unlocated, "no-reference"),
        _ => (verdict, evidence),
    }
}

/// Without a reference, what sounds like the source letter by letter is right.
const PERFECT: f64 = 0.995;

/// Without a reference, only what is so much alike is surely the name, distorted.
const CLEARLY_DISTORTED: f64 = 0.72;

/// The hits that stand together and make up most of the name, one per part.
fn choose<'a>(name: &Name, all: &'a [Vec<Hit>], expected: usize) -> Vec<Option<&'a Hit>> {
    let width = 2 + name.parts.len() + name.parts.len().max(expected);
    let hits: Vec<(usize, &Hit)> = all
        .iter()
        .enumerate()
        .flat_map(|(part, hits)| hits.iter().map(move |hit| (part, hit)))
        .collect();
    let places: Vec<Place> = hits
        .iter()
        .map(|(part, hit)| Place {
            parts: *part..part + 1,
            words: hit.words.clone(),
            score: name.parts[*part].weight() * (hit.fate.quality() + 0.1 * hit.similarity),
            may_share: hit.fate == Fate::Same,
        })
        .collect();
    let (_, chosen) = window::choose(all.len(), &places, width);
    chosen.into_iter().map(|index| index.map(|index| hits[index].1)).collect()
}

/// So much alike is a word that the rest of the name explains.
const SLIGHTLY_DISTORTED: f64 = 0.88;

fn decide(name: &Name, chosen: &[Option<&Hit>]) -> (Verdict, &'static str) {
    if name.parts.is_empty() {
        // Only its accepted forms are known, and none is there.
        return (Verdict::Omitted, "no-accepted-form");
    }
    let (mut whole, mut same, mut alike, mut distorted, mut foreign) = (0.0, 0.0, 0.0, 0.0, 0.0);
    let mut slightly = 0.0;
    for (part, hit) in name.parts.iter().zip(chosen) {
        let weight = part.weight();
        whole += weight;
        match hit.map(|hit| hit.fate) {
            Some(Fate::Same) => same += weight,
            Some(Fate::Alike | Fate::Meant | Fate::Translated) => alike += weight,
            Some(Fate::Distorted | Fate::Literal) => distorted += weight,
            Some(Fate::Foreign) => foreign += weight,
            None => {}
        }
        if hit
            .is_some_and(|hit| hit.fate == Fate::Distorted && hit.similarity >= SLIGHTLY_DISTORTED)
        {
            slightly += weight;
        }
    }
    let is_translated = chosen.iter().flatten().any(|hit| hit.fate == Fate::Translated);
    // A number or a generic word alone does not name it.
    let is_bare = name.parts.iter().any(Part::is_own) && {
        let own = name.parts.iter().zip(chosen).filter(|(part, _)| part.is_own());
        own.clone().all(|(_, hit)| hit.is_none())
    };
    let is_last_there =
        matches!(chosen.last(), Some(Some(hit)) if matches!(hit.fate, Fate::Same | Fate::Alike));
    let there = same + alike;
    if foreign > 0.0 && foreign >= 0.34 * whole {
        (Verdict::Untranslated, "latin-left-in")
    } else if same >= 0.999 * whole {
        (Verdict::Correct, "every-word-as-expected")
    } else if there >= 0.999 * whole {
        (Verdict::Variant, "another-spelling")
    } else if name.kind == EntityType::Person && is_last_there && distorted == 0.0 {
        (Verdict::Variant, "surname-alone")
    } else if slightly > 0.0 && slightly <= there && there + slightly >= 0.999 * whole {
        // Beside a word that is right the other is known for what it is.
        (Verdict::Variant, "one-word-differs")
    } else if there >= 0.6 * whole && distorted == 0.0 && !is_translated {
        (Verdict::Variant, "most-of-the-name")
    } else if is_bare && there > 0.0 && there < 0.5 * whole {
        (Verdict::Mangled, "only-generic-words")
    } else if there > 0.0 || distorted > 0.0 {
        (Verdict::Mangled, "letters-differ")
    } else {
        (Verdict::Omitted, "nothing-alike")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part_hits(fates: &[Option<(Fate, f64)>]) -> Vec<Option<Hit>> {
        let hit =
            |(fate, similarity)| Hit { fate, words: 0..1, start: 0, similarity, is_far: false };
        fates.iter().map(|fate| fate.map(hit)).collect()
    }

    /// The verdict on a name of Latin words whose parts fared so.
    fn decided(name: &str, fates: &[Option<(Fate, f64)>]) -> (Verdict, &'static str) {
        let sentence = Sentence::of(name);
        let kind = EntityType::Other;
        let lexicon = crate::entity::Lexicon::built_in();
        let name = Name::new(&sentence, 0..sentence.words.len(), kind, &[], lexicon, name);
        let hits = part_hits(fates);
        assert_eq!(name.parts.len(), hits.len());
        decide(&name, &hits.iter().map(Option::as_ref).collect::<Vec<_>>())
    }

    const SAME: Option<(Fate, f64)> = Some((Fate::Same, 1.0));

    #[test]
    fn a_word_that_nearly_is_right_passes_beside_one_that_is() {
        let nearly = Some((Fate::Distorted, 0.9));
        assert_eq!(decided("Zqarto Vlimka", &[SAME, nearly]).0, Verdict::Variant);
        assert_eq!(
            decided("Zqarto Vlimka", &[SAME, Some((Fate::Distorted, 0.8))]).0,
            Verdict::Mangled
        );
        // By itself, or where all words differ, nothing tells what is meant.
        assert_eq!(decided("Vlimka", &[nearly]).0, Verdict::Mangled);
        assert_eq!(decided("Zqarto Vlimka", &[nearly, nearly]).0, Verdict::Mangled);
        assert_eq!(decided("Zqarto Vlimka", &[nearly, None]).0, Verdict::Mangled);
    }

    #[test]
    fn most_of_a_name_is_the_name_but_half_a_translation_is_not() {
        let translated = Some((Fate::Translated, 1.0));
        assert_eq!(decided("Zqarto Vlimka Drono", &[SAME, SAME, None]).0, Verdict::Variant);
        assert_eq!(decided("Zqarto Vlimka Drono", &[SAME, translated, None]).0, Verdict::Mangled);
        assert_eq!(decided("Zqarto Vlimka", &[SAME, translated]).0, Verdict::Variant);
    }

    #[test]
    fn generic_words_alone_do_not_name_it_and_one_foreign_word_leaves_it_untranslated() {
        assert_eq!(
            decided("Zqarto University", &[None, SAME]),
            (Verdict::Mangled, "only-generic-words")
        );
        assert_eq!(decided("Zqarto", &[None]).0, Verdict::Omitted);
        let foreign = Some((Fate::Foreign, 0.0));
        assert_eq!(decided("Zqarto Vlimka", &[SAME, foreign]).0, Verdict::Untranslated);
        assert_eq!(decided("Zqarto Vlimka", &[SAME, SAME]).0, Verdict::Correct);
    }

    #[test]
    fn without_a_reference_a_weak_likeness_says_nothing() {
        let sentence = Sentence::of("Zqarto");
        let lexicon = crate::entity::Lexicon::built_in();
        let name = Name::new(&sentence, 0..1, EntityType::Other, &[], lexicon, "Zqarto");
        let judged = |similarity| {
            let hits = part_hits(&[Some((Fate::Distorted, similarity))]);
            let hits: Vec<Option<&Hit>> = hits.iter().map(Option::as_ref).collect();
            without_reference(&name, &hits, Verdict::Mangled, "letters-differ").0
        };
        assert_eq!(judged(0.6), Verdict::Unlocated);
        assert_eq!(judged(0.8), Verdict::Mangled);
    }
}
