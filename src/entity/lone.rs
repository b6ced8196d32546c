//! Lone: what a document shows by itself, without a source and a reference.
//!
//! Latin words in Arabic text, words that are nearly a known name, and the known names: enough to
//! see that a name is rendered in several ways. These are warnings, never a score.

use std::ops::Range;

use super::confusable::Comparison;
use super::gloss::is_gloss;
use super::judgement::Judgement;
use super::lexicon::{Entry, latin_key};
use super::sentence::Sentence;
use super::transliterate::{Aligner, Latin};
use super::{EntityType, Lexicon, Verdict, words};
use crate::finding::Severity;
use crate::text::clitic::attached;
use crate::text::normal::{Kind, Normal};

/// Known Arabic names of one word that are long enough to be known again when distorted.
#[derive(Debug, Default)]
pub(super) struct Known {
    forms: Vec<Form>,
}

#[derive(Debug)]
struct Form {
    letters: Vec<char>,
    mask: u64,
    entry: Entry,
}

/// A word so much like a known name, and not more, is that name distorted.
const DISTORTED: Range<f64> = 0.76..0.93;
/// Consonants that a name has at least to be known again.
const LEAST_CONSONANTS: usize = 5;
/// A Latin word that sounds so much like an Arabic one of the document is the same name.
const SAME_SOUND: f64 = 0.85;

impl Known {
    /// The names of a lexicon.
    pub(super) fn of(lexicon: &Lexicon) -> Self {
        let mut forms = Vec::new();
        for entry in lexicon.entries() {
            let is_name = matches!(
                entry.kind,
                EntityType::Person
                    | EntityType::Location
                    | EntityType::Organization
                    | EntityType::Product
                    | EntityType::Brand
            );
            if !is_name {
                continue;
            }
            for target in &entry.targets {
                let normal = Normal::of(target);
                let [only] = normal.tokens() else { continue };
                let letters = normal.letters(only);
                let letters = letters.strip_prefix(&['ا', 'ل']).unwrap_or(letters).to_vec();
                if only.kind == Kind::Arabic && consonants(&letters) >= LEAST_CONSONANTS {
                    forms.push(Form { mask: mask(&letters), letters, entry: entry.clone() });
                }
            }
        }
        Known { forms }
    }

    /// The known name that a word distorts, its form, and how alike they are.
    fn distorted(&self, word: &[char], comparison: &mut Comparison) -> Option<(&Form, f64)> {
        let word = word.strip_prefix(&['ا', 'ل']).unwrap_or(word);
        if consonants(word) + 1 < LEAST_CONSONANTS {
            return None;
        }
        let own = mask(word);
        let near = self.forms.iter().filter(|form| {
            form.letters.len().abs_diff(word.len()) <= 2 && (form.mask ^ own).count_ones() <= 4
        });
        let alike = near.map(|form| (form, comparison.similarity_of_letters(word, &form.letters)));
        alike
            .max_by(|a, b| a.1.total_cmp(&b.1))
            .filter(|(_, similarity)| DISTORTED.contains(similarity))
    }
}

/// What a text shows.
pub(super) fn judge(text: &str, lexicon: &Lexicon, known: &Known) -> Vec<Judgement> {
    let sentence = Sentence::of(text);
    let raw: Vec<char> = text.chars().collect();
    let mut judgements = Vec::new();
    let mut comparison = Comparison::new();
    let mut word = 0;
    while word < sentence.words.len() {
        let end = match sentence.words[word].kind {
            Kind::Latin | Kind::Other => foreign(&sentence, word, lexicon, &raw, &mut judgements),
            Kind::Arabic => {
                let found = recognised(&sentence, word, lexicon, &raw, &mut judgements);
                found.unwrap_or_else(|| {
                    nearly(&sentence, word, known, lexicon, &raw, &mut comparison, &mut judgements);
                    word + 1
                })
            }
            Kind::Number => word + 1,
        };
        word = end.max(word + 1);
    }
    same_names(&sentence, &raw, &mut judgements);
    judgements.sort_by_key(|j| j.hypothesis_span.as_ref().map_or(0, |span| span.start));
    judgements
}

/// A run of words in another script.
fn foreign(
    sentence: &Sentence,
    word: usize,
    lexicon: &Lexicon,
    raw: &[char],
    judgements: &mut Vec<Judgement>,
) -> usize {
    let kind = sentence.words[word].kind;
    let mut end = word + 1;
    while end < sentence.words.len()
        && sentence.words[end].kind == kind
        && (sentence.words[end].is_adjacent || sentence.gap(end) == ['\''])
    {
        end += 1;
    }
    let span = sentence.span(&(word..end), 0);
    let rendering: String = raw[span.clone()].iter().collect();
    let is_markup = sentence.gap(word).last() == Some(&'&');
    let entry = lexicon.find_latin(&rendering);
    let is_kept = entry.as_ref().is_some_and(|entry| {
        entry.keep_latin || matches!(entry.kind, EntityType::Unit | EntityType::Month)
    });
    if span.len() < 2 || is_markup || is_kept || is_gloss(sentence, &(word..end)) {
        return end;
    }
    let is_known = entry.as_ref().is_some_and(|entry| !entry.targets.is_empty());
    judgements.push(Judgement {
        key: entry.as_ref().map_or_else(|| latin_key(&rendering), |entry| entry.head().to_owned()),
        entity: entry.as_ref().map(|entry| entry.head().to_owned()),
        kind: entry.as_ref().map_or(EntityType::Other, |entry| entry.kind.clone()),
        verdict: Verdict::Untranslated,
        severity: Some(if is_known { Severity::Error } else { Severity::Warning }),
        evidence: "latin-left-in",
        source_span: None,
        reference_span: None,
        hypothesis_span: Some(span),
        rendering: Some(rendering),
        expected: entry.map_or(Vec::new(), |entry| entry.targets),
        similarity: 0.0,
    });
    end
}

/// A known name that begins at a word, perhaps behind attached clitics.
fn recognised(
    sentence: &Sentence,
    word: usize,
    lexicon: &Lexicon,
    raw: &[char],
    judgements: &mut Vec<Judgement>,
) -> Option<usize> {
    if sentence.words[word].is_function {
        return None;
    }
    let end = sentence.words.len().min(word + 8);
    let texts: Vec<String> =
        (word..end).map(|w| sentence.letters(w).iter().collect::<String>()).collect();
    let mut best: Option<(usize, usize, Entry)> = None;
    for form in &sentence.words[word].forms {
        let first: String = sentence.letters_from(word, form.start).iter().collect();
        let with_article = format!("ال{first}");
        // After لل the article's ا is not written.
        for first in [first.as_str(), with_article.as_str()] {
            let mut run: Vec<&str> = vec![first];
            run.extend(texts[1..].iter().map(String::as_str));
            if let Some((length, entry)) = lexicon.longest_arabic(&run)
                && best.as_ref().is_none_or(|(longest, ..)| length > *longest)
            {
                best = Some((length, form.start, entry));
            }
        }
    }
    let (length, start, entry) = best?;
    let is_name = !matches!(entry.kind, EntityType::Unit | EntityType::Month | EntityType::Word(_));
    // A common word may be a name too: المدينة is Medina and the city.
    let letters = sentence.letters_from(word, start);
    let bare = letters.strip_prefix(&['ا', 'ل']).unwrap_or(letters);
    let is_ordinary = length == 1 && (bare.len() <= 3 || words::is_common(bare));
    if !is_name || is_ordinary {
        return Some(word + length);
    }
    let span = sentence.span(&(word..word + length), start);
    judgements.push(Judgement {
        key: entry.head().to_owned(),
        entity: Some(entry.head().to_owned()),
        kind: entry.kind.clone(),
        verdict: Verdict::Correct,
        severity: None,
        evidence: "known-name",
        source_span: None,
        reference_span: None,
        rendering: Some(raw[span.clone()].iter().collect()),
        hypothesis_span: Some(span),
        expected: entry.targets,
        similarity: 1.0,
    });
    Some(word + length)
}

/// A word that is nearly a known name, and no other word that is known.
fn nearly(
    sentence: &Sentence,
    word: usize,
    known: &Known,
    lexicon: &Lexicon,
    raw: &[char],
    comparison: &mut Comparison,
    judgements: &mut Vec<Judgement>,
) {
    let is_ordinary = sentence.words[word].is_function
        || words::is_arabic(sentence.stem(word))
        || sentence.words[word].forms.iter().any(|form| {
            words::is_arabic(crate::text::stem::stem(sentence.letters_from(word, form.start)))
        });
    if is_ordinary {
        return;
    }
    let found = sentence.words[word].forms.iter().filter_map(|form| {
        let (known, similarity) =
            known.distorted(sentence.letters_from(word, form.start), comparison)?;
        Some((form.start, known, similarity))
    });
    let Some((start, form, similarity)) = found.max_by(|a, b| a.2.total_cmp(&b.2)) else { return };
    // Its adjective is no distortion of it: كازاخستاني.
    let letters = sentence.letters_from(word, start);
    let stem = crate::text::stem::stem(letters);
    if stem == crate::text::stem::stem(&form.letters)
        || attached(letters, &form.letters).is_some()
        || letters.starts_with(&form.letters)
    {
        return;
    }
    let span = sentence.span(&(word..word + 1), start);
    let entry = lexicon.find_latin(form.entry.head()).unwrap_or_else(|| form.entry.clone());
    judgements.push(Judgement {
        key: entry.head().to_owned(),
        entity: Some(entry.head().to_owned()),
        kind: entry.kind.clone(),
        verdict: Verdict::Mangled,
        severity: Some(Severity::Warning),
        evidence: "nearly-a-known-name",
        source_span: None,
        reference_span: None,
        rendering: Some(raw[span.clone()].iter().collect()),
        hypothesis_span: Some(span),
        expected: entry.targets,
        similarity,
    });
}

/// Latin names whose Arabic form occurs in the same text: the two are one name.
fn same_names(sentence: &Sentence, raw: &[char], judgements: &mut Vec<Judgement>) {
    let mut aligner = Aligner::new();
    let mut found: Vec<(String, Range<usize>, f64, Judgement)> = Vec::new();
    for latin in judgements.iter().filter(|j| j.verdict == Verdict::Untranslated) {
        let Some(rendering) = &latin.rendering else { continue };
        // The last word of a name, its surname.
        let Some(name) = rendering.split_whitespace().last() else { continue };
        let sound = Latin::of(name);
        if name.chars().count() < 4 || found.iter().any(|(key, ..)| *key == latin.key) {
            continue;
        }
        for (index, word) in sentence.words.iter().enumerate() {
            if word.kind != Kind::Arabic || word.is_function {
                continue;
            }
            let fits = word.forms.iter().filter_map(|form| {
                Some((form.start, aligner.fit_above(&sound, &form.sound, SAME_SOUND)?.similarity))
            });
            let Some((start, similarity)) = fits.max_by(|a, b| a.1.total_cmp(&b.1)) else {
                continue;
            };
            if words::is_arabic(sentence.stem(index)) {
                continue;
            }
            let span = sentence.span(&(index..index + 1), start);
            found.push((latin.key.clone(), span, similarity, latin.clone()));
        }
    }
    for (key, span, similarity, latin) in found {
        let overlaps = |j: &Judgement| {
            j.hypothesis_span.as_ref().is_some_and(|s| s.start < span.end && span.start < s.end)
        };
        if judgements.iter().any(overlaps) {
            continue;
        }
        judgements.push(Judgement {
            key,
            entity: latin.entity.clone(),
            kind: latin.kind.clone(),
            verdict: Verdict::Variant,
            severity: None,
            evidence: "sounds-like-latin-here",
            source_span: None,
            reference_span: None,
            rendering: Some(raw[span.clone()].iter().collect()),
            hypothesis_span: Some(span),
            expected: latin.expected.clone(),
            similarity,
        });
    }
}

fn consonants(letters: &[char]) -> usize {
    letters.iter().filter(|letter| !matches!(letter, 'ا' | 'و' | 'ي' | 'ه')).count()
}

/// The letters that occur, as bits.
fn mask(letters: &[char]) -> u64 {
    letters.iter().fold(0, |bits, &letter| bits | 1 << (u32::from(letter) & 63))
}
