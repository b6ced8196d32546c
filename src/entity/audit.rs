//! Audit: every name and number of a corpus, judged in the output of every system.

use rayon::prelude::*;

use super::asked::{Asked, named_by, names};
use super::consistency::{self, Consistency, Usage};
use super::examination::Examination;
use super::judgement::Judgement;
use super::lone::{self, Known};
use super::m_eta::{MEta, m_eta};
use super::{Fit, Inventory, Lexicon, Tally, Verdict};
use crate::corpus::Corpus;

/// One judgement of one system's output.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The segment, from 0.
    pub segment: usize,
    /// The document as its index in [`Audit::documents`].
    pub document: usize,
    /// What became of the name or number.
    pub judgement: Judgement,
    /// The mention of the inventory, where one was given.
    pub mention: Option<usize>,
    /// The segments of the spans in source and reference, where they are cut otherwise.
    pub source_segment: Option<usize>,
    /// As above.
    pub reference_segment: Option<usize>,
}

/// What was found in one system's output.
#[derive(Debug, Clone, PartialEq)]
pub struct SystemAudit {
    /// The system.
    pub name: String,
    /// Segments without a prediction; their names are omitted.
    pub missing: usize,
    /// The judgements in the order of segments.
    pub rows: Vec<Row>,
    /// How each name is rendered, per document.
    pub usages: Vec<Usage>,
    /// Over documents, and over the corpus as one document; `None` where no name is said twice.
    pub consistency: Option<Consistency>,
    /// The same over the corpus as one document.
    pub corpus_consistency: Option<Consistency>,
    /// M-ETA, where the corpus gives accepted forms.
    pub m_eta: Option<MEta>,
}

/// What was found in all outputs.
#[derive(Debug, Clone, PartialEq)]
pub struct Audit {
    /// The systems in the corpus's order.
    pub systems: Vec<SystemAudit>,
    /// The documents' names; `None` for a corpus without documents, which is one.
    pub documents: Vec<Option<String>>,
    /// The consistency of the reference's own renderings, over documents.
    pub reference_consistency: Option<Consistency>,
}

impl SystemAudit {
    /// The tally over names, the tally over numbers.
    pub fn tallies(&self) -> (Tally, Tally) {
        let of = |is_quantity: bool| {
            let rows = self.rows.iter().map(|row| &row.judgement);
            Tally::of(rows.filter(|judgement| judgement.is_quantity() == is_quantity))
        };
        (of(false), of(true))
    }

    /// How a name is rendered in the document of a row.
    pub fn usage(&self, row: &Row) -> Option<&Usage> {
        let place = self.usages.binary_search_by(|usage| {
            (usage.document, usage.key.as_str()).cmp(&(row.document, row.judgement.key.as_str()))
        });
        place.ok().map(|place| &self.usages[place])
    }
}

/// Judges the names of an inventory, or those that are found, and the numbers, in every output.
///
/// The same on any number of threads; it uses those of the rayon pool it is called in.
///
/// # Examples
///
/// ```
/// use mizan::corpus::{Corpus, Parts, System};
/// use mizan::entity::{Fit, Lexicon, Verdict, audit};
/// use mizan::text::Stream;
///
/// let corpus = Corpus::new(Parts {
///     source: Some(Stream::from_iter(["They met in Grozny."])),
///     references: vec![Stream::from_iter(["اجتمعوا في غروزني."])],
///     systems: vec![System {
///         name: "a".into(),
///         hypotheses: Stream::from_iter(["اجتمعوا في Grozny."]),
///         ..System::default()
///     }],
///     ..Parts::default()
/// })?;
/// let audit = audit(&corpus, &Fit::learn(&corpus), Lexicon::built_in(), None);
/// assert_eq!(audit.systems[0].rows[0].judgement.verdict, Verdict::Untranslated);
/// # Ok::<(), mizan::Error>(())
/// ```
pub fn audit(
    corpus: &Corpus,
    fit: &Fit,
    lexicon: &Lexicon,
    inventory: Option<&Inventory>,
) -> Audit {
    let (documents, of_segment) = documents(corpus);
    let mut given: Vec<Vec<usize>> = vec![Vec::new(); corpus.len()];
    for (index, mention) in inventory.iter().flat_map(|i| i.mentions().iter().enumerate()) {
        if let Some(segment) = given.get_mut(mention.segment) {
            segment.push(index);
        }
    }
    let is_lone = corpus.source().is_none() && inventory.is_none();
    let known = if is_lone { Known::of(lexicon) } else { Known::default() };
    let judged: Vec<Vec<Vec<Row>>> = (0..corpus.len())
        .into_par_iter()
        .map(|index| {
            let segment = corpus.segment(index);
            let row = |judgement: Judgement, mention: Option<usize>| Row {
                segment: index,
                document: of_segment[index],
                judgement,
                mention,
                source_segment: None,
                reference_segment: None,
            };
            if is_lone {
                let systems = corpus.systems().iter().map(|system| {
                    let hypothesis = system.hypotheses.get(index).unwrap_or_default();
                    let judgements = lone::judge(hypothesis, lexicon, &known);
                    judgements.into_iter().map(|judgement| row(judgement, None)).collect()
                });
                return systems.collect();
            }
            let (asked, mentions): (Vec<Asked>, Vec<Option<usize>>) = match inventory {
                Some(inventory) => given[index]
                    .iter()
                    .map(|&mention| (Asked::from(&inventory.mentions()[mention]), Some(mention)))
                    .unzip(),
                None => match corpus.mentions().map(|mentions| &mentions[index]) {
                    Some(forms) if !forms.is_empty() => {
                        (vec![named_by(fit, lexicon, segment, forms)], vec![None])
                    }
                    _ => {
                        names(fit, lexicon, segment).into_iter().map(|asked| (asked, None)).unzip()
                    }
                },
            };
            if inventory.is_some() && asked.is_empty() {
                return vec![Vec::new(); corpus.systems().len()];
            }
            let mut examination = Examination::new(fit, lexicon, segment, asked);
            let systems = corpus.systems().iter().map(|system| {
                let hypothesis = system.hypotheses.get(index).unwrap_or_default();
                let mut judgements = examination.judge(hypothesis);
                if inventory.is_some() || corpus.mentions().is_some() {
                    judgements.truncate(mentions.len());
                }
                let of = |(place, judgement): (usize, Judgement)| {
                    row(judgement, mentions.get(place).copied().flatten())
                };
                judgements.into_iter().enumerate().map(of).collect()
            });
            systems.collect()
        })
        .collect();
    let mut systems: Vec<SystemAudit> = corpus
        .systems()
        .iter()
        .map(|system| SystemAudit {
            name: system.name.clone(),
            missing: (0..corpus.len()).filter(|&i| system.hypotheses.get(i).is_none()).count(),
            rows: Vec::new(),
            usages: Vec::new(),
            consistency: None,
            corpus_consistency: None,
            m_eta: corpus.mentions().and_then(|forms| m_eta(forms, &system.hypotheses)),
        })
        .collect();
    for segment in judged {
        for (system, rows) in systems.iter_mut().zip(segment) {
            system.rows.extend(rows);
        }
    }
    for system in &mut systems {
        let rows = || system.rows.iter().filter(|row| row.judgement.verdict != Verdict::Unlocated);
        let by_document = rows().map(|row| (row.document, &row.judgement));
        let usages = consistency::usages(consistency::mentions(by_document));
        let whole = rows().map(|row| (0, &row.judgement));
        let whole = consistency::usages(consistency::mentions(whole));
        system.consistency = consistency::consistency(&usages);
        system.corpus_consistency = consistency::consistency(&whole);
        system.usages = usages;
    }
    let reference_consistency = systems.first().and_then(|system| {
        let mentions = system.rows.iter().filter_map(|row| {
            let judgement = &row.judgement;
            let is_name = judgement.reference_span.is_some() && !judgement.is_quantity();
            let rendering = is_name.then(|| judgement.expected.first()).flatten()?;
            Some(consistency::Rendered {
                document: row.document,
                key: &judgement.key,
                rendering,
                reference: None,
            })
        });
        consistency::consistency(&consistency::usages(mentions))
    });
    Audit { systems, documents, reference_consistency }
}

/// The names of the documents in order, and the document of each segment.
fn documents(corpus: &Corpus) -> (Vec<Option<String>>, Vec<usize>) {
    let Some(all) = corpus.documents() else { return (vec![None], vec![0; corpus.len()]) };
    let mut names: Vec<Option<String>> = Vec::new();
    let mut known = std::collections::HashMap::new();
    let of_segment = all
        .iter()
        .map(|document| {
            *known.entry(document).or_insert_with(|| {
                names.push(Some(document.name.to_owned()));
                names.len() - 1
            })
        })
        .collect();
    (names, of_segment)
}
