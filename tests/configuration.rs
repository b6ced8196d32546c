//! Configurations: guessed, found from below, put together from layers; and the schemas.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::run::mizan;

/// The texts of the demo without its configuration.
fn texts() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("systems")).unwrap();
    let names = ["source.fr", "reference.ar", "documents.txt", "systems/alif.ar", "systems/taa.ar"];
    for name in names {
        fs::copy(Path::new("corpora/demo").join(name), folder.path().join(name)).unwrap();
    }
    folder
}

fn within(folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mizan"));
    command.args(arguments).current_dir(folder).envs(variables.iter().copied());
    command.output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn what_init_writes_is_run_from_any_folder_below() {
    let folder = texts();
    let done = within(folder.path(), &["init"], &[]);
    assert!(done.status.success(), "{}", text(&done.stderr));
    assert!(text(&done.stderr).contains("source source.fr"), "{}", text(&done.stderr));
    let done = within(&folder.path().join("systems"), &["run", "--dry-run"], &[]);
    assert!(done.status.success(), "{}", text(&done.stderr));
    assert!(text(&done.stdout).contains("2 systems: alif, taa"), "{}", text(&done.stdout));
}

#[test]
fn init_writes_over_nothing_and_prints_where_it_is_asked_to() {
    let folder = texts();
    let file = folder.path().join("mizan.toml");
    for arguments in [&["init", "--dry-run"][..], &["init", "-o", "-"]] {
        let done = within(folder.path(), arguments, &[]);
        assert!(text(&done.stdout).contains("[[testset]]") && !file.exists());
    }
    fs::write(&file, "mine").unwrap();
    let done = within(folder.path(), &["init"], &[]);
    assert_eq!(done.status.code(), Some(2));
    assert_eq!(fs::read(&file).unwrap(), b"mine");
}

#[test]
fn every_value_says_where_it_came_from() {
    let shown = ["config", "show", "corpora/demo", "--origin", "--samples", "50"];
    let variables = [("MIZAN_SEED", "7"), ("MIZAN_SAMPLES", "60")];
    let done = within(Path::new("."), &shown, &variables);
    let told = text(&done.stdout);
    let line = |key: &str| told.lines().find(|line| line.starts_with(key)).unwrap().to_owned();
    assert!(line("seed = 7 ").ends_with("# environment MIZAN_SEED"), "{told}");
    assert!(line("samples = 50 ").ends_with("# flag --samples"), "{told}");
    assert!(line("trials = 10000 ").ends_with("# default"), "{told}");
    assert!(line("use = [\"bleu\"").ends_with("# corpora/demo/mizan.toml:12"), "{told}");
    let done = within(Path::new("."), &["config", "show", "corpora/demo"], &[("MIZAN_SEED", "x")]);
    assert_eq!(done.status.code(), Some(2));
    assert!(text(&done.stderr).contains("MIZAN_SEED is 'x'"), "{}", text(&done.stderr));
}

#[test]
fn every_schema_is_listed_and_is_json() {
    let listed = mizan(&["schema"]);
    let names: Vec<&str> =
        text(&listed.stdout).lines().map(|line| line.split(' ').next().unwrap()).collect();
    assert!(names.contains(&"score") && names.contains(&"evaluation"), "{names:?}");
    for name in names {
        let printed = mizan(&["schema", name]);
        let schema: serde_json::Value = serde_json::from_slice(&printed.stdout).unwrap();
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema", "{name}");
    }
    let refused = mizan(&["schema", "scores"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(text(&refused.stderr).contains("did you mean 'score'?"), "{}", text(&refused.stderr));
}
