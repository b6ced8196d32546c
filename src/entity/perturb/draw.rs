//! Draw: which candidates are corrupted, and what comes in their place.

mod split;

use std::collections::BTreeSet;
use std::ops::Range;

use super::candidate::{Candidate, Name, Subject};
use super::digits;
use super::edit::{self, Edit};
use super::random::Random;
use super::{Corruption, Count, Settings};
use crate::corpus::Corpus;
use crate::entity::confusable::Comparison;
use crate::entity::lexicon::{arabic_key, latin_key};
use crate::entity::{Lexicon, Verdict};

/// What is done to a candidate.
#[derive(Debug, Clone)]
pub(super) struct Outcome {
    pub(super) kind: Corruption,
    pub(super) edit: Edit,
    /// Where the name stands in the replacement; `None` where it is gone.
    pub(super) core: Option<Range<usize>>,
    pub(super) verdict: Verdict,
}

/// Names drawn as a swap before it is given up.
const PARTNERS: usize = 40;
/// Another name is less alike.
const LARGEST_LIKENESS: f64 = 0.5;

/// The draws, and what came of them.
#[derive(Debug)]
pub(super) struct Draw<'a> {
    candidates: &'a [Candidate],
    corpus: &'a Corpus,
    lexicon: &'a Lexicon,
    settings: &'a Settings,
    /// The keys of all renderings.
    known: BTreeSet<String>,
    random: Random,
    /// Which candidates another way has, or must not be touched.
    taken: Vec<bool>,
    /// What was done to each candidate.
    pub(super) outcomes: Vec<Option<Outcome>>,
    /// Which candidates are mentions of a name that is split.
    pub(super) split: Vec<bool>,
    /// Ordinary words that go, with their segments.
    pub(super) dropped_words: Vec<(usize, Edit)>,
}

impl<'a> Draw<'a> {
    /// Nothing drawn yet.
    pub(super) fn new(
        candidates: &'a [Candidate],
        corpus: &'a Corpus,
        lexicon: &'a Lexicon,
        settings: &'a Settings,
    ) -> Self {
        let names = candidates.iter().filter_map(Candidate::name);
        Draw {
            known: names.map(|name| arabic_key(&name.place.form)).collect(),
            random: Random::new(settings.seed),
            taken: vec![false; candidates.len()],
            outcomes: vec![None; candidates.len()],
            split: vec![false; candidates.len()],
            dropped_words: Vec::new(),
            candidates,
            corpus,
            lexicon,
            settings,
        }
    }

    /// Draws for every way that is asked for, and counts.
    pub(super) fn all(
        &mut self,
        documents: &[usize],
        words: &[(usize, Range<usize>)],
    ) -> Vec<Count> {
        let has = |kind: &Corruption| self.settings.kinds.contains(kind);
        let kinds: Vec<Corruption> = Corruption::ALL.into_iter().filter(has).collect();
        let mut counts = Vec::new();
        // Whole documents first: a name is split only where nothing else happens to it.
        if kinds.contains(&Corruption::Split) {
            counts.push(self.split(documents));
        }
        let of_names = |kind: &Corruption| match kind {
            Corruption::Latin | Corruption::Letters | Corruption::Swap | Corruption::Drop => true,
            Corruption::Split | Corruption::Numbers | Corruption::Words => false,
        };
        counts.extend(self.names(&kinds.iter().copied().filter(of_names).collect::<Vec<_>>()));
        if kinds.contains(&Corruption::Numbers) {
            counts.push(self.numbers());
        }
        if kinds.contains(&Corruption::Words) {
            counts.push(self.words(words));
        }
        counts.sort_by_key(|count| count.kind);
        counts
    }

    /// So many of these are to be corrupted.
    fn wanted(&self, candidates: usize) -> usize {
        let wanted = (candidates as f64 * self.settings.rate).round();
        #[expect(clippy::cast_possible_truncation, reason = "at most the number of candidates")]
        let wanted = wanted as usize;
        wanted.min(candidates)
    }

    /// The ways that take single names share them in turn.
    fn names(&mut self, kinds: &[Corruption]) -> Vec<Count> {
        let mut order: Vec<usize> = (0..self.candidates.len()).collect();
        self.random.shuffle(&mut order);
        let mut turns: Vec<(Count, usize, Vec<usize>)> = Vec::new();
        for &kind in kinds {
            let is_eligible = |&&place: &&usize| is_eligible(&self.candidates[place], kind);
            let mut eligible: Vec<usize> = order.iter().filter(is_eligible).copied().collect();
            let count = Count { kind, candidates: eligible.len(), corrupted: 0 };
            let wanted = self.wanted(eligible.len());
            eligible.reverse();
            turns.push((count, wanted, eligible));
        }
        loop {
            let mut is_done = true;
            for (count, wanted, eligible) in &mut turns {
                while count.corrupted < *wanted {
                    let Some(place) = eligible.pop() else { break };
                    if self.taken[place] {
                        continue;
                    }
                    if let Some(outcome) = self.corrupt(place, count.kind) {
                        self.outcomes[place] = Some(outcome);
                        self.taken[place] = true;
                        count.corrupted += 1;
                        is_done = false;
                        break;
                    }
                }
            }
            if is_done {
                return turns.into_iter().map(|(count, _, _)| count).collect();
            }
        }
    }

    fn corrupt(&mut self, place: usize, kind: Corruption) -> Option<Outcome> {
        let candidate = &self.candidates[place];
        let name = candidate.name()?;
        match kind {
            Corruption::Latin => Some(self.latin(candidate, name, kind)),
            Corruption::Letters => {
                let letters = name.letters.as_ref()?;
                let form = letters.mangle(self.lexicon, &self.known, &mut self.random)?;
                let edit = Edit { span: candidate.span.clone(), text: form };
                Some(replaced(kind, edit, Verdict::Mangled))
            }
            Corruption::Swap => {
                let form = self.partner(candidate, name)?;
                let (text, core) = name.place.attach(&form);
                let edit = Edit { span: whole(name), text };
                Some(Outcome { kind, edit, core: Some(core), verdict: Verdict::Mangled })
            }
            Corruption::Drop => {
                let edit = name.without.clone()?;
                Some(Outcome { kind, edit, core: None, verdict: Verdict::Omitted })
            }
            Corruption::Split | Corruption::Numbers | Corruption::Words => None,
        }
    }

    fn latin(&mut self, candidate: &Candidate, name: &Name, kind: Corruption) -> Outcome {
        let (text, core) = name.place.attach_latin(&candidate.entity, &mut self.random);
        let edit = Edit { span: whole(name), text };
        Outcome { kind, edit, core: Some(core), verdict: Verdict::Untranslated }
    }

    /// The form of another name of the corpus, of the same type where there is one.
    fn partner(&mut self, candidate: &Candidate, name: &Name) -> Option<String> {
        let reference = self.corpus.references()[0].get(candidate.segment).unwrap_or_default();
        let own = arabic_key(&name.place.form);
        let source = latin_key(&candidate.entity);
        let shares_word = |one: &str, other: &str| {
            one.split(' ').any(|word| other.split(' ').any(|other| word == other))
        };
        let mut comparison = Comparison::new();
        for is_same_type in [true, false] {
            for _ in 0..PARTNERS {
                let other = self.random.pick(self.candidates)?;
                let Some(form) = other.name().map(|name| &name.place.form) else { continue };
                let is_other = other.key != candidate.key
                    && (!is_same_type || other.kind == candidate.kind)
                    && !reference.contains(form.as_str())
                    && !shares_word(&arabic_key(form), &own)
                    && !shares_word(&latin_key(&other.entity), &source)
                    && comparison.similarity(form, &name.place.form) < LARGEST_LIKENESS;
                if is_other {
                    return Some(form.clone());
                }
            }
        }
        None
    }

    fn numbers(&mut self) -> Count {
        let is_number = |&place: &usize| self.candidates[place].name().is_none();
        let mut places: Vec<usize> = (0..self.candidates.len()).filter(is_number).collect();
        self.random.shuffle(&mut places);
        let wanted = self.wanted(places.len());
        let mut count = Count { kind: Corruption::Numbers, candidates: places.len(), corrupted: 0 };
        for place in places {
            if count.corrupted == wanted {
                break;
            }
            let candidate = &self.candidates[place];
            let Subject::Quantity { is_date } = candidate.subject else { continue };
            let reference = self.corpus.references()[0].get(candidate.segment).unwrap_or_default();
            let characters: Vec<char> = reference.chars().collect();
            let text = digits::change(&characters, &candidate.span, is_date, &mut self.random);
            let Some(text) = text else { continue };
            let edit = Edit { span: candidate.span.clone(), text };
            let outcome = replaced(Corruption::Numbers, edit, Verdict::WrongNumber);
            self.outcomes[place] = Some(outcome);
            count.corrupted += 1;
        }
        count
    }

    fn words(&mut self, words: &[(usize, Range<usize>)]) -> Count {
        let mut order: Vec<usize> = (0..words.len()).collect();
        self.random.shuffle(&mut order);
        order.truncate(self.wanted(words.len()));
        for &place in &order {
            let (segment, span) = &words[place];
            let reference = self.corpus.references()[0].get(*segment).unwrap_or_default();
            let characters: Vec<char> = reference.chars().collect();
            self.dropped_words.push((*segment, edit::drop(&characters, span)));
        }
        Count { kind: Corruption::Words, candidates: words.len(), corrupted: order.len() }
    }
}

/// Whether a candidate can be corrupted in this way.
fn is_eligible(candidate: &Candidate, kind: Corruption) -> bool {
    candidate.name().is_some_and(|name| match kind {
        Corruption::Latin => name.has_latin,
        Corruption::Letters => name.letters.is_some(),
        Corruption::Swap => true,
        Corruption::Drop => name.without.is_some(),
        Corruption::Split | Corruption::Numbers | Corruption::Words => false,
    })
}

/// A name with what is attached to it.
fn whole(name: &Name) -> Range<usize> {
    name.place.start..name.place.span.end
}

/// A replacement in which nothing is attached.
fn replaced(kind: Corruption, edit: Edit, verdict: Verdict) -> Outcome {
    let core = 0..edit.text.chars().count();
    Outcome { kind, edit, core: Some(core), verdict }
}
