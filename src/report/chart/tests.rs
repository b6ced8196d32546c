//! Tests of all charts together.

use std::collections::BTreeSet;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::*;
use crate::comparison::{Plan as Comparing, compare};
use crate::corpus::{Corpus, NamedPath, Plan, open};
use crate::entity::{Fit, Lexicon, audit};
use crate::evaluate::{Evaluator, Rows};
use crate::metric::registry::calculator;
use crate::record::{Analyses, Material, Names, SystemNames, Wanted};

/// The demo, its systems under other names.
fn testset(names: [&str; 3]) -> TestSet {
    let plan = Plan {
        source: Some("corpora/demo/source.fr".into()),
        references: vec!["corpora/demo/reference.ar".into()],
        systems: ["alif", "baa", "taa"]
            .map(|name| NamedPath::parse(&format!("corpora/demo/systems/{name}.ar")))
            .to_vec(),
        documents: Some("corpora/demo/documents.txt".into()),
        ..Plan::default()
    };
    let mut parts = open(&plan).unwrap().read_all().unwrap().into_parts();
    for (system, name) in parts.systems.iter_mut().zip(names) {
        system.name = name.to_owned();
    }
    let corpus = Corpus::new(parts).unwrap();
    let metrics = ["bleu", "chrf", "ter"].map(|key| calculator(key).unwrap());
    let mut evaluator = Evaluator::new(metrics.to_vec(), Rows::Kept);
    evaluator.add(&corpus).unwrap();
    let evaluation = evaluator.finish().unwrap();
    let plan = Comparing { samples: 50, trials: 200, ..Comparing::default() };
    let wanted = Wanted {
        buckets: true,
        ngrams: true,
        flags: true,
        checks: Some(crate::analysis::checks::Plan::default()),
        most: 10,
        ..Wanted::default()
    };
    let audit = audit(&corpus, &Fit::learn(&corpus), Lexicon::built_in(), None);
    let of_systems = audit.systems.iter().map(|s| (s.name.clone(), SystemNames::of(s)));
    let names = Names::of(of_systems.collect(), audit.reference_consistency.as_ref());
    let material = Material {
        name: "demo",
        inputs: Vec::new(),
        corpus: &corpus,
        evaluation: &evaluation,
        comparison: compare(&evaluation, corpus.documents(), &plan).unwrap(),
        analyses: Analyses::of(&corpus, &evaluation, &plan, &wanted).unwrap(),
        names: Some(names),
        warnings: Vec::new(),
    };
    material.record()
}

const NAMES: [&str; 3] =
    ["نظام الترجمة الآلية العصبية متعدد اللغات من الجيل الثالث", "<b>&\"", "baseline-transformer"];

/// The texts of an SVG; panics where it is no XML.
fn texts(svg: &str) -> Vec<String> {
    let mut reader = Reader::from_str(svg);
    let (mut texts, mut text, mut depth) = (Vec::new(), String::new(), 0);
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => break,
            Event::Start(start) => {
                depth += 1;
                start.attributes().for_each(|attribute| assert!(attribute.is_ok()));
                text.clear();
            }
            Event::End(end) => {
                depth -= 1;
                if end.name().as_ref() == "text" {
                    texts.push(text.clone());
                }
            }
            Event::Text(part) => text.push_str(&part),
            Event::GeneralRef(name) => {
                let entity: &str = &name;
                text.push_str(&quick_xml::escape::unescape(&format!("&{entity};")).unwrap());
            }
            _ => {}
        }
    }
    assert_eq!(depth, 0);
    texts
}

#[test]
fn every_chart_is_xml_that_says_what_it_shows() {
    let testset = testset(NAMES);
    let charts = charts(&testset, Some("baseline-transformer"));
    let names: BTreeSet<&str> = charts.iter().map(|chart| chart.name.as_str()).collect();
    assert_eq!(names.len(), charts.len());
    for stem in [
        "scores-chrf",
        "differences-ter",
        "pairs-bleu",
        "segments-chrf",
        "scatter",
        "lengths",
        "names",
        "names-by-type",
        "consistency",
        "flags",
        "checks",
        "ngrams-1",
        "buckets-source-length",
    ] {
        assert!(names.contains(stem), "{stem} in {names:?}");
    }
    for chart in &charts {
        let texts = texts(&chart.svg);
        assert!(texts.contains(&chart.title), "{}", chart.name);
        assert!(!chart.description.is_empty());
        assert!(!chart.svg.contains("NaN") && !chart.svg.contains("inf"), "{}", chart.name);
        assert!(!chart.svg.contains("<b>"), "{}", chart.name);
        for character in chart.svg.chars() {
            assert!(!matches!(character, '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}'));
        }
    }
    let scores = charts.iter().find(|chart| chart.name == "scores-chrf").unwrap();
    assert!(texts(&scores.svg).iter().any(|text| text == "<b>&\""));
    assert!(texts(&scores.svg).iter().any(|text| text.starts_with("نظام") && text.contains('…')));
    assert_eq!(charts, super::charts(&testset, Some("baseline-transformer")));
}

#[test]
fn what_is_not_known_is_not_drawn() {
    let mut testset = testset(NAMES);
    testset.names = None;
    testset.analyses = Analyses::default();
    for system in &mut testset.comparison.systems {
        system.scores[0].value = f64::NAN;
        system.scores[1].interval = None;
    }
    testset.comparison.pairs[0].difference = f64::NAN;
    testset.systems[0].segment_scores[1] = vec![None; testset.segments.len()];
    let charts = charts(&testset, None);
    let names: Vec<&str> = charts.iter().map(|chart| chart.name.as_str()).collect();
    assert!(!names.contains(&"scores-bleu") && names.contains(&"scores-chrf"));
    assert!(!names.contains(&"names") && !names.iter().any(|name| name.starts_with("ngrams")));
    testset.systems.clear();
    testset.comparison.systems.clear();
    assert_eq!(super::charts(&testset, None), []);
}

/// The demo with fifteen systems more, which are all alike.
fn crowd() -> TestSet {
    let mut testset = testset(NAMES);
    for number in 0..15 {
        let mut system = testset.comparison.systems[0].clone();
        system.name = format!("copy {number}");
        system.scores[1].value = 10.0;
        let recorded =
            crate::record::System { name: system.name.clone(), ..testset.systems[0].clone() };
        testset.comparison.systems.push(system);
        testset.systems.push(recorded);
    }
    testset
}

#[test]
fn more_than_twelve_systems_are_counted_and_the_baseline_stays() {
    let testset = crowd();
    let charts = charts(&testset, Some("copy 14"));
    let scores = charts.iter().find(|chart| chart.name == "scores-chrf").unwrap();
    let texts = texts(&scores.svg);
    assert!(texts.iter().any(|text| text.contains("showing 12 of 18 systems")));
    assert!(texts.iter().any(|text| text == "copy 14"));
}

/// How wide the ink of a text is.
fn ink(text: &str) -> u32 {
    let svg = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' width='200' height='40'>\
         <text x='10' y='25' font-size='20'>{text}</text></svg>"
    );
    let image = resvg::tiny_skia::Pixmap::decode_png(&png(&svg, 1.0).unwrap()).unwrap();
    let inked = |x: &u32| (0..image.height()).any(|y| image.pixel(*x, y).unwrap().alpha() > 0);
    let columns: Vec<u32> = (0..image.width()).filter(inked).collect();
    columns.last().unwrap() - columns.first().unwrap()
}

#[test]
fn arabic_is_drawn_joined() {
    // The same letters, kept apart by a non-joiner.
    assert!(ink("سلمي") < ink("س\u{200C}ل\u{200C}م\u{200C}ي"));
}

#[test]
fn a_chart_is_drawn_as_png() {
    let testset = testset(NAMES);
    for chart in charts(&testset, None).iter().filter(|chart| chart.name.starts_with("scores")) {
        let image = png(&chart.svg, 1.0).unwrap();
        let image = resvg::tiny_skia::Pixmap::decode_png(&image).unwrap();
        let is_inked = |pixel: &&resvg::tiny_skia::PremultipliedColorU8| pixel.red() < 128;
        assert!(image.pixels().iter().filter(is_inked).count() > 500, "{}", chart.name);
        assert_eq!(image.width(), 760);
    }
}

/// Writes every chart into the folder that `MIZAN_CHARTS` names, to be looked at.
#[test]
#[ignore = "writes files for people"]
fn pictures() {
    let folder = std::env::var("MIZAN_CHARTS").unwrap();
    for (prefix, testset) in [("", testset(NAMES)), ("many-", crowd())] {
        for chart in charts(&testset, None) {
            let path = format!("{folder}/{prefix}{}", chart.name);
            std::fs::write(format!("{path}.svg"), &chart.svg).unwrap();
            std::fs::write(format!("{path}.png"), png(&chart.svg, 1.0).unwrap()).unwrap();
        }
    }
}
