//! Outputs: what each format says, that it keeps to its schema, and that no text breaks out of it.

use std::process::Command;

use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value;

use super::folder::{Folder, done};

/// A name in Latin letters stands in a text that is out to do harm.
const HOSTILE: &str =
    "Moscou\u{2028}::error::%0A|</td><script>@all ]]> <!-- [a](https://x.y) `\u{202E}\u{2069}";
const GATE: &str = "baseline = \"b.mizan\"\n[[gate.rule]]\ncheck = \"name\"\nmax_new = 0\n\
    [[gate.rule]]\ncheck = \"bidi\"\nmax_new = 0\nseverity = \"info\"\n\
    [[gate.rule]]\nmetric = \"chrf\"\nmin = 60\nlevel = \"warn\"\n";

/// A gate that fails on hostile texts, a system's name among them.
fn hostile() -> Folder {
    let folder = Folder::with_source(GATE);
    let name = "out/::error::x%0A`|<b>@all\u{202E}.ar";
    std::fs::rename(folder.path("out/baa.ar"), folder.path(name)).unwrap();
    folder.update(&[]);
    for file in ["out/alif.ar", name] {
        folder.change(file, |_, line| line.replace("موسكو", HOSTILE).replace("باكو", "Bakou"));
    }
    let all = ["a.txt", "a.json", "a.xml", "a.sarif", "a.md", "gitlab.json", "a.prom"];
    let outputs: Vec<&str> = all.iter().flat_map(|name| ["-o", *name]).collect();
    let found = folder.mizan(&[&["gate", "-q"], outputs.as_slice()].concat());
    assert_eq!(found.code, 1, "{}{}", found.out, found.err);
    assert_eq!(folder.read("a.txt"), found.out);
    folder
}

/// No character that ends a line, or turns what follows, is left but the marks that isolate, and
/// those are paired within each line.
fn assert_contained(text: &str) {
    for line in text.split('\n') {
        let mut depth = 0;
        for character in line.chars() {
            match character {
                '\u{2068}' => depth += 1,
                '\u{2069}' => depth -= 1,
                other => assert!(
                    !matches!(
                        other,
                        '\u{202A}'
                            ..='\u{202E}'
                                | '\u{2066}'
                                | '\u{2067}'
                                | '\u{2028}'
                                | '\u{2029}'
                                | '\u{85}'
                                | '\r'
                                | '\u{B}'
                                | '\u{C}'
                    ),
                    "{other:?} in {line:?}"
                ),
            }
            assert!((0..=2).contains(&depth), "{line:?}");
        }
        assert_eq!(depth, 0, "{line:?}");
    }
}

#[test]
fn text_is_short_and_contained() {
    let folder = hostile();
    let text = folder.read("a.txt");
    assert!(text.lines().count() <= 25, "{text}");
    assert!(text.contains("Moscou") && text.contains("Bakou"), "{text}");
    assert_contained(&text);
    assert!(text.lines().all(|line| !line.trim_start().starts_with("::")), "{text}");
}

#[test]
fn github_commands_cannot_be_forged_and_are_few() {
    let folder = hostile();
    let summary = folder.path("summary.md");
    std::fs::write(&summary, "before\n").unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_mizan"));
    command.current_dir(folder.path("")).args(["gate", "-q", "--format", "github"]);
    let found = done(command.env("GITHUB_STEP_SUMMARY", &summary).output().unwrap());
    assert_eq!(found.code, 1);
    assert_contained(&found.out);
    let count = |command: &str| found.out.lines().filter(|l| l.starts_with(command)).count();
    assert_eq!(
        count("::error ") + count("::warning ") + count("::notice "),
        found.out.lines().count()
    );
    assert!((2..=10).contains(&count("::error ")) && count("::warning ") <= 10, "{}", found.out);
    for line in found.out.lines() {
        // `::command properties::message`: nothing else has two colons.
        assert_eq!(line.matches("::").count(), 2, "{line}");
        let percent = line.match_indices('%').map(|(at, _)| &line[at..]);
        for escape in percent {
            let known = ["%25", "%3A", "%2C"].iter().any(|known| escape.starts_with(known));
            assert!(known, "{line}");
        }
    }
    assert!(found.out.contains("::error file=out/alif.ar,line="), "{}", found.out);
    let summary = std::fs::read_to_string(summary).unwrap();
    assert!(summary.starts_with("before\n<!-- mizan-gate -->\n"), "{summary}");
}

#[test]
fn markdown_stays_a_table() {
    let folder = hostile();
    let text = folder.read("a.md");
    assert_contained(&text);
    assert!(text.starts_with("<!-- mizan-gate -->\n"));
    for forbidden in ["<script", "<b>", "@all", "](", "https://", "\n::"] {
        assert!(!text.contains(forbidden), "{forbidden} in {text}");
    }
    assert_eq!(text.matches("<!--").count(), 1);
    // Every row of the findings has its five cells.
    let rows = text.lines().filter(|line| line.starts_with("| out/"));
    for row in rows {
        let bars = row.replace("\\|", "").matches('|').count();
        assert_eq!(bars, 6, "{row}");
    }
}

/// The constraints of xunit-plugin's `junit-10.xsd` on what is written here: elements, where they
/// stand, and their attributes.
#[test]
fn junit_keeps_to_its_schema() {
    let folder = hostile();
    let text = folder.read("a.xml");
    let allowed = |parent: &str, name: &str| match parent {
        "" => name == "testsuites",
        "testsuites" => name == "testsuite",
        "testsuite" => ["properties", "testcase", "system-out", "system-err"].contains(&name),
        "testcase" => ["skipped", "error", "failure", "system-out", "system-err"].contains(&name),
        _ => false,
    };
    let attributes = |name: &str| -> (&[&str], &[&str]) {
        match name {
            "testsuites" => (&[], &["name", "time", "tests", "failures", "errors"]),
            "testsuite" => (&["name", "tests", "failures", "errors"], &["time", "skipped", "id"]),
            "testcase" => (&["name"], &["time", "classname", "group"]),
            "failure" | "error" | "skipped" => (&[], &["type", "message"]),
            _ => (&[], &[]),
        }
    };
    let mut reader = Reader::from_str(&text);
    let mut open: Vec<String> = Vec::new();
    let (mut cases, mut failures) = (0, 0);
    loop {
        let (start, is_empty) = match reader.read_event().unwrap() {
            Event::Eof => break,
            Event::End(_) => {
                open.pop();
                continue;
            }
            Event::Start(start) => (start.into_owned(), false),
            Event::Empty(start) => (start.into_owned(), true),
            Event::Text(text) => {
                let is_blank = text.as_ref().trim().is_empty();
                let parent = open.last().map_or("", String::as_str);
                assert!(
                    is_blank || ["failure", "error", "system-out"].contains(&parent),
                    "{parent}"
                );
                continue;
            }
            _ => continue,
        };
        let name = start.name().as_ref().to_owned();
        assert!(allowed(open.last().map_or("", String::as_str), &name), "{open:?} {name}");
        let (required, optional) = attributes(&name);
        let found: Vec<String> =
            start.attributes().map(|one| one.unwrap().key.as_ref().to_owned()).collect();
        assert!(required.iter().all(|key| found.iter().any(|one| one == key)), "{name} {found:?}");
        let is_known = |one: &String| required.iter().chain(optional).any(|key| one == key);
        assert!(found.iter().all(is_known), "{name} {found:?}");
        cases += usize::from(name == "testcase");
        failures += usize::from(name == "failure");
        if !is_empty {
            open.push(name);
        }
    }
    assert!(open.is_empty() && cases > 0 && failures > 0);
    assert!(
        text.contains(&format!("tests=\"{cases}\" failures=\"{failures}\" errors=\"0\"")),
        "{text}"
    );
    assert!(!text.contains("<script"));
    assert_contained(&text);
}

/// The constraints of the published schema of SARIF 2.1.0 on what is written here.
#[test]
fn sarif_keeps_to_its_schema() {
    let folder = hostile();
    let log: Value = serde_json::from_str(&folder.read("a.sarif")).unwrap();
    let keys =
        |value: &Value| -> Vec<String> { value.as_object().unwrap().keys().cloned().collect() };
    let only = |value: &Value, known: &[&str]| {
        for key in keys(value) {
            assert!(known.contains(&key.as_str()), "{key}");
        }
    };
    only(&log, &["$schema", "version", "runs"]);
    assert_eq!(log["version"], "2.1.0");
    let runs = log["runs"].as_array().unwrap();
    assert_eq!(runs.len(), 1);
    only(&runs[0], &["tool", "columnKind", "results"]);
    assert_eq!(runs[0]["columnKind"], "unicodeCodePoints");
    let driver = &runs[0]["tool"]["driver"];
    only(driver, &["name", "version", "rules"]);
    let rules = driver["rules"].as_array().unwrap();
    let ids: Vec<&str> = rules.iter().map(|rule| rule["id"].as_str().unwrap()).collect();
    for rule in rules {
        only(rule, &["id", "shortDescription"]);
        assert!(rule["shortDescription"]["text"].is_string());
    }
    let results = runs[0]["results"].as_array().unwrap();
    assert!(results.len() > 2);
    for result in results {
        only(
            result,
            &["ruleId", "ruleIndex", "level", "message", "locations", "partialFingerprints"],
        );
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(ids[index], result["ruleId"].as_str().unwrap());
        assert!(["none", "note", "warning", "error"].contains(&result["level"].as_str().unwrap()));
        let message = result["message"]["text"].as_str().unwrap();
        assert!(!message.is_empty() && !message.contains("]("), "{message}");
        assert_contained(message);
        let print = result["partialFingerprints"]["mizan/1"].as_str().unwrap();
        assert!(print.len() == 16 && print.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let place = &result["locations"][0]["physicalLocation"];
        let uri = place["artifactLocation"]["uri"].as_str().unwrap();
        assert!(
            uri.is_ascii() && !uri.starts_with('/') && !uri.contains([' ', '<', '|', ':']),
            "{uri}"
        );
        assert!(place["region"]["startLine"].as_u64().unwrap() >= 1);
        if let Some(start) = place["region"].get("startColumn") {
            assert!(start.as_u64().unwrap() >= 1);
            assert!(place["region"]["endColumn"].as_u64() >= start.as_u64());
        }
    }
}

/// The same finding has the same fingerprint where lines were added above it.
#[test]
fn a_fingerprint_does_not_depend_on_the_line() {
    let gate = "[[gate.rule]]\ncheck = \"name\"\nmax = 0\n";
    let folder = Folder::with_source(gate);
    folder.change("out/alif.ar", |_, line| line.replace("موسكو", "Moscou"));
    let prints = || {
        let decision = folder.decision();
        let findings = decision["findings"].as_array().unwrap().clone();
        let of_alif = findings.into_iter().filter(|one| one["system"] == "alif");
        let mut found: Vec<(String, u64)> = of_alif
            .map(|one| (one["fingerprint"].to_string(), one["segment"].as_u64().unwrap()))
            .collect();
        found.sort();
        found
    };
    let before = prints();
    for file in ["reference.ar", "source.fr", "out/alif.ar", "out/baa.ar", "documents.txt"] {
        let text = folder.read(file);
        folder.write(file, &format!("culture x\n{text}"));
    }
    let after = prints();
    assert!(!before.is_empty());
    for (print, segment) in before {
        assert!(after.contains(&(print, segment + 1)));
    }
}

#[test]
fn gitlab_has_what_its_report_reads() {
    let folder = hostile();
    let found: Value = serde_json::from_str(&folder.read("gitlab.json")).unwrap();
    let found = found.as_array().unwrap();
    let mut prints: Vec<&str> = Vec::new();
    for one in found {
        assert_contained(one["description"].as_str().unwrap());
        assert!(one["check_name"].is_string() && one["location"]["path"].is_string());
        assert!(one["location"]["lines"]["begin"].as_u64().unwrap() >= 1);
        let severity = one["severity"].as_str().unwrap();
        assert!(["info", "minor", "major", "critical", "blocker"].contains(&severity));
        prints.push(one["fingerprint"].as_str().unwrap());
    }
    prints.sort_unstable();
    let all = prints.len();
    prints.dedup();
    assert_eq!(prints.len(), all, "a fingerprint is of one finding");
}

#[test]
fn one_decision_is_in_all_formats() {
    let folder = hostile();
    let json: Value = serde_json::from_str(&folder.read("a.json")).unwrap();
    assert_eq!((&json["schema"], &json["ending"]), (&"mizan.gate/1".into(), &"failed".into()));
    let verdicts = json["verdicts"].as_array().unwrap();
    let failed = verdicts.iter().filter(|verdict| verdict["weight"] == "fails").count();
    assert!(folder.read("a.xml").contains(&format!("failures=\"{failed}\"")));
    assert!(folder.read("a.md").contains(&format!("{failed} failed")));
    assert!(folder.read("a.txt").contains(&format!("{failed} failed")));
    let sarif: Value = serde_json::from_str(&folder.read("a.sarif")).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap().len();
    assert!(results > 0 && results <= json["findings"].as_array().unwrap().len());
}

#[test]
fn a_name_without_format_and_an_input_are_refused() {
    let folder = Folder::without_source("[[gate.rule]]\nmetric = \"chrf\"\nmin = 1\n");
    let found = folder.mizan(&["gate", "-o", "a.pdf"]);
    assert_eq!(found.code, 2);
    assert!(found.err.contains("its name says no format"), "{}", found.err);
    std::fs::rename(folder.path("out/alif.ar"), folder.path("out/alif.txt")).unwrap();
    folder.change("mizan.toml", |_, line| line.replace("out/*.ar", "out/*"));
    let found = folder.mizan(&["gate", "-o", "out/alif.txt"]);
    assert_eq!(found.code, 2);
    assert!(found.err.contains("would be written over"), "{}", found.err);
}

/// Two parts of one rule count the same findings, or not: each case lists its own.
#[test]
fn a_case_lists_the_findings_that_it_counts() {
    let rule = "baseline = \"b.mizan\"\n[[gate.rule]]\ncheck = \"name\"\nmax_new = 0\nmax = 0\n\
        must_pass = [\"Moscou\"]\n";
    let folder = Folder::with_source(rule);
    folder.update(&[]);
    folder.change("out/alif.ar", |_, line| line.replace("باكو", "Bakou"));
    let json = folder.decision();
    let verdicts = json["verdicts"].as_array().unwrap();
    let findings = json["findings"].as_array().unwrap();
    for (index, verdict) in verdicts.iter().enumerate() {
        let own = findings.iter().filter(|one| one["verdict"] == index).count();
        let is_broken = verdict["outcome"] == "fail";
        assert_eq!(own as u64, if is_broken { verdict["count"].as_u64().unwrap() } else { 0 });
    }
    let junit = folder.mizan(&["gate", "--format", "junit"]).out;
    let case = |name: &str| {
        let place = junit.find(&format!("demo/alif\" name=\"{name}")).unwrap();
        junit[place..].split("<testcase").next().unwrap()
    };
    assert!(case("name max 0").contains("Bakou: "), "{junit}");
    assert!(case("name max_new 0").contains("Bakou: "), "{junit}");
    assert!(!case("name must_pass").contains("Bakou"), "{junit}");
    // Elsewhere each stands once.
    let sarif: Value =
        serde_json::from_str(&folder.mizan(&["gate", "--format", "sarif"]).out).unwrap();
    assert!(sarif["runs"][0]["results"].as_array().unwrap().len() < findings.len());
}

#[test]
fn what_is_not_compared_is_in_every_format_with_room_for_it() {
    let gate = "baseline = \"b.mizan\"\n[[gate.rule]]\nmetric = \"chrf\"\nmax_drop = 0.5\n";
    let folder = Folder::without_source(gate);
    folder.update(&[]);
    std::fs::rename(folder.path("out/baa.ar"), folder.path("out/جيم.ar")).unwrap();
    for format in ["text", "json", "junit", "github", "markdown"] {
        let out = folder.mizan(&["gate", "-q", "--format", format]).out;
        assert!(out.contains("of demo is not in the baseline: only floors hold"), "{out}");
        assert!(out.contains("system baa of the baseline is not in demo"), "{out}");
        if format != "json" {
            assert_contained(&out);
        }
    }
}

#[test]
fn right_to_left_names_stay_isolated() {
    let folder = Folder::without_source("[[gate.rule]]\nmetric = \"chrf\"\nmin = 99\n");
    std::fs::rename(folder.path("out/baa.ar"), folder.path("out/جيم.ar")).unwrap();
    for format in ["junit", "gitlab"] {
        let out = folder.mizan(&["gate", "--format", format]).out;
        assert!(out.contains("demo/\u{2068}جيم\u{2069}"), "{out}");
    }
}

#[test]
fn a_segment_is_a_line_only_in_plain_text() {
    let rule =
        "[[gate.rule]]\ncheck = \"space-before-punctuation\"\nseverity = \"info\"\nmax = 0\n";
    let folder = Folder::without_source(rule);
    folder.change("out/alif.ar", |n, line| if n == 2 { "نعم ؟".into() } else { line.into() });
    let lines = |folder: &Folder| {
        let findings = folder.decision()["findings"].as_array().unwrap().clone();
        assert!(!findings.is_empty());
        findings.into_iter().all(|one| one["is_line"] == true)
    };
    assert!(lines(&folder));
    // The format of the test set is what is read, whatever the name says.
    std::fs::rename(folder.path("out/alif.ar"), folder.path("out/alif.json")).unwrap();
    folder.change("mizan.toml", |_, line| {
        line.replace("name = \"demo\"", "name = \"demo\"\nformat = \"plain\"")
            .replace("out/*.ar", "out/*")
    });
    assert!(lines(&folder));
    // Keys and braces stand between the texts.
    let folder = Folder::without_source(rule);
    for file in ["out/alif.ar", "out/baa.ar"] {
        std::fs::remove_file(folder.path(file)).unwrap();
    }
    folder.write("out/app.arb", "{\n \"@@locale\": \"ar\",\n \"a\": \"نعم ؟\"\n}\n");
    folder.write("reference.arb", "{\n \"@@locale\": \"ar\",\n \"a\": \"نعم؟\"\n}\n");
    folder.change("mizan.toml", |_, line| match line.starts_with("documents") {
        true => String::new(),
        false => line.replace("reference.ar", "reference.arb").replace("*.ar\"", "*.arb\""),
    });
    assert!(!lines(&folder));
}

#[test]
fn openmetrics_has_every_number_once() {
    let folder = hostile();
    let text = folder.read("a.prom");
    assert!(text.starts_with("# TYPE mizan_gate_passed gauge\n") && text.ends_with("\n# EOF\n"));
    assert!(text.contains("\nmizan_gate_passed 0\n"), "{text}");
    assert!(text.contains("mizan_score{testset=\"demo\",system=\"alif\",metric=\"chrf\"} "));
    assert!(text.contains(",check=\"name\",counted=\"max_new\"} "), "{text}");
    let mut seen = std::collections::BTreeSet::new();
    let mut family = "";
    for line in text.lines() {
        if let Some(named) = line.strip_prefix("# TYPE ") {
            family = named.strip_suffix(" gauge").unwrap();
        } else if !line.starts_with('#') {
            // A label's value cannot end the label, nor the line.
            let (labels, value) = line.rsplit_once(' ').unwrap();
            assert!(value.parse::<f64>().is_ok(), "{line}");
            assert!(labels.starts_with(family) && seen.insert(labels), "{line}");
            assert_eq!(labels.matches('"').count() % 2, 0, "{line}");
        }
    }
}
