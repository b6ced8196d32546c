//! Tables of the documentation that hold for the program.

use mizan::text::Folding;

#[test]
fn arabic_folds_as_its_table_says() {
    let text = std::fs::read_to_string("docs/arabic.md").unwrap();
    let mut parts = Vec::new();
    for line in text.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [part, _, before, after] = cells[..] else {
            panic!("expected four columns: {line}");
        };
        let part = part.trim_matches('`');
        let folding: Folding = part.parse().unwrap();
        assert_eq!(folding.fold(before).trim(), after, "{part}");
        parts.push(part);
    }
    assert!(parts.into_iter().eq(Folding::names()));
}

#[test]
fn every_dependency_is_explained_with_its_version() {
    let text = std::fs::read_to_string("docs/dependencies.md").unwrap();
    let manifest = std::fs::read_to_string("Cargo.toml").unwrap();
    let lock = std::fs::read_to_string("Cargo.lock").unwrap();
    let tables = manifest.split("\n[").filter(|table| {
        table.starts_with("dependencies]") || table.starts_with("dev-dependencies]")
    });
    for line in tables.flat_map(str::lines) {
        let Some((name, _)) = line.split_once(" = ").filter(|_| !line.starts_with('#')) else {
            continue;
        };
        let entry = format!("name = \"{name}\"\nversion = \"");
        let version = lock.split_once(&entry).unwrap().1.split('"').next().unwrap();
        assert!(text.contains(&format!("| {name} | {version} |")), "{name} {version}");
    }
}

#[test]
fn the_gold_of_a_corrupted_text_is_shown_as_it_is_written() {
    let text = std::fs::read_to_string("docs/perturb.md").unwrap();
    let gold = std::fs::read_to_string("tests/cli/perturb.out/corrupt.gold.jsonl").unwrap();
    let shown: Vec<&str> = text.lines().filter(|line| line.starts_with('{')).collect();
    assert!(!shown.is_empty());
    for line in shown {
        assert!(gold.lines().any(|written| written == line), "{line}");
    }
}
