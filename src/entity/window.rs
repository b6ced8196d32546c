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
    let mut starts: Vec<usize> = places.iter().map(|place| place.words.start).collect();
    starts.sort_unstable();
    starts.dedup();
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by(|&a, &b| {
        let (a, b) = (&places[a], &places[b]);
        b.score.total_cmp(&a.score).then_with(|| {
            (a.words.start, a.words.end, a.parts.start).cmp(&(
                b.words.start,
                b.words.end,
                b.parts.start,
            ))
        })
    });
    let mut best = (0.0, vec![None; parts]);
    for start in starts {
        let mut score = 0.0;
        let mut end = start;
        let mut chosen: Vec<Option<usize>> = vec![None; parts];
        for &index in &order {
            let place = &places[index];
            if place.words.start < start || place.words.end > start + width {
                continue;
            }
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
