//! Split: names that a document says more than once, rendered in two ways.

use std::collections::BTreeMap;

use super::{Draw, Outcome, replaced};
use crate::entity::Verdict;
use crate::entity::lexicon::arabic_key;
use crate::entity::perturb::edit::Edit;
use crate::entity::perturb::{Corruption, Count};

impl Draw<'_> {
    /// Names that occur more than once in a document, otherwise from some mention on.
    pub(super) fn split(&mut self, documents: &[usize]) -> Count {
        // Mentions that the reference renders alike: where it has two spellings itself, a third
        // splits nothing.
        let mut groups: BTreeMap<(usize, &str, String), Vec<usize>> = BTreeMap::new();
        for (place, candidate) in self.candidates.iter().enumerate() {
            let Some(name) = candidate.name() else { continue };
            if name.has_latin || name.letters.is_some() {
                let form = arabic_key(&name.place.form);
                let group = (documents[candidate.segment], candidate.key.as_str(), form);
                groups.entry(group).or_default().push(place);
            }
        }
        let mut groups: Vec<Vec<usize>> =
            groups.into_values().filter(|group| group.len() > 1).collect();
        self.random.shuffle(&mut groups);
        let wanted = self.wanted(groups.len());
        let mut count = Count { kind: Corruption::Split, candidates: groups.len(), corrupted: 0 };
        for group in groups {
            if count.corrupted == wanted {
                break;
            }
            let first = 1 + self.random.below(group.len() - 1);
            let is_spelling_first = self.random.below(2) == 0;
            let later = &group[first..];
            let outcomes = [is_spelling_first, !is_spelling_first]
                .into_iter()
                .find_map(|is_spelling| self.otherwise(later, is_spelling));
            let Some(outcomes) = outcomes else { continue };
            for (&place, outcome) in later.iter().zip(outcomes) {
                self.outcomes[place] = Some(outcome);
            }
            for &place in &group {
                self.taken[place] = true;
                self.split[place] = true;
            }
            count.corrupted += 1;
        }
        count
    }

    /// These mentions all in another spelling, or all in Latin letters; equal ones alike.
    fn otherwise(&mut self, places: &[usize], is_spelling: bool) -> Option<Vec<Outcome>> {
        let mut spellings: BTreeMap<String, String> = BTreeMap::new();
        let mut outcomes = Vec::new();
        for &place in places {
            let candidate = &self.candidates[place];
            let name = candidate.name()?;
            if !is_spelling {
                let outcome = self.latin(candidate, name, Corruption::Split);
                outcomes.push(Some(outcome).filter(|_| name.has_latin)?);
                continue;
            }
            let letters = name.letters.as_ref()?;
            let own = letters.text();
            let text = match spellings.get(&own) {
                Some(known) => known.clone(),
                None => letters.respell(
                    &candidate.entity,
                    &name.forms,
                    self.lexicon,
                    &self.known,
                    &mut self.random,
                )?,
            };
            spellings.insert(own, text.clone());
            let edit = Edit { span: candidate.span.clone(), text };
            outcomes.push(replaced(Corruption::Split, edit, Verdict::Variant));
        }
        Some(outcomes)
    }
}
