use super::super::tokens::tests::corpus;
use super::super::tokens::{Cutting, Tokens};
use super::*;
use crate::corpus::Corpus;

fn found(corpus: &Corpus, most: usize) -> Ngrams {
    ngrams(&Tokens::of(corpus, Cutting::default()), most)
}

/// A corpus of small random sentences.
fn random(segments: usize, systems: usize, seed: u64) -> Corpus {
    let mut state = seed;
    let mut draw = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
        (state >> 33) % below
    };
    let mut text = || -> Vec<String> {
        let mut line = || {
            let words: Vec<String> =
                (0..draw(9)).map(|_| format!("w{}", draw(7) * draw(7))).collect();
            words.join(" ")
        };
        (0..segments).map(|_| line()).collect()
    };
    let texts: Vec<Vec<String>> = (0..systems + 2).map(|_| text()).collect();
    let borrowed: Vec<Vec<&str>> =
        texts.iter().map(|lines| lines.iter().map(String::as_str).collect()).collect();
    let names: Vec<String> = (0..systems).map(|system| format!("s{system}")).collect();
    let named: Vec<(&str, &[&str])> =
        names.iter().map(String::as_str).zip(borrowed[2..].iter().map(Vec::as_slice)).collect();
    corpus(&[&borrowed[0], &borrowed[1]], &named)
}

#[test]
fn too_much_and_too_little_are_beyond_all_references() {
    let corpus = corpus(&[&["a b b"], &["a b c"]], &[("s", &["a a b d"])]);
    let system = &found(&corpus, 10).systems[0];
    let texts = |list: &[Usage]| -> Vec<String> {
        let unigrams = list.iter().filter(|usage| usage.order == 1);
        unigrams
            .map(|usage| format!("{} {} {}", usage.ngram, usage.too_much, usage.too_little))
            .collect()
    };
    // b is there once, as in the second reference; c is missing only from the first one's view.
    assert_eq!(texts(&system.too_much), ["a 1 0", "d 1 0"]);
    assert_eq!(texts(&system.too_little), [""; 0]);
    let unigrams = OrderCounts { hypothesis: 4, matched: 2, too_much: 2, too_little: 0 };
    assert_eq!(system.orders[0], unigrams);
    assert_eq!(system.tested, 0);
}

#[test]
fn five_differing_segments_are_not_tested_and_six_are() {
    for (segments, tested, p) in [(5, 0, None), (6, 1, Some(0.03125))] {
        let lines = vec!["x"; segments];
        let corpus = corpus(&[&lines], &[("a", &lines), ("b", &vec![""; segments])]);
        let pair = &found(&corpus, 3).pairs[0];
        assert_eq!((pair.tested, pair.a_more[0].p), (tested, p));
        assert_eq!(
            (pair.a_more[0].segments_a, pair.a_more[0].segments_b),
            (u32::try_from(segments).unwrap(), 0)
        );
    }
}

#[test]
fn a_loop_in_one_segment_is_one_difference() {
    let corpus = corpus(
        &[&["جدا جدا جدا جدا جدا جدا جدا"]],
        &[("a", &["جدا جدا جدا جدا جدا جدا جدا"]), ("b", &["جدا"])],
    );
    let first = &found(&corpus, 1).pairs[0].a_more[0];
    assert_eq!((first.a, first.b, first.segments_a, first.p), (7, 1, 1, None));
}

/// What a few comparisons list, counted the plain way.
fn plain(corpus: &Corpus, a: usize, b: usize) -> Vec<(String, u64, u64, u32, u32)> {
    let tokens = Tokens::of(corpus, Cutting::default());
    let occurrences = |words: &[u32], ngram: &[u32]| {
        words.windows(ngram.len()).filter(|window| *window == ngram).count() as u64
    };
    let mut all = std::collections::BTreeSet::new();
    for segment in 0..tokens.segments() {
        for reference in tokens.references_of(segment) {
            for order in 1..=ORDERS {
                all.extend(reference.windows(order).map(<[u32]>::to_vec));
            }
        }
    }
    let mut rows = Vec::new();
    for ngram in all {
        let mut row = (String::new(), 0, 0, 0, 0);
        for segment in 0..tokens.segments() {
            let most = tokens
                .references_of(segment)
                .map(|words| occurrences(words, &ngram))
                .max()
                .unwrap();
            let matched = |system: usize| {
                let words = tokens.systems()[system].text.segment(segment).unwrap();
                most.min(occurrences(words, &ngram))
            };
            let (a, b) = (matched(a), matched(b));
            row.1 += a;
            row.2 += b;
            row.3 += u32::from(a > b);
            row.4 += u32::from(b > a);
        }
        if row.3 + row.4 > 0 && (row.3, row.1) > (row.4, row.2) {
            let words: Vec<&str> = ngram.iter().map(|&word| tokens.spelling(word)).collect();
            row.0 = words.join(" ");
            rows.push(row);
        }
    }
    rows.sort();
    rows
}

#[test]
fn counts_are_those_of_the_plain_way() {
    let corpus = random(60, 3, 5);
    let found = found(&corpus, 100_000);
    for (pair, (a, b)) in found.pairs.iter().zip(count::pairs(3)) {
        let mut rows: Vec<_> = pair
            .a_more
            .iter()
            .map(|row| (row.ngram.clone(), row.a, row.b, row.segments_a, row.segments_b))
            .collect();
        rows.sort();
        assert_eq!(rows, plain(&corpus, a, b));
    }
}

#[test]
fn a_short_list_is_the_beginning_of_the_long_one() {
    let corpus = random(300, 3, 11);
    let (short, long) = (found(&corpus, 7), found(&corpus, 100_000));
    for (short, long) in short.pairs.iter().zip(&long.pairs) {
        assert_eq!(short.tested, long.tested);
        assert_eq!(short.a_more, long.a_more[..7]);
        assert_eq!(short.b_more, long.b_more[..7]);
    }
    for (short, long) in short.systems.iter().zip(&long.systems) {
        assert!(short.tested > 0);
        assert_eq!(short.too_much, long.too_much[..7]);
        assert_eq!(short.orders, long.orders);
    }
    assert_eq!(found(&corpus, 0).pairs[0].tested, long.pairs[0].tested);
}

#[test]
fn lists_are_sorted_by_adjusted_p_then_difference_then_text() {
    let found = found(&random(300, 2, 3), 100_000);
    for two in found.pairs[0].a_more.windows(2) {
        let key =
            |row: &Difference| (row.p_adjusted.unwrap_or(2.0), -(row.a.abs_diff(row.b) as f64));
        let (one, other) = (key(&two[0]), key(&two[1]));
        let words = |row: &Difference| row.ngram.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert!(one < other || one == other && words(&two[0]) < words(&two[1]), "{two:?}");
    }
}

#[test]
fn threads_and_the_order_of_systems_do_not_matter() {
    let there = random(2000, 3, 1);
    let expected = found(&there, 5);
    let mut parts = there.clone().into_parts();
    parts.systems.reverse();
    assert_eq!(found(&Corpus::new(parts).unwrap(), 5), expected);
    for threads in [1, 3, 8] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        assert_eq!(pool.install(|| found(&there, 5)), expected);
    }
}

#[test]
fn orders_add_up_to_the_words() {
    let corpus = random(50, 2, 9);
    let tokens = Tokens::of(&corpus, Cutting::default());
    for (system, text) in found(&corpus, 1).systems.iter().zip(tokens.systems()) {
        assert_eq!(system.orders[0].hypothesis, text.text.len() as u64);
        for order in &system.orders {
            assert_eq!(order.hypothesis, order.matched + order.too_much);
        }
    }
}

#[test]
fn nothing_is_found_in_nothing() {
    let empty = found(&corpus(&[&[""]], &[("a", &[""]), ("b", &[""])]), 5);
    assert!(empty.pairs[0].a_more.is_empty() && empty.systems[1].too_much.is_empty());
    let without_reference = found(&corpus(&[], &[("a", &["x"])]), 5);
    assert_eq!(without_reference.systems[0].orders[0], OrderCounts::default());
}
