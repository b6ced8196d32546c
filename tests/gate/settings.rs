//! Settings: what `[check]` says holds for the checks of the gate too.

use super::folder::Folder;

const RULE: &str = "severity = \"info\"\nmax = 0\n[check]\n";

#[test]
fn the_glossary_is_looked_for() {
    let rule = "[[gate.rule]]\ncheck = \"glossary\"\n";
    let folder = Folder::with_source(&format!("{rule}{RULE}glossary = [\"terms.tsv\"]\n"));
    folder.write("terms.tsv", "source\ttarget\nBakou\tباكو\n");
    let before = folder.decision()["verdicts"][0]["count"].as_u64().unwrap();
    folder.change("out/alif.ar", |_, line| line.replace("باكو", "تفليس"));
    let found = folder.gate();
    assert_eq!(found.code, 1, "{}{}", found.out, found.err);
    assert!(found.out.contains("glossary: "), "{}", found.out);
    assert!(folder.decision()["verdicts"][0]["count"].as_u64().unwrap() > before);
    // Without terms there is nothing to look for.
    let found = Folder::with_source(&format!("{rule}{RULE}")).gate();
    assert_eq!(found.code, 2);
    assert!(found.err.contains("no terms to look for"), "{}", found.err);
}

#[test]
fn severities_and_exceptions_hold() {
    let code = |check: &str| {
        let folder = Folder::without_source(&format!(
            "[[gate.rule]]\ncheck = \"space-before-punctuation\"\nmax = 0\n{check}"
        ));
        std::fs::remove_file(folder.path("out/baa.ar")).unwrap();
        folder.change("out/alif.ar", |n, line| if n == 2 { "نعم ؟".into() } else { line.into() });
        folder.gate().code
    };
    let level = "[check]\nlevel = { space-before-punctuation = \"error\" }\n";
    assert_eq!((code(""), code(level)), (0, 1));
    let ignored = |key: &str| format!("{level}[[check.ignore]]\n{key}\n");
    assert_eq!(code(&ignored("file = \"out/alif.ar\"")), 0);
    assert_eq!(code(&ignored("file = \"out/baa.ar\"")), 1);
    // The rule names the check: that others leave it out does not matter.
    assert_eq!(code(&format!("{level}except = [\"space-before-punctuation\"]\n")), 1);
}

#[test]
fn names_are_excepted_too() {
    let code = |check: &str| {
        let gate = format!("[[gate.rule]]\ncheck = \"name\"\nmust_pass = [\"Moscou\"]\n{check}");
        let folder = Folder::with_source(&gate);
        std::fs::remove_file(folder.path("out/baa.ar")).unwrap();
        folder.change("out/alif.ar", |_, line| line.replace("موسكو", "Moscou"));
        folder.gate().code
    };
    assert_eq!(code(""), 1);
    assert_eq!(code("[[check.ignore]]\ncheck = \"name\"\ntext = \"Moscou\"\n"), 0);
}
