//! Window: of the places where the parts of a name may stand, those that stand together.

use std::ops::Range;

/// A place where a part of a name, or several, may stand.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) parts: Range<usize>,
    pub(super) words: Range<usize>,
    /// How good it is; positive.
    pub(super) score: f64,
    /// Whether another part may have the same words: نيويورك.
    pub(super) may_share: bool,
}

/// What each word between the first and the last costs, so that of equals the closest are chosen.
const SPREAD: f64 = 0.03;

/// The best score of a window of `width` words, and for each part the index of its place there.
///
/// Within a window the best place is taken first, and no word twice.
pub(super) fn choose(parts: usize, places: &[Place], width: usize) -> (f64, Vec<Option<usize>>) {
    let mut by_start: Vec<usize> = (0..places.len()).collect();
    by_start.sort_by_key(|&index| (places[index].words.start, places[index].words.end, index));
    let mut best = (0.0, vec![None; parts]);
    let mut here: Vec<usize> = Vec::new();
    for first in 0..by_start.len() {
        let start = places[by_start[first]].words.start;
        if first > 0 && places[by_start[first - 1]].words.start == start {
            continue;
        }
        here.clear();
        let near = by_start[first..].iter().take_while(|&&i| places[i].words.start < start + width);
        here.extend(near.filter(|&&index| places[index].words.end <= start + width));
        here.sort_by(|&a, &b| {
            let (a, b) = (&places[a], &places[b]);
            b.score.total_cmp(&a.score).then_with(|| {
                let key = |place: &Place| (place.words.start, place.words.end, place.parts.start);
                key(a).cmp(&key(b))
            })
        });
        let mut score = 0.0;
        let mut end = start;
        let mut chosen: Vec<Option<usize>> = vec![None; parts];
        for &index in &here {
            let place = &places[index];
            let is_taken = |&other: &usize| {
                let other = &places[other];
                let is_shared = other.may_share && place.may_share && other.words == place.words;
                !is_shared
                    && other.words.start < place.words.end
                    && place.words.start < other.words.end
            };
            if chosen[place.parts.clone()].iter().all(Option::is_none)
                && !chosen.iter().flatten().any(is_taken)
            {
                score += place.score;
                end = end.max(place.words.end);
                chosen[place.parts.clone()].fill(Some(index));
            }
        }
        score -= SPREAD * (end - start) as f64;
        if score > best.0 + 1e-9 {
            best = (score, chosen);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(part: usize, word: usize, score: f64) -> Place {
        Place { parts: part..part + 1, words: word..word + 1, score, may_share: false }
    }

    #[test]
    fn places_that_stand_together_are_chosen() {
        let places = [place(0, 0, 1.0), place(0, 9, 0.9), place(1, 10, 1.0)];
        assert_eq!(choose(2, &places, 4).1, [Some(1), Some(2)]);
    }

    #[test]
    fn a_word_is_taken_once() {
        let places = [place(0, 3, 0.8), place(1, 3, 0.9)];
        assert_eq!(choose(2, &places, 4).1, [None, Some(1)]);
        assert_eq!(choose(2, &[], 4), (0.0, vec![None, None]));
    }
}
