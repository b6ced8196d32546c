//! Examination: the names and numbers of one segment, found in its references and judged in its
//! hypotheses.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::dictionary;
use super::gloss::{is_bracketed, is_gloss};
use super::judge::{Ruling, Scratch, Task, shared};
use super::judgement::Judgement;
use super::name::Name;
use super::numbers::Numbers;
use super::places::places;
use super::reference::{Link, Reference, Rendering};
use super::ruling::{rank, rulings};
use super::sentence::Sentence;
use super::{Asked, EntityType, Fit, Lexicon, Verdict};
use crate::corpus::Segment;
use crate::finding::Severity;
use crate::text::normal::Kind;
use crate::text::without_half_pairs;

/// One segment: its names and numbers with their renderings in the references.
#[derive(Debug)]
pub struct Examination<'a> {
    fit: &'a Fit,
    lexicon: &'a Lexicon,
    case: Case,
}

impl<'a> Examination<'a> {
    /// Finds the renderings of names in the references of a segment.
    ///
    /// # Examples
    ///
    /// ```
    /// use mizan::corpus::{Corpus, Parts};
    /// use mizan::entity::{Examination, Fit, Lexicon, Verdict, names};
    /// use mizan::text::Stream;
    ///
    /// let corpus = Corpus::new(Parts {
    ///     source: Some(Stream::from_iter(["It was Sputnik that reported it."])),
    ///     references: vec![Stream::from_iter(["أوردته سبوتنيك."])],
    ///     ..Parts::default()
    /// })?;
    /// let (fit, lexicon) = (Fit::learn(&corpus), Lexicon::built_in());
    /// let asked = names(&fit, lexicon, corpus.segment(0));
    /// let mut examination = Examination::new(&fit, lexicon, corpus.segment(0), asked);
    /// let judgements = examination.judge("ذكرت ذلك شتوتنيك.");
    /// assert_eq!(judgements[0].verdict, Verdict::Mangled);
    /// assert_eq!(judgements[0].rendering.as_deref(), Some("شتوتنيك"));
    /// assert_eq!(judgements[0].expected[0], "سبوتنيك");
    /// # Ok::<(), mizan::Error>(())
    /// ```
    pub fn new(
        fit: &'a Fit,
        lexicon: &'a Lexicon,
        segment: Segment<'_>,
        asked: Vec<Asked>,
    ) -> Self {
        Examination { fit, lexicon, case: Case::new(fit, lexicon, segment, asked) }
    }

    /// The references with the renderings of the names.
    pub(super) fn references(&self) -> &[Reference] {
        &self.case.references
    }

    /// What became of the names, in their order, then of the numbers, then what only the
    /// hypothesis has.
    pub fn judge(&mut self, hypothesis: &str) -> Vec<Judgement> {
        self.case.judge(self.fit, self.lexicon, hypothesis)
    }
}

/// What an examination knows of its segment, for those who hold on to it.
#[derive(Debug)]
pub(crate) struct Case {
    source_numbers: dictionary::Numbers,
    /// The words of the source in normal form.
    source_words: BTreeSet<String>,
    asked: Vec<Asked>,
    names: Vec<Name>,
    keys: Vec<String>,
    /// Mentions of one name, as indices, where it occurs more than once.
    groups: Vec<Vec<usize>>,
    references: Vec<Reference>,
    reference_texts: Vec<Vec<char>>,
    has_references: bool,
    numbers: Numbers,
    scratch: Scratch,
}

impl Case {
    pub(crate) fn new(
        fit: &Fit,
        lexicon: &Lexicon,
        segment: Segment<'_>,
        asked: Vec<Asked>,
    ) -> Self {
        let (source, places) = places(segment.source().unwrap_or_default(), &asked);
        let source_numbers = fit.dictionary.source_numbers(&source);
        let names: Vec<Name> = asked
            .iter()
            .zip(places)
            .map(|(asked, words)| {
                let kind = asked.kind.clone();
                Name::new(&source, words, kind, &asked.mentions, lexicon, &asked.entity)
            })
            .collect();
        let texts: Vec<&str> = segment.references().collect();
        let mut scratch = Scratch::default();
        let mut references: Vec<Reference> = texts
            .iter()
            .map(|text| {
                let sentence = Sentence::of(text);
                let dictionary = &fit.dictionary;
                let aligner = &mut scratch.aligner;
                Reference::new(&source, &source_numbers, &names, dictionary, sentence, aligner)
            })
            .collect();
        if references.is_empty() {
            references.push(Reference::none(&names));
        }
        let keys: Vec<String> = asked
            .iter()
            .map(|asked| match lexicon.find_latin(asked.entity.trim()) {
                Some(entry) => entry.head().to_owned(),
                None => super::lexicon::latin_key(&asked.entity),
            })
            .collect();
        let mut by_key: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, asked) in asked.iter().enumerate() {
            by_key.entry(super::lexicon::latin_key(&asked.entity)).or_default().push(index);
        }
        let named = asked.iter().filter(|asked| !asked.kind.is_quantity());
        let spans: Vec<Range<usize>> =
            named.filter_map(|asked| asked.source_span.clone()).collect();
        Case {
            groups: by_key.into_values().collect(),
            numbers: Numbers::new(segment.source(), fit.language(), &texts, &spans),
            reference_texts: texts.iter().map(|text| text.chars().collect()).collect(),
            has_references: !texts.is_empty(),
            source_words: (0..source.words.len())
                .map(|word| source.letters(word).iter().collect())
                .collect(),
            source_numbers,
            asked,
            names,
            keys,
            references,
            scratch,
        }
    }

    pub(crate) fn judge(
        &mut self,
        fit: &Fit,
        lexicon: &Lexicon,
        hypothesis: &str,
    ) -> Vec<Judgement> {
        let sentence = Sentence::of(hypothesis);
        let numbers = fit.dictionary.target_numbers(&sentence);
        let characters: Vec<char> = hypothesis.chars().collect();
        let mut best: Vec<Option<(Ruling, usize)>> = vec![None; self.names.len()];
        for (index, reference) in self.references.iter().enumerate() {
            let is_shared = shared(&reference.sentence, &sentence);
            let task = Task {
                source_numbers: &self.source_numbers,
                dictionary: &fit.dictionary,
                reference,
                hypothesis: &sentence,
                numbers: &numbers,
                is_shared: &is_shared,
            };
            let rulings = rulings(&task, &self.groups, &self.names, &mut self.scratch);
            for (mention, ruling) in rulings.into_iter().enumerate() {
                let is_better = |(best, _): &(Ruling, usize)| rank(&ruling) < rank(best);
                if best[mention].as_ref().is_none_or(is_better) {
                    best[mention] = Some((ruling, index));
                }
            }
        }
        let mut judgements: Vec<Judgement> = best
            .into_iter()
            .enumerate()
            .filter_map(|(mention, ruling)| {
                let (ruling, reference) = ruling?;
                Some(self.judgement(lexicon, mention, &ruling, reference, &sentence, &characters))
            })
            .collect();
        let spans: Vec<Range<usize>> =
            judgements.iter().filter_map(|j| j.hypothesis_span.clone()).collect();
        let numbers = self.numbers.judge(hypothesis, &spans);
        // Numbers that are asked for by name.
        for judgement in judgements.iter_mut().filter(|judgement| judgement.is_quantity()) {
            if let Some(number) =
                numbers.iter().find(|n| overlap(&n.source_span, &judgement.source_span))
            {
                let (entity, kind) = (judgement.entity.take(), judgement.kind.clone());
                let source_span = judgement.source_span.take();
                *judgement = Judgement { entity, kind, source_span, ..number.clone() };
            }
        }
        judgements.extend(numbers);
        self.spurious(&sentence, &characters, &mut judgements);
        judgements
    }

    fn judgement(
        &self,
        lexicon: &Lexicon,
        mention: usize,
        ruling: &Ruling,
        reference: usize,
        sentence: &Sentence,
        hypothesis: &[char],
    ) -> Judgement {
        let (asked, name) = (&self.asked[mention], &self.names[mention]);
        let rendering = &self.references[reference].renderings[mention];
        let reference_span = (!rendering.words.is_empty())
            .then(|| self.references[reference].sentence.span(&rendering.words, rendering.start));
        let hypothesis_span =
            ruling.rendering.as_ref().map(|(words, start)| sentence.span(words, *start));
        let mut expected: Vec<String> = reference_span
            .iter()
            .map(|span| self.reference_texts[reference][span.clone()].iter().collect::<String>())
            // A name within quotation marks, or beside one.
            .map(|form| without_half_pairs(&form).into_owned())
            .collect();
        let known = match asked.mentions.as_slice() {
            [] => lexicon.find_latin(asked.entity.trim()).map_or(Vec::new(), |e| e.targets),
            given => given.to_vec(),
        };
        for form in known {
            if !expected.contains(&form) {
                expected.push(form);
            }
        }
        let severity = ruling.verdict.is_wrong().then(|| self.severity(ruling, name, rendering));
        Judgement {
            entity: Some(asked.entity.clone()),
            kind: asked.kind.clone(),
            verdict: ruling.verdict,
            severity,
            evidence: ruling.evidence,
            source_span: asked.source_span.clone(),
            reference_span,
            rendering: hypothesis_span.clone().map(|span| hypothesis[span].iter().collect()),
            hypothesis_span,
            expected,
            similarity: ruling.similarity,
            key: self.keys[mention].clone(),
        }
    }

    /// Sure is what is left in Latin letters although an Arabic form is known, and what differs,
    /// every word of it found, from a reference that renders every word of the name.
    fn severity(&self, ruling: &Ruling, name: &Name, rendering: &Rendering) -> Severity {
        let is_spelled = rendering.is_accepted
            || rendering.is_sure()
                && rendering.anchors.iter().flatten().any(|anchor| anchor.link == Link::Sound);
        let is_known = !rendering.words.is_empty() || !name.accepted.is_empty();
        let is_sure = match ruling.verdict {
            Verdict::Untranslated => is_known && ruling.is_sure,
            Verdict::Mangled => self.has_references && is_spelled && ruling.is_sure,
            Verdict::Correct
            | Verdict::Variant
            | Verdict::Omitted
            | Verdict::WrongNumber
            | Verdict::Spurious
            | Verdict::Unlocated => false,
        };
        if is_sure { Severity::Error } else { Severity::Warning }
    }

    /// Latin words that no reference has and no name accounts for.
    fn spurious(&self, sentence: &Sentence, hypothesis: &[char], judgements: &mut Vec<Judgement>) {
        let mut word = 0;
        while word < sentence.words.len() {
            let is_foreign = |word: usize| {
                let letters: String = sentence.letters(word).iter().collect();
                sentence.words[word].kind == Kind::Latin
                    && sentence.words[word].characters.len() > 1
                    // &quot; is for other checks.
                    && sentence.gap(word).last() != Some(&'&')
                    && !self.has_word(&letters)
            };
            if !is_foreign(word) {
                word += 1;
                continue;
            }
            let mut end = word + 1;
            while end < sentence.words.len() && sentence.words[end].is_adjacent && is_foreign(end) {
                end += 1;
            }
            let span = sentence.span(&(word..end), 0);
            let in_source = (word..end).all(|word| {
                let letters: String = sentence.letters(word).iter().collect();
                self.source_words.contains(&letters)
            });
            let is_judged = judgements.iter().any(|judgement| {
                let known = judgement.hypothesis_span.as_ref();
                known.is_some_and(|known| known.start < span.end && span.start < known.end)
            });
            // Behind the Arabic form: of a name that is rendered right, or that sounds so.
            let is_behind_name = || {
                judgements.iter().any(|judgement| {
                    !judgement.verdict.is_wrong()
                        && judgement.hypothesis_span.as_ref().is_some_and(|known| {
                            word > 0 && known.end == sentence.span(&(word - 1..word), 0).end
                        })
                })
            };
            let is_gloss = is_bracketed(sentence, &(word..end)) && is_behind_name()
                || is_gloss(sentence, &(word..end));
            if !is_judged && !is_gloss {
                judgements.push(Judgement {
                    entity: None,
                    kind: EntityType::Other,
                    verdict: Verdict::Spurious,
                    severity: Some(Severity::Warning),
                    evidence: if in_source {
                        "source-text-left-in"
                    } else {
                        "latin-of-the-output-only"
                    },
                    source_span: None,
                    reference_span: None,
                    rendering: Some(hypothesis[span.clone()].iter().collect()),
                    hypothesis_span: Some(span),
                    expected: Vec::new(),
                    similarity: 0.0,
                    key: String::new(),
                });
            }
            word = end;
        }
    }

    /// Whether a reference has a Latin word.
    fn has_word(&self, letters: &str) -> bool {
        self.references.iter().any(|reference| {
            (0..reference.sentence.words.len())
                .any(|word| reference.sentence.letters(word).iter().copied().eq(letters.chars()))
        })
    }
}

fn overlap(a: &Option<Range<usize>>, b: &Option<Range<usize>>) -> bool {
    matches!((a, b), (Some(a), Some(b)) if a.start < b.end && b.start < a.end)
}
