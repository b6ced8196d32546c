//! Manual pages and completions name every subcommand.

use std::process::Command;

fn mizan(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_mizan")).args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// As the help lists them.
fn subcommands() -> Vec<String> {
    let help = mizan(&["--help"]);
    let (_, listed) = help.split_once("Commands:\n").unwrap();
    let (listed, _) = listed.split_once("\n\n").unwrap();
    let lines = listed.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    lines.map(|line| line.split_whitespace().next().unwrap().to_owned()).collect()
}

#[test]
fn completions_of_every_shell_name_every_subcommand() {
    let subcommands = subcommands();
    assert!(subcommands.len() > 15, "{subcommands:?}");
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = mizan(&["completions", shell]);
        for subcommand in &subcommands {
            assert!(script.contains(subcommand.as_str()), "{shell}: {subcommand}");
        }
    }
}

#[test]
fn every_subcommand_has_a_page() {
    let folder = tempfile::tempdir().unwrap();
    let pages = folder.path().join("man1");
    mizan(&["man", "-o", pages.to_str().unwrap()]);
    let main = mizan(&["man"]);
    assert!(main.contains(".TH mizan 1"));
    assert_eq!(std::fs::read_to_string(pages.join("mizan.1")).unwrap(), main);
    for subcommand in subcommands() {
        assert!(main.contains(&format!("mizan\\-{subcommand}(1)")), "{subcommand}");
        let page = std::fs::read_to_string(pages.join(format!("mizan-{subcommand}.1"))).unwrap();
        assert!(page.contains(".SH SYNOPSIS"), "{subcommand}");
    }
    assert!(pages.join("mizan-baseline-update.1").is_file());
}
