//! Dictionary: which words translate which, learned from sources and references.
//!
//! IBM model 1 (Brown et al., "The Mathematics of Statistical Machine Translation", 1993) in both
//! directions over lower-case source words and Arabic stems. A word is linked with the one that it
//! explains best among all of its sentence, and that explains it best.

use std::collections::HashMap;
use std::ops::Range;

use super::sentence::Sentence;

/// Rounds of expectation and maximisation.
const ROUNDS: usize = 5;
/// Probabilities below this are forgotten.
const LEAST: f64 = 1e-3;
/// Pairs of words beyond which links are not worth their memory.
const LARGEST_TABLE: usize = 1 << 20;
/// Words beyond this of one sentence are not learned from: the cost is their square.
const LONGEST: usize = 200;

/// Translation probabilities.
#[derive(Debug, Clone, Default)]
pub(super) struct Dictionary {
    sources: HashMap<Box<str>, u32>,
    targets: HashMap<Box<str>, u32>,
    /// How often each source word and each target stem occurs.
    source_counts: Vec<u32>,
    target_counts: Vec<u32>,
    /// Per source word, its targets in ascending order.
    rows: Vec<Vec<Cell>>,
}

#[derive(Debug, Clone, Copy)]
struct Cell {
    target: u32,
    /// The probability of the target given the source, and the reverse.
    forward: f64,
    backward: f64,
}

/// How strongly the words of a source and of a reference are linked, from 0 to 1.
#[derive(Debug, Clone, Default)]
pub(super) struct Links {
    cells: Vec<f64>,
    rows: usize,
    columns: usize,
}

impl Links {
    /// The link of a source word and a reference word.
    pub(super) fn get(&self, source: usize, target: usize) -> f64 {
        self.cells.get(source * self.columns + target).copied().unwrap_or(0.0)
    }

    /// The strongest link of a reference word with source words that are not among these.
    pub(super) fn elsewhere(&self, words: &Range<usize>, target: usize) -> f64 {
        let others = (0..self.rows).filter(|word| !words.contains(word));
        others.map(|word| self.get(word, target)).fold(0.0, f64::max)
    }

    /// The strongest link of a reference word with one of these source words.
    pub(super) fn among(&self, words: &Range<usize>, target: usize) -> f64 {
        words.clone().map(|word| self.get(word, target)).fold(0.0, f64::max)
    }
}

/// The numbers of the words of one sentence.
#[derive(Debug, Clone, Default)]
pub(super) struct Numbers(Vec<Option<u32>>);

impl Dictionary {
    /// Learns from pairs of a source and a reference.
    pub(super) fn learn<'a>(pairs: impl Iterator<Item = (&'a Sentence, &'a Sentence)>) -> Self {
        let mut dictionary = Dictionary::default();
        let pairs: Vec<(Vec<u32>, Vec<u32>)> = pairs
            .map(|(source, target)| {
                let source = words(source, |s, w| s.letters(w)).take(LONGEST);
                let target = words(target, |s, w| s.stem(w)).take(LONGEST);
                let (known, counts) = (&mut dictionary.sources, &mut dictionary.source_counts);
                let source = source.map(|word| number(known, counts, word)).collect();
                let (known, counts) = (&mut dictionary.targets, &mut dictionary.target_counts);
                let target = target.map(|word| number(known, counts, word)).collect();
                (source, target)
            })
            .collect();
        dictionary.rows = train(&pairs, dictionary.sources.len());
        dictionary
    }

    /// The numbers of a source's words.
    pub(super) fn source_numbers(&self, sentence: &Sentence) -> Numbers {
        Numbers(
            words(sentence, |s, w| s.letters(w))
                .map(|w| self.sources.get(w.as_str()).copied())
                .collect(),
        )
    }

    /// The numbers of an Arabic text's words.
    pub(super) fn target_numbers(&self, sentence: &Sentence) -> Numbers {
        Numbers(
            words(sentence, |s, w| s.stem(w))
                .map(|w| self.targets.get(w.as_str()).copied())
                .collect(),
        )
    }

    /// How often a source word of the sentence occurs in all sources.
    pub(super) fn source_count(&self, numbers: &Numbers, word: usize) -> u32 {
        numbers.0[word].map_or(0, |word| self.source_counts[word as usize])
    }

    /// How often the stem of a word occurs in all references.
    pub(super) fn target_count(&self, numbers: &Numbers, word: usize) -> u32 {
        numbers.0[word].map_or(0, |word| self.target_counts[word as usize])
    }

    /// The probability that the source word is translated by the target word.
    pub(super) fn forward(&self, source: &Numbers, i: usize, target: &Numbers, j: usize) -> f64 {
        self.cell(source.0[i], target.0[j]).map_or(0.0, |cell| cell.forward)
    }

    /// How strongly each source word and each target word are linked in this sentence, row by row:
    /// the geometric mean of the two shares of explanation.
    /// Texts too long for a table have no links.
    pub(super) fn links(&self, source: &Numbers, target: &Numbers) -> Links {
        let (rows, columns) = (source.0.len(), target.0.len());
        if rows * columns > LARGEST_TABLE {
            return Links { cells: Vec::new(), rows: 0, columns };
        }
        let mut cells = vec![(0.0, 0.0); rows * columns];
        let (mut by_source, mut by_target) = (vec![0.0; rows], vec![0.0; columns]);
        for i in 0..rows {
            for j in 0..columns {
                if let Some(cell) = self.cell(source.0[i], target.0[j]) {
                    cells[i * columns + j] = (cell.forward, cell.backward);
                    by_target[j] += cell.forward;
                    by_source[i] += cell.backward;
                }
            }
        }
        let share = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { 0.0 };
        let link = |(place, (forward, backward)): (usize, (f64, f64))| {
            let (i, j) = (place / columns, place % columns);
            (share(forward, by_target[j]) * share(backward, by_source[i])).sqrt()
        };
        let cells = cells.into_iter().enumerate().map(link).collect();
        Links { cells, rows, columns }
    }

    /// What identifies all that was learned.
    pub(super) fn for_each_entry(&self, mut take: impl FnMut(&str, &str, f64, f64)) {
        let mut sources: Vec<(&str, u32)> =
            self.sources.iter().map(|(word, &number)| (&**word, number)).collect();
        sources.sort_unstable_by_key(|&(_, number)| number);
        let mut targets = vec![""; self.targets.len()];
        for (word, &number) in &self.targets {
            targets[number as usize] = word;
        }
        for (source, number) in sources {
            for cell in &self.rows[number as usize] {
                take(source, targets[cell.target as usize], cell.forward, cell.backward);
            }
        }
    }

    fn cell(&self, source: Option<u32>, target: Option<u32>) -> Option<&Cell> {
        let (row, target) = (&self.rows[source? as usize], target?);
        row.binary_search_by_key(&target, |cell| cell.target).ok().map(|place| &row[place])
    }
}

fn words<'a>(
    sentence: &'a Sentence,
    letters: impl Fn(&'a Sentence, usize) -> &'a [char] + 'a,
) -> impl Iterator<Item = String> + 'a {
    (0..sentence.words.len()).map(move |word| letters(sentence, word).iter().collect())
}

fn number(known: &mut HashMap<Box<str>, u32>, counts: &mut Vec<u32>, word: String) -> u32 {
    let number = match known.get(word.as_str()) {
        Some(&number) => number,
        None => {
            let number = u32::try_from(known.len()).expect("fewer than 2³² words");
            known.insert(word.into(), number);
            counts.push(0);
            number
        }
    };
    counts[number as usize] += 1;
    number
}

/// Both directions of the model; the rows of the first with the probabilities of both.
fn train(pairs: &[(Vec<u32>, Vec<u32>)], sources: usize) -> Vec<Vec<Cell>> {
    // Every pair of words that occurs has a place in one list, sorted by source and target.
    let mut keys: Vec<u64> = Vec::new();
    let mut seen: Vec<u64> = Vec::new();
    for (source, target) in pairs {
        seen.clear();
        seen.extend(source.iter().flat_map(|&s| target.iter().map(move |&t| key(s, t))));
        seen.sort_unstable();
        seen.dedup();
        keys.extend_from_slice(&seen);
    }
    keys.sort_unstable();
    keys.dedup();
    let mut starts = vec![0; sources + 1];
    for &key in &keys {
        starts[source_of(key) + 1] += 1;
    }
    for source in 0..sources {
        starts[source + 1] += starts[source];
    }
    let places: Vec<Vec<u32>> = pairs
        .iter()
        .map(|(source, target)| {
            let place = |s: u32, t: u32| {
                let row = starts[s as usize]..starts[s as usize + 1];
                let found = keys[row.clone()].binary_search(&key(s, t));
                u32::try_from(row.start + found.expect("every pair is listed"))
                    .expect("fewer than 2³² pairs of words")
            };
            source.iter().flat_map(|&s| target.iter().map(move |&t| place(s, t))).collect()
        })
        .collect();
    let targets = keys.iter().map(|&key| target_of(key) + 1).max().unwrap_or(0);
    let (forward, backward) = rayon::join(
        || {
            iterate(
                &pairs.iter().zip(&places),
                &keys,
                sources,
                source_of,
                |(pair, places), visit| {
                    let width = pair.1.len();
                    for column in 0..width {
                        visit(&mut (0..pair.0.len()).map(|row| places[row * width + column]));
                    }
                },
            )
        },
        || {
            iterate(
                &pairs.iter().zip(&places),
                &keys,
                targets,
                target_of,
                |(pair, places), visit| {
                    let width = pair.1.len();
                    for row in 0..pair.0.len() {
                        visit(&mut (0..width).map(|column| places[row * width + column]));
                    }
                },
            )
        },
    );
    (0..sources)
        .map(|source| {
            let row = starts[source]..starts[source + 1];
            let cells = row.map(|place| Cell {
                target: u32::try_from(target_of(keys[place])).expect("it was one"),
                forward: forward[place],
                backward: backward[place],
            });
            cells.filter(|cell| cell.forward >= LEAST || cell.backward >= LEAST).collect()
        })
        .collect()
}

/// The probabilities of one direction: each group of places is the explanations of one word, and
/// the probabilities of one explaining word add up to 1.
fn iterate<P: Clone + Iterator>(
    pairs: &P,
    keys: &[u64],
    explaining: usize,
    explaining_of: fn(u64) -> usize,
    groups: impl Fn(P::Item, &mut dyn FnMut(&mut dyn Iterator<Item = u32>)),
) -> Vec<f64> {
    let mut probability = vec![1.0; keys.len()];
    let mut counts = vec![0.0; keys.len()];
    let mut group: Vec<u32> = Vec::new();
    for _ in 0..ROUNDS {
        counts.fill(0.0);
        for pair in pairs.clone() {
            groups(pair, &mut |places| {
                group.clear();
                group.extend(places);
                let whole: f64 = group.iter().map(|&place| probability[place as usize]).sum();
                if whole > 0.0 {
                    for &place in &group {
                        counts[place as usize] += probability[place as usize] / whole;
                    }
                }
            });
        }
        let mut sums = vec![0.0; explaining];
        for (&key, count) in keys.iter().zip(&counts) {
            sums[explaining_of(key)] += count;
        }
        for (place, &key) in keys.iter().enumerate() {
            let sum: f64 = sums[explaining_of(key)];
            probability[place] = if sum > 0.0 { counts[place] / sum } else { 0.0 };
        }
    }
    probability
}

fn key(source: u32, target: u32) -> u64 {
    u64::from(source) << 32 | u64::from(target)
}

fn source_of(key: u64) -> usize {
    (key >> 32) as usize
}

fn target_of(key: u64) -> usize {
    (key & 0xFFFF_FFFF) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_occur_together_are_linked() {
        let pairs = [
            ("the red house", "البيت الأحمر"),
            ("the house", "البيت"),
            ("a red car", "سيارة حمراء أحمر"),
            ("the car", "السيارة"),
        ];
        let pairs: Vec<(Sentence, Sentence)> =
            pairs.iter().map(|(s, t)| (Sentence::of(s), Sentence::of(t))).collect();
        let dictionary = Dictionary::learn(pairs.iter().map(|(s, t)| (s, t)));
        let (source, target) = &pairs[0];
        let numbers = (dictionary.source_numbers(source), dictionary.target_numbers(target));
        let links = dictionary.links(&numbers.0, &numbers.1);
        // house with بيت, red with أحمر.
        assert!(links.get(2, 0) > links.get(2, 1) && links.get(1, 1) > links.get(1, 0));
        assert_eq!(dictionary.source_count(&numbers.0, 0), 3);
        assert_eq!(dictionary.target_count(&numbers.1, 0), 2);
    }

    #[test]
    fn nothing_is_learned_from_nothing() {
        let dictionary = Dictionary::learn(std::iter::empty());
        let sentence = Sentence::of("a");
        let numbers = dictionary.source_numbers(&sentence);
        assert_eq!(dictionary.links(&numbers, &numbers).get(0, 0), 0.0);
    }
}
