//! Names: what must hold whatever the text, and what was agreed with people.

use std::path::Path;

use mizan::corpus::{Corpus, Parts, Plan, System, open};
use mizan::entity::{
    Agreement, Asked, Audit, EntityType, Examination, Fit, Inventory, Lexicon, Tally, Verdict,
    audit, audit_document,
};
use mizan::text::Stream;

fn demo() -> Corpus {
    let plan = Plan {
        references: vec!["corpora/demo/reference.ar".into()],
        source: Some("corpora/demo/source.fr".into()),
        systems: ["alif", "baa", "taa"]
            .map(|name| Path::new("corpora/demo/systems").join(format!("{name}.ar")).into())
            .to_vec(),
        documents: Some("corpora/demo/documents.txt".into()),
        ..Plan::default()
    };
    open(&plan).unwrap().read_all().unwrap()
}

/// The demo with these hypotheses in place of its systems'.
fn judged_as(hypotheses: Stream) -> Audit {
    let system = System { name: "a".into(), hypotheses, ..System::default() };
    let corpus = Corpus::new(Parts { systems: vec![system], ..demo().into_parts() }).unwrap();
    audit(&corpus, &Fit::learn(&corpus), Lexicon::built_in(), None)
}

fn share(tally: &Tally, verdicts: &[Verdict]) -> f64 {
    verdicts.iter().map(|&verdict| tally.get(verdict)).sum::<f64>() / tally.mentions()
}

#[test]
fn the_reference_is_right_and_an_unrelated_one_is_not() {
    let (reference, source) = (demo().references()[0].clone(), demo().source().unwrap().clone());
    let right = judged_as(reference.clone()).systems[0].tallies().0;
    assert!(right.mentions() > 100.0);
    assert!(right.wrong() / right.mentions() <= 0.005, "{right:?}");
    assert!(right.coverage() >= 0.95, "{right:?}");
    let turned =
        (0..reference.len()).map(|line| reference.get((line + 29) % reference.len()).unwrap());
    let unrelated = judged_as(turned.collect()).systems[0].tallies().0;
    let accepted = share(&unrelated, &[Verdict::Correct, Verdict::Variant]);
    assert!(accepted <= 0.03, "{accepted} {unrelated:?}");
    let copied = judged_as(source).systems[0].tallies().0;
    assert!(share(&copied, &[Verdict::Untranslated]) >= 0.95, "{copied:?}");
}

#[test]
fn verdicts_agree_with_the_gold_of_the_demo() {
    let corpus = demo();
    let inventory =
        Inventory::read("corpora/demo/entities.gold.jsonl".as_ref(), corpus.source()).unwrap();
    let audit = audit(&corpus, &Fit::learn(&corpus), Lexicon::built_in(), Some(&inventory));
    let mut agreement = Agreement::default();
    for system in &audit.systems {
        for row in &system.rows {
            let gold = &inventory.mentions()[row.mention.unwrap()].verdicts;
            if let Some((_, gold)) = gold.iter().find(|(name, _)| *name == system.name) {
                agreement.count(*gold, row.judgement.verdict);
            }
        }
    }
    assert!(agreement.n() > 500);
    assert!(agreement.mcc() >= 0.82, "{}", agreement.mcc());
    assert!(agreement.accuracy() >= 0.84, "{}", agreement.accuracy());
}

#[test]
fn any_number_of_threads_gives_the_same_verdicts() {
    let corpus = demo();
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let fit = Fit::learn(&corpus);
            (fit.hash(), audit(&corpus, &fit, Lexicon::built_in(), None))
        })
    };
    assert_eq!(on(1), on(3));
}

#[test]
fn strange_text_gives_verdicts_and_no_panic() {
    let long = "Grozny ".repeat(300);
    let texts = [
        "",
        " \u{200f}\u{202b}\u{feff}",
        "()[]{}.*+?^$|\\ (Grozny [Baku",
        "ﻏﺮﻭﺯﻧﻲ ‏و\u{200c}باكو",
        "و و و ال لل بال",
        "١٢٬٣٤٥٫٦٪ 12,345.6%",
        "G\u{301}rozny 🇦🇿 باكو🙂",
        &long,
    ];
    for source in texts {
        for reference in texts {
            let corpus = Corpus::new(Parts {
                source: Some(Stream::from_iter([source])),
                references: vec![Stream::from_iter([reference])],
                systems: vec![System {
                    name: "a".into(),
                    hypotheses: Stream::from_iter([texts[3]]),
                    ..System::default()
                }],
                ..Parts::default()
            })
            .unwrap();
            let audit = audit(&corpus, &Fit::learn(&corpus), Lexicon::built_in(), None);
            for row in &audit.systems[0].rows {
                let end = row.judgement.hypothesis_span.as_ref().map_or(0, |span| span.end);
                assert!(end <= texts[3].chars().count());
            }
        }
    }
}

#[test]
fn presentation_forms_and_invisible_characters_are_the_same_name() {
    let verdict = |hypothesis: &str| {
        let corpus = Corpus::new(Parts {
            source: Some(Stream::from_iter(["They met in Grozny."])),
            references: vec![Stream::from_iter(["اجتمعوا في غروزني."])],
            ..Parts::default()
        })
        .unwrap();
        let asked = Asked {
            entity: "Grozny".into(),
            kind: EntityType::Location,
            source_span: Some(12..18),
            mentions: Vec::new(),
        };
        let fit = Fit::default();
        let lexicon = Lexicon::default();
        let mut examination = Examination::new(&fit, &lexicon, corpus.segment(0), vec![asked]);
        examination.judge(hypothesis).remove(0).verdict
    };
    for right in ["في ﻏﺮﻭﺯﻧﻲ", "بغرو\u{200d}زني", "ولغُرُوزْنـــي", "\u{202b}غروزنى\u{202c}"]
    {
        assert_eq!(verdict(right), Verdict::Correct, "{right}");
    }
    assert_eq!(verdict("في جروزني"), Verdict::Variant);
    assert_eq!(verdict("في Grozny"), Verdict::Untranslated);
    assert_eq!(verdict("اجتمعوا"), Verdict::Omitted);
}

#[test]
fn a_name_of_metacharacters_is_a_name() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("names.tsv");
    std::fs::write(&path, "source\ttarget\nC++ (lang)\tسي++ (لغة)\n[.*]\tنجمة\n").unwrap();
    let lexicon = Lexicon::read(&[&path]).unwrap();
    assert_eq!(lexicon.find_latin("C++ (lang)").unwrap().targets, ["سي++ (لغة)"]);
    assert!(lexicon.find_latin("Cxx lang").is_none());
}

/// The verdict on a name of one sentence, the text before `*` of `source`.
fn verdict_on(source: &str, reference: &str, hypothesis: &str) -> Verdict {
    let (before, after) = source.split_once('*').expect("a name is marked");
    let (before, name) = before.rsplit_once('[').expect("a name is marked");
    let start = before.chars().count();
    let asked = Asked {
        entity: name.into(),
        kind: EntityType::Location,
        source_span: Some(start..start + name.chars().count()),
        mentions: Vec::new(),
    };
    let source = format!("{before}{name}{after}");
    let corpus = Corpus::new(Parts {
        source: Some(Stream::from_iter([source.as_str()])),
        references: vec![Stream::from_iter([reference])],
        ..Parts::default()
    });
    let corpus = corpus.unwrap();
    let (fit, lexicon) = (Fit::learn(&corpus), Lexicon::built_in());
    let mut examination = Examination::new(&fit, lexicon, corpus.segment(0), vec![asked]);
    examination.judge(hypothesis)[0].verdict
}

#[test]
fn what_is_as_standard_as_the_reference_is_correct() {
    for (source, reference, hypothesis) in [
        ("They live in [Zargolin* now", "يقيمون في زارجولين الآن", "يعيشون في زارغولين الآن"),
        ("They live in [Zarvelden* now", "يقيمون في زارفيلدن الآن", "يعيشون في زار فيلدن الآن"),
        ("The embassy of [Georgia* shut", "أغلقت سفارة جورجيا", "أغلقت السفارة الجورجية"),
        ("The [Zorvelian* wars", "حروب زورفيل", "الحروب الزورفيلية"),
        ("[Ma* won by far", "فاز \"ما\" بفارق كبير", "انتصر ما بفارق كبير"),
    ] {
        assert_eq!(verdict_on(source, reference, hypothesis), Verdict::Correct, "{hypothesis}");
    }
    // ج for غ is regional, an adjective behind a verb is no country.
    for (source, reference, hypothesis) in [
        ("They live in [Zargolin* now", "يقيمون في زارغولين الآن", "يعيشون في زارجولين الآن"),
        ("[Georgia* spoke up", "تحدثت جورجيا", "تحدثت الجورجية"),
        ("[Keselowski* leads the race", "يتصدر كيسلوسكي السباق", "يتصدر كيسيلوفسكي السباق"),
    ] {
        assert_eq!(verdict_on(source, reference, hypothesis), Verdict::Variant, "{hypothesis}");
    }
}

#[test]
fn another_word_in_its_place_mangles_a_name_and_nothing_there_omits_it() {
    let verdict = |hypothesis| {
        let source = "They stayed in [Zarvelden* for a week";
        verdict_on(source, "أقاموا في زارفيلدن مدة أسبوع", hypothesis)
    };
    assert_eq!(verdict("أقاموا في الملعب مدة أسبوع"), Verdict::Mangled);
    assert_eq!(verdict("أقاموا مدة أسبوع"), Verdict::Omitted);
    // An adverb stands for nothing.
    assert_eq!(verdict("أقاموا هناك حاليا مدة أسبوع"), Verdict::Omitted);
}

#[test]
fn the_seed_article_shows_its_names_in_three_ways() {
    let folder = Path::new("../shared/corpora/seed-article");
    if !folder.exists() {
        println!("skipped: there is no {}", folder.display());
        return;
    }
    let read = |name: &str| -> Stream {
        std::fs::read_to_string(folder.join(name)).unwrap().lines().collect()
    };
    let (source, reference) = (read("source.fr.txt"), read("reference.ar.txt"));
    for (source, references) in
        [(Some(&source), vec![reference]), (Some(&source), Vec::new()), (None, Vec::new())]
    {
        let system =
            System { name: "a".into(), hypotheses: read("hypothesis.ar.txt"), ..System::default() };
        let audit = audit_document(source, &references, vec![system], Lexicon::built_in()).unwrap();
        let verdicts = |rendering: &str| -> Vec<Verdict> {
            let rows = audit.systems[0].rows.iter().map(|row| &row.judgement);
            let rows = rows.filter(|judgement| judgement.rendering.as_deref() == Some(rendering));
            rows.map(|judgement| judgement.verdict).collect()
        };
        for latin in ["Volodymyr Zelensky", "Grozny", "Chechnya", "FSB"] {
            assert!(verdicts(latin).contains(&Verdict::Untranslated), "{latin}");
        }
        assert_eq!(verdicts("شتوتنيك"), [Verdict::Mangled]);
        for right in ["موسكو", "باكو", "كازاخستان", "الكرملين"] {
            assert!(verdicts(right).iter().all(|v| *v == Verdict::Correct), "{right}");
        }
        let split = audit.systems[0].usages.iter().filter(|usage| !usage.is_consistent);
        assert_eq!(
            split.map(|usage| usage.key.as_str()).collect::<Vec<_>>(),
            ["Volodymyr Zelensky"]
        );
    }
}
