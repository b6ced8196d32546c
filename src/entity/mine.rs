//! Mine: finds the names of a source sentence without a model, by capitals, by the lexicon and by
//! what sounds alike in a reference.

mod lists;

use std::collections::HashMap;
use std::ops::Range;

use self::lists::{
    BEGINNINGS, NO_NAMES, OF_EVENTS, OF_ORGANIZATIONS, OF_PLACES, WITHIN, WITHIN_TITLES,
};
use super::name::Part;
use super::offer::{means, sound};
use super::sentence::Sentence;
use super::transliterate::Aligner;
use super::words::{self, Class};
use super::{EntityType, Fit, Lexicon};
use crate::text::normal::Kind;

/// A name that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) words: Range<usize>,
    pub(super) kind: EntityType,
}

/// A longer run of words with capitals is no name, or several.
const LONGEST_NAME: usize = 12;
/// Mentions of one name in one segment beyond this are not judged one by one.
const MOST_MENTIONS: usize = 64;
/// A word of a reference sounds so much like a name that it is one.
const SURELY_ALIKE: f64 = 0.85;

/// The names of a source sentence from left to right.
pub(super) fn mine(
    raw: &str,
    source: &Sentence,
    references: &[Sentence],
    fit: &Fit,
    lexicon: &Lexicon,
    aligner: &mut Aligner,
) -> Vec<Found> {
    let mut miner = Miner {
        raw,
        source,
        references,
        fit,
        lexicon,
        aligner,
        found: Vec::new(),
        times: HashMap::new(),
    };
    let is_headline = miner.is_headline();
    let mut word = 0;
    while word < source.words.len() {
        word = miner.take(word, is_headline).max(word + 1);
    }
    miner.found
}

struct Miner<'a> {
    raw: &'a str,
    source: &'a Sentence,
    references: &'a [Sentence],
    fit: &'a Fit,
    lexicon: &'a Lexicon,
    aligner: &'a mut Aligner,
    found: Vec<Found>,
    /// How often each name was found.
    times: HashMap<String, usize>,
}

impl Miner<'_> {
    /// Takes the name that begins at a word, if one does, and gives the place behind it.
    fn take(&mut self, word: usize, is_headline: bool) -> usize {
        if !self.is_capital(word) || self.is_beginning(word) {
            return word + 1;
        }
        let end = self.run(word);
        let known = self.known(word);
        let end = known.as_ref().map_or(end, |(length, _)| end.max(word + length));
        // A capital that every word has here tells nothing.
        let is_weak = is_headline || self.source.begins_sentence(word);
        if is_weak && known.is_none() && self.is_ordinary(word, end) {
            return word + 1;
        }
        self.divide(word..end);
        end
    }

    /// Whether a word has its capital from its place alone.
    fn is_beginning(&self, word: usize) -> bool {
        let text = self.word(word);
        self.source.begins_sentence(word)
            && !self.source.words[word].is_acronym
            && BEGINNINGS.split_ascii_whitespace().any(|beginning| beginning == text)
            && self.known(word).is_none()
    }

    /// Whether a capital article within a sentence shows that a title begins: The Whisperer in
    /// Darkness.
    fn begins_title(&self, word: usize) -> bool {
        let is_article = |word: usize| matches!(self.word(word).as_str(), "the" | "a" | "an");
        is_article(word) && !self.source.begins_sentence(word)
    }

    /// Cuts a run at titles, and keeps what is a name.
    fn divide(&mut self, run: Range<usize>) {
        let mut start = run.start;
        for word in run.clone() {
            let is_title = words::find(&self.word(word)).is_some_and(|e| e.class == Class::Title);
            let stands_before_name = word + 1 < run.end && self.is_capital(word + 1);
            // A thing that is named after a person keeps the title: Imam Ali Mosque.
            let names_a_thing = (word + 1..run.end)
                .any(|w| words::find(&self.word(w)).is_some_and(|e| e.class != Class::Title));
            if is_title && stands_before_name && !names_a_thing && !self.is_known(run.clone()) {
                self.keep(start..word);
                start = word + 1;
            }
        }
        self.keep(start..run.end);
    }

    fn keep(&mut self, mut words: Range<usize>) {
        let is_within = |miner: &Self, word| WITHIN.contains(&miner.word(word).as_str());
        while !words.is_empty() && is_within(self, words.start) && !self.is_capital(words.start) {
            words.start += 1;
        }
        let is_joint = |miner: &Self, word| WITHIN_TITLES.contains(&miner.word(word).as_str());
        while !words.is_empty()
            && (is_within(self, words.end - 1) || is_joint(self, words.end - 1))
            && !self.is_capital(words.end - 1)
        {
            words.end -= 1;
        }
        // "The" of The Hague is kept where the lexicon has it.
        if words.len() > 1
            && matches!(self.word(words.start).as_str(), "the" | "le" | "la" | "les")
            && !self.is_known(words.clone())
        {
            words.start += 1;
        }
        let Some(kind) = self.kind(&words) else { return };
        let times = self.times.entry(self.text(&words).to_owned()).or_default();
        *times += 1;
        if *times <= MOST_MENTIONS {
            self.found.push(Found { words, kind });
        }
    }

    /// What a run names; `None` where it is no name.
    fn kind(&mut self, words: &Range<usize>) -> Option<EntityType> {
        let texts: Vec<String> = words.clone().map(|word| self.word(word)).collect();
        let names_nothing = |word: usize| {
            let text = self.word(word);
            self.source.words[word].kind != Kind::Latin
                || NO_NAMES.contains(&text.as_str())
                || self.lexicon.find_latin(&text).is_some_and(|e| e.kind == EntityType::Month)
        };
        if words.clone().all(names_nothing) {
            return None;
        }
        if let Some(entry) = self.lexicon.find_latin(self.text(words)) {
            match entry.kind {
                EntityType::Unit => return None,
                EntityType::Word(word) if word == "LANGUAGE" => {}
                kind => return Some(kind),
            }
        }
        if let [text] = texts.as_slice() {
            let is_letter = text.chars().count() == 1;
            let is_common = words::find(text).is_some_and(|entry| entry.class != Class::Head)
                || self.lexicon.find_latin(text).is_some();
            let mut is_known_here =
                || self.is_spelled(words.start) || self.is_translated(words.start);
            if is_letter || words::is_demonym(text) || is_common && !is_known_here() {
                return None;
            }
        }
        let has = |list: &[&str]| texts.iter().rposition(|text| list.contains(&text.as_str()));
        let told = [
            (has(&OF_PLACES), EntityType::Location),
            (has(&OF_ORGANIZATIONS), EntityType::Organization),
            (has(&OF_EVENTS), EntityType::Event),
        ];
        if let Some((_, kind)) =
            told.into_iter().filter_map(|(at, kind)| Some((at?, kind))).max_by_key(|(at, _)| *at)
        {
            return Some(kind);
        }
        let follows_title = words.start > 0
            && words::find(&self.word(words.start - 1)).is_some_and(|e| e.class == Class::Title);
        let is_plain =
            |text: &String| words::find(text).is_none() && text.chars().all(char::is_alphabetic);
        let is_person = follows_title
            || (2..=4).contains(&texts.len())
                && texts.iter().all(is_plain)
                && !words.clone().any(|word| self.source.words[word].is_acronym);
        Some(if is_person { EntityType::Person } else { EntityType::Other })
    }

    /// Whether a reference transliterates the word.
    fn is_spelled(&mut self, word: usize) -> bool {
        let part = Part::new(self.source, word..word + 1, false, self.lexicon);
        let aligner = &mut *self.aligner;
        self.references.iter().any(|reference| {
            (0..reference.words.len()).any(|j| {
                reference.words[j].kind == Kind::Arabic
                    && sound(&part, reference, j, aligner).is_some_and(|(_, s)| s >= SURELY_ALIKE)
            })
        })
    }

    /// Whether a reference has the word's translation.
    fn is_translated(&self, word: usize) -> bool {
        let part = Part::new(self.source, word..word + 1, false, self.lexicon);
        !self.source.begins_sentence(word)
            && self.references.iter().any(|reference| {
                (0..reference.words.len()).any(|j| means(&part, reference, j).is_some())
            })
    }

    /// Whether words that begin a sentence, or stand in a headline, are no name.
    fn is_ordinary(&mut self, word: usize, end: usize) -> bool {
        let text = self.word(word);
        if self.source.words[word].is_acronym && !self.fit.is_ordinary(&text) {
            return false;
        }
        if self.fit.is_ordinary(&text) {
            return true;
        }
        if self.fit.capitals(&text) > 0 || end > word + 1 && words::find(&text).is_none() {
            return false;
        }
        // A common word at the head of a name is one: Central Park opened.
        let heads = end > word + 1 && words::find(&text).is_some();
        !(heads || self.is_spelled(word))
    }

    /// The place behind a run of words with capitals.
    fn run(&self, word: usize) -> usize {
        let mut end = word + 1;
        while end - word < LONGEST_NAME {
            if let Some(place) = self.behind_joint(word, end) {
                end = place;
                continue;
            }
            let small = self.small_words(end);
            let next = end + small;
            let Some(candidate) = self.source.words.get(next) else { return end };
            let is_number = small == 0
                && candidate.kind == Kind::Number
                && candidate.characters.len() <= 3
                && self.joins(next);
            let goes_on = small <= 3 && self.joins(next) && self.is_capital(next) || is_number;
            if !goes_on || small > 0 && self.is_person_of(word..end) {
                return end;
            }
            end = next + 1;
        }
        end
    }

    /// How many small words from this one on may stand within a name.
    fn small_words(&self, word: usize) -> usize {
        let is_small = |&next: &usize| {
            let text = self.word(next);
            let is_hyphened = || self.source.gap(next) == ['-'] && text.len() <= 3;
            !self.is_capital(next)
                && (self.joins(next) && (WITHIN.contains(&text.as_str()) || is_hyphened())
                    || self.is_possessive(next))
        };
        (word..self.source.words.len()).take_while(is_small).count()
    }

    /// The place behind "and Peace" of War and Peace: common words with capitals on both sides.
    fn behind_joint(&self, word: usize, end: usize) -> Option<usize> {
        let is_joint = |&next: &usize| {
            let text = self.word(next);
            !self.is_capital(next)
                && self.joins(next)
                && (WITHIN_TITLES.contains(&text.as_str()) || next > end && text == "the")
        };
        let next = end + (end..self.source.words.len()).take_while(is_joint).count();
        let is_common = |word: usize| words::find(&self.word(word)).is_some();
        let goes_on = next > end
            && next < self.source.words.len()
            && self.is_capital(next)
            && self.joins(next)
            && !self.source.begins_sentence(word)
            && (self.begins_title(word)
                || is_common(end - 1)
                    && is_common(next)
                    && self.lexicon.find_latin(&self.word(end - 1)).is_none());
        goes_on.then_some(next + 1)
    }

    /// Whether a person stands before "of": Alex Ovechkin of the Capitals is not one name.
    fn is_person_of(&self, run: Range<usize>) -> bool {
        run.len() >= 2
            && self.word(run.end) == "of"
            && run.clone().all(|word| words::find(&self.word(word)).is_none())
    }

    /// Whether a word is the 's of a possessive that stands within a name: World's Fair.
    fn is_possessive(&self, word: usize) -> bool {
        self.source.gap(word) == ['\'']
            && self.word(word) == "s"
            && word + 1 < self.source.words.len()
            && self.is_capital(word + 1)
            && words::find(&self.word(word + 1)).is_some()
            && self.known(word + 1).is_none()
    }

    /// Whether a word belongs to the one before it, for all that stands between them.
    fn joins(&self, word: usize) -> bool {
        let gap: String = self.source.gap(word).iter().collect();
        let after_initial = || {
            let letters = self.word(word - 1);
            letters.chars().count() == 1 || matches!(letters.as_str(), "st" | "mt" | "ft")
        };
        match gap.as_str() {
            " " | "-" | "'" | "\u{a0}" | "" | " & " | "–" | "‑" | "&" => {
                // 's of the possessive is a word of its own.
                !(gap == "'" && self.word(word) == "s")
            }
            "." | ". " => after_initial(),
            _ => false,
        }
    }

    fn is_capital(&self, word: usize) -> bool {
        let word = &self.source.words[word];
        word.kind == Kind::Latin && word.is_capital
    }

    /// The longest name of the lexicon from this word on.
    fn known(&self, word: usize) -> Option<(usize, EntityType)> {
        let end = self.source.words.len().min(word + 8);
        let texts: Vec<&str> = (word..end).map(|w| self.text(&(w..w + 1))).collect();
        let (length, entry) = self.lexicon.longest_latin(&texts)?;
        // All of its large words have capitals here.
        let is_written_so = (word..word + length).all(|w| {
            self.is_capital(w)
                || !self.joins(w)
                || WITHIN.contains(&self.word(w).as_str())
                || matches!(self.word(w).as_str(), "and" | "et" | "d" | "l")
        });
        is_written_so.then_some((length, entry.kind))
    }

    fn is_known(&self, words: Range<usize>) -> bool {
        self.lexicon.find_latin(self.text(&words)).is_some()
    }

    fn text(&self, words: &Range<usize>) -> &str {
        if words.is_empty() {
            return "";
        }
        let characters = self.source.words[words.start].characters.start
            ..self.source.words[words.end - 1].characters.end;
        &self.raw[self.source.normal.bytes(&characters)]
    }

    fn word(&self, word: usize) -> String {
        self.source.letters(word).iter().collect()
    }

    /// Whether nearly all words have capitals.
    fn is_headline(&self) -> bool {
        let long =
            self.source.words.iter().filter(|w| w.kind == Kind::Latin && w.characters.len() > 3);
        let (capitals, all) =
            long.fold((0, 0), |(c, all), w| (c + usize::from(w.is_capital), all + 1));
        all >= 4 && capitals * 10 >= all * 8
    }
}
