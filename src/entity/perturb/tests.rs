//! Laws of corrupted text, and what the judge makes of it.

use super::*;
use crate::corpus::{Parts, Plan, open};
use crate::entity::{Asked, Examination};

const SEEDS: [u64; 5] = [0, 1, 7, 12345, u64::MAX];

fn read(reference: &str, source: &str, documents: Option<&str>) -> Corpus {
    let plan = Plan {
        references: vec![reference.into()],
        source: Some(source.into()),
        documents: documents.map(Into::into),
        ..Plan::default()
    };
    open(&plan).unwrap().read_all().unwrap()
}

fn demo() -> Corpus {
    let documents = Some("corpora/demo/documents.txt");
    read("corpora/demo/reference.ar", "corpora/demo/source.fr", documents)
}

fn corpus(source: &[&str], reference: &[&str]) -> Corpus {
    Corpus::new(Parts {
        source: Some(source.iter().collect()),
        references: vec![reference.iter().collect()],
        ..Parts::default()
    })
    .unwrap()
}

fn run(corpus: &Corpus, kinds: &[Corruption], rate: f64, seed: u64) -> Perturbed {
    let settings = Settings { kinds: kinds.to_vec(), rate, seed };
    perturb(corpus, Lexicon::built_in(), None, &settings).unwrap()
}

#[test]
fn the_same_seed_gives_the_same_text_on_any_number_of_threads() {
    let demo = demo();
    let mut texts = Vec::new();
    for seed in SEEDS {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
        let one = pool.install(|| run(&demo, &Corruption::ALL, 0.2, seed));
        assert_eq!(one, run(&demo, &Corruption::ALL, 0.2, seed));
        texts.push(one.text);
    }
    texts.dedup();
    assert_eq!(texts.len(), SEEDS.len());
}

#[test]
fn a_rate_of_zero_changes_nothing() {
    let demo = demo();
    for seed in SEEDS {
        let perturbed = run(&demo, &Corruption::ALL, 0.0, seed);
        assert_eq!(perturbed.text, demo.references()[0]);
        assert!(perturbed.counts.iter().all(|count| count.corrupted == 0 && count.candidates > 0));
        for gold in &perturbed.gold {
            assert_eq!((gold.verdict, gold.corruption), (Verdict::Correct, None));
            assert_eq!(gold.span, gold.mention.reference_span);
        }
    }
}

#[test]
fn every_rendering_stands_where_the_gold_says() {
    let demo = demo();
    for (seed, rate) in SEEDS.into_iter().zip([0.05, 0.1, 0.2, 0.5, 1.0]) {
        let perturbed = run(&demo, &Corruption::ALL, rate, seed);
        for gold in &perturbed.gold {
            let line = perturbed.text.get(gold.mention.segment).unwrap();
            assert_eq!(gold.span.is_some(), gold.rendering.is_some());
            if let (Some(span), Some(rendering)) = (&gold.span, &gold.rendering) {
                let text: String = line.chars().skip(span.start).take(span.len()).collect();
                assert_eq!(&text, rendering, "{line}");
                assert!(!rendering.starts_with(' ') && !rendering.is_empty());
            }
            assert_eq!(gold.corruption.is_some(), gold.verdict != Verdict::Correct);
        }
    }
}

#[test]
fn nothing_changes_outside_of_the_edits() {
    let demo = demo();
    for seed in SEEDS {
        let perturbed = run(&demo, &Corruption::ALL, 0.3, seed);
        for (index, edits) in perturbed.edits.iter().enumerate() {
            let reference: Vec<char> = demo.references()[0].get(index).unwrap().chars().collect();
            let (mut text, mut at) = (String::new(), 0);
            for edit in edits {
                assert!(at <= edit.span.start && edit.span.end <= reference.len());
                text.extend(&reference[at..edit.span.start]);
                text.push_str(&edit.text);
                at = edit.span.end;
            }
            text.extend(&reference[at..]);
            assert_eq!(perturbed.text.get(index), Some(text.as_str()));
            assert!(!text.contains("  ") && !text.starts_with(' ') && !text.ends_with(' '));
            let golds = perturbed.gold.iter().filter(|gold| gold.mention.segment == index);
            for gold in golds.filter(|gold| gold.corruption.is_none()) {
                let own = gold.mention.reference_span.clone().unwrap();
                assert!(
                    edits.iter().all(|e| e.span.end <= own.start || own.end <= e.span.start),
                    "{gold:?}"
                );
            }
        }
    }
}

#[test]
fn the_rate_is_reached() {
    let demo = demo();
    for kind in Corruption::ALL {
        for count in run(&demo, &[kind], 0.25, 3).counts {
            let expected = (count.candidates as f64 * 0.25).round();
            assert_eq!(count.corrupted as f64, expected, "{kind}");
        }
    }
}

#[test]
fn a_split_name_is_rendered_as_expected_first_and_otherwise_later() {
    let demo = demo();
    let perturbed = run(&demo, &[Corruption::Split], 1.0, 5);
    let split: Vec<&Gold> = perturbed.gold.iter().filter(|gold| gold.is_split).collect();
    assert!(split.len() > 10);
    for gold in &split {
        let same = |other: &&&Gold| {
            other.mention.document == gold.mention.document
                && other.mention.entity == gold.mention.entity
        };
        let verdicts: Vec<Verdict> = split.iter().filter(same).map(|gold| gold.verdict).collect();
        let first = verdicts.iter().position(|&verdict| verdict != Verdict::Correct);
        if let Some(first) = first {
            assert!(verdicts[first..].iter().all(|&verdict| verdict != Verdict::Correct));
        }
        assert!(gold.to_json("x").contains(r#""consistent":false"#));
        assert!(gold.to_json("x").contains(r#""document":""#));
    }
}

#[test]
fn names_of_an_inventory_are_taken_and_its_numbers_are_found() {
    let demo = demo();
    let path = "corpora/demo/entities.gold.jsonl".as_ref();
    let inventory = Inventory::read(path, demo.source()).unwrap();
    let settings = Settings { rate: 0.2, ..Settings::default() };
    let perturbed = perturb(&demo, Lexicon::built_in(), Some(&inventory), &settings).unwrap();
    assert!(perturbed.gold.len() > 150);
    let names = perturbed.gold.iter().filter(|g| !candidate::is_quantity(&g.mention.kind));
    for gold in names {
        let known = inventory.mentions().iter().any(|mention| {
            mention.segment == gold.mention.segment && mention.entity == gold.mention.entity
        });
        assert!(known, "{gold:?}");
    }
}

#[test]
fn the_gold_is_an_inventory() {
    let demo = demo();
    let perturbed = run(&demo, &Corruption::ALL, 0.2, 9);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("gold.jsonl");
    let lines: String = perturbed.gold.iter().map(|gold| gold.to_json("x") + "\n").collect();
    std::fs::write(&path, lines).unwrap();
    let inventory = Inventory::read(&path, demo.source()).unwrap();
    assert_eq!(inventory.mentions().len(), perturbed.gold.len());
    for (mention, gold) in inventory.mentions().iter().zip(&perturbed.gold) {
        let verdicts = vec![("x".to_owned(), gold.verdict)];
        assert_eq!(*mention, Mention { verdicts, ..gold.mention.clone() });
    }
}

#[test]
fn attached_letters_stay_with_what_comes() {
    let demo = corpus(
        &["The ambassador of Georgia told NATO on Tuesday evening that he would resign."],
        &["أبلغ سفير جورجيا للناتو مساء الثلاثاء أنه سيستقيل."],
    );
    let latin = run(&demo, &[Corruption::Latin], 1.0, 1);
    let line = latin.text.get(0).unwrap();
    assert!(line.contains("ل NATO") || line.contains("لـNATO"), "{line}");
    assert!(line.contains("سفير Georgia "), "{line}");
    let dropped = run(&demo, &[Corruption::Drop], 1.0, 1);
    assert_eq!(dropped.text.get(0), Some("أبلغ سفير مساء الثلاثاء أنه سيستقيل."));
}

#[test]
fn what_cannot_be_corrupted_is_an_error() {
    let settings = |rate| Settings { rate, ..Settings::default() };
    let run = |parts, rate| {
        let corpus = Corpus::new(parts).unwrap();
        perturb(&corpus, Lexicon::built_in(), None, &settings(rate)).unwrap_err().to_string()
    };
    let stream = || Stream::from_iter(["a"]);
    let parts = |source: bool, references: usize| Parts {
        source: source.then(stream),
        references: vec![stream(); references],
        ..Parts::default()
    };
    assert_eq!(run(parts(true, 1), 1.5), "a rate of 1.5, expected a share from 0 to 1");
    assert_eq!(run(parts(true, 1), f64::NAN), "a rate of NaN, expected a share from 0 to 1");
    assert_eq!(run(parts(false, 1), 0.1), "there is no source to find names by");
    assert_eq!(run(parts(true, 0), 0.1), "there is no reference to corrupt");
    assert_eq!(run(parts(true, 2), 0.1), "2 references, expected one to corrupt");
}

#[test]
fn empty_and_absent_segments_stay() {
    let mut reference = Stream::from_iter(["", "باكو"]);
    reference.push_absent();
    let corpus = Corpus::new(Parts {
        source: Some(Stream::from_iter(["Baku", "Baku", "Baku"])),
        references: vec![reference.clone()],
        ..Parts::default()
    })
    .unwrap();
    let perturbed = run(&corpus, &[Corruption::Drop, Corruption::Words], 1.0, 1);
    assert_eq!(perturbed.text, reference);
}

/// Prints per way how often the judge gives the intended verdict, or any wrong one, and how often
/// it finds an untouched name wrong: `cargo test --release -- --ignored the_judge --nocapture`,
/// with REFERENCE, SOURCE in the environment, else the demo corpus.
#[test]
#[ignore = "a measurement"]
#[expect(clippy::print_stdout, reason = "it is what the measurement gives")]
fn the_judge_on_corrupted_text() {
    let path = |name| std::env::var(name).ok();
    let corpus = match (path("REFERENCE"), path("SOURCE")) {
        (Some(reference), Some(source)) => read(&reference, &source, None),
        _ => demo(),
    };
    let fit = Fit::learn(&corpus);
    let lexicon = Lexicon::built_in();
    let mut rows: std::collections::BTreeMap<(Option<Corruption>, String), [usize; 3]> =
        std::collections::BTreeMap::new();
    for seed in SEEDS {
        let perturbed = run(&corpus, &Corruption::ALL[..6], 0.1, seed);
        for index in 0..corpus.len() {
            let segment = corpus.segment(index);
            let asked: Vec<Asked> = crate::entity::names(&fit, lexicon, segment);
            let mut examination = Examination::new(&fit, lexicon, segment, asked);
            let text = perturbed.text.get(index).unwrap_or_default();
            let judgements = examination.judge(text);
            for gold in perturbed.gold.iter().filter(|gold| gold.mention.segment == index) {
                let of = |j: &&crate::entity::Judgement| {
                    j.source_span == gold.mention.source_span
                        && j.entity.as_deref() == Some(&gold.mention.entity)
                };
                let Some(judgement) = judgements.iter().find(of) else { continue };
                let is_hit = judgement.verdict == gold.verdict;
                // What is said twice may be said once.
                let is_once =
                    judgements.iter().filter(|other| other.key == judgement.key).count() == 1;
                let times = if is_once { "said once" } else { "said twice" };
                for key in [format!("as {}", gold.verdict), times.to_owned()] {
                    let row = rows.entry((gold.corruption, key)).or_default();
                    row[0] += 1;
                    row[1] += usize::from(is_hit);
                    row[2] += usize::from(judgement.verdict.is_wrong());
                }
                if !is_hit && path("MISSES").is_some() {
                    println!(
                        "{}\t{}\t{}\t{}→{}\t{}\t{:?}\t{:?}\t{text}",
                        gold.corruption.map_or("-", Corruption::name),
                        index + 1,
                        gold.mention.entity,
                        gold.verdict,
                        judgement.verdict,
                        judgement.evidence,
                        gold.rendering,
                        judgement.rendering,
                    );
                }
            }
        }
    }
    for ((corruption, verdict), [all, hit, wrong]) in rows {
        let share = |count: usize| 100.0 * count as f64 / all as f64;
        println!(
            "{:8} {verdict:16} {all:6} intended {:5.1} % wrong {:5.1} %",
            corruption.map_or("-", Corruption::name),
            share(hit),
            share(wrong)
        );
    }
}
