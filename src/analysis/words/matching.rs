//! Matching: which words of a segment match, counted by label.

use super::super::labels::{Labels, Of};
use super::super::tokens::Tokens;
use super::{Cell, WIDTH};

/// A word with its label and its place, sorted by word and then by place.
type Occurrence = (u32, usize, u32);

/// Room for one segment, used again for the next.
#[derive(Default)]
pub(super) struct Scratch {
    labels: Vec<u32>,
    hypothesis: Vec<Occurrence>,
    references: Vec<Vec<Occurrence>>,
    /// By label, for the word at hand; zero between words.
    elsewhere: Vec<u32>,
    /// By label, for the segment at hand.
    rows: Vec<[u32; WIDTH]>,
    touched: Vec<u32>,
}

impl Scratch {
    /// What matches in a segment of a system.
    pub(super) fn count(
        &mut self,
        tokens: &Tokens,
        labels: &Labels,
        system: usize,
        segment: usize,
    ) -> Vec<Cell> {
        self.elsewhere.resize(labels.names.len(), 0);
        self.rows.resize(labels.names.len(), [0; WIDTH]);
        self.references.clear();
        for (index, reference) in tokens.references().iter().enumerate() {
            if let Some(words) = reference.segment(segment) {
                labels.write(Of::Reference(index), segment, words, &mut self.labels);
                self.references.push(occurrences(words, &self.labels));
            }
        }
        if self.references.is_empty() {
            return Vec::new();
        }
        let words = tokens.systems()[system].text.segment(segment).unwrap_or_default();
        labels.write(Of::System(system), segment, words, &mut self.labels);
        self.hypothesis = occurrences(words, &self.labels);

        let hypothesis = std::mem::take(&mut self.hypothesis);
        let references = std::mem::take(&mut self.references);
        for group in hypothesis.chunk_by(|one, other| one.0 == other.0) {
            let in_references = references.iter().map(|reference| of_word(reference, group[0].0));
            // The first of those that have it most often.
            let most = in_references.rev().max_by_key(|found| found.len()).unwrap_or_default();
            self.credit(group, most, 0);
        }
        let best = best(&hypothesis, &references);
        for group in best.chunk_by(|one, other| one.0 == other.0) {
            self.credit(group, of_word(&hypothesis, group[0].0), 2);
        }
        self.take(segment)
    }

    /// Counts the occurrences of one word on one side in column `at`, and how many of them the other
    /// side matches in the column after it.
    fn credit(&mut self, own: &[Occurrence], other: &[Occurrence], at: usize) {
        for &(_, _, label) in other {
            self.elsewhere[label as usize] += 1;
        }
        let mut is_alike = |label: u32| {
            let left = &mut self.elsewhere[label as usize];
            let is_left = *left > 0;
            *left -= u32::from(is_left);
            is_left
        };
        let alike: Vec<bool> = own.iter().map(|&(_, _, label)| is_alike(label)).collect();
        let mut others = own.len().min(other.len()) - alike.iter().filter(|&&alike| alike).count();
        for (&(_, _, label), is_alike) in own.iter().zip(alike) {
            let row = &mut self.rows[label as usize];
            if *row == [0; WIDTH] {
                self.touched.push(label);
            }
            row[at] += 1;
            if is_alike {
                row[at + 1] += 1;
            } else if others > 0 {
                others -= 1;
                row[at + 1] += 1;
            }
        }
        for &(_, _, label) in other {
            self.elsewhere[label as usize] = 0;
        }
    }

    fn take(&mut self, segment: usize) -> Vec<Cell> {
        self.touched.sort_unstable();
        let segment = u32::try_from(segment).expect("fewer than 2³² segments");
        let cells = self.touched.drain(..).map(|label| {
            let row = std::mem::take(&mut self.rows[label as usize]);
            Cell { segment, label, row }
        });
        cells.collect()
    }
}

fn occurrences(words: &[u32], labels: &[u32]) -> Vec<Occurrence> {
    let mut occurrences: Vec<Occurrence> = words
        .iter()
        .zip(labels)
        .enumerate()
        .map(|(at, (&word, &label))| (word, at, label))
        .collect();
    occurrences.sort_unstable();
    occurrences
}

fn of_word(occurrences: &[Occurrence], word: u32) -> &[Occurrence] {
    let start = occurrences.partition_point(|occurrence| occurrence.0 < word);
    let length = occurrences[start..].partition_point(|occurrence| occurrence.0 == word);
    &occurrences[start..start + length]
}

/// The reference that the output recalls best.
fn best<'a>(hypothesis: &[Occurrence], references: &'a [Vec<Occurrence>]) -> &'a [Occurrence] {
    let matched = |reference: &[Occurrence]| -> u128 {
        let groups = reference.chunk_by(|one, other| one.0 == other.0);
        groups.map(|group| group.len().min(of_word(hypothesis, group[0].0).len()) as u128).sum()
    };
    let mut best = (&references[0][..], 0);
    for (index, reference) in references.iter().enumerate() {
        let matched = matched(reference);
        // An empty reference recalls nothing; fractions are compared crosswise.
        let (one, other) =
            (matched * best.0.len().max(1) as u128, best.1 * reference.len().max(1) as u128);
        if index == 0 || (one, matched) > (other, best.1) {
            best = (reference, matched);
        }
    }
    best.0
}
