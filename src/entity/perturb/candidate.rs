//! Candidate: a name or number that stands in the reference as expected, and may be corrupted.

use std::ops::Range;

use super::digits;
use super::edit::{self, Edit};
use super::letters::Letters;
use super::place::Place;
use crate::corpus::Segment;
use crate::entity::lexicon::arabic_key;
use crate::entity::transliterate::Latin;
use crate::entity::words;
use crate::entity::{
    Asked, EntityType, Examination, Fit, Inventory, Judgement, Lexicon, Verdict, names,
};
use crate::text::normal::{Kind, Normal, Token, is_function_word};

/// A name or number of one segment.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub(super) segment: usize,
    pub(super) entity: String,
    pub(super) kind: EntityType,
    pub(super) source_span: Option<Range<usize>>,
    /// Its code points in the reference, without what is attached.
    pub(super) span: Range<usize>,
    /// What makes mentions of one entity one.
    pub(super) key: String,
    pub(super) subject: Subject,
}

/// What a candidate is.
#[derive(Debug, Clone)]
pub(super) enum Subject {
    /// A number, a date, an amount.
    Quantity {
        /// Whether its digits are those of a day, a year or a time.
        is_date: bool,
    },
    /// A name.
    Name(Box<Name>),
}

/// A name in the reference.
#[derive(Debug, Clone)]
pub(super) struct Name {
    pub(super) place: Place,
    /// Other accepted forms.
    pub(super) forms: Vec<String>,
    /// Whether the source's form would be an error.
    pub(super) has_latin: bool,
    /// What is dropped with it; `None` where little else would remain.
    pub(super) without: Option<Edit>,
    /// Its letters, where they sound like the source's.
    pub(super) letters: Option<Letters>,
}

/// What a segment has to corrupt.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) candidates: Vec<Candidate>,
    /// Ordinary words, in code points.
    pub(super) words: Vec<Range<usize>>,
}

/// Fewer words than this, and nothing is left of a segment without its name.
const LEAST_WORDS: usize = 3;
/// A rendering has at most so many words more than the name: what is longer was found by mistake.
const MORE_WORDS: usize = 3;
/// An ordinary word has at least so many letters.
const LEAST_LETTERS: usize = 3;
/// Prepositions that say nothing without their name; also after و and ف.
const PREPOSITIONS: [&str; 13] =
    ["في", "من", "إلى", "الى", "على", "عن", "مع", "لدى", "عند", "منذ", "نحو", "عبر", "ضد"];
/// Words of names that begin with و or ل: ministry, agency, valley, state, unit, national,
/// committee, language.
const OWN: [&str; 9] = ["وزار", "وكال", "واد", "ولاي", "وحد", "وطن", "وال", "لجن", "لغ"];

/// The types of quantities, which an inventory may list among its names.
pub(super) fn is_quantity(kind: &EntityType) -> bool {
    matches!(kind.name(), "NUMBER" | "DATE" | "MONEY" | "PERCENT")
}

/// The names and numbers of a segment that stand in its reference as expected, in the order of the
/// reference, none overlapping, and its ordinary words.
pub(super) fn find(
    fit: &Fit,
    lexicon: &Lexicon,
    segment: Segment<'_>,
    given: Option<(&Inventory, &[usize])>,
) -> Found {
    let Some(reference) = segment.references().next() else { return Found::default() };
    let (asked, spans): (Vec<Asked>, Vec<Option<Range<usize>>>) = match given {
        Some((inventory, places)) => {
            let mentions = places.iter().map(|&place| &inventory.mentions()[place]);
            mentions
                .filter(|mention| !is_quantity(&mention.kind))
                .map(|mention| (Asked::from(mention), mention.reference_span.clone()))
                .unzip()
        }
        None => names(fit, lexicon, segment).into_iter().map(|asked| (asked, None)).unzip(),
    };
    let judgements = Examination::new(fit, lexicon, segment, asked).judge(reference);
    let characters: Vec<char> = reference.chars().collect();
    let normal = Normal::of(reference);
    let task = Task { lexicon, segment, characters: &characters, normal: &normal };
    let mut candidates: Vec<Candidate> = judgements
        .iter()
        .enumerate()
        .filter_map(|(index, judgement)| match spans.get(index) {
            Some(span) => task.name(judgement, span.as_ref()),
            None => task.quantity(judgement),
        })
        .collect();
    candidates.sort_by_key(|candidate| (candidate.span.start, candidate.span.end));
    let candidates = apart(candidates);
    let taken: Vec<&Range<usize>> = judgements
        .iter()
        .flat_map(|judgement| [&judgement.hypothesis_span, &judgement.reference_span])
        .flatten()
        .collect();
    Found { words: task.words(&taken), candidates }
}

/// The candidates that overlap no other: what is done to one would be done to two.
fn apart(candidates: Vec<Candidate>) -> Vec<Candidate> {
    let spans: Vec<Range<usize>> = candidates.iter().map(|c| c.start()..c.span.end).collect();
    let is_alone = |place: usize| {
        let own = &spans[place];
        !spans
            .iter()
            .enumerate()
            .any(|(other, span)| other != place && span.start < own.end && own.start < span.end)
    };
    let all = candidates.into_iter().enumerate();
    all.filter(|(place, _)| is_alone(*place)).map(|(_, candidate)| candidate).collect()
}

impl Candidate {
    /// Where it begins with what is attached.
    fn start(&self) -> usize {
        match &self.subject {
            Subject::Quantity { .. } => self.span.start,
            Subject::Name(name) => name.place.start,
        }
    }

    /// The name, where it is one.
    pub(super) fn name(&self) -> Option<&Name> {
        match &self.subject {
            Subject::Quantity { .. } => None,
            Subject::Name(name) => Some(name),
        }
    }
}

/// A segment's reference, cut up.
struct Task<'a> {
    lexicon: &'a Lexicon,
    segment: Segment<'a>,
    characters: &'a [char],
    normal: &'a Normal,
}

impl Task<'_> {
    /// The place of what is found where the reference is seen to have it.
    fn span(&self, judgement: &Judgement) -> Option<Range<usize>> {
        let span = judgement.hypothesis_span.clone()?;
        let is_there = judgement.verdict == Verdict::Correct
            && judgement.reference_span.as_ref() == Some(&span)
            && span.end <= self.characters.len();
        is_there.then_some(span)
    }

    fn of(&self, judgement: &Judgement, span: Range<usize>, subject: Subject) -> Option<Candidate> {
        Some(Candidate {
            segment: self.segment.index(),
            entity: judgement.entity.clone()?,
            kind: judgement.kind.clone(),
            source_span: judgement.source_span.clone(),
            span,
            key: judgement.key.clone(),
            subject,
        })
    }

    fn quantity(&self, judgement: &Judgement) -> Option<Candidate> {
        let span = self.span(judgement)?;
        let has_digits = judgement.rendering.as_deref().is_some_and(digits::has_digits);
        let is_date = judgement.kind.name() == "DATE";
        has_digits.then(|| self.of(judgement, span, Subject::Quantity { is_date }))?
    }

    /// The name, whose place may be `given`; else it must be an accepted form, or sound like the
    /// source.
    fn name(&self, judgement: &Judgement, given: Option<&Range<usize>>) -> Option<Candidate> {
        let span = self.span(judgement)?;
        let is_given = given == Some(&span);
        let entity = judgement.entity.as_deref()?.trim();
        let source = Normal::of(entity);
        let words: Vec<String> = source.tokens().iter().map(|token| source.word(token)).collect();
        let sounds = |words: &mut dyn Iterator<Item = &String>| -> Vec<Latin> {
            words.map(|word| Latin::of(word)).filter(|latin| !latin.is_empty()).collect()
        };
        let expected = &judgement.expected;
        let latin = sounds(&mut words.iter());
        let place = Place::of(self.characters, self.normal, span, expected, &latin, entity)?;
        let core: String = self.characters[place.span.clone()].iter().collect();
        let normal = Normal::of(&core);
        // Common words are translated, and sound alike by chance.
        let proper = sounds(&mut words.iter().filter(|word| words::find(word).is_none()));
        // Of للصين the second ل.
        let kept = usize::from(place.form.strip_prefix('ا') == Some(&core));
        let letters = Letters::of(&core, kept, &proper);
        let entry = self.lexicon.find_latin(entity);
        let accepted = entry.iter().flat_map(|entry| &entry.targets).chain(expected.iter().skip(1));
        let is_accepted =
            { accepted }.any(|form| without_article(form) == without_article(&place.form));
        let is_sure = is_given || is_accepted || letters.is_some() && !has_conjunction(&normal);
        if !is_sure || !is_name(&core, &normal, source.tokens().len() + MORE_WORDS) {
            return None;
        }
        let may_stay = entry.is_some_and(|entry| entry.keep_latin);
        let is_latin = source.tokens().iter().any(|token| token.kind == Kind::Latin);
        let name = Name {
            forms: expected.iter().filter(|form| **form != core).cloned().collect(),
            has_latin: is_latin && !may_stay,
            without: self.without(&place, normal.tokens().len()),
            letters,
            place,
        };
        self.of(judgement, name.place.span.clone(), Subject::Name(Box::new(name)))
    }

    /// The name dropped, with the preposition that stands before it.
    fn without(&self, place: &Place, words: usize) -> Option<Edit> {
        if self.normal.tokens().len() < words + LEAST_WORDS {
            return None;
        }
        let mut span = place.start..place.span.end;
        let before = self.characters[..span.start].iter().rev();
        let spaces = before.take_while(|character| **character == ' ').count();
        let end = span.start - spaces;
        let letters = self.characters[..end].iter().rev();
        let start = end - letters.take_while(|character| character.is_alphanumeric()).count();
        let word: String = self.characters[start..end].iter().collect();
        let is = |word: &str| PREPOSITIONS.contains(&word);
        let is_preposition = is(&word) || word.strip_prefix(['و', 'ف']).is_some_and(is);
        if spaces > 0 && place.attached.is_empty() && is_preposition {
            span.start = start;
        }
        Some(edit::drop(self.characters, &span))
    }

    /// The words that are no name, no number and no function word, without marks that follow.
    fn words(&self, taken: &[&Range<usize>]) -> Vec<Range<usize>> {
        let tokens =
            self.normal.tokens().iter().filter(|token| {
                token.kind == Kind::Arabic && token.characters.len() >= LEAST_LETTERS
            });
        let spans = tokens.map(|token| self.normal.code_points(&token.characters));
        let is_ordinary = |span: &Range<usize>| {
            let raw: String = self.characters[span.clone()].iter().collect();
            !is_function_word(&raw)
                && !taken.iter().any(|name| name.start < span.end && span.start < name.end)
        };
        spans.filter(is_ordinary).collect()
    }
}

/// Whether a rendering is a name in Arabic letters, without particles and punctuation.
fn is_name(core: &str, normal: &Normal, most_words: usize) -> bool {
    let is_word =
        |token: &Token| token.kind == Kind::Arabic && !is_function_word(&normal.word(token));
    let letters: usize = normal.tokens().iter().map(|token| token.characters.len()).sum();
    letters >= 2
        && normal.tokens().len() <= most_words
        && normal.tokens().iter().all(is_word)
        && !core.contains(|c: char| c.is_ascii_punctuation() && c != '-')
        && !core.contains(['،', '؛', ':', '«', '»', '“', '”', '؟'])
}

/// Whether a translated name seems to begin with و or ل that is not its own.
fn has_conjunction(normal: &Normal) -> bool {
    let Some(first) = normal.tokens().first() else { return false };
    let word = normal.word(first);
    normal.tokens().len() > 1
        && word.starts_with(['و', 'ل'])
        && !OWN.iter().any(|own| word.starts_with(own))
}

/// A form to be compared without its article.
fn without_article(form: &str) -> String {
    let key = arabic_key(form);
    key.strip_prefix("ال").map_or(key.clone(), str::to_owned)
}
