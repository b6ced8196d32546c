//! Baseline: what is in the file, when it is comparable, and when it may fall.

use std::io::Read;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::folder::{Folder, done};

const GATE: &str =
    "baseline = \"base/b.mizan\"\n[[gate.rule]]\nmetric = \"chrf\"\nmax_drop = 0.5\n";
const NAMES: &str = "baseline = \"b.mizan\"\n[[gate.rule]]\ncheck = \"name\"\nmax_new = 0\n";

fn unpacked(path: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).unwrap();
    flate2::read::GzDecoder::new(file).read_to_end(&mut bytes).unwrap();
    bytes
}

#[test]
fn a_baseline_holds_no_text_and_the_same_bytes() {
    let folder = Folder::with_source(NAMES);
    folder.update(&["-j", "1"]);
    let first = std::fs::read(folder.path("b.mizan")).unwrap();
    folder.update(&["-j", "2"]);
    assert!(std::fs::read(folder.path("b.mizan")).unwrap() == first);
    let text = String::from_utf8(unpacked(&folder.path("b.mizan"))).unwrap();
    let is_arabic = |c: char| ('\u{600}'..'\u{700}').contains(&c);
    assert!(!text.contains(is_arabic) && !text.contains("Moscou"));
    let json: Value = serde_json::from_str(&text).unwrap();
    let testset = &json["testsets"][0];
    assert_eq!(testset["inputs"][0]["hash"].as_str().unwrap().len(), 64);
    assert!(testset["metrics"][1]["signature"].as_str().unwrap().contains("|fit:"));
}

#[test]
fn the_decision_is_the_same_on_any_number_of_threads() {
    let folder = Folder::without_source(GATE);
    folder.update(&[]);
    folder
        .change("out/baa.ar", |n, line| if n % 2 == 0 { line[..].to_owned() } else { "لا".into() });
    let on = |threads| folder.mizan(&["gate", "--format", "json", "-j", threads]).out;
    assert_eq!(on("1"), on("3"));
}

#[test]
fn another_reference_or_signature_is_not_compared() {
    let folder =
        Folder::with_source(&format!("{GATE}[[gate.rule]]\ncheck = \"name\"\nmax_new = 0\n"));
    folder.update(&[]);
    let before = folder.read("reference.ar");
    folder.change("reference.ar", |n, line| if n == 4 { format!("{line} x") } else { line.into() });
    let found = folder.gate();
    assert_eq!(found.code, 3, "{}", found.out);
    assert!(
        found.out.contains("1 of 66 segments have another source or reference"),
        "{}",
        found.out
    );
    folder.write("reference.ar", &before);
    folder.change("mizan.toml", |_, line| line.replace("\"chrf\"", "\"chrf:nw=2\""));
    let found = folder.gate();
    assert_eq!(found.code, 3, "{}", found.out);
    assert!(found.out.contains("the baseline has no chrf:nw=2"), "{}", found.out);
}

#[test]
fn segments_that_only_one_has_are_counted_and_left_out_only_when_allowed() {
    let folder = Folder::without_source(GATE);
    folder.update(&[]);
    for file in ["reference.ar", "out/alif.ar", "out/baa.ar", "documents.txt"] {
        let text = folder.read(file);
        let (_, rest) = text.split_once('\n').unwrap();
        folder.write(file, &format!("{rest}politics new\n"));
    }
    let found = folder.gate();
    assert_eq!(found.code, 3);
    assert!(
        found.out.contains("65 segments are in both, 1 only here, 1 only in the baseline"),
        "{}",
        found.out
    );
    let found = folder.mizan(&["gate", "--allow-partial", "--format", "json"]);
    assert_eq!(found.code, 0, "{}", found.out);
    let json: Value = serde_json::from_str(&found.out).unwrap();
    assert_eq!(json["verdicts"][0]["segments"], 65);
    assert_eq!(json["verdicts"][0]["drop"]["difference"], 0.0);
}

#[test]
fn a_new_system_is_said_and_a_new_name_for_all_of_them_does_not_pass() {
    let folder = Folder::without_source(GATE);
    folder.update(&[]);
    std::fs::copy(folder.path("out/baa.ar"), folder.path("out/new.ar")).unwrap();
    let found = folder.gate();
    assert_eq!(found.code, 0);
    assert!(found.out.contains("system new of demo is not in the baseline"), "{}", found.out);
    for (from, to) in [("alif", "x"), ("baa", "y"), ("new", "z")] {
        let at = |name: &str| folder.path(&format!("out/{name}.ar"));
        std::fs::rename(at(from), at(to)).unwrap();
    }
    let found = folder.gate();
    assert_eq!(found.code, 3, "{}", found.out);
    let warnings = folder.decision()["warnings"].to_string();
    assert!(warnings.contains("system alif of the baseline is not in demo"), "{warnings}");
}

#[test]
fn an_update_that_lowers_a_score_needs_a_reason_and_a_ratchet_never_does() {
    let folder = Folder::without_source(GATE);
    folder.update(&[]);
    let first = std::fs::read(folder.path("base/b.mizan")).unwrap();
    let scores = || {
        let json: Value = serde_json::from_slice(&unpacked(&folder.path("base/b.mizan"))).unwrap();
        let systems = json["testsets"][0]["systems"].as_array().unwrap().clone();
        let of = |system: &Value| system["scores"][0].as_f64().unwrap();
        (systems.iter().map(of).collect::<Vec<f64>>(), json["accepted"].clone())
    };
    let (before, _) = scores();
    // One falls, the other rises.
    folder.change("out/alif.ar", |n, line| if n < 9 { String::new() } else { line.to_owned() });
    std::fs::copy(folder.path("reference.ar"), folder.path("out/baa.ar")).unwrap();
    let refused = folder.update(&[]);
    assert_eq!(refused.code, 1);
    assert!(refused.out.contains("worse: demo/alif chrf: 73.91 → "), "{}", refused.out);
    assert!(std::fs::read(folder.path("base/b.mizan")).unwrap() == first);
    assert_eq!(folder.update(&["--accept-regression", " "]).code, 2);

    assert_eq!(folder.update(&["--ratchet"]).code, 0);
    let (ratcheted, accepted) = scores();
    assert_eq!((ratcheted[0], ratcheted[1]), (before[0], 100.0));
    assert!(accepted.is_null());
    assert_eq!(folder.gate().code, 1);

    assert_eq!(folder.update(&["--accept-regression", "a smaller model"]).code, 0);
    let (lowered, accepted) = scores();
    assert!(lowered[0] < before[0]);
    assert_eq!(accepted[0]["reason"], "a smaller model");
    assert_eq!(folder.gate().code, 0);
    // The reason stays.
    folder.update(&[]);
    assert_eq!(scores().1[0]["system"], "alif");
}

/// Without its first words a line is worse.
fn worsen(folder: &Folder) {
    folder.change("out/alif.ar", |_, line| line.split(' ').skip(2).collect::<Vec<_>>().join(" "));
}

#[test]
fn a_score_falls_only_for_a_reason_whatever_else_changed() {
    let with_source = Folder::with_source(GATE);
    with_source.update(&[]);
    let first = std::fs::read(with_source.path("base/b.mizan")).unwrap();
    worsen(&with_source);
    // One word of the source.
    with_source
        .change("source.fr", |n, line| if n == 3 { format!("{line} x") } else { line.into() });
    let refused = with_source.update(&[]);
    assert_eq!(refused.code, 1, "{}{}", refused.out, refused.err);
    assert!(refused.out.contains("worse: demo/alif chrf: "), "{}", refused.out);
    assert!(refused.err.contains("made anew: 65 segments are in both, 1 only here"));
    assert!(!refused.err.contains("--allow-partial"), "{}", refused.err);
    assert_eq!(with_source.update(&["--ratchet"]).code, 0);
    assert!(std::fs::read(with_source.path("base/b.mizan")).unwrap() == first);

    // All of the references: no segment pairs.
    let folder = Folder::without_source(GATE);
    folder.update(&[]);
    worsen(&folder);
    folder.change("reference.ar", |_, line| format!("{line} x"));
    let refused = folder.update(&[]);
    assert_eq!(refused.code, 1, "{}{}", refused.out, refused.err);
    assert!(refused.out.contains("worse: demo/alif chrf: 73.91 → "), "{}", refused.out);
}

#[test]
fn a_segment_more_lowers_nothing_by_itself() {
    let folder = Folder::without_source(GATE);
    folder.update(&[]);
    for file in ["reference.ar", "out/alif.ar", "out/baa.ar", "documents.txt"] {
        let text = folder.read(file);
        folder.write(file, &format!("{text}politics {file}\n"));
    }
    let done = folder.update(&[]);
    assert_eq!(done.code, 0, "{}{}", done.out, done.err);
}

#[test]
fn another_version_of_mizan_is_compared_and_a_ratchet_keeps_what_it_made() {
    let folder = Folder::without_source(GATE);
    folder.update(&[]);
    let path = folder.path("base/b.mizan");
    let version = env!("CARGO_PKG_VERSION");
    let text = String::from_utf8(unpacked(&path)).unwrap().replace(version, "0.0.9");
    let file = std::fs::File::create(&path).unwrap();
    let mut packed = flate2::write::GzEncoder::new(file, flate2::Compression::fast());
    std::io::Write::write_all(&mut packed, text.as_bytes()).unwrap();
    packed.finish().unwrap();
    worsen(&folder);
    let refused = folder.update(&[]);
    assert_eq!(refused.code, 1, "{}{}", refused.out, refused.err);
    assert!(refused.out.contains("worse: demo/alif chrf: 73.91 → "), "{}", refused.out);
    let kept = folder.update(&["--ratchet"]);
    assert_eq!(kept.code, 0);
    assert!(kept.err.contains("it was made by mizan 0.0.9"), "{}", kept.err);
    assert!(unpacked(&path) == text.as_bytes());
}

#[test]
fn a_ratchet_keeps_a_system_that_is_not_there() {
    let folder = Folder::without_source(GATE);
    folder.update(&[]);
    let before = unpacked(&folder.path("base/b.mizan"));
    let away = folder.read("out/baa.ar");
    std::fs::remove_file(folder.path("out/baa.ar")).unwrap();
    let done = folder.update(&["--ratchet"]);
    assert_eq!(done.code, 0);
    assert!(done.err.contains("system baa of demo is not there, and is kept"), "{}", done.err);
    let systems = |bytes: &[u8]| {
        let json: Value = serde_json::from_slice(bytes).unwrap();
        json["testsets"][0]["systems"].clone()
    };
    assert_eq!(systems(&unpacked(&folder.path("base/b.mizan"))), systems(&before));
    folder.write("out/baa.ar", &away);
    assert_eq!(folder.gate().code, 0);
}

#[test]
fn findings_become_known_only_for_a_reason() {
    let folder = Folder::with_source(NAMES);
    folder.update(&[]);
    folder.change("out/alif.ar", |_, line| line.replace("باكو", "Bakou"));
    let refused = folder.update(&[]);
    assert_eq!(refused.code, 1, "{}{}", refused.out, refused.err);
    assert!(refused.out.contains(" of name become known"), "{}", refused.out);
    let kept = folder.update(&["--ratchet"]);
    assert_eq!(kept.code, 0);
    assert!(kept.err.contains(" of name not taken over"), "{}", kept.err);
    assert_eq!(folder.gate().code, 1);
    let accepted = folder.update(&["--accept-regression", "a new spelling"]);
    assert_eq!(accepted.code, 0);
    assert!(accepted.out.contains(" of name become known"), "{}", accepted.out);
    assert_eq!(folder.gate().code, 0);
    let json: Value = serde_json::from_slice(&unpacked(&folder.path("b.mizan"))).unwrap();
    let reasons = json["accepted"].as_array().unwrap();
    assert!(reasons.iter().any(|one| one["metric"] == "name" && one["reason"] == "a new spelling"));
}

#[test]
fn an_output_is_a_baseline_too() {
    let folder = Folder::without_source(&GATE.replace("base/b.mizan", "old.ar"));
    assert_eq!(folder.gate().code, 3);
    std::fs::copy(folder.path("out/alif.ar"), folder.path("old.ar")).unwrap();
    let found = folder.gate();
    assert_eq!(found.code, 1, "{}{}", found.out, found.err);
    assert!(
        found.out.contains("fail: chrf max_drop 0.5  demo/baa: 54.75 after 73.91"),
        "{}",
        found.out
    );
    assert!(!found.out.contains("demo/alif"), "{}", found.out);
    // It is scored once.
    let kept = || -> Vec<_> {
        let results = std::fs::read_dir(folder.path(".mizan/results")).unwrap().flatten();
        let mut kept: Vec<_> =
            results.map(|e| (e.file_name(), e.metadata().unwrap().modified().unwrap())).collect();
        kept.sort();
        kept
    };
    let before = kept();
    assert_eq!(folder.gate().out, found.out);
    assert_eq!(kept(), before);
    assert_eq!(folder.update(&[]).code, 2);
}

#[test]
fn what_is_no_baseline_is_refused() {
    let folder = Folder::without_source(&GATE.replace("base/", ""));
    folder.mizan(&["run", "-q", "-o", "report"]);
    std::fs::copy(folder.path("report/evaluation.mizan"), folder.path("b.mizan")).unwrap();
    let found = folder.gate();
    assert_eq!(found.code, 2);
    assert!(found.err.contains("expected mizan.baseline/1"), "{}", found.err);
    for bytes in [&b"text"[..], &[0x1f, 0x8b, 8, 0], &[]] {
        std::fs::write(folder.path("b.mizan"), bytes).unwrap();
        assert_eq!(folder.gate().code, 2);
    }
}

#[test]
fn a_name_that_was_wrong_before_is_not_new() {
    let folder = Folder::with_source(NAMES);
    folder.change("out/alif.ar", |n, line| {
        if n < 20 { line.replace("موسكو", "Moscou") } else { line.into() }
    });
    folder.update(&[]);
    assert_eq!(folder.gate().code, 0);
    folder.change("out/alif.ar", |_, line| line.replace("باكو", "Bakou"));
    let found = folder.gate();
    assert_eq!(found.code, 1);
    assert!(found.out.contains("name: Bakou: untranslated"), "{}", found.out);
    assert!(!found.out.contains("name: Moscou"), "{}", found.out);
}

#[test]
fn names_that_must_never_be_wrong() {
    let rule = |names: &str| format!("[[gate.rule]]\ncheck = \"name\"\nmust_pass = {names}\n");
    let folder = Folder::with_source(&rule("[\"moscou\"]"));
    std::fs::remove_file(folder.path("out/baa.ar")).unwrap();
    assert_eq!(folder.gate().code, 0);
    folder.change("out/alif.ar", |_, line| line.replace("موسكو", ""));
    let found = folder.gate();
    assert_eq!(found.code, 1, "{}", found.out);
    assert!(found.out.contains("name: Moscou: omitted"), "{}", found.out);
    // A name that does not occur was not tested.
    let folder = Folder::with_source(&rule("[\"Timbuktu\"]"));
    let found = folder.gate();
    assert_eq!(found.code, 3);
    assert!(found.out.contains("not in the text: Timbuktu"), "{}", found.out);
}

/// The size for one system of FLORES under four metrics.
#[test]
#[ignore = "ten seconds; needs ../shared"]
fn a_baseline_of_flores_is_small() {
    let flores = Path::new("../shared/corpora/flores-dev-en-ar").canonicalize().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| flores.join(format!("flores-dev.{name}")).display().to_string();
    let config = format!(
        "schema = 1\n[[testset]]\nname = \"flores\"\nsource = '{}'\nreferences = ['{}']\n\
         systems = {{ google = '{}' }}\n[gate]\nbaseline = \"b.mizan\"\n\
         [[gate.rule]]\nmetric = \"chrf\"\nmax_drop = 0.5\n[[gate.rule]]\ncheck = \"name\"\nmax_new = 0\n",
        at("en"),
        at("ar"),
        at("google.ar")
    );
    std::fs::write(folder.path().join("mizan.toml"), config).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_mizan"));
    let found =
        done(command.current_dir(folder.path()).args(["baseline", "update"]).output().unwrap());
    assert_eq!(found.code, 0, "{}", found.err);
    let size = std::fs::metadata(folder.path().join("b.mizan")).unwrap().len();
    println!("{size} bytes");
    assert!(size < 300_000, "{size}");
}
