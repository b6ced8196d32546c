//! Plain: the search as its definition reads, against which the fast one is tested.

use super::alignment::Alignment;
use super::band::{Band, Banded};

/// One shift: its gain, what breaks a tie, and the words after it.
type Best = (i64, usize, i64, i64, Vec<u32>);

/// The number of shifts and edits that turn the hypothesis into the reference.
pub(super) fn edits(reference: &[u32], hypothesis: &[u32]) -> u32 {
    let (rows, columns) = (hypothesis.len(), reference.len());
    if rows == 0 || columns == 0 {
        return u32::try_from(rows + columns).unwrap();
    }
    let band = Band::new(rows, columns);
    let mut words = hypothesis.to_vec();
    let (mut shifts, mut tried) = (0, 0);
    loop {
        let mut alignment = Alignment::default();
        let distance = Banded::default().align(&band, reference, &words, &mut alignment);
        let best = best_shift(reference, &words, &alignment, distance, &mut tried);
        match best {
            Some((gain, .., shifted)) if gain > 0 && tried < 1000 => words = shifted,
            _ => return shifts + distance,
        }
        shifts += 1;
    }
}

fn best_shift(
    reference: &[u32],
    words: &[u32],
    alignment: &Alignment,
    distance: u32,
    tried: &mut usize,
) -> Option<Best> {
    let band = Band::new(words.len(), reference.len());
    let mut best: Option<Best> = None;
    for (from, position, length) in equal_spans(reference, words) {
        let aligned = i64::from(alignment.places[position + 1]) - 1;
        if !alignment.wrong_in_hypothesis[from..from + length].contains(&true)
            || !alignment.wrong_in_reference[position..position + length].contains(&true)
            || (from as i64 <= aligned && aligned < (from + length) as i64)
        {
            continue;
        }
        let mut previous = None;
        for &to in &alignment.places[position..=position + length] {
            if previous.replace(to) == Some(to) {
                continue;
            }
            let shifted = shifted(words, from, length, to as usize);
            let after = Banded::default().distance(&band, reference, |index| shifted[index]);
            let gain = i64::from(distance) - i64::from(after);
            let candidate = (gain, length, -(from as i64), -i64::from(to), shifted);
            *tried += 1;
            if best.as_ref().is_none_or(|best| candidate > *best) {
                best = Some(candidate);
            }
        }
        if *tried >= 1000 {
            break;
        }
    }
    best
}

fn equal_spans(reference: &[u32], words: &[u32]) -> Vec<(usize, usize, usize)> {
    let mut spans = Vec::new();
    for from in 0..words.len() {
        for position in 0..reference.len() {
            let rest = words[from..].iter().zip(&reference[position..]);
            let equal = rest.take_while(|(one, other)| one == other).count();
            if position.abs_diff(from) <= 50 {
                spans.extend((1..=equal.min(10)).map(|length| (from, position, length)));
            }
        }
    }
    spans
}

fn shifted(words: &[u32], from: usize, length: usize, to: usize) -> Vec<u32> {
    let len = words.len();
    let span = &words[from..from + length];
    let parts = if to < from {
        [&words[..to], span, &words[to..from], &words[from + length..]]
    } else {
        let end = if to > from + length { to } else { (to + length).min(len) };
        [&words[..from], &words[from + length..end], span, &words[end..]]
    };
    parts.concat()
}
