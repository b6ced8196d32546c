//! What holds for `mizan entities` whatever the verdicts are.

use std::process::Command;

use serde_json::Value;

const DEMO: [&str; 7] = [
    "corpora/demo/reference.ar",
    "-i",
    "corpora/demo/systems/alif.ar",
    "corpora/demo/systems/baa.ar",
    "corpora/demo/systems/taa.ar",
    "-s",
    "corpora/demo/source.fr",
];
const GOLD: &str = "corpora/demo/entities.gold.jsonl";

fn run(arguments: &[&[&str]]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mizan"));
    let output = command.arg("entities").args(arguments.concat()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn json(arguments: &[&[&str]]) -> Value {
    serde_json::from_str(&run(arguments)).unwrap()
}

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn each_mention_of_an_inventory_gives_one_line_a_system_with_its_name_and_place() {
    let gold = lines(&std::fs::read_to_string(GOLD).unwrap());
    let rows = lines(&run(&[&DEMO, &["--inventory", GOLD, "--format", "jsonl"]]));
    assert_eq!(rows.len(), 3 * gold.len());
    for (system, rows) in ["alif", "baa", "taa"].iter().zip(rows.chunks(gold.len())) {
        for (row, mention) in rows.iter().zip(&gold) {
            assert_eq!(row["system"], *system);
            for key in ["segment", "entity", "type", "source_span"] {
                assert_eq!(row[key], mention[key], "{mention}");
            }
        }
    }
}

#[test]
fn spans_are_those_of_the_rendering() {
    let text = std::fs::read_to_string("corpora/demo/systems/taa.ar").unwrap();
    let hypotheses: Vec<Vec<char>> = text.lines().map(|line| line.chars().collect()).collect();
    let mut seen = 0;
    for row in lines(&run(&[&DEMO, &["--format", "jsonl"]])) {
        let (Some(span), "taa") =
            (row["hypothesis_span"].as_array(), row["system"].as_str().unwrap())
        else {
            continue;
        };
        let place = |end: usize| usize::try_from(span[end].as_u64().unwrap()).unwrap();
        let segment = usize::try_from(row["segment"].as_u64().unwrap()).unwrap();
        let found: String = hypotheses[segment - 1][place(0)..place(1)].iter().collect();
        assert_eq!(row["rendering"], found.as_str());
        seen += 1;
    }
    assert!(seen > 100);
}

#[test]
fn names_and_numbers_and_types_add_up() {
    for system in json(&[&DEMO, &["--format", "json"]])["systems"].as_array().unwrap() {
        let count = |value: &Value, key: &str| value[key].as_u64().unwrap();
        for key in ["mentions", "located"] {
            let parts = count(&system["names"], key) + count(&system["numbers"], key);
            assert_eq!(count(system, key), parts);
            let types = system["types"].as_object().unwrap().values();
            assert_eq!(parts, types.map(|kind| count(kind, key)).sum::<u64>());
        }
        let verdicts = system["verdicts"].as_object().unwrap();
        assert_eq!(verdicts.len(), 8);
        let all: u64 = verdicts.values().map(|count| count.as_u64().unwrap()).sum();
        assert_eq!(all, count(system, "mentions") + count(&system["verdicts"], "spurious"));
        let score = system["score"].as_f64().unwrap();
        assert_eq!(score, 100.0 * system["names"]["lenient"]["recall"].as_f64().unwrap());
        assert!(system.get("m_eta").is_none() && system.get("agreement").is_none());
    }
}

#[test]
fn agreement_is_on_all_mentions_or_on_those_that_are_found() {
    let given = json(&[&DEMO, &["--gold", GOLD, "--format", "json"]]);
    assert_eq!((&given["mode"], &given["agreement"]["n"]), (&"inventory".into(), &759.into()));
    assert!(given["agreement"].get("coverage").is_none());
    let mined = json(&[&DEMO, &["--gold", GOLD, "--mined", "--format", "json"]]);
    assert_eq!(mined["mode"], "mined");
    let agreement = &mined["agreement"];
    let share = agreement["n"].as_f64().unwrap() / 759.0;
    assert_eq!(agreement["coverage"].as_f64().unwrap(), share);
    assert!(share > 0.7);
    let confusion = agreement["confusion"].as_object().unwrap().values();
    let cells = confusion.flat_map(|row| row.as_object().unwrap().values());
    assert_eq!(cells.map(|n| n.as_u64().unwrap()).sum::<u64>(), agreement["n"].as_u64().unwrap());
}

#[test]
fn nothing_is_scored_without_a_reference() {
    let taa = "corpora/demo/systems/taa.ar";
    for source in [&[][..], &["-s", "corpora/demo/source.fr"]] {
        let system = json(&[&["-i", taa, "--format", "json"], source])["systems"][0].take();
        for key in ["score", "strict", "lenient", "coverage"] {
            assert!(system[key].is_null(), "{key}");
        }
        assert!(system["names"]["lenient"].is_null());
        assert!(system["mentions"].as_u64().unwrap() > 50);
    }
}

#[test]
fn a_given_name_without_a_place_is_looked_for() {
    let folder = "tests/cli/files/entities";
    let [reference, argos, source, two] =
        ["reference.ar", "argos.ar", "source.en", "two.jsonl"].map(|n| format!("{folder}/{n}"));
    for source in [&[][..], &["-s", &source]] {
        let given = [&reference, "-i", &argos, "--inventory", &two, "--format", "jsonl"];
        let rows = lines(&run(&[&given, source]));
        assert_eq!(rows[0]["verdict"], "untranslated", "{}", rows[0]);
        assert!(rows[0]["source_span"].is_null());
    }
}

#[test]
fn documents_need_not_be_cut_alike() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let source = file("s.fr", "Tout commence à Bakou. La suite a lieu à Grozny.\n");
    let output = file("a.ar", "كل شيء يبدأ في باكو،\nوالباقي\nيحدث في Grozny.\n");
    let given = ["-i", &output, "-s", &source, "--by-document", "--format", "jsonl"];
    let rows = lines(&run(&[&given]));
    let grozny = rows.iter().find(|row| row["entity"] == "Grozny").unwrap();
    assert_eq!((&grozny["segment"], &grozny["source_segment"]), (&3.into(), &1.into()));
    assert_eq!(grozny["verdict"], "untranslated");
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    for format in ["text", "json", "jsonl", "csv"] {
        let output = |threads: &str| run(&[&DEMO, &["--format", format, "-j", threads]]);
        assert_eq!(output("1"), output("3"));
    }
}
