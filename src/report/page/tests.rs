use std::collections::HashSet;

use super::*;
use crate::analysis::checks;
use crate::comparison::{Plan, compare};
use crate::corpus::{Corpus, Parts, System};
use crate::entity::{Fit, Lexicon, audit};
use crate::evaluate::{Evaluator, Rows};
use crate::metric::registry::calculator;
use crate::record::{Analyses, Input, Material, Names, SCHEMA, SystemNames, Wanted};
use crate::text::Stream;

/// A record of these outputs, each with the name of its system.
fn record(source: &[&str], references: &[&str], systems: &[(&str, &[&str])]) -> Record {
    let system = |(name, lines): &(&str, &[&str])| System {
        name: (*name).to_owned(),
        hypotheses: lines.iter().copied().collect::<Stream>(),
        ..System::default()
    };
    let corpus = Corpus::new(Parts {
        source: Some(source.iter().copied().collect()),
        references: vec![references.iter().copied().collect()],
        systems: systems.iter().map(system).collect(),
        ..Parts::default()
    })
    .unwrap();
    recorded(&corpus)
}

fn recorded(corpus: &Corpus) -> Record {
    let metrics = ["bleu", "chrf", "ter"].map(|metric| calculator(metric).unwrap());
    let mut evaluator = Evaluator::new(metrics.to_vec(), Rows::Kept);
    evaluator.add(corpus).unwrap();
    let evaluation = evaluator.finish().unwrap();
    let plan = Plan { samples: 50, trials: 200, ..Plan::default() };
    let comparison = compare(&evaluation, corpus.documents(), &plan).unwrap();
    let wanted = Wanted {
        buckets: true,
        words: Wanted::own_labels(),
        ngrams: true,
        examples: true,
        flags: true,
        checks: Some(checks::Plan::default()),
        most: 5,
        human: Vec::new(),
    };
    let analyses = Analyses::of(corpus, &evaluation, &plan, &wanted).unwrap();
    let audit = audit(corpus, &Fit::learn(corpus), Lexicon::built_in(), None);
    let of_systems = audit.systems.iter().map(|s| (s.name.clone(), SystemNames::of(s)));
    let names = Names::of(of_systems.collect(), audit.reference_consistency.as_ref());
    let input = Input {
        role: "reference".to_owned(),
        path: "<b>\"ref'.ar".to_owned(),
        hash: "00".to_owned(),
    };
    let material = Material {
        name: "news/<i>",
        inputs: vec![input],
        corpus,
        evaluation: &evaluation,
        comparison,
        analyses,
        names: Some(names),
        warnings: vec!["</script><script>alert(1)</script>".to_owned()],
    };
    Record {
        schema: SCHEMA.to_owned(),
        mizan: crate::VERSION.to_owned(),
        name: "run".to_owned(),
        testsets: vec![material.record()],
        failed: Vec::new(),
    }
}

const SOURCE: [&str; 3] =
    ["They met in Grozny in 2024.", "</script><script>alert(1)</script>", "See http://example.org"];
const REFERENCE: [&str; 3] =
    ["اجتمعوا في غروزني عام 2024.", "نص\u{2028}آخر", "انظر http://example.org"];
const GOOD: [&str; 3] = ["اجتمعوا في غروزني عام 2024.", "نص آخر", "انظر http://example.org"];
const BAD: [&str; 3] =
    ["اجتمعوا في Grozny عام 2025.", "\u{202E}<img src=x onerror=alert(1)>", "=1+1"];

fn hostile() -> Record {
    record(&SOURCE, &REFERENCE, &[("a</script>\"'\u{202E}", &GOOD), ("<b>b</b>", &BAD)])
}

const PICTURE: Picture<'_> = Picture {
    name: "score-intervals",
    title: "Scores & intervals",
    description: "Dots.",
    svg: "<svg role=\"img\" aria-labelledby=\"t\"><title id=\"t\">Scores</title></svg>",
};

fn shown() -> String {
    let about = About { command: "mizan run '<x>'".to_owned() };
    page(&hostile(), &[vec![PICTURE, PICTURE]], &about)
}

/// The page without what scripts read and what browsers do with style.
fn without_scripts(html: &str) -> String {
    let mut rest = html;
    let mut kept = String::new();
    while let Some((before, script)) = rest.split_once("<script") {
        kept += before;
        rest = script.split_once("</script>").unwrap().1;
    }
    kept + rest
}

#[test]
fn names_and_texts_are_no_markup() {
    let html = shown();
    // One script of data and one that runs.
    assert_eq!(html.matches("<script").count(), 2);
    assert_eq!(html.matches("</script").count(), 2);
    for markup in ["<img", "<b>b", "<i>", "alert(1)</"] {
        assert!(!without_scripts(&html).contains(markup), "{markup}");
    }
    assert!(!html.contains('\u{2028}'));
}

#[test]
fn data_reads_back() {
    let html = shown();
    let json = html.split_once("id=\"t1-data\">").unwrap().1.split_once("</script>").unwrap().0;
    let data: serde_json::Value = serde_json::from_str(json).unwrap();
    assert_eq!(data["name"], "news/<i>");
    assert_eq!(data["references"][1][0], REFERENCE[1]);
    assert_eq!(data["outputs"][1][1], GOOD[1]);
    assert_eq!(data["scores"][1][1].as_array().unwrap().len(), 3);
    assert!(!data["mentions"].as_array().unwrap().is_empty());
}

#[test]
fn nothing_comes_from_outside() {
    let html = shown();
    for attribute in [" src=", "url(", "@import", " srcset=", " action=", " onclick", " onload"] {
        assert!(!without_scripts(&html).contains(attribute), "{attribute}");
    }
    let links = html.split(" href=\"").skip(1);
    assert!(links.into_iter().all(|link| link.starts_with('#')));
    assert!(html.contains("default-src 'none'"));
}

#[test]
fn ids_are_unique_and_links_within_lead_somewhere() {
    let html = without_scripts(&shown());
    let ids: Vec<&str> =
        html.split(" id=\"").skip(1).map(|id| id.split_once('"').unwrap().0).collect();
    let unique: HashSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len());
    for link in html.split("href=\"#").skip(1).map(|link| link.split_once('"').unwrap().0) {
        assert!(link.starts_with("news%2F%3Ci%3E/") || unique.contains(link), "{link}");
    }
}

#[test]
fn every_table_has_headings_and_a_caption() {
    let html = shown();
    let tables = html.matches("<table").count();
    assert!(tables > 10);
    for table in html.split("<table").skip(1) {
        let table = table.split_once("</table>").unwrap().0;
        assert!(table.contains("<caption") && table.contains("<th scope=\"col\""));
        for row in table.split("<tr>").skip(2) {
            assert!(row.starts_with("<th scope=\"row\""), "{row}");
        }
    }
}

#[test]
fn without_a_script_there_are_verdict_tables_and_charts() {
    let html = without_scripts(&shown());
    assert!(html.contains("<p class=\"verdict\">"));
    assert!(html.contains("id=\"t1-scores\"") && html.contains("id=\"t1-pairs-1\""));
    assert!(html.contains("id=\"t1-figure-2-t\">Scores</title>"));
    assert!(html.contains("Names left untranslated"));
}

#[test]
fn the_same_record_gives_the_same_page() {
    assert_eq!(shown(), shown());
}

#[test]
fn a_better_system_is_named_and_equals_are_not_told_apart() {
    let lines: Vec<String> = (0..40).map(|n| format!("كلمة {n} في جملة رقم {n} هنا")).collect();
    let bad: Vec<String> = lines.iter().map(|line| line.replace("جملة", "نص")).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let bad: Vec<&str> = bad.iter().map(String::as_str).collect();
    let found = record(&lines, &lines, &[("a", &bad), ("b", &lines)]);
    let said = verdict::verdict(&found.testsets[0]);
    assert!(said.contains("<bdi>b</bdi> is better than <bdi>a</bdi>"), "{said}");
    assert!(said.contains("people agree") && said.contains("chrF2 and TER say the same"), "{said}");
    let found = record(&lines, &lines, &[("a", &lines), ("b", &lines)]);
    let said = verdict::verdict(&found.testsets[0]);
    assert!(said.contains("are not told apart"), "{said}");
}
