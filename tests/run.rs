//! Batches: the same folder from the same inputs, drawn again, and in part where a part fails.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

pub(crate) fn mizan(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_mizan")).args(arguments).output().unwrap()
}

pub(crate) fn succeeds(arguments: &[&str]) {
    let done = mizan(arguments);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

/// Every file below a folder.
pub(crate) fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().display().to_string();
                found.insert(name.replace('\\', "/"), fs::read(&path).unwrap());
            }
        }
    }
    found
}

fn assert_same(one: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>) {
    assert!(one.keys().eq(other.keys()), "{:?}, {:?}", one.keys(), other.keys());
    for (name, bytes) in one {
        assert!(other[name] == *bytes, "{name} differs");
    }
}

#[test]
fn the_folder_is_the_same_on_any_number_of_threads_and_drawn_again() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).display().to_string();
    succeeds(&["run", "corpora/demo", "-q", "-j", "1", "-o", &at("one")]);
    succeeds(&["run", "corpora/demo", "-q", "-j", "2", "-o", &at("two")]);
    let one = files(&folder.path().join("one"));
    assert_same(&one, &files(&folder.path().join("two")));
    for name in
        ["evaluation.mizan", "tables/systems.csv", "report.json", "report.md", "report.xlsx"]
    {
        assert!(one.contains_key(name), "{name}");
    }
    let saved = at("one/evaluation.mizan");
    succeeds(&["report", &saved, "-o", &at("again")]);
    let mut again = files(&folder.path().join("again"));
    again.insert("evaluation.mizan".to_owned(), one["evaluation.mizan"].clone());
    // The page names the command that made it.
    let mut drawn = one.clone();
    drawn.remove("report.html");
    again.remove("report.html");
    assert_same(&drawn, &again);
}

#[test]
fn a_test_set_that_fails_does_not_lose_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let demo = Path::new("corpora/demo").canonicalize().unwrap();
    let testset = |name: &str, systems: &str| {
        format!(
            "[[testset]]\nname = \"{name}\"\nreferences = ['{0}/reference.ar']\nsystems = {{ {systems} }}\n",
            demo.display()
        )
    };
    let good = testset("good", &format!("a = '{}/systems/alif.ar'", demo.display()));
    let bad = testset("bad", "a = 'nothing.ar'");
    fs::write(
        folder.path().join("mizan.toml"),
        format!("schema = 1\n{bad}{good}[metrics]\nuse = [\"chrf\"]\n"),
    )
    .unwrap();
    let output = folder.path().join("report");
    let done =
        mizan(&["run", &folder.path().display().to_string(), "-o", &output.display().to_string()]);
    assert_eq!(done.status.code(), Some(2));
    let told = String::from_utf8_lossy(&done.stderr);
    assert!(told.contains("test set bad:") && told.contains("nothing.ar"), "{told}");
    let systems = fs::read_to_string(output.join("tables/systems.csv")).unwrap();
    assert!(systems.lines().skip(1).all(|line| line.starts_with("good,")), "{systems}");
    assert!(systems.lines().count() > 1);
}

#[test]
fn what_is_no_saved_evaluation_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("evaluation.mizan");
    for bytes in [&b"not gzip"[..], &[], &[0x1f, 0x8b, 8, 0]] {
        fs::write(&path, bytes).unwrap();
        let out = folder.path().join("out").display().to_string();
        let done = mizan(&["report", &path.display().to_string(), "-o", &out]);
        assert_eq!(done.status.code(), Some(2));
        assert!(!Path::new(&out).exists());
    }
}

/// A test set whose texts and names try to break out of every file.
fn hostile(folder: &Path) {
    let lines = [
        "</script><script>alert(1)</script>".to_owned(),
        "<img src=x onerror=alert(1)> ]]> &amp; <!--".to_owned(),
        "=HYPERLINK(\"http://example.org\";\"x\")".to_owned(),
        "+1 \u{202E}\u{2067} nobody closes this \u{2066}".to_owned(),
        "a\u{0}b\u{1}c\u{1B}[31md\u{7F}\u{85}\u{2028}\u{FFFE}".to_owned(),
        "@كلمة ".repeat(10_000),
    ];
    let text = lines.join("\n") + "\n";
    for name in ["source", "a.ar"] {
        fs::write(folder.join(name), &text).unwrap();
    }
    fs::write(folder.join("reference"), "نص آخر\n".repeat(lines.len())).unwrap();
    let config = "schema = 1\n[[testset]]\nname = \"<i>&\"\nsource = \"source\"\n\
                  references = [\"reference\"]\n[testset.systems]\n\
                  \"=cmd|' /C calc'!A0</script><b>\" = \"a.ar\"\n\"\u{202E}&\" = \"a.ar\"\n\
                  [metrics]\nuse = [\"chrf\", \"bleu\"]\n[statistics]\nsamples = 40\ntrials = 40\n";
    fs::write(folder.join("mizan.toml"), config).unwrap();
}

#[test]
fn hostile_texts_break_out_of_no_file() {
    let folder = tempfile::tempdir().unwrap();
    hostile(folder.path());
    let output = folder.path().join("out");
    let shown = output.display().to_string();
    succeeds(&["run", &folder.path().display().to_string(), "-q", "-o", &shown]);
    let found = files(&output);
    let text = |name: &str| String::from_utf8(found[name].clone()).unwrap();

    let page = text("report.html");
    let scripts = (page.matches("<script").count(), page.matches("</script").count());
    assert_eq!(scripts, (2, 2));
    assert!(!page.contains("<img") && !page.contains("<i>&"));
    let controls = |c: char| c < ' ' && c != '\n' && c != '\t';
    assert!(!page.contains(controls), "{:?}", page.find(controls));

    let json: serde_json::Value = serde_json::from_str(&text("report.json")).unwrap();
    assert_eq!(json["tables"]["systems"].as_array().unwrap().len(), 4);
    for (name, bytes) in &found {
        if name.ends_with(".svg") {
            let mut reader = quick_xml::Reader::from_reader(bytes.as_slice());
            let mut buffer = Vec::new();
            while reader.read_event_into(&mut buffer).unwrap() != quick_xml::events::Event::Eof {
                buffer.clear();
            }
        }
        if name.ends_with(".csv") {
            let mut rows = csv::Reader::from_reader(bytes.as_slice());
            for cell in rows
                .records()
                .flat_map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>())
            {
                let is_number = cell.parse::<f64>().is_ok();
                assert!(
                    is_number || !cell.starts_with(['=', '+', '-', '@', '\t', '\r']),
                    "{name}: {cell}"
                );
            }
        }
    }
}

#[test]
fn spreadsheets_get_a_mark_where_they_are_to_have_one() {
    let folder = tempfile::tempdir().unwrap();
    hostile(folder.path());
    let file = folder.path().join("mizan.toml");
    let config = fs::read_to_string(&file).unwrap() + "[report]\nbom = true\n";
    fs::write(&file, config + "[gate]\nbaseline = \"none.mizan\"\non_missing_baseline = \"pass\"\n[[gate.rule]]\nmetric = \"chrf\"\nlevel = \"warn\"\nmax_drop = 0.5\n").unwrap();
    let output = folder.path().join("out");
    let shown = output.display().to_string();
    succeeds(&["run", &file.display().to_string(), "-q", "-o", &shown]);
    let found = files(&output);
    for (name, bytes) in &found {
        let has_mark = bytes.starts_with("\u{FEFF}".as_bytes());
        assert_eq!(has_mark, name.ends_with(".csv"), "{name}");
    }
    let latex = String::from_utf8_lossy(&found["tables/systems.tex"]);
    assert!(
        latex.contains("\\toprule") && latex.contains("=cmd|' /C calc'!A0</script><b>"),
        "{latex}"
    );
    let chart = String::from_utf8_lossy(&found["charts/differences-chrf.svg"]);
    assert!(
        chart.contains("mz-band\"") && chart.contains("the gate lets it worsen by 0.5"),
        "{chart}"
    );
    // The saved evaluation knows what the gate allows.
    let again = folder.path().join("again");
    let saved = output.join("evaluation.mizan").display().to_string();
    succeeds(&["report", &saved, "-o", &again.display().to_string()]);
    let name = "charts/differences-chrf.svg";
    assert_eq!(files(&again)[name], found[name]);
}

/// Two segments, of which the second has a mark with a space before it, and a term.
fn checked(folder: &Path) {
    let write = |name: &str, text: &str| fs::write(folder.join(name), text).unwrap();
    write("source.en", "Yes, indeed.\nThe committee met.\n");
    write("reference.ar", "نعم، بالفعل.\nاجتمعت اللجنة.\n");
    write("a.ar", "نعم ، بالفعل.\nاجتمع المجلس.\n");
    write("terms.csv", "source,target\ncommittee,لجنة\n");
}

#[test]
fn checks_are_part_of_the_report_and_follow_the_configuration() {
    let folder = tempfile::tempdir().unwrap();
    checked(folder.path());
    let output = folder.path().join("out");
    let report = |check: &str| {
        let config = "schema = 1\n[[testset]]\nname = \"a\"\nsource = \"source.en\"\nreferences = [\"reference.ar\"]\nsystems = \"a.ar\"\n[metrics]\nuse = [\"chrf\"]\n[analysis]\nuse = [\"checks\"]\n[check]\n";
        let file = folder.path().join("mizan.toml");
        fs::write(&file, format!("{config}{check}")).unwrap();
        let arguments = [file.display().to_string(), output.display().to_string()];
        succeeds(&["run", &arguments[0], "-q", "-o", &arguments[1]]);
        files(&output)
    };
    let table = |found: &BTreeMap<String, Vec<u8>>, name: &str| {
        String::from_utf8(found[&format!("tables/{name}.csv")].clone()).unwrap()
    };
    let found = report("except = [\"glossary\"]\n");
    let line = "a,a,space-before-punctuation,Linguistic conventions / Punctuation,warning,1,1\n";
    assert!(table(&found, "checks").ends_with(line), "{}", table(&found, "checks"));
    assert_eq!(table(&found, "scorecard").lines().nth(1), Some("a,a,4,0,1,0,1,250"));
    assert!(table(&found, "findings").contains(",warning,3,5, ،,,space before ،\n"));
    for name in ["tables/checks.tex", "charts/checks.svg", "charts/checks.png"] {
        assert!(found.contains_key(name), "{name}");
    }
    let page = String::from_utf8_lossy(&found["report.html"]);
    assert!(page.contains("?flag=check%3Aspace-before-punctuation%3Awarning&amp;system=a"));
    // What was kept is not what another configuration asks for.
    let found = report("level = { space-before-punctuation = \"error\" }\n");
    assert_eq!(table(&found, "scorecard").lines().nth(1), Some("a,a,4,1,0,0,5,1250"));
    let found =
        report("glossary = [\"terms.csv\"]\n[[check.ignore]]\nfile = \"a.ar\"\ntext = \"،\"\n");
    assert!(table(&found, "checks").contains("a,a,glossary,Terminology / Wrong term,"));
    assert!(!table(&found, "checks").contains("space-before"));
    fs::write(folder.path().join("terms.csv"), "source,target\nmeet,لقاء\n").unwrap();
    let found =
        report("glossary = [\"terms.csv\"]\n[[check.ignore]]\nfile = \"a.ar\"\ntext = \"،\"\n");
    assert!(!table(&found, "checks").contains("glossary"));
}
