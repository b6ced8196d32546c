//! Batches go on where they were: the same bytes after kills, beside another run, and from what was
//! kept.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::run::{files, mizan};

/// A configuration of two test sets over copies of the demo's files.
fn batch() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora/demo");
    for name in ["source.fr", "reference.ar", "documents.txt"] {
        fs::copy(demo.join(name), folder.path().join(name)).unwrap();
    }
    for set in ["one", "two"] {
        fs::create_dir(folder.path().join(set)).unwrap();
        for system in ["alif", "baa", "taa"] {
            let file = format!("{system}.ar");
            fs::copy(demo.join("systems").join(&file), folder.path().join(set).join(&file))
                .unwrap();
        }
    }
    let testset = |name: &str| {
        format!(
            "[[testset]]\nname = '{name}'\nsource = 'source.fr'\nreferences = ['reference.ar']\n\
             documents = 'documents.txt'\nsystems = '{name}/*.ar'\n"
        )
    };
    let text = format!(
        "schema = 1\n{}{}[statistics]\nsamples = 40\ntrials = 100\n[analysis]\nuse = []\n",
        testset("one"),
        testset("two")
    );
    fs::write(folder.path().join("mizan.toml"), text).unwrap();
    folder
}

fn run(folder: &Path, output: &str, options: &[&str]) -> Option<i32> {
    let output = folder.join(output).display().to_string();
    let folder = folder.display().to_string();
    mizan(&[&["run", &folder, "-q", "-o", &output], options].concat()).status.code()
}

fn start(folder: &Path, output: &str) -> Child {
    Command::new(env!("CARGO_BIN_EXE_mizan"))
        .args(["run", "-q", "-o"])
        .arg(folder.join(output))
        .arg(folder)
        .stdout(Stdio::null())
        .spawn()
        .unwrap()
}

/// What a report holds, without what a killed process was writing.
fn report(folder: &Path, output: &str) -> BTreeMap<String, Vec<u8>> {
    let mut found = files(&folder.join(output));
    found.retain(|name, _| !name.rsplit('/').next().unwrap().starts_with(".mizan-"));
    found
}

/// Two reports are the same but for the folder's name, which nothing in them holds.
fn assert_same(folder: &Path, one: &str, other: &str) {
    let (one, other) = (report(folder, one), report(folder, other));
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
    for (name, bytes) in &one {
        assert!(other[name] == *bytes, "{name} differs");
    }
}

/// The results of this kind that are kept.
fn kept(folder: &Path, kind: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder.join(".mizan/results")).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let is_of = |path: &PathBuf| path.file_name().unwrap().to_string_lossy().starts_with(kind);
    let mut found: Vec<PathBuf> = paths.filter(is_of).collect();
    found.sort();
    found
}

#[test]
fn a_batch_that_is_killed_goes_on_to_the_same_bytes() {
    let whole = batch();
    assert_eq!(run(whole.path(), "out", &[]), Some(0));
    let killed = batch();
    for time in 0..20 {
        let mut child = start(killed.path(), "out");
        // Over the whole of a run, in an order that is not that of time.
        std::thread::sleep(Duration::from_millis(10 + time * 7 % 20 * 60));
        child.kill().unwrap();
        child.wait().unwrap();
        if time % 5 == 4 {
            // Nor does it matter how much had been kept.
            fs::remove_dir_all(killed.path().join(".mizan")).unwrap();
        }
    }
    assert_eq!(run(killed.path(), "out", &[]), Some(0));
    let expected = report(whole.path(), "out");
    for (name, bytes) in report(killed.path(), "out") {
        // The page and the charts name the configuration's folder, which is another.
        if !name.starts_with("report") && name != "evaluation.mizan" {
            assert!(expected[&name] == bytes, "{name} differs");
        }
    }
    assert_eq!(run(killed.path(), "fresh", &["--fresh"]), Some(0));
    assert_same(killed.path(), "out", "fresh");
}

#[test]
fn two_runs_at_once_do_not_harm_each_other() {
    let folder = batch();
    let children = [start(folder.path(), "out"), start(folder.path(), "out")];
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    assert_eq!(run(folder.path(), "fresh", &["--fresh"]), Some(0));
    assert_same(folder.path(), "out", "fresh");
}

#[test]
fn after_a_change_the_rest_is_taken_from_what_was_kept() {
    let folder = batch();
    assert_eq!(run(folder.path(), "out", &[]), Some(0));
    let before = kept(folder.path(), "system-");
    // The same texts are in both test sets, and are one result.
    assert_eq!((before.len(), kept(folder.path(), "report-").len()), (3, 2));

    // A run in which nothing changed keeps them too.
    assert_eq!(run(folder.path(), "out", &[]), Some(0));
    assert_eq!(kept(folder.path(), "system-"), before);

    let changed = folder.path().join("two/taa.ar");
    fs::copy(folder.path().join("two/alif.ar"), &changed).unwrap();
    assert_eq!(run(folder.path(), "out", &[]), Some(0));
    let after = kept(folder.path(), "system-");
    let new = after.iter().filter(|path| !before.contains(path)).count();
    assert_eq!(new, 1, "only the changed system is scored again");
    assert_eq!(run(folder.path(), "fresh", &["--fresh"]), Some(0));
    assert_same(folder.path(), "out", "fresh");
}

#[test]
fn damaged_results_are_made_again_and_unused_ones_go() {
    let folder = batch();
    assert_eq!(run(folder.path(), "out", &[]), Some(0));
    let results = folder.path().join(".mizan/results");
    for (index, path) in kept(folder.path(), "").iter().enumerate() {
        let bytes = fs::read(path).unwrap();
        fs::write(path, if index % 2 == 0 { &bytes[..bytes.len() / 2] } else { b"no gzip" })
            .unwrap();
    }
    fs::write(results.join("system-00.json.gz"), "old").unwrap();
    assert_eq!(run(folder.path(), "again", &[]), Some(0));
    assert_same(folder.path(), "out", "again");
    assert!(!results.join("system-00.json.gz").exists());
}

#[test]
fn a_system_that_fails_does_not_lose_the_others() {
    let folder = batch();
    fs::write(folder.path().join("two/baa.ar"), "one line\n").unwrap();
    fs::write(folder.path().join("one/taa.ar"), b"\xfa\n").unwrap();
    let output = folder.path().join("out").display().to_string();
    let done = mizan(&["run", &folder.path().display().to_string(), "-o", &output]);
    assert_eq!(done.status.code(), Some(2));
    let told = String::from_utf8_lossy(&done.stderr);
    for what in ["test set one, system taa: ", "test set two, system baa: ", "reference.ar has 66"]
    {
        assert!(told.contains(what), "{told}");
    }
    let systems = String::from_utf8(report(folder.path(), "out")["tables/systems.csv"].clone());
    let systems = systems.unwrap();
    let has = |start: &str| systems.lines().any(|line| line.starts_with(start));
    assert!(has("one,alif,") && has("one,baa,") && has("two,alif,") && has("two,taa,"));
    assert!(!has("one,taa,") && !has("two,baa,"), "{systems}");
    // The gate does not decide over a part.
    let config = folder.path().join("mizan.toml");
    let text = fs::read_to_string(&config).unwrap();
    fs::write(&config, text + "[gate]\n[[gate.rule]]\nmetric = 'chrf'\nmin = 1\n").unwrap();
    let gate = mizan(&["gate", "--config", &config.display().to_string()]);
    assert_eq!(gate.status.code(), Some(2));
    assert!(gate.stdout.is_empty());
    // Nor over the evaluation that was left of it.
    let left = format!("{output}/evaluation.mizan");
    let config = config.display().to_string();
    let gate = mizan(&["gate", "--config", &config, "--evaluation", &left]);
    let told = String::from_utf8_lossy(&gate.stderr).into_owned();
    assert_eq!(gate.status.code(), Some(2), "{told}");
    assert!(told.contains("not evaluated: test set one, system taa") && told.contains("1 more"));
    // Whoever reads the report sees that somebody is missing.
    for file in ["report.md", "report.html"] {
        let text = String::from_utf8(report(folder.path(), "out")[file].clone()).unwrap();
        assert!(text.to_lowercase().contains("not evaluated: "), "{file}");
    }
}
