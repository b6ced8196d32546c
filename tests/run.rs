//! Batches: the same folder from the same inputs, drawn again, and in part where a part fails.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn mizan(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_mizan")).args(arguments).output().unwrap()
}

fn succeeds(arguments: &[&str]) {
    let done = mizan(arguments);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

/// Every file below a folder.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
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
