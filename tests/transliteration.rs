//! Latin names and their Arabic transliterations, told from wrong ones.
//!
//! `golden/transliteration_pairs.tsv` was written for this test: names as the news writes them,
//! among them some that are not transliterations (Damas دمشق). Even lines were used to improve the
//! table, odd ones were not.

use mizan::entity::transliterate::{Aligner, Arabic, Latin};
use mizan::text::normal::Normal;

const PAIRS: &str = include_str!("golden/transliteration_pairs.tsv");
const CONSONANTS: &str = "بتثجحخدذرزسشصضطظعغفقكلمنه";

#[derive(Debug, Clone, Copy)]
enum Half {
    Tuning,
    HeldOut,
}

fn pairs(half: Half) -> Vec<(&'static str, &'static str)> {
    let odd = match half {
        Half::Tuning => 1,
        Half::HeldOut => 0,
    };
    let pairs = PAIRS.lines().map(|line| line.split_once('\t').unwrap());
    pairs.enumerate().filter(|(index, _)| index % 2 == odd).map(|(_, pair)| pair).collect()
}

/// How often a true pair is more alike than a false one, ties half.
fn area_under_curve(right: &[f64], wrong: &[f64]) -> f64 {
    let wins = right.iter().flat_map(|right| {
        wrong.iter().map(move |wrong| match right.total_cmp(wrong) {
            std::cmp::Ordering::Less => 0.0,
            std::cmp::Ordering::Equal => 0.5,
            std::cmp::Ordering::Greater => 1.0,
        })
    });
    wins.sum::<f64>() / (right.len() * wrong.len()) as f64
}

fn true_similarities(half: Half) -> Vec<f64> {
    pairs(half).iter().map(|(latin, arabic)| similarity(latin, arabic)).collect()
}

fn shuffled_similarities(half: Half) -> Vec<f64> {
    let pairs = pairs(half);
    let shifts = [1, 7, 31, 64, 101];
    let others = |index: usize| shifts.map(|shift| pairs[(index + shift) % pairs.len()].1);
    let wrong = pairs.iter().enumerate().flat_map(|(index, (latin, _))| {
        others(index).into_iter().map(|arabic| similarity(latin, arabic))
    });
    wrong.collect()
}

/// Each Arabic name with one consonant replaced by another, three times.
fn corrupted_similarities(half: Half) -> Vec<f64> {
    let mut state = 1_u64;
    let mut random = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        ((state >> 33) % below as u64) as usize
    };
    let mut all = Vec::new();
    for (latin, arabic) in pairs(half) {
        let letters: Vec<char> = Normal::of(arabic).characters().to_vec();
        // Not the article's ل, which the comparison may leave out.
        let first = if letters.starts_with(&['ا', 'ل']) { 2 } else { 0 };
        let is_consonant = |place: &usize| CONSONANTS.contains(letters[*place]);
        let consonants: Vec<usize> = (first..letters.len()).filter(is_consonant).collect();
        for _ in 0..3 {
            let mut letters = letters.clone();
            let place = consonants[random(consonants.len())];
            let others: Vec<char> =
                CONSONANTS.chars().filter(|&other| other != letters[place]).collect();
            letters[place] = others[random(others.len())];
            all.push(similarity(latin, &letters.into_iter().collect::<String>()));
        }
    }
    all
}

#[test]
fn pairs_of_the_news_are_told_from_shuffled_and_from_corrupted_ones() {
    for half in [Half::Tuning, Half::HeldOut] {
        let right = true_similarities(half);
        let shuffled = area_under_curve(&right, &shuffled_similarities(half));
        let corrupted = area_under_curve(&right, &corrupted_similarities(half));
        println!(
            "{half:?}: {} pairs, {shuffled:.4} shuffled, {corrupted:.4} corrupted",
            right.len()
        );
        assert!(shuffled >= 0.99, "{half:?}: {shuffled}");
        assert!(corrupted >= 0.93, "{half:?}: {corrupted}");
    }
}

fn similarity(latin: &str, arabic: &str) -> f64 {
    Aligner::new().fit(&Latin::of(latin), &Arabic::of(arabic)).similarity
}

#[test]
fn a_pair_that_is_similar_is_never_refused_unseen() {
    let mut aligner = Aligner::new();
    let all: Vec<_> = PAIRS.lines().map(|line| line.split_once('\t').unwrap()).collect();
    let arabic: Vec<Arabic> = all.iter().map(|(_, arabic)| Arabic::of(arabic)).collect();
    for (latin, _) in all {
        let latin = Latin::of(latin);
        for arabic in &arabic {
            let fit = aligner.fit(&latin, arabic);
            for least in [0.3, 0.7, 0.9, 1.0] {
                let found = aligner.fit_above(&latin, arabic, least);
                assert_eq!(found, (fit.similarity >= least).then_some(fit));
            }
        }
    }
}
