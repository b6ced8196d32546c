//! Grid: the cheapest way through the words of a reference and of a hypothesis, and where it
//! crosses from one segment of the reference to the next.
//!
//! Rows are the words of the reference, columns the places between those of the hypothesis. A row
//! needs the one before it only. Each cell knows where its way crossed the last checkpoint, which
//! is the end of a segment; what was known there is kept. Where not every end of a segment can be a
//! checkpoint, the stretches between checkpoints are gone through again, now that their columns are
//! known. This is Hirschberg's idea with many halves; the result is that of one full table.
//!
//! Of ways that cost the same, the one with the smallest columns is taken. Two cheapest ways that
//! cross can be exchanged behind the crossing, so that one of them has the smallest column
//! everywhere: the tie is decided for all cuts at once, and alike in any order of work.

use std::ops::Range;

use super::words::{Index, Words};

/// Columns kept at checkpoints: 32 MB.
const KEPT: usize = 1 << 23;
const COST: u32 = 32;

/// The words of two texts and what it costs to cut the second one.
#[derive(Debug)]
pub(super) struct Grid<'a> {
    reference: &'a Words,
    /// The words of each segment of the reference.
    segments: &'a [Range<usize>],
    hypothesis: &'a Words,
    index: Index<'a>,
    cut_costs: &'a [u32],
    kept: usize,
}

impl<'a> Grid<'a> {
    pub(super) fn new(
        reference: &'a Words,
        segments: &'a [Range<usize>],
        hypothesis: &'a Words,
        cut_costs: &'a [u32],
    ) -> Self {
        let index = Index::new(hypothesis);
        Grid { reference, segments, hypothesis, index, cut_costs, kept: KEPT }
    }

    /// The words of the hypothesis that each segment gets.
    pub(super) fn cut(&self) -> Vec<Range<usize>> {
        let columns = 0..self.hypothesis.words.len();
        let mut cuts = Vec::with_capacity(self.segments.len() + 1);
        cuts.push(0);
        self.between(0..self.segments.len(), columns.clone(), &mut cuts);
        cuts.push(columns.end);
        let pairs = cuts.windows(2).map(|pair| pair[0]..pair[1]);
        pairs.take(self.segments.len()).collect()
    }

    /// Appends where the cheapest way through a stretch crosses from segment to segment.
    fn between(&self, segments: Range<usize>, columns: Range<usize>, cuts: &mut Vec<usize>) {
        if segments.len() < 2 {
            return;
        }
        let most = (self.kept / (columns.len() + 1)).max(1);
        let step = segments.len().div_ceil(most + 1);
        let mut checkpoints = Vec::new();
        let mut kept: Vec<Vec<u32>> = Vec::new();
        let mut cells = self.start(&columns);
        let mut costs = Vec::new();
        for segment in segments.clone() {
            if segment > segments.start {
                let is_checkpoint = (segment - segments.start).is_multiple_of(step);
                for (cell, cost) in cells.iter_mut().zip(&self.cut_costs[columns.clone()]) {
                    *cell += u64::from(*cost) << COST;
                }
                if let Some(last) = cells.last_mut() {
                    *last += u64::from(self.cut_costs[columns.end]) << COST;
                }
                if is_checkpoint {
                    checkpoints.push(segment);
                    kept.push(cells.iter().map(|&cell| origin(cell)).collect());
                    for (column, cell) in (0..).zip(&mut cells) {
                        *cell = *cell >> COST << COST | column;
                    }
                }
                self.along(&columns, &mut cells);
            }
            for word in self.segments[segment].clone() {
                self.index.costs(self.reference, self.reference.words[word], &mut costs);
                self.down(self.reference.words[word].weight, &costs, &columns, &mut cells);
            }
        }
        let mut ends = Vec::with_capacity(checkpoints.len());
        let mut column = cells.last().map_or(0, |&cell| origin(cell));
        for kept in kept.iter().rev() {
            ends.push(columns.start + column as usize);
            column = kept[column as usize];
        }
        ends.reverse();
        drop((kept, cells));
        let (mut segment, mut column) = (segments.start, columns.start);
        for (next, end) in checkpoints.into_iter().zip(ends) {
            self.between(segment..next, column..end, cuts);
            cuts.push(end);
            (segment, column) = (next, end);
        }
        self.between(segment..segments.end, column..columns.end, cuts);
    }

    /// The row above all words.
    fn start(&self, columns: &Range<usize>) -> Vec<u64> {
        let mut cells = vec![u64::MAX >> 1; columns.len() + 1];
        cells[0] = 0;
        self.along(columns, &mut cells);
        cells
    }

    /// Takes words of the hypothesis that have no partner.
    fn along(&self, columns: &Range<usize>, cells: &mut [u64]) {
        let mut left = cells[0];
        for (cell, word) in cells[1..].iter_mut().zip(&self.hypothesis.words[columns.clone()]) {
            left = (*cell).min(left + (u64::from(word.weight) << COST));
            *cell = left;
        }
    }

    /// Goes down a word of the reference, given what each form of the hypothesis costs for it.
    fn down(&self, weight: u32, costs: &[u32], columns: &Range<usize>, cells: &mut [u64]) {
        let weight = u64::from(weight) << COST;
        let mut diagonal = cells[0];
        let mut left = diagonal + weight;
        cells[0] = left;
        let words = &self.hypothesis.words[columns.clone()];
        for ((cell, word), at) in cells[1..].iter_mut().zip(words).zip(columns.clone()) {
            let paired = diagonal + (u64::from(costs[self.index.form(at)]) << COST);
            diagonal = *cell;
            let best = paired.min(diagonal + weight);
            left = best.min(left + (u64::from(word.weight) << COST));
            *cell = left;
        }
    }

    /// What the segment costs that gets the words from the first column up to each of them.
    pub(super) fn costs_to(&self, segment: usize, columns: &Range<usize>) -> Vec<u32> {
        let mut cells = self.start(columns);
        let mut costs = Vec::new();
        for word in self.segments[segment].clone() {
            self.index.costs(self.reference, self.reference.words[word], &mut costs);
            self.down(self.reference.words[word].weight, &costs, columns, &mut cells);
        }
        cells.into_iter().map(cost).collect()
    }

    /// What the segment costs that gets the words from each column up to the last of them.
    pub(super) fn costs_from(&self, segment: usize, columns: &Range<usize>) -> Vec<u32> {
        let words = &self.hypothesis.words[columns.clone()];
        let mut cells = vec![0u32; words.len() + 1];
        for column in (0..words.len()).rev() {
            cells[column] = cells[column + 1] + words[column].weight;
        }
        let mut costs = Vec::new();
        for word in self.segments[segment].clone().rev() {
            let word = self.reference.words[word];
            self.index.costs(self.reference, word, &mut costs);
            let mut diagonal = cells[words.len()];
            cells[words.len()] += word.weight;
            for column in (0..words.len()).rev() {
                let paired = diagonal + costs[self.index.form(columns.start + column)];
                diagonal = cells[column];
                let right = cells[column + 1] + words[column].weight;
                cells[column] = paired.min(diagonal + word.weight).min(right);
            }
        }
        cells
    }

    /// What it costs to cut before a word of the hypothesis.
    pub(super) fn cut_cost(&self, column: usize) -> u32 {
        self.cut_costs[column]
    }

    /// The weight of the words of a segment.
    pub(super) fn weight(&self, segment: usize) -> u32 {
        self.reference.words[self.segments[segment].clone()].iter().map(|word| word.weight).sum()
    }

    /// The weight of words of the hypothesis.
    pub(super) fn hypothesis_weight(&self, columns: &Range<usize>) -> u32 {
        self.hypothesis.words[columns.clone()].iter().map(|word| word.weight).sum()
    }
}

fn origin(cell: u64) -> u32 {
    u32::try_from(cell & u64::from(u32::MAX)).expect("masked to 32 bits")
}

fn cost(cell: u64) -> u32 {
    u32::try_from(cell >> COST).expect("shifted to 32 bits")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Random texts of few words, so that there are ties.
    struct Random(u64);

    impl Random {
        fn below(&mut self, limit: usize) -> usize {
            self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            usize::try_from(self.0 >> 33).unwrap() % limit
        }

        fn text(&mut self, longest: usize) -> String {
            let words = ["باكو", "باكو.", "وصل", "الوصول", "و", "،", "في", "غادر؟", "\n"];
            let words: Vec<&str> =
                (0..self.below(longest + 1)).map(|_| words[self.below(words.len())]).collect();
            words.join(" ")
        }
    }

    /// The words and segments of texts.
    fn words(texts: &[String]) -> (Words, Vec<Range<usize>>) {
        let mut words = Words::default();
        let segment = |text: &String| {
            let first = words.words.len();
            words.push(text);
            first..words.words.len()
        };
        let segments = texts.iter().map(segment).collect();
        (words, segments)
    }

    /// Every way to cut, tried.
    fn cheapest(grid: &Grid<'_>) -> (u32, Vec<Range<usize>>) {
        let end = grid.hypothesis.words.len();
        let mut ways: Vec<(u32, Vec<Range<usize>>)> = vec![(0, Vec::new())];
        for segment in 0..grid.segments.len() {
            let is_last = segment + 1 == grid.segments.len();
            ways = ways
                .into_iter()
                .flat_map(|(cost, cuts)| {
                    let start = cuts.last().map_or(0, |cut| cut.end);
                    let ends = if is_last { end..=end } else { start..=end };
                    ends.map(move |end| {
                        let columns = start..end;
                        let mut cost = cost + *grid.costs_to(segment, &columns).last().unwrap();
                        cost += if is_last { 0 } else { grid.cut_cost(end) };
                        (cost, cuts.iter().cloned().chain([columns]).collect())
                    })
                    .collect::<Vec<_>>()
                })
                .collect();
        }
        let ends = |cuts: &[Range<usize>]| cuts.iter().map(|cut| cut.end).collect::<Vec<_>>();
        ways.into_iter().min_by_key(|(cost, cuts)| (*cost, ends(cuts))).unwrap()
    }

    #[test]
    fn the_cuts_are_the_cheapest_of_all_and_of_these_the_earliest() {
        let mut random = Random(7);
        for _ in 0..300 {
            let texts: Vec<String> = (0..1 + random.below(4)).map(|_| random.text(4)).collect();
            let text = random.text(9);
            let ((reference, segments), (hypothesis, _)) =
                (words(&texts), words(std::slice::from_ref(&text)));
            let cut_costs = hypothesis.cut_costs(&text);
            let grid = Grid::new(&reference, &segments, &hypothesis, &cut_costs);
            assert_eq!(grid.cut(), cheapest(&grid).1, "{texts:?} {text:?}");
        }
    }

    #[test]
    fn few_checkpoints_give_the_cuts_of_many() {
        let mut random = Random(11);
        for _ in 0..50 {
            let texts: Vec<String> = (0..30).map(|_| random.text(12)).collect();
            let text = random.text(200);
            let ((reference, segments), (hypothesis, _)) =
                (words(&texts), words(std::slice::from_ref(&text)));
            let cut_costs = hypothesis.cut_costs(&text);
            let mut grid = Grid::new(&reference, &segments, &hypothesis, &cut_costs);
            let full = grid.cut();
            for kept in [0, 1, 200, 700, 3000] {
                grid.kept = kept;
                assert_eq!(grid.cut(), full, "{kept}");
            }
        }
    }

    #[test]
    fn a_segment_costs_the_same_from_either_end() {
        let mut random = Random(13);
        for _ in 0..100 {
            let (texts, text) = (vec![random.text(9)], random.text(9));
            let ((reference, segments), (hypothesis, _)) =
                (words(&texts), words(std::slice::from_ref(&text)));
            let cut_costs = hypothesis.cut_costs(&text);
            let grid = Grid::new(&reference, &segments, &hypothesis, &cut_costs);
            let columns = 0..hypothesis.words.len();
            assert_eq!(grid.costs_to(0, &columns).last(), grid.costs_from(0, &columns).first());
        }
    }
}
